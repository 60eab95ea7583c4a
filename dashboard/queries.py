"""Named SQL files of queries/ as functions: name, parameters in, frame out.

A file answers one question. Its head is a comment: the first line says "One row per ...", then
one line a parameter of its own, `-- $name (type): meaning`. Those that many share stand in
queries/parameters.sql, and in no head. Tables are named as the datasets are.

What no choice changes is answered at publish, in a table of the query's name. A head may say the
same for usual choices, one line a parameter: `-- Kept for $until: null, essay_day()`. The answer
is then kept for each of these values, with those of other such lines, and NULL for all others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from dashboard import parameters
from dashboard.parameters import Parameter
from dashboard.store import made

if TYPE_CHECKING:
    import pandas as pd  # commands that answer without a frame start in half the time

ROOT = Path(__file__).resolve().parent.parent / "queries"
_COMMENT = re.compile(r"--.*")
_SAID = re.compile(r"--.*|'(?:[^']|'')*'")
_READ = re.compile(r"\b(?:from|join)\s+(\w+)")
_CALL = re.compile(r"\b(\w+)\(")
_KEPT = re.compile(r"^-- Kept for \$(\w+): (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Query:
    """A SQL file: its name ("charts/attacks_by_month"), text, grain and the parameters it takes."""

    name: str
    text: str
    grain: str
    parameters: dict[str, Parameter]
    kept_for: dict[str, str]
    """Parameter -> the values for which the answer is kept, as SQL lists them."""

    @property
    def is_kept(self) -> bool:
        """Whether a table of its name holds answers since publish."""
        return not self.name.startswith("views/") and bool(self.kept_for or not self.parameters)

    def kept(self, chosen: Mapping[str, Any]) -> tuple[str, dict[str, Any]] | None:
        """Return what reads the answer that is kept for values, if it is; None if it cannot be."""
        others = chosen.keys() - self.kept_for.keys()
        if not self.is_kept or any(chosen[name] is not None for name in others):
            return None
        key = {name: chosen[name] for name in self.kept_for}
        return made.reading(self.name, key), key


@cache
def shared() -> dict[str, Parameter]:
    """Return the parameters that every query may take without declaring them."""
    file = ROOT / "parameters.sql"
    return parameters.declared(file.read_text(encoding="utf-8").splitlines(), file.name)


@cache
def load(name: str) -> Query:
    """Return the query of that name; FileNotFoundError when queries/ has no such file."""
    return read(name, (ROOT / f"{name}.sql").read_text(encoding="utf-8"))


def read(name: str, text: str) -> Query:
    """Return the query that a text is; ValueError where head and SQL name other parameters."""
    head = list(takewhile(lambda line: line.startswith("--"), text.splitlines()))
    own = parameters.declared(head, name)
    takes = parameters.of_query(own, shared(), _SAID.sub("", text), name)
    kept_for = dict(_KEPT.findall("\n".join(head)))
    if unknown := kept_for.keys() - takes.keys():
        raise ValueError(f"{name}: it is kept for ${min(unknown)}, which it does not take.")
    return Query(name, text, head[0].removeprefix("-- ") if head else "", takes, kept_for)


def source(name: str) -> str:
    """Return the text of a file of SQL by its folder and name, "macros/passage_state"."""
    return (ROOT / f"{name}.sql").read_text(encoding="utf-8")


def names(root: Path | None = None) -> list[str]:
    """Return the names of all queries, sorted; macros and formats are no questions."""
    root = root or ROOT
    found = (p.relative_to(root).with_suffix("") for p in root.glob("*/*.sql"))
    return sorted(str(p) for p in found if p.parts[0] not in ("macros", "formats"))


@cache
def reads(name: str, root: Path | None = None) -> tuple[str, ...]:
    """Return the tables that the query of that name reads, by itself or through views and macros.

    Names of its own common table expressions are among them; they are no tables of the store.
    """
    root = root or ROOT
    tables: dict[str, None] = {}
    seen: set[Path] = set()
    files = [root / f"{name}.sql"]
    while files:
        read, shaping = _named(files.pop(), root)
        tables |= dict.fromkeys(read)
        files += [file for file in shaping if file not in seen]
        seen.update(shaping)
    return tuple(tables)


@cache
def _named(file: Path, root: Path) -> tuple[list[str], list[Path]]:
    """Return what a file names as tables, and the files of the views and macros among its names."""
    text = _COMMENT.sub("", _KEPT.sub(r"\2", file.read_text(encoding="utf-8")))
    read = _READ.findall(text)
    shaping = {root / "macros" / f"{macro}.sql" for macro in _CALL.findall(text)}
    shaping |= {root / "views" / f"{table}.sql" for table in read}
    return read, sorted(file for file in shaping if file.exists())


def values(name: str, filters: Mapping[str, Any] | None, own: dict[str, Any]) -> dict[str, Any]:
    """Return a value for each parameter of a query, by the rules of ``run``."""
    takes = load(name).parameters
    for key in filters or {}:
        if key not in shared():
            raise TypeError(f"{name}: ${key} is no shared parameter; pass it as {key}=.")
    chosen = {key: value for key, value in (filters or {}).items() if key in takes}
    return parameters.values(name, takes, chosen | own)


def run(
    cursor: duckdb.DuckDBPyConnection,
    name: str,
    filters: Mapping[str, Any] | None = None,
    /,
    **own: Any,
) -> pd.DataFrame:
    """Run a named query and return its rows.

    ``filters`` are shared parameters, of which a query takes those that it uses, so that a page
    can pass its whole filter state; each of ``own`` must be one that it takes, and wins over a
    filter. TypeError names what does not fit. What is not passed is NULL, as its meaning says. A
    column of texts is one of pandas' type ``str`` even where no row has a text: DuckDB then hands
    on a column of objects, which does not add or compare.
    """
    import pandas as pd

    for result in _results(cursor, name, filters, own):
        kinds = {column[0]: column[1] for column in result.description}
        columns = result.fetchnumpy()
        frame = pd.DataFrame({name: _column(columns[name], kind) for name, kind in kinds.items()})
        if len(frame):
            break
    return frame


def _column(values: Any, kind: object) -> Any:
    """Return a column as DuckDB's own frames have it, in a third of their time.

    Only a column without a text is one of objects there.
    """
    import numpy as np
    import pandas as pd

    data: Any = np.ma.getdata(values)
    missing: Any = np.ma.getmaskarray(values) if np.ma.is_masked(values) else None
    if kind == "VARCHAR":
        texts: Any = data if missing is None else np.where(missing, None, data)
        return pd.array(texts, dtype="str")
    if missing is None:
        return data
    match data.dtype.kind:
        case "i" | "u":
            return pd.arrays.IntegerArray(data, missing)
        case "b":
            return pd.arrays.BooleanArray(data, missing)
        case "M":
            return np.where(missing, np.datetime64("NaT"), data)
    return np.where(missing, np.nan, data)


def rows(
    cursor: duckdb.DuckDBPyConnection,
    name: str,
    filters: Mapping[str, Any] | None = None,
    /,
    **own: Any,
) -> list[dict[str, Any]]:
    """Run a named query as ``run`` does and return its rows as dicts; NULL is None."""
    for result in _results(cursor, name, filters, own):
        columns = [column[0] for column in result.description]
        found = [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
        if found:
            break
    return found


def _results(
    cursor: duckdb.DuckDBPyConnection,
    name: str,
    filters: Mapping[str, Any] | None,
    own: dict[str, Any],
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Run what may answer a query, in turn: an answer without a row may be one that is not kept."""
    query, chosen = load(name), values(name, filters, own)
    if kept := query.kept(chosen):
        with suppress(duckdb.CatalogException, duckdb.BinderException):  # of an older program
            yield cursor.execute(*kept)
    yield cursor.execute(query.text, chosen or None)
