"""What the process that reads files does: one task, with what helps to mend the file."""

from __future__ import annotations

import csv
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb

from dashboard import contracts
from dashboard.desk import building, loads, saying, undoing
from dashboard.desk.loads import Loaded, Preview, Step
from dashboard.desk.undoing import Undone
from dashboard.desk.wire import Excerpt, Seen, Task
from dashboard.loading import Layouts, Report, opening, reading
from dashboard.loading.problems import ROWS

ROWS_SHOWN, CELL = 20, 200
"""Rows of a file that an excerpt holds, and characters of a cell of it."""

ROWS_NAMED = 1000
"""Rows that one problem hands on; of more the first few are named and the rest is counted."""

REJECTS = 8_000_000
"""Characters of rejected rows that a preview holds."""


def do(task: Task, step: Step) -> Report | Seen | Loaded | Undone:
    """Do a task and return its outcome."""
    settings, package = task.settings, contracts.load_package(task.settings.data)
    if task.action == "undo":
        step("bringing the older data back")
        return undoing.undo(settings, package, task.to, task.note)
    assert task.file
    among = loads.layouts(package, task.dataset, task.format)
    if task.action == "check":
        step("checking every row")
        return _brief(loads.check(settings, among, task.file, task.answers))
    if task.action == "load":
        done = loads.load(
            settings, package, among, task.file, task.note, task.answers,
            accepts=lambda seen: set(seen.warnings) <= set(task.accepted), step=step,
            said=task.said,
        )  # fmt: skip
        return replace(done, seen=replace(done.seen, report=_brief(done.report)))
    assert task.action == "preview", task.action
    step("opening the store")
    building.ensure(settings, package, task.file)
    return _seen(task, task.file, among, step)


def _seen(task: Task, file: Path, among: Layouts, step: Step) -> Seen:
    left_out: list[dict[str, Any]] = []

    def inspect(con: duckdb.DuckDBPyConnection, preview: Preview) -> None:
        if preview.report.rejected:
            left_out.extend(_left_out(con))

    preview = loads.preview(task.settings, among, file, task.answers, step, inspect, task.said)
    report = _brief(preview.report)
    excerpt = None
    if not report.clean:
        step("looking up the rows with problems")
        excerpt = _excerpt(file, report)
    return Seen(
        replace(preview, report=report),
        excerpt,
        saying.rejects(left_out) if left_out else None,
        len(left_out) == (report.rejected or 0),
    )


def _left_out(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Return the rows that a load would leave out, as many as can be shown."""
    found = con.execute(
        "select row_number, reasons, cells from _rejects qualify"
        " sum(length(reasons) + length(cells)) over (order by row_number"
        f" rows unbounded preceding) <= {REJECTS} order by row_number"
    ).fetchall()
    return [{"row_number": row, "reasons": why, "cells": cells} for row, why, cells in found]


def _excerpt(path: Path, report: Report) -> Excerpt | None:
    """Return the first rows of a file that have problems, as they stand in it."""
    named = {row for problem in report.problems for row in problem.rows[:ROWS_SHOWN]}
    wanted = sorted(named)[:ROWS_SHOWN]
    if not wanted:
        return None
    columns: list[str] = []
    rows: dict[str, list[str]] = {}
    csv.field_size_limit(reading.MAX_ROW)
    with (
        suppress(opening.OpeningError, csv.Error, UnicodeDecodeError),
        opening.opened(path) as file,
    ):
        columns = [name[:CELL] for name in reading.header(file.path)]
        with file.path.open(encoding="utf-8-sig", newline="") as text:
            reader = csv.reader(reading.lines(text))
            next(reader)
            for number, cells in enumerate(reader, start=file.first_row):
                if number in wanted:
                    rows[str(number)] = [cell[:CELL] for cell in cells[: len(columns) + 5]]
                if number >= wanted[-1]:
                    break
    return Excerpt(columns, rows) if rows else None


def _brief(report: Report) -> Report:
    """Cut the rows that a problem names: nobody looks through a million with the same key."""
    report.problems = [
        replace(
            problem,
            rows=problem.rows[:ROWS],
            what=f"{problem.what} ({len(problem.rows):,} rows in all)",
        )
        if len(problem.rows) > ROWS_NAMED
        else problem
        for problem in report.problems
    ]
    return report
