"""The ways of a voyage on our own coastline, with the listed war-risk area and the attacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.kit.charts import draw, on_map, text, theme, words
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.map_words import ship
from dashboard.kit.charts.route_map import view
from dashboard.topics.voyage.charts import words as say

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
    coast_url: str,
    dark: bool,
    title: str,
    note: str,
    method: str,
) -> Chart:
    """Draw the ways, their ends by name, the area and the rows of charts/voyage_attacks."""
    everywhere = [point for way in drawn for point in way.points]
    listed = on_map.marks(
        [*area, area[0]],
        mode="lines",
        fill="toself",
        fillcolor="rgba(200,50,30,0.10)",
        line={"color": theme.MAGENTA, "width": 1},
        name="listed area",
    )
    first = drawn[0].points  # beyond 180 degrees if the first way runs on there
    named = on_map.ports(ends, [first[0], first[-1]], dark, 8, 13)
    data = [listed, _attacks(attacks), *map(_way, reversed(drawn)), named]
    fig = on_map.figure(520, data, coast_url, dark, view(everywhere), 6)
    legs = "; ".join(f"{way.name}: {way.said}" for way in drawn)
    alt = f"A map of the routes, the listed area and {words.attacks(len(attacks))}. {legs}."
    return Chart("voyage_map", title, fig, alt, attacks, note, method=method)


def _way(way: Drawn) -> draw.Part:
    points = [(round(lon, 2), round(lat, 2)) for lon, lat in way.points]
    look = {"mode": "lines", "line": {"color": say.WAY_COLOURS[way.key], "width": 3}}
    said = words.hover(way.name, text.html(way.said))
    return on_map.marks(points, said, name=way.name, **look)


def _attacks(rows: pd.DataFrame) -> draw.Part:
    records = as_records(rows)
    colours = [theme.OUTCOME_COLOURS[row["outcome"]] for row in records]
    days = [f"{words.date_of(row['date'])}, {row['outcome']}" for row in records]
    texts = map(words.hover, map(ship, records), days)
    marker = {"size": 9, "color": colours, "allowoverlap": True}
    at = zip(rows["longitude"], rows["latitude"], strict=True)
    return on_map.marks(at, texts, name="attacks", marker=marker)
