"""Verdicts on claims and their figures, in words and badges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.charts import words

SUPPORTED, IN_PART = "supported", "supported in part"
NOT_SUPPORTED, UNTESTED = "not supported", "cannot be tested with these data"
REPRODUCED, NOT_REPRODUCED = "reproduced", "not reproduced"

LOOK = {
    SUPPORTED: ("green", "check_circle"),
    IN_PART: ("orange", "contrast"),
    NOT_SUPPORTED: ("red", "cancel"),
    UNTESTED: ("gray", "help"),
}
"""Verdict on a claim -> colour and icon of its badge; each verdict is also written out."""

MEANING = (
    "Supported: the rows say what the claim says. In part: they say a part of it, or say it only"
    " on a wider count. Not supported: they say otherwise. Cannot be tested: no table holds what"
    " would decide it."
)


def badge(verdict: str) -> str:
    """Return the verdict as a badge in Markdown."""
    colour, icon = LOOK[verdict]
    return f":{colour}-badge[:material/{icon}: {words.sentence(verdict)}]"


def figure(value: float | None, unit: str) -> str:
    """Return "86", "−54 %", "+297 %" for a change, "0.73 times"; "" without a value."""
    if value is None or pd.isna(value):
        return ""
    if unit.startswith("times "):
        return f"{value:.2f} times"
    if not unit.startswith("% "):
        return f"{value:,.0f}"
    return words.signed(value) if unit.startswith("% change") else f"{value:.0f} %"


def what(row: dict[Any, Any]) -> str:
    """Return what the figure of an answer counts, and its range with what the range is of."""
    named: str = row["unit"].removeprefix("% ").removeprefix("times ")
    ends = [figure(row[end], row["unit"]).removesuffix(" times") for end in ("low", "high")]
    if all(ends) and ends[0] != ends[1]:
        named += f"; {' to '.join(ends)} ({row['range_of']})"
    return named.replace(" %", "\u00a0%")


def days(row: dict[Any, Any]) -> str:
    """Return the days that an answer looks at; "" where it has none."""
    ends = (row["period_start"], row["period_end"])
    return "" if any(pd.isna(end) for end in ends) else words.window(*ends)


def tally(verdicts: Sequence[str], published: Sequence[str]) -> str:
    """Say in a sentence or two how many claims stand, and how many statements we reproduce."""
    count = {verdict: list(verdicts).count(verdict) for verdict in LOOK}
    checked = [verdict for verdict in published if verdict != UNTESTED]
    essay = (
        f"Of the {words.counted(len(verdicts), 'claim')} of the essay, these data support"
        f" **{count[SUPPORTED]}**, support **{count[IN_PART]}** only in part, do not support"
        f" **{count[NOT_SUPPORTED]}** and cannot test **{count[UNTESTED]}**."
    )
    others = (
        f" Of {words.counted(len(published), 'statement')} that others published,"
        f" {len(checked)} can be computed from the tables, and"
        f" **{checked.count(REPRODUCED)}** of these come out as published."
    )
    return (essay if verdicts else "No claim is loaded.") + (others if published else "")
