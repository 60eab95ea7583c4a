"""The commands: python -m dashboard build | check | load | status.

Exit codes: 0 done, 1 the file or the store has a problem, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from dashboard import contracts, desk, queries, settings, store
from dashboard.errors import DashboardError, UsageError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        code = int(options.run(options, settings.read()))
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except UsageError as error:
        print(error, file=sys.stderr)
        return 2
    except DashboardError as error:
        print(error, file=sys.stderr)
        return 1


def build(_: argparse.Namespace, chosen: settings.Settings) -> int:
    """Make the store from the bundled data, or bring it up to the present contracts and views."""
    before = store.current(chosen.store)
    version = desk.ensure(chosen, contracts.load_package(chosen.data))
    done = "is up to date" if before and before.number == version else "was built"
    print(f"The store {chosen.store} {done}: version {version}.")
    return 0


def check(options: argparse.Namespace, chosen: settings.Settings) -> int:
    """Print every problem of a file."""
    package = contracts.load_package(chosen.data)
    dataset = package.dataset(options.dataset)
    desk.ensure(chosen, package)
    report = desk.check(chosen, dataset, options.file)
    print("\n".join(report.lines()))
    return 0 if report.clean else 1


def load(options: argparse.Namespace, chosen: settings.Settings) -> int:
    """Load a file if it is clean."""
    package = contracts.load_package(chosen.data)
    done = desk.load(chosen, package, package.dataset(options.dataset), options.file)
    print("\n".join(done.report.lines()))
    if done.counts is None:
        print(f"Nothing was loaded; the store stays at version {done.version}.")
        return 1
    counts = done.counts
    moved = "is now at" if counts.added or counts.changed else "stays at"
    print(
        f"{counts.added:,} row{'s' * (counts.added != 1)} added, {counts.changed:,} changed,"
        f" {counts.unchanged:,} unchanged; the store {moved} version {done.version}."
    )
    return 0


def status(options: argparse.Namespace, chosen: settings.Settings) -> int:
    """Show version, datasets, rows, last row, how far each was checked, stale or not."""
    desk.ensure(chosen, contracts.load_package(chosen.data))
    reader = store.reader(chosen.store)
    today = date.today()  # noqa: DTZ011 (the day where the reader is)
    datasets = [
        {
            "dataset": row["dataset"],
            "rows": row["rows"],
            "last_date": row["last_date"] and row["last_date"].isoformat(),
            "checked_until": row["covers_until"] and row["covers_until"].isoformat(),
            "stale": row["is_stale"],
        }
        for row in queries.rows(reader.cursor(), "lists/catalogue", today=today)
    ]
    if options.json:
        print(json.dumps({"version": reader.version.number, "datasets": datasets}, indent=2))
        return 0
    print(f"Store {chosen.store}, version {reader.version.number}")
    print(f"{'dataset':<22} {'rows':>7}  {'last row':<10}  {'checked until':<13}  stale")
    for entry in datasets:
        stale = {True: "yes", False: "no", None: "-"}[entry["stale"]]
        print(
            f"{entry['dataset']:<22} {entry['rows']:>7,}  {entry['last_date'] or '-':<10}"
            f"  {entry['checked_until'] or '-':<13}  {stale}"
        )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dashboard", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    for function in (build, check, load, status):
        command = commands.add_parser(function.__name__, help=function.__doc__)
        command.set_defaults(run=function)
        if function in (check, load):
            command.add_argument("file", type=Path, help="a CSV file")
            command.add_argument("--dataset", required=True, help="the dataset it belongs to")
        if function is status:
            command.add_argument("--json", action="store_true", help="for machines")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
