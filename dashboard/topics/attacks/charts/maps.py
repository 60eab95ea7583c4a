"""The map of attacks: what is known of a position decides how it is drawn."""

from __future__ import annotations

from math import sqrt
from operator import itemgetter
from typing import Any

import pandas as pd

from dashboard.kit.charts import basemap, map_words, on_map, theme, words
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.draw import Part
from dashboard.topics.attacks.charts.map_layers import NO_OVERLAY, Month, Overlay

KEY = "attacks_map"

HEIGHT = 620
CORE = {"west": 40.5, "east": 48.5, "south": 10.0, "north": 17.5}
"""Southern Red Sea, Bab el-Mandeb and Gulf of Aden: what CORE_VIEW shows on a telephone, too."""

CORE_VIEW: dict[str, Any] = {"center": {"lon": 44.5, "lat": 13.6}, "zoom": 4.8}
PHONE_PX = (330, 330)
"""Pixels of map on a telephone, which any view must make do with."""

BASE_PX, CASUALTY_PX = 10, 30
"""Diameter of a point without casualties; px squared that a casualty adds to its square."""

HALO_NM, RING_NM = 20, 25
"""Radius of a halo, the middle of the error of 10 to 30 nm of a described position; of a ring."""

OPACITY = {"reported": 0.95, "described": 0.8}
FADED = 0.35
"""Share of its opacity that an attack keeps once its month is over."""

DISC = 0.35  # opacity of the disc behind a ring's count: points under it stay readable

USED = (
    "incident_id", "date", "vessel_name", "flag", "flag_name", "vessel_type_name", "area",
    "latitude", "longitude", "position_basis", "weapons", "outcome", *map_words.CASUALTIES,
    "publishers", "second_hand",
)  # fmt: skip  # columns of facts/attacks, of which flag_name may be missing

RING = "position known to the area only"

NOWHERE = [(None, None)]
"""A mark that is not there, but in the legend."""

Attack = dict[str, Any]
"""A row of facts/attacks with its size in pixels, its opacity, and whether it is shown and new."""


def attack_map(
    rows: pd.DataFrame,
    coast_url: str,
    dark: bool = False,
    highlight: str | None = None,
    overlay: Overlay = NO_OVERLAY,
    month: Month = None,
) -> Chart:
    """Draw attacks (rows of facts/attacks) over the coast served at ``coast_url``.

    A mark's ``customdata`` holds the incident ids behind it: one of a point, all of a ring.
    ``highlight`` is an incident id to be ringed, named and centred. An ``overlay`` lies under the
    attacks; nothing else depends on it. Of a ``month`` the attacks up to it are drawn, those before
    it faded; view and legend stay those of all months.
    """
    if rows.empty:
        return Chart(KEY, "Where ships were attacked", None, "No attacks to draw.", rows)
    attacks = _attacks(rows, month)
    shown = [a for a in attacks if a["is_shown"]]
    marked = next((a for a in shown if a["incident_id"] == highlight), None)
    fig = on_map.figure(
        HEIGHT,
        [*_highlight(marked, dark), *overlay.traces, *_traces(attacks, dark, month)],
        coast_url,
        dark,
        _view(attacks, marked),
        10,
        legend={"itemsizing": "constant"},
        modebar=on_map.upright(dark),
    )
    title = map_words.title(shown)
    alt = f"{map_words.alt(shown)} {overlay.alt}".strip()
    note = f"{_beyond(shown, marked)}{map_words.NOTE} {overlay.note}".strip()
    method = f"{map_words.METHOD} {overlay.method}".strip()
    if month is not None:
        new = sum(a["is_new"] for a in shown)
        title = map_words.title_of(month, new, len(shown))
        alt = f"{title}. {alt}"
        if new < len(shown):
            note = f"Attacks before {words.month(month)} are faded. {note}"
        rows = rows[rows["incident_id"].isin({a["incident_id"] for a in shown})]
    return Chart(KEY, title, fig, alt, rows, note, method=method)


def _attacks(rows: pd.DataFrame, month: Month) -> list[Attack]:
    """Sort by date, and say of each whether it is shown, and whether it is of the month shown."""
    attacks: list[Attack] = as_records(rows[[name for name in USED if name in rows]])
    attacks.sort(key=itemgetter("date", "incident_id"))
    hurt = rows.set_index("incident_id")[list(map_words.CASUALTIES)].sum(axis=1).to_dict()
    for attack in attacks:
        attack["size"] = round(sqrt(BASE_PX**2 + CASUALTY_PX * hurt[attack["incident_id"]]), 1)
        first = attack["date"].replace(day=1)
        attack["is_shown"] = month is None or first <= month
        attack["is_new"] = month is None or first == month
        full = OPACITY.get(attack["position_basis"], 1)
        attack["opacity"] = full if attack["is_new"] else round(FADED * full, 2)
    return attacks


def _traces(attacks: list[Attack], dark: bool, month: Month) -> list[Part]:
    """Return halos, then points, the gravest outcome uppermost, then rings.

    Of a month the entries of the legend are marks of their own, neither faded nor missing where an
    outcome has not come yet.
    """
    halos, points = [], []
    for rank, (outcome, colour) in reversed(list(enumerate(theme.OUTCOME_COLOURS.items(), 1))):
        every = [a for a in attacks if a["outcome"] == outcome and a["position_basis"] != "area"]
        if not every:
            continue
        placed = [a for a in every if a["is_shown"]]
        group: Part = {"legendgroup": outcome, "legendrank": rank}
        described = [a for a in placed if a["position_basis"] == "described" and a["is_new"]]
        if described:
            halos.append(_halos(described, colour, group))
        if month is not None:
            key = on_map.marks(NOWHERE, name=outcome, marker={"color": colour}, **group)
            points.append(key | {"showlegend": True})
        points.append(_points(placed, outcome, colour, group, month is None))
        if outcome == map_words.CLAIMED:
            points.append(_holes(placed, basemap.PALETTES[dark]["sea"], group))
    return [*halos, *points, *_rings(attacks, dark)]


def _points(placed: list[Attack], outcome: str, colour: str, group: Part, is_listed: bool) -> Part:
    marker = {"color": colour, "size": [a["size"] for a in placed]}
    marker |= {"opacity": [a["opacity"] for a in placed]}
    return on_map.marks(
        map(_place, placed),
        map(map_words.hover, placed),
        name=outcome,
        marker=marker,
        customdata=[[a["incident_id"]] for a in placed],
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 0.4}},
        showlegend=is_listed,
        **group,
    )


def _holes(placed: list[Attack], sea: str, group: Part) -> Part:
    """Cover the middle of points to make them hollow: markers on a map have no outlines."""
    marker = {"color": sea, "size": [a["size"] - 4 for a in placed]}
    marker |= {"opacity": [a["opacity"] for a in placed]}
    return on_map.marks(map(_place, placed), marker=marker, **group)


def _halos(described: list[Attack], colour: str, group: Part) -> Part:
    """Draw the error of described positions as wide as it is."""
    lines = on_map.outlines(map(_place, described), HALO_NM)
    faint = {"mode": "none", "fill": "toself", "fillcolor": theme.rgba(colour, 0.08)}
    return {"type": "scattermap"} | on_map.SILENT | group | faint | lines


def _rings(attacks: list[Attack], dark: bool) -> list[Part]:
    """Return the rings, one an area around its centroid, and the counts inside."""
    areas: dict[str, list[Attack]] = {}
    is_any = False
    for attack in attacks:
        if attack["position_basis"] == "area":
            is_any = True
            if attack["is_shown"]:
                areas.setdefault(attack["area"], []).append(attack)
    if not is_any:
        return []
    centres = [_place(part[0]) for part in areas.values()]
    group: Part = {"legendgroup": RING, "legendrank": len(theme.OUTCOME_COLOURS) + 1}
    lines = on_map.outlines(centres, RING_NM) if centres else {"lon": [None], "lat": [None]}
    rings: Part = {"type": "scattermap", "name": RING, "mode": "lines", "hoverinfo": "skip"}
    rings |= {"line": {"color": theme.SLATE, "width": 1.8}} | group | lines
    counts = on_map.named(map(map_words.ring_text, areas.values()), dark, 12, "middle center")
    marker = {"color": basemap.PALETTES[dark]["sea"], "size": 22, "opacity": DISC}
    discs = on_map.marks(
        centres,
        [map_words.ring_hover(*item) for item in areas.items()],
        customdata=[[a["incident_id"] for a in part] for part in areas.values()],
        marker=marker,
        unselected={"marker": {"opacity": DISC}},
        **group,
        **counts,
    )
    return [rings, discs]


def _highlight(marked: Attack | None, dark: bool) -> list[dict[str, Any]]:
    """Return a ring with the ship's name, to lie under the mark itself."""
    if marked is None:
        return []
    mark = 30 if marked["position_basis"] == "area" else marked["size"]
    ink, sea = basemap.ink(dark), basemap.PALETTES[dark]["sea"]
    place = on_map.marks([_place(marked)], unselected={"marker": {"opacity": 1}})
    name = on_map.named([map_words.ship(marked)], dark, 14)
    return [
        place | name | {"marker": {"size": mark + 12, "color": ink}},
        place | {"marker": {"size": mark + 7, "color": sea}},
    ]


def _view(attacks: list[Attack], marked: Attack | None) -> dict[str, Any]:
    """Return centre and zoom: the attack looked for, the usual waters, or else all attacks."""
    if marked:
        return {"center": {"lon": marked["longitude"], "lat": marked["latitude"]}, "zoom": 6.2}
    if any(map(_in_core, attacks)):
        return CORE_VIEW
    return on_map.fit(map(_place, attacks), PHONE_PX, 2, (1.0, 6.0))


def _place(attack: Attack) -> on_map.Point:
    return attack["longitude"], attack["latitude"]


def _in_core(attack: Attack) -> bool:
    return on_map.is_within(CORE, *_place(attack))


def _beyond(attacks: list[Attack], marked: Attack | None) -> str:
    """Say what the view at first leaves out; the view of all attacks leaves out none."""
    if marked:
        others = "Centred on the attack selected. "
        return others if len(attacks) > 1 else ""
    within = sum(map(_in_core, attacks))
    return map_words.outside(len(attacks) - within, len(attacks)) if within else ""
