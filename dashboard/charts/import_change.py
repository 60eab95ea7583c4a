"""Imports since January against the same months a year before, with the bounds of rounding."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts import events as overlay
from dashboard.charts import series, theme, words
from dashboard.charts.base import Chart, Figure, as_records
from dashboard.charts.import_words import (
    PORT_NAMES,
    WFP,
    bounds,
    goods,
    megatonnes,
    wrapped,
)

KEY = "port_imports_change"
HEIGHT = 380
NOTHING = "no total has a published year before in these days. Nothing is drawn."
MARGIN = pd.Timedelta(days=31)


def year_on_year(rows: pd.DataFrame, events: pd.DataFrame) -> Chart:
    """Draw the change of totals since January (rows of charts/port_imports_year_on_year).

    One commodity, a colour a port group, dots joined within a year.
    """
    if rows.empty:
        return Chart.none(KEY, "Imports against the year before", NOTHING, rows, "")
    ports = [port for port in PORT_NAMES if (rows["port"] == port).any()]
    parts = {port: rows[rows["port"] == port] for port in ports}
    low = min(0.0, float(rows["change_low_pct"].min()))
    high = max(0.0, float(rows["change_high_pct"].max()))
    room = 0.08 * (high - low) or 1.0
    data, ends = [], []
    for port, part in parts.items():
        certain, colour = part[~part["is_doubtful"]], theme.PORT_COLOURS[port]
        if len(certain):
            data.append(_line(certain, colour))
            short = PORT_NAMES[port].removesuffix(" ports")
            ends.append((short, colour, float(certain["change_pct"].iloc[-1])))
        if part["is_doubtful"].any():
            data.append(_hollow(part[part["is_doubtful"]], colour))
    fig: Figure = {
        "data": data,
        "layout": {
            "hovermode": "closest",
            "height": HEIGHT,
            "margin": {"l": 8, "r": 82, "t": 8, "b": 8},
            "xaxis": {
                "type": "date",
                "range": [rows["period_end"].min() - MARGIN, rows["period_end"].max() + MARGIN],
            },
            "yaxis": {
                "range": [low - room, high + room],
                "ticksuffix": " %",
                "zeroline": True,
                "zerolinecolor": theme.SLATE,
                "zerolinewidth": 1.5,
                "nticks": 7,
            },
            "annotations": series.end_labels(ends, low - room, high + room),
        },
    }
    lines = overlay.draw(fig, events)
    said = [_finding(part) for part in parts.values()]
    note = (
        f"{WFP} Each dot is the total of {goods(rows)} since 1 January, in percent above or below"
        " the published total of the same months of the year before: the baseline moves with the"
        " year. Thin bars are the bounds that the rounding of both totals leaves; dots of one year"
        " are joined, not across more than three steps."
    )
    if rows["is_doubtful"].any():
        note += " Hollow dots rest on a total that the compilers doubt."
    if rows["is_before_revision"].any():
        note += (
            " Where the hover text says so, a later total of one of the two years is probably a"
            " revision, and the change may no longer hold."
        )
    alt = f"Dots of change in percent over time, a colour a group of ports. {'. '.join(said)}."
    return Chart(KEY, said[0], fig, alt, rows, " ".join(filter(None, [note, lines])))


def _finding(part: pd.DataFrame) -> str:
    """State the latest change that does not rest on a doubtful total."""
    certain = part[~part["is_doubtful"]]
    name = PORT_NAMES[part["port"].iloc[0]]
    if certain.empty:
        return f"{name}: every change here rests on a total that the compilers doubt"
    latest = certain.iloc[-1]
    return (
        f"{name}, {words.since_january(latest['period_end'])}:"
        f" {words.compared(latest['change_pct'], goods(part), 'less')} a year before"
        f" ({bounds(latest['change_low_pct'], latest['change_high_pct'])})"
    )


def _line(part: pd.DataFrame, colour: str) -> dict[str, Any]:
    """Return the dots of one group of ports, joined within each year."""
    x: list[pd.Timestamp] = []
    y: list[float] = []
    told: list[str] = []
    up: list[float] = []
    down: list[float] = []
    for _, of_year in part.groupby("year"):
        if x:
            x, y, told = [*x, x[-1]], [*y, float("nan")], [*told, ""]
        for row in as_records(of_year):
            x.append(row["period_end"])
            y.append(row["change_pct"])
            told.append(_hover(row))
    drawn = series.line(x, y, told, PORT_NAMES[part["port"].iloc[0]], colour, series.MONTHS_GAP)
    spans = zip(part["change_low_pct"], part["change_high_pct"], strict=True)
    bounds_of = dict(zip(part["period_end"], spans, strict=True))
    for day, value in zip(drawn["x"], drawn["y"], strict=True):
        low, high = (0.0, 0.0) if value is None else bounds_of[day]
        up.append(high - (value or 0.0))
        down.append((value or 0.0) - low)
    return drawn | {
        "mode": "lines+markers",
        "line": {"color": colour, "width": 1.5},
        "marker": {"color": colour, "size": 7, "line": {"width": 0}},
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": up,
            "arrayminus": down,
            "color": colour,
            "thickness": 1.5,
            "width": 3,
        },
    }


def _hollow(rows: pd.DataFrame, colour: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": rows["period_end"].tolist(),
        "y": rows["change_pct"].tolist(),
        "mode": "markers",
        "marker": {"color": colour, "size": 8, "symbol": "circle-open", "line": {"width": 2}},
        "text": [_hover(row) for row in as_records(rows)],
        "hovertemplate": "%{text}<extra></extra>",
        "name": "doubtful",
        "showlegend": False,
    }


def _hover(row: dict[Any, Any]) -> str:
    before = words.since_january(row["period_end"] - pd.DateOffset(years=1))
    said = (
        f"<b>{PORT_NAMES[row['port']]}, {words.since_january(row['period_end'])}</b>"
        f"<br>{words.less_or_more(row['change_pct'])} a year before"
        f" ({bounds(row['change_low_pct'], row['change_high_pct'])})"
        f"<br>{megatonnes(row['tonnes'], row['error_t'])} against"
        f" {megatonnes(row['tonnes_year_before'], row['error_t_year_before'])}, {before}"
    )
    if row["is_before_revision"]:
        said += "<br>before a probable revision of one of the two years"
    return said if pd.isna(row["note"]) else f"{said}<br>{wrapped(row['note'])}"
