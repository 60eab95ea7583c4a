"""Published quotes of costs in words: how exactly their dates are known, amounts, hover texts."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.kit.charts import text, words
from dashboard.kit.charts.events import HOVER_WIDTH
from dashboard.kit.charts.numbers import published

PRECISIONS = {
    "day": "{day}",
    "effective day": "{day}",
    "not later than": "by {day}",
    "week": "week of {day}",
    "month": "{month}",
    "mid month": "{month}",
    "month average": "{month}",
    "effective month": "{month}",
    "publication month": "about {month}",
    "month end": "{month}",
    "quarter": "{quarter}",
    "quarter start": "{quarter}",
    "quarter end": "{quarter}",
    "half year end": "half year to {month}",
    "fiscal year end": "year to {month}",
    "year": "{year}",
}
"""Date precision of a quote, up to its first comma -> what to print of its date."""


def when(row: dict[Any, Any]) -> str:
    """Return the date of a quote no more exactly than it is known: "15 Jan 2024", "Q4 2025".

    A date of unknown precision keeps the words of its precision.
    """
    precision, moment = str(row["date_precision"]), row["date"]
    return PRECISIONS.get(precision.partition(",")[0], "{day} ({precision})").format(
        day=words.date_of(moment),
        month=f"{moment:%b %Y}",
        quarter=f"Q{(moment.month + 2) // 3} {moment.year}",
        year=moment.year,
        precision=text.cut(precision, text.NAME),
    )


def amount(low: float, high: float) -> str:
    """Return "0.7", "0.5–0.7", "up to 2" for the two ends of a quote."""
    if pd.isna(low):
        return f"up to {published(high)}"
    return published(high) if low == high else f"{published(low)}–{published(high)}"


def hover(row: dict[Any, Any], low: float, high: float, unit: str) -> str:
    """Return the words of a quote: amount, scope, date with its precision, note."""
    return words.hover(
        f"{amount(low, high)} {text.html(unit)}",
        *text.html_lines(row["scope"], HOVER_WIDTH),
        text.html(f"{when(row)} ({row['date_precision']})"),
        *text.html_lines("" if pd.isna(row["note"]) else row["note"], HOVER_WIDTH),
    )


def ends(row: dict[Any, Any], low: str, high: str) -> list[float]:
    """Return the ends of a quote in order; the upper alone where only that was published."""
    found = {float(row[high])} | (set() if pd.isna(row[low]) else {float(row[low])})
    return sorted(found)
