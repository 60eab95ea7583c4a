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
        file = _begun(path)
        is_plain = _looks_plain(file.head) and not decimal
        is_plain = is_plain and (quick or not texts.encoding_fault(path))
    except OSError as error:
        raise OpeningError(f"the file cannot be read: {error.strerror or error}") from error
    if is_plain:
        yield Opened(path)
        return
    with tempfile.TemporaryDirectory(prefix="redsea-") as folder:
        try:
            for step in STEPS:
                file = step(file, Path(folder))
            found = _reshaped(file, Path(folder), numbers, decimal)
        except OSError as error:
            what = f"cannot be converted in {tempfile.gettempdir()}: {error.strerror or error}"
            raise OpeningError(f"the file {what}") from error
        yield found


@dataclass(frozen=True)
class _File:
    """A file between two steps: how it begins, and what was done to it so far."""

    path: Path
    head: bytes
    notes: list[str] = field(default_factory=list)

    def became(self, path: Path, *notes: str) -> _File:
        """Return what a step made of the file; what it was goes if it was made here too."""
        if self.path.parent == path.parent:
            self.path.unlink()
        return _begun(path, [*self.notes, *notes])


def _begun(path: Path, notes: list[str] | None = None) -> _File:
    """Return a file with its head, which is read here alone."""
    if not path.is_file():
        raise OpeningError("this is not a file" if path.exists() else "the file does not exist")
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise OpeningError(EMPTY)
    return _File(path, head, notes or [])


def _looks_plain(head: bytes) -> bool:
    """Whether the beginning of a file asks for no conversion."""
    if head.startswith((*archives.PACKED, MARK * 2)) or encodings.utf_16(head):
        return False
    if head.removeprefix(MARK).startswith(tuple(map(str.encode, REMARKS))):
        return False
    _is_table(head)
    if "\ufffd" in head.decode("utf-8", "replace")[:-1]:  # the last character may be cut
        return False
    shape = first_look(head)
    return shape is None or shape.is_plain


def _is_table(head: bytes) -> None:
    """Raise OpeningError where a file is known to be something else."""
    if what := kinds.named(head):
        raise OpeningError(what)


def _unpacked(file: _File, folder: Path) -> _File:
    if not file.head.startswith(archives.PACKED):
        return file
    target = folder / "unpacked.csv"
    note = archives.unpack(file.path, target)
    return file.became(target, note)


def _decoded(file: _File, folder: Path) -> _File:
    if not encodings.utf_16(file.head):
        _is_table(file.head)
    encoding = encodings.found(file.path, file.head)
    if not encoding:
        return file
    notes = [f"read as {encodings.ENCODINGS[encoding]} and converted to UTF-8"]
    if encoding == "cp1252" and (doubt := encodings.apostrophe(file.path)):
        notes.append(doubt)
    target = folder / "utf-8.csv"
    with (
        file.path.open(encoding=encoding, newline="") as source,
        target.open("w", encoding="utf-8", newline="") as out,
    ):
        shutil.copyfileobj(source, out, 1 << 20)
    return file.became(target, *notes)


def _unmarked(file: _File, folder: Path) -> _File:
    if not file.head.startswith(MARK * 2):
        return file
    target = folder / "unmarked.csv"
    with file.path.open("rb") as source, target.open("wb") as out:
        while (start := source.read(len(MARK))) == MARK:
            pass
        out.write(start)
        shutil.copyfileobj(source, out, 1 << 20)
    return file.became(target, "left out byte order marks that stand more than once")


STEPS = (_unpacked, _decoded, _unmarked)
"""What is done to a file that is not plain, in this order, before its rows are looked at."""


def _reshaped(file: _File, folder: Path, numbers: Numbers, decimal: str | None) -> Opened:
    """Return the table as a CSV with commas and one line of header."""
    _is_table(file.head)
    remarks, head = below_remarks(file.path)
    shape = first_look(head, remarks)
    if shape is None:
        return Opened(file.path, file.notes)
    shape = second_look(file.path, shape, numbers, decimal)
    assert shape.columns
    doubts = shape.columns.doubts()
    if shape.is_plain:
        return Opened(file.path, file.notes, doubts=doubts)
    target = folder / "commas.csv"
    rewrite(file.path, target, shape)
    return Opened(
        target,
        [*file.notes, *shape.notes()],
        shape.first_row,
        shape.separator,
        doubts,
        shape.columns.has_commas,
    )
