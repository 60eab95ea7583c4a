"""Whether the latest value of a line is news: the highest or the lowest for half a year or more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from operator import ge, le

import pandas as pd

from dashboard.kit.charts import words

LEAST = pd.Timedelta(weeks=26)
"""Time for which a value must not have been reached for that to be news."""


def since(
    days: Sequence[pd.Timestamp],
    values: Sequence[float],
    name: Callable[[date], str] = words.month,
) -> str:
    """Return "highest since March 2024", "lowest of the period", or "" for no news.

    ``days`` are in order of time, each as ``name`` names it; missing values are passed by. A value
    that was reached again is no extreme; one that was never reached is that of the period, if that
    is long enough.
    """
    known = [(day, value) for day, value in zip(days, values, strict=True) if pd.notna(value)]
    if len(known) < 2:
        return ""
    *before, (last, now) = known
    for end, reaches in (("highest", ge), ("lowest", le)):
        then = _last_reached(before, now, reaches)
        if last - (then or before[0][0]) >= LEAST:
            return f"{end} since {name(then)}" if then else f"{end} of the period"
    return ""


def _last_reached(
    before: Sequence[tuple[pd.Timestamp, float]],
    now: float,
    reaches: Callable[[float, float], bool],
) -> pd.Timestamp | None:
    return next((day for day, value in reversed(before) if reaches(value, now)), None)
