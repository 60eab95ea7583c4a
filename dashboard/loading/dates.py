"""The ways to write a day that are read, each with its SQL."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.loading.reading import literal, quote

DAY, MONTH, YEAR = "(0?[1-9]|[12][0-9]|3[01])", "(0?[1-9]|1[0-2])", "[12][0-9]{3}"
SHORT_YEAR, SHORT_MONTH, LONG_MONTH = "[0-9]{2}", "[A-Za-z]{3}", "[A-Za-z]{3,9}"


@dataclass(frozen=True)
class DateFormat:
    """A way to write dates: its name, its form, and the same for strptime.

    With ``per_day`` a date is a number that counts since 1970, so many to a day; a number that is
    not midnight is none, because the day then depends on the place.
    """

    name: str
    form: str
    code: str = ""
    per_day: int = 0

    @property
    def manner(self) -> str:
        """How such dates are written, after "dates written"."""
        return f"as {self.name}" if self.per_day else self.name


DATE_FORMATS = [
    DateFormat("YYYY-MM-DD", f"{YEAR}-[0-9]{{2}}-[0-9]{{2}}", "%Y-%m-%d"),
    DateFormat("YYYY/MM/DD", f"{YEAR}/{MONTH}/{DAY}", "%Y/%m/%d"),
    DateFormat("YYYYMMDD", f"{YEAR}[01][0-9][0-3][0-9]", "%Y%m%d"),
    DateFormat("DD/MM/YYYY", f"{DAY}/{MONTH}/{YEAR}", "%d/%m/%Y"),
    DateFormat("MM/DD/YYYY", f"{MONTH}/{DAY}/{YEAR}", "%m/%d/%Y"),
    DateFormat("DD-MM-YYYY", f"{DAY}-{MONTH}-{YEAR}", "%d-%m-%Y"),
    DateFormat("MM-DD-YYYY", f"{MONTH}-{DAY}-{YEAR}", "%m-%d-%Y"),
    DateFormat("DD.MM.YYYY", rf"{DAY}\.{MONTH}\.{YEAR}", "%d.%m.%Y"),
    DateFormat("DD/MM/YY", f"{DAY}/{MONTH}/{SHORT_YEAR}", "%d/%m/%y"),
    DateFormat("MM/DD/YY", f"{MONTH}/{DAY}/{SHORT_YEAR}", "%m/%d/%y"),
    DateFormat("YY/MM/DD", f"{SHORT_YEAR}/{MONTH}/{DAY}", "%y/%m/%d"),
    DateFormat("DD-MM-YY", f"{DAY}-{MONTH}-{SHORT_YEAR}", "%d-%m-%y"),
    DateFormat("MM-DD-YY", f"{MONTH}-{DAY}-{SHORT_YEAR}", "%m-%d-%y"),
    DateFormat("YY-MM-DD", f"{SHORT_YEAR}-{MONTH}-{DAY}", "%y-%m-%d"),
    DateFormat("DD.MM.YY", rf"{DAY}\.{MONTH}\.{SHORT_YEAR}", "%d.%m.%y"),
    DateFormat("DD-Mon-YY", f"{DAY}-{SHORT_MONTH}-{SHORT_YEAR}", "%d-%b-%y"),
    DateFormat("DD-Mon-YYYY", f"{DAY}-{SHORT_MONTH}-{YEAR}", "%d-%b-%Y"),
    DateFormat("DD-Month-YYYY", f"{DAY}-{LONG_MONTH}-{YEAR}", "%d-%B-%Y"),
    DateFormat("DD Mon YY", f"{DAY} {SHORT_MONTH} {SHORT_YEAR}", "%d %b %y"),
    DateFormat("DD Mon YYYY", f"{DAY} {SHORT_MONTH} {YEAR}", "%d %b %Y"),
    DateFormat("DD Month YYYY", f"{DAY} {LONG_MONTH} {YEAR}", "%d %B %Y"),
    DateFormat("Mon DD, YYYY", f"{SHORT_MONTH} {DAY}, {YEAR}", "%b %d, %Y"),
    DateFormat("Month DD, YYYY", f"{LONG_MONTH} {DAY}, {YEAR}", "%B %d, %Y"),
    DateFormat("milliseconds since 1970", r"-?[0-9]{11,13}(\.0)?", per_day=86_400_000),
    DateFormat("seconds since 1970", r"-?[0-9]{9,10}(\.0)?", per_day=86_400),
]
"""The dates that are read; the first is what contracts want.

With points the day is always taken to come first: where they are used, the year comes last.
"""


def named(text: str) -> DateFormat | None:
    """Return the date format of a name, such as DD/MM/YYYY, or of a code, such as %d/%m/%Y."""
    wanted = text.strip().casefold()
    for known in DATE_FORMATS:
        if wanted and wanted in (known.name.casefold(), known.code.casefold()):
            return known
    return None


def parsed(cell: str, known: DateFormat) -> str:
    """Return the SQL of the day that a text is in a format; NULL where it is none."""
    is_one = f"regexp_full_match({cell}, {literal(known.form)})"
    if not known.per_day:
        return f"case when {is_one} then try_strptime({cell}, {literal(known.code)})::date end"
    count = f"try_cast(regexp_replace({cell}, '\\.0$', '') as bigint)"
    day = f"date '1970-01-01' + ({count} // {known.per_day})::integer"
    return f"case when {is_one} and {count} % {known.per_day} = 0 then {day} end"


def fast(column: str) -> str:
    """Return the SQL of a date as the contracts want it, for forms that begin with the year.

    It leaves other texts as they are, so that they are found to be no dates.
    """
    cell = quote(column)
    rest = "' 00:00:00+00', ' 00:00:00', 'T00:00:00', 'T00:00:00Z', 'T00:00:00.000Z'"
    day = f"replace(substr({cell}, 1, 10), '/', '-')"  # slices of a text take twice as long
    begins = f"({cell} like '____-%' or {cell} like '____/%')"
    is_date = f"{begins} and (length({cell}) = 10 or substr({cell}, 11) in ({rest}))"
    return f"case when {is_date} then {day} else {cell} end"
