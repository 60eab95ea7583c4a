"""The attacks of the last twelve months on a small map of the Red Sea."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.kit.charts import svg, words
from dashboard.kit.charts.svg import Point, flat_map
from dashboard.kit.charts.svg.flat_map import Mercator
from dashboard.topics.overview.charts.passages import Shore

Row = Mapping[str, Any]

WINDOW = Mercator.between(31.4, 52.0, 31.6, 340, 392)
APART = 12.5
"""Pixels between the middles of two dots."""

PLACES = (
    ("Egypt", 31.9, 26.2), ("Saudi Arabia", 42.0, 26.2), ("Sudan", 31.9, 18.6),
    ("Yemen", 47.4, 16.6), ("Ethiopia", 35.3, 11.3),
)  # fmt: skip
"""Names on land with the place where they begin."""

SUNK, HIT = {"sunk"}, {"damaged", "hijacked"}


def drawn(rows: Sequence[Row], coast: str, suez: Shore) -> str:
    """Return the map as SVG: ``rows`` are those of charts/attacks_of_latest_year."""
    parts = [coast]
    route = flat_map.smooth(WINDOW.line(suez))
    parts.append(svg.path([route], stroke="base", width=1.4, stroke_dasharray="2 4"))
    for name, longitude, latitude in PLACES:
        parts.append(svg.words(WINDOW.point(longitude, latitude), name, "muted", "land"))
    seen = [row for row in rows if pd.notna(row["latitude"])]
    places = [WINDOW.point(row["longitude"], row["latitude"]) for row in seen]
    dots = flat_map.apart(places, APART)
    for place, dot in zip(places, dots, strict=True):
        if abs(place[0] - dot[0]) + abs(place[1] - dot[1]) > 3:
            parts.append(svg.line(place, dot, "mark"))
    for row, dot in zip(seen, dots, strict=True):
        parts.append(_mark(row, dot))
    parts += _names(seen, dots)
    return svg.drawing(WINDOW.width, WINDOW.height, parts, alt(rows), "map")


def _mark(row: Row, at: Point) -> str:
    said = f"{_ship(row)}, {words.date_of(row['date'])}: {row['outcome']}"
    if row["outcome"] in SUNK:
        return svg.diamond(at, 6.6, "attack", "bg", said)
    if row["outcome"] in HIT:
        return svg.circle(at, 5.2, "attack", "bg", 1.2, said)
    return svg.circle(at, 4.4, "bg", "attack", 1.8, said)


def _ship(row: Row) -> str:
    return str(row["vessel_name"]) if pd.notna(row["vessel_name"]) else "unnamed ship"


def _names(rows: Sequence[Row], dots: Sequence[Point]) -> list[str]:
    """Return names where there is room, first those of ships that were sunk or lost people."""
    order = sorted(range(len(rows)), key=lambda n: (not _is_grave(rows[n]), -n))
    taken = [(x - 6, y - 6, x + 6, y + 6) for x, y in dots]
    for name, longitude, latitude in PLACES:
        x, y = WINDOW.point(longitude, latitude)
        taken.append((x, y - 12, x + 6.1 * len(name), y + 2))
    parts: list[str] = []
    for number in order:
        row, dot = rows[number], dots[number]
        if pd.isna(row["vessel_name"]):
            continue
        said = f"{_ship(row)}, {_day(row)}"
        if pd.notna(row["killed"]) and row["killed"]:
            said += f", {int(row['killed'])} killed"
        for at, anchor, box in _rooms(dot, 6.1 * len(said), 0 if not _is_grave(row) else 60):
            if not any(_meet(box, one) for one in taken):
                if at[1] != dot[1] + 4:
                    parts.append(svg.line(dot, (at[0], at[1] - 4), "mark"))
                parts.append(svg.words(at, said, "ink", "land", 12, anchor))
                taken.append(box)
                break
    return parts


def _rooms(dot: Point, long: float, far: int) -> Iterator[tuple[Point, str, tuple[float, ...]]]:
    """Yield where words of a length may stand beside a dot, the nearest first, and their boxes.

    With ``far`` they may stand so many pixels above or below as well.
    """
    x, y = dot
    for down in sorted(range(-far, far + 1, 15), key=abs):
        away = 10 + abs(down)
        for left, anchor in ((x - away - long, "end"), (x + away, "start")):
            if left > 2 and left + long < WINDOW.width - 2:
                start = left if anchor == "start" else left + long
                yield (start, y + down + 4), anchor, (left, y + down - 7, left + long, y + down + 7)


def _is_grave(row: Row) -> bool:
    return row["outcome"] in SUNK or bool(pd.notna(row["killed"]) and row["killed"])


def _day(row: Row) -> str:
    return f"{row['date']:%-d %b}"


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def title(count: int | None) -> str:
    """Return the count as a title; None where no day of the year was checked."""
    if count is None:
        return "Attacks in twelve months: not on record"
    return f"{words.sentence(words.attacks(count))} in twelve months"


def alt(rows: Sequence[Row]) -> str:
    """Return the map in words."""
    told = [f"{_ship(row)}, {words.date_of(row['date'])}, {row['outcome']}" for row in rows]
    return f"Map of the Red Sea with {words.attacks(len(rows))}: {'; '.join(told) or 'none'}."


def key() -> str:
    """Return the key of the map as HTML."""
    pairs = (
        (svg.diamond((8, 8), 6.6, "attack", "bg"), "sunk"),
        (svg.circle((8, 8), 5.2, "attack", "bg"), "damaged or hijacked"),
        (svg.circle((8, 8), 4.4, "bg", "attack", 1.8), "missed, stopped or not known"),
    )
    keys = "".join(f"<span>{svg.drawing(16, 16, [mark])}{said}</span>" for mark, said in pairs)
    return f'<div class="key">{keys}</div>'
