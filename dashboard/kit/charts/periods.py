"""Months and quarters on charts: their names, the last one that is complete, hollow marks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from dashboard.kit.charts import draw, words
from dashboard.kit.charts.over_time import MONTHS_GAP, Line

WEEK, MONTH, QUARTER = "week", "month", "quarter"

GRAINS = (WEEK, MONTH, QUARTER)
"""How long the steps of a chart may be, in the order of choices; a week at first."""

GAPS = {MONTH: MONTHS_GAP, QUARTER: 3 * MONTHS_GAP}
"""Grain -> days between two points above which no line is drawn: three steps."""

FEW = 3
"""Steps up to which those that are not complete are named."""

HOLLOW = "Hollow: incomplete."
"""What a hollow mark is, where which steps are so stands elsewhere."""

ENDS = {MONTH: pd.offsets.MonthEnd(), QUARTER: pd.offsets.QuarterEnd()}
"""Grain -> from the first day of a step to its last."""


def name(first_day: date, grain: str) -> str:
    """Return "July 2025", "Q3 2025"."""
    if grain == MONTH:
        return words.month(first_day)
    return f"Q{(first_day.month + 2) // 3} {first_day.year}"


def last_complete(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the latest row that is complete, or the latest where none is; none of no rows."""
    whole = rows[rows["is_complete"]]
    return (whole if len(whole) else rows).sort_values("period_start").tail(1)


def hollow(lines: Sequence[Line], is_complete: Sequence[Sequence[bool]]) -> list[draw.Part]:
    """Return a hollow mark for each point of a step that is not complete."""
    marks = []
    for line, whole in zip(lines, is_complete, strict=True):
        at = [n for n, complete in enumerate(whole) if not complete]
        if at:
            x, y = [line.days[n] for n in at], [line.values[n] for n in at]
            name = f"{line.name}, not complete"
            marks.append(
                draw.dots(x, y, line.colour, None, name, size=9, symbol="circle-open", edge=2)
            )
    return marks


def not_complete(rows: pd.DataFrame, grain: str, column: str = "period_start") -> str:
    """Say which steps are not complete, in a sentence; "" where all are."""
    part = rows.loc[~rows["is_complete"], column].drop_duplicates().sort_values()
    if part.empty:
        return ""
    named = words.joined([name(day, grain) for day in part])
    if len(part) > FEW:
        named = words.counted(len(part), grain)
    return f"Hollow, for not complete: {named}."
