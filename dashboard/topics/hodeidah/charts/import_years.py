"""Imports added up since January: the latest year strong, the years before it muted."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.kit.charts import draw, theme, words
from dashboard.kit.charts import import_words as say
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.over_time import MONTHS_GAP, line

COMMON_YEAR = 2001
"""All years are drawn over the months of this one; it has 365 days."""

STRONG = {say.RED_SEA: theme.PORT_COLOURS[say.RED_SEA]}
"""Group of ports -> colour of its latest year; the muted grey of the others is made strong."""


def cumulative(rows: pd.DataFrame, port: str, highest_t: float) -> Chart:
    """Draw one line a year for one commodity and port group.

    ``rows`` are those of charts/port_imports_since_january; ``highest_t`` is the top of the y
    axis in tonnes, so that two groups of ports can share it.
    """
    key = f"port_imports_years_{'red_sea' if port == say.RED_SEA else 'southern'}"
    rows = rows[rows["port"] == port]
    if rows.empty:
        none = f"no total of the {say.PORT_NAMES[port]} is published. Nothing is drawn."
        return Chart.none(key, f"{say.PORT_NAMES[port]}: imports since January", none, rows, "")
    years = sorted(rows["year"].unique())
    colours = dict.fromkeys(years, theme.GREY) | {years[-1]: STRONG.get(port, theme.SLATE)}
    top = 1.05 * (highest_t or 1.0)
    certain, doubtful = rows[~rows["is_doubtful"]], rows[rows["is_doubtful"]]
    data, ends = [], []
    for year in years:
        if len(part := certain[certain["year"] == year]):
            data.append(_line(part, colours[year], latest=year == years[-1]))
            name = f"<b>{year}</b>" if year == years[-1] else str(year)
            ends.append((name, colours[year], float(part["tonnes"].iloc[-1])))
    if len(doubtful):
        x, texts = map(_end, doubtful["months"]), map(_hover, as_records(doubtful))
        look: draw.Part = {"size": 9, "symbol": "circle-open", "edge": 2}
        data.append(draw.dots(x, doubtful["tonnes"], theme.SLATE, texts, "doubtful", **look))
    fig = draw.figure(
        380,
        data,
        draw.dates(
            _day(1, 1),
            _day(12, 31) + pd.Timedelta(days=3),
            tickvals=[_day(month, 28) for month in (1, 3, 5, 7, 9, 11)],
            ticktext=["Jan", "Mar", "May", "Jul", "Sep", "Nov"],
        ),
        draw.span(0, top, tickformat="~s", ticksuffix="t", nticks=6),
        58,
        annotations=draw.end_labels(ends, 0, top),
    )
    title = _finding(rows, port)
    note = words.note(
        "WFP’s totals since 1 January.",
        "Hollow: doubted by the compilers." if len(doubtful) else "",
        say.doubted(rows),
    )
    method = words.note(
        f"{say.WFP} Totals from 1 January to the end of the month, of {say.goods(rows)},"
        f" {say.MEMBERS[port]}."
        " Dots are published totals; months without one are bridged only up to three steps.",
        "Where later totals of a year belong to a revision, the line is broken."
        if rows["is_revised"].any()
        else "",
        "Hollow marks are totals that the compilers doubt; the reason is in the hover text."
        if len(doubtful)
        else "",
        "Years before the period chosen are drawn for comparison.",
        say.revision(rows),
    )
    drawn = f"each of {len(years)} years, {years[0]} to {years[-1]}" if len(years) > 1 else years[0]
    alt = f"A line for {drawn}. {title}."
    return Chart(key, title, fig, alt, rows, note, method=method)


def _finding(rows: pd.DataFrame, port: str) -> str:
    certain = rows[~rows["is_doubtful"]]
    if certain.empty:
        return f"{say.PORT_NAMES[port]}: only totals that the compilers doubt"
    latest = certain.sort_values("period_end").iloc[-1]
    before = certain[
        (certain["year"] == latest["year"] - 1) & (certain["months"] == latest["months"])
    ]
    said = (
        f"{say.PORT_NAMES[port]}, {words.since_january(latest['period_end'])}:"
        f" {say.megatonnes(latest['tonnes'], latest['error_t'])} of {say.goods(rows)}"
    )
    if before.empty:
        return f"{said}; no total of the same months of {latest['year'] - 1}"
    change = 100 * (latest["tonnes"] / before["tonnes"].iloc[0] - 1)
    return f"{said}, {words.less_or_more(change)} a year before"


def _line(part: pd.DataFrame, colour: str, latest: bool) -> draw.Part:
    """Return the line of one year, from nothing on 1 January, broken before a revision."""
    points = [(_day(1, 1), 0.0, "")]
    revised = False
    for row in as_records(part):
        if row["is_revised"] and not revised:
            points.append((points[-1][0], float("nan"), ""))
            revised = True
        points.append((_end(row["months"]), float(row["tonnes"]), _hover(row)))
    x, y, told = zip(*points, strict=True)
    year, width = str(part["year"].iloc[0]), 3 if latest else 1.25
    style: draw.Part = {"mode": "lines+markers", "opacity": 1 if latest else 0.7}
    drawn = line(x, y, colour, MONTHS_GAP, year, told, width, hoverinfo="text", **style)
    size = [(7 if latest else 4) if text else 0 for text in drawn["text"]]
    return drawn | {"marker": {"color": colour, "size": size, "opacity": 1, "line": {"width": 0}}}


def _hover(row: dict[Any, Any]) -> str:
    return words.hover(
        words.since_january(row["period_end"]),
        f"{row['tonnes']:,.0f} t, ± {row['error_t']:,.0f} t by rounding",
        None if pd.isna(row["note"]) else say.wrapped(row["note"]),
    )


def _end(month: int) -> pd.Timestamp:
    return _day(int(month), 1) + pd.offsets.MonthEnd()


def _day(month: int, day: int) -> pd.Timestamp:
    return pd.Timestamp(COMMON_YEAR, month, day)
