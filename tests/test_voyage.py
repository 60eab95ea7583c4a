"""The model of the voyage calculator, on the bundled data and on thousands of generated voyages."""

from __future__ import annotations

import csv
import json
import os
import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from dashboard import queries, store
from dashboard.__main__ import main
from dashboard.errors import UsageError
from dashboard.kit.analysis import routes
from dashboard.settings import HOME, Settings
from dashboard.topics.voyage.analysis import ages, assumptions, breakeven, case, costs, sensitivity
from dashboard.topics.voyage.analysis import ways as every_way
from dashboard.topics.voyage.analysis.answer import (
    PREMIUM_ID,
    Answer,
    answer,
    delay_at_parity_usd_per_day,
    difference_usd,
    premium_at_equal_earnings_pct,
    premium_at_parity_pct,
    premium_favours_cape,
)
from dashboard.topics.voyage.analysis.assumptions import CLASSES, CONTAINERS
from dashboard.topics.voyage.analysis.case import Case, Place
from dashboard.topics.voyage.analysis.ways import Named, Ways
from tests.given import asker, open_store

CASES = 10_000 if "SOAK_FILES" in os.environ else 2_000
SECONDS = 30 if "SOAK_FILES" in os.environ else 4
"""How long eight threads ask for routes; `make soak` takes longer."""

DAY = date(2026, 11, 24)


class Data:
    """The ports and assumptions of the bundled store."""

    def __init__(self, cursor: Any) -> None:
        self.ports = queries.rows(cursor, "lists/ports")
        self.rows = queries.rows(cursor, "lists/assumptions", today=DAY)
        self.known = cache(lambda ship, day: assumptions.of_class(self.rows, ship, day))

    def ask(self, origin: str, destination: str, ship: str, **more: Any) -> Answer:
        """Return an answer, with own values as ``own``."""
        own = more.pop("own", {})
        voyage = Case(
            case.place(origin, self.ports),
            case.place(destination, self.ports),
            ship,
            more.pop("speed", 16.0),
            more.pop("departs", DAY),
            **more,
        )
        return answer(voyage, assumptions.of_class(self.rows, ship, voyage.departs).changed_by(own))


@pytest.fixture(scope="module")
def data(bundled_store: Any) -> Data:
    """Return the bundled ports and assumptions."""
    return Data(store.reader(bundled_store).cursor())


def made(chance: random.Random, data: Data) -> tuple[Case, Ways, dict[str, float]]:
    """Return a generated voyage: made-up lengths, so that no route has to be looked for."""
    ship = chance.choice(list(CLASSES))
    short_nm = chance.uniform(500, 13_000)
    cape_nm = short_nm + chance.uniform(1, 9_000)
    line = routes.Way(((0.0, 0.0), (1.0, 0.0)), short_nm, frozenset({"suez"}))
    short = Named(
        "suez", "Via Suez", line, chance.uniform(0, min(1500, short_nm)), frozenset({"suez"})
    )
    cape = Named("cape", "Round the Cape", replace(line, distance_nm=cape_nm), 0.0, frozenset())
    voyage = Case(
        Place("A", (0.0, 0.0), chance.choice(["China", "Netherlands"])),
        Place("B", (1.0, 0.0), chance.choice(["Italy", "India"])),
        ship,
        chance.uniform(8, 24),
        date(chance.choice([2023, 2024, 2025, 2026, 2030]), 6, 1),
        chance.choice([None, chance.uniform(8, 24)]),
    )
    known = data.known(ship, voyage.departs)
    values = {key: chance.uniform(*known.bounds(key)) for key in known.known}
    return voyage, Ways(short, cape, None), values


def test_costs_of_thousands_of_voyages(data: Data) -> None:
    chance = random.Random(6)
    for _ in range(CASES):
        voyage, found, values = made(chance, data)
        assert found.cape
        short, cape = (costs.costs(voyage, way, values) for way in (found.short, found.cape))
        # costs are additive, and no line is below zero
        for one in (short, cape):
            assert float(one.total_usd) == pytest.approx(sum(map(float, one.lines_usd.values())))
            assert float(one.with_cargo_usd - one.total_usd) == pytest.approx(float(one.cargo_usd))
            assert min(*map(float, one.lines_usd.values()), float(one.cargo_usd)) >= 0
        # more distance is never cheaper in fuel, nor faster, at the same speed
        same_speed = {
            **values,
            "cape_speed_up_knots": 0.0,
            "suez_canal_days": 0.0,
            "suez_lightering_days": 0.0,
        }
        near, far = (costs.costs(voyage, way, same_speed) for way in (found.short, found.cape))
        assert float(far.lines_usd[costs.FUEL]) > float(near.lines_usd[costs.FUEL])
        assert float(far.days) > float(near.days)
        # without premium, toll, bonus and waiting the shorter way is the cheaper
        free = {
            **same_speed,
            PREMIUM_ID: 0.0,
            "suez_toll_usd": 0.0,
            assumptions.LIGHTERED_ID: 0.0,
            "crew_bonus_usd_per_day": 0.0,
        }
        assert float(difference_usd(voyage, found, free)) > 0
        # at the premium of parity both ways cost the same
        for with_cargo in (False, True) if found.short.area_nm else ():
            parity = premium_at_parity_pct(voyage, found, values, with_cargo)
            assert parity is not None
            at = difference_usd(voyage, found, {**values, PREMIUM_ID: parity}, with_cargo)
            assert float(at) == pytest.approx(0, abs=1e-6 * float(short.with_cargo_usd))
        # a day worth what parity says makes them the same as well
        a_day = delay_at_parity_usd_per_day(voyage, found, values)
        if a_day is not None:
            gap = float(difference_usd(voyage, found, values))
            assert gap + a_day * float(cape.days - short.days) == pytest.approx(0, abs=1e-3)


def test_one_voyage_worked_by_hand() -> None:
    line = routes.Way(((0.0, 0.0), (1.0, 0.0)), 4800.0, frozenset())
    way = Named("suez", "Via Suez", line, 960.0, frozenset({"suez"}))
    voyage = Case(
        Place("A", (0.0, 0.0), "India"), Place("B", (1.0, 0.0), "Greece"), "ulcv", 20.0,
        date(2025, 3, 1), 10.0,
    )  # fmt: skip
    values = {
        "design_speed_knots": 20.0, "fuel_at_design_t_per_day": 160.0, "fuel_speed_exponent": 3.0,
        "auxiliary_fuel_t_per_day": 10.0, "bunker_usd_per_t": 600.0, "co2_t_per_t_fuel": 3.0,
        "suez_canal_days": 1.0, "suez_toll_usd": 500_000.0, "suez_ballast_share_pct": 80.0,
        "suez_rise_of_2023_pct": 0.0, "suez_rise_of_2024_pct": 0.0, "suez_rebate_pct": 10.0,
        "suez_surcharge_pct": 20.0, "ch4_n2o_co2e_t_per_t_fuel": 0.5,
        "fueleu_cut_2025_pct": 10.0, "fueleu_reference_g_per_mj": 100.0,
        "fueleu_intensity_g_per_mj": 120.0, "fueleu_penalty_eur_per_t": 2000.0,
        "war_risk_premium_pct_hull": 0.5, "war_risk_cover_days": 3.0, "hull_value_usd": 1e8,
        "crew_bonus_usd_per_day": 1000.0, "charter_usd_per_day": 50_000.0,
        "ets_share_one_end_pct": 50.0, "ets_phase_in_2025_pct": 70.0, "eua_eur_per_t": 80.0,
        "usd_per_eur": 1.25, "capacity": 20_000.0, "utilisation_pct": 90.0,
        "return_utilisation_pct": 40.0, "cargo_value_usd_per_teu": 36_500.0,
        "cargo_carrying_cost_pct_per_year": 10.0, "cape_speed_up_knots": 0.0,
    }  # fmt: skip
    found = costs.costs(voyage, way, values)
    # out: 4,800 nm at 20 knots are 10 days, 2 of them in the area: one cover of 3 days. Back: 20
    # days at 10 knots, 4 in the area: two covers. One day of canal each way.
    fuel = (10 * 160 + 11 * 10) + (20 * 160 / 8 + 21 * 10)
    assert float(found.fuel_t) == pytest.approx(fuel) == pytest.approx(2320)
    assert (float(found.sea_days), float(found.days)) == (30, 32)
    assert (float(found.area_days), float(found.covers)) == (6, 3)
    assert float(found.cargo) == 20_000 * 1.3
    cargo = 20_000 * 36_500 * 0.1 * (0.9 * 11 + 0.4 * 21) / 365
    assert {line: float(usd) for line, usd in found.lines_usd.items()} == pytest.approx(
        {
            costs.FUEL: fuel * 600,
            costs.HIRE: 32 * 50_000,
            costs.TOLL: 500_000 * 0.9 * 1.2 * 1.8,
            costs.PREMIUM: 3 * 0.005 * 1e8,
            costs.BONUS: 6 * 1000,
            costs.ETS: fuel * 3.5 * 0.5 * 0.7 * 80 * 1.25,
            # a quarter of the energy is beyond the limit of 90 g/MJ, half of the voyage counts
            costs.FUELEU: fuel * 0.25 * 0.5 * 2000 * 1.25,
        }
    )
    assert float(found.cargo_usd) == pytest.approx(cargo)


@pytest.mark.parametrize(
    ("ends", "departs", "expected"),
    [
        (("China", "India"), date(2026, 1, 1), 0.0),
        (("China", "Italy"), date(2023, 12, 31), 0.0),
        (("China", "Italy"), date(2024, 1, 1), 0.5 * 0.4),
        (("Norway", "India"), date(2025, 7, 1), 0.5 * 0.7),
        (("China", "United Kingdom"), date(2026, 7, 1), 0.0),
        (("Greece", "Spain"), date(2026, 7, 1), 1.0),
        (("Iceland", "China"), date(2031, 7, 1), 0.5),
    ],
)
def test_share_of_emissions_that_is_paid_for(
    data: Data, ends: tuple[str, str], departs: date, expected: float
) -> None:
    voyage = Case(Place("A", (0, 0), ends[0]), Place("B", (1, 1), ends[1]), "ulcv", 16, departs)
    values = assumptions.of_class(data.rows, "ulcv", departs).values()
    price = values["eua_eur_per_t"] * values["usd_per_eur"]
    gases = 3.151 + (0.0491 if departs.year >= 2026 else 0)
    assert costs.ets_usd_per_t(voyage, values) == pytest.approx(gases * expected * price)


@pytest.mark.parametrize(
    ("ends", "departs", "cut", "share"),
    [
        (("China", "Italy"), date(2024, 12, 31), 0.0, 0.5),
        (("China", "Italy"), date(2025, 1, 1), 0.02, 0.5),
        (("Greece", "Spain"), date(2029, 12, 31), 0.02, 1.0),
        (("Greece", "Spain"), date(2030, 1, 1), 0.06, 1.0),
        (("China", "Norway"), date(2026, 1, 1), 0.02, 0.0),
        (("Iceland", "Spain"), date(2026, 1, 1), 0.02, 0.5),
        (("China", "India"), date(2026, 1, 1), 0.02, 0.0),
    ],
)
def test_what_fueleu_costs(
    data: Data, ends: tuple[str, str], departs: date, cut: float, share: float
) -> None:
    voyage = Case(Place("A", (0, 0), ends[0]), Place("B", (1, 1), ends[1]), "ulcv", 16, departs)
    values = assumptions.of_class(data.rows, "ulcv", departs).values()
    beyond = (91.25 - 91.16 * (1 - cut)) / 91.25 if cut else 0
    found = float(costs.fueleu_usd_per_t(voyage, values))
    assert found == pytest.approx(beyond * share * 2400 * 1.1172)
    # clean fuel pays nothing, and is not paid for
    clean = {**values, "fueleu_intensity_g_per_mj": 50.0}
    assert float(costs.fueleu_usd_per_t(voyage, clean)) == 0


def test_intensities_are_those_of_the_fuels() -> None:
    """Annex II: to the tank, and CO2, methane and nitrous oxide of a gram over its energy."""
    light = 13.2 + (3.151 + 0.00005 * 28 + 0.00018 * 265) / 0.041
    heavy = 13.5 + (3.114 + 0.00005 * 25 + 0.00018 * 298) / 0.0405
    assert (round(light, 2), round(heavy, 2)) == (91.25, 91.74)
    # what a published example falls short with 10,000 t of heavy oil, in t of CO2
    assert round((heavy - 0.98 * 91.16) * 0.0405 * 10_000) == 975


@pytest.mark.parametrize(
    ("departs", "factor"),
    [
        (date(2022, 12, 31), 1 / 1.15 / 1.15),
        (date(2023, 1, 1), 1 / 1.15),
        (date(2024, 1, 14), 1 / 1.15),
        (date(2024, 1, 15), 1.0),
        (date(2025, 5, 14), 1.0),
        (date(2025, 5, 15), 0.85),
        (date(2026, 6, 30), 0.85),
        (date(2026, 7, 1), 1.0),
        (date(2026, 7, 15), 1.12),
    ],
)
def test_the_toll_by_date(data: Data, departs: date, factor: float) -> None:
    found = data.ask("CNSHA", "NLRTM", "ulcv", departs=departs)
    assert found.short.lines_usd[costs.TOLL] == pytest.approx(1_278_000 * factor)
    # a reader's rebate holds whatever the day
    own = data.ask("CNSHA", "NLRTM", "ulcv", departs=departs, own={assumptions.REBATE_ID: 50.0})
    in_force = 0.85 if factor == 0.85 else 1.0
    assert own.short.lines_usd[costs.TOLL] == pytest.approx(1_278_000 * factor / in_force / 2)


def test_what_does_not_hold_is_nothing_and_certain(data: Data) -> None:
    row = assumptions.stated_rebate(data.rows, "ulcv")
    assert row
    assert (row.value, row.holds) == (15.0, "from 15 May 2025 until 30 June 2026")
    gone = row.on(date(2026, 7, 1))
    assert (gone.value, gone.low, gone.high, gone.is_old) == (0.0, 0.0, 0.0, False)
    assert row.on(date(2026, 6, 30)) == row
    assert assumptions.stated_rebate(data.rows, "feeder") is None


def test_speeds_differ_by_way(data: Data) -> None:
    usual, fast = (
        data.ask("CNSHA", "NLRTM", "ulcv", own={assumptions.SPEED_UP_ID: knots})
        for knots in (0.0, 3.0)
    )
    assert usual.cape
    assert fast.cape
    assert float(fast.cape.sea_days) == pytest.approx(fast.cape.way.distance_nm / 24 / 19)
    assert fast.cape.fuel_t > usual.cape.fuel_t
    assert fast.short == usual.short
    slow = data.ask("CNSHA", "NLRTM", "ulcv", own={assumptions.SPEED_UP_ID: -6.0})
    assert slow.cape
    assert float(slow.cape.sea_days) == pytest.approx(slow.cape.way.distance_nm / 24 / 10)
    with pytest.raises(UsageError, match="A speed of 3 knots cannot be computed"):
        data.ask("CNSHA", "NLRTM", "ulcv", speed=13.0, own={assumptions.SPEED_UP_ID: -10.0})
    with pytest.raises(UsageError, match="cape_speed_up_knots is -11; it has to be -10 or more"):
        data.ask("CNSHA", "NLRTM", "ulcv", own={assumptions.SPEED_UP_ID: -11.0})


OF_SOME_CLASSES = {
    "panama_toll_usd",
    "barrels_per_t",
    "suez_lightering_days",
    assumptions.LIGHTERED_ID,
    assumptions.REBATE_ID,
    assumptions.SURCHARGE_ID,
}


def test_bundled_assumptions_are_whole(data: Data) -> None:
    for ship in CLASSES:
        known = assumptions.of_class(data.rows, ship, DAY)
        assert known.values().keys() - OF_SOME_CLASSES == assumptions.NEEDED
        for row in known.known.values():
            assert row.low <= row.value <= row.high, row
            assert bool(row.source_ids) == (row.basis != "editorial"), row
            assert not assumptions.unfit(row, row.low), row
            assert not assumptions.unfit(row, row.high), row
    assert {row["ship_class"] for row in data.rows} == {"all", *CLASSES}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"charter_usd_per_day": -1.0}, "charter_usd_per_day is -1; it has to be 0 or more"),
        ({"capacity": 0.0}, "capacity is 0; it has to be above 0"),
        ({"utilisation_pct": 101.0}, "utilisation_pct is 101; it can be 100 at most"),
        ({"bunker_usd_per_t": float("nan")}, "bunker_usd_per_t has to be a number"),
        ({"bunker_usd_per_t": float("inf")}, "bunker_usd_per_t has to be a number"),
        ({"bunkers_usd_per_t": 600.0}, "Did you mean bunker_usd_per_t?"),
    ],
)
def test_values_that_cannot_be_used(data: Data, change: dict[str, float], said: str) -> None:
    with pytest.raises(UsageError) as error:
        assumptions.of_class(data.rows, "ulcv", DAY).changed_by(change)
    assert said in str(error.value)


def test_data_that_cannot_be_used(data: Data) -> None:
    few = [row for row in data.rows if row["assumption_id"] != "capacity"]
    with pytest.raises(UsageError, match="The data lack capacity of a ulcv"):
        assumptions.of_class(few, "ulcv", DAY)
    none = [
        row | {"value": 0.0} if row["assumption_id"] == "capacity" else row for row in data.rows
    ]
    with pytest.raises(UsageError, match="dataset assumptions cannot be used: capacity is 0"):
        assumptions.of_class(none, "ulcv", DAY)
    with pytest.raises(UsageError, match="There is no ship class 'boat'"):
        assumptions.of_class(data.rows, "boat", DAY)


def test_own_values_are_read_as_they_are_written() -> None:
    assert assumptions.parse("") == {}
    values = {"bunker_usd_per_t": 600.5, "capacity": 1e4}
    assert assumptions.parse("capacity=10000,  bunker_usd_per_t=600.5") == values
    assert assumptions.written(values) == "bunker_usd_per_t=600.5, capacity=10000"
    assert assumptions.parse(assumptions.written({"a": 1 / 3})) == {"a": pytest.approx(1 / 3)}
    with pytest.raises(UsageError, match="'dear' is no number for 'bunker_usd_per_t'"):
        assumptions.parse("bunker_usd_per_t=dear")
    with pytest.raises(UsageError, match="write assumption=number"):
        assumptions.parse("bunker")


def test_own_value_beyond_the_bounds_widens_them(data: Data) -> None:
    known = assumptions.of_class(data.rows, "ulcv", DAY).changed_by({"bunker_usd_per_t": 2000.0})
    assert known.bounds("bunker_usd_per_t") == (600.0, 2000.0)
    assert known.changed_by({"bunker_usd_per_t": 908.0}).changed == {}


IMPOSSIBLE = [
    (("CNSHA", "CNSHA"), {}, "Origin and destination are the same place"),
    (("CNSHA", "NLRTM"), {"speed": 0.0}, "A speed of 0 knots cannot be computed"),
    (("CNSHA", "NLRTM"), {"speed": float("nan")}, "A speed of nan knots cannot be computed"),
    (("CNSHA", "NLRTM"), {"back_speed_knots": 31.0}, "A speed of 31 knots cannot be computed"),
    (("CNSHA", "NLRTM"), {"departs": date(1999, 1, 1)}, "A departure on 1999-01-01 cannot"),
    (("CNSHI", "NLRTM"), {}, "'CNSHI' is no port of the list. Did you mean"),
    (("95, 10", "NLRTM"), {}, "95, 10 is not on the globe"),
    (("10, 181", "NLRTM"), {}, "10, 181 is not on the globe"),
    (("nan, 5", "NLRTM"), {}, "is not on the globe"),
    (
        ("55.75, 37.6", "NLRTM"),
        {},
        "55.75, 37.6 is not at the sea: the nearest shipping lane is 345",
    ),
    (("48.85, 2.35", "NLRTM"), {}, "is not at the sea"),
    (("-89, 0", "NLRTM"), {}, "is not at the sea"),
    (("1, 2, 3", "NLRTM"), {}, "'1, 2, 3' is no port of the list"),
]


@pytest.mark.parametrize(("ends", "more", "said"), IMPOSSIBLE)
def test_what_cannot_be_asked(
    data: Data, ends: tuple[str, str], more: dict[str, Any], said: str
) -> None:
    with pytest.raises(UsageError) as error:
        data.ask(*ends, "ulcv", **more)
    assert said in str(error.value)


def test_ends_by_code_name_and_position(data: Data) -> None:
    by_code = data.ask("CNSHA", "NLRTM", "ulcv")
    by_name = data.ask(" shanghai ", "rotterdam", "ulcv")
    by_point = data.ask("31.2167, 121.5", "51.9,4.4833", "ulcv")
    assert by_code.short == by_name.short
    assert by_point.short.way.distance_nm == by_code.short.way.distance_nm
    # a point has no country: the EU's emissions trading does not count it
    assert by_point.short.lines_usd[costs.ETS] == 0 < by_code.short.lines_usd[costs.ETS]


def test_swapped_ends_keep_distances(data: Data) -> None:
    chance = random.Random(3)
    for _ in range(CASES // 100):
        one, other = chance.sample(data.ports, 2)
        points = [(row["longitude"], row["latitude"]) for row in (one, other)]
        out, back = every_way.ways(*points), every_way.ways(*reversed(points))
        assert out.said == back.said
        for there, home in zip(out.all(), back.all(), strict=True):
            assert (there.key, there.canals) == (home.key, home.canals)
            assert there.distance_nm == home.distance_nm
            assert there.area_nm == home.area_nm
            assert there.line.points[0] == points[0]


WAYS = [
    ("CNSHA", "NLRTM", "ulcv", {"suez": {"suez"}, "cape": set()}),
    ("CNSHA", "USNYC", "neopanamax", {"suez": {"suez"}, "cape": set(), "panama": {"panama"}}),
    ("CNSHA", "USNYC", "ulcv", {"suez": {"suez"}, "cape": set()}),  # too wide for Panama
    ("CNSHA", "USLAX", "ulcv", {"direct": set()}),
    ("NLRTM", "USNYC", "ulcv", {"direct": set()}),
    ("NLRTM", "SAJED", "ulcv", {"suez": {"suez"}, "cape": set()}),
    ("CNSHA", "SAJED", "ulcv", {"bab": set(), "cape": {"suez"}}),
    ("JOAQJ", "NLRTM", "ulcv", {"suez": {"suez"}, "cape": set()}),
    ("JOAQJ", "CNSHA", "ulcv", {"bab": set(), "cape": {"suez"}}),
    ("YEHOD", "NLRTM", "ulcv", {"suez": {"suez"}, "cape": set()}),
    ("YEHOD", "INNSA", "ulcv", {"bab": set(), "cape": {"suez"}}),
    ("EGSUZ", "NLRTM", "ulcv", {"suez": {"suez"}, "cape": set()}),  # below the canal
    ("EGSUZ", "CNSHA", "ulcv", {"bab": set(), "cape": {"suez"}}),
    ("EGPSD", "NLRTM", "ulcv", {"direct": set()}),
    ("EGPSD", "CNSHA", "ulcv", {"suez": {"suez"}, "cape": set()}),
    ("SAJED", "YEHOD", "ulcv", {"direct": set()}),
]


@pytest.mark.parametrize(("origin", "destination", "ship", "expected"), WAYS)
def test_ways_and_their_canals(
    data: Data, origin: str, destination: str, ship: str, expected: dict[str, set[str]]
) -> None:
    found = data.ask(origin, destination, ship)
    assert {key: set(one.way.canals) for key, one in found.costs.items()} == expected
    for key, one in found.costs.items():
        assert (float(one.lines_usd[costs.TOLL]) > 0) == bool(expected[key])
    red_sea = {"SAJED", "JOAQJ", "YEHOD", "EGSUZ"} & {origin, destination}
    if "cape" in expected:
        assert ("Red Sea" in found.ways.said) == bool(red_sea)


def test_the_cape_keeps_out_of_the_listed_area(data: Data) -> None:
    for origin in ("SARTA", "INNSA", "OMSLL", "KEMBA", "CNSHA", "AUSYD"):
        found = data.ask(origin, "NLRTM", "ulcv")
        assert found.cape
        assert found.cape.way.area_nm == 0
        assert found.short.way.area_nm > 300
    # it costs some miles: the corner is not on the network's way
    gulf = data.ask("SARTA", "NLRTM", "vlcc").cape
    points = [
        (row["longitude"], row["latitude"]) for row in data.ports if row["port_id"] == "SARTA"
    ]
    there = [(row["longitude"], row["latitude"]) for row in data.ports if row["port_id"] == "NLRTM"]
    straight = routes.way(points[0], there[0], routes.BY_CAPE)
    assert gulf
    assert straight
    assert straight.distance_nm < gulf.way.distance_nm < straight.distance_nm + 350
    # an end within the area cannot
    aden = data.ask("YEADE", "NLRTM", "ulcv")
    assert aden.cape
    assert aden.cape.way.area_nm > 0
    assert "no way keeps out of it" in aden.ways.said


def test_the_antimeridian_is_crossed_without_a_leap(data: Data) -> None:
    for origin, destination in (("CNSHA", "USLAX"), ("USLAX", "CNSHA"), ("USLAX", "SAJED")):
        points = data.ask(origin, destination, "ulcv").short.way.line.points
        steps = [abs(end[0] - start[0]) for start, end in pairwise(points)]
        assert max(steps) < 90
        assert max(abs(lon) for lon, _ in points) > 180


BEYOND = {
    ("asia-neur-shanghai-rotterdam-flexport", "suez"): "to the thousand; another says 10,600",
    ("seasia-neur-singapore-hamburg-blog", "suez"): "a weak source: 3.1 %",
}
"""Published distances that ours is further than 3 percent from, and why."""

COMPARED = 12


def test_distances_are_within_3_percent_of_those_published(data: Data, bundled_store: Any) -> None:
    rows = queries.rows(store.reader(bundled_store).cursor(), "facts/routes_published")
    names = {row["port"] for row in data.ports}
    compared = 0
    for row in rows:
        ends = (row["origin"], row["destination"])
        if not set(ends) <= names:
            continue
        found = data.ask(*ends, "ulcv")
        for key, published in (
            ("suez", row["distance_suez_nm"]),
            ("cape", row["distance_cape_nm"]),
        ):
            if published is None:
                continue
            near = found.costs[key].way.distance_nm == pytest.approx(published, rel=0.03)
            assert near == ((row["lane_id"], key) not in BEYOND), row
            compared += near
    assert compared == COMPARED


def test_threads_get_what_one_alone_gets(data: Data) -> None:
    chance = random.Random(8)
    pairs = [
        tuple((row["longitude"], row["latitude"]) for row in chance.sample(data.ports, 2))
        for _ in range(40)
    ]
    alone = {pair: every_way.ways.__wrapped__(*pair) for pair in pairs}
    until = time.monotonic() + SECONDS

    def ask(seed: int) -> int:
        own, asked = random.Random(seed), 0
        while time.monotonic() < until:
            pair = own.choice(pairs)
            assert every_way.ways.__wrapped__(*pair) == alone[pair]
            asked += 1
        return asked

    with ThreadPoolExecutor(8) as pool:
        assert min(pool.map(ask, range(8))) > 0


def test_tornado_and_simulation(data: Data) -> None:
    asked = data.ask("CNSHA", "NLRTM", "ulcv")
    assert asked.cape_extra_usd is not None
    rows = sensitivity.tornado(asked)
    assert rows["swing_usd"].is_monotonic_decreasing
    values = asked.assumed.values()
    for row in rows.to_dict("records"):
        for end in ("low", "high"):
            by_hand = data.ask("CNSHA", "NLRTM", "ulcv", own={row["assumption_id"]: row[end]})
            assert row[f"at_{end}_usd"] == pytest.approx(by_hand.cape_extra_usd)
    unmoved = set(values) - set(rows["assumption_id"])
    assert {"capacity", "utilisation_pct", "panama_canal_days"} <= unmoved
    both, again = sensitivity.simulate(asked), sensitivity.simulate(asked)
    assert both == again
    assert both != sensitivity.simulate(asked, seed=1)
    for one in (both.ship, both.with_cargo):
        bounds = [one.low_95_usd, one.low_80_usd, one.median_usd, one.high_80_usd, one.high_95_usd]
        assert bounds == sorted(bounds)
        assert one.share_short_cheaper + one.share_cape_cheaper == pytest.approx(1)
    # what the reader has set is not drawn
    own = data.ask("CNSHA", "NLRTM", "ulcv", own={PREMIUM_ID: 0.9})
    assert sensitivity.draw(own, 50, 7)[PREMIUM_ID] == 0.9
    # each draw is the model itself: the first, computed alone, is the same number
    drawn = sensitivity.draw(asked, 50, 7)
    whole = np.asarray(difference_usd(asked.case, asked.ways, drawn))
    for at in range(50):
        single = {key: float(v[at]) if isinstance(v, np.ndarray) else v for key, v in drawn.items()}
        assert float(difference_usd(asked.case, asked.ways, single)) == pytest.approx(whole[at])
        for key, value in single.items():
            low, high = asked.assumed.bounds(key)
            assert low <= value <= high


def test_curves_are_parity(data: Data) -> None:
    asked = data.ask("INNSA", "NLRTM", "neopanamax")
    values = asked.assumed.values()
    rows = breakeven.by_bunker(asked)
    assert len(rows) == breakeven.POINTS
    for row in rows.iloc[::10].to_dict("records"):
        at = {"bunker_usd_per_t": row["bunker_usd_per_t"], PREMIUM_ID: row["premium_pct"]}
        assert difference_usd(asked.case, asked.ways, {**values, **at}) == pytest.approx(
            0, abs=1e-3
        )
    assert rows["premium_pct"].is_monotonic_increasing
    for row in breakeven.by_premium(asked).iloc[::10].to_dict("records"):
        at = {**values, PREMIUM_ID: row["premium_pct"]}
        short, cape = (
            costs.costs(asked.case, way, at) for way in asked.ways.all() if way.key != "panama"
        )
        gap = short.total_usd - cape.total_usd
        assert row["delay_usd_per_day"] * float(cape.days - short.days) == pytest.approx(float(gap))
    rows = breakeven.by_freight(asked, 5000.0)
    for row in rows.iloc[::10].to_dict("records"):
        at = {**values, PREMIUM_ID: row["premium_pct"], "charter_usd_per_day": 0.0}
        earned = []
        for way in (asked.ways.short, asked.ways.cape):
            assert way
            one = costs.costs(asked.case, way, at)
            freight = row["freight_usd_per_unit"] * one.cargo
            earned.append(float(freight - one.total_usd) / float(one.days))
        assert earned[0] == pytest.approx(earned[1])
    assert rows["premium_pct"].is_monotonic_increasing


def test_premium_may_speak_for_the_short_way(data: Data) -> None:
    usual = data.ask("CNSHA", "NLRTM", "ulcv")
    assert premium_favours_cape(usual.case, usual.ways, usual.assumed.values())
    # round the Cape Jeddah is reached through the area, by Suez it is not
    jeddah = data.ask("NLRTM", "SAJED", "ulcv")
    values = jeddah.assumed.values()
    assert not premium_favours_cape(jeddah.case, jeddah.ways, values)
    parity = premium_at_parity_pct(jeddah.case, jeddah.ways, values)
    assert parity is not None
    assert parity < 0 < (jeddah.cape_extra_usd or 0)


def test_premium_that_does_not_matter(data: Data) -> None:
    asked = data.ask("CNSHA", "NLRTM", "ulcv", own={"hull_value_usd": 0.0})
    values = asked.assumed.values()
    assert premium_at_parity_pct(asked.case, asked.ways, values) is None
    assert premium_at_equal_earnings_pct(asked.case, asked.ways, values, 1000.0) is None
    direct = data.ask("CNSHA", "USLAX", "ulcv")
    assert premium_at_parity_pct(direct.case, direct.ways, values) is None
    assert delay_at_parity_usd_per_day(direct.case, direct.ways, values) is None
    assert direct.cape_extra_usd is None


def test_cargo_is_counted_in_the_unit_of_the_class(data: Data) -> None:
    for ship in CLASSES:
        asked = data.ask("SARTA", "NLRTM", ship)
        values = asked.assumed.values()
        price = values[f"cargo_value_usd_per_{'teu' if ship in CONTAINERS else 't'}"]
        year = values["cargo_carrying_cost_pct_per_year"] / 100
        expected = float(asked.short.cargo * asked.short.days) * price * year / 365
        assert float(asked.short.cargo_usd) == pytest.approx(expected)


def test_a_value_is_old_from_the_day_after_its_days() -> None:
    row = {"assumption_id": "a", "ship_class": "all", "value": 1.0, "low": 1.0, "high": 1.0,
           "unit": "t", "as_of": "2026-01-01", "basis": "editorial", "reasoning": "r"}  # fmt: skip
    rows = [row | {"valid_days": 30}, row | {"assumption_id": "b"}]
    ask = asker(open_store(assumptions=rows))
    columns = "assumption_id valid_days age_days is_old"
    assert ask("lists/assumptions", columns, today="2026-01-31") == [
        ("a", 30, 30, False), ("b", None, 30, False),
    ]  # fmt: skip
    assert ask("lists/assumptions", columns, today="2026-02-01") == [
        ("a", 30, 31, True), ("b", None, 31, False),
    ]  # fmt: skip
    with pytest.raises(TypeError, match=r"lists/assumptions needs \$today \(date\): the day"):
        ask("lists/assumptions", columns)


def old_in_the_file(ship: str, today: date) -> dict[str, str]:
    """Return the old values of a class with their ages, read without the project's own reader."""
    with (HOME / "data" / "assumptions.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["ship_class"] in ("all", ship)]
    days = {row["assumption_id"]: (today - date.fromisoformat(row["as_of"])).days for row in rows}
    return {
        row["assumption_id"]: f"old: {days[row['assumption_id']]:,} days, valid for"
        f" {row['valid_days']}"
        for row in rows
        if row["valid_days"] and days[row["assumption_id"]] > int(row["valid_days"])
    }


@pytest.mark.parametrize("ship", CLASSES)
def test_old_values_of_the_bundled_data(data: Data, ship: str) -> None:
    expected = old_in_the_file(ship, DAY)
    known = assumptions.of_class(data.rows, ship, DAY)
    assert {key: known.age(key) for key in known.known if known.is_old(key)} == expected
    asked = data.ask("SARTA", "NLRTM", ship)
    moving = sensitivity.tornado(asked)["assumption_id"].tolist()
    assert ages.ages(asked) == ages.Ages(
        tuple(key for key in moving if key in expected), len(moving)
    )


def test_old_values_are_counted_and_the_decisive_one_named(data: Data) -> None:
    every = data.ask("CNSHA", "NLRTM", "ulcv")
    assert ages.sentence(every) == (
        "5 of the 17 values that move this answer are old, above all war_risk_premium_pct_hull"
        " (124 days, valid for 60)."
    )
    old = ages.ages(every).old
    own = {key: every.assumed.known[key].value + 1 for key in old[:-1]}
    one = data.ask("CNSHA", "NLRTM", "ulcv", own=own)
    assert ages.ages(one).old == old[-1:]
    assert ages.sentence(one, str.upper).startswith(
        f"1 of the 17 values that move this answer is old: {old[-1].upper()} ("
    )
    none = data.ask(
        "CNSHA", "NLRTM", "ulcv", own={key: every.assumed.known[key].value + 1 for key in old}
    )
    assert ages.sentence(none) == (
        "None of the 17 values that move this answer is older than it is valid for."
    )
    # where there is nothing to choose, what counts is what moves the only way's costs
    only = ages.ages(data.ask("CNSHA", "USLAX", "ulcv"))
    assert set(only.old) == {"bunker_usd_per_t"}


def test_the_command_says_which_values_are_old(
    built: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REDSEA_STORE", str(built.store))
    asked = ["voyage", "--from", "CNSHA", "--to", "NLRTM", "--class", "ulcv", "--json"]

    def found(*more: str) -> dict[str, Any]:
        assert main([*asked, *more]) == 0
        return dict(json.loads(capsys.readouterr().out))

    said = found("--today", "2026-10-20", "--set", "hull_value_usd=200000000")
    assert said["departs"] == "2026-10-20"
    assert said["old_values"] == [
        "war_risk_premium_pct_hull", "suez_toll_usd", "eua_eur_per_t",
    ]  # fmt: skip
    assert said["values_that_move_the_answer"] == 17
    shown = {
        key: [row[name] for name in ("valid_days", "age_days", "is_old", "age")]
        for key, row in said["assumptions"].items()
    }
    assert shown["war_risk_premium_pct_hull"] == [60, 89, True, "old: 89 days, valid for 60"]
    assert shown["bunker_usd_per_t"] == [30, 12, False, "12 days, valid for 30"]
    assert shown["hull_value_usd"] == [180, 615, False, ""]  # the reader's own is not old
    assert shown["capacity"] == [None, -35, False, ""]
    # the day is that of the question, not of the departure
    later = found("--today", "2026-10-20", "--depart", "2028-01-01")
    assert later["assumptions"]["bunker_usd_per_t"]["is_old"] is False
