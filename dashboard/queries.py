"""Named SQL files of queries/ as functions: name, parameters in, frame out.

A file answers one question. Its head is a comment: the first line says "One row per ...", then
one line a parameter, `-- $name: meaning`. Tables are named as the datasets are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

if TYPE_CHECKING:
    import pandas as pd  # commands that answer without a frame start in half the time

ROOT = Path(__file__).resolve().parent.parent / "queries"
_PARAMETER = re.compile(r"^-- \$(\w+): (.+)$")
_COMMENT = re.compile(r"--.*")
_READ = re.compile(r"\b(?:from|join)\s+(\w+)")
_CALL = re.compile(r"\b(\w+)\(")


@dataclass(frozen=True)
class Query:
    """A SQL file: its name ("charts/attacks_by_month"), text, grain and declared parameters."""

    name: str
    text: str
    grain: str
    parameters: dict[str, str]


@cache
def load(name: str) -> Query:
    """Return the query of that name; FileNotFoundError when queries/ has no such file."""
    text = (ROOT / f"{name}.sql").read_text(encoding="utf-8")
    head = [line for line in text.splitlines() if line.startswith("--")]
    parameters = {m[1]: m[2] for line in head if (m := _PARAMETER.match(line))}
    return Query(name, text, head[0].removeprefix("-- ") if head else "", parameters)


def names() -> list[str]:
    """Return the names of all queries, sorted; macros and formats are no questions."""
    found = (p.relative_to(ROOT).with_suffix("") for p in ROOT.glob("*/*.sql"))
    return sorted(str(p) for p in found if p.parts[0] not in ("macros", "formats"))


@cache
def reads(name: str) -> tuple[str, ...]:
    """Return the tables that the query of that name reads, by itself or through views and macros.

    Names of its own common table expressions are among them; they are no tables of the store.
    """
    tables: dict[str, None] = {}
    seen: set[Path] = set()
    files = [ROOT / f"{name}.sql"]
    while files:
        text = _COMMENT.sub("", files.pop().read_text(encoding="utf-8"))
        read = _READ.findall(text)
        tables |= dict.fromkeys(read)
        called = {ROOT / "macros" / f"{macro}.sql" for macro in _CALL.findall(text)}
        shaping = {ROOT / "views" / f"{table}.sql" for table in read} | called
        files += sorted(file for file in shaping - seen if file.exists())
        seen |= shaping
    return tuple(tables)


def run(cursor: duckdb.DuckDBPyConnection, name: str, **parameters: Any) -> pd.DataFrame:
    """Run a named query and return its rows.

    A query takes those of ``parameters`` that its head declares; the others are ignored, so that
    a page can pass its whole filter state. A declared parameter that is not passed is NULL, which
    every query reads as "all". A column of texts is one of pandas' type ``str`` even where no
    row has a text: DuckDB then hands on a column of objects, which does not add or compare.
    """
    result = _execute(cursor, name, parameters)
    texts = [column[0] for column in result.description if column[1] == "VARCHAR"]
    frame = result.df()
    kinds = frame.dtypes
    for text in texts:
        if kinds[text] == "object":
            frame[text] = frame[text].astype("str")
    return frame


def rows(cursor: duckdb.DuckDBPyConnection, name: str, **parameters: Any) -> list[dict[str, Any]]:
    """Run a named query as ``run`` does and return its rows as dicts; NULL is None."""
    result = _execute(cursor, name, parameters)
    columns = [column[0] for column in result.description]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


def _execute(
    cursor: duckdb.DuckDBPyConnection, name: str, parameters: dict[str, Any]
) -> duckdb.DuckDBPyConnection:
    query = load(name)
    values = {key: parameters.get(key) for key in query.parameters}
    return cursor.execute(query.text, values or None)
