"""What is made at publish is made anew where what it reads has changed, and else stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard import contracts, desk, queries, store
from dashboard.contracts import Package
from dashboard.desk import building
from dashboard.settings import Settings
from dashboard.store import ledger, tables
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


def test_each_dataset_reaches_all_that_reads_it(built: Settings, package: Package) -> None:
    """Half of its rows are taken away, and no more is made anew than what is known to read it."""
    wrong = {}
    with store.writing(built.store, built.keep) as draft:
        con, made = draft.con, building.made()
        names = [one.name for one in made if not one.is_macro]
        sums = " union all ".join(
            f'select sum(hash(t)::hugeint) from "{name}" as t' for name in names
        )
        for dataset in package.datasets:
            con.execute(f'delete from "{dataset}" where rowid % 2 = 0')
            tables.finish(con, package, made, [dataset])
            here = con.execute(sums).fetchall()
            tables.finish(con, package, made)
            anew = con.execute(sums).fetchall()
            wrong[dataset] = [name for name, a, b in zip(names, here, anew, strict=True) if a != b]
        draft.discard()
    assert {dataset: names for dataset, names in wrong.items() if names} == {}


def test_what_reads_nothing_that_changed_stays_as_it_is() -> None:
    con = given.open_store(attacks=[{"incident_id": "a", "date": "2024-01-01"}])
    package, made = given.package(), building.made()

    def notes(changed: list[str] | None) -> list[tuple[str | None]]:
        con.execute("update attack_list set note = 'kept'")
        tables.finish(con, package, made, changed)
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
    con.execute(f'drop table "{name}"')  # as in a version that an older program published
    assert queries.run(con.cursor(), name).equals(asked)
    con.execute(f'create table "{name}" as select 7 as kept')
    assert queries.run(con.cursor(), name)["kept"].tolist() == [7]


def test_the_datasets_of_a_version_are_those_of_its_loads(
    built: Settings, package: Package, tmp_path: Path
) -> None:
    file = changed(package, "attacks", tmp_path, ",damaged,", ",sunk,")
    number = desk.load(built, package, package.dataset("attacks"), file).version
    with live(built) as con:
        assert ledger.datasets(con, number) == ["attacks"]
        assert set(ledger.datasets(con, 1)) == package.datasets.keys()
