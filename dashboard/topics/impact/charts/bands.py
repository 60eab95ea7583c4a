"""Areas between two bounds over time, behind the lines."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.kit.charts import draw


def rgba(colour: str, opacity: float) -> str:
    """Return a colour of the form #RRGGBB with an opacity."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def band(
    rows: pd.DataFrame, low: str, high: str, colour: str, opacity: float, name: str, **more: Any
) -> list[draw.Part]:
    """Return an area a stretch of rows without missing bounds; ``rows`` are weeks in order."""
    known = rows[low].notna() & rows[high].notna()
    stretch = (known != known.shift()).cumsum()[known]
    areas = []
    for _, part in rows[known].groupby(stretch):
        weeks = part["week"].tolist()
        edges = [*part[high].tolist(), *reversed(part[low].tolist())]
        area = draw.path([*weeks, *reversed(weeks)], edges, colour, 0, name=name, fill="toself")
        areas.append(area | {"fillcolor": rgba(colour, opacity), "line": {"width": 0}} | more)
    return areas
