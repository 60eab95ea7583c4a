"""The tables of a version: datasets, ledger, catalogue, dictionary, and what is made of them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import Path

import duckdb

from dashboard.contracts import Dataset, Field, Package
from dashboard.errors import ContractError, StoreError
from dashboard.store import ledger
from dashboard.store.made import Made, make
from dashboard.store.reader import FORMAT

CATALOGUE = """
create or replace table catalogue (
    dataset varchar, position integer, title varchar, description varchar, terms varchar,
    rows bigint, first_date date, last_date date, covers_from date, covers_until date,
    further_ground varchar, further_until date, coverage_note varchar,
    stale_after_days integer, filled_by varchar, role varchar, credit varchar
);
create or replace table citations (source_id varchar, dataset varchar, citing_rows bigint);
"""

DICTIONARY = """
create or replace table dictionary (
    dataset varchar, position integer, field varchar, title varchar, description varchar,
    type varchar, unit varchar, required boolean, is_key boolean, allowed varchar
);
"""


OWN = ("catalogue", "citations", "loads", "revisions", "rejects")
"""Tables that every load changes."""


def fingerprint(package: Package, made: list[Made]) -> str:
    """Return a digest of what shapes a version: contracts, program, DuckDB, what is made."""
    digest = hashlib.sha256((package.fingerprint + duckdb.__version__).encode())
    for module in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(module.read_bytes())
    for one in made:
        digest.update(f"{one.name} {one.text}".encode())
    return digest.hexdigest()


def create(con: duckdb.DuckDBPyConnection, package: Package) -> None:
    """Create what is missing: tables, and columns that a contract has gained, empty at first.

    StoreError when a table has a column that its contract does not.
    """
    con.execute(ledger.TABLES)
    _try_patterns(con, package)
    there: dict[str, list[tuple[str, str]]] = {}
    for table, column, type_ in con.execute(
        "select table_name, column_name, data_type from duckdb_columns() order by column_index"
    ).fetchall():
        there.setdefault(table, []).append((column, type_))
    for dataset in package.datasets.values():
        wanted = [(f.name, f.sql_type.upper()) for f in dataset.fields]
        found = there.get(dataset.name, [])
        if not found:
            columns = ", ".join(f'"{name}" {type_}' for name, type_ in wanted)
            con.execute(f'create table "{dataset.name}" ({columns})')
        elif found != wanted and set(found) < set(wanted):
            stored = {name for name, _ in found}
            cells = (f'"{n}"' if n in stored else f'null::{t} as "{n}"' for n, t in wanted)
            con.execute(
                f'create or replace table "{dataset.name}" as'
                f' select {", ".join(cells)} from "{dataset.name}"'
            )
        elif found != wanted:
            raise StoreError(
                f"The store holds {dataset.name} under another contract than data/schemas now"
                f" says: {found} there, {wanted} here. Move the store away and run"
                " `python -m dashboard build`, then load your files again."
            )


def _try_patterns(con: duckdb.DuckDBPyConnection, package: Package) -> None:
    of = {field.pattern: (d, field) for d in package.datasets.values() for field in d.fields}
    for pattern, (dataset, field) in of.items():
        try:
            con.execute("select regexp_full_match('', ?)", [pattern or ""])
        except duckdb.Error as error:
            raise ContractError(
                f"{dataset.name}, field {field.name}: the pattern {field.pattern} cannot be used"
                f" ({str(error).splitlines()[0]}). Patterns are of the kind RE2."
            ) from error


def sha256(file: Path) -> str:
    """Return the SHA-256 of a file's content, in hexadecimal digits."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def finish(
    con: duckdb.DuckDBPyConnection,
    package: Package,
    made: list[Made],
    changed: Collection[str] | None = None,
) -> None:
    """Compute at publish what no page should: catalogue, dictionary, and what is ``made``.

    ``changed`` are the datasets whose rows are others than in the version that was copied; None
    stands for all. Where contracts, SQL or the program are others, everything is made anew.
    """
    now = fingerprint(package, made)
    is_same = con.execute("select fingerprint from store_info").fetchall() == [(now,)]
    con.execute(CATALOGUE)
    _catalogue(con, package)
    _citations(con, package)
    if not is_same:
        con.execute(DICTIONARY)
        _dictionary(con, package)
    if "coverage" in package.datasets:
        con.execute(
            "update catalogue set covers_from = coverage.covers_from,"
            " covers_until = coverage.covers_until,"
            " further_ground = if(coverage.further_until is not null,"
            " coalesce(coverage.further_ground, 'a part'), null),"
            " further_until = coverage.further_until, coverage_note = coverage.note"
            " from coverage where coverage.dataset = catalogue.dataset"
        )
    if taken := {one.name for one in made} & package.datasets.keys():
        raise StoreError(
            f"queries/ has a file with the name of a dataset, {min(taken)}; rename it."
        )
    make(con, made, {*changed, *OWN} if is_same and changed is not None else None)
    con.execute("delete from store_info")
    con.execute("insert into store_info values (?, ?)", [FORMAT, now])


def _catalogue(con: duckdb.DuckDBPyConnection, package: Package) -> None:
    described = [
        (
            dataset.name,
            dataset.title,
            dataset.description,
            dataset.terms,
            dataset.covers_from,
            dataset.covers_until,
            dataset.stale_after_days,
            dataset.filled_by,
            dataset.role,
            dataset.credit,
        )
        for dataset in package.datasets.values()
    ]
    counted = [
        f"select {_text(dataset.name)} as dataset, {position} as position, count(*) as rows,"
        f" min({_day(dataset)}) as first_date, max({_day(dataset)}) as last_date"
        f' from "{dataset.name}"'
        for position, dataset in enumerate(package.datasets.values(), start=1)
    ]
    con.execute(
        "insert into catalogue by name select * from"
        f" (values {', '.join(['(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'] * len(described))}) as described"
        " (dataset, title, description, terms, covers_from, covers_until, stale_after_days,"
        " filled_by, role, credit)"
        f" join ({' union all '.join(counted)}) using (dataset) order by position",
        [value for values in described for value in values],
    )


def _day(dataset: Dataset) -> str:
    return f'"{dataset.date_field}"' if dataset.date_field else "null::date"


def _text(words: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + words.replace("'", "''") + "'"


def _citations(con: duckdb.DuckDBPyConnection, package: Package) -> None:
    """Count the rows of each dataset that cite each source."""
    cells = [
        f"select {_text(dataset.name)} as dataset, count(*) as rows,"
        f' string_split("{reference.fields[0]}", {_text(reference.delimiter)}) as cited'
        f' from "{dataset.name}" group by cited'
        for dataset in package.datasets.values()
        for reference in dataset.references
        if reference.dataset == "sources" and reference.delimiter
    ]
    if cells:
        con.execute(
            "insert into citations select source_id, dataset, sum(rows) from"
            " (select dataset, rows, unnest(list_distinct(cited)) as source_id"
            f" from ({' union all '.join(cells)})) group by all"
        )


def _dictionary(con: duckdb.DuckDBPyConnection, package: Package) -> None:
    entries = [
        _entry(dataset, number, field)
        for dataset in package.datasets.values()
        for number, field in enumerate(dataset.fields, start=1)
    ]
    con.execute(  # in columns: row by row it takes twenty times as long
        f"insert into dictionary select {', '.join(['unnest(?)'] * len(entries[0]))}",
        [list(column) for column in zip(*entries, strict=True)],
    )


def _entry(dataset: Dataset, number: int, field: Field) -> list[object]:
    return [
        dataset.name,
        number,
        field.name,
        field.title,
        field.description,
        field.type,
        field.unit,
        field.required,
        field.name in dataset.primary_key,
        allowed(dataset, field),
    ]


def allowed(dataset: Dataset, field: Field) -> str:
    """Return in words what a cell of ``field`` may hold beyond its type."""
    words = []
    if field.enum or field.item_enum:
        words.append(f"one of {', '.join(field.enum or field.item_enum)}")
    if field.minimum is not None:
        words.append(f"at least {field.minimum}")
    if field.maximum is not None:
        words.append(f"at most {field.maximum}")
    if field.pattern:
        words.append(f"of the form {field.pattern}")
    if field.unique:
        words.append("no value twice")
    if field.item_delimiter:
        words.append(f"several are separated by {field.item_delimiter!r}")
    for reference in dataset.references:
        if field.name in reference.fields:
            words.append(f"found in {reference.dataset}.{', '.join(reference.other_fields)}")
    return "; ".join(words)
