"""A file becomes the table ``_staged`` of checked, typed rows, or a report of its problems."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from dashboard.contracts import Dataset
from dashboard.loading import (
    duckdb_pitfalls,
    header,
    layouts,
    misfits,
    normal,
    opening,
    reading,
    rejects,
    texts,
    wording,
)
from dashboard.loading.keys import KeyRule, key_rules
from dashboard.loading.layouts import Layouts
from dashboard.loading.mapping import BROKEN, TORN, Mapping
from dashboard.loading.problems import Problem, Report
from dashboard.loading.reading import quote
from dashboard.loading.rules import cast, cell_rules


@dataclass(frozen=True)
class Answers:
    """What the reader says of a file that the file does not say.

    ``constants`` are parameters of a format, or columns that the file lacks; ``date_format`` is
    the name of one of ``dates.DATE_FORMATS``; ``decimal`` is comma or point, where numbers do not
    say it; with ``good_rows`` the bad ones are left out.
    """

    constants: dict[str, str] = field(default_factory=dict)
    date_format: str | None = None
    good_rows: bool = False
    decimal: str | None = None


NOTHING_SAID = Answers()

MANY = 200
"""Bytes of a file for each stored row of its dataset with which it is mostly new."""


def stage(
    con: duckdb.DuckDBPyConnection,
    path: Path,
    target: Dataset | Layouts,
    answers: Answers = NOTHING_SAID,
    *,
    may_be_empty: bool = False,
    in_draft: bool = False,
) -> Report:
    """Check ``path`` against the contract of a dataset, or against the layout that its header has.

    ``con`` must hold the tables of the datasets under their names, and be allowed to read files.
    Where the report says that rows may be loaded, they stand in the table ``_staged`` afterwards,
    and those left out in ``_rejects``. Both are temporary, but ``_staged`` may stand ``in_draft``,
    where that is what ``con`` has open: the rows of a large file, which are written once then.

    A sound file is read, cast and judged in one pass. Only a file with problems, or with cells
    that are to be converted, is read again, step by step. A file that looks plain is first read
    as it is; one whose later bytes are not UTF-8 is opened again, and converted. A file without
    rows is a problem, unless it ``may_be_empty``, as bundled ones may.
    """
    among = target if isinstance(target, Layouts) else Layouts([layouts.contract(target)], [])
    for quick in (True, False):
        report = Report(path.name, "")
        try:
            with opening.opened(path, among.numbers, quick=quick, decimal=answers.decimal) as file:
                report.notes += file.notes
                if _stage_opened(con, file, among, answers, report, in_draft):
                    if report.clean and not report.rows and not may_be_empty:
                        report.add([Problem("file", wording.no_rows(file, report))])
                    return report
        except opening.OpeningError as error:
            report.add([Problem("file", str(error))])
            return report
    raise AssertionError("a file that was opened thoroughly is UTF-8")


def _stage_opened(
    con: duckdb.DuckDBPyConnection,
    file: opening.Opened,
    among: Layouts,
    answers: Answers,
    report: Report,
    in_draft: bool,
) -> bool:
    """Check and stage; False where the file turns out not to be UTF-8."""
    if fault := texts.nul_fault(file.path):
        report.add([Problem("file", fault)])
        return True
    columns = header.unguarded(reading.header(file.path), report)
    known = among.recognised([*columns, *answers.constants]) or among.recognised(columns)
    layout = known or among.nearest(columns)
    if not known and not (layout.sql is None and among.is_one):
        if texts.encoding_fault(file.path):
            return False
        report.add(wording.unknown(file, columns, layout, among))
        return True
    report.dataset, report.format = layout.dataset.name, layout.format
    mapping = Mapping(layout, columns, answers.constants)
    if layout.sql is None:
        report.add(header.compare(columns, layout.dataset, mapping.added))
    elif known and (unfit := header.unfit(columns, layout)):
        report.add(unfit)
        return True
    if known and not mapping.is_answered(report, answers.date_format):
        return True
    if doubts_of := [d for d in file.doubts if mapping.reads(d.column)]:
        wording.ask_decimals(doubts_of, report)
        return True
    if len(mapping.wanted) < len(columns) and not texts.is_utf_8(file.path):
        return False  # DuckDB breaks down at such a byte where it does not read all columns
    if report.clean and len(columns) > 1:
        kind = "" if in_draft and _is_mostly_new(con, file, mapping) else "temp"
        sound = _stage_sound(con, file, mapping, report, kind)
        if sound:
            return True
        con.execute("drop table if exists _staged")
        if sound is False:
            _read(con, file, mapping, report, is_sound=True)
            _judge(con, file, mapping, report, answers)
            return True
    if texts.encoding_fault(file.path):
        return False
    if mapping.wanted:
        _read(con, file, mapping, report, is_sound=False)
        _judge(con, file, mapping, report, answers)
    return True


def _stage_sound(
    con: duckdb.DuckDBPyConnection,
    file: opening.Opened,
    mapping: Mapping,
    report: Report,
    kind: str,
    parallel: bool = True,
) -> bool | None:
    """Fill ``_staged`` in one pass; False when a rule is broken, None when DuckDB lost a row."""
    dataset = mapping.layout.dataset
    casts = ", ".join(f"{cast(f)} as {quote(f.name)}" for f in dataset.fields)
    broken = " or ".join(f"({rule.broken})" for rule in cell_rules(dataset)) or "false"
    missing = mapping.layout.missing_values
    table = reading.scan(
        file.path,
        mapping.names,
        missing,
        parallel=parallel,
        has_nameless_end=mapping.has_nameless_end,
    )
    rows = mapping.fast(table)
    try:
        con.execute(
            f"create or replace {kind} table _staged as with mapped as ({rows}) select {casts},"
            f" coalesce({broken} or _row = {BROKEN}, false) as _broken, _row = {TORN} as _torn"
            " from mapped",
            mapping.values(rows),
        )
    except duckdb.Error as error:
        if parallel and "parallel=false" in str(error):  # line breaks in quotation marks
            return _stage_sound(con, file, mapping, report, kind, parallel=False)
        return None  # such as mixed line ends
    if reading.rejected(con):
        return None
    (report.rows, broken_rows, torn_rows) = con.execute(
        "select count(*), count(*) filter (_broken), count(*) filter (_torn) from _staged"
    ).fetchall()[0]
    read = report.rows
    if mapping.layout.multiplies:
        ((read,),) = con.execute(f"select count(*) from {table}").fetchall()
    if torn_rows or duckdb_pitfalls.is_doubtful(file.path, read):
        return None
    if mapping.drops_torn_rows(con, table):
        return None
    if broken_rows:
        return False
    con.execute("alter table _staged drop column _broken; alter table _staged drop column _torn")
    row = f"rowid + {file.first_row}"
    rules = key_rules(dataset, "_staged", row, mapping.source_id)
    if any(_is_broken(con, rule) for rule in rules):
        return False
    mapping.say_left_out(con, table, report)
    return True


def _is_mostly_new(con: duckdb.DuckDBPyConnection, file: opening.Opened, mapping: Mapping) -> bool:
    """Whether a file is so large beside what is stored that hardly a row of that can stay."""
    stored = f"select count(*) from {quote(mapping.layout.dataset.name)}"
    ((rows,),) = con.execute(stored).fetchall()
    return file.path.stat().st_size > MANY * int(rows)


def _is_broken(con: duckdb.DuckDBPyConnection, rule: KeyRule) -> bool:
    if rule.suspected and not con.execute(rule.suspected).fetchall()[0][0]:
        return False
    return bool(con.execute(f"from ({rule.offenders}) limit 1").fetchall())


def _read(
    con: duckdb.DuckDBPyConnection,
    file: opening.Opened,
    mapping: Mapping,
    report: Report,
    *,
    is_sound: bool,
) -> None:
    """Read a file's texts into ``_cells`` and the rows that are none into ``_torn``."""
    names, wanted, missing = mapping.names, mapping.wanted, mapping.layout.missing_values
    con.execute("drop table if exists _torn")
    if is_sound:
        texts_of = [n for n in names if mapping.types.get(n) not in ("integer", "number")]
        reading.sound_text(con, file.path, names, wanted, missing, texts_of, file.first_row)
    else:
        reading.unsound_text(con, file.path, names, wanted, missing, report, file.first_row)


def _judge(
    con: duckdb.DuckDBPyConnection,
    file: opening.Opened,
    mapping: Mapping,
    report: Report,
    answers: Answers,
) -> None:
    """Convert ``_cells``, run each rule over them and report what breaks it; fill ``_staged``."""
    dataset = mapping.layout.dataset
    if misfits.finds_other_table(con, mapping, report):
        return
    ids = frozenset(column for column, _ in mapping.layout.ids)
    ways = normal.Ways(
        answers.date_format, file.separator == "," and not file.has_commas, mapping.percent, ids
    )
    normal.settle(con, mapping.types, report, ways)
    if report.questions:
        return  # such as how dates are to be read
    misfits.without_repetitions(con, mapping, report)
    mapping.say_left_out(con, "_cells", report)
    rows = mapping.slow()
    con.execute(f"create or replace temp table _raw as {rows}", mapping.values(rows))
    rules = [r for r in cell_rules(dataset) if r.column in mapping.filled]
    misfits.set_aside(con, mapping, rules, report)
    for condition, words in mapping.layout.holds:
        wording.holds(con, report, mapping.breaking(condition), words)
    for rule in rules:
        wording.cells(con, report, rule, mapping)
    casts = ", ".join(f"{cast(f)} as {quote(f.name)}" for f in dataset.fields)
    con.execute(f"create or replace temp table _typed as select _row, {casts} from _raw")
    if len(mapping.filled) == len(dataset.fields):
        for key_rule in key_rules(dataset, "_typed", "_row", mapping.source_id):
            wording.keys(con, report, key_rule, mapping)
    if answers.good_rows and not report.clean and not report.is_fatal:
        report.rejected = rejects.leave_out(con, rules, mapping)
    report.rows = con.execute("select count(*) from _typed").fetchall()[0][0]
    if report.is_loadable:
        con.execute("create or replace temp table _staged as select * exclude (_row) from _typed")
    con.execute("drop table _typed; drop table _raw; drop table _cells; drop table _torn")
