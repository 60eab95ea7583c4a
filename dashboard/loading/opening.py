"""A file as it came becomes a CSV as the loader reads it: UTF-8, commas, one line of header.

What was converted is said in notes. Each row that stays keeps its place, and what is wrong with it,
so that its problems are found afterwards in the usual way, under the number it has in the file as
it came. Files are copied in pieces: memory does not grow with them.
"""

from __future__ import annotations

import mmap
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.loading import archives, texts
from dashboard.loading.archives import OpeningError
from dashboard.loading.shape import HEAD, Numbers, first_look, no_numbers, rewrite, second_look

__all__ = ["Opened", "OpeningError", "opened"]

MARK = b"\xef\xbb\xbf"
"""The byte order mark of UTF-8; programs that add one where one stands leave files with several."""

UTF_16 = (b"\xff\xfe", b"\xfe\xff")
ENCODINGS = dict.fromkeys(("utf-16", "utf-16-le", "utf-16-be"), "UTF-16")
ENCODINGS["cp1252"] = "cp1252 (Windows)"
FOREIGN = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|[\x81\x8d\x8f\x90\x9d]"  # no text; not in cp1252
    rb"|[\xc2-\xc6\xce-\xdb][\x80-\xbf]|[\xe0-\xf4][\x80-\xbf]{2}"
    rb"|[\xc0-\xff]{3}"
)
"""Bytes that speak against cp1252 where a file is not UTF-8: UTF-8 with a fault elsewhere (but for
letters that only scholars write, which may be a sharp s or a capital with an accent before a
quotation mark), and three accented letters in a row, as Cyrillic or Arabic would give."""


@dataclass(frozen=True)
class Opened:
    """A CSV: UTF-8, separated by commas, one line of header.

    ``first_row`` is the number that the row after the header has in the file as it came,
    ``separator`` is what parted its columns.
    """

    path: Path
    notes: list[str] = field(default_factory=list)
    first_row: int = 2
    separator: str = ","


@contextmanager
def opened(path: Path, numbers: Numbers = no_numbers, *, quick: bool = False) -> Iterator[Opened]:
    """Yield a file as a CSV; OpeningError where it cannot be one.

    Decimal commas are converted in the columns that ``numbers`` finds in the header. With ``quick``
    a file is yielded as it is when its beginning is plain; whether all of it is UTF-8 is left to
    the caller.
    """
    try:
        is_plain = _looks_plain(path) and (quick or not texts.encoding_fault(path))
    except OSError as error:
        raise OpeningError(f"the file cannot be read: {error.strerror or error}") from error
    if is_plain:
        yield Opened(path)
        return
    with tempfile.TemporaryDirectory(prefix="redsea-") as folder:
        try:
            file = _converted(path, Path(folder), numbers)
        except OSError as error:
            what = f"cannot be converted in {tempfile.gettempdir()}: {error.strerror or error}"
            raise OpeningError(f"the file {what}") from error
        yield file


def _looks_plain(path: Path) -> bool:
    """Whether the beginning of a file asks for no conversion."""
    if not path.is_file():
        missing = "the file does not exist" if not path.exists() else "this is not a file"
        raise OpeningError(missing)
    head = _head(path)
    if head.startswith((*archives.PACKED, MARK * 2)) or _utf_16(head):
        return False
    if "\ufffd" in head.decode("utf-8", "replace")[:-1]:  # the last character may be cut
        return False
    shape = first_look(head)
    return shape is None or shape.is_plain


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise OpeningError("the file is empty; a header and rows are needed")
    return head


def _converted(path: Path, folder: Path, numbers: Numbers) -> Opened:
    notes = []
    if _head(path).startswith(archives.PACKED):
        unpacked = folder / "unpacked.csv"
        notes.append(archives.unpack(path, unpacked))
        path = unpacked
    if encoding := _encoding(path):
        notes.append(f"read as {ENCODINGS[encoding]} and converted to UTF-8")
        path = _instead(path, _to_utf_8(path, encoding, folder / "utf-8.csv"))
    if _head(path).startswith(MARK * 2):
        notes.append("left out byte order marks that stand more than once")
        path = _instead(path, _without_marks(path, folder / "unmarked.csv"))
    shape = first_look(_head(path))
    if shape is None:
        return Opened(path, notes)
    shape = second_look(path, shape, numbers)
    if shape.is_plain:
        return Opened(path, notes)
    rewrite(path, folder / "commas.csv", shape)
    notes += shape.notes()
    return Opened(folder / "commas.csv", notes, shape.first_row, shape.separator)


def _instead(path: Path, target: Path) -> Path:
    """Return what was made of a file; the file goes if it was made here too."""
    if path.parent == target.parent:
        path.unlink()
    return target


def _without_marks(path: Path, target: Path) -> Path:
    with path.open("rb") as source, target.open("wb") as out:
        while (start := source.read(len(MARK))) == MARK:
            pass
        out.write(start)
        shutil.copyfileobj(source, out, 1 << 20)
    return target


def _to_utf_8(path: Path, encoding: str, target: Path) -> Path:
    with (
        path.open(encoding=encoding, newline="") as source,
        target.open("w", encoding="utf-8", newline="") as out,
    ):
        shutil.copyfileobj(source, out, 1 << 20)
    return target


def _utf_16(head: bytes) -> str | None:
    """Return which UTF-16 a file is in: with a mark, or with a NUL in each letter of its header."""
    if head.startswith(UTF_16):
        return "utf-16"
    for encoding, nuls, letters in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        if not any(head[nuls:40:2]) and all(head[letters:40:2]) and len(head) > 1:
            return encoding
    return None


def _encoding(path: Path) -> str | None:
    """Return the encoding from which a file is to be converted; None where it is UTF-8."""
    head = _head(path)
    if encoding := _utf_16(head):
        if fault := texts.encoding_fault(path, encoding):
            raise OpeningError(fault)
        return encoding
    if not (fault := texts.encoding_fault(path)):
        return None
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if FOREIGN.search(data):
            raise OpeningError(texts.nul_fault(path) or fault)
    return "cp1252"
