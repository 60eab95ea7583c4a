"""How the versions of the store stand, each file looked at as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dashboard.store import versions

WHOLE, DAMAGED, MISSING, LEFT_OVER = "whole", "damaged", "missing", "left over"
"""A file is left over where a load was killed before it went live, or CURRENT was taken back."""


@dataclass(frozen=True)
class Kept:
    """A version: its number, how it stands, and what is wrong with its file, "" if nothing."""

    number: int
    state: str
    flaw: str = ""


def kept(folder: Path) -> list[Kept]:
    """Return how each version stands that is kept, or that CURRENT names and nobody pruned."""
    flaws = {version.number: version.flaw for version in versions.showable(folder)}
    files = {version.number for version in versions.published(folder)}
    found = [
        *(Kept(number, DAMAGED if flaw else WHOLE, flaw) for number, flaw in flaws.items()),
        *(Kept(number, LEFT_OVER) for number in files - flaws.keys()),
        *(Kept(number, MISSING) for number in _lost(folder, files)),
    ]
    return sorted(found, key=lambda version: version.number, reverse=True)


def _lost(folder: Path, files: set[int]) -> list[int]:
    """Return the versions that CURRENT names and whose files are gone, though older ones are kept.

    The oldest are pruned; the live one never is.
    """
    named = [version.number for version in versions.named(folder)]
    oldest = min(files, default=max(named, default=0))
    return [number for number in named if number not in files and number >= oldest]
