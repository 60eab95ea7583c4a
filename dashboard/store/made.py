"""What a version holds beside the rows that were loaded: tables and macros made at publish."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

import duckdb


class Made(NamedTuple):
    """A table that a select fills, or the statement that creates a macro."""

    name: str
    text: str
    reads: Collection[str]
    """The tables that it is made of, through others and through macros as well."""
    is_macro: bool = False


def make(
    con: duckdb.DuckDBPyConnection, made: Iterable[Made], changed: Collection[str] | None
) -> None:
    """Make the tables that are made of one that has ``changed``; where that is None, everything.

    The rest stays as it is: the draft is a copy of the version before.
    """
    for one in made:
        if one.is_macro and changed is None:
            con.execute(one.text)
        elif not one.is_macro and (changed is None or not set(one.reads).isdisjoint(changed)):
            con.execute(f'create or replace table "{one.name}" as {one.text}')
