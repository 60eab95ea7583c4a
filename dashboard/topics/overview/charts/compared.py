"""The cards of the first screen: one figure each, now against before, all of one form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.kit.charts import svg, text
from dashboard.kit.charts.svg import flat_map

WIDTH, HEIGHT = 124, 48
"""Size of the small line in pixels."""


@dataclass(frozen=True)
class Compared:
    """A figure now against before: ``value`` and ``unit``, then ``before`` and the ``change``.

    ``trend`` are values in order of time (None is a gap), drawn as a line, or as ``bars``;
    ``level`` is what before was, dotted. ``colour`` is one of the palette, ``aside`` small below.
    """

    label: str
    value: str
    unit: str
    before: str = ""
    change: str = ""
    aside: str = ""
    trend: Sequence[float | None] = ()
    level: float | None = None
    colour: str = "ink"
    bars: bool = False
    page: str = ""


def as_html(card: Compared) -> str:
    """Return a card as HTML on one line, its figure with all of its words."""
    change = f"<b>{text.unbroken(text.html(card.change))}</b>" if card.change else ""
    foot = f"<span>{text.html(card.before)}</span> {change}" if card.before else ""
    aside = (
        f'<div class="now-aside">{text.unbroken(text.html(card.aside))}</div>' if card.aside else ""
    )
    return (
        f'<div class="now" style="--c:{svg.colour(card.colour)}">'
        f'<div class="now-label">{text.html(card.label)}</div>'
        f'<div class="now-row"><div><div class="now-value">{text.html(card.value)}</div>'
        f'<div class="now-unit">{text.html(card.unit)}</div></div>{trend(card)}</div>'
        f'<div class="now-foot">{foot}</div>{aside}</div>'
    )


def trend(card: Compared) -> str:
    """Return the small line or bars of a card as SVG; "" without a value."""
    known = [value for value in card.trend if value is not None]
    if not known:
        return ""
    top = max([*known, card.level or 0.0]) or 1.0
    step = (WIDTH - 6) / max(len(card.trend) - 1, 1)

    def height(value: float) -> float:
        return HEIGHT - 3 - (HEIGHT - 8) * value / top

    parts = []
    if card.level is not None:
        level = height(card.level)
        parts.append(svg.line((0, level), (WIDTH, level), "base", 1.3, stroke_dasharray="2 3"))
    if card.bars:
        wide = 0.7 * step
        for number, value in enumerate(card.trend):
            if value:
                tall = height(0) - height(value)
                left = 3 + step * number - wide / 2
                parts.append(svg.rect(left, height(value), wide, tall, card.colour))
        parts.append(svg.line((0, height(0)), (WIDTH, height(0)), "base"))
    else:
        lines: list[list[svg.Point]] = [[]]
        for number, value in enumerate(card.trend):
            if value is None:
                lines.append([])
            else:
                lines[-1].append((3 + step * number, height(value)))
        drawn = [flat_map.thin(line, 1) for line in lines if len(line) > 1]
        if drawn:
            parts.append(svg.path(drawn, stroke=card.colour, width=1.8))
        last = next(line[-1] for line in reversed(lines) if line)
        parts.append(svg.circle(last, 3.2, card.colour))
    return svg.drawing(WIDTH, HEIGHT, parts, f"Trend of {card.label}", "spark")
