"""Checked rows against a dataset's table: what differs, and putting it in, by primary key."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from dashboard.contracts import Dataset
from dashboard.loading import overlap
from dashboard.loading.overlap import NO_OVERLAPS, Overlaps
from dashboard.loading.reading import quote

CHANGES = 50
"""Changes of values that a comparison spells out."""


@dataclass(frozen=True)
class Counts:
    """How many rows were new, differed from the store, stood there already, or went away.

    ``overlaps`` says how many of them because a day may stand in one row only.
    """

    added: int
    changed: int
    unchanged: int
    removed: int = 0
    overlaps: Overlaps = NO_OVERLAPS

    @property
    def any(self) -> bool:
        """Whether the store would change."""
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True)
class Change:
    """One value that differs: its row's key, its field, its old and its new text."""

    key: str
    field: str
    old: str | None
    new: str | None


def compare(con: duckdb.DuckDBPyConnection, dataset: Dataset) -> Counts:
    """Set ``_staged`` against the table of ``dataset``; rows that the file lacks stay.

    Afterwards ``_changed`` holds the keys of rows that differ and ``_removed`` those of stored
    rows that the staged ones replace; staged rows that stored ones outdo are gone.
    """
    _remove_none(con, dataset)
    return _counted(con, dataset, overlap.settle(con, dataset))


def _remove_none(con: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    con.execute(
        "create or replace temp table _removed as"
        f" select {_keys(dataset)} from {quote(dataset.name)} where false"
    )


def _counted(
    con: duckdb.DuckDBPyConnection, dataset: Dataset, overlaps: Overlaps = NO_OVERLAPS
) -> Counts:
    kept, keys = _kept(dataset, overlaps), _keys(dataset)
    differs = " or ".join(f"s.{quote(c)} is distinct from t.{quote(c)}" for c in _values(dataset))
    con.execute(
        "create or replace temp table _changed as"
        f" select {keys} from _staged s join {kept} t using ({keys}) where {differs or 'false'}"
    )
    (rows, known, changed, removed) = con.execute(
        "select (select count(*) from _staged),"
        f" (select count(*) from _staged s semi join {kept} t using ({keys})),"
        " (select count(*) from _changed), (select count(*) from _removed)"
    ).fetchall()[0]
    return Counts(rows - known, changed, known - changed, removed, overlaps)


def replace_all(con: duckdb.DuckDBPyConnection, dataset: Dataset) -> Counts:
    """Set ``_staged`` against the table as all that it shall hold; rows that it lacks go."""
    _remove_none(con, dataset)
    counts = _counted(con, dataset)
    keys = _keys(dataset)
    con.execute(
        "create or replace temp table _removed as"
        f" select {keys} from {quote(dataset.name)} anti join _staged using ({keys})"
    )
    ((removed,),) = con.execute("select count(*) from _removed").fetchall()
    return Counts(counts.added, counts.changed, counts.unchanged, removed)


def changes(con: duckdb.DuckDBPyConnection, dataset: Dataset, limit: int = CHANGES) -> list[Change]:
    """Return the first values that differ, in order of keys and columns, after ``compare``."""
    found = con.execute(f"{_differences(dataset)} order by 1, position limit {limit}").fetchall()
    return [Change(key, field, old, new) for key, field, old, new, _ in found]


def apply(con: duckdb.DuckDBPyConnection, dataset: Dataset, counts: Counts, load_id: int) -> None:
    """Put ``_staged`` in, after ``compare``, and note each value that it changes."""
    table, keys = quote(dataset.name), _keys(dataset)
    _revise(con, dataset, counts, load_id)
    if counts.changed:
        con.execute(f"delete from {table} where ({keys}) in (select ({keys}) from _changed)")
    if counts.removed:
        con.execute(f"delete from {table} where ({keys}) in (select ({keys}) from _removed)")
    if _stands_for(con, dataset):
        con.execute(f"drop table {table}; alter table _staged rename to {table}")
    else:
        others = f"anti join {table} using ({keys})" if counts.unchanged else ""
        con.execute(f"insert into {table} by name from _staged {others}")
    drop(con)


def restore(con: duckdb.DuckDBPyConnection, dataset: Dataset, counts: Counts, load_id: int) -> None:
    """Let the table hold ``_staged`` alone, after ``replace_all``, and note what that changes.

    The rows stand in the order of ``_staged``: sums of them are the same to the last digit.
    """
    table = quote(dataset.name)
    _revise(con, dataset, counts, load_id)
    con.execute(f"truncate {table}; insert into {table} by name from _staged")
    drop(con)


def _revise(con: duckdb.DuckDBPyConnection, dataset: Dataset, counts: Counts, load_id: int) -> None:
    """Enter each value that differs, and each row that goes, in the revision log."""
    if counts.changed:
        con.execute(
            "insert into revisions (load_id, dataset, row_key, field, old_value, new_value)"
            f" select ?, ?, row_key, field, old_value, new_value from ({_differences(dataset)})",
            [load_id, dataset.name],
        )
    if counts.removed:
        con.execute(
            "insert into revisions (load_id, dataset, row_key, old_value)"
            f" select ?, ?, {_key(dataset, 't')}, to_json(t)::varchar"
            f" from {quote(dataset.name)} t semi join _removed using ({_keys(dataset)})",
            [load_id, dataset.name],
        )


def _stands_for(con: duckdb.DuckDBPyConnection, dataset: Dataset) -> bool:
    """Whether ``_staged`` stands in the store, and no row is left that is not in it."""
    found = con.execute(
        "select not temporary and not exists"
        f" (from {quote(dataset.name)}) from duckdb_tables() where table_name = '_staged'"
    ).fetchall()
    return found == [(True,)]


def drop(con: duckdb.DuckDBPyConnection) -> None:
    """Remove what ``stage`` and ``compare`` left."""
    con.execute(
        "drop table if exists _changed; drop table if exists _removed; drop table if exists _staged"
    )


def _kept(dataset: Dataset, overlaps: Overlaps) -> str:
    """Return the SQL of the stored rows that do not make room for others."""
    table = quote(dataset.name)
    if not overlaps.replaced:
        return table
    return f"(from {table} anti join _removed using ({_keys(dataset)}))"


def _keys(dataset: Dataset) -> str:
    return ", ".join(quote(c) for c in dataset.primary_key)


def _values(dataset: Dataset) -> list[str]:
    return [c for c in dataset.columns if c not in dataset.primary_key]


def _key(dataset: Dataset, table: str) -> str:
    """Return the SQL of a row's key as text: its values, parted by commas."""
    parts = ", ".join(f"{table}.{quote(c)}::varchar" for c in dataset.primary_key)
    return f"concat_ws(', ', {parts})"


def _differences(dataset: Dataset) -> str:
    """Return the SQL of each value that differs: row_key, field, old_value, new_value, position."""
    table, keys = quote(dataset.name), _keys(dataset)
    parts = [
        f"select {_key(dataset, 's')} as row_key, '{name}' as field,"
        f" t.{quote(name)}::varchar as old_value, s.{quote(name)}::varchar as new_value,"
        f" {position} as position"
        f" from _staged s join _changed using ({keys}) join {table} t using ({keys})"
        f" where s.{quote(name)} is distinct from t.{quote(name)}"
        for position, name in enumerate(_values(dataset))
    ]
    nothing = (
        "select null::varchar as row_key, null::varchar as field, null::varchar as old_value,"
        " null::varchar as new_value, 0 as position where false"
    )
    return " union all ".join(parts or [nothing])
