"""The coast and the routes of `data/geo`, for drawings that are not made in the browser."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from dashboard.settings import HOME

Line = list[list[float]]
"""Points as longitude and latitude."""


@cache
def shores() -> list[Line]:
    """Return the outlines of the world's land, islands and lakes alike."""
    (land,) = _features("land")
    return [ring for polygon in land["geometry"]["coordinates"] for ring in polygon]


@cache
def asia_europe() -> dict[str, Line]:
    """Return the routes from Shanghai to Rotterdam, "suez" and "cape"."""
    features = _features("asia_europe")
    return {one["properties"]["way"]: one["geometry"]["coordinates"] for one in features}


def _features(name: str) -> list[dict[str, Any]]:
    text = (HOME / "data" / "geo" / f"{name}.geojson").read_text(encoding="utf-8")
    features: list[dict[str, Any]] = json.loads(text)["features"]
    return features
