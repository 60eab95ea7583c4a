"""The rows behind a chart as a table for people: titles, units, round numbers, who says so."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.kit.charts.base import Chart
from dashboard.kit.ui import citations, exports, source_line
from dashboard.kit.ui.columns import columns, columns_behind, draw_table

KEYS = "source_ids"
"""How the columns end that hold keys of sources: a table names who speaks instead."""

WHOLE, TENTHS = 1_000, 10
"""From how large a column's values are they read as whole numbers, and with one decimal."""


def draw(chart: Chart, events: pd.DataFrame, *, listed: bool) -> None:
    """Draw the rows, the events drawn over them, and the sources behind both.

    Rows that are ``listed`` on the page already are not repeated.
    """
    if not listed:
        rows, headings = readable(chart.rows)
        draw_table(rows, headings, alt=f"The rows behind: {chart.title}")
    if len(events):
        headings = columns("events", "date title category detail")
        draw_table(events, headings, height=220, alt=f"The events drawn on: {chart.title}")
    source_line.listed(citations.sources(chart.rows, events), f"The sources behind: {chart.title}")
    if said := exports.guards(chart.rows):
        st.caption(f"In the CSV {said}")


def readable(rows: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Return rows with their headings, as people read them.

    Numbers have as many decimals as their size lets one read; keys of sources give way to the
    names of those who speak.
    """
    keys = [name for name in rows.columns if name.endswith(KEYS)]
    table = rows.drop(columns=keys)
    headings: dict[str, Any] = columns_behind(table)
    for name in map(str, table.select_dtypes("float")):
        largest, decimals = table[name].abs().max(), _decimals(name, table[name])
        table[name] = table[name].round(decimals)
        headings[name]["format"] = "localized" if largest >= WHOLE else f"%.{decimals}f"
    if KEYS in keys and not {"publisher", "publishers"} & set(table.columns):
        table["publishers"] = citations.speakers(rows[KEYS])
        headings |= columns(names="publishers")
    return table, headings


def _decimals(name: str, values: pd.Series) -> int:
    """Return how many decimals a column is read with: none where no value has any."""
    known = values.dropna()
    if (known == known.round()).all():
        return 0
    largest = known.abs().max()
    if name in ("lat", "lon", "latitude", "longitude") or largest < 1:
        return 4
    return 0 if largest >= WHOLE else 1 if name.endswith("_pct") or largest >= TENTHS else 2
