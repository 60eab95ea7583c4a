"""Make asia_europe.geojson: Shanghai to Rotterdam by Suez and round the Cape.

    python -m data.geo.build_lane

The lines are those of dashboard.kit.analysis.routes, made beforehand so that the first screen need
not wait for searoute to read its network; a test compares them.
"""

from __future__ import annotations

import json
from pathlib import Path

from dashboard.kit.analysis import routes

SHANGHAI, ROTTERDAM = (121.5, 31.2167), (4.4833, 51.9)


def lane() -> str:
    """Return the file's text."""
    both = routes.two_ways(SHANGHAI, ROTTERDAM)
    features = []
    for name, way in (("suez", both.suez), ("cape", both.cape)):
        assert way is not None
        points = [[round(longitude, 2), round(latitude, 2)] for longitude, latitude in way.points]
        geometry = {"type": "LineString", "coordinates": points}
        features.append({"type": "Feature", "properties": {"way": name}, "geometry": geometry})
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    (Path(__file__).parent / "asia_europe.geojson").write_text(lane(), encoding="utf-8")
