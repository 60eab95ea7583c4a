"""Port calls and AIS estimates of imports by month: stacks of ship classes, a panel a port."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from dashboard.charts import events as overlay
from dashboard.charts import port_call_words as say
from dashboard.charts import theme
from dashboard.charts.base import Chart, Figure, as_records
from dashboard.charts.port_call_words import CLASSES, Measure, Months
from dashboard.charts.series import axis_of, heading, reader

PANELS_PX, GAP_PX, FOOT_PX, LEGEND_PX, TICKS_PX = 430, 34, 30, 34, 18
"""Heights of all panels, of the space above each, the time axis, the legend, events' ticks."""

DAY_MS, HALF_A_DAY = 24 * 3600 * 1000, pd.Timedelta(hours=12)
HEADROOM = 1.12
SMALLEST = 0.35
"""Least height of a panel as a share of the highest one's."""


def calls(rows: pd.DataFrame, events: pd.DataFrame, ports: pd.DataFrame) -> Chart:
    """Stack mean port calls a day by class, a panel a port.

    ``rows`` are those of charts/port_calls_by_month, ``ports`` those of lists/portwatch_ports.
    """
    return _chart(say.CALLS, rows, events, say.names_of(ports))


def imports(rows: pd.DataFrame, events: pd.DataFrame, ports: pd.DataFrame) -> Chart:
    """Stack the tonnes of import that AIS suggests, by month and class, of the same rows."""
    return _chart(say.IMPORTS, rows, events, say.names_of(ports))


def _chart(measure: Measure, rows: pd.DataFrame, events: pd.DataFrame, names: say.Names) -> Chart:
    records = as_records(rows.sort_values("month"))
    found = {name: [row for row in records if row["port_id"] == key] for key, name in names.items()}
    parts = {port: part for port, part in found.items() if part}
    if not parts:
        return Chart.none(measure.key, measure.name, say.NOTHING, rows, say.WIDEN)
    months = list(pd.date_range(records[0]["month"], records[-1]["month"], freq="MS"))
    tops = {port: max(row[measure.column] for row in part) for port, part in parts.items()}
    most = max(tops.values()) or 1.0
    tops = {port: HEADROOM * max(top, SMALLEST * most) for port, top in tops.items()}
    height = TICKS_PX + PANELS_PX + GAP_PX * len(parts)
    fig: Figure = {
        "data": [_key(name, colour) for name, colour in CLASSES.values()],
        "layout": {
            "height": height + FOOT_PX + LEGEND_PX,
            "margin": {"l": 8, "r": 8, "t": LEGEND_PX, "b": FOOT_PX},
            "barmode": "stack",
            "bargap": 0,
            "hoversubplots": "axis",
            "xaxis": {
                "type": "date",
                "range": [months[0], months[-1] + pd.offsets.MonthEnd()],
                "anchor": axis_of(len(parts) - 1),
                "hoverformat": " ",
            },
            "yaxis9": overlay.THROUGH,
            "annotations": [],
            "shapes": [],
            "legend": {
                "traceorder": "normal",
                "y": 1.0,
                "itemclick": False,
                "itemdoubleclick": False,
            },
        },
    }
    ceiling = 1 - TICKS_PX / height
    for number, (port, part) in enumerate(parts.items()):
        ceiling -= GAP_PX / height
        foot = ceiling - PANELS_PX / height * tops[port] / sum(tops.values())
        axis = axis_of(number)
        fig["layout"][axis.replace("y", "yaxis")] = {
            "domain": [max(foot, 0), ceiling],
            "anchor": "x",
            "range": [0, tops[port]],
            "dtick": _step(most),
            "tickformat": measure.ticks,
            "fixedrange": True,
        }
        fig["data"] += _bars(part, measure, axis)
        words_above = f"<b>{port}</b>, {measure.unit}"
        fig["layout"]["annotations"].append(heading(words_above, ceiling, yshift=3))
        fig["layout"]["shapes"] += _unknown(part, months, axis)
        ceiling = foot
    read = say.readings(parts, months, measure)
    middles = [month + pd.Timedelta(days=15) for month in months]
    fig["data"].append(reader(middles, read, yaxis="y9"))
    lines = overlay.draw(fig, events, panels=True, height=height)
    title = say.finding(*next(iter(parts.items())), measure)
    return Chart(
        measure.key,
        title,
        fig,
        say.alt(title, parts, months, measure),
        rows,
        say.note(measure, parts, months, names, lines),
    )


def _key(name: str, colour: str) -> dict[str, Any]:
    """Return an entry of the legend: a trace would show the hatching of its first bar there."""
    return {"type": "bar", "x": [None], "y": [None], "name": name, "marker": {"color": colour}}


def _bars(part: Months, measure: Measure, axis: str) -> list[dict[str, Any]]:
    """Return a trace a ship class; months whose days are not all on record are hatched."""
    middles = [row["month"] + row["days_in_month"] * HALF_A_DAY for row in part]
    widths = [row["days_in_month"] * DAY_MS for row in part]
    hatched = ["" if say.is_whole(row) else "/" for row in part]
    return [
        {
            "type": "bar",
            "x": middles,
            "y": [row[measure.of_class.format(ship_class)] for row in part],
            "width": widths,
            "yaxis": axis,
            "name": name,
            "showlegend": False,
            "marker": {"color": colour, "pattern": {"shape": hatched}},
            "hoverinfo": "skip",
        }
        for ship_class, (name, colour) in CLASSES.items()
    ]


def _unknown(part: Months, months: list[pd.Timestamp], axis: str) -> list[dict[str, Any]]:
    """Return grey bands over the months without any day on record, neighbours in one."""
    known = {row["month"] for row in part}
    spans: list[tuple[pd.Timestamp, pd.Timestamp]] = []
    for month in months:
        if month in known:
            continue
        end = month + pd.offsets.MonthBegin()
        joins = bool(spans) and spans[-1][1] == month
        spans = [*spans[:-1], (spans[-1][0], end)] if joins else [*spans, (month, end)]
    return [
        {
            "type": "rect",
            "x0": start,
            "x1": end,
            "yref": f"{axis} domain",
            "y0": 0,
            "y1": 1,
            "fillcolor": theme.GREY,
            "opacity": 0.22,
            "line": {"width": 0},
            "layer": "below",
        }
        for start, end in spans
    ]


def _step(most: float) -> float:
    """Return a round distance of ticks that leaves at most five of them at the highest panel."""
    size = 10.0 ** math.floor(math.log10(most))
    return next(step for step in (size / 5, size / 2, size, 2 * size) if most <= 5 * step)
