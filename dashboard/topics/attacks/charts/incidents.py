"""Incidents that other publishers record, as an overlay of the map of attacks: never added up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pandas as pd

from dashboard.kit.charts import basemap, on_map, text, words
from dashboard.kit.charts.base import as_records
from dashboard.kit.charts.draw import Part
from dashboard.topics.attacks.charts.map_layers import Overlay

BOX = {"west": 30.0, "east": 65.0, "south": 5.0, "north": 32.0}
"""Red Sea, Gulf of Aden and Arabian Sea with their shores: what lies outside is not drawn."""

DRAWN = 500
"""Incidents drawn at most, the latest: a page must not send more than 1.5 MB."""

THINGS = {"ACLED": "event", "NGA": "message"}
"""Publisher -> what one row of its record is."""

SHAPES: dict[str, tuple[str, tuple[on_map.Point, ...]]] = {
    "ACLED": ("◇", ((0, 1), (1, 0), (0, -1), (-1, 0), (0, 1))),
    "NGA": ("▽", ((-1, 0.8), (1, 0.8), (0, -1), (-1, 0.8))),
}
"""Publisher -> its mark as a letter, the corners of it."""

REACH_NM = 5
"""From the middle of a mark to its corners: markers of a map are round, so outlines are drawn."""

DATE_PRECISION = {1: "known to the day", 2: "known to the week", 3: "known to the month"}
GEO_PRECISION = {1: "the place itself", 2: "the area near the place", 3: "the region only"}

FIELD, TEXT, WIDTH = 80, 180, 60
"""Characters of a field, of the publisher's text, of a line in a hover."""

Incident = dict[str, Any]
"""A row of charts/incidents_on_map."""

NOTHING = "No incident of another record fits its filters in the period."


def overlay(rows: pd.DataFrame, dark: bool = False) -> Overlay:
    """Lay incidents (rows of charts/incidents_on_map, newest first) under the attacks.

    The ``customdata`` of a mark tells its incident from all others, and from all attacks: its
    publisher and its id.
    """
    latest = as_records(rows[rows["position"] == "on the map"].head(DRAWN).iloc[::-1])
    traces = []
    for publisher in THINGS:
        own = [incident for incident in latest if incident["publisher"] == publisher]
        if own:
            traces += _traces(own, publisher, basemap.ink(dark))
    counts = _counted(incident["publisher"] for incident in latest)
    alt = "No incident of another record is drawn."
    if counts:
        alt = f"Under them, as outlines, {words.joined(counts)}, another record."
    note = "Outlines: another record, not counted." if len(rows) else NOTHING
    return Overlay(traces, note, _method(rows, latest), alt)


def title(rows: pd.DataFrame) -> str:
    """Count the incidents by publisher."""
    said = _counted(rows["publisher"])
    return words.sentence(words.joined(said)) if said else "No incidents of another record"


def precision(incident: Incident) -> str:
    """Say how exactly day and place are known, as far as the publisher says."""
    day, place = incident["date_precision"], incident["geo_precision"]
    said: list[str] = [] if pd.isna(day) else [f"day {DATE_PRECISION[int(day)]}"]
    said += [] if pd.isna(place) else [f"position: {GEO_PRECISION[int(place)]}"]
    return ", ".join(said) or "not stated by the publisher"


def hover(incident: Incident) -> str:
    """Say what the publisher says of an incident, a line a fact. All of it is text of a file."""
    place = [str(incident[name]) for name in ("place", "country") if pd.notna(incident[name])]
    deaths = incident["fatalities"]
    facts = {
        "Type": incident["event_type"],
        "Kind": incident["sub_type"],
        "Actor": incident["actor"],
        "Target": incident["target"],
        "Deaths": None if pd.isna(deaths) else int(deaths),
        "Place": ", ".join(place) or None,
        "Precision": precision(incident),
        "Record": incident["incident_id"],
    }
    publisher = incident["publisher"]
    lines = [f"<b>{publisher} {THINGS[publisher]}</b>, {words.day(incident['date'])}"]
    for name, value in facts.items():
        if pd.notna(value):
            lines += text.html_lines(f"{name}: {text.cut(str(value), FIELD)}", WIDTH)
    if pd.notna(incident["description"]):
        lines += text.html_lines(text.cut(incident["description"], TEXT), WIDTH)
    return "<br>".join([*lines, "<i>Another record: not in our counts</i>"])


def _traces(incidents: list[Incident], publisher: str, colour: str) -> list[Part]:
    """Return outlines, and the points in their middles that are pointed at."""
    glyph, corners = SHAPES[publisher]
    group: Part = {"legendgroup": publisher, "legendrank": 2000}
    places = [(i["longitude"], i["latitude"]) for i in incidents]
    lines: Part = {"type": "scattermap", "mode": "lines", "hoverinfo": "skip", "opacity": 0.65}
    lines["name"] = f"{glyph} {publisher}: {words.counted(len(incidents), THINGS[publisher])}"
    lines["line"] = {"color": colour, "width": 1}
    points = on_map.marks(
        places,
        map(hover, incidents),
        marker={"color": colour, "size": 3, "opacity": 0.65},
        customdata=[[f"{publisher} {i['incident_id']}"] for i in incidents],
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 0.65}},
        **group,
    )
    return [lines | group | on_map.outlines(places, REACH_NM, corners), points]


def _method(rows: pd.DataFrame, latest: list[Incident]) -> str:
    """Say what the marks are, that they are no attacks of ours, and what of them is not drawn."""
    counts = rows["position"].value_counts()
    here, without, beyond = (int(counts.get(p, 0)) for p in ("on the map", "none", "outside"))
    box = f"{BOX['west']:g}–{BOX['east']:g}° E, {BOX['south']:g}–{BOX['north']:g}° N"
    left = [f"{without:,} without a position"] * bool(without)
    left += [f"{beyond:,} outside these waters ({box})"] * bool(beyond)
    return words.note(
        f"Outlines are another record with other definitions ({_marks(rows)}): the same event may"
        " stand in several records, and none of them is added to our counts."
        if len(rows)
        else "",
        f"Of {here:,} in these waters the latest {len(latest)}, since"
        f" {words.day(latest[0]['date'])}, are drawn."
        if len(latest) < here
        else "",
        f"Not drawn: {' and '.join(left)}. The list has all of them." if left else "",
    )


def _marks(rows: pd.DataFrame) -> str:
    present = rows["publisher"].unique().tolist()
    return ", ".join(f"{SHAPES[p][0]} {THINGS[p]}s of {p}" for p in THINGS if p in present)


def _counted(publishers: Iterable[str]) -> list[str]:
    """Return "320 events of ACLED" for each publisher that has any."""
    counts = Counter(publishers)
    return [f"{words.counted(counts[p], THINGS[p])} of {p}" for p in THINGS if counts[p]]
