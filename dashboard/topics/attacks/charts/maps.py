"""The map of attacks: what is known of a position decides how it is drawn."""

from __future__ import annotations

from math import sqrt
from operator import itemgetter
from typing import Any

import pandas as pd

from dashboard.kit.charts import basemap, map_words, on_map, theme
from dashboard.kit.charts.base import Chart, as_records
from dashboard.topics.attacks.charts.map_layers import NO_OVERLAY, Layer, Month, Overlay, controls

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

DISC = 0.35  # opacity of the disc behind a ring's count: points under it stay readable

USED = (
    "incident_id", "date", "vessel_name", "flag", "flag_name", "vessel_type_name", "area",
    "latitude", "longitude", "position_basis", "weapons", "outcome", *map_words.CASUALTIES,
    "publishers", "second_hand",
)  # fmt: skip  # columns of facts/attacks, of which flag_name may be missing

RING = "position known to the area only"

Attack = dict[str, Any]
"""A row of facts/attacks with its month, size in pixels and opacity."""


def attack_map(
    rows: pd.DataFrame,
    coast_url: str,
    dark: bool = False,
    highlight: str | None = None,
    overlay: Overlay = NO_OVERLAY,
) -> Chart:
    """Draw attacks (rows of facts/attacks) over the coast served at ``coast_url``.

    A mark's ``customdata`` holds the incident ids behind it: one of a point, all of a ring.
    ``highlight`` is an incident id to be ringed, named and centred. An ``overlay`` lies under the
    attacks and follows the months; nothing else depends on it.
    """
    if rows.empty:
        return Chart(KEY, "Where ships were attacked", None, "No attacks to draw.", rows)
    attacks = _attacks(rows)
    marked = next((a for a in attacks if a["incident_id"] == highlight), None)
    layers = [*overlay.layers, *_layers(attacks, dark)]
    under = _highlight(marked, dark)
    fig = on_map.figure(
        HEIGHT,
        [*under, *(layer.trace() for layer in layers)],
        coast_url,
        dark,
        _view(attacks, marked),
        10,
        legend={"itemsizing": "constant"},
        modebar=on_map.upright(dark),
    )
    months = list(pd.date_range(attacks[0]["month"], attacks[-1]["month"], freq="MS"))
    if len(months) > 1:
        steps = {f"{month:%b %Y}": month for month in months} | {"all": None}
        moved = list(range(len(under), len(under) + len(layers)))
        fig["frames"] = [
            {
                "name": name,
                "data": [{"type": "scattermap", **layer.moving(step)} for layer in layers],
                "traces": moved,
            }
            for name, step in steps.items()
        ]
        fig["layout"] |= controls(list(steps), dark)
    note = f"{_beyond(attacks, marked)}{map_words.NOTE} {overlay.note}".strip()
    method = f"{map_words.METHOD} {overlay.method}".strip()
    alt = f"{map_words.alt(attacks)} {overlay.alt}".strip()
    return Chart(KEY, map_words.title(attacks), fig, alt, rows, note, method=method)


def _attacks(rows: pd.DataFrame) -> list[Attack]:
    """Sort by date, so that a trace's first points are those up to a month."""
    attacks: list[Attack] = as_records(rows[[name for name in USED if name in rows]])
    attacks.sort(key=itemgetter("date", "incident_id"))
    hurt = rows.set_index("incident_id")[list(map_words.CASUALTIES)].sum(axis=1).to_dict()
    for attack in attacks:
        attack["size"] = round(sqrt(BASE_PX**2 + CASUALTY_PX * hurt[attack["incident_id"]]), 1)
        attack["opacity"] = OPACITY.get(attack["position_basis"])
        attack["month"] = attack["date"].replace(day=1)
    return attacks


def _until(attacks: list[Attack], month: Month) -> list[Attack]:
    return attacks if month is None else [a for a in attacks if a["month"] <= month]


def _layers(attacks: list[Attack], dark: bool) -> list[Layer]:
    """Return halos, then points, the gravest outcome uppermost, then rings."""
    halos, points = [], []
    for rank, (outcome, colour) in reversed(list(enumerate(theme.OUTCOME_COLOURS.items(), 1))):
        placed = [a for a in attacks if a["outcome"] == outcome and a["position_basis"] != "area"]
        if not placed:
            continue
        group = {"legendgroup": outcome, "legendrank": rank}
        described = [a for a in placed if a["position_basis"] == "described"]
        if described:
            halos.append(_halos(described, colour, group))
        points.append(_points(placed, outcome, colour, group))
        if outcome == map_words.CLAIMED:
            points.append(_holes(placed, basemap.PALETTES[dark]["sea"], group))
    return [*halos, *points, *_rings(attacks, dark)]


def _points(placed: list[Attack], outcome: str, colour: str, group: dict[str, Any]) -> Layer:
    fixed: dict[str, Any] = {
        "name": outcome,
        "mode": "markers",
        "marker": {"color": colour},
        "customdata": [[a["incident_id"]] for a in placed],
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 0.4}},
    }
    fixed |= group | on_map.said(map(map_words.hover, placed))
    return Layer(fixed, lambda month: _at(placed, month))


def _at(placed: list[Attack], month: Month) -> dict[str, Any]:
    """Return positions, sizes and opacities up to ``month``, those before it faded."""
    shown = _until(placed, month)
    fade = [1 if month is None or a["month"] == month else 0.35 for a in shown]
    opacity = [round(a["opacity"] * share, 2) for a, share in zip(shown, fade, strict=True)]
    return {
        "lon": [a["longitude"] for a in shown],
        "lat": [a["latitude"] for a in shown],
        "marker": {"size": [a["size"] for a in shown], "opacity": opacity},
    }


def _holes(placed: list[Attack], sea: str, group: dict[str, Any]) -> Layer:
    """Cover the middle of points to make them hollow: markers on a map have no outlines."""

    def moving(month: Month) -> dict[str, Any]:
        at = _at(placed, month)
        return at | {"marker": {"size": [size - 4 for size in at["marker"]["size"]]}}

    return Layer(on_map.SILENT | group | {"mode": "markers", "marker": {"color": sea}}, moving)


def _halos(described: list[Attack], colour: str, group: dict[str, Any]) -> Layer:
    """Draw the error of described positions as wide as it is; of a month, its own alone."""

    def moving(month: Month) -> dict[str, Any]:
        shown = (a for a in described if month is None or a["month"] == month)
        return on_map.outlines(map(_place, shown), HALO_NM)

    faint = {"mode": "none", "fill": "toself", "fillcolor": theme.rgba(colour, 0.08)}
    return Layer(on_map.SILENT | group | faint, moving)


def _rings(attacks: list[Attack], dark: bool) -> list[Layer]:
    """Return the rings, one an area around its centroid, and the counts inside."""
    areas: dict[str, list[Attack]] = {}
    for attack in attacks:
        if attack["position_basis"] == "area":
            areas.setdefault(attack["area"], []).append(attack)
    if not areas:
        return []
    centres = {area: _place(part[0]) for area, part in areas.items()}
    ids = {area: [a["incident_id"] for a in part] for area, part in areas.items()}
    group: dict[str, Any] = {"legendgroup": RING, "legendrank": len(theme.OUTCOME_COLOURS) + 1}
    rings = group | {"name": RING, "mode": "lines", "hoverinfo": "skip"}
    rings["line"] = {"color": theme.SLATE, "width": 1.8}
    counts = group | on_map.named([], dark, 12, "middle center") | on_map.said([])
    counts |= {
        "showlegend": False,
        "marker": {"color": basemap.PALETTES[dark]["sea"], "size": 22, "opacity": DISC},
        "unselected": {"marker": {"opacity": DISC}},
    }

    def reached(month: Month) -> dict[str, list[Attack]]:
        parts = {area: _until(part, month) for area, part in areas.items()}
        return {area: part for area, part in parts.items() if part}

    def lines(month: Month) -> dict[str, Any]:
        return on_map.outlines([centres[area] for area in reached(month)], RING_NM)

    def texts(month: Month) -> dict[str, Any]:
        shown = reached(month)
        return {
            "lon": [centres[area][0] for area in shown],
            "lat": [centres[area][1] for area in shown],
            "text": [map_words.ring_text(part) for part in shown.values()],
            "hovertext": [map_words.ring_hover(*item) for item in shown.items()],
            "customdata": [ids[area] for area in shown],
        }

    return [Layer(rings, lines), Layer(counts, texts)]


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
