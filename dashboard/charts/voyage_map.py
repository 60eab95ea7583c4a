"""The ways of a voyage on our own coastline, with the listed war-risk area and the attacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.charts import basemap, text, theme, words
from dashboard.charts import voyage_words as say
from dashboard.charts.base import Chart, Figure, as_records
from dashboard.charts.map_words import ship
from dashboard.charts.route_map import view

HEIGHT = 520
STEP_DEGREES = 1.0
"""Longest step of the outline of the area: the map draws straight lines, as the circular does."""

Points = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Drawn:
    """A way as the map draws it: its key gives the colour, ``said`` is read by hovering."""

    key: str
    name: str
    points: Points
    said: str


def ways(
    drawn: list[Drawn],
    ends: list[str],
    area: Points,
    attacks: pd.DataFrame,
    base_url: str,
    dark: bool,
    title: str,
    note: str,
) -> Chart:
    """Draw the ways, their ends by name, the area and the rows of charts/voyage_attacks."""
    everywhere = [point for way in drawn for point in way.points]
    fig: Figure = {
        "data": [
            {
                "type": "scattermap",
                "lon": [lon for lon, _ in (*area, area[0])],
                "lat": [lat for _, lat in (*area, area[0])],
                "mode": "lines",
                "fill": "toself",
                "fillcolor": "rgba(200,50,30,0.10)",
                "line": {"color": theme.VERMILLION, "width": 1},
                "name": "listed area",
                "hoverinfo": "skip",
                "showlegend": False,
            },
            _attacks(attacks),
            *(_way(way) for way in reversed(drawn)),
            _ends(drawn, ends, dark),
        ],
        "layout": {
            "height": HEIGHT,
            "hovermode": "closest",
            "dragmode": "pan",
            "margin": {"l": 0, "r": 0, "t": 0, "b": 6},
            "map": {"style": basemap.style(base_url, dark), **view(everywhere)},
        },
    }
    legs = "; ".join(f"{way.name}: {way.said}" for way in drawn)
    alt = f"A map of the ways, the listed area and {words.attacks(len(attacks))}. {legs}."
    return Chart("voyage_map", title, fig, alt, attacks, note)


def _way(way: Drawn) -> dict[str, Any]:
    return {
        "type": "scattermap",
        "lon": [round(lon, 2) for lon, _ in way.points],
        "lat": [round(lat, 2) for _, lat in way.points],
        "mode": "lines",
        "line": {"color": say.WAY_COLOURS[way.key], "width": 3},
        "name": way.name,
        "text": f"<b>{way.name}</b><br>{text.html(way.said)}",
        "hovertemplate": "%{text}<extra></extra>",
        "showlegend": False,
    }


def _ends(drawn: list[Drawn], ends: list[str], dark: bool) -> dict[str, Any]:
    """Return the ends, each where the first way has it: beyond 180 degrees if it runs on there."""
    first = drawn[0].points
    at = [first[0], first[-1]]
    return {
        "type": "scattermap",
        "lon": [lon for lon, _ in at],
        "lat": [lat for _, lat in at],
        "mode": "markers+text",
        "marker": {"color": basemap.ink(dark), "size": 8},
        "text": [text.cut(name, text.NAME) for name in ends],
        "hovertext": [text.html(name) for name in ends],
        "textposition": "top center",
        "textfont": {"color": basemap.ink(dark), "size": 13, "family": basemap.FONT},
        "hovertemplate": "%{hovertext}<extra></extra>",
        "showlegend": False,
    }


def _attacks(rows: pd.DataFrame) -> dict[str, Any]:
    records = as_records(rows)
    return {
        "type": "scattermap",
        "lon": [row["longitude"] for row in records],
        "lat": [row["latitude"] for row in records],
        "mode": "markers",
        "marker": {
            "size": 9,
            "color": [theme.OUTCOME_COLOURS[row["outcome"]] for row in records],
            "allowoverlap": True,
        },
        "text": [
            f"<b>{ship(row)}</b><br>{words.date_of(row['date'])}, {row['outcome']}"
            for row in records
        ],
        "hovertemplate": "%{text}<extra></extra>",
        "name": "attacks",
        "showlegend": False,
    }
