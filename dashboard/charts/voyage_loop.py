"""What a slot of a weekly service costs, by how many ships sail it: faster or one ship more."""

from __future__ import annotations

import pandas as pd

from dashboard.charts import voyage_words as say
from dashboard.charts.base import Chart, Figure, as_records

HEIGHT = 340


def slots(rows: pd.DataFrame, title: str, note: str) -> Chart:
    """Draw a line for each way (``rows``: key, way, ships, knots, usd_per_slot, is_asked)."""
    fig: Figure = {
        "data": [],
        "layout": {
            "height": HEIGHT,
            "margin": {"l": 8, "r": 12, "t": 30, "b": 44},
            "hovermode": "closest",
            "xaxis": {"title": {"text": "Ships of a weekly service"}, "dtick": 1},
            "yaxis": {
                "title": {"text": "USD a slot, there and back"},
                "tickformat": ",.0f",
                "rangemode": "normal",
            },
        },
    }
    for (key, way), part in rows.groupby(["key", "way"], sort=False):
        records = as_records(part)
        fig["data"].append(
            {
                "type": "scatter",
                "mode": "lines+markers+text",
                "name": way,
                "x": [row["ships"] for row in records],
                "y": [row["usd_per_slot"] for row in records],
                "text": [f"{row['knots']:.1f} kn" for row in records],
                "textposition": "top center",
                "cliponaxis": False,
                "line": {"color": say.WAY_COLOURS[str(key)], "width": 2.5},
                "marker": {
                    "color": say.WAY_COLOURS[str(key)],
                    "size": [13 if row["is_asked"] else 7 for row in records],
                },
                "hovertext": [
                    f"<b>{way}</b>, {row['ships']} ships at {row['knots']:.1f} knots<br>"
                    f"USD {row['usd_per_slot']:,.0f} a slot"
                    for row in records
                ],
                "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )
    said = "; ".join(
        f"{row['way']}, {row['ships']} ships at {row['knots']:.1f} knots: USD"
        f" {row['usd_per_slot']:,.0f}"
        for row in as_records(rows)
    )
    return Chart("voyage_loop", title, fig, f"Costs of a slot by ships: {said}.", rows, note)
