"""The header of a file against the columns of its contract."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard import formulas
from dashboard.contracts import Dataset
from dashboard.loading.layouts import Layout, plain
from dashboard.loading.problems import Problem, Report, short

SOME = 8
"""Columns that are named of many."""


def unguarded(found: list[str], report: Report) -> list[str]:
    """Return a header without the apostrophes that keep spreadsheets from running its names."""
    names = [formulas.unguarded(name) for name in found]
    if names != found:
        taken = [name for name, was in zip(names, found, strict=True) if name != was]
        what = "leading apostrophe that protects spreadsheets left out of"
        report.notes.append(f"header: {what} {_some(taken)}")
    return names


def compare(found: list[str], dataset: Dataset, added: list[str]) -> list[Problem]:
    """Return what is wrong with a header: missing, unknown, repeated, swapped.

    ``added`` are the columns that the reader fills.
    """
    expected = [name for name in dataset.columns if name not in added]
    return [Problem("header", what) for what in _faults(found, expected)]


def unfit(found: list[str], layout: Layout) -> list[Problem]:
    """Return what is wrong with a header that has all columns of a format.

    Names are told apart as DuckDB does, which takes any case.
    """
    names = [plain(name) for name in found if name.strip()]
    read = layout.columns if layout.others is None else names
    faults = [_repeated(name, names) for name in dict.fromkeys(names) if name in read]
    if layout.others and not set(names) - set(layout.columns):
        faults.append(f"a column beside {names[0]!r} is needed")
    return [Problem("header", what) for what in faults if what]


def unknown(
    found: list[str], layout: Layout, *, is_chosen: bool, is_all: bool, seems: int | None = None
) -> list[Problem]:
    """Return that no layout has a header, which one comes nearest, and what differs.

    With ``is_chosen`` the reader said that it is the one, with ``is_all`` nothing stands below;
    ``seems`` is the row that is a known header, below lines of text.
    """
    if seems:
        what = f"row 1 is no header that is known; row {seems} is: remove the rows above it"
        return [Problem("layout", what)]
    known = set(layout.columns)
    lacking = layout.lacks(found)
    strange = [n for n in found if (plain(n) if layout.sql else n) not in known]
    differs = [f"lacks {_some(lacking)}"] * bool(lacking)
    if strange and not layout.sql:
        differs.append(f"has {_some(strange)} besides")
    no_layout = "no dataset and no format has this header"
    if is_chosen:
        what = f"the file is no {layout.name}: it {' and '.join(differs)}"
    elif len(strange) == len(found):
        what = f"{no_layout}: {_some(found)}"
        if len(found) == 1 or is_all:
            what += "; is that a message of the server in place of the data? Fetch the CSV again"
    else:
        what = f"{no_layout}; nearest is {layout.name}: the file {' and '.join(differs)}"
    return [Problem("layout", what)]


def _some(names: list[str]) -> str:
    more = " and more" * (len(names) > SOME)
    return ", ".join(short(name) for name in names[:SOME]) + more


def _faults(found: list[str], expected: list[str]) -> Iterator[str]:
    if len(found) > 1 and not found[-1]:
        found = found[:-1]  # a comma at the end of each line: the cells behind it must be empty
    missing = [name for name in expected if name not in found]
    unknown = [name for name in found if name not in expected]
    for name in missing:
        yield f"the column {name!r} is missing"
    for name in unknown:
        yield _unknown(name, found.index(name) + 1, missing)
    for name in dict.fromkeys(n for n in found if n in expected and found.count(n) > 1):
        yield _repeated(name, found)
    if sorted(found) == sorted(expected):
        for number, (is_now, should_be) in enumerate(zip(found, expected, strict=True), start=1):
            if is_now != should_be:
                yield f"column {number} is {is_now!r}; {should_be!r} is expected there"


def _repeated(name: str, found: list[str]) -> str:
    """Return what is wrong where a name stands more than once, else nothing."""
    count = found.count(name)
    return f"the column {name!r} stands {count} times; once is allowed" if count > 1 else ""


def _unknown(name: str, number: int, missing: list[str]) -> str:
    if not name.strip():
        return f"column {number} has no name; remove it"
    for wanted in missing:
        if name.strip().casefold() == wanted.casefold():
            return f"column {number} is {short(name)}; write it {wanted!r}"
    return f"column {number}, {short(name)}, is not in the contract"
