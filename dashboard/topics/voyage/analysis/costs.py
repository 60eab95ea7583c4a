"""What a voyage by one way costs, takes and emits: plain sums of plain formulas.

Every quantity is in the unit of its name. A value of an assumption may be one number or an array
of as many draws: the formulas are the same, so a simulation runs the very model that is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.topics.voyage.analysis.assumptions import (
    CONTAINERS,
    LIGHTERED_ID,
    REBATE_ID,
    SPEED_UP_ID,
    SURCHARGE_ID,
)
from dashboard.topics.voyage.analysis.case import Case
from dashboard.topics.voyage.analysis.ways import PANAMA, SUEZ, Named

Number = float | NDArray[np.float64]
Values = Mapping[str, Number]

FUEL, TOLL, PREMIUM, HIRE = "Fuel", "Canal toll", "War-risk premium", "Charter or capital"
BONUS, ETS, FUELEU = "Crew bonus", "EU ETS", "FuelEU Maritime"
CARGO = "Capital in the cargo"
LINES = (FUEL, HIRE, TOLL, PREMIUM, BONUS, ETS, FUELEU)
"""Lines of the ship's costs, in the order they are shown; the cargo's stands apart from them."""

HOURS, DAYS_OF_YEAR, PERCENT = 24.0, 365.0, 100.0


@dataclass(frozen=True)
class Costs:
    """The result of one way, both legs together where the ship returns.

    ``lines_usd`` holds `LINES`, what the ship costs; ``cargo_usd`` is what the time of its cargo
    costs, which others pay. ``covers`` is how many war-risk covers were bought, ``cargo`` what was
    carried, in TEU or tonnes.
    """

    way: Named
    lines_usd: dict[str, Number]
    cargo_usd: Number
    sea_days: Number
    days: Number
    area_days: Number
    covers: Number
    fuel_t: Number
    co2_t: Number
    cargo: Number

    @property
    def total_usd(self) -> Number:
        """What the ship costs: the sum of its lines in US dollars."""
        return sum(self.lines_usd.values(), start=0.0)

    @property
    def with_cargo_usd(self) -> Number:
        """What the ship and the time of its cargo cost in US dollars."""
        return self.total_usd + self.cargo_usd

    def usd(self, with_cargo: bool) -> Number:
        """Return what the ship costs in US dollars, with its cargo's time or without."""
        return self.with_cargo_usd if with_cargo else self.total_usd

    @property
    def usd_per_unit(self) -> Number:
        """The ship's costs in US dollars a TEU or tonne carried."""
        return self.total_usd / self.cargo


def costs(case: Case, way: Named, values: Values) -> Costs:
    """Return what ``case`` costs by ``way``: the sum over its legs, out and perhaps back.

    For a leg of D nautical miles at v knots, A of them in the listed area:

    - days at sea = D / (24 v); days = days at sea + ``suez_canal_days`` or ``panama_canal_days``;
    - fuel (t) = days at sea x ``fuel_at_design_t_per_day`` x (v / ``design_speed_knots``) ^
      ``fuel_speed_exponent`` + days x ``auxiliary_fuel_t_per_day``; CO2 = fuel x
      ``co2_t_per_t_fuel``;
    - war-risk premium = percent of hull value, once for each ``war_risk_cover_days`` begun in the
      area; crew bonus = days in the area x ``crew_bonus_usd_per_day``;
    - a ship too deep for Suez when laden leaves part of its cargo to the pipeline beside it, for
      ``suez_lightering_days`` more and the toll ``suez_lightered_toll_usd``; what the pipeline
      charges is not in the costs;
    - toll by canal, on the empty leg of tankers and bulk carriers ``suez_ballast_share_pct`` of
      it; hire = days x ``charter_usd_per_day``;
    - ETS and FuelEU = fuel x what a tonne of it costs there (`ets_usd_per_t`, `fueleu_usd_per_t`);
    - capital in the cargo = cargo x value x ``cargo_carrying_cost_pct_per_year`` x days / 365.

    The sources of the figures are those of the assumptions; docs/voyage.md has that of each
    formula.
    """
    legs = [
        _leg(case, way, speed, number == 0, values)
        for number, speed in enumerate(case.speeds_knots)
    ]
    lines = {name: sum((leg["lines"][name] for leg in legs), start=0.0) for name in LINES}
    names = ("cargo_usd", "sea_days", "days", "area_days", "covers", "fuel_t", "co2_t", "cargo")
    return Costs(way, lines, **{name: sum(leg[name] for leg in legs) for name in names})


def _leg(case: Case, way: Named, speed_knots: float, out: bool, values: Values) -> dict[str, Any]:
    is_cape = way.key == "cape"
    knots = speed_knots + (values[SPEED_UP_ID] if is_cape else 0.0)
    sea_days = way.distance_nm / (HOURS * knots)
    days = sea_days
    toll: Number = 0.0
    laden = 1.0 if out else values["suez_ballast_share_pct"] / PERCENT
    if SUEZ in way.canals:
        days = days + values["suez_canal_days"]
        if out and LIGHTERED_ID in values:
            days = days + values["suez_lightering_days"]
            toll = toll + values[LIGHTERED_ID]
        else:
            toll = toll + suez_toll_usd(values) * laden
    if PANAMA in way.canals:
        days = days + values["panama_canal_days"]
        toll = toll + values["panama_toll_usd"] * laden
    of_design = (knots / values["design_speed_knots"]) ** values["fuel_speed_exponent"]
    fuel_t = sea_days * values["fuel_at_design_t_per_day"] * of_design
    fuel_t = fuel_t + days * values["auxiliary_fuel_t_per_day"]
    co2_t = fuel_t * values["co2_t_per_t_fuel"]
    area_days = way.area_nm / (HOURS * knots)
    covers = np.ceil(area_days / values["war_risk_cover_days"])
    loaded = values["utilisation_pct" if out else "return_utilisation_pct"] / PERCENT
    cargo = values["capacity"] * loaded
    price = values[f"cargo_value_usd_per_{'teu' if case.ship_class in CONTAINERS else 't'}"]
    year = values["cargo_carrying_cost_pct_per_year"] / PERCENT
    return {
        "lines": {
            FUEL: fuel_t * values["bunker_usd_per_t"],
            HIRE: days * values["charter_usd_per_day"],
            TOLL: toll,
            PREMIUM: covers
            * (values["war_risk_premium_pct_hull"] / PERCENT)
            * values["hull_value_usd"],
            BONUS: area_days * values["crew_bonus_usd_per_day"],
            ETS: fuel_t * ets_usd_per_t(case, values),
            FUELEU: fuel_t * fueleu_usd_per_t(case, values),
        },
        "cargo_usd": cargo * price * year * days / DAYS_OF_YEAR,
        "sea_days": sea_days,
        "days": days,
        "area_days": area_days,
        "covers": covers,
        "fuel_t": fuel_t,
        "co2_t": co2_t,
        "cargo": cargo,
    }


def suez_toll_usd(values: Values) -> Number:
    """Return the toll at Suez in US dollars, before what an empty ship pays less.

    The tariff of 2024, less the rises that had not come on the day of departure, less the rebate,
    plus the surcharge in force. What is not in force is 0.
    """
    risen = (1 + values["suez_rise_of_2023_pct"] / PERCENT) * (
        1 + values["suez_rise_of_2024_pct"] / PERCENT
    )
    rebate = 1 - values.get(REBATE_ID, 0.0) / PERCENT
    surcharge = 1 + values.get(SURCHARGE_ID, 0.0) / PERCENT
    return values["suez_toll_usd"] / risen * rebate * surcharge


def _share(ends: int, values: Values) -> Number:
    """Return how much of a voyage counts in the EU, 0 to 1, by how many of its ends do."""
    if not ends:
        return 0.0
    return values["ets_share_both_ends_pct" if ends == 2 else "ets_share_one_end_pct"] / PERCENT


def ets_usd_per_t(case: Case, values: Values) -> Number:
    """Return the US dollars that a tonne of fuel of this voyage costs in the EU's trading.

    Its CO2, from 2026 with its methane and nitrous oxide, times the share of the voyage (none, one
    or both ends in the EU, Iceland or Norway), the phase-in of the year of departure and the price
    of an allowance. Directive 2003/87/EC as amended by Directive (EU) 2023/959, articles 3ga and
    3gb.
    """
    year = case.departs.year
    if year < 2024:
        return 0.0
    share = _share(case.origin.in_eea + case.destination.in_eea, values)
    phase = values[f"ets_phase_in_{min(year, 2026)}_pct"] / PERCENT
    gases_t = values["co2_t_per_t_fuel"] + values["ch4_n2o_co2e_t_per_t_fuel"]
    return gases_t * share * phase * values["eua_eur_per_t"] * values["usd_per_eur"]


def fueleu_usd_per_t(case: Case, values: Values) -> Number:
    """Return the US dollars that a tonne of fuel of this voyage costs under FuelEU Maritime.

    The part of its energy that is too intensive, (intensity - limit) / intensity, times the penalty
    a tonne of oil and the share of the voyage. The limit is the cut of the years of departure below
    the reference; no cut, no limit. Regulation (EU) 2023/1805, articles 2 and 4, annex IV.
    """
    cut = sum((values[key] for key in values if key.startswith("fueleu_cut_")), start=0.0)
    limit = values["fueleu_reference_g_per_mj"] * (1 - cut / PERCENT)
    intensity = values["fueleu_intensity_g_per_mj"]
    beyond = np.where(cut > 0, np.maximum(intensity - limit, 0.0) / intensity, 0.0)
    share = _share(case.origin.in_eu + case.destination.in_eu, values)
    return beyond * share * values["fueleu_penalty_eur_per_t"] * values["usd_per_eur"]
