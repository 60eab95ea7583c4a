"""Cells as publishers write them become cells as the contracts want them, column by column.

Dates in another order, thousands separators, percent signs, NA: a column is converted only where
one reading fits all its cells. Where two fit, as for dates whose days are all 12 or less, the
reader is asked. What was done is said.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from dashboard.loading.problems import Problem, Question, Report, short
from dashboard.loading.reading import literal, quote

MIDNIGHT = r"[ T](0?0:00(:00(\.0+)?)?( ?(Z|[+-]00(:?00)?))?|12:00(:00)? ?AM)$"
"""A time of day that says nothing more than the day."""

DAY, MONTH, YEAR = "(0?[1-9]|[12][0-9]|3[01])", "(0?[1-9]|1[0-2])", "[12][0-9]{3}"
SHORT_MONTH, LONG_MONTH = "[A-Za-z]{3}", "[A-Za-z]{3,9}"


@dataclass(frozen=True)
class DateFormat:
    """A way to write dates: its name, its form, and the same for strptime."""

    name: str
    form: str
    code: str


DATE_FORMATS = [
    DateFormat("YYYY-MM-DD", f"{YEAR}-[0-9]{{2}}-[0-9]{{2}}", "%Y-%m-%d"),
    DateFormat("YYYY/MM/DD", f"{YEAR}/{MONTH}/{DAY}", "%Y/%m/%d"),
    DateFormat("YYYYMMDD", f"{YEAR}[01][0-9][0-3][0-9]", "%Y%m%d"),
    DateFormat("DD/MM/YYYY", f"{DAY}/{MONTH}/{YEAR}", "%d/%m/%Y"),
    DateFormat("MM/DD/YYYY", f"{MONTH}/{DAY}/{YEAR}", "%m/%d/%Y"),
    DateFormat("DD-MM-YYYY", f"{DAY}-{MONTH}-{YEAR}", "%d-%m-%Y"),
    DateFormat("MM-DD-YYYY", f"{MONTH}-{DAY}-{YEAR}", "%m-%d-%Y"),
    DateFormat("DD.MM.YYYY", rf"{DAY}\.{MONTH}\.{YEAR}", "%d.%m.%Y"),
    DateFormat("DD/MM/YY", f"{DAY}/{MONTH}/[0-9]{{2}}", "%d/%m/%y"),
    DateFormat("MM/DD/YY", f"{MONTH}/{DAY}/[0-9]{{2}}", "%m/%d/%y"),
    DateFormat("DD-Mon-YY", f"{DAY}-{SHORT_MONTH}-[0-9]{{2}}", "%d-%b-%y"),
    DateFormat("DD-Mon-YYYY", f"{DAY}-{SHORT_MONTH}-{YEAR}", "%d-%b-%Y"),
    DateFormat("DD Mon YYYY", f"{DAY} {SHORT_MONTH} {YEAR}", "%d %b %Y"),
    DateFormat("DD Month YYYY", f"{DAY} {LONG_MONTH} {YEAR}", "%d %B %Y"),
    DateFormat("Mon DD, YYYY", f"{SHORT_MONTH} {DAY}, {YEAR}", "%b %d, %Y"),
    DateFormat("Month DD, YYYY", f"{LONG_MONTH} {DAY}, {YEAR}", "%B %d, %Y"),
]
"""The dates that are read; the first is what contracts want."""

NOT_KNOWN = ["NA", "N/A", "n/a", "#N/A"]
"""Words for a missing value, in columns of numbers and dates."""

THOUSANDS = r"[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]*)?"
COMMA = r"[+-]?[0-9]*,[0-9]*([eE][+-]?[0-9]+)?"


def named(text: str) -> DateFormat | None:
    """Return the date format of a name, such as DD/MM/YYYY, or of a code, such as %d/%m/%Y."""
    for known in DATE_FORMATS:
        if text.strip().casefold() in (known.name.casefold(), known.code.casefold()):
            return known
    return None


def fast_date(column: str) -> str:
    """Return the SQL of a date as the contracts want it, for forms that begin with the year.

    It leaves other texts as they are, so that they are found to be no dates.
    """
    cell = quote(column)
    rest = "' 00:00:00+00', ' 00:00:00', 'T00:00:00', 'T00:00:00Z', 'T00:00:00.000Z'"
    day = f"replace({cell}[:10], '/', '-')"
    is_date = f"{cell}[5] in ('-', '/') and (length({cell}) = 10 or {cell}[11:] in ({rest}))"
    return f"case when {is_date} then {day} else {cell} end"


@dataclass(frozen=True)
class Ways:
    """How a file is to be understood: ``date_format`` is the name of one, where it was said.

    ``percent`` are the columns whose unit is percent; ``thousands`` says whether a comma in a
    number may part thousands, which it may not where the file has decimal commas.
    """

    date_format: str | None = None
    thousands: bool = True
    percent: frozenset[str] = frozenset()


def settle(
    con: duckdb.DuckDBPyConnection, types: dict[str, str], report: Report, ways: Ways
) -> None:
    """Convert the columns of the table ``_cells``; ``types`` are their Table Schema types.

    What cannot be settled stands in ``report`` as a problem, with a question to the reader.
    """
    for name, type_ in types.items():
        if type_ in ("date", "integer", "number"):
            _missing(con, name, report)
        if type_ == "date":
            _dates(con, name, report, ways.date_format)
        elif type_ in ("integer", "number"):
            if ways.thousands:
                _thousands(con, name, report)
            if name in ways.percent:
                _percent(con, name, report)


def _missing(con: duckdb.DuckDBPyConnection, name: str, report: Report) -> None:
    words = ", ".join(literal(word) for word in NOT_KNOWN)
    for how, condition in (
        ("of NA", f"trim({quote(name)}) in ({words})"),
        ("of blanks", f"trim({quote(name)}) = ''"),
    ):
        if found := _count(con, condition):
            _set(con, name, "null", condition)
            report.notes.append(f"{name}: {_cells(found)} {how} taken as missing")


def _dates(
    con: duckdb.DuckDBPyConnection, name: str, report: Report, date_format: str | None
) -> None:
    cell = quote(name)
    iso = DATE_FORMATS[0]
    day = fast_date(name)
    differs = f"{cell} <> {day} and {_parsed(day, iso)} is not null"
    if found := _count(con, differs):
        _set(con, name, day, differs)
        how = "written YYYY/MM/DD or with a time of midnight"
        report.notes.append(f"{name}: dates {how} read in {_cells(found)}")
    if not _count(con, f"not regexp_full_match({cell}, {literal(iso.form)})"):
        return
    bare = f"regexp_replace(trim({cell}), {literal(MIDNIGHT)}, '')"
    chosen = named(date_format) if date_format else None
    among = [chosen] if chosen else DATE_FORMATS
    days = [_parsed(bare, known) for known in among]
    is_date = f"coalesce({', '.join(days)}) is not null"
    dates = _count(con, is_date)  # the other cells are none in any format, as the rules will say
    fits = ", ".join(f"count(*) filter ({is_date} and {day} is null) = 0" for day in days)
    (each,) = con.execute(f"select {fits} from _cells").fetchall()
    fitting = [known for known, fit in zip(among, each, strict=True) if dates and fit]
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
    day = f"{_parsed(bare, fitting[0])}::varchar"
    if found := _count(con, f"{cell} <> {day}"):
        _set(con, name, day, f"{cell} <> {day}")
        how = fitting[0].name
        how = "with blanks or a time of midnight" if fitting[0] is iso else f"written {how}"
        report.notes.append(f"{name}: dates {how} read in {_cells(found)}")


def _parsed(cell: str, known: DateFormat) -> str:
    form = f"regexp_full_match({cell}, {literal(known.form)})"
    return f"case when {form} then try_strptime({cell}, {literal(known.code)})::date end"


def _first_difference(
    con: duckdb.DuckDBPyConnection, cell: str, bare: str, fitting: list[DateFormat]
) -> tuple[str, dict[str, str]] | None:
    """Return a cell that the formats read as different days, with the day of each."""
    days = [_parsed(bare, known) for known in fitting]
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


def _count(con: duckdb.DuckDBPyConnection, condition: str) -> int:
    ((count,),) = con.execute(f"select count(*) from _cells where {condition}").fetchall()
    return int(count)


def _set(con: duckdb.DuckDBPyConnection, name: str, value: str, condition: str) -> None:
    con.execute(f"update _cells set {quote(name)} = {value} where {condition}")


def _cells(count: int) -> str:
    return f"{count:,} cell{'s' * (count != 1)}"
