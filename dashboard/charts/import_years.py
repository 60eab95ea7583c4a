"""Imports added up since January: the latest year strong, the years before it muted."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts import series, theme, words
from dashboard.charts.base import Chart, as_records
from dashboard.charts.import_words import (
    MEMBERS,
    PORT_NAMES,
    RED_SEA,
    WFP,
    goods,
    megatonnes,
    revision,
    wrapped,
)

HEIGHT = 380
COMMON_YEAR = 2001
"""All years are drawn over the months of this one; it has 365 days."""

STRONG = {RED_SEA: theme.PORT_COLOURS[RED_SEA]}
"""Group of ports -> colour of its latest year; the muted grey of the others is made strong."""


def cumulative(rows: pd.DataFrame, port: str, highest_t: float) -> Chart:
    """Draw one line a year for one commodity and port group.

    ``rows`` are those of charts/port_imports_since_january; ``highest_t`` is the top of the y
    axis in tonnes, so that two groups of ports can share it.
    """
    key = f"port_imports_years_{'red_sea' if port == RED_SEA else 'southern'}"
    rows = rows[rows["port"] == port]
    if rows.empty:
        none = f"no total of the {PORT_NAMES[port]} is published. Nothing is drawn."
        return Chart.none(key, f"{PORT_NAMES[port]}: imports since January", none, rows, "")
    years = sorted(rows["year"].unique())
    colours = dict.fromkeys(years, theme.GREY) | {years[-1]: STRONG.get(port, theme.SLATE)}
    top = 1.05 * (highest_t or 1.0)
    data, ends = [], []
    for year in years:
        part = rows[rows["year"] == year]
        certain = part[~part["is_doubtful"]]
        if len(certain):
            data.append(_line(certain, colours[year], latest=year == years[-1]))
            last = float(certain["tonnes"].iloc[-1])
            name = f"<b>{year}</b>" if year == years[-1] else str(year)
            ends.append((name, colours[year], last))
    doubtful = rows[rows["is_doubtful"]]
    if len(doubtful):
        data.append(_hollow(doubtful))
    fig = {
        "data": data,
        "layout": {
            "hovermode": "closest",
            "height": HEIGHT,
            "margin": {"l": 8, "r": 58, "t": 8, "b": 8},
            "xaxis": {
                "type": "date",
                "range": [_day(1, 1), _day(12, 31) + pd.Timedelta(days=3)],
                "tickvals": [_day(month, 28) for month in (1, 3, 5, 7, 9, 11)],
                "ticktext": ["Jan", "Mar", "May", "Jul", "Sep", "Nov"],
            },
            "yaxis": {"range": [0, top], "tickformat": "~s", "ticksuffix": "t", "nticks": 6},
            "annotations": series.end_labels(ends, 0, top),
        },
    }
    title = _finding(rows, port)
    revised = (
        " Where later totals of a year belong to a revision, the line is broken."
        if rows["is_revised"].any()
        else ""
    )
    hollow = (
        " Hollow marks are totals that the compilers doubt; the reason is in the hover text."
        if len(doubtful)
        else ""
    )
    note = (
        f"{WFP} Totals from 1 January to the end of the month, of {goods(rows)}, {MEMBERS[port]}."
        " Dots are published totals; months without one are bridged only up to three steps."
        f"{revised}{hollow} Years before the period chosen are drawn for comparison."
        f" {revision(rows)}"
    ).rstrip()
    drawn = f"each of {len(years)} years, {years[0]} to {years[-1]}" if len(years) > 1 else years[0]
    alt = f"A line for {drawn}. {title}."
    return Chart(key, title, fig, alt, rows, note)


def _finding(rows: pd.DataFrame, port: str) -> str:
    """State the latest total that is not doubted, and how it compares with the year before."""
    certain = rows[~rows["is_doubtful"]]
    if certain.empty:
        return f"{PORT_NAMES[port]}: only totals that the compilers doubt"
    latest = certain.sort_values("period_end").iloc[-1]
    before = certain[
        (certain["year"] == latest["year"] - 1) & (certain["months"] == latest["months"])
    ]
    said = (
        f"{PORT_NAMES[port]}, {words.since_january(latest['period_end'])}:"
        f" {megatonnes(latest['tonnes'], latest['error_t'])} of {goods(rows)}"
    )
    if before.empty:
        return f"{said}; no total of the same months of {latest['year'] - 1}"
    change = 100 * (latest["tonnes"] / before["tonnes"].iloc[0] - 1)
    return f"{said}, {words.less_or_more(change)} a year before"


def _line(part: pd.DataFrame, colour: str, latest: bool) -> dict[str, Any]:
    """Return the line of one year, from nothing on 1 January, broken before a revision."""
    x, y, told = [_day(1, 1)], [0.0], [""]
    revised = False
    for row in as_records(part):
        if row["is_revised"] and not revised:
            x, y, told = [*x, x[-1]], [*y, float("nan")], [*told, ""]
            revised = True
        x.append(_end(row["months"]))
        y.append(float(row["tonnes"]))
        told.append(_hover(row))
    drawn = series.line(x, y, told, str(part["year"].iloc[0]), colour, series.MONTHS_GAP)
    size = [7 if latest else 4 if text else 0 for text in drawn["text"]]
    size = [size[n] if text else 0 for n, text in enumerate(drawn["text"])]
    return drawn | {
        "mode": "lines+markers",
        "line": {"color": colour, "width": 3 if latest else 1.25},
        "marker": {"color": colour, "size": size, "opacity": 1, "line": {"width": 0}},
        "hoverinfo": "text",
        "opacity": 1 if latest else 0.7,
    }


def _hollow(rows: pd.DataFrame) -> dict[str, Any]:
    records = as_records(rows)
    return {
        "type": "scatter",
        "x": [_end(row["months"]) for row in records],
        "y": [row["tonnes"] for row in records],
        "mode": "markers",
        "marker": {"color": theme.SLATE, "size": 9, "symbol": "circle-open", "line": {"width": 2}},
        "text": [_hover(row) for row in records],
        "hovertemplate": "%{text}<extra></extra>",
        "name": "doubtful",
        "showlegend": False,
    }


def _hover(row: dict[Any, Any]) -> str:
    said = (
        f"<b>{words.since_january(row['period_end'])}</b>"
        f"<br>{row['tonnes']:,.0f} t, ± {row['error_t']:,.0f} t by rounding"
    )
    if pd.isna(row["note"]):
        return said
    return f"{said}<br>{wrapped(row['note'])}"


def _end(month: int) -> pd.Timestamp:
    return _day(int(month), 1) + pd.offsets.MonthEnd()


def _day(month: int, day: int) -> pd.Timestamp:
    return pd.Timestamp(COMMON_YEAR, month, day)
