"""The header of a file against the columns of its contract."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.contracts import Dataset
from dashboard.loading.problems import Problem, short


def compare(found: list[str], dataset: Dataset) -> list[Problem]:
    """Return what is wrong with a header: missing, unknown, repeated, swapped."""
    return [Problem("header", what) for what in _faults(found, list(dataset.columns))]


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
        yield f"the column {name!r} stands {found.count(name)} times; once is allowed"
    if sorted(found) == sorted(expected):
        for number, (is_now, should_be) in enumerate(zip(found, expected, strict=True), start=1):
            if is_now != should_be:
                yield f"column {number} is {is_now!r}; {should_be!r} is expected there"


def _unknown(name: str, number: int, missing: list[str]) -> str:
    if not name.strip():
        return f"column {number} has no name; remove it"
    for wanted in missing:
        if name.strip().casefold() == wanted.casefold():
            return f"column {number} is {short(name)}; write it {wanted!r}"
    return f"column {number}, {short(name)}, is not in the contract"
