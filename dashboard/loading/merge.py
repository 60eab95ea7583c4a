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
    (rows, before) = con.execute(
        f"select (select count(*) from _staged), (select count(*) from {table})"
    ).fetchall()[0]
    con.execute(
        "create or replace temp table _changed as"
        f" select s.* from _staged s join {table} t using ({keys}) where {differs or 'false'}"
    )
    (changed,) = con.execute("select count(*) from _changed").fetchall()[0]
    if changed:
        con.execute(f"delete from {table} where ({keys}) in (select ({keys}) from _changed)")
        con.execute(f"insert into {table} by name from _changed")
    con.execute(f"insert into {table} by name from _staged s anti join {table} t using ({keys})")
    (after,) = con.execute(f"select count(*) from {table}").fetchall()[0]
    con.execute("drop table _changed; drop table _staged")
    return Counts(after - before, changed, rows - (after - before) - changed)
