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
from xml.etree import ElementTree

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import queries, store
from dashboard.settings import HOME
from dashboard.topics.claims import claim_words
from dashboard.topics.claims.claim_words import LOOK, figure, what
from tests import places
from tests.given import asker, open_store

pytestmark = pytest.mark.slow  # many small stores

YES, FAR, PART, NO, OPEN = LOOK
ESSAY_DAY = "2024-10-01"
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


def answer(number: int, until: str | None = ESSAY_DAY, **rows: Rows) -> dict[str, Any]:
    """Return the answer to a claim as of a day over the rows given, beside the essay's numbers."""
    con = open_store(**({"commission_claims": CLAIMS} | rows))
    (found,) = queries.rows(con, f"claims/seed_{number:02}", {"until": until, **BASELINES})
    return found


def verdict(number: int, until: str | None = ESSAY_DAY, **rows: Rows) -> str:
    return str(answer(number, until, **rows)["verdict"])


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
        "3 attacks that others than the Houthis attest, on 1 different ship by name; no source"
        " names the ship of 1 of these attacks, so there are at most 2 ships. With attacks known"
        " from a Houthi statement alone: 4 attacks on 2 named ships."
    )
    assert "more than 100 different ships" in found["rule"]


def test_ships_attacked_as_of_now_are_those_of_the_campaign_that_the_claim_names() -> None:
    campaigns: Rows = [
        {"campaign_id": "1", "first_day": "2023-11-19", "last_day": "2024-12-10"},
        {"campaign_id": "2", "first_day": "2025-07-06"},
    ]
    attacks = [
        *ships(100),
        attack(900, "Before its end", day="2024-12-10"),
        attack(901, "Later", day="2025-07-06"),
        attack(902, "Claimed", day="2025-07-07", outcome="claimed only"),
    ]
    rows = {"attacks": attacks, "coverage": COVERED, "attack_campaigns": campaigns}
    then, now = answer(1, **rows), answer(1, None, **rows)
    assert (then["answer"], then["verdict"], then["period_end"]) == (100, NO, date(2024, 10, 1))
    assert (now["answer"], now["verdict"], now["period_end"]) == (101, YES, date(2024, 12, 10))
    assert now["answer_words"].endswith(
        " With later campaigns, to 7 July 2025: 102 attested attacks on 102 named ships."
    )
    assert "later campaigns" not in then["answer_words"]
    open_one: Rows = [{"campaign_id": "1", "first_day": "2023-11-19"}]
    found = answer(1, None, **rows | {"attack_campaigns": open_one})
    assert (found["answer"], found["period_end"]) == (102, date(2026, 6, 15))


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
        ([ROTTERDAM], [], FAR),
        ([ROTTERDAM], [longer("North Europe", -3)], PART),
        ([ROTTERDAM], [longer("North Europe", 15) | {"date": "2024-10-02"}], FAR),
        ([], [longer("North Europe", 15)], FAR),
        ([ROTTERDAM | {"published_on": "2024-10-02"}], [longer("North Europe", 15)], FAR),
        ([ROTTERDAM | {"published_on": "2024-10"}], [longer("North Europe", 15)], YES),
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
    ("lanes", "change", "expected"),
    [
        ({"New York": 5}, 47, YES),
        ({"New York": 5}, None, FAR),
        ({"US East Coast": 5, "Los Angeles": 0}, 47, YES),  # the claim does not need both coasts
        ({}, 47, FAR),
        ({"US East Coast": 5}, -3, PART),
        ({"US East Coast": 5, "New York": 0}, 47, PART),
        ({"US East Coast": 0}, None, NO),
        ({"Los Angeles": 2}, None, OPEN),
    ],
)
def test_delays_to_north_america(
    lanes: dict[str, float], change: float | None, expected: str
) -> None:
    rows = [lane("Asia", to, extra_days=days) for to, days in lanes.items()]
    delays = [] if change is None else [longer("US East Coast", change)]
    assert verdict(3, routes_published=rows, delays=delays) == expected
    later = [row | {"date": "2025-03-01"} for row in delays]
    found = answer(3, None, routes_published=rows, delays=later)
    assert found["verdict"] == expected
    assert verdict(3, routes_published=rows, delays=later) == verdict(3, routes_published=rows)


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
        (4, {"rot": 3000, "gen": 2500}, FAR),
        (4, {"rot": 3000, "gen": 900, "la": 500}, PART),
        (4, {"rot": 1000, "gen": 900, "la": 500}, NO),
        (4, {"rot": 3000, "la": 500}, OPEN),
        (5, {"ny": 3000, "la": 2000}, FAR),
        (5, {"ny": 2000, "la": 3000}, FAR),  # Los Angeles felt the diversion too
        (5, {"ny": 2000, "la": 900}, FAR),
        (5, {"ny": 900, "la": 2000}, PART),
        (5, {"ny": 1000, "la": 900}, NO),
        (5, {"ny": 3000}, FAR),  # the claim does not need both coasts
        (5, {"rot": 3000}, OPEN),
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
        " on Shanghai-Los Angeles, which never needs Suez but felt the shortage of ships, +100 %."
    )
    assert found["source_ids"] == "b|gen|la|rot"
    other = {"rate_baseline_start": "2024-02-01", "rate_baseline_end": "2024-02-01"}
    (again,) = queries.rows(
        open_store(freight_rates=rows, commission_claims=CLAIMS), "claims/seed_04", **other
    )
    assert (again["answer"], again["verdict"]) == (0, NO)


HIJACKED = {"event_id": "E1", "date": "2023-11-19", "role": "first hijacking"}
WAR = {"event_id": "E2", "date": "2026-02-28", "role": "Iran war begins"}


def test_rates_on_three_baselines() -> None:
    levels = {"2019-05-02": 800, "2023-01-05": 2000, "2023-10-05": 1000, "2024-02-01": 3000,
              "2024-10-02": 1800, "2026-02-28": 9000}  # fmt: skip
    rows = [
        {"date": day, "lane": f"Shanghai-{end}", "usd_per_feu": usd, "source_ids": "r"}
        for day, usd in levels.items()
        for end in ("Rotterdam", "Genoa", "New York")
    ]
    given = {"freight_rates": rows, "events": [HIJACKED, WAR]}
    assert answer(4, **given)["answer"] == pytest.approx(200)
    said = "mean of both is +100 % (January to November 2023) and +275 % (2019)."
    assert said in answer(4, **given)["answer_words"]
    assert "New York is at +100 % (January to November 2023) and +275 % (2019)." in str(
        answer(5, **given)["answer_words"]
    )
    for number in (4, 5):  # up to the war, which moved rates for other reasons
        now = answer(number, None, **given)
        assert (now["answer"], now["period_end"]) == (pytest.approx(140), date(2026, 2, 27))


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
        ({"detail": "Nobody else."}, FAR),
        ({"title": "Houthi drone kills 3 in Tel Aviv"}, PART),
        ({"title": "Houthi drone kills 3 in Tel Aviv", "detail": "Nobody else."}, NO),
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
        ([strike("2024-07-20")], [], FAR, None),
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
        ({"title": "Houthi missile falls near Ben Gurion"}, FAR),
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
        ([EILAT], FAR, None),  # half untested is not half false
        ([MANY], FAR, 150),
        ([EILAT, MANY | {"title": "Militias mount 90 attacks on US bases"}], PART, 90),
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
        ([APRIL], FAR),
        ([OCTOBER], FAR),
        ([APRIL, OCTOBER | {"title": "Iran fires about 90 missiles"}], PART),
        ([APRIL | {"title": "Iran fires 250 drones"},
          OCTOBER | {"title": "Iran fires about 90 missiles"}], NO),
        ([APRIL | {"title": "Iran fires 250 drones"}], NO),
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
        (80, [SAYS_70 | {"date_of_statement": "2024-06-10"}], OPEN),  # it repeats the claim
        (80, [], OPEN),
        (70, [], OPEN),
        (69, [SAYS_70], NO),
    ],
)
def test_share_of_imports(red_sea: int, facts: Rows, expected: str) -> None:
    rows = [
        total(RED_SEA, "2023-12-31", red_sea),
        total(SOUTH, "2023-12-31", 100 - red_sea),
        total(RED_SEA, "2024-12-31", 1),  # the year was not over when the essay was written
        total(SOUTH, "2024-12-31", 99),
    ]
    found = answer(8, port_imports=rows, port_facts=facts)
    assert (found["verdict"], found["answer"]) == (expected, red_sea)
    now = answer(8, None, port_imports=rows, port_facts=facts)
    assert (now["verdict"], now["answer"]) == (NO, 1)
    assert f"took {red_sea} % in 2023, 1 % in 2024." in now["answer_words"]


def test_statements_on_shares_count_alike_from_the_day_they_were_made() -> None:
    aid = SAYS_70 | {"fact_id": "F2", "of_what": "humanitarian aid to Yemen", "share_pct": 80}
    model = SAYS_70 | {"fact_id": "F3", "of_what": "imports by AIS estimate"}
    given = {"port_facts": [SAYS_70, aid, model]}
    said = ("70 % of commercial imports (10 June 2025)", "80 % of humanitarian aid to Yemen (10 Ju")
    for number, words in zip((8, 9), said, strict=True):
        then, now = answer(number, **given), answer(number, None, **given)
        assert (then["verdict"], now["verdict"]) == (OPEN, OPEN)
        assert then["answer_words"].startswith("No share")
        assert words in now["answer_words"]
        assert "AIS" not in now["answer_words"]


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
    found = answer(9, None, port_facts=[row])
    assert (found["verdict"], found["answer"]) == (expected, row["share_pct"])


def two_years(after: int, precision: int = 0, to_july: int = 400) -> Rows:
    """Return totals to July and of the year: 100 after July 2023, and so many after July 2024."""
    amounts = {"2023-07-31": 400, "2023-12-31": 500,
               "2024-07-31": to_july, "2024-12-31": to_july + after}  # fmt: skip
    return [total(RED_SEA, day, t, precision_t=precision) for day, t in amounts.items()]


FUEL = {"fact_id": "F2", "kind": "change",
        "claim": "Change of fuel imports at Hodeidah port itself", "share_pct": -73,
        "date_of_statement": "2024-12-31", "source_ids": "g"}  # fmt: skip


@pytest.mark.parametrize(
    ("imports", "expected", "change"),
    [
        (two_years(50), YES, -50),
        (two_years(51), NO, -49),
        (two_years(51, precision=2), PART, -49),  # by rounding
        (two_years(60, to_july=480), YES, -50),  # a fifth more before, two fifths less after
        (two_years(93, to_july=380), NO, -100 * (1 - 0.93 / 0.95)),
        (two_years(93)[:3], OPEN, None),
        (two_years(93)[1:], OPEN, None),
    ],
)
def test_assistance(imports: Rows, expected: str, change: float | None) -> None:
    # a figure whose months began before the strikes does not count
    found = answer(10, None, port_imports=imports, port_facts=[FUEL])
    near = change and pytest.approx(change)
    assert (found["verdict"], found["answer"]) == (expected, near)
    assert found["answer_words"].endswith("Aid itself cannot be tested: no table counts it apart"
                                          " from trade.")  # fmt: skip


def test_assistance_as_of_the_essay_knows_the_months_to_september() -> None:
    months = [total(RED_SEA, "2023-09-30", 440), total(RED_SEA, "2024-09-30", 460)]
    rows = [*two_years(50), *months]
    then, now = answer(10, port_imports=rows), answer(10, None, port_imports=rows)
    assert (then["answer"], then["period_end"]) == (pytest.approx(50), date(2024, 9, 30))
    assert (now["answer"], now["period_end"]) == (pytest.approx(-50), date(2024, 12, 31))
    assert then["answer_words"].startswith(
        "From January to July 2024 the Red Sea ports took 0.0 Mt of fuel and food, 0 % on the year"
        " before; from August to September 0.0 Mt, +50 %: +50 % against the months before."
    )


def test_assistance_takes_rounding_at_its_worst() -> None:
    found = answer(10, None, port_imports=two_years(80, precision=2))
    lowest = ((480 - 1) - (400 + 1)) / ((500 + 1) - (400 - 1)) / ((400 + 1) / (400 - 1))
    highest = ((480 + 1) - (400 - 1)) / ((500 - 1) - (400 + 1)) / ((400 - 1) / (400 + 1))
    assert (found["low"], found["high"]) == pytest.approx((100 * (lowest - 1), 100 * (highest - 1)))


# transits, military steps


BAB, SUEZ = "Bab el-Mandeb Strait", "Suez Canal"


def weeks(chokepoint: str, before: int, after: int, kind: str = "container") -> Rows:
    return [
        {"week_start": week, "days": 7, "chokepoint": chokepoint, "vessel_class": kind,
         "transits": count, "trade_volume_t": 1, "source_ids": "w"}
        for week, count in (("2023-01-02", before), ("2024-02-05", after))
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("bab", "suez", "expected"),
    [(10, 0, YES), (11, 10, PART), (25, 25, PART), (26, 0, NO), (0, 26, NO), (46, 58, NO)],
)
def test_halt(bab: int, suez: int, expected: str) -> None:
    found = answer(13, transits=weeks(BAB, 100, bab) + weeks(SUEZ, 100, suez))
    assert (found["verdict"], found["answer"]) == (expected, pytest.approx(bab - 100))


def test_no_halt_can_be_told_from_one_strait() -> None:
    assert verdict(13, transits=weeks(SUEZ, 100, 0)) == OPEN


def canal(first: str, last: str, transits: int, publisher: str = "SCA/CAPMAS via X") -> Any:
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    return {
        "period_start": first, "period_end": last, "grain": "other", "chokepoint": SUEZ,
        "vessel_class": "total", "transits_per_day": transits / days,
        "transits_in_period": transits, "publisher": publisher, "source_ids": "c",
    }  # fmt: skip


def test_halt_in_words_with_classes_apart_and_the_canals_own_count() -> None:
    rows = [
        *(week for kind, left in (("container", 27), ("roro", 11), ("tanker", 102))
          for week in weeks(BAB, 100, left, kind)),
        *weeks(SUEZ, 100, 58),
    ]  # fmt: skip
    reported = [
        canal("2023-01-01", "2023-09-30", 273 * 70),
        canal("2023-07-01", "2023-09-30", 1),  # lies in the nine months
        canal("2024-01-01", "2024-03-31", 91 * 40),
        canal("2024-03-01", "2024-03-31", 1),  # lies in the quarter
        canal("2024-04-01", "2024-04-30", 30 * 40),
        canal("2024-09-15", "2024-10-15", 1),  # ends after the essay
        canal("2024-05-01", "2024-05-31", 1, "Lloyd's List"),
    ]
    years = [{"year": 2022, "transits": 365 * 90, "source_ids": "y"}]
    found = answer(13, transits=rows, transits_reported=reported, suez_yearly=years)
    usual = (273 * 70 + 365 * 90) / (273 + 365)
    assert found["answer_words"] == (
        "Bab el-Mandeb −53 %, Suez −42 % against the baseline (by the canal authority's own counts"
        f" −{100 * (1 - 40 / usual):.0f} %). 20 ships a day still passed Bab el-Mandeb, 20 in the"
        " quietest week. Car carriers and other ro-ro ships there −89 %, container ships −73 %."
    )
    assert found["source_ids"] == "c|w|y"


def test_halt_as_of_now_ends_before_the_iran_war() -> None:
    later = [row | {"week_start": week, "transits": count}
             for week, count in (("2025-02-03", 30), ("2026-03-02", 0))
             for row in weeks(BAB, 100, 0)[1:] + weeks(SUEZ, 100, 0)[1:]]  # fmt: skip
    rows = [*weeks(BAB, 100, 50), *weeks(SUEZ, 100, 50), *later]
    assert answer(13, transits=rows, events=[WAR])["answer"] == pytest.approx(-50)
    now = answer(13, None, transits=rows, events=[WAR])
    assert (now["answer"], now["period_end"]) == (pytest.approx(-60), date(2026, 2, 27))


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


def test_military_steps_as_of_now_are_more_and_the_years_since_are_told() -> None:
    late = STRIKES | {"event_id": "E3", "date": "2025-03-15", "intervention": "R"}
    rows = spread(20, 20) + spread(10, 0, date(2025, 3, 15))
    given = {"attacks": rows, "events": [STRIKES, late], "coverage": COVERED}
    then, now = answer(14, **given), answer(14, None, **given)
    assert (then["verdict"], then["answer"]) == (YES, pytest.approx(1))
    assert (now["verdict"], now["answer"]) == (PART, 0)
    assert "Over the whole record" not in then["answer_words"]
    assert now["answer_words"].endswith(
        "Attacks became clearly rarer after 1 of 2 steps. Over the whole record: 40 attacks in 318"
        " days to the essay, 10 attacks in 622 days since."
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

Answers = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def bundled(bundled_store: Path) -> Answers:
    """Return a function that answers a claim as of now, or as of the day of the essay."""
    cursor = store.reader(bundled_store).cursor()
    return lambda number, until=None: queries.rows(
        cursor, f"claims/seed_{number:02}", {"until": until, **BASELINES}
    )[0]


EXPECTED = {
    1: (PART, 86, PART, 92), 2: (YES, 10, YES, 10), 3: (FAR, 5, YES, 6),
    4: (YES, 298.63, YES, 191.35), 5: (FAR, 130.70, FAR, 83.35), 6: (YES, 10, YES, 10),
    7: (YES, 1, YES, 1), 8: (OPEN, 76.42, OPEN, 72.51), 9: (OPEN, None, OPEN, 80),
    10: (NO, -4.403, NO, -20.90), 11: (YES, 1, YES, 1), 12: (YES, 53, YES, 53),
    13: (NO, -53.65, NO, -52.95), 14: (YES, 0.7308, YES, 0.7308), 15: (FAR, None, FAR, None),
    16: (YES, 200, YES, 200),
}  # fmt: skip


@pytest.mark.parametrize("number", EXPECTED)
def test_verdicts_on_the_bundled_data(number: int, bundled: Answers) -> None:
    then, now = bundled(number, ESSAY_DAY), bundled(number)
    verdict_then, value_then, verdict_now, value_now = EXPECTED[number]
    assert (then["verdict"], now["verdict"]) == (verdict_then, verdict_now)
    assert then["answer"] == (value_then and pytest.approx(value_then, rel=1e-3))
    assert now["answer"] == (value_now and pytest.approx(value_now, rel=1e-3))


def test_ships_counted_in_the_file(bundled: Answers) -> None:
    def counted(last: str) -> tuple[int, int, int]:
        rows = [r for r in file("attacks") if r["date"] <= last and r["outcome"] != "claimed only"]
        named = {r["vessel_name"].strip().lower() for r in rows if r["vessel_name"]}
        return len(rows), len(named), sum(not r["vessel_name"] for r in rows)

    (campaign, *_) = file("attack_campaigns")
    for until, last in ((ESSAY_DAY, ESSAY_DAY), (None, campaign["last_day"])):
        found, (attacks, named, unnamed) = bundled(1, until), counted(last)
        assert (found["answer"], found["high"]) == (named, named + unnamed)
        assert found["answer_words"].startswith(f"{attacks} attacks that others")
    attacks, named, _ = counted("2026-12-31")
    assert f": {attacks} attested attacks on {named} named ships." in bundled(1)["answer_words"]


def level(lane: str, first: str, last: str) -> float:
    """Return the mean rate of a lane over days, from the file."""
    return mean(float(r["usd_per_feu"]) for r in file("freight_rates")
                if r["lane"] == lane and first <= r["date"] <= last)  # fmt: skip


def test_rates_counted_in_the_file(bundled: Answers) -> None:
    begins = {"chosen": ("2023-09-01", "2023-11-16"), "year": ("2023-01-01", "2023-11-18"),
              "2019": ("2019-01-01", "2019-12-31")}  # fmt: skip
    for until, last in ((ESSAY_DAY, ESSAY_DAY), (None, "2026-02-27")):

        def change(lane: str, baseline: str, last: str = last) -> float:
            usual = level(lane, *begins[baseline])
            return 100 * (level(lane, "2023-12-15", last) / usual - 1)

        europe = {
            name: mean(change(f"Shanghai-{end}", name) for end in ("Rotterdam", "Genoa"))
            for name in begins
        }
        found = bundled(4, until)
        assert found["answer"] == pytest.approx(europe["chosen"])
        others = f"{europe['year']:+.0f} % (January to November 2023) and {europe['2019']:+.0f} %"
        assert f"both is {others} (2019)." in found["answer_words"]
        pacific = change("Shanghai-Los Angeles", "chosen")
        assert f"shortage of ships, {pacific:+.0f} %." in found["answer_words"]
        assert bundled(5, until)["answer"] == pytest.approx(change("Shanghai-New York", "chosen"))


def per_day(place: str, kinds: set[str], first: str, last: str) -> float:
    """Return the transits a day in the file, over weeks whose Thursday lies in the days."""
    transits, days = 0, {}
    for row in file("transits"):
        start, length = date.fromisoformat(row["week_start"]), int(row["days"])
        middle = start + timedelta(days=(length - 1) // 2)
        monday = start - timedelta(days=start.weekday())
        thursday = monday + timedelta(days=3) if length >= 6 else middle
        if row["chokepoint"] == place and first <= f"{thursday}" <= last:
            transits += int(row["transits"]) * (row["vessel_class"] in kinds)
            days[start] = length
    return transits / sum(days.values())


def test_transits_counted_in_the_file(bundled: Answers) -> None:
    every = {row["vessel_class"] for row in file("transits")}
    for until, last in ((ESSAY_DAY, ESSAY_DAY), (None, "2026-02-27")):

        def change(place: str, kinds: set[str], last: str = last) -> float:
            usual = per_day(place, kinds, "2022-01-01", "2023-10-06")
            return 100 * (per_day(place, kinds, "2024-01-01", last) / usual - 1)

        found = bundled(13, until)
        assert found["answer"] == pytest.approx(change(BAB, every))
        assert found["high"] == pytest.approx(change(SUEZ, every))
        cars, boxes = (-change(BAB, {kind}) for kind in ("roro", "container"))
        said = f"ro-ro ships there −{cars:.0f} %, container ships −{boxes:.0f} %."
        assert found["answer_words"].endswith(said)


def test_the_canals_own_counts_in_the_file(bundled: Answers) -> None:
    years = {row["year"]: row["transits"] for row in file("suez_yearly")}
    reported = {
        (row["period_start"], row["period_end"]): float(row["transits_in_period"])
        for row in file("transits_reported")
        if row["chokepoint"] == SUEZ and row["vessel_class"] == "total"
        and row["publisher"].startswith(("SCA", "Suez Canal Authority"))
        and row["transits_per_day"]
    }  # fmt: skip
    usual = (int(years["2022"]) + reported["2023-01-01", "2023-09-30"]) / (365 + 273)
    stretches = [("2024-01-01", "2024-03-31"), ("2024-04-01", "2024-04-30"),
                 ("2024-05-01", "2024-05-31"), ("2024-07-01", "2024-07-31"),
                 ("2024-08-01", "2024-08-31"), ("2024-09-01", "2024-09-30")]  # fmt: skip
    then = sum(reported[days] for days in stretches) / (91 + 30 + 31 + 31 + 31 + 30)
    now = (int(years["2024"]) + int(years["2025"])) / (366 + 365)
    for until, counted in ((ESSAY_DAY, then), (None, now)):
        said = f"canal authority's own counts −{100 * (1 - counted / usual):.0f} %)"
        assert said in bundled(13, until)["answer_words"]


def test_imports_and_shares_counted_in_the_file(bundled: Answers) -> None:
    wfp = {(r["port"], r["period_end"]): int(r["tonnes"]) for r in file("port_imports")
           if r["method"] == "WFP reported" and r["commodity"] == "all"
           and r["basis"] == "cumulative"}  # fmt: skip

    def on_the_year_before(end: str, start: int = 0) -> float:
        this, last = (
            wfp[RED_SEA, f"{year}-{end}"] - (wfp[RED_SEA, f"{year}-07-31"] if start else 0)
            for year in (2024, 2023)
        )
        return this / last

    before = on_the_year_before("07-31")
    for until, end in ((ESSAY_DAY, "09-30"), (None, "12-31")):
        after = on_the_year_before(end, start=7)
        found = bundled(10, until)
        assert found["answer"] == pytest.approx(100 * (after / before - 1))
        assert f", {100 * (before - 1):+.0f} % on the year before" in found["answer_words"]
    for until, year in ((ESSAY_DAY, 2023), (None, 2025)):
        red_sea, south = wfp[RED_SEA, f"{year}-12-31"], wfp[SOUTH, f"{year}-12-31"]
        share = 100 * red_sea / (red_sea + south)
        assert bundled(8, until)["answer"] == pytest.approx(share)


def test_steps_are_those_of_the_page_impact(bundled_store: Path) -> None:
    cursor = store.reader(bundled_store).cursor()
    rates = queries.rows(cursor, "facts/intervention_rates")
    known = {r["event_id"]: r for r in rates if r["setting"] == "60 days"}
    steps = queries.rows(cursor, "facts/military_steps")
    named = ["Prosperity Guardian", "First US and UK strikes", "EU Aspides", "Rough Rider"]
    assert [step["intervention"] for step in steps] == named
    then = queries.rows(cursor, "facts/military_steps", until=ESSAY_DAY)
    assert then == steps[:3]
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


def pair(then: str, now: str, *figures: float | None, unit: str = "% change") -> Any:
    return tuple(
        {"claim": "It | did", "as_of": as_of, "verdict": given, "answer": value, "unit": unit}
        for as_of, given, value in zip(("1 May 2024", "now"), (then, now), figures, strict=True)
    )


def cells(table: str) -> list[list[str]]:
    """Return the texts of the rows of a table in HTML."""
    body = ElementTree.fromstring(table).find("tbody")
    assert body is not None
    return [["".join(cell.itertext()) for cell in row] for row in body]


def test_the_table_says_each_verdict_and_figure_then_and_now() -> None:
    pairs = [
        pair(FAR, YES, 298.6, 191.3, unit="% change of *it*"),
        pair(OPEN, OPEN, None, 80, unit="% of aid"),
        pair(NO, NO, 1, 1, unit="day after"),
        pair(PART, NO, None, None),
    ]
    table = claim_words.as_html({str(n): p for n, p in enumerate(pairs, 7)}, "?claim={}".format)
    assert cells(table) == [
        ["7", "✓SupportedAs of 1 May 2024: supported as far as it can"
         " be tested", "It | did", "+299\u00a0% → +191\u00a0% change of *it*"],
        ["8", "?Cannot be tested with these data", "It | did", "no figure → 80\u00a0% of aid"],
        ["9", "✕Not supported", "It | did", "1 day after"],
        ["10", "✕Not supportedAs of 1 May 2024: supported in part", "It | did", "no figure"],
    ]  # fmt: skip
    links = [link.get("href") for link in ElementTree.fromstring(table).iter("a")]
    assert links == ["?claim=7", "?claim=8", "?claim=9", "?claim=10"]
    assert claim_words.title(pairs) == (
        "1 of 4 claims held as far as they can be tested; as many hold now"
    )
    assert claim_words.title([*pairs, pair(YES, NO, 1, 1)]) == (
        "2 of 5 claims held as far as they can be tested; 1 holds now"
    )


def test_the_tally_counts_half_true_and_half_untested_apart() -> None:
    pairs = [pair(YES, YES, 1, 1), pair(FAR, YES, 1, 1), pair(PART, PART, 1, 1)]
    assert claim_words.tally(pairs) == (
        "As of 1 May 2024: **1** supported, **1** supported as far as it can be tested and **1**"
        " supported in part. Now: **2** supported and **1** supported in part."
    )


# the page

pages = pytest.mark.filterwarnings("ignore:.*ScriptRunContext")
Page = Callable[..., AppTest]
LINK = re.compile(r"\[See it on (.+) :material/open_in_new:\]\((.+)\)")
ALL = [str(number) for number in range(1, 17)]


def headings(app: AppTest) -> list[str]:
    return places.titles(app)


@pages
def test_the_essay_is_a_table_and_a_claim_opens(visit: Page) -> None:
    app = visit("claims")
    assert app.markdown[0].value.startswith("The claims are those of an essay of October 2024 on")
    words = " ".join(m.value for m in app.markdown)
    assert "As of 1 October 2024: **8** supported, **3** supported as far as it can" in words
    (table,) = places.tables(app)
    numbered = [f"{n}. {row['claim']}" for n, row in enumerate(file("commission_claims"), start=1)]
    assert [f"{row[0]}. {row[2]}" for row in cells(table)] == numbered
    assert cells(table)[0][1::2] == ["◐Supported in part", "86 → 92 different ships"]
    assert headings(app) == ["11 of 16 claims held as far as they can be tested; as many hold now"]
    assert not [c for c in app.caption if c.value.startswith("**Rule.**")]
    app = visit("claims", claim=["14", "6"], events="Off")
    assert headings(app)[1:] == [numbered[5], numbered[13]]
    # Each stands in full below its row, in the table.
    assert [len(cells(part)) for part in places.tables(app)] == [6, 8, 2]
    hrefs = [
        a.get("href") for part in places.tables(app) for a in ElementTree.fromstring(part).iter("a")
    ]
    assert hrefs[4:6] == ["/claims?events=Off&claim=5", "/claims?events=Off"]  # opens, closes
    words = " ".join(m.value for m in app.markdown)
    assert words.count("First US and UK strikes 1.10 (0.61 to 2.03)") == 2
    assert "**As of 1 October 2024 and now:** :green[:material/check_circle:] Supported" in words
    assert sum(c.value.startswith("**Rule.**") for c in app.caption) == 2


@pages
def test_the_baselines_change_the_answers(visit: Page) -> None:
    app = visit("claims", rate_baseline=["2024-07-01", "2024-07-31"])
    (table,) = places.tables(app)
    verdicts = [row[1] for row in cells(table)[3:5]]
    # Measured on their own peak rates did not rise.
    assert verdicts[0].endswith("Not supported") or ": not supported" in verdicts[0]
    assert verdicts[1].startswith("✕Not supported")


@pages
def test_links_lead_to_pages_and_filters(visit: Page) -> None:
    days = ["2022-01-01", "2022-12-31"]
    app = visit("claims", baseline=days, claim=ALL)
    found = [LINK.fullmatch(m.value) for m in app.markdown if m.value.startswith("[See it")]
    assert len(found) == len(ALL) + 10  # ten claims are answered in another way now
    ways = {}
    for title, address in {(m[1], m[2]) for m in found if m}:
        path, asked = urlsplit(address).path.lstrip("/"), parse_qs(urlsplit(address).query)
        assert asked["baseline"] == days
        ways[title, path, str(asked.keys())] = asked  # the days of a period need no test each
    for (title, path, _), asked in ways.items():
        target = visit(path or "overview", **asked)
        heading = "Red Sea open?" if title == "Overview" else f": {title}"
        assert target.title[0].value.endswith(heading)
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
