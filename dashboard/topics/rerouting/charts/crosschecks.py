"""Our counts beside those that others published: of the same data, of the canal authority."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.kit.charts import draw, numbers, text, theme, words
from dashboard.kit.charts import transit_words as say
from dashboard.kit.charts.base import Chart
from dashboard.kit.charts.count_words import ERAS, by_era, days, finest, mean_difference

NOTHING = "No published count of this kind is loaded."
HEIGHT = 340
THIS = " this record"
NEAR = 1.5
"""Percent within which the baselines are expected to agree."""
CLASS_NAMES = {
    "total": "all ships",
    "cargo": "all but tankers",
    "tanker": "tankers",
    "container": "container ships",
    "roro": "ro-ro",
}


def same_data(rows: pd.DataFrame) -> Chart:
    """Set our means beside those of the same data by window (charts/crosscheck_same_data)."""
    key, title = "crosscheck_same_data", "Means that others made of the same data"
    compared = rows.dropna(subset="difference_pct")
    if compared.empty:
        return Chart.none(key, title, NOTHING, rows)
    windows = list(
        compared[["period_start", "period_end"]].drop_duplicates().itertuples(index=False)
    )
    names = [_window(*window) for window in windows]
    symbols = {"total": "circle", "cargo": "square-open", "tanker": "triangle-up-open"}
    parts = dict(list(compared.groupby(["chokepoint", "vessel_class"])))
    data = [
        _dots(parts[place, kind], place, kind, symbol, windows)
        for place in say.ordered(compared)
        for kind, symbol in symbols.items()
        if (place, kind) in parts
    ]
    most = max(float(compared["difference_pct"].abs().max()) * 1.15, 2)
    fig = draw.figure(
        120 + 66 * len(names),
        data,
        draw.percent(-most, most, showgrid=True, zeroline=True, nticks=7),
        draw.rows(names),
        shapes=[draw.shade("x", -NEAR, NEAR, opacity=0.15)],
    )
    first = compared[compared["period_start"] == compared["period_start"].min()]
    largest, of_all = first["difference_pct"].abs().max(), compared["difference_pct"].abs().max()
    title = (
        f"Our means lie within {numbers.up(largest)} % of those that others made of the same data"
    )
    if len(names) > 1:
        title += (
            f", {words.months_of(*windows[0])}; within {numbers.up(of_all)} % in all"
            f" {len(names)} windows"
        )
    note = (
        "Ours in percent above (+) or below (−) theirs, window by window; the band is"
        f" ±{NEAR:g} %. Discs are all ships, squares all but tankers, triangles tankers. All rest"
        " on IMF PortWatch: they check the arithmetic and what the publisher revised, not the"
        " counting. The World Bank averaged seven-day centred means of older vintages (February"
        " and April 2024), revised since, most of all in their then latest weeks; ours are the"
        " weeks whose Thursday lies in the window. Filters do not change this"
        f" chart. {say.ATTRIBUTION}"
    )
    alt = (
        f"Dots of differences in percent for {words.counted(len(names), 'window')}, by chokepoint"
        f" and class of ship. {title}."
    )
    return Chart(key, title, fig, alt, rows, note)


def official(rows: pd.DataFrame) -> Chart:
    """Draw how far the canal's own counts of all ships lie from ours, the shortest of each time.

    ``rows`` are those of charts/crosscheck_by_days.
    """
    key, title = "crosscheck_official", "The canal authority’s counts"
    counted = (
        (rows["counter_kind"] == "official")
        & (rows["chokepoint"] == "Suez Canal")
        & (rows["vessel_class"] == "total")
        & rows["difference_pct"].notna()
    )
    if not counted.any():
        return Chart.none(key, title, NOTHING, rows[counted])
    months = finest(rows[counted]).sort_values("period_start")
    colour = theme.CHOKEPOINT_COLOURS["Suez Canal"]
    least = min(float(months["difference_pct"].min()) * 1.15, -2)
    most = max(float(months["difference_pct"].max()) * 1.3, 2)
    told = [
        words.hover(
            words.sentence(days(row["period_start"], row["period_end"])),
            f"Canal authority {row['published_per_day']:.1f} a day",
            f"This record {row['our_per_day']:.1f} a day",
            f"Official count {numbers.signed(row['difference_pct'], 1, '+')} %",
        )
        for row in months.to_dict("records")
    ]
    shapes: list[dict[str, Any]] = []
    parts: list[str] = []
    for said, part in by_era(months).items():
        this = "" if parts else THIS
        if said == ERAS[-1][0]:  # it goes on, and the counts move: no mean of it
            row = part.iloc[-1]
            when = days(row["period_start"], row["period_end"])
            parts.append(f"{_far(row['difference_pct'], this)} {when}")
            continue
        mean = mean_difference(part)
        shapes.append(_bar(part, mean))
        parts.append(f"{_far(mean, this)} {said}")
    first, last = months["period_start"].min(), months["period_end"].max()
    margin = pd.Timedelta(days=45)
    middles = months["period_start"] + (months["period_end"] - months["period_start"]) / 2
    fig = draw.figure(
        HEIGHT,
        [draw.dots(middles, months["difference_pct"], colour, told, "count", size=9)],
        draw.dates(first - margin, last + margin),
        draw.percent(least, most, zeroline=True, nticks=7),
        shapes=shapes,
    )
    title = "The canal authority’s counts at Suez against this record"
    if parts:
        title = f"At Suez the official count runs {words.joined(parts)}"
    note = (
        "Each dot is a month, or a quarter or year of which no shorter count was published; all"
        " ships, in percent above or below this record on the same days. Lines are means by days,"
        " never over a change in how PortWatch errs. Weeks are spread evenly over their days and"
        " cut where the month begins and ends. Filters do not change this chart."
        f" {say.ATTRIBUTION}"
    )
    alt = (
        f"Dots of {words.counted(len(months), 'count')} from {words.month(first)} to"
        f" {words.month(last)}, in percent of this record. {title}."
    )
    return Chart(key, title, fig, alt, months, note)


def _far(percent: float, of: str = "") -> str:
    return f"{abs(percent):.1f} % {'above' if percent > 0 else 'below'}{of}"


def _outlet(row: dict[Any, Any]) -> str:
    """Return who printed a mean, without the data that it was made of."""
    return str(row["publisher"].partition(" (")[0])


def _window(start: pd.Timestamp, end: pd.Timestamp) -> str:
    return f"{start.day} {start:%b %Y} to<br>{end.day} {end:%b %Y}"


def _bar(part: pd.DataFrame, mean: float) -> dict[str, Any]:
    ends = {"x0": part["period_start"].min(), "x1": part["period_end"].max(), "xref": "x"}
    return draw.rule("y", mean, 1.5) | ends


def _dots(
    part: pd.DataFrame, chokepoint: str, vessel_class: str, symbol: str, windows: list[Any]
) -> dict[str, Any]:
    """Return the differences of one chokepoint and class; chokepoints stand one below another."""
    lift = {"Bab el-Mandeb Strait": -0.22, "Suez Canal": 0.0, "Cape of Good Hope": 0.22}
    places = {tuple(window): number for number, window in enumerate(windows)}
    is_all = vessel_class == "total"
    name = f"{say.short(chokepoint)}, {CLASS_NAMES.get(vessel_class, vessel_class)}"
    records = part.to_dict("records")
    told = [
        words.hover(
            name,
            f"{text.html(_outlet(row))} {row['published_per_day']:.2f} a day",
            f"Ours {row['our_per_day']:.2f} a day in {words.counted(row['our_weeks'], 'week')}",
            f"Difference {numbers.signed(row['difference_pct'], 1, '+')} %",
        )
        for row in records
    ]
    return draw.dots(
        part["difference_pct"],
        [places[r["period_start"], r["period_end"]] + lift.get(chokepoint, 0.35) for r in records],
        theme.CHOKEPOINT_COLOURS[chokepoint],
        told,
        name,
        size=10 if is_all else 7,
        symbol=symbol,
        edge=1.5 if symbol.endswith("open") else 0,
        showlegend=is_all,
    )
