"""Run the bench, whole or in parts."""

from __future__ import annotations

import argparse
import logging
import signal
import sys
import tempfile
from functools import partial
from pathlib import Path

from tests import places
from tests.bench import browser, loader, machine, queries, results, script, superset, timing

PARTS = {
    "loader": loader.run,
    "start": browser.start_up,
    "script": script.run,
    "loaded": script.loaded,
    "queries": queries.run,
    "browser": browser.run,
    "superset": superset.run,
}
USUAL = [name for name in PARTS if name != "superset"]
"""What is measured if no part is named: nothing is installed for it."""


def main() -> None:
    """Measure the parts that the command line names, or all of them."""
    logging.disable(logging.WARNING)  # Streamlit's, where there is no server
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}; all but superset if none")
    parser.add_argument("--rounds", type=int, default=timing.ROUNDS)
    parser.add_argument("--quick", action="store_true", help=f"{timing.QUICK} rounds")
    parser.add_argument(
        "--places",
        nargs="+",
        metavar="PLACE",
        help='such as overview, costs, or "costs/Spot rates"',
    )
    parser.add_argument(
        "--sections", action="store_true", help="in the browser too, not as they open"
    )
    parser.add_argument(
        "--against", metavar="COMMIT", default="", help="in the browser, now and then"
    )
    parser.add_argument("--keep", metavar="FILE", type=Path, help="write results into this file")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no part is called {', '.join(sorted(unknown))}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that servers and files go away
    rounds = timing.QUICK if options.quick else options.rounds
    every = places.everywhere()
    chosen = [p for p in every if not options.places or {p.page, str(p)} & set(options.places)]
    for name in options.parts or USUAL:
        timing.FOUND.clear()
        measured = machine.describe()
        part, where = PARTS[name], chosen
        if name == "browser":
            part = partial(browser.run, revision=options.against)
            where = chosen if options.sections or options.places else places.as_they_open()
        with tempfile.TemporaryDirectory(prefix="redsea-bench-") as folder:
            try:
                part(Path(folder), rounds, where)
            finally:  # what was found before a failure has been found
                if options.keep:
                    results.keep(options.keep, name, measured | {"rounds": rounds})


if __name__ == "__main__":
    main()
