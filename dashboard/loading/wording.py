"""What is wrong with a file, rule by rule, in words, and what is asked of the reader."""

from __future__ import annotations

from typing import Any

import duckdb

from dashboard.loading import header, misfits, opening, reading
from dashboard.loading.decimals import Doubt
from dashboard.loading.keys import KeyRule
from dashboard.loading.layouts import Layout, Layouts
from dashboard.loading.mapping import Mapping
from dashboard.loading.problems import LIMIT, Problem, Question, Report, short
from dashboard.loading.rules import Rule

ABOVE = 30
"""Rows among which the header is looked for where the first is none."""


def unknown(
    file: opening.Opened, columns: list[str], layout: Layout, among: Layouts
) -> list[Problem]:
    """Return that a header is not known, and what may help: the nearest layout, a row below."""
    rows = reading.first_rows(file.path, ABOVE)
    seems = (n for n, row in enumerate(rows, start=file.first_row - 1) if among.recognised(row))
    return header.unknown(
        columns,
        layout,
        is_chosen=among.is_format,
        is_all=not reading.has_rows(file.path),
        seems=next(seems, None),
    )


def no_rows(file: opening.Opened, report: Report) -> str:
    """Return what to say of a file of which nothing can be loaded."""
    if reading.has_rows(file.path):
        return f"no row of the file becomes a row of {report.dataset}; there is nothing to load"
    return "the file has a header and no rows: did the download break off? Fetch it again"


def ask_decimals(found: list[Doubt], report: Report) -> None:
    """Ask whether points or commas in numbers are decimals or part thousands."""
    for doubt in found:
        said = " or ".join(f"{value} (decimal {way})" for way, value in doubt.readings.items())
        what = f"{short(doubt.text)} may be {said}; say which with --decimal"
        report.add([Problem("decimal", what, (), doubt.column)])
    first = found[0]
    options = {way: f"{first.text} is {value}" for way, value in first.readings.items()}
    words = f"Which are the decimals in {first.column}?"
    report.questions.append(Question("decimal", words, options))


def holds(con: duckdb.DuckDBPyConnection, report: Report, breaking: str, words: str) -> None:
    """Report the rows of which a condition of the layout does not hold."""
    for rows, _, total in _worst(con, breaking):
        report.add([Problem("holds", words, tuple(rows))], total)


def cells(con: duckdb.DuckDBPyConnection, report: Report, rule: Rule, mapping: Mapping) -> None:
    """Report the cells that break a rule, in the columns of the file that they come from."""
    offenders = (
        f"select distinct [_row] as rows, {rule.found} as found from _raw"
        f" where ({rule.broken}) and not ({rule.unless})"
    )
    worst = _worst(con, offenders)
    columns = [mapping.origin(con, rows[0], rule.column, found) for rows, found, _ in worst]
    are_counted = len(set(columns)) == 1
    for (rows, found, total), column in zip(worst, columns, strict=True):
        words = rule.allowed if found is None else f"{short(found)} {rule.allowed}"
        if are_counted or total <= LIMIT:
            problem = Problem(rule.name, words, tuple(rows), column)
            report.add([problem], total if are_counted else None)
        else:  # of several columns of the file: how many of each is not known
            report.add([Problem(rule.name, words, tuple(rows), rule.column)], total)


def keys(con: duckdb.DuckDBPyConnection, report: Report, rule: KeyRule, mapping: Mapping) -> None:
    """Report the rows that break a rule across rows."""
    offenders, is_key = rule.offenders, rule.name == "primary key"
    if is_key:  # rows of the file may become several of the dataset, all with the same fault
        offenders = f"select rows, min(found) as found from ({offenders}) group by rows"
    for rows, found, total in _worst(con, offenders):
        values = ", ".join(short(value) for value in found)
        words = f"{values} {rule.words}" if rule.column else f"{rule.words} {values}"
        if is_key:
            words += misfits.differences(con, mapping, rows)
        report.add([Problem(rule.name, words, tuple(rows), rule.column)], total)


def _worst(con: duckdb.DuckDBPyConnection, offenders: str) -> list[tuple[list[int], Any, int]]:
    """Return the first offenders, each with the number of all of them."""
    return con.execute(
        f"select rows, found, count(*) over () from ({offenders})"
        f" order by rows, found limit {LIMIT}"
    ).fetchall()
