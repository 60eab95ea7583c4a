"""Every SQL file: its head is true and it runs on empty tables; the lists that all pages use."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import pytest

from dashboard import queries
from tests.given import asker, open_store


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
    assert set(query.parameters) == statement.named_parameters


@pytest.mark.parametrize("name", queries.names())
def test_runs_on_empty_tables_with_nothing_chosen(
    name: str, nothing: duckdb.DuckDBPyConnection
) -> None:
    rows = queries.run(nothing.cursor(), name)
    assert len(set(rows.columns)) == len(rows.columns)


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


def test_sources_and_labels() -> None:
    sources = [
        {"source_id": "s1", "publisher": "Zeta News", "url": "https://z.example"},
        {"source_id": "s2", "publisher": "Alpha", "url": "https://a.example"},
        {"source_id": "s3", "publisher": "Alpha", "url": "https://a.example/3"},
    ]
    ask = asker(open_store(sources=sources))
    assert ask("lists/sources", "source_id publisher source_ids") == [
        ("s2", "Alpha", "s2"),
        ("s3", "Alpha", "s3"),
        ("s1", "Zeta News", "s1"),
    ]
    assert ask("lists/source_labels") == [
        ("s2", "Alpha", "https://a.example", "s2"),
        ("s3", "Alpha", "https://a.example/3", "s3"),
        ("s1", "Zeta News", "https://z.example", "s1"),
    ]
