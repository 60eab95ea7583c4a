"""What the figures were measured on."""

from __future__ import annotations

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from dashboard.settings import HOME

PACKAGES = ("duckdb", "streamlit", "plotly", "pandas")


def describe() -> dict[str, str]:
    """Print and return the day, the commit, the machine, its load, the versions that matter."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    found = {
        "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "commit": _git("rev-parse", "--short", "HEAD") + "+" * bool(_git("status", "--short")),
        "machine": f"{_processor()}, {os.cpu_count()} cores, {_memory()}",
        "load": f"{os.getloadavg()[0]:.1f}",
        "versions": f"Python {platform.python_version()}, {packages}",
    }
    print()
    for name, value in found.items():
        print(f"{name:<9} {value}", flush=True)
    return found


def _git(*command: str) -> str:
    done = subprocess.run(["git", *command], cwd=HOME, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _memory() -> str:
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return f"{pages * size / 2**30:.0f} GB of memory"
