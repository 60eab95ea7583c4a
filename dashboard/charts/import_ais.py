"""Imports as PortWatch models them from ships' draught: another signal, in other colours."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts import theme, words
from dashboard.charts.base import Chart, Figure, as_records
from dashboard.charts.import_words import monthly, placed
from dashboard.charts.series import axis_of, heading

KEY = "port_ais"
HEIGHT = 480
GAP = 0.1
FIRST = "Hodeidah"
PIECES = {
    "cargo_t_per_month": ("cargo ships", theme.SKY),
    "tanker_t_per_month": ("tankers", theme.BLUE),
}
"""Column -> kind of ship, colour."""

NOTHING = "no AIS estimate covers these days. Nothing is drawn."
NOTE = (
    "IMF PortWatch models imports from the draught of ships seen by AIS, the radio signal that"
    " ships send. Many ships to Hodeidah are missed, so these estimates are of another kind than"
    " WFP's tonnes, far below them at Hodeidah, and never set beside them. A bar is as wide as the"
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
    layout: Figure = {
        "hovermode": "closest",
        "height": 120 + (HEIGHT - 120) * len(ports) // 3,
        "barmode": "stack",
        "bargap": 0,
        "xaxis": {"type": "date", "range": [first, last], "anchor": axis_of(len(ports) - 1)},
        "annotations": [],
        "legend": {"traceorder": "normal", "y": 1.06},
    }
    fig: Figure = {"data": [], "layout": layout}
    height = (0.96 - GAP * (len(ports) - 1)) / len(ports)
    for number, port in enumerate(ports):
        ceiling = 0.96 - number * (height + GAP)
        layout[axis_of(number).replace("y", "yaxis")] = {
            "domain": [max(ceiling - height, 0), ceiling],
            "range": [0, top],
            "tickformat": "~s",
            "nticks": 4,
        }
        part = rows[rows["port"] == port]
        fig["data"] += [_bars(part, column, axis_of(number), number == 0) for column in PIECES]
        layout["annotations"] += [_heading(port, ceiling), *_values(part, axis_of(number))]
    title = _finding(rows[rows["port"] == ports[0]])
    alt = (
        f"Stacked bars of {words.counted(len(rows), 'mean')} a month, a panel each for"
        f" {', '.join(ports)}. {title}."
    )
    return Chart(KEY, title, fig, alt, rows, NOTE)


def _finding(part: pd.DataFrame) -> str:
    """State the last period of a port against its first."""
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


def _bars(part: pd.DataFrame, column: str, axis: str, legend: bool) -> dict[str, Any]:
    name, colour = PIECES[column]
    middles, widths = placed(part)
    return {
        "type": "bar",
        "x": middles,
        "y": part[column].astype("float").tolist(),
        "width": widths,
        "yaxis": axis,
        "name": name,
        "legendgroup": name,
        "showlegend": legend,
        "marker": {"color": colour},
        "text": [_hover(row) for row in as_records(part)],
        "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
    }


def _hover(row: dict[Any, Any]) -> str:
    lines = [f"<b>{row['port']}, {words.months_of(row['period_start'], row['period_end'])}</b>"]
    lines += [f"{monthly(row['all_t_per_month'])}, estimated from AIS"]
    for column, (name, _) in PIECES.items():
        if not pd.isna(row[column]):
            lines.append(f"{name}: {row[column]:,.0f} t")
    return "<br>".join(lines)


def _values(part: pd.DataFrame, axis: str) -> list[dict[str, Any]]:
    """Return the totals, to stand on bars that are wide enough for them."""
    return [
        {
            "x": row["period_start"] + (row["period_end"] - row["period_start"]) / 2,
            "y": row["all_t_per_month"],
            "yref": axis,
            "text": f"{row['all_t_per_month'] / 1000:,.0f}k",
            "yanchor": "bottom",
            "yshift": 1,
        }
        for row in as_records(part)
        if not pd.isna(row["all_t_per_month"])
    ]


def _heading(port: str, ceiling: float) -> dict[str, Any]:
    return heading(f"<b>{port}</b>, tonnes a month by AIS estimate", ceiling)
