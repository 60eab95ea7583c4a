"""The costs of each way of a voyage: the ship's, line by line, and beside them the cargo's time."""

from __future__ import annotations

import pandas as pd

from dashboard.charts import theme
from dashboard.charts import voyage_words as say
from dashboard.charts.base import Chart, Figure, as_records

SHIP, CARGO = "the ship", "the cargo's time"
"""Who bears a line: each way has a bar of either, side by side, as they are paid by others."""

BAR_PX, AROUND_PX = 52, 190


def by_way(rows: pd.DataFrame, title: str, note: str) -> Chart:
    """Stack the costs of each way in two bars, the ship's and its cargo's.

    ``rows``: way, payer (`SHIP`, `CARGO`), line, usd, in the order of the ways and of the lines,
    ``old_values`` (which of the values behind a line are old, in words) and ``source_ids``.
    """
    names = rows["way"].map(say.passage)
    rows = rows.assign(bar=names + ", " + rows["payer"]).sort_values(
        "payer", key=lambda payers: payers.eq(CARGO), kind="stable"
    )
    bars = list(dict.fromkeys(rows["bar"]))
    totals = rows.groupby("bar", sort=False)["usd"].sum()
    fig: Figure = {
        "data": [],
        "layout": {
            "height": AROUND_PX + BAR_PX * len(bars),
            "barmode": "stack",
            "bargap": 0.45,
            "margin": {"l": 8, "r": 8, "t": 40, "b": 34},
            "xaxis": {
                "tickprefix": "USD ",
                "tickformat": "~s",
                "nticks": 5,
                "tickangle": 0,
                "range": [0, 1.02 * float(totals.max())],
            },
            "yaxis": {
                "autorange": "reversed",
                "ticklabelstandoff": 6,
                "showgrid": False,
                "tickvals": bars,  # the totals stand here: beside the bars a telephone cuts them
                "ticktext": [f"{bar}<br><b>{say.usd(totals[bar])}</b>" for bar in bars],
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
                "y": [row["bar"] for row in records],
                "marker": {"color": say.LINE_COLOURS.get(str(line), theme.GREY)},
                "text": [
                    f"<b>{line}</b>, {say.way(row['way'])}<br>{say.usd(row['usd'])},"
                    f" {100 * row['usd'] / totals[row['bar']]:.0f} % of {row['payer']}"
                    + (f"<br>Old: {row['old_values']}" if row["old_values"] else "")
                    for row in records
                ],
                "textposition": "none",
                "hovertemplate": "%{text}<extra></extra>",
            }
        )
    said = "; ".join(f"{bar} {say.usd(total)}" for bar, total in totals.items())
    alt = f"Bars of the costs by route, line by line: {said}."
    return Chart("voyage_costs", title, fig, alt, rows.drop(columns="bar"), note)
