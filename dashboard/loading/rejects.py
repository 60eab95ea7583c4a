"""The good rows of a file with bad ones: what is left out is kept, with the reasons."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from dashboard.contracts import Dataset
from dashboard.loading.keys import key_rules
from dashboard.loading.mapping import Mapping
from dashboard.loading.reading import literal
from dashboard.loading.rules import Rule


def leave_out(con: duckdb.DuckDBPyConnection, rules: Sequence[Rule], mapping: Mapping) -> int:
    """Delete the rows that break a rule from ``_typed``; return how many rows of the file go.

    A row of the file goes as a whole, whatever became of it. Of rows with the same key none is
    better than the others: all go. ``_rejects`` holds row_number, reasons and cells (JSON).
    """
    dataset, source = mapping.layout.dataset, mapping.source_id
    con.execute("create or replace temp table _bad (_row bigint, reason varchar)")
    for condition, words in mapping.layout.holds:
        rows = mapping.breaking(condition)
        con.execute(f"insert into _bad select unnest(rows), {literal(words)} from ({rows})")
    for rule in rules:
        found = f"coalesce('''' || left({rule.found}, 60) || ''' ', '')"
        con.execute(
            f"insert into _bad select _row, {literal(rule.column + ': ')} || {found}"
            f" || {literal(rule.allowed)} from _raw where ({rule.broken}) and not ({rule.unless})"
        )
    _delete(con)
    while _leave_out_keys(con, dataset, source):
        _delete(con)
    con.execute(
        "create or replace temp table _rejects as"
        " select _row as row_number, reasons, to_json(_cells)::varchar as cells from"
        " (select _row, string_agg(distinct reason, '; ' order by reason) as reasons"
        " from _bad group by _row) join _cells using (_row)"
        " union all select _row, reason, cells from _torn order by row_number;"
        "drop table _bad"
    )
    ((count,),) = con.execute("select count(*) from _rejects").fetchall()
    return int(count)


def _leave_out_keys(con: duckdb.DuckDBPyConnection, dataset: Dataset, source: str | None) -> bool:
    """Enter the rows that break a rule across rows; whether there were any."""
    for rule in key_rules(dataset, "_typed", "_row", source):
        column = f"{rule.column}: " if rule.column else ""
        values = "array_to_string(list_transform(found, lambda x: '''' || x || ''''), ', ')"
        words = f"{values} || {literal(' ' + rule.words)}"
        if not rule.column:
            words = f"{literal(rule.words + ' ')} || {values}"
        ((added,),) = con.execute(
            f"insert into _bad select unnest(rows), {literal(column)} || {words}"
            f" from ({rule.offenders})"
        ).fetchall()
        if added:
            return True
    return False


def _delete(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("delete from _typed where _row in (select _row from _bad)")
