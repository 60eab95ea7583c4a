"""A chart as a picture that can stand alone: what the browser is told to draw it."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from dashboard.kit.charts import basemap, text, words
from dashboard.kit.charts.base import Chart, Figure
from dashboard.kit.ui import citations, drawing
from dashboard.kit.ui.data import catalogue, coast_url, version

KINDS = ("png", "svg")

SITE = "Red Sea shipping disruption"
"""The name that stands on pictures and in citations."""


def picture(chart: Chart, events: pd.DataFrame, kind: str, address: str) -> dict[str, Any]:
    """Return what is drawn: the figure as on a light page, and the words around it."""
    assert chart.figure is not None
    return {
        "kind": kind,
        "figure": light(chart.figure),
        "height": chart.figure["layout"]["height"],
        "library": drawing.library(),
        "title": chart.title,
        "note": chart.note,
        "source": " ".join([source(chart, events), f"{dated(chart.rows)}, version {version()}."]),
        "site": SITE,
        "link": address,
    }


def light(figure: Figure) -> Figure:
    """Return a figure, without its steps, as it is drawn on a light page; so is a map's ground."""
    drawn = drawing.themed({name: figure[name] for name in ("data", "layout")}, dark=False)
    maps = {
        name: part | {"style": basemap.style(coast_url(), dark=False)}
        for name, part in drawn["layout"].items()
        if name.startswith("map")
    }
    if not maps:
        return drawn
    return {"data": _relit(drawn["data"]), "layout": _relit(drawn["layout"]) | maps}


def _relit(part: Any) -> Any:
    """Return part of a map with the ink of a light page."""
    if isinstance(part, dict):
        return {name: _relit(value) for name, value in part.items()}
    if isinstance(part, list):
        return [_relit(value) for value in part]
    is_dark = isinstance(part, str) and part == basemap.ink(dark=True)
    return basemap.ink(dark=False) if is_dark else part


def source(chart: Chart, events: pd.DataFrame) -> str:
    """Return who speaks, without addresses."""
    said = citations.source_line(chart.rows, events)
    return text.plain(re.sub(r"\[(.+?)\]\(.+?\)", r"\1", said))


def dated(rows: pd.DataFrame) -> str:
    """Say how far the records that rows rest on go: "Data to 4 October 2026"."""
    known = catalogue(*citations.datasets(rows))
    ends = [(row["covers_until"], row["last_date"]) for row in known]
    days = sorted({next(filter(pd.notna, end)) for end in ends if not all(map(pd.isna, end))})
    if not days:
        return "Data"
    if len(days) == 1:
        return f"Data to {words.day(days[0])}"
    return f"Data to {words.day(days[0])} at the earliest, {words.day(days[-1])} at the latest"
