"""The answer to a case: every way's costs, which is cheaper, by how much, and where that flips."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard.errors import UsageError
from dashboard.topics.voyage.analysis.assumptions import LIGHTERED_ID, SPEED_UP_ID, Assumptions
from dashboard.topics.voyage.analysis.case import Case, check_speed
from dashboard.topics.voyage.analysis.costs import Costs, Number, Values, costs
from dashboard.topics.voyage.analysis.ways import PANAMA, SUEZ, Named, Ways, ways

PREMIUM_ID = "war_risk_premium_pct_hull"
SAME = 1e-12
"""Slopes below this, relative to the costs, are none: the premium moves both ways alike."""


@dataclass(frozen=True)
class Answer:
    """A case with its ways and the costs of each, by the key of the way, the short one first."""

    case: Case
    assumed: Assumptions
    ways: Ways
    costs: dict[str, Costs]

    @property
    def short(self) -> Costs:
        """Costs of the short way: by Suez, through Bab el-Mandeb, or the only one."""
        return self.costs[self.ways.short.key]

    @property
    def cape(self) -> Costs | None:
        """Costs round the Cape; None where there is nothing to choose."""
        return self.costs[self.ways.cape.key] if self.ways.cape else None

    def is_lightered(self, way: Named) -> bool:
        """Whether part of the cargo passes Suez by a pipeline, whose charge is not known."""
        return SUEZ in way.canals and LIGHTERED_ID in self.assumed.known

    @property
    def pipeline_at_parity_usd_per_t(self) -> float | None:
        """What the pipeline may charge a tonne of the whole cargo for both ways to cost the same.

        Below 0 the Cape is the cheaper whatever it charges. None where no pipeline is needed.
        """
        if not self.is_lightered(self.ways.short) or self.cape_extra_usd is None:
            return None
        return self.cape_extra_usd / float(self.short.cargo)

    @property
    def cheapest(self) -> Costs:
        """The way that costs the ship least; the first named where several cost the same."""
        return min(self.costs.values(), key=lambda found: float(found.total_usd))

    @property
    def cape_extra_usd(self) -> float | None:
        """What the Cape costs the ship more than the short way in US dollars, or less below 0."""
        return self.extra_usd(with_cargo=False)

    def extra_usd(self, with_cargo: bool) -> float | None:
        """Return what the Cape costs more, with the cargo's time or without; None without a choice.

        In US dollars; below 0 the Cape is the cheaper.
        """
        if self.cape is None:
            return None
        return float(self.cape.usd(with_cargo) - self.short.usd(with_cargo))


def answer(case: Case, assumed: Assumptions) -> Answer:
    """Return the answer to a case.

    UsageError: the ends are the same, no way joins them, or the speed round the Cape is none.
    """
    found = ways(case.origin.point, case.destination.point)
    values = assumed.values()
    for speed in case.speeds_knots:
        check_speed(speed + values[SPEED_UP_ID])
    fits = [way for way in found.all() if PANAMA not in way.canals or "panama_toll_usd" in values]
    if len(fits) < len(found.all()):
        found = replace(found, panama=None)
    if LIGHTERED_ID in values:
        found = too_deep(found)
    return Answer(case, assumed, found, {way.key: costs(case, way, values) for way in found.all()})


def too_deep(found: Ways) -> Ways:
    """Return the ways that a ship has which is too deep for Suez when laden, and say so.

    UsageError: none is left.
    """
    if found.cape and SUEZ in found.cape.canals and not found.cape.is_northbound:
        found = replace(found, cape=None, said=f"{found.said} {REFUSED}".strip())
    if any(SUEZ in way.canals and way.is_northbound for way in (found.short, found.cape) if way):
        return replace(found, said=f"{found.said} {LIGHTERED}".strip())
    if SUEZ not in found.short.canals:
        return found
    if found.cape is None:
        raise UsageError(f"{REFUSED} No other way joins these two points.")
    return replace(found, short=found.cape, cape=None, said=f"{found.said} {REFUSED}".strip())


LIGHTERED = (
    "A laden VLCC is too deep for Suez: northbound it leaves part of its cargo to the SUMED"
    " pipeline and takes it back in the Mediterranean; what that costs is not known, nor counted."
)
REFUSED = "A laden VLCC is too deep for Suez, and southbound no pipeline takes part of its cargo."


def difference_usd(case: Case, found: Ways, values: Values, with_cargo: bool = False) -> Number:
    """Return the costs round the Cape less those of the short way, in US dollars."""
    if found.cape is None:
        raise ValueError("there is no way round the Cape to compare with")
    cape, short = (costs(case, way, values).usd(with_cargo) for way in (found.cape, found.short))
    return cape - short


def premium_at_parity_pct(
    case: Case, found: Ways, values: Mapping[str, float], with_cargo: bool = False
) -> float | None:
    """Return the war-risk premium, percent of hull value, at which both ways cost the same.

    The costs are a straight line of the premium, so two of its points give it. Below zero the
    Cape is cheaper even free of premium. None where the premium moves both ways alike.
    """
    if found.cape is None:
        return None
    without, at_one = (
        float(difference_usd(case, found, {**values, PREMIUM_ID: percent}, with_cargo))
        for percent in (0.0, 1.0)
    )
    slope = without - at_one
    if abs(slope) <= SAME * max(abs(without), 1.0):
        return None
    return without / slope


def premium_favours_cape(case: Case, found: Ways, values: Mapping[str, float]) -> bool:
    """Whether a higher premium makes the Cape the better choice, as it does unless it is longer
    in the listed area than the short way, which may be so of ports in it."""
    without, at_one = (
        float(difference_usd(case, found, {**values, PREMIUM_ID: percent}))
        for percent in (0.0, 1.0)
    )
    return at_one <= without


def delay_at_parity_usd_per_day(
    case: Case, found: Ways, values: Mapping[str, float]
) -> float | None:
    """Return what a day would have to be worth, beyond the costs counted, for parity.

    The saving by the Cape divided by the days it takes longer: below zero the short way is
    cheaper already. None where the Cape takes no longer.
    """
    if found.cape is None:
        return None
    longer, shorter = (costs(case, way, values) for way in (found.cape, found.short))
    days = float(longer.days - shorter.days)
    return float(shorter.total_usd - longer.total_usd) / days if days > 0 else None


def premium_at_equal_earnings_pct(
    case: Case, found: Ways, values: Mapping[str, float], freight_usd_per_unit: float
) -> float | None:
    """Return the premium at which a day of the ship earns the same by both ways.

    The time-charter equivalent, (freight - voyage costs) / days, is what carriers compare: the
    longer way makes fewer voyages a year, so the higher the freight, the more a day is worth.
    Hire is left out of the voyage costs, as the ship's day is what is compared. Freight is in US
    dollars a TEU or tonne carried. None where the premium does not matter.
    """
    if found.cape is None:
        return None
    free = {**values, "charter_usd_per_day": 0.0}
    both = (found.short, found.cape)

    def gap(premium: float) -> float:
        short, cape = (costs(case, way, {**free, PREMIUM_ID: premium}) for way in both)
        return sum(
            sign * float(freight_usd_per_unit * one.cargo - one.total_usd) / float(one.days)
            for sign, one in ((1, short), (-1, cape))
        )

    without, slope = gap(0.0), gap(0.0) - gap(1.0)
    return without / slope if abs(slope) > SAME * max(abs(without), 1.0) else None


def named(found: Ways) -> dict[str, Named]:
    """Return the ways by their keys."""
    return {way.key: way for way in found.all()}
