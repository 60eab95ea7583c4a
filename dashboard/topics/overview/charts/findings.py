"""What the record says of the period chosen, in sentences that are made of its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pandas as pd

from dashboard.kit.charts import import_words, rate_words, text, words
from dashboard.kit.charts.count_words import Latest, beside
from dashboard.kit.charts.coverage import Coverage
from dashboard.topics.overview.charts.crisis_words import THIN_ASSESSMENTS, THIN_WEEKS

BACK_PCT = 10
"""Traffic within so many percent of its baseline counts as back."""

ENOUGH = timedelta(weeks=THIN_WEEKS)
"""Time after an attack in which weeks enough may lie to say that ships came back."""

QUIET_DAYS = 180
"""From so many days on a time without an attack is a quiet whose end is worth a sentence."""

Row = Mapping[Any, Any]


@dataclass(frozen=True)
class Asked:
    """What the reader chose: the period and the two baselines in words.

    ``covered`` says of each dataset how far its record was checked within the period.
    """

    period: str
    baseline: str
    rate_baseline: str
    covered: Mapping[str, Coverage] = field(default_factory=dict)

    def why(self, dataset: str) -> str:
        """Why nothing of the period is known, in Markdown; "" where it was checked."""
        return text.markdown(self.covered[dataset].why) if dataset in self.covered else ""

    def edges(self, dataset: str) -> str:
        """Where the check of a dataset begins and ends within the period; "" where it does not."""
        return text.markdown(self.covered[dataset].edges) if dataset in self.covered else ""


def attacks(headline: Row, asked: Asked) -> str:
    """Say how many attacks the period has, and what they did (a row of facts/attack_headline)."""
    if pd.isna(headline["attacks"]):
        return f"**Attacks:** {asked.why('attacks')}."
    count, checked = int(headline["attacks"]), headline["checked_until"]
    until = "" if pd.isna(checked) else f"; record checked to {words.date_of(checked)}"
    if not count:
        until = f"; {edges}" if (edges := asked.edges("attacks")) else until
        return f"**No attack** on a merchant ship is on record, {asked.period}{until}."
    first, last = headline["first_date"], headline["last_date"]
    sunk, killed = int(headline["sunk"]), int(headline["killed"])
    return (
        f"**{words.attacks(count)}** on merchant ships, {words.dates(first, last)}:"
        f" {words.counted(sunk, 'ship')} sunk, {killed} killed{until}."
    )


def resumed(row: Row | None) -> str:
    """Say that attacks came back after a long quiet (a row of facts/attacks_resumed), or ""."""
    if row is None or int(row["days_between"]) < QUIET_DAYS:
        return ""
    count, sunk, killed = (int(row[name]) for name in ("attacks", "sunk", "killed"))
    return (
        f"**Attacks resumed on {words.date_of(row['resumed_on'])},** {row['days_between']} days"
        f" after the one before: {words.attacks(count)} to {words.date_of(row['last_date'])},"
        f" {words.counted(sunk, 'ship')} sunk, {killed} killed."
    )


def transits(row: Row | None, name: str, asked: Asked, latest: Latest | None = None) -> str:
    """Compare the latest weeks of a passage with the year before (a row of facts/passages).

    Where the year before lacks a week they are compared with the baseline. ``latest`` is what
    others counted last, said where it lies far from ours.
    """
    if row is None:
        nothing = f"no week with transits lies in {asked.period}"
        return f"**{name}:** {asked.why('transits') or nothing}."
    ending = row["last_week"] + timedelta(days=6)
    span = f"the {words.weeks(int(row['weeks']))} to {words.date_of(ending)}"
    told = f"{row['per_day']:.1f} transits a day in {span}"
    if int(row["weeks"]) < THIN_WEEKS:
        return f"**{name}:** {told}; too few weeks to compare."
    now, then, baseline = row["year_change_pct"], row["year_before_per_day"], "a year before"
    if pd.isna(now):
        now, then, baseline = row["change_pct"], row["before_per_day"], asked.baseline
    if pd.isna(now):
        held = words.counted(row["before_weeks"], "week")
        return f"**{name}:** {told}; the baseline ({baseline}) holds {held}, too few to compare."
    counted = ""
    if latest is not None:
        counted = text.markdown(beside(latest.get(row["chokepoint"]), ending, now))
    change = words.compared(now, "transits")
    return f"**{name}: {change}** the {then:.1f} of {baseline}, {told}{counted}."


def since_last(
    row: Row | None,
    record: Row,
    asked: Asked,
    period_end: date,
    baseline_end: date,
    latest: Latest | None = None,
) -> str:
    """Say whether ships came back to Bab el-Mandeb after the last attack.

    ``row`` is that of facts/transits_headline for the days since then, ``record`` that of
    facts/attack_headline for all attacks on record. "" when the last of them lies after the
    period, when too few weeks follow it, or the baseline is too thin. Only against a baseline
    before the first attack can traffic be back.
    """
    last = record["last_date"]
    if row is None or pd.isna(last) or last.date() > period_end or _thin(row, asked):
        return ""
    change = row["period_change_pct"]
    lead = "Traffic is back" if change > -BACK_PCT else "No return so far"
    if baseline_end >= record["first_date"].date():
        lead = "Since the attacks stopped"
    return (
        f"**{lead}:** in {words.counted(row['period_weeks'], 'week')} after the last attack"
        f" on record ({words.date_of(last)}), to {_end(row)}, Bab el-Mandeb saw"
        f" {words.compared(change, 'transits')} the mean of {asked.baseline}"
        f"{_others(row, latest)}."
    )


def rates(row: Row | None, lane: str, asked: Asked, others: rate_words.Others | None = None) -> str:
    """Compare a lane's peak and latest rate with the baseline (a row of facts/rates_headline).

    ``others`` are the usual baselines that were not chosen, on which the multiple is told as well.
    """
    if row is None:
        nothing = f"no rate was assessed, {asked.period}"
        return f"**{lane}:** {asked.why('freight_rates') or nothing}."
    latest = f"{row['latest_usd_per_feu']:,.0f} USD per FEU on {words.date_of(row['latest_date'])}"
    base = int(row["baseline_assessments"])
    if base < THIN_ASSESSMENTS:
        held = words.counted(base, "rate")
        return f"**{lane}:** {latest}; the baseline ({asked.rate_baseline}) holds {held}, too few."
    told = rate_words.elsewhere(row["lane"], row["peak_usd_per_feu"], others or {})
    level = f"{row['baseline_usd_per_feu']:,.0f}{f'; {told}' if told else ''}"
    mean = f"the mean of {asked.rate_baseline} ({level})"
    if row["peak_date"] == row["latest_date"]:
        peak = ", its peak in the period" if int(row["assessments"]) > 1 else ""
        return f"**{lane}: {row['latest_multiple']:.1f} times** {mean}{peak}: {latest}."
    now = rate_words.times(
        row["lane"], row["latest_usd_per_feu"], row["latest_multiple"], others or {}
    )
    return (
        f"**{lane}: {row['peak_multiple']:.1f} times** {mean} at the period's peak of"
        f" {row['peak_usd_per_feu']:,.0f} on {words.date_of(row['peak_date'])};"
        f" {latest}: {now}."
    )


def imports(row: Row | None, asked: Asked) -> str:
    """Compare a total since January with the year before (charts/port_imports_year_on_year)."""
    if row is None:
        nothing = f"no published total has a year before it, {asked.period}"
        return f"**Red Sea ports:** {asked.why('port_imports') or nothing}."
    months = words.since_january(row["period_end"])
    bounds = import_words.bounds(row["change_low_pct"], row["change_high_pct"])
    now, before = (row[column] / 1e6 for column in ("tonnes", "tonnes_year_before"))
    changed = words.compared(row["change_pct"], "fuel and food", "less")
    return (
        f"**Red Sea ports: {changed}** in the same months of {row['year'] - 1}: {now:.1f} million"
        f" tonnes in {months}, {before:.1f} before ({bounds} by rounding)."
    )


def _others(row: Row, latest: Latest | None) -> str:
    """Return "; Lloyd's List counted 53 % more ..." where others counted far more or fewer."""
    if latest is None:
        return ""
    ending = row["latest_week"] + pd.Timedelta(days=6)
    return text.markdown(beside(latest.get(row["chokepoint"]), ending, row["latest_change_pct"]))


def _thin(row: Row, asked: Asked) -> str:
    """Say why a chokepoint's period cannot be compared with its baseline; "" when it can."""
    if (held := int(row["baseline_weeks"])) < THIN_WEEKS or pd.isna(row["period_change_pct"]):
        weeks = words.counted(held, "week")
        return f"the baseline ({asked.baseline}) holds {weeks}, too few to compare"
    if int(row["period_weeks"]) < THIN_WEEKS:
        return f"too few weeks to compare with {asked.baseline}"
    return ""


def _end(row: Row) -> str:
    return words.date_of(row["latest_week"] + pd.Timedelta(days=6))
