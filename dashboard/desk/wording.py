"""What a load would do, or did, in words: the same for the commands and for the page."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

from dashboard import formulas
from dashboard.desk.loads import Loaded, Preview
from dashboard.loading import Counts
from dashboard.loading.rules import NUMBER


def counted(counts: Counts) -> str:
    """Return "1 row added, 2 changed, 3 unchanged", and how many went away if any did."""
    said = (
        f"{counts.added:,} row{'s' * (counts.added != 1)} added, {counts.changed:,} changed,"
        f" {counts.unchanged:,} unchanged"
    )
    return f"{said}, {counts.removed:,} removed" if counts.removed else said


def entry(row: dict[str, Any]) -> str:
    """Return a load or undo of the ledger as a line."""
    note = f" ({row['note']})" if row["note"] else ""
    rejected = f", {row['rows_rejected']:,} rejected" if row["rows_rejected"] else ""
    return (
        f"{row['load_id']:>5}  {row['loaded_at']:%Y-%m-%d %H:%M}  {row['kind']}"
        f"  {row['dataset']} from {row['file_name']}: {row['rows_added']:,} added,"
        f" {row['rows_changed']:,} changed, {row['rows_removed']:,} removed{rejected};"
        f" version {row['version']}, by {row['loaded_by']}{note}"
    )


def change(key: str, field: str, old: str | None, new: str | None) -> str:
    """Return "key, field: 'old' -> 'new'"."""
    return f"{key}, {field}: {_value(old)} -> {_value(new)}"


def preview(seen: Preview) -> Iterator[str]:
    """Yield what a file is, its problems, what it changes, and the warnings."""
    yield from seen.report.lines()
    for entry in seen.changes:
        yield change(entry.key, entry.field, entry.old, entry.new)
    if seen.counts and seen.counts.changed > len({entry.key for entry in seen.changes}):
        yield f"... {seen.counts.changed:,} rows change in all"
    yield from (f"total: {total}" for total in seen.totals)
    if (moved := _moved(seen)) and seen.checked:
        yield f"checked until: {seen.checked.name} {moved}"
    yield from (f"warning: {warning}{_offer(seen, warning)}" for warning in seen.warnings)


def would(seen: Preview) -> str:
    """Return what a load would do, in one sentence."""
    if seen.counts is None:
        return "Nothing would be loaded."
    said = counted(seen.counts) + _rejected(seen)
    return f"{said}. Nothing was loaded: this was a dry run."


def move(seen: Preview) -> str:
    """Return "; attacks is checked until 2026-10-14" where a load moves that day, else "".

    Where it moves nothing else the sentence says so.
    """
    if not seen.checked or not seen.checked.to:
        return ""
    alone = "" if seen.counts and seen.counts.any else " now, and that is all that changed"
    return f"; {seen.checked.name} is checked until {seen.checked.to}{alone}"


def outcome(done: Loaded) -> str:
    """Return what a load did, in one line."""
    if done.is_held:
        return (
            f"Nothing was loaded, because of the warnings; the store stays at version"
            f" {done.version}. Add --yes to load it all the same."
        )
    if done.counts is None:
        return f"Nothing was loaded; the store stays at version {done.version}."
    said = counted(done.counts) + _rejected(done.seen)
    if done.load_id is None:
        return f"{said}; the store stays at version {done.version}."
    now = f"the store is now at version {done.version} (load {done.load_id})"
    return f"{said}{move(done.seen)}; {now}."


def rejects(rows: list[dict[str, Any]]) -> str:
    """Return rows of lists/rejects as CSV: the row's number, the reasons, its cells.

    Cells stand under the names of their columns; those of a torn row one after the other, as they
    stood in the file. No text of them is a formula to a spreadsheet; numbers stay numbers.
    """
    cells = [json.loads(row["cells"]) for row in rows]
    names: dict[str, None] = {}
    for found in cells:
        names.update(
            dict.fromkeys(n for n in found if n != "_row") if isinstance(found, dict) else {}
        )
    width = max((len(found) for found in cells if isinstance(found, list)), default=0)
    columns = list(names) + [f"cell {n}" for n in range(1, width + 1)] * bool(width)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["row", "reasons", *map(formulas.guarded, columns)])
    for row, found in zip(rows, cells, strict=True):
        if isinstance(found, list):
            texts = map(formulas.unguarded, found)
            found = {f"cell {n}": text for n, text in enumerate(texts, start=1)}
        shown = (_guarded(found.get(name)) for name in columns)
        writer.writerow([row["row_number"], formulas.guarded(row["reasons"]), *shown])
    return out.getvalue()


def _guarded(cell: str | None) -> str | None:
    """Return a cell that no spreadsheet runs; what type its column has is not known any more."""
    return cell if cell and re.fullmatch(NUMBER, cell) else formulas.guarded(cell)


def _moved(seen: Preview) -> str:
    """Return "2026-10-09 -> 2026-10-14", or that a day that was said is the present one."""
    checked = seen.checked
    if checked is None or seen.counts is None:
        return ""
    if checked.to:
        return f"{checked.until} -> {checked.to}"
    return f"{checked.until}, as before" if checked.said else ""


def _offer(seen: Preview, warning: str) -> str:
    """Return how to answer the warning of rows that lie later than the check."""
    checked = seen.checked
    if checked is None or warning != checked.warning or not checked.offer:
        return ""
    there = " there" if checked.ground else ""
    day = checked.offer
    return f"; load with --checked-until {day} if all days to then were looked at{there}"


def _rejected(seen: Preview) -> str:
    rejected = seen.report.rejected
    return f", {rejected:,} rejected" if rejected else ""


def _value(text: str | None) -> str:
    return "empty" if text is None else repr(text)
