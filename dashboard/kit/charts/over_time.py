"""Lines over time that are honest about gaps, named where they end rather than in a legend."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from dashboard.kit.charts import draw, events, theme
from dashboard.kit.charts.base import Figure

WEEKS_GAP = 21
"""Days between two weekly points above which no line is drawn: three steps."""

MONTHS_GAP = 93
"""Days between two monthly points above which no line is drawn: three steps."""

WEEK = pd.Timedelta(days=6)
"""From the first day of a week to its last."""

BREAK = (None, None, "")
"""The point at which a line breaks: its day, its value, its text."""


@dataclass(frozen=True)
class Line:
    """One line over time; ``texts`` is what a hover says of each of its points.

    ``style`` are further properties of its trace, ``end`` is its name beside the plot, the same
    as ``name`` unless given, none where it is "".
    """

    name: str
    colour: str
    days: Sequence[pd.Timestamp]
    values: Sequence[float]
    texts: Sequence[str] = ()
    width: float = 2
    end: str | None = None
    style: Mapping[str, Any] = field(default_factory=dict)

    @property
    def known(self) -> list[float]:
        """The values without those that are missing."""
        return [float(value) for value in self.values if not pd.isna(value)]


def line(
    days: Sequence[pd.Timestamp],
    values: Sequence[float],
    colour: str,
    gap_days: int,
    name: str | None = None,
    texts: Sequence[str] | None = None,
    width: float = 2,
    **more: Any,
) -> draw.Part:
    """Return a line of points in order of time, broken where two are more than a gap apart.

    Missing values break the line as well. A point between two breaks is drawn as a dot: a line of
    one point would not be seen.
    """
    points: list[tuple[Any, Any, Any]] = []
    previous: pd.Timestamp | None = None
    for day, value, text in zip(days, values, texts or [""] * len(days), strict=True):
        is_missing = pd.isna(value)
        is_far = previous is not None and (day - previous).days > gap_days
        if (is_missing or is_far) and points and points[-1] != BREAK:
            points.append(BREAK)
        if not is_missing:
            points.append((day, float(value), text))
            previous = day
    xs, ys, said = ([point[part] for point in points] for part in range(3))
    around = [None, *ys, None]
    alone = [
        y is not None and before is None and after is None
        for before, y, after in zip(around, ys, around[2:], strict=False)
    ]
    if any(alone):
        dot = {"color": colour, "size": [5 if one else 0 for one in alone]}
        more = {"mode": "lines+markers", "marker": dot} | more
    return draw.path(xs, ys, colour, width, None if texts is None else said, name, **more)


def reader(days: Iterable[pd.Timestamp], texts: Iterable[str], at: float, **more: Any) -> draw.Part:
    """Return a trace that is not seen: hovering anywhere reads the text of the nearest day.

    One text reads all lines at one date, and names it. The head of a unified hover cannot: it has
    the day of the nearest point, which may be an event's; ``hoverformat`` " " leaves it empty.
    """
    x, unseen = list(days), {"opacity": 0}
    more = {"name": events.READER, "marker": unseen} | more
    return draw.dots(x, [at] * len(x), None, texts, size=1, **more)


def readings(
    lines: Sequence[Line], head: Callable[[Any], str], more: str = ""
) -> dict[pd.Timestamp, str]:
    """Return what a hover reads at each date: its head in bold, then what each line says there.

    ``more`` follows the head: a unit that all lines share.
    """
    found: dict[pd.Timestamp, list[str]] = {}
    for one in lines:
        for day, said in zip(one.days, one.texts, strict=True):
            found.setdefault(day, []).append(said)
    return {day: "<br>".join([f"<b>{head(day)}</b>{more}", *found[day]]) for day in sorted(found)}


def over_time(
    lines: Sequence[Line],
    read: Mapping[pd.Timestamp, str],
    top: float,
    gap_days: int,
    marked: pd.DataFrame,
    right: float,
    *,
    height: float = 380,
    until: Any = WEEK,
    rests: Sequence[tuple[str, float]] = (),
    step: float = 0.065,
    behind: Sequence[draw.Part] = (),
    tall: int = events.PLOT,
    **y: Any,
) -> tuple[Figure, str]:
    """Draw lines from zero to ``top`` that one hover reads together, named where they end.

    ``read`` is what the hover says at each date, ``marked`` are events, ``until`` is added to the
    last date to end the axis, ``rests`` are levels drawn dotted, named where a name is given,
    ``behind`` traces below the lines, ``tall`` the height of the plot for its events. Return the
    figure and the ground of the events, as ``events.draw`` does.
    """
    drawn = [
        line(one.days, one.values, one.colour, gap_days, one.name, width=one.width, **one.style)
        for one in lines
    ]
    named = [one for one in lines if one.known and one.end != ""]
    ends = [(one.end or one.name, one.colour, one.known[-1]) for one in named]
    ends += [(name, theme.GREY, level) for name, level in rests if name]
    fig = draw.figure(
        height,
        [*behind, *drawn, reader(read, read.values(), top / 2)],
        draw.dates(min(read), max(read) + until, hoverformat=" "),
        draw.span(0, top, **{"nticks": 6} | y),
        right,
        hovermode="x unified",
        annotations=draw.end_labels(ends, 0, top, step),
        shapes=[draw.rule("y", level) for _, level in rests],
    )
    return fig, events.draw(fig, marked, height=tall)
