"""Reading the live version: one locked connection a version, one cursor a query."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from dashboard.errors import StoreError
from dashboard.store import integrity, versions

FORMAT = 2
"""The layout of the store's own tables; a store with a higher number is from a newer program."""

DAMAGE = (
    *(duckdb.IOException, duckdb.SerializationException),
    *(duckdb.FatalException, duckdb.InternalException),
)
"""What a query raises where the file that it reads is damaged."""


@dataclass(frozen=True)
class Reader:
    """An open version. Old readers stay usable while newer ones are made; none is closed.

    ``trouble`` says why this is not the version that CURRENT names; it is "" where it is.
    """

    version: versions.Version
    connection: duckdb.DuckDBPyConnection
    trouble: str = ""

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Return a cursor of its own for one query, safe to use in any thread."""
        return self.connection.cursor()


@dataclass(frozen=True)
class _Trouble:
    """Why the live version cannot be read, and the state of the store in which that was found."""

    error: StoreError
    state: tuple[object, ...]


_live: dict[Path, Reader] = {}
_troubles: dict[Path, _Trouble] = {}
_bad: set[Path] = set()
"""Version files in which a query met damage: they are not opened again."""
_guard = threading.Lock()


def reader(folder: Path) -> Reader:
    """Return a reader of the live version of ``folder``.

    Where that cannot be read, the version that is open goes on being read, else the newest that is
    whole, with the reason in ``trouble``. StoreError with the way out where there is none.
    """
    with _guard:
        known = _troubles.get(folder)
        if known and known.state == versions.state(folder):
            return _last_good(folder, known.error)
        try:
            found = _current(folder)
        except _NoStoreError as error:
            if folder not in _live:
                raise
            return _last_good(folder, error)
        except StoreError as error:
            _troubles[folder] = _Trouble(error, versions.state(folder))
            return _last_good(folder, error)
        _troubles.pop(folder, None)
        return found


def distrust(folder: Path, bad: Reader, reason: object) -> None:
    """Read ``bad`` no more: a query met damage in its file."""
    with _guard:
        error = versions.damaged(bad.version.path, reason)
        _bad.add(bad.version.path)
        if _live.get(folder, bad).version.path == bad.version.path:
            _live.pop(folder, None)
        if not bad.trouble:
            _troubles[folder] = _Trouble(error, versions.state(folder))


class _NoStoreError(StoreError):
    """Nothing was built yet, or the folder was moved away."""


def _no_store(folder: Path) -> StoreError:
    return _NoStoreError(f"There is no store in {folder}. Run `python -m dashboard build`.")


def _current(folder: Path) -> Reader:
    while True:
        version = versions.current(folder)
        if version is None:
            raise _no_store(folder)
        known = _live.get(folder)
        if known and known.version == version:
            return known
        try:
            _live[folder] = Reader(version, _open(version))
        except StoreError:
            if versions.current(folder) == version:
                raise
        else:
            return _live[folder]


def _last_good(folder: Path, error: StoreError) -> Reader:
    """Return what can be read in place of the live version; raise ``error`` where nothing can."""
    known = _live.get(folder)
    if known is None:
        for version in versions.showable(folder):
            with suppress(StoreError):
                known = _live[folder] = Reader(version, _open(version))
                break
    if known is None:
        raise error
    return replace(known, trouble=str(error))


def _open(version: versions.Version) -> duckdb.DuckDBPyConnection:
    path = version.path
    if path in _bad:
        raise versions.damaged(path, "a query met damage in it")
    versions.verify(version)
    try:
        con = duckdb.connect(str(path), read_only=True, config=integrity.CONFIG)
        (format_,) = con.execute("select format from store_info").fetchall()[0]
    except (duckdb.Error, OSError) as error:
        raise versions.damaged(path, error) from error
    if format_ > FORMAT:
        raise StoreError(
            f"{path} has format {format_}; this program knows formats up to {FORMAT}."
            " Install the newer version of the dashboard that wrote it."
        )
    return con
