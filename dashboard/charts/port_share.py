"""The share of the Red Sea ports in the tonnes of both groups of ports, year by year."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts import theme, words
from dashboard.charts.base import Chart, as_records
from dashboard.charts.import_words import GOODS, MEMBERS, RED_SEA, SOUTHERN, WFP

KEY = "port_share_by_year"
NOTHING = "no year has a published total of both groups of ports. Nothing is drawn."
COLOURS = {"all": theme.VERMILLION, "fuel": theme.ORANGE, "food": theme.GREEN}
LINE_PX = 34
NOTE = (
    f"{WFP} Whole years of which both groups are published: {MEMBERS[RED_SEA]} in percent of"
    f" these with {MEMBERS[SOUTHERN]}. That is not the share of all imports: other ports, land"
    " borders and goods that are neither fuel nor food are not counted. Totals that the compilers"
    " doubt are left out, and so is a year that has one of the two only."
)


def by_year(rows: pd.DataFrame) -> Chart:
    """Draw shares in percent with bounds of rounding (rows of charts/port_share_by_year)."""
    if rows.empty:
        return Chart.none(KEY, "Share of the Red Sea ports", NOTHING, rows, "")
    goods = [name for name in GOODS if (rows["commodity"] == name).any()]
    rows = rows.assign(rank=rows["commodity"].map(goods.index)).sort_values(["rank", "year"])
    rows = rows.drop(columns="rank").reset_index(drop=True)
    records = as_records(rows)
    fig = {
        "data": [_bars(rows[rows["commodity"] == name], name) for name in goods],
        "layout": {
            "hovermode": "closest",
            "height": 70 + LINE_PX * len(rows),
            "xaxis": {"range": [0, 104], "ticksuffix": " %", "showgrid": True, "nticks": 6},
            "yaxis": {
                "range": [len(rows) - 0.4, -0.6],
                "tickvals": list(range(len(rows))),
                "ticktext": [_name(row) for row in records],
                "showgrid": False,
                "zeroline": False,
            },
            "annotations": [_label(number, row) for number, row in enumerate(records)],
        },
    }
    part = rows[rows["commodity"] == goods[0]]
    latest = part.iloc[-1]
    title = (
        f"By WFP’s tonnes the Red Sea ports took {latest['share_pct']:.0f} % of"
        f" {GOODS[goods[0]]} in {latest['year']}"
    )
    if len(part) > 1:
        first = part.iloc[0]
        title += f", {first['share_pct']:.0f} % in {first['year']}"
    alt = f"Bars of shares in percent for {words.counted(len(rows), 'year')} and goods. {title}."
    return Chart(KEY, title, fig, alt, rows, NOTE)


def _bars(part: pd.DataFrame, name: str) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "x": part["share_pct"].tolist(),
        "y": part.index.tolist(),
        "width": 0.55,
        "marker": {"color": COLOURS[name]},
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": (part["share_high_pct"] - part["share_pct"]).tolist(),
            "arrayminus": (part["share_pct"] - part["share_low_pct"]).tolist(),
            "color": theme.SLATE,
            "thickness": 1.5,
            "width": 3,
        },
        "name": GOODS[name],
        "text": [_hover(row) for row in as_records(part)],
        "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
        "showlegend": False,
    }


def _name(row: dict[Any, Any]) -> str:
    return f"{words.sentence(GOODS[row['commodity']])} {row['year']}"


def _label(number: int, row: dict[Any, Any]) -> dict[str, Any]:
    return {
        "x": row["share_high_pct"],
        "y": number,
        "text": f"<b>{row['share_pct']:.1f} %</b>",
        "xanchor": "left",
        "xshift": 6,
    }


def _hover(row: dict[Any, Any]) -> str:
    return (
        f"<b>{GOODS[row['commodity']]}, {row['year']}: {row['share_pct']:.1f} %</b>"
        f"<br>{row['share_low_pct']:.1f} to {row['share_high_pct']:.1f} % by rounding"
        f"<br>{row['red_sea_t']:,.0f} t Red Sea ports, {row['southern_t']:,.0f} t southern ports"
    )
