"""Which layout a file has: the contract of a dataset, or another publisher's format.

A format is one file of queries/formats: SQL that turns the rows of a publisher's file, the table
``file``, into rows of a dataset, under a head of comments that says how to know the file:

    -- format: name of the layout
    -- publisher: who publishes such files
    -- dataset: the dataset that the rows go to
    -- source: key of the source that the rows cite (with kind, cited as, url and terms)
    -- dates: columns that hold dates (so integers, numbers, texts; in small letters)
    -- may lack: those of them that some files do not have
    -- other columns: type of all other columns, where their names are for the file to choose
    -- missing: a text that stands for a missing value, as an empty cell does
    -- ids COLUMN: the form of the publisher's keys, of which blanks around and capitals are no part
    -- only CONDITION: why rows of the file are left out where it does not hold
    -- holds CONDITION: what is wrong with a row of the file where it does not hold
    -- warn CONDITION: what is odd about a row of the dataset where it holds
    -- $parameter: what is to be said when the file is loaded ("optional" ends what may be left out)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.contracts import Dataset, Package
from dashboard.errors import ContractError, UsageError

TYPES = {"dates": "date", "integers": "integer", "numbers": "number", "texts": "string"}
HEAD = re.compile(r"-- (\$?[a-z][a-z ]*?|(?:ids|only|holds|warn) .+?): (.+)")


@dataclass(frozen=True)
class Source:
    """The source that rows of a format cite; it enters the table sources with the first load."""

    source_id: str
    publisher: str
    kind: str
    cited_as: str
    url: str
    terms: str


@dataclass(frozen=True)
class Layout:
    """How a file of a kind is laid out and what becomes of it.

    ``columns`` are the columns that are read, with their Table Schema types, ``lacking`` those
    that a file may lack; ``others`` is the type of further columns, where they are read. Without
    ``sql`` the rows are those of the dataset. ``ids`` are pairs of a column and the form of its
    keys. ``only``, ``holds`` and ``warnings`` are pairs of a condition in SQL and words; what
    ``only`` leaves out has ids of the form.
    """

    name: str
    dataset: Dataset
    columns: dict[str, str]
    sql: str | None = None
    lacking: frozenset[str] = frozenset()
    others: str | None = None
    source: Source | None = None
    parameters: dict[str, str] = field(default_factory=dict)
    missing_values: tuple[str, ...] = ("",)
    ids: tuple[tuple[str, str], ...] = ()
    only: tuple[str, str] | None = None
    holds: tuple[tuple[str, str], ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()

    @property
    def format(self) -> str | None:
        """The name of the format; None for a contract."""
        return self.name if self.sql else None

    @property
    def needed(self) -> list[str]:
        """The columns that a file must have."""
        return [name for name in self.columns if name not in self.lacking]

    @property
    def multiplies(self) -> bool:
        """Whether a row of a file may become several of the dataset."""
        return self.others is not None or "unnest(" in (self.sql or "")

    def is_optional(self, parameter: str) -> bool:
        """Whether a parameter may be left out."""
        return self.parameters[parameter].endswith("optional")

    def lacks(self, header: Sequence[str]) -> list[str]:
        """Return the columns that are needed and not in a header; a format takes any case."""
        found = {plain(name) for name in header} if self.sql else set(header)
        return [name for name in self.needed if name not in found]

    def names(self, header: Sequence[str]) -> list[str]:
        """Return the names under which the columns of a file are read.

        A column that is not read gets a name of its own that no layout has.
        """
        taken: set[str] = set()
        names = []
        for number, name in enumerate(header):
            known = plain(name) if self.sql else name
            if known not in self.columns and self.others:
                known = name.strip()
            is_read = known in self.columns or (self.others and known)
            is_new = plain(known) not in taken
            names.append(known if is_read and is_new else f"_unread {number}")
            taken.add(plain(known))
        return names

    def types(self, names: Sequence[str]) -> dict[str, str]:
        """Return the types of the columns that are read of a file."""
        read = [name for name in names if not name.startswith("_unread ")]
        return {name: self.columns.get(name) or self.others or "string" for name in read}


@dataclass(frozen=True)
class Layouts:
    """All layouts among which a header decides."""

    contracts: list[Layout]
    formats: list[Layout]

    @property
    def is_one(self) -> bool:
        """Whether one contract alone is in question."""
        return len(self.contracts) == 1

    @property
    def is_format(self) -> bool:
        """Whether one format alone is in question."""
        return len(self.formats) == 1 and not self.contracts

    def numbers(self, header: Sequence[str]) -> dict[int, str]:
        """Return the types of columns that hold numbers, by place, in any layout that fits."""
        named = [name for name in header if name not in ("", "Unnamed: 0")]
        known = self.recognised(header) or self.recognised(named)
        found: dict[int, str] = {}
        for layout in [known] if known else [*self.contracts, *self.formats]:
            for place, name in enumerate(layout.names(header)):
                type_ = (layout.types([name]) if known else layout.columns).get(name, "")
                if type_ == "number" or (type_ == "integer" and place not in found):
                    found[place] = type_
        return found

    def chosen(self, dataset: str | None, format_name: str | None) -> Layouts:
        """Return those of a dataset, or the one format; UsageError lists the names."""
        if format_name is not None:
            known = {layout.name: layout for layout in self.formats}
            wanted = [n for n in known if format_name.casefold() in n.casefold()]
            exact = [n for n in known if format_name.casefold() == n.casefold()] or wanted
            if len(exact) != 1:
                raise UsageError(
                    f"No single format is called {format_name!r}. Formats: {', '.join(known)}."
                )
            return Layouts([], [known[exact[0]]])
        if dataset is None:
            return self
        return Layouts(
            [x for x in self.contracts if x.dataset.name == dataset],
            [x for x in self.formats if x.dataset.name == dataset],
        )

    def recognised(self, header: Sequence[str]) -> Layout | None:
        """Return the layout that a header has; None where none fits.

        A contract fits with exactly its columns, in whatever order; a format fits when no column
        is missing. Of several formats the one that knows most columns of the file is taken.
        """
        for layout in self.contracts:
            if sorted(header) == sorted(layout.columns):
                return layout
        fitting = [layout for layout in self.formats if not layout.lacks(header)]
        return max(fitting, key=lambda x: _known(x, header), default=None)

    def nearest(self, header: Sequence[str]) -> Layout:
        """Return the layout that shares most columns with a header."""
        return max([*self.contracts, *self.formats], key=lambda x: _likeness(x, header))


def plain(name: str) -> str:
    """Return a column's name in small letters, without blanks around it."""
    return name.strip().casefold()


def _known(layout: Layout, header: Sequence[str]) -> int:
    return len({plain(name) for name in header} & set(layout.columns))


def _likeness(layout: Layout, header: Sequence[str]) -> float:
    found = {plain(name) for name in header}
    columns = set(layout.needed)
    return len(found & columns) / max(len(found | columns), 1)


def contract(dataset: Dataset) -> Layout:
    """Return the layout of a dataset's own files."""
    columns = {field.name: field.type for field in dataset.fields}
    name = f"the contract of {dataset.name}"
    return Layout(name, dataset, columns, missing_values=dataset.missing_values)


def of(package: Package, folder: Path) -> Layouts:
    """Return the contracts of a package and the formats in a folder; ContractError if one is bad.

    Formats of datasets that the package does not have are left out.
    """
    formats = [_format(path, package) for path in sorted(folder.glob("*.sql"))]
    return Layouts(
        [contract(dataset) for dataset in package.datasets.values()],
        [layout for layout in formats if layout],
    )


def _format(path: Path, package: Package) -> Layout | None:
    text = path.read_text(encoding="utf-8")
    head = dict(_head(text))
    try:
        if head["dataset"] not in package.datasets:
            return None
        columns = {
            name: type_ for key, type_ in TYPES.items() for name in _listed(head.get(key, ""))
        }
        return Layout(
            name=head["format"],
            dataset=package.datasets[head["dataset"]],
            columns=columns,
            sql="\n".join(line for line in text.splitlines() if not line.startswith("--")),
            lacking=frozenset(_listed(head.get("may lack", ""))),
            others=TYPES[head["other columns"]] if "other columns" in head else None,
            source=Source(
                head["source"],
                head["publisher"],
                head["kind"],
                head["cited as"],
                head["url"],
                head["terms"],
            ),
            parameters={k[1:]: v for k, v in head.items() if k.startswith("$")},
            missing_values=("", *_listed(head.get("missing", ""))),
            ids=_conditions(head, "ids"),
            only=next(iter(_conditions(head, "only")), None),
            holds=_conditions(head, "holds"),
            warnings=_conditions(head, "warn"),
        )
    except KeyError as error:
        raise ContractError(f"{path}: the head does not say {error}.") from error


def _conditions(head: dict[str, str], word: str) -> tuple[tuple[str, str], ...]:
    return tuple((k.partition(" ")[2], v) for k, v in head.items() if k.startswith(f"{word} "))


def _head(text: str) -> Iterator[tuple[str, str]]:
    """Yield what the head of a format says; a line that begins with blanks goes on."""
    lines: list[str] = []
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        if line.startswith("--   ") and lines:
            lines[-1] += f" {line[2:].strip()}"
        else:
            lines.append(line)
    for line in lines:
        if match := HEAD.fullmatch(line):
            yield match[1], match[2]


def _listed(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]
