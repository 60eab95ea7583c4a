"""Rows of a file that are no rows of its table: headers again, totals, rows that stand twice.

A sound file has none of them, and none that is not sound gets past the table ``_cells``. What
repeats is left out, and that is said; totals and keys without the form are problems of their rows,
which are set aside in ``_torn`` with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from dashboard.loading.header import SOME
from dashboard.loading.lookalikes import AROUND, TOTAL, bare, is_other_header, other_header
from dashboard.loading.mapping import Mapping
from dashboard.loading.problems import LIMIT, ROWS, Problem, Report, numbered, short
from dashboard.loading.reading import literal, quote
from dashboard.loading.rules import Rule

EMPTY = "is empty; a value is required"
A_TOTAL = "a totals row, which is no row of the table; remove it"


def finds_other_table(con: duckdb.DuckDBPyConnection, mapping: Mapping, report: Report) -> bool:
    """Leave out rows that repeat the header; report those that begin another table, if any do."""
    header = dict(zip(mapping.names, map(bare, mapping.header), strict=True))
    known = ", ".join(map(literal, sorted(set(header.values()))))
    texts = [f"lower(trim({quote(name)}, {literal(AROUND)}))" for name in mapping.wanted]
    found = con.execute(
        f"select _row, {', '.join(map(quote, mapping.wanted))} from _cells"
        f" where {' and '.join(f'coalesce({text} in ({known}), true)' for text in texts)}"
        f" and coalesce({', '.join(texts)}) is not null order by _row"
    ).fetchall()
    wanted = [header[name] for name in mapping.wanted]
    repeated: list[int] = []
    others = []
    for row, *cells in found:
        if [bare(cell or "") for cell in cells] == wanted:
            repeated.append(row)
        elif is_other_header([cell or "" for cell in cells], mapping.header):
            others.append(Problem("header", other_header(row)))
    report.add(others)
    if repeated:
        con.execute("delete from _cells where list_contains(?, _row)", [repeated])
        verb = "repeats" if len(repeated) == 1 else "repeat"
        report.notes.append(f"{numbered(repeated)} {verb} the header; left out")
    return bool(others)


def without_repetitions(con: duckdb.DuckDBPyConnection, mapping: Mapping, report: Report) -> None:
    """Leave out rows all of whose cells, as far as they are read, stand in an earlier row."""
    cells = ", ".join(map(quote, mapping.wanted))
    rows = f"from _cells where {mapping.only}"
    values = mapping.values(rows)
    ((count,),) = con.execute(
        f"select count(*) - count(distinct hash({cells})) {rows}", values
    ).fetchall()
    if not count:
        return
    con.execute(
        f"create or replace temp table _twice as with hashed as"
        f" (select _row, hash({cells}) as digest {rows}),"
        " alike as (select digest from hashed group by digest having count(*) > 1),"
        " suspects as (from _cells where _row in"
        " (select _row from hashed semi join alike using (digest)))"
        f" select _row, min(_row) over (partition by {cells}) as first_row from suspects"
        " qualify _row > first_row",
        values,
    )
    con.execute("delete from _cells where _row in (select _row from _twice)")
    groups = con.execute(
        f"select first_row, list(_row order by _row)[:{ROWS}], count(*), sum(count(*)) over ()"
        f" from _twice group by first_row order by first_row limit {ROWS}"
    ).fetchall()
    con.execute("drop table _twice")
    for first, alike, number, total in groups:
        verb = "is" if number == 1 else "are"
        where = numbered(alike, number)
        report.notes.append(f"{where} {verb} the same as row {first}; left out")
        count = total - sum(n for *_, n, _ in groups)
    if count:
        verb = "row is the same as an earlier one" if count == 1 else "rows are the same as others"
        report.notes.append(f"{count:,} more {verb}; left out")


def set_aside(
    con: duckdb.DuckDBPyConnection, mapping: Mapping, rules: Sequence[Rule], report: Report
) -> None:
    """Name totals and keys without the form, and take these rows out of ``_cells``, ``_raw``."""
    con.execute(
        "create temp table if not exists _torn (_row bigint, reason varchar, cells varchar)"
    )
    _totals(con, mapping, rules, report)
    for column, form in mapping.layout.ids:
        cell, words = quote(column), f"does not have the form ^{form}$"
        con.execute(
            f"create or replace temp table _apart as select _row, {cell} as found from _cells"
            f" where not coalesce(regexp_full_match({cell}, {literal(form)}), false)"
        )
        for row, text, total in _first(con):
            what = EMPTY if text is None else f"{short(text)} {words}"
            report.add([Problem("key form", what, (row,), column)], total)
        said = f"'''' || left(found, 60) || ''' ' || {literal(words)}"
        _move(con, f"{literal(f'{column}: ')} || coalesce({said}, {literal(EMPTY)})")


def _totals(
    con: duckdb.DuckDBPyConnection, mapping: Mapping, rules: Sequence[Rule], report: Report
) -> None:
    """Name totals among the rows that are bad in any case."""
    types = mapping.types.items()
    columns = [name for name, type_ in types if type_ in ("date", "string")][:1]
    columns += [name for name, type_ in types if type_ == "date"]
    begins = (f"regexp_full_match({quote(name)}, {literal(TOTAL)})" for name in columns)
    is_total = " or ".join(["_row in (from _labelled)", *begins])
    broken = " or ".join(f"({rule.broken})" for rule in rules) or "false"
    con.execute(
        "create or replace temp table _apart as select _row, null::varchar as found from _cells"
        f" where ({is_total}) and _row in (select _row from _raw where {broken})"
    )
    for row, _, total in _first(con):
        report.add([Problem("totals", A_TOTAL, (row,))], total)
    _move(con, literal(A_TOTAL))


def _first(con: duckdb.DuckDBPyConnection) -> list[tuple[int, str | None, int]]:
    return con.execute(
        f"select _row, found, count(*) over () from _apart order by _row limit {LIMIT}"
    ).fetchall()


def _move(con: duckdb.DuckDBPyConnection, reason: str) -> None:
    con.execute(
        f"insert into _torn select _row, {reason}, to_json(_cells)::varchar"
        " from _cells join _apart using (_row);"
        "delete from _raw where _row in (select _row from _apart);"
        "delete from _cells where _row in (select _row from _apart);"
        "drop table _apart"
    )


def differences(con: duckdb.DuckDBPyConnection, mapping: Mapping, rows: Sequence[int]) -> str:
    """Return in which columns of the file rows with one key differ, to be put behind that."""
    counts = (f"count(distinct coalesce({quote(n)}, chr(0)))" for n in mapping.wanted)
    (found,) = con.execute(
        f"select {', '.join(counts)} from _cells where list_contains(?, _row)", [list(rows)]
    ).fetchall()
    differ = [name for name, count in zip(mapping.wanted, found, strict=True) if count > 1]
    more = f" and {len(differ) - SOME} more" if len(differ) > SOME else ""
    return f"; they differ in {', '.join(differ[:SOME])}{more}" if differ else ""
