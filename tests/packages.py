"""Data Packages that the loader accepts and that hold less than the bundled one."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from dashboard import contracts, desk, store
from dashboard.contracts import Dataset, Package, Reference
from dashboard.settings import HOME, Settings
from tests import publishers
from tests.publishers import Publisher

Row = list[str]
Tables = dict[str, list[Row]]
"""Dataset -> its rows, each in the order of the dataset's columns."""

LOADED = [
    publishers.PORTS,
    publishers.DATABASE,
    publishers.ACLED,
    publishers.ASAM,
    publishers.HISTORY,
    publishers.WFP,
]
"""What stands for the files that the data team loads, whose datasets are bundled empty."""

DAYS = [date(year, month, 5) for year in (2023, 2024, 2025) for month in range(1, 13)]
"""Days of the rows of those files."""


def filled(package: Package) -> Tables:
    """Return the bundled rows, and rows in the datasets that are bundled empty."""
    tables = {name: _read(dataset) for name, dataset in package.datasets.items()}
    about = package.dataset("sources").columns
    for publisher in LOADED:
        tables[publisher.dataset] += _rows(package.dataset(publisher.dataset), publisher)
        own = {"source_id": publisher.source, "url": f"https://{publisher.source}.example"}
        source = dict(zip(about, tables["sources"][0], strict=True)) | own
        tables["sources"].append(list(source.values()))
    return tables


def _read(dataset: Dataset) -> list[Row]:
    with dataset.path.open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    assert tuple(header) == dataset.columns
    return rows


def _rows(dataset: Dataset, publisher: Publisher) -> list[Row]:
    """Return the publisher's good row, on each of the days where it has one."""
    row = dict(zip(dataset.columns, (*publisher.rows[0], publisher.source), strict=True))
    rows = [row]
    if dataset.date_field:
        rows = [row | {dataset.date_field: day} for day in DAYS]
    if "incident_id" in row:
        rows = [each | {"incident_id": f"{number}"} for number, each in enumerate(rows)]
    return [["" if cell is None else str(cell) for cell in each.values()] for each in rows]


def emptied(tables: Tables, package: Package, name: str) -> Tables:
    """Return the tables without a row in one; what refers to its rows goes as well."""
    return _held(tables | {name: []}, package, name)


def cut(tables: Tables, package: Package, name: str, at: int) -> Tables:
    """Return the tables with one row in one of them; what refers to its others goes as well."""
    return _held(tables | {name: [tables[name][at]]}, package, name)


def few(tables: Tables, package: Package) -> Tables:
    """Return the tables with their first rows, and the rows that those refer to."""
    left = {name: rows[:1] for name, rows in tables.items()}
    for dataset in reversed(package.loading_order()):
        for reference in dataset.references:
            other = package.dataset(reference.dataset)
            wanted = set().union(*(_keys(dataset, reference, row) for row in left[dataset.name]))
            left[other.name] = [
                row
                for number, row in enumerate(tables[other.name])
                if not number or _key(other, reference, row) in wanted or row in left[other.name]
            ]
    return left


def _held(tables: Tables, package: Package, name: str) -> Tables:
    """Return the tables, of which one has lost rows, without the rows that refer to those."""
    left, shorter = dict(tables), {name}
    for dataset in package.loading_order():
        for reference in dataset.references:
            if reference.dataset not in shorter:
                continue
            other = package.dataset(reference.dataset)
            known = {_key(other, reference, row) for row in left[other.name]}
            rows = [row for row in left[dataset.name] if _keys(dataset, reference, row) <= known]
            if len(rows) < len(left[dataset.name]):
                shorter.add(dataset.name)
            left[dataset.name] = rows
    return left


def _keys(dataset: Dataset, reference: Reference, row: Row) -> set[tuple[str, ...]]:
    """Return what a row refers to: nothing where a cell is empty."""
    cells = [row[dataset.columns.index(field)] for field in reference.fields]
    if "" in cells:
        return set()
    if reference.delimiter:
        return {(item,) for item in cells[0].split(reference.delimiter)}
    return {tuple(cells)}


def _key(dataset: Dataset, reference: Reference, row: Row) -> tuple[str, ...]:
    return tuple(row[dataset.columns.index(field)] for field in reference.other_fields)


def optional(tables: Tables, package: Package) -> list[tuple[str, str]]:
    """Return the columns that may be empty and are not: dataset and field."""
    return [
        (name, field.name)
        for name, dataset in package.datasets.items()
        for at, field in enumerate(dataset.fields)
        if not field.required and any(row[at] for row in tables[name])
    ]


def changed(
    tables: Tables, package: Package, name: str, field: str, change: Callable[[str], str]
) -> Tables:
    """Return the tables with other values in a column."""
    at = package.dataset(name).columns.index(field)
    return tables | {name: [[*r[:at], change(r[at]), *r[at + 1 :]] for r in tables[name]]}


def blank(tables: Tables, package: Package, columns: list[tuple[str, str]]) -> Tables:
    """Return the tables with nothing in the columns given."""
    for name, field in columns:
        tables = changed(tables, package, name, field, lambda _: "")
    return tables


def write(tables: Tables, package: Package, folder: Path, like: Settings | None = None) -> Settings:
    """Write a package with these rows, and build its store by the loader.

    Where it is ``like`` another, which is whole, its store begins as a copy of that one's, and the
    datasets whose rows are others are loaded anew: that takes a fifth of the time.
    """
    data = folder / "data"
    shutil.copytree(HOME / "data" / "schemas", data / "schemas")
    shutil.copy(HOME / "data" / "datapackage.json", data)
    for name, rows in tables.items():
        dataset = package.dataset(name)
        with (data / dataset.path.name).open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows([dataset.columns, *rows])
    settings = Settings(store=folder / "store", data=data, keep=20)
    if like:
        shutil.copytree(like.store, settings.store)
        _empty(settings, [name for name in tables if not _is_same(name, package, settings, like)])
    desk.ensure(settings, contracts.load_package(data))
    return settings


def _is_same(name: str, package: Package, one: Settings, other: Settings) -> bool:
    path = package.dataset(name).path.name
    return (one.data / path).read_bytes() == (other.data / path).read_bytes()


def _empty(settings: Settings, datasets: list[str]) -> None:
    """Take the rows of datasets away; what is made of them is made when they are loaded."""
    with store.writing(settings.store, settings.keep) as draft:
        for name in datasets:
            draft.con.execute(f'truncate "{name}"')
