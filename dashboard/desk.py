"""What the data team does: build a store, check a file, load a file."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dashboard import loading, queries, store
from dashboard.contracts import Dataset, Package
from dashboard.errors import ContractError, StoreError
from dashboard.loading import Change, Counts, Report
from dashboard.loading.reading import literal, quote
from dashboard.settings import Settings
from dashboard.store import ledger, tables, versions

SQL = queries.ROOT


@dataclass(frozen=True)
class Loaded:
    """The outcome of a load; ``counts`` is None when the file has problems.

    ``version`` is the live version afterwards.
    """

    report: Report
    counts: Counts | None
    version: int


@dataclass(frozen=True)
class Preview:
    """What a load would do: ``counts`` is None when the file has problems.

    ``changes`` are the first values that differ.
    """

    report: Report
    counts: Counts | None
    changes: list[Change]


@dataclass(frozen=True)
class Undone:
    """The outcome of an undo: counts of the datasets it changed, the version whose data are back.

    ``version`` is the live version afterwards.
    """

    counts: dict[str, Counts]
    restored: int
    version: int


def ensure(settings: Settings, package: Package, besides: Path | None = None) -> int:
    """Make sure that a store exists and matches the contracts and views; return its version.

    A missing store is built from the bundled CSVs; bundled files that are new or have changed are
    loaded, except ``besides``, which the caller is about to load; views are computed anew when
    their text changed. Otherwise nothing is written.
    """
    wanted = tables.fingerprint(package, SQL)
    if versions.current(settings.store) is not None:
        reader = store.reader(settings.store)
        if _is_current(reader.cursor(), package, wanted, besides):
            return reader.version.number
    with store.writing(settings.store, settings.keep) as draft:
        if draft.based_on and _is_current(
            draft.con, package, wanted, besides
        ):  # another was faster
            draft.discard()
            return draft.based_on.number
        tables.create(draft.con, package)
        new = _not_loaded(draft.con, package, besides if draft.based_on else None)
        for dataset in package.loading_order():
            if dataset.name in new:
                _load_bundled(draft, dataset)
        tables.finish(draft.con, package, SQL)
        return draft.number


def check(settings: Settings, dataset: Dataset, file: Path) -> Report:
    """Check a file against its contract and against what the store holds; change nothing."""
    with _live(settings) as con:
        return loading.stage(con, file, dataset)


def preview(settings: Settings, dataset: Dataset, file: Path) -> Preview:
    """Check a file and set it against what the store holds; change nothing."""
    with _live(settings) as con:
        report = loading.stage(con, file, dataset)
        if not report.clean:
            return Preview(report, None, [])
        counts = loading.compare(con, dataset)
        return Preview(report, counts, loading.changes(con, dataset) if counts.changed else [])


@contextmanager
def _live(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection in memory that sees the tables of the live version."""
    live = versions.current(settings.store)
    if live is None:
        raise StoreError(f"There is no store in {settings.store}. Run `python -m dashboard build`.")
    with duckdb.connect() as con:
        try:
            con.execute(f"attach {literal(str(live.path))} as live (read_only)")
        except duckdb.Error as error:
            raise versions.damaged(live.path, error) from error
        con.execute("use live")
        yield con


def load(
    settings: Settings, package: Package, dataset: Dataset, file: Path, note: str | None = None
) -> Loaded:
    """Load a clean file into the store, by primary key, as a new version.

    A file with problems, or one that changes nothing, leaves the store at its version.
    """
    ensure(settings, package, file)
    with store.writing(settings.store, settings.keep) as draft:
        assert draft.based_on is not None
        report = loading.stage(draft.con, file, dataset)
        if not report.clean:
            draft.discard()
            return Loaded(report, None, draft.based_on.number)
        counts = _merge(draft, dataset, file, note)
        if not counts.any:
            draft.discard()
            return Loaded(report, counts, draft.based_on.number)
        tables.finish(draft.con, package, SQL)
        return Loaded(report, counts, draft.number)


def undo(
    settings: Settings, package: Package, to: int | None = None, note: str | None = None
) -> Undone:
    """Publish a version that holds the data of an older one, and the whole ledger.

    Without ``to`` it is the version before the latest load; an undo can be undone in the same way.
    StoreError when there is nothing to undo, or the older version is no longer kept.
    """
    ensure(settings, package)
    with store.writing(settings.store, settings.keep) as draft:
        assert draft.based_on is not None
        number = _before_latest(draft.con) if to is None else to
        old = _kept(settings.store, number, draft.based_on.number)
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
        tables.finish(draft.con, package, SQL)
        return Undone(undone, number, draft.number)


def _restore(draft: store.Draft, dataset: Dataset, number: int, note: str | None) -> Counts:
    """Bring a dataset back to what the version attached as old holds of it."""
    con, name = draft.con, quote(dataset.name)
    known = con.execute(
        "select 1 from duckdb_tables() where database_name = 'old' and table_name = ?",
        [dataset.name],
    ).fetchall()
    if not known:  # the dataset is newer than that version
        return Counts(0, 0, 0)
    con.execute(f"create or replace temp table _staged as select * from old.{name}")
    counts = loading.replace_all(con, dataset)
    if counts.any:
        load_id = ledger.next_load(con)
        loading.restore(con, dataset, counts, load_id)
        assert draft.based_on is not None
        ledger.enter(
            con,
            load_id,
            ledger.Entry(
                dataset.name,
                f"version {number}",
                "",
                counts.added,
                counts.changed,
                counts.unchanged,
                _user(),
                draft.number,
                based_on=draft.based_on.number,
                kind="undo",
                removed=counts.removed,
                note=note,
            ),
        )
    return counts


def _before_latest(con: duckdb.DuckDBPyConnection) -> int:
    """Return the version that the latest load was based on."""
    found = con.execute("select based_on from loads order by load_id desc limit 1").fetchall()
    if not found or found[0][0] is None:
        raise StoreError("There is no load to undo: the store holds the bundled data alone.")
    return int(found[0][0])


def _kept(folder: Path, number: int, live: int) -> versions.Version:
    """Return an older version; StoreError lists those that are kept."""
    kept = {version.number: version for version in versions.published(folder)}
    if number == live:
        raise StoreError(f"Version {number} is the live one; there is nothing to undo.")
    if number not in kept:
        others = ", ".join(str(n) for n in kept if n != live) or "none"
        raise StoreError(
            f"Version {number} is not kept in {folder}. Versions to go back to: {others}."
        )
    return kept[number]


def _load_bundled(draft: store.Draft, dataset: Dataset) -> None:
    report = loading.stage(draft.con, dataset.path, dataset)
    if not report.clean:
        raise ContractError("\n".join(report.lines()))
    _merge(draft, dataset, dataset.path)


def _merge(draft: store.Draft, dataset: Dataset, file: Path, note: str | None = None) -> Counts:
    """Merge the staged rows and enter the load; the file is hashed while DuckDB merges."""
    with ThreadPoolExecutor(max_workers=1) as beside:
        sha256 = beside.submit(tables.sha256, file)
        counts = loading.compare(draft.con, dataset)
        load_id = ledger.next_load(draft.con)
        loading.apply(draft.con, dataset, counts, load_id)
    entry = ledger.Entry(
        dataset.name,
        file.name,
        sha256.result(),
        counts.added,
        counts.changed,
        counts.unchanged,
        _user(),
        draft.number,
        based_on=draft.based_on.number if draft.based_on else None,
        note=note,
    )
    ledger.enter(draft.con, load_id, entry)
    return counts


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run under a number without a name
        return f"user {os.getuid()}"


def _is_current(
    con: duckdb.DuckDBPyConnection, package: Package, wanted: str, besides: Path | None
) -> bool:
    ((found,),) = con.execute("select fingerprint from store_info").fetchall()
    return found == wanted and not _not_loaded(con, package, besides)


def _not_loaded(
    con: duckdb.DuckDBPyConnection, package: Package, besides: Path | None
) -> list[str]:
    """Return the datasets whose bundled file, as it is now, was never loaded."""
    loaded = set(con.execute("select dataset, sha256 from loads").fetchall())
    return [
        dataset.name
        for dataset in package.datasets.values()
        if besides is None or dataset.path != besides.resolve()
        if (dataset.name, tables.sha256(dataset.path)) not in loaded
    ]
