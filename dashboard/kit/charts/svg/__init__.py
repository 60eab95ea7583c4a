"""Small drawings as SVG: their elements; no library in the browser draws.

Colours are names of the page's own, "bab" for ``var(--bab)``, so that a drawing follows the theme
of the page; where there is no page, ``fixed`` puts the colours of a theme in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from dashboard.kit.charts import text

Point = tuple[float, float]


def colour(name: str) -> str:
    """Return a colour of the page's palette, or "none"."""
    return name if name == "none" else f"var(--{name})"


def fixed(drawing: str, palette: Mapping[str, str]) -> str:
    """Return a drawing whose named colours are those of a palette: KeyError for one it lacks."""
    return re.sub(r"var\(--([\w-]+)\)", lambda found: palette[found[1]], drawing)


def drawing(
    width: float, height: float, parts: Iterable[str], alt: str = "", name: str = ""
) -> str:
    """Return an SVG as wide as its place allows, up to ``width``; without ``alt`` it is decor."""
    role = f'role="img" aria-label="{text.attribute(alt)}"' if alt else 'aria-hidden="true"'
    named = f' class="{name}"' if name else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg"{named} viewBox="0 0 {width:g} {height:g}"'
        f' width="{width:g}" height="{height:g}" {role}>{"".join(parts)}</svg>'
    )


def path(
    lines: Iterable[Sequence[Point]],
    fill: str = "none",
    stroke: str = "",
    width: float = 1,
    **more: str,
) -> str:
    """Return one path of several lines; filled, they are closed."""
    end = "" if fill == "none" else "z"
    drawn = "".join(f"{_steps(points)}{end}" for points in lines)
    look = f' fill="{colour(fill)}"'
    if stroke:
        look += (
            f' stroke="{colour(stroke)}" stroke-width="{width:g}" stroke-linejoin="round"'
            ' stroke-linecap="round"'
        )
    return f'<path d="{drawn}"{look}{_more(more)}/>'


def _steps(points: Sequence[Point]) -> str:
    """Return a line as steps from point to point, which are shorter to write than places."""
    tenths = [(round(10 * x), round(10 * y)) for x, y in points]
    steps = "".join(
        f"{(x - before_x) / 10:g},{(y - before_y) / 10:g} "
        for (before_x, before_y), (x, y) in pairwise(tenths)
    )
    x, y = tenths[0]
    return f"M{x / 10:g},{y / 10:g}l{steps.rstrip()}"


def line(start: Point, end: Point, stroke: str, width: float = 1, **more: str) -> str:
    """Return a straight line."""
    (x1, y1), (x2, y2) = start, end
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
        f' stroke="{colour(stroke)}" stroke-width="{width:g}"{_more(more)}/>'
    )


def rect(x: float, y: float, width: float, height: float, fill: str, **more: str) -> str:
    """Return a rectangle."""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
        f' fill="{colour(fill)}"{_more(more)}/>'
    )


def circle(
    at: Point, radius: float, fill: str, stroke: str = "", width: float = 1, said: str = ""
) -> str:
    """Return a circle; ``said`` shows where it is pointed at."""
    edge = f' stroke="{colour(stroke)}" stroke-width="{width:g}"' if stroke else ""
    x, y = at
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{colour(fill)}"{edge}>'
        f"{_title(said)}</circle>"
    )


def diamond(at: Point, radius: float, fill: str, stroke: str, said: str = "") -> str:
    """Return a square on its corner; ``said`` shows where it is pointed at."""
    x, y = at
    corners = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)]
    drawn = " ".join(f"{across:.1f},{down:.1f}" for across, down in corners)
    return (
        f'<polygon points="{drawn}" fill="{colour(fill)}" stroke="{colour(stroke)}"'
        f' stroke-width="1.2">{_title(said)}</polygon>'
    )


def words(
    at: Point,
    said: str,
    fill: str = "ink",
    halo: str = "",
    size: float = 12,
    anchor: str = "start",
    bold: bool = False,
) -> str:
    """Return a line of text, with a halo that keeps it apart from what it lies on."""
    x, y = at
    around = (
        f' style="paint-order:stroke;stroke:{colour(halo)};stroke-width:4px;stroke-linejoin:round"'
        if halo
        else ""
    )
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}"'
        f' fill="{colour(fill)}"{weight}{around}>{text.html(said)}</text>'
    )


def _title(said: str) -> str:
    return f"<title>{text.html(said)}</title>" if said else ""


def _more(more: Mapping[str, str]) -> str:
    pairs = ((name.replace("_", "-"), text.attribute(value)) for name, value in more.items())
    return "".join(f' {name}="{value}"' for name, value in pairs)
