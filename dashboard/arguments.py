"""Functions become commands: each says beside itself what it takes, and how that is read."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from dashboard.settings import Settings

Command = TypeVar("Command", bound=Callable[[argparse.Namespace, Settings], int])
Option = Callable[[Any], object]
"""Adds itself to a parser, or to a group of one."""

_commands: dict[str, tuple[Callable[[argparse.Namespace, Settings], int], tuple[Option, ...]]] = {}
"""Commands by name: their module may be imported and run as a script in one process."""


def command(*options: Option) -> Callable[[Command], Command]:
    """Make a function a command, named and described by it, that takes these options."""

    def register(function: Command) -> Command:
        _commands[function.__name__] = (function, options)
        return function

    return register


def option(*names: str, **how: Any) -> Option:
    """Return an option, described as ``add_argument`` wants it."""
    return lambda parser: parser.add_argument(*names, **how)


def one_of(*options: Option) -> Option:
    """Return options of which one may be given."""

    def add(parser: argparse.ArgumentParser) -> None:
        group = parser.add_mutually_exclusive_group()
        for each in options:
            each(group)

    return add


def parser(words: str) -> argparse.ArgumentParser:
    """Return the parser of the commands, in the order in which they stand."""
    found = argparse.ArgumentParser(prog="python -m dashboard", description=words)
    commands = found.add_subparsers(required=True, metavar="command")
    for name, (function, options) in _commands.items():
        each = commands.add_parser(name, help=function.__doc__)
        each.set_defaults(run=function)
        for add in options:
            add(each)
    return found


def decimal(text: str) -> str:
    """Read how decimals are written: comma or point, or the sign itself."""
    way = {",": "comma", ".": "point"}.get(text, text)
    if way not in ("comma", "point"):
        raise argparse.ArgumentTypeError(f"{text!r} is neither comma nor point")
    return way


def pair(text: str) -> tuple[str, str]:
    """Read column=value."""
    name, sign, value = text.partition("=")
    if not sign or not name.strip() or not value.strip():
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form column=value")
    return name.strip(), value.strip()


def day(text: str) -> date:
    """Read a date in the one form YYYY-MM-DD."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or str(found) != text:  # fromisoformat takes other forms as well
        raise argparse.ArgumentTypeError(f"{text!r} is not a date; write YYYY-MM-DD")
    return found
