"""What the crisis added to a passage or took from it, added up over a period, with intervals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from dashboard.topics.impact.analysis.counterfactual import NORMAL, Expectation, Key

LEVELS = {
    "low_95": NORMAL[95], "low_80": NORMAL[80], "difference": 0.0,
    "high_80": -NORMAL[80], "high_95": -NORMAL[95],
}  # fmt: skip
"""Column -> deviations from the sum expected at which counted less expected has that bound."""

TOTALS = [
    "scenario", "chokepoint", "vessel_class", "weeks", "days", "first_week", "last_week",
    "counted", "expected", *LEVELS, "source_ids",
]  # fmt: skip

THURSDAY = 3
TEXTS = ("scenario", "chokepoint", "vessel_class", "source_ids")
NUMBERS = ["days", "counted", "expected", *LEVELS]


def before(war: date) -> date:
    """Return the last day of the weeks that lie wholly before a war: the Sunday before it."""
    return war - timedelta(days=war.weekday() + 1)


def thursdays(start: date, end: date) -> tuple[date, date]:
    """Return the first and the last Thursday of a period: those of the weeks that it holds.

    Periods that hold the same weeks have the same sums.
    """
    return (
        start + timedelta(days=(THURSDAY - start.weekday()) % 7),
        end - timedelta(days=(end.weekday() - THURSDAY) % 7),
    )


def percent(rows: pd.DataFrame, column: str) -> pd.Series:
    """Return a difference of ``totals``, or a bound of it, in percent of what is then expected."""
    return 100 * rows[column] / (rows["counted"] - rows[column])


def _stretch(expected: Expectation, start: date, end: date) -> tuple[int, int]:
    """Return the number of the first week whose Thursday lies in the period, and of that after."""
    monday = pd.Timedelta(days=3)
    first = int(expected.since.searchsorted(pd.Timestamp(start) - monday))
    return first, int(expected.since.searchsorted(pd.Timestamp(end) - monday, side="right"))


def totals(
    expected: Expectation | Iterable[Expectation],
    start: date,
    end: date,
    keys: Sequence[Key] | None = None,
) -> pd.DataFrame:
    """Return one row per scenario and line with weeks in the period: the sums and their bounds.

    ``keys`` are the lines wanted; all by default. The difference is counted less expected.
    """
    several = [expected] if isinstance(expected, Expectation) else expected
    found = [row for one in several for row in _totals(one, start, end, keys)]
    if not found:
        none = pd.DataFrame(columns=TOTALS, dtype=object)
        return none.astype(dict.fromkeys(NUMBERS, float) | {"weeks": "int64"}).astype(
            dict.fromkeys(("first_week", "last_week"), "datetime64[us]")
        )
    columns = dict(zip(TOTALS, zip(*found, strict=True), strict=True))
    texts = {name: pd.Series(columns[name], dtype=object) for name in TEXTS}
    return pd.DataFrame({name: list(cells) for name, cells in columns.items()} | texts)


def _totals(
    expected: Expectation, start: date, end: date, keys: Sequence[Key] | None
) -> Iterator[list[Any]]:
    first, last = _stretch(expected, start, end)
    for key in [key for key in expected.added if keys is None or key in keys]:
        added = expected.added[key]
        weeks = int(added.weeks[last] - added.weeks[first])
        if weeks < 1:  # fewer than none where the days end before they start
            continue
        inside = np.flatnonzero(np.diff(added.weeks[first : last + 1])) + first
        mean, spread = (float(part) for part in added.between(first, last))
        counted = float(added.counted[last] - added.counted[first])
        middle = float(np.exp(mean))
        bounds = [counted - float(np.exp(mean + z * spread)) for z in LEVELS.values()]
        yield [
            expected.scenario, *key, weeks, float(added.days[last] - added.days[first]),
            expected.since[inside[0]], expected.since[inside[-1]], counted, middle, *bounds,
            expected.sources[key],
        ]  # fmt: skip


def cumulative(
    expected: Expectation, chokepoints: Sequence[str], vessel_class: str, start: date, end: date
) -> pd.DataFrame:
    """Return one row per chokepoint and week: the difference of the week and added up, bounds."""
    first, last = _stretch(expected, start, end)
    parts = []
    for key in [(place, vessel_class) for place in chokepoints]:
        if key not in expected.added or last <= first:
            continue
        added = expected.added[key]
        at = np.flatnonzero(np.diff(added.weeks[first : last + 1])) + first
        if not len(at):
            continue
        mean, spread = added.between(first, at + 1)
        counted = added.counted[at + 1] - added.counted[first]
        rows = expected.weekly[key].iloc[-len(expected.since) :].iloc[at]
        parts.append(
            rows[["chokepoint", "vessel_class", "week", "days"]].assign(
                difference=rows["days"] * (rows["per_day"] - rows["expected_per_day"]),
                **{f"added_{name}": counted - np.exp(mean + z * spread)
                   for name, z in LEVELS.items()},
                source_ids=rows["source_ids"],
            )
        )  # fmt: skip
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["chokepoint"])
