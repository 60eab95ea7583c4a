"""Punctuality of container ships by month: who arrives on time, how late the late ones are."""

from __future__ import annotations

import pandas as pd

from dashboard.kit.charts import theme, words
from dashboard.kit.charts.base import Chart
from dashboard.kit.charts.over_time import MONTHS_GAP, Line, over_time, readings

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

FEW = 12
"""Months up to which an extreme is not worth a word."""

Series = dict[tuple[str, str], tuple[str, str]]


def on_time(rows: pd.DataFrame, events: pd.DataFrame) -> Chart:
    """Draw the share of ships on time by month (rows of charts/delays_by_month)."""
    return _chart("delays_on_time", "Ships on time", rows, events, ON_TIME, "% on time", " %")


def late(rows: pd.DataFrame, events: pd.DataFrame) -> Chart:
    """Draw the mean delay of the ships that came late, by month, of the same rows."""
    title = "Mean delay of ships that came late"
    return _chart("delays_late", title, rows, events, LATE, "days late", " days")


def _chart(
    key: str,
    title: str,
    rows: pd.DataFrame,
    events: pd.DataFrame,
    series: Series,
    unit: str,
    suffix: str,
) -> Chart:
    wanted = [(m, lane) in series for m, lane in zip(rows["metric"], rows["lane"], strict=True)]
    rows = rows[wanted]
    if rows.empty:
        nothing = "No month of the period is published."
        advice = f"{nothing} Widen the period in the sidebar."
        return Chart.none(key, title, f"{nothing} Nothing is drawn.", rows, advice)
    found, lines = [], []
    for (metric, lane), (name, colour) in series.items():
        part = rows[(rows["metric"] == metric) & (rows["lane"] == lane)].sort_values("month")
        if len(part):
            told = [f"{name} {value:g}{suffix}" for value in part["value"]]
            found.append((name, part))
            lines.append(Line(name, colour, part["month"].tolist(), part["value"].tolist(), told))
    fig, marked = over_time(
        lines,
        readings(lines, words.month),
        1.1 * float(rows["value"].max()),
        MONTHS_GAP,
        events,
        138,
        height=360,
        until=pd.offsets.MonthEnd(),
        ticksuffix=suffix if suffix == " %" else None,
    )
    title = f"{title}: {_finding(*found[0], suffix)}"
    months = words.joined([f"{name} with {words.counted(len(of), 'month')}" for name, of in found])
    alt = f"Lines in {unit} by month, one a publisher: {months}. {title}."
    latest = [(name, part["value"].iloc[-1], part["month"].iloc[-1]) for name, part in found]
    note = "Publishers define “on time” differently: compare movements, not levels."
    method = words.note(
        f"Container ships, in {'percent' if suffix == ' %' else 'days'}.",
        "Each publisher has its own definition of on time and its own ships, so lines are never"
        " joined.",
        "Sea-Intelligence’s figures are as first published, or as revised where the first was not"
        " found (the rows say which); revisions are of some tenths."
        if found[0][0] == "Sea-Intelligence"
        else "",
        "Months not published stay gaps; points that stand alone are dots.",
        *(f"{name}: {value:g}{suffix} in {words.month(month)}." for name, value, month in latest),
        marked,
    )
    return Chart(key, title, fig, alt, rows, note, method=method)


def _finding(name: str, part: pd.DataFrame, suffix: str) -> str:
    """Say how the leading line went: its first and its last month."""
    first, last = part.iloc[0], part.iloc[-1]
    if len(part) == 1:
        return f"{first['value']:g}{suffix} in {words.month(first['month'])} ({name})"
    down = suffix == " %"
    worst = part.sort_values("value", ascending=down, kind="stable").iloc[0]
    inside = worst["month"] not in (first["month"], last["month"])
    steps = [first, worst, last] if inside else [first, last]
    said = [f"{row['value']:g}{suffix} in {words.month(row['month'])}" for row in steps]
    if len(part) > FEW and worst["month"] == last["month"]:
        said[-1] += f", the {'lowest' if down else 'highest'} of the period"
    if inside:
        said[1] = f"{'low' if down else 'high'} of {said[1]}"
    return f"{', '.join(said)} ({name})"
