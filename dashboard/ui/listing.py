"""The one way to put a table of figures on a page: title, rows, note, source line, CSV."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal

import pandas as pd
import streamlit as st

from dashboard.charts import text
from dashboard.charts.base import Chart
from dashboard.charts.coverage import Coverage
from dashboard.charts.words import counted
from dashboard.ui import exports
from dashboard.ui.columns import draw_table
from dashboard.ui.show import details

EMPTY = "No rows for these filters. Widen the period or clear a filter."


def listing(
    key: str,
    title: str,
    rows: pd.DataFrame,
    columns: dict[str, Any],
    chosen: str,
    *,
    note: str = "",
    height: int | Literal["content"] | None = None,
    empty: str = EMPTY,
    over: Coverage | None = None,
) -> None:
    """List ``rows``, which carry ``source_ids``; ``columns`` are those shown (``ui/columns``).

    The CSV holds all columns of ``rows``; ``chosen`` are the filters in words, for its head.
    ``over`` says how far the record that the rows come from was checked.
    """

    def draw() -> None:
        draw_table(
            rows,
            columns,
            key=key,
            height=height or "auto",
            alt=f"{title}. {counted(len(rows), 'row')}.",
        )

    table = _over(Chart(key, title, None, title, rows, note, empty), over)
    _framed(table, chosen, draw, listed=True)


def cross_table(
    key: str,
    title: str,
    rows: pd.DataFrame,
    cells: Callable[[pd.DataFrame], pd.DataFrame],
    chosen: str,
    *,
    note: str = "",
    empty: str = EMPTY,
    over: Coverage | None = None,
) -> None:
    """Set ``rows``, which carry ``source_ids``, out in words, to be read at a glance.

    ``cells`` makes of them a table in Markdown with named rows and columns. As the table is in
    words, the rows themselves are offered with the CSV.
    """

    def draw() -> None:
        table = cells(rows).rename(index=text.markdown, columns=text.markdown)
        named = f"{counted(len(table), 'row')} ({', '.join(table.index)})"
        columns = f"{counted(len(table.columns), 'column')} ({', '.join(table.columns)})"
        st.table(table, alt=f"{title}. {named}, {columns}.")

    _framed(_over(Chart(key, title, None, title, rows, note, empty), over), chosen, draw)


def _over(table: Chart, over: Coverage | None) -> Chart:
    """Return the table with what was not checked in its note, or in the place of its rows."""
    if over is None:
        return table
    return replace(table, note=over.noted(table.note), empty=over.absence(table.empty))


def _framed(table: Chart, chosen: str, draw: Callable[[], None], *, listed: bool = False) -> None:
    """Put what ``draw`` draws into a frame with title, note, sources and CSV, or say why not."""
    with st.container(border=True):
        st.markdown(f"##### {text.markdown(table.title)}")
        if table.rows.empty:
            st.info(text.markdown(table.empty, text.NOTE), icon=":material/filter_alt_off:")
            return
        draw()
        if table.note:
            st.caption(text.markdown(table.note, text.NOTE))
        details(table, pd.DataFrame(), chosen, exports.link(), listed=listed)
