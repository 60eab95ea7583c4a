"""Whether a point that a reader gives can be the end of a voyage: on the globe and at the sea."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from dashboard.errors import UsageError
from dashboard.kit.analysis import routes
from dashboard.kit.analysis.routes import Point
from dashboard.settings import HOME

INLAND_NM = 50.0
"""A point on land that is further than this from the nearest lane is inland.

Harbours and rivers are not in the network; Paris is 83 nautical miles from it, Cairo 63, and of
the bundled ports, which are not asked, only Manzanillo lies further than 40.
"""

FAR_NM = 400.0
"""Open sea lies within this of a lane down to 56° S; what is further is ice or land."""

ANYWHERE = (103.85, 1.28)
"""The other end of the line that is drawn to find the lane nearest to a point: Singapore."""


def check(point: Point, name: str) -> None:
    """Raise UsageError unless ``point`` (longitude, latitude) can be sailed to."""
    lon, lat = point
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise UsageError(
            f"{name} is not on the globe: the latitude comes first and runs from -90 to 90, the"
            " longitude from -180 to 180."
        )
    away = _from_lane(point)
    if away > FAR_NM or (away > INLAND_NM and _land().contains(_point(point))):
        raise UsageError(
            f"{name} is not at the sea: the nearest shipping lane is {away:,.0f} nautical miles"
            " away. Choose a port, or a point at the coast."
        )


def crosses(points: tuple[Point, ...]) -> bool:
    """Whether a line runs over land, between 180 degrees west and east."""
    from shapely import LineString

    return bool(_land().intersects(LineString(points)))


def _from_lane(point: Point) -> float:
    """Return the nautical miles from a point to the nearest lane."""
    found = routes.way(point, ANYWHERE, routes.ALWAYS_CLOSED)
    return routes.direct_nm(point, found.points[1]) if found else float("inf")


def _point(point: Point) -> Any:
    from shapely import Point as Place

    return Place(point)


@cache
def _land() -> Any:
    from shapely import prepare
    from shapely.geometry import shape

    (land,) = json.loads((HOME / "data/geo/land.geojson").read_text(encoding="utf-8"))["features"]
    found = shape(land["geometry"])
    prepare(found)
    return found
