"""The costs of each way of a voyage: the ship's, line by line, and beside them the cargo's time."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.kit.charts import draw, theme
from dashboard.kit.charts.base import Chart, as_records
from dashboard.topics.voyage.charts import words as say

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
    fig = draw.figure(
        AROUND_PX + BAR_PX * len(bars),
        [
            _bars(str(line), as_records(part), totals)
            for line, part in rows.groupby("line", sort=False)
            if part["usd"].any()
        ],
        draw.span(0, 1.02 * float(totals.max()), nticks=5, tickangle=0, **say.DOLLARS),
        say.ROWS
        | {
            "tickvals": bars,  # the totals stand here: beside the bars a telephone cuts them
            "ticktext": [f"{bar}<br><b>{say.usd(totals[bar])}</b>" for bar in bars],
        },
        hovermode="x unified",
        barmode="stack",
        bargap=0.45,
        margin={"t": 40, "b": 34},
        legend={"traceorder": "normal"},
    )
    said = "; ".join(f"{bar} {say.usd(total)}" for bar, total in totals.items())
    alt = f"Bars of the costs by route, line by line: {said}."
    return Chart("voyage_costs", title, fig, alt, rows.drop(columns="bar"), note)


def _bars(line: str, records: list[dict[str, Any]], totals: pd.Series) -> draw.Part:
    texts = [
        f"<b>{line}</b>, {say.way(row['way'])}<br>{say.usd(row['usd'])},"
        f" {100 * row['usd'] / totals[row['bar']]:.0f} % of {row['payer']}"
        + (f"<br>Old: {row['old_values']}" if row["old_values"] else "")
        for row in records
    ]
    x, y = [row["usd"] for row in records], [row["bar"] for row in records]
    colour = say.LINE_COLOURS.get(line, theme.GREY)
    return draw.bars(x, y, colour, texts, line, orientation="h", showlegend=None)
