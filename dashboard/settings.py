"""Options from the environment, read once.

REDSEA_STORE    folder of the store (default: store/ beside app.py)
REDSEA_DATA     folder of the Data Package (default: data/ beside app.py)
REDSEA_KEEP     how many store versions are kept (default: 20)
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dashboard.errors import UsageError

HOME = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """What the environment decides; paths are absolute."""

    store: Path
    data: Path
    keep: int


def read(environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings; UsageError when a variable holds something it cannot."""
    keep = environment.get("REDSEA_KEEP", "20")
    if not keep.isdecimal() or int(keep) < 1:
        raise UsageError(f"REDSEA_KEEP is {keep!r}; it must be a whole number of at least 1.")
    return Settings(
        store=Path(environment.get("REDSEA_STORE") or HOME / "store").resolve(),
        data=Path(environment.get("REDSEA_DATA") or HOME / "data").resolve(),
        keep=int(keep),
    )
