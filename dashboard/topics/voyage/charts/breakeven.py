"""Lines along which both ways cost the same, with the case of the reader as a point."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.kit.charts import draw, theme
from dashboard.kit.charts.base import Chart


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
    method: str
    nothing: str
    tick: str = ""
    y_tick: str = ""
    name: str = "parity"
    other: tuple[str, str] | None = None


def parity(curve: Curve, rows: pd.DataFrame) -> Chart:
    """Draw the lines of parity (``rows`` with the columns of ``curve`` and ``source_ids``)."""
    drawn = [(curve.y, curve.name, theme.ATTACK)]
    if curve.other:
        drawn.append((*curve.other, theme.TEAL))
    drawn = [line for line in drawn if (rows[line[0]] >= 0).any()]
    if not drawn:
        said = f"There is no parity to draw: {curve.nothing}."
        return Chart.none(curve.key, curve.title, said, rows)
    xs = rows[curve.x].tolist()
    highest = max(float(rows[column].max()) for column, _, _ in drawn)
    top = 1.15 * max(highest, curve.here[1] if curve.here else 0)
    right = max(*xs, curve.here[0] if curve.here else 0)
    data = [_line(curve, rows, *one) for one in drawn]
    if curve.here:
        said = "this voyage<br>%{x:,.4~g}, %{y:,.4~g}<extra></extra>"
        edge = {"line": {"width": 2, "color": "white"}}
        style: draw.Part = {"hovertemplate": said, "showlegend": None, "marker": edge}
        x, y = ([value] for value in curve.here)
        data.append(draw.dots(x, y, theme.TEAL, name="this voyage", size=11, **style))
    fig = draw.figure(
        340,
        data,
        draw.span(min(xs), right * 1.02, title={"text": curve.x_title}, tickformat=curve.tick),
        draw.span(0, top, title={"text": curve.y_title}, tickformat=curve.y_tick),
        hovermode="x unified",
        margin={"r": 12, "t": 12, "b": 44},
        annotations=[
            _side(0.02, 0.96, curve.above, "left", "top"),
            _side(0.98, 0.04, curve.below, "right", "bottom"),
        ],
    )
    alt = " ".join(
        f"A line of parity, {name}: {curve.y_title} {rows[column].iloc[0]:,.3g} at {curve.x_title}"
        f" {xs[0]:,.3g}, {rows[column].iloc[-1]:,.3g} at {xs[-1]:,.3g}."
        for column, name, _ in drawn
    )
    return Chart(curve.key, curve.title, fig, alt, rows, curve.note, method=curve.method)


def _line(curve: Curve, rows: pd.DataFrame, column: str, name: str, colour: str) -> draw.Part:
    said = f"{curve.x_title} %{{x:,.4~g}}<br>{name}: parity at %{{y:,.4~g}}<extra></extra>"
    x, y, style = rows[curve.x], rows[column], {"hovertemplate": said, "showlegend": None}
    return draw.path(x, y, colour, 2.5, name=name, **style)


def _side(x: float, y: float, words: str, side: str, end: str) -> draw.Part:
    """Return the words of a side of the line, in the corner away from it."""
    style: draw.Part = {"xref": "paper", "yref": "paper", "font": {"color": theme.SLATE}}
    return draw.label(x, y, words, side, yanchor=end, **style)
