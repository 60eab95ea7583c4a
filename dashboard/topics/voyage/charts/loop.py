"""What a slot of a weekly service costs, by how many ships sail it: faster or one ship more."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.kit.charts import draw
from dashboard.kit.charts.base import Chart, as_records
from dashboard.topics.voyage.charts import words as say


def slots(rows: pd.DataFrame, title: str, note: str) -> Chart:
    """Draw a line for each way (``rows``: key, way, ships, knots, usd_per_slot, is_asked)."""
    dollars = {"title": {"text": "USD a slot, there and back"}, "tickformat": ",.0f"}
    fig = draw.figure(
        340,
        [
            _line(say.WAY_COLOURS[str(key)], str(way), as_records(part))
            for (key, way), part in rows.groupby(["key", "way"], sort=False)
        ],
        {"title": {"text": "Ships of a weekly service"}, "dtick": 1},
        dollars | {"rangemode": "normal"},
        margin={"r": 12, "t": 30, "b": 44},
    )
    said = "; ".join(
        f"{row['way']}, {row['ships']} ships at {row['knots']:.1f} knots: USD"
        f" {row['usd_per_slot']:,.0f}"
        for row in as_records(rows)
    )
    return Chart("voyage_loop", title, fig, f"Costs of a slot by ships: {said}.", rows, note)


def _line(colour: str, way: str, records: list[dict[str, Any]]) -> draw.Part:
    """Return the line of a way, its speeds above its dots, a large one where it is asked for."""
    texts = [
        f"<b>{way}</b>, {row['ships']} ships at {row['knots']:.1f} knots"
        f"<br>USD {row['usd_per_slot']:,.0f} a slot"
        for row in records
    ]
    x, y = [row["ships"] for row in records], [row["usd_per_slot"] for row in records]
    style: draw.Part = {
        "mode": "lines+markers+text",
        "text": [f"{row['knots']:.1f} kn" for row in records],
        "textposition": "top center",
        "cliponaxis": False,
        "marker": {"color": colour, "size": [13 if row["is_asked"] else 7 for row in records]},
        "showlegend": None,
    }
    return draw.path(x, y, colour, 2.5, texts, way, **style)
