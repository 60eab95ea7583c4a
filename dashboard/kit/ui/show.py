"""The one way to put a chart on a page: figure, note, source line, rows, CSV."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard.kit.charts import text, theme
from dashboard.kit.charts.base import Chart, Figure
from dashboard.kit.charts.coverage import Coverage
from dashboard.kit.ui import citations, exports, source_line
from dashboard.kit.ui.columns import columns, columns_behind, draw_table
from dashboard.kit.ui.data import version

CONFIG = {"displaylogo": False, "showSendToCloud": False, "responsive": True}
PLAIN = {"modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d"]}
Select = Callable[[], None] | Literal["rerun", "ignore"]


class AsDrawn(go.Figure):  # type: ignore[misc]  # plotly has no types
    """A figure that Streamlit sends as it was drawn, in the colours of the page.

    Plotly would check every property again, which takes longer than drawing; the tests do.
    """

    def __init__(self, figure: Figure) -> None:
        layout = figure["layout"] | {"template": theme.template(is_dark())}
        object.__setattr__(self, "_drawn", figure | {"layout": layout})

    def to_dict(self) -> dict[str, Any]:
        """Return the figure as it was drawn."""
        drawn: dict[str, Any] = self._drawn
        return drawn


def is_dark() -> bool:
    """Whether the reader's page is dark."""
    return st.context.theme.type == "dark"


def show(
    chart: Chart,
    chosen: str,
    *,
    events: pd.DataFrame | None = None,
    key: str = "",
    on_select: Select = "ignore",
    areas: bool = False,
    over: Coverage | None = None,
) -> None:
    """Draw ``chart``; ``chosen`` are the filters in words, for the head of the CSV.

    ``events`` are the rows of lists/events drawn over it: they are listed and cited as well.
    ``on_select`` is called on a click on a mark, or reruns the page; the selection stands in the
    session under ``key``. With ``areas`` marks can be selected by a box or a lasso as well.
    ``over`` says how far the record that the chart draws was checked.
    """

    def draw() -> None:
        st.plotly_chart(
            AsDrawn(chart.figure or {}),
            key=key or chart.key,
            theme=None,
            alt=chart.alt,
            config=CONFIG if areas else CONFIG | PLAIN,
            on_select=on_select,
            selection_mode=("points", "box", "lasso") if areas else "points",
        )

    framed(chart, chosen, draw if chart.figure else None, over, events)


def side_by_side(
    charts: Sequence[Chart],
    chosen: str,
    *,
    events: pd.DataFrame | None = None,
    over: Coverage | None = None,
) -> None:
    """Draw charts of one height beside each other, each as ``show`` does."""
    for column, chart in zip(st.columns(len(charts)), charts, strict=True):
        with column:
            show(chart, chosen, events=events, over=over)


def framed(
    chart: Chart,
    chosen: str,
    draw: Callable[[], object] | None,
    over: Coverage | None = None,
    events: pd.DataFrame | None = None,
    *,
    listed: bool = False,
) -> None:
    """Put what ``draw`` draws into a frame with title, note and details; None: say why not."""
    chart = over.on(chart) if over else chart
    with st.container(border=True):
        st.markdown(f"##### {text.markdown(chart.title)}")
        if draw is None:
            st.info(text.markdown(chart.absence, text.NOTE), icon=":material/filter_alt_off:")
            return
        draw()
        if chart.note:
            st.caption(text.markdown(chart.note, text.NOTE))
        drawn = pd.DataFrame() if events is None else events
        details(chart, drawn, chosen, exports.link(), listed=listed)


@st.fragment
def details(
    chart: Chart, events: pd.DataFrame, chosen: str, link: str, *, listed: bool = False
) -> None:
    """Say who speaks and, once opened, offer the rows, their sources and the CSV.

    Rows that are ``listed`` already are not offered again.
    """
    source_line.said(chart.rows, events, f"{chart.key}-line")
    heading = "Sources, CSV" if listed else "Rows, sources, CSV"
    opened = st.expander(heading, key=f"{chart.key}-rows", on_change="rerun")
    if not opened.open:
        return
    with opened:
        if not listed:
            headings = columns_behind(chart.rows)
            draw_table(chart.rows, headings, alt=f"The rows behind: {chart.title}")
        exports.download(
            "CSV with sources and filters",
            lambda: exports.csv(chart, events, chosen, link),
            f"{chart.key}-v{version()}.csv",
            f"{chart.key}-csv",
        )
        if len(events):
            headings = columns("events", "date title category detail")
            draw_table(events, headings, height=220, alt=f"The events drawn on: {chart.title}")
        cited = citations.sources(chart.rows, events)
        source_line.listed(cited, f"The sources behind: {chart.title}")
