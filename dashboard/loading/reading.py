"""A CSV file as rows of text.

DuckDB reads sound files fast, but drops a bad row without its number, skips empty lines and stops
at a stray quotation mark. Such files go through Python's csv module, which is slower and knows
where it stands. Both give the same table: the text of each cell, NULL where it is missing.
"""

from __future__ import annotations

import csv
import json
import re
import tempfile
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TextIO

import duckdb

from dashboard.loading import duckdb_pitfalls
from dashboard.loading.archives import OpeningError
from dashboard.loading.lookalikes import TOTALS, is_other_header, other_header
from dashboard.loading.problems import LIMIT, Problem, Report, short

MAX_ROW = 1_000_000
"""Characters a row may hold; a longer one is taken for a lost quotation mark."""

MAX_LINE = 3 * MAX_ROW
"""Characters that a line may take: quotation marks are doubled, and there are separators."""

TOO_LONG = f"more than {MAX_ROW:,} characters; nothing from this row on was read"
CUT_OFF = 40
"""Lines at the end of a file that a row may take that is cut off in quotation marks."""

TORN = ["_row", "reason", "cells"]
"""The columns of the table of torn rows."""

Recent = deque[str]
"""The last lines that were read."""

ENDS = "; the file ends within it: did the download break off?"

UNCLOSED = "a quotation mark is not closed, or text follows it; nothing from this row on was read"


def quote(name: str) -> str:
    """Return a column or table name as a SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: str) -> str:
    """Return a text as a SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def lines(file: TextIO, recent: Recent | None = None) -> Iterator[str]:
    """Yield the lines of a file for the csv module; csv.Error at one too long to be held.

    ``recent`` keeps the last of them.
    """
    while line := file.readline(MAX_LINE):
        if len(line) == MAX_LINE:
            raise csv.Error("field larger than a line may be")
        if recent is not None:
            recent.append(line)
        yield line


def cut_off(error: csv.Error, count: int, recent: Recent) -> str | None:
    """Return the text of the last row of a file where that is cut off in quotation marks.

    ``error`` was raised ``count`` lines after the last sound row.
    """
    if "unexpected end" not in str(error) or count > CUT_OFF:
        return None
    return "".join([*recent][-count:])


def header(path: Path) -> list[str]:
    """Return the cells of the first row; a byte order mark is left out, OpeningError if none."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        try:
            return next(csv.reader(lines(file), strict=True), [])
        except csv.Error as error:
            what = TOO_LONG if "field larger" in str(error) else UNCLOSED
            raise OpeningError(f"row 1: {what}") from error


def first_rows(path: Path, count: int) -> Iterator[list[str]]:
    """Yield the first rows of a file, as far as they can be read."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file, suppress(csv.Error):
        yield from islice(csv.reader(lines(file), strict=True), count)


def has_rows(path: Path) -> bool:
    """Whether anything stands below the header."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        reader = csv.reader(lines(file))
        next(reader, [])
        return any(reader)


def scan(
    path: Path,
    columns: list[str],
    missing_values: tuple[str, ...],
    *,
    ragged: bool = True,
    parallel: bool = True,
    has_nameless_end: bool = False,
) -> str:
    """Return the SQL that reads a file's cells as text, with rejects kept apart.

    Nothing is detected: separator, quotation and columns are fixed, so that what is read does not
    depend on the first rows. DuckDB lets empty cells beyond the last column pass, where a stray
    comma may have shifted a row; so one column more is read, and NULL there alone is padding.
    ``_torn`` says whether a row has too few or too many cells, or one in a last column without a
    name, which must be empty. Without ``ragged`` no row has.
    """
    last = quote(columns[-1])
    torn = f"_over is not null or {last} is null" if ragged else "false"
    if ragged and duckdb_pitfalls.is_quoted(path):
        # every column is read: DuckDB breaks down at a bad quotation in one that is not
        torn += f" or concat({', '.join(map(quote, columns))}) = chr(0)"
    if has_nameless_end:
        torn += f" or {last} <> ''"
    wanted = [*columns, "_over"] if ragged else columns
    types = ", ".join(f"{quote(name)}: 'varchar'" for name in wanted)
    nulls = ", ".join(literal(value) for value in missing_values)
    texts = ", ".join(
        f"case when {quote(c)} not in ({nulls}) then {quote(c)} end as {quote(c)}"
        if nulls
        else quote(c)
        for c in columns
    )
    name = re.sub(r"([*?\[])", r"[\1]", str(path))  # else another file may fit the name
    return (
        f"(select {texts}, {torn} as _torn"
        f" from read_csv({literal(name)}, columns={{{types}}},"
        " auto_detect=false, header=true, compression='none', hive_partitioning=false,"
        " delim=',', quote='\"', escape='\"', strict_mode=true, max_line_size=8000000,"
        f" nullstr=[chr(0)], null_padding={ragged}, parallel={parallel},"
        " store_rejects=true, rejects_limit=0))"
    )


def rejected(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether the last scan dropped a row; the reject tables, which outlive a file, go away."""
    (count,) = con.execute("select count(*) from reject_errors").fetchall()[0]
    con.execute("drop table reject_errors; drop table reject_scans")
    return bool(count)


def sound_text(
    con: duckdb.DuckDBPyConnection,
    path: Path,
    names: list[str],
    wanted: list[str],
    missing_values: tuple[str, ...],
    labels: list[str],
    first_row: int = 2,
) -> None:
    """Read a file that DuckDB takes as it is into ``_cells``: ``_row`` and the ``wanted`` texts.

    ``names`` are those of all columns, ``first_row`` is the number of the row after the header.
    The rows that have a word of totals in one of the columns ``labels`` stand in ``_labelled``.
    """
    columns = ", ".join(quote(name) for name in wanted)
    table = scan(path, names, missing_values, ragged=False)
    words = ", ".join(map(literal, sorted(TOTALS)))
    is_label = " or ".join(f"coalesce({quote(name)} in ({words}), false)" for name in labels)
    con.execute(
        "create or replace temp table _texts as"
        f" select {columns}, {is_label or 'false'} as _is_label from {table};"
        f"create or replace temp table _cells as select rowid + {first_row} as _row, {columns}"
        " from _texts; create or replace temp table _labelled as"
        f" select rowid + {first_row} as _row from _texts where _is_label; drop table _texts"
    )
    rejected(con)


def unsound_text(
    con: duckdb.DuckDBPyConnection,
    path: Path,
    names: list[str],
    wanted: list[str],
    missing_values: tuple[str, ...],
    report: Report,
    first_row: int = 2,
) -> None:
    """Read the good rows of any file as ``sound_text`` does, by the csv module; report the others.

    The rows that are no rows of the table stand in ``_torn``: ``_row``, what is wrong, the cells.
    Those that have a word of totals in any column stand in ``_labelled``.
    """
    labelled: list[int] = []
    place = {name: number for number, name in enumerate(names) if name in wanted}
    faults: dict[str, list[Problem]] = {}
    totals: Counter[str] = Counter()
    try:
        with tempfile.TemporaryDirectory() as folder:
            good, torn = Path(folder) / "good.csv", Path(folder) / "torn.csv"
            with (
                good.open("w", encoding="utf-8", newline="") as file,
                torn.open("w", encoding="utf-8", newline="") as rest,
            ):
                writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
                others = csv.writer(rest, quoting=csv.QUOTE_ALL, lineterminator="\n")
                writer.writerow(range(len(wanted) + 1))  # a name may hold a line break
                others.writerow(TORN)
                for row, cells, problem in _rows(path, header(path), first_row):
                    if problem:
                        totals[problem.rule] += 1
                        faults.setdefault(problem.rule, [])
                        if totals[problem.rule] <= LIMIT:
                            faults[problem.rule].append(problem)
                        kept = cells if sum(map(len, cells)) <= MAX_ROW else []
                        others.writerow([row, problem.what, json.dumps(kept, ensure_ascii=False)])
                    else:
                        writer.writerow([row, *(cells[place[c]] for c in wanted)])
                        if not TOTALS.isdisjoint(cells):
                            labelled.append(row)
            for name, table in (
                ("_cells", scan(good, ["_row", *wanted], missing_values, ragged=False)),
                ("_torn", scan(torn, TORN, (), ragged=False)),
            ):
                con.execute(
                    f"create or replace temp table {name} as"
                    f" select * exclude (_torn) replace (_row::bigint as _row) from {table}"
                )
    except OSError as error:
        what = f"cannot be converted in {tempfile.gettempdir()}: {error.strerror or error}"
        raise OpeningError(f"the file {what}") from error
    con.execute(
        "create or replace temp table _labelled as select unnest(?::bigint[]) as _row", [labelled]
    )
    assert not rejected(con), "rows written by the csv module must be sound"
    for rule, problems in faults.items():
        report.add(problems, totals[rule])


def _rows(
    path: Path, names: list[str], first_row: int
) -> Iterator[tuple[int, list[str], Problem | None]]:
    """Yield the number of each row after the header, its cells and what is wrong with it."""
    csv.field_size_limit(MAX_ROW)
    row, width, sound = 0, len(names), 0
    blank: list[int] = []
    recent: Recent = deque(maxlen=CUT_OFF)
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(lines(file, recent), strict=True)
        try:
            next(reader)
            row, sound = first_row - 1, reader.line_num
            for row, cells in enumerate(reader, start=first_row):
                sound = reader.line_num
                if not cells:
                    blank.append(row)  # a problem only if a row follows
                    continue
                for number in blank:
                    yield number, [], Problem("blank", "the line is empty; remove it", (number,))
                blank.clear()
                what = ""
                if len(cells) != width and is_other_header(cells, names):
                    yield row, cells, Problem("header", other_header(row))
                    return
                if len(cells) != width:
                    what = f"{len(cells)} cell{'s' * (len(cells) != 1)}; the header has {width}"
                    what += ENDS * (len(cells) < width and recent[-1][-1:] not in "\r\n")
                elif not names[-1] and cells[-1]:
                    what = f"{short(cells[-1])} stands in the column without a name"
                if what:
                    yield row, cells, Problem("cells", what, (row,))
                elif sum(map(len, cells)) > MAX_ROW:
                    yield row, [], Problem("quotation", TOO_LONG, (row,))
                    return
                elif any(cell.lstrip(" ").startswith('"') for cell in cells if cell[:1] == " "):
                    what = "a space stands before a quotation mark; remove it"
                    yield row, cells, Problem("quotation", what, (row,))
                else:
                    yield row, cells, None
        except csv.Error as error:
            rest = cut_off(error, reader.line_num - sound, recent) if row else None
            what = TOO_LONG if "field larger" in str(error) else UNCLOSED
            rule = "quotation" if rest is None else "cut off"
            if rest and reader.line_num == sound + 1 and not rest.endswith(("\n", "\r")):
                what += ENDS
            yield row + 1, [rest or ""], Problem(rule, what, (row + 1,))
