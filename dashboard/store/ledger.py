"""What happened to the data: every load, every value it changed or removed, every undo.

The ledger lies in the store and travels forward from version to version, through undos as well.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

TABLES = """
create table if not exists loads (
    load_id integer primary key,
    dataset varchar not null,
    file_name varchar not null,
    sha256 varchar not null,
    rows_added bigint not null,
    rows_changed bigint not null,
    rows_unchanged bigint not null,
    loaded_at timestamp not null,
    loaded_by varchar not null,
    version integer not null
);
alter table loads add column if not exists kind varchar default 'load';
alter table loads add column if not exists format varchar;
alter table loads add column if not exists rows_removed bigint default 0;
alter table loads add column if not exists rows_rejected bigint default 0;
alter table loads add column if not exists note varchar;
alter table loads add column if not exists based_on integer;
create table if not exists revisions (
    load_id integer not null,
    dataset varchar not null,
    row_key varchar not null,
    field varchar,
    old_value varchar,
    new_value varchar
);
create table if not exists rejects (
    load_id integer not null,
    dataset varchar not null,
    row_number bigint not null,
    reasons varchar not null,
    cells varchar not null
);
create table if not exists store_info (format integer, fingerprint varchar);
"""
"""`loads`: one row per load or undo of a dataset; times are UTC; `based_on` is the version before.
`revisions`: one row per value that a load changed, and per row that it removed (`field` is NULL,
`old_value` the row as JSON). `rejects`: one row per row that was left out of a load.
"""


@dataclass(frozen=True)
class Entry:
    """A line of the ledger; the load's number, its time and its place in the ledger are added."""

    dataset: str
    file_name: str
    sha256: str
    added: int
    changed: int
    unchanged: int
    by: str
    version: int
    based_on: int | None = None
    kind: str = "load"
    format: str | None = None
    removed: int = 0
    rejected: int = 0
    note: str | None = None


def next_load(con: duckdb.DuckDBPyConnection) -> int:
    """Return the number that the next load gets."""
    ((number,),) = con.execute("select coalesce(max(load_id), 0) + 1 from loads").fetchall()
    return int(number)


def datasets(con: duckdb.DuckDBPyConnection, version: int) -> list[str]:
    """Return the datasets that were loaded, or undone, for a version."""
    found = con.execute("select distinct dataset from loads where version = ?", [version])
    return [dataset for (dataset,) in found.fetchall()]


def enter(con: duckdb.DuckDBPyConnection, load_id: int, entry: Entry) -> None:
    """Write a line into the ledger."""
    con.execute(
        "insert into loads (load_id, dataset, file_name, sha256, rows_added, rows_changed,"
        " rows_unchanged, loaded_at, loaded_by, version, kind, format, rows_removed,"
        " rows_rejected, note, based_on)"
        " values (?, ?, ?, ?, ?, ?, ?, date_trunc('second', now() at time zone 'UTC'),"
        " ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            load_id,
            entry.dataset,
            entry.file_name,
            entry.sha256,
            entry.added,
            entry.changed,
            entry.unchanged,
            entry.by,
            entry.version,
            entry.kind,
            entry.format,
            entry.removed,
            entry.rejected,
            entry.note,
            entry.based_on,
        ],
    )


def keep_rejects(con: duckdb.DuckDBPyConnection, load_id: int, dataset: str) -> None:
    """Keep the rows that a load left out, which stand in ``_rejects``."""
    con.execute(
        "insert into rejects select ?, ?, row_number, reasons, cells from _rejects",
        [load_id, dataset],
    )
