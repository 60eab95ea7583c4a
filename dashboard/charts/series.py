"""Lines over time that are honest about gaps, named where they end rather than in a legend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.charts import theme

Trace = dict[str, Any]

WEEKS_GAP = 21
"""Days between two weekly points above which no line is drawn: three steps."""

MONTHS_GAP = 93
"""Days between two monthly points above which no line is drawn: three steps."""


def line(
    x: Sequence[pd.Timestamp],
    y: Sequence[float],
    told: Sequence[str],
    name: str,
    colour: str,
    gap_days: int,
    **more: Any,
) -> Trace:
    """Return a line of points in order of time, broken where two are more than a gap apart.

    ``told`` is the hover text of each point. Missing values of ``y`` break the line as well. A
    point between two breaks is drawn as a dot: a line of one point would not be seen.
    """
    xs: list[pd.Timestamp | None] = []
    ys: list[float | None] = []
    texts: list[str] = []
    for day, value, said in zip(x, y, told, strict=True):
        if pd.isna(value):
            if ys and ys[-1] is not None:
                xs, ys, texts = [*xs, None], [*ys, None], [*texts, ""]
            continue
        previous = next((seen for seen in reversed(xs) if seen is not None), None)
        if previous is not None and (day - previous).days > gap_days and ys[-1] is not None:
            xs, ys, texts = [*xs, None], [*ys, None], [*texts, ""]
        xs, ys, texts = [*xs, day], [*ys, float(value)], [*texts, said]
    alone = [y is not None and not _at(ys, n - 1) and not _at(ys, n + 1) for n, y in enumerate(ys)]
    drawn: Trace = {
        "type": "scatter",
        "x": xs,
        "y": ys,
        "text": texts,
        "hovertemplate": "%{text}<extra></extra>",
        "mode": "lines",
        "name": name,
        "line": {"color": colour, "width": 2},
        "showlegend": False,
    }
    if any(alone):
        size = [5 if one else 0 for one in alone]
        drawn |= {"mode": "lines+markers", "marker": {"color": colour, "size": size}}
    return drawn | more


def quiet(drawn: Trace) -> Trace:
    """Return the line without its hover texts: a reader says its values."""
    kept = {key: value for key, value in drawn.items() if key not in ("text", "hovertemplate")}
    return kept | {"hoverinfo": "skip"}


def reader(x: Sequence[pd.Timestamp], texts: Sequence[str], **more: Any) -> Trace:
    """Return a trace that is not seen: hovering anywhere reads the text of the nearest ``x``.

    One text reads all lines at one date, and names it. The head of a unified hover cannot: it has
    the day of the nearest point, which may be an event's; ``hoverformat`` " " leaves it empty.
    """
    drawn: Trace = {
        "type": "scatter",
        "x": list(x),
        "y": [0.5] * len(x),
        "mode": "markers",
        "marker": {"opacity": 0, "size": 1},
        "text": list(texts),
        "hovertemplate": "%{text}<extra></extra>",
        "showlegend": False,
        "name": "reader",
    }
    return drawn | more


def rest_line(height: float, width: float = 1, axis: str = "y") -> dict[str, Any]:
    """Return a dotted line over the whole width at the height of a baseline, behind the data."""
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "yref": axis,
        "y0": height,
        "y1": height,
        "line": {"color": theme.GREY, "width": width, "dash": "dot"},
        "layer": "below",
    }


def axis_of(number: int) -> str:
    """Return the y axis of a panel, of which the first is number 0: "y", "y2", "y3"."""
    return f"y{number + 1}" if number else "y"


def heading(text: str, top: float, **more: Any) -> dict[str, Any]:
    """Return the words above a panel's left corner; ``top`` is a share of the figure's height."""
    return {
        "xref": "paper",
        "x": 0,
        "yref": "paper",
        "y": top,
        "text": text,
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
    } | more


def end_labels(
    ends: Sequence[tuple[str, str, float]],
    low: float,
    high: float,
    step: float = 0.065,
    axis: str = "y",
) -> list[dict[str, Any]]:
    """Return names to stand to the right of a plot at the heights where lines end.

    ``ends`` are name (in Plotly's HTML), colour and last value; ``low`` and ``high`` the range of
    the y ``axis``; labels stand at least ``step`` of its height apart, as near to their line as
    that allows.
    """
    places = sorted(ends, key=lambda end: end[2])
    heights = spread([(value - low) / ((high - low) or 1) for _, _, value in places], step)
    return [
        {
            "xref": "paper",
            "x": 1,
            "yref": f"{axis} domain",
            "y": height,
            "text": f'<span style="color:{colour}">●</span> {name}',
            "xanchor": "left",
            "yanchor": "middle",
            "xshift": 4,
            "showarrow": False,
        }
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


def _at(values: Sequence[float | None], number: int) -> bool:
    return 0 <= number < len(values) and values[number] is not None
