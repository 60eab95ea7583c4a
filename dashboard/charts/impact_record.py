"""The record of attacks itself: what share hit, how often they came, how unusual a quiet is."""

from __future__ import annotations

from datetime import date
from math import isnan, log
from typing import Any

import pandas as pd

from dashboard.charts import theme, words
from dashboard.charts.base import NOTHING, Chart, as_records
from dashboard.charts.impact_forest import Axis, Point, forest

RARE = 0.05
"""Chance below which a quiet is called unusual."""

PERCENT = {25.0 * n: f"{25 * n} %" for n in range(5)}
METHOD = (
    "A hit is a ship sunk, hijacked or damaged. Thick: 95 % interval (Wilson). Attacks known from a"
    " claim alone or of unknown outcome are left out whatever is chosen. What failed unseen was"
    " never reported, so the true share is lower."
)


def hits(rows: pd.DataFrame, dimension: str) -> Chart:
    """Draw the share of attacks that hit, by month or weapon.

    ``rows`` are those of charts/attack_hits_by with share, low and high, which lie between 0 and 1.
    """
    key = f"hit_share_by_{dimension}"
    rows = rows[rows["dimension"] == dimension]
    if rows.empty:
        return Chart(key, f"Share of attacks that hit, by {dimension}", None, NOTHING, rows)
    records = as_records(rows)
    if dimension == "weapon":
        records.sort(key=lambda row: (row["value"] == "unknown", -row["attacks"], row["value"]))
    # An attack has one month, so the months add up to the attacks.
    hit, count = int(rows["hits"].sum()), int(rows["attacks"].sum())
    points = [_share(row, dimension) for row in records]
    rest = 100 * hit / count
    fig = forest(points, Axis("hit, in percent", -2, 102, rest, PERCENT), 26)
    title = f"{hit} of {words.attacks(count)} hit, {rest:.0f} %; {_apart(records, dimension)}"
    if dimension == "weapon":
        title = words.sentence(_apart(records, dimension))
    note = (
        f"{METHOD} Thin: wide enough for all {len(records)} looks at once. Dotted: the share of all"
        f" {dimension}s, {rest:.0f} %."
    )
    if dimension == "weapon":
        note += (
            " An attack with several weapons counts under each, and which of them hit is not known."
            " A missile is one of no stated kind."
        )
    else:
        note += " Months without an attack are left out."
    alt = f"{len(points)} points with intervals, one a {dimension}. {title}."
    return Chart(key, title, fig, alt, rows, note)


def _apart(records: list[dict[str, Any]], dimension: str) -> str:
    """Name what hit more or less often than the rest, beyond what chance gives so many looks."""
    said = [
        f"{_name(row, dimension)} hit {'more' if row['share'] > row['overall'] else 'less'} often"
        f" than the rest, {_percent(row)}"
        for row in records
        if not row["low_all"] <= row["overall"] <= row["high_all"]
    ]
    return "; ".join(said) or f"no {dimension} differs from the rest beyond chance"


def _name(row: dict[str, Any], dimension: str) -> str:
    return f"{pd.Timestamp(row['value']):%b %Y}" if dimension == "month" else str(row["value"])


def _percent(row: dict[str, Any]) -> str:
    return f"{100 * row['share']:.0f} % ({100 * row['low']:.0f} to {100 * row['high']:.0f})"


def _share(row: dict[str, Any], dimension: str) -> Point:
    name = words.sentence(_name(row, dimension))
    return Point(
        f"{name}, {row['hits']} of {row['attacks']}",
        100 * row["share"],
        100 * row["low"],
        100 * row["high"],
        theme.GREY if row["value"] == "unknown" else theme.ACCENT,
        f"<b>{name}</b><br>{row['hits']} of {words.attacks(row['attacks'])} hit: {_percent(row)}",
        (100 * row["low_all"], 100 * row["high_all"]),
    )


def chance_words(chance: float) -> str:
    """Return "below 1 in 10,000", "1 in 240", "12 %"."""
    if isnan(chance):
        return "unknown"
    if chance < 0.0001:
        return "below 1 in 10,000"
    return f"1 in {1 / chance:,.0f}" if chance < 0.01 else f"{100 * chance:.0f} %"


def quiet(rows: pd.DataFrame, gap: tuple[int, date, date] | None) -> Chart:
    """Draw the rate of each phase beside the rate at which the present quiet would be unusual.

    ``rows`` are those of facts/attack_phases with ``quiet.phases``; ``gap`` is the longest time
    between two attacks that followed one another.
    """
    key = "attack_phases"
    if rows.empty or rows["quiet_days"].isna().all():
        return Chart(key, "Time since the last attack", None, NOTHING, rows)
    records = as_records(rows)
    first = records[0]
    days, spread = int(first["quiet_days"]), float(first["dispersion"])
    bunching = log(spread) / (spread - 1) if spread > 1 else 1.0
    limit = -log(RARE) / days / bunching * 30 if days else 0.0
    high = 1.05 * max([row["high_per_30_days"] for row in records] + [limit])
    ticks = {float(n): str(n) for n in range(0, int(high) + 1, 5 if high > 8 else 1)}
    points = [_phase(row) for row in records]
    fig = forest(points, Axis("attacks in 30 days", -0.02 * high, high, limit, ticks))
    title = f"No attack in the {days} days to {words.day(first['checked_until'])}"
    last = _last_active(records)
    if last:
        title += (
            f": had attacks gone on at the rate of “{last['phase']}”, the chance of that would be"
            f" {chance_words(last['chance'])} (at most {chance_words(last['chance_high'])})"
        )
    alt = f"{len(points)} rates with intervals, one a phase of the campaign. {title}."
    return Chart(key, title, fig, alt, rows, _quiet_note(records, spread, limit, gap))


def _last_active(records: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the last phase with an attack."""
    active = [row for row in records if row["attacks"]]
    return active[-1] if active else None


def _phase(row: dict[str, Any]) -> Point:
    dates = words.dates(row["first_day"], row["last_day"])
    chance = f"{chance_words(row['chance'])} ({chance_words(row['chance_low'])} to" \
        f" {chance_words(row['chance_high'])})"  # fmt: skip
    return Point(
        f"{row['phase']}<br><span style='font-size:11px'>from {words.date_of(row['first_day'])}:"
        f" {row['attacks']} in {row['days']} days</span>",
        row["attacks_per_30_days"],
        row["low_per_30_days"],
        row["high_per_30_days"],
        theme.ACCENT if row["attacks"] else theme.GREY,
        f"<b>{row['phase']}</b>, {dates}<br>{words.attacks(row['attacks'])} in {row['days']} days:"
        f" {row['attacks_per_30_days']:.1f} in 30 days ({row['low_per_30_days']:.1f} to"
        f" {row['high_per_30_days']:.1f})<br>chance of {row['quiet_days']:.0f} days without one at"
        f" that rate: {chance}<br>if attacks did not come in bunches:"
        f" {chance_words(row['chance_poisson'])}",
    )


def _quiet_note(
    records: list[dict[str, Any]],
    spread: float,
    limit: float,
    gap: tuple[int, date, date] | None,
) -> str:
    first = records[0]
    said = [
        f"The last attack was on {words.day(first['last_attack'])}; the quiet is counted to the day"
        f" to which the record was checked, {words.day(first['checked_until'])}, not to today."
    ]
    if gap:
        longer = "longer than any quiet between two attacks before, of which the longest was"
        if first["quiet_days"] <= gap[0]:
            longer = "not the longest: that was"
        said.append(f"It is {longer} {gap[0]} days ({words.dates(gap[1], gap[2])}).")
    silent = [row["phase"] for row in records if not row["attacks"]]
    said.append(
        f"Lines: 95 % interval of each phase’s rate. Dotted: {limit:.2f} attacks in 30 days, the"
        f" rate at which so long a quiet has a chance of {100 * RARE:.0f} %; under the rate of a"
        " phase that lies wholly to its right the quiet is unusual."
    )
    if silent:
        phases = words.joined([f"“{phase}”" for phase in silent])
        said.append(f"Of {phases}, without an attack, only an upper limit of the rate is known.")
    said.append(
        f"Attacks come in bunches: their number a week varies {spread:.2f} times as much as"
        " independent events would. Intervals and chances allow for it (negative binomial), and"
        " take each phase’s rate as steady. That the quiet is unusual under an old rate says that"
        " the rate is another now, not why, nor that it will last."
    )
    return " ".join(filter(None, said))
