"""Spot rates by month or quarter: the mean of the assessments of each lane."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.kit.charts import periods, rate_words, words
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.over_time import Line, over_time, readings
from dashboard.topics.costs.charts.rates import Measure, colour, right_margin

Row = dict[Any, Any]


def by_period(
    rows: pd.DataFrame, events: pd.DataFrame, measure: Measure, baseline: str, grain: str
) -> Chart:
    """Draw the mean rate of each lane by month or quarter (rows of charts/rates_by_period).

    ``baseline`` is the window of the baseline in words.
    """
    key, title = "rates_by_period", f"Container spot rates by lane and {grain}"
    nothing = "no assessment fits the filters. Nothing is drawn."
    if rows.empty:
        return Chart.none(key, title, nothing, rows, "No assessment in the period: widen it.")
    known = rows[rows[measure.column].notna()]
    if known.empty:
        advice = (
            f"No assessment of these lanes lies in the baseline, {baseline}: choose another"
            " baseline in the sidebar, or show the rates in USD."
        )
        return Chart.none(key, title, nothing, rows, advice)
    parts = {str(lane): part for lane, part in known.groupby("lane", sort=False)}
    lines = [
        Line(
            rate_words.short(lane),
            colour(lane),
            part["period_start"].tolist(),
            part[measure.column].tolist(),
            [_told(row) for row in as_records(part)],
        )
        for lane, part in parts.items()
    ]
    top = max(float(known[measure.column].max()) * 1.1, (measure.rest or 0) * 1.5)
    fig, marked = over_time(
        lines,
        readings(lines, lambda day: periods.name(day, grain)),
        top,
        periods.GAPS[grain],
        events,
        right_margin([line.name for line in lines]),
        height=430,
        until=periods.ENDS[grain],
        rests=[("", measure.rest)] if measure.rest else [],
        tickformat=measure.ticks,
        title={"text": measure.axis},
    )
    whole = [part["is_complete"].tolist() for part in parts.values()]
    fig["data"] += periods.hollow(lines, whole)
    title = _finding([row for part in parts.values() for row in _last(part)], baseline, grain)
    note = words.note(
        periods.not_complete(known, grain),
        "" if known["is_weekly"].all() else rate_words.IRREGULAR,
    )
    method = words.note(
        "Mean of the assessments of Drewry's World Container Index, for a 40-foot container (FEU).",
        f"Baseline: {baseline}."
        if rows["multiple"].notna().any()
        else f"The baseline, {baseline}, holds no assessment of these lanes.",
        marked,
    )
    alt = f"Lines of the spot rate by {grain} of {words.counted(len(lines), 'lane')}. {title}."
    return Chart(key, title, fig, alt, known, note, method=method)


def _last(part: pd.DataFrame) -> list[Row]:
    return as_records(periods.last_complete(part))


def _finding(rows: list[Row], baseline: str, grain: str) -> str:
    """Say how each lane stood in the latest month or quarter that any has complete."""
    latest = max(row["period_start"] for row in rows)
    rows = [row for row in rows if row["period_start"] == latest]
    based = [row for row in rows if pd.notna(row["multiple"])]
    when = periods.name(latest, grain)
    without = [rate_words.short(row["lane"]) for row in rows if pd.isna(row["multiple"])]
    if not based:
        said = [f"{rate_words.short(row['lane'])} {rate_words.level(row)}" for row in rows]
        return f"{when}: {', '.join(said)}"
    if words.is_year_before(baseline):
        lead, none = f"on {words.YEAR_BEFORE}", "no rate a year before of"
        told = [words.signed(100 * (row["multiple"] - 1)) for row in based]
    else:
        lead, none = "times the baseline", "no baseline of"
        if baseline.isdigit():
            lead, none = f"times the mean of {baseline}", f"no rate of {baseline} of"
        told = [f"{row['multiple']:.1f}" for row in based]
    said = [
        f"{rate_words.short(row['lane'])} {much}" for row, much in zip(based, told, strict=True)
    ]
    title = f"{when}, {lead}: {', '.join(said)}"
    return f"{title}; {none} {words.joined(without)}" if without else title


def _told(row: Row) -> str:
    count = words.counted(row["assessments"], "assessment")
    part = "" if row["is_complete"] else ", not complete"
    of = rate_words.multiple(row, ", {}")
    return f"{rate_words.short(row['lane'])} {rate_words.level(row)}{of} ({count}{part})"
