"""Spot rates of containers by lane: as level, as multiple of the baseline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.kit.charts import draw, rate_words, theme, words
from dashboard.kit.charts import events as overlay
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.over_time import WEEKS_GAP, line, reader
from dashboard.kit.charts.rate_words import Row, level, multiple, short
from dashboard.topics.costs.charts import market_series

LOS_ANGELES = "Shanghai-Los Angeles"

CHARACTER = 8.2
"""Pixels to keep free a character of a label right of the plot."""


Lanes = dict[str, list[Row]]
"""Lane -> its assessments in order of time."""

USED = ["lane", "date", "usd_per_feu", "basis", "is_weekly", "multiple"]
"""Columns of charts/rates_by_date that are drawn or told."""


@dataclass(frozen=True)
class Measure:
    """What the y axis shows: a column of charts/rates_by_date, its rest, its words."""

    column: str
    rest: float | None
    axis: str
    ticks: str


USD = Measure("usd_per_feu", None, "USD per 40-foot container (FEU)", ",.0f")
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

    ``baseline`` is the window of the baseline in words. Lanes without a baseline have no
    multiple: they are left out and named. ``market`` are rows of
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
    for record in as_records(known[USED]):  # lists from here on: frames a lane take longer
        lanes.setdefault(record["lane"], []).append(record)
    top = max(float(known[measure.column].max()) * 1.1, (measure.rest or 0) * 1.5)
    # Muted context lies beneath.
    beneath = sorted(lanes, key=lambda lane: lane != "composite")
    read, names = _readings(lanes), _names(lanes)
    ends = [(names[lane], colour(lane), float(lanes[lane][-1][measure.column])) for lane in lanes]
    fig = draw.figure(
        430,
        [part for lane in beneath for part in _lane(lanes[lane], measure)],
        time_axis(known),
        draw.span(0, top, tickformat=measure.ticks, title={"text": measure.axis}),
        right_margin(list(names.values())),
        hovermode="x unified",
        annotations=draw.end_labels(ends, 0, top, 0.055),
        shapes=[draw.rule("y", measure.rest, 1.5)] if measure.rest else [],
    )
    fig["data"].append(reader(read, read.values(), top / 2))
    below = market_series.add(fig, market)
    tall = fig["layout"]["height"] if below else overlay.PLOT
    lines = overlay.draw(fig, events, panels=below is not None, height=tall)
    told = [row for assessed in lanes.values() for row in assessed]
    if words.is_year_before(baseline):
        title = rate_words.year_title(told)
    else:
        title = rate_words.title(told, others)
    title += rate_words.news(lanes)
    note = words.note(
        rate_words.unbased(rows, baseline),
        rate_words.war_sentence(known),
        "" if known["is_weekly"].all() else rate_words.IRREGULAR,
    )
    method, alt = _method(rows, known, baseline, lines), _alt(title, known, lanes)
    if below:
        known = pd.concat([known, below.rows], ignore_index=True)
        note, method = words.note(note, below.note), words.note(method, below.method)
        alt = f"{alt} {below.alt}"
    return Chart(key, title, fig, alt, known, note, method=method)


def colour(lane: str) -> str:
    """Return the colour of a lane, slate for one that has none of its own."""
    return theme.LANE_COLOURS.get(lane, theme.SLATE)


def right_margin(names: list[str]) -> float:
    """Return the pixels that names to the right of a plot take."""
    return 18 + CHARACTER * max(map(len, names))


def recorded(
    rows: Sequence[Row],
    column: str,
    paint: str,
    name: str,
    before: str | None = None,
    width: float = 2,
) -> list[draw.Part]:
    """Return the line of the weekly record, and the points before it, which no line joins."""
    parts = []
    if now := [row for row in rows if row["is_weekly"]]:
        parts.append(line(*_drawn(now, column), paint, WEEKS_GAP, name, width=width))
    if then := [row for row in rows if not row["is_weekly"]]:
        faint = {"opacity": 0.55}
        parts.append(draw.dots(*_drawn(then, column), paint, name=before, size=5, marker=faint))
    return parts


def _drawn(rows: Sequence[Row], column: str) -> tuple[list[pd.Timestamp], list[float]]:
    return [row["date"] for row in rows], [float(row[column]) for row in rows]


def time_axis(rows: pd.DataFrame) -> draw.Part:
    """Return the x axis from the first to the last date, a month wide at the least.

    The head of its hover is empty: the reader names the date that it reads.
    """
    first, last = rows["date"].min(), rows["date"].max()
    first = min(first, last - pd.Timedelta(days=31))
    return draw.dates(first, last + pd.Timedelta(days=3), hoverformat=" ")


def highest(rows: pd.DataFrame, column: str) -> Row:
    """Return the row with the highest value, the first of equals; missing values are passed by."""
    return rows.sort_values(column, ascending=False, kind="stable").iloc[0].to_dict()


def _lane(rows: list[Row], measure: Measure) -> list[draw.Part]:
    lane = str(rows[0]["lane"])
    before, width = f"{lane}, before the weekly record", 1.5 if lane == "composite" else 2.5
    return recorded(rows, measure.column, colour(lane), lane, before, width)


def _readings(lanes: Lanes) -> dict[pd.Timestamp, str]:
    """Return, of each date on which a lane was assessed, what all of them stood at."""
    read: dict[pd.Timestamp, dict[str, Row]] = {}
    for lane, rows in lanes.items():
        for row in rows:
            read.setdefault(row["date"], {})[lane] = row
    return {
        day: words.hover(words.day(day), *(_stood(lane, read[day].get(lane)) for lane in lanes))
        for day in sorted(read)
    }


def _stood(lane: str, row: Row | None) -> str:
    if row is None:
        return f"{short(lane)}: no assessment"
    derived = " (derived)" if row["basis"] == "derived" else ""
    return f"{short(lane)} {level(row)}{multiple(row, ', {}')}{derived}"


def _names(lanes: Lanes) -> dict[str, str]:
    """Return the names at the ends of the lines, with the month of those that end early."""
    newest = max(rows[-1]["date"] for rows in lanes.values())
    return {
        lane: short(lane)
        + f" (to {rows[-1]['date']:%b %Y})" * ((newest - rows[-1]["date"]).days > WEEKS_GAP)
        for lane, rows in lanes.items()
    }


def _alt(title: str, rows: pd.DataFrame, lanes: Lanes) -> str:
    last = {lane: assessed[-1] for lane, assessed in lanes.items()}
    ends = [f"{short(lane)} {level(row)}{multiple(row, ' ({})')}" for lane, row in last.items()]
    days = words.window(rows["date"].min(), rows["date"].max())
    return (
        f"Lines of the spot rate of {words.counted(len(lanes), 'lane')}, {days}: {title}. Last"
        f" assessed: {words.joined(ends)}."
    )


def _method(rows: pd.DataFrame, known: pd.DataFrame, baseline: str, lines: str) -> str:
    names = known["lane"].unique()
    lanes = [name for name in names if name != "composite"]
    from_shanghai = bool(lanes) and all(name.startswith("Shanghai-") for name in lanes)
    beside = " beside the composite" if len(lanes) < len(names) else ""
    return words.note(
        "Spot rate of Drewry's World Container Index for one 40-foot container (FEU)"
        + (f", all lanes from Shanghai{beside}." if from_shanghai else "."),
        rate_words.baseline_sentence(rows, baseline),
        "A line is broken where assessments are more than 21 days apart.",
        "Derived values, marked on hover, were computed from the change stated a week later."
        if (known["basis"] == "derived").any()
        else "",
        lines,
    )
