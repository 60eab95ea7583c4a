"""Our counts beside those of others: three charts and the tables behind them."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.charts import crosscheck_weeks, crosschecks
from dashboard.ui.data import query
from dashboard.ui.listing import listing
from dashboard.ui.show import show
from dashboard.ui.shown import freshness

WHOLE = "none, the whole record"


def _columns(theirs: str, **more: Any) -> dict[str, Any]:
    return {
        "period_start": st.column_config.DateColumn("From", format="YYYY-MM-DD"),
        "period_end": st.column_config.DateColumn("To", format="YYYY-MM-DD"),
        "chokepoint": "Chokepoint",
        "vessel_class": "Class",
        "published_per_day": st.column_config.NumberColumn(theirs, format="%.2f"),
        "our_per_day": st.column_config.NumberColumn("This record, a day", format="%.2f"),
        "difference_pct": st.column_config.NumberColumn("Difference", format="%+.1f %%"),
        **more,
        "publisher": st.column_config.TextColumn("Publisher", width="medium"),
        "note": st.column_config.TextColumn("Note", width="large"),
    }


def draw() -> None:
    """Draw what others counted beside this record."""
    windows = query("charts/crosscheck_world_bank")
    show(crosschecks.world_bank(windows), WHOLE)
    listing(
        "crosscheck_world_bank_table",
        "The World Bank’s means and ours, the same windows",
        windows,
        _columns("World Bank, a day", our_weeks="Our weeks"),
        WHOLE,
        note="The difference is ours against theirs.",
        height=280,
    )
    counts = query("charts/crosscheck_by_days")
    canal = counts[counts["chokepoint"] == "Suez Canal"]
    show(crosschecks.official(canal), WHOLE)
    listing(
        "crosscheck_canal_table",
        "The canal authority’s counts and ours on the same days",
        canal.sort_values(["period_start", "period_end", "vessel_class"], ascending=False),
        _columns("Canal authority, a day", covered_days="Days of ours"),
        WHOLE,
        note="The difference is the official count against ours. Quarters and years overlap their"
        " months: they are listed, not drawn.",
        height=280,
    )
    show(crosscheck_weeks.independent(_elsewhere(counts)), WHOLE)
    freshness("transits")


def _elsewhere(counts: pd.DataFrame) -> pd.DataFrame:
    return counts[counts["chokepoint"] != "Suez Canal"]
