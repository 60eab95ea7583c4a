"""The listed war-risk area: how much of a line lies in it, and the way round it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise, product
from typing import Any

from dashboard.analysis import routes
from dashboard.analysis.routes import Point, Way
from dashboard.analysis.voyage import coast

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


SKIPPED = 5
"""Points of the line beside the area that may be left out for a straight way to the corner."""


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
    where no ship has to go: the points within, and perhaps some beside it, are left out for the
    corner or corners that make the shortest line that touches neither the area nor land.
    """
    if not area_nm(line.points):
        return line
    within = [at for at, step in enumerate(pairwise(line.points)) if area_nm(step)]
    found = []
    for corners in CORNERS:
        for skipped_before, skipped_after in product(range(SKIPPED), repeat=2):
            before = line.points[: max(within[0] + 1 - skipped_before, 1)]
            after = line.points[min(within[-1] + 1 + skipped_after, len(line.points) - 1) :]
            made = tuple(routes.unwrapped([before[-1], *corners, after[0]]))
            points = tuple(routes.unwrapped([*before, *corners, *after]))
            found.append((_length_nm(points), points, made))
    for length, points, made in sorted(found):
        if not area_nm(points) and not coast.crosses(made):
            nm = line.distance_nm + length - _length_nm(line.points)
            return replace(line, points=points, distance_nm=nm)
    return line


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
