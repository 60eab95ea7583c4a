"""Imports as PortWatch models them from ships' draught: another signal, in other colours."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.kit.charts import draw, theme, words
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.import_words import monthly, on_bar, placed

KEY, HEIGHT = "port_ais", 480
TOP, GAP = 0.96, 0.1
"""Share of the height up to which the panels reach, and of that between two of them."""

FIRST = "Hodeidah"
PIECES = {
    "cargo_t_per_month": ("cargo ships", theme.BROWN),
    "tanker_t_per_month": ("tankers", theme.TEAL),
}
"""Column -> kind of ship, colour."""

NOTHING = "no AIS estimate covers these days. Nothing is drawn."
NOTE = (
    "Estimated from ships’ draught; many ships to Hodeidah are missed. Never set beside WFP's"
    " tonnes."
)
METHOD = (
    "IMF PortWatch models imports from the draught of ships seen by AIS, the radio signal that"
    " ships send. Many ships to Hodeidah are missed, so these estimates are of another kind than"
    " WFP's tonnes, and far below them at Hodeidah. A bar is as wide as the"
    " period it covers and as high as its mean month; all panels have one scale."
    " Attribution: IMF PortWatch, UN Global Platform AIS."
)


def by_period(rows: pd.DataFrame) -> Chart:
    """Stack cargo ships and tankers a period, a panel a port (rows of charts/port_ais_by_period).

    Values are estimated tonnes in a mean month.
    """
    if rows.empty:
        return Chart.none(KEY, "AIS estimates of imports", NOTHING, rows, "")
    ports = sorted(rows["port"].unique(), key=lambda port: (port != FIRST, port))
    pieces = rows[list(PIECES)].fillna(0).sum(axis=1)
    top = 1.18 * float(max(rows["all_t_per_month"].max(), pieces.max()) or 1)
    first, last = rows["period_start"].min(), rows["period_end"].max() + pd.Timedelta(days=1)
    height = (TOP - GAP * (len(ports) - 1)) / len(ports)
    panels = draw.domains([height] * len(ports), GAP, 1 - TOP - GAP)
    data, names = [], []
    for number, (port, (_, ceiling)) in enumerate(zip(ports, panels, strict=True)):
        part, axis = rows[rows["port"] == port], draw.axis_of(number)
        data += [_bars(part, column, axis, number == 0) for column in PIECES]
        names.append(draw.heading(f"<b>{port}</b>, tonnes a month by AIS estimate", ceiling))
        names += [
            on_bar(row, "all_t_per_month", "{:,.0f}k", axis, 1)
            for row in as_records(part)
            if not pd.isna(row["all_t_per_month"])
        ]
    fig = draw.figure(
        120 + (HEIGHT - 120) * len(ports) // 3,
        data,
        draw.dates(first, last, anchor=draw.axis_of(len(ports) - 1)),
        [draw.span(0, top, domain=panel, tickformat="~s", nticks=4) for panel in panels],
        barmode="stack",
        bargap=0,
        annotations=names,
        legend={"traceorder": "normal", "y": 1.06},
    )
    title = _finding(rows[rows["port"] == ports[0]])
    alt = (
        f"Stacked bars of {words.counted(len(rows), 'mean')} a month, a panel each for"
        f" {', '.join(ports)}. {title}."
    )
    return Chart(KEY, title, fig, alt, rows, NOTE, method=METHOD)


def _finding(part: pd.DataFrame) -> str:
    first, last = part.iloc[0], part.iloc[-1]
    said = (
        f"AIS estimate: {last['port']} {monthly(last['all_t_per_month'])},"
        f" {words.months_of(last['period_start'], last['period_end'])}"
    )
    if len(part) == 1 or pd.isna(first["all_t_per_month"]) or not first["all_t_per_month"]:
        return said
    change = 100 * (last["all_t_per_month"] / first["all_t_per_month"] - 1)
    before = words.months_of(first["period_start"], first["period_end"])
    return f"{said}, {words.less_or_more(change)} in {before}"


def _bars(part: pd.DataFrame, column: str, axis: str, legend: bool) -> draw.Part:
    name, colour = PIECES[column]
    middles, widths = placed(part)
    style: draw.Part = {"width": widths, "yaxis": axis, "legendgroup": name, "showlegend": legend}
    texts = map(_hover, as_records(part))
    return draw.bars(middles, part[column].astype("float"), colour, texts, name, **style)


def _hover(row: dict[Any, Any]) -> str:
    kinds = [
        f"{name}: {row[column]:,.0f} t"
        for column, (name, _) in PIECES.items()
        if not pd.isna(row[column])
    ]
    when = words.months_of(row["period_start"], row["period_end"])
    estimated = f"{monthly(row['all_t_per_month'])}, estimated from AIS"
    return words.hover(f"{row['port']}, {when}", estimated, *kinds)
