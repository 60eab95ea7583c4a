"""Options from the environment, read once.

REDSEA_STORE    folder of the store (default: store/ beside app.py)
REDSEA_DATA     folder of the Data Package (default: data/ beside app.py)
REDSEA_KEEP     how many store versions are kept (default: 20)
REDSEA_LOADING  whether the page Load data exists: on, off or auto, which is on where the server
                and the address of the page are loopback (default: auto)
REDSEA_HOSTS    names under which browsers may ask for the pages, parted by commas, beside those of
                this machine: localhost, 127.0.0.1, ::1 (default: none)
REDSEA_EMBED    origins whose pages may show a chart in a frame, parted by commas (default: none)
REDSEA_MEMORY_MB   MB of memory that loading a file, or the model of transits, may take
                   (default: 2048)
REDSEA_EXPORT_INCIDENTS   whether the rows of `incidents` are listed and to be downloaded: on, off
                or auto, decided as for REDSEA_LOADING (default: auto)
REDSEA_DEVELOP  whether pages follow changed SQL and tables, and show a failure's traceback: on or
                off (default: off)
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dashboard.errors import UsageError

HOME = Path(__file__).resolve().parent.parent
HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|[0-9a-f:]+")
ORIGIN = re.compile(r"https?://([a-z0-9]([a-z0-9.-]*[a-z0-9])?)(:[0-9]+)?")
CHOICES = ("auto", "on", "off")
SWITCH = ("off", "on")


@dataclass(frozen=True)
class Settings:
    """What the environment decides; paths are absolute."""

    store: Path
    data: Path
    keep: int
    loading: str = "auto"
    memory_mb: int = 2048
    hosts: tuple[str, ...] = ()
    embed: tuple[str, ...] = ()
    export_incidents: str = "auto"
    develop: str = "off"


def read(environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings; UsageError when a variable holds something it cannot."""
    return Settings(
        store=Path(environment.get("REDSEA_STORE") or HOME / "store").resolve(),
        data=Path(environment.get("REDSEA_DATA") or HOME / "data").resolve(),
        keep=_number(environment, "REDSEA_KEEP", 20, least=1),
        loading=_choice(environment, "REDSEA_LOADING"),
        memory_mb=_number(environment, "REDSEA_MEMORY_MB", 2048, least=512),
        hosts=_hosts(environment.get("REDSEA_HOSTS", "")),
        embed=_origins(environment.get("REDSEA_EMBED", "")),
        export_incidents=_choice(environment, "REDSEA_EXPORT_INCIDENTS"),
        develop=_choice(environment, "REDSEA_DEVELOP", SWITCH),
    )


def _hosts(text: str) -> tuple[str, ...]:
    names = _parted(text)
    if wrong := sorted(name for name in names if not HOST.fullmatch(name)):
        raise UsageError(
            f"REDSEA_HOSTS holds {wrong[0]!r}; write names of hosts parted by commas, without"
            " https:// and without a port, for example redsea.example.org,localhost."
        )
    return names


def _origins(text: str) -> tuple[str, ...]:
    origins = _parted(text)
    if wrong := sorted(origin for origin in origins if not ORIGIN.fullmatch(origin)):
        raise UsageError(
            f"REDSEA_EMBED holds {wrong[0]!r}; write origins parted by commas, with https:// and"
            " without a path, for example https://intranet.example.org."
        )
    return origins


def _parted(text: str) -> tuple[str, ...]:
    return tuple(part.strip().lower() for part in text.split(",") if part.strip())


def _choice(environment: Mapping[str, str], name: str, choices: tuple[str, ...] = CHOICES) -> str:
    """Return one of ``choices``, of which the first is the default."""
    text = environment.get(name) or choices[0]
    if text not in choices:
        raise UsageError(f"{name} is {text!r}; it must be one of {', '.join(choices)}.")
    return text


def _number(environment: Mapping[str, str], name: str, default: int, least: int) -> int:
    text = environment.get(name, str(default))
    if not text.isdecimal() or int(text) < least:
        raise UsageError(f"{name} is {text!r}; it must be a whole number of at least {least}.")
    return int(text)
