"""The costs of each way of a voyage, line by line, as bars that add up."""

from __future__ import annotations

import pandas as pd

from dashboard.charts import theme
from dashboard.charts import voyage_words as say
from dashboard.charts.base import Chart, Figure, as_records

BAR_PX, AROUND_PX = 66, 96


def by_way(rows: pd.DataFrame, title: str, note: str) -> Chart:
    """Stack the costs of each way.

    ``rows``: way, line, usd, in the order of the ways and of the lines, ``old_values`` (which of
    the values behind a line are old, in words) and ``source_ids``.
    """
    ways = list(dict.fromkeys(rows["way"]))
    totals = rows.groupby("way", sort=False)["usd"].sum()
    fig: Figure = {
        "data": [],
        "layout": {
            "height": AROUND_PX + BAR_PX * len(ways),
            "barmode": "stack",
            "bargap": 0.45,
            "margin": {"l": 8, "r": 8, "t": 40, "b": 34},
            "xaxis": {
                "tickprefix": "USD ",
                "tickformat": "~s",
                "nticks": 6,
                "range": [0, 1.02 * float(totals.max())],
            },
            "yaxis": {
                "autorange": "reversed",
                "ticklabelstandoff": 6,
                "showgrid": False,
                "tickvals": ways,  # the totals stand here: beside the bars a telephone cuts them
                "ticktext": [f"{way}<br><b>{say.usd(totals[way])}</b>" for way in ways],
            },
            "legend": {
                "traceorder": "normal",
                "orientation": "h",
                "y": 1.02,
                "yanchor": "bottom",
                "x": 0,
            },
        },
    }
    for line, part in rows.groupby("line", sort=False):
        if not part["usd"].any():
            continue
        records = as_records(part)
        fig["data"].append(
            {
                "type": "bar",
                "orientation": "h",
                "name": line,
                "x": [row["usd"] for row in records],
                "y": [row["way"] for row in records],
                "marker": {"color": say.LINE_COLOURS.get(str(line), theme.GREY)},
                "text": [
                    f"<b>{line}</b>, {say.way(row['way'])}<br>{say.usd(row['usd'])},"
                    f" {100 * row['usd'] / totals[row['way']]:.0f} % of the voyage"
                    + (f"<br>Old: {row['old_values']}" if row["old_values"] else "")
                    for row in records
                ],
                "textposition": "none",
                "hovertemplate": "%{text}<extra></extra>",
            }
        )
    said = "; ".join(f"{way} {say.usd(total)}" for way, total in totals.items())
    return Chart(
        "voyage_costs", title, fig, f"Bars of the costs by way, line by line: {said}.", rows, note
    )
