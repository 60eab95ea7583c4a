"""The verdicts of the voyage calculator: when costs decide, and what carriers did."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard import queries, store
from dashboard.__main__ import main
from dashboard.errors import UsageError
from dashboard.kit.analysis import routes
from dashboard.settings import Settings
from dashboard.topics.voyage.analysis import assumptions, case, sensitivity, verdict
from dashboard.topics.voyage.analysis.answer import Answer, answer, too_deep
from dashboard.topics.voyage.analysis.case import Case, Place
from dashboard.topics.voyage.analysis.costs import Costs
from dashboard.topics.voyage.analysis.ways import Named, Ways

Judge = Callable[..., verdict.Verdicts]


def answered(short_usd: float, cape_usd: float, cargo: tuple[float, float] = (0, 0)) -> Answer:
    """Return an answer with made-up costs, without any assumption behind it."""
    line = routes.Way(((0.0, 0.0), (1.0, 0.0)), 100.0, frozenset())
    ways = {
        "suez": Named("suez", "Via Suez", line, 0.0, frozenset()),
        "cape": Named("cape", "Round the Cape", line, 0.0, frozenset()),
    }
    found = {
        key: Costs(way, {"Fuel": usd}, extra, 1, 1, 0, 0, 1, 3, 1)
        for (key, way), usd, extra in zip(ways.items(), (short_usd, cape_usd), cargo, strict=True)
    }
    ends = Place("A", (0.0, 0.0)), Place("B", (1.0, 0.0))
    voyage = Case(*ends, "ulcv", 16.0, date(2026, 1, 1))
    known = assumptions.Assumptions("ulcv", {})
    return Answer(voyage, known, Ways(ways["suez"], ways["cape"], None), found)


def interval(low: float, high: float) -> sensitivity.Interval:
    return sensitivity.Interval(low - 1, low, (low + high) / 2, high, high + 1, 0.4, 0.6, 10)


@pytest.mark.parametrize(
    ("short", "cape", "low", "high", "expected"),
    [
        (100.0, 106.0, 1.0, 9.0, "suez"),
        (106.0, 100.0, -9.0, -1.0, "cape"),
        (100.0, 105.0, 1.0, 9.0, "about the same"),  # 4.8 % of the dearer
        (100.0, 200.0, -1.0, 300.0, "about the same"),  # the interval holds zero
        (200.0, 100.0, -300.0, 0.0, "about the same"),
        (200.0, 100.0, -300.0, -0.1, "cape"),
        (0.0, 0.0, 0.0, 0.0, "about the same"),
    ],
)
def test_when_costs_decide(
    monkeypatch: pytest.MonkeyPatch,
    short: float,
    cape: float,
    low: float,
    high: float,
    expected: str,
) -> None:
    drawn = sensitivity.Simulation(interval(low, high), interval(low, high))
    monkeypatch.setattr(verdict, "simulate", lambda *_: drawn)
    judged = verdict.judge(answered(short, cape))
    assert judged
    assert judged.ship.key == expected
    assert judged.ship.cape_extra_usd == cape - short


def test_the_cargo_has_a_verdict_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = sensitivity.Simulation(interval(-40, -10), interval(10, 40))
    monkeypatch.setattr(verdict, "simulate", lambda *_: drawn)
    judged = verdict.judge(answered(120.0, 100.0, (200.0, 250.0)))
    assert judged
    assert (judged.ship.key, judged.ship.cape_extra_usd) == ("cape", -20.0)
    assert (judged.with_cargo.key, judged.with_cargo.cape_extra_usd) == ("suez", 30.0)
    assert judged.with_cargo.percent == pytest.approx(100 * 30 / 350)


def test_no_verdict_without_a_choice() -> None:
    one = answered(100.0, 100.0)
    assert verdict.judge(replace(one, ways=replace(one.ways, cape=None), costs={
        "suez": one.costs["suez"]})) is None  # fmt: skip


def asked(
    built: Settings,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    *words: str,
) -> dict[str, Any]:
    """Return what the command says as JSON."""
    monkeypatch.setenv("REDSEA_STORE", str(built.store))
    assert main(["voyage", *words, "--json"]) == 0
    return dict(json.loads(capsys.readouterr().out))


def test_june_2023_when_every_carrier_used_suez(
    built: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["--from", "CNSHA", "--to", "NLRTM", "--class", "ulcv", "--depart", "2023-06-24"]
    words += ["--set", "war_risk_premium_pct_hull=0.03", "--set", "bunker_usd_per_t=600"]
    found = asked(built, capsys, monkeypatch, *words)
    assert found["verdict"] in ("suez", "about the same")
    assert found["verdict_with_cargo"] == "suez"
    suez, cape = found["ways"]["suez"], found["ways"]["cape"]
    assert found["cape_extra_usd"] == pytest.approx(cape["total_usd"] - suez["total_usd"])
    assert found["cape_extra_with_cargo_usd"] == pytest.approx(
        cape["with_cargo_usd"] - suez["with_cargo_usd"]
    )
    for way in (suez, cape):
        assert way["total_usd"] == pytest.approx(sum(way["lines_usd"].values()))
        assert way["with_cargo_usd"] == pytest.approx(way["total_usd"] + way["cargo_usd"])


def test_a_rebate_is_granted_or_not(
    built: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["--from", "CNSHA", "--to", "NLRTM", "--class"]
    tolls = [
        asked(built, capsys, monkeypatch, *words, "ulcv", "--depart", "2026-11-24", *more)
        for more in ([], ["--rebate", "no"], ["--rebate", "yes"])
    ]
    by_date, refused, granted = (
        found["ways"]["suez"]["lines_usd"]["Canal toll"] for found in tolls
    )
    assert by_date == refused
    assert granted == pytest.approx(0.85 * refused)
    row = tolls[2]["assumptions"]["suez_rebate_pct"]
    assert (row["used"], row["value"], row["holds_until"]) == (15.0, 0.0, "2026-06-30")
    assert main(["voyage", *words, "feeder", "--rebate", "yes"]) == 2
    assert "The canal grants a feeder no rebate" in capsys.readouterr().err


def test_a_speed_of_its_own_round_the_cape(
    built: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["--from", "CNSHA", "--to", "NLRTM", "--class", "ulcv", "--depart", "2026-11-24"]
    same, fast = (
        asked(built, capsys, monkeypatch, *words, *more) for more in ([], ["--cape-speed", "19"])
    )
    assert fast["ways"]["suez"] == same["ways"]["suez"]
    assert fast["ways"]["cape"]["days"] == pytest.approx(same["ways"]["cape"]["days"] * 16 / 19)


@pytest.fixture(scope="module")
def ask(bundled_store: Path) -> Callable[..., Answer]:
    """Return a function that answers with the bundled data and own values, one way."""
    cursor = store.reader(bundled_store).cursor()
    ports = queries.rows(cursor, "lists/ports")
    rows = queries.rows(cursor, "lists/assumptions", today=date(2026, 11, 24))

    def answers(
        start: str,
        end: str,
        ship: str,
        knots: float = 13.0,
        departs: date = date(2026, 11, 24),
        **own: float,
    ) -> Answer:
        ends = case.place(start, ports), case.place(end, ports)
        known = assumptions.of_class(rows, ship, departs).changed_by(own)
        return answer(Case(*ends, ship, knots, departs), known)

    return answers


def test_a_laden_vlcc_passes_suez_in_part(ask: Callable[..., Answer]) -> None:
    found = ask("SARTA", "NLRTM", "vlcc")
    assert "northbound it leaves part of its cargo to the SUMED pipeline" in found.ways.said
    assert found.short.lines_usd["Canal toll"] == 155_000
    suezmax = ask("SARTA", "NLRTM", "suezmax")
    assert float(found.short.days - suezmax.short.days) == pytest.approx(3.0)
    assert "too deep" not in suezmax.ways.said
    judged = verdict.judge(found)
    assert judged
    assert (judged.ship.key, judged.with_cargo.key) == ("not known", "not known")
    # at the charge of parity both ways cost the same
    fee = found.pipeline_at_parity_usd_per_t
    assert fee
    assert found.cape
    assert float(found.short.total_usd) + fee * 285_000 * 0.95 == pytest.approx(
        float(found.cape.total_usd)
    )
    assert suezmax.pipeline_at_parity_usd_per_t is None
    # where the Cape is cheaper without that charge, it is so with any
    cheap = {"charter_usd_per_day": 20_000.0, "war_risk_premium_pct_hull": 2.0}
    dear = ask("SARTA", "NLRTM", "vlcc", **cheap)
    judged = verdict.judge(dear)
    assert judged
    assert judged.ship.key == "cape"
    assert (dear.pipeline_at_parity_usd_per_t or 0) < 0


def test_the_way_back_of_a_vlcc_is_empty_and_passes(ask: Callable[..., Answer]) -> None:
    one = ask("SARTA", "NLRTM", "vlcc")
    both = answer(replace(one.case, back_speed_knots=13.0), one.assumed)
    empty = 851_000 * 0.85
    assert float(both.short.lines_usd["Canal toll"]) == pytest.approx(155_000 + empty)


def test_no_laden_vlcc_passes_suez_southbound(ask: Callable[..., Answer]) -> None:
    found = ask("NLRTM", "SARTA", "vlcc")
    assert [one.way.key for one in found.costs.values()] == ["cape"]
    assert found.cape is None
    assert verdict.judge(found) is None
    assert "southbound no pipeline takes part of its cargo" in found.ways.said
    # from Asia the Cape would lead to Jeddah through Gibraltar and the canal
    jeddah = ask("CNSHA", "SAJED", "vlcc")
    assert [one.way.key for one in jeddah.costs.values()] == ["bab"]
    yanbu = ask("SAYNB", "CNSHA", "vlcc")
    assert yanbu.costs["cape"].lines_usd["Canal toll"] == 155_000
    judged = verdict.judge(yanbu)
    assert judged
    assert judged.ship.key == "bab"
    free = {"charter_usd_per_day": 0.0, "war_risk_premium_pct_hull": 90.0}
    judged = verdict.judge(ask("SAYNB", "CNSHA", "vlcc", **free))
    assert judged
    assert judged.ship.key == "not known"
    line = routes.Way(((32.3, 31.5), (32.5, 29.9)), 100.0, frozenset())
    south = Named("suez", "Via Suez", line, 0.0, frozenset({"suez"}))
    with pytest.raises(UsageError, match="No other way joins these two points"):
        too_deep(Ways(south, None, None))


CONTAINER_SHIPS = ("feeder", "panamax", "postpanamax", "neopanamax", "ulcv")


@pytest.fixture(scope="module")
def judge(ask: Callable[..., Answer]) -> Judge:
    """Return a function that judges a voyage with the bundled data and own values."""

    def judged(
        start: str, end: str, ship: str, departs: date, knots: float = 16.0, **own: float
    ) -> verdict.Verdicts:
        found = verdict.judge(ask(start, end, ship, knots, departs, **own))
        assert found
        return found

    return judged


@pytest.mark.parametrize("ship", CONTAINER_SHIPS)
def test_before_the_crisis_laden_container_ships_used_suez(judge: Judge, ship: str) -> None:
    """Premium of the last quiet week on record, fuel and tolls of June 2023."""
    own = {"war_risk_premium_pct_hull": 0.03, "bunker_usd_per_t": 600.0}
    found = judge("CNSHA", "NLRTM", ship, date(2023, 6, 24), **own)
    assert found.ship.key in ("suez", "about the same")
    assert found.ship.cape_extra_usd > 0
    assert found.with_cargo.key == "suez"


def test_on_the_way_back_with_cheap_fuel_the_cape_won(judge: Judge) -> None:
    """Early 2016: of 115 ships that went back round the Cape (Sea-Intelligence), 112 came from the
    east coast of the US, where it saved 235,000 USD on average, and three from Europe."""
    own = {"war_risk_premium_pct_hull": 0.03, "bunker_usd_per_t": 250.0}
    for ship in ("neopanamax", "ulcv"):
        from_us = judge("USNYC", "CNSHA", ship, date(2016, 2, 1), **own)
        from_europe = judge("NLRTM", "CNSHA", ship, date(2016, 2, 1), **own)
        assert from_us.ship.key == "cape"
        assert -500_000 < from_us.ship.cape_extra_usd < -200_000
        assert from_europe.ship.key == "about the same"
        assert from_europe.with_cargo.key == "suez"


@pytest.mark.parametrize("premium", [0.7, 1.0])
def test_in_february_2024_most_classes_had_no_reason_to_pay(judge: Judge, premium: float) -> None:
    """Premiums quoted in January and February 2024, the fuel of March, and the tolls of then."""
    own = {"war_risk_premium_pct_hull": premium, "bunker_usd_per_t": 642.5}
    found = {
        ship: judge("CNSHA", "NLRTM", ship, date(2024, 2, 1), **own).ship.key
        for ship in CONTAINER_SHIPS
    } | {
        ship: judge("SARTA", "NLRTM", ship, date(2024, 2, 1), 13.0, **own).ship.key
        for ship in set(assumptions.CLASSES) - set(CONTAINER_SHIPS)
    }
    assert "suez" not in {found[ship] for ship in CONTAINER_SHIPS}
    assert found["ulcv"] == found["neopanamax"] == "cape"
    assert sum(key != "suez" for key in found.values()) > len(found) / 2
