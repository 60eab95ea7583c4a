"""The published statements on the page Claims: ours beside theirs, or why there is none."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.kit.charts.published_words import compared
from dashboard.kit.charts.words import counted
from dashboard.kit.ui import page_filters, search
from dashboard.kit.ui.columns import columns
from dashboard.kit.ui.data import query
from dashboard.kit.ui.listing import listing
from dashboard.topics.claims.claim_words import NOT_REPRODUCED, REPRODUCED, UNTESTED

TOLERANCE = (
    "No neighbouring day stands in for a missing one. A statement is reproduced when ours is within"
    " half a unit of a published percentage or number of weeks, which is their rounding, or within"
    " 5 percent of a published multiple; a lower bound (“at least”) when ours is not below it."
    " Statements that cannot be tested stay listed, so that nobody takes silence for agreement."
)

SEARCHED = ["claim_id", "claim", "metric", "basis", "published_by", "note"]
"""Columns that a search looks through."""


def statements() -> None:
    """List the statements that the filters let through."""
    rows = query("claims/published")
    verdicts = (REPRODUCED, NOT_REPRODUCED, UNTESTED)
    hint = "None chosen lists all."
    picked = {"verdict": page_filters.some("Verdict", verdicts, "published_verdict", hint=hint)}
    left, middle, right = st.columns(3)
    for at, column, label in ((left, "publisher", "Publisher"), (middle, "metric", "Measure")):
        with at:
            picked[column] = page_filters.several(label, sorted(rows[column].unique()), column)
    with right:
        words = search.words("Search", "claim_search", "in statement, measure, reason, remark")
    found, chosen = rows, []
    for column, values in picked.items():
        if values:
            found = found[found[column].isin(values)]
            chosen.append(f"{'measure' if column == 'metric' else column}: {', '.join(values)}")
    if words:
        found = search.holding(found, SEARCHED, words)
        chosen.append(f"search: {words}")
    listing(
        "claims_published",
        title(found, len(rows)),
        compared(found, missing=""),
        columns(
            "published_claims",
            "claim_id:75 claim:310 published:120 ours apart verdict:185 basis:430 publisher:130"
            " metric from_date to_date published_by note:medium",
            verdict="Verdict",
            basis="Rows used, or why there is none",
        ),
        "; ".join(chosen) or "none, the whole record",
        note="Computed from the rows on exactly the days named.",
        method=TOLERANCE,
        height=38 + 35 * min(max(len(found), 1), 16),
        empty="No statement fits. Clear a filter or the search.",
    )


def title(found: pd.DataFrame, of: int) -> str:
    """Say what the statements listed come to."""
    checked = found[found["verdict"] != UNTESTED]
    good = int((checked["verdict"] == REPRODUCED).sum())
    listed = f"{counted(len(found), 'published statement')}" + f" of {of}" * (len(found) < of)
    if checked.empty:
        return f"{listed}: none can be computed from the tables"
    return f"{listed}: {good} of {len(checked)} that the tables can compute come out as published"
