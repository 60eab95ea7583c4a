"""What a page shows: the filters in words, and to which day its records were checked."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.kit.charts import text, words
from dashboard.kit.ui.data import catalogue

OVERDUE = r"\*"
"""What marks, in Markdown, a record whose check is overdue."""


def shown(chosen: str) -> None:
    """Say in words what is chosen."""
    st.caption(f"Shown: {text.markdown(chosen, text.NOTE)}")


def freshness(*datasets: str) -> None:
    """Say in one line to which day each dataset was checked, and whether a check is overdue."""
    st.caption(f"Data to: {checked(*datasets)}")


def checked(*datasets: str) -> str:
    """Return in Markdown to which day each dataset was checked, and whether a check is overdue."""
    said = ", ".join(filter(None, map(_checked, catalogue(*datasets)))) or "no day known"
    return f"{said}.{f' {OVERDUE} overdue.' * (OVERDUE in said)}"


def _checked(row: dict[Any, Any]) -> str:
    """Return "events* 30 Jun 2026 (Red Sea and Yemen 7 Oct 2026)", "" without a day."""
    days = [row[name] for name in ("covers_until", "last_date") if pd.notna(row[name])]
    if not days:
        return ""
    aside = ""
    if pd.notna(row["further_until"]):
        further = words.date_of(row["further_until"])
        aside = f" ({text.markdown(row['further_ground'])} {further})"
    name = _name(row) + OVERDUE * bool(pd.notna(row["is_stale"]) and row["is_stale"])
    return f"{name} {words.date_of(days[0])}{aside}"


def _name(row: dict[Any, Any]) -> str:
    name = str(row["role"] or row["title"])
    return f"{name[:1].lower()}{name[1:]}"
