"""The header of a file against the columns of its contract."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.contracts import Dataset
from dashboard.loading.layouts import Layout, plain
from dashboard.loading.problems import Problem, short

SOME = 8
"""Columns that are named of many."""


def compare(found: list[str], dataset: Dataset) -> list[Problem]:
    """Return what is wrong with a header: missing, unknown, repeated, swapped."""
    return [Problem("header", what) for what in _faults(found, list(dataset.columns))]


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


def nearest(found: list[str], layout: Layout) -> list[Problem]:
    """Return which layout comes nearest to a header that has none, and what differs."""
    lacking = [repr(name) for name in layout.lacks(found)]
    known = set(layout.columns)
    unknown = [short(n) for n in found if (n.strip().casefold() if layout.sql else n) not in known]
    differs = [f"lacks {', '.join(lacking[:SOME])}{' and more' * (len(lacking) > SOME)}"] * bool(
        lacking
    )
    if unknown and not layout.sql:
        more = " and more" * (len(unknown) > SOME)
        differs.append(f"has {', '.join(unknown[:SOME])}{more} besides")
    what = f"no dataset and no format has this header; nearest is {layout.name}: the file"
    return [Problem("layout", f"{what} {' and '.join(differs)}")]


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
