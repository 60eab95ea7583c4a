"""Lines along which both ways cost the same, with the case of the reader as a point."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.charts import theme
from dashboard.charts.base import Chart, Figure

HEIGHT = 340


@dataclass(frozen=True)
class Curve:
    """What a chart of parity is of: axes, where the case stands, which side is whose.

    ``above`` and ``below`` say in words which way is cheaper there; ``here`` is the case, None
    where it has no value on the axis of x. ``nothing`` says what holds where there is no parity.
    """

    key: str
    title: str
    x: str
    y: str
    x_title: str
    y_title: str
    here: tuple[float, float] | None
    above: str
    below: str
    note: str
    nothing: str
    tick: str = ""
    y_tick: str = ""


def parity(curve: Curve, rows: pd.DataFrame) -> Chart:
    """Draw a line of parity (``rows`` with the two columns of ``curve`` and ``source_ids``)."""
    seen = rows[rows[curve.y] >= 0]
    if seen.empty:
        said = f"There is no parity to draw: {curve.nothing}."
        return Chart(curve.key, curve.title, None, f"No chart: {said}", rows, empty=said)
    xs, ys = rows[curve.x].tolist(), rows[curve.y].tolist()
    top = 1.15 * max(*ys, curve.here[1] if curve.here else 0)
    right = max(*xs, curve.here[0] if curve.here else 0)
    fig: Figure = {
        "data": [
            {
                "type": "scatter",
                "mode": "lines",
                "x": xs,
                "y": ys,
                "name": "parity",
                "line": {"color": theme.ACCENT, "width": 2.5},
                "hovertemplate": f"{curve.x_title} %{{x:,.4~g}}<br>parity at %{{y:,.4~g}}"
                "<extra></extra>",
            }
        ],
        "layout": {
            "height": HEIGHT,
            "margin": {"l": 8, "r": 12, "t": 12, "b": 44},
            "xaxis": {
                "title": {"text": curve.x_title},
                "tickformat": curve.tick,
                "range": [min(xs), right * 1.02],
            },
            "yaxis": {
                "title": {"text": curve.y_title},
                "range": [0, top],
                "tickformat": curve.y_tick,
            },
            "annotations": [
                _side(curve.above, "left", "top"),
                _side(curve.below, "right", "bottom"),
            ],
        },
    }
    if curve.here:
        fig["data"].append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [curve.here[0]],
                "y": [curve.here[1]],
                "name": "this voyage",
                "marker": {"color": theme.BLUE, "size": 11, "line": {"width": 2, "color": "white"}},
                "hovertemplate": "this voyage<br>%{x:,.4~g}, %{y:,.4~g}<extra></extra>",
            }
        )
    alt = (
        f"A line of parity: {curve.y_title} {ys[0]:,.3g} at {curve.x_title} {xs[0]:,.3g},"
        f" {ys[-1]:,.3g} at {xs[-1]:,.3g}."
    )
    return Chart(curve.key, curve.title, fig, alt, rows, curve.note)


def _side(words: str, side: str, end: str) -> dict[str, object]:
    """Return the words of a side of the line, in the corner away from it."""
    return {
        "xref": "paper",
        "yref": "paper",
        "x": 0.02 if side == "left" else 0.98,
        "y": 0.96 if end == "top" else 0.04,
        "text": words,
        "showarrow": False,
        "xanchor": side,
        "yanchor": end,
        "font": {"color": theme.SLATE},
    }
