"""The record of attacks itself: what share hit, how often they came, how unusual a quiet is."""

from __future__ import annotations

from datetime import date
from math import isnan, log
from typing import Any

import pandas as pd

from dashboard.kit.charts import text, theme, words
from dashboard.kit.charts.base import NOTHING, Chart, as_records
from dashboard.kit.charts.named_rows import Axis, Point, forest
from dashboard.topics.impact.charts.risk import COLUMNS, UNITS, phase_point, rate_axis

RARE = 0.05
"""Chance below which a quiet is called unusual."""

COMMON = 0.5
"""Chance above which a quiet is nothing to tell: at that rate most times are as long."""

PERCENT = {25.0 * n: f"{25 * n} %" for n in range(5)}
METHOD = (
    "Thick: 95 % interval (Wilson). Attacks known from a claim alone or of unknown outcome are left"
    " out whatever is chosen."
)


def hits(rows: pd.DataFrame, dimension: str) -> Chart:
    """Draw the share of attacks that hit, by month or weapon.

    ``rows`` are those of charts/attack_hits_by with share, low and high, which lie between 0 and 1.
    """
    key = f"hit_share_by_{dimension}"
    rows = rows[rows["dimension"] == dimension]
    if rows.empty:
        return Chart.none(key, f"Share of attacks that hit, by {dimension}", NOTHING, rows, "")
    records, is_weapon = as_records(rows), dimension == "weapon"
    if is_weapon:
        records.sort(key=lambda row: (row["value"] == "unknown", -row["attacks"], row["value"]))
    # An attack has one month, so the months add up to the attacks.
    hit, count = int(rows["hits"].sum()), int(rows["attacks"].sum())
    rest = 100 * hit / count
    axis = Axis("hit, in percent", -2, 102, rest, PERCENT)
    fig = forest([_share(row, dimension) for row in records], axis, 26)
    apart = _apart(records, dimension)
    title = f"{hit} of {words.attacks(count)} hit, {rest:.0f} %; {apart}"
    title = words.sentence(apart) if is_weapon else title
    note = (
        "Hit: sunk, hijacked or damaged. What failed unseen was never reported: true shares are"
        " lower."
    )
    method = words.note(
        METHOD,
        f"Thin: wide enough for {words.looks(len(records))}. Dotted: the share of all"
        f" {dimension}s, {rest:.0f} %.",
        "An attack with several weapons counts under each, and which of them hit is not known. A"
        " missile is one of no stated kind."
        if is_weapon
        else "Months without an attack are left out.",
    )
    alt = f"{words.counted(len(records), 'point')} with intervals, one a {dimension}. {title}."
    return Chart(key, title, fig, alt, rows, note, method=method)


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
    name = text.html(words.sentence(_name(row, dimension)))
    return Point(
        f"{name}, {row['hits']} of {row['attacks']}",
        100 * row["share"],
        100 * row["low"],
        100 * row["high"],
        theme.GREY if row["value"] == "unknown" else theme.ATTACK,
        words.hover(name, f"{row['hits']} of {words.attacks(row['attacks'])} hit: {_percent(row)}"),
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
    """Draw the rate of attacks in each phase, and what the time since the last attack says.

    ``rows`` are those of facts/attack_phases with ``quiet.phases``; ``gap`` is the longest time
    between two attacks that followed one another. A quiet that would be longer than this one half
    the time at the last rate is no finding: then the rate of the last phase is told beside that of
    the one before, and the dotted line is the rate of the whole record. Else the dotted line is
    the rate at which the quiet would be unusual.
    """
    key = "attack_phases"
    if rows.empty or rows["quiet_days"].isna().all():
        return Chart.none(key, "Attacks in each phase", NOTHING, rows, "")
    records = as_records(rows)
    days, spread = int(records[0]["quiet_days"]), float(records[0]["dispersion"])
    last = next((row for row in reversed(records) if row["attacks"]), None)
    is_told = last is None or last["chance"] < COMMON
    bunching = log(spread) / (spread - 1) if spread > 1 else 1.0
    limit = -log(RARE) / days / bunching * 30 if days else 0.0
    rest = limit if is_told else 30 * float(rows["attacks"].sum()) / float(rows["days"].sum())
    highest = max([row["high_per_30_days"] for row in records] + [rest])
    axis = rate_axis(UNITS["day"], highest, rest)
    fig = forest([_phase(row, is_told) for row in records], axis)
    title = _quiet_title(records[0], last) if is_told else _rate_title(records)
    alt = f"{words.counted(len(records), 'rate')} with intervals, one a phase of attacks. {title}."
    said = _told(records[0], rest, gap) if is_told else _untold(records[0], rest, gap)
    silent = words.joined([f"“{row['phase']}”" for row in records if not row["attacks"]])
    note = words.note(
        "That the quiet is unusual says not why, nor that it will last."
        if is_told
        else "So short a quiet says nothing.",
        "Phases without an attack: upper limits alone." if silent else "",
    )
    method = words.note(
        said,
        "Lines: 95 % interval of each phase’s rate, which is taken as steady.",
        f"Phases without an attack: {silent}." * bool(silent),
        f"Attacks come in bunches: their number a week varies {spread:.2f} times as much as"
        " independent events would; intervals and chances allow for it (negative binomial).",
    )
    return Chart(key, title, fig, alt, rows, note, method=method)


def _quiet_title(first: dict[str, Any], last: dict[str, Any] | None) -> str:
    title = (
        f"No attack in the {words.counted(int(first['quiet_days']), 'day')} to"
        f" {words.day(first['checked_until'])}"
    )
    if last:
        title += (
            f": had attacks gone on at the rate of “{last['phase']}”, the chance of that would be"
            f" {chance_words(last['chance'])} (at most {chance_words(last['chance_high'])})"
        )
    return title


def _rate_title(records: list[dict[str, Any]]) -> str:
    now = records[-1]
    rate = f", {now['attacks_per_30_days']:.1f} in 30 days" if now["attacks"] else ""
    said = (
        f"“{now['phase']}”: {_count(now)} in the {words.counted(now['days'], 'day')} to"
        f" {words.day(now['last_day'])}{rate}"
    )
    if len(records) == 1:
        return said
    before = records[-2]
    return f"{said}; {_count(before)} in the {words.counted(before['days'], 'day')} before"


def _count(row: dict[str, Any]) -> str:
    return words.attacks(row["attacks"]) if row["attacks"] else "none"


def _phase(row: dict[str, Any], with_chance: bool) -> Point:
    rate, low, high = (row[f"{of}_per_30_days"] for of in ("attacks", "low", "high"))
    said = [
        f"{words.attacks(row['attacks'])} in {row['days']} days: {rate:.1f} in 30 days"
        f" ({low:.1f} to {high:.1f})"
    ]
    if with_chance:
        chance, *between, alone = (
            chance_words(row[name])
            for name in ("chance", "chance_low", "chance_high", "chance_poisson")
        )
        said += [
            f"chance of {row['quiet_days']:.0f} days without one at that rate: {chance}"
            f" ({' to '.join(between)})",
            f"if attacks did not come in bunches: {alone}",
        ]
    return phase_point(row, COLUMNS["day"], said)


def _told(first: dict[str, Any], limit: float, gap: tuple[int, date, date] | None) -> str:
    """Say how the quiet is counted, whether it is the longest, and what the dotted line is."""
    longest = ""
    if gap:
        longer = "longer than any quiet between two attacks before, of which the longest was"
        if first["quiet_days"] <= gap[0]:
            longer = "not the longest: that was"
        longest = f"It is {longer} {gap[0]} days ({words.dates(gap[1], gap[2])})."
    return words.note(
        f"The last attack was on {words.day(first['last_attack'])}; the quiet is counted to the day"
        f" to which the record was checked, {words.day(first['checked_until'])}, not to today.",
        longest,
        f"Dotted: {limit:.2f} attacks in 30 days, the rate at which so long a quiet has a chance of"
        f" {100 * RARE:.0f} %; under the rate of a phase that lies wholly to its right the quiet is"
        " unusual. That it is unusual under an old rate says that the rate is another now.",
    )


def _untold(first: dict[str, Any], mean: float, gap: tuple[int, date, date] | None) -> str:
    """Say that the quiet is no finding, which was the longest, and what the dotted line is."""
    return words.note(
        f"The last attack was on {words.day(first['last_attack'])}, the record was checked to"
        f" {words.day(first['checked_until'])}.",
        "The longest between two attacks that followed one another was"
        f" {words.counted(gap[0], 'day')} ({words.dates(gap[1], gap[2])})."
        if gap
        else "",
        f"Dotted: the whole record, {mean:.1f} attacks in 30 days.",
    )
