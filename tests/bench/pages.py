"""The server's own part of a page: the page's script, with its queries, figures and messages.

The real pages run, in this process, with filters in the URL that no call before has had, so that
no answer is in the cache. The time is that of the page's own script: what a browser does is
measured elsewhere.
"""

from __future__ import annotations

import os
import random
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from streamlit.navigation.page import StreamlitPage
from streamlit.testing.v1 import AppTest

from dashboard import desk
from dashboard.kit.ui import data
from dashboard.settings import HOME
from tests import places
from tests.bench import loader, timing, work

CALLS = 40
BUDGET_MS = 120

SECTIONS: dict[str, dict[str, Any]] = {
    "overview": {},
    "attacks": {},
    "attacks, filtered": {"area": ["Gulf of Aden", "Southern Red Sea"]},
    "rerouting": {},
    "rerouting, ways": {"rerouting": "Ways and lanes"},
    "rerouting, delays": {"rerouting": "Delays"},
    "rerouting, carriers": {"rerouting": "Carriers"},
    "rerouting, cross-checks": {"rerouting": "Cross-checks"},
    "costs": {},
    "costs, premium": {"costs": "Asia-Europe premium"},
    "costs, components": {"costs": "Cost components"},
    "costs, statements": {"costs": "Published statements"},
    "hodeidah": {},
    "hodeidah, strikes": {"hodeidah": "Strikes and capacity"},
    "hodeidah, shares": {"hodeidah": "Shares and statements"},
    "hodeidah, AIS and inspection": {"hodeidah": "AIS and inspection"},
    "hodeidah, port calls": {"hodeidah": "Port calls"},
    "hodeidah, prices": {"hodeidah": "Food and fuel prices"},
    "impact": {},
    "impact, how far to trust it": {"impact": "How far to trust it"},
    "impact, added up": {"impact_detail": "Added up"},
    "impact, by class of ship": {"impact_detail": "By class of ship"},
    "impact, what it cost": {"impact": "What it cost"},
    "impact, return to Suez": {"impact": "Return to Suez"},
    "impact, interventions": {"impact": "Interventions"},
    "impact, a transit": {"impact": "Interventions", "impact_per": "per 1,000 transits"},
    "impact, record of attacks": {"impact": "Record of attacks"},
    "impact, freight rates": {"impact": "Freight rates"},
    "voyage": {},
    "voyage, what moves it": {"voyage": "What moves it"},
    "voyage, break-even": {"voyage": "Break-even"},
    "voyage, service": {"voyage": "Service and earnings"},
    "voyage, usual lanes": {"voyage": "Usual lanes"},
    "voyage, assumptions": {"voyage": "Assumptions"},
    "claims": {},
    "claims, published": {"claims": "Published statements"},
}
"""Name of a page, perhaps with a section -> query parameters that open it."""

FIRST_DAY, LAST_DAY = date(2023, 10, 7), date(2026, 9, 30)


def run(folder: Path, rounds: int) -> None:
    """Measure and print; ``folder`` is where to work. ``rounds`` does not matter here."""
    timing.heading(f"server: the script of a page, {CALLS} calls with varied filters")
    measure(work.build(folder / "store"), SECTIONS)


def loaded(folder: Path, rounds: int) -> None:
    """Measure the section of port calls over five million rows of them."""
    settings, package = work.settings(work.build(folder / "store")), work.package()
    file = folder / "Daily_Ports_Data.csv"
    loader.write(file)
    desk.load(settings, package, desk.layouts(package), file)
    file.unlink()
    timing.heading(f"server: port calls out of {loader.ROWS:,} rows, {CALLS} calls")
    measure(settings.store, {"hodeidah, port calls": {"hodeidah": "Port calls"}})


def measure(store: Path, sections: dict[str, dict[str, Any]]) -> None:
    """Measure sections of pages on a store, and print."""
    os.environ["REDSEA_STORE"] = str(store)
    data.chosen.cache_clear()
    warnings.simplefilter("ignore")
    with clock() as spent:
        for name, opened in sections.items():
            visit(name, opened | _filters(random.Random(0)))  # imports, reading the SQL files
            spent.clear()
            chance = random.Random(1)
            for _ in range(CALLS):
                visit(name, opened | _filters(chance))
            total = [sum(call.values()) for call in spent]
            queries = timing.percentile([call["queries"] for call in spent], 0.5)
            timing.times(name, total, f"of it queries {1000 * queries:.0f} ms at the median")
            p95 = 1000 * timing.percentile(total, 0.95)
            timing.budget(f"{name}, 95th percentile", p95, BUDGET_MS, " ms")


@contextmanager
def clock() -> Iterator[list[dict[str, float]]]:
    """Note the seconds that each page's script spends on queries and on the rest."""
    calls: list[dict[str, float]] = []
    asked: list[float] = []

    def timed(call: Callable[..., Any], into: Callable[[float], None]) -> Callable[..., Any]:
        def measured(*of: Any, **named: Any) -> Any:
            start = time.perf_counter()
            try:
                return call(*of, **named)
            finally:
                into(time.perf_counter() - start)

        return measured

    def done(seconds: float) -> None:
        calls.append({"queries": sum(asked), "rest": seconds - sum(asked)})
        asked.clear()

    page_run, query = StreamlitPage.run, data._query
    StreamlitPage.run = timed(page_run, done)  # type: ignore[method-assign]
    data._query = timed(query, asked.append)
    try:
        yield calls
    finally:
        StreamlitPage.run, data._query = page_run, query  # type: ignore[method-assign]


def visit(name: str, asked: dict[str, Any]) -> None:
    """Run a page with query parameters; only the page itself, not the overview before it."""
    page = name.partition(",")[0]
    app = AppTest.from_file(str(HOME / "app.py"), default_timeout=60)
    app.query_params.update(asked)
    app.switch_page(places.script(page)).run()
    assert not app.exception, app.exception


def _filters(chance: random.Random) -> dict[str, Any]:
    start = FIRST_DAY + timedelta(days=chance.randrange(400))
    end = LAST_DAY - timedelta(days=chance.randrange(400))
    baseline = date(2022, 1, 1) + timedelta(days=chance.randrange(300))
    return {
        "period": [str(start), str(end)],
        "baseline": [str(baseline), "2023-10-06"],
        "claimed": str(chance.random() < 0.5).lower(),
        "speed": str(10 + chance.randrange(20) / 2),
    }
