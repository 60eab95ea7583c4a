"""The one way to put a chart on a page: figure, note, source line, what can be taken along."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from dashboard.kit.charts import text
from dashboard.kit.charts.base import Chart
from dashboard.kit.charts.coverage import Coverage
from dashboard.kit.ui import drawing, exports, folded, source_line
from dashboard.kit.ui.data import version
from dashboard.kit.ui.drawing import Choose
from dashboard.kit.ui.sharing import alone, pictures, row


def show(
    chart: Chart,
    chosen: str,
    *,
    events: pd.DataFrame | None = None,
    choose: Choose = "",
    on_click: Callable[[], None] | None = None,
    over: Coverage | None = None,
) -> None:
    """Draw ``chart``; ``chosen`` are the filters in words, for the head of the CSV.

    ``events`` are the rows of lists/events drawn over it: they are listed and cited as well.
    ``choose`` and ``on_click`` are those of ``drawing.draw``.
    ``over`` says how far the record that the chart draws was checked.
    """
    figure = chart.figure
    draw = figure and partial(drawing.draw, figure, chart.key, chart.alt, choose, on_click)
    framed(chart, chosen, draw or None, over, events)


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
    if alone.is_left_out(chart.key):
        return
    chart = over.on(chart) if over else chart
    with st.container(border=True, key=alone.framed(chart.key)):
        st.markdown(f"## {text.unbroken(text.markdown(chart.title))}")
        if draw is None:
            st.info(text.markdown(chart.absence, text.NOTE), icon=":material/filter_alt_off:")
            return
        draw()
        told(chart)
        drawn = pd.DataFrame() if events is None else events
        details(chart, drawn, chosen, exports.link(), listed=listed)


def told(chart: Chart) -> None:
    """Write the note of a chart and, folded, how to read it."""
    if chart.note:
        st.caption(text.unbroken(text.markdown(chart.note, text.NOTE)))
    folded.method(chart.method)


@st.fragment
def details(
    chart: Chart, events: pd.DataFrame, chosen: str, link: str, *, listed: bool = False
) -> None:
    """Say who speaks, and offer what can be taken along.

    Rows that are ``listed`` already are not offered as a table again.
    """
    source_line.said(chart.rows, events, f"{chart.key}-line")
    if alone.is_alone():
        here = exports.to_chart(link, chart.key)
        st.caption(f"[{pictures.SITE}]({here}), data version {version()}")
        return
    row.offer(chart, events, chosen, link, listed=listed)
