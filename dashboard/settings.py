"""Options from the environment, read once.

REDSEA_STORE    folder of the store (default: store/ beside app.py)
REDSEA_DATA     folder of the Data Package (default: data/ beside app.py)
REDSEA_KEEP     how many store versions are kept (default: 20)
REDSEA_LOADING  whether the page Load data exists: on, off or auto, which is on where the server
                and the address of the page are loopback (default: auto)
REDSEA_MEMORY_MB   MB of memory that loading a file may take (default: 2048)
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dashboard.errors import UsageError

HOME = Path(__file__).resolve().parent.parent
LOADING = ("auto", "on", "off")


@dataclass(frozen=True)
class Settings:
    """What the environment decides; paths are absolute."""

    store: Path
    data: Path
    keep: int
    loading: str = "auto"
    memory_mb: int = 2048


def read(environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings; UsageError when a variable holds something it cannot."""
    loading = environment.get("REDSEA_LOADING") or "auto"
    if loading not in LOADING:
        raise UsageError(f"REDSEA_LOADING is {loading!r}; it must be one of {', '.join(LOADING)}.")
    return Settings(
        store=Path(environment.get("REDSEA_STORE") or HOME / "store").resolve(),
        data=Path(environment.get("REDSEA_DATA") or HOME / "data").resolve(),
        keep=_number(environment, "REDSEA_KEEP", 20, least=1),
        loading=loading,
        memory_mb=_number(environment, "REDSEA_MEMORY_MB", 2048, least=512),
    )


def _number(environment: Mapping[str, str], name: str, default: int, least: int) -> int:
    text = environment.get(name, str(default))
    if not text.isdecimal() or int(text) < least:
        raise UsageError(f"{name} is {text!r}; it must be a whole number of at least {least}.")
    return int(text)
