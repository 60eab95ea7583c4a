"""Strikes on ports: a mark a strike by place and day, and a mark a place on the map."""

from __future__ import annotations

import textwrap
from math import sqrt
from typing import Any

import pandas as pd

from dashboard.kit.charts import basemap, draw, on_map, text, theme, words
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.events import HOVER_WIDTH
from dashboard.kit.charts.import_words import aside, wrapped
from dashboard.topics.hodeidah.charts.port_lines import toll

KEY = "port_strikes"
NOTHING = "no strike on a port is on record in these days. Nothing is drawn."
BASE_PX, DEATH_PX, STRIKE_PX = 10, 14, 110
"""Diameter of a strike without deaths; px squared that a death, and on the map a strike, adds."""

ACTORS = {
    "Israel": ("Israel", theme.MAGENTA),
    "United States": ("US", theme.TEAL),
    "United States and United Kingdom": ("US and UK", theme.BROWN),
}
"""Who struck -> short name, colour; everybody else is grey."""

MARGIN = pd.Timedelta(days=25)
SHORTEST = pd.Timedelta(days=90)

CORE = {"west": 42.0, "east": 43.6, "south": 14.3, "north": 15.9}
"""The three Red Sea ports, which the map opens on."""

CORE_VIEW: dict[str, Any] = {"center": {"lon": 42.8, "lat": 15.07}, "zoom": 7.6}
LISTED = 14
"""Strikes that a hover text of the map lists; it must fit the map."""


def by_place_and_day(rows: pd.DataFrame, checked_from: pd.Timestamp | None = None) -> Chart:
    """Draw strikes (rows of charts/port_strikes), a row a place, most struck first.

    ``checked_from`` is the day from which the record was checked.
    """
    if rows.empty:
        return Chart.none(KEY, "Strikes on ports", NOTHING, rows, "")
    often = rows.groupby("port").size()
    places = sorted(often.index, key=lambda place: (-often[place], place))
    actors = [a for a in ACTORS if (rows["actor"] == a).any()]
    others = rows[~rows["actor"].isin(actors)]
    data = [_marks(rows[rows["actor"] == a], places, *ACTORS[a]) for a in actors]
    if len(others):
        known = others["actor"].dropna().unique()
        name = str(known[0]) if len(known) == 1 else "others"
        data.append(_marks(others, places, name, theme.GREY))
    first, last = rows["date"].min(), rows["date"].max()
    first = min(first, last - SHORTEST)
    fig = draw.figure(
        110 + 62 * len(places),
        data,
        draw.dates(first - MARGIN, last + MARGIN, showgrid=True),
        draw.rows([f"{text.html(p, text.NAME)} {often[p]}" for p in places], showgrid=None),
        legend={"itemsizing": "constant"},
    )
    killed = total(rows, "killed") or "no number of deaths reported"
    named = places if len(places) <= 3 else [*places[:2], f"{len(places) - 2} other places"]
    title = f"{struck(len(rows))} on {words.joined(named)}; {killed}"
    note = "Deaths are lower bounds; some by Houthi-run bodies."
    method = words.note(
        "One mark is one place struck on one day; behind each name stands its number of strikes."
        " The area of a mark grows with the deaths reported; a hollow mark has no number of deaths,"
        " which may be counted in another place's, so totals are lower bounds. Some tolls are those"
        " of the whole governorate, and Houthi-run bodies are the source of some.",
        f"Strikes before {words.day(checked_from)} were not searched for one by one."
        if checked_from is not None and (rows["date"] < checked_from).any()
        else "",
    )
    alt = f"Marks by place and day, {words.window(rows['date'].min(), last)}. {title}."
    return Chart(KEY, title, fig, alt, rows, note, method=method)


def struck(number: int) -> str:
    """Return "1 strike", "25 strikes"."""
    return words.counted(number, "strike")


def strike_line(row: dict[Any, Any]) -> str:
    """Return a strike in a few words: day, who, what, toll."""
    actor = "actor not named" if pd.isna(row["actor"]) else row["actor"]
    return (
        f"{words.day(row['date'])}, {actor}: {row['target']}; {toll(row['killed'], row['injured'])}"
    )


def total(rows: pd.DataFrame, name: str) -> str:
    """Return "at least 118 killed" of those rows that have a number, "" where none has."""
    known = rows[name].dropna()
    least = "at least " if len(known) < len(rows) else ""
    return f"{least}{int(known.sum()):,} {name}" if len(known) else ""


def _marks(part: pd.DataFrame, places: list[str], name: str, colour: str) -> draw.Part:
    """Return marks whose area grows with the deaths, hollow where their number is not known."""
    unknown = part["killed"].isna().tolist()
    sizes = [round(sqrt(BASE_PX**2 + DEATH_PX * n), 1) for n in part["killed"].fillna(0)]
    return draw.dots(
        part["date"],
        map(places.index, part["port"]),
        colour,
        map(_hover, as_records(part)),
        text.html(name, text.NAME),
        size=sizes,
        symbol=["circle-open" if none else "circle" for none in unknown],
        edge=[2 if none else 0 for none in unknown],
        marker={"opacity": 0.85},
        showlegend=True,
    )


def _hover(row: dict[Any, Any]) -> str:
    head = f"{text.html(row['port'])}, {row['event_type']}"
    return words.hover(head, wrapped(strike_line(row)), wrapped(row["effect"]), *aside(row["note"]))


def strike_map(rows: pd.DataFrame, coast_url: str, dark: bool = False) -> Chart:
    """Draw the places of strikes (rows of charts/port_strikes) over the coast at ``coast_url``.

    Places that no table gives a position are named in the note and not drawn.
    """
    if rows.empty:
        return Chart("port_map", "Where ports were struck", None, f"No map: {NOTHING}", rows)
    known = rows["latitude"].notna() & rows["longitude"].notna()
    places = [_place(part) for _, part in rows[known].groupby("port")]
    places.sort(key=lambda place: -place["strikes"])
    unplaced = [f"{name} ({struck(n)})" for name, n in rows[~known].groupby("port").size().items()]
    missing = f"Not drawn, because no table gives the position: {words.joined(unplaced)}."
    missing = missing if unplaced else ""
    title = "No place struck has a known position"
    if not places:
        return Chart("port_map", title, None, f"No map: {NOTHING}", rows, empty=missing)
    at = [place["at"] for place in places]
    outside = [place["port"] for place in places if not on_map.is_within(CORE, *place["at"])]
    view = CORE_VIEW
    if len(outside) == len(places):
        view, outside = {"center": {"lon": at[0][0], "lat": at[0][1]}, "zoom": 7.0}, []
    fig = on_map.figure(
        420,
        _places(places, at, dark),
        coast_url,
        dark,
        view | {"style": _style(coast_url, dark, places)},
        modebar=on_map.upright(dark),
    )
    title = _leader(places)
    note = words.note(
        "Marks: the port, not the point of impact.",
        f"Outside the first view: {words.joined(outside)}." if outside else "",
    )
    method = words.note(
        "The area of a mark is the number of strikes on record; positions are those of the World"
        " Port Index, to a minute of arc or so.",
        "Zoom out or drag to see all of the map." if outside else "",
        missing,
    )
    said = "; ".join(f"{p['port']} {p['strikes']}, last {words.day(p['last'])}" for p in places)
    alt = f"Map of the coast of Yemen with {struck(int(known.sum()))}: {said}."
    return Chart("port_map", title, fig, words.note(alt, missing), rows, note, method=method)


def _places(places: list[dict[str, Any]], at: list[on_map.Point], dark: bool) -> list[draw.Part]:
    """Return the marks of places, and their names beside them."""
    sizes = [round(sqrt(STRIKE_PX * place["strikes"]), 1) for place in places]
    marker = {"color": theme.MAGENTA, "opacity": 0.8, "size": sizes}
    # Of a size for each place Plotly makes a text offset that MapLibre refuses.
    unseen = {"size": max(sizes) + 8, "opacity": 0}
    names = [f"\u2002{place['label']}: {place['strikes']}" for place in places]
    named = on_map.named(names, dark, 14, "middle right")
    marks = on_map.marks(at, [place["hover"] for place in places], marker=marker)
    return [marks, on_map.marks(at, marker=unseen, **named)]


def _style(coast_url: str, dark: bool, places: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the style without the names and dots of the places that are drawn here."""
    style = basemap.style(coast_url, dark)
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
