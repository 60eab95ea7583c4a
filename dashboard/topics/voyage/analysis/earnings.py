"""What a tanker or a bulk carrier earns a day by each way, and what its cargo costs a tonne."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.topics.voyage.analysis.answer import Answer
from dashboard.topics.voyage.analysis.assumptions import CONTAINERS
from dashboard.topics.voyage.analysis.costs import HIRE, costs
from dashboard.topics.voyage.analysis.ways import Named

BARRELS_ID = "barrels_per_t"


@dataclass(frozen=True)
class Earnings:
    """A round voyage by one way, out laden and back empty, with the days in port.

    ``usd_per_t`` is what a tonne of the cargo costs with the ship at the assumed hire, so the
    freight that pays it; ``usd_per_barrel`` the same for crude oil, else None;
    ``tce_usd_per_day`` the time-charter equivalent at ``freight_usd_per_t``.
    """

    way: Named
    days: float
    usd_per_t: float
    usd_per_barrel: float | None
    freight_usd_per_t: float
    tce_usd_per_day: float


def earnings(asked: Answer, freight_usd_per_t: float | None = None) -> list[Earnings]:
    """Return what a day earns by each way at one freight, US dollars a tonne.

    Time-charter equivalent = (freight - voyage costs) / days of the round voyage; voyage costs are
    all but hire. Without a freight it is the one that pays the assumed hire by the short way, so
    that what a day earns by the Cape shows what the longer way takes. [] for container ships.
    """
    if asked.case.ship_class in CONTAINERS:
        return []
    values = asked.assumed.values()
    back = asked.case.back_speed_knots or asked.case.speed_knots
    case = replace(asked.case, back_speed_knots=back)
    found, freight = [], freight_usd_per_t
    for way in asked.ways.all():
        one = costs(case, way, values)
        days = float(one.days) + values["round_trip_port_days"]
        voyage = float(one.total_usd - one.lines_usd[HIRE])
        cargo = float(one.cargo)
        needed = (voyage + days * values["charter_usd_per_day"]) / cargo
        freight = needed if freight is None else freight
        barrels = values.get(BARRELS_ID)
        found.append(
            Earnings(
                way,
                days,
                needed,
                needed / barrels if barrels else None,
                freight,
                (freight * cargo - voyage) / days,
            )
        )
    return found
