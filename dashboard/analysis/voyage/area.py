"""The listed war-risk area: how much of a line lies in it, and the way round it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

from dashboard.analysis import routes
from dashboard.analysis.routes import Point, Way

LISTED_AREA: tuple[Point, ...] = (
    (36.0, 18.0),
    (45.0, 18.0),
    (53.1083, 16.6417),
    (53.8333, 14.9167),
    (60.25, 10.8),
    (48.75, -6.75),
    (41.5667, -1.6667),
    (36.0, 5.0),
)
"""Listed area of the Indian Ocean, Gulf of Aden and Southern Red Sea, longitude and latitude.

JWLA-032 of the Joint War Committee (18 December 2023): the Red Sea south of 18° N; the Yemen
border at 16°38.5' N 53°6.5' E; 14°55' N 53°50' E; 10°48' N 60°15' E; 6°45' S 48°45' E; the Somali
border at 1°40' S 41°34' E. The other points close the line over land. That coastal waters of 12
nautical miles are excepted there is not drawn: the coasts are listed as countries.
"""

CORNERS: tuple[tuple[Point, ...], ...] = (
    ((60.5, 10.8),),
    ((48.8, -6.9),),
    ((60.5, 10.8), (48.8, -6.9)),
    ((48.8, -6.9), (60.5, 10.8)),
)
"""Just off the two corners of the area in the open sea: what a ship turns at that keeps out."""


def area_nm(points: tuple[Point, ...]) -> float:
    """Return how many nautical miles of a line lie in the listed area.

    The line may run on beyond 180 degrees east or west.
    """
    found = 0.0
    for inside in _inside(points):
        for part in getattr(inside, "geoms", [inside]):
            ends = list(part.coords) if part.geom_type == "LineString" else []
            found += sum(routes.direct_nm(start, end) for start, end in pairwise(ends))
    return found


def keeping_out(line: Way) -> Way:
    """Return a way between ends outside the area that goes round it; as it was where it cannot.

    Between the Gulf or India and the Cape the network of lanes cuts through the area off Somalia,
    where no ship has to go: the points within are left out for the corner or corners that make
    the shortest line without touching it.
    """
    if not area_nm(line.points):
        return line
    within = [index for index, (a, b) in enumerate(pairwise(line.points)) if area_nm((a, b))]
    before, after = line.points[: within[0] + 1], line.points[within[-1] + 2 :]
    after = (line.points[within[-1] + 1], *after)
    found = []
    for corners in CORNERS:
        points = tuple(routes.unwrapped([*before, *corners, *after]))
        if not area_nm(points):
            found.append((_length_nm(points), points))
    if not found:
        return line
    length, points = min(found)
    return replace(
        line, points=points, distance_nm=line.distance_nm + length - _length_nm(line.points)
    )


def _length_nm(points: tuple[Point, ...]) -> float:
    return sum(routes.direct_nm(start, end) for start, end in pairwise(points))


def _inside(points: tuple[Point, ...]) -> list[Any]:
    from shapely import LineString  # a tenth of a second to import: only who needs it waits
    from shapely.affinity import translate

    return [translate(LineString(points), turn).intersection(_area()) for turn in (-360, 0, 360)]


@cache
def _area() -> Any:
    from shapely import Polygon

    return Polygon(LISTED_AREA)
