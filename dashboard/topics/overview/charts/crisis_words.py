"""What the figure of the whole crisis says: its title, its text, its reading of one week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from dashboard.kit.charts import rate_words, words
from dashboard.kit.charts.count_words import Latest, beside, noted

THIN_WEEKS = 4
"""Fewer weeks than these in a period or a baseline are too thin to compare."""

THIN_ASSESSMENTS = 3
"""Fewer rates than these in a baseline are too thin to compare."""

TRANSITS = {
    "bab_el_mandeb_index_pct": ("Bab el-Mandeb", "Bab el-Mandeb Strait"),
    "suez_index_pct": ("Suez", "Suez Canal"),
    "cape_index_pct": ("Cape", "Cape of Good Hope"),
}
"""Column -> short name, chokepoint."""

RATES = {
    "rotterdam": ("Rotterdam", "Shanghai-Rotterdam"),
    "new_york": ("New York", "Shanghai-New York"),
}
"""Beginning of columns -> short name, lane."""


@dataclass(frozen=True)
class Basis:
    """The baselines in words, what they rest on, and the last day that attacks are known for.

    ``weeks`` are those with transits, ``assessments`` the rates of the lane that has fewest.
    ``absent`` says of each dataset of which no day in the period was checked why that is.
    """

    transits: str
    weeks: int
    rates: str
    assessments: int
    attacks_until: date | None = None
    absent: Mapping[str, str] = field(default_factory=dict)
    other_rates: rate_words.Others = field(default_factory=dict)
    """The usual baselines of rates that were not chosen."""

    @property
    def thin_transits(self) -> bool:
        """Whether transits cannot be compared with their baseline."""
        return self.weeks < THIN_WEEKS

    @property
    def thin_rates(self) -> bool:
        """Whether rates cannot be compared with their baseline."""
        return self.assessments < THIN_ASSESSMENTS


def latest_weeks(column: pd.Series, days: pd.Series | None = None) -> float | None:
    """Return the mean of the latest four weeks with a value: single weeks jump; None without.

    Weeks count by their ``days``, or alike without them.
    """
    at = _latest(column)
    if not at.size:
        return None
    weights = np.ones(at.size) if days is None else days.to_numpy(float)[at]
    return float((column.to_numpy(float)[at] * weights).sum() / weights.sum())


def _latest(column: pd.Series) -> np.ndarray:
    """Return the places of the latest four rows with a value, or of fewer."""
    return np.flatnonzero(column.notna())[-4:]


def stood(rows: pd.DataFrame) -> dict[str, tuple[float, int, pd.Timestamp]]:
    """Return where each line of transits stood last: percent, weeks, the last day of them.

    By column; each line has dates of its own, for one may be loaded further than another.
    """
    found = {}
    for column in TRANSITS:
        index = latest_weeks(rows[column], rows.get(column.replace("_index_pct", "_days")))
        if index is not None:
            at = _latest(rows[column])
            ending = rows["week"].iloc[at[-1]] + pd.Timedelta(days=6)
            found[column] = (index, len(at), ending)
    return found


def endings(rows: pd.DataFrame) -> str:
    """Return until when each line of transits goes: "to 4 Oct 2026", or each by name."""
    until = {TRANSITS[column][0]: words.date_of(last) for column, (*_, last) in stood(rows).items()}
    if len(set(until.values())) == 1:
        return f"to {next(iter(until.values()))}"
    return ", ".join(f"{name} to {day}" for name, day in until.items()) or "of which there is none"


def others(rows: pd.DataFrame, latest: Latest | None) -> str:
    """Say what others counted at the chokepoints that the title does not name."""
    last = stood(rows)
    told = [
        noted(latest, {TRANSITS[column][1]: index - 100}, ending)
        for column, (index, _, ending) in last.items()
        if column != "bab_el_mandeb_index_pct"
    ]
    return " ".join(filter(None, told))


def reading(row: dict[Any, Any]) -> str:
    """Return what all records say of a week (a row of charts/crisis_by_week), a line each."""
    attacks = row["attacks_in_week"]
    indexed = [f"{n} {row[c]:.0f} %" for c, (n, _) in TRANSITS.items() if pd.notna(row[c])]
    rates = [
        f"{n} {row[f'{s}_usd_per_feu']:,.0f} USD"
        + (f" ({row[f'{s}_multiple']:.1f}×)" if pd.notna(row[f"{s}_multiple"]) else "")
        for s, (n, _) in RATES.items()
        if pd.notna(row[f"{s}_usd_per_feu"])
    ]
    return words.hover(
        f"Week of {words.day(row['week'])}",
        f"Attacks this week: {int(attacks)}" if pd.notna(attacks) else "Attacks: not on record",
        f"Transits: {', '.join(indexed) or 'no data'}",
        f"Rates: {', '.join(rates) or 'no assessment this week'}",
        f"Red Sea ports: {_imports(row)}",
    )


def _imports(row: dict[Any, Any]) -> str:
    if pd.isna(row["imports_t_per_month"]):
        return "no figure"
    first, last = row["imports_period_start"], row["imports_period_end"]
    when = words.month(first) if first.month == last.month else words.months(first, last)
    return f"{row['imports_t_per_month'] / 1000:,.0f} thousand t a month, {when}"


def title(
    rows: pd.DataFrame, attacks: pd.Series, basis: Basis, latest: Latest | None = None
) -> str:
    """Say how many attacks there were and where two of the records stood last, each with its day.

    ``attacks`` are counts by month, ``latest`` what others counted last. What rests on a thin
    baseline is left out; "" when nothing is left but the attacks.
    """
    records = []
    bab = stood(rows).get("bab_el_mandeb_index_pct")
    if bab is not None and not basis.thin_transits:
        index, weeks, ending = bab
        span = f"{words.weeks(weeks)} to {words.date_of(ending)}"
        if latest is not None:
            span += beside(latest.get("Bab el-Mandeb Strait"), ending, index - 100)
        records.append(f"Bab el-Mandeb at {index:.0f} % of its baseline ({span})")
    rates = rows.dropna(subset="rotterdam_multiple")
    if len(rates) and not basis.thin_rates:
        assessed = rates.iloc[-1]
        times = _rate(assessed, "rotterdam", basis)
        records.append(
            f"the rate to Rotterdam at {times} ({words.date_of(assessed['rotterdam_date'])})"
        )
    if not records:
        return ""
    counted = ""
    if total := int(attacks.sum()):
        counted = f"{words.attacks(total)}; "
    elif len(attacks) and basis.attacks_until:
        counted = f"No attack to {words.date_of(basis.attacks_until)}; "
    return words.sentence(f"{counted}{', '.join(records)}")


def _rate(row: pd.Series, start: str, basis: Basis) -> str:
    """Return how many times its baselines a rate stood (a row of charts/crisis_by_week)."""
    usd, multiple = row[f"{start}_usd_per_feu"], row[f"{start}_multiple"]
    return rate_words.times(RATES[start][1], usd, multiple, basis.other_rates)


def alt(rows: pd.DataFrame, attacks: pd.Series, basis: Basis) -> str:
    """Say what the four panels show, with the last value of each; ``attacks`` by month."""
    parts = [f"{words.attacks(int(attacks.sum()))} by month"] if len(attacks) else []
    for column, (index, *_) in stood(rows).items():
        parts.append(f"{TRANSITS[column][0]} transits, last at {index:.0f} percent of baseline")
    for start, (name, _) in RATES.items():
        if len(rated := rows.dropna(subset=f"{start}_multiple")):
            times = _rate(rated.iloc[-1], start, basis)
            of_one = "" if times.endswith("by baseline") else " its baseline"
            parts.append(f"the rate to {name}, last at {times}{of_one}")
    if (known := rows["imports_t_per_month"].dropna()).size:
        tonnes = f"{known.iloc[-1] / 1000:.0f} thousand tonnes a month"
        parts.append(f"fuel and food through the Red Sea ports, last {tonnes}")
    first, last = rows["week"].min(), rows["week"].max()
    return (
        f"Four panels over one time axis from {words.month(first)} to {words.month(last)}. "
        f"They show {words.joined(parts)}."
    )
