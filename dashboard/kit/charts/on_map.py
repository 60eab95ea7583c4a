"""The words of maps: marks at longitudes and latitudes, names, outlines, the figure they lie in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import cos, log2, pi, radians, sin
from typing import Any

from dashboard.kit.charts import basemap, text
from dashboard.kit.charts.base import Figure
from dashboard.kit.charts.draw import TOLD, Part

Point = tuple[float, float]
"""Longitude and latitude."""

Place = Point | tuple[None, None]
"""The same, or the break of a line."""

SILENT = {"hoverinfo": "skip", "showlegend": False}
"""What is neither pointed at nor in the legend."""

CIRCLE = tuple((cos(step * pi / 8), sin(step * pi / 8)) for step in range(17))
"""Corners of a circle, as shares of its radius."""


def marks(
    at: Iterable[tuple[float | None, float | None]],
    texts: Iterable[str] | str | None = None,
    **more: Any,
) -> Part:
    """Return marks on a map, dots unless ``mode`` is another, which say their texts.

    A text for all of them is said wherever a line is pointed at.
    """
    points = list(at)
    drawn: Part = {"type": "scattermap", "mode": "markers"}
    drawn |= {"lon": [lon for lon, _ in points], "lat": [lat for _, lat in points]}
    if texts is None:
        return drawn | SILENT | more
    told = texts if isinstance(texts, str) else list(texts)
    shown = said(told) if "text" in more else {"text": told, "hovertemplate": TOLD}
    return drawn | {"showlegend": False} | shown | more


def said(texts: Iterable[str]) -> Part:
    """Return what marks with names say when they are pointed at."""
    return {"hovertext": list(texts), "hovertemplate": "%{hovertext}<extra></extra>"}


def named(names: Iterable[str], dark: bool, size: float, place: str = "top center") -> Part:
    """Return what gives marks their names; text without marks is not drawn without glyphs."""
    font = {"color": basemap.ink(dark), "size": size, "family": basemap.FONT}
    return {"mode": "markers+text", "text": list(names), "textposition": place, "textfont": font}


def ports(
    names: Sequence[str], at: Iterable[Point], dark: bool, size: float, letters: float
) -> Part:
    """Return the ports at the ends of a way, each a dot below its name."""
    shown = named([text.cut(name, text.NAME) for name in names], dark, letters)
    dot = {"color": basemap.ink(dark), "size": size}
    return marks(at, map(text.html, names), marker=dot, **shown)


def outlines(
    centres: Iterable[Point], reach_nm: float, corners: tuple[Point, ...] = CIRCLE
) -> dict[str, Any]:
    """Return shapes on the ground, so far from their middles to their corners, parted by None."""
    lon: list[float | None] = []
    lat: list[float | None] = []
    for centre in centres:
        east, north = _outline(*centre, reach_nm, corners)
        lon += [*east, None]
        lat += [*north, None]
    return {"lon": lon, "lat": lat}


@lru_cache(maxsize=4096)  # the same few hundred in each month, whatever the filters
def _outline(
    x: float, y: float, reach_nm: float, corners: tuple[Point, ...]
) -> tuple[list[float], list[float]]:
    wide, high = reach_nm / 60 / cos(radians(y)), reach_nm / 60
    return (
        [round(x + wide * east, 3) for east, _ in corners],
        [round(y + high * north, 3) for _, north in corners],
    )


def is_within(box: Mapping[str, float], lon: float, lat: float) -> bool:
    """Return whether a point lies in a box of west, east, south and north."""
    return bool(box["west"] <= lon <= box["east"] and box["south"] <= lat <= box["north"])


def fit(
    points: Iterable[Point],
    pixels: tuple[float, float],
    room: float,
    zooms: tuple[float, float],
    stretch: float = 1,
) -> dict[str, Any]:
    """Return the centre and the zoom that show the points with room around, in degrees.

    ``pixels`` are what is sure to be seen, wide and high; ``stretch`` is a share of height more.
    """
    lon, lat = zip(*points, strict=True)
    wide, high = max(lon) - min(lon) + room, stretch * (max(lat) - min(lat)) + room
    # The world is 512 px wide at zoom 0.
    zoom = log2(360 / 512 * min(pixels[0] / wide, pixels[1] / high))
    centre = {"lon": (max(lon) + min(lon)) / 2, "lat": (max(lat) + min(lat)) / 2}
    return {"center": centre, "zoom": round(min(max(zoom, zooms[0]), zooms[1]), 2)}


def figure(
    height: float,
    data: Sequence[Part],
    coast_url: str,
    dark: bool,
    view: Mapping[str, Any],
    foot: float = 0,
    **more: Any,
) -> Figure:
    """Return a map over the coast served at ``coast_url``, with so many pixels free below it."""
    layout = {"height": height, "hovermode": "closest", "dragmode": "pan"}
    layout |= {"margin": {"l": 0, "r": 0, "t": 0, "b": foot}}
    layout |= {"map": {"style": basemap.style(coast_url, dark)} | dict(view)}
    return {"data": list(data), "layout": layout | more}


def upright(dark: bool) -> Part:
    """Return a bar of buttons that stands at the side of a map."""
    return {"orientation": "v", "activecolor": basemap.ink(dark)}
