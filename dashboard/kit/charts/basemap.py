"""The map under the data: a MapLibre style over our own GeoJSON, so that no tile is fetched.

The style names no glyphs, sprites or tiles: MapLibre then draws the letters with the reader's
own fonts, and its only requests are the three files of `data/geo` on our own host.
"""

from __future__ import annotations

from typing import Any

FILES = ("land", "borders", "places")
"""Files of `data/geo` that must be served at ``{coast_url}/<name>.geojson``."""

FONTS = ["Source Sans", "Source Sans Pro", "Helvetica Neue", "Arial", "sans-serif"]

FONT = ",".join(FONTS)
"""The same for the words of a trace."""

PALETTES = {
    False: {
        "sea": "#E6EDF2",
        "land": "#F8F7F4",
        "coast": "#B9C4CC",
        "border": "#D6D3CC",
        "sea_name": "#7896AB",
        "country_name": "#A09C94",
        "place": "#6E7278",
        "halo": "#F8F7F4",
    },
    True: {
        "sea": "#141C26",
        "land": "#252C36",
        "coast": "#3C4855",
        "border": "#3B424C",
        "sea_name": "#5D7D96",
        "country_name": "#737C88",
        "place": "#9BA4AF",
        "halo": "#1B222B",
    },
}
"""Colours for a light (False) and a dark (True) page, all quieter than any outcome's colour."""


def ink(dark: bool) -> str:
    """Return the colour of words on the map."""
    return "#F2F4F6" if dark else "#14181F"


def style(coast_url: str, dark: bool) -> dict[str, Any]:
    """Return the MapLibre style for ``layout.map.style``.

    ``coast_url`` is the address of the folder that serves them, without a slash at the end.
    """
    colour = PALETTES[dark]
    port_dots = {
        "circle-radius": 2.2,
        "circle-color": colour["land"],
        "circle-stroke-color": colour["place"],
        "circle-stroke-width": 1.2,
    }
    coast = {"line-color": colour["coast"], "line-width": 0.8}
    border = {"line-color": colour["border"], "line-width": 0.9}
    named = {"minzoom": 3.5, "filter": _of_kind("port")}
    return {
        "version": 8,
        "sources": {
            name: {"type": "geojson", "data": f"{coast_url}/{name}.geojson"} for name in FILES
        },
        "layers": [
            {"id": "sea", "type": "background", "paint": {"background-color": colour["sea"]}},
            _layer("land", "fill", "land", {"fill-color": colour["land"]}),
            _layer("coast", "line", "land", coast),
            _layer("borders", "line", "borders", border) | {"layout": {"line-join": "round"}},
            _layer("port dots", "circle", "places", port_dots) | named,
            _names("sea", colour["sea_name"], "transparent", size=[4, 11, 7, 16], spacing=0.18),
            _names("country", colour["country_name"], colour["land"], size=[4, 10, 7, 14])
            | {"minzoom": 2.5},
            _names("port", colour["place"], colour["halo"], size=[4, 10, 8, 13], beside=True),
            _names("island", colour["place"], colour["halo"], size=[4, 9, 8, 12], beside=True),
        ],
    }


def _layer(name: str, kind: str, source: str, paint: dict[str, Any]) -> dict[str, Any]:
    return {"id": name, "type": kind, "source": source, "paint": paint}


def _of_kind(kind: str) -> list[Any]:
    """Return a filter for places of a kind that are due; it sees whole zooms only."""
    due = ["<=", ["get", "rank"], ["step", ["zoom"], 1, 4, 2, 6, 3]]
    return ["all", ["in", ["get", "kind"], ["literal", [kind]]], due]


def _names(
    kind: str,
    colour: str,
    halo: str,
    size: list[float],
    spacing: float = 0.0,
    beside: bool = False,
) -> dict[str, Any]:
    low, small, high, large = size
    layout: dict[str, Any] = {
        "text-field": ["get", "name"],
        "text-font": FONTS,
        "text-size": ["interpolate", ["linear"], ["zoom"], low, small, high, large],
        "text-letter-spacing": spacing,
        "text-max-width": 12,
        "text-rotate": ["coalesce", ["get", "rotate"], 0],
        "symbol-sort-key": ["get", "rank"],
    }
    if kind == "country":
        layout |= {"text-transform": "uppercase", "text-letter-spacing": 0.12}
    if beside:
        layout |= {
            "text-variable-anchor": ["left", "right", "top", "bottom"],
            "text-radial-offset": 0.5,
            "text-justify": "auto",
        }
    paint = {"text-color": colour, "text-halo-color": halo, "text-halo-width": 1.2}
    shown = {"minzoom": 3.5 if beside else 0, "filter": _of_kind(kind), "layout": layout}
    return _layer(f"{kind} names", "symbol", "places", paint) | shown
