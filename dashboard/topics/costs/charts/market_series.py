"""Prices and indices of markets in panels below a chart, on its time axis: beside it, no cause."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.kit.charts import draw, numbers, over_time, text, theme, words
from dashboard.kit.charts.base import Figure

PANEL_PX, GAP_PX = 130, 40
"""Heights of a panel, and of the space above it for its name."""

AROUND_PX = 16
"""Margins above and below the plots."""

SHOWN = 4
"""Series drawn at most, a colour each."""

COLOURS = (theme.TEAL, theme.OLIVE, theme.MAGENTA, theme.SLATE)

NAME, LABEL = 60, 22
"""Characters of a name above a panel, and right of its lines, where there is little room."""

CAUTION = "Market series stand beside the rates; that is no cause."

USED = ["series", "date", "value", "unit", "gap_days"]


@dataclass(frozen=True)
class Below:
    """What was drawn below a chart: its rows, and what the chart's words say of it."""

    rows: pd.DataFrame
    note: str
    method: str
    alt: str


@dataclass(frozen=True)
class Line:
    """A market series: its name and unit as its file gave them, its values in order of time."""

    name: str
    unit: str
    days: list[pd.Timestamp]
    values: list[float]
    gap_days: int
    colour: str

    @property
    def said_unit(self) -> str:
        """The unit as the chart shows it."""
        return text.html(self.unit, NAME) if self.unit else "unit not stated"


def add(fig: Figure, rows: pd.DataFrame | None) -> Below | None:
    """Add a panel a unit below a figure of one plot (rows of charts/market_series_by_date).

    The figure grows by the panels, its time axis to all dates, and its hover reads them all. Series
    whose unit is not known have a panel each. None when there is nothing to draw.
    """
    if rows is None or rows.empty:
        return None
    lines = _lines(rows)
    panels = _panels(lines)
    _place(fig, rows, panels)
    known = rows[rows["series"].isin([line.name for line in lines])]
    said = [
        f"{line.name}, last {numbers.telling(line.values[-1])}"
        f" {line.unit or '(unit not stated)'} on {words.day(line.days[-1])}"
        for line in lines
    ]
    alt = f"Below, on the same time axis: {'; '.join(said)}."
    return Below(known, CAUTION, _method(panels, rows["series"].nunique()), alt)


def _lines(rows: pd.DataFrame) -> list[Line]:
    parts = [part for _, part in rows[USED].groupby("series")][:SHOWN]
    return [
        Line(
            str(part["series"].iloc[0]),
            # The latest: a file may have been loaded with a unit after one without.
            "" if pd.isna(part["unit"].iloc[-1]) else str(part["unit"].iloc[-1]),
            part["date"].tolist(),
            part["value"].tolist(),
            int(part["gap_days"].iloc[0]),
            colour,
        )
        for part, colour in zip(parts, COLOURS, strict=False)
    ]


def _panels(lines: list[Line]) -> list[list[Line]]:
    panels: dict[str, list[Line]] = {}
    for one in lines:
        shared = f"unit {one.unit}" if one.unit else f"series {one.name}"
        panels.setdefault(shared, []).append(one)
    return list(panels.values())


def _place(fig: Figure, rows: pd.DataFrame, panels: list[list[Line]]) -> None:
    layout = fig["layout"]
    plot = layout["height"] - AROUND_PX
    total = plot + len(panels) * (GAP_PX + PANEL_PX)
    layout["height"] += total - plot
    layout["yaxis"]["domain"] = [1 - plot / total, 1]
    first, last = layout["xaxis"]["range"]
    layout["xaxis"] |= {
        "range": [min(first, rows["date"].min()), max(last, rows["date"].max())],
        "anchor": draw.axis_of(len(panels)),
    }
    layout["hovermode"], layout["hoversubplots"] = "x unified", "axis"
    for number, panel in enumerate(panels, 1):
        top = 1 - (plot + number * (GAP_PX + PANEL_PX) - PANEL_PX) / total
        _panel(fig, panel, draw.axis_of(number), [max(top - PANEL_PX / total, 0), top])
    fig["data"] += [_reader(line) for panel in panels for line in panel]
    names = [text.cut(line.name, LABEL) for panel in panels if len(panel) > 1 for line in panel]
    room = 18 + 7 * max(map(len, names), default=0)
    layout["margin"]["r"] = max(layout["margin"]["r"], room)


def _panel(fig: Figure, lines: list[Line], axis: str, domain: list[float]) -> None:
    layout = fig["layout"]
    low, high = _range(lines)
    style = {"nticks": 4, "tickformat": ",", "fixedrange": True, "zeroline": low < 0}
    layout[axis.replace("y", "yaxis")] = draw.span(low, high, domain=domain, anchor="x") | style
    head = f"<b>{text.html(lines[0].name, NAME)}</b>"
    if len(lines) > 1:
        head = f"<b>{len(lines)} market series</b>"
        ends = [(text.html(line.name, LABEL), line.colour, line.values[-1]) for line in lines]
        layout["annotations"] += draw.end_labels(ends, low, high, 0.15, axis)
    head += f", {lines[0].said_unit}"
    layout["annotations"].append(draw.heading(head, domain[1], yshift=4))
    for one in lines:
        places = one.days, one.values, one.colour, one.gap_days, text.html(one.name)
        fig["data"].append(over_time.line(*places, width=1.6, yaxis=axis))


def _range(lines: list[Line]) -> tuple[float, float]:
    """Return a scale from zero, or from below the values where they use little of that."""
    values = [value for line in lines for value in line.values]
    low, high = min(values), max(values)
    room = 0.08 * ((high - low) or abs(high) or 1)
    return (0.0 if 0 <= low <= high / 2 else low - room), high + room


def _reader(line: Line) -> draw.Part:
    """Return the trace that reads a series at each of its dates: those of others are others."""
    unit = f" {line.said_unit}" if line.unit else f", {line.said_unit}"
    name = text.html(line.name, NAME)
    texts = [
        f"{name}: {numbers.telling(value)}{unit}, {words.date_of(day)}"
        for day, value in zip(line.days, line.values, strict=True)
    ]
    trace = f"reader of {text.html(line.name)}"
    return over_time.reader(line.days, texts, 0.5, yaxis="y9", name=trace)


def _method(panels: list[list[Line]], chosen: int) -> str:
    lines = [line for panel in panels for line in panel]
    names = words.joined([text.cut(line.name, NAME) for line in lines])
    more = f"; the first {SHOWN} of {chosen} chosen" if chosen > SHOWN else ""
    gaps = sorted({line.gap_days for line in lines})
    days = words.joined(list(map(str, gaps)))
    each = " (by series)" if len(gaps) > 1 else ""
    is_cut = any(_range(panel)[0] > 0 for panel in panels)
    return words.note(
        f"Below, as loaded by the data team: {names}{more}. Their lines are broken where values are"
        f" more than {days} days apart{each}: three usual steps.",
        "A scale that does not begin at zero begins below the lowest value." if is_cut else "",
    )
