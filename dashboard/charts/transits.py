"""Transits by chokepoint over time: ships, the Cape's share, estimated cargo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.charts import events as overlay
from dashboard.charts import theme, words
from dashboard.charts import transit_words as say
from dashboard.charts.base import Chart, Figure
from dashboard.charts.series import WEEKS_GAP, end_labels, line, quiet, reader, rest_line

HEIGHT = 380
NAMES_PX = 112
"""Room right of the plot for the names of the lines."""

NO_WEEK = "No chart: no week of the record lies in the period. Nothing is drawn."
WIDEN = "No week of transits fits these filters. Widen the period or clear a filter."
NO_BASELINE = (
    "The baseline holds no week of the record, so nothing can be compared with it. Choose another"
    " baseline in the sidebar, or show the level."
)

Column = tuple[str, str, float, str]
"""Column drawn, column of its baseline, factor to the unit shown, unit."""

SHIPS: Column = ("transits_per_day", "baseline_per_day", 1.0, "transits a day")
CARGO: Column = (
    "trade_volume_t_per_day", "baseline_t_per_day", 1e-6, "million tonnes a day"
)  # fmt: skip


def weekly(
    rows: pd.DataFrame,
    events: pd.DataFrame,
    baseline: str,
    classes: Sequence[str] | None,
    level: bool = False,
    official: pd.DataFrame | None = None,
) -> Chart:
    """Draw transits a day of each week (rows of charts/transits_by_week).

    ``baseline`` is the window in words, with its weeks. Without ``level`` lines are percent of
    it. ``official`` are rows of charts/crosscheck_by_days for the canal that end in the period:
    months drawn as dots beside the level of Suez, and their latest difference told in the note.
    """
    note = [say.WEEK, say.NO_SUM, say.ships(classes), say.containers(rows, classes)]
    title = "Transits a day by chokepoint"
    chart = _lines("transits_weekly", title, rows, events, baseline, SHIPS, level, note)
    if chart.figure is None or official is None:
        return chart
    first, last = chart.figure["layout"]["xaxis"]["range"]
    months = official[
        (official["grain"] == "month")
        & official["published_per_day"].notna()
        & official["period_start"].between(first - pd.Timedelta(days=15), last)
    ]
    if months.empty or "Suez Canal" not in set(rows["chokepoint"]):
        return chart
    if level:
        chart.figure["data"].append(_official(months))
    both = months.dropna(subset="our_per_day").sort_values("period_start")
    if both.empty:
        return chart
    row = both.iloc[-1]
    beside = " Dots are the canal authority’s own counts by month." * level
    told = (
        f"{beside} At Suez the canal authority counted {row['published_per_day']:.1f} a day in"
        f" {words.month(row['period_start'])}, {say.against(row['difference_pct'], 'the')}"
        f" {row['our_per_day']:.1f} of this record on the same days."
    )
    cited = pd.concat([rows, both], ignore_index=True) if level else rows
    return Chart(
        chart.key, chart.title, chart.figure, chart.alt, cited, (chart.note + told).strip()
    )


def volume(
    rows: pd.DataFrame,
    events: pd.DataFrame,
    baseline: str,
    classes: Sequence[str] | None,
    level: bool = True,
) -> Chart:
    """Draw the estimated cargo of each week (rows of charts/transits_volume_by_week)."""
    note = [
        "PortWatch estimates the cargo on board from the draught of each ship: it is no deadweight"
        " and not comparable with the tonnes that the World Food Programme reports.",
        say.WEEK,
        say.NO_SUM,
        say.ships(classes),
        say.containers(rows, classes),
    ]
    title = "Estimated cargo by chokepoint"
    return _lines("transits_volume", title, rows, events, baseline, CARGO, level, note)


def share(
    rows: pd.DataFrame, events: pd.DataFrame, baseline: str, classes: Sequence[str] | None
) -> Chart:
    """Draw the Cape's share of the two ways (rows of charts/cape_share_by_week)."""
    key, title = "cape_share", "The Cape’s share of the two ways"
    rows = rows.dropna(subset="cape_share_pct")
    if rows.empty:
        return Chart(key, title, None, NO_WEEK, rows, empty=WIDEN)
    told = [
        say.reading(
            row["week"],
            [
                f"{row['cape_share_pct']:.0f} % by the Cape ({row['cape_per_day']:.1f} a day"
                f" against {row['suez_per_day']:.1f} at Suez)"
            ],
        )
        for row in rows.to_dict("records")
    ]
    usual = rows["baseline_cape_share_pct"].iloc[0]
    cape = say.latest(rows, "cape_per_day", "cape_days")
    suez = say.latest(rows, "suez_per_day", "suez_days")
    now = 100 * cape / (cape + suez)
    colour = theme.CHOKEPOINT_COLOURS["Cape of Good Hope"]
    high = min(
        1.15 * max(float(rows["cape_share_pct"].max()), usual if pd.notna(usual) else 0), 104
    )
    fig = _figure([], rows, high)
    weeks, drawn = rows["week"].tolist(), rows["cape_share_pct"].tolist()
    fig["data"] = [
        quiet(line(weeks, drawn, told, "Cape", colour, WEEKS_GAP)),
        reader(weeks, told, y=[high / 2] * len(weeks)),
    ]
    fig["layout"]["yaxis"]["ticksuffix"] = " %"
    names = [("Cape", colour, rows["cape_share_pct"].iloc[-1])]
    title = f"{say.span(rows)}: {now:.0f} % of the two ways go by the Cape"
    if pd.notna(usual):
        title += f", {usual:.0f} % in the baseline"
        fig["layout"]["shapes"] = [rest_line(usual)]
        names.append((f"baseline {usual:.0f} %", theme.GREY, usual))
    fig["layout"]["annotations"] = end_labels(names, 0, high)
    said = overlay.draw(fig, overlay.within(events, fig))
    compared = f"The baseline is {baseline}." if pd.notna(usual) else NO_BASELINE
    note = (
        "The Cape’s transits a day in percent of those at the Cape and at Suez: a share of the two"
        " ways, no sum of traffic, for ships pass the Cape that never had the choice of Suez."
    )
    ships = [say.ships(classes), say.containers(rows, classes)]
    parts = [note, compared, say.WEEK, *ships, said, say.ATTRIBUTION]
    alt = (
        f"A line of the Cape’s share by week, from {rows['cape_share_pct'].iloc[0]:.0f} % in the"
        f" week of {words.day(rows['week'].iloc[0])} to {rows['cape_share_pct'].iloc[-1]:.0f} % in"
        f" that of {words.day(rows['week'].iloc[-1])}. {title}."
    )
    return Chart(key, title, fig, alt, rows, " ".join(filter(None, parts)))


def _lines(
    key: str,
    title: str,
    rows: pd.DataFrame,
    events: pd.DataFrame,
    baseline: str,
    column: Column,
    level: bool,
    note: list[str],
) -> Chart:
    """Draw a line a chokepoint, in its unit or in percent of its baseline."""
    measure, usual, factor, unit = column
    value = measure if level else "index_pct"
    rows = rows.dropna(subset=measure)
    if rows.empty:
        return Chart(key, title, None, NO_WEEK, rows, empty=WIDEN)
    if rows[value].isna().all():
        return Chart(key, title, None, f"No chart: {NO_BASELINE}", rows, empty=NO_BASELINE)
    scale = factor if level else 1.0
    high = 1.06 * max(float(rows[value].max()) * scale, 0 if level else 100)
    fig, ends = _figure([], rows, high), []
    read: dict[pd.Timestamp, list[str]] = {week: [] for week in sorted(rows["week"].unique())}
    for chokepoint in say.ordered(rows):
        part, name = rows[rows["chokepoint"] == chokepoint], say.short(chokepoint)
        colour = theme.CHOKEPOINT_COLOURS[chokepoint]
        told = [_told(name, row, column) for row in part.to_dict("records")]
        for week, said in zip(part["week"], told, strict=True):
            read[week].append(said)
        drawn = (part[value] * scale).tolist()
        fig["data"].append(quiet(line(part["week"].tolist(), drawn, told, name, colour, WEEKS_GAP)))
        known = part[value].dropna()
        if len(known):
            ends.append((name, colour, float(known.iloc[-1]) * scale))
    told = [say.reading(week, said) for week, said in read.items()]
    fig["data"].append(reader(list(read), told, y=[high / 2] * len(read)))
    fig["layout"]["annotations"] = end_labels(ends, 0, high)
    if not level:
        fig["layout"]["yaxis"]["ticksuffix"] = " %"
        fig["layout"]["shapes"] = [rest_line(100)]
    lines = overlay.draw(fig, overlay.within(events, fig))
    title, alt = _finding(rows, column)
    kind = unit if level else "percent of the baseline"
    compared = "" if level else f"100 % is the mean per day over the baseline, {baseline}."
    if level and rows[usual].notna().any():
        compared = f"The baseline of the title is {baseline}."
    alt = f"Lines of {kind} by week for {words.joined([e[0] for e in ends])}. {alt}."
    parts = [f"In {kind}.", compared, *note, lines, say.ATTRIBUTION]
    return Chart(key, title, fig, alt, rows, " ".join(filter(None, parts)))


def _finding(rows: pd.DataFrame, column: Column) -> tuple[str, str]:
    """Return title and alt: the latest weeks of each chokepoint against its baseline."""
    measure, usual, factor, unit = column
    said, levels = [], []
    for chokepoint in say.ordered(rows):
        part, name = rows[rows["chokepoint"] == chokepoint], say.short(chokepoint)
        now, before = say.latest(part, measure), part[usual].iloc[0]
        if pd.notna(before) and before:
            said.append(f"{name} {say.against(100 * (now / before - 1))}")
        levels.append(f"{name} {now * factor:.1f}")
    span = say.span(rows)
    amounts = f"{span}: {', '.join(levels)} {unit}"
    return f"{span}: {', '.join(said)}" if said else amounts, amounts


def _told(name: str, row: dict[Any, Any], column: Column) -> str:
    """Return what a hover says of a line in a week."""
    measure, _, factor, unit = column
    index = f", {row['index_pct']:.0f} % of baseline" if pd.notna(row["index_pct"]) else ""
    return f"{name} {row[measure] * factor:.1f} {unit}{index}"


def _figure(data: list[dict[str, Any]], rows: pd.DataFrame, high: float) -> Figure:
    """Return the frame of a chart of weeks, with room for names on the right."""
    first, last = rows["week"].min(), rows["week"].max() + pd.Timedelta(days=6)
    return {
        "data": data,
        "layout": {
            "height": HEIGHT,
            "margin": {"r": NAMES_PX},
            "xaxis": {"type": "date", "range": [first, last], "hoverformat": " "},
            "yaxis": {"range": [0, high], "nticks": 6},
        },
    }


def _official(months: pd.DataFrame) -> dict[str, Any]:
    """Return the canal authority's months as dots in the middle of each."""
    middle = months["period_start"] + (months["period_end"] - months["period_start"]) / 2
    return {
        "type": "scatter",
        "x": middle.tolist(),
        "y": months["published_per_day"].tolist(),
        "mode": "markers",
        "marker": {
            "color": theme.CHOKEPOINT_COLOURS["Suez Canal"],
            "symbol": "circle-open",
            "size": 7,
            "line": {"width": 1.5},
        },
        "name": "Suez, official",
        "text": [
            f"Suez, official count of {words.month(day)}: {value:.1f} transits a day"
            for day, value in zip(months["period_start"], months["published_per_day"], strict=True)
        ],
        "hovertemplate": "%{text}<extra></extra>",
        "showlegend": False,
    }
