"""Rows for people: as a table on the page and as a CSV that says what it holds."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode

import pandas as pd
import streamlit as st

from dashboard import formulas
from dashboard.kit.charts import text
from dashboard.kit.charts.base import Chart
from dashboard.kit.ui import citations
from dashboard.kit.ui.data import version

CHART = "chart"
"""The parameter of an address that asks for one chart of the page."""

END = "\r\n"
"""The end of a line in a CSV; with \\n alone Python below 3.13 leaves a \\r in a cell unquoted."""


def readable(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with days as dates, lists as text and yes or no, for a table or a file."""
    table = rows.copy(deep=False)
    for column in table.select_dtypes("datetime"):
        known = table[column].dropna()
        if (known == known.dt.normalize()).all():  # other times stay: those of loads
            table[column] = table[column].dt.date
    for column in table.select_dtypes(["object", "bool", "boolean"], exclude="str"):
        table[column] = table[column].map(_text).astype(object)
    return table


def _text(cell: Any) -> Any:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return "|".join(cell) if not isinstance(cell, str) and hasattr(cell, "__len__") else cell


def link() -> str:
    """Return the address of this page with its filters; "" where the browser's is not known."""
    if not st.context.url:
        return ""
    names = [name for name in st.query_params if name != CHART]
    asked = [(name, value) for name in names for value in st.query_params.get_all(name)]
    return _address(st.context.url, asked)


def to_chart(address: str, key: str, **more: str) -> str:
    """Return the address of a page with its filters that leads to one of its charts."""
    page, _, asked = address.partition("?")
    return _address(page, [*parse_qsl(asked), (CHART, key), *more.items()]) if address else ""


def _address(page: str, asked: list[tuple[str, str]]) -> str:
    return f"{page}?{urlencode(asked)}" if asked else page


def download(label: str, content: Any, file_name: str, key: str | None = None) -> None:
    """Offer a CSV; ``content`` is its text or bytes, or a function that makes them when asked."""
    st.download_button(
        label,
        content,
        file_name,
        "text/csv",
        key=key,
        icon=":material/download:",
        on_click="ignore",
    )


def csv(chart: Chart, events: pd.DataFrame, chosen: str, address: str) -> bytes:
    """Return the rows of ``chart`` as UTF-8 CSV; lines that begin with # say what they are.

    No text of them is a formula to a spreadsheet; the loader reads the file back.
    """
    sources = citations.sources(chart.rows, events)
    head = [
        chart.title,
        f"Filters: {chosen}",
        f"Data version: {version()}",
        f"Note: {chart.note}" if chart.note else "",
        f"How to read this: {chart.method}" if chart.method else "",
        f"Link: {address}" if address else "",
        text.plain(citations.source_line(chart.rows, events)),
        *(f"Event: {row.date:%Y-%m-%d} {row.title}" for row in events.itertuples()),
        guards(chart.rows),
        f"Sources ({len(sources)}), as keys in the column source_ids:",
        *(f"{source.source_id}: {source.told}" for source in sources),
    ]
    told = (formulas.guarded_line(" ".join(line.split())) for line in head if line)
    lines = "".join(f"# {line}{END}" for line in told)
    return lines.encode("utf-8") + table(chart.rows)


def guards(rows: pd.DataFrame) -> str:
    """Say how many cells of the CSV begin with an apostrophe of ours; "" where none does."""
    cells = readable(rows)
    texts = cells.select_dtypes(exclude=["number", "bool"])
    count = sum(formulas.is_run(cell) for name in texts for cell in texts[name])
    begin = "cell begins" if count == 1 else "cells begin"
    said = f"{count:,} {begin} with an apostrophe so that a spreadsheet does not run"
    return f"{said} {'it' if count == 1 else 'them'}." if count else ""


def table(rows: pd.DataFrame) -> bytes:
    """Return rows as UTF-8 CSV alone, none of whose texts a spreadsheet runs as a formula."""
    cells = readable(rows).rename(columns=formulas.guarded)
    for column in cells.select_dtypes(exclude=["number", "bool"]):
        cells[column] = cells[column].map(formulas.guarded)
    return cells.to_csv(index=False, lineterminator=END).encode("utf-8")
