"""Market series on the page of container costs: which of them are drawn below the spot rates."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.kit.charts import text
from dashboard.kit.ui import page_filters
from dashboard.kit.ui.data import query
from dashboard.kit.ui.filters import Filters


def choose(chosen: Filters) -> tuple[pd.DataFrame | None, str]:
    """Let the reader choose series; return their rows, and the choice in words.

    None, and no words, where none is chosen or none is loaded.
    """
    known = query("lists/market_series_options")["series"].tolist()
    if not known:
        return None, ""
    hint = "Drawn in panels below the spot rates, one a unit; none chosen draws none."
    names = page_filters.some("Market series", known, "market_series", hint=hint)
    if not names:
        return None, ""
    rows = query("charts/market_series_by_date", chosen.parameters, series=names)
    without = [name for name in names if name not in set(rows["series"])]
    if without:
        st.caption(f"No value in the period: {', '.join(map(text.markdown, without))}.")
    return rows, f", market series: {', '.join(names)}"
