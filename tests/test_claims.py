"""The page Claims: every rule on given rows, both ways; the bundled data counted apart; links."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import mean
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import queries, store
from dashboard.settings import HOME
from dashboard.ui.claims_words import LOOK, figure, tally, what
from tests.given import asker, open_store

YES, PART, NO, OPEN = LOOK
NAMES = [f"claims/seed_{number:02}" for number in range(1, 17)]
COLUMNS = [
    "claim_id", "answer", "low", "high", "range_of", "unit", "answer_words", "period_start",
    "period_end", "verdict", "rule", "page", "link", "source_ids",
]  # fmt: skip
BASELINES = {
    "baseline_start": "2022-01-01",
    "baseline_end": "2023-10-06",
    "rate_baseline_start": "2023-09-01",
    "rate_baseline_end": "2023-11-16",
}
Rows = list[dict[str, Any]]


def file(name: str) -> Iterator[dict[str, str]]:
    with (HOME / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


CLAIMS: Rows = [
    {key: cell or None for key, cell in row.items()} for row in file("commission_claims")
]


def answer(number: int, **rows: Rows) -> dict[str, Any]:
    """Return the one answer to a claim over the rows given; the essay's numbers are there."""
    con = open_store(**({"commission_claims": CLAIMS} | rows))
    (found,) = queries.rows(con, f"claims/seed_{number:02}", **BASELINES)
    return found


def verdict(number: int, **rows: Rows) -> str:
    return str(answer(number, **rows)["verdict"])


@pytest.mark.parametrize("name", NAMES)
def test_without_rows_nothing_can_be_tested_and_the_columns_are_the_same(name: str) -> None:
    (found,) = queries.rows(open_store(), name)
    assert list(found) == COLUMNS
    assert found["verdict"] == OPEN
    assert found["claim_id"] == f"SEED-{name[-2:]}"
    assert (found["answer"], found["low"], found["high"]) == (None, None, None)
    assert found["source_ids"] == ""
    assert found["answer_words"]
    assert found["rule"]


# attacks on ships


def attack(number: int, name: str | None = None, day: str = "2024-02-01", **more: Any) -> Any:
    return {
        "incident_id": f"A{number}",
        "date": day,
        "vessel_name": name,
        "outcome": "damaged",
        "source_ids": "a",
    } | more


def ships(count: int, **more: Any) -> Rows:
    return [attack(n, f"Ship {n}", **more) for n in range(count)]


COVERED: Rows = [
    {"dataset": "attacks", "covers_from": "2023-11-19", "covers_until": "2026-06-15"},
]
SHORT: Rows = [{"dataset": "attacks", "covers_from": "2023-11-19", "covers_until": "2024-09-30"}]


@pytest.mark.parametrize(
    ("attacks", "coverage", "expected"),
    [
        (ships(101), [], YES),
        (ships(100), COVERED, NO),
        (ships(100), SHORT, OPEN),
        (ships(100), [], OPEN),
        ([*ships(100), attack(900, "ship 1 ")], COVERED, PART),  # attacked twice
        ([*ships(100), attack(900)], COVERED, PART),  # unnamed
        ([*ships(100), attack(900, "More", outcome="claimed only")], COVERED, PART),
        ([*ships(100), attack(900, "More", day="2024-10-02")], COVERED, NO),
        ([*ships(100), attack(900, "More", day="2024-10-01")], COVERED, YES),
    ],
)
def test_ships_attacked(attacks: Rows, coverage: Rows, expected: str) -> None:
    assert verdict(1, attacks=attacks, coverage=coverage) == expected


def test_ships_attacked_in_words() -> None:
    rows = [
        attack(1, "Alpha"),
        attack(2, "ALPHA", source_ids="b"),
        attack(3),
        attack(4, "Beta", outcome="claimed only"),
    ]
    found = answer(1, attacks=rows)
    assert (found["answer"], found["low"], found["high"]) == (1, 1, 2)
    assert found["source_ids"] == "a|b"
    assert found["answer_words"] == (
        "1 different ship named in 3 attacks that others than the Houthis attest; no source names"
        " the ship of 1 of these attacks, so there are at most 2 ships. With attacks known from a"
        " Houthi statement alone: 2 named ships in 4 attacks."
    )
    assert "more than 100 different ships" in found["rule"]


# days by the Cape, spot rates


def lane(origin: str, destination: str, **more: Any) -> dict[str, Any]:
    return {
        "lane_id": f"{origin}-{destination}",
        "origin": origin,
        "destination": destination,
        "vessel_type": "container",
        "weak_source": False,
        "source_ids": "r",
    } | more


def longer(place: str, change: float) -> dict[str, Any]:
    return {
        "date": "2024-01-01",
        "metric": "transit_time_change_pct",
        "lane": f"Asia-{place}",
        "value": change,
        "source_ids": "t",
    }


ROTTERDAM = lane("Shanghai", "Rotterdam", extra_days_min=7, extra_days_max=13)


@pytest.mark.parametrize(
    ("lanes", "delays", "expected"),
    [
        ([ROTTERDAM], [longer("North Europe", 15)], YES),
        ([ROTTERDAM], [], PART),
        ([ROTTERDAM], [longer("North Europe", -3)], PART),
        ([], [longer("North Europe", 15)], PART),
        ([ROTTERDAM | {"extra_days_min": -1, "extra_days_max": 0}], [], NO),
        ([ROTTERDAM | {"weak_source": True}], [], OPEN),
        ([ROTTERDAM | {"vessel_type": "tanker"}], [], OPEN),
        ([ROTTERDAM | {"note": "round trip, three weeks longer"}], [], OPEN),
        ([lane("Shanghai", "New York", extra_days=5)], [longer("US East Coast", 9)], OPEN),
    ],
)
def test_delays_to_europe(lanes: Rows, delays: Rows, expected: str) -> None:
    assert verdict(2, routes_published=lanes, delays=delays) == expected


def test_delays_to_europe_in_words() -> None:
    lanes = [ROTTERDAM, lane("Taiwan", "Netherlands", days_suez=25.5, days_cape=34)]
    found = answer(2, routes_published=lanes, delays=[longer("Baltic", 7)])
    assert (found["answer"], found["low"], found["high"]) == (9.25, 7, 13)
    assert found["answer_words"] == (
        "The way round the Cape adds 7 to 13 days one way in 2 published figures. Transit times"
        " measured from Asia rose by 7 % (1 trade)."
    )
    assert found["source_ids"] == "r|t"


@pytest.mark.parametrize(
    ("lanes", "expected"),
    [
        ({"New York": 5}, PART),
        ({"US East Coast": 5, "Los Angeles": 2}, YES),
        ({"US East Coast": 5, "Los Angeles": 0}, PART),
        ({"US East Coast": 0}, NO),
        ({"Rotterdam": 7}, OPEN),
    ],
)
def test_delays_to_north_america(lanes: dict[str, float], expected: str) -> None:
    rows = [lane("Asia", to, extra_days=days) for to, days in lanes.items()]
    assert verdict(3, routes_published=rows) == expected


def rates(**after: float) -> Rows:
    """Return two assessments a lane: 1,000 in the baseline, and the one given in 2024."""
    names = {"rot": "Rotterdam", "gen": "Genoa", "la": "Los Angeles", "ny": "New York"}
    return [
        {"date": day, "lane": f"Shanghai-{names[key]}", "usd_per_feu": usd, "source_ids": source}
        for key, value in after.items()
        for day, usd, source in (("2023-10-05", 1000, "b"), ("2024-02-01", value, key))
    ]


@pytest.mark.parametrize(
    ("number", "after", "expected"),
    [
        (4, {"rot": 3000, "gen": 2500, "la": 2000}, YES),
        (4, {"rot": 3000, "gen": 2500, "la": 2500}, PART),
        (4, {"rot": 3000, "gen": 2500}, PART),
        (4, {"rot": 3000, "gen": 900, "la": 500}, PART),
        (4, {"rot": 1000, "gen": 900, "la": 500}, NO),
        (4, {"rot": 3000, "la": 500}, OPEN),
        (5, {"ny": 3000, "la": 2000}, YES),
        (5, {"ny": 2000, "la": 2000}, PART),
        (5, {"ny": 2000, "la": 900}, PART),
        (5, {"ny": 1000, "la": 900}, NO),
        (5, {"ny": 3000}, OPEN),
    ],
)
def test_rates(number: int, after: dict[str, float], expected: str) -> None:
    assert verdict(number, freight_rates=rates(**after)) == expected


def test_rates_in_words_and_by_the_baseline_chosen() -> None:
    rows = rates(rot=3000, gen=2500, la=2000)
    found = answer(4, freight_rates=rows)
    assert (found["answer"], found["low"], found["high"]) == pytest.approx((175, 150, 200))
    assert found["answer_words"] == (
        "Mean spot rate against the baseline: Shanghai-Rotterdam +200 %, Shanghai-Genoa +150 %;"
        " on Shanghai-Los Angeles, which never needs Suez, +100 %."
    )
    assert found["source_ids"] == "b|gen|la|rot"
    other = {"rate_baseline_start": "2024-02-01", "rate_baseline_end": "2024-02-01"}
    (again,) = queries.rows(
        open_store(freight_rates=rows, commission_claims=CLAIMS), "claims/seed_04", **other
    )
    assert (again["answer"], again["verdict"]) == (0, NO)


# events and strikes


def event(title: str, day: str, category: str, detail: str = "", **more: Any) -> dict[str, Any]:
    return {
        "event_id": f"E{day}{title[:9]}",
        "date": day,
        "category": category,
        "title": title,
        "detail": detail,
        "importance": 3,
        "source_ids": "e",
    } | more


ON_ISRAEL = "Houthi attack on Israel"
DRONE = event(
    "Houthi drone kills one in Tel Aviv", "2024-07-19", ON_ISRAEL, "At least ten were hurt."
)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, YES),
        ({"detail": "At least 12 people; 12 injured."}, YES),
        ({"detail": "At least nine were hurt."}, PART),
        ({"detail": "Nobody else."}, PART),
        ({"title": "Houthi drone kills 3 in Tel Aviv"}, PART),
        ({"title": "Houthi drone kills 3 in Tel Aviv", "detail": "Two were hurt."}, NO),
        ({"date": "2024-08-01"}, OPEN),
        ({"title": "Houthi missile kills one in Tel Aviv"}, OPEN),
    ],
)
def test_drone_on_tel_aviv(change: dict[str, Any], expected: str) -> None:
    assert verdict(6, events=[DRONE | change]) == expected


def strike(day: str, port: str = "Hodeidah", **more: Any) -> dict[str, Any]:
    return {
        "port_event_id": f"P{day}{port}",
        "date": day,
        "port": port,
        "event_type": "air strike",
        "actor": "Israel",
        "source_ids": "p",
    } | more


@pytest.mark.parametrize(
    ("strikes", "events", "expected", "days"),
    [
        ([strike("2024-07-20")], [DRONE], YES, 1),
        ([strike("2024-07-26")], [DRONE], YES, 7),
        ([strike("2024-07-27")], [DRONE], PART, 8),
        ([strike("2024-07-20")], [], PART, None),
        ([strike("2024-07-18")], [DRONE], NO, -1),
        ([strike("2024-07-20", "Salif")], [DRONE], OPEN, None),
        ([strike("2024-07-20", actor="United States")], [DRONE], OPEN, None),
        ([strike("2024-07-20", event_type="capacity loss")], [DRONE], OPEN, None),
    ],
)
def test_strike_in_answer(strikes: Rows, events: Rows, expected: str, days: int | None) -> None:
    found = answer(7, port_events=strikes, events=events)
    assert (found["verdict"], found["answer"]) == (expected, days)


MISSILE = event("Houthi ballistic missile reaches central Israel", "2024-09-15", ON_ISRAEL)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, YES),
        ({"title": "Houthi missile falls near Ben Gurion"}, PART),
        ({"title": "Houthi missile falls in Egypt"}, NO),
        ({"title": "Houthi drone reaches central Israel"}, OPEN),
        ({"date": "2024-10-01"}, OPEN),
    ],
)
def test_missile_on_central_israel(change: dict[str, Any], expected: str) -> None:
    assert verdict(11, events=[MISSILE | change]) == expected


FIRST = strike("2024-07-20")


@pytest.mark.parametrize(
    ("strikes", "expected", "hit"),
    [
        ([FIRST, strike("2024-09-29", killed=4, injured=6)], YES, 10),
        ([FIRST, strike("2024-09-29"), strike("2024-09-29", "Ras Isa")], YES, 0),
        ([FIRST, strike("2024-09-29", killed=4, injured=5)], PART, 9),
        ([strike("2024-09-29", killed=4, injured=49)], PART, 53),
        ([FIRST, strike("2024-09-29", "Ras Isa", killed=20)], OPEN, None),
        ([FIRST, strike("2024-09-20", killed=20)], OPEN, None),
    ],
)
def test_second_strike(strikes: Rows, expected: str, hit: int | None) -> None:
    found = answer(12, port_events=strikes)
    assert (found["verdict"], found["answer"]) == (expected, hit)


EILAT = event("Drone from Iraq hits Eilat port", "2024-09-25", "Iraq militias")
MANY = event("Militias mount 150 attacks on US bases", "2024-01-20", "Iraq militias")


@pytest.mark.parametrize(
    ("events", "expected", "count"),
    [
        ([EILAT, MANY], YES, 150),
        ([EILAT], PART, None),
        ([MANY], PART, 150),
        ([MANY | {"title": "Militias mount 90 attacks on US bases"}], NO, 90),
        ([EILAT | {"date": "2024-04-01"}], OPEN, None),
    ],
)
def test_iraqi_militias(events: Rows, expected: str, count: int | None) -> None:
    found = answer(15, events=events)
    assert (found["verdict"], found["answer"]) == (expected, count)


APRIL = event("Iran fires over 300 drones and missiles at Israel", "2024-04-13", "Iran-Israel")
OCTOBER = event(
    "Iran fires about 200 ballistic missiles at Israel", "2024-10-01", "Iran-Israel",
    "Israel counted about 180.",
)  # fmt: skip


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([APRIL, OCTOBER], YES),
        ([APRIL], PART),
        ([OCTOBER], PART),
        ([APRIL, OCTOBER | {"title": "Iran fires about 90 missiles"}], PART),
        ([APRIL | {"title": "Iran fires 250 drones"},
          OCTOBER | {"title": "Iran fires about 90 missiles"}], NO),
        ([APRIL | {"title": "Iran fires 250 drones"}], OPEN),
        ([APRIL | {"date": "2024-05-01"}], OPEN),
    ],
)  # fmt: skip
def test_iranian_barrages(events: Rows, expected: str) -> None:
    assert verdict(16, events=events) == expected


def test_the_range_of_the_barrage_is_that_of_the_counts_given() -> None:
    found = answer(16, events=[APRIL, OCTOBER])
    assert (found["answer"], found["low"], found["high"]) == (200, 180, 200)


# Hodeidah


def total(port: str, last: str, tonnes: int, **more: Any) -> dict[str, Any]:
    return {
        "row_id": f"{port}{last}",
        "period_start": f"{last[:4]}-01-01",
        "period_end": last,
        "port": port,
        "commodity": "all",
        "tonnes": tonnes,
        "basis": "cumulative",
        "method": "WFP reported",
        "precision_t": 0,
        "source_ids": "w",
    } | more


RED_SEA, SOUTH = "Red Sea ports (all three)", "Southern ports"
SAYS_70 = {"fact_id": "F1", "kind": "share", "share_pct": 70, "of_what": "commercial imports",
           "claim": "Share", "date_of_statement": "2025-06-10", "source_ids": "f"}  # fmt: skip


@pytest.mark.parametrize(
    ("red_sea", "facts", "expected"),
    [
        (80, [SAYS_70], PART),
        (80, [SAYS_70 | {"share_pct": 60}], OPEN),
        (80, [], OPEN),
        (69, [SAYS_70], NO),
        (70, [SAYS_70], PART),
    ],
)
def test_share_of_imports(red_sea: int, facts: Rows, expected: str) -> None:
    rows = [
        total(RED_SEA, "2024-12-31", red_sea),
        total(SOUTH, "2024-12-31", 100 - red_sea),
        total(RED_SEA, "2025-12-31", 1),  # later than the essay's year
        total(SOUTH, "2025-12-31", 99),
    ]
    found = answer(8, port_imports=rows, port_facts=facts)
    assert (found["verdict"], found["answer"]) == (expected, red_sea)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, OPEN),
        ({"claim": "Share (computed)"}, YES),
        ({"claim": "Share (computed)", "share_pct": 61}, PART),
        ({"claim": "Share (computed)", "share_pct": 50}, NO),
    ],
)
def test_share_of_aid(change: dict[str, Any], expected: str) -> None:
    row = SAYS_70 | {"share_pct": 80, "of_what": "humanitarian aid to Yemen"} | change
    found = answer(9, port_facts=[row])
    assert (found["verdict"], found["answer"]) == (expected, row["share_pct"])


def two_years(after: int, precision: int = 0) -> Rows:
    """Return totals to July and of the year: 100 after July 2023, and so many after July 2024."""
    amounts = {"2023-07-31": 400, "2023-12-31": 500, "2024-07-31": 400, "2024-12-31": 400 + after}
    return [total(RED_SEA, day, t, precision_t=precision) for day, t in amounts.items()]


FUEL = {"fact_id": "F2", "kind": "change",
        "claim": "Change of fuel imports at Hodeidah port itself", "share_pct": -73,
        "date_of_statement": "2024-12-31", "source_ids": "g"}  # fmt: skip


@pytest.mark.parametrize(
    ("imports", "facts", "expected"),
    [
        (two_years(50), [], YES),
        (two_years(51), [], NO),
        (two_years(51, precision=4), [], PART),  # by rounding
        (two_years(93), [FUEL], PART),
        (two_years(93), [FUEL | {"share_pct": -20}], NO),
        (two_years(93)[:3], [FUEL], OPEN),
    ],
)
def test_assistance(imports: Rows, facts: Rows, expected: str) -> None:
    assert verdict(10, port_imports=imports, port_facts=facts) == expected


# transits, military steps


def weeks(chokepoint: str, before: int, after: int) -> Rows:
    return [
        {"week_start": week, "days": 7, "chokepoint": chokepoint, "vessel_class": kind,
         "transits": count, "trade_volume_t": 1, "source_ids": "w"}
        for week, count in (("2023-01-02", before), ("2024-02-05", after))
        for kind in ("container", "all")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("bab", "suez", "expected"),
    [(10, 0, YES), (11, 10, PART), (25, 25, PART), (26, 0, NO), (0, 26, NO), (46, 58, NO)],
)
def test_halt(bab: int, suez: int, expected: str) -> None:
    rows = weeks("Bab el-Mandeb Strait", 100, bab) + weeks("Suez Canal", 100, suez)
    rows = [row for row in rows if row["vessel_class"] != "all"]
    found = answer(13, transits=rows)
    assert (found["verdict"], found["answer"]) == (expected, pytest.approx(bab - 100))


def test_no_halt_can_be_told_from_one_strait() -> None:
    rows = [r for r in weeks("Suez Canal", 100, 0) if r["vessel_class"] != "all"]
    assert verdict(13, transits=rows) == OPEN


STRIKES = event("Strikes", "2024-03-01", "US/UK strikes on Yemen", event_id="E1", intervention="S")
AT_SEA = event("Operation", "2024-06-01", "naval operation", event_id="E2", intervention="O")


def spread(before: int, after: int, day: date = date(2024, 3, 1)) -> Rows:
    """Return attacks on the days before and after a day, the nearest first."""
    days = [day - timedelta(n % 60 + 1) for n in range(before)]
    days += [day + timedelta(n % 60) for n in range(after)]
    return [
        attack(n, day=f"{found}") | {"incident_id": f"{day}{n}"} for n, found in enumerate(days)
    ]


SECOND = date(2024, 6, 1)


@pytest.mark.parametrize(
    ("attacks", "steps", "expected", "ratio"),
    [
        (spread(20, 20), [STRIKES], YES, 1),
        (spread(20, 2), [STRIKES], NO, 0.1),
        (spread(20, 9), [STRIKES], OPEN, 0.45),  # neither a fall nor a halving can be told
        (spread(1, 1), [STRIKES], OPEN, 1),
        (spread(20, 2) + spread(20, 20, SECOND), [STRIKES, AT_SEA], PART, 0.1),
        (spread(20, 20) + spread(9, 9, SECOND), [STRIKES, AT_SEA], PART, 1),
        (spread(0, 5), [STRIKES], OPEN, None),
        (spread(20, 20), [STRIKES | {"date": "2024-10-02"}], OPEN, None),
        (spread(20, 20), [STRIKES | {"category": "diplomacy"}], OPEN, None),
    ],
)
def test_military_steps(attacks: Rows, steps: Rows, expected: str, ratio: float | None) -> None:
    found = answer(14, attacks=attacks, events=steps, coverage=COVERED)
    assert (found["verdict"], found["answer"]) == (
        expected,
        pytest.approx(ratio) if ratio else None,
    )


def test_claimed_only_attacks_count_on_neither_side_of_a_step() -> None:
    claimed = [row | {"outcome": "claimed only"} for row in spread(0, 50)]
    claimed = [row | {"incident_id": f"C{n}"} for n, row in enumerate(claimed)]
    assert answer(14, attacks=spread(20, 20) + claimed, events=[STRIKES], coverage=COVERED)[
        "answer"
    ] == pytest.approx(1)


def test_chances_are_those_of_the_binomial() -> None:
    from scipy.stats import binom

    con = open_store(
        attacks=spread(20, 9), events=[STRIKES], coverage=COVERED, commission_claims=CLAIMS
    )
    sql = "from military_steps(date '2024-10-01') select chance_of_so_few, #"
    column = "chance_of_so_many_had_it_halved"
    (found,) = con.execute(sql.replace("#", column)).fetchall()
    assert found == pytest.approx((binom.cdf(9, 29, 1 / 2), binom.sf(8, 29, 1 / 3)))


# the bundled data


@pytest.fixture(scope="module")
def bundled(bundled_store: Path) -> Callable[[str], dict[str, Any]]:
    cursor = store.reader(bundled_store).cursor()
    return lambda name: queries.rows(cursor, name, **BASELINES)[0]


EXPECTED = {
    1: (PART, 86), 2: (YES, 10), 3: (PART, 6), 4: (YES, 298.63), 5: (PART, 130.70), 6: (YES, 10),
    7: (YES, 1), 8: (PART, 77.02), 9: (OPEN, 80), 10: (PART, -7.06), 11: (YES, 1), 12: (YES, 53),
    13: (NO, -53.65), 14: (YES, 0.7308), 15: (PART, None), 16: (YES, 200),
}  # fmt: skip


def test_verdicts_on_the_bundled_data(bundled: Callable[[str], dict[str, Any]]) -> None:
    found = {n: bundled(name) for n, name in enumerate(NAMES, start=1)}
    assert {n: row["verdict"] for n, row in found.items()} == {
        n: v for n, (v, _) in EXPECTED.items()
    }
    for number, (_, value) in EXPECTED.items():
        assert found[number]["answer"] == (value and pytest.approx(value, rel=1e-3)), number


def test_ships_counted_in_the_file(bundled: Callable[[str], dict[str, Any]]) -> None:
    rows = [
        r for r in file("attacks") if r["date"] <= "2024-10-01" and r["outcome"] != "claimed only"
    ]
    named = {r["vessel_name"].strip().lower() for r in rows if r["vessel_name"]}
    found = bundled("claims/seed_01")
    assert found["answer"] == len(named)
    assert found["high"] == len(named) + sum(not r["vessel_name"] for r in rows)


def test_rates_counted_in_the_file(bundled: Callable[[str], dict[str, Any]]) -> None:
    def change(lane: str) -> float:
        def level(first: str, last: str) -> float:
            return mean(float(r["usd_per_feu"]) for r in file("freight_rates")
                        if r["lane"] == lane and first <= r["date"] <= last)  # fmt: skip

        return 100 * (level("2023-12-15", "2024-10-01") / level("2023-09-01", "2023-11-16") - 1)

    europe = [change("Shanghai-Rotterdam"), change("Shanghai-Genoa")]
    assert bundled("claims/seed_04")["answer"] == pytest.approx(mean(europe))
    assert bundled("claims/seed_05")["answer"] == pytest.approx(change("Shanghai-New York"))


def test_transits_counted_in_the_file(bundled: Callable[[str], dict[str, Any]]) -> None:
    def per_day(first: str, last: str) -> float:
        transits, days = 0, {}
        for row in file("transits"):
            start, length = date.fromisoformat(row["week_start"]), int(row["days"])
            middle = start + timedelta(days=(length - 1) // 2)
            monday = start - timedelta(days=start.weekday())
            thursday = monday + timedelta(days=3) if length >= 6 else middle
            if row["chokepoint"] == "Bab el-Mandeb Strait" and first <= f"{thursday}" <= last:
                transits += int(row["transits"])
                days[start] = length
        return transits / sum(days.values())

    change = 100 * (per_day("2024-01-01", "2024-10-01") / per_day("2022-01-01", "2023-10-06") - 1)
    assert bundled("claims/seed_13")["answer"] == pytest.approx(change)


def test_imports_and_shares_counted_in_the_file(bundled: Callable[[str], dict[str, Any]]) -> None:
    wfp = {(r["port"], r["period_end"]): int(r["tonnes"]) for r in file("port_imports")
           if r["method"] == "WFP reported" and r["commodity"] == "all"
           and r["basis"] == "cumulative"}  # fmt: skip

    def after_july(year: int) -> int:
        return wfp[RED_SEA, f"{year}-12-31"] - wfp[RED_SEA, f"{year}-07-31"]

    found = bundled("claims/seed_10")
    assert found["answer"] == pytest.approx(100 * (after_july(2024) / after_july(2023) - 1))
    rounding = 50_000 + 500
    low = (after_july(2024) - rounding) / (after_july(2023) + rounding)
    assert found["low"] == pytest.approx(100 * (low - 1))
    red_sea, south = wfp[RED_SEA, "2024-12-31"], wfp[SOUTH, "2024-12-31"]
    assert bundled("claims/seed_08")["answer"] == pytest.approx(100 * red_sea / (red_sea + south))


def test_steps_are_those_of_the_page_impact(bundled_store: Path) -> None:
    cursor = store.reader(bundled_store).cursor()
    known = {r["event_id"]: r for r in queries.rows(cursor, "facts/intervention_rates")}
    steps = queries.rows(cursor, "facts/military_steps")
    assert [step["intervention"] for step in steps] == [
        "Prosperity Guardian", "First US and UK strikes", "EU Aspides",
    ]  # fmt: skip
    counts = ("attacks_before", "attacks_after", "days_before", "days_after")
    for step in steps:
        assert [step[c] for c in counts] == [known[step["event_id"]][c] for c in counts]


# published statements


def test_every_published_statement_is_answered_or_says_why(bundled_store: Path) -> None:
    cursor = store.reader(bundled_store).cursor()
    rows = queries.rows(cursor, "claims/published")
    checks = {row["claim_id"]: row["check"] for row in file("published_claims")}
    assert [row["claim_id"] for row in rows] == sorted(checks)
    assert len(rows) == 46
    assert {row["claim_id"] for row in rows if row["is_checkable"]} == {
        key for key, check in checks.items() if check == "reproduce"
    }
    costs = {r["claim_id"]: r for r in queries.rows(cursor, "facts/claims_reproduced")}
    for row in rows:
        assert row["basis"], row["claim_id"]
        same = costs.get(row["claim_id"], {})
        assert (row["our_value"], row["difference"]) == (
            same.get("our_value"),
            same.get("difference"),
        )
    said = [row["verdict"] for row in rows]
    assert (said.count("reproduced"), said.count("not reproduced"), said.count(OPEN)) == (10, 1, 35)
    assert {row["publisher"] for row in rows if "Drewry" in row["published_by"]} == {"Drewry"}


def test_published_statements_on_given_rows() -> None:
    base = {"from_date": "2024-01-04", "to_date": "2024-01-25", "unit": "%", "source_ids": "p",
            "claim": "said", "metric": "WCI Shanghai-Genoa, change"}  # fmt: skip
    claims = [
        base | {"claim_id": "P1", "value": 60, "check": "reproduce"},
        base | {"claim_id": "P2", "value": 61, "check": "reproduce"},
        base | {"claim_id": "P3", "value": 61, "check": "reproduce", "to_date": "2024-01-26"},
        base | {"claim_id": "P4", "value": 4, "check": "no table for it", "metric": "distance"},
        base | {"claim_id": "P5", "value": 4, "check": "reproduce", "metric": "distance, change"},
    ]
    rows = [
        {"lane": "Shanghai-Genoa", "date": day, "usd_per_feu": usd}
        for day, usd in (("2024-01-04", 1000), ("2024-01-25", 1604))
    ]
    ask = asker(open_store(published_claims=claims, freight_rates=rows))
    assert ask("claims/published", "claim_id our_value verdict basis publisher") == [
        ("P1", pytest.approx(60.4), "reproduced",
         "Shanghai-Genoa: 1,000 on 4 January 2024, 1,604 on 25 January 2024", "not named"),
        ("P2", pytest.approx(60.4), "not reproduced",
         "Shanghai-Genoa: 1,000 on 4 January 2024, 1,604 on 25 January 2024", "not named"),
        ("P3", None, OPEN, "Shanghai-Genoa: no assessment on 26 January 2024", "not named"),
        ("P4", None, OPEN, "No table here holds this measure.", "not named"),
        ("P5", None, OPEN, "The record has no such lane.", "not named"),
    ]  # fmt: skip


# words


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (None, "ships", ""), (86.0, "ships", "86"), (-53.7, "% change of transits", "−54 %"),
        (296.6, "% change", "+297 %"), (77.02, "% of aid", "77 %"),
        (0.731, "times it", "0.73 times"),
    ],
)  # fmt: skip
def test_figures(value: float | None, unit: str, said: str) -> None:
    assert figure(value, unit) == said


def test_what_a_figure_counts() -> None:
    row = {"unit": "times it, at the lowest", "low": 0.3781, "high": 1.37, "range_of": "95 %"}
    assert what(row) == "it, at the lowest; 0.38 to 1.37 (95\u00a0%)"
    assert what(row | {"low": None}) == "it, at the lowest"
    assert what({"unit": "% x", "low": 76.98, "high": 77.06, "range_of": "r"}) == "x"


def test_tally() -> None:
    assert tally([YES, YES, PART, OPEN], ["reproduced", OPEN]) == (
        "Of the 4 claims of the essay, these data support **2**, support **1** only in part, do not"
        " support **0** and cannot test **1**. Of 2 statements that others published, 1 can be"
        " computed from the tables, and **1** of these come out as published."
    )
    assert tally([], []) == "No claim is loaded."


# the page

pages = pytest.mark.filterwarnings("ignore:.*ScriptRunContext")
Page = Callable[..., AppTest]
LINK = re.compile(r"\[See it on (.+) :material/open_in_new:\]\((.+)\)")


def cards(app: AppTest) -> list[str]:
    return [m.value.removeprefix("##### ") for m in app.markdown if m.value.startswith("##### ")]


@pages
def test_the_essay_in_its_order_with_a_tally(visit: Page) -> None:
    app = visit("claims")
    assert cards(app) == [row["claim"] for row in file("commission_claims")]
    assert [(m.label, m.value) for m in app.metric][:5] == [
        ("Supported", "8"), ("Supported in part", "6"), ("Not supported", "1"),
        ("Cannot be tested with these data", "1"), ("Published statements reproduced", "10"),
    ]  # fmt: skip
    assert sum(c.value.startswith("**Rule.**") for c in app.caption) == 16
    words = " ".join(m.value for m in app.markdown)
    assert "First US and UK strikes 1.10 (0.61 to 2.03)" in words
    assert "do not support **1** and cannot test **1**" in words


@pages
def test_the_essay_by_verdict_and_baseline(visit: Page) -> None:
    app = visit("claims", verdict=NO)
    halt = "Global shipping in the Red Sea was ground to a halt"
    assert cards(app) == [halt]
    app = visit("claims", verdict=NO, rate_baseline=["2024-07-01", "2024-07-31"])
    assert len(cards(app)) == 3  # measured on their own peak, the rates did not rise
    assert cards(app)[-1] == halt


@pages
def test_links_lead_to_pages_and_filters(visit: Page) -> None:
    days = ["2022-01-01", "2022-12-31"]
    app = visit("claims", baseline=days)
    found = [LINK.fullmatch(m.value) for m in app.markdown if m.value.startswith("[See it")]
    assert len(found) == 16
    for title, address in {(m[1], m[2]) for m in found if m}:
        path, asked = urlsplit(address).path.lstrip("/"), parse_qs(urlsplit(address).query)
        assert asked["baseline"] == days
        target = visit(path or "overview", **asked)
        assert target.title[0].value.endswith(f": {title}")
        assert [w.value for w in target.warning if "The link asks" in w.value] == []


@pages
def test_published_statements_by_filter_and_search(visit: Page) -> None:
    section = {"claims": "Published statements"}
    assert len(visit("claims", **section).dataframe[0].value) == 46
    app = visit("claims", **section, publisher="Drewry", claim_search="weeks RUNNING")
    assert list(app.dataframe[0].value["claim_id"]) == ["PUB-045"]
    app = visit("claims", **section, published_verdict="not reproduced")
    row = app.dataframe[0].value.to_dict("records")[0]
    assert (row["published"], row["ours"], row["apart"]) == (
        "at least 3 times", "2.87 times", "−0.13 times",
    )  # fmt: skip
    app = visit("claims", **section, metric="travel time, change")
    assert list(app.dataframe[0].value["basis"]) == ["No table here holds this measure."]
    app = visit("claims", **section, claim_search="nothing like it")
    assert [i.value for i in app.info] == ["No statement fits. Clear a filter or the search."]
