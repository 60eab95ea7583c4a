"""The case in words, and the sources behind each line of its costs."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.topics.voyage.analysis import costs
from dashboard.topics.voyage.analysis.answer import Answer
from dashboard.topics.voyage.analysis.assumptions import CLASSES, CONTAINERS, Assumptions, written
from dashboard.topics.voyage.analysis.verdict import ABOUT_THE_SAME, NOT_KNOWN, Verdicts
from dashboard.topics.voyage.charts import words as say

FUEL_IDS = (
    "bunker_usd_per_t", "fuel_at_design_t_per_day", "auxiliary_fuel_t_per_day",
    "design_speed_knots", "fuel_speed_exponent",
)  # fmt: skip
IDS = {
    costs.FUEL: FUEL_IDS,
    costs.HIRE: ("charter_usd_per_day",),
    costs.TOLL: ("suez_lightered_toll_usd", "suez_toll_usd", "suez_rebate_pct",
                 "suez_surcharge_pct", "panama_toll_usd"),
    costs.PREMIUM: ("war_risk_premium_pct_hull", "war_risk_cover_days", "hull_value_usd"),
    costs.BONUS: ("crew_bonus_usd_per_day",),
    costs.FUELEU: ("fueleu_penalty_eur_per_t", "fueleu_intensity_g_per_mj",
                   "fueleu_reference_g_per_mj", "fueleu_cut_2025_pct", "usd_per_eur"),
    costs.ETS: ("co2_t_per_t_fuel", "ch4_n2o_co2e_t_per_t_fuel", "eua_eur_per_t", "usd_per_eur",
                "ets_share_one_end_pct", "ets_phase_in_2024_pct", "ets_phase_in_2025_pct",
                "ets_phase_in_2026_pct"),
    costs.CARGO: ("cargo_value_usd_per_teu", "cargo_value_usd_per_t",
                  "cargo_carrying_cost_pct_per_year"),
}  # fmt: skip
"""Line of the costs -> the assumptions that it rests on first of all."""


def sources_of(assumed: Assumptions, line: str | None = None) -> str:
    """Return the keys of the sources behind a line of the costs, or behind all."""
    wanted = IDS[line] if line else assumed.known
    cells = (assumed.known[key].source_ids for key in wanted if key in assumed.known)
    return "|".join(sorted({key for cell in cells for key in cell.split("|") if key}))


def aged(assumed: Assumptions, keys: Iterable[str]) -> str:
    """Name those of the values in use that are old: "bunker (53 days, valid for 30)"; or ""."""
    old = (key for key in keys if key in assumed.known and assumed.is_old(key))
    return ", ".join(f"{say.within(key)} ({assumed.age(key).removeprefix('old: ')})" for key in old)


def side(asked: Answer, key: str) -> str:
    """Return what a way is named for: "Suez", "Cape"."""
    return say.passage(asked.costs[key].way.name)


def finding(asked: Answer, judged: Verdicts | None) -> str:
    """Say which route costs less, for the ship and with the cargo's time: the title of a chart."""
    if judged is None:
        return f"{asked.short.way.name}: {say.usd(float(asked.short.total_usd))}"
    ship, both = judged.ship, judged.with_cargo
    if NOT_KNOWN in (ship.key, both.key):
        fee = max(asked.pipeline_at_parity_usd_per_t or 0.0, 0.0)
        return (
            f"A laden VLCC passes {side(asked, asked.ways.short.key)} in part: cheaper for the ship"
            f" if the pipeline takes under USD {fee:,.2f} a tonne of the cargo"
        )
    amounts = [say.usd(abs(found.cape_extra_usd)) for found in (ship, both)]
    if ship.key == both.key == ABOUT_THE_SAME:
        return "About the same cost; time, schedule and safety decide"
    if ship.key == both.key:
        return (
            f"{_named(asked, ship.key)} is cheaper: {amounts[0]} for the ship, {amounts[1]} with"
            " the cargo's time"
        )
    if ship.key == ABOUT_THE_SAME:
        said = "About the same cost for the ship"
    else:
        said = f"{_named(asked, ship.key)} is {amounts[0]} cheaper for the ship"
    if both.key == ABOUT_THE_SAME:
        return f"{said}, about the same with the cargo's time"
    other = _named(asked, both.key, start=False)
    return f"{said}; with the cargo's time {other} is {amounts[1]} cheaper"


def _named(asked: Answer, key: str, start: bool = True) -> str:
    cape = "The Cape" if start else "the Cape"
    return cape if key == "cape" else side(asked, key)


def unit(asked: Answer) -> str:
    """Return what the cargo is counted in: TEU or t."""
    return "TEU" if asked.case.ship_class in CONTAINERS else "t"


def per_unit(asked: Answer, amount_usd: float) -> str:
    """Return an amount in US dollars a TEU or tonne carried."""
    return f"{say.usd(amount_usd / float(asked.short.cargo))} a {unit(asked)}"


def asked_words(asked: Answer) -> str:
    """Return the case in words, for the head of a CSV."""
    case = asked.case
    legs = f"{case.speed_knots:g} knots"
    if case.back_speed_knots is not None:
        legs += f" out, {case.back_speed_knots:g} knots back"
    own = written(asked.assumed.changed)
    old = aged(asked.assumed, sorted(asked.assumed.known))
    return (
        f"{case.origin.name} to {case.destination.name}; {CLASSES[case.ship_class]}; {legs};"
        f" departure {case.departs}"
        + (f"; own values: {own}" if own else "; all values as assumed")
        + (f"; old values: {old}" if old else "")
    )
