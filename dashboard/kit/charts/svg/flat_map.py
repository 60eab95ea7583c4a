"""A map as a flat drawing: places as pixels, coasts as outlines, lines smoothed, points spread."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import degrees, hypot, log, pi, radians, tan

from dashboard.kit.charts.svg import Point


@dataclass(frozen=True)
class Mercator:
    """A window on the world, in pixels: its western edge, its northern, and its scale."""

    west: float
    north: float
    px_a_degree: float
    width: float
    height: float

    @classmethod
    def between(
        cls, west: float, east: float, north: float, width: float, height: float
    ) -> Mercator:
        """Return the window of a width and a height whose edges are the longitudes given."""
        return cls(west, north, width / (east - west), width, height)

    def point(self, longitude: float, latitude: float) -> Point:
        """Return the pixel of a place, from the left and the top."""
        down = (_stretched(self.north) - _stretched(latitude)) * self.px_a_degree
        return (longitude - self.west) * self.px_a_degree, down

    def line(self, points: Iterable[Sequence[float]]) -> list[Point]:
        """Return the pixels of places given as longitude and latitude."""
        return [self.point(longitude, latitude) for longitude, latitude, *_ in points]

    def shores(
        self, rings: Iterable[Sequence[Sequence[float]]], distance: float = 1.8
    ) -> list[list[Point]]:
        """Return rings that the window shows, without points nearer than ``distance`` to the last.

        What lies far outside is drawn to the edge: it is not seen.
        """
        shown = []
        for ring in rings:
            kept: list[Point] = []
            for longitude, latitude, *_ in ring:
                x, y = self.point(longitude, max(-80.0, min(80.0, latitude)))
                at = (_within(x, self.width), _within(y, self.height))
                if not kept or hypot(at[0] - kept[-1][0], at[1] - kept[-1][1]) >= distance:
                    kept.append(at)
            if len(kept) > 2 and self._is_seen(kept):
                shown.append(kept)
        return shown

    def _is_seen(self, points: Sequence[Point]) -> bool:
        across, down = [x for x, _ in points], [y for _, y in points]
        return (
            max(across) > 0
            and min(across) < self.width
            and max(down) > 0
            and min(down) < self.height
            and (max(across) - min(across)) * (max(down) - min(down)) > 4
        )


EDGE = 20.0
"""Pixels beyond the window to which what lies farther outside is drawn."""


def _within(pixel: float, size: float) -> float:
    return max(-EDGE, min(size + EDGE, pixel))


def _stretched(latitude: float) -> float:
    return degrees(log(tan(pi / 4 + radians(latitude) / 2)))


def smooth(points: Sequence[Point], rounds: int = 2) -> list[Point]:
    """Return a line whose corners are cut (Chaikin's way), its ends where they were."""
    found = list(points)
    for _ in range(rounds):
        cut = [found[0]]
        for (x1, y1), (x2, y2) in pairwise(found):
            cut += [(0.75 * x1 + 0.25 * x2, 0.75 * y1 + 0.25 * y2)]
            cut += [(0.25 * x1 + 0.75 * x2, 0.25 * y1 + 0.75 * y2)]
        found = [*cut, found[-1]]
    return thin(found)


def thin(points: Sequence[Point], distance: float = 1.5) -> list[Point]:
    """Return a line without the points nearer than ``distance`` to the one before, but its last."""
    kept = [points[0]]
    for x, y in points[1:-1]:
        if hypot(x - kept[-1][0], y - kept[-1][1]) >= distance:
            kept.append((x, y))
    return [*kept, points[-1]]


def apart(points: Sequence[Point], distance: float, rounds: int = 60) -> list[Point]:
    """Return points pushed away from each other until they are ``distance`` apart, or nearly.

    Points at one place are pushed in directions that follow their order, so that a drawing is the
    same each time.
    """
    found = [
        (x + 0.01 * (number % 7 - 3), y + 0.01 * (number % 5 - 2))
        for number, (x, y) in enumerate(points)
    ]
    for _ in range(rounds):
        for one in range(len(found)):
            for other in range(one):
                (x1, y1), (x2, y2) = found[one], found[other]
                gap = hypot(x1 - x2, y1 - y2) or 0.01
                if gap < distance:
                    push = (distance - gap) / 2 / gap
                    dx, dy = (x1 - x2) * push, (y1 - y2) * push
                    found[one], found[other] = (x1 + dx, y1 + dy), (x2 - dx, y2 - dy)
    return found
