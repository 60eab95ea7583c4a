"""The files of the store: immutable versions, CURRENT, one writer.

`redsea-<n>.duckdb` is written once, under another name, and never again. CURRENT is replaced
atomically; its first line holds name, size and digest of the live version, the lines after it those
of the versions that were live before it and are kept, newest first. A path is never used twice,
because DuckDB keeps serving the old content of a path that it has open.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from dashboard.errors import StoreError

NAME = re.compile(r"redsea-(\d+)\.duckdb")
LIVE = re.compile(r"(redsea-(\d+)\.duckdb)(?: (\d+))?(?: ([0-9a-f]{64}))?")
"""A line of CURRENT; the size in bytes and the digest are missing where a person wrote it."""

LOCK_SECONDS = 120.0
"""How long a writer waits for another one."""

REFUSALS = {
    *(errno.ENOSPC, errno.EDQUOT, errno.EFBIG),
    *(errno.EACCES, errno.EPERM, errno.EROFS),
    *(errno.EEXIST, errno.ENOTDIR),
}
"""No room, no right to write, a file where the folder should be."""

DISK_ERRORS = (duckdb.IOException, duckdb.TransactionException, duckdb.FatalException)
"""What DuckDB raises on a full disk: in a statement, in a commit, in a checkpoint."""


@dataclass(frozen=True)
class Version:
    """A published version of the store; the digest of its content is "" where it is not known."""

    number: int
    path: Path
    digest: str = field(default="", compare=False)


def published(folder: Path) -> list[Version]:
    """Return the version files of a folder, oldest first, whether or not they were live."""
    found = [
        Version(int(m[1]), p) for p in folder.glob("redsea-*") if (m := NAME.fullmatch(p.name))
    ]
    return sorted(found, key=lambda v: v.number)


def once_live(folder: Path) -> list[Version]:
    """Return the version files that CURRENT names as live, now or before, newest first."""
    with suppress(OSError):
        lines = (folder / "CURRENT").read_text(encoding="utf-8", errors="replace").splitlines()
        named = [m for line in lines if (m := LIVE.fullmatch(line.strip()))]
        found = [Version(int(m[2]), folder / m[1], m[4] or "") for m in named]
        return [version for version in found if version.path.is_file()]
    return []


def digest(path: Path) -> str:
    """Return the BLAKE2b digest of a file's content, as 64 hexadecimal digits."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, lambda: hashlib.blake2b(digest_size=32)).hexdigest()


def verify(version: Version, path: Path | None = None) -> None:
    """Raise StoreError where a version, or its copy at ``path``, is not what was published."""
    try:
        is_whole = not version.digest or digest(path or version.path) == version.digest
    except OSError as error:
        raise damaged(version.path, error) from error
    if not is_whole:
        raise damaged(version.path, "its content is not what was published")


def state(folder: Path) -> tuple[object, ...]:
    """Return what changes when CURRENT, or the file that it names, is replaced or mended."""
    text = ""
    with suppress(OSError):
        text = (folder / "CURRENT").read_text(encoding="utf-8", errors="replace")
        if match := LIVE.match(text):
            stat = (folder / match[1]).stat()
            return (text, stat.st_mtime_ns, stat.st_size, stat.st_ino)
    return (text,)


def current(folder: Path) -> Version | None:
    """Return the live version, None where there is no store yet.

    StoreError when versions exist but CURRENT does not name one of them.
    """
    for pause in (0.05, 0.2):
        try:
            return _current(folder)
        except StoreError:
            time.sleep(pause)  # a writer may be between its steps
    return _current(folder)


def _current(folder: Path) -> Version | None:
    try:
        text = (folder / "CURRENT").read_text(encoding="utf-8", errors="replace").strip()
        text = text.splitlines()[0] if text else text
    except FileNotFoundError:
        if [v.number for v in published(folder)] in ([], [1]):
            return None  # no store, or a first build that was cut off before it went live
        raise StoreError(f"{folder}/CURRENT is missing. {_way_out(folder)}") from None
    except OSError as error:
        reason = f"cannot be read ({error.strerror})"
        raise StoreError(f"{folder}/CURRENT {reason}. {_way_out(folder)}") from error
    match = LIVE.fullmatch(text)
    if match is None:
        raise StoreError(f"{folder}/CURRENT holds {text[:60]!r}, not a version. {_way_out(folder)}")
    name, number, size, written = match.groups()
    path = folder / name
    if not path.is_file():
        raise StoreError(f"{path}, which CURRENT names, is missing. {_way_out(folder, name)}")
    if size and (found := path.stat().st_size) != int(size):
        raise damaged(path, f"it has {found:,} bytes, not {int(size):,}")
    return Version(int(number), path, written or "")


def damaged(path: Path, reason: object) -> StoreError:
    """Return the error for a version file that cannot be opened, with the way out."""
    first = str(reason).splitlines()[0]
    return StoreError(f"{path} cannot be opened ({first}). {_way_out(path.parent, path.name)}")


def _way_out(folder: Path, bad: str = "") -> str:
    good = [v.path.name for v in published(folder) if v.path.name != bad]
    back = (
        f"Write the name of a good version ({good[-1]}) into {folder}/CURRENT, or m"
        if good
        else "M"
    )
    return (
        f"{back}ove {folder} away and run `python -m dashboard build`: that makes a new store from"
        " the bundled data; files loaded since must be loaded again. Then restart the app."
    )


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
            _publish(path, folder / f"redsea-{number}.duckdb")
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
        return duckdb.connect(str(path))
    except duckdb.Error as error:
        raise damaged(live.path if live else path, error) from error


def _publish(draft: Path, final: Path) -> None:
    _sync(draft)
    content = digest(draft)
    draft.rename(final)
    _sync(final.parent)
    before = [_line(version.path, version.digest) for version in once_live(final.parent)]
    _make_current(final.parent, "\n".join([_line(final, content), *before]))


def _line(path: Path, content: str) -> str:
    return f"{path.name} {path.stat().st_size} {content}".strip()


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
