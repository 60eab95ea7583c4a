"""The rules across rows: unique values, the primary key, references to other datasets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.contracts import Dataset, Reference
from dashboard.loading import overlap
from dashboard.loading.reading import literal, quote


@dataclass(frozen=True)
class KeyRule:
    """``offenders`` is SQL with the columns rows (row numbers) and found (texts), both lists.

    ``suspected`` is quicker SQL for one boolean: false means that there are none.
    """

    name: str
    column: str
    offenders: str
    words: str
    suspected: str = ""


def key_rules(
    dataset: Dataset, table: str, row: str, source: str | None = None
) -> Iterator[KeyRule]:
    """Yield the rules over ``table``; ``row`` is the SQL of a row's number in it.

    ``source`` is a source that all rows cite and that need not stand in the store yet.
    """
    key = dataset.primary_key
    same = f"the same {', '.join(key)}"
    yield KeyRule("primary key", "", _repeated(key, table, row), same, _clash(key, table))
    for column in [f.name for f in dataset.fields if f.unique and (f.name,) != key]:
        yield KeyRule("unique", column, _repeated((column,), table, row), "stands in each")
        taken = _taken(column, dataset, table, row)
        yield KeyRule("unique", column, taken, "stands in the store in another row")
    if period := dataset.period:
        yield KeyRule(
            "period",
            period.start,
            overlap.repeated(dataset, period, table, row),
            "and the days after it stand in more than one row of a series",
            overlap.mixture(period, table),
        )
    for reference in dataset.references:
        if source and reference.dataset == "sources":
            continue
        target = f"{', '.join(reference.other_fields)} of {reference.dataset}"
        advice = f"; load {reference.dataset} first, or correct it"
        if reference.dataset == dataset.name:
            advice = ", in the file or in the store"
        yield KeyRule(
            "reference",
            ", ".join(reference.fields),
            _strangers(reference, dataset, table, row),
            f"is no {target}{advice}",
        )


def _repeated(columns: tuple[str, ...], table: str, row: str) -> str:
    keys = ", ".join(quote(c) for c in columns)
    found = ", ".join(f"any_value({quote(c)}::varchar)" for c in columns)
    present = " and ".join(f"{quote(c)} is not null" for c in columns)
    return (  # the keys first: where none is repeated, no row number is gathered
        f"with repeated as (select {keys} from {table} where {present}"
        f" group by {keys} having count(*) > 1)"
        f" select list({row} order by {row}) as rows, [{found}] as found"
        f" from {table} join repeated using ({keys}) group by {keys}"
    )


def _clash(columns: tuple[str, ...], table: str) -> str:
    """Return SQL that is true where keys, or only their hashes, are equal."""
    keys = ", ".join(quote(c) for c in columns)
    return f"select count(distinct hash({keys})) < count(*) from {table}"


def _taken(column: str, dataset: Dataset, table: str, row: str) -> str:
    """Return SQL for the rows whose value stands in a stored row that the file leaves alone."""
    stored, value = quote(dataset.name), quote(column)
    keys = ", ".join(quote(c) for c in dataset.primary_key)
    return (
        f"select [{row}] as rows, [{table}.{value}::varchar] as found from {table}"
        f" join (from {stored} anti join {table} using ({keys})) as kept"
        f" on {table}.{value} = kept.{value}"
    )


def _strangers(reference: Reference, dataset: Dataset, table: str, row: str) -> str:
    """Return SQL for the rows whose reference is found neither in the store nor in the file."""
    fields = [quote(f) for f in reference.fields]
    others = [f"cast({quote(f)} as varchar)" for f in reference.other_fields]
    names = [f"k{n}" for n in range(len(fields))]
    known = f"select {_aliased(others, names)} from {quote(reference.dataset)}"
    if reference.dataset == dataset.name:
        known += f" union all select {_aliased(others, names)} from {table}"
    texts = [f"cast({table}.{f} as varchar)" for f in fields]
    keys = f"select distinct {_aliased(texts, names)} from {table}"
    if reference.delimiter is not None:
        split = f"unnest(string_split(k0, {literal(reference.delimiter)}))"
        keys = f"select distinct k0 as whole, {split} as k0 from ({keys}) where k0 is not null"
        match = f"{texts[0]} = strangers.whole"
    else:
        present = " and ".join(f"{n} is not null" for n in names)
        keys = f"select * from ({keys}) where {present}"
        match = " and ".join(f"{t} = strangers.{n}" for t, n in zip(texts, names, strict=True))
    return (
        f"with known as ({known}), keys as ({keys}),"
        f" strangers as (select * from keys anti join known using ({', '.join(names)}))"
        f" select [{row}] as rows, [{', '.join(f'strangers.{n}' for n in names)}] as found"
        f" from strangers join {table} on {match}"
    )


def _aliased(expressions: list[str], names: list[str]) -> str:
    return ", ".join(f"{e} as {n}" for e, n in zip(expressions, names, strict=True))
