"""Options from the environment, read once.

REDSEA_STORE    folder of the store (default: store/ beside app.py)
REDSEA_DATA     folder of the Data Package (default: data/ beside app.py)
REDSEA_KEEP     how many store versions are kept (default: 20)
REDSEA_LOADING  whether the page Load data exists: on, off or auto, which is on where the server
                and the address of the page are loopback (default: auto)
REDSEA_MEMORY_MB   MB of memory that loading a file may take (default: 2048)
REDSEA_EXPORT_INCIDENTS   whether the rows of `incidents` are listed and to be downloaded: on, off
                or auto, decided as for REDSEA_LOADING (default: auto)
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dashboard.errors import UsageError

HOME = Path(__file__).resolve().parent.parent
CHOICES = ("auto", "on", "off")


@dataclass(frozen=True)
class Settings:
    """What the environment decides; paths are absolute."""

    store: Path
    data: Path
    keep: int
    loading: str = "auto"
    memory_mb: int = 2048
    export_incidents: str = "auto"


def read(environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings; UsageError when a variable holds something it cannot."""
    return Settings(
        store=Path(environment.get("REDSEA_STORE") or HOME / "store").resolve(),
        data=Path(environment.get("REDSEA_DATA") or HOME / "data").resolve(),
        keep=_number(environment, "REDSEA_KEEP", 20, least=1),
        loading=_choice(environment, "REDSEA_LOADING"),
        memory_mb=_number(environment, "REDSEA_MEMORY_MB", 2048, least=512),
        export_incidents=_choice(environment, "REDSEA_EXPORT_INCIDENTS"),
    )


def _choice(environment: Mapping[str, str], name: str) -> str:
    text = environment.get(name) or "auto"
    if text not in CHOICES:
        raise UsageError(f"{name} is {text!r}; it must be one of {', '.join(CHOICES)}.")
    return text


def _number(environment: Mapping[str, str], name: str, default: int, least: int) -> int:
    text = environment.get(name, str(default))
    if not text.isdecimal() or int(text) < least:
        raise UsageError(f"{name} is {text!r}; it must be a whole number of at least {least}.")
    return int(text)
