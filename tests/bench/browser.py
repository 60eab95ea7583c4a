"""What a reader waits for and receives: start-up, a first visit, a change of filters.

A first visit stands beside a bare page of one line, a change beside a bare page that draws the same
figures from memory by `st.plotly_chart`, before and after. Charts that the page has not drawn
because they are far below the window are not drawn there either.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Browser

from tests import serving
from tests.bench import timing, work
from tests.bench.serve import BARE, Server, checked_out, served
from tests.bench.visits import Moment, Visit, visit
from tests.places import Place

FIGURES_BUDGET, FIRST_BUDGET, CHANGE_BUDGET, START_BUDGET_S = 0.8, 1.25, 1.5, 1.0
COLD_BUDGET_KB, CHANGE_BUDGET_KB = 2_700, 150

TOGGLE = "[data-testid=stSidebar] [data-testid=stCheckbox] label"
CHANGES = {
    "rerouting": "Events",
    "costs": "Events",
    "hodeidah": "Events",
    "impact": "Chokepoint",
    "voyage": "Legs",
}
"""Page -> the buttons that change it; other places are changed by the toggle of claimed attacks."""

FIRST_DAY, LAST_DAY = date(2023, 11, 19), date(2026, 9, 30)
"""Each round looks at a period of its own, so that no answer is in the app's cache."""

Values = dict[str, dict[str, list[float]]]
"""What was measured -> of which server -> a value a round."""


def start_up(folder: Path, rounds: int, _: Iterable[Place]) -> None:
    """Time a server from the start of its process to its word that it is well."""
    store = work.build(folder / "store")
    timing.heading("start-up", f"to /_stcore/health, {rounds} rounds in turn")

    def started(script: Path) -> tuple[float, float]:
        start = time.perf_counter()
        with serving.process(store, folder / "start.log", script) as (_, process):
            return 1000 * (time.perf_counter() - start), 1000 * timing.cpu(process)

    values = timing.in_turn(
        rounds,
        app=partial(started, serving.HOME / "app.py"),
        bare=partial(started, BARE / "one_line.py"),
    )
    wall, cpu = ({name: [v[i] for v in values[name]] for name in values} for i in (0, 1))
    timing.compare("wall", wall, "ms")
    timing.compare("CPU", cpu, "ms")
    beyond = timing.spread(wall["app"]).median - timing.spread(wall["bare"]).median
    timing.budget("beyond the bare page", beyond / 1000, START_BUDGET_S, " s")


def run(folder: Path, rounds: int, chosen: Iterable[Place], revision: str = "") -> None:
    """Measure places and print; also beside the app as it was at ``revision``, if one is named."""
    with ExitStack() as stack:
        page = stack.enter_context(served(folder, "page"))
        bare = stack.enter_context(served(folder, "one_line", BARE))
        floor = stack.enter_context(served(folder, "figures", BARE))
        pages = {"page": page}
        if revision:
            home = stack.enter_context(checked_out(folder / "before", revision))
            pages["before"] = stack.enter_context(served(folder, "before", home))
        browser = stack.enter_context(serving.chromium())
        for nth, place in enumerate(chosen):
            timing.heading(f"{place}", f"{rounds} rounds in turn")
            kept = folder / f"figures-{nth}.json"
            drawn = json.dumps(_both_states(browser, page, place))
            kept.write_text(drawn.replace(page.address, floor.address), encoding="utf-8")
            values: Values = defaultdict(lambda: defaultdict(list))
            for number in range(-1, rounds):  # the first round warms the servers
                if number == 0:
                    values.clear()
                since = FIRST_DAY + timedelta(days=number + 1)
                asked = place.address | {"period": [since, LAST_DAY]}
                for subject, server in pages.items():
                    with _opened(browser, server, place.page, asked) as seen:
                        _note_first(values, subject, seen)
                        for state in ("new", "known"):
                            _change(seen, place)
                            _note_change(values, subject, state, seen)
                with _opened(browser, bare) as seen:
                    _note_first(values, "bare", seen)
                with _opened(browser, floor, asked={"file": kept}) as seen:
                    for state in ("new", "known"):
                        seen.click(TOGGLE)
                        _note_change(values, "floor", state, seen)
            say(values, "before" in pages)


def say(values: Values, was: bool) -> None:
    """Print what came out of one place."""

    def beside(what: str, other: str, unit: str, most: float | None = None, of: str = "") -> None:
        ours, floor = values[what]["page"], values[of or what][other]
        if ours and floor:
            timing.compare(what, {"page": ours, other: floor}, unit, most)

    beside("figures, wall", "bare", "ms", FIGURES_BUDGET, of="first chart, wall")
    timing.alone("text of the bare page, wall", values["text, wall"]["bare"], "ms")
    for kind in ("wall", "CPU"):
        beside(f"first chart, {kind}", "bare", "ms", FIRST_BUDGET)
    redrawn = max(values["charts redrawn"]["page"])
    for state in ("new", "known"):
        for kind in ("wall", "CPU"):
            beside(f"{state} filter, {kind}", "floor", "ms", CHANGE_BUDGET if redrawn else None)
        beside(f"{state} filter, server", "floor", "ms")
    if was:
        for what, both in values.items():
            unit = "kB" if "sent" in what else "" if "charts" in what or "WebGL" in what else "ms"
            subjects = {name: both[name] for name in ("page", "before")}
            if all(subjects.values()):
                timing.compare(f"{what}, now", subjects, unit)
    timing.budget("first visit, sent", max(values["sent"]["page"]), COLD_BUDGET_KB, " kB")
    for what, most in (("filter, sent", CHANGE_BUDGET_KB), ("filter, WebGL contexts", 0)):
        timing.budget(what, max(values[what]["page"]), most, " kB" * ("sent" in what))
    timing.budget("charts redrawn", redrawn)


@contextmanager
def _opened(
    browser: Browser, server: Server, page: str = "", asked: Mapping[str, Any] | None = None
) -> Iterator[Visit]:
    path = "" if page == "overview" else page
    query = urlencode(asked or {}, doseq=True)
    with visit(browser, f"{server.address}/{path}?{query}", server.process) as seen:
        yield seen


def _both_states(browser: Browser, server: Server, place: Place) -> list[list[dict[str, Any]]]:
    """Return the figures that a place draws, before and after the change."""
    with _opened(browser, server, place.page, place.address) as seen:
        before = seen.figures()
        _change(seen, place)
        return [before, seen.figures()]


def _change(seen: Visit, place: Place) -> None:
    """Make the change of a page; made once more, it is undone."""
    label = CHANGES.get(place.page, "none")
    group = seen.page.locator("[data-testid=stButtonGroup]", has_text=label)
    seen.click(group.locator("button[aria-checked=false]") if group.count() else TOGGLE)


def _note_first(values: Values, subject: str, seen: Visit) -> None:
    for name, what in {"figures": "figures", "text": "text", "first": "first chart"}.items():
        if name in seen.moments:
            _note(values, subject, what, seen.moments[name])
    values["sent"][subject].append(seen.sent() / 1000)


def _note_change(values: Values, subject: str, state: str, seen: Visit) -> None:
    _note(values, subject, f"{state} filter", seen.moments.get("last") or seen.moments["changed"])
    values[f"{state} filter, server"][subject].append(seen.server)
    values["filter, sent"][subject].append(seen.sent() / 1000)
    values["filter, WebGL contexts"][subject].append(seen.count("contexts"))
    values["charts redrawn"][subject].append(seen.count("redrawn"))


def _note(values: Values, subject: str, what: str, moment: Moment) -> None:
    values[f"{what}, wall"][subject].append(moment.wall)
    values[f"{what}, CPU"][subject].append(moment.cpu)
