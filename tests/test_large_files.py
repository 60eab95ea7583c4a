"""Rows of a file that is large beside its table are written into the draft once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
import pytest

from dashboard import desk, store
from dashboard.desk import coverage
from dashboard.desk.coverage import Said
from dashboard.loading import Answers, Counts, check
from dashboard.settings import Settings
from tests import given

LAYOUTS = desk.layouts(given.package())


@pytest.fixture(params=[True, False], ids=["in the draft", "in memory"])
def chosen(
    plain: Settings, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Settings]:
    """Return a store whose loads stage in the draft, or never do; nothing staged stays in it."""
    monkeypatch.setattr(check, "_is_mostly_new", lambda *_: request.param)
    monkeypatch.setattr(coverage, "today", lambda: date(2026, 12, 31))
    tables = "select table_name from duckdb_tables() order by 1"
    before = rows(plain, tables)
    yield plain
    assert rows(plain, tables) == before


def load(settings: Settings, text: str, **more: Any) -> desk.Loaded:
    file = settings.store.parent / "x.csv"
    file.write_text(text, encoding="utf-8")
    return desk.load(settings, given.package(), LAYOUTS, file, **more)


def rows(settings: Settings, sql: str) -> list[tuple[Any, ...]]:
    """Return rows of the live version, in the order in which they stand."""
    return store.reader(settings.store).cursor().execute(sql).fetchall()


def series(*values: float | str) -> str:
    lines = (f"2024-01-{day:02},{value}\n" for day, value in enumerate(values, start=1))
    return "observation_date,X\n" + "".join(lines)


def test_rows_are_the_same_wherever_they_were_staged(chosen: Settings) -> None:
    """Into an empty table, in place of all rows, beside rows that stay, and undone."""
    columns = (
        "select column_name, data_type from duckdb_columns() where table_name = 'market_series'"
    )
    values, before = "select day(date), value from market_series", rows(chosen, columns)
    assert load(chosen, series(5, 3, 4)).counts == Counts(3, 0, 0)
    assert rows(chosen, values) == [(1, 5), (2, 3), (3, 4)]
    assert load(chosen, series(6, 7, 8)).counts == Counts(0, 3, 0)
    assert rows(chosen, values) == [(1, 6), (2, 7), (3, 8)]
    assert load(chosen, series(6, 9, 8, 2)).counts == Counts(1, 1, 2)
    assert rows(chosen, values) == [(1, 6), (3, 8), (2, 9), (4, 2)]
    assert rows(chosen, columns) == before
    revised = "select old_value, new_value from revisions where dataset = 'market_series' order by"
    assert rows(chosen, f"{revised} load_id, row_key") == [
        ("5.0", "6.0"), ("3.0", "7.0"), ("4.0", "8.0"), ("7.0", "9.0")
    ]  # fmt: skip
    desk.undo(chosen, given.package())
    assert rows(chosen, values) == [(1, 6), (2, 7), (3, 8)]


def test_bad_rows_are_left_out_of_either(chosen: Settings) -> None:
    done = load(chosen, series(5, "many", 4), answers=Answers(good_rows=True))
    assert (done.counts, done.report.rejected) == (Counts(2, 0, 0), 1)
    assert rows(chosen, "select day(date), value from market_series") == [(1, 5), (3, 4)]


def test_bad_files_and_held_ones_leave_the_store_at_its_version(chosen: Settings) -> None:
    assert load(chosen, series(5, "many", 4)).counts is None
    load(chosen, series(5, 3, 4))
    held = load(chosen, series(6), accepts=lambda _: False)
    assert (held.is_held, held.version) == (True, 2)


def test_a_day_is_moved_by_a_file_that_changes_no_row(chosen: Settings) -> None:
    text = (
        "week_start,days,chokepoint,vessel_class,transits,trade_volume_t,source_ids\n"
        "2026-11-02,7,Suez Canal,container,70,1000,github-com-80b788\n"
    )
    load(chosen, text)
    moved = load(chosen, text, said=Said(date(2026, 11, 8)))
    assert moved.counts == Counts(0, 0, 1)
    until = "select covers_until from coverage where dataset = 'transits'"
    assert rows(chosen, until) == [(date(2026, 11, 8),)]


def test_a_file_of_more_than_the_table_is_staged_in_the_draft(
    plain: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which of the two it was, the table of rows says when the comparison is looked at."""
    found: list[tuple[Any, ...]] = []
    compare = desk.loads.loading.compare

    def looked(con: duckdb.DuckDBPyConnection, *more: Any) -> Any:
        sql = "select temporary from duckdb_tables() where table_name = '_staged'"
        found.extend(con.execute(sql).fetchall())
        return compare(con, *more)

    monkeypatch.setattr(desk.loads.loading, "compare", looked)
    load(plain, series(5, 3, 4))
    load(plain, series(5, 3, 7))
    assert found == [(False,), (True,)]
