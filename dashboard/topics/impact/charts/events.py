"""What freight rates did in the weeks around events, against the same calendar moved in time."""

from __future__ import annotations

from math import exp
from typing import Any

import pandas as pd

from dashboard.kit.charts import draw, rate_words, theme, words
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.named_rows import Axis, Point, forest

NOTHING = "no event lies within the weekly record of rates. Nothing is drawn."
EMPTY = "No event of these classes lies within the weekly record of freight rates."
CHANCE = 0.05


def _percent(logarithm: float) -> float:
    return 100 * (exp(logarithm) - 1)


def study(rows: pd.DataFrame, weeks: int) -> Chart:
    """Draw mean changes over so many weeks (rows of ``event_study.study`` with source_ids)."""
    key = "rates_around_events"
    rows = rows[rows["weeks"] == weeks] if len(rows) else rows
    if rows.empty:
        return Chart.none(key, "Rates around events", NOTHING, rows, EMPTY)
    rows = rows.assign(
        change_pct=rows["mean"].map(_percent),
        placebo_low_pct=rows["low"].map(_percent),
        placebo_high_pct=rows["high"].map(_percent),
    )
    records = as_records(rows)
    reach = [abs(row[c]) for row in records for c in ("placebo_low_pct", "placebo_high_pct")]
    top = min(150.0, 1.08 * max(reach + [row["change_pct"] for row in records]))
    least = min(0.0, *(row[c] for row in records for c in ("placebo_low_pct", "change_pct")))
    low = max(-60.0, 1.08 * least)
    ticks = {float(n): f"{n:+d} %" if n else "0" for n in (-50, -25, 0, 25, 50, 100, 150)}
    axis = Axis(f"mean change over {words.counted(weeks, 'week')}", low, top, 0, ticks)
    fig = forest([_band(row) for row in records], axis, 27)
    fig["data"].append(_dots(records, axis))
    title, alone = _title(records, weeks)
    alt = (
        f"{words.counted(len(records), 'point')}, lanes by class of event, each beside the range of"
        f" its placebos. {title}."
    )
    verb = "does" if alone == 1 else "do"
    note = (
        f"Of {len(records)} dots {len(records) * CHANCE:.1f} would lie outside by chance;"
        f" {alone} {verb}."
    )
    method = (
        "Dot: mean change from the last assessment before an event; bar: 95 % of the placebos, the"
        " same calendar moved by each number of weeks."
    )
    return Chart(key, title, fig, alt, rows, note, method=method)


def _title(records: list[dict[str, Any]], weeks: int) -> tuple[str, int]:
    alone = [row for row in records if row["p"] < CHANCE]
    over = f"over {words.counted(weeks, 'week')}"
    if sure := [
        f"{_lane(row)} {words.signed(row['change_pct'])} after “{row['event_class']}”"
        for row in records
        if row["p_all"] < CHANCE
    ]:
        return f"Beyond chance for all looks together, {over}: {words.joined(sure)}", len(alone)
    looks = words.counted(len(records), "look")
    said_all = f"No class of event moved a lane beyond what chance gives {looks}"
    if not alone:
        return f"{said_all}, {over}", 0
    most = min(alone, key=lambda row: (row["p_all"], -abs(row["change_pct"])))
    return (
        f"{said_all}, {over}; nearest to it {_lane(most)}, {words.signed(most['change_pct'])} after"
        f" “{most['event_class']}” (p {most['p_all']:.2f})",
        len(alone),
    )


def _lane(row: dict[str, Any]) -> str:
    return rate_words.short(row["lane"])


def _band(row: dict[str, Any]) -> Point:
    """Return the placebos of a row as a grey bar without a value of its own."""
    return Point(
        f"{row['event_class']}: {_lane(row)}",
        _percent((row["low"] + row["high"]) / 2),
        row["placebo_low_pct"],
        row["placebo_high_pct"],
        theme.GREY,
        "",
        is_range=True,
    )


def _dots(records: list[dict[str, Any]], axis: Axis) -> draw.Part:
    texts = [
        words.hover(
            f"{row['event_class']}, {row['lane']}",
            f"{words.counted(row['events'], 'event')}:"
            f" {words.signed(row['change_pct'])} on average",
            f"placebos: {row['placebo_low_pct']:+.0f} to {row['placebo_high_pct']:+.0f} %",
            f"p {row['p']:.3f}, for {words.looks(row['looks'])} {row['p_all']:.2f}",
        )
        for row in records
    ]
    colours = [theme.LANE_COLOURS.get(row["lane"], theme.GREY) for row in records]
    x = [axis.within(row["change_pct"]) for row in records]
    return draw.dots(x, range(len(x)), colours, texts, "changes", size=11, cliponaxis=False)
