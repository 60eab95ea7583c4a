"""The server's own part of a page: its queries, figures and their JSON, nothing from a cache.

The pages themselves need a browser's session, so their calls stand here once more, in the same
order: queries through a store reader's cursor, the functions of dashboard.charts, the source line.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard import queries, store
from dashboard.charts import attacks as charts
from dashboard.charts import maps
from dashboard.charts.base import Chart
from dashboard.ui.citations import source_ids
from dashboard.ui.filters import BASELINE
from dashboard.ui.show import AsDrawn
from tests.bench import timing, work

CALLS = 200
BUDGET_MS = 120
BREAKDOWNS = ("vessel_type", "weapon", "area", "flag")
FILTERS = {
    "areas": "area",
    "vessel_types": "vessel_type",
    "weapons": "weapon",
    "outcomes": "outcome",
    "confidences": "confidence",
    "flags": "flag",
}
"""Parameter of the attack queries -> dimension of lists/attack_options."""


@dataclass
class Run:
    """One call of a page, with the seconds it spent on each kind of work."""

    reader: store.Reader
    parameters: dict[str, Any]
    seconds: dict[str, float] = field(
        default_factory=lambda: {"queries": 0.0, "figures": 0.0, "sources": 0.0, "JSON": 0.0}
    )

    def query(self, name: str) -> pd.DataFrame:
        """Run a query as dashboard.ui.data does, without its cache."""
        rows: pd.DataFrame = self._timed("queries", lambda: self._query(name, self.parameters))
        return rows

    def show(self, make: Callable[..., Chart], *of: Any) -> None:
        """Make a chart and do all that dashboard.ui.show does before it is sent."""
        chart = self._timed("figures", lambda: make(*of))
        if chart.figure is None:
            return
        figure = AsDrawn(chart.figure)
        self._timed("JSON", figure.to_json)
        self._timed("sources", lambda: self._source_line(chart.rows))

    def _query(self, name: str, parameters: dict[str, Any]) -> pd.DataFrame:
        return queries.run(self.reader.cursor(), name, **parameters)

    @cached_property
    def publishers(self) -> dict[str, str]:
        """The publishers of all sources by their keys, read once a page."""
        rows = self._query("lists/source_labels", {})
        return dict(zip(rows["source_id"], rows["publisher"], strict=True))

    def _source_line(self, rows: pd.DataFrame) -> None:
        list(dict.fromkeys(self.publishers[key] for key in source_ids(rows)))

    def _timed(self, kind: str, call: Callable[[], Any]) -> Any:
        start = time.perf_counter()
        try:
            return call()
        finally:
            self.seconds[kind] += time.perf_counter() - start


def overview(page: Run) -> None:
    """Do the work of dashboard/pages/overview.py."""
    page.query("lists/period")
    page.query("facts/attack_headline")
    page.show(charts.timeline, page.query("charts/attacks_by_month"), page.query("lists/events"))


def attacks(page: Run) -> None:
    """Do the work of dashboard/pages/attacks.py."""
    page.query("lists/period")
    page.query("lists/attack_options")
    rows, events = page.query("facts/attacks"), page.query("lists/events")
    checked = page.query("facts/attack_headline")["checked_until"].iloc[0].date()
    page.show(maps.attack_map, rows, "http://127.0.0.1:8501")
    page.show(charts.by_month, page.query("charts/attacks_by_month"), events, checked)
    page.show(charts.cumulative, page.query("charts/attacks_cumulative"), events)
    counted = page.query("charts/attacks_by")
    for dimension in BREAKDOWNS:
        page.show(charts.breakdown, counted, dimension)
    page.show(charts.totals_compared, page.query("charts/attack_totals_compared"))


PAGES = {"overview": overview, "attacks": attacks}


def run(folder: Path, rounds: int) -> None:
    """Measure and print; ``folder`` is where to work. ``rounds`` does not matter here."""
    reader = store.reader(work.build(folder / "store"))
    timing.heading(f"server: queries and figures of a page, {CALLS} calls with varied filters")
    chosen = varied(reader)
    for page in PAGES.values():  # what a process does once: imports, reading the SQL files
        page(Run(reader, chosen[0]))
    runs: dict[str, list[Run]] = {name: [] for name in PAGES}
    for parameters in chosen:
        for name, page in PAGES.items():
            runs[name].append(Run(reader, parameters))
            page(runs[name][-1])
    for name, done in runs.items():
        total = [sum(r.seconds.values()) for r in done]
        kinds = ", ".join(
            f"{kind} {1000 * timing.percentile([r.seconds[kind] for r in done], 0.5):.1f}"
            for kind in done[0].seconds
        )
        timing.times(name, total, f"at the median: {kinds} ms")
        p95 = 1000 * timing.percentile(total, 0.95)
        timing.budget(f"{name}, 95th percentile", p95, BUDGET_MS, " ms")


def varied(reader: store.Reader) -> list[dict[str, Any]]:
    """Return the filters of each call, the widest first, the same ones each time."""
    chance = random.Random(1)
    options = queries.run(reader.cursor(), "lists/attack_options")
    period = queries.rows(reader.cursor(), "lists/period")[0]
    first, last = period["crisis_start"], period["latest"]
    values = {p: list(options.loc[options["dimension"] == d, "value"]) for p, d in FILTERS.items()}
    made = [_parameters(first, last, True)]
    while len(made) < CALLS:
        start = first + timedelta(days=chance.randrange(400))
        end = last - timedelta(days=chance.randrange(400))
        one = _parameters(start, end, chance.random() < 0.5)
        if chance.random() < 0.5:  # half the calls choose by a dimension as well
            name = chance.choice(list(FILTERS))
            one[name] = chance.sample(values[name], min(3, len(values[name])))
        made.append(one)
    return made


def _parameters(start: date, end: date, claimed: bool) -> dict[str, Any]:
    baseline = dict(zip(("baseline_start", "baseline_end"), BASELINE, strict=True))
    return {"start": start, "end": end, "importance": 3, "claimed": claimed, **baseline}
