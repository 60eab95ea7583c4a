"""The ports that were struck, on the map: a mark a place, its area the number of strikes."""

from __future__ import annotations

import textwrap
from math import sqrt
from typing import Any

import pandas as pd

from dashboard.kit.charts import basemap, on_map, text, theme, words
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.events import HOVER_WIDTH
from dashboard.topics.hodeidah.charts.port_strikes import struck

KEY = "port_map"
NOTHING = "No map: no strike on a port is on record in these days. Nothing is drawn."
STRIKE_PX = 110
"""Square pixels of a mark's bounding box a strike."""

CORE = {"west": 42.0, "east": 43.6, "south": 14.3, "north": 15.9}
"""The three Red Sea ports, which the map opens on."""

CORE_VIEW: dict[str, Any] = {"center": {"lon": 42.8, "lat": 15.07}, "zoom": 7.6}
LISTED = 14
"""Strikes that a hover text lists; it must fit the map."""


def strike_map(rows: pd.DataFrame, base_url: str, dark: bool = False) -> Chart:
    """Draw the places of strikes (rows of charts/port_strikes) over the coast at ``base_url``.

    Places that no table gives a position are named in the note and not drawn.
    """
    if rows.empty:
        return Chart(KEY, "Where ports were struck", None, NOTHING, rows)
    known = rows["latitude"].notna() & rows["longitude"].notna()
    places = [_place(part) for _, part in rows[known].groupby("port")]
    places.sort(key=lambda place: -place["strikes"])
    unplaced = [f"{name} ({struck(n)})" for name, n in rows[~known].groupby("port").size().items()]
    missing = f"Not drawn, because no table gives the position: {words.joined(unplaced)}."
    missing = missing if unplaced else ""
    title = "No place struck has a known position"
    if not places:
        return Chart(KEY, title, None, NOTHING, rows, empty=missing)
    at = [place["at"] for place in places]
    outside = [place["port"] for place in places if not on_map.is_within(CORE, *place["at"])]
    view = CORE_VIEW
    if len(outside) == len(places):
        view, outside = {"center": {"lon": at[0][0], "lat": at[0][1]}, "zoom": 7.0}, []
    sizes = [round(sqrt(STRIKE_PX * place["strikes"]), 1) for place in places]
    marker = {"color": theme.VERMILLION, "opacity": 0.8, "size": sizes}
    marks = on_map.marks(at, [place["hover"] for place in places], marker=marker)
    # Of a size for each place Plotly makes a text offset that MapLibre refuses.
    unseen = {"size": max(sizes) + 8, "opacity": 0}
    names = [f"\u2002{place['label']}: {place['strikes']}" for place in places]
    named = on_map.named(names, dark, 14, "middle right")
    fig = on_map.figure(
        420,
        [marks, on_map.marks(at, marker=unseen, **named)],
        base_url,
        dark,
        view | {"style": _style(base_url, dark, places)},
        modebar=on_map.upright(dark),
    )
    title = _leader(places)
    note = words.note(
        "The area of a mark is the number of strikes on record; positions are those of the World"
        " Port Index, to a minute of arc or so: the port, not the point of impact.",
        f"Outside the first view: {words.joined(outside)}; zoom out or drag to see it all."
        if outside
        else "",
        missing,
    )
    said = "; ".join(f"{p['port']} {p['strikes']}, last {words.day(p['last'])}" for p in places)
    alt = f"Map of the coast of Yemen with {struck(int(known.sum()))}: {said}."
    return Chart(KEY, title, fig, words.note(alt, missing), rows, note)


def _style(base_url: str, dark: bool, places: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the style without the names and dots of the places that are drawn here."""
    style = basemap.style(base_url, dark)
    own = ["!", ["in", ["get", "name"], ["literal", [place["port"] for place in places]]]]
    layers = [
        layer | {"filter": ["all", layer["filter"], own]}
        if layer["id"] in ("port dots", "port names")
        else layer
        for layer in style["layers"]
    ]
    return style | {"layers": layers}


def _leader(places: list[dict[str, Any]]) -> str:
    """Name the place with most strikes on record, or those that share the most, and their last."""
    most = places[0]["strikes"]
    leaders = [place for place in places if place["strikes"] == most]
    each = " each" if len(leaders) > 1 else ""
    last = words.day(max(place["last"] for place in leaders))
    names = words.joined([place["port"] for place in leaders])
    return f"{names}: {struck(most)} on record{each}, last on {last}"


def _place(part: pd.DataFrame) -> dict[str, Any]:
    last = part["date"].max()
    lines = [_line(row) for row in as_records(part.sort_values("date", ascending=False))]
    more = len(lines) - LISTED
    name = str(part["port"].iloc[0])
    head = f"{text.html(name)}: {struck(len(part))}, last on {words.day(last)}"
    rest = [f"and {more} earlier, in the list below"] if more > 0 else []
    return {
        "port": name,
        "label": text.cut(name, text.NAME),
        "strikes": len(part),
        "last": last,
        "at": (float(part["longitude"].iloc[0]), float(part["latitude"].iloc[0])),
        "hover": words.hover(head, *lines[:LISTED], *rest),
    }


def _line(row: dict[Any, Any]) -> str:
    """Return a strike on one line: day, toll, who, what; cut to the width of a hover text."""
    toll = ["?" if pd.isna(row[name]) else f"{row[name]:.0f}" for name in ("killed", "injured")]
    actor = "actor not named" if pd.isna(row["actor"]) else row["actor"]
    said = f"{row['date']:%Y-%m-%d}, {toll[0]} killed, {toll[1]} injured, {actor}: {row['target']}"
    return text.html(textwrap.shorten(said, HOVER_WIDTH + 15, placeholder=" …"))
