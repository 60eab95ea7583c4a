"""The store is made of the bundled data, and kept in step with contracts and views."""

from __future__ import annotations

from pathlib import Path

import duckdb

from dashboard import loading, queries, store
from dashboard.contracts import Dataset, Package
from dashboard.desk import publishing
from dashboard.errors import ContractError, StoreError
from dashboard.settings import Settings
from dashboard.store import ledger, tables, versions
from dashboard.store.made import Made

SQL = queries.ROOT


def ensure(settings: Settings, package: Package, besides: Path | None = None) -> int:
    """Make sure that a store exists and matches the contracts and views; return its version.

    A missing store is built from the bundled CSVs; bundled files that are new or have changed are
    loaded, except ``besides``, which the caller is about to load; views are computed anew when
    their text changed. Otherwise nothing is written. StoreError where the live version is damaged.
    """
    wanted = tables.fingerprint(package, made())
    if versions.current(settings.store) is not None:
        reader = store.reader(settings.store)
        if reader.trouble:  # pages go on with an older version; who works on the store must know
            raise StoreError(reader.trouble)
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
                _load(draft, dataset)
        finish(draft, package)
        return draft.number


def finish(draft: store.Draft, package: Package) -> None:
    """Compute what a version holds beside its rows, as far as the loads of the draft change it."""
    changed = ledger.datasets(draft.con, draft.number)
    tables.finish(draft.con, package, made(), changed)


def made() -> list[Made]:
    """Return what is made at publish of the files of queries/, in the order in which it is made.

    Macros and views come after the views that they read, by themselves or through others; then
    answers to the queries, as far as they are kept.
    """
    views, macros = (
        [path.stem for path in sorted(SQL.glob(f"{folder}/*.sql"))]
        for folder in ("views", "macros")
    )
    shared = [Made(macro, *_made_of(f"macros/{macro}"), is_macro=True) for macro in macros]
    shared += [Made(view, *_made_of(f"views/{view}")) for view in views]
    shared.sort(key=lambda one: len(set(one.reads) & set(views)))
    asked = (queries.read(name, _text(name)) for name in queries.names(SQL))
    return [*shared, *(_kept(query) for query in asked if query.is_kept)]


def _kept(query: queries.Query) -> Made:
    return Made(
        query.name,
        *_made_of(query.name),
        lists={name: query.kept_for.get(name, "null") for name in query.parameters},
        key={name: query.parameters[name].type for name in query.kept_for},
    )


def _made_of(name: str) -> tuple[str, tuple[str, ...]]:
    return _text(name), queries.reads(name, SQL)


def _text(name: str) -> str:
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


def _load(draft: store.Draft, dataset: Dataset) -> None:
    report = loading.stage(draft.con, dataset.path, dataset, may_be_empty=True)
    if not report.clean:
        raise ContractError("\n".join(report.lines()))
    counts = loading.compare(draft.con, dataset)
    publishing.enter(draft, dataset, counts, dataset.path, report)


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
        if (besides is None or dataset.path != besides.resolve())
        and (dataset.name, tables.sha256(dataset.path)) not in loaded
    ]
