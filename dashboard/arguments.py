"""The arguments of the commands: what each takes, and how it is read."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path


def parser(
    program: str, words: str, functions: Sequence[Callable[..., int]]
) -> argparse.ArgumentParser:
    """Return the parser of the commands, each named and described by its function."""
    found = argparse.ArgumentParser(prog=program, description=words)
    commands = found.add_subparsers(required=True, metavar="command")
    for function in functions:
        name = function.__name__
        command = commands.add_parser(name, help=function.__doc__)
        command.set_defaults(run=function)
        if name in ("check", "load"):
            many = "+" if name == "load" else None
            command.add_argument("file", type=Path, nargs=many, help="a CSV file, or one packed")
            kind = command.add_mutually_exclusive_group()
            kind.add_argument("--dataset", help="its dataset, if the header is not to decide")
            kind.add_argument("--format", help="the format of another publisher that it has")
            command.add_argument(
                "--set", type=_pair, action="append", default=[], metavar="COLUMN=VALUE",
                help="what the file does not say",
            )  # fmt: skip
            command.add_argument("--date-format", metavar="FMT", help="such as DD/MM/YYYY")
            command.add_argument(
                "--decimal",
                type=_decimal,
                metavar="MARK",
                help="comma or point, for 1.948 or 1,948",
            )
        if name == "load":
            command.add_argument("--dry-run", action="store_true", help="change nothing")
            command.add_argument(
                "--checked-until", type=_day, metavar="DATE",
                help="the day until which all days were looked at",
            )  # fmt: skip
            command.add_argument("--good-rows", action="store_true", help="leave bad rows out")
            command.add_argument("--yes", action="store_true", help="accept warnings")
        if name in ("load", "undo"):
            command.add_argument("--note", help="why, for the ledger")
        if name == "undo":
            command.add_argument("--to", type=int, metavar="VERSION", help="an older version")
        if name == "history":
            command.add_argument("name", nargs="?", metavar="DATASET", help="of one dataset")
        if name in ("changes", "rejects"):
            command.add_argument("load", type=int, metavar="LOAD", help="number of a load")
        if name == "rejects":
            command.add_argument("--out", type=Path, required=True, help="the CSV file to write")
        if name == "voyage":
            _voyage_arguments(command)
        if name in ("status", "backtest", "voyage"):
            command.add_argument("--json", action="store_true", help="for machines")
    return found


def _voyage_arguments(command: argparse.ArgumentParser) -> None:
    end = "a port, or latitude,longitude"
    command.add_argument("--from", dest="origin", required=True, metavar="PORT", help=end)
    command.add_argument("--to", required=True, metavar="PORT", help=end)
    command.add_argument("--class", dest="ship", required=True, help="such as ulcv or vlcc")
    command.add_argument("--speed", type=float, default=16.0, metavar="KNOTS", help="by default 16")
    command.add_argument("--cape-speed", type=float, metavar="KNOTS", help="round the Cape")
    command.add_argument("--rebate", choices=("yes", "no"), help="at Suez; by default by its dates")
    command.add_argument("--back-speed", type=float, metavar="KNOTS", help="with the way back")
    command.add_argument("--depart", type=date.fromisoformat, metavar="DATE", help="YYYY-MM-DD")
    command.add_argument(
        "--today", type=date.fromisoformat, metavar="DATE", help="the day that values age until"
    )
    command.add_argument(
        "--utilisation", type=float, metavar="PERCENT", help="cargo on the way out"
    )
    command.add_argument("--freight", type=float, metavar="USD", help="of tankers, a tonne")
    command.add_argument("--set", type=_pair, action="append", default=[], metavar="NAME=VALUE",
                         help="a value in place of an assumption")  # fmt: skip


def _decimal(text: str) -> str:
    way = {",": "comma", ".": "point"}.get(text, text)
    if way not in ("comma", "point"):
        raise argparse.ArgumentTypeError(f"{text!r} is neither comma nor point")
    return way


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip() or not value.strip():
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form column=value")
    return name.strip(), value.strip()


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or str(found) != text:  # fromisoformat takes other forms as well
        raise argparse.ArgumentTypeError(f"{text!r} is not a date; write YYYY-MM-DD")
    return found
