"""What is wrong with a file, in words: row, column, what was found, what is allowed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

LIMIT = 20
"""Problems of one kind (one rule in one column) that are spelt out; the rest is counted."""

ROWS = 8
"""Row numbers that one problem lists, such as the rows with the same key."""


FATAL = {"file", "header", "layout", "quotation", "set", "date format", "decimal", "checked until"}
"""Rules that a file breaks as a whole."""


def short(found: str) -> str:
    """Return a text from a file in quotation marks, in one line and cut where it is long."""
    return repr(found if len(found) <= 60 else found[:59] + "…")


def numbered(rows: Sequence[int], count: int = 0) -> str:
    """Return "row 3", or "rows 3, 5 and 7 more" where there are ``count`` in all."""
    count = max(count, len(rows))
    some = ", ".join(str(row) for row in rows[:ROWS])
    more = f" and {count - ROWS:,} more" if count > ROWS else ""
    return f"row{'s' * (count > 1)} {some}{more}"


@dataclass(frozen=True)
class Problem:
    """One problem. Rows are counted as a spreadsheet shows them: the header is row 1."""

    rule: str
    what: str
    rows: tuple[int, ...] = ()
    column: str = ""

    def __str__(self) -> str:
        where = numbered(self.rows) if self.rows else self.rule
        return f"{where}{', ' if self.column else ''}{self.column}: {self.what}"


@dataclass(frozen=True)
class Question:
    """What only the reader knows: the name of the answer, and the answers, where they are few."""

    name: str
    words: str
    options: dict[str, str] = field(default_factory=dict)


@dataclass
class Report:
    """The outcome of a check: the problems found, and how many there are of each kind in all.

    ``dataset`` and ``format`` are what the file was recognised as. ``notes`` say what was
    converted before the file could be read. ``rejected`` rows were left out because only the good
    rows were asked for; None where they were not.
    """

    file: str
    dataset: str
    rows: int = 0
    format: str | None = None
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    totals: Counter[tuple[str, str]] = field(default_factory=Counter)
    rejected: int | None = None

    def add(self, problems: Iterable[Problem], total: int | None = None) -> None:
        """Add problems of one rule and column; ``total`` counts all of that kind, also unspelt.

        What two columns of the dataset make of one cell of the file is one problem.
        """
        for problem in problems:
            kind = (problem.rule, problem.column)
            if problem not in self.problems:
                self.problems.append(problem)
                self.totals[kind] = total or self.totals[kind] + 1

    @property
    def total(self) -> int:
        """The number of all problems, spelt out or not."""
        return self.totals.total()

    @property
    def clean(self) -> bool:
        """Whether the file has no problem."""
        return not self.problems

    @property
    def is_fatal(self) -> bool:
        """Whether a problem is of the whole file, so that it has no good rows."""
        return bool(FATAL & {rule for rule, _ in self.totals})

    @property
    def is_loadable(self) -> bool:
        """Whether its rows may be loaded: all, or the good ones where those were asked for."""
        return self.clean or self.rejected is not None

    def lines(self) -> Iterator[str]:
        """Yield the report line by line, the file's name first in each."""
        if self.format:
            yield f"{self.file}: {self.format}, for the dataset {self.dataset}"
        yield from (f"{self.file}: {note}" for note in self.notes)
        for kind, total in self.totals.items():
            shown = [p for p in self.problems if (p.rule, p.column) == kind]
            yield from (f"{self.file}: {p}" for p in shown)
            if total > len(shown):
                where = f"{kind[1]}: " if kind[1] else ""
                rest = total - len(shown)
                yield f"{self.file}: {where}{rest:,} more like these, {total:,} in all"
        if self.clean:
            yield f"{self.file}: no problems in {self.rows:,} row{'s' * (self.rows != 1)}"
        else:
            yield f"{self.file}: {self.total:,} problem{'s' * (self.total != 1)}"
