"""The voyage calculator for the command line: the same model as the page, in lines or as JSON."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from typing import Any

import duckdb

from dashboard import queries
from dashboard.errors import UsageError
from dashboard.topics.voyage.analysis import ages, assumptions, case
from dashboard.topics.voyage.analysis.answer import (
    Answer,
    answer,
    delay_at_parity_usd_per_day,
    premium_at_parity_pct,
)
from dashboard.topics.voyage.analysis.costs import CARGO
from dashboard.topics.voyage.analysis.earnings import earnings
from dashboard.topics.voyage.analysis.loop import of_speed, services
from dashboard.topics.voyage.analysis.verdict import ABOUT_THE_SAME, NOT_KNOWN, Verdict, judge


def ask(cursor: duckdb.DuckDBPyConnection, options: Namespace) -> Answer:
    """Return the answer to what the options ask, with the data of the store.

    UsageError: an unknown port, class or assumption, or a voyage that cannot be sailed.
    """
    ports = queries.rows(cursor, "lists/ports")
    today = options.today or date.today()  # noqa: DTZ011 (the day where the reader is)
    rows = queries.rows(cursor, "lists/assumptions", today=today)
    values = {name: assumptions.number(name, value) for name, value in options.set}
    if options.utilisation is not None:
        values["utilisation_pct"] = options.utilisation
    if options.cape_speed is not None:
        values[assumptions.SPEED_UP_ID] = options.cape_speed - options.speed
    if options.rebate is not None:
        rebate = assumptions.stated_rebate(rows, options.ship)
        if rebate is None:
            raise UsageError(f"The canal grants a {options.ship} no rebate; leave out --rebate.")
        values[assumptions.REBATE_ID] = rebate.value * (options.rebate == "yes")
    departs = options.depart or today
    return answer(
        case.Case(
            case.place(options.origin, ports),
            case.place(options.to, ports),
            options.ship,
            options.speed,
            departs,
            options.back_speed,
        ),
        assumptions.of_class(rows, options.ship, departs).changed_by(values),
    )


def facts(asked: Answer, freight: float | None = None) -> dict[str, Any]:
    """Return the answer with all that it rests on, ready for JSON.

    ``freight`` is that of the earnings of a tanker or bulk carrier, US dollars a tonne.
    """
    used, aged = asked.assumed.values(), ages.ages(asked)
    found: dict[str, Any] = {
        "from": asked.case.origin.name,
        "to": asked.case.destination.name,
        "ship_class": asked.case.ship_class,
        "speeds_knots": list(asked.case.speeds_knots),
        "departs": asked.case.departs.isoformat(),
        "said": asked.ways.said,
        "ways": {
            key: {
                "distance_nm": costs.way.distance_nm,
                "listed_area_nm": costs.way.area_nm,
                **{
                    name: float(getattr(costs, name))
                    for name in (
                        *("days", "fuel_t", "co2_t", "total_usd", "usd_per_unit"),
                        *("cargo_usd", "with_cargo_usd"),
                    )
                },
                "lines_usd": {line: float(usd) for line, usd in costs.lines_usd.items()},
            }
            for key, costs in asked.costs.items()
        },
        "cheapest": asked.cheapest.way.key,
        "assumptions": {
            key: {
                **{name: value for name, value in vars(row).items() if name != "assumption_id"},
                **{
                    name: day and day.isoformat()
                    for name in ("as_of", "holds_from", "holds_until")
                    for day in [getattr(row, name)]
                },
                "used": used[key],
                "is_old": asked.assumed.is_old(key),
                "age": asked.assumed.age(key),
            }
            for key, row in sorted(asked.assumed.known.items())
        },
        "values_that_move_the_answer": aged.of,
        "old_values": list(aged.old),
    }
    if loop := services(asked):
        found["weekly_service"] = [
            {"way": one.way.key, **{k: v for k, v in vars(one).items() if k != "way"}}
            for one in loop
        ]
    if earned := earnings(asked, freight):
        found["earnings"] = [
            {"way": one.way.key, **{k: v for k, v in vars(one).items() if k != "way"}}
            for one in earned
        ]
    if judged := judge(asked):
        found |= {
            "verdict": judged.ship.key,
            "verdict_with_cargo": judged.with_cargo.key,
            "pipeline_at_parity_usd_per_t": asked.pipeline_at_parity_usd_per_t,
            "cape_extra_usd": judged.ship.cape_extra_usd,
            "cape_extra_with_cargo_usd": judged.with_cargo.cape_extra_usd,
            "premium_at_parity_pct": premium_at_parity_pct(asked.case, asked.ways, used),
            "premium_at_parity_with_cargo_pct": premium_at_parity_pct(
                asked.case, asked.ways, used, with_cargo=True
            ),
            "delay_at_parity_usd_per_day": delay_at_parity_usd_per_day(
                asked.case, asked.ways, used
            ),
            "cape_extra_simulated": vars(judged.ship.interval),
            "cape_extra_with_cargo_simulated": vars(judged.with_cargo.interval),
        }
    return found


def lines(asked: Answer, freight: float | None = None) -> list[str]:
    """Return the answer in lines for people."""
    case_, every = asked.case, list(asked.costs.values())
    said = [
        f"{case_.origin.name} to {case_.destination.name}, {assumptions.CLASSES[case_.ship_class]},"
        f" {', back at '.join(f'{speed:g} knots' for speed in case_.speeds_knots)},"
        f" departure {case_.departs}"
    ]
    said += [asked.ways.said] if asked.ways.said else []
    said += [
        f"{'':<22}" + "".join(f"{costs.way.name:>18}" for costs in every),
        _row("nautical miles", [costs.way.distance_nm for costs in every]),
        _row("of them listed area", [costs.way.area_nm for costs in every]),
        _row("days", [float(costs.days) for costs in every], 1),
        _row("fuel, t", [float(costs.fuel_t) for costs in every]),
        _row("CO2, t", [float(costs.co2_t) for costs in every]),
        *(
            _row(f"{line}, USD", [float(costs.lines_usd[line]) for costs in every])
            for line in asked.short.lines_usd
        ),
        _row("the ship, USD", [float(costs.total_usd) for costs in every]),
        _row("USD a unit carried", [float(costs.usd_per_unit) for costs in every], 2),
        _row(f"{CARGO}, USD", [float(costs.cargo_usd) for costs in every]),
        _row("ship and cargo, USD", [float(costs.with_cargo_usd) for costs in every]),
    ]
    judged = judge(asked)
    if judged is None:
        return [*said, ages.sentence(asked)]
    said.append(f"The ship's cost: {_verdict(asked, judged.ship)}")
    said.append(f"With the cargo's time: {_verdict(asked, judged.with_cargo)}")
    parities = [
        premium_at_parity_pct(case_, asked.ways, asked.assumed.values(), with_cargo)
        for with_cargo in (False, True)
    ]
    ship, both = (
        "none" if parity is None or parity < 0 else f"{parity:.3f} % of hull value"
        for parity in parities
    )
    said.append(f"War-risk premium at parity: {ship}; with the cargo's time {both}.")
    if (fee := asked.pipeline_at_parity_usd_per_t) is not None:
        said.append(
            f"Pipeline at parity for the ship: {fee:,.2f} USD a tonne of the whole cargo."
            if fee > 0
            else "Pipeline at parity for the ship: none, the Cape is cheaper without its charge."
        )
    said += _loop_or_earnings(asked, freight)
    said.append(ages.sentence(asked))
    editorial = [key for key, row in asked.assumed.known.items() if row.basis == "editorial"]
    said.append(
        f"{len(editorial)} of {len(asked.assumed.known)} assumptions are editorial; --json lists"
        " all with their sources."
    )
    return said


def _loop_or_earnings(asked: Answer, freight: float | None) -> list[str]:
    """Say what a weekly service takes, or what a day of a tanker or bulk carrier earns."""
    if loop := services(asked):
        both = [of_speed(loop, key) for key in (asked.ways.short.key, "cape")]
        said = "; ".join(
            f"{one.way.name[:1].lower()}{one.way.name[1:]} {one.ships} ships at {one.knots:.1f}"
            f" knots, {one.usd_per_slot:,.0f} USD a slot"
            for one in both
        )
        return [f"Weekly service: {said}."]
    earned = earnings(asked, freight)
    said = "; ".join(
        f"{one.way.name[:1].lower()}{one.way.name[1:]} {one.tce_usd_per_day:,.0f} USD a day, cost"
        f" {one.usd_per_t:,.2f} USD/t"
        + (f" or {one.usd_per_barrel:,.2f} USD/bbl" if one.usd_per_barrel else "")
        for one in earned
    )
    return [f"At a freight of {earned[0].freight_usd_per_t:,.2f} USD/t: {said}."] if earned else []


def _verdict(asked: Answer, found: Verdict) -> str:
    """Say which way is cheaper, by how much, and in how many draws each is."""
    names = {one.way.key: one.way.name for one in asked.costs.values()}
    drawn = found.interval
    more = "less" if found.cape_extra_usd < 0 else "more"
    said = names.get(found.key, f"{ABOUT_THE_SAME}; time, schedule and safety decide")
    if found.key == NOT_KNOWN:
        said = f"{NOT_KNOWN}, as the pipeline's charge is not"
    low, high = found.saving_usd(drawn.low_80_usd, drawn.high_80_usd)
    short = asked.short.way.name.removeprefix("Via ")
    via = "the Cape" if found.likelier < 0 else short
    return (
        f"{said}. The Cape costs {abs(found.cape_extra_usd):,.0f} USD {more}"
        f" ({found.percent:.1f} %). Saving via {via} in 80 % of draws: {low:,.0f} to {high:,.0f}"
        f" USD; the Cape is cheaper in {100 * drawn.share_cape_cheaper:.0f} % of draws, {short} in"
        f" {100 * drawn.share_short_cheaper:.0f} %."
    )


def _row(label: str, numbers: list[float], digits: int = 0) -> str:
    return f"{label:<22}" + "".join(f"{number:>18,.{digits}f}" for number in numbers)
