"""Reading the live version: one locked connection a version, one cursor a query."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dashboard.errors import StoreError
from dashboard.store import versions

FORMAT = 2
"""The layout of the store's own tables; a store with a higher number is from a newer program."""

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "threads": "2",
    "memory_limit": "1GB",
    "enable_external_access": "false",
    "lock_configuration": "true",
}


@dataclass(frozen=True)
class Reader:
    """An open version. Old readers stay usable while newer ones are made; none is closed."""

    version: versions.Version
    connection: duckdb.DuckDBPyConnection

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Return a cursor of its own for one query, safe to use in any thread."""
        return self.connection.cursor()


_live: dict[Path, Reader] = {}
_guard = threading.Lock()


def reader(folder: Path) -> Reader:
    """Return a reader of the live version of ``folder``; StoreError with the way out otherwise."""
    with _guard:
        while True:
            version = versions.current(folder)
            if version is None:
                raise StoreError(f"There is no store in {folder}. Run `python -m dashboard build`.")
            known = _live.get(folder)
            if known and known.version == version:
                return known
            try:
                _live[folder] = Reader(version, _open(version.path))
            except StoreError:
                if versions.current(folder) == version:
                    raise
            else:
                return _live[folder]


def _open(path: Path) -> duckdb.DuckDBPyConnection:
    try:
        con = duckdb.connect(str(path), read_only=True, config=CONFIG)
        (format_,) = con.execute("select format from store_info").fetchall()[0]
    except (duckdb.Error, OSError) as error:
        raise versions.damaged(path, error) from error
    if format_ > FORMAT:
        raise StoreError(
            f"{path} has format {format_}; this program knows formats up to {FORMAT}."
            " Install the newer version of the dashboard that wrote it."
        )
    return con
