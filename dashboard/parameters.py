"""The parameters of queries: declared in comments, `-- $name (type): meaning`, and checked.

Those that many queries share, the filters of the pages, are declared in queries/parameters.sql,
all others in the head of their query. A meaning that tells what NULL does may be left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from numbers import Integral, Real
from typing import Any, NamedTuple

_LINE = re.compile(r"-- \$(\w+) \((\w+)\): (.+)")
_USED = re.compile(r"\$([A-Za-z_]\w*)")


def _is_day(value: Any) -> bool:
    if isinstance(value, str):
        try:
            date.fromisoformat(value)
        except ValueError:
            return False
    return isinstance(value, date | str)


TYPES: dict[str, Callable[[Any], bool]] = {
    "date": _is_day,
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, Integral) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, Real) and not isinstance(value, bool),
    "text": lambda value: isinstance(value, str),
    "texts": lambda value: isinstance(value, list) and all(isinstance(v, str) for v in value),
}
"""Type of a parameter -> whether a value is of it; a date may be a text, "2024-01-31"."""


class Parameter(NamedTuple):
    """What a parameter takes."""

    type: str
    meaning: str

    @property
    def is_optional(self) -> bool:
        """Whether it may be left out, which is NULL."""
        return "NULL" in self.meaning


def declared(comments: Iterable[str], where: str) -> dict[str, Parameter]:
    """Return the parameters that lines of comments declare."""
    found = {}
    for line in comments:
        if line.startswith("-- $"):
            match = _LINE.fullmatch(line)
            if not match or match[2] not in TYPES:
                raise ValueError(
                    f"{where}: {line!r} declares no parameter; the form is"
                    f" `-- $name (type): meaning`, with one of {', '.join(TYPES)}."
                )
            found[match[1]] = Parameter(match[2], match[3])
    return found


def of_query(
    own: Mapping[str, Parameter], shared: Mapping[str, Parameter], code: str, where: str
) -> dict[str, Parameter]:
    """Return the parameters that the code of a query takes, its own first."""
    used = dict.fromkeys(_USED.findall(code))
    for name in used:
        if name not in {**own, **shared}:
            raise ValueError(
                f"{where}: ${name} is neither declared in its head nor shared."
                + _near(name, {**own, **shared})
            )
    for name in own:
        if name in shared:
            raise ValueError(f"{where}: ${name} is shared; its head leaves it out.")
        if name not in used:
            raise ValueError(f"{where}: ${name} is declared and not used." + _near(name, used))
    return {**own, **{name: shared[name] for name in used if name in shared}}


def values(where: str, takes: Mapping[str, Parameter], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return a value for each parameter that a query takes; TypeError where one does not fit."""
    for name in given:
        if name not in takes:
            known = ", ".join(f"${known}" for known in takes) or "no parameter"
            raise TypeError(f"{where} takes no ${name}; it takes {known}." + _near(name, takes))
    return {name: _value(where, name, takes[name], given.get(name)) for name in takes}


def _value(where: str, name: str, parameter: Parameter, value: Any) -> Any:
    if value is None and not parameter.is_optional:
        raise TypeError(f"{where} needs ${name} ({parameter.type}): {parameter.meaning}.")
    if value is not None and not TYPES[parameter.type](value):
        raise TypeError(
            f"{where} takes ${name} ({parameter.type}): {parameter.meaning}. {value!r} is none."
        )
    return value


def _near(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, list(known), 1)
    return f" Is ${near[0]} meant?" if near else ""
