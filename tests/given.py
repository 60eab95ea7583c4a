"""A store in memory for tests: the tables of the real one, filled with a few given rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import duckdb
import plotly.graph_objects as go

from dashboard import contracts, queries
from dashboard.contracts import Package
from dashboard.desk import building
from dashboard.kit.charts.base import Chart
from dashboard.settings import HOME
from dashboard.store import tables as store_tables

Rows = list[tuple[Any, ...]]
Ask = Callable[..., Rows]


@cache
def package() -> Package:
    """Return the bundled Data Package."""
    return contracts.load_package(HOME / "data")


def tables(con: duckdb.DuckDBPyConnection, **rows: list[dict[str, Any]]) -> None:
    """Create all tables of a store; fill datasets with the rows given, missing keys are NULL.

    Views and the catalogue are computed from the rows as they are at publish.
    """
    store_tables.create(con, package())
    for dataset, records in rows.items():
        columns = [field.name for field in package().dataset(dataset).fields]
        for record in records:
            assert set(record) <= set(columns), f"{dataset} has no {set(record) - set(columns)}"
            marks = ", ".join("?" for _ in columns)
            con.execute(
                f'insert into "{dataset}" values ({marks})', [record.get(c) for c in columns]
            )
    store_tables.finish(con, package(), building.made())


def open_store(**rows: list[dict[str, Any]]) -> duckdb.DuckDBPyConnection:
    """Return a store in memory that holds the rows given."""
    con = duckdb.connect()
    tables(con, **rows)
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
    takes = queries.load(name).parameters.items()
    return {key: some[about.type] for key, about in takes if not about.is_optional}


def drawn(chart: Chart) -> go.Figure:
    """Return the figure of a chart as Plotly reads it; what Plotly does not know is an error."""
    assert chart.figure is not None
    return go.Figure(chart.figure)
