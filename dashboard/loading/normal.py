"""Cells as publishers write them become cells as the contracts want them, column by column.

Dates in another order, thousands separators, percent signs, NA: a column is converted only where
one reading fits all its cells. Where two fit, as for dates whose days are all 12 or less, the
reader is asked. What was done is said.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from dashboard import formulas
from dashboard.loading import dates
from dashboard.loading.problems import Problem, Question, Report, short
from dashboard.loading.reading import literal, quote

MIDNIGHT = r"[ T](0?0:00(:00(\.0+)?)?( ?(Z|[+-]00(:?00)?))?|12:00(:00)? ?AM)$"
"""A time of day that says nothing more than the day."""

NOT_KNOWN = ["NA", "N/A", "n/a", "#N/A"]
"""Words for a missing value, in columns of numbers and dates."""

WHOLE, GROUP_OF_NOUGHTS = r"[+-]?[0-9]+\.0+", r"[+-]?[1-9][0-9]{0,2}\.000"
"""6.0 is 6; 6.000 may be six thousand and is left as it is."""

AROUND = r"^[\s\p{Z}\x{FEFF}]+|[\s\p{Z}\x{FEFF}]+$"
"""Blanks of any kind at the ends of a cell, with tabs, line breaks and byte order marks."""

THOUSANDS = r"[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]*)?"
COMMA = r"[+-]?[0-9]*,[0-9]*([eE][+-]?[0-9]+)?"


@dataclass(frozen=True)
class Ways:
    """How a file is to be understood: ``date_format`` is the name of one, where it was said.

    ``percent`` are the columns whose unit is percent; ``thousands`` says whether a comma in a
    number may part thousands, which it may not where the file has decimal commas; ``ids`` are the
    columns of a publisher's keys, which are written in small letters.
    """

    date_format: str | None = None
    thousands: bool = True
    percent: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()


def settle(
    con: duckdb.DuckDBPyConnection, types: dict[str, str], report: Report, ways: Ways
) -> None:
    """Convert the columns of the table ``_cells``; ``types`` are their Table Schema types.

    What cannot be settled stands in ``report`` as a problem, with a question to the reader.
    """
    for name, type_ in types.items():
        if type_ in ("date", "integer", "number"):
            _missing(con, name, report)
        elif type_ == "string":
            _guards(con, name, report)
        if type_ == "date":
            _dates(con, name, report, ways.date_format)
        elif type_ in ("integer", "number"):
            if ways.thousands:
                _thousands(con, name, report)
            if name in ways.percent:
                _percent(con, name, report)
            if type_ == "integer":
                _whole(con, name, report)
        elif name in ways.ids:
            _ids(con, name, report)


def _missing(con: duckdb.DuckDBPyConnection, name: str, report: Report) -> None:
    words = ", ".join(literal(word) for word in NOT_KNOWN)
    for how, condition in (
        ("of NA", f"trim({quote(name)}) in ({words})"),
        ("of blanks", f"trim({quote(name)}) = ''"),
    ):
        if found := _count(con, condition):
            _set(con, name, "null", condition)
            report.notes.append(f"{name}: {_cells(found)} {how} taken as missing")


def _guards(con: duckdb.DuckDBPyConnection, name: str, report: Report) -> None:
    """Take off the apostrophes that keep spreadsheets from running a text."""
    guarded = f"regexp_matches({quote(name)}, {literal(formulas.GUARDED)})"
    if found := _count(con, guarded):
        _set(con, name, f"substr({quote(name)}, 2)", guarded)
        what = "leading apostrophes that protect spreadsheets"
        report.notes.append(f"{name}: {what} left out in {_cells(found)}")


def _dates(
    con: duckdb.DuckDBPyConnection, name: str, report: Report, date_format: str | None
) -> None:
    cell = quote(name)
    iso = dates.DATE_FORMATS[0]
    day = dates.fast(name)
    differs = f"{cell} <> {day} and {dates.parsed(day, iso)} is not null"
    if found := _count(con, differs):
        _set(con, name, day, differs)
        how = "written YYYY/MM/DD or with a time of midnight"
        report.notes.append(f"{name}: dates {how} read in {_cells(found)}")
    if not _count(con, f"not regexp_full_match({cell}, {literal(iso.form)})"):
        return
    bare = f"regexp_replace(trim({cell}), {literal(MIDNIGHT)}, '')"
    chosen = dates.named(date_format) if date_format else None
    among = [chosen] if chosen else dates.DATE_FORMATS
    days = [dates.parsed(bare, known) for known in among]
    is_date = f"coalesce({', '.join(days)}) is not null"
    found = _count(con, is_date)  # the other cells are none in any format, as the rules will say
    fits = ", ".join(f"count(*) filter ({is_date} and {day} is null) = 0" for day in days)
    (each,) = con.execute(f"select {fits} from _cells").fetchall()
    fitting = [known for known, fit in zip(among, each, strict=True) if found and fit]
    if not fitting:
        return  # cell by cell, the rules say which is no date
    if ask := _first_difference(con, cell, bare, fitting):
        text, readings = ask
        said = " or ".join(f"{day} ({how})" for how, day in readings.items())
        what = f"{short(text)} may be {said}; say which with --date-format"
        report.add([Problem("date format", what, (), name)])
        options = {how: f"{text} is {day}" for how, day in readings.items()}
        report.questions.append(
            Question("date_format", f"How are dates in {name} written?", options)
        )
        return
    day = f"{dates.parsed(bare, fitting[0])}::varchar"
    if found := _count(con, f"{cell} <> {day}"):
        _set(con, name, day, f"{cell} <> {day}")
        how = f"written {fitting[0].manner}"
        how = "with blanks or a time of midnight" if fitting[0] is iso else how
        report.notes.append(f"{name}: dates {how} read in {_cells(found)}")


def _first_difference(
    con: duckdb.DuckDBPyConnection, cell: str, bare: str, fitting: list[dates.DateFormat]
) -> tuple[str, dict[str, str]] | None:
    """Return a cell that the formats read as different days, with the day of each."""
    days = [dates.parsed(bare, known) for known in fitting]
    differ = " or ".join(f"{day} <> {days[0]}" for day in days[1:]) or "false"
    found = con.execute(
        f"select {cell}, {', '.join(f'({day})::varchar' for day in days)} from _cells"
        f" where {differ} order by _row limit 1"
    ).fetchall()
    if not found:
        return None
    text, *read = found[0]
    return text, {known.name: day for known, day in zip(fitting, read, strict=True)}


def _thousands(con: duckdb.DuckDBPyConnection, name: str, report: Report) -> None:
    cell = quote(name)
    grouped = f"regexp_full_match({cell}, {literal(THOUSANDS)})"
    found = _count(con, grouped)
    if found and not _count(con, f"regexp_full_match({cell}, {literal(COMMA)}) and not {grouped}"):
        _set(con, name, f"replace({cell}, ',', '')", grouped)
        report.notes.append(f"{name}: thousands separators left out in {_cells(found)}")


def _percent(con: duckdb.DuckDBPyConnection, name: str, report: Report) -> None:
    cell = quote(name)
    signed = f"regexp_full_match({cell}, '.*[0-9.] ?%')"
    if found := _count(con, signed):
        _set(con, name, f"trim(replace({cell}, '%', ''))", signed)
        report.notes.append(f"{name}: the sign % left out in {_cells(found)}")


def _whole(con: duckdb.DuckDBPyConnection, name: str, report: Report) -> None:
    cell = quote(name)
    whole = (
        f"regexp_full_match({cell}, {literal(WHOLE)})"
        f" and not regexp_full_match({cell}, {literal(GROUP_OF_NOUGHTS)})"
    )
    if found := _count(con, whole):
        ((first,),) = con.execute(
            f"select arg_min({cell}, _row) from _cells where {whole}"
        ).fetchall()
        _set(con, name, f"split_part({cell}, '.', 1)", whole)
        what = f"whole numbers written as {first} read as {first.partition('.')[0]}"
        report.notes.append(f"{name}: {what} in {_cells(found)}")


def _ids(con: duckdb.DuckDBPyConnection, name: str, report: Report) -> None:
    cell = quote(name)
    bare = f"lower(regexp_replace({cell}, {literal(AROUND)}, '', 'g'))"
    if found := _count(con, f"{cell} <> {bare}"):
        _set(con, name, f"nullif({bare}, '')", f"{cell} <> {bare}")
        report.notes.append(f"{name}: blanks and capitals of keys left out in {_cells(found)}")


def _count(con: duckdb.DuckDBPyConnection, condition: str) -> int:
    ((count,),) = con.execute(f"select count(*) from _cells where {condition}").fetchall()
    return int(count)


def _set(con: duckdb.DuckDBPyConnection, name: str, value: str, condition: str) -> None:
    con.execute(f"update _cells set {quote(name)} = {value} where {condition}")


def _cells(count: int) -> str:
    return f"{count:,} cell{'s' * (count != 1)}"
