"""The words of figures: marks, axes, shades and labels, of which every chart is made.

All are plain dicts of Plotly's schema. Arguments beyond those named go into the dict as they are;
None leaves a key out. A mark with ``texts`` says them when it is pointed at; one without is silent.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.kit.charts import theme
from dashboard.kit.charts.base import Figure

Part = dict[str, Any]
Texts = Iterable[str] | None
Colour = str | Sequence[str]

TOLD = "%{text}<extra></extra>"
"""The template of a hover that says the text of its point and nothing else."""


def dots(
    x: Iterable[Any],
    y: Iterable[Any],
    colour: Colour | None,
    texts: Texts = None,
    name: str | None = None,
    *,
    size: float | Sequence[float] = 8,
    symbol: str | Sequence[str] | None = None,
    edge: float | Sequence[float] | None = None,
    marker: Mapping[str, Any] | None = None,
    **more: Any,
) -> Part:
    """Return dots; ``edge`` is the width of their outline, which has their colour."""
    own = colour if isinstance(colour, str) else None
    outline = None if edge is None else _known({"width": edge, "color": own})
    look = {"color": colour, "size": size, "symbol": symbol, "line": outline} | dict(marker or {})
    return _marks("markers", x, y, texts, name, {"marker": _known(look)} | more)


def path(
    x: Iterable[Any],
    y: Iterable[Any],
    colour: str,
    width: float = 2,
    texts: Texts = None,
    name: str | None = None,
    *,
    dash: str | None = None,
    **more: Any,
) -> Part:
    """Return a line through all points; for one that breaks at gaps see ``over_time.line``."""
    style = {"line": _known({"color": colour, "width": width, "dash": dash})}
    return _marks("lines", x, y, texts, name, style | more)


def ranges(
    at: Iterable[Any],
    lows: Iterable[Any],
    highs: Iterable[Any],
    colour: str,
    width: float = 5,
    name: str | None = None,
    *,
    texts: Texts = None,
    upright: bool = False,
    **more: Any,
) -> Part:
    """Return one trace of strokes, each from low to high at a height (``upright``: at an x).

    A text is said at both ends of its stroke.
    """
    along: list[Any] = []
    across: list[Any] = []
    for place, low, high in zip(at, lows, highs, strict=True):
        along += [low, high, None]
        across += [place, place, None]
    x, y = (across, along) if upright else (along, across)
    said = None if texts is None else [part for text in texts for part in (text, text, "")]
    return path(x, y, colour, width, said, name, **more)


def bars(
    x: Iterable[Any],
    y: Iterable[Any],
    colour: Colour,
    texts: Texts = None,
    name: str | None = None,
    *,
    marker: Mapping[str, Any] | None = None,
    **more: Any,
) -> Part:
    """Return bars, their texts in the hover alone; lying ones with ``orientation="h"``."""
    style = {"type": "bar", "mode": None, "marker": {"color": colour} | dict(marker or {})}
    style |= {"textposition": None if texts is None else "none"}
    return _marks("", x, y, texts, name, style | more)


def errors(
    values: Iterable[float],
    lows: Iterable[float],
    highs: Iterable[float],
    colour: str,
    width: float = 3,
    thickness: float = 1.5,
) -> Part:
    """Return the bounds of values, for ``error_x`` or ``error_y`` of dots or bars."""
    known = list(values)
    return {
        "type": "data",
        "symmetric": False,
        "array": [high - value for value, high in zip(known, highs, strict=True)],
        "arrayminus": [value - low for value, low in zip(known, lows, strict=True)],
        "color": colour,
        "width": width,
        "thickness": thickness,
    }


def key(name: str, colour: str, size: float = 10) -> Part:
    """Return an entry of the legend alone: a full dot, whatever the marks look like."""
    return dots([None], [None], colour, name=name, size=size, showlegend=True)


def label(
    x: Any, y: Any, text: str, anchor: str = "left", shift: float | None = None, **more: Any
) -> Part:
    """Return words in the plot: left, right or center of x, moved by so many pixels."""
    words = {"x": x, "y": y, "text": text, "xanchor": anchor, "xshift": shift, "showarrow": False}
    return _known(words | more)


def heading(text: str, top: float, **more: Any) -> Part:
    """Return the words above a panel's left corner; ``top`` is a share of the figure's height."""
    return label(0, top, text, xref="paper", yref="paper", yanchor="bottom", **more)


def end_labels(
    ends: Sequence[tuple[str, str, float]],
    low: float,
    high: float,
    step: float = 0.065,
    axis: str = "y",
) -> list[Part]:
    """Return names to stand to the right of a plot at the heights where lines end.

    ``ends`` are name (in Plotly's HTML), colour and last value; ``low`` and ``high`` the range of
    the y ``axis``; labels stand at least ``step`` of its height apart, as near to their line as
    that allows.
    """
    places = sorted(ends, key=lambda end: end[2])
    heights = spread([(value - low) / ((high - low) or 1) for _, _, value in places], step)
    side = {"xref": "paper", "yref": f"{axis} domain", "yanchor": "middle"}
    return [
        label(1, height, f'<span style="color:{colour}">●</span> {name}', shift=4, **side)
        for (name, colour, _), height in zip(places, heights, strict=True)
    ]


def spread(heights: Sequence[float], step: float) -> list[float]:
    """Return ascending heights moved up, then down from 1, until each is a step from the next."""
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + step) if placed else max(height, 0.0))
    ceiling = 1.0
    for number in reversed(range(len(placed))):
        placed[number] = min(placed[number], ceiling)
        ceiling = placed[number] - step
    return placed


def shade(axis: str, low: Any, high: Any, colour: str = theme.GREY, opacity: float = 0.22) -> Part:
    """Return a shade behind the data between two values of an axis ("x", "y", "y2")."""
    look = {"type": "rect", "fillcolor": colour, "opacity": opacity, "line": {"width": 0}}
    return _across(axis, low, high) | look | {"layer": "below"}


def rule(
    axis: str,
    at: Any,
    width: float = 1,
    colour: str = theme.GREY,
    dash: str | None = "dot",
    layer: str | None = "below",
) -> Part:
    """Return a reference line across the plot at a value of an axis, dotted, behind the data."""
    line = _known({"color": colour, "width": width, "dash": dash})
    return _known(_across(axis, at, at) | {"type": "line", "line": line, "layer": layer})


def span(low: Any, high: Any, **more: Any) -> Part:
    """Return an axis from low to high."""
    return _known({"range": [low, high]} | more)


def percent(low: float, high: float, **more: Any) -> Part:
    """Return an axis of percent."""
    return span(low, high, **{"ticksuffix": " %"} | more)


def dates(first: pd.Timestamp, last: pd.Timestamp, **more: Any) -> Part:
    """Return an axis of time."""
    return span(first, last, type="date", **more)


def rows(names: Sequence[str], margin: float = 0.5, **more: Any) -> Part:
    """Return a y axis of named rows, numbered from 0 at the top: forest, dumbbell, tornado."""
    ticks = {"tickvals": list(range(len(names))), "ticktext": list(names)}
    bare = {"showgrid": False, "zeroline": False}
    return span(len(names) - 1 + margin, -margin, **ticks | bare | more)


def unseen(low: Any, high: Any, **more: Any) -> Part:
    """Return an axis that only places things: in pixels, say, from the top down."""
    return span(low, high, visible=False, **more)


def axis_of(number: int, letter: str = "y") -> str:
    """Return the axis of a panel, of which the first is number 0: "y", "y2", "y3"."""
    return f"{letter}{number + 1}" if number else letter


def domains(heights: Sequence[float], head: float, above: float = 0) -> list[list[float]]:
    """Return the shares of a plot that panels take, one below the other, the first on top.

    ``heights`` are in pixels, as is the ``head`` over each and what stays free ``above`` all.
    """
    whole, top, found = above + sum(heights) + head * len(heights), above, []
    for height in heights:
        top += head
        found.append([max(1 - (top + height) / whole, 0.0), 1 - top / whole])
        top += height
    return found


def tick_step(most: float) -> float:
    """Return a round distance of ticks that leaves at most five of them up to the most."""
    size = 10.0 ** math.floor(math.log10(most))
    return next(step for step in (size / 5, size / 2, size, 2 * size) if most <= 5 * step)


def figure(
    height: float,
    data: Iterable[Part],
    x: Part,
    y: Part | Sequence[Part],
    right: float | None = None,
    *,
    fixed: bool = False,
    **more: Any,
) -> Figure:
    """Return a figure whose marks are pointed at one by one.

    Several ``y`` axes are panels over one x axis, which stands below the last of them. ``right``
    keeps pixels free for names beside the plot; what is ``fixed`` cannot be dragged or zoomed.
    """
    panels = [y] if isinstance(y, dict) else list(y)
    if fixed:
        x, *panels = ({"fixedrange": True} | axis for axis in (x, *panels))
    axes = {axis_of(number).replace("y", "yaxis"): axis for number, axis in enumerate(panels)}
    if len(panels) > 1:
        x = {"anchor": axis_of(len(panels) - 1)} | x
    layout = {"height": height, "hovermode": "closest", "xaxis": x} | axes
    if right is not None:
        layout["margin"] = {"r": right}
    return {"data": list(data), "layout": layout | _known(more)}


def _marks(
    mode: str, x: Iterable[Any], y: Iterable[Any], texts: Texts, name: str | None, more: Part
) -> Part:
    drawn: Part = {"type": "scatter", "mode": mode, "x": list(x), "y": list(y), "name": name}
    drawn |= {"showlegend": False}
    said: Part = {} if "hovertemplate" in more else {"hoverinfo": "skip"}
    if texts is not None:  # where other words stand at the marks, ``text`` is those
        of = "hovertext" if "text" in more else "text"
        said = {of: list(texts), "hovertemplate": f"%{{{of}}}<extra></extra>"}
    return _known(drawn | said | more)


def _across(axis: str, low: Any, high: Any) -> Part:
    """Return the ends of a shape that lies over the whole plot in the other direction."""
    own, other = ("x", "y") if axis.startswith("x") else ("y", "x")
    ends = {f"{own}0": low, f"{own}1": high, f"{other}0": 0, f"{other}1": 1}
    return {f"{own}ref": axis, f"{other}ref": "paper"} | ends


def _known(part: Mapping[str, Any]) -> Part:
    return {name: value for name, value in part.items() if value is not None}


MONTH_BAR_MS = 26 * 24 * 3600 * 1000
"""Width of a month's bar: left to itself, Plotly draws a single month as a line too thin to see."""

MONTHLY: Part = {"width": MONTH_BAR_MS, "xperiod": "M1", "xperiodalignment": "middle"}
