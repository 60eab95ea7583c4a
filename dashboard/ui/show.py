"""The one way to put a chart on a page: figure, note, source line, rows, CSV."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from dashboard.charts import theme
from dashboard.charts.base import Chart, Figure
from dashboard.ui import citations, exports
from dashboard.ui.data import version

CONFIG = {
    "displaylogo": False,
    "showSendToCloud": False,
    "responsive": True,
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d"],
}


class AsDrawn(go.Figure):  # type: ignore[misc]  # plotly has no types
    """A figure that Streamlit sends as it was drawn, in the colours of the page.

    Plotly would check every property again, which takes longer than drawing; the tests do.
    """

    def __init__(self, figure: Figure) -> None:
        super().__init__()
        layout = figure["layout"] | {"template": theme.template(is_dark())}
        self._drawn = figure | {"layout": layout}

    def to_dict(self) -> dict[str, Any]:
        """Return the figure as it was drawn."""
        return self._drawn


def is_dark() -> bool:
    """Whether the reader's page is dark."""
    return st.context.theme.type == "dark"


def show(
    chart: Chart,
    chosen: str,
    *,
    on_select: Callable[[], None] | None = None,
    selection_key: str = "",
    config: dict[str, Any] | None = None,
) -> Any:
    """Draw ``chart``; ``chosen`` are the filters in words, for the head of the CSV.

    With ``on_select`` a click on a mark calls it; the state stands under ``selection_key``.
    Returns what `st.plotly_chart` returns, None for a chart without rows.
    """
    with st.container(border=True):
        st.markdown(f"##### {chart.title}")
        if chart.figure is None:
            st.info(chart.empty, icon=":material/filter_alt_off:")
            return None
        selected = st.plotly_chart(
            AsDrawn(chart.figure),
            key=selection_key or chart.key,
            theme=None,
            alt=chart.alt,
            config={**CONFIG, **(config or {})},
            on_select=on_select or "ignore",
            selection_mode="points",
        )
        if chart.note:
            st.caption(chart.note)
        st.caption(citations.source_line(chart.rows))
        _details(chart, chosen)
        return selected


@st.fragment
def _details(chart: Chart, chosen: str) -> None:
    """Offer the rows, their sources and the CSV; drawn only once it is opened."""
    details = st.expander("Rows, sources, CSV", key=f"{chart.key}-rows", on_change="rerun")
    if not details.open:
        return
    with details:
        st.dataframe(
            exports.readable(chart.rows), hide_index=True, alt=f"The rows behind: {chart.title}"
        )
        st.download_button(
            "CSV with sources and filters",
            lambda: exports.csv(chart, chosen, version()),
            file_name=f"{chart.key}-v{version()}.csv",
            mime="text/csv",
            key=f"{chart.key}-csv",
            icon=":material/download:",
            on_click="ignore",
        )
        links = citations.sources(chart.rows)
        st.dataframe(
            links[["publisher", "url"]],
            hide_index=True,
            height=min(38 + 35 * len(links), 280),
            column_config={
                "publisher": "Publisher",
                "url": st.column_config.LinkColumn("Source"),
            },
            alt=f"The sources behind: {chart.title}",
        )
