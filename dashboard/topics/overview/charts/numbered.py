"""Events by number: a badge each at the top of a figure, its line, and a list of their names.

Nothing is written across lines or bars, and a reader without a mouse can name every event.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.kit.charts import draw, svg, text, theme, words
from dashboard.kit.charts import events as overlay
from dashboard.kit.charts.base import Figure, as_records

MARKS = {"escalation": "circle", "response": "square", "truce or diplomacy": "circle-open"}
"""Kind of event -> the form of its badge: filled circle, filled square, hollow circle."""

APART = 26
"""Badges are at least this share (1/26) of the time axis apart; the lines stand on their days."""


@dataclass(frozen=True)
class Numbered:
    """An event with its number in order of time."""

    number: int
    name: str
    day: pd.Timestamp
    kind: str


def of(events: pd.DataFrame) -> list[Numbered]:
    """Return the events with a label (rows of lists/events), numbered in order of time."""
    if events.empty:
        return []
    named = events[events["label"].notna()].sort_values("date")
    return [
        Numbered(number, str(event["label"]), event["date"], overlay.kind_of(event))
        for number, event in enumerate(as_records(named), 1)
    ]


def add(fig: Figure, found: Sequence[Numbered], place: str = "y9") -> None:
    """Add a dotted line and, on top of it, a badge for each event to a figure over time.

    ``place`` is an axis from 0 to 1 that reaches through all panels.
    """
    if not found:
        return
    days = [one.day for one in found]
    ends = [0.0] * len(days), [1.0] * len(days)
    lines = draw.ranges(days, *ends, theme.SLATE, 1, "numbered events", upright=True)
    dotted = {"mode": "lines", "line": {"color": theme.SLATE, "width": 1, "dash": "1px,3px"}}
    fig["data"].append(lines | dotted | {"yaxis": place, "hoverinfo": "skip"})
    spots = _apart(days, *map(pd.Timestamp, fig["layout"]["xaxis"]["range"]))
    for kind, symbol in MARKS.items():
        shown = [(one, spot) for one, spot in zip(found, spots, strict=True) if one.kind == kind]
        if shown:
            fig["data"].append(_badges(shown, symbol, place))


def _badges(
    shown: Sequence[tuple[Numbered, pd.Timestamp]], symbol: str, place: str
) -> dict[str, Any]:
    ink, is_open = theme.INK, symbol.endswith("-open")
    fill = theme.GROUND if is_open else ink if symbol == "circle" else theme.SLATE
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [spot for _, spot in shown],
        "y": [1.0] * len(shown),
        "text": [f"<b>{one.number}</b>" for one, _ in shown],
        "textfont": {"size": 11, "color": ink if is_open else theme.GROUND},
        "marker": {
            "symbol": symbol.removesuffix("-open"),
            "size": 17,
            "color": fill,
            "line": {"color": ink if is_open else fill, "width": 1.5},
        },
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
        "yaxis": place,
        "name": "numbered events",
    }


def _apart(
    days: Sequence[pd.Timestamp], first: pd.Timestamp, last: pd.Timestamp
) -> list[pd.Timestamp]:
    """Return where badges stand so that none covers another, as near to their days as can be."""
    least = (last - first) / APART
    spots: list[pd.Timestamp] = []
    for day in days:
        spots.append(max(day, spots[-1] + least) if spots else day)
    for at in range(len(spots) - 1, -1, -1):  # not beyond the end of the axis
        latest = last if at == len(spots) - 1 else spots[at + 1] - least
        spots[at] = min(spots[at], latest)
    return spots


def as_html(found: Sequence[Numbered]) -> str:
    """Return the events as a list in HTML, each with its badge, its name and its day."""
    items = "".join(
        f'<li>{_badge(one)}<span>{text.html(one.name)}<br/><span class="event-day">'
        f"{words.date_of(one.day)}</span></span></li>"
        for one in found
    )
    return f'<ol class="numbered">{items}</ol>'


def _badge(one: Numbered) -> str:
    fill, ink = {
        "escalation": ("ink", "bg"),
        "response": ("mark", "bg"),
        "truce or diplomacy": ("bg", "ink"),
    }[one.kind]
    if one.kind == "response":
        frame = svg.rect(2, 2, 18, 18, fill, rx="3")
    else:
        frame = svg.circle((11, 11), 9, fill, "ink", 1.5)
    number = svg.words((11, 15), str(one.number), ink, size=11, anchor="middle", bold=True)
    return svg.drawing(22, 22, [frame, number])
