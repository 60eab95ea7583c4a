"""The listed war-risk area: how much of a line lies in it, and the way round it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise, permutations, product
from typing import Any

from dashboard.kit.analysis import routes
from dashboard.kit.analysis.routes import Point, Way
from dashboard.settings import HOME
from dashboard.topics.voyage.analysis import coast

SKIPPED = 5
"""Points of the line beside the area that may be left out for a straight way to the corner."""


@dataclass(frozen=True)
class Listed:
    """The listed area of data/geo: its outline, its corners in the open sea, and whose list it is.

    Points are longitude and latitude; the outline is not closed.
    """

    outline: tuple[Point, ...]
    corners: tuple[Point, ...]
    publisher: str
    document: str
    issued: date

    @property
    def turns(self) -> tuple[tuple[Point, ...], ...]:
        """What a ship that keeps out may turn at: one corner, or two in either order."""
        return tuple(turn for count in (1, 2) for turn in permutations(self.corners, count))


@cache
def listed() -> Listed:
    """Return the listed area."""
    text = (HOME / "data/geo/listed_area.geojson").read_text(encoding="utf-8")
    found = {each["properties"]["kind"]: each for each in json.loads(text)["features"]}
    told = found["listed area"]["properties"]
    (ring,) = found["listed area"]["geometry"]["coordinates"]
    return Listed(
        _points(ring[:-1]),
        _points(found["corners"]["geometry"]["coordinates"]),
        told["publisher"],
        told["document"],
        date.fromisoformat(told["issued"]),
    )


def _points(coordinates: list[list[float]]) -> tuple[Point, ...]:
    return tuple((lon, lat) for lon, lat in coordinates)


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
    for corners in listed().turns:
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

    return Polygon(listed().outline)
