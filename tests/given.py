"""A store in memory for tests: the tables of the real one, filled with a few given rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import plotly.graph_objects as go

from dashboard import contracts, queries
from dashboard.contracts import Package
from dashboard.desk import building
from dashboard.kit.charts.base import Chart
from dashboard.settings import HOME
from dashboard.store import tables as store_tables
from dashboard.store.made import Made
from dashboard.store.publishing import DRAFT

Rows = list[tuple[Any, ...]]
Ask = Callable[..., Rows]


@cache
def package() -> Package:
    """Return the bundled Data Package."""
    return contracts.load_package(HOME / "data")


@cache
def made() -> list[Made]:
    """Return what is made at publish but for kept answers: who asks a query runs it."""
    of_queries = set(queries.names())
    return [one for one in building.made() if one.name not in of_queries]


@cache
def empty() -> TemporaryDirectory[str]:
    """Return a folder with the file ``store`` of a store without rows, made once a process."""
    folder = TemporaryDirectory(prefix="empty-store-")
    with duckdb.connect(Path(folder.name) / "store", config=DRAFT) as con:
        store_tables.create(con, package())
        store_tables.finish(con, package(), made())
    return folder


def open_store(**rows: list[dict[str, Any]]) -> duckdb.DuckDBPyConnection:
    """Return a store in memory whose datasets hold the rows given; missing keys are NULL.

    What is made at publish is made of the rows as a publish does.
    """
    con = duckdb.connect(config={"threads": 1})
    con.execute(
        f"attach '{empty().name}/store' as empty (read_only);"
        " copy from database empty to memory; detach empty"
    )
    for dataset, records in rows.items():
        columns = [field.name for field in package().dataset(dataset).fields]
        if unknown := {key for record in records for key in record} - set(columns):
            raise KeyError(f"{dataset} has no {unknown}")
        if records:
            row = f"({', '.join('?' for _ in columns)})"
            con.execute(
                f'insert into "{dataset}" values {", ".join([row] * len(records))}',
                [record.get(column) for record in records for column in columns],
            )
    store_tables.finish(con, package(), made(), list(rows))
    return con


def asker(con: duckdb.DuckDBPyConnection) -> Ask:
    """Return a function that runs a named query; it returns all columns, or those it is told."""

    def ask(name: str, columns: str = "", **parameters: Any) -> Rows:
        values = queries.values(name, None, parameters)
        result = con.cursor().execute(queries.load(name).text, values or None)
        names = [column[0] for column in result.description]
        chosen = [names.index(column) for column in columns.split() or names]
        return [tuple(row[i] for i in chosen) for row in result.fetchall()]

    return ask


def required(name: str) -> dict[str, Any]:
    """Return some value for each parameter of a query that may not be left out."""
    some = {"date": date(2023, 11, 18), "integer": 2023}
    grain = {"grain": "month"}  # a text that is one of a few
    takes = queries.load(name).parameters.items()
    return {
        key: grain.get(key) or some[about.type] for key, about in takes if not about.is_optional
    }


def drawn(chart: Chart) -> go.Figure:
    """Return the figure of a chart as Plotly reads it; what Plotly does not know is an error."""
    assert chart.figure is not None
    return go.Figure(chart.figure)
