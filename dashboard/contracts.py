"""The Data Package in data/ as Python objects.

The descriptor and the schemas are standard (Data Package, Table Schema) with properties of our
own: `terms`, `coversFrom`, `coversUntil`, `staleAfterDays`, `dateField`, `filledBy` (what fills a
table that is bundled empty), `role` and `credit` (what a source line calls the rows, and as what
their publisher asks to be credited), `period` and `series` (see the classes) of a resource, and
`unit` and `items` of a field. `items` describes a cell that holds a list:
{"delimiter": "|", "enum": [...]} or {"delimiter": "|", "reference": {"resource", "field"}}.
`enumOf: "datasets"` allows the names of the datasets of the package.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from dashboard.errors import ContractError, UsageError

SQL_TYPES = {
    "string": "varchar",
    "integer": "bigint",
    "number": "double",
    "date": "date",
    "boolean": "boolean",
}
"""Table Schema type -> DuckDB type."""

NAME = re.compile(r"[a-z][a-z0-9_]*")
"""Names of datasets and fields: what SQL, URLs and file names take without quoting."""

CONSTRAINTS = {"required", "enum", "minimum", "maximum", "pattern", "unique"}
RESERVED = {"loads", "revisions", "rejects", "catalogue", "dictionary", "citations", "store_info"}
"""Names of the store's own tables, which no dataset may take."""


@dataclass(frozen=True)
class Reference:
    """``fields`` of a row must be found in ``other_fields`` of ``dataset``.

    With a ``delimiter`` the one field holds a list, and each item must be found.
    """

    fields: tuple[str, ...]
    dataset: str
    other_fields: tuple[str, ...]
    delimiter: str | None = None


@dataclass(frozen=True)
class Field:
    """A column: its Table Schema type and constraints, its unit and its words for people."""

    name: str
    type: str
    title: str
    description: str
    unit: str
    required: bool
    unique: bool
    enum: tuple[str, ...]
    item_enum: tuple[str, ...]
    item_delimiter: str | None
    minimum: float | str | None
    maximum: float | str | None
    pattern: str | None
    true_values: tuple[str, ...]
    false_values: tuple[str, ...]

    @property
    def sql_type(self) -> str:
        """The DuckDB type of the column."""
        return SQL_TYPES[self.type]


@dataclass(frozen=True)
class Period:
    """Columns of a row's first day and number of days; with more than one it covers the week."""

    start: str
    days: str


@dataclass(frozen=True)
class Series:
    """Rows alike in ``by`` are a time series of ``values``; all series alike in ``across`` have a
    total, which ``measure`` names: their sum, divided by the column ``days``, or by rows."""

    by: tuple[str, ...]
    across: tuple[str, ...]
    values: tuple[str, ...]
    measure: str
    days: str | None = None


@dataclass(frozen=True)
class Dataset:
    """A table of the package; ``covers_until`` is how far the record was checked."""

    name: str
    title: str
    description: str
    terms: str
    path: Path
    fields: tuple[Field, ...]
    missing_values: tuple[str, ...]
    primary_key: tuple[str, ...]
    references: tuple[Reference, ...]
    covers_from: date | None
    covers_until: date | None
    stale_after_days: int | None
    date_field: str | None
    filled_by: str | None = None
    period: Period | None = None
    series: Series | None = None
    role: str = ""
    credit: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(f.name for f in self.fields)


@dataclass(frozen=True)
class Package:
    """All datasets in reading order, and a fingerprint of the texts that define them."""

    title: str
    version: str
    datasets: dict[str, Dataset]
    fingerprint: str

    def dataset(self, name: str) -> Dataset:
        """Return a dataset by name; UsageError lists the names when there is none."""
        if name not in self.datasets:
            raise UsageError(
                f"No dataset is called {name!r}. Datasets: {', '.join(self.datasets)}."
            )
        return self.datasets[name]

    def loading_order(self) -> list[Dataset]:
        """Return the datasets so that each stands after those it refers to."""
        graph = {
            d.name: sorted({r.dataset for r in d.references} - {d.name})
            for d in self.datasets.values()
        }
        return [self.datasets[name] for name in TopologicalSorter(graph).static_order()]


def load_package(folder: Path) -> Package:
    """Read datapackage.json and the schemas of ``folder``; ContractError says what is wrong."""
    descriptor, digest = _read_json(folder / "datapackage.json"), hashlib.sha256()
    digest.update(json.dumps(descriptor, sort_keys=True).encode())
    datasets: dict[str, Dataset] = {}
    resources = descriptor.get("resources", [])
    enums = {"datasets": [resource.get("name") for resource in resources]}
    for resource in resources:
        where = f"datapackage.json, resource {resource.get('name', '?')}"
        try:
            schema = _read_json(folder / resource["schema"])
            for field in schema["fields"]:
                if "enumOf" in field:
                    field["constraints"]["enum"] = enums[field["enumOf"]]
            digest.update(json.dumps(schema, sort_keys=True).encode())
            dataset = _dataset(folder, resource, schema)
        except KeyError as error:
            raise ContractError(f"{where}: the property {error} is missing.") from error
        except (TypeError, ValueError) as error:
            raise ContractError(f"{where}: {error}.") from error
        if dataset.name in datasets or dataset.name in RESERVED:
            raise ContractError(f"{where}: the name is taken; choose another.")
        datasets[dataset.name] = dataset
    title, number = descriptor.get("title", ""), descriptor.get("version", "")
    package = Package(title, number, datasets, digest.hexdigest())
    _check_references(package)
    return package


def _read_json(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ContractError(f"{path} does not exist.") from error
    except (OSError, ValueError) as error:
        raise ContractError(f"{path} cannot be read as JSON: {error}.") from error
    if not isinstance(value, dict):
        raise ContractError(f"{path} holds no JSON object.")
    return value


def _dataset(folder: Path, resource: dict[str, Any], schema: dict[str, Any]) -> Dataset:
    primary_key = _names(schema["primaryKey"])
    missing_values = tuple(schema.get("missingValues", [""]))
    fields = tuple(_field(f, primary_key) for f in schema["fields"])
    references = [
        Reference(_names(key["fields"]), key["reference"]["resource"] or resource["name"],
                  _names(key["reference"]["fields"]))
        for key in schema.get("foreignKeys", [])
    ]  # fmt: skip
    for field in schema["fields"]:
        if reference := field.get("items", {}).get("reference"):
            here, there = (field["name"],), (reference["field"],)
            mark = field["items"]["delimiter"]
            references.append(Reference(here, reference["resource"], there, mark))
    known = {f.name for f in fields}
    for name in (resource["name"], *(f.name for f in fields)):
        if not NAME.fullmatch(name) or name == "rowid":
            raise ValueError(f"the name {name!r} is not made of small letters, digits and _")
    if len(known) < len(fields):
        raise ValueError("two fields have the same name")
    date_field = resource.get("dateField")
    period = Period(**resource["period"]) if "period" in resource else None
    series = _series(resource["series"]) if "series" in resource else None
    named = {*primary_key, *(n for r in references for n in r.fields), date_field}
    named |= {period.start, period.days} if period else set()
    named |= {*series.by, *series.across, *series.values, series.days} if series else set()
    if unknown := named - {None} - known:
        raise ValueError(f"the schema has no field {min(map(str, unknown))!r}")
    return Dataset(
        name=resource["name"],
        title=resource["title"],
        description=resource["description"],
        terms=resource.get("terms", ""),
        path=folder / resource["path"],
        fields=fields,
        missing_values=missing_values,
        primary_key=primary_key,
        references=tuple(references),
        covers_from=_date(resource.get("coversFrom")),
        covers_until=_date(resource.get("coversUntil")),
        stale_after_days=resource.get("staleAfterDays"),
        date_field=date_field,
        filled_by=resource.get("filledBy"),
        period=period,
        series=series,
        role=resource.get("role", resource["title"]),
        credit=resource.get("credit", ""),
    )


def _series(text: dict[str, Any]) -> Series:
    by, across = tuple(text["by"]), tuple(text.get("across", text["by"]))
    return Series(by, across, tuple(text["values"]), text["measure"], text.get("days"))


def _field(field: dict[str, Any], primary_key: tuple[str, ...]) -> Field:
    constraints = field.get("constraints", {})
    items = field.get("items", {})
    if field["type"] not in SQL_TYPES:
        raise ValueError(f"field {field['name']}: type {field['type']!r} is not supported")
    if unknown := set(constraints) - CONSTRAINTS:
        raise ValueError(f"field {field['name']}: constraint {min(unknown)!r} is not supported")
    return Field(
        name=field["name"],
        type=field["type"],
        title=field.get("title", field["name"]),
        description=field.get("description", ""),
        unit=field.get("unit", ""),
        required=constraints.get("required", False) or field["name"] in primary_key,
        unique=constraints.get("unique", False),
        enum=tuple(str(value) for value in constraints.get("enum", [])),
        item_enum=tuple(items.get("enum", [])),
        item_delimiter=items.get("delimiter"),
        minimum=constraints.get("minimum"),
        maximum=constraints.get("maximum"),
        pattern=constraints.get("pattern"),
        true_values=tuple(field.get("trueValues", ["true", "True", "TRUE", "1"])),
        false_values=tuple(field.get("falseValues", ["false", "False", "FALSE", "0"])),
    )


def _check_references(package: Package) -> None:
    for dataset in package.datasets.values():
        for reference in dataset.references:
            target = package.datasets.get(reference.dataset)
            if target is None or not set(reference.other_fields) <= set(target.columns):
                here, there = ", ".join(reference.fields), ", ".join(reference.other_fields)
                raise ContractError(
                    f"{dataset.name}: {here} refers to {reference.dataset}.{there},"
                    " which does not exist."
                )
    try:
        package.loading_order()
    except CycleError as error:
        circle = " -> ".join(error.args[1])
        raise ContractError(f"Datasets refer to each other in a circle: {circle}.") from error


def _names(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
