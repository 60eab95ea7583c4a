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
    ``other`` is the column and the name of a second line, beside that of ``y`` called ``name``.
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
    name: str = "parity"
    other: tuple[str, str] | None = None


def parity(curve: Curve, rows: pd.DataFrame) -> Chart:
    """Draw the lines of parity (``rows`` with the columns of ``curve`` and ``source_ids``)."""
    drawn = [(curve.y, curve.name, theme.ACCENT)]
    if curve.other:
        drawn.append((*curve.other, theme.BLUE))
    drawn = [line for line in drawn if (rows[line[0]] >= 0).any()]
    if not drawn:
        said = f"There is no parity to draw: {curve.nothing}."
        return Chart.none(curve.key, curve.title, said, rows)
    xs = rows[curve.x].tolist()
    highest = max(float(rows[column].max()) for column, _, _ in drawn)
    top = 1.15 * max(highest, curve.here[1] if curve.here else 0)
    right = max(*xs, curve.here[0] if curve.here else 0)
    fig: Figure = {
        "data": [
            {
                "type": "scatter",
                "mode": "lines",
                "x": xs,
                "y": rows[column].tolist(),
                "name": name,
                "line": {"color": colour, "width": 2.5},
                "hovertemplate": f"{curve.x_title} %{{x:,.4~g}}<br>{name}: parity at"
                " %{y:,.4~g}<extra></extra>",
            }
            for column, name, colour in drawn
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
    alt = " ".join(
        f"A line of parity, {name}: {curve.y_title} {rows[column].iloc[0]:,.3g} at {curve.x_title}"
        f" {xs[0]:,.3g}, {rows[column].iloc[-1]:,.3g} at {xs[-1]:,.3g}."
        for column, name, _ in drawn
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
