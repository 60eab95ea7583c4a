"""Named rows with a point and its interval each, on one axis: a forest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10

from dashboard.kit.charts import draw, theme
from dashboard.kit.charts.base import Figure

LINE_PX = 40
"""Height of a line with a label of two rows."""

AROUND_PX = 64
"""Height of the axis and the margins."""


@dataclass(frozen=True)
class Point:
    """A value with its interval; ``value`` None is a line on which nothing can be said.

    ``wide`` is a second interval, drawn thin; ``said`` is read by hovering; ``aside`` stands on the
    line where there is no value.
    """

    label: str
    value: float | None
    low: float
    high: float
    colour: str
    said: str
    wide: tuple[float, float] | None = None
    aside: str = ""
    is_range: bool = False
    """A range without a value of its own: no mark is drawn."""


@dataclass(frozen=True)
class Axis:
    """The axis of the values: what lies beyond its ends is drawn at them, as an arrow."""

    title: str
    low: float
    high: float
    rest: float
    """Value of "no change", drawn as a dotted line."""

    ticks: dict[float, str]
    log: bool = False

    def within(self, value: float) -> float:
        """Return the value, or the end of the axis that it lies beyond; no number is the lower."""
        return min(max(self.low, value), self.high)


def forest(points: Sequence[Point], axis: Axis, line_px: int = LINE_PX) -> Figure:
    """Draw the points from the top down."""
    rest = [axis.rest, axis.rest], [-0.5, len(points) - 0.5]
    data = [draw.path(*rest, theme.GREY, 1.5, name="no change", dash="dot")]
    for colour in dict.fromkeys(point.colour for point in points):
        mine = [(n, p) for n, p in enumerate(points) if p.colour == colour and p.value is not None]
        if any(p.wide for _, p in mine):
            wide = [(n, *(p.wide or (p.low, p.high))) for n, p in mine]
            data.append(_lines(wide, colour, 1.5, axis))
        if mine:
            data.append(_lines([(n, p.low, p.high) for n, p in mine], colour, 5, axis))
        if marked := [(n, p) for n, p in mine if not p.is_range]:
            data.append(_marks(marked, colour, axis))
    if unknown := [(n, p) for n, p in enumerate(points) if p.value is None]:
        data.append(_asides(unknown, axis))
    ends = [log10(axis.low), log10(axis.high)] if axis.log else [axis.low, axis.high]
    scale = "log" if axis.log else "linear"
    ticks = {"tickvals": list(axis.ticks), "ticktext": list(axis.ticks.values())}
    return draw.figure(
        AROUND_PX + line_px * len(points),
        data,
        draw.span(*ends, type=scale, zeroline=False, title={"text": axis.title}, **ticks),
        draw.rows([point.label for point in points], ticklabelstandoff=6),
        12,
        fixed=True,
    )


def _lines(
    spans: Sequence[tuple[int, float, float]], colour: str, width: float, axis: Axis
) -> draw.Part:
    lows, highs = ([axis.within(span[end]) for span in spans] for end in (1, 2))
    places, name = [n for n, _, _ in spans], f"interval {width:g}"
    return draw.ranges(places, lows, highs, colour, width, name, opacity=0.55)


def _marks(mine: Sequence[tuple[int, Point]], colour: str, axis: Axis) -> draw.Part:
    values = [float(p.value) for _, p in mine if p.value is not None]
    symbols = [
        "triangle-left" if v < axis.low else "triangle-right" if v > axis.high else "circle"
        for v in values
    ]
    x, y, said = [axis.within(v) for v in values], [n for n, _ in mine], [p.said for _, p in mine]
    return draw.dots(x, y, colour, said, "values", size=11, symbol=symbols, cliponaxis=False)


def _asides(unknown: Sequence[tuple[int, Point]], axis: Axis) -> draw.Part:
    """Return what stands on the lines on which nothing can be said."""
    places, said = [n for n, _ in unknown], [p.said for _, p in unknown]
    shown = {"text": [p.aside for _, p in unknown], "textposition": "middle right"}
    style: draw.Part = {"mode": "text", "textfont": {"color": theme.GREY}} | shown
    return draw.dots([axis.low] * len(places), places, None, said, "nothing to compare", **style)


def two_rows(name: str, small: str) -> str:
    """Return the label of a line: its name, and below it what is said in small letters."""
    return f"{name}<br><span style='font-size:11px'>{small}</span>"
