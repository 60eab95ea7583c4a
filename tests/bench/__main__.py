"""Run the bench, whole or in parts."""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from pathlib import Path

from tests.bench import against, browser, loader, machine, pages, queries, timing

PARTS = {
    "loader": loader.run,
    "server": pages.run,
    "loaded": pages.loaded,
    "queries": queries.run,
    "browser": browser.run,
}


def main() -> None:
    """Measure the parts that the command line names, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}; all of them if none")
    parser.add_argument("--rounds", type=int, default=timing.ROUNDS)
    parser.add_argument("--against", metavar="COMMIT", help="the pages of attacks, now and then")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no part is called {', '.join(sorted(unknown))}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that servers and files go away
    machine.describe()
    if options.against:
        with tempfile.TemporaryDirectory(prefix="redsea-bench-") as folder:
            against.run(Path(folder), options.rounds, options.against)
    for name in options.parts or ([] if options.against else PARTS):
        with tempfile.TemporaryDirectory(prefix="redsea-bench-") as folder:
            PARTS[name](Path(folder), options.rounds)


if __name__ == "__main__":
    main()
