"""What is made at publish is made anew where what it reads has changed, and else stays."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from dashboard import contracts, desk, queries, store
from dashboard.contracts import Package
from dashboard.desk import building
from dashboard.settings import Settings
from dashboard.store import ledger, made, tables
from tests import given

Content = dict[str, list[tuple[Any, ...]]]

OF_LOADS = ("loads", "revisions", "rejects")
MACROS = "select function_name from duckdb_functions() where not internal order by all"


@pytest.fixture
def package(built: Settings) -> Package:
    return contracts.load_package(built.data)


def content(con: duckdb.DuckDBPyConnection) -> Content:
    """Return all rows of all tables, in an order that does not hang on how they came there."""
    names = con.execute(
        "select table_name from duckdb_tables() where database_name = current_database()"
        " and not temporary"
    ).fetchall()
    found = {name: con.execute(f'from "{name}" order by all').fetchall() for (name,) in names}
    return found | {"macros": con.execute(MACROS).fetchall()}


def live(settings: Settings) -> duckdb.DuckDBPyConnection:
    version = store.current(settings.store)
    assert version
    return duckdb.connect(str(version.path), read_only=True)


def made_anew(settings: Settings, package: Package) -> Content:
    """Return what a store holds that is published at once with the rows of the live version."""
    version = store.current(settings.store)
    assert version
    with duckdb.connect() as con:
        tables.create(con, package)
        con.execute(f"attach '{version.path}' as live (read_only)")
        for table in (*package.datasets, *OF_LOADS):
            con.execute(f'insert into "{table}" by name from live."{table}"')
        con.execute("detach live")
        tables.finish(con, package, building.made())
        return content(con)


def changed(package: Package, dataset: str, tmp_path: Path, old: str, new: str) -> Path:
    """Write the bundled file of a dataset with its last ``old`` replaced."""
    text = package.dataset(dataset).path.read_text(encoding="utf-8")
    head, found, tail = text.rpartition(old)
    assert found
    file = tmp_path / f"{dataset}.csv"
    file.write_text(head + new + tail, encoding="utf-8")
    return file


def test_a_publish_equals_one_of_everything(
    built: Settings, package: Package, tmp_path: Path
) -> None:
    """Whatever is loaded or undone: every table and macro is that of a store made at once."""
    among = desk.layouts(package)

    def differing() -> set[str]:
        with live(built) as con:
            here = content(con)
        anew = made_anew(built, package)
        assert here.keys() == anew.keys()
        return {name for name in here if here[name] != anew[name]}

    for dataset, old, new in (
        ("attacks", ",damaged,", ",sunk,"),
        ("events", ",Iran war begins,", ",,"),
        ("sources", ",press,", ",blog or other,"),
    ):
        file = changed(package, dataset, tmp_path, old, new)
        assert desk.load(built, package, package.dataset(dataset), file).counts
        assert differing() == set(), dataset
    fred = tmp_path / "DCOILBRENTEU.csv"
    fred.write_text("observation_date,DCOILBRENTEU\n2026-01-05,61.5\n", encoding="utf-8")
    assert desk.load(built, package, among, fred).counts  # its source as well
    assert differing() == set()
    assert desk.undo(built, package, to=1).counts.keys() == {
        "attacks", "events", "sources", "market_series"
    }  # fmt: skip
    assert differing() == set()


def test_what_is_not_made_anew_hangs_on_nothing_that_changed(
    built: Settings, package: Package
) -> None:
    """Half of a dataset's rows are taken away: what a publish leaves as it is would be the same."""
    wrong = {}
    with store.writing(built.store, built.keep) as draft:
        con, every = draft.con, building.made()
        for dataset in package.datasets:
            changed = {dataset, *tables.OWN}
            left = [x for x in every if not x.is_macro and changed.isdisjoint(x.reads)]
            before = sums(con, left)
            con.begin()
            con.execute(f'delete from "{dataset}" where rowid % 2 = 0')
            made.make(con, left, None)
            after = sums(con, left)
            con.rollback()
            wrong[dataset] = [name for name, value in after.items() if value != before[name]]
        draft.discard()
    assert {dataset: names for dataset, names in wrong.items() if names} == {}


def sums(con: duckdb.DuckDBPyConnection, of: list[made.Made]) -> dict[str, int]:
    """Return by table a sum of its rows, in whatever order they stand."""
    each = (f"select '{one.name}', sum(hash(t)::hugeint) from \"{one.name}\" as t" for one in of)
    return dict(con.execute(" union all ".join(each)).fetchall())


def test_what_reads_nothing_that_changed_stays_as_it_is() -> None:
    con = given.open_store(attacks=[{"incident_id": "a", "date": "2024-01-01"}])
    package, every = given.package(), building.made()
    tables.finish(con, package, every)

    def notes(changed: list[str] | None) -> list[tuple[str | None]]:
        con.execute("update attack_list set note = 'kept'")
        tables.finish(con, package, every, changed)
        return con.execute("select note from attack_list").fetchall()

    assert notes(["transits"]) == [("kept",)]
    assert notes(["transits", "sources"]) == [(None,)]  # of a view that it reads
    assert notes(None) == [(None,)]
    con.execute("update store_info set fingerprint = 'of other contracts'")
    assert notes(["transits"]) == [(None,)]


def test_an_answer_is_read_where_it_was_kept() -> None:
    con = given.open_store(events=[{"event_id": "e", "role": "diversion", "date": "2023-12-15"}])
    name = "facts/turning_days"
    asked = queries.run(con.cursor(), name)
    assert asked["diversion_date"].tolist() == [pd.Timestamp("2023-12-15")]  # as none was kept
    con.execute(f'create table "{name}" as select 7 as kept')
    assert queries.run(con.cursor(), name)["kept"].tolist() == [7]


KEPT = [name for name in queries.names() if queries.load(name).is_kept]


@pytest.mark.parametrize("name", KEPT)
def test_a_kept_answer_is_that_of_the_query(bundled_store: Path, name: str) -> None:
    """It is, for every value that it is kept for, with the types of its columns."""
    query, reader = queries.load(name), store.reader(bundled_store)
    (one,) = (one for one in building.made() if one.name == name)
    for chosen in made._values(reader.cursor(), one.lists) if one.key else [{}]:
        assert chosen.keys() == query.parameters.keys()
        text, key = query.kept(chosen) or ("", {})
        answer = reader.cursor().execute(text, key or None)
        asked = reader.cursor().execute(query.text, chosen or None)
        assert answer.description == asked.description
        rows = answer.fetchall()
        assert rows == asked.fetchall()
        assert rows or not key


def test_answers_are_kept_for_the_values_that_a_head_lists() -> None:
    """Each is kept once, though it be listed twice; others are answered by the query."""
    name = "claims/seed_14"

    def kept(**rows: list[dict[str, Any]]) -> duckdb.DuckDBPyConnection:
        con = given.open_store(**rows)
        tables.finish(con, given.package(), building.made())
        con.execute(f"update \"{name}\" set unit = 'kept'")
        return con

    con = kept(commission_claims=[{"claim_id": "SEED-14", "stated_on": "2024-10-01"}])
    days = con.execute(f'select "$until" from "{name}" order by all').fetchall()
    assert days == [(date(2024, 10, 1),), (None,)]
    for until, is_kept in ((days[0][0], True), (None, True), (date(2024, 10, 2), False)):
        (row,) = queries.rows(con.cursor(), name, until=until)
        (frame,) = queries.run(con.cursor(), name, until=until).to_dict("records")
        assert [said["unit"] == "kept" for said in (row, frame)] == [is_kept, is_kept]
    assert kept().execute(f'select "$until" from "{name}"').fetchall() == [(None,)]


def test_the_essay_at_the_usual_baselines_is_kept(bundled_store: Path) -> None:
    cursor = store.reader(bundled_store).cursor()
    (usual,) = queries.rows(cursor, "lists/period")
    essay = {row["stated_on"] for row in queries.rows(cursor, "lists/commission_claims")}
    for name in (name for name in KEPT if name.startswith("claims/")):
        query = queries.load(name)
        for until in (None, *essay):
            asked = {key: until if key == "until" else usual[key] for key in query.parameters}
            text, key = query.kept(asked) or ("", {})
            assert cursor.execute(text, key or None).fetchall()


def test_the_datasets_of_a_version_are_those_of_its_loads(
    built: Settings, package: Package, tmp_path: Path
) -> None:
    file = changed(package, "attacks", tmp_path, ",damaged,", ",sunk,")
    number = desk.load(built, package, package.dataset("attacks"), file).version
    with live(built) as con:
        assert ledger.datasets(con, number) == ["attacks"]
        assert set(ledger.datasets(con, 1)) == package.datasets.keys()
