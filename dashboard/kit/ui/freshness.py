"""What a page shows: the filters in words, and how old its records are by their own dates."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.kit.charts import text
from dashboard.kit.ui.data import catalogue


def shown(chosen: str) -> None:
    """Say in words what is chosen."""
    st.caption(f"Shown: {text.markdown(chosen, text.NOTE)}")


def freshness(*datasets: str) -> None:
    """Say how far each dataset was checked and when it was loaded, and which is out of date."""
    st.markdown("  \n".join(f":small[{_words(row)}]" for row in catalogue(*datasets)))


def strip(*datasets: str) -> None:
    """Say how far each dataset was checked in a line of badges: orange is out of date."""
    badges = []
    for row in catalogue(*datasets):
        stale = pd.notna(row["is_stale"]) and row["is_stale"]
        until = f"{row['covers_until']:%-d %b %Y}" if pd.notna(row["covers_until"]) else "unknown"
        if pd.notna(row["further_until"]):
            until += f", {text.markdown(row['further_ground'])} {row['further_until']:%-d %b %Y}"
        look = ("orange", "schedule") if stale else ("green", "check")
        badges.append(f":{look[0]}-badge[:material/{look[1]}: {row['title']}: {until}]")
    st.markdown(
        ":small[Records were checked until these days; orange ones are out of date.]  \n"
        + " ".join(badges)
    )


def _words(row: dict[Any, Any]) -> str:
    checked = row["covers_until"]
    until = f"checked to {checked:%-d %B %Y}" if pd.notna(checked) else "no date of check"
    if pd.notna(row["further_until"]):
        until += f" ({text.markdown(row['further_ground'])} to {row['further_until']:%-d %B %Y})"
    loaded = f", loaded {row['loaded_on']:%-d %B %Y}" if pd.notna(row["loaded_on"]) else ""
    words = f"{row['title']}: {until}{loaded}"
    if pd.notna(row["is_stale"]) and row["is_stale"]:
        days = int(row["days_since_check"])
        words += f" :orange-badge[:material/schedule: out of date, last check {days} days ago]"
    return words
