"""Checked rows into a dataset's table, by primary key."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from dashboard.contracts import Dataset
from dashboard.loading.reading import quote


@dataclass(frozen=True)
class Counts:
    """How many rows of a file were new, differed from the store, or stood there already."""

    added: int
    changed: int
    unchanged: int


def merge(con: duckdb.DuckDBPyConnection, dataset: Dataset) -> Counts:
    """Upsert ``_staged`` into the table of ``dataset``; rows that the file lacks stay."""
    table, keys = quote(dataset.name), ", ".join(quote(c) for c in dataset.primary_key)
    differs = " or ".join(
        f"s.{quote(c)} is distinct from t.{quote(c)}"
        for c in dataset.columns
        if c not in dataset.primary_key
    )
    con.execute(
        "create or replace temp table _changed as"
        f" select s.* from _staged s join {table} t using ({keys}) where {differs or 'false'}"
    )
    con.execute(
        "create or replace temp table _added as"
        f" select s.* from _staged s anti join {table} t using ({keys})"
    )
    con.execute(f"delete from {table} where ({keys}) in (select ({keys}) from _changed)")
    con.execute(f"insert into {table} by name from _changed")
    con.execute(f"insert into {table} by name from _added")
    rows, changed, added = con.execute(
        "select (select count(*) from _staged), (select count(*) from _changed),"
        " (select count(*) from _added)"
    ).fetchall()[0]
    con.execute("drop table _changed; drop table _added; drop table _staged")
    return Counts(added, changed, rows - added - changed)
