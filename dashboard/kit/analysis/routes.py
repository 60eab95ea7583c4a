"""Sea routes between two points: by the Suez Canal and round the Cape of Good Hope.

The lines come from searoute, the shortest way over a coarse network of shipping lanes: good to a
few percent of published distances, and no track of any ship. What it does unasked is fenced here:
its list of closed passages is shared by all callers, so calls take turns; an unknown name in that
list is ignored without a word, so the names stand in constants that a test looks up; the list
replaces the default, so the Northwest Passage is closed each time; and a way that is shut
altogether comes back as an empty line, which is None here. The network begins off the port, so
the last miles are added as straight lines.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from threading import Lock

Point = tuple[float, float]
"""Longitude and latitude in degrees."""

ALWAYS_CLOSED = ("northwest",)
"""The Northwest Passage, which no merchant ship counts on."""

BY_SUEZ = (*ALWAYS_CLOSED, "panama")
"""Passages closed when the way by Suez is meant: else New York is reached through Panama."""

BY_CAPE = (*BY_SUEZ, "suez")
"""Passages closed when the Cape is meant.

Bab el-Mandeb stays open: ships to and from Red Sea ports pass it on their way to the Cape, and
with Suez closed no other voyage gains by it.
"""

THROUGH_SUEZ, ROUND_CAPE = "suez", "south_africa"
"""Names of the passages by which each way is known."""

SPEED_KNOTS = 16.0
"""Speed that publishers of lane figures assume most often; days are made of the distance."""

EARTH_NM = 3440.065
"""Mean radius of the Earth in nautical miles."""

_turn = Lock()


@dataclass(frozen=True)
class Way:
    """A line over the sea: its points, its length in nautical miles, the passages on it.

    Longitudes run on beyond 180 degrees where the line crosses the antimeridian.
    """

    points: tuple[Point, ...]
    distance_nm: float
    passages: frozenset[str]


@dataclass(frozen=True)
class TwoWays:
    """The way by Suez and the way by the Cape; None where the shortest line is neither."""

    suez: Way | None
    cape: Way | None


def two_ways(origin: Point, destination: Point) -> TwoWays:
    """Return both ways between two points, each only if it leads through what it is named for."""
    suez, cape = way(origin, destination, BY_SUEZ), way(origin, destination, BY_CAPE)
    return TwoWays(
        suez if suez and THROUGH_SUEZ in suez.passages else None,
        cape if cape and ROUND_CAPE in cape.passages else None,
    )


def way(origin: Point, destination: Point, closed: tuple[str, ...]) -> Way | None:
    """Return the shortest way that keeps out of the passages ``closed``; None without any."""
    import searoute  # reads its network, a third of a second: only who draws routes waits for it

    # It warns of each way that is shut: here that is an answer.
    warnings.filterwarnings("ignore", "No path found", module="searoute")
    with _turn:
        found = searoute.searoute(
            list(origin),
            list(destination),
            units="naut",
            speed_knot=SPEED_KNOTS,  # unless it is passed, days are those of 24 knots
            append_orig_dest=False,  # appended, a way that is shut would be a straight line
            restrictions=list(closed),
            return_passages=True,
        )
    points = [(float(lon), float(lat)) for lon, lat in found["geometry"]["coordinates"]]
    if not points:
        return None
    distance = float(found["properties"]["length"])
    distance += direct_nm(origin, points[0]) + direct_nm(points[-1], destination)
    passages = frozenset(map(str, found["properties"]["traversed_passages"]))
    return Way(tuple(unwrapped([origin, *points, destination])), distance, passages)


def direct_nm(start: Point, end: Point) -> float:
    """Return the great-circle distance between two points in nautical miles."""
    west, south, east, north = map(radians, (*start, *end))
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * EARTH_NM * asin(sqrt(half))


def unwrapped(points: list[Point]) -> list[Point]:
    """Return the points with longitudes that never leap: a step east of 179 is 181, not -179."""
    line: list[Point] = []
    for lon, lat in points:
        if line:
            lon += 360 * round((line[-1][0] - lon) / 360)
        line.append((lon, lat))
    return line


def days(distance_nm: float, speed_knots: float) -> float:
    """Return the days at sea at a speed kept all the way, without port calls or waiting."""
    return distance_nm / speed_knots / 24
