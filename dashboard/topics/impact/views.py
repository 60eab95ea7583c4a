"""What others say of whether steps against the attacks made them rarer: both sides, in a table."""

from __future__ import annotations

import pandas as pd

from dashboard.kit.charts import text, words
from dashboard.kit.ui.data import query
from dashboard.kit.ui.listing import cross_table


def views() -> None:
    """Set out the published views."""
    rows = query("lists/intervention_views")
    counts = rows["finding"].value_counts()
    disagree = [f"{count} see{'s' * (count == 1)} {kind}" for kind, count in counts.items()]
    cross_table(
        "intervention_views",
        f"Published views disagree: {words.joined(disagree)}" if len(counts) > 1
        else "Published views",
        rows,
        _cells,
        "whatever the filters",
        note="A selection, not a survey.",
    )  # fmt: skip


def _cells(rows: pd.DataFrame) -> pd.DataFrame:
    """Return a row an author: what it sees, of which steps, its words and their ground."""
    table = rows[["finding", "steps", "statement", "ground"]].map(text.markdown)
    table.columns = ["sees", "of", "statement", "it rests on"]
    table.index = pd.Index(
        [
            author if pd.isna(day) else f"{author}, {words.month(day)}"
            for author, day in zip(rows["author"], rows["published_on"], strict=True)
        ],
        name="author",
    )
    return table
