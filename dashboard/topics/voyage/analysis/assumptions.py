"""The assumptions of a voyage: one value each with bounds, a date and where it comes from.

They are the rows of the dataset ``assumptions``; no other number of the calculator is chosen by
us. A reader may put any value in place of one: `Assumptions.changed_by` says what cannot be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from math import isfinite
from typing import Any

from dashboard.errors import UsageError
from dashboard.kit.charts.words import counted

CLASSES = {
    "feeder": "Feeder container ship, 1,700 TEU",
    "panamax": "Panamax container ship, 4,250 TEU",
    "postpanamax": "Post-Panamax container ship, 8,000 TEU",
    "neopanamax": "Neo-Panamax container ship, 14,000 TEU",
    "ulcv": "Ultra-large container ship, 24,000 TEU",
    "mr": "MR tanker, 50,000 dwt",
    "aframax": "Aframax tanker, 115,000 dwt",
    "suezmax": "Suezmax tanker, 158,000 dwt",
    "vlcc": "VLCC tanker, 300,000 dwt",
    "supramax": "Supramax bulk carrier, 58,000 dwt",
    "kamsarmax": "Kamsarmax bulk carrier, 82,000 dwt",
    "capesize": "Capesize bulk carrier, 180,000 dwt",
}
"""Ship class -> its name, with the size that its assumptions are of."""

CONTAINERS = frozenset({"feeder", "panamax", "postpanamax", "neopanamax", "ulcv"})
"""Classes whose cargo is counted in TEU; that of the others is in tonnes."""

ALL = "all"
"""The ship class of assumptions that hold for every ship."""

REBATE_ID, SURCHARGE_ID = "suez_rebate_pct", "suez_surcharge_pct"
SPEED_UP_ID = "cape_speed_up_knots"
LIGHTERED_ID = "suez_lightered_toll_usd"
"""Assumption that only ships have which are too deep for Suez when laden."""

NEEDED = frozenset(
    {
        "auxiliary_fuel_t_per_day", "bunker_usd_per_t", "capacity", SPEED_UP_ID,
        "cargo_carrying_cost_pct_per_year", "cargo_value_usd_per_t", "cargo_value_usd_per_teu",
        "ch4_n2o_co2e_t_per_t_fuel", "charter_usd_per_day", "co2_t_per_t_fuel",
        "crew_bonus_usd_per_day", "design_speed_knots",
        "ets_phase_in_2024_pct", "ets_phase_in_2025_pct", "ets_phase_in_2026_pct",
        "ets_share_both_ends_pct", "ets_share_one_end_pct", "eua_eur_per_t",
        "fuel_at_design_t_per_day", "fuel_speed_exponent",
        "fueleu_cut_2025_pct", "fueleu_cut_2030_pct",
        "fueleu_intensity_g_per_mj", "fueleu_penalty_eur_per_t",
        "fueleu_reference_g_per_mj", "hull_value_usd", "panama_canal_days",
        "return_utilisation_pct", "round_trip_port_days", "suez_ballast_share_pct",
        "suez_canal_days",
        "suez_rise_of_2023_pct", "suez_rise_of_2024_pct", "suez_toll_usd",
        "usd_per_eur", "utilisation_pct", "war_risk_cover_days", "war_risk_premium_pct_hull",
    }
)  # fmt: skip
"""Assumptions that the formulas need of every ship; others, such as a toll of Panama or a rebate at
Suez, only some classes have."""

ABOVE_ZERO = frozenset(
    {
        "design_speed_knots", "war_risk_cover_days", "capacity", "utilisation_pct",
        "fueleu_intensity_g_per_mj",
    }
)  # fmt: skip
LEAST = {SPEED_UP_ID: -10.0}
"""Assumption -> the least value that means anything, where that is below 0."""

MOST = {"%": 100.0, "exponent": 6.0, "knots": 40.0, "days": 365.0}
"""Unit -> the greatest value that means anything; other units have no such bound."""

WITHOUT_BOUND = 1e12


@dataclass(frozen=True)
class Assumption:
    """One assumption of one ship class (or of all): ``low`` <= ``value`` <= ``high``, in ``unit``.

    ``basis`` is sourced, derived (computed from what sources state) or editorial (ours), which
    ``reasoning`` explains; ``source_ids`` is empty where it is editorial. ``age_days`` are counted
    from ``as_of`` to the day of the question; a value without ``valid_days`` is never old.
    ``holds_from`` and ``holds_until`` are the first and last day of departure for which the value
    holds, None where there is no such day.
    """

    assumption_id: str
    ship_class: str
    value: float
    low: float
    high: float
    unit: str
    as_of: date
    valid_days: int | None
    holds_from: date | None
    holds_until: date | None
    age_days: int
    is_old: bool
    basis: str
    reasoning: str
    source_ids: str

    @property
    def holds(self) -> str:
        """When the value holds, in words; "" of one that always does."""
        words = (("from", self.holds_from), ("until", self.holds_until))
        return " ".join(f"{word} {day:%-d %B %Y}" for word, day in words if day)

    def on(self, departs: date) -> Assumption:
        """Return the same for a day of departure: 0, without any doubt, where it does not hold."""
        begins, ends = self.holds_from or date.min, self.holds_until or date.max
        if begins <= departs <= ends:
            return self
        return replace(self, value=0.0, low=0.0, high=0.0, is_old=False)

    @property
    def age(self) -> str:
        """How old the value is: "old: 129 days, valid for 60"; "" where it does not age."""
        if self.valid_days is None:
            return ""
        days = counted(max(self.age_days, 0), "day")
        return f"{'old: ' * self.is_old}{days}, valid for {self.valid_days}"


@dataclass(frozen=True)
class Assumptions:
    """What holds for one ship class, by assumption, and the values that a reader put in place."""

    ship_class: str
    known: Mapping[str, Assumption]
    changed: Mapping[str, float] = field(default_factory=dict)

    def values(self) -> dict[str, float]:
        """Return each assumption's value, the reader's where there is one."""
        return {key: row.value for key, row in self.known.items()} | dict(self.changed)

    def bounds(self, key: str) -> tuple[float, float]:
        """Return low and high of an assumption, as wide as to hold the reader's value."""
        row, value = self.known[key], self.values()[key]
        return min(row.low, value), max(row.high, value)

    def age(self, key: str) -> str:
        """Return the age of a value in use in words; "" of one that the reader has set."""
        return "" if key in self.changed else self.known[key].age

    def is_old(self, key: str) -> bool:
        """Whether a value in use is older than it is valid for; what the reader has set is not."""
        return key not in self.changed and self.known[key].is_old

    def changed_by(self, values: Mapping[str, float]) -> Assumptions:
        """Return the same with the reader's values in place; those given before stay.

        UsageError: an unknown assumption, or a value that the formula has no meaning for.
        """
        for key, value in values.items():
            if key not in self.known:
                raise UsageError(self._unknown(key))
            if problem := unfit(self.known[key], value):
                raise UsageError(problem)
        kept = {**self.changed, **values}
        own = {key: value for key, value in kept.items() if value != self.known[key].value}
        return Assumptions(self.ship_class, self.known, own)

    def _unknown(self, key: str) -> str:
        near = get_close_matches(key, self.known, n=1)
        meant = f" Did you mean {near[0]}?" if near else ""
        return (
            f"{key!r} is no assumption of a {self.ship_class}.{meant}"
            f" There are: {', '.join(sorted(self.known))}."
        )


def unfit(row: Assumption, value: float) -> str:
    """Say why a value cannot stand for an assumption; "" where it can."""
    most = MOST.get(row.unit, WITHOUT_BOUND)
    if not isfinite(value):
        return f"{row.assumption_id} has to be a number."
    floor = LEAST.get(row.assumption_id, 0.0)
    if value < floor or (value == 0 and row.assumption_id in ABOVE_ZERO):
        least = "above 0" if row.assumption_id in ABOVE_ZERO else f"{floor:g} or more"
        return f"{row.assumption_id} is {value:g}; it has to be {least} ({row.unit})."
    if value > most:
        return f"{row.assumption_id} is {value:g}; it can be {most:g} at most ({row.unit})."
    return ""


def parse(text: str) -> dict[str, float]:
    """Return the values of "bunker_usd_per_t=600, capacity=20000"; commas or blanks between.

    UsageError: a part that is not a name, an equals sign and a number.
    """
    found = {}
    for part in text.replace(",", " ").split():
        name, _, value = part.partition("=")
        found[name] = number(name, value)
    return found


def number(name: str, value: str) -> float:
    """Return the number that a reader wrote for an assumption; UsageError where it is none."""
    try:
        return float(value)
    except ValueError:
        raise UsageError(
            f"{value!r} is no number for {name!r}; write assumption=number, such as"
            " bunker_usd_per_t=600."
        ) from None


def written(values: Mapping[str, float]) -> str:
    """Return values as ``parse`` reads them, in the order of their names."""
    return ", ".join(f"{key}={value:.12g}" for key, value in sorted(values.items()))


def of_class(rows: Iterable[Mapping[str, Any]], ship_class: str, departs: date) -> Assumptions:
    """Return the assumptions of one ship class out of the rows of the dataset.

    ``rows`` are those of lists/assumptions, asked with the day against which age is judged. What
    does not hold on the day of departure is 0; a reader may put a value in its place all the same.
    UsageError: a class that there is none of, an assumption that the formulas need and the data
    lack, or one with a value that they have no meaning for.
    """
    if ship_class not in CLASSES:
        raise UsageError(f"There is no ship class {ship_class!r}. There are: {', '.join(CLASSES)}.")
    known = {
        str(row["assumption_id"]): Assumption(**{str(key): value for key, value in row.items()})
        for row in rows
        if row["ship_class"] in (ALL, ship_class)
    }
    if missing := NEEDED - known.keys():
        raise UsageError(
            f"The data lack {', '.join(sorted(missing))} of a {ship_class}; load the rows into the"
            " dataset assumptions."
        )
    for row in known.values():
        if problem := unfit(row, row.value):
            raise UsageError(f"The dataset assumptions cannot be used: {problem}")
    return Assumptions(ship_class, {key: row.on(departs) for key, row in known.items()})


def stated_rebate(rows: Iterable[Mapping[str, Any]], ship_class: str) -> Assumption | None:
    """Return the rebate at Suez of a class whatever the day; None where there never was one."""
    for row in rows:
        if (row["assumption_id"], row["ship_class"]) == (REBATE_ID, ship_class):
            return Assumption(**{str(key): value for key, value in row.items()})
    return None
