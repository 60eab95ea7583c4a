"""Our counts beside others: of the same data, of the canal authority, of the same signals."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.kit.charts import draw, numbers, text, theme, words
from dashboard.kit.charts import transit_words as say
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.count_words import ERAS, by_era, by_name, days, finest, mean_difference
from dashboard.topics.rerouting.charts import transit_dots

NOTHING = "No published count of this kind is loaded."
HEIGHT = 340
NEAR = 1.5
"""Percent within which the baselines are expected to agree."""

LEAST = 8
"""Weeks of a counter and a class that make a line: fewer are marks on other charts."""

CLASS_NAMES = {
    "total": "all ships",
    "cargo": "all but tankers",
    "tanker": "tankers",
    "container": "container ships",
} | say.NAMES

FILTERS = "Whole record, unfiltered."


def same_data(rows: pd.DataFrame) -> Chart:
    """Set our means beside those of the same data by window (charts/crosscheck_same_data)."""
    key, title = "crosscheck_same_data", "Means that others made of the same data"
    compared = rows.dropna(subset="difference_pct")
    if compared.empty:
        return Chart.none(key, title, NOTHING, rows)
    spans = compared[["period_start", "period_end"]].drop_duplicates()
    windows = list(spans.itertuples(index=False))
    names = [f"{words.date_of(first)} to<br>{words.date_of(last)}" for first, last in windows]
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
    note = f"All rest on IMF PortWatch: they check arithmetic, not the counting. {FILTERS}"
    method = (
        "Ours in percent above (+) or below (−) theirs, window by window; the band is"
        f" ±{NEAR:g} %. Discs are all ships, squares all but tankers, triangles tankers. All rest"
        " on IMF PortWatch: they check the arithmetic and what the publisher revised, not the"
        " counting. The World Bank averaged seven-day centred means of older vintages (February"
        " and April 2024), revised since, most of all in their then latest weeks; ours are the"
        " weeks whose Thursday lies in the window."
        f" {say.ATTRIBUTION}"
    )
    alt = (
        f"Dots of differences in percent for {words.counted(len(names), 'window')}, by chokepoint"
        f" and class of ship. {title}."
    )
    return Chart(key, title, fig, alt, rows, note, method=method)


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
        for row in as_records(months)
    ]
    shapes: list[draw.Part] = []
    parts: list[str] = []
    for said, part in by_era(months).items():
        this = "" if parts else " this record"
        if said == ERAS[-1][0]:  # it goes on, and the counts move: no mean of it
            row = part.iloc[-1]
            when = days(row["period_start"], row["period_end"])
            parts.append(f"{_far(row['difference_pct'], this)} {when}")
            continue
        mean = mean_difference(part)
        ends = {"x0": part["period_start"].min(), "x1": part["period_end"].max(), "xref": "x"}
        shapes.append(draw.rule("y", mean, 1.5) | ends)
        parts.append(f"{_far(mean, this)} {said}")
    first, last = months["period_start"].min(), months["period_end"].max()
    middles, margin = transit_dots.middle(months), pd.Timedelta(days=45)
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
    note = f"No mean goes over a change in how PortWatch errs. {FILTERS}"
    method = (
        "Each dot is a month, or a quarter or year of which no shorter count was published; all"
        " ships, in percent above or below this record on the same days. Lines are means by days."
        " Weeks are spread evenly over their days and cut where the month begins and ends."
        f" {say.ATTRIBUTION}"
    )
    alt = (
        f"Dots of {words.counted(len(months), 'count')} from {words.month(first)} to"
        f" {words.month(last)}, in percent of this record. {title}."
    )
    return Chart(key, title, fig, alt, months, note, method=method)


def _far(percent: float, of: str = "") -> str:
    return f"{abs(percent):.1f} % {'above' if percent > 0 else 'below'}{of}"


def _dots(
    part: pd.DataFrame, chokepoint: str, vessel_class: str, symbol: str, windows: list[Any]
) -> dict[str, Any]:
    """Return the differences of one chokepoint and class; chokepoints stand one below another."""
    lift = {"Bab el-Mandeb Strait": -0.22, "Suez Canal": 0.0, "Cape of Good Hope": 0.22}
    places = {tuple(window): number for number, window in enumerate(windows)}
    is_all = vessel_class == "total"
    name = f"{say.short(chokepoint)}, {CLASS_NAMES.get(vessel_class, vessel_class)}"
    records = as_records(part)
    told = [
        words.hover(
            name,
            # Who printed it, without the data that it was made of.
            f"{text.html(row['publisher'].partition(' (')[0])}"
            f" {row['published_per_day']:.2f} a day",
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


def independent(rows: pd.DataFrame) -> Chart:
    """Draw weeks of the independent count that has most of them beside ours, a panel a class.

    ``rows`` are those of charts/crosscheck_by_days.
    """
    key, title = "crosscheck_independent", "An independent count of the same signals"
    weeks = _longest(rows)
    if weeks.empty:
        return Chart.none(key, title, NOTHING, rows)
    classes = sorted(weeks["vessel_class"].unique())
    high = 1.1 * float(weeks[["published_per_day", "our_per_day"]].max().max())
    width = (1 - 0.06 * (len(classes) - 1)) / len(classes)
    data: list[draw.Part] = []
    axes: draw.Part = {}
    heads = []
    said: dict[str, list[str]] = {}
    for number, name in enumerate(classes):
        part = weeks[weeks["vessel_class"] == name].sort_values("period_start")
        x, y = draw.axis_of(number, "x"), draw.axis_of(number)
        left = number * (width + 0.06)
        first, last = part["period_start"].min(), part["period_end"].max()
        place = {"domain": [left, left + width], "nticks": 3, "anchor": y}
        axes[x.replace("x", "xaxis")] = draw.dates(first, last) | place
        ticks = {"anchor": x, "nticks": 5, "showticklabels": number == 0}
        axes[y.replace("y", "yaxis")] = draw.span(0, high) | ticks
        heads.append(draw.heading(f"<b>{words.sentence(str(name))}</b>", 1) | {"x": left})
        data += _pair(part, x, y, number == 0)
        for time, both in by_era(part.dropna(subset="our_per_day")).items():
            said.setdefault(time, []).append(f"{name} {words.signed(mean_difference(both))}")
    fig = draw.figure(
        HEIGHT,
        data,
        axes.pop("xaxis"),
        axes.pop("yaxis"),
        legend={"traceorder": "normal", "y": 1.1},
        margin={"t": 52},
        annotations=heads,
        **axes,
    )
    where = say.short(str(weeks["chokepoint"].iloc[0]))
    counter = words.sentence(by_name(str(weeks["counter"].iloc[0])))
    told = "; ".join(f"{time} {words.joined(means)}" for time, means in said.items())
    title = f"{counter} at {where} against ours: {told}"
    if not said:
        title = f"{counter} at {where}; this record has no such weeks"
    note = f"Counted from the same kind of signals with rules of their own. {FILTERS}"
    method = (
        "Transits a day by week; ours are spread evenly over the days of a week to fit theirs. The"
        " title compares means, and none over a change in how PortWatch errs."
        f" {say.ATTRIBUTION}"
    )
    alt = (
        f"{words.counted(len(classes), 'panel')} of two lines each, from"
        f" {words.day(weeks['period_start'].min())} to {words.day(weeks['period_end'].max())}."
        f" {title}."
    )
    return Chart(key, title, fig, alt, rows, note, method=method)


def _longest(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the weeks of the independent counter and chokepoint that have most of a class."""
    weeks = rows[
        (rows["grain"] == "week")
        & (rows["counter_kind"] == "independent")
        & rows["published_per_day"].notna()
    ]
    sizes = weeks.groupby(["counter", "chokepoint", "vessel_class"]).size()
    if sizes.empty or sizes.max() < LEAST:
        return weeks.head(0)
    most = sizes.reset_index(name="weeks").nlargest(1, "weeks").iloc[0]
    place, counter = str(most["chokepoint"]), str(most["counter"])
    return weeks[(weeks["chokepoint"] == place) & (weeks["counter"] == counter)]


def _pair(part: pd.DataFrame, x: str, y: str, legend: bool) -> list[draw.Part]:
    """Return the two lines of a panel, ours muted."""
    found = []
    for column, name, colour in (
        ("our_per_day", "this record", theme.SLATE),
        ("published_per_day", "independent count", theme.MAGENTA),
    ):
        known = part.dropna(subset=column)
        at = f"{name}, week of %{{x|%-d %b %Y}}: %{{y:.1f}} a day<extra></extra>"
        line = draw.path(known["period_start"], known[column], colour, name=name, hovertemplate=at)
        place = {"xaxis": x, "yaxis": y, "legendgroup": name, "showlegend": legend}
        found.append(line | place)
    return found
