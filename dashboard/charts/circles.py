"""Circles on the ground, as lines of a map."""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi, radians, sin
from typing import Any

CORNERS = [(cos(step * pi / 8), sin(step * pi / 8)) for step in range(17)]


def circles(centres: list[tuple[float, float]], radius_nm: float) -> dict[str, Any]:
    """Return circles on the ground, parted by None."""
    lon: list[float | None] = []
    lat: list[float | None] = []
    for centre in centres:
        east, north = _circle(*centre, radius_nm)
        lon += [*east, None]
        lat += [*north, None]
    return {"lon": lon, "lat": lat}


@lru_cache(maxsize=4096)  # the same few hundred circles in each month, whatever the filters
def _circle(x: float, y: float, radius_nm: float) -> tuple[list[float], list[float]]:
    wide, high = radius_nm / 60 / cos(radians(y)), radius_nm / 60
    return (
        [round(x + wide * east, 3) for east, _ in CORNERS],
        [round(y + high * north, 3) for _, north in CORNERS],
    )
