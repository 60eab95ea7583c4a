"""Transits by month or quarter: of chokepoints, and of classes of ship in a panel each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd

from dashboard.kit.charts import draw, extremes, periods, theme, words
from dashboard.kit.charts import events as overlay
from dashboard.kit.charts import transit_words as say
from dashboard.kit.charts.base import Chart, Figure, as_records
from dashboard.kit.charts.count_words import OF_ALL, Latest, clause, noted
from dashboard.kit.charts.over_time import Line, line, over_time, reader, readings
from dashboard.topics.rerouting.charts.transits import NAMES_PX, NO_BASELINE, WIDEN

PANEL_PX, GAP_PX, FOOT_PX = 108, 34, 30
"""Heights of a panel, of the space above it for its name, of the time axis below the last."""

NOTHING = "no month of the record lies in the period. Nothing is drawn."


def by_period(
    rows: pd.DataFrame,
    events: pd.DataFrame,
    baseline: str,
    classes: Sequence[str] | None,
    grain: str,
    level: bool = False,
    latest: Latest | None = None,
) -> Chart:
    """Draw transits a day of each month or quarter (rows of charts/transits_by_period).

    ``baseline`` is the window in words, with its weeks. Without ``level`` lines are percent of it.
    ``latest`` is said beside ours in the title where others counted far more or fewer ships.
    """
    key, title = "transits_by_period", f"Transits a day by {grain}"
    if rows.empty:
        return Chart.none(key, title, NOTHING, rows, WIDEN)
    value = "transits_per_day" if level else "index_pct"
    if rows[value].isna().all():
        return Chart.none(key, title, NO_BASELINE, rows)
    parts = {place: rows[rows["chokepoint"] == place] for place in say.ordered(rows)}
    drawn = [
        Line(
            say.short(place),
            theme.CHOKEPOINT_COLOURS[place],
            part["period_start"].tolist(),
            part[value].tolist(),
            [_told(say.short(place), row) for row in as_records(part)],
        )
        for place, part in parts.items()
    ]
    high = 1.06 * max(float(rows[value].max()), 0 if level else 100)
    rests, suffix = ([], None) if level else ([("", 100)], " %")
    read = readings(drawn, lambda day: periods.name(day, grain))
    fig, marked = over_time(
        drawn,
        read,
        high,
        periods.GAPS[grain],
        events,
        NAMES_PX,
        until=periods.ENDS[grain],
        rests=rests,
        ticksuffix=suffix,
    )
    fig["data"] += periods.hollow(drawn, [part["is_complete"].tolist() for part in parts.values()])
    title, alt = _finding(parts, baseline, grain, latest, of_all=bool(classes))
    kind = "transits a day" if level else "percent of the baseline"
    alt = f"Lines of {kind} by {grain} for {words.joined([one.name for one in drawn])}. {alt}."
    compared = f"The baseline of the title is {baseline}." if level else say.rest(baseline)
    containers = say.containers(rows, classes)
    note = words.note(periods.not_complete(rows, grain), containers)
    method = words.note(
        f"In {kind}.",
        compared,
        say.ships(classes),
        say.WEEK,
        say.NO_SUM,
        say.FEEDERS if containers else "",
        marked,
        say.ATTRIBUTION,
    )
    return Chart(key, title, fig, alt, rows, note, method=method)


def by_class(
    rows: pd.DataFrame,
    events: pd.DataFrame,
    baseline: str,
    grain: str,
    latest: Latest | None = None,
) -> Chart:
    """Draw each class in percent of its own baseline (rows of charts/classes_by_period).

    ``latest`` is said in the note where others counted far more or fewer ships.
    """
    key, title = "classes_by_period", f"Transits by class of ship and {grain}"
    if rows.empty:
        return Chart.none(key, title, NOTHING, rows, WIDEN)
    if rows["index_pct"].isna().all():
        return Chart.none(key, title, NO_BASELINE, rows)
    classes = [name for name in say.CLASSES if name in set(rows["vessel_class"])]
    height = len(classes) * (PANEL_PX + GAP_PX)
    tops = [top for _, top in draw.domains([PANEL_PX] * len(classes), GAP_PX)]
    last = rows["period_end"].max()
    fig = draw.figure(
        height + FOOT_PX,
        [],
        draw.dates(rows["period_start"].min(), last, hoverformat=" "),
        [{}] * len(classes),
        hovermode="x unified",
        hoversubplots="axis",
        margin={"r": NAMES_PX, "t": 4, "b": FOOT_PX},
        yaxis9=overlay.THROUGH,
        annotations=[
            draw.heading(f"<b>{words.sentence(say.NAMES.get(of, of))}</b>", top, yshift=3)
            for of, top in zip(classes, tops, strict=True)
        ],
        shapes=[],
    )
    for number, of in enumerate(classes):
        _panel(fig, rows[rows["vessel_class"] == of], number, tops[number], height, grain)
    read = _readings(rows, classes, grain)
    fig["data"].append(reader(read, read.values(), 0.5, yaxis="y9"))
    marked = overlay.draw(fig, events, panels=True, height=height)
    title = _class_finding(rows, baseline, grain)
    others, containers = _others(rows, latest), say.containers(rows, None)
    note = words.note(others, containers, periods.HOLLOW if not rows["is_complete"].all() else "")
    method = words.note(
        f"{say.rest(baseline, ' of the class')} Each panel has a scale of its own.",
        periods.not_complete(rows, grain),
        say.WEEK,
        say.NO_SUM,
        OF_ALL if others else "",
        say.FEEDERS if containers else "",
        marked,
        say.ATTRIBUTION,
    )
    alt = (
        f"{words.counted(len(classes), 'panel')} of lines by {grain}, one a class of ship"
        f" ({words.joined(classes)}), in percent of the class’s baseline. {title}."
    )
    return Chart(key, title, fig, alt, rows, note, method=method)


def _others(rows: pd.DataFrame, latest: Latest | None) -> str:
    """Say what others counted at the chokepoints, each by the class that stands lowest there.

    Judged by the latest month or quarter that is complete, or the latest where none is.
    """
    known = rows[rows["index_pct"].notna()]
    known = known[known["is_complete"]] if known["is_complete"].any() else known
    now = known[known["period_start"] == known["period_start"].max()]
    lowest = now.groupby("chokepoint")["index_pct"].min() - 100
    changes = {place: float(lowest[place]) for place in say.ordered(now)}
    return noted(latest, changes, now["period_end"].max())


def _panel(
    fig: Figure, rows: pd.DataFrame, number: int, top: float, height: int, grain: str
) -> None:
    axis, highest = draw.axis_of(number), rows["index_pct"].max()
    high = 1.05 * max(100.0, float(highest) if pd.notna(highest) else 0.0)
    step = 100 if high <= 320 else 200 if high <= 640 else 500
    place = {"domain": [max(top - PANEL_PX / height, 0), top], "anchor": "x", "fixedrange": True}
    fig["layout"][axis.replace("y", "yaxis")] = draw.percent(0, high, dtick=step) | place
    ends = []
    for chokepoint in say.ordered(rows):
        part, name = rows[rows["chokepoint"] == chokepoint], say.short(chokepoint)
        colour = theme.CHOKEPOINT_COLOURS[chokepoint]
        one = Line(name, colour, part["period_start"].tolist(), part["index_pct"].tolist())
        drawn = line(one.days, one.values, colour, periods.GAPS[grain], name, None, 1.6)
        marks = periods.hollow([one], [part["is_complete"].tolist()])
        fig["data"] += [{**trace, "yaxis": axis} for trace in (drawn, *marks)]
        if one.known:
            ends.append((name, colour, one.known[-1]))
    fig["layout"]["annotations"] += draw.end_labels(ends, 0, high, 0.17, axis)
    fig["layout"]["shapes"].append(draw.rule(axis, 100))


def _readings(rows: pd.DataFrame, classes: Sequence[str], grain: str) -> dict[pd.Timestamp, str]:
    """Return of each month or quarter what all panels say: a line a class, a figure a place."""
    places = say.ordered(rows)
    known = {
        (row["period_start"], row["vessel_class"], row["chokepoint"]): row["index_pct"]
        for row in as_records(rows)
    }

    def index(day: pd.Timestamp, of: str, place: str) -> str:
        percent = known.get((day, of, place))
        return "–" if percent is None or pd.isna(percent) else f"{percent:.0f}"

    return {
        day: words.hover(
            periods.name(day, grain),
            f"{' / '.join(map(say.short, places))}, % of baseline",
            *(
                f"{words.sentence(say.NAMES.get(of, of))}:"
                f" {' / '.join(index(day, of, place) for place in places)}"
                for of in classes
            ),
        )
        for day in sorted(rows["period_start"].unique())
    }


def _finding(
    parts: dict[str, pd.DataFrame],
    baseline: str,
    grain: str,
    latest: Latest | None,
    *,
    of_all: bool,
) -> tuple[str, str]:
    """Return title and alt: the last complete month or quarter of each chokepoint."""
    said: list[say.Part] = []
    levels: list[say.Part] = []
    for place, part in parts.items():
        (row,) = as_records(periods.last_complete(part))
        name, when = say.short(place), periods.name(row["period_start"], grain)
        change, other = row["index_pct"] - 100, ""
        if latest is not None:
            fall = 0.0 if pd.isna(change) else change
            other = clause(latest.get(place), row["period_end"], fall, of_all)
            other = other or _news(part, grain)  # no news where other counts doubt ours
        if pd.notna(change):
            said.append((say.changed(name, change, baseline), when, other))
        levels.append((f"{name} {row['transits_per_day']:.1f}", when, other))
    last, when, more = levels.pop()
    amounts = say.dated([*levels, (f"{last} transits a day", when, more)])
    return say.dated(said, say.on(baseline)) if said else amounts, amounts


def _news(part: pd.DataFrame, grain: str) -> str:
    whole = part[part["is_complete"]]
    days, values = whole["period_start"].tolist(), whole["transits_per_day"].tolist()
    return extremes.since(days, values, partial(periods.name, grain=grain))


def _class_finding(rows: pd.DataFrame, baseline: str, grain: str) -> str:
    """Name the classes that stand lowest and highest at the first chokepoint."""
    place = say.ordered(rows)[0]
    here = rows[(rows["chokepoint"] == place) & rows["index_pct"].notna()]
    last = [
        row
        for _, part in here.groupby("vessel_class")
        for row in as_records(periods.last_complete(part))
    ]
    if not last:
        return f"Transits by class of ship at {say.short(place)}"
    last.sort(key=lambda row: float(row["index_pct"]))
    ends = last if len(last) == 1 else [last[0], last[-1]]
    said = [
        (
            say.changed(
                say.NAMES.get(of := row["vessel_class"], of), row["index_pct"] - 100, baseline
            ),
            periods.name(row["period_start"], grain),
            "",
        )
        for row in ends
    ]
    return say.dated(said, say.on(baseline, say.short(place)))


def _told(name: str, row: dict[Any, Any]) -> str:
    index = f", {row['index_pct']:.0f} % of baseline" if pd.notna(row["index_pct"]) else ""
    part = "" if row["is_complete"] else f" (not complete, {words.counted(row['days'], 'day')})"
    return f"{name} {row['transits_per_day']:.1f} transits a day{index}{part}"
