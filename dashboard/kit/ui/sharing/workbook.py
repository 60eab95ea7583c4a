"""Rows as a workbook: typed cells, their sources, and what they are. No text is run or linked."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from dashboard.kit.charts import text
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.ui import citations
from dashboard.kit.ui.columns import columns_behind
from dashboard.kit.ui.data import version
from dashboard.kit.ui.exports import readable

TEXTS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
"""A text is a text, whatever it looks like."""

MOST_ROWS, LONGEST = 1_048_575, 32_767
"""Rows below the titles of a sheet, and characters of a cell; more a workbook cannot hold."""

WIDEST = 60
"""Characters up to which a column is as wide as its texts."""


def workbook(chart: Chart, events: pd.DataFrame, chosen: str, address: str) -> bytes:
    """Return the rows of ``chart`` as a workbook of three sheets: Rows, Sources, About."""
    out = io.BytesIO()
    with Workbook(out, TEXTS) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        times: dict[type[date], Any] = {
            date: book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"}),
        }

        def sheet(name: str, titles: list[str], lines: Iterable[Iterable[Any]]) -> None:
            _filled(book.add_worksheet(name), titles, lines, bold, times)

        rows = readable(chart.rows)
        titles = [heading["label"] for heading in columns_behind(rows).values()]
        sheet("Rows", titles, zip(*(rows[name].tolist() for name in rows), strict=True))
        sheet(
            "Sources",
            ["Key", "Who says so", "Publisher", "Read", "Kind", "Address"],
            (
                (s.source_id, s.speaker, s.publisher, s.via, s.kind, s.url)
                for s in citations.sources(chart.rows, events)
            ),
        )
        sheet("About", ["What", "Of these rows"], _about(chart, events, chosen, address))
    return out.getvalue()


def _about(
    chart: Chart, events: pd.DataFrame, chosen: str, address: str
) -> Iterable[tuple[Any, Any]]:
    yield "Title", chart.title
    yield "Filters", chosen
    yield "Data version", version()
    if chart.note:
        yield "Note", chart.note
    if address:
        yield "Link", address
    yield "Sources", text.plain(citations.source_line(chart.rows, events))
    if len(chart.rows) > MOST_ROWS:
        yield "Rows", f"The first {MOST_ROWS:,} of {len(chart.rows):,}; the CSV holds all."
    for event in as_records(events):
        yield event["date"].date(), f"Event: {event['title']}"


def _filled(
    sheet: Worksheet,
    titles: list[str],
    lines: Iterable[Iterable[Any]],
    bold: Any,
    times: dict[type[date], Any],
) -> None:
    """Write lines below their titles; each cell by its type, what is missing as nothing."""
    widths = [len(title) for title in titles]
    sheet.freeze_panes(1, 0)
    for at, title in enumerate(titles):
        sheet.write_string(0, at, title, bold)
    for number, line in enumerate(lines, start=1):
        if number > MOST_ROWS:
            break
        for at, cell in enumerate(line):
            if isinstance(cell, str):
                widths[at] = max(widths[at], len(cell))
                sheet.write_string(number, at, cell[:LONGEST])
            elif isinstance(cell, date) and not pd.isna(cell):  # a time is a day as well
                known = times[datetime if isinstance(cell, datetime) else date]
                sheet.write_datetime(number, at, cell, known)
            elif not pd.isna(cell):
                sheet.write_number(number, at, cell)
    for at, width in enumerate(widths):
        sheet.set_column(at, at, min(max(width, 10), WIDEST) + 1)
