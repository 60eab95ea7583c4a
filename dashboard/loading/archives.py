"""What is packed is unpacked: gzip, and ZIP with one CSV file inside."""

from __future__ import annotations

import gzip
import lzma
import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Protocol

from dashboard.errors import DashboardError
from dashboard.loading.problems import short

MAX_BYTES = 4 << 30
"""Bytes that a file may unpack to."""

MAX_RATIO, FREE_BYTES = 250, 100_000_000
"""Beyond so many bytes a file may not unpack to more than so many times its size."""

SAVE = "save it as CSV UTF-8"
CSV = {".csv", ".tsv"}
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
GZIP = b"\x1f\x8b"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORKBOOKS = {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}
"""What Excel and OpenDocument files hold, which are ZIP files too."""

PACKED = (*ZIP, GZIP, OLD_OFFICE)
"""How files begin that are no text but packed."""

DAMAGE = (zipfile.BadZipFile, gzip.BadGzipFile, EOFError, zlib.error, lzma.LZMAError, struct.error)
ODD = (ValueError, RuntimeError, NotImplementedError)
"""What Python's zipfile raises on other damage, such as names that are no text."""


class Readable(Protocol):
    """What is read piece by piece."""

    def read(self, size: int, /) -> bytes:
        """Return up to ``size`` bytes."""
        ...


class OpeningError(DashboardError):
    """A file that cannot be read as a table: the text says what was found and what to do."""


def unpack(path: Path, target: Path) -> str:
    """Unpack a file that begins as ``PACKED`` says to ``target``; return what was done."""
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(OLD_OFFICE):
        raise OpeningError(f"the file is an old Excel or Office file; {SAVE}")
    kind = "gzip" if start.startswith(GZIP) else "ZIP"
    try:
        note = _ungzip(path, target) if kind == "gzip" else _unzip(path, target)
    except (*DAMAGE, *ODD, OSError) as error:
        if isinstance(error, OSError) and error.errno:  # the disk, not the file
            raise
        raise OpeningError(f"the {kind} file is damaged or cut off; fetch it again") from error
    with target.open("rb") as file:
        start = file.read(262)
    if start.startswith(PACKED) or start[257:] == b"ustar":
        raise OpeningError(f"the {kind} file holds a packed file; unpack it, then load the CSV")
    return note


def _ungzip(path: Path, target: Path) -> str:
    with gzip.open(path) as source:
        _copy(source, target, path, "gzip")
    return "unpacked the gzip file"


def _unzip(path: Path, target: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        member = _only_csv(archive)
        try:
            source = archive.open(member)
        except (RuntimeError, NotImplementedError) as error:  # a password, or a rare method
            what = (
                "is locked with a password" if member.flag_bits & 1 else "is packed in a rare way"
            )
            name = short(member.filename)
            raise OpeningError(f"{name} in the ZIP file {what}; unpack it, then load it") from error
        with source:
            _copy(source, target, path, "ZIP")
    return f"unpacked {short(member.filename)} from the ZIP file"


def _only_csv(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    """Return the one CSV file in an archive."""
    members = [
        member
        for member in archive.infolist()
        if not member.is_dir() and not _is_hidden(PurePosixPath(member.filename))
    ]
    if WORKBOOKS & {member.filename for member in members}:
        raise OpeningError(f"the file is an Excel or OpenDocument workbook; {SAVE}")
    found = [m for m in members if PurePosixPath(m.filename).suffix.lower() in CSV]
    if len(found) == 1:
        return found[0]
    if found:
        what = f"{len(found):,} CSV files ({_listed(found)}); unpack it and load the one wanted"
    else:
        what = f"no CSV file ({_listed(members) or 'it is empty'}); a ZIP with one is needed"
    raise OpeningError(f"the ZIP file holds {what}")


def _is_hidden(path: PurePosixPath) -> bool:
    """Whether a name is one that a Mac adds."""
    return path.parts[:1] == ("__MACOSX",) or path.name.startswith(".")


def _listed(members: list[zipfile.ZipInfo]) -> str:
    names = ", ".join(short(member.filename) for member in members[:3])
    return f"{names}, ..." if len(members) > 3 else names


def _copy(source: Readable, target: Path, packed: Path, kind: str) -> None:
    """Copy what is unpacked, until it is more than a table can be."""
    allowed = min(MAX_BYTES, max(FREE_BYTES, MAX_RATIO * packed.stat().st_size))
    with target.open("wb") as out:
        while block := source.read(1 << 20):
            if out.tell() + len(block) > allowed:
                size = f"{allowed / 1e6:,.0f} MB"
                raise OpeningError(
                    f"the {kind} file unpacks to more than {size}, which is the limit for it;"
                    " unpack it, and split it if it is so large"
                )
            out.write(block)
