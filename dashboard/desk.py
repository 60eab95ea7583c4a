"""What the data team does: build a store, check a file, load a file."""

from __future__ import annotations

import getpass
import os
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


def ensure(settings: Settings, package: Package) -> int:
    """Make sure that a store exists and matches the contracts and views; return its version.

    A missing store is built from the bundled CSVs; datasets that are new in the package are
    loaded; views are computed anew when their text changed. Otherwise nothing is written.
    """
    wanted = tables.fingerprint(package, SQL)
    if _is_current(settings, wanted):
        return store.reader(settings.store).version.number
    with store.writing(settings.store, settings.keep) as draft:
        if draft.based_on and _fingerprint(draft.con) == wanted:  # another process was faster
            draft.discard()
            return draft.based_on.number
        made = {d.name for d in tables.create(draft.con, package)}
        for dataset in package.loading_order():
            if dataset.name in made:
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
    ensure(settings, package)
    with store.writing(settings.store, settings.keep) as draft:
        assert draft.based_on is not None
        report = loading.stage(draft.con, file, dataset)
        if not report.clean:
            draft.discard()
            return Loaded(report, None, draft.based_on.number)
        counts = loading.merge(draft.con, dataset)
        if not counts.added and not counts.changed:
            draft.discard()
            return Loaded(report, counts, draft.based_on.number)
        _record(draft, dataset, file, counts)
        tables.finish(draft.con, package, SQL)
        return Loaded(report, counts, draft.number)


def _load_bundled(draft: store.Draft, dataset: Dataset) -> None:
    report = loading.stage(draft.con, dataset.path, dataset)
    if not report.clean:
        raise ContractError("\n".join(report.lines()))
    _record(draft, dataset, dataset.path, loading.merge(draft.con, dataset))


def _record(draft: store.Draft, dataset: Dataset, file: Path, counts: Counts) -> None:
    numbers = (counts.added, counts.changed, counts.unchanged)
    tables.record(draft.con, dataset, file, numbers, _user(), draft.number)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run under a number without a name
        return f"user {os.getuid()}"


def _is_current(settings: Settings, wanted: str) -> bool:
    if versions.current(settings.store) is None:
        return False
    return _fingerprint(store.reader(settings.store).cursor()) == wanted


def _fingerprint(con: duckdb.DuckDBPyConnection) -> str:
    return str(con.execute("select fingerprint from store_info").fetchall()[0][0])
