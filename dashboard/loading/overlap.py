"""Rows that cover days: no day may stand in two rows of a series, or it would be counted twice.

A dataset with a ``period`` may hold weeks and single days. Whatever the order of loading, the
finer record stands: a day takes the place of the week it lies in, and a week is left out where
its days stand in the store.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from dashboard.contracts import Dataset, Period
from dashboard.loading.reading import quote


def span(period: Period) -> str:
    """Return the SQL of the days that a row claims: its day, or the whole week."""
    return f"case when {quote(period.days)} = 1 then 1 else 7 end"


def near(day: str, table: str, days: int) -> str:
    """Return SQL that is true of a day which lies at most so many days outside those of a table."""
    first, last = f"select min({day}) - {days} from {table}", f"select max({day}) + {days}"
    return f"{day} between ({first}) and ({last} from {table})"


def mixture(period: Period, *tables: str) -> str:
    """Return SQL that is true where rows of tables could overlap without having the same key."""
    shapes = " union all ".join(
        f"select {quote(period.start)} as start, {span(period)} as span from {table}"
        for table in tables
    )
    return (
        "select count(distinct case when span = 1 then -1 else dayofweek(start) end) > 1"
        f" from ({shapes}) where start is not null"
    )


def repeated(dataset: Dataset, period: Period, table: str, row: str) -> str:
    """Return SQL for the rows of a table that share a day with another: rows, found."""
    group, start = _group(dataset, period), quote(period.start)
    return (
        f"with days as ({_days(dataset, period, table, row)}),"
        f" shared as (from days window alike as (partition by {group}, day)"
        f" qualify min({start}) over alike <> max({start}) over alike)"
        " select list(distinct row_number order by row_number) as rows,"
        f" [min(day)::varchar] as found from shared group by {group}, date_trunc('week', day)"
    )


def _days(dataset: Dataset, period: Period, table: str, row: str) -> str:
    """Return SQL for one row per row of a table and day that it claims."""
    start = quote(period.start)
    return (
        f"select {row} as row_number, {_group(dataset, period)}, {start}, {span(period)} as span,"
        f" {quote(period.days)} as counted,"
        f" {start} + unnest(range({span(period)}))::integer as day from {table}"
    )


@dataclass(frozen=True)
class Overlaps:
    """Rows of a file left out, stored rows that go, stored weeks of which days go without one."""

    left_out: int = 0
    replaced: int = 0
    shortened: int = 0


NO_OVERLAPS = Overlaps()


def settle(con: duckdb.DuckDBPyConnection, dataset: Dataset) -> Overlaps:
    """Let the finer record stand, between ``_staged`` and the table.

    Stored rows that go are entered in ``_removed``, staged ones that are left out are deleted.
    """
    period = dataset.period
    table = quote(dataset.name)
    if period is None or not _one(con, mixture(period, "_staged", table)):
        return NO_OVERLAPS
    keys = ", ".join(quote(c) for c in dataset.primary_key)
    start = quote(period.start)
    new, old = (
        f"{_days(dataset, period, one, 'rowid')} where {near(start, other, 6)}"
        for one, other in (("_staged", table), (table, "_staged"))
    )
    con.execute(
        f"create or replace temp table _meeting as with new as ({new}), old as ({old})"
        f" select new.row_number as new_row, old.row_number as old_row,"
        f" any_value(new.span < old.span) as is_finer, any_value(new.span > old.span) as is_longer,"
        f" any_value(new.{start} = old.{start}) as has_same_key, any_value(old.counted) as counted"
        f" from new join old using ({_group(dataset, period)}, day) group by all;"
        "delete from _staged where rowid in (select new_row from _meeting where is_longer);"
        f"insert into _removed select {keys} from {table} where rowid in (select old_row"
        " from _meeting group by old_row"
        " having not bool_or(is_longer) and (bool_or(is_finer) or not bool_or(has_same_key)))"
    )
    found = Overlaps(
        _one(con, "select count(distinct new_row) from _meeting where is_longer"),
        _one(con, "select count(*) from _removed"),
        _one(
            con,
            "select count(*) from (select old_row from _meeting where is_finer group by old_row"
            " having count(*) < any_value(counted))",
        ),
    )
    con.execute("drop table _meeting")
    return found


def _one(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    ((value,),) = con.execute(sql).fetchall()
    return int(value)


def _group(dataset: Dataset, period: Period) -> str:
    """Return the columns that make a series: the key without the first day."""
    return ", ".join(quote(c) for c in dataset.primary_key if c != period.start)
