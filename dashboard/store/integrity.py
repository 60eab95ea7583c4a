"""Whether the file of a version is what was published."""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "threads": "1",
    "memory_limit": "1GB",
    "enable_external_access": "false",
    "lock_configuration": "true",
}
"""How a version is opened; DuckDB wants it to be the same wherever in a process it is opened.

One thread: a second one has nothing to do in a query of milliseconds, and costs a quarter more.
"""


def digest(path: Path) -> str:
    """Return the BLAKE2b digest of a file's content, as 64 hexadecimal digits."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, lambda: hashlib.blake2b(digest_size=32)).hexdigest()


def flaw(path: Path, size: int = 0, known: str = "") -> str:
    """Return what is wrong with a file of ``size`` bytes and the digest ``known``; "" if nothing.

    Where the digest is not known every row is read: DuckDB keeps a checksum of each block.
    """
    try:
        found = path.stat().st_size
        if size and found != size:
            return f"it has {found:,} bytes, not {size:,}"
        if known:
            return "" if digest(path) == known else "its content is not what was published"
        _read(path)
    except FileNotFoundError:
        return "it is missing"
    except (duckdb.Error, OSError) as error:
        return str(error).splitlines()[0]
    return ""


def _read(path: Path) -> None:
    with duckdb.connect(str(path), read_only=True, config=CONFIG) as con:
        for (table,) in con.execute("select table_name from duckdb_tables()").fetchall():
            con.execute(f'select max(hash(rows)) from "{table}" as rows').fetchall()
