"""The commands: build, check, load, undo, history, changes, status.

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
from dashboard.loading import Counts


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
    """Load a file if it is clean; with --dry-run only say what that would change."""
    package = contracts.load_package(chosen.data)
    dataset = package.dataset(options.dataset)
    if options.dry_run:
        desk.ensure(chosen, package, options.file)
        return _preview(desk.preview(chosen, dataset, options.file))
    done = desk.load(chosen, package, dataset, options.file, options.note)
    print("\n".join(done.report.lines()))
    if done.counts is None:
        print(f"Nothing was loaded; the store stays at version {done.version}.")
        return 1
    moved = "is now at" if done.counts.any else "stays at"
    print(f"{_counted(done.counts)}; the store {moved} version {done.version}.")
    return 0


def _preview(seen: desk.Preview) -> int:
    print("\n".join(seen.report.lines()))
    if seen.counts is None:
        print("Nothing would be loaded.")
        return 1
    for change in seen.changes:
        print(f"{change.key}, {change.field}: {_value(change.old)} -> {_value(change.new)}")
    print(f"{_counted(seen.counts)}. Nothing was loaded: this was a dry run.")
    return 0


def undo(options: argparse.Namespace, chosen: settings.Settings) -> int:
    """Bring back the data of the version before the latest load, or of the one named."""
    undone = desk.undo(chosen, contracts.load_package(chosen.data), options.to, options.note)
    for name, counts in undone.counts.items():
        print(f"{name}: {_counted(counts)}")
    if not undone.counts:
        print(f"Version {undone.restored} holds the same data; nothing was changed.")
        return 0
    print(
        f"The data of version {undone.restored} are back; the store is now at version"
        f" {undone.version}. The ledger keeps what was undone."
    )
    return 0


def history(options: argparse.Namespace, chosen: settings.Settings) -> int:
    """List loads and undos, newest first."""
    package = contracts.load_package(chosen.data)
    if options.name:
        package.dataset(options.name)
    desk.ensure(chosen, package)
    cursor = store.reader(chosen.store).cursor()
    for row in queries.rows(cursor, "lists/loads", dataset=options.name):
        note = f" ({row['note']})" if row["note"] else ""
        print(
            f"{row['load_id']:>5}  {row['loaded_at']:%Y-%m-%d %H:%M}  {row['kind']}"
            f"  {row['dataset']} from {row['file_name']}: {row['rows_added']:,} added,"
            f" {row['rows_changed']:,} changed, {row['rows_removed']:,} removed;"
            f" version {row['version']}, by {row['loaded_by']}{note}"
        )
    return 0


def changes(options: argparse.Namespace, chosen: settings.Settings) -> int:
    """List each value that a load changed, and each row that it removed."""
    desk.ensure(chosen, contracts.load_package(chosen.data))
    cursor = store.reader(chosen.store).cursor()
    known = {row["load_id"]: row for row in queries.rows(cursor, "lists/loads")}
    if options.load not in known:
        raise UsageError(f"There is no load {options.load}. `history` lists the loads.")
    for row in queries.rows(cursor, "lists/revisions", load_id=options.load):
        if row["field"] is None:
            print(f"{row['row_key']}: removed {row['old_value']}")
        else:
            said = f"{_value(row['old_value'])} -> {_value(row['new_value'])}"
            print(f"{row['row_key']}, {row['field']}: {said}")
    load = known[options.load]
    print(
        f"Load {options.load}, {load['dataset']}: {load['rows_added']:,} added,"
        f" {load['rows_changed']:,} changed, {load['rows_removed']:,} removed."
    )
    return 0


def _counted(counts: Counts) -> str:
    """Return "1 row added, 2 changed, 3 unchanged", and how many went away if any did."""
    said = (
        f"{counts.added:,} row{'s' * (counts.added != 1)} added, {counts.changed:,} changed,"
        f" {counts.unchanged:,} unchanged"
    )
    return f"{said}, {counts.removed:,} removed" if counts.removed else said


def _value(text: str | None) -> str:
    return "empty" if text is None else repr(text)


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
    for function in (build, check, load, undo, history, changes, status):
        command = commands.add_parser(function.__name__, help=function.__doc__)
        command.set_defaults(run=function)
        if function in (check, load):
            command.add_argument("file", type=Path, help="a CSV file")
            command.add_argument("--dataset", required=True, help="the dataset it belongs to")
        if function is load:
            command.add_argument("--dry-run", action="store_true", help="change nothing")
        if function in (load, undo):
            command.add_argument("--note", help="why, for the ledger")
        if function is undo:
            command.add_argument("--to", type=int, metavar="VERSION", help="an older version")
        if function is history:
            command.add_argument("name", nargs="?", metavar="DATASET", help="of one dataset")
        if function is changes:
            command.add_argument("load", type=int, metavar="LOAD", help="number of a load")
        if function is status:
            command.add_argument("--json", action="store_true", help="for machines")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
