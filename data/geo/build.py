"""Make land.geojson and borders.geojson from Natural Earth's TopoJSON files.

Not part of the running project, and its one extra need is not in its requirements: shapely 2.
The TopoJSON files come from the npm package world-atlas (see README.md).

    npm install world-atlas@2.0.2
    pip install shapely
    python data/geo/build.py node_modules/world-atlas
"""

from __future__ import annotations

import json
import sys
from itertools import accumulate
from pathlib import Path
from typing import Any

import shapely
import shapely.affinity
from shapely.geometry import LineString, MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

HERE = Path(__file__).parent
REGION = box(24, -6, 78, 40)
"""Drawn at 1:10m: the Red Sea, the Gulf of Aden and every water an attack was recorded in."""

CORE = box(31, 8, 60, 32)
"""Drawn as finely as the maps of attacks and of Hodeidah show it."""

LANES = box(-180, -56, 180, 60)
"""Where ships of the usual lanes sail; what lies nearer to the poles is only seen from afar."""

WORLD = box(-180, -85, 180, 85)
WORLD_WIDE = box(-180, -90, 180, 90)
BORDER = 0.01
"""Simplification of borders in degrees."""

Point = tuple[float, float]


class Topology:
    """A TopoJSON file: shared arcs, and objects made of them."""

    def __init__(self, path: Path) -> None:
        text = json.loads(path.read_text(encoding="utf-8"))
        (kx, ky), (tx, ty) = text["transform"]["scale"], text["transform"]["translate"]
        self.objects: dict[str, Any] = text["objects"]
        self.arcs: list[list[Point]] = [
            [
                (x * kx + tx, y * ky + ty)
                for x, y in accumulate(arc, lambda a, b: [a[0] + b[0], a[1] + b[1]])
            ]
            for arc in text["arcs"]
        ]

    def ring(self, indexes: list[int]) -> list[Point]:
        """Return the closed ring of these arcs; ~i is arc i walked backwards."""
        points: list[Point] = []
        for index in indexes:
            arc = self.arcs[index] if index >= 0 else self.arcs[~index][::-1]
            points += arc[1:] if points else arc
        return points

    def polygons(self, name: str) -> BaseGeometry:
        """Return an object's polygons, all in one geometry."""
        shapes = [
            Polygon(unwrapped(self.ring(outer)), [unwrapped(self.ring(hole)) for hole in holes])
            for geometry in self.objects[name]["geometries"]
            for outer, *holes in _parts(geometry)
        ]
        return shapely.union_all([within_world(shapely.make_valid(shape)) for shape in shapes])

    def borders(self, name: str) -> BaseGeometry:
        """Return the arcs that two geometries of an object share, joined into lines."""
        users: dict[int, set[int]] = {}
        for number, geometry in enumerate(self.objects[name]["geometries"]):
            for part in _parts(geometry):
                for ring in part:
                    for index in ring:
                        users.setdefault(max(index, ~index), set()).add(number)
        shared = [LineString(self.arcs[i]) for i, both in users.items() if len(both) > 1]
        return shapely.line_merge(shapely.union_all(shared))


def unwrapped(ring: list[Point]) -> list[Point]:
    """Return a ring whose longitudes run on beyond 180 degrees instead of jumping to -180.

    One that circles the pole cannot: it is returned as it is.
    """
    longitudes = [ring[0][0]]
    for x, _ in ring[1:]:
        longitudes.append(x + 360 * round((longitudes[-1] - x) / 360))
    if longitudes[-1] != longitudes[0]:
        return ring
    return [(x, y) for x, (_, y) in zip(longitudes, ring, strict=True)]


def within_world(shape: BaseGeometry) -> BaseGeometry:
    """Cut a shape at the antimeridian and put each part where it lies between -180 and 180."""
    parts = [
        shapely.affinity.translate(shape, shift) & WORLD_WIDE for shift in (-360.0, 0.0, 360.0)
    ]
    return shapely.union_all(parts)


def _parts(geometry: dict[str, Any]) -> list[list[list[int]]]:
    match geometry["type"]:
        case "Polygon":
            return [geometry["arcs"]]
        case "MultiPolygon":
            return list(geometry["arcs"])
        case _:
            return []


def simplified(
    land: BaseGeometry, zone: BaseGeometry, tolerance: float, grid: float, least: float = 0
) -> BaseGeometry:
    """Return what of the land lies in a zone, with fewer points, on a grid.

    Islands of less than ``least`` square degrees are left out; the others keep their shape. The
    zone is cut out last: a cut that was simplified would show as a coast across the land.
    """
    kept = []
    for polygon in _polygons(land & zone.buffer(1)):
        if polygon.area >= least:
            is_small = polygon.bounds[2] - polygon.bounds[0] < 4 * tolerance
            small = polygon.simplify(tolerance / 3 if is_small else tolerance)
            kept.append(polygon if small.is_empty else shapely.make_valid(small))
    return shapely.set_precision(shapely.union_all(kept) & zone, grid)


def _polygons(geometry: BaseGeometry) -> list[Polygon]:
    return [part for part in shapely.get_parts(geometry) if isinstance(part, Polygon)]


def land(atlas: Path) -> MultiPolygon:
    """Return the world's land in one piece: at 1:10m in the region, at 1:50m elsewhere."""
    near = Topology(atlas / "land-10m.json").polygons("land")
    far = Topology(atlas / "land-50m.json").polygons("land") & WORLD
    parts = [
        simplified(near, CORE, 0.007, 0.001),
        simplified(near, REGION - CORE, 0.03, 0.01),
        simplified(far, LANES - REGION, 0.1, 0.01, least=0.05),
        simplified(far, WORLD - LANES, 0.4, 0.01, least=1),
    ]
    return MultiPolygon(_polygons(shapely.union_all(parts, grid_size=0.001)))


def borders(atlas: Path) -> BaseGeometry:
    """Return the borders between countries within the region."""
    lines = Topology(atlas / "countries-10m.json").borders("countries") & REGION
    return shapely.set_precision(shapely.line_merge(lines).simplify(BORDER), 0.001)


def write(name: str, geometry: BaseGeometry, **properties: str) -> None:
    """Write one geometry as a FeatureCollection of a single feature."""
    feature = {
        "type": "Feature",
        "properties": properties,
        "geometry": _rounded(shapely.geometry.mapping(geometry)),
    }
    collection = {"type": "FeatureCollection", "features": [feature]}
    text = json.dumps(collection, separators=(",", ":"))
    (HERE / name).write_text(text + "\n", encoding="utf-8")
    print(f"{name}: {len(text) / 1000:.0f} kB, {shapely.get_num_coordinates(geometry)} points")


def _rounded(value: Any) -> Any:
    match value:
        case dict():
            return {key: _rounded(item) for key, item in value.items()}
        case list() | tuple():
            return [_rounded(item) for item in value]
        case float():
            short = round(value, 3)
            return int(short) if short == int(short) else short
        case _:
            return value


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    source = "Natural Earth 4.1.0, public domain"
    write("land.geojson", land(folder), source=source)
    write("borders.geojson", borders(folder), source=source)
