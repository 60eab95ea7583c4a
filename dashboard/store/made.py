"""What a version holds beside the rows that were loaded: tables and macros made at publish."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

import duckdb


class Made(NamedTuple):
    """A table that a select fills, or the statement that creates a macro."""

    name: str
    text: str
    reads: Collection[str]
    """The tables that it is made of, through others and through macros as well."""
    is_macro: bool = False
    lists: Mapping[str, str] = {}
    """Parameter of the text -> the values that it is run with, as SQL lists them."""

    key: Mapping[str, str] = {}
    """Parameter -> type of the column that says for which of its values a row is."""


def reading(name: str, key: Collection[str]) -> str:
    """Return the statement that reads the rows of a table for values of the parameters ``key``."""
    if not key:
        return f'from "{name}"'
    columns = ", ".join(f'"${one}"' for one in key)
    chosen = " and ".join(f'"${one}" is not distinct from ${one}' for one in key)
    return f'select * exclude ({columns}) from "{name}" where {chosen}'


def make(
    con: duckdb.DuckDBPyConnection, made: Iterable[Made], changed: Collection[str] | None
) -> None:
    """Make the tables that are made of one that has ``changed``; where that is None, everything.

    The rest stays as it is: the draft is a copy of the version before. One thread makes them: most
    are queries of milliseconds, of which a second one raises the processor time by a fifth.
    """
    con.execute("set threads = 1")
    for one in made:
        if one.is_macro and changed is None:
            con.execute(one.text)
        elif not one.is_macro and (changed is None or not set(one.reads).isdisjoint(changed)):
            _fill(con, one)


def _fill(con: duckdb.DuckDBPyConnection, one: Made) -> None:
    key = [f'${name}::{type_} as "${name}"' for name, type_ in one.key.items()]
    rows = f"select {', '.join(key)}, * from ({one.text})" if key else one.text
    into = f'create or replace table "{one.name}" as'
    for values in _values(con, one.lists) if key else [None]:
        con.execute(f"{into} {rows}", values)
        into = f'insert into "{one.name}"'


def _values(con: duckdb.DuckDBPyConnection, lists: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return every combination of the values that are listed, each once."""
    each = (f'(select unnest([{values}]) as "{name}")' for name, values in lists.items())
    found = con.execute(f"select distinct * from {', '.join(each)}")
    return [dict(zip(lists, row, strict=True)) for row in found.fetchall()]
