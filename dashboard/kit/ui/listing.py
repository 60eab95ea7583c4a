"""The one way to put a table of figures on a page: title, rows, note, source line, CSV."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import pandas as pd
import streamlit as st

from dashboard.kit.charts import text
from dashboard.kit.charts.base import Chart
from dashboard.kit.charts.coverage import Coverage
from dashboard.kit.charts.words import counted
from dashboard.kit.ui.columns import draw_table
from dashboard.kit.ui.show import framed

EMPTY = "No rows for these filters. Widen the period or clear a filter."


def listing(
    key: str,
    title: str,
    rows: pd.DataFrame,
    columns: dict[str, Any],
    chosen: str,
    *,
    note: str = "",
    method: str = "",
    height: int | Literal["content"] | None = None,
    empty: str = EMPTY,
    over: Coverage | None = None,
) -> None:
    """List ``rows``, which carry ``source_ids``; ``columns`` are those shown (``columns.py``).

    The CSV holds all columns of ``rows``; ``chosen`` are the filters in words, for its head.
    ``over`` says how far the record that the rows come from was checked.
    """

    def draw() -> None:
        alt = f"{title}. {counted(len(rows), 'row')}."
        draw_table(rows, columns, key=key, height=height or "auto", alt=alt)

    table = Chart(key, title, None, title, rows, note, empty, method)
    framed(table, chosen, draw if len(rows) else None, over, listed=True)


def cross_table(
    key: str,
    title: str,
    rows: pd.DataFrame,
    cells: Callable[[pd.DataFrame], pd.DataFrame],
    chosen: str,
    *,
    note: str = "",
    method: str = "",
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

    table = Chart(key, title, None, title, rows, note, empty, method)
    framed(table, chosen, draw if len(rows) else None, over)
