"""The share of the Red Sea ports in the tonnes of both groups of ports, year by year."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.kit.charts import draw, theme, words
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.import_words import GOODS, MEMBERS, RED_SEA, SOUTHERN, WFP

KEY = "port_share_by_year"
NOTHING = "no year has a published total of both groups of ports. Nothing is drawn."
COLOURS = {"all": theme.MAGENTA, "fuel": theme.OLIVE, "food": theme.GREEN}
NOTE = "Shares of WFP’s fuel and food through these ports alone, not of all imports."
METHOD = (
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
    fig = draw.figure(
        70 + 34 * len(rows),
        [_bars(rows[rows["commodity"] == name], name) for name in goods],
        draw.percent(0, 104, showgrid=True, nticks=6),
        draw.rows([f"{words.sentence(GOODS[r['commodity']])} {r['year']}" for r in records], 0.6),
        annotations=[
            draw.label(row["share_high_pct"], number, f"<b>{row['share_pct']:.1f} %</b>", shift=6)
            for number, row in enumerate(records)
        ],
    )
    part = rows[rows["commodity"] == goods[0]]
    latest = part.iloc[-1]
    title = (
        f"By WFP’s tonnes the Red Sea ports took {latest['share_pct']:.0f} % of"
        f" {GOODS[goods[0]]} in {latest['year']}"
    )
    if len(part) > 1:
        title += f", {part.iloc[0]['share_pct']:.0f} % in {part.iloc[0]['year']}"
    alt = f"Bars of shares in percent for {words.counted(len(rows), 'year')} and goods. {title}."
    return Chart(KEY, title, fig, alt, rows, NOTE, method=METHOD)


def _bars(part: pd.DataFrame, name: str) -> draw.Part:
    shares, colour = part["share_pct"].tolist(), COLOURS[name]
    bounds = draw.errors(shares, part["share_low_pct"], part["share_high_pct"], theme.SLATE)
    style: draw.Part = {"orientation": "h", "width": 0.55, "error_x": bounds}
    return draw.bars(
        shares, part.index, colour, map(_hover, as_records(part)), GOODS[name], **style
    )


def _hover(row: dict[Any, Any]) -> str:
    return words.hover(
        f"{GOODS[row['commodity']]}, {row['year']}: {row['share_pct']:.1f} %",
        f"{row['share_low_pct']:.1f} to {row['share_high_pct']:.1f} % by rounding",
        f"{row['red_sea_t']:,.0f} t Red Sea ports, {row['southern_t']:,.0f} t southern ports",
    )
