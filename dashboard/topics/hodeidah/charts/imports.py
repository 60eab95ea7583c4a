"""Imports through two groups of ports: a bar as wide as the period that a figure covers."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.kit.charts import draw, theme, words
from dashboard.kit.charts import import_words as say
from dashboard.kit.charts.base import Chart, as_records
from dashboard.topics.hodeidah.charts import port_lines

KEY = "port_imports"
NOTHING = "no period of imports touches these days. Nothing is drawn."
HEIGHT = 560
TOP = 0.88
"""Share of the height up to which the panels reach; above is the strip of the port events."""

GAP, HEADROOM = 0.1, 1.22
SMALLEST = 0.3
"""Least height of a panel as a share of the other's."""

VISIBLE = 0.008
"""Share of the axis from which on an error is long enough to be seen."""

NOTE = "WFP’s tonnes. Never add the two groups of ports."
METHOD = (
    f"{say.WFP} A bar is as wide as the period it covers and as high as the mean month of that"
    " period, so its area is the tonnes. Most are differences of two published totals, with the"
    " error of their rounding: drawn where it is large enough to be seen, in the hover text"
    " everywhere. The two groups of ports report different periods and are not added; both have"
    " one scale."
)


def by_period(rows: pd.DataFrame, port_events: pd.DataFrame, holes: pd.DataFrame) -> Chart:
    """Draw one commodity's imports (rows of charts/port_imports_by_period), a panel a port group.

    ``port_events`` (rows of facts/port_events) are drawn as lines through both; ``holes`` (rows
    of lists/port_import_holes) are the days without a figure.
    """
    if rows.empty:
        return Chart.none(KEY, "Imports by period", NOTHING, rows, "")
    ports = [port for port in say.PORT_NAMES if (rows["port"] == port).any()]
    parts = {port: rows[rows["port"] == port].sort_values("period_start") for port in ports}
    first, last = rows["period_start"].min(), rows["period_end"].max()
    highest = {port: float(part["tonnes_per_month"].max()) for port, part in parts.items()}
    most = max(highest.values()) or 1.0
    scale = {port: HEADROOM * max(top, SMALLEST * most) for port, top in highest.items()}
    share = (TOP - GAP * (len(ports) - 1)) / sum(scale.values())
    panels = draw.domains([share * scale[port] for port in ports], GAP, 1 - TOP - GAP)
    data, names, axes = [], [], []
    for number, (port, part) in enumerate(parts.items()):
        axis, top = draw.axis_of(number), panels[number][1]
        ticks = {"dtick": draw.tick_step(most), "tickformat": "~s"}
        axes.append(draw.span(0, scale[port], domain=panels[number], **ticks))
        seen = part[part["max_error_t_per_month"] >= VISIBLE * sum(scale.values())]
        data += [_bars(part, axis), *([_errors(seen, axis)] if len(seen) else [])]
        head = f"<b>{say.PORT_NAMES[port]}</b> ({say.MEMBERS[port]}), tonnes a month"
        latest = say.on_bar(part.iloc[-1], "tonnes_per_month", "<b>{:,.0f}k</b>", axis, 3)
        names += [draw.heading(head, top), latest]
    room = (last - first) * 0.012 + pd.Timedelta(days=1)
    fig = draw.figure(
        HEIGHT if len(ports) > 1 else HEIGHT - 180,
        data,
        draw.dates(first - room, last + room, anchor=draw.axis_of(len(ports) - 1)),
        axes,
        bargap=0,
        annotations=names,
    )
    marked = port_events[port_events["date"].between(first, last)]
    lines = port_lines.add(fig, marked, "y3", panels)
    found = [_finding(part) for part in parts.values()]
    alt = f"Bars over {words.months_of(first, last)}, a panel a group of ports. {'. '.join(found)}."
    missing = _missing(holes)
    note = words.note(NOTE, say.doubted(rows), "No bar: no figure to use." if missing else "")
    method = words.note(METHOD, missing, say.revision(rows), lines)
    return Chart(KEY, found[0], fig, alt, rows, note, method=method)


def _finding(part: pd.DataFrame) -> str:
    """State the latest period, and whether it is beyond error the lowest or highest shown.

    Nothing is called lowest or highest where a total it is held against may be revised.
    """
    latest, before = part.iloc[-1], part.iloc[:-1]
    value, error = latest["tonnes_per_month"], latest["max_error_t_per_month"]
    said = (
        f"{say.PORT_NAMES[latest['port']]} took {say.monthly(value)} of {say.goods(part)} in"
        f" {words.months_of(latest['period_start'], latest['period_end'])}"
    )
    if len(before) < 2 or part["is_before_revision"].any():
        return said
    low = (before["tonnes_per_month"] - before["max_error_t_per_month"]).min()
    high = (before["tonnes_per_month"] + before["max_error_t_per_month"]).max()
    if value + error < low:
        return f"{said}, the least of {len(part)} periods shown"
    if value - error > high:
        return f"{said}, the most of {len(part)} periods shown"
    return said


def _missing(holes: pd.DataFrame) -> str:
    said = []
    for port in say.PORT_NAMES:
        found = holes[holes["port"] == port]
        spans = zip(found["first_day"], found["last_day"], strict=True)
        if when := [words.months_of(*span) for span in spans]:
            said.append(f"no bar for the {say.PORT_NAMES[port]} in {words.joined(when)}")
    if not said:
        return ""
    return (
        f"{words.sentence('; '.join(said))}: not published, rounded too coarsely to subtract,"
        " doubted by the compilers, or published before or after a revision. What is published of"
        " these months stands in the list of WFP’s figures below."
    )


def _bars(part: pd.DataFrame, axis: str) -> draw.Part:
    rows = as_records(part)
    middles, widths = say.placed(part)
    colour, name = theme.PORT_COLOURS[rows[0]["port"]], say.PORT_NAMES[rows[0]["port"]]
    style: draw.Part = {"width": widths, "yaxis": axis, "marker": {"opacity": 0.9}}
    return draw.bars(middles, part["tonnes_per_month"], colour, map(_hover, rows), name, **style)


def _errors(part: pd.DataFrame, axis: str) -> draw.Part:
    up: draw.Part = {"type": "data", "array": part["max_error_t_per_month"].tolist()}
    up |= {"color": theme.SLATE, "thickness": 2, "width": 5}
    x, y, name = say.placed(part)[0], part["tonnes_per_month"], "error of rounding"
    return draw.dots(x, y, theme.SLATE, name=name, size=1, yaxis=axis, error_y=up)


def _hover(row: dict[Any, Any]) -> str:
    counted = say.GOODS.get(row["commodity"], row["commodity"])
    months = "one month" if row["months"] == 1 else f"{row['months']:.0f} months"
    when = words.months_of(row["period_start"], row["period_end"])
    return words.hover(
        f"{say.PORT_NAMES[row['port']]}, {when}",
        f"{row['tonnes_per_month']:,.0f} t a month"
        f", ± {row['max_error_t_per_month']:,.0f} t by rounding",
        f"{row['tonnes']:,.0f} t of {counted} in {months}",
        row["basis"],
    )
