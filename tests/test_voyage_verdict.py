"""The verdicts of the voyage calculator: when costs decide, and what carriers did."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dashboard.__main__ import main
from dashboard.analysis import routes
from dashboard.analysis.voyage import assumptions, sensitivity, verdict
from dashboard.analysis.voyage.answer import Answer
from dashboard.analysis.voyage.case import Case, Place
from dashboard.analysis.voyage.costs import Costs
from dashboard.analysis.voyage.ways import Named, Ways
from dashboard.settings import Settings


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
    case = Case(*ends, "ulcv", 16.0, date(2026, 1, 1))
    known = assumptions.Assumptions("ulcv", {})
    return Answer(case, known, Ways(ways["suez"], ways["cape"], None), found)


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
