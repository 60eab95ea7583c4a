"""Rows for people: as a table on the page and as a CSV that says what it holds."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.charts.base import Chart
from dashboard.ui import citations


def readable(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with dates as dates, for a table on the page."""
    table = rows.copy(deep=False)
    for column in table.select_dtypes("datetime"):
        table[column] = table[column].dt.date
    return table


def csv(chart: Chart, chosen: str, version: int) -> bytes:
    """Return the rows of ``chart`` as UTF-8 CSV; lines that begin with # say what they are."""
    sources = citations.sources(chart.rows)
    head = [
        chart.title,
        f"Filters: {chosen}",
        f"Data version: {version}",
        *([f"Note: {chart.note}"] if chart.note else []),
        f"Link: {st.context.url}" if st.context.url else "",
        f"Sources ({len(sources)}), as keys in the column source_ids:",
        *(f"{row.source_id}: {row.publisher}, {row.url}" for row in sources.itertuples()),
    ]
    lines = "".join(f"# {' '.join(line.split())}\n" for line in head if line)
    text = readable(chart.rows).to_csv(index=False, lineterminator="\n")
    return (lines + text).encode("utf-8")
