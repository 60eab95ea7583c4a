"""The questions about the ports: given rows, expected rows; and known figures of the data."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard import queries, store
from dashboard.settings import HOME
from tests.given import Ask, asker, open_store

RED, SOUTH = "Red Sea ports (all three)", "Southern ports"


@pytest.fixture
def bundled(bundled_store: Path) -> Callable[..., pd.DataFrame]:
    """Return a function that runs a named query on the bundled data."""
    return partial(queries.run, store.reader(bundled_store).cursor())


def records(dataset: str) -> list[dict[str, str]]:
    """Return the rows of a bundled file, read without the project's code."""
    with (HOME / "data" / f"{dataset}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def period(start: str, end: str, **more: Any) -> dict[str, Any]:
    return {
        "period_start": start, "period_end": end, "months": 2, "port": RED, "commodity": "all",
        "tonnes": 1_000_000, "tonnes_per_month": 1, "max_error_t": 1_000, "from_row_ids": "I1 I2",
        "basis": "reported", "source_ids": "s1",
    } | more  # fmt: skip


def test_imports_by_period_spread_over_their_months_and_touch_the_days_chosen() -> None:
    ask = asker(
        open_store(
            port_imports_periods=[
                period("2024-03-01", "2024-04-30", commodity="fuel"),
                period("2024-01-01", "2024-02-29"),
                period("2024-01-01", "2024-01-31", port=SOUTH, months=1, tonnes=3, max_error_t=1),
            ]
        )
    )
    name = "charts/port_imports_by_period"
    first = (
        RED, "all", date(2024, 1, 1), date(2024, 2, 29), 2, 1_000_000, 500_000.0, 1_000, 500.0,
        "I1 I2", "reported", False, "s1",
    )  # fmt: skip
    rest = (RED, "fuel", date(2024, 3, 1)), (SOUTH, "all", date(2024, 1, 1))
    assert ask(name)[0] == first
    columns = "port commodity period_start"
    assert ask(name, columns) == [first[:3], *rest]
    # A period belongs to the days chosen when it shares one of them.
    assert ask(name, columns, start="2024-02-29", end="2024-02-29") == [first[:3]]
    assert ask(name, columns, start="2024-03-01") == [rest[0]]
    assert ask(name, columns, end="2023-12-31") == []
    assert ask(name, columns, commodities=["fuel"]) == [rest[0]]
    assert ask(name, "tonnes_per_month max_error_t_per_month")[2] == (3.0, 1.0)


def test_a_period_before_a_revised_total_of_its_year_says_so() -> None:
    revised = "revised: totals must not be subtracted from it"
    ask = asker(
        open_store(
            port_imports=[
                total("I1", "2024-05-31", 5),
                total("I2", "2024-11-30", 9, note=revised),
                total("I3", "2024-12-31", 10, note=revised),
                total("I4", "2025-11-30", 9, note=revised, commodity="food"),
            ],
            port_imports_periods=[
                period("2023-11-01", "2023-12-31"),
                period("2024-06-01", "2024-10-31"),
                period("2024-12-01", "2024-12-31"),
                period("2024-07-01", "2024-10-31", port=SOUTH),
                period("2025-06-01", "2025-10-31"),
            ],
        )
    )
    name, columns = "charts/port_imports_by_period", "port period_end is_before_revision"
    expected = [
        (RED, date(2023, 12, 31), False),
        (RED, date(2024, 10, 31), True),
        (RED, date(2024, 12, 31), False),
        (RED, date(2025, 10, 31), False),
        (SOUTH, date(2024, 10, 31), False),
    ]
    assert ask(name, columns) == expected
    # The revision counts although it lies after the days chosen.
    assert ask(name, columns, end="2024-10-31", start="2024-10-31") == [expected[1], expected[4]]


def test_holes_are_those_of_the_whole_record_cut_to_the_days_chosen() -> None:
    ask = asker(
        open_store(
            port_imports_periods=[
                period("2024-01-01", "2024-02-29"),
                period("2024-04-01", "2024-05-31"),
                period("2024-06-01", "2024-07-31"),
                period("2024-02-01", "2024-09-30", port=SOUTH),
                period("2024-03-01", "2024-03-31", port=SOUTH),  # within the one before
                period("2020-01-01", "2020-12-31", port=SOUTH, commodity="food"),
            ]
        )
    )
    name = "lists/port_import_holes"
    march = (RED, "all", date(2024, 3, 1), date(2024, 3, 31))
    late = (RED, "all", date(2024, 8, 1), date(2024, 9, 30))
    january = (SOUTH, "all", date(2024, 1, 1), date(2024, 1, 31))
    assert ask(name) == [march, late, january]
    assert ask(name, start="2024-05-30", end="2024-05-30") == []
    assert ask(name, start="2024-04-01", end="2024-07-31") == []
    assert ask(name, start="2024-03-31", end="2024-08-01") == [
        (RED, "all", date(2024, 3, 31), date(2024, 3, 31)),
        (RED, "all", date(2024, 8, 1), date(2024, 8, 1)),
    ]
    assert ask(name, start="2024-10-01") == []
    assert ask(name, commodities=["food"]) == []


def test_bundled_holes_are_the_months_that_no_period_holds(
    bundled: Callable[..., pd.DataFrame],
) -> None:
    def months(start: str, end: str) -> set[str]:
        return {str(month) for month in pd.period_range(start, end, freq="M")}

    held: dict[tuple[str, str], set[str]] = {}
    for row in records("port_imports_periods"):
        of = held.setdefault((row["port"], row["commodity"]), set())
        of |= months(row["period_start"], row["period_end"])
    expected = {key: months("2022-01-01", "2025-12-31") - of for key, of in held.items()}
    found: dict[tuple[str, str], set[str]] = {key: set() for key in held}
    for row in bundled("lists/port_import_holes").itertuples():
        found[row.port, row.commodity] |= months(row.first_day, row.last_day)
    assert found == expected
    assert found[RED, "fuel"] == {"2023-12", "2025-11", "2025-12"}
    assert bundled("lists/port_import_holes", start="2024-05-30", end="2024-05-30").empty


def test_bundled_southern_totals_within_a_period_agree_with_it() -> None:
    """Totals found after the periods were worked out lie between the two that a period rests on."""
    totals = {
        row["row_id"]: row
        for row in records("port_imports")
        if row["method"] == "WFP reported" and row["port"] == SOUTH
    }
    within = set()
    for row in records("port_imports_periods"):
        if row["port"] != SOUTH:
            continue
        ends = [totals[key] for key in row["from_row_ids"].split()]
        low, high = (ends[0] if len(ends) > 1 else None), ends[-1]
        for key, other in totals.items():
            same = (other["commodity"], other["period_start"]) == (
                row["commodity"], high["period_start"],
            )  # fmt: skip
            after = low is None or low["period_end"] < other["period_end"]
            if same and after and other["period_end"] < high["period_end"]:
                within.add(key)
                error = int(other["precision_t"]) / 2
                least = int(low["tonnes"]) if low else 0
                assert least <= int(other["tonnes"]) + error, key
                assert int(other["tonnes"]) - error <= int(high["tonnes"]), key
    assert {f"IMP{number}" for number in range(192, 204)} <= within


def total(row_id: str, end: str, tonnes: int, **more: Any) -> dict[str, Any]:
    """Return a published total since 1 January."""
    return {
        "row_id": row_id, "period_start": f"{end[:4]}-01-01", "period_end": end, "port": RED,
        "commodity": "all", "tonnes": tonnes, "basis": "cumulative", "method": "WFP reported",
        "precision_t": 200, "source_ids": f"s-{row_id}",
    } | more  # fmt: skip


TOTALS = [
    total("I1", "2023-01-31", 1_000, basis="monthly", note="doubtful: prints two numbers"),
    total("I2", "2023-05-31", 4_000),
    total("I3", "2024-01-31", 2_000, basis="monthly"),
    total("I4", "2024-05-31", 5_000, precision_t=400),
    total("I5", "2024-06-30", 6_000),
    total("I6", "2024-12-31", 9_000, note="revised: totals must not be subtracted from it"),
    # Neither a total since January nor of WFP:
    total("I7", "2024-02-29", 7, period_start="2024-02-01", basis="monthly"),
    total("I8", "2023-06-30", 7, method="UNVIM"),
    total("I9", "2023-12-31", 7, basis="monthly_average"),
    # Other goods and ports are years before of nothing here:
    total("IA", "2023-06-30", 7, commodity="fuel"),
    total("IB", "2023-12-31", 3_000, port=SOUTH),
    total("IC", "2024-12-31", 1_000, port=SOUTH),
]


@pytest.fixture(scope="module")
def totals() -> Ask:
    return asker(open_store(port_imports=TOTALS))


def test_totals_since_january(totals: Ask) -> None:
    name = "charts/port_imports_since_january"
    may = totals(name, commodities=["all"])[1]
    assert may == (
        "I2", RED, "all", 2023, 5, date(2023, 1, 1), date(2023, 5, 31), 4_000, 100.0, False, False,
        False, None, "s-I2",
    )  # fmt: skip
    columns = "row_id is_doubtful is_revised is_before_revision"
    assert totals(name, columns, commodities=["all"])[:6] == [
        ("I1", True, False, False),
        ("I2", False, False, False),
        ("I3", False, False, True),
        ("I4", False, False, True),
        ("I5", False, False, True),
        ("I6", False, True, False),
    ]
    # The revision counts although it lies after the days chosen.
    january = totals(name, "row_id is_before_revision", commodities=["all"], end="2024-01-31")
    assert ("I3", True) in january
    assert totals(name, "row_id", end="2023-05-31") == [("I1",), ("I2",)]
    assert totals(name, "row_id", end="2023-05-30") == [("I1",)]
    assert totals(name, "row_id")[-2:] == [("IB",), ("IC",)]


def test_year_on_year_keeps_months_published_in_both_years(totals: Ask) -> None:
    name = "charts/port_imports_year_on_year"
    january, may, december = totals(name)
    assert january[:10] == (
        RED, "all", 2024, 1, date(2024, 1, 31), 2_000, 100.0, 1_000, 100.0, 100.0,
    )  # fmt: skip
    # 1,900 of at most 1,100 and 2,100 of at least 900.
    assert january[10:12] == pytest.approx((72.727, 133.333), abs=0.001)
    assert january[12:] == (True, True, "doubtful: prints two numbers", "s-I3|s-I1")
    # 4,800 of at most 4,100 and 5,200 of at least 3,900.
    assert may[9:12] == pytest.approx((25.0, 17.073, 33.333), abs=0.001)
    assert may[12:] == (False, True, None, "s-I4|s-I2")
    assert december[:5] == (SOUTH, "all", 2024, 12, date(2024, 12, 31))
    assert december[13] is False
    assert december[9:12] == pytest.approx((-66.667, -70.968, -62.069), abs=0.001)
    months = "port months"
    assert totals(name, months, start="2024-05-31", end="2024-12-30") == [(RED, 5)]
    assert totals(name, months, start="2024-06-01", end="2024-12-31") == [(SOUTH, 12)]


def test_a_year_before_of_nothing_has_no_change() -> None:
    rows = [total("I1", "2023-05-31", 0, precision_t=1), total("I2", "2024-05-31", 9)]
    ask = asker(open_store(port_imports=rows))
    assert ask("charts/port_imports_year_on_year") == []


def test_a_revision_of_the_year_before_counts_too() -> None:
    rows = [
        total("I1", "2023-05-31", 4),
        total("I2", "2023-12-31", 9, note="revised: totals must not be subtracted from it"),
        total("I3", "2024-05-31", 5),
        total("I4", "2024-12-31", 10),
    ]
    found = asker(open_store(port_imports=rows))(
        "charts/port_imports_year_on_year", "months is_before_revision"
    )
    assert found == [(5, True), (12, False)]


def test_share_by_year_of_whole_years_that_both_groups_publish() -> None:
    rows = [
        total("I1", "2023-12-31", 7_000),
        total("I2", "2023-12-31", 3_000, port=SOUTH, precision_t=1_000),
        total("I3", "2024-12-31", 7_000, note="disputed: two numbers"),
        total("I4", "2024-12-31", 3_000, port=SOUTH),
        total("I5", "2023-11-30", 6_000),
        total("I6", "2023-11-30", 2_000, port=SOUTH),
        total("I7", "2023-12-31", 5_000, commodity="fuel"),
    ]
    ask = asker(open_store(port_imports=rows))
    (row,) = ask("charts/port_share_by_year")
    assert row[:5] == ("all", 2023, 7_000, 3_000, 70.0)
    # 6,900 beside 3,500 and 7,100 beside 2,500.
    assert row[5:7] == pytest.approx((66.346, 73.958), abs=0.001)
    assert row[7] == "s-I1|s-I2"
    assert ask("charts/port_share_by_year", end="2023-12-30") == []
    assert ask("charts/port_share_by_year", commodities=["fuel"]) == []


def event(number: int, day: str, **more: Any) -> dict[str, Any]:
    return {
        "port_event_id": f"PE{number:03}", "date": day, "port": "Hodeidah",
        "event_type": "air strike", "target": "port", "effect": "Hit", "source_ids": f"s{number}",
    } | more  # fmt: skip


EVENTS = [
    event(1, "2024-07-20", killed=9, injured=80, actor="Israel", source_ids="s1|s2"),
    event(2, "2024-07-20", port="Ras Isa", event_type="naval strike"),
    event(3, "2024-09-29", killed=0, note="none hurt", source_ids="s2"),
    event(4, "2024-10-01", port="Sana'a airport", killed=3),
    event(5, "2024-10-02", event_type="closure", killed=100),
    event(6, "2024-10-03", port="Mukalla"),
]
PORTS = [
    {"port_id": "P1", "port": "Hodeidah", "country": "Yemen", "latitude": 14.5, "longitude": 42.9},
    {"port_id": "P2", "port": "Mukalla", "country": "Elsewhere", "latitude": 1, "longitude": 2},
]
SOURCES = [
    {"source_id": "s1", "publisher": "Zeta", "url": "https://z.example"},
    {"source_id": "s2", "publisher": "Alpha", "url": "https://a.example"},
    {"source_id": "s3", "publisher": "Alpha", "url": "https://a.example/3"},
]


@pytest.fixture(scope="module")
def struck() -> Ask:
    return asker(open_store(port_events=EVENTS, ports=PORTS, sources=SOURCES))


def test_strikes_with_the_position_of_the_port_where_a_table_gives_one(struck: Ask) -> None:
    name = "charts/port_strikes"
    assert struck(name)[0] == (
        "PE001", date(2024, 7, 20), "Hodeidah", True, "air strike", "Israel", "port", 9, 80, "Hit",
        None, 14.5, 42.9, "s1|s2",
    )  # fmt: skip
    columns = "port_event_id is_red_sea_port killed latitude"
    assert struck(name, columns) == [
        ("PE001", True, 9, 14.5),
        ("PE002", True, None, None),
        ("PE003", True, 0, 14.5),
        ("PE004", False, 3, None),
        ("PE006", False, None, None),
    ]
    days = {"start": "2024-09-29", "end": date(2024, 10, 1)}
    assert struck(name, "port_event_id", **days) == [("PE003",), ("PE004",)]


def test_strikes_headline_counts_the_red_sea_ports_and_keeps_missing_tolls_apart(
    struck: Ask,
) -> None:
    name = "facts/port_strikes_headline"
    first, last = date(2024, 7, 20), date(2024, 9, 29)
    columns = "strikes days killed injured strikes_without_toll first_date last_date source_ids"
    assert struck(name, columns) == [(3, 2, 9, 80, 1, first, last, "s1|s2")]
    # A toll of nobody is a number; no toll is none.
    assert struck(name, columns, start=last) == [(1, 1, 0, None, 0, last, last, "s2")]
    # No strike on days of which no check is on record is not 0.
    assert struck(name, columns, start="2024-09-30") == [
        (None, None, None, None, None, None, None, "")
    ]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, "6 5 4 3 2 1"),
        ({"start": "2024-09-29", "end": "2024-10-02"}, "5 4 3"),
        ({"places": ["Hodeidah"]}, "5 3 1"),
        ({"places": []}, ""),
        ({"event_types": ["closure", "naval strike"]}, "5 2"),
        ({"places": ["Hodeidah"], "event_types": ["air strike"], "end": "2024-07-20"}, "1"),
    ],
)
def test_events_newest_first(struck: Ask, chosen: dict[str, Any], expected: str) -> None:
    found = [row[0][-1] for row in struck("facts/port_events", "port_event_id", **chosen)]
    assert found == expected.split()


def test_an_event_with_its_publishers(struck: Ask) -> None:
    (row,) = struck("facts/port_events", places=["Hodeidah"], end="2024-07-20")
    assert row == (
        "PE001", date(2024, 7, 20), "Hodeidah", "air strike", "Israel", "port", 9, 80, None, None,
        None, "Hit", None, "Alpha, Zeta", "s1|s2",
    )  # fmt: skip
    (unknown,) = struck("facts/port_events", "publishers", start="2024-10-03")
    assert unknown == (None,)  # a key that no source has


def test_event_options_most_frequent_first(struck: Ask) -> None:
    assert struck("lists/port_event_options") == [
        ("event_type", "air strike", 4),
        ("event_type", "closure", 1),
        ("event_type", "naval strike", 1),
        ("port", "Hodeidah", 3),
        ("port", "Mukalla", 1),
        ("port", "Ras Isa", 1),
        ("port", "Sana'a airport", 1),
    ]


def fact(number: int, kind: str, claim: str, day: str, **more: Any) -> dict[str, Any]:
    return {
        "fact_id": f"SH{number:03}", "kind": kind, "claim": claim, "of_what": "all",
        "date_of_statement": day, "source_ids": "s1",
    } | more  # fmt: skip


def test_capacity_by_measure_place_and_state() -> None:
    facts = [
        fact(1, "capacity", "Tanks before the strike", "2024-07-31", value=150, unit="tonnes",
             note="approximate"),
        fact(2, "capacity", "Berths destroyed", "2025-05-25", value=6, unit="berths"),
        fact(3, "capacity", "Berths usable after it", "2025-06-18", value=5, unit="berths",
             of_what="berths 2, 3, 4, 6 and 18"),
        fact(4, "capacity", "Fall in capacity of the three ports", "2025-01-21", share_pct=70,
             source_ids="s2"),
        fact(5, "capacity", "Cranes given", "2024-07-31", value=4, unit="cranes"),
        fact(6, "capacity", "Silos", "2024-07-31", value=2, unit="silos"),
        fact(8, "capacity", "Tanks left", "2024-07-31", value=50, unit="tonnes", note="at Ras Isa"),
        fact(7, "loss", "Losses before", "2024-07-31", value=20, unit="tonnes"),
    ]  # fmt: skip
    events = [
        event(1, "2024-07-20", capacity_before=150, capacity_after=50, note="others differ",
              effect="Tanks burnt, the rest left was at Ras Isa",
              capacity_unit="tonnes of fuel storage", source_ids="s2"),
        event(2, "2025-01-21", capacity_before=100, capacity_unit="percent of harbour capacity"),
        event(3, "2025-01-22", effect="Berths out", capacity_unit="berths"),
    ]  # fmt: skip
    ask = asker(open_store(port_facts=facts, port_events=events, sources=SOURCES))
    fuel, harbour = "Fuel storage, tonnes", "Harbour capacity, % of normal"
    strike, winter = date(2024, 7, 20), date(2025, 1, 21)
    july = date(2024, 7, 31)
    here = "Hodeidah"
    assert ask("charts/port_capacity") == [
        ("Berths", here, "lost", 6.0, date(2025, 5, 25), "Berths destroyed", "all", None, "SH002",
         "Zeta", "s1"),
        ("Berths", here, "left", 5.0, date(2025, 6, 18), "Berths usable after it",
         "berths 2, 3, 4, 6 and 18", "2|3|4|6|18", "SH003", "Zeta", "s1"),
        ("Cranes", here, "stated", 4.0, july, "Cranes given", "all", None, "SH005", "Zeta", "s1"),
        (fuel, here, "before", 150.0, strike, "Tanks before the strike",
         "all; approximate; others differ", None, "SH001|PE001", "Alpha, Zeta", "s1|s2"),
        (fuel, "Ras Isa", "left", 50.0, strike, "Tanks left", "all; at Ras Isa; others differ",
         None, "SH008|PE001", "Alpha, Zeta", "s1|s2"),
        (harbour, here, "before", 100.0, winter, "Hit", None, None, "PE002", "Alpha", "s2"),
        (harbour, "three ports", "lost", 70.0, winter, "Fall in capacity of the three ports",
         "all", None, "SH004", "Alpha", "s2"),
        ("silos", here, "stated", 2.0, july, "Silos", "all", None, "SH006", "Zeta", "s1"),
    ]  # fmt: skip


def test_statements_with_the_founding_claims_first() -> None:
    facts = [
        fact(9, "share", "Share (computed)", "2026-02-28", share_pct=72.5),
        fact(2, "share", "Aid", "2025-06-10", share_pct=80, source_ids="s2|s3", claim_id="SEED-09"),
        fact(1, "share", "Commerce", "2025-06-10", share_pct=70, claim_id="SEED-08"),
        fact(7, "share", "PortWatch share", "2026-02-28", share_pct=24.79),
        fact(3, "loss", "Damage", "2026-03-01", value=20.0, unit="USD", note="more"),
    ]
    ask = asker(open_store(port_facts=facts, sources=SOURCES))
    name = "facts/port_statements"
    columns = "fact_id is_founding is_computed is_ais_estimate publishers"
    assert ask(name, columns, kinds=["share"]) == [
        ("SH001", True, False, False, "Zeta"),
        ("SH002", True, False, False, "Alpha"),
        ("SH007", False, False, True, "Zeta"),
        ("SH009", False, True, False, "Zeta"),
    ]
    assert ask(name, kinds=["loss", "volume"]) == [
        ("SH003", "loss", "Damage", None, 20.0, "USD", "all", date(2026, 3, 1), False, False,
         False, "more", "Zeta", "s1"),
    ]  # fmt: skip
    assert [row[0] for row in ask(name)] == ["SH001", "SH002", "SH003", "SH007", "SH009"]


def test_ais_means_a_row_a_port_and_period() -> None:
    ais = {"method": "AIS estimate", "basis": "monthly_average", "port": "Aden", "note": "model"}
    rows = [
        total("I1", "2024-03-31", 30, **ais, source_ids="s2"),
        total("I2", "2024-03-31", 20, **ais, commodity="cargo (AIS)", source_ids="s1"),
        total("I3", "2023-12-31", 40, **ais, period_start="2023-11-15"),
        total("I4", "2024-03-31", 99, port="Aden"),
    ]
    ask = asker(open_store(port_imports=rows))
    name = "charts/port_ais_by_period"
    before = ("Aden", date(2023, 11, 15), date(2023, 12, 31), 2, 40, None, None, "model", "s-I3")
    first = ("Aden", date(2024, 1, 1), date(2024, 3, 31), 3, 30, 20, None, "model", "s1|s2")
    assert ask(name) == [before, first]
    assert ask(name, start="2024-01-01", end="2024-01-01") == [first]
    assert ask(name, end="2023-12-31") == [before]


def test_published_figures_by_method() -> None:
    rows = [
        total("I1", "2024-03-31", 30, source_ids="s1", vessels=4, note="n"),
        total("I2", "2024-06-30", 20, method="UNVIM", basis="monthly", period_start="2024-06-01"),
    ]
    ask = asker(open_store(port_imports=rows, sources=SOURCES))
    name = "facts/port_imports_published"
    assert ask(name, methods=["WFP reported"]) == [
        ("I1", date(2024, 1, 1), date(2024, 3, 31), RED, "all", 30, 4, "cumulative",
         "WFP reported", 200, "n", "Zeta", "s1"),
    ]  # fmt: skip
    assert ask(name, "row_id") == [("I2",), ("I1",)]
    assert ask(name, "row_id", start="2024-04-01") == [("I2",)]
    assert ask(name, "row_id", end="2024-05-31") == [("I1",)]
    assert ask(name, "row_id", commodities=["fuel"]) == []


def test_bundled_strikes_are_those_of_the_file(bundled: Callable[..., pd.DataFrame]) -> None:
    sea = [
        row
        for row in records("port_events")
        if row["event_type"].endswith(" strike") and row["port"] in ("Hodeidah", "Salif", "Ras Isa")
    ]
    row = bundled("facts/port_strikes_headline").iloc[0]
    assert (row["strikes"], row["days"]) == (len(sea), len({r["date"] for r in sea})) == (22, 13)
    assert row["killed"] == sum(int(r["killed"]) for r in sea if r["killed"]) == 118
    assert row["injured"] == sum(int(r["injured"]) for r in sea if r["injured"]) == 370
    assert row["strikes_without_toll"] == sum(not r["killed"] for r in sea) == 12
    places = bundled("charts/port_strikes").groupby("port")["latitude"].count().to_dict()
    expected = {"Hodeidah": 11, "Mukalla": 1, "Ras Isa": 6, "Salif": 5, "Sana'a airport": 0}
    assert places == expected


def test_bundled_changes_are_those_of_the_totals_published(
    bundled: Callable[..., pd.DataFrame],
) -> None:
    def published(port: str, year: int) -> tuple[int, float]:
        (row,) = [
            r
            for r in records("port_imports")
            if (r["port"], r["commodity"], r["period_end"]) == (port, "all", f"{year}-12-31")
            and r["period_start"] == f"{year}-01-01"
            and r["method"] == "WFP reported"
        ]
        return int(row["tonnes"]), int(row["precision_t"]) / 2

    found = bundled("charts/port_imports_year_on_year", commodities=["all"], start="2025-12-01")
    for port, expected in ((RED, -15.319), (SOUTH, 7.627)):
        (now, error), (before, error_before) = published(port, 2025), published(port, 2024)
        row = found[found["port"] == port].iloc[0]
        assert row["change_pct"] == pytest.approx(100 * (now / before - 1))
        assert row["change_pct"] == pytest.approx(expected, abs=0.001)
        low = 100 * ((now - error) / (before + error_before) - 1)
        assert row["change_low_pct"] == pytest.approx(low)
    doubtful = bundled("charts/port_imports_since_january").query("is_doubtful")["row_id"]
    assert set(doubtful) == {"IMP055", "IMP095", "IMP116"}


def test_bundled_statements_and_capacity_leave_no_row_out(
    bundled: Callable[..., pd.DataFrame],
) -> None:
    facts = {row["fact_id"]: row for row in records("port_facts")}
    assert set(bundled("facts/port_statements")["fact_id"]) == set(facts)
    stated = set("|".join(bundled("charts/port_capacity")["row_ids"]).split("|"))
    assert stated >= {key for key, row in facts.items() if row["kind"] == "capacity"}
    measured = {
        row["port_event_id"]
        for row in records("port_events")
        if row["capacity_before"] or row["capacity_after"]
    }
    assert stated - set(facts) == measured == {"PE002", "PE003", "PE019"}
    share = bundled("charts/port_share_by_year", commodities=["all"]).set_index("year")
    stated_shares = {2024: "SH008", 2025: "SH009"}
    for year, key in stated_shares.items():
        assert round(share.at[year, "share_pct"], 1) == float(facts[key]["share_pct"])
