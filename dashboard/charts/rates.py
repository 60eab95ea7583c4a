"""Spot rates of containers by lane: as level, as index of the baseline, as multiple of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.charts import events as overlay
from dashboard.charts import market_series, rate_words, series, theme, words
from dashboard.charts.base import Chart, Figure
from dashboard.charts.rate_words import level, multiple, short

HEIGHT = 430

LOS_ANGELES = "Shanghai-Los Angeles"

CHARACTER = 8.2
"""Pixels to keep free a character of a label right of the plot."""


Lanes = dict[str, list[dict[Any, Any]]]
"""Lane -> its assessments in order of time."""

USED = ["lane", "date", "usd_per_feu", "basis", "is_weekly", "index_pct", "multiple"]
"""Columns of charts/rates_by_date that are drawn or told."""


@dataclass(frozen=True)
class Measure:
    """What the y axis shows: a column of charts/rates_by_date, its rest, its words."""

    column: str
    rest: float | None
    axis: str
    ticks: str


USD = Measure("usd_per_feu", None, "USD per 40-foot container (FEU)", ",.0f")
INDEX = Measure("index_pct", 100, "Index, mean of the baseline = 100", ",.0f")
MULTIPLE = Measure("multiple", 1, "Times the mean of the baseline", "~g")


def spot(
    rows: pd.DataFrame,
    events: pd.DataFrame,
    measure: Measure,
    baseline: str,
    market: pd.DataFrame | None = None,
    others: rate_words.Others | None = None,
) -> Chart:
    """Draw the spot rate of each lane over time (rows of charts/rates_by_date).

    ``baseline`` is the window of the baseline in words. Lanes without a baseline have no index
    and no multiple: they are left out and named. ``market`` are rows of
    charts/market_series_by_date, drawn in panels below on the same time axis; ``others`` are the
    usual baselines that were not chosen, for the title.
    """
    key, title = "rates_by_date", "Container spot rates by lane"
    nothing = "no assessment fits the filters. Nothing is drawn."
    if rows.empty:
        return Chart.none(key, title, nothing, rows, "No assessment in the period: widen it.")
    known = rows[rows[measure.column].notna()]
    if known.empty:
        advice = (
            f"No assessment of these lanes lies in the baseline, {baseline}: choose another"
            " baseline of freight rates in the sidebar, or show the rates in USD."
        )
        return Chart.none(key, title, nothing, rows, advice)
    lanes: Lanes = {}
    for record in known[USED].to_dict("records"):  # lists from here on: frames a lane take longer
        lanes.setdefault(record["lane"], []).append(record)
    fig: Figure = {"data": [], "layout": _layout(known, lanes, measure)}
    fig["layout"] |= {"annotations": _ends(lanes, measure, fig)}
    # Muted context lies beneath.
    for lane in sorted(lanes, key=lambda lane: lane != "composite"):
        fig["data"] += _lane(lanes[lane], measure)
    fig["data"].append(_reader(lanes, fig))
    below = market_series.add(fig, market)
    within, tall = overlay.within(events, fig), fig["layout"]["height"]
    lines = (
        overlay.draw(fig, within, panels=True, height=tall) if below else overlay.draw(fig, within)
    )
    title = rate_words.title([row for assessed in lanes.values() for row in assessed], others)
    note, alt = _note(rows, known, baseline, lines), _alt(title, known, lanes)
    if below:
        known = pd.concat([known, below.rows], ignore_index=True)
        note, alt = f"{note} {below.note}", f"{alt} {below.alt}"
    return Chart(key, title, fig, alt, known, note)


def colour(lane: str) -> str:
    """Return the colour of a lane, slate for one that has none of its own."""
    return theme.LANE_COLOURS.get(lane, theme.SLATE)


def right_margin(names: list[str]) -> float:
    """Return the pixels that names to the right of a plot take."""
    return 18 + CHARACTER * max(map(len, names))


def irregular(days: list[pd.Timestamp], heights: list[float], paint: str) -> dict[str, Any]:
    """Return the trace of the assessments before the weekly record: points, without a line."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": days,
        "y": heights,
        "hoverinfo": "skip",
        "marker": {"color": paint, "size": 5, "opacity": 0.55},
        "showlegend": False,
    }


def time_axis(rows: pd.DataFrame) -> dict[str, Any]:
    """Return the x axis from the first to the last date, a month wide at the least.

    The head of its hover is empty: the reader names the date that it reads.
    """
    first, last = rows["date"].min(), rows["date"].max()
    first = min(first, last - pd.Timedelta(days=31))
    return {"type": "date", "range": [first, last + pd.Timedelta(days=3)], "hoverformat": " "}


def highest(rows: pd.DataFrame, column: str) -> dict[Any, Any]:
    """Return the row with the highest value, the first of equals; missing values are passed by."""
    return rows.sort_values(column, ascending=False, kind="stable").iloc[0].to_dict()


def _layout(rows: pd.DataFrame, lanes: Lanes, measure: Measure) -> dict[str, Any]:
    top = float(rows[measure.column].max()) * 1.1
    if measure.rest:
        top = max(top, measure.rest * 1.5)
    layout: dict[str, Any] = {
        "height": HEIGHT,
        "xaxis": time_axis(rows),
        "yaxis": {
            "range": [0, top],
            "tickformat": measure.ticks,
            "title": {"text": measure.axis},
        },
        "margin": {"l": 8, "r": right_margin(list(_names(lanes).values())), "t": 8, "b": 8},
    }
    if measure.rest:
        layout["shapes"] = [series.rest_line(measure.rest, 1.5)]
    return layout


def _lane(rows: list[dict[Any, Any]], measure: Measure) -> list[dict[str, Any]]:
    """Return the line of the weekly record and the points before it."""
    lane = str(rows[0]["lane"])
    paint = colour(lane)
    weekly = [row for row in rows if row["is_weekly"]]
    before = [row for row in rows if not row["is_weekly"]]
    traces = []
    if weekly:
        traces.append(
            series.quiet(
                series.line(
                    *_drawn(weekly, measure),
                    [""] * len(weekly),
                    lane,
                    paint,
                    series.WEEKS_GAP,
                    line={"color": paint, "width": 1.5 if lane == "composite" else 2.5},
                )
            )
        )
    if before:
        points = irregular(*_drawn(before, measure), paint)
        traces.append(points | {"name": f"{lane}, before the weekly record"})
    return traces


def _drawn(rows: list[dict[Any, Any]], measure: Measure) -> tuple[list[pd.Timestamp], list[float]]:
    """Return days and heights."""
    return [row["date"] for row in rows], [float(row[measure.column]) for row in rows]


def _reader(lanes: Lanes, fig: Figure) -> dict[str, Any]:
    """Return the trace that reads all lanes at each date on which one was assessed."""
    read: dict[pd.Timestamp, dict[str, dict[Any, Any]]] = {}
    for lane, rows in lanes.items():
        for row in rows:
            read.setdefault(row["date"], {})[lane] = row
    days = sorted(read)
    texts = [_reading(day, {lane: read[day].get(lane) for lane in lanes}) for day in days]
    middle = fig["layout"]["yaxis"]["range"][1] / 2
    return series.reader(days, texts, y=[middle] * len(days))


def _reading(day: pd.Timestamp, assessed: dict[str, dict[Any, Any] | None]) -> str:
    """Return the date and, a line each, what the lanes stood at on it, or that none is known."""
    said = [f"<b>{words.day(day)}</b>"]
    for lane, row in assessed.items():
        if row is None:
            said.append(f"{short(lane)}: no assessment")
            continue
        times = multiple(row, "")
        derived = " (derived)" if row["basis"] == "derived" else ""
        said.append(f"{short(lane)} {level(row)}{f', {times}' if times else ''}{derived}")
    return "<br>".join(said)


def _ends(lanes: Lanes, measure: Measure, fig: Figure) -> list[dict[str, Any]]:
    low, high = fig["layout"]["yaxis"]["range"]
    names = _names(lanes)
    ends = [
        (names[lane], colour(lane), float(rows[-1][measure.column])) for lane, rows in lanes.items()
    ]
    return series.end_labels(ends, low, high, step=0.055)


def _names(lanes: Lanes) -> dict[str, str]:
    """Return the names at the ends of the lines, with the month of those that end early."""
    newest = max(rows[-1]["date"] for rows in lanes.values())
    return {
        lane: short(lane)
        + f" (to {rows[-1]['date']:%b %Y})" * ((newest - rows[-1]["date"]).days > series.WEEKS_GAP)
        for lane, rows in lanes.items()
    }


def _alt(title: str, rows: pd.DataFrame, lanes: Lanes) -> str:
    ends = []
    for lane, assessed in lanes.items():
        times = multiple(assessed[-1], "")
        ends.append(f"{short(lane)} {level(assessed[-1])}{f' ({times})' if times else ''}")
    days = words.window(rows["date"].min(), rows["date"].max())
    return (
        f"Lines of the spot rate of {words.counted(len(lanes), 'lane')}, {days}: {title}. Last"
        f" assessed: {words.joined(ends)}."
    )


def _note(rows: pd.DataFrame, known: pd.DataFrame, baseline: str, lines: str) -> str:
    derived = (known["basis"] == "derived").any()
    before = not known["is_weekly"].all()
    names = known["lane"].unique()
    lanes = [name for name in names if name != "composite"]
    from_shanghai = bool(lanes) and all(name.startswith("Shanghai-") for name in lanes)
    beside = " beside the composite" if len(lanes) < len(names) else ""
    return " ".join(
        filter(
            None,
            [
                "Spot rate for one 40-foot container (FEU)"
                + (f", all lanes from Shanghai{beside}." if from_shanghai else "."),
                rate_words.baseline_sentence(rows, baseline),
                "A line is broken where assessments are more than 21 days apart.",
                "Derived values, marked on hover, were computed from the change stated a week"
                " later."
                if derived
                else "",
                "Points before September 2023 are an irregular record." if before else "",
                rate_words.war_sentence(known),
                lines,
            ],
        )
    )
