"""A file of port calls through our check and through two libraries that validate tables.

All three apply the same schema, data/schemas/port_calls.json, to the same 100,000 rows: types,
limits, patterns, the primary key. Ours also looks up the sources. Times are the processor's.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard import desk
from dashboard.settings import HOME
from tests.bench import timing, work

ROWS = 100_000
DAYS = 50
SCHEMA = HOME / "data" / "schemas" / "port_calls.json"


def run(folder: Path, store: Path, rounds: int) -> None:
    """Measure and print; ``folder`` is where to work, ``store`` one that is built."""
    file = folder / "port_calls.csv"
    write(file)
    timing.heading("libraries", f"{ROWS:,} port calls, {rounds} rounds in turn")
    values = timing.in_turn(
        rounds,
        ours=lambda: _ours(file, store),
        pandera=lambda: _pandera(file),
        frictionless=lambda: _frictionless(file),
    )
    for name in ("pandera", "frictionless"):
        timing.compare(f"check beside {name}", {n: values[n] for n in ("ours", name)}, "ms")


def write(file: Path) -> None:
    """Write sound port calls, in the contract's columns."""
    columns = [field["name"] for field in json.loads(SCHEMA.read_text())["fields"]]
    with (HOME / "data" / "sources.csv").open(encoding="utf-8") as sources:
        source = [line.partition(",")[0] for line in sources][1]
    days = [d.date().isoformat() for d in pd.date_range("2024-01-01", periods=DAYS)]
    with file.open("w", encoding="utf-8") as out:
        out.write(",".join(columns) + "\n")
        for port in range(ROWS // DAYS):
            calls = ",".join(str(port % n) for n in (2, 3, 4, 5, 6))
            tonnes = ",".join(f"{port * n / 7:.4f}" for n in range(10))
            for day in days:
                out.write(f"{day},port{port},Port {port},Yemen,YEM,{calls},{tonnes},{source}\n")


def _ours(file: Path, store: Path) -> float:
    settings, dataset = work.settings(store), work.package().dataset("port_calls")
    start = timing.spent()
    report = desk.check(settings, dataset, file)
    taken = 1000 * (timing.spent() - start)
    assert report.clean
    assert report.rows == ROWS
    return taken


def _frictionless(file: Path) -> float:
    from frictionless import Resource, Schema

    schema = Schema.from_descriptor(json.loads(SCHEMA.read_text()))
    start = timing.spent()
    report = Resource(path=file.name, basepath=str(file.parent), schema=schema).validate()
    taken = 1000 * (timing.spent() - start)
    assert report.valid
    assert report.stats["tasks"] == 1
    return taken


def _pandera(file: Path) -> float:
    import pandera.pandas as pa

    described = json.loads(SCHEMA.read_text())
    schema = pa.DataFrameSchema(
        {field["name"]: pa.Column(*_column(pa, field)) for field in described["fields"]},
        unique=described["primaryKey"],
    )
    dates = [field["name"] for field in described["fields"] if field["type"] == "date"]
    start = timing.spent()
    frame = pd.read_csv(file, parse_dates=dates, dtype=dict.fromkeys(_texts(described), "str"))
    assert len(schema.validate(frame, lazy=True)) == ROWS
    return 1000 * (timing.spent() - start)


def _texts(described: dict[str, Any]) -> list[str]:
    return [field["name"] for field in described["fields"] if field["type"] == "string"]


def _column(pa: Any, field: dict[str, Any]) -> tuple[Any, list[Any]]:
    """Return the type and the checks of a column, as pandera has them."""
    types = {"string": "str", "integer": "int64", "number": "float64", "date": "datetime64[us]"}
    rules, checks = field["constraints"], []
    is_date = field["type"] == "date"
    for name, check in (("minimum", pa.Check.ge), ("maximum", pa.Check.le)):
        if name in rules:
            checks.append(check(pd.Timestamp(rules[name]) if is_date else rules[name]))
    if "pattern" in rules:
        checks.append(pa.Check.str_matches(rules["pattern"]))
    return types[field["type"]], checks
