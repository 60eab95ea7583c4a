"""A file becomes the table ``_staged`` of checked, typed rows, or a report of its problems."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from dashboard.contracts import Dataset
from dashboard.loading import header, opening, reading
from dashboard.loading.keys import KeyRule, key_rules
from dashboard.loading.problems import LIMIT, Problem, Report, short
from dashboard.loading.reading import quote
from dashboard.loading.rules import Rule, cast, cell_rules


def stage(con: duckdb.DuckDBPyConnection, path: Path, dataset: Dataset) -> Report:
    """Check ``path`` against the contract of ``dataset``.

    ``con`` must hold the table of the dataset and those it refers to, under their names, and be
    allowed to read files. A clean file stands in the temporary table ``_staged`` afterwards.

    A sound file is read, cast and judged in one pass. Only a file with problems is read again,
    rule by rule, to word them. A file that looks plain is first read as it is; one whose later
    bytes are not UTF-8 is opened again, and converted.
    """
    numbers = [field.name for field in dataset.fields if field.type == "number"]
    for quick in (True, False):
        report = Report(path.name, dataset.name)
        try:
            with opening.opened(path, numbers, quick=quick) as file:
                report.notes += file.notes
                if _stage_opened(con, file, dataset, report):
                    return report
        except opening.OpeningError as error:
            report.add([Problem("file", str(error))])
            return report
    raise AssertionError("a file that was opened thoroughly is UTF-8")


def _stage_opened(
    con: duckdb.DuckDBPyConnection, file: opening.Opened, dataset: Dataset, report: Report
) -> bool:
    """Check and stage; False where the file turns out not to be UTF-8."""
    if fault := reading.nul_fault(file.path):
        report.add([Problem("file", fault)])
        return True
    columns = reading.header(file.path)
    report.add(header.compare(columns, dataset))
    readable = columns == list(dataset.columns) and len(columns) > 1
    if readable and (sound := _stage_sound(con, file, dataset, report)) is not None:
        if not sound:
            reading.sound_text(con, file.path, dataset, file.first_row)
            _word_problems(con, dataset, report, columns)
        return True
    if reading.encoding_fault(file.path):
        return False
    if set(columns) & set(dataset.columns):
        reading.unsound_text(con, file.path, dataset, report, file.first_row)
        _word_problems(con, dataset, report, columns)
    return True


def _stage_sound(
    con: duckdb.DuckDBPyConnection,
    file: opening.Opened,
    dataset: Dataset,
    report: Report,
    parallel: bool = True,
) -> bool | None:
    """Fill ``_staged`` in one pass; False when a rule is broken, None when DuckDB lost a row."""
    casts = ", ".join(f"{cast(f)} as {quote(f.name)}" for f in dataset.fields)
    broken = " or ".join(f"coalesce({r.broken}, false)" for r in cell_rules(dataset)) or "false"
    table = reading.scan(
        file.path, list(dataset.columns), dataset.missing_values, parallel=parallel
    )
    try:
        con.execute(
            f"create or replace temp table _staged as select {casts}, {broken} as _broken, _torn"
            f" from {table}"
        )
    except duckdb.Error as error:
        if parallel and "parallel=false" in str(error):  # line breaks in quotation marks
            return _stage_sound(con, file, dataset, report, parallel=False)
        return None  # such as mixed line ends
    if reading.rejected(con):
        return None
    (report.rows, broken_rows, torn_rows) = con.execute(
        "select count(*), count(*) filter (_broken), count(*) filter (_torn) from _staged"
    ).fetchall()[0]
    if torn_rows or reading.is_doubtful(file.path, report.rows):
        return None
    if broken_rows:
        return False
    con.execute("alter table _staged drop column _broken; alter table _staged drop column _torn")
    row = f"rowid + {file.first_row}"
    return not any(_is_broken(con, rule) for rule in key_rules(dataset, "_staged", row))


def _is_broken(con: duckdb.DuckDBPyConnection, rule: KeyRule) -> bool:
    if rule.suspected and not con.execute(rule.suspected).fetchall()[0][0]:
        return False
    return bool(con.execute(f"from ({rule.offenders}) limit 1").fetchall())


def _word_problems(
    con: duckdb.DuckDBPyConnection, dataset: Dataset, report: Report, columns: list[str]
) -> None:
    """Run each rule over ``_raw`` and report what breaks it; ``_staged`` when nothing does."""
    for rule in cell_rules(dataset):
        if rule.column in columns:
            _word_cells(con, report, rule)
    casts = ", ".join(f"{cast(f)} as {quote(f.name)}" for f in dataset.fields)
    con.execute(f"create or replace temp table _typed as select _row, {casts} from _raw")
    if set(dataset.columns) <= set(columns):
        for key_rule in key_rules(dataset, "_typed", "_row"):
            _word_keys(con, report, key_rule)
    report.rows = con.execute("select count(*) from _typed").fetchall()[0][0]
    if report.clean:
        con.execute("create or replace temp table _staged as select * exclude (_row) from _typed")
    con.execute("drop table _typed; drop table _raw")


def _word_cells(con: duckdb.DuckDBPyConnection, report: Report, rule: Rule) -> None:
    offenders = (
        f"select [_row] as rows, {rule.found} as found from _raw"
        f" where ({rule.broken}) and not ({rule.unless})"
    )
    for rows, found, total in _worst(con, offenders):
        words = rule.allowed if found is None else f"{short(found)} {rule.allowed}"
        report.add([Problem(rule.name, words, tuple(rows), rule.column)], total)


def _word_keys(con: duckdb.DuckDBPyConnection, report: Report, rule: KeyRule) -> None:
    for rows, found, total in _worst(con, rule.offenders):
        values = ", ".join(short(value) for value in found)
        words = f"{values} {rule.words}" if rule.column else f"{rule.words} {values}"
        report.add([Problem(rule.name, words, tuple(rows), rule.column)], total)


def _worst(con: duckdb.DuckDBPyConnection, offenders: str) -> list[tuple[list[int], Any, int]]:
    """Return the first offenders, each with the number of all of them."""
    return con.execute(
        f"select rows, found, count(*) over () from ({offenders})"
        f" order by rows, found limit {LIMIT}"
    ).fetchall()
