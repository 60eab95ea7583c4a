"""Every SQL file: its head is true and it runs on empty tables; the lists that all pages use."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

import duckdb
import pytest

from dashboard import queries
from tests.given import asker, open_store, package, required


@pytest.fixture(scope="module")
def nothing() -> duckdb.DuckDBPyConnection:
    """All tables, without a row in any dataset."""
    return open_store()


@pytest.mark.parametrize("name", queries.names())
def test_head_states_grain_and_parameters(name: str) -> None:
    query = queries.load(name)
    assert query.text.startswith("-- One row per ")
    assert query.text.endswith("\n")
    (statement,) = duckdb.extract_statements(query.text)
    assert set(query.parameters) == statement.named_parameters  # as DuckDB reads the SQL


@pytest.mark.parametrize("name", queries.names())
def test_runs_on_empty_tables_with_nothing_chosen(
    name: str, nothing: duckdb.DuckDBPyConnection
) -> None:
    rows = queries.run(nothing.cursor(), name, **required(name))
    assert len(set(rows.columns)) == len(rows.columns)


@pytest.mark.parametrize(
    "name", [n for n in queries.names() if n.startswith(("facts/", "charts/"))]
)
def test_figures_name_their_sources(name: str, nothing: duckdb.DuckDBPyConnection) -> None:
    assert "source_ids" in queries.run(nothing.cursor(), name, **required(name)).columns


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, ""),
        ({"importance": 0}, ""),
        ({"importance": 1}, "E1 E2 E3"),
        ({"importance": 3}, "E1 E3"),
        ({"importance": 1, "start": "2024-01-02"}, "E2 E3"),
        ({"importance": 1, "end": "2024-01-02"}, "E1 E2"),
        ({"importance": 3, "start": date(2024, 1, 2), "end": date(2024, 1, 2)}, ""),
    ],
)
def test_events(chosen: dict[str, Any], expected: str) -> None:
    events = [
        {"event_id": "E3", "date": "2024-01-03", "importance": 3, "source_ids": "s1"},
        {"event_id": "E1", "date": "2024-01-01", "end_date": "2024-01-09", "importance": 3},
        {"event_id": "E2", "date": "2024-01-02", "importance": 2},
    ]
    found = asker(open_store(events=events))("lists/events", "event_id", **chosen)
    assert [row[0] for row in found] == expected.split()


def load_row(load_id: int, dataset: str, day: datetime, **more: Any) -> dict[str, Any]:
    """Return a row of the ledger, with defaults for what a test does not look at."""
    return {
        "load_id": load_id,
        "dataset": dataset,
        "file_name": f"{dataset}.csv",
        "sha256": "ab12",
        "rows_added": 3,
        "rows_changed": 0,
        "rows_unchanged": 0,
        "loaded_at": day,
        "loaded_by": "ana",
        "version": 1,
    } | more


def enter(con: duckdb.DuckDBPyConnection, *loads: dict[str, Any]) -> None:
    """Enter loads in the ledger."""
    for row in loads:
        names, marks = ", ".join(row), ", ".join("?" for _ in row)
        con.execute(f"insert into loads ({names}) values ({marks})", list(row.values()))


COVERED = [
    {"dataset": "attacks", "covers_from": "2023-11-19", "covers_until": "2024-05-15",
     "note": "checked by hand"},
    {"dataset": "events", "covers_from": "2023-10-08", "covers_until": "2024-07-01"},
]  # fmt: skip


def test_catalogue_row() -> None:
    attacks = [
        {"incident_id": "A1", "date": "2024-01-10"},
        {"incident_id": "A2", "date": "2024-03-01"},
    ]
    con = open_store(attacks=attacks, coverage=COVERED)
    enter(
        con,
        load_row(1, "attacks", datetime(2024, 5, 1, 8, 30)),  # noqa: DTZ001 (stored as UTC)
        load_row(2, "attacks", datetime(2024, 5, 16, 23, 59)),  # noqa: DTZ001
        load_row(3, "events", datetime(2024, 6, 1)),  # noqa: DTZ001
    )
    about = package().dataset("attacks")
    assert asker(con)("lists/catalogue", today=date(2024, 5, 20))[0] == (
        "attacks", about.title, "Attacks", about.description, about.terms, 2, date(2024, 1, 10),
        date(2024, 3, 1), date(2023, 11, 19), date(2024, 5, 15), None, None, "checked by hand",
        60, None, date(2024, 5, 16), 5, False,
    )  # fmt: skip


@pytest.mark.parametrize(("ground", "named"), [("Red Sea", "Red Sea"), (None, "a part")])
def test_a_part_checked_further_does_not_make_the_whole_less_stale(
    ground: str | None, named: str
) -> None:
    further = {"further_ground": ground, "further_until": "2024-09-01"}
    ask = asker(open_store(coverage=[COVERED[1] | further]))
    columns = "dataset covers_until further_ground further_until is_stale"
    rows = ask("lists/catalogue", columns, today=date(2024, 9, 1))
    assert next(row[1:] for row in rows if row[0] == "events") == (
        date(2024, 7, 1), named, date(2024, 9, 1), True,
    )  # fmt: skip
    days = {"start": date(2024, 1, 1), "end": date(2024, 9, 1)}
    (row,) = ask("lists/coverage_of_period", "dataset further_ground", **days)
    assert row == ("events", named)
    assert {row[3] for row in rows if row[0] != "events"} == {None}


def test_events_say_how_far_all_of_them_were_checked() -> None:
    events = [{"event_id": "E1", "date": "2024-08-01", "importance": 3}]
    further = {"further_ground": "Red Sea", "further_until": "2024-09-01"}
    columns = "event_id checked_until further_ground"
    ask = asker(open_store(events=events, coverage=[COVERED[1] | further]))
    assert ask("lists/events", columns, importance=3) == [("E1", date(2024, 7, 1), "Red Sea")]
    bare = asker(open_store(events=events))
    assert bare("lists/events", columns, importance=3) == [("E1", None, None)]


@pytest.mark.parametrize(
    ("today", "days", "stale"),
    [
        ("2024-05-15", 0, False),
        ("2024-07-14", 60, False),
        ("2024-07-15", 61, True),
        ("2024-05-14", -1, False),
    ],
)
def test_catalogue_is_stale_the_day_after_the_limit(today: str, days: int, stale: bool) -> None:
    ask = asker(open_store(coverage=COVERED))
    (row,) = [
        row[1:]
        for row in ask("lists/catalogue", "dataset days_since_check is_stale", today=today)
        if row[0] == "attacks"
    ]
    assert row == (days, stale)


def test_catalogue_of_datasets_without_rows_limit_loads_or_coverage_row() -> None:
    columns = (
        "dataset rows first_date last_date covers_from covers_until coverage_note"
        " stale_after_days filled_by loaded_on days_since_check is_stale"
    )
    found = asker(open_store(coverage=COVERED))("lists/catalogue", columns, today="2024-05-20")
    assert [row[0] for row in found] == list(package().datasets)
    rows = {row[0]: row[1:] for row in found}
    assert rows["attack_totals"] == (0, *[None] * 10)
    transits = package().dataset("transits")
    until = transits.covers_until
    assert until is not None
    assert rows["transits"] == (
        0, None, None, transits.covers_from, until, None, transits.stale_after_days, None, None,
        (date(2024, 5, 20) - until).days, False,
    )  # fmt: skip
    assert rows["coverage"] == (2, *[None] * 10)


def test_dictionary() -> None:
    found = asker(open_store())("lists/dictionary")
    entries = {(row[0], row[1]): row[2:] for row in found}
    assert entries["attacks", "killed"] == (
        "Killed", "Persons killed on board. Empty means no death was reported.", "integer",
        "persons", False, False, "at least 0; at most 10000",
    )  # fmt: skip
    assert entries["port_imports_periods", "from_row_ids"][3:] == (
        "", True, False, "several are separated by ' '; found in port_imports.row_id",
    )  # fmt: skip
    assert [row[:2] for row in found] == [
        (name, column)
        for name, dataset in sorted(package().datasets.items())
        for column in dataset.columns
    ]


def test_period_ends_with_the_last_day_that_a_record_reaches_by_row_or_by_check() -> None:
    coverage = [
        {"dataset": "transits", "covers_from": "2001-02-03", "covers_until": "2024-05-15"},
        {"dataset": "events", "covers_from": "2023-10-08", "covers_until": "2024-07-01"},
        {"dataset": "attacks", "covers_from": "2023-11-19", "covers_until": "2098-07-06"},
    ]
    first, crisis = date(2001, 2, 3), date(2023, 10, 8)

    def period(**rows: list[dict[str, Any]]) -> tuple[date, ...]:
        columns = "earliest latest last_choice crisis_start"
        (row,) = asker(open_store(**rows))("lists/period", columns)
        return row

    by_check = date(2098, 7, 6)
    assert period(coverage=coverage) == (first, by_check, by_check, crisis)
    coverage[2]["covers_until"] = "2024-06-01"
    assert period(coverage=coverage) == (first, date(2024, 7, 1), date(2024, 7, 1), crisis)
    coverage[1]["further_until"] = "2024-07-02"  # on further ground alone
    assert period(coverage=coverage) == (first, date(2024, 7, 2), date(2024, 7, 2), crisis)
    attacks = [{"incident_id": "A1", "date": "2024-07-03"}]
    later = date(2024, 7, 3)
    assert period(coverage=coverage, attacks=attacks) == (first, later, later, crisis)
    # A week reaches to its Sunday.
    transits = [{"week_start": "2024-07-01", "days": 7, "chokepoint": "Suez Canal",
                 "vessel_class": "tanker", "transits": 1}]  # fmt: skip
    sunday = date(2024, 7, 7)
    assert period(coverage=coverage, attacks=attacks, transits=transits) == (
        first, sunday, sunday, crisis,
    )  # fmt: skip


def test_period_without_a_check_of_the_events_begins_with_the_first_of_them_or_of_all() -> None:
    transits = [{"dataset": "transits", "covers_from": "2001-02-03", "covers_until": "2024-05-15"}]
    events = [{"event_id": "E1", "date": "2023-10-07"}]

    def start(**rows: list[dict[str, Any]]) -> date | None:
        return asker(open_store(**rows))("lists/period", "crisis_start")[0][0]

    assert start(coverage=transits, events=events) == date(2023, 10, 7)
    assert start(coverage=transits) == date(2001, 2, 3)
    assert start() is None


def test_column_of_texts_is_one_of_texts_where_no_row_has_a_text() -> None:
    con = open_store(events=[{"event_id": "E1", "date": "2024-01-01", "importance": 3}])
    for importance, count in ((3, 1), (0, 0)):
        places = queries.run(con.cursor(), "lists/events", importance=importance)["place"]
        assert (places.dtype, places.isna().tolist()) == ("str", [True] * count)


@pytest.mark.parametrize(
    ("dataset", "row", "latest", "last_choice"),
    [
        ("incidents", {"incident_id": "I", "date": "2025-01-01"}, "2025-01-01", "2025-01-01"),
        ("port_calls", {"port_id": "port18", "date": "2025-01-01"}, "2025-01-01", "2025-01-01"),
        # Series and prices go on by themselves and hold forecasts: they can be chosen, no more.
        ("market_series", {"series": "S", "date": "2050-01-01"}, "2024-07-01", "2050-01-01"),
        ("food_prices", {"market": "M", "date": "2025-01-15"}, "2024-07-01", "2025-01-15"),
        # A day on which somebody read or said something is no day of the crisis.
        ("sources", {"source_id": "s", "accessed_on": "2025-01-01"}, "2024-07-01", "2024-07-01"),
        ("port_facts", {"fact_id": "F", "date_of_statement": "2025-01-01"}, "2024-07-01",
         "2024-07-01"),
        ("attack_totals", {"publisher": "P", "as_of": "2025-01-01"}, "2024-07-01", "2024-07-01"),
        ("assumptions", {"assumption_id": "a", "as_of": "2025-01-01"}, "2024-07-01", "2024-07-01"),
    ],
)  # fmt: skip
def test_which_datasets_move_the_end_of_the_period(
    dataset: str, row: dict[str, Any], latest: str, last_choice: str
) -> None:
    ask = asker(open_store(coverage=COVERED, **{dataset: [row]}))
    assert ask("lists/period", "latest last_choice") == [
        (date.fromisoformat(latest), date.fromisoformat(last_choice))
    ]


def test_loads_newest_first() -> None:
    first, second = datetime(2024, 5, 1, 8, 30), datetime(2024, 5, 16, 9, 0, 5)  # noqa: DTZ001
    con = open_store()
    assert asker(con)("lists/loads") == []
    enter(
        con,
        load_row(1, "attacks", first),
        load_row(
            2, "events", second, rows_changed=1, rows_unchanged=130, loaded_by="bo", version=2
        ),
    )
    assert asker(con)("lists/loads") == [
        (2, "load", "events", "events.csv", None, "ab12", 3, 1, 0, 130, 0, second, "bo", None, 2,
         None),
        (1, "load", "attacks", "attacks.csv", None, "ab12", 3, 0, 0, 0, 0, first, "ana", None, 1,
         None),
    ]  # fmt: skip
    assert asker(con)("lists/loads", "load_id", dataset="attacks") == [(1,)]


def test_revisions_newest_load_first() -> None:
    con = open_store()
    day = datetime(2024, 5, 1, 8, 30)  # noqa: DTZ001
    enter(con, load_row(1, "events", day), load_row(2, "ports", day, note="why"))
    con.execute(
        "insert into revisions values (1, 'events', 'E1', 'title', 'a', 'b'),"
        " (2, 'ports', 'P2', null, '{}', null), (2, 'ports', 'P1', 'port', null, 'Aden')"
    )
    ask = asker(con)
    assert ask("lists/revisions") == [
        (2, day, "ports", "P1", "port", None, "Aden", "load", "ports.csv", "why"),
        (2, day, "ports", "P2", None, "{}", None, "load", "ports.csv", "why"),
        (1, day, "events", "E1", "title", "a", "b", "load", "events.csv", None),
    ]
    assert ask("lists/revisions", "row_key", load_id=2, most=1) == [("P1",)]
    assert ask("lists/revisions", "row_key", without=["ports"]) == [("E1",)]


def test_attack_options_of_all_attacks_most_frequent_first() -> None:
    common = {"outcome": "damaged", "confidence": "confirmed", "area": "Port"}
    attacks = [
        common | {"incident_id": "A1", "vessel_type": "oil tanker", "flag": "PAN",
                  "weapons": "missile|boarding"},
        common | {"incident_id": "A2", "vessel_type": "bulk carrier", "weapons": "missile"},
        common | {"incident_id": "A3", "vessel_type": "oil tanker", "flag": "PAN",
                  "area": "Gulf of Aden", "outcome": "claimed only", "confidence": "claimed"},
    ]  # fmt: skip
    assert asker(open_store(attacks=attacks))("lists/attack_options") == [
        ("area", "Port", "Port", 2),
        ("area", "Gulf of Aden", "Gulf of Aden", 1),
        ("confidence", "confirmed", "confirmed", 2),
        ("confidence", "claimed", "claimed", 1),
        ("flag", "PAN", "Panama", 2),
        ("flag", "unknown", "unknown", 1),
        ("outcome", "damaged", "damaged", 2),
        ("outcome", "claimed only", "claimed only", 1),
        ("vessel_type", "oil tanker", "oil tanker", 2),
        ("vessel_type", "bulk carrier", "bulk carrier", 1),
        ("weapon", "missile", "missile", 2),
        ("weapon", "boarding", "boarding", 1),
        ("weapon", "unknown", "unknown", 1),
    ]


def test_sources_count_the_rows_that_cite_them_in_all_datasets() -> None:
    sources = [
        {"source_id": "s1", "publisher": "Zeta News", "cited_as": "Zeta, 3 May", "terms": "cite",
         "url": "https://z.example", "accessed_on": "2024-05-15", "via": "re-post at Beta",
         "kind": "press"},
        {"source_id": "s2", "publisher": "Alpha", "url": "https://a.example"},
        {"source_id": "s3", "publisher": "Alpha", "speaker": "UKMTO; Ambrey",
         "url": "https://a.example/3"},
    ]  # fmt: skip
    attacks = [
        {"incident_id": "A1", "source_ids": "s1|s2"},
        {"incident_id": "A2", "source_ids": "s1|s1"},
        {"incident_id": "A3"},
    ]
    events = [{"event_id": "E1", "source_ids": "s1"}]
    ask = asker(open_store(sources=sources, attacks=attacks, events=events))
    read, zeta = "re-post at Beta", "https://z.example"
    assert ask("lists/sources") == [
        ("s2", "Alpha", None, None, None, None, "https://a.example", None, None, 1, "s2"),
        ("s3", "Alpha", "UKMTO; Ambrey", None, None, None, "https://a.example/3", None, None, 0,
         "s3"),
        ("s1", "Zeta News", None, read, "press", "Zeta, 3 May", zeta, "cite", date(2024, 5, 15), 3,
         "s1"),
    ]  # fmt: skip
    assert ask("lists/source_labels") == [
        ("s2", "Alpha", "Alpha", None, None, "https://a.example", "s2"),
        ("s3", "UKMTO", "Alpha", None, None, "https://a.example/3", "s3"),
        ("s1", "Zeta News", "Zeta News", read, "press", zeta, "s1"),
    ]
    assert ask("lists/source_roles", "source_id dataset role credit citing_rows") == [
        ("s1", "attacks", "Attacks", "", 2),
        ("s1", "events", "Events", "", 1),
        ("s2", "attacks", "Attacks", "", 1),
    ]


def test_queries_say_what_they_read_through_views_and_macros() -> None:
    assert set(queries.reads("charts/attacks_by")) >= {"attack_list", "attacks", "sources"}
    assert "events" not in queries.reads("charts/attacks_by")
    assert {"attacks", "events", "coverage"} <= set(queries.reads("facts/attack_phases"))
    assert queries.reads("lists/ports") == ("ports",)


NO_TABLE_NAMES = {"charts/port_capacity"}
"""Queries of which DuckDB runs a macro and yet cannot name the tables."""


@pytest.mark.parametrize("name", sorted({*queries.names()} - NO_TABLE_NAMES))
def test_reads_are_what_the_database_finds(name: str, nothing: duckdb.DuckDBPyConnection) -> None:
    text = re.sub(r"\$\w+", "null", queries.load(name).text)
    found = nothing.get_table_names(text)
    assert found & set(package().datasets) <= set(queries.reads(name))
