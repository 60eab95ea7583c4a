"""The return-to-Suez index: what it is taken over, for the pages that quote it."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.kit.analysis.crisis_days import FIT_END
from dashboard.kit.ui.data import query

CRISIS = (date(2024, 3, 1), date(2025, 12, 31))
"""The months whose mean is 0: once most lines had left, to before the returns of January 2026."""


def weeks(start: date, end: date, *, with_war: bool = False) -> pd.DataFrame:
    """Return the index by week in a period, without weeks that the Iran war touches by default."""
    first, last = CRISIS
    rows = query("charts/return_index", fit_end=FIT_END.date(), crisis_start=first, crisis_end=last)
    thursdays = rows["week"] + pd.Timedelta(days=3)
    inside = thursdays.between(pd.Timestamp(start), pd.Timestamp(end))
    return rows[inside & (with_war | ~rows["is_war"])]
