"""Imports since January against the same months a year before, with the bounds of rounding."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.kit.charts import draw, theme, words
from dashboard.kit.charts import events as overlay
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.import_words import PORT_NAMES, WFP, bounds, goods, megatonnes, wrapped
from dashboard.kit.charts.over_time import MONTHS_GAP, line

KEY = "port_imports_change"
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
        colour, doubtful = theme.PORT_COLOURS[port], part[part["is_doubtful"]]
        if len(certain := part[~part["is_doubtful"]]):
            data.append(_line(certain, colour))
            short = PORT_NAMES[port].removesuffix(" ports")
            ends.append((short, colour, float(certain["change_pct"].iloc[-1])))
        if len(doubtful):
            data.append(_hollow(doubtful, colour))
    zero = {"zeroline": True, "zerolinecolor": theme.SLATE, "zerolinewidth": 1.5}
    fig = draw.figure(
        380,
        data,
        draw.dates(rows["period_end"].min() - MARGIN, rows["period_end"].max() + MARGIN),
        draw.percent(low - room, high + room, nticks=7, **zero),
        82,
        annotations=draw.end_labels(ends, low - room, high + room),
    )
    lines = overlay.draw(fig, events)
    said = [_finding(part) for part in parts.values()]
    note = words.note(
        "Against the year before; thin bars are bounds of rounding.",
        "Hollow: a doubted total." if rows["is_doubtful"].any() else "",
        "Some may be revised, as a dot then says." if rows["is_before_revision"].any() else "",
    )
    method = words.note(
        f"{WFP} Each dot is the total of {goods(rows)} since 1 January, in percent above or below"
        " the published total of the same months of the year before: the baseline moves with the"
        " year. Thin bars are the bounds that the rounding of both totals leaves; dots of one year"
        " are joined, not across more than three steps.",
        "Hollow dots rest on a total that the compilers doubt."
        if rows["is_doubtful"].any()
        else "",
        "Where the hover text says so, a later total of one of the two years is probably a"
        " revision, and the change may no longer hold."
        if rows["is_before_revision"].any()
        else "",
        lines,
    )
    alt = f"Dots of change in percent over time, a colour a group of ports. {'. '.join(said)}."
    return Chart(KEY, said[0], fig, alt, rows, note, method=method)


def _finding(part: pd.DataFrame) -> str:
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


def _line(part: pd.DataFrame, colour: str) -> draw.Part:
    """Return the dots of one group of ports, joined within each year."""
    x: list[pd.Timestamp] = []
    y: list[float] = []
    told: list[str] = []
    for _, of_year in part.groupby("year"):
        is_later = bool(x)  # the line breaks before it
        x += [*x[-1:], *of_year["period_end"]]
        y += [*[float("nan")] * is_later, *of_year["change_pct"]]
        told += [*[""] * is_later, *map(_hover, as_records(of_year))]
    name, dot = PORT_NAMES[part["port"].iloc[0]], {"color": colour, "size": 7, "line": {"width": 0}}
    style: draw.Part = {"mode": "lines+markers", "marker": dot}
    drawn = line(x, y, colour, MONTHS_GAP, name, told, 1.5, **style)
    spans = zip(part["change_low_pct"], part["change_high_pct"], strict=True)
    of_day = dict(zip(part["period_end"], spans, strict=True))
    lows, highs = zip(*(of_day.get(day, (0.0, 0.0)) for day in drawn["x"]), strict=True)
    return drawn | {"error_y": draw.errors([y or 0.0 for y in drawn["y"]], lows, highs, colour)}


def _hollow(rows: pd.DataFrame, colour: str) -> draw.Part:
    x, y, texts = rows["period_end"], rows["change_pct"], map(_hover, as_records(rows))
    return draw.dots(x, y, colour, texts, "doubtful", symbol="circle-open", edge=2)


def _hover(row: dict[Any, Any]) -> str:
    before = words.since_january(row["period_end"] - pd.DateOffset(years=1))
    return words.hover(
        f"{PORT_NAMES[row['port']]}, {words.since_january(row['period_end'])}",
        f"{words.less_or_more(row['change_pct'])} a year before"
        f" ({bounds(row['change_low_pct'], row['change_high_pct'])})",
        f"{megatonnes(row['tonnes'], row['error_t'])} against"
        f" {megatonnes(row['tonnes_year_before'], row['error_t_year_before'])}, {before}",
        "before a probable revision of one of the two years" * bool(row["is_before_revision"]),
        None if pd.isna(row["note"]) else wrapped(row["note"]),
    )
