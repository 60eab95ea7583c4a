"""What the figure of the brief is drawn of: panels on one time axis, marks, labels, badges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import pandas as pd

from dashboard.kit.charts import svg, text, words
from dashboard.kit.charts.svg import Point
from dashboard.topics.overview.charts.numbered import Numbered

WIDTH, LEFT, RIGHT = 688, 40, 556
"""Width of the figure in pixels, and where its panels begin and end."""

SIZE, STEP = 12, 13.5
"""Pixels of a text, and of a line of text."""

BADGE = 22
"""Pixels between two badges at least."""

HATCH = 9
"""Pixels between the lines of a hatching."""


@dataclass(frozen=True)
class Axis:
    """The time axis that all panels share."""

    first: pd.Timestamp
    last: pd.Timestamp

    def at(self, day: pd.Timestamp) -> float:
        """Return the pixel of a day, within the panels."""
        share = (day - self.first) / max(self.last - self.first, pd.Timedelta(days=1))
        return LEFT + (RIGHT - LEFT) * min(max(share, 0.0), 1.0)

    def ticks(self) -> list[tuple[pd.Timestamp, str]]:
        """Return the days that are named: years, or months of a period that is shorter than two."""
        if self.last - self.first > pd.Timedelta(days=730):
            days = pd.date_range(self.first, self.last, freq="YS")
            return [(day, f"{day:%Y}") for day in days]
        months = pd.date_range(self.first, self.last, freq="MS")
        return [(day, f"{day:%b %Y}") for day in months[:: ceil(len(months) / 7) or 1]]


@dataclass(frozen=True)
class Panel:
    """A panel: its heading, where it stands, and the value at its top; it begins at 0."""

    head: str
    top: float
    height: float
    most: float
    unit: str = ""

    @property
    def foot(self) -> float:
        """The pixel of 0."""
        return self.top + self.height

    def at(self, value: float) -> float:
        """Return the pixel of a value."""
        return self.foot - self.height * min(value / self.most, 1.0)

    def ground(self) -> list[str]:
        """Return heading, grid and scale."""
        parts = [svg.words((0, self.top - 7), self.head, size=SIZE, bold=True)]
        for value in ticks(self.most):
            level = self.at(value)
            parts.append(svg.line((LEFT, level), (RIGHT, level), "line" if value else "base", 1))
            named = f"{value:,g}{self.unit}" if value else "0"
            parts.append(svg.words((LEFT - 6, level + 4), named, "muted", size=11, anchor="end"))
        return parts

    def hatched(self, start: float, end: float, said: str) -> list[str]:
        """Return a stretch in which nothing is published, with the words that say so."""
        lines: list[list[Point]] = []
        across = start - self.height
        while across < end:
            left, right = max(across, start), min(across + self.height, end)
            if left < right:
                lines.append(
                    [(left, self.foot - (left - across)), (right, self.foot - (right - across))]
                )
            across += HATCH
        parts = [svg.path(lines, stroke="edge")] if lines else []
        wide = 6.2 * len(said) + 10
        if end - start > wide:
            middle, level = (start + end) / 2, self.top + self.height / 2
            parts.append(svg.rect(middle - wide / 2, level - 9, wide, 18, "bg"))
            parts.append(svg.words((middle, level + 4), said, "muted", size=SIZE, anchor="middle"))
        return parts


def ticks(most: float) -> list[float]:
    """Return two to four round values from 0 on that a panel reaches."""
    scale = 10.0 ** (len(f"{int(most)}") - 2)
    steps = [factor * scale for factor in (1, 2, 2.5, 5, 10, 20, 50)]
    step = next(step for step in steps if most / step < 4)
    return [step * number for number in range(int(most / step) + 1)]


def dotted(panel: Panel, level: float) -> str:
    """Return the level before, dotted."""
    at = panel.at(level)
    return svg.line((LEFT, at), (RIGHT, at), "base", 1.3, stroke_dasharray="2 3")


def broken(
    axis: Axis, panel: Panel, days: Sequence[pd.Timestamp], values: Sequence[float], gap: int
) -> list[list[Point]]:
    """Return the points of a line, which ends where more than ``gap`` days lie between two."""
    lines: list[list[Point]] = []
    before: pd.Timestamp | None = None
    for day, value in zip(days, values, strict=True):
        if before is None or day - before > pd.Timedelta(days=gap):
            lines.append([])
        lines[-1].append((axis.at(day), panel.at(value)))
        before = day
    return lines


@dataclass(frozen=True)
class End:
    """What a line is named at its end, where that stands, and what lies below it."""

    name: str
    colour: str
    level: float
    aside: str = ""


def ends(panel: Panel, named: Sequence[End]) -> list[str]:
    """Return the names of lines at their ends, moved apart so that none covers another."""
    order = sorted(named, key=lambda end: end.level)
    rows = [STEP * (2 if end.aside else 1) for end in order]
    tops: list[float] = []
    for end in order:
        least = tops[-1] + rows[len(tops) - 1] if tops else panel.top - 6
        tops.append(max(end.level - STEP / 2, least))
    lowest = panel.foot + 4
    for at in range(len(order) - 1, -1, -1):
        tops[at] = min(tops[at], lowest - rows[at])
        lowest = tops[at]
    parts = []
    for end, top in zip(order, tops, strict=True):
        place = (RIGHT + 8, top + 10)
        parts.append(svg.words(place, end.name, end.colour, size=SIZE, bold=True))
        if end.aside:
            below = (RIGHT + 8, top + 10 + STEP)
            parts.append(svg.words(below, end.aside, end.colour, size=11))
    return parts


FORMS = {
    "escalation": ("attack", "bg"),
    "response": ("muted", "bg"),
    "truce or diplomacy": ("bg", "ink"),
}
"""Kind of an event -> fill of its badge and colour of its number."""


def badge(one: Numbered, at: Point) -> list[str]:
    """Return the badge of an event: filled circle, filled square or hollow circle, by its kind."""
    x, y = at
    fill, ink = FORMS[one.kind]
    if one.kind == "response":
        frame = svg.rect(x - 8.5, y - 8.5, 17, 17, fill, rx="2.5")
    else:
        frame = svg.circle(at, 8.5, fill, "ink", 1.5)
    number = str(one.number)
    return [frame, svg.words((x, y + 4), number, ink, size=11, anchor="middle", bold=True)]


def badge_alone(one: Numbered) -> str:
    """Return the badge of an event as a drawing of its own, for the list of events."""
    return svg.drawing(19, 19, badge(one, (9.5, 9.5)), f"{one.number}, {one.kind}")


def event(one: Numbered) -> str:
    """Return an event in words: its name and its day."""
    return f"{text.cut(one.name, text.NAME)}, {words.date_of(one.day)}"


def spread(places: Sequence[float]) -> list[float]:
    """Return places in order so moved that badges on them do not meet, none beyond the edge."""
    found: list[float] = []
    for place in places:
        found.append(max(place, found[-1] + BADGE) if found else place)
    last = RIGHT + BADGE / 2
    for at in range(len(found) - 1, -1, -1):
        found[at] = min(found[at], last)
        last = found[at] - BADGE
    return found
