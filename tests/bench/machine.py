"""What the figures were measured on."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path


def describe() -> None:
    """Print the machine, its load, and the versions that matter."""
    packages = ", ".join(f"{p} {version(p)}" for p in ("duckdb", "streamlit", "plotly", "pandas"))
    print(f"date      {datetime.now(UTC):%Y-%m-%d %H:%M} UTC")
    print(f"machine   {_processor()}, {os.cpu_count()} cores, {_memory()}")
    print(f"load      {os.getloadavg()[0]:.1f} in the last minute, before anything was measured")
    print(f"versions  Python {platform.python_version()}, {packages}", flush=True)


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _memory() -> str:
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return f"{pages * size / 2**30:.0f} GB of memory"
