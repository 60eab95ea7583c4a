"""Publishing a version: a draft is a copy of the live one, and one writer at a time has it.

Nothing is half done wherever that stops: the file is renamed when it is whole, CURRENT after it.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dashboard.errors import StoreError
from dashboard.store import integrity
from dashboard.store.versions import Version, current, damaged, once_live, published, verify

LOCK_SECONDS = 120.0
"""How long a writer waits for another one."""

REFUSALS = {
    *(errno.ENOSPC, errno.EDQUOT, errno.EFBIG),
    *(errno.EACCES, errno.EPERM, errno.EROFS),
    *(errno.EEXIST, errno.ENOTDIR),
}
"""No room, no right to write, a file where the folder should be."""

DRAFT: dict[str, str | bool | int | float | list[str]] = {
    "default_block_size": "65536",
    "storage_compatibility_version": "v1.3.0",
}
"""How a new store is written. It has a hundred small tables, each of a block at least: DuckDB's own
are of 256 KB. Since 1.3 DuckDB compresses texts in one way instead of trying two: a column of them
is written in three quarters of the time.
"""

DISK_ERRORS = (duckdb.IOException, duckdb.TransactionException, duckdb.FatalException)
"""What DuckDB raises on a full disk: in a statement, in a commit, in a checkpoint."""


@dataclass
class Draft:
    """A writable copy of the live version; ``number`` is the one it gets when it is published."""

    con: duckdb.DuckDBPyConnection
    number: int
    based_on: Version | None
    discarded: bool = False

    def discard(self) -> None:
        """Leave the store as it is: nothing is published when the block ends."""
        self.discarded = True


@contextmanager
def writing(folder: Path, keep: int) -> Iterator[Draft]:
    """Yield a draft; when the block ends it becomes the live version.

    When the block raises or discards the draft, nothing has changed. StoreError when another
    writer holds the store for too long or the disk refuses.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _lock(folder):
            yield from _draft(folder, keep)
    except OSError as error:
        if error.errno in REFUSALS:
            raise _refused(folder, error.strerror) from error
        raise


def _draft(folder: Path, keep: int) -> Iterator[Draft]:
    live = current(folder)
    number = max((v.number for v in published(folder)), default=0) + 1
    for stale in folder.glob("*.building*"):
        _remove(stale)
    path = folder / f"redsea-{number}.building"
    try:
        if live:
            shutil.copyfile(live.path, path)
            verify(live, path)
        draft = Draft(_connect(path, live), number, live)
        try:
            yield draft
            if not draft.discarded:
                draft.con.execute("checkpoint")
        except DISK_ERRORS as error:
            raise _refused(folder, error) from error
        finally:
            draft.con.close()
        if not draft.discarded:
            _publish(path, number)
            _prune(folder, live.number if live else 0, number, keep)
    finally:
        for rest in folder.glob(f"{path.name}*"):
            _remove(rest)


def _remove(rest: Path) -> None:
    """Remove what a draft left: a file, or the folder that DuckDB spills into."""
    if rest.is_dir():
        shutil.rmtree(rest)
    else:
        rest.unlink()


def _refused(folder: Path, reason: object) -> StoreError:
    return StoreError(
        f"The store {folder} cannot be written: {str(reason).splitlines()[0]}. Nothing was changed."
        " Make room or give the right to write, then try again."
    )


def _connect(path: Path, live: Version | None) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(str(path), config=DRAFT)
    except duckdb.Error as error:
        raise damaged(live.path if live else path, error) from error


def _publish(draft: Path, number: int) -> None:
    _sync(draft)
    folder, content = draft.parent, integrity.digest(draft)
    final = draft.rename(draft.with_suffix(".duckdb"))
    _sync(folder)
    new = Version(number, final, final.stat().st_size, content)
    _make_current(folder, "\n".join(map(_line, [new, *once_live(folder)])))


def _line(version: Version) -> str:
    size = version.size or version.path.stat().st_size
    return f"{version.path.name} {size} {version.digest}".strip()


def _make_current(folder: Path, text: str) -> None:
    note = folder / "CURRENT.building"
    note.write_text(f"{text}\n", encoding="utf-8")
    _sync(note)
    note.replace(folder / "CURRENT")
    _sync(folder)


def _prune(folder: Path, before: int, live: int, keep: int) -> None:
    """Remove the oldest versions beyond ``keep``, and those that a crash left unpublished."""
    versions = published(folder)
    lost = [v for v in versions if before < v.number < live]
    old = [v for v in versions if v.number <= before][: -(keep - 1) or None]
    for version in lost + old:
        with suppress(FileNotFoundError):
            version.path.unlink()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """Hold the one writer lock of the store; the system releases it if the process dies."""
    with (folder / "LOCK").open("a+", encoding="utf-8") as file:
        deadline = time.monotonic() + LOCK_SECONDS
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    file.seek(0)
                    raise StoreError(
                        f"Another load has held the store {folder} for {LOCK_SECONDS:.0f} seconds"
                        f" ({file.read().strip()}). Nothing was changed; try again when it is done."
                    ) from None
                time.sleep(0.02)
        file.truncate(0)
        file.write(f"process {os.getpid()}")
        file.flush()
        yield
