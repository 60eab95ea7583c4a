"""The commands that answer as a page does: voyage, brief."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path

from dashboard import contracts, desk, settings, store
from dashboard.arguments import command, day, option, pair
from dashboard.errors import UsageError

JSON = option("--json", action="store_true", help="for machines")
END = {"metavar": "PORT", "required": True, "help": "a port, or latitude,longitude"}


@command(
    option("--from", dest="origin", **END),
    option("--to", **END),
    option("--class", dest="ship", required=True, help="such as ulcv or vlcc"),
    option("--speed", type=float, default=16.0, metavar="KNOTS", help="by default 16"),
    option("--cape-speed", type=float, metavar="KNOTS", help="round the Cape"),
    option("--rebate", choices=("yes", "no"), help="at Suez; by default by its dates"),
    option("--back-speed", type=float, metavar="KNOTS", help="with the way back"),
    option("--depart", type=date.fromisoformat, metavar="DATE", help="YYYY-MM-DD"),
    option("--today", type=date.fromisoformat, metavar="DATE",
           help="the day that values age until"),
    option("--utilisation", type=float, metavar="PERCENT", help="cargo on the way out"),
    option("--freight", type=float, metavar="USD", help="of tankers, a tonne"),
    option("--set", type=pair, action="append", default=[], metavar="NAME=VALUE",
           help="a value in place of an assumption"),
    JSON,
)  # fmt: skip
def voyage(options: argparse.Namespace, chosen: settings.Settings) -> int:
    """Say what a voyage costs by Suez and by the Cape, and at which premium that flips."""
    from dashboard.topics.voyage import voyage_text

    desk.ensure(chosen, contracts.load_package(chosen.data))
    asked = voyage_text.ask(store.reader(chosen.store).cursor(), options)
    if options.json:
        print(json.dumps(voyage_text.facts(asked, options.freight), indent=2))
    else:
        print("\n".join(voyage_text.lines(asked, options.freight)))
    return 0


@command(
    option("--out", type=Path, required=True, metavar="FILE.pdf", help="the PDF to write"),
    option("--period", metavar="NAME", help="such as 12m or 2025; by default since November 2023"),
    option("--start", type=day, metavar="DATE", help="its first day, in place of a name"),
    option("--end", type=day, metavar="DATE", help="its last day"),
    option("--compare", metavar="NAME", help="before, 2019, 2023 or year-before"),
    option("--events", metavar="WHICH", help="Off, Key, More or All"),
    option("--claimed", action="store_true", help="with attacks known from a claim alone"),
    option("--address", default="http://127.0.0.1:8501/", metavar="URL",
           help="of the Overview, for the link of the view"),
)  # fmt: skip
def brief(options: argparse.Namespace, chosen: settings.Settings) -> int:
    """Write one A4 page to hand on: the answer, four figures, the crisis figure, findings."""
    from dashboard.topics.overview import brief_command

    desk.ensure(chosen, contracts.load_package(chosen.data))
    content = brief_command.made(options, store.reader(chosen.store))
    try:
        options.out.write_bytes(content)
    except OSError as error:
        raise UsageError(f"{options.out} cannot be written: {error.strerror}.") from error
    print(f"The brief is in {options.out}.")
    return 0
