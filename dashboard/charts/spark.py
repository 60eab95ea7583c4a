"""A line as small as a word: where a headline's figure came from."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts import theme

WIDTH, HEIGHT = 120, 26


def spark(values: Sequence[float | None], colour: str = theme.ACCENT) -> str:
    """Return an SVG of a line through the values, broken at None, with a dot at the last.

    It stretches to the width it is given. The line stands on zero, as the charts do.
    """
    known = [value for value in values if value is not None]
    if not known:
        return ""
    top = max([*known, 0.0]) or 1.0
    step = WIDTH / max(len(values) - 1, 1)
    parts: list[list[str]] = [[]]
    for number, value in enumerate(values):
        if value is None:
            parts.append([])
        else:
            x, y = step * number, HEIGHT - 2 - (HEIGHT - 4) * value / top
            parts[-1].append(f"{x:.1f},{y:.1f}")
    lines = "".join(f'<polyline points="{" ".join(part)}"/>' for part in parts if len(part) > 1)
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="100%" height="{HEIGHT}" role="presentation"'
        f' preserveAspectRatio="none" fill="none" stroke="{colour}" stroke-width="1.5">'
        f'<g vector-effect="non-scaling-stroke">{lines}</g></svg>'
    )
