"""Checked rows go into the draft, and the load into the ledger."""

from __future__ import annotations

import getpass
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from dashboard import loading, store
from dashboard.contracts import Dataset
from dashboard.desk.coverage import Checked
from dashboard.loading import Counts, Report
from dashboard.loading.layouts import Source
from dashboard.store import ledger, tables


def enter(
    draft: store.Draft,
    dataset: Dataset,
    counts: Counts,
    file: Path,
    report: Report,
    note: str | None = None,
) -> int:
    """Put the compared rows in and enter the load; return its number.

    The file is hashed while DuckDB merges.
    """
    with ThreadPoolExecutor(max_workers=1) as beside:
        sha256 = beside.submit(tables.sha256, file)
        load_id = ledger.next_load(draft.con)
        loading.apply(draft.con, dataset, counts, load_id)
    if report.rejected:
        ledger.keep_rejects(draft.con, load_id, dataset.name)
    _write(
        draft, load_id, dataset.name, counts, file.name, sha256.result(), report=report, note=note
    )
    return load_id


def enter_source(draft: store.Draft, source: Source, file: Path) -> None:
    """Put the source that a format's rows cite into the table sources, where it is not yet."""
    known = draft.con.execute("select 1 from sources where source_id = ?", [source.source_id])
    if known.fetchall():
        return
    read_on = date.today()  # noqa: DTZ011 (the day where the data team is)
    draft.con.execute(
        "insert into sources (source_id, publisher, kind, cited_as, url, terms, accessed_on)"
        " values (?, ?, ?, ?, ?, ?, ?)",
        [
            source.source_id,
            source.publisher,
            source.kind,
            source.cited_as,
            source.url,
            source.terms,
            read_on,
        ],
    )
    ((rows,),) = draft.con.execute("select count(*) from sources").fetchall()
    load_id = ledger.next_load(draft.con)
    counts = Counts(1, 0, rows - 1)
    _write(draft, load_id, "sources", counts, file.name, "", note=f"cited by rows of {file.name}")


def move_coverage(draft: store.Draft, checked: Checked, file: Path, note: str | None = None) -> int:
    """Move the day until which a record was checked; return the number of that load."""
    assert checked.to
    draft.con.execute(
        f"update coverage set {checked.field} = ? where dataset = ?", [checked.to, checked.dataset]
    )
    load_id = ledger.next_load(draft.con)
    draft.con.execute(
        "insert into revisions (load_id, dataset, row_key, field, old_value, new_value)"
        " values (?, 'coverage', ?, ?, ?, ?)",
        [load_id, checked.dataset, checked.field, str(checked.until), str(checked.to)],
    )
    ((rows,),) = draft.con.execute("select count(*) from coverage").fetchall()
    why = f"{file.name} ends on {checked.to}"
    if checked.said:
        why = note or f"{checked.name} checked until {checked.to}"
    _write(draft, load_id, "coverage", Counts(0, 1, rows - 1), file.name, "", note=why)
    return load_id


def enter_undo(
    draft: store.Draft, dataset: Dataset, counts: Counts, number: int, note: str | None
) -> None:
    """Put back what version ``number`` held of a dataset, and enter that."""
    load_id = ledger.next_load(draft.con)
    loading.restore(draft.con, dataset, counts, load_id)
    _write(draft, load_id, dataset.name, counts, f"version {number}", "", note=note, kind="undo")


def _write(
    draft: store.Draft,
    load_id: int,
    dataset: str,
    counts: Counts,
    file_name: str,
    sha256: str,
    *,
    report: Report | None = None,
    note: str | None = None,
    kind: str = "load",
) -> None:
    ledger.enter(
        draft.con,
        load_id,
        ledger.Entry(
            dataset,
            file_name,
            sha256,
            counts.added,
            counts.changed,
            counts.unchanged,
            _user(),
            draft.number,
            based_on=draft.based_on.number if draft.based_on else None,
            kind=kind,
            format=report.format if report else None,
            removed=counts.removed,
            rejected=report.rejected or 0 if report else 0,
            note=note,
        ),
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run under a number without a name
        return f"user {os.getuid()}"
