"""What the figure of the whole crisis says: its title, its text, its reading of one week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from dashboard.charts import words

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

    @property
    def thin_transits(self) -> bool:
        """Whether transits cannot be compared with their baseline."""
        return self.weeks < THIN_WEEKS

    @property
    def thin_rates(self) -> bool:
        """Whether rates cannot be compared with their baseline."""
        return self.assessments < THIN_ASSESSMENTS


def latest_weeks(column: pd.Series) -> float | None:
    """Return the mean of the latest four weeks with a value: single weeks jump; None without."""
    known = column.dropna()
    return float(known.iloc[-4:].mean()) if known.size else None


def reading(row: dict[Any, Any]) -> str:
    """Return what all records say of a week (a row of charts/crisis_by_week), a line each."""
    attacks = row["attacks_in_week"]
    said = [
        f"<b>Week of {words.day(row['week'])}</b>",
        f"Attacks this week: {int(attacks)}" if pd.notna(attacks) else "Attacks: not on record",
    ]
    indexed = [f"{n} {row[c]:.0f} %" for c, (n, _) in TRANSITS.items() if pd.notna(row[c])]
    said.append(f"Transits: {', '.join(indexed)}" if indexed else "Transits: no data")
    rates = [
        f"{n} {row[f'{s}_usd_per_feu']:,.0f} USD" + _times(row[f"{s}_multiple"])
        for s, (n, _) in RATES.items()
        if pd.notna(row[f"{s}_usd_per_feu"])
    ]
    said.append(f"Rates: {', '.join(rates)}" if rates else "Rates: no assessment this week")
    tonnes = row["imports_t_per_month"]
    if pd.isna(tonnes):
        return "<br>".join([*said, "Red Sea ports: no figure"])
    first, last = row["imports_period_start"], row["imports_period_end"]
    when = words.month(first) if first.month == last.month else words.months(first, last)
    return "<br>".join([*said, f"Red Sea ports: {tonnes / 1000:,.0f} thousand t a month, {when}"])


def _times(multiple: float) -> str:
    return f" ({multiple:.1f}×)" if pd.notna(multiple) else ""


def title(rows: pd.DataFrame, attacks: pd.Series, basis: Basis) -> str:
    """Say how many attacks there were and where two of the records stood last, each with its day.

    ``attacks`` are counts by month. What rests on a thin baseline is left out; "" when nothing is
    left but the attacks.
    """
    stood = []
    index = latest_weeks(rows["bab_el_mandeb_index_pct"])
    if index is not None and not basis.thin_transits:
        weeks = rows.loc[rows["bab_el_mandeb_index_pct"].notna(), "week"].iloc[-4:]
        until = words.date_of(weeks.iloc[-1] + pd.Timedelta(days=6))
        span = words.weeks(len(weeks))
        stood.append(f"Bab el-Mandeb at {index:.0f} % of its baseline ({span} to {until})")
    rates = rows.dropna(subset="rotterdam_multiple")
    if len(rates) and not basis.thin_rates:
        latest = rates.iloc[-1]
        stood.append(
            f"the rate to Rotterdam at {latest['rotterdam_multiple']:.1f} times"
            f" ({words.date_of(latest['rotterdam_date'])})"
        )
    if not stood:
        return ""
    counted = ""
    if total := int(attacks.sum()):
        counted = f"{words.attacks(total)}; "
    elif len(attacks) and basis.attacks_until:
        counted = f"No attack to {words.date_of(basis.attacks_until)}; "
    return words.sentence(f"{counted}{', '.join(stood)}")


def alt(rows: pd.DataFrame, attacks: pd.Series) -> str:
    """Say what the four panels show, with the last value of each; ``attacks`` by month."""
    parts = [f"{words.attacks(int(attacks.sum()))} by month"] if len(attacks) else []
    for column, (name, _) in TRANSITS.items():
        if (stood := latest_weeks(rows[column])) is not None:
            parts.append(f"{name} transits, last at {stood:.0f} percent of baseline")
    for start, (name, _) in RATES.items():
        if (known := rows[f"{start}_multiple"].dropna()).size:
            parts.append(f"the rate to {name}, last at {known.iloc[-1]:.1f} times its baseline")
    if (known := rows["imports_t_per_month"].dropna()).size:
        tonnes = f"{known.iloc[-1] / 1000:.0f} thousand tonnes a month"
        parts.append(f"fuel and food through the Red Sea ports, last {tonnes}")
    first, last = rows["week"].min(), rows["week"].max()
    return (
        f"Four panels over one time axis from {words.month(first)} to {words.month(last)}. "
        f"They show {words.joined(parts)}."
    )
