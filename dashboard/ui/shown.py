"""What a page shows: the filters in words, and how old its records are by their own dates."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.ui.data import query, today


def shown(chosen: str) -> None:
    """Say in words what is chosen."""
    st.caption(f"Shown: {chosen}")


def freshness(*datasets: str) -> None:
    """Say how far each dataset was checked and when it was loaded, and which is out of date."""
    known = query("lists/catalogue", today=today())
    rows = known[known["dataset"].isin(datasets)].to_dict("records")
    st.caption("  \n".join(_words(row) for row in rows))


def _words(row: dict[Any, Any]) -> str:
    words = (
        f"{row['title']}: checked to {row['covers_until']:%-d %B %Y},"
        f" loaded {row['loaded_on']:%-d %B %Y}"
    )
    if pd.notna(row["is_stale"]) and row["is_stale"]:
        days = int(row["days_since_check"])
        words += f" :orange-badge[:material/schedule: out of date, last check {days} days ago]"
    return words
