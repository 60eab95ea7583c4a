"""The map of the first screen: both routes from Shanghai to Rotterdam, as wide as their traffic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pandas as pd

from dashboard.kit.charts import count_words, svg, text
from dashboard.kit.charts.svg import Point, flat_map
from dashboard.kit.charts.svg.flat_map import Mercator

Row = Mapping[str, Any]
Shore = Sequence[Sequence[float]]
"""A line, or the ring of a coast: points as longitude and latitude."""

Shores = Sequence[Shore]

BAB, SUEZ, CAPE = "Bab el-Mandeb Strait", "Suez Canal", "Cape of Good Hope"
HORMUZ = "Strait of Hormuz"

COLOURS = {BAB: "bab", SUEZ: "suez", CAPE: "cape", HORMUZ: "hormuz"}
"""Passage -> name of its colour; that of its text ends in -t where it is another."""

NAMES = {BAB: "Bab el-Mandeb", SUEZ: "Suez Canal", CAPE: CAPE, HORMUZ: HORMUZ}

MIDDLE = 21.0
"""Latitude in the Red Sea from which northwards the route is drawn as that of Suez."""


@dataclass(frozen=True)
class Look:
    """A size of the map: its window, pixels of width for a ship a day, text, places of labels."""

    window: Mercator
    px_a_ship: float
    text: float
    labels: Mapping[str, Point]
    name: str


WIDE = Look(
    Mercator.between(-34, 140, 56, 632, 398), 0.17, 12.5,
    {CAPE: (77, -27.5), BAB: (58, 26.5), SUEZ: (-13, 23.5)}, "wide",
)  # fmt: skip
NARROW = Look(
    Mercator.between(-30, 138, 56, 358, 232), 0.11, 12,
    {CAPE: (58, -29), BAB: (64, 30), SUEZ: (-10, 23)}, "narrow",
)  # fmt: skip


LOOKS = (WIDE, NARROW)


def coast(window: Mercator, land: Shores) -> str:
    """Return the land that a window shows, as a path."""
    return svg.path(window.shores(land), fill="land")


def is_disputed(row: Row) -> bool:
    """Whether others counted far more or fewer ships than we did, and did so of late."""
    if pd.isna(row["counter"]) or abs(row["difference_pct"]) <= count_words.FAR_PCT:
        return False
    return bool(row["last_week"] - row["period_end"] <= timedelta(days=count_words.RECENT_DAYS))


def drawn(look: Look, rows: Mapping[str, Row], coast: str, lines: Mapping[str, Shore]) -> str:
    """Return the map as SVG: ``rows`` are those of facts/passages by passage, ``coast`` a path.

    ``lines`` are the two routes, by "suez" and "cape", from Shanghai to Rotterdam.
    """
    at = look.window
    parts = [coast]
    suez = [place for place in lines["suez"] if place[1] >= MIDDLE and place[0] < 45]
    south = lines["suez"][: len(lines["suez"]) - len(suez) + 1]
    for passage, part in ((CAPE, lines["cape"]), (BAB, south), (SUEZ, suez)):
        if row := rows.get(passage):
            parts += _bands(flat_map.smooth(at.line(part)), row, COLOURS[passage], look.px_a_ship)
    for name, place, anchor, right, down in (
        ("Shanghai", lines["suez"][0], "middle", 0, -8),
        ("Rotterdam", lines["suez"][-1], "end", -8, -2),
    ):
        x, y = at.point(*place)
        parts.append(svg.circle((x, y), 3.6, "bg", "ink", 1.6))
        parts.append(svg.words((x + right, y + down), name, "ink", "bg", look.text, anchor))
    for passage, place in look.labels.items():
        if row := rows.get(passage):
            parts += _label(at.point(*place), passage, row, look.text)
    return svg.drawing(at.width, at.height, parts, alt(rows), f"map {look.name}")


def _bands(points: Sequence[Point], row: Row, colour: str, px: float) -> list[str]:
    """Return now in colour and before as an outlined band, the wider of the two below."""
    now = svg.path([points], stroke=colour, width=max(row["per_day"] * px, 1.4))
    if pd.isna(row["before_per_day"]):
        return [now]
    width = row["before_per_day"] * px
    edge = svg.path([points], stroke="before", width=width + 1.4)
    inside = svg.path([points], stroke="before-in", width=max(width - 1, 0.5))
    return [now, edge, inside] if row["per_day"] > row["before_per_day"] else [edge, inside, now]


def _label(at: Point, passage: str, row: Row, size: float) -> list[str]:
    ink = "suez-t" if passage == SUEZ else COLOURS[passage]
    lines = [(NAMES[passage], True), (_told(row), False)]
    if is_disputed(row):
        by = count_words.by_name(row["counter"])
        lines.append((f"{row['published_per_day']:.0f} by {by}", False))
    x, y = at
    step = size + 2.5
    return [
        svg.words((x, y + step * number), said, ink, "bg", size, bold=bold)
        for number, (said, bold) in enumerate(lines)
    ]


def _told(row: Row) -> str:
    now = f"{row['per_day']:.0f} a day"
    return now if pd.isna(row["before_per_day"]) else f"{now}, {row['before_per_day']:.0f} before"


def title(rows: Mapping[str, Row]) -> str:
    """Return what the map finds: how many ships the Cape takes for each at Bab el-Mandeb."""
    cape, bab = rows.get(CAPE), rows.get(BAB)
    if not cape or not bab or not bab["per_day"]:
        return "Ships a day by Suez and round the Cape"
    most = cape["per_day"] / bab["per_day"]
    if is_disputed(bab) and bab["published_per_day"] > bab["per_day"]:
        least = cape["per_day"] / bab["published_per_day"]
        if f"{least:.1f}" != f"{most:.1f}":
            said = f"{least:.1f} to {most:.1f} ships for each one"
            return f"The Cape takes {said} at Bab el-Mandeb, depending on who counts"
    return f"The Cape takes {most:.1f} ships for each one at Bab el-Mandeb"


def alt(rows: Mapping[str, Row]) -> str:
    """Return the map in words."""
    told = [f"{NAMES[passage]} {_told(row)}" for passage, row in rows.items() if passage in NAMES]
    return (
        "Map of the routes between Shanghai and Rotterdam by Suez and round the Cape, as wide as"
        f" their ships a day. {'; '.join(told)}."
    )


def key(before: str) -> str:
    """Return the key of the map as HTML; ``before`` names the baseline."""
    band = svg.rect(-2, 1.2, 34, 9.6, "before-in", stroke="var(--before)", stroke_width="1.2")
    parts = [svg.rect(10 * n, 4, 10, 4, name) for n, name in enumerate(("bab", "suez", "cape"))]
    pairs = [(svg.drawing(30, 12, [band]), before), (svg.drawing(30, 12, parts), "now")]
    for ships in (25, 50, 100):
        wide = ships * WIDE.px_a_ship
        bar = svg.rect(0, 9 - wide / 2, 24, wide, "mark")
        pairs.append((svg.drawing(24, 18, [bar]), f"{ships}"))
    keys = "".join(f"<span>{drawing}{text.html(said)}</span>" for drawing, said in pairs)
    return f'<div class="key">{keys}<span>ships a day</span></div>'
