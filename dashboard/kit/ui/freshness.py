"""What a page shows: the filters in words, and to which day its records were checked."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.kit.charts import text, words
from dashboard.kit.ui.data import catalogue


def shown(chosen: str) -> None:
    """Say in words what is chosen."""
    st.caption(f"Shown: {text.markdown(chosen, text.NOTE)}")


def freshness(*datasets: str) -> None:
    """Say in one line to which day each dataset was checked, and which check is overdue."""
    rows = catalogue(*datasets)
    st.caption(f"Data to: {', '.join(map(_checked, rows))}.{_overdue(rows)}")


def _checked(row: dict[Any, Any]) -> str:
    """Return "events 30 Jun 2026 (Red Sea and Yemen 7 Oct 2026)"."""
    days = [row[name] for name in ("covers_until", "last_date") if pd.notna(row[name])]
    said = f"{_name(row)} {words.date_of(days[0]) if days else 'unknown'}"
    if pd.notna(row["further_until"]):
        further = words.date_of(row["further_until"])
        said += f" ({text.markdown(row['further_ground'])} {further})"
    return said


def _overdue(rows: list[dict[Any, Any]]) -> str:
    stale = [row for row in rows if pd.notna(row["is_stale"]) and row["is_stale"]]
    said = [f"{_name(row)} (last {int(row['days_since_check'])} days ago)" for row in stale]
    return f" Check overdue: {', '.join(said)}." if said else ""


def _name(row: dict[Any, Any]) -> str:
    name = str(row["role"] or row["title"])
    return f"{name[:1].lower()}{name[1:]}"
