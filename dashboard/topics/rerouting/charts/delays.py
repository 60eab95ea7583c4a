"""Punctuality of container ships by month or quarter: who comes on time, how late the late are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from dashboard.kit.charts import extremes, periods, theme, words
from dashboard.kit.charts.base import Chart
from dashboard.kit.charts.over_time import Line, over_time, readings

ON_TIME = {
    ("schedule_reliability_pct", "global"): ("Sea-Intelligence", theme.MAGENTA),
    ("on_time_performance_pct", "global"): ("Kuehne+Nagel", theme.SLATE),
    ("on_time_performance_pct", "Asia-North Europe"): ("K+N Asia–N Europe", theme.VIOLET),
    ("on_time_arrivals_pct_xeneta", "global"): ("Xeneta", theme.BROWN),
}
"""Metric and lane -> name beside the line, colour; the longest record leads."""

LATE = {
    ("avg_delay_days_late_arrivals", "global"): ("Sea-Intelligence", theme.MAGENTA),
    ("avg_delay_days_late_arrivals_kn", "global"): ("Kuehne+Nagel", theme.SLATE),
}

Series = dict[tuple[str, str], tuple[str, str]]


@dataclass(frozen=True)
class Measure:
    """What a chart of delays shows: its key, its title, its lines, its unit in two forms."""

    key: str
    title: str
    series: Series
    unit: str
    suffix: str


def on_time(rows: pd.DataFrame, events: pd.DataFrame, baseline: str = "") -> Chart:
    """Draw the share of ships on time by month or quarter.

    ``rows`` are those of charts/delays_by_month, or of charts/delays_by_quarter; ``baseline`` is
    what they are compared with, in words, "" for nothing.
    """
    measure = Measure("delays_on_time", "Ships on time", ON_TIME, "% on time", " %")
    return _chart(measure, rows, events, baseline)


def late(rows: pd.DataFrame, events: pd.DataFrame, baseline: str = "") -> Chart:
    """Draw the mean delay of the ships that came late, of the same rows."""
    title = "Mean delay of ships that came late"
    return _chart(Measure("delays_late", title, LATE, "days late", " days"), rows, events, baseline)


def _chart(measure: Measure, rows: pd.DataFrame, events: pd.DataFrame, baseline: str) -> Chart:
    key, title, series, suffix = measure.key, measure.title, measure.series, measure.suffix
    grain = periods.QUARTER if periods.QUARTER in rows else periods.MONTH
    wanted = [(m, lane) in series for m, lane in zip(rows["metric"], rows["lane"], strict=True)]
    rows = rows[wanted]
    if rows.empty:
        nothing = "No month of the period is published."
        advice = f"{nothing} Widen the period in the sidebar."
        return Chart.none(key, title, f"{nothing} Nothing is drawn.", rows, advice)
    found, lines = [], []
    for (metric, lane), (name, colour) in series.items():
        part = rows[(rows["metric"] == metric) & (rows["lane"] == lane)].sort_values(grain)
        if len(part):
            told = [f"{name} {_amount(value, suffix, grain)}" for value in part["value"]]
            found.append((name, part))
            lines.append(Line(name, colour, part[grain].tolist(), part["value"].tolist(), told))
    fig, marked = over_time(
        lines,
        readings(lines, partial(periods.name, grain=grain)),
        1.1 * float(rows["value"].max()),
        periods.GAPS[grain],
        events,
        138,
        height=360,
        until=periods.ENDS[grain],
        ticksuffix=suffix if suffix == " %" else None,
    )
    if grain == periods.QUARTER:
        fig["data"] += periods.hollow(lines, [part["is_complete"].tolist() for _, part in found])
    title = f"{title}: {_finding(*found[0], suffix, grain)}"
    title += _compared(found[0][1], suffix, grain, baseline) if baseline else ""
    steps = words.joined([f"{name} with {words.counted(len(of), grain)}" for name, of in found])
    alt = f"Lines in {measure.unit} by {grain}, one a publisher: {steps}. {title}."
    latest = [(name, part["value"].iloc[-1], part[grain].iloc[-1]) for name, part in found]
    note = words.note(
        "Publishers define “on time” differently: compare movements, not levels.",
        periods.not_complete(rows, grain, grain) if grain == periods.QUARTER else "",
    )
    method = words.note(
        f"Container ships, in {'percent' if suffix == ' %' else 'days'}.",
        "Each publisher has its own definition of on time and its own ships, so lines are never"
        " joined.",
        "Sea-Intelligence’s figures are as first published, or as revised where the first was not"
        " found (the rows say which); revisions are of some tenths."
        if found[0][0] == "Sea-Intelligence"
        else "",
        "Months not published stay gaps; points that stand alone are dots.",
        *(f"{n}: {_amount(v, suffix, grain)} in {periods.name(at, grain)}." for n, v, at in latest),
        _basis(found, baseline),
        marked,
    )
    return Chart(key, title, fig, alt, rows, note, method=method)


def _finding(name: str, part: pd.DataFrame, suffix: str, grain: str) -> str:
    """Say how the leading line went: its first and its last month or quarter."""
    part = _whole(part)
    first, last = part.iloc[0], part.iloc[-1]
    if len(part) == 1:
        only = _amount(first["value"], suffix, grain)
        return f"{only} in {periods.name(first[grain], grain)} ({name})"
    down = suffix == " %"
    worst = part.sort_values("value", ascending=down, kind="stable").iloc[0]
    inside = worst[grain] not in (first[grain], last[grain])
    steps = [first, worst, last] if inside else [first, last]
    said = [
        f"{_amount(row['value'], suffix, grain)} in {periods.name(row[grain], grain)}"
        for row in steps
    ]
    name_of = partial(periods.name, grain=grain)
    if news := extremes.since(part[grain].tolist(), part["value"].tolist(), name_of):
        said[-1] += f", the {news}"
    if inside:
        said[1] = f"{'low' if down else 'high'} of {said[1]}"
    return f"{', '.join(said)} ({name})"


def _amount(value: float, suffix: str, grain: str) -> str:
    """Return a figure as it was published; the mean of a quarter with as many decimals."""
    if grain == periods.MONTH:
        return f"{value:g}{suffix}"
    return f"{value:.{1 if suffix == ' %' else 2}f}{suffix}"


def _whole(part: pd.DataFrame) -> pd.DataFrame:
    """Return the quarters that are complete, or all where none is; months are."""
    if "is_complete" not in part or not part["is_complete"].any():
        return part
    return part[part["is_complete"]]


def _compared(part: pd.DataFrame, suffix: str, grain: str, baseline: str) -> str:
    """Say how the last month or quarter of the leading line stands on what it is compared with."""
    last = _whole(part).iloc[-1]
    of = f"the mean of {baseline}" if baseline.isdigit() else "its baseline"
    if words.is_year_before(baseline):
        of = f"the same {grain} a year before"
    if pd.isna(last["baseline_value"]):
        return f"; no figure of {of.removeprefix('the mean of ')} to compare with"
    change = last["value"] - last["baseline_value"]
    if round(abs(change), 1) == 0:
        return f"; as much as {of}"
    unit = "points" if suffix == " %" else "days"
    return f"; {abs(change):.1f} {unit} {'above' if change > 0 else 'below'} {of}"


def _basis(found: Sequence[tuple[str, pd.DataFrame]], baseline: str) -> str:
    """Name the baseline and the months of each publisher that it rests on, in a sentence."""
    if not baseline or words.is_year_before(baseline):
        return ""
    counts = [(name, int(part["baseline_months"].max())) for name, part in found]
    if not any(count for _, count in counts):
        return f"The baseline, {baseline}, holds no month of these."
    held = words.joined([f"{name} {words.counted(count, 'month')}" for name, count in counts])
    return f"Baseline: mean of {baseline} ({held})."
