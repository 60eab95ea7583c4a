"""The command ``brief``: its options are the filters of the pages."""

from __future__ import annotations

import argparse

from dashboard.errors import UsageError
from dashboard.kit.ui import data, filters
from dashboard.kit.ui.choosing import linked
from dashboard.kit.ui.choosing.presets import CUSTOM
from dashboard.store import Reader
from dashboard.topics.overview import brief, brief_pdf


def made(options: argparse.Namespace, reader: Reader) -> bytes:
    """Return the PDF for the options: UsageError for a filter that cannot be used."""
    with data.reading(reader):
        chosen, refused = linked.read(asked := _asked(options))
        if refused:
            named = ", ".join(f"{key} {value!r}" for key, value in refused)
            within = filters.bounds()
            raise UsageError(
                f"{named} cannot be used. Periods and baselines have the names of the pages; days"
                f" go from {within.first:%Y-%m-%d} to {within.last:%Y-%m-%d}."
            )
        return brief_pdf.pdf(brief.of(chosen, linked.at(options.address, asked)))


def _asked(options: argparse.Namespace) -> dict[str, list[str]]:
    """Return what an address of the pages would ask for."""
    found: dict[str, list[str]] = {}
    for key in ("period", "compare", "events"):
        if value := getattr(options, key):
            found[key] = [value]
    if options.claimed:
        found["claimed"] = ["true"]
    if not (options.start or options.end):
        return found
    if options.period:
        raise UsageError("--period names the days: it stands without --start and --end.")
    usual = linked.read({})[0]
    days = options.start or usual.start, options.end or usual.end
    if days[0] > days[1]:
        raise UsageError(f"The period ends on {days[1]}, before it begins on {days[0]}.")
    return found | {"period": [CUSTOM], "days": [day.isoformat() for day in days]}
