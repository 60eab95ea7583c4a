"""A file as it came becomes a CSV as the loader reads it: UTF-8, commas, one line of header.

What was converted is said in notes. Each row that stays keeps its place, and what is wrong with it,
so that its problems are found afterwards in the usual way, under the number it has in the file as
it came. Files are copied in pieces: memory does not grow with them.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.loading import archives, encodings, kinds, texts
from dashboard.loading.archives import OpeningError
from dashboard.loading.decimals import Doubt
from dashboard.loading.shape import (
    EMPTY,
    HEAD,
    REMARKS,
    Numbers,
    below_remarks,
    first_look,
    no_numbers,
    rewrite,
    second_look,
)

__all__ = ["Opened", "OpeningError", "opened"]

MARK = b"\xef\xbb\xbf"
"""The byte order mark of UTF-8; programs that add one where one stands leave files with several."""


@dataclass(frozen=True)
class Opened:
    """A CSV: UTF-8, separated by commas, one line of header.

    ``first_row`` is the number that the row after the header has in the file as it came,
    ``separator`` is what parted its columns; ``doubts`` are columns of numbers that may be read
    in two ways, and ``has_commas`` says that decimal commas were read.
    """

    path: Path
    notes: list[str] = field(default_factory=list)
    first_row: int = 2
    separator: str = ","
    doubts: list[Doubt] = field(default_factory=list)
    has_commas: bool = False


@contextmanager
def opened(
    path: Path, numbers: Numbers = no_numbers, *, quick: bool = False, decimal: str | None = None
) -> Iterator[Opened]:
    """Yield a file as a CSV; OpeningError where it cannot be one.

    Decimal commas are converted in the columns that ``numbers`` finds in the header; ``decimal`` is
    what the reader said of those that may be decimals or thousands. With ``quick``
    a file is yielded as it is when its beginning is plain; whether all of it is UTF-8 is left to
    the caller.
    """
    try:
        is_plain = _looks_plain(path) and not decimal and (quick or not texts.encoding_fault(path))
    except OSError as error:
        raise OpeningError(f"the file cannot be read: {error.strerror or error}") from error
    if is_plain:
        yield Opened(path)
        return
    with tempfile.TemporaryDirectory(prefix="redsea-") as folder:
        try:
            file = _converted(path, Path(folder), numbers, decimal)
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
    if head.startswith((*archives.PACKED, MARK * 2)) or encodings.utf_16(head):
        return False
    if head.removeprefix(MARK).startswith(tuple(map(str.encode, REMARKS))):
        return False
    _is_table(head)
    if "\ufffd" in head.decode("utf-8", "replace")[:-1]:  # the last character may be cut
        return False
    shape = first_look(head)
    return shape is None or shape.is_plain


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise OpeningError(EMPTY)
    return head


def _is_table(head: bytes) -> None:
    """Raise OpeningError where a file is known to be something else."""
    if what := kinds.named(head):
        raise OpeningError(what)


def _converted(path: Path, folder: Path, numbers: Numbers, decimal: str | None) -> Opened:
    notes = []
    if _head(path).startswith(archives.PACKED):
        unpacked = folder / "unpacked.csv"
        notes.append(archives.unpack(path, unpacked))
        path = unpacked
    if not encodings.utf_16(_head(path)):
        _is_table(_head(path))
    if encoding := encodings.found(path, _head(path)):
        notes.append(f"read as {encodings.ENCODINGS[encoding]} and converted to UTF-8")
        if encoding == "cp1252" and (doubt := encodings.apostrophe(path)):
            notes.append(doubt)
        path = _instead(path, _to_utf_8(path, encoding, folder / "utf-8.csv"))
    if _head(path).startswith(MARK * 2):
        notes.append("left out byte order marks that stand more than once")
        path = _instead(path, _without_marks(path, folder / "unmarked.csv"))
    _is_table(_head(path))
    remarks, head = below_remarks(path)
    shape = first_look(head, remarks)
    if shape is None:
        return Opened(path, notes)
    shape = second_look(path, shape, numbers, decimal)
    assert shape.columns
    doubts = shape.columns.doubts()
    if shape.is_plain:
        return Opened(path, notes, doubts=doubts)
    rewrite(path, folder / "commas.csv", shape)
    notes += shape.notes()
    return Opened(
        folder / "commas.csv",
        notes,
        shape.first_row,
        shape.separator,
        doubts,
        shape.columns.has_commas,
    )


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
