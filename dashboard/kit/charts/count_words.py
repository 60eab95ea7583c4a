"""What other counts of the same ships say of ours: a clause, and times that must stay apart."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pandas as pd

from dashboard.kit.charts import text, words
from dashboard.kit.charts import transit_words as say

Row = Mapping[Any, Any]
Latest = Mapping[str, Row]
"""Chokepoint -> its row of facts/transits_latest_count."""

FAR_PCT = 15
"""Percent by which another count must differ before it stands beside ours in the same sentence."""

RECENT_DAYS = 92
"""Days after which a count that agreed says nothing of the latest weeks: counts come by quarter."""

OF_ALL = "What others counted is ships of all classes."
"""What is said of their counts beside classes of ship, folded where the note has no room."""

ERAS = (
    ("before 2024", pd.Timestamp.min, pd.Timestamp("2023-12-31")),
    ("from January 2024 to February 2026", pd.Timestamp("2024-01-01"), pd.Timestamp("2026-02-28")),
    ("since March 2026", pd.Timestamp("2026-03-01"), pd.Timestamp.max),
)
"""Times in words, first and last day, within which PortWatch errs alike.

Judged from the differences themselves: at Suez the canal's own count lay near PortWatch's until
December 2023 and nine percent below it from January 2024; since spring 2026, when ships began to
switch AIS off, the others count more. No mean is taken over two of them.
"""


def era(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """Return the time in which a count lies; "" for one that lies in two."""
    around = (name for name, start, end in ERAS if start <= first and last <= end)
    return next(around, "")


def clause(
    count: Row | None,
    upto: pd.Timestamp,
    change_pct: float = 0.0,
    of_all: bool = False,
    short: bool = False,
) -> str:
    """Return what others counted, "Lloyd's List counted 53 % more from 14 to 27 September 2026".

    ``count`` is the row of facts/transits_latest_count of the chokepoint, ``upto`` the last day
    that the sentence is about, ``change_pct`` what it says. Where nobody else counted, a fall since
    ships began to switch AIS off is said to be by AIS alone. "" where the others agree, or there
    is no such fall. ``of_all`` where the sentence is about some classes of ship; ``short`` where
    months have three letters.
    """
    if count is not None and abs(count["difference_pct"]) > FAR_PCT:
        percent = count["difference_pct"]
        more = f"{abs(percent):.0f} % {'more' if percent > 0 else 'fewer'}"
        ships = " ships of all classes" * of_all
        when = days(count["period_start"], count["period_end"], short)
        return f"{by_name(count['counter'])} counted {more}{ships} {when}"
    if count is not None and upto - count["period_end"] <= pd.Timedelta(days=RECENT_DAYS):
        return ""
    if not change_pct < -FAR_PCT or era(upto, upto) != ERAS[-1][0]:
        return ""
    if count is None:
        return "by AIS alone, without another count of all ships"
    return f"by AIS alone, without another count since {words.day(count['period_end'])}"


def beside(count: Row | None, upto: pd.Timestamp, change_pct: float) -> str:
    """Return the clause, short, with a semicolon before it, to follow what it is about; else ""."""
    told = clause(count, upto, change_pct, short=True)
    return f"; {told}" if told else ""


def noted(latest: Latest | None, changes: Mapping[str, float], upto: pd.Timestamp) -> str:
    """Return the clauses of chokepoints as a sentence of a note; "" where there is none.

    ``changes`` are percent by chokepoint, in the order of the sentence. Without ``latest`` it is
    not known who counted, and nothing is said.
    """
    if latest is None:
        return ""
    said = [
        f"at {say.short(place)} {told}"
        for place, change in changes.items()
        if (told := clause(latest.get(place), upto, change, short=True))
    ]
    return f"{words.sentence('; '.join(said))}." if said else ""


def by_era(rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the counts by the time that they lie in, in order; those that lie in two are out."""
    spans = zip(rows["period_start"], rows["period_end"], strict=True)
    named = pd.Series([era(start, end) for start, end in spans], index=rows.index, dtype=str)
    return {name: rows[named == name] for name, *_ in ERAS if (named == name).any()}


def finest(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the counts without those that hold days of a shorter one: a quarter of its months.

    ``rows`` are those of charts/crosscheck_by_days; only of one counter, chokepoint and class is
    one set against another.
    """
    kept = []
    for _, part in rows.groupby(["counter", "chokepoint", "vessel_class"], sort=False):
        spans = list(zip(part["period_start"], part["period_end"], strict=True))
        kept += [
            index
            for index, (start, end) in zip(part.index, spans, strict=True)
            if not any(a <= end and b >= start and b - a < end - start for a, b in spans)
        ]
    return rows.loc[sorted(kept)]


def mean_difference(rows: pd.DataFrame) -> float:
    """Return the difference in percent of two means per day over the days of all rows."""
    theirs = float((rows["published_per_day"] * rows["period_days"]).sum())
    ours = float((rows["our_per_day"] * rows["period_days"]).sum())
    return 100 * (theirs / ours - 1) if ours else float("nan")


def by_name(counter: str) -> str:
    """Return who counted, as a sentence names it."""
    name = text.cut(counter, text.NAME)
    if name == "Suez Canal Authority":
        return "the canal authority"
    return f"the {name}" if name.endswith(" Bank") else name


def days(first: pd.Timestamp, last: pd.Timestamp, short: bool = False) -> str:
    """Return "in August 2026", "from April to June 2026", "from 14 to 27 September 2026"."""
    if first == last:
        return f"on {words.day(first)}"
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        span = words.months_of(first, last)
        return f"{'from' if ' to ' in span else 'in'} {span}"
    told = words.date_of if short else words.day
    start = told(first)
    if first.year == last.year:
        start = (
            str(first.day) if first.month == last.month else start.removesuffix(f" {first.year}")
        )
    return f"from {start} to {told(last)}"
