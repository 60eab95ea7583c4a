"""What goes between the app and a process of ``sandbox``: tasks and outcomes as JSON.

JSON, not pickle: what the process says is data, whatever a hostile file has made of it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")


def encode(value: Any) -> Any:
    """Return a value as JSON knows it; a dict whose keys are tuples becomes a list of pairs."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: encode(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Counter):
        return [[encode(key), count] for key, count in value.items()]
    if isinstance(value, Mapping):
        return {key: encode(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [encode(item) for item in value]
    return str(value) if isinstance(value, Path | date) else value


def decode(type_: type[T], value: Any) -> T:
    """Return the ``type_`` that a value of JSON stands for; TypeError where it is none."""
    decoded: T = _decode(type_, value)
    return decoded


def line(value: Any) -> bytes:
    """Return a value as one line of JSON."""
    return json.dumps(encode(value), ensure_ascii=True).encode() + b"\n"


def _decode(type_: Any, value: Any) -> Any:
    origin, inner = get_origin(type_), get_args(type_)
    if origin is UnionType:  # only X | None occurs
        (other,) = set(inner) - {NoneType}
        return None if value is None else _decode(other, value)
    if is_dataclass(type_) and isinstance(type_, type):
        hints = get_type_hints(type_)
        parts = _expect(dict, value)
        if unknown := set(parts) - {f.name for f in fields(type_)}:
            raise TypeError(f"{type_.__name__} has no {min(unknown)!r}")
        return type_(**{name: _decode(hints[name], part) for name, part in parts.items()})
    if origin is Counter:
        return Counter({_decode(inner[0], k): _expect(int, n) for k, n in _expect(list, value)})
    if origin is dict:
        return {_expect(str, k): _decode(inner[1], v) for k, v in _expect(dict, value).items()}
    if origin is list:
        return [_decode(inner[0], item) for item in _expect(list, value)]
    if origin is tuple:
        items = _expect(list, value)
        kinds = [inner[0]] * len(items) if inner[1:] == (...,) else inner
        return tuple(_decode(kind, item) for kind, item in zip(kinds, items, strict=True))
    if type_ is Path:
        return Path(_expect(str, value))
    if type_ is date:
        return _day(_expect(str, value))
    if type_ is float and type(value) is int:
        return float(value)
    return _expect(type_, value)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise TypeError(f"a date is expected, not {text[:20]!r}") from error


def _expect(type_: type[T], value: Any) -> T:
    if type(value) is not type_:
        raise TypeError(f"{type_.__name__} is expected, not {type(value).__name__}")
    return value
