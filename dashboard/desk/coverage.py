"""Until when a record was checked, and how a load moves that day.

What a publisher releases up to a day is known up to that day. What the compilers collect themselves
is known as far as somebody has looked, which no row can tell: it has to be said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import duckdb

from dashboard.contracts import Dataset
from dashboard.loading.reading import quote


@dataclass(frozen=True)
class Said:
    """The day until which somebody looked at all days.

    With ``is_shared`` it is said of several files at once, and passes by those whose dataset has
    no row in coverage, such as the sources that are loaded along.
    """

    day: date
    is_shared: bool = False


@dataclass(frozen=True)
class Checked:
    """Until when the record of a dataset was checked, and what a load makes of that.

    ``until`` is the day that stands in coverage, of the part ``ground`` where that was checked
    further than the rest; ``rows_until`` the last day of the rows in question. ``said`` is the day
    that was named, ``to`` the one that the load moves ``until`` to, None where it stays.
    ``is_released`` says that the rows are a publisher's, whose end moves the day by itself.
    """

    dataset: str
    until: date
    ground: str | None = None
    rows_until: date | None = None
    said: date | None = None
    to: date | None = None
    is_released: bool = False

    @property
    def name(self) -> str:
        """The record in words: its dataset, and the part that was checked further."""
        return f"{self.dataset} ({self.ground})" if self.ground else self.dataset

    @property
    def field(self) -> str:
        """The column of coverage that holds the day."""
        return "further_until" if self.ground else "covers_until"

    @property
    def missing(self) -> date | None:
        """The last day of rows that lie later than the check will; None where none do."""
        if self.rows_until is None or (self.is_released and not self.said):
            return None
        return self.rows_until if self.rows_until > (self.said or self.until) else None

    @property
    def offer(self) -> date | None:
        """The day to say if all days to then were looked at; None once a day was said."""
        is_past = self.missing is not None and self.missing <= today()
        return self.missing if is_past and not self.said else None

    @property
    def warning(self) -> str | None:
        """What is odd: rows that lie later than the check."""
        return self.late(self.name, str)

    def late(self, name: str, day: Callable[[date], str]) -> str | None:
        """Return the warning under a name for the record, with days as ``day`` writes them."""
        if self.missing is None:
            return None
        yet = "" if self.missing <= today() else ", which has not come yet"
        rows = f"rows go to {day(self.missing)}{yet}"
        if self.said:
            return f"{rows}; {name} would be checked until {day(self.said)} only"
        return f"{rows}; {name} is checked until {day(self.until)}"


def today() -> date:
    """Return the day where the data team is."""
    return date.today()  # noqa: DTZ011


def look(con: duckdb.DuckDBPyConnection, dataset: Dataset, said: date | None) -> Checked | None:
    """Return how far the record of ``dataset`` is checked, and how far the rows in ``_staged`` go.

    With a day ``said`` the rows that the store holds count as well. None where `coverage` has no
    row of the dataset.
    """
    if not con.execute("select 1 from duckdb_tables() where table_name = 'coverage'").fetchall():
        return None
    found = con.execute(
        "select covers_until, further_ground, further_until from coverage where dataset = ?",
        [dataset.name],
    ).fetchall()
    if not found:
        return None
    until, ground, further = found[0]
    if further is None or further <= until:
        ground = None
    else:
        until = further
    rows_until = None
    if dataset.date_field:
        rows = "_staged"
        if said:
            rows = f"(from _staged union all by name from {quote(dataset.name)})"
        ((rows_until,),) = con.execute(f"select max({_last(dataset)}) from {rows}").fetchall()
    to = said if said and said > until else None
    return Checked(dataset.name, until, ground, rows_until, said, to)


def refusal(dataset: str, checked: Checked | None, said: Said) -> str | None:
    """Return why a day that was said cannot be taken, and what to do; None where it can."""
    if checked is None:
        return None if said.is_shared else f"{unknown(dataset)}; load the file without that day"
    if said.day < checked.until:
        return (
            f"{checked.name} is checked until {checked.until}, later than {said.day}; a check is"
            " taken back by undoing its load or by loading a corrected coverage.csv"
        )
    if said.day > today():
        return f"{said.day} has not come yet; name the last day that was looked at"
    return None


def unknown(dataset: str) -> str:
    """Return that nothing says until when a dataset was checked."""
    return f"{dataset} has no row in coverage, which says until when a record was checked"


def released_until(con: duckdb.DuckDBPyConnection, dataset: Dataset) -> date | None:
    """Return the day that all series of a dataset will reach, after ``merge.compare``.

    None where it has none.
    """
    if dataset.date_field is None or dataset.series is None:
        return None
    by = ", ".join(quote(column) for column in dataset.series.by)
    keys = ", ".join(quote(column) for column in dataset.primary_key)
    last = f"select {by}, {_last(dataset)} as last_day"
    ((day,),) = con.execute(
        "select min(last_day) from (select max(last_day) as last_day from"
        f" ({last} from _staged union all {last} from {quote(dataset.name)}"
        f" anti join _removed using ({keys}) anti join _staged using ({keys})) group by {by})"
    ).fetchall()
    return day  # type: ignore[no-any-return]


def _last(dataset: Dataset) -> str:
    """Return the SQL of the last day that a row covers."""
    day = quote(dataset.date_field or "")
    return f"{day} + {quote(dataset.period.days)}::integer - 1" if dataset.period else day
