"""Quotes of the war-risk premium as ranges at their dates: quotes, never a line."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from dashboard.kit.charts import draw, theme, words
from dashboard.kit.charts import events as overlay
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.cost_words import amount, ends, hover, when
from dashboard.topics.costs.charts.quotes import EMPTY, NOTHING

RED_SEA = "Red Sea and Gulf of Aden"
GULF = "Strait of Hormuz and Gulf"
CALLS = "Calls at Red Sea ports"
COLOURS = {RED_SEA: theme.MAGENTA, CALLS: theme.VIOLET, GULF: theme.BROWN}
"""Area of the quotes -> colour."""

AREAS = {
    RED_SEA: "the Red Sea",
    CALLS: "calls at Red Sea ports",
    GULF: "the Strait of Hormuz and the Gulf",
}
"""Area of the quotes -> its words in a sentence."""

TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)
"""Lines of the axis, whose steps are ratios."""

UNIT, ENDS = "% of hull value", ("value_low_pct", "value_high_pct")


def war_risk(rows: pd.DataFrame, events: pd.DataFrame) -> Chart:
    """Draw each quote as a range at its date (rows of charts/cost_war_risk)."""
    key = "cost_war_risk"
    if rows.empty:
        return Chart.none(key, "War-risk premium", NOTHING, rows, EMPTY)
    order = [*COLOURS, *rows["area"].unique()]
    areas = sorted(rows["area"].unique(), key=order.index)
    records = as_records(rows)
    by_area = {area: [row for row in records if row["area"] == area] for area in areas}
    shown = [*rows["value_low_pct"].dropna().tolist(), *rows["value_high_pct"].tolist()]
    low, high = min(shown) * 0.5, max(shown) * 2.4
    first, last = rows["date"].min(), rows["date"].max()
    room = max((last - first) * 0.04, pd.Timedelta(days=20))
    fig = draw.figure(
        400,
        [trace for area, told in by_area.items() for trace in _area(told, area)],
        draw.dates(first - room, last + room),
        draw.percent(math.log10(low), math.log10(high), type="log")
        | {"tickvals": [tick for tick in TICKS if low <= tick <= high]}
        | {"title": {"text": f"{UNIT} per voyage, steps are ratios"}},
        annotations=[
            _label(row, first, last) for area, told in by_area.items() for row in _named(told, area)
        ],
    )
    lines = overlay.draw(fig, events)
    count = f"{len(rows)} published quote{'s' * (len(rows) != 1)}"
    note = "Percent of hull value a voyage, not a year. Different ships and insurers: no series."
    method = words.note(
        "A voyage is usually seven days of cover. Each mark is one published quote: a bar reaches"
        " from its low to its high end, a triangle is a quote of which only the upper end (“up to”)"
        " was published. No line joins quotes. A quote known to a week, month or quarter only"
        " stands at one day of it; hover names which.",
        lines,
    )
    title = _title(by_area)
    alt = f"Bars of {count} of the war-risk premium, {words.joined(areas)}. {title}."
    return Chart(key, title, fig, alt, rows, note, method=method)


def _title(by_area: dict[str, list[dict[Any, Any]]]) -> str:
    """Name the first, the highest and the last quote of the Red Sea, or of what there is.

    The highest of ships that call at its ports is named apart: they pay more than those that pass.
    """
    area = next(iter(by_area))
    said = _told(area, by_area[area])
    if area == RED_SEA and CALLS in by_area:
        said += f"; calls at its ports: {_quote(max(by_area[CALLS], key=_high))}"
    return said


def _told(area: str, told: list[dict[Any, Any]]) -> str:
    where = AREAS.get(area, area.lower())
    first, last = _day(told, 0), _day(told, -1)
    peak = max(told, key=_high)
    if len(told) == 1:
        return f"One quote of the war-risk premium for {where}: {_quote(first)}"
    if first["date"] == last["date"]:
        span = f"from {_quote(min(told, key=_high))} to {_quote(peak)}"
        return f"{len(told)} quotes of the war-risk premium for {where}, {span}"
    if first["date"] == peak["date"] or first["value_high_pct"] == peak["value_high_pct"]:
        return (
            f"Quotes of the war-risk premium for {where} were highest at {_quote(peak)},"
            f" and {_quote(last)} at the last"
        )
    rose = f"Quotes of the war-risk premium for {where} rose from {_quote(first)} to {_quote(peak)}"
    return rose if peak["date"] == last["date"] else f"{rose}; the last is {_quote(last)}"


def _day(told: list[dict[Any, Any]], place: int) -> dict[Any, Any]:
    """Return the quotes of the first or the last day as one, from the lowest to the highest."""
    day = [row for row in told if row["date"] == told[place]["date"]]
    top, least = max(day, key=_high), min(ends(row, *ENDS)[0] for row in day)
    return top if len(day) == 1 else top | {"value_low_pct": least}


def _quote(row: dict[Any, Any]) -> str:
    return f"{amount(row['value_low_pct'], row['value_high_pct'])} % ({when(row)})"


def _high(row: dict[Any, Any]) -> float:
    return float(row["value_high_pct"])


def _named(told: list[dict[Any, Any]], area: str) -> list[dict[Any, Any]]:
    """Return the quotes that carry their numbers: the highest, of the Red Sea the first as well."""
    first, peak = told[0], max(told, key=_high)
    return [peak] if area != RED_SEA or _high(first) == _high(peak) else [first, peak]


def _label(row: dict[Any, Any], first: pd.Timestamp, last: pd.Timestamp) -> dict[str, Any]:
    """Return the number of a quote, to stand above it; within the plot where it is at an end."""
    early = (row["date"] - first) * 8 < last - first
    late = (last - row["date"]) * 8 < last - first
    below = row["area"] == CALLS  # above it stand the quotes of the Gulf
    x, xshift = ("center", 0) if early == late else ("left", 8) if early else ("right", 6)
    y, yshift = ("middle", 0) if early else ("top", -7) if below else ("bottom", 5)
    said = f"{amount(row['value_low_pct'], row['value_high_pct'])} %"
    high = math.log10(row["value_high_pct"])
    return draw.label(row["date"], high, said, x, xshift, yanchor=y, yshift=yshift)


def _area(told: list[dict[Any, Any]], area: str) -> list[draw.Part]:
    paint, group = COLOURS.get(area, theme.SLATE), {"legendgroup": area}
    found = [(row, ends(row, *ENDS)) for row in told]
    wide = [(row["date"], *span) for row, span in found if len(span) == 2]
    days, lows, highs = zip(*wide, strict=True) if wide else ((), (), ())
    bars = draw.ranges(days, lows, highs, paint, upright=True, opacity=0.55)
    marks = [(row, value) for row, span in found for value in span]
    dots = draw.dots(
        [row["date"] for row, _ in marks],
        [value for _, value in marks],
        paint,
        [hover(row, row["value_low_pct"], row["value_high_pct"], UNIT) for row, _ in marks],
        area,
        symbol=["triangle-down" if pd.isna(r["value_low_pct"]) else "circle" for r, _ in marks],
        showlegend=True,
    )
    return [bars | group, dots | group]
