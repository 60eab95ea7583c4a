"""The two ways of published lanes on our own coastline: by Suez and round the Cape."""

from __future__ import annotations

from collections.abc import Sequence
from math import log2
from typing import Any

import pandas as pd

from dashboard.charts import basemap, text, theme, words
from dashboard.charts.base import Chart, Figure

HEIGHT = 520
WIDE, HIGH = 300, 400
"""Pixels of map that the lanes are fitted to: the map of a telephone is little wider."""

COLOURS = {
    "suez": theme.CHOKEPOINT_COLOURS["Suez Canal"],
    "cape": theme.CHOKEPOINT_COLOURS["Cape of Good Hope"],
}
WAYS = {"suez": "Suez", "cape": "the Cape"}
LABEL_AT = {"suez": (32.5, 29.9), "cape": (18.4, -35.5)}
"""Place near which the label of each way stands: the canal, the Cape."""

BESIDE = {"suez": (-15.0, -7.0), "cape": (0.0, -1.0)}
"""Degrees from there to the middle of the label: over the Sahara, at the Cape."""

LOWER = {"suez": 0, "cape": 3}
"""Empty lines above the words of a label: they stand under the Cape at any zoom."""

FAINT = 0.28
WEAK = "weak source"

Line = list[tuple[float, float]]
Lanes = dict[tuple[str, str], dict[str, Line]]
"""Origin and destination -> way -> points as longitude and latitude."""


def ways(
    rows: pd.DataFrame,
    lines: Lanes,
    base_url: str,
    dark: bool,
    chosen: tuple[str, str] | None,
    speed_knots: float,
    left_out: str = "",
) -> Chart:
    """Draw the ways of ``rows`` (charts/routes_between_ports with suez_nm and cape_nm).

    ``chosen`` is the lane that is highlighted and labelled, None for all alike. Days are those at
    ``speed_knots``; ``left_out`` says which published lanes are not drawn.
    """
    key, title = "routes_two_ways", "By Suez and round the Cape"
    if rows.empty:
        nothing = "No published lane leads from port to port."
        return Chart(key, title, None, f"No map: {nothing}", rows, empty=nothing)
    records = rows.to_dict("records")
    named = [row for row in records if (row["origin"], row["destination"]) == chosen]
    strong = named or records
    fig: Figure = {
        "data": [],
        "layout": {
            "height": HEIGHT,
            "hovermode": "closest",
            "dragmode": "pan",
            "margin": {"l": 0, "r": 0, "t": 0, "b": 6},
            "map": {"style": basemap.style(base_url, dark), **_view(strong, lines)},
        },
    }
    others = [row for row in records if row not in named]
    for name in COLOURS:
        fig["data"] += [_ways(others, name, lines, FAINT if named else 0.7)] * bool(others)
    for name in COLOURS:
        fig["data"] += [_way(row, name, lines, speed_knots) for row in named]
    if named:
        fig["data"] += [_label(named[0], name, lines, dark, speed_knots) for name in COLOURS]
    fig["data"].append(_ports(strong, dark))
    title = _finding(named[0], speed_knots) if named else _all(records)
    legs = [f"{_lane(row)} {row['suez_nm']:,.0f} and {row['cape_nm']:,.0f}" for row in strong]
    alt = (
        f"A map of {words.counted(len(records), 'lane')}, each by Suez and round the Cape."
        f" {title}; nautical miles by Suez and by the Cape: {'; '.join(legs)}."
    )
    note = (
        "Orange is the way by Suez, blue the way round the Cape. Lines are the shortest over a"
        " network of shipping lanes (searoute), within a few percent of published distances and no"
        " track of any ship; days on the map are those distances at"
        f" {speed_knots:g} knots, without port calls, weather or waiting. {left_out}"
    )
    if any(WEAK in _published(row, name) for row in named for name in COLOURS):
        note += (
            f" “{WEAK.capitalize()}” marks published figures of blogs, advertisements or press"
            " agencies, which wait for a second source."
        )
    return Chart(key, title, fig, alt, rows, note.strip())


def _lane(row: dict[Any, Any]) -> str:
    return f"{row['origin']} to {row['destination']}"


def _finding(row: dict[Any, Any], speed_knots: float) -> str:
    more = row["cape_nm"] - row["suez_nm"]
    return (
        f"{_lane(row)}: the Cape is {more:,.0f} nautical miles longer,"
        f" {100 * more / row['suez_nm']:.0f} %, or {_days(more, speed_knots)} at"
        f" {speed_knots:g} knots"
    )


def _all(records: list[dict[Any, Any]]) -> str:
    more = sorted(row["cape_nm"] - row["suez_nm"] for row in records)
    if len(more) == 1:
        return f"The Cape makes the lane {more[0]:,.0f} nautical miles longer"
    return f"The Cape makes these lanes {more[0]:,.0f} to {more[-1]:,.0f} nautical miles longer"


def _days(distance_nm: float, speed_knots: float) -> str:
    return f"{distance_nm / speed_knots / 24:.1f} days"


def _published(row: dict[Any, Any], name: str) -> str:
    """Say what was published of a way: distance and days, as ranges where several did.

    A figure is marked where only weak sources gave it, a range where some of its sources are weak.
    """
    parts = []
    for column, weak, unit in (
        (f"published_{name}_%s_nm", f"published_{name}_nm_weak_share", "nm"),
        (f"published_days_{name}_%s", f"published_days_{name}_weak_share", "days"),
    ):
        low, high, share = row[column % "low"], row[column % "high"], row[weak]
        if pd.notna(low):
            said = f"{low:,g}" if low == high else f"{low:,g} to {high:,g}"
            mark = f" ({WEAK if share == 1 else f'in part {WEAK}'})" if share else ""
            parts.append(f"{said} {unit}{mark}")
    return f"Published: {', '.join(parts)}" if parts else "No distance or days published"


def _ways(rows: list[dict[Any, Any]], name: str, lines: Lanes, opacity: float) -> dict[str, Any]:
    """Return one way of several lanes as one trace: a trace a lane takes far longer to draw."""
    lon: list[float | None] = []
    lat: list[float | None] = []
    texts: list[str] = []
    for row in rows:
        points = lines[row["origin"], row["destination"]][name]
        told = f"{text.html(_lane(row))} by {WAYS[name]}: {row[f'{name}_nm']:,.0f} nm"
        lon += [*(round(point[0], 2) for point in points), None]
        lat += [*(round(point[1], 2) for point in points), None]
        texts += [told] * len(points) + [""]
    return {
        "type": "scattermap",
        "lon": lon,
        "lat": lat,
        "text": texts,
        "mode": "lines",
        "line": {"color": COLOURS[name], "width": 1.8},
        "opacity": opacity,
        "name": f"by {WAYS[name]}",
        "hovertemplate": "%{text}<extra></extra>",
        "showlegend": False,
    }


def _way(row: dict[Any, Any], name: str, lines: Lanes, speed: float) -> dict[str, Any]:
    """Return one way of the lane chosen, which tells distance and days wherever it is hovered."""
    points = lines[row["origin"], row["destination"]][name]
    distance = row[f"{name}_nm"]
    told = (
        f"<b>{text.html(_lane(row))} by {WAYS[name]}</b><br>{distance:,.0f} nm,"
        f" {_days(distance, speed)} at {speed:g} knots<br>{_published(row, name)}"
    )
    return {
        "type": "scattermap",
        "lon": [round(lon, 2) for lon, _ in points],
        "lat": [round(lat, 2) for _, lat in points],
        "mode": "lines",
        "line": {"color": COLOURS[name], "width": 3.5},
        "name": text.html(f"{_lane(row)} by {WAYS[name]}"),
        "text": told,
        "hovertemplate": "%{text}<extra></extra>",
        "showlegend": False,
    }


def _label(
    row: dict[Any, Any], name: str, lines: Lanes, dark: bool, speed: float
) -> dict[str, Any]:
    """Return the words beside a way, at its point nearest the canal or the Cape."""
    lon, lat = LABEL_AT[name]
    points = lines[row["origin"], row["destination"]][name]
    at = min(points, key=lambda point: (point[0] - lon) ** 2 + (point[1] - lat) ** 2)
    distance = row[f"{name}_nm"]
    told = f"{' <br>' * LOWER[name]}by {WAYS[name]}<br>{distance:,.0f} nm<br>"
    told += _days(distance, speed)
    return {
        "type": "scattermap",
        "lon": [at[0] + BESIDE[name][0]],
        "lat": [at[1] + BESIDE[name][1]],
        "mode": "markers+text",  # text alone is not drawn without glyphs of the style
        "marker": {"size": 1, "opacity": 0, "allowoverlap": True},
        "textfont": {"color": basemap.ink(dark), "size": 14, "family": basemap.FONT},
        "text": [told.replace(" ", "\u00a0")],  # else lines are broken anywhere
        "textposition": "middle center",
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _ports(records: list[dict[Any, Any]], dark: bool) -> dict[str, Any]:
    """Return the ends of the lanes, named."""
    ends = {}
    for row in records:
        for end in ("origin", "destination"):
            ends[row[end]] = (row[f"{end}_longitude"], row[f"{end}_latitude"])
    return {
        "type": "scattermap",
        "lon": [lon for lon, _ in ends.values()],
        "lat": [lat for _, lat in ends.values()],
        "mode": "markers+text",
        "marker": {"color": basemap.ink(dark), "size": 7},
        "text": [text.cut(name, text.NAME) for name in ends],
        "hovertext": [text.html(name) for name in ends],
        "textposition": "top center",
        "textfont": {"color": basemap.ink(dark), "size": 12, "family": basemap.FONT},
        "hovertemplate": "%{hovertext}<extra></extra>",
        "showlegend": False,
    }


def _view(records: list[dict[Any, Any]], lines: Lanes) -> dict[str, Any]:
    """Return the centre, the zoom and the bounds that show the lanes."""
    return view(
        [
            point
            for row in records
            for line in lines[row["origin"], row["destination"]].values()
            for point in line
        ]
    )


def view(points: Sequence[tuple[float, float]]) -> dict[str, Any]:
    """Return the centre, the zoom and the bounds of a map that shows the points."""
    lon, lat = [point[0] for point in points], [point[1] for point in points]
    wide, high = max(lon) - min(lon) + 8, 1.25 * (max(lat) - min(lat)) + 8
    zoom = log2(360 / 512 * min(WIDE / wide, HIGH / high))  # the world is 512 px wide at zoom 0
    centre = {"lon": (max(lon) + min(lon)) / 2, "lat": (max(lat) + min(lat)) / 2 - 1}
    # A wide page zooms in until it holds the world once; with all 360 degrees MapLibre hangs.
    bounds = {"west": centre["lon"] - 179, "east": centre["lon"] + 179, "south": -85, "north": 85}
    return {"center": centre, "zoom": round(min(max(zoom, 0), 4.0), 2), "bounds": bounds}
