"""The two ways of published lanes on our own coastline: by Suez and round the Cape."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.kit.charts import draw, numbers, on_map, text, theme, words
from dashboard.kit.charts.base import Chart, as_records

PHONE_PX = (300, 400)
"""Pixels of map that the lanes are fitted to: the map of a telephone is little wider."""

COLOURS = {
    "suez": theme.CHOKEPOINT_COLOURS["Suez Canal"],
    "cape": theme.CHOKEPOINT_COLOURS["Cape of Good Hope"],
}
ENDS = ("origin", "destination")
WAYS = {"suez": "via Suez", "cape": "round the Cape"}
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
    coast_url: str,
    dark: bool,
    chosen: tuple[str, str] | None,
    speed_knots: float,
    left_out: str = "",
) -> Chart:
    """Draw the ways of ``rows`` (charts/routes_between_ports with suez_nm and cape_nm).

    ``chosen`` is the lane that is highlighted and labelled, None for all alike. Days are those at
    ``speed_knots``; ``left_out`` says which published lanes are not drawn.
    """
    key, title = "routes_two_ways", "Via Suez and round the Cape"
    if rows.empty:
        nothing = "No published lane leads from port to port."
        return Chart(key, title, None, f"No map: {nothing}", rows, empty=nothing)
    records = as_records(rows)
    named = [row for row in records if (row["origin"], row["destination"]) == chosen]
    strong = named or records
    others, ways = [row for row in records if row not in named], list(COLOURS)
    data = [_ways(others, way, lines, FAINT if named else 0.7) for way in ways if others]
    data += [_way(row, way, lines, speed_knots) for way in ways for row in named]
    if named:
        data += [_label(named[0], way, lines, dark, speed_knots) for way in ways]
    shown = [point for row in strong for line in _lines(row, lines).values() for point in line]
    fig = on_map.figure(520, [*data, _ports(strong, dark)], coast_url, dark, view(shown), 6)
    title = _finding(named[0], speed_knots) if named else _all(records)
    legs = [f"{_lane(row)} {row['suez_nm']:,.0f} and {row['cape_nm']:,.0f}" for row in strong]
    alt = (
        f"A map of {words.counted(len(records), 'lane')}, each via Suez and round the Cape."
        f" {title}; nautical miles via Suez and round the Cape: {'; '.join(legs)}."
    )
    weak = any(WEAK in _published(row, name) for row in named for name in COLOURS)
    note = (
        f"Orange via Suez, blue round the Cape. Days at {speed_knots:g} knots, without port calls,"
        " weather or waiting."
    )
    method = words.note(
        "Lines are the shortest over a network of shipping lanes (searoute), within a few percent"
        " of published distances and no track of any ship.",
        left_out,
        f"“{WEAK.capitalize()}” marks published figures of blogs, advertisements or press"
        " agencies, which wait for a second source."
        if weak
        else "",
    )
    return Chart(key, title, fig, alt, rows, note, method=method)


def _lines(row: dict[Any, Any], lines: Lanes) -> dict[str, Line]:
    return lines[row["origin"], row["destination"]]


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
            said = numbers.between(f"{low:,g}", f"{high:,g}")
            mark = f" ({WEAK if share == 1 else f'in part {WEAK}'})" if share else ""
            parts.append(f"{said} {unit}{mark}")
    return f"Published: {', '.join(parts)}" if parts else "No distance or days published"


def _ways(rows: list[dict[Any, Any]], name: str, lines: Lanes, opacity: float) -> draw.Part:
    """Return one way of several lanes as one trace: a trace a lane takes far longer to draw."""
    points: list[on_map.Place] = []
    texts: list[str] = []
    for row in rows:
        line = _lines(row, lines)[name]
        told = f"{text.html(_lane(row))} {WAYS[name]}: {row[f'{name}_nm']:,.0f} nm"
        points += [*_rounded(line), (None, None)]
        texts += [told] * len(line) + [""]
    look = {"mode": "lines", "line": {"color": COLOURS[name], "width": 1.8}, "opacity": opacity}
    return on_map.marks(points, texts, name=WAYS[name], **look)


def _way(row: dict[Any, Any], name: str, lines: Lanes, speed: float) -> draw.Part:
    distance, way = row[f"{name}_nm"], text.html(f"{_lane(row)} {WAYS[name]}")
    told = f"{distance:,.0f} nm, {_days(distance, speed)} at {speed:g} knots"
    look = {"mode": "lines", "line": {"color": COLOURS[name], "width": 3.5}}
    said = words.hover(way, told, _published(row, name))
    return on_map.marks(_rounded(_lines(row, lines)[name]), said, name=way, **look)


def _rounded(points: Line) -> Line:
    return [(round(lon, 2), round(lat, 2)) for lon, lat in points]


def _label(row: dict[Any, Any], name: str, lines: Lanes, dark: bool, speed: float) -> draw.Part:
    """Return the words beside a way, at its point nearest the canal or the Cape."""
    lon, lat = LABEL_AT[name]
    points, distance = _lines(row, lines)[name], row[f"{name}_nm"]
    at = min(points, key=lambda point: (point[0] - lon) ** 2 + (point[1] - lat) ** 2)
    told = f"{' <br>' * LOWER[name]}{WAYS[name]}<br>{distance:,.0f} nm<br>"
    told = (told + _days(distance, speed)).replace(" ", "\u00a0")  # else lines are broken anywhere
    unseen = {"size": 1, "opacity": 0, "allowoverlap": True}
    words_at = [(at[0] + BESIDE[name][0], at[1] + BESIDE[name][1])]
    return on_map.marks(words_at, marker=unseen, **on_map.named([told], dark, 14, "middle center"))


def _ports(records: list[dict[Any, Any]], dark: bool) -> draw.Part:
    ports = {
        row[end]: (row[f"{end}_longitude"], row[f"{end}_latitude"])
        for row in records
        for end in ENDS
    }
    return on_map.ports(list(ports), ports.values(), dark, 7, 12)


def view(points: Sequence[tuple[float, float]]) -> dict[str, Any]:
    """Return the centre, the zoom and the bounds of a map that shows the points."""
    fitted = on_map.fit(points, PHONE_PX, 8, (0, 4.0), 1.25)
    centre = fitted["center"]
    centre["lat"] -= 1
    # A wide page zooms in until it holds the world once; with all 360 degrees MapLibre hangs.
    bounds = {"west": centre["lon"] - 179, "east": centre["lon"] + 179, "south": -85, "north": 85}
    return fitted | {"bounds": bounds}
