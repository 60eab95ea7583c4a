"""Port calls and AIS estimates of imports by month: stacks of ship classes, a panel a port."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.kit.charts import draw
from dashboard.kit.charts import events as overlay
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.over_time import reader
from dashboard.topics.hodeidah.charts import port_call_words as say
from dashboard.topics.hodeidah.charts.port_call_words import CLASSES, Measure, Months

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
    heights = [PANELS_PX * tops[port] / sum(tops.values()) for port in parts]
    panels = draw.domains(heights, GAP_PX, TICKS_PX)
    # Entries of the legend: a trace would show the hatching of its first bar there.
    data = [
        draw.bars([None], [None], colour, name=name, showlegend=None)
        for name, colour in CLASSES.values()
    ]
    titles, axes, grey = [], [], []
    style = {
        "dtick": draw.tick_step(most),
        "tickformat": measure.ticks,
        "fixedrange": True,
        "anchor": "x",
    }
    for number, (port, part) in enumerate(parts.items()):
        axis, panel = draw.axis_of(number), panels[number]
        axes.append(draw.span(0, tops[port], domain=panel, **style))
        data += _bars(part, measure, axis)
        titles.append(draw.heading(f"<b>{port}</b>, {measure.unit}", panel[1], yshift=3))
        grey += _unknown(part, months, axis)
    end, anchor = months[-1] + pd.offsets.MonthEnd(), draw.axis_of(len(parts) - 1)
    fig = draw.figure(
        height + FOOT_PX + LEGEND_PX,
        data,
        draw.dates(months[0], end, anchor=anchor, hoverformat=" "),
        axes,
        hovermode="x unified",
        hoversubplots="axis",
        yaxis9=overlay.THROUGH,
        margin={"t": LEGEND_PX, "b": FOOT_PX},
        barmode="stack",
        bargap=0,
        annotations=titles,
        shapes=grey,
        legend={"traceorder": "normal", "y": 1.0, "itemclick": False, "itemdoubleclick": False},
    )
    read = say.readings(parts, months, measure)
    middles = [month + pd.Timedelta(days=15) for month in months]
    fig["data"].append(reader(middles, read, 0.5, yaxis="y9"))
    lines = overlay.draw(fig, events, panels=True, height=height)
    title = say.finding(*next(iter(parts.items())), measure)
    alt = say.alt(title, parts, months, measure)
    method = say.method(measure, parts, months, names, lines)
    note = say.note(measure, parts)
    return Chart(measure.key, title, fig, alt, rows, note, method=method)


def _bars(part: Months, measure: Measure, axis: str) -> list[dict[str, Any]]:
    """Return a trace a ship class; months whose days are not all on record are hatched."""
    middles = [row["month"] + row["days_in_month"] * HALF_A_DAY for row in part]
    widths = [row["days_in_month"] * DAY_MS for row in part]
    hatched = ["" if say.is_whole(row) else "/" for row in part]
    style: draw.Part = {"width": widths, "yaxis": axis, "marker": {"pattern": {"shape": hatched}}}
    columns = {of: [row[measure.of_class.format(of)] for row in part] for of in CLASSES}
    return [
        draw.bars(middles, columns[of], colour, name=name, **style)
        for of, (name, colour) in CLASSES.items()
    ]


def _unknown(part: Months, months: list[pd.Timestamp], axis: str) -> list[dict[str, Any]]:
    """Return grey bands over the months without any day on record, neighbours in one."""
    known = {row["month"] for row in part}
    spans: list[tuple[pd.Timestamp, pd.Timestamp]] = []
    for month in [month for month in months if month not in known]:
        joins = bool(spans) and spans[-1][1] == month
        start = spans.pop()[0] if joins else month
        spans.append((start, month + pd.offsets.MonthBegin()))
    panel = {"yref": f"{axis} domain"}
    return [draw.shade("x", start, end) | panel for start, end in spans]
