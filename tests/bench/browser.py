"""What a reader waits for: start-up, the first chart, a filter change; and what is sent."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from tests import serving
from tests.bench import timing, work
from tests.bench.visits import Visit, visit

PAGES = {
    "overview": "",
    "attacks": "attacks",
    "rerouting": "rerouting",
    "costs": "costs",
    "hodeidah": "hodeidah",
    "impact": "impact",
}
"""Name -> path. The toggle of the claims changes the first two, the events change the others."""

OF_ATTACKS = ("overview", "attacks")
BARE = Path(__file__).parent / "bare"
FIRST_BUDGET, FILTER_BUDGET, START_BUDGET_S, RERUN_BUDGET_MB = 1.25, 1.5, 1.0, 1.5

FIRST_DAY, LAST_DAY = date(2023, 11, 19), date(2026, 9, 30)
"""Each round looks at a period of its own, so that no answer is in the app's cache."""


def run(folder: Path, rounds: int) -> None:
    """Measure and print; ``folder`` is where to work."""
    store = work.build(folder / "store")
    start_up(store, folder, rounds)
    with ExitStack() as stack:

        def serve(name: str, script: Path) -> str:
            return stack.enter_context(serving.server(store, folder / f"{name}.log", script))

        app = serve("app", serving.HOME / "app.py")
        one, many = (serve(name, BARE / f"{name}.py") for name in ("one_line", "many_lines"))
        browser = stack.enter_context(serving.chromium())
        for path in PAGES.values():  # servers are warm: every page was once looked at
            for address in (f"{app}/{path}", one):
                with visit(browser, address):
                    pass
        for name, path in PAGES.items():
            first_chart(browser, name, f"{app}/{path}", one, rounds)
        for name, path in PAGES.items():
            filter_change(browser, name, f"{app}/{path}", many, rounds)


def start_up(store: Path, folder: Path, rounds: int) -> None:
    """Time a server from the start of its process to its word that it is well."""
    timing.heading(f"start-up to /_stcore/health, {rounds} rounds in turn")

    def started(script: Path) -> Callable[[], float]:
        def once() -> float:
            start = time.perf_counter()
            with serving.server(store, folder / "start.log", script):
                return time.perf_counter() - start

        return once

    app, bare = started(serving.HOME / "app.py"), started(BARE / "one_line.py")
    values = timing.in_turn(rounds, bare=bare, app=app)
    timing.times("bare page", values["bare"])
    timing.times("app, with a store", values["app"])
    beyond = median(values["app"]) - median(values["bare"])
    timing.budget("app beyond bare page", beyond, START_BUDGET_S, " s")


def first_chart(browser: Browser, name: str, address: str, bare: str, rounds: int) -> None:
    """Time the first chart of a page in a fresh browser, and count what was sent."""
    timing.heading(f"{name}: navigation to the first chart, {rounds} rounds in turn")
    sent: list[int] = []
    coast: list[int] = []

    def opened(where: str) -> float:
        with visit(browser, where) as seen:
            if where == address:
                sent.append(seen.received)
                coast.append(seen.coast())
            return seen.first_chart()

    values = timing.in_turn(rounds, bare=lambda: opened(bare), page=lambda: opened(address))
    timing.times("bare page of one line", values["bare"])
    timing.times(name, values["page"])
    timing.ratio("page / bare page", values, "page", "bare", FIRST_BUDGET)
    print(f"first load: {max(sent) / 1e6:.2f} MB, and {max(coast) / 1e6:.2f} MB of coast once")


def filter_change(browser: Browser, name: str, address: str, bare: str, rounds: int) -> None:
    """Time a click to the last chart redrawn, beside as many charts with as many points."""
    with visit(browser, address) as seen:
        points = seen.points()
    size = -(-sum(points) // len(points))
    what = f"{len(points)} charts of {size} points"
    timing.heading(f"{name}: filter change to the last chart, {what}, {rounds} rounds in turn")
    values: dict[str, list[float]] = {"new": [], "bare": [], "known": []}
    sent: list[int] = []
    redrawn: list[int] = []

    def toggled(page: Visit, into: str) -> None:
        by_claims = page is floor or name in OF_ATTACKS
        values[into].append(page.toggle() if by_claims else page.switch_events())
        if page is not floor:
            sent.append(page.received)
            redrawn.append(page.redrawn())

    with visit(browser, f"{bare}/?figures={len(points)}&points={size}") as floor:
        floor.toggle()  # once, so that both states are in memory
        for number in range(rounds):
            since = FIRST_DAY + timedelta(days=number)
            with visit(browser, f"{address}?period={since}&period={LAST_DAY}") as seen:
                toggled(seen, "new")
                toggled(floor, "bare")
                toggled(seen, "known")
                toggled(floor, "bare")
    timing.times("bare page, from memory", values["bare"])
    timing.times(f"{name}, answers not in the cache", values["new"])
    timing.times(f"{name}, answers in the cache", values["known"])
    timing.ratio("not in the cache / bare page", values, "new", "bare", FILTER_BUDGET)
    timing.ratio("in the cache / bare page", values, "known", "bare", FILTER_BUDGET)
    print(f"charts drawn anew: {max(redrawn)} of {len(points)}")
    timing.budget("sent for a filter change", max(sent) / 1e6, RERUN_BUDGET_MB, " MB")
