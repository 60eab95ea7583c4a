"""The old names of ``draw`` and ``over_time``, until the last chart that uses them is rewritten."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.charts import draw, over_time
from dashboard.charts.draw import axis_of as axis_of
from dashboard.charts.draw import end_labels as end_labels
from dashboard.charts.draw import heading as heading
from dashboard.charts.draw import spread as spread
from dashboard.charts.over_time import MONTHS_GAP as MONTHS_GAP
from dashboard.charts.over_time import WEEKS_GAP as WEEKS_GAP

Trace = dict[str, Any]


def line(
    x: Sequence[Any], y: Sequence[float], told: Sequence[str], name: str, colour: str,
    gap_days: int, **more: Any,
) -> Trace:  # fmt: skip
    """Use over_time.line."""
    return over_time.line(x, y, colour, gap_days, name, told, **more)


def quiet(drawn: Trace) -> Trace:
    """Leave the texts away in over_time.line."""
    kept = {key: value for key, value in drawn.items() if key not in ("text", "hovertemplate")}
    return kept | {"hoverinfo": "skip"}


def reader(x: Sequence[Any], texts: Sequence[str], **more: Any) -> Trace:
    """Use over_time.reader."""
    return over_time.reader(x, texts, 0.5) | more


def rest_line(height: float, width: float = 1, axis: str = "y") -> Trace:
    """Use draw.rule."""
    return draw.rule(axis, height, width)
