"""Between which bounds the diversion moved rates: a change by what it is set against."""

from __future__ import annotations

from math import isnan
from typing import Any

import pandas as pd

from dashboard.kit.charts import draw, theme, words
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.named_rows import Axis, Point, forest, two_rows
from dashboard.topics.impact.charts.did import COLOURS, EMPTY, GROUP, NEW_YORK

NAMES = {GROUP: "Asia-Europe", NEW_YORK: "Asia-New York"}
CONTROLS = {
    "Shanghai-Los Angeles": "against Los Angeles",
    "Rotterdam-New York": "against Rotterdam-New York",
    "New York-Rotterdam": "against New York-Rotterdam",
    "": "against none",
}
"""Lane that a change is set against -> in words."""

CHANCE = 0.05
ENOUGH = 20
"""Placebos below which it is not said how the change stands among them."""

TICKS = {0.5: "−50 %", 1: "0", 2: "+100 %", 4: "+300 %"}
AXIS = Axis("change over 13 weeks", 0.5, 5, 1, TICKS, log=True)
NOTHING = "too few assessments before or after the diversion. Nothing is drawn."

NOTE = "Los Angeles rose too: against it is a lower bound."


def bounds(rows: pd.DataFrame) -> Chart:
    """Draw a change a lane and comparison (rows of ``rate_bounds.bounds``) among its placebos."""
    key = "diversion_bounds"
    if rows.empty:
        return Chart.none(key, "What the diversion changed", NOTHING, rows, EMPTY)
    records = as_records(rows)
    fig = forest([_point(row) for row in records], AXIS, 34)
    points = [(1 + move / 100, n) for n, row in enumerate(records) for move in row["placebos"]]
    x, y = [AXIS.within(x) for x, _ in points], [y for _, y in points]
    tick = {"opacity": 0.55, "line": {"color": theme.GREY, "width": 1.5}}
    placebos = draw.dots(x, y, None, name="placebos", size=14, symbol="line-ns", marker=tick)
    fig["data"].insert(0, placebos)
    lanes = dict.fromkeys(row["lane"] for row in records)
    day = words.day(records[0]["diversion_date"])
    title = f"13 weeks from {day}: {'; '.join(_said(records, lane) for lane in lanes)}"
    alt = f"{len(records)} points, lanes by what they are set against, among placebos. {title}."
    return Chart(key, title, fig, alt, rows.drop(columns="placebos"), NOTE, method=_method(records))


def span(records: list[dict[str, Any]], lane: str) -> tuple[float, float] | None:
    """Return the smallest and the largest change of a lane in percent; None without one."""
    found = [row["change_pct"] for row in records if row["lane"] == lane]
    return (min(found), max(found)) if found else None


def is_told(records: list[dict[str, Any]], lane: str) -> bool:
    """Whether even the smallest change of a lane is larger than its placebos, and a rise."""
    mine = [row for row in records if row["lane"] == lane]
    if not mine:
        return False
    least = min(mine, key=lambda row: float(row["change_pct"]))
    is_rare = least["placebo_count"] >= ENOUGH and least["p"] < CHANCE
    return bool(least["change_pct"] > 0 and is_rare)


def _said(records: list[dict[str, Any]], lane: str) -> str:
    ends = span(records, lane)
    assert ends is not None
    between = f"{words.signed(ends[0]).removesuffix(' %')} to {words.signed(ends[1])}"
    if is_told(records, lane):
        return f"{NAMES[lane]} {between} by what it is set against"
    return f"{NAMES[lane]} cannot be told ({between})"


def _point(row: dict[str, Any]) -> Point:
    lane, against, times = NAMES[row["lane"]], CONTROLS[row["against"]], 1 + row["change_pct"] / 100
    said = [
        f"<b>{lane}</b>, {against}: {words.signed(row['change_pct'])}",
        f"{words.counted(row['dates_before'], 'assessment')} before, {row['dates_after']} after,"
        " of the lane with fewer",
    ]
    if row["placebo_count"]:
        low, high = min(row["placebos"]), max(row["placebos"])
        said.append(
            f"{words.counted(row['placebo_count'], 'other week')}: {words.signed(low)} to"
            f" {words.signed(high)}"
        )
    if row["placebo_count"] >= ENOUGH and not isnan(row["p"]):
        said.append(f"share as large, this one among them: {row['p']:.2f}")
    colour = COLOURS.get(row["lane"], theme.GREY)
    return Point(two_rows(lane, against), times, times, times, colour, "<br>".join(said))


def _method(records: list[dict[str, Any]]) -> str:
    most = max(records, key=lambda row: int(row["placebo_count"]))
    overlap = (
        f", {most['placebo_count']} at most, which overlap ({most['apart']} fit side by side)"
        if most["placebo_count"]
        else ""
    )
    return (
        "Dot: change of the mean rate from the 13 weeks before; ticks: around other weeks"
        f"{overlap}."
    )


def _end(records: list[dict[str, Any]], change: float) -> str:
    return next(
        CONTROLS[row["against"]]
        for row in records
        if row["lane"] == GROUP and row["change_pct"] == change
    )


def answer(rows: pd.DataFrame, quick: pd.DataFrame) -> str:
    """Say in Markdown what the diversion did to rates, with its bounds.

    ``rows`` are those of ``rate_bounds.bounds``, ``quick`` those of ``rate_bounds.short``.
    """
    records = as_records(rows)
    said = []
    if is_told(records, GROUP):
        low, high = span(records, GROUP) or (0.0, 0.0)
        said.append(
            f"**Rates from Asia to Europe rose by between {low:.0f} and {high:.0f} %** in the 13"
            f" weeks from {words.day(records[0]['diversion_date'])}, on the 13 before:"
            f" {_end(records, low)} the least, {_end(records, high)} the most."
        )
    else:
        said.append("**What the diversion did to rates from Asia to Europe cannot be told.**")
    if (ends := span(records, NEW_YORK)) and not is_told(records, NEW_YORK):
        said.append(
            f"**For New York it cannot be told:** {words.signed(ends[0])} to"
            f" {words.signed(ends[1])}, and the least is within what other weeks show."
        )
    parts = [" ".join(said)]
    if len(quick):
        moved = [
            f"{row['lane'].removeprefix('Shanghai-')} {words.signed(row['change_pct'])}"
            for row in as_records(quick.sort_values("change_pct", ascending=False))
        ]
        first, last = quick["from_date"].iloc[0], quick["to_date"].iloc[0]
        parts.append(
            f"In the first six weeks, {words.day(first)} to {words.day(last)}:"
            f" {words.joined(moved)}. Los Angeles needs no canal and rose with the others, so it is"
            " no clean control: ships tied up round the Cape are missing everywhere."
        )
    return "\n\n".join(parts)
