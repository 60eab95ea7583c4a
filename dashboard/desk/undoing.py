"""The data of an older version come back, as a new one; the ledger goes on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from dashboard import loading, store
from dashboard.contracts import Dataset, Package
from dashboard.desk import building, publishing
from dashboard.errors import StoreError
from dashboard.loading import Counts
from dashboard.loading.reading import literal, quote
from dashboard.settings import Settings
from dashboard.store import versions


@dataclass(frozen=True)
class Undone:
    """The outcome of an undo: counts of the datasets it changed, the version whose data are back.

    ``version`` is the live version afterwards.
    """

    counts: dict[str, Counts]
    restored: int
    version: int


def undo(
    settings: Settings, package: Package, to: int | None = None, note: str | None = None
) -> Undone:
    """Publish a version that holds the data of an older one, and the whole ledger.

    Without ``to`` it is the version before the latest load; an undo can be undone in the same way.
    StoreError when there is nothing to undo, or the older version is no longer kept.
    """
    building.ensure(settings, package)
    with store.writing(settings.store, settings.keep) as draft:
        assert draft.based_on is not None
        number = _before_latest(draft.con) if to is None else to
        old = _kept(settings.store, number, draft)
        draft.con.execute(f"attach {literal(str(old.path))} as old (read_only)")
        undone = {}
        for dataset in package.datasets.values():
            counts = _restore(draft, dataset, number, note)
            if counts.any:
                undone[dataset.name] = counts
        draft.con.execute("detach old")
        if not undone:
            draft.discard()
            return Undone({}, number, draft.based_on.number)
        building.finish(draft, package)
        return Undone(undone, number, draft.number)


def _restore(draft: store.Draft, dataset: Dataset, number: int, note: str | None) -> Counts:
    """Bring a dataset back to what the version attached as old holds of it.

    Columns that the contract has gained since keep what the rows hold now.
    """
    con, table = draft.con, quote(dataset.name)
    known = con.execute(
        "select column_name from duckdb_columns() where database_name = 'old' and table_name = ?",
        [dataset.name],
    ).fetchall()
    if not known:  # the dataset is newer than that version
        return Counts(0, 0, 0)
    gained = [quote(name) for name in dataset.columns if (name,) not in known]
    keys = ", ".join(map(quote, dataset.primary_key))
    now = f" left join (select {', '.join([keys, *gained])} from {table}) using ({keys})"
    con.execute(
        "create or replace temp table _staged as"
        f" from old.{table}{now if gained else ''}"  # a join does not keep the order of rows
    )
    counts = loading.replace_all(con, dataset)
    if counts.any:
        publishing.enter_undo(draft, dataset, counts, number, note)
    return counts


def _before_latest(con: duckdb.DuckDBPyConnection) -> int:
    """Return the version that the latest load was based on."""
    found = con.execute("select based_on from loads order by load_id desc limit 1").fetchall()
    if not found or found[0][0] is None:
        raise StoreError("There is no load to undo: the store holds the bundled data alone.")
    return int(found[0][0])


def _kept(folder: Path, number: int, draft: store.Draft) -> versions.Version:
    """Return an older version; StoreError lists those that are kept and were live once.

    A file that a load left when it was killed before it went live is no version to go back to.
    """
    assert draft.based_on is not None
    live = draft.based_on.number
    lived = {version.number: version for version in versions.once_live(folder)}
    entered = draft.con.execute("select version from loads union select based_on from loads")
    known = {*lived, *(n for (n,) in entered.fetchall())}
    kept = {
        version.number: lived.get(version.number, version)
        for version in versions.published(folder)
        if version.number in known
    }
    if number == live:
        raise StoreError(f"Version {number} is the live one; there is nothing to undo.")
    flaw = kept[number].flaw if number in kept else f"it is not kept in {folder}"
    if flaw:
        whole = [n for n, version in kept.items() if n != live and not version.flaw]
        others = ", ".join(map(str, whole)) or "none"
        raise StoreError(
            f"Version {number} cannot be gone back to: {flaw}. Versions to go back to: {others}."
        )
    return kept[number]
