"""The versions of the store: their files, CURRENT, and the way out where one is damaged.

`redsea-<n>.duckdb` is written once, under another name, and never again. CURRENT is replaced
atomically; its first line holds name, size and digest of the live version, the lines after it those
of the versions that were live before it and are kept, newest first. A path is never used twice,
because DuckDB keeps serving the old content of a path that it has open.
"""

from __future__ import annotations

import re
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from shlex import quote

from dashboard.errors import StoreError
from dashboard.store import integrity

NAME = re.compile(r"redsea-(\d+)\.duckdb")
LIVE = re.compile(r"(redsea-(\d+)\.duckdb)(?: (\d+))?(?: ([0-9a-f]{64}))?")
"""A line of CURRENT; the size in bytes and the digest are missing where a person wrote it."""


@dataclass(frozen=True)
class Version:
    """A published version of the store.

    Size and digest of its file are those that CURRENT names; 0 and "" where it names none.
    """

    number: int
    path: Path
    size: int = field(default=0, compare=False)
    digest: str = field(default="", compare=False)

    @property
    def flaw(self) -> str:
        """What is wrong with the file, looked at now; "" where it is what was published."""
        return integrity.flaw(self.path, self.size, self.digest)


@dataclass(frozen=True)
class Way:
    """A way out of damage: a command, what it does, and what is left to do after it."""

    command: str
    does: str
    then: str


class DamageError(StoreError):
    """The live version cannot be read: what is wrong, and the ways out."""

    def __init__(self, fault: str, ways: list[Way]) -> None:
        """Say ``fault``, a clause, and each way out as a sentence."""
        self.fault, self.ways = fault, ways
        said = [f"{way.does} with `{way.command}`; {way.then}." for way in ways]
        super().__init__(f"{fault}. {' Or '.join([said[0], *map(_small, said[1:])])}")


def _small(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


def published(folder: Path) -> list[Version]:
    """Return the version files of a folder, oldest first, whether or not they were live."""
    found = [
        Version(int(m[1]), p) for p in folder.glob("redsea-*") if (m := NAME.fullmatch(p.name))
    ]
    return sorted(found, key=lambda v: v.number)


def named(folder: Path) -> list[Version]:
    """Return the versions that CURRENT names, the live one first, whether or not they are there."""
    return [version for line in _lines(folder) if (version := _version(folder, line))]


def once_live(folder: Path) -> list[Version]:
    """Return the version files that CURRENT names as live, now or before, newest first."""
    return [version for version in named(folder) if version.path.is_file()]


def showable(folder: Path) -> list[Version]:
    """Return the version files that were live, as far as CURRENT knows, newest first.

    A later file is what a load left that was killed before it went live.
    """
    known = {version.number: version for version in named(folder)}
    files = [known.get(v.number, v) for v in reversed(published(folder))]
    return [version for version in files if not known or version.number <= max(known)]


def _lines(folder: Path) -> list[str]:
    with suppress(OSError):
        return (folder / "CURRENT").read_text(encoding="utf-8", errors="replace").splitlines()
    return []


def _version(folder: Path, line: str) -> Version | None:
    match = LIVE.fullmatch(line.strip())
    if match is None:
        return None
    name, number, size, digest = match.groups()
    return Version(int(number), folder / name, int(size or 0), digest or "")


def verify(version: Version, path: Path | None = None) -> None:
    """Raise DamageError where a version, or its copy at ``path``, is not what was published."""
    if reason := integrity.flaw(path or version.path, version.size, version.digest):
        raise damaged(version.path, reason)


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

    DamageError when versions exist but CURRENT does not name one of them.
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
    except FileNotFoundError:
        if [v.number for v in published(folder)] in ([], [1]):
            return None  # no store, or a first build that was cut off before it went live
        raise DamageError(f"{folder}/CURRENT is missing", ways_out(folder)) from None
    except OSError as error:
        reason = f"{folder}/CURRENT cannot be read ({error.strerror})"
        raise DamageError(reason, ways_out(folder)) from error
    line = text.splitlines()[0] if text else ""
    version = _version(folder, line)
    if version is None:
        reason = f"{folder}/CURRENT holds {line[:60]!r}, not a version"
        raise DamageError(reason, ways_out(folder))
    if not version.path.is_file():
        reason = f"{version.path}, which CURRENT names, is missing"
        raise DamageError(reason, ways_out(folder, version.path))
    if version.size and (found := version.path.stat().st_size) != version.size:
        raise damaged(version.path, f"it has {found:,} bytes, not {version.size:,}")
    return version


def damage(folder: Path) -> DamageError | None:
    """Return what is wrong with the live version, looked at as a whole; None where nothing is."""
    try:
        live = current(folder)
        if live:
            verify(live)
    except DamageError as error:
        return error
    return None


def damaged(path: Path, reason: object) -> DamageError:
    """Return the error for a version file that cannot be opened, with the ways out."""
    first = str(reason).splitlines()[0]
    return DamageError(f"{path} cannot be opened ({first})", ways_out(path.parent, path))


def ways_out(folder: Path, bad: Path | None = None) -> list[Way]:
    """Return the ways out where CURRENT, or the version ``bad`` that it names, is damaged."""
    good = next((v for v in showable(folder) if v.path != bad and not v.flaw), None)
    store = quote(str(folder))
    anew = Way(
        f"mv {store} {quote(f'{folder}.damaged')} && python -m dashboard build",
        "Make a new store of the bundled data",
        "load again all files that were loaded, and restart the app",
    )
    if good is None:
        return [anew]
    lines = [_version(folder, line) for line in _lines(folder)]
    above = lines.index(good) if good in lines else 0
    file = quote(f"{folder}/CURRENT")
    command = f"echo {good.path.name} > {file}"
    if above:  # its line, with the digest, is there already
        command = f"sed -i {'1' if above == 1 else f'1,{above}'}d {file}"
    does = f"Go back to version {good.number}"
    return [Way(command, does, "load again what was loaded after it"), anew]
