"""Weekly services and earnings of the voyage calculator, worked out again by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard import queries, store
from dashboard.topics.voyage.analysis import assumptions, case
from dashboard.topics.voyage.analysis.answer import Answer, answer
from dashboard.topics.voyage.analysis.costs import HIRE, costs
from dashboard.topics.voyage.analysis.earnings import earnings
from dashboard.topics.voyage.analysis.loop import SPEEDS, of_speed, services

DAY = date(2026, 11, 24)


class Data:
    """The ports and assumptions of the bundled store."""

    def __init__(self, cursor: Any) -> None:
        self.ports = queries.rows(cursor, "lists/ports")
        self.rows = queries.rows(cursor, "lists/assumptions", today=DAY)

    def ask(self, start: str, end: str, ship: str, knots: float = 16.0, **own: float) -> Answer:
        """Return an answer with own values."""
        ends = case.place(start, self.ports), case.place(end, self.ports)
        known = assumptions.of_class(self.rows, ship, DAY).changed_by(own)
        return answer(case.Case(*ends, ship, knots, DAY), known)


@pytest.fixture(scope="module")
def data(bundled_store: Path) -> Data:
    """Return the bundled ports and assumptions."""
    return Data(store.reader(bundled_store).cursor())


@pytest.mark.parametrize("ship", sorted(assumptions.CONTAINERS))
def test_ships_fill_their_weeks(data: Data, ship: str) -> None:
    asked = data.ask("CNSHA", "NLRTM", ship)
    values = asked.assumed.values()
    found = services(asked)
    for one in found:
        canal = 2 * values["suez_canal_days"] if one.way.key == "suez" else 0.0
        sea = 2 * one.way.distance_nm / 24 / one.knots
        assert one.days == 7 * one.ships
        assert sea + canal + values["round_trip_port_days"] == pytest.approx(one.days)
        assert SPEEDS[0] * 16 <= one.knots <= SPEEDS[1] * 16
        there = data.ask("CNSHA", "NLRTM", ship)
        legs = case.Case(there.case.origin, there.case.destination, ship, one.knots, DAY, one.knots)
        voyage = costs(legs, one.way, values)
        sailed = float(voyage.total_usd - voyage.lines_usd[HIRE])
        week = sailed + 7 * one.ships * values["charter_usd_per_day"]
        assert one.usd_per_week == pytest.approx(week)
        assert one.usd_per_slot == pytest.approx(week / values["capacity"])
    for key in ("suez", "cape"):
        of_way = [one for one in found if one.way.key == key]
        ships = [one.ships for one in of_way]
        assert ships == list(range(ships[0], ships[-1] + 1))
        # the fewest that need no more than the speed asked; one less has to sail faster
        fewest = of_speed(found, key)
        assert fewest.knots <= 16
        assert all(one.knots > 16 for one in of_way if one.ships < fewest.ships)


def test_ships_are_as_many_as_carriers_sailed(data: Data) -> None:
    """Alphaliner: 321 ships for 27 loops by Suez in May 2023, 376 for 25 a year later, 24 of them
    round the Cape."""
    found = services(data.ask("CNSHA", "NLRTM", "ulcv", 16.3))
    assert of_speed(found, "suez").ships == round(321 / 27) == 12
    assert of_speed(found, "cape").ships == round(376 / 25) == 15


def test_port_days_are_what_the_sea_leaves(data: Data) -> None:
    asked = data.ask("CNSHA", "NLRTM", "ulcv")
    sea = 2 * asked.short.way.distance_nm / 24 / 16.3 + 2 * 1
    assert round(sea) == 56
    assert round(7 * 321 / 27) == 83
    assert round(7 * 321 / 27 - sea) == asked.assumed.values()["round_trip_port_days"]


def test_another_speed_round_the_cape_is_that_of_the_loop(data: Data) -> None:
    found = services(data.ask("CNSHA", "NLRTM", "ulcv", cape_speed_up_knots=2.0))
    assert of_speed(found, "cape").ships == 14
    assert of_speed(found, "cape").knots <= 18


def test_hire_between_two_published_ends() -> None:
    power = 0.567
    assert round(35255 * (4250 / 1700) ** power) == pytest.approx(59300, abs=100)
    for teu, long_run, market, value in (
        (14_000, 47_800, 117_000, 74_700),
        (24_000, 47_800 * 280 / 165.75, 158_000, 113_000),
    ):
        assert 59300 * (teu / 4250) ** power == pytest.approx(market, rel=0.01)
        assert (long_run * market) ** 0.5 == pytest.approx(value, rel=0.01)


def test_only_liners_run_loops(data: Data) -> None:
    assert services(data.ask("SARTA", "NLRTM", "suezmax")) == []
    assert services(data.ask("CNSHA", "USLAX", "ulcv")) == []
    assert earnings(data.ask("CNSHA", "NLRTM", "ulcv")) == []


def test_a_day_earns_the_hire_where_the_freight_pays_it(data: Data) -> None:
    asked = data.ask("SARTA", "NLRTM", "suezmax", 13.0)
    values = asked.assumed.values()
    suez, cape = earnings(asked)
    assert suez.tce_usd_per_day == pytest.approx(values["charter_usd_per_day"])
    assert suez.freight_usd_per_t == suez.usd_per_t == cape.freight_usd_per_t
    assert cape.tce_usd_per_day < suez.tce_usd_per_day
    for one, freight in ((cape, suez.usd_per_t), (earnings(asked, 50.0)[1], 50.0)):
        legs = case.Case(asked.case.origin, asked.case.destination, "suezmax", 13.0, DAY, 13.0)
        voyage = costs(legs, one.way, values)
        days = 2 * one.way.distance_nm / 24 / 13 + 4
        assert one.days == pytest.approx(days)
        sailed = float(voyage.total_usd - voyage.lines_usd[HIRE])
        cargo = 150_000 * 0.93
        assert one.tce_usd_per_day == pytest.approx((freight * cargo - sailed) / days)
        cost = (sailed + days * values["charter_usd_per_day"]) / cargo
        assert one.usd_per_t == pytest.approx(cost)
        assert one.usd_per_barrel == pytest.approx(cost / 7.32)
    (dry, _) = earnings(data.ask("SARTA", "NLRTM", "capesize", 13.0))
    assert dry.usd_per_barrel is None
