"""Transits by chokepoint over time: ships, the Cape's share, estimated cargo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from dashboard.kit.charts import theme, words
from dashboard.kit.charts import transit_words as say
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.count_words import FAR_PCT, Latest, Row, by_name, clause, days, noted
from dashboard.kit.charts.over_time import WEEKS_GAP, Line, over_time, readings
from dashboard.topics.rerouting.charts import transit_dots

NAMES_PX = 112
"""Room right of the plot for the names of the lines."""

NO_WEEK = "no week of the record lies in the period. Nothing is drawn."
WIDEN = "No week of transits fits these filters. Widen the period or clear a filter."
NO_BASELINE = (
    "The baseline holds no week of the record, so nothing can be compared with it. Choose another"
    " baseline in the sidebar, or show the level."
)

Column = tuple[str, str, float, str]
"""Column drawn, column of its baseline, factor to the unit shown, unit."""

SHIPS: Column = ("transits_per_day", "baseline_per_day", 1.0, "transits a day")
CARGO: Column = ("trade_volume_t_per_day", "baseline_t_per_day", 1e-6, "million tonnes a day")


@dataclass(frozen=True)
class Beside:
    """What stands beside our own lines, in the title and in the plot.

    The latest counts of others (None: not asked), whether the lines are of some classes and those
    counts of all, the highest mark drawn, and what the title says first.
    """

    latest: Latest | None = None
    of_all: bool = False
    highest: float = 0.0
    lead: Sequence[say.Part] = ()


@dataclass(frozen=True)
class Said:
    """What a chart says of itself: sentences of its note, and of how it is to be read."""

    note: list[str]
    method: list[str]


def weekly(
    rows: pd.DataFrame,
    events: pd.DataFrame,
    baseline: str,
    classes: Sequence[str] | None,
    level: bool = False,
    counts: pd.DataFrame | None = None,
    latest: Latest | None = None,
    cargo: pd.DataFrame | None = None,
) -> Chart:
    """Draw transits a day of each week (rows of charts/transits_by_week).

    ``baseline`` is the window in words, with its weeks. Without ``level`` lines are percent of
    it. ``counts`` are rows of charts/crosscheck_by_days for the ships drawn: what others counted
    stands on the lines. ``latest`` is said beside ours in the title where it differs much, else in
    the note. ``cargo``, the rows of charts/transits_volume_by_week, leads where the title speaks
    of container ships at Suez alone.
    """
    said = Said([say.containers(rows, classes)], [say.ships(classes)])
    found = None if counts is None or rows.empty else transit_dots.placed(counts, rows, level)
    title = "Transits a day by chokepoint"
    highest = float(found["drawn"].max()) if found is not None and len(found) else 0.0
    lead = _containers(cargo, baseline) if classes == ["container"] and cargo is not None else []
    beside = Beside(latest, bool(classes), highest, lead)
    chart = _lines("transits_weekly", title, rows, events, baseline, SHIPS, level, said, beside)
    if chart.figure is None:
        return chart
    method, rows = [chart.method], chart.rows
    if not classes and latest:
        near = [latest[place] for place in say.ordered(rows) if place in latest]
        method += [_beside(row) for row in near if abs(row["difference_pct"]) <= FAR_PCT]
    if found is not None and len(found):
        chart.figure["data"] += transit_dots.traces(found)
        method.insert(1, transit_dots.explained(found, level))
        rows = pd.concat([rows, found.drop(columns=["drawn", "middle"])], ignore_index=True)
    return replace(chart, rows=rows, method=words.note(*method))


def _beside(row: Row) -> str:
    """Return the latest count of others with ours on the same days, in a sentence."""
    name, when = by_name(row["counter"]), days(row["period_start"], row["period_end"])
    return (
        f"At {say.short(row['chokepoint'])} {name} counted {row['published_per_day']:.1f} a day"
        f" {when}, {say.against(row['difference_pct'], 'the')} {row['our_per_day']:.1f} of this"
        " record on the same days."
    )


def _containers(cargo: pd.DataFrame, baseline: str) -> list[say.Part]:
    """Return what the cargo of container ships at Suez came to, where it is known."""
    part = cargo[(cargo["chokepoint"] == "Suez Canal") & cargo["index_pct"].notna()]
    if part.empty:
        return []
    change = say.latest(part, "index_pct") - 100
    return [(say.changed("container cargo at Suez", change, baseline), say.span(part), "")]


def volume(
    rows: pd.DataFrame,
    events: pd.DataFrame,
    baseline: str,
    classes: Sequence[str] | None,
    level: bool = True,
    latest: Latest | None = None,
) -> Chart:
    """Draw the estimated cargo of each week (rows of charts/transits_volume_by_week)."""
    said = Said(
        ["PortWatch’s estimates.", say.containers(rows, classes)],
        [
            "PortWatch estimates the cargo on board from the draught of each ship: it is no"
            " deadweight and not comparable with the tonnes that the World Food Programme reports.",
            say.ships(classes),
            say.FEEDERS if say.containers(rows, classes) else "",
        ],
    )
    title = "Estimated cargo by chokepoint"
    if len(known := rows.dropna(subset="index_pct")):
        changes = {
            place: say.latest(known[known["chokepoint"] == place], "index_pct") - 100
            for place in say.ordered(known)
        }
        said.note.append(noted(latest, changes, say.last_day(known)))
    return _lines("transits_volume", title, rows, events, baseline, CARGO, level, said, Beside())


def share(
    rows: pd.DataFrame,
    events: pd.DataFrame,
    baseline: str,
    classes: Sequence[str] | None,
    latest: Latest | None = None,
) -> Chart:
    """Draw the Cape's share of the two routes (rows of charts/cape_share_by_week)."""
    key, title = "cape_share", "The Cape’s share of the two routes"
    rows = rows.dropna(subset="cape_share_pct")
    if rows.empty:
        return Chart.none(key, title, NO_WEEK, rows, WIDEN)
    told = [
        f"{row['cape_share_pct']:.0f} % by the Cape ({row['cape_per_day']:.1f} a day"
        f" against {row['suez_per_day']:.1f} at Suez)"
        for row in as_records(rows)
    ]
    shares, usual = rows["cape_share_pct"], rows["baseline_cape_share_pct"].iloc[0]
    if before := words.is_year_before(baseline):
        usual = say.latest(rows, "baseline_cape_share_pct", "cape_days")
    is_known = bool(pd.notna(usual))
    cape = say.latest(rows, "cape_per_day", "cape_days")
    suez = say.latest(rows, "suez_per_day", "suez_days")
    colour = theme.CHOKEPOINT_COLOURS["Cape of Good Hope"]
    lines = [Line("Cape", colour, rows["week"].tolist(), shares.tolist(), told)]
    fig, said = over_time(
        lines,
        readings(lines, say.week),
        min(1.15 * max(float(shares.max()), usual if is_known else 0), 104),
        WEEKS_GAP,
        events,
        NAMES_PX,
        rests=[(f"baseline {usual:.0f} %", usual)] if is_known and not before else [],
        ticksuffix=" %",
    )
    title = f"{say.span(rows)}: {100 * cape / (cape + suez):.0f} % of the two routes go by the Cape"
    title += f", {usual:.0f} % {'a year before' if before else 'in the baseline'}" * is_known
    note = words.note(
        "Some ships at the Cape never had the choice of Suez.",
        "" if is_known else "The baseline holds no week: choose another baseline.",
        say.containers(rows, classes),
        noted(latest, {"Suez Canal": -100, "Cape of Good Hope": 0}, say.last_day(rows)),
    )
    method = words.note(
        "The Cape’s transits a day in percent of those at the Cape and at Suez: a share of the two"
        " routes, no sum of traffic.",
        f"The baseline is {baseline}." if is_known else "",
        say.ships(classes),
        say.FEEDERS if say.containers(rows, classes) else "",
        said,
        say.ATTRIBUTION,
    )
    alt = (
        f"A line of the Cape’s share by week, from {rows['cape_share_pct'].iloc[0]:.0f} % in the"
        f" week of {words.day(rows['week'].iloc[0])} to {rows['cape_share_pct'].iloc[-1]:.0f} % in"
        f" that of {words.day(rows['week'].iloc[-1])}. {title}."
    )
    return Chart(key, title, fig, alt, rows, note, method=method)


def _lines(
    key: str,
    title: str,
    rows: pd.DataFrame,
    events: pd.DataFrame,
    baseline: str,
    column: Column,
    level: bool,
    told: Said,
    beside: Beside,
) -> Chart:
    """Draw a line a chokepoint, in its unit or in percent of its baseline."""
    measure, usual, factor, unit = column
    value = measure if level else "index_pct"
    rows = rows.dropna(subset=measure)
    if rows.empty:
        return Chart.none(key, title, NO_WEEK, rows, WIDEN)
    if rows[value].isna().all():
        return Chart.none(key, title, NO_BASELINE, rows)
    scale = factor if level else 1.0
    most = max(float(rows[value].max()) * scale, beside.highest)
    high = 1.06 * max(most, 0 if level else 100)
    drawn = []
    for chokepoint in say.ordered(rows):
        part, name = rows[rows["chokepoint"] == chokepoint], say.short(chokepoint)
        texts = [_told(name, row, column) for row in as_records(part)]
        values, colour = (part[value] * scale).tolist(), theme.CHOKEPOINT_COLOURS[chokepoint]
        drawn.append(Line(name, colour, part["week"].tolist(), values, texts))
    rests, suffix = ([], None) if level else ([("", 100)], " %")
    read = readings(drawn, say.week)
    fig, lines = over_time(
        drawn, read, high, WEEKS_GAP, events, NAMES_PX, rests=rests, ticksuffix=suffix
    )
    title, alt = _finding(rows, column, beside, baseline)
    kind = unit if level else "percent of the baseline"
    compared = "" if level else say.rest(baseline)
    if level and rows[usual].notna().any():
        compared = f"The baseline of the title is {baseline}."
    names = [line.name for line in drawn if line.known]
    alt = f"Lines of {kind} by week for {words.joined(names)}. {alt}."
    method = words.note(f"In {kind}.", compared, *told.method, say.NO_SUM, lines, say.ATTRIBUTION)
    return Chart(key, title, fig, alt, rows, words.note(*told.note), method=method)


def _finding(rows: pd.DataFrame, column: Column, beside: Beside, baseline: str) -> tuple[str, str]:
    """Return title and alt: the latest weeks of each chokepoint against its baseline."""
    measure, usual, factor, unit = column
    said = list(beside.lead)
    levels: list[say.Part] = []
    for chokepoint in say.ordered(rows):
        part, name = rows[rows["chokepoint"] == chokepoint], say.short(chokepoint)
        now, span, other = say.latest(part, measure), say.span(part), ""
        known = part.dropna(subset="index_pct")
        before = say.latest(known, usual)
        change = 100 * (say.latest(known, measure) / before - 1) if len(known) else None
        if beside.latest is not None:
            count, ending = beside.latest.get(chokepoint), say.last_day(part)
            other = clause(count, ending, change or 0, beside.of_all)
            other = other or say.news(part, measure)  # no news where other counts doubt ours
        if change is not None:
            said.append((say.changed(name, change, baseline), say.span(known), other))
        levels.append((f"{name} {now * factor:.1f}", span, other))
    last, span, other = levels.pop()
    amounts = say.dated([*levels, (f"{last} {unit}", span, other)])
    return say.dated(said, say.on(baseline)) if said else amounts, amounts


def _told(name: str, row: dict[Any, Any], column: Column) -> str:
    measure, _, factor, unit = column
    index = f", {row['index_pct']:.0f} % of baseline" if pd.notna(row["index_pct"]) else ""
    return f"{name} {row[measure] * factor:.1f} {unit}{index}"
