"""What a load would move, and what is odd about it without being wrong.

Both look at ``_staged`` against the table of a dataset after ``merge.compare``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from dashboard.contracts import Dataset, Series
from dashboard.loading import overlap
from dashboard.loading.merge import Counts
from dashboard.loading.reading import literal, quote

TOTALS, EXAMPLES = 20, 3
"""Totals that are spelt out, those that move most; examples of odd rows."""

NEAR = 40
"""Days between rows that may share a month: so long are a month and a week."""

DEVIATIONS, ENOUGH = 8, 30
"""Standard deviations from the mean of its series that make a value odd; values that make one."""


@dataclass(frozen=True)
class Total:
    """A total of a month that moves; ``new`` is None where nothing is left of it."""

    label: str
    month: str
    old: float
    new: float | None
    measure: str

    def __str__(self) -> str:
        new = "nothing" if self.new is None else f"{self.new:,.1f}"
        return f"{self.label} {self.month}: {self.old:,.1f} -> {new} {self.measure}"


def totals(con: duckdb.DuckDBPyConnection, dataset: Dataset, limit: int = TOTALS) -> list[Total]:
    """Return the totals by month that move, those first that move most, for what it is."""
    series, day = dataset.series, dataset.date_field
    if series is None or day is None or not _holds_rows(con, dataset):
        return []
    table, keys = quote(dataset.name), _listed(dataset.primary_key)
    across = _listed(series.across)
    name = " || ', ' || ".join(f"{quote(c)}::varchar" for c in series.across)
    found = con.execute(
        "with touched as ("
        f" select distinct {across}, date_trunc('month', day) as month"
        f" from ({_by_day(dataset, series, '_staged', table)})),"
        f" before as ({_by_day(dataset, series, table, '_staged')}),"
        f" kept as (from {_kept(dataset)} anti join _staged using ({keys})),"
        f" after as ({_by_day(dataset, series, '_staged', table)}"
        f" union all {_by_day(dataset, series, 'kept', '_staged')}),"
        f" old as ({_monthly(across, 'before')}), new as ({_monthly(across, 'after')})"
        f" select {name}, strftime(month, '%Y-%m'), old.total, new.total from touched"
        f" join old using ({across}, month) left join new using ({across}, month)"
        " where round(old.total, 1) is distinct from round(new.total, 1)"
        " order by abs(new.total / nullif(old.total, 0) - 1) desc nulls first, 1, 2 limit ?",
        [limit],
    ).fetchall()
    return [Total(label, month, old, new, series.measure) for label, month, old, new in found]


def _by_day(dataset: Dataset, series: Series, table: str, other: str) -> str:
    """Return SQL for one row per series and day: the columns of the total, day, value.

    Rows far from all of the ``other`` table, which share no month with one of its rows, are out.
    """
    value = " + ".join(quote(c) for c in series.values)
    across, day = _listed(series.across), quote(dataset.date_field or "")
    near = overlap.near(day, other, NEAR)
    if period := dataset.period:  # a week is spread over its days
        days = f"{day} + unnest(range({overlap.span(period)}))::integer as day"
        value = f"({value}) / {quote(period.days)} as value"
        return f"select {across}, {days}, {value} from {table} where {near}"
    return f"select {across}, {day} as day, {value} as value from {table} where {near}"


def _monthly(across: str, rows: str) -> str:
    """Return SQL for the totals by month; sums are rounded, for their last digit may differ."""
    return (
        f"select {across}, date_trunc('month', day) as month,"
        f" round(sum(value) / count(distinct day), 6) as total from {rows}"
        f" where ({across}, date_trunc('month', day)) in (select ({across}, month) from touched)"
        " group by all"
    )


def warnings(
    con: duckdb.DuckDBPyConnection,
    dataset: Dataset,
    counts: Counts,
    odd: tuple[tuple[str, str], ...] = (),
) -> list[str]:
    """Return what is odd; ``odd`` are pairs of SQL over a row and words, from the layout."""
    found = [*_overlaps(counts)]
    if _holds_rows(con, dataset):
        if dataset.date_field:
            found += _range(con, dataset, dataset.date_field)
        found += _older_vintage(con, dataset)
        if dataset.series:
            found += _deviations(con, dataset, dataset.series)
    for condition, words in odd:
        found += _odd(con, dataset, condition, words)
    return found


def _overlaps(counts: Counts) -> Iterator[str]:
    overlaps = counts.overlaps
    if overlaps.left_out:
        yield (
            f"{_rows(overlaps.left_out)} by week left out: the store holds their days one by one,"
            " which is finer"
        )
    if overlaps.shortened:
        yield (
            f"{_rows(overlaps.shortened)} by week replaced by fewer days than they counted: the"
            " other days of those weeks are no longer in the store"
        )


def _range(con: duckdb.DuckDBPyConnection, dataset: Dataset, day: str) -> Iterator[str]:
    """Say where the store has more than the file: later days, or more rows on the same days."""
    table, keys, cell = quote(dataset.name), _listed(dataset.primary_key), quote(day)
    same = ""
    if dataset.series:
        by = _listed(dataset.series.by)
        same = f" and ({by}) in (select ({by}) from _staged)"
    ((first, last, stored),) = con.execute(
        f"select min({cell}), max({cell}), (select max({cell}) from {table}) from _staged"
    ).fetchall()
    if last and stored and last < stored:
        yield f"the file ends on {last}; the store already goes to {stored}"
    ((lacking,),) = con.execute(
        f"select count(*) from {_kept(dataset)} anti join _staged using ({keys})"
        f" where {cell} between ? and ?{same}",
        [first, last],
    ).fetchall()
    if lacking and first != last:
        stay = "is not in it and stays" if lacking == 1 else "are not in it and stay"
        yield (
            f"the file has fewer rows than the store between {first} and {last}: {lacking:,} {stay}"
        )


def _older_vintage(con: duckdb.DuckDBPyConnection, dataset: Dataset) -> Iterator[str]:
    """Say when values go back to what a later load had replaced."""
    columns = [c for c in dataset.columns if c not in dataset.primary_key]
    if not columns:
        return
    keys, table = _listed(dataset.primary_key), quote(dataset.name)
    key = ", ".join(f"s.{quote(c)}::varchar" for c in dataset.primary_key)
    values = " union all ".join(
        f"select concat_ws(', ', {key}) as row_key, {literal(c)} as field,"
        f" s.{quote(c)}::varchar as value from _staged s join _changed using ({keys})"
        f" join {table} t using ({keys}) where s.{quote(c)} is distinct from t.{quote(c)}"
        for c in columns
    )
    ((back, load),) = con.execute(
        f"select count(*), max(load_id) from ({values}) as now join"
        " (select row_key, field, arg_max(old_value, load_id) as old_value,"
        " max(load_id) as load_id from revisions where dataset = ? and field is not null"
        " group by all) as past using (row_key, field)"
        " where now.value is not distinct from past.old_value",
        [dataset.name],
    ).fetchall()
    if back:
        yield (
            f"{back:,} value{'s' * (back != 1)} would go back to what stood before load {load}:"
            " is this an older download?"
        )


def _deviations(con: duckdb.DuckDBPyConnection, dataset: Dataset, series: Series) -> Iterator[str]:
    """Say which new or changed values lie far from the rest of their series."""
    table, keys, by = quote(dataset.name), _listed(dataset.primary_key), _listed(series.by)
    per = f" / {quote(series.days)}" if series.days else ""
    label = " || ', ' || ".join(f"{quote(c)}::varchar" for c in dataset.primary_key)
    parts = []
    for column in series.values:
        value = f"{quote(column)}{per}"
        parts.append(
            f"select {keys}, {literal(column)} as field, {value} as value, mean,"
            f" abs({value} - mean) / deviation as far from _staged join"
            f" (select {by}, avg({value}) as mean, stddev_samp({value}) as deviation"
            f" from {table} group by all having count({value}) >= {ENOUGH}) using ({by})"
            f" where deviation > 0 and abs({value} - mean) > {DEVIATIONS} * deviation"
        )
    found = con.execute(
        f"with same as (select {keys} from {_kept(dataset)} anti join _changed using ({keys})),"
        f" odd as materialized (from ({' union all '.join(parts)}) anti join same using ({keys}))"
        f" select {label}, field, value, mean, (select count(*) from odd)"
        f" from (from odd order by far desc, {keys}, field limit {EXAMPLES})"
        f" order by far desc, {keys}, field"
    ).fetchall()
    if found:
        said = "; ".join(
            f"{label}, {field}: {value:,.6g} where the mean is {mean:,.6g}"
            for label, field, value, mean, _ in found
        )
        count = found[0][4]
        lie = "lies" if count == 1 else "lie"
        yield (
            f"{count:,} value{'s' * (count != 1)} {lie} more than {DEVIATIONS} standard deviations"
            f" from the mean of the series: {said}"
        )


def _odd(
    con: duckdb.DuckDBPyConnection, dataset: Dataset, condition: str, words: str
) -> Iterator[str]:
    label = " || ', ' || ".join(f"{quote(c)}::varchar" for c in dataset.primary_key)
    found = con.execute(
        f"select {label}, count(*) over () from _staged where {condition}"
        f" order by 1 limit {EXAMPLES}"
    ).fetchall()
    if found:
        count = found[0][1]
        more = ", ..." if count > EXAMPLES else ""
        yield f"{_rows(count)}: {words} ({'; '.join(row[0] for row in found)}{more})"


def _holds_rows(con: duckdb.DuckDBPyConnection, dataset: Dataset) -> bool:
    return bool(con.execute(f"from {quote(dataset.name)} limit 1").fetchall())


def _kept(dataset: Dataset) -> str:
    """Return the SQL of the stored rows that stay; a file of days may leave none of its weeks."""
    return f"{quote(dataset.name)} anti join _removed using ({_listed(dataset.primary_key)})"


def _listed(columns: tuple[str, ...]) -> str:
    return ", ".join(quote(c) for c in columns)


def _rows(count: int) -> str:
    return f"{count:,} row{'s' * (count != 1)}"
