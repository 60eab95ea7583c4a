"""Addresses of one chart with its filters, the frame for other pages, and how it is cited."""

from __future__ import annotations

from html import escape

import pandas as pd

from dashboard.kit.charts import words
from dashboard.kit.charts.base import Chart
from dashboard.kit.ui import exports
from dashboard.kit.ui.data import chosen, today, version
from dashboard.kit.ui.sharing.pictures import SITE, dated, source

AROUND, TABLE = 240, 480
"""Pixels of a frame around a chart, and those of a table."""

PANELS = {"link": "Link", "embed": "Embed", "cite": "Cite"}
"""Name of what is shown to be copied -> its button."""


def panel(name: str, chart: Chart, events: pd.DataFrame, link: str) -> dict[str, str]:
    """Return what is shown to be copied: its label, the text, and what is to be said of it."""
    if name == "link":
        label, note = "Address of this chart with its filters", ""
        return {"label": label, "text": exports.to_chart(link, chart.key), "note": note}
    if name == "embed":
        origins = ", ".join(chosen().embed)
        note = f"Pages of {origins} may show it." if origins else (
            "Pages of other sites may not show it yet: those who run this dashboard name the sites"
            " that may."
        )  # fmt: skip
        return {"label": "Frame for another page", "text": frame(chart, link), "note": note}
    return {"label": "To cite it", "text": citation(chart, events, link), "note": ""}


def frame(chart: Chart, link: str) -> str:
    """Return the HTML that shows a chart in another page."""
    height = AROUND + (chart.figure["layout"]["height"] if chart.figure else TABLE)
    address = exports.to_chart(link, chart.key, embed="true")
    return (
        f'<iframe src="{escape(address)}" title="{escape(chart.title)}" width="100%"'
        f' height="{height}" style="border:0" loading="lazy"></iframe>'
    )


def citation(chart: Chart, events: pd.DataFrame, link: str) -> str:
    """Return a sentence that cites a chart: title, version, date of the data, who speaks, link."""
    until = dated(chart.rows)
    of_data = f"data version {version()}, {until[0].lower()}{until[1:]}"
    address = exports.to_chart(link, chart.key)
    return (
        f"“{chart.title}.” {SITE}, {of_data}. {source(chart, events)}"
        f" {address} (accessed {words.day(today())})."
    )
