"""What the data team does: build a store, check a file, load a file."""

from __future__ import annotations

import getpass
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dashboard import loading, queries, store
from dashboard.contracts import Dataset, Package
from dashboard.errors import ContractError, StoreError
from dashboard.loading import Counts, Report
from dashboard.loading.reading import literal
from dashboard.settings import Settings
from dashboard.store import tables, versions

SQL = queries.ROOT


@dataclass(frozen=True)
class Loaded:
    """The outcome of a load; ``counts`` is None when the file has problems.

    ``version`` is the live version afterwards.
    """

    report: Report
    counts: Counts | None
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
    live = versions.current(settings.store)
    if live is None:
        raise StoreError(f"There is no store in {settings.store}. Run `python -m dashboard build`.")
    with duckdb.connect() as con:
        try:
            con.execute(f"attach {literal(str(live.path))} as live (read_only)")
        except duckdb.Error as error:
            raise versions.damaged(live.path, error) from error
        con.execute("use live")
        return loading.stage(con, file, dataset)


def load(settings: Settings, package: Package, dataset: Dataset, file: Path) -> Loaded:
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
        counts = _merge(draft, dataset, file)
        if not counts.added and not counts.changed:
            draft.discard()
            return Loaded(report, counts, draft.based_on.number)
        tables.finish(draft.con, package, SQL)
        return Loaded(report, counts, draft.number)


def _load_bundled(draft: store.Draft, dataset: Dataset) -> None:
    report = loading.stage(draft.con, dataset.path, dataset)
    if not report.clean:
        raise ContractError("\n".join(report.lines()))
    _merge(draft, dataset, dataset.path)


def _merge(draft: store.Draft, dataset: Dataset, file: Path) -> Counts:
    """Merge the staged rows and enter the load; the file is hashed while DuckDB merges."""
    with ThreadPoolExecutor(max_workers=1) as beside:
        sha256 = beside.submit(tables.sha256, file)
        counts = loading.merge(draft.con, dataset)
    numbers = (counts.added, counts.changed, counts.unchanged)
    entry = (dataset.name, file.name, sha256.result(), *numbers, _user(), draft.number)
    tables.record(draft.con, entry)
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
