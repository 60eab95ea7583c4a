"""The commands: build, check, load, undo, history, changes, rejects, status, and what answers.

Exit codes: 0 done, 1 the file or the store has a problem, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from dashboard import answering as answering  # its commands: voyage and brief
from dashboard import arguments, contracts, desk, queries, settings, store
from dashboard.arguments import command, day, decimal, one_of, option, pair
from dashboard.desk import standing, wording
from dashboard.errors import DashboardError, UsageError
from dashboard.loading import Layouts

HOW_TO_READ = (
    one_of(
        option("--dataset", help="its dataset, if the header is not to decide"),
        option("--format", help="the format of another publisher that it has"),
    ),
    option("--set", type=pair, action="append", default=[], metavar="COLUMN=VALUE",
           help="what the file does not say"),
    option("--date-format", metavar="FMT", help="such as DD/MM/YYYY"),
    option("--decimal", type=decimal, metavar="MARK", help="comma or point, for 1.948 or 1,948"),
)  # fmt: skip
NOTE = option("--note", help="why, for the ledger")
LOAD = option("load", type=int, metavar="LOAD", help="number of a load")
JSON = option("--json", action="store_true", help="for machines")


def main(given: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = arguments.parser(str(__doc__)).parse_args(given)
    try:
        code = _run(options, settings.read())
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


def _run(options: argparse.Namespace, chosen: settings.Settings) -> int:
    try:
        return int(options.run(options, chosen))
    except duckdb.Error as error:
        raise store.damage(chosen.store) or error from error


@command()
def build(_: argparse.Namespace, chosen: settings.Settings) -> int:
    """Make the store from the bundled data, or bring it up to the present contracts and views."""
    before = store.current(chosen.store)
    version = desk.ensure(chosen, contracts.load_package(chosen.data))
    done = "is up to date" if before and before.number == version else "was built"
    print(f"The store {chosen.store} {done}: version {version}.")
    return 0


@command(option("file", type=Path, help="a CSV file, or one packed"), *HOW_TO_READ)
def check(options: argparse.Namespace, chosen: settings.Settings) -> int:
    """Print what a file is recognised as, and every problem of it."""
    package = contracts.load_package(chosen.data)
    among = desk.layouts(package, options.dataset, options.format)
    desk.ensure(chosen, package)
    seen = desk.look(chosen, among, options.file, _answers(options))
    print("\n".join(wording.preview(seen)))
    return 0 if seen.report.clean else 1


@command(
    option("file", type=Path, nargs="+", help="a CSV file, or one packed"),
    *HOW_TO_READ,
    option("--dry-run", action="store_true", help="change nothing"),
    option("--checked-until", type=day, metavar="DATE",
           help="the day until which all days were looked at"),
    option("--good-rows", action="store_true", help="leave bad rows out"),
    option("--yes", action="store_true", help="accept warnings"),
    NOTE,
)  # fmt: skip
def load(options: argparse.Namespace, chosen: settings.Settings) -> int:
    """Load files, one after the other; with --dry-run only say what that would change."""
    package = contracts.load_package(chosen.data)
    among = desk.layouts(package, options.dataset, options.format)
    codes = [_load(file, options, chosen, package, among) for file in options.file]
    return max(codes)


def _load(
    file: Path,
    options: argparse.Namespace,
    chosen: settings.Settings,
    package: contracts.Package,
    among: Layouts,
) -> int:
    answers, said = _answers(options), _said(options)
    if options.dry_run:
        desk.ensure(chosen, package, file)
        seen = desk.preview(chosen, among, file, answers, _step, said=said)
        print("\n".join(wording.preview(seen)))
        print(wording.would(seen))
        return 0 if seen.counts else 1

    def accepts(seen: desk.Preview) -> bool:
        return bool(options.yes) or _agrees(seen)

    done = desk.load(
        chosen, package, among, file, options.note, answers, accepts=accepts, step=_step, said=said
    )
    print("\n".join(wording.preview(done.seen)))
    print(wording.outcome(done))
    return 1 if done.counts is None or done.report.rejected else 0


def _agrees(seen: desk.Preview) -> bool:
    """Ask whether a file with warnings is to be loaded; where nobody can answer it is not."""
    if not sys.stdin.isatty():
        return False
    print("\n".join(wording.preview(seen)))
    return input("Load it all the same? [y/N] ").strip().casefold() in ("y", "yes")


def _answers(options: argparse.Namespace) -> desk.Answers:
    return desk.Answers(
        dict(options.set),
        options.date_format,
        getattr(options, "good_rows", False),
        options.decimal,
    )


def _said(options: argparse.Namespace) -> desk.Said | None:
    """Return the day until which the records were looked at: one for all files of a command."""
    day = options.checked_until
    return desk.Said(day, is_shared=len(options.file) > 1) if day else None


def _step(words: str) -> None:
    """Show on a terminal what is being done."""
    if sys.stderr.isatty():
        print(f"{words} ...", file=sys.stderr)


@command(NOTE, option("--to", type=int, metavar="VERSION", help="an older version"))
def undo(options: argparse.Namespace, chosen: settings.Settings) -> int:
    """Bring back the data of the version before the latest load, or of the one named."""
    undone = desk.undo(chosen, contracts.load_package(chosen.data), options.to, options.note)
    for name, counts in undone.counts.items():
        print(f"{name}: {wording.counted(counts)}")
    if not undone.counts:
        print(f"Version {undone.restored} holds the same data; nothing was changed.")
        return 0
    print(
        f"The data of version {undone.restored} are back; the store is now at version"
        f" {undone.version}. The ledger keeps what was undone."
    )
    return 0


@command(option("name", nargs="?", metavar="DATASET", help="of one dataset"))
def history(options: argparse.Namespace, chosen: settings.Settings) -> int:
    """List loads and undos, newest first."""
    package = contracts.load_package(chosen.data)
    if options.name:
        package.dataset(options.name)
    desk.ensure(chosen, package)
    cursor = store.reader(chosen.store).cursor()
    for row in queries.rows(cursor, "lists/loads", dataset=options.name):
        print(wording.entry(row))
    return 0


@command(LOAD)
def changes(options: argparse.Namespace, chosen: settings.Settings) -> int:
    """List each value that a load changed, and each row that it removed."""
    desk.ensure(chosen, contracts.load_package(chosen.data))
    cursor = store.reader(chosen.store).cursor()
    load = _entry(cursor, options.load)
    for row in queries.rows(cursor, "lists/revisions", load_id=options.load):
        if row["field"] is None:
            print(f"{row['row_key']}: removed {row['old_value']}")
        else:
            print(wording.change(row["row_key"], row["field"], row["old_value"], row["new_value"]))
    print(
        f"Load {options.load}, {load['dataset']}: {load['rows_added']:,} added,"
        f" {load['rows_changed']:,} changed, {load['rows_removed']:,} removed."
    )
    return 0


def _entry(cursor: duckdb.DuckDBPyConnection, number: int) -> dict[str, Any]:
    known = {row["load_id"]: row for row in queries.rows(cursor, "lists/loads")}
    if number not in known:
        raise UsageError(f"There is no load {number}. `history` lists the loads.")
    return known[number]


@command(LOAD, option("--out", type=Path, required=True, help="the CSV file to write"))
def rejects(options: argparse.Namespace, chosen: settings.Settings) -> int:
    """Write the rows that a load left out, with the reasons, into a CSV file."""
    desk.ensure(chosen, contracts.load_package(chosen.data))
    cursor = store.reader(chosen.store).cursor()
    entry = _entry(cursor, options.load)
    rows = queries.rows(cursor, "lists/rejects", load_id=options.load)
    if not rows:
        print(f"Load {options.load}, {entry['dataset']}, left out no row.")
        return 0
    try:
        with options.out.open("w", encoding="utf-8", newline="") as out:
            out.write(wording.rejects(rows))
    except OSError as error:
        raise UsageError(f"{options.out} cannot be written: {error.strerror}.") from error
    print(f"{len(rows):,} row{'s' * (len(rows) != 1)} of load {options.load} in {options.out}.")
    return 0


@command(JSON)
def status(options: argparse.Namespace, chosen: settings.Settings) -> int:
    """Show which version the pages show, what is damaged, the way out, and each dataset."""
    package = contracts.load_package(chosen.data)
    fault = store.damage(chosen.store)
    if fault is None and store.current(chosen.store):  # where there is no store none is made
        desk.ensure(chosen, package)
    found = standing.facts(chosen.store, fault)
    lines = [json.dumps(found, indent=2)] if options.json else standing.lines(chosen.store, found)
    print("\n".join(lines))
    return 1 if found["ways_out"] else 0


@command(JSON)
def backtest(options: argparse.Namespace, chosen: settings.Settings) -> int:
    """Test the scenarios of transits without the crisis: sums, intervals, quiet dates."""
    from dashboard.topics.impact import backtesting, modelling, results

    desk.ensure(chosen, contracts.load_package(chosen.data))
    cursor = store.reader(chosen.store).cursor()
    rows = [queries.run(cursor, name) for name in modelling.READS]
    (days,) = queries.rows(cursor, "facts/turning_days")
    result = results.transits(chosen.store, rows, lambda share, words: _step(words))
    if options.json:
        print(json.dumps(backtesting.facts(result, days["war_date"]), indent=2))
    else:
        print("\n".join(backtesting.lines(result, days["war_date"])))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
