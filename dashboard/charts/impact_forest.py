"""Points with intervals, one a line, on one axis: what every comparison of the impact page is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, log10
from typing import Any

from dashboard.charts import theme
from dashboard.charts.base import Figure

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
        """Return the value, or the end of the axis that it lies beyond."""
        return min(max(value, self.low), self.high) if isfinite(value) else self._end(value)

    def _end(self, value: float) -> float:
        return self.high if value > 0 else self.low


def forest(points: Sequence[Point], axis: Axis, line_px: int = LINE_PX) -> Figure:
    """Draw the points from the top down."""
    data = [_rest(axis, len(points))]
    for colour in dict.fromkeys(point.colour for point in points):
        mine = [(n, p) for n, p in enumerate(points) if p.colour == colour and p.value is not None]
        if not mine:
            continue
        if any(p.wide for _, p in mine):
            data.append(_lines([(n, *(p.wide or (p.low, p.high))) for n, p in mine], colour, 1.5,
                               axis))  # fmt: skip
        data.append(_lines([(n, p.low, p.high) for n, p in mine], colour, 5, axis))
        if marked := [(n, p) for n, p in mine if not p.is_range]:
            data.append(_marks(marked, colour, axis))
    unknown = [(n, p) for n, p in enumerate(points) if p.value is None]
    if unknown:
        data.append(
            {
                "type": "scatter",
                "mode": "text",
                "x": [axis.low for _ in unknown],
                "y": [n for n, _ in unknown],
                "text": [p.aside for _, p in unknown],
                "textposition": "middle right",
                "hovertext": [p.said for _, p in unknown],
                "hovertemplate": "%{hovertext}<extra></extra>",
                "textfont": {"color": theme.GREY},
                "showlegend": False,
                "name": "nothing to compare",
            }
        )
    ends = [log10(axis.low), log10(axis.high)] if axis.log else [axis.low, axis.high]
    return {
        "data": data,
        "layout": {
            "height": AROUND_PX + line_px * len(points),
            "hovermode": "closest",
            "margin": {"l": 8, "r": 12, "t": 8, "b": 8},
            "xaxis": {
                "type": "log" if axis.log else "linear",
                "range": ends,
                "tickvals": list(axis.ticks),
                "ticktext": list(axis.ticks.values()),
                "title": {"text": axis.title},
                "zeroline": False,
                "fixedrange": True,
            },
            "yaxis": {
                "range": [len(points) - 0.5, -0.5],
                "tickvals": list(range(len(points))),
                "ticktext": [point.label for point in points],
                "ticklabelstandoff": 6,
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
            },
        },
    }


def _rest(axis: Axis, count: int) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [axis.rest, axis.rest],
        "y": [-0.5, count - 0.5],
        "line": {"color": theme.GREY, "width": 1.5, "dash": "dot"},
        "hoverinfo": "skip",
        "showlegend": False,
        "name": "no change",
    }


def _lines(
    spans: Sequence[tuple[int, float, float]], colour: str, width: float, axis: Axis
) -> dict[str, Any]:
    x: list[float | None] = []
    y: list[int | None] = []
    for n, low, high in spans:
        x += [axis.within(low), axis.within(high), None]
        y += [n, n, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": colour, "width": width},
        "opacity": 0.55,
        "hoverinfo": "skip",
        "showlegend": False,
        "name": f"interval {width:g}",
    }


def _marks(mine: Sequence[tuple[int, Point]], colour: str, axis: Axis) -> dict[str, Any]:
    values = [float(p.value) for _, p in mine if p.value is not None]
    symbols = [
        "triangle-left" if v < axis.low else "triangle-right" if v > axis.high else "circle"
        for v in values
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [axis.within(v) for v in values],
        "y": [n for n, _ in mine],
        "marker": {"color": colour, "size": 11, "symbol": symbols},
        "text": [p.said for _, p in mine],
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
        "showlegend": False,
        "name": "values",
    }
