"""How a table stands in its file, and the same table as a CSV: commas, one line of header.

Python's csv module decides. The first rows tell what to look for, all rows confirm it. A row that
is at fault is written with the same fault, so that it is found and worded where rows are read.
"""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from dashboard.loading import reading
from dashboard.loading.archives import OpeningError
from dashboard.loading.decimals import QUOTED, Columns

if TYPE_CHECKING:
    from _csv import Reader

HEAD = 1 << 16
"""Bytes of a file that are looked at first."""

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
SPACED = re.compile(' +"')
SEPARATOR_LINE = re.compile(r'"?sep=[,;\t|]"?\r?\n')
"""What Excel writes above the header where it is told to."""

EMPTY = "the file is empty; a header and rows are needed"
ENDS = re.compile(r"\r\n|\r|\n")

NAMELESS = ("", "Unnamed: 0")
"""The header of an index column; pandas gives it a name when it reads and writes it again."""

TAG = re.compile(r"\s*#\s*[A-Za-z].*", re.DOTALL)

BLANK = re.compile(r'(?:(?:[ \t,;|\u00a0]|"")*(?:\r\n|\r|\n))+')
"""Lines above the header in which nothing stands."""

REMARKS = ("# ", '"# ')
"""How lines above the header begin that say what the rows are; a spreadsheet may put them into
quotation marks."""

Numbers = Callable[[list[str]], Mapping[int, str]]
"""The types of the columns in a header that hold numbers, by their place: integer or number."""


def no_numbers(_: list[str]) -> Mapping[int, str]:
    """Say that no column is known to hold numbers."""
    return {}


@dataclass
class Shape:
    """How a table stands in its file.

    ``start`` is the number with which a nameless first column begins to count, ``columns`` say how
    numbers are written, ``remarks`` and ``blank`` count the lines of remarks and the empty lines
    above the header, ``names_separator`` says that a line "sep=;" stands there. With
    ``has_numbers`` the numbers are to be looked at.
    """

    separator: str
    width: int
    has_tags: bool
    start: int | None = None
    has_empty_end: bool = False
    columns: Columns | None = None
    names_separator: bool = False
    blank: int = 0
    has_numbers: bool = False
    remarks: int = 0

    @property
    def is_plain(self) -> bool:
        """Whether nothing is to be converted."""
        whole = self.start is None and not self.has_empty_end and not self.above
        return whole and self.separator == "," and not self.has_tags and not self.has_numbers

    @property
    def above(self) -> int:
        """The number of lines above the header."""
        return self.remarks + self.blank + self.names_separator

    @property
    def first_row(self) -> int:
        """The number of the row after the header, and after tags, in the file as it came."""
        return 2 + self.above + self.has_tags

    def notes(self) -> Iterator[str]:
        """Yield what is converted."""
        columns = self.columns
        decimals = "with decimal commas" if columns and columns.has_commas else ""
        if self.separator != ",":
            torn = "; commas in numbers may be decimals or thousands and were left"
            said = f", {decimals}" * bool(decimals) + torn * bool(columns and columns.is_torn)
            yield f"separated by {SEPARATORS[self.separator]}{said}"
        elif decimals:
            yield f"read {decimals}"
        yield from columns.notes() if columns else ()
        if self.remarks:
            begin = "begins" if self.remarks == 1 else "begin"
            yield f"left out {_rows(1, self.remarks)}, which {begin} with #"
        if self.blank:
            are = "is" if self.blank == 1 else "are"
            yield f"left out {_rows(self.remarks + 1, self.blank)}, which {are} empty"
        if self.names_separator:
            yield f"left out row {self.above}, which names the separator"
        if self.has_tags:
            yield f"left out row {2 + self.above}, which holds HXL tags"
        if self.start is not None:
            yield "left out the index column without a name"
        if self.has_empty_end:
            yield "left out the last column, which has no name and no values"


def _rows(first: int, count: int) -> str:
    """Return "row 3", or "rows 3 to 5"."""
    return f"row {first}" if count == 1 else f"rows {first} to {first + count - 1}"


def below_remarks(path: Path) -> tuple[int, bytes]:
    """Return how many lines of remarks a file begins with, and the first bytes below them."""
    count = 0
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        while (line := file.readline(reading.MAX_LINE)).startswith(REMARKS):
            count += 1
        return count, (line + file.read(HEAD)).encode()[:HEAD]


def first_look(head: bytes, remarks: int = 0) -> Shape | None:
    """Return what the first two rows say of a table; None where they say nothing.

    ``head`` are the first bytes of its file, ``HEAD`` of them or all, below the lines of remarks.
    """
    text = head.decode("utf-8", "replace").removeprefix("\ufeff")
    if len(head) == HEAD:
        text = text[: max(text.rfind("\n"), text.rfind("\r")) + 1]
    blank = BLANK.match(text)
    text = text[blank.end() if blank else 0 :]
    if (blank or remarks) and not text.strip():
        raise OpeningError(EMPTY)
    above = SEPARATOR_LINE.match(text)
    text = text[above.end() if above else 0 :]
    looks = {separator: _first_rows(text, separator) for separator in SEPARATORS}
    separator = max(looks, key=lambda s: len(looks[s][0]) if looks[s] else 0)
    if not looks[separator] or (len(looks[separator][0]) < 2 and not (blank or remarks)):
        return None
    names, *rows = looks[separator]
    has_index = names[0] in NAMELESS
    cells = rows[0][has_index:] if rows else []
    has_tags = any(cells) and all(not cell or TAG.fullmatch(cell) for cell in cells)
    start = 0 if has_index else None
    return Shape(
        separator,
        len(names),
        has_tags,
        start,
        not names[-1],
        names_separator=bool(above),
        blank=len(ENDS.findall(blank[0])) if blank else 0,
        has_numbers=separator == "," and bool(QUOTED.search(text)),
        remarks=remarks,
    )


def _first_rows(text: str, separator: str) -> list[list[str]]:
    """Return the first two rows of a text, as far as they are whole."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            rows.append(row)
            if len(rows) == 2:
                break
    except csv.Error:
        pass  # the row is worded where rows are read
    return rows


def _table(file: TextIO, shape: Shape, recent: reading.Recent | None = None) -> Reader:
    """Return the rows of a file, the header first."""
    csv.field_size_limit(reading.MAX_ROW)
    for _ in range(shape.above):
        file.readline()
    return csv.reader(reading.lines(file, recent), delimiter=shape.separator, strict=True)


def second_look(path: Path, shape: Shape, numbers: Numbers, decimal: str | None = None) -> Shape:
    """Return the shape that all rows confirm; ``decimal`` is what the reader said of numbers."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        shape = _confirmed(_table(file, shape), shape, numbers)
    assert shape.columns
    shape.columns.settle(decimal, parted_by_commas=shape.separator == ",")
    shape.has_numbers = shape.columns.converts
    return shape


def _confirmed(table: Reader, shape: Shape, numbers: Numbers) -> Shape:
    names = next(table)
    shape.columns = Columns(names, numbers(names))
    rows = even = 0
    odd: tuple[int, int] | None = None
    start, is_empty = -1, shape.has_empty_end and bool(names[-2])
    counts = shape.start is not None
    try:
        for number, cells in enumerate(table, start=2):
            if not cells or (number == 2 and shape.has_tags):
                continue
            rows += 1
            if len(cells) != shape.width:
                odd = odd or (number, len(cells))
                continue
            even += 1
            if even == 1:
                start = 1 if cells[0] == "1" else 0
            counts = counts and cells[0] == str(start + rows - 1)
            is_empty = is_empty and not cells[-1]
            shape.columns.see(cells)
    except csv.Error:
        pass  # reproduced, and worded where rows are read
    if shape.separator != "," and odd and even * 2 < rows:
        raise OpeningError(
            f"the header has {shape.width} cells separated by {SEPARATORS[shape.separator]},"
            f" row {odd[0] + shape.above:,} has {odd[1]}; separate all columns by commas"
        )
    shape.start = max(start, 0) if counts and not odd else None
    shape.has_empty_end = is_empty and not odd
    return shape


def rewrite(path: Path, target: Path, shape: Shape) -> None:
    """Write a table with commas, and reproduce what is wrong with its rows."""
    kept = slice(0 if shape.start is None else 1, -1 if shape.has_empty_end else None)
    recent: reading.Recent = deque(maxlen=reading.CUT_OFF)
    sound = 0
    with (
        path.open(encoding="utf-8-sig", newline="") as file,
        target.open("w", encoding="utf-8", newline="") as out,
    ):
        table = _table(file, shape, recent)
        writer = csv.writer(out)  # with \r\n, which makes it quote both in cells
        try:
            for number, cells in enumerate(table, start=1):
                sound = table.line_num
                if number == 2 and shape.has_tags:
                    continue
                if number > 1 and len(cells) == shape.width and shape.columns:
                    shape.columns.write(cells)
                if number > 1 and any(map(SPACED.match, cells)):
                    out.write(",".join([' "', *("" for _ in cells[kept][1:])]) + "\r\n")
                else:
                    writer.writerow(cells[kept])
        except csv.Error as error:
            rest = reading.cut_off(error, table.line_num - sound, recent)
            if rest is not None:
                out.write('"' + rest.replace('"', '""'))
            else:
                out.write("x" * (reading.MAX_ROW + 1) if "field larger" in str(error) else '"" x')
