"""Files are read in a process of its own: ``run`` has a task done there, ``do`` does it there.

A load publishes there as well; a store is whole wherever that stops.
"""

from __future__ import annotations

import csv
import threading
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

import duckdb

from dashboard import contracts, store
from dashboard.desk import building, loads, protocol, sandbox, undoing, wording
from dashboard.desk.coverage import Said
from dashboard.desk.loads import Loaded, Preview, Step
from dashboard.desk.sandbox import SandboxError
from dashboard.desk.undoing import Undone
from dashboard.loading import Answers, Layouts, Report, opening, reading
from dashboard.loading.problems import ROWS
from dashboard.settings import Settings

T = TypeVar("T")

AT_ONCE = 2
"""Files that are read at the same time; further ones wait."""

KINDNESS = 15
"""How far the process that reads a file stands back behind the one that serves pages."""

ROWS_SHOWN, CELL = 20, 200
"""Rows of a file that an excerpt holds, and characters of a cell of it."""

ROWS_NAMED = 1000
"""Rows that one problem hands on; of more the first few are named and the rest is counted."""

REJECTS = 8_000_000
"""Characters of rejected rows that a preview holds."""


_slots = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Task:
    """What is to be done with a file, or with the store.

    ``action`` is check, preview, load or undo; ``accepted`` are the warnings that the reader has
    seen and taken; ``to`` is the version whose data shall come back; ``said`` is the day until
    which the record was looked at.
    """

    settings: Settings
    action: str
    file: Path | None = None
    dataset: str | None = None
    format: str | None = None
    answers: Answers = field(default_factory=Answers)
    note: str | None = None
    accepted: tuple[str, ...] = ()
    to: int | None = None
    said: Said | None = None


@dataclass(frozen=True)
class Excerpt:
    """Rows of a file as text, each with its number; ``columns`` are its header."""

    columns: list[str]
    rows: dict[str, list[str]]


@dataclass(frozen=True)
class Seen:
    """What a load would do, and what helps to mend the file.

    ``excerpt`` are the rows that have problems, as they stand in the file. ``rejects`` is the CSV
    of the rows that would be left out, None where there are none; ``all_rejects`` says whether it
    holds them all.
    """

    preview: Preview
    excerpt: Excerpt | None = None
    rejects: str | None = None
    all_rejects: bool = True


def run(
    task: Task,
    outcome: type[T],
    step: sandbox.Step = lambda words, seconds: None,
    seconds: float = sandbox.SECONDS,
) -> T:
    """Have a task done in a process of its own and return its outcome, of the type given.

    SandboxError, which says how the store stands now, where the process did not come to an end.
    """
    before = _version(task)
    begun = monotonic()
    while not _slots.acquire(timeout=sandbox.BEAT):
        step("waiting until another file is done", monotonic() - begun)
    name = repr(task.file.name) if task.file else "the older version"
    work = sandbox.Work(
        module=__name__,
        doing=f"Reading {name}",
        done=f"read {name}",
        less="Split the file and load the parts one after the other",
        again="Check that the file is the CSV that you meant, and try again",
        memory_mb=task.settings.memory_mb,
        seconds=seconds,
        kindness=KINDNESS,
    )
    try:
        return sandbox.run(work, task, lambda said: protocol.decode(outcome, said), step)
    except SandboxError as error:
        raise SandboxError(f"{error} {_stands(task, before)}") from error
    finally:
        _slots.release()


def _stands(task: Task, before: int | None) -> str:
    now = _version(task)
    if now == before:
        return f"Nothing was changed: the store is at version {now}."
    return f"The store is at version {now} now; its history says what was loaded."


def _version(task: Task) -> int | None:
    live = store.current(task.settings.store)
    return live.number if live else None


def do(said: Any, step: Step) -> Report | Seen | Loaded | Undone:
    """Do the task that JSON says, in this process, and return its outcome."""
    task = protocol.decode(Task, said)
    try:
        return _done(task, step)
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        raise store.damage(task.settings.store) or error from error


def _done(task: Task, step: Step) -> Report | Seen | Loaded | Undone:
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
        wording.rejects(left_out) if left_out else None,
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
