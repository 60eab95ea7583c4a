"""A weekly liner service: how many ships a loop takes by each way, and what a slot of it costs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil

from dashboard.topics.voyage.analysis.answer import Answer
from dashboard.topics.voyage.analysis.assumptions import CONTAINERS, SPEED_UP_ID
from dashboard.topics.voyage.analysis.case import SLOWEST_KNOTS
from dashboard.topics.voyage.analysis.costs import HIRE, HOURS, costs
from dashboard.topics.voyage.analysis.ways import Named

WEEK_DAYS = 7
SPEEDS = (0.8, 1.25)
"""Speeds of a loop that are shown, as multiples of that asked for: a fifth slower, a quarter faster
make a whole number of ships; beyond lies another schedule."""


@dataclass(frozen=True)
class Service:
    """A weekly service with a number of ships, at the speed that fills their weeks.

    ``days`` are those of a round trip, ``usd_per_week`` what a sailing every week costs, of that
    which differs between ways, ``usd_per_slot`` the same for one TEU of capacity, there and back.
    ``is_asked`` marks the fewest ships that need no more than the speed asked for.
    """

    way: Named
    ships: int
    knots: float
    days: float
    usd_per_week: float
    usd_per_slot: float
    fuel_t: float
    co2_t: float
    is_asked: bool


def services(asked: Answer) -> list[Service]:
    """Return the services by Suez and by the Cape that speeds near that asked for allow.

    A round trip takes ``round_trip_port_days`` and the days at sea and in canals, out and back; a
    weekly sailing takes a ship for each week of it. With n ships the speed is that at which the
    round trip takes n weeks: fewer ships sail faster, more ships slower, and each is paid for all
    its days. [] for ships that run no liner service or a voyage without a choice.
    """
    if asked.case.ship_class not in CONTAINERS or asked.cape is None or asked.ways.cape is None:
        return []
    both = (asked.ways.short, asked.ways.cape)
    return [found for way in both for found in _services(asked, way)]


def _services(asked: Answer, way: Named) -> list[Service]:
    values = {**asked.assumed.values(), SPEED_UP_ID: 0.0}
    speed_up = asked.assumed.values()[SPEED_UP_ID] if way.key == "cape" else 0.0
    knots = asked.case.speed_knots + speed_up
    still = values["round_trip_port_days"]
    there = costs(replace(asked.case, back_speed_knots=knots, speed_knots=knots), way, values)
    still += float(there.days - there.sea_days)
    at_sea_nm = 2 * way.distance_nm
    fewest = ceil((at_sea_nm / HOURS / knots + still) / WEEK_DAYS - 1e-9)
    top = min(SPEEDS[1] * knots, values["design_speed_knots"])
    found = []
    for ships in range(1, 2 * fewest + 2):
        sea_days = WEEK_DAYS * ships - still
        if sea_days <= 0:
            continue
        needed = at_sea_nm / HOURS / sea_days
        if not max(SPEEDS[0] * knots, SLOWEST_KNOTS) <= needed <= top and ships != fewest:
            continue
        needed = max(needed, SLOWEST_KNOTS)
        case = replace(asked.case, speed_knots=needed, back_speed_knots=needed)
        one = costs(case, way, values)
        hire = ships * WEEK_DAYS * values["charter_usd_per_day"]
        week = float(one.total_usd - one.lines_usd[HIRE]) + hire
        found.append(
            Service(
                way,
                ships,
                needed,
                float(WEEK_DAYS * ships),
                week,
                week / values["capacity"],
                float(one.fuel_t),
                float(one.co2_t),
                ships == fewest,
            )
        )
    return found


def of_speed(found: list[Service], way_key: str) -> Service:
    """Return the service of a way with the fewest ships that need no more than the speed asked."""
    return next(one for one in found if one.way.key == way_key and one.is_asked)
