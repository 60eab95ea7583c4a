"""What the figure of the whole crisis says: its title, its text, its reading of one week."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts import words

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


def latest_weeks(column: pd.Series) -> float | None:
    """Return the mean of the latest four weeks with a value: single weeks jump; None without."""
    known = column.dropna()
    return float(known.iloc[-4:].mean()) if known.size else None


def reading(row: dict[Any, Any]) -> str:
    """Return what all records say of a week (a row of charts/crisis_by_week), a line each."""
    month = words.month(row["month"])
    attacks = row["attacks_in_month"]
    said = [
        f"Attacks in {month}: {int(attacks)}" if pd.notna(attacks) else "Attacks: not on record",
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


def title(rows: pd.DataFrame) -> str:
    """Say where three of the records stood last; "" when none but the attacks has a value."""
    attacks = rows.dropna(subset="attacks_in_month").groupby("month")["attacks_in_month"].max()
    transits, rate = (
        latest_weeks(rows["bab_el_mandeb_index_pct"]),
        rows["rotterdam_multiple"].dropna(),
    )
    stood = [] if transits is None else [f"Bab el-Mandeb at {transits:.0f} %"]
    stood += [f"the rate to Rotterdam at {rate.iloc[-1]:.1f} times"] if rate.size else []
    if not stood:
        return ""
    counted = f"{words.attacks(int(attacks.sum()))}; " if len(attacks) else ""
    return words.sentence(f"{counted}{words.joined(stood)} its baseline")


def alt(rows: pd.DataFrame) -> str:
    """Say what the four panels show, with the last value of each."""
    parts = []
    attacks = rows.dropna(subset="attacks_in_month")
    if len(attacks):
        total = int(attacks.groupby("month")["attacks_in_month"].max().sum())
        parts.append(f"{words.attacks(total)} by month")
    for column, (name, _) in TRANSITS.items():
        if (stood := latest_weeks(rows[column])) is not None:
            parts.append(f"{name} transits, last at {stood:.0f} percent of baseline")
    for start, (name, _) in RATES.items():
        if (known := rows[f"{start}_multiple"].dropna()).size:
            parts.append(f"the rate to {name}, last at {known.iloc[-1]:.1f} times its baseline")
    if (known := rows["imports_t_per_month"].dropna()).size:
        parts.append(
            f"Red Sea port imports, last {known.iloc[-1] / 1000:.0f} thousand tonnes a month"
        )
    first, last = rows["week"].min(), rows["week"].max()
    return (
        f"Four panels over one time axis from {words.month(first)} to {words.month(last)}. "
        f"They show {words.joined(parts)}."
    )
