"""The one way to put a table of figures on a page: title, rows, note, source line, CSV."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.charts.base import Chart
from dashboard.ui import citations, exports
from dashboard.ui.show import details


def listing(
    key: str,
    title: str,
    rows: pd.DataFrame,
    columns: dict[str, Any],
    chosen: str,
    *,
    note: str = "",
    height: int | None = None,
    empty: str = "No rows for these filters. Widen the period or clear a filter.",
) -> None:
    """List ``rows``, which carry ``source_ids``; ``columns`` are those shown, with their headings.

    A heading is a text or a column configuration of Streamlit. The CSV holds all columns of
    ``rows``; ``chosen`` are the filters in words, for its head.
    """
    with st.container(border=True):
        st.markdown(f"##### {title}")
        if rows.empty:
            st.info(empty, icon=":material/filter_alt_off:")
            return
        st.dataframe(
            exports.readable(rows),
            key=key,
            hide_index=True,
            height=height or "auto",
            placeholder="",
            column_order=list(columns),
            column_config=columns,
            alt=f"{title}. {len(rows)} rows.",
        )
        if note:
            st.caption(note)
        st.caption(citations.source_line(rows, pd.DataFrame()))
        table = Chart(key, title, None, title, rows, note)
        details(table, pd.DataFrame(), chosen, exports.link(), listed=True)
