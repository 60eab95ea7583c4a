"""The crisis on one time axis, drawn as SVG for paper: the same rows as the figure of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.kit.charts import count_words, svg, words
from dashboard.kit.charts.base import as_records
from dashboard.kit.charts.over_time import WEEKS_GAP
from dashboard.kit.charts.svg import flat_map
from dashboard.topics.overview.charts import brief_marks as marks
from dashboard.topics.overview.charts.brief_marks import LEFT, RIGHT, Axis, End, Panel
from dashboard.topics.overview.charts.crisis_words import RATES, TRANSITS, Basis, stood
from dashboard.topics.overview.charts.numbered import Numbered
from dashboard.topics.overview.charts.passages import BAB, COLOURS, is_disputed

Row = Mapping[str, Any]

TOP, HEADING, UNDER = 26, 21, 9
"""Pixels for the badges, for the heading of a panel, and below it."""

HEIGHTS = {"attacks": 58, "transits": 80, "freight_rates": 70, "port_imports": 48}
"""Dataset of a panel -> height of it, from the top down."""

HEADS = {
    "attacks": "Attacks on merchant ships a month",
    "transits": "Ships a day, percent of baseline",
    "freight_rates": "Spot rate from Shanghai, times baseline",
    "port_imports": "Fuel and food through Yemen’s Red Sea ports, thousand tonnes a month",
}

LANES = {"rotterdam": "rotterdam", "new_york": "newyork"}
"""Beginning of columns -> colour of the lane."""

NOTHING = "No figures"

GAP = pd.Timedelta(days=28)
"""A stretch without figures that is longer is hatched."""


def drawn(
    rows: pd.DataFrame,
    months: pd.DataFrame,
    events: Sequence[Numbered],
    basis: Basis,
    bab: Row | None,
    alt: str,
) -> str:
    """Return the figure of all records; "" where none reaches into the period.

    ``rows`` are those of charts/crisis_by_week, ``months`` those of charts/attacks_by_month,
    ``bab`` that of facts/passages.
    """
    attacks = months.groupby("month")["attacks"].sum()
    if rows.empty:
        return ""
    first, last = rows["week"].min(), rows["week"].max() + pd.Timedelta(days=6)
    if len(attacks):
        first = min(first, attacks.index.min())
        last = max(last, attacks.index.max() + pd.offsets.MonthEnd())
    axis, panels = Axis(first, last), _panels(rows, attacks, basis)
    foot = panels["port_imports"].foot
    parts = _events(axis, events, foot)
    for panel in panels.values():
        parts += panel.ground()
    parts += _attacks(axis, panels["attacks"], attacks, basis)
    parts += _transits(axis, panels["transits"], rows, basis, bab)
    parts += _rates(axis, panels["freight_rates"], rows, basis)
    parts += _imports(axis, panels["port_imports"], rows)
    parts += _badges(axis, events)
    parts += _days(axis, foot)
    return svg.drawing(marks.WIDTH, foot + 20, parts, alt, "brief-figure")


def _panels(rows: pd.DataFrame, attacks: pd.Series, basis: Basis) -> dict[str, Panel]:
    most = {
        "attacks": max(attacks.max() if len(attacks) else 0, 4),
        "transits": _most(rows[list(TRANSITS)], 120),
        "freight_rates": _most(rows[[f"{lane}_multiple" for lane in RATES]], 1.5),
        "port_imports": _most(rows[["imports_t_per_month"]] / 1000, 100),
    }
    found, at = {}, float(TOP)
    for dataset, height in HEIGHTS.items():
        why = basis.absent.get(dataset)
        head = f"{HEADS[dataset]}: {why}" if why else HEADS[dataset]
        unit = "×" if dataset == "freight_rates" else ""
        found[dataset] = Panel(head, at + HEADING, height, 1.06 * most[dataset], unit)
        at = found[dataset].foot + UNDER
    return found


def _most(values: pd.DataFrame, least: float) -> float:
    most = values.max().max()
    return max(float(most), least) if pd.notna(most) else least


def _events(axis: Axis, events: Sequence[Numbered], foot: float) -> list[str]:
    return [
        svg.line((x, TOP - 4), (x, foot), "base", 1, stroke_dasharray="1.5 4")
        for x in (axis.at(one.day) for one in events)
    ]


def _badges(axis: Axis, events: Sequence[Numbered]) -> list[str]:
    places = marks.spread([axis.at(one.day) for one in events])
    return [
        part for one, x in zip(events, places, strict=True) for part in marks.badge(one, (x, 11.5))
    ]


def _attacks(axis: Axis, panel: Panel, attacks: pd.Series, basis: Basis) -> list[str]:
    if attacks.empty:
        return panel.hatched(LEFT, RIGHT, NOTHING)
    parts = []
    for month, count in zip(attacks.index, attacks, strict=True):
        start, end = axis.at(month), axis.at(month + pd.offsets.MonthEnd())
        if count:
            tall = panel.foot - panel.at(count)
            parts.append(
                svg.rect(start + 0.5, panel.at(count), max(end - start - 1, 1), tall, "attack")
            )
    parts += _unknown(axis, panel, axis.first, attacks.index.min())
    known = attacks.index.max() + pd.offsets.MonthEnd()
    until = pd.Timestamp(basis.attacks_until) if basis.attacks_until else known
    parts += _unknown(axis, panel, min(known, until), axis.last)
    count, month = int(attacks.iloc[-1]), attacks.index[-1]
    aside = f"to {until.day} {until:%b}" if until < month + pd.offsets.MonthEnd() else ""
    said = f"{count} in {month:%B}"
    return [*parts, *marks.ends(panel, [End(said, "ink", panel.at(count), aside)])]


def _transits(
    axis: Axis, panel: Panel, rows: pd.DataFrame, basis: Basis, bab: Row | None
) -> list[str]:
    parts, named = [marks.dotted(panel, 100)], []
    last = stood(rows)
    for column, (name, passage) in TRANSITS.items():
        known = rows.dropna(subset=column)
        parts += _line(axis, panel, known["week"], known[column], COLOURS[passage])
        if column not in last:
            continue
        index = last[column][0]
        said = name if basis.thin_transits else f"{name} {index:.0f} %"
        aside = ""
        if passage == BAB and bab and is_disputed(bab) and pd.notna(bab["published_change_pct"]):
            by = count_words.by_name(bab["counter"])
            aside = f"{100 + bab['published_change_pct']:.0f} % by {by}"
        ink = "suez-t" if COLOURS[passage] == "suez" else COLOURS[passage]
        named.append(End(said, ink, panel.at(index), aside))
    weeks = rows.dropna(subset=list(TRANSITS), how="all")["week"]
    return [*parts, *_edges(axis, panel, weeks), *marks.ends(panel, named)]


def _rates(axis: Axis, panel: Panel, rows: pd.DataFrame, basis: Basis) -> list[str]:
    parts, named, weeks = [marks.dotted(panel, 1)], [], []
    for start, (name, _) in RATES.items():
        known = rows.dropna(subset=f"{start}_multiple")
        weeks.append(known["week"])
        if known.empty:
            continue
        days, values = known[f"{start}_date"], known[f"{start}_multiple"]
        parts += _line(axis, panel, days, values, LANES[start])
        times = float(values.iloc[-1])
        said = name if basis.thin_rates else f"{name} {times:.1f}×"
        named.append(End(said, LANES[start], panel.at(times)))
    return [*parts, *_edges(axis, panel, pd.concat(weeks)), *marks.ends(panel, named)]


def _line(axis: Axis, panel: Panel, days: pd.Series, values: pd.Series, colour: str) -> list[str]:
    found = marks.broken(axis, panel, days.tolist(), values.tolist(), WEEKS_GAP)
    lines = [flat_map.thin(line, 1) for line in found if len(line) > 1]
    alone = [svg.circle(line[0], 1.6, colour) for line in found if len(line) == 1]
    return [*([svg.path(lines, stroke=colour, width=1.7)] if lines else []), *alone]


def _imports(axis: Axis, panel: Panel, rows: pd.DataFrame) -> list[str]:
    """Return a bar a published period, as long as that is, and what lies between them hatched."""
    periods = rows.dropna(subset="imports_period_start").drop_duplicates("imports_period_start")
    parts, reached = [], axis.first
    for period in as_records(periods):
        start, end = period["imports_period_start"], period["imports_period_end"]
        parts += _unknown(axis, panel, reached, start)
        left, right = axis.at(start), axis.at(end)
        top = panel.at(period["imports_t_per_month"] / 1000)
        wide = max(right - left - 1, 1)
        parts.append(svg.rect(left, top, wide, panel.foot - top, "imports-in"))
        parts.append(svg.rect(left, top, wide, 2, "imports"))
        reached = max(reached, end)
    parts += _unknown(axis, panel, reached, axis.last)
    if periods.empty:
        return parts
    latest = float(periods["imports_t_per_month"].iloc[-1]) / 1000
    until = f"to {words.date_of(periods['imports_period_end'].iloc[-1])}"
    named = End(f"{latest:,.0f} a month", "imports-t", panel.at(latest), until)
    return [*parts, *marks.ends(panel, [named])]


def _edges(axis: Axis, panel: Panel, weeks: pd.Series) -> list[str]:
    """Hatch what lies before the first and after the last week with a figure."""
    if weeks.empty:
        return panel.hatched(LEFT, RIGHT, NOTHING)
    after = weeks.max() + pd.Timedelta(days=7)
    return [
        *_unknown(axis, panel, axis.first, weeks.min()),
        *_unknown(axis, panel, after, axis.last),
    ]


def _unknown(axis: Axis, panel: Panel, start: pd.Timestamp, end: pd.Timestamp) -> list[str]:
    if end - start <= GAP:
        return []
    return panel.hatched(axis.at(start), axis.at(end), NOTHING)


def _days(axis: Axis, foot: float) -> list[str]:
    parts = []
    for day, name in axis.ticks():
        x = axis.at(day)
        parts.append(svg.line((x, foot), (x, foot + 5), "base"))
        place = (min(x + 3, RIGHT - 6.0 * len(name)), foot + 15)
        parts.append(svg.words(place, name, "muted", size=11.5))
    return parts
