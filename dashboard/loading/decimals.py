"""What points and commas in the numbers of a file are: decimals, or thousands.

1.948 is one number or another. A column decides for itself where a cell can be read in one way
alone, such as 1948,5 or 12.5 or 1.948.000; where it cannot, the other columns of the file decide
if they agree, or the reader is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

COMMA, POINT = "comma", "point"
"""What the decimals of a number are parted by, as the reader says it."""

CELL = re.compile(
    r"[+-]?(?:"
    r"(?P<either_comma>[1-9][0-9]{0,2},[0-9]{3})"
    r"|(?P<either_point>[1-9][0-9]{0,2}\.[0-9]{3})"
    r"|(?P<comma>(?:[0-9]*,[0-9]+|[0-9]+,)(?:[eE][+-]?[0-9]+)?"
    r"|[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]*|[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,})"
    r"|(?P<point>(?:[0-9]*\.[0-9]+|[0-9]+\.)(?:[eE][+-]?[0-9]+)?"
    r"|[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3}){2,})"
    r"|(?P<plain>[0-9]+(?:[eE][+-]?[0-9]+)?))"
)
AROUND = re.compile(r"\s*[%KMBkmb]?\s*\Z")
"""What may follow a number in a column that is not read, such as a change in percent."""

NOTHING = {"", ".", "-", "NA", "N/A", "n/a", "#N/A"}
DEGREES = {"latitude", "longitude", "lat", "lon", "x", "y"}
"""Columns whose numbers go up to 180, so that none of them has thousands."""

QUOTED = re.compile(r'"[+-]?[0-9]*,[0-9]{1,2} ?%?"')
"""A decimal comma in a file whose columns are parted by commas."""


@dataclass(frozen=True)
class Doubt:
    """A column whose numbers may be read in two ways, the first of them, and what it may be."""

    column: str
    text: str
    readings: Mapping[str, str]


@dataclass
class Column:
    """What the cells of one column speak for: ``own`` are the readings that some need."""

    name: str
    type: str
    own: set[str] = field(default_factory=set)
    either: str = ""
    commas: int = 0
    points: int = 0
    is_numeric: bool = True
    decimal: str = ""

    def see(self, cell: str) -> None:
        """Look at a cell."""
        if not self.is_numeric or cell in NOTHING:
            return
        if self.type:
            match = CELL.fullmatch(cell)
        else:
            match = CELL.match(cell)
            if not match or not AROUND.match(cell, match.end()):
                self.is_numeric = False  # a text: what stands in it speaks for nothing
                return
        kind = match.lastgroup if match else "plain"
        if kind == "plain":
            return
        self.commas += "," in cell
        self.points += "." in cell
        if kind in (COMMA, POINT):
            self.own.add(kind)
        elif plain(self.name) in DEGREES:
            self.own.add(COMMA if kind == "either_comma" else POINT)
        elif self.type:
            self.either = self.either or cell

    def settle(self, others: set[str], said: str | None) -> None:
        """Decide by the column's own cells, by what was said, or by ``others`` where they agree."""
        if len(self.own) == 1:
            (self.decimal,) = self.own
        elif self.either and (said or len(others) == 1):
            self.decimal = said or next(iter(others))

    def note(self, is_said: bool) -> str | None:
        """Return what is to be said of a column in which thousands were parted."""
        why = ""
        if not self.own and not is_said:
            why = f", as other columns have decimal {self.decimal}s"
        if self.decimal == COMMA and self.points:
            return f"{self.name}: points between thousands left out in {_cells(self.points)}{why}"
        if self.decimal == POINT and self.commas:
            return f"{self.name}: thousands separators left out in {_cells(self.commas)}{why}"
        if self.decimal == POINT and self.either and why:
            return f"{self.name}: points in {_cells(self.points)} read as decimals{why}"
        return None


class Columns:
    """All columns of a file, and how the points and commas of each are read."""

    def __init__(self, header: Sequence[str], types: Mapping[int, str]) -> None:
        """Take the names and, by place, the types of columns that hold numbers."""
        self.all = [Column(name, types.get(place, "")) for place, name in enumerate(header)]
        self.said = False

    def see(self, cells: Sequence[str]) -> None:
        """Look at a row as wide as the header."""
        for column, cell in zip(self.all, cells, strict=True):
            if column.is_numeric and cell:
                column.see(cell)

    def settle(self, said: str | None, *, parted_by_commas: bool) -> None:
        """Decide each column; ``said`` is what the reader said of those that do not say it.

        Where commas part the columns, decimals have points unless the reader says otherwise.
        """
        self.said = said is not None
        of_file = {way for column in self.all if column.is_numeric for way in column.own}
        for column in self.numbers():
            if not parted_by_commas or said:
                column.settle(of_file, said)
        if parted_by_commas and not said and COMMA not in of_file:
            for column in self.all:
                column.either = ""

    def numbers(self) -> Iterator[Column]:
        """Yield the columns that hold numbers."""
        return (column for column in self.all if column.type)

    @property
    def converts(self) -> bool:
        """Whether a cell is to be written otherwise."""
        return any(c.decimal == COMMA or (c.decimal and c.commas) for c in self.numbers())

    @property
    def has_commas(self) -> bool:
        """Whether decimal commas are read."""
        return any(column.decimal == COMMA and column.commas for column in self.numbers())

    @property
    def is_torn(self) -> bool:
        """Whether cells of a column contradict each other."""
        return any(len(column.own) > 1 for column in self.numbers())

    def notes(self) -> list[str]:
        """Return what is to be said of single columns."""
        return [note for column in self.numbers() if (note := column.note(self.said))]

    def doubts(self) -> list[Doubt]:
        """Return the columns that are not decided: not whole ones, which say that themselves."""
        return [
            Doubt(
                column.name,
                column.either,
                {way: written(column.either, way) for way in (COMMA, POINT)},
            )
            for column in self.numbers()
            if column.type == "number" and column.either and not column.decimal
        ]

    def write(self, cells: list[str]) -> None:
        """Write the numbers of a row with a point and without thousands, in place."""
        for place, column in enumerate(self.all):
            if column.decimal and column.type:
                cells[place] = written(cells[place], column.decimal)


def written(cell: str, decimal: str) -> str:
    """Return a number with a decimal point and without thousands; other texts as they are."""
    match = CELL.fullmatch(cell)
    if not match or match.lastgroup in ("plain", COMMA if decimal == POINT else POINT):
        return cell
    if decimal == COMMA:
        return cell.replace(".", "").replace(",", ".")
    return cell.replace(",", "")


def plain(name: str) -> str:
    """Return a column's name in small letters, without blanks around it."""
    return name.strip().casefold()


def _cells(count: int) -> str:
    return f"{count:,} cell{'s' * (count != 1)}"
