"""A line as small as a word: where a headline's figure came from."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence

from dashboard.kit.charts import theme

WIDTH, HEIGHT = 120, 24


def spark(values: Sequence[float | None], colour: str = theme.ACCENT) -> str:
    """Return an SVG of a line through the values, broken at None, with a dot at the last one.

    The line stands on zero, as the charts do. "" without a value.
    """
    known = [value for value in values if value is not None]
    if not known:
        return ""
    top = max([*known, 0.0]) or 1.0
    step = (WIDTH - 6) / max(len(values) - 1, 1)
    parts: list[list[tuple[float, float]]] = [[]]
    for number, value in enumerate(values):
        if value is None:
            parts.append([])
        else:
            parts[-1].append((3 + step * number, HEIGHT - 3 - (HEIGHT - 6) * value / top))
    last = next(part[-1] for part in reversed(parts) if part)
    lines = "".join(
        f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in part)}"/>'
        for part in parts
        if len(part) > 1
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}"'
        f' height="{HEIGHT}" fill="none" stroke="{colour}" stroke-width="1.4"'
        f' stroke-linejoin="round">{lines}'
        f'<circle cx="{last[0]:.1f}" cy="{last[1]:.1f}" r="2.2" fill="{colour}"/></svg>'
    )


def as_markdown(svg: str, alt: str) -> str:
    """Return an SVG as an image in Markdown, which needs no request."""
    return f"![{alt}](data:image/svg+xml;base64,{b64encode(svg.encode()).decode()})"
