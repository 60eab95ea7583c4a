"""While the code is being written (`make dev`): pages read SQL, contracts and tables anew."""

from __future__ import annotations

import sys

import streamlit as st

from dashboard import queries
from dashboard.kit.ui import data
from dashboard.settings import HOME

_known: tuple[int, int] | None = None
"""The state of the files at the last run. A change of code imports this module anew: it is None."""


def is_on() -> bool:
    """Whether `REDSEA_DEVELOP` says so."""
    return data.chosen().develop == "on"


def refresh() -> None:
    """Where a file has changed, forget all that was kept, and bring the store up to date."""
    global _known
    if _known == (found := _state()):
        return
    st.cache_data.clear()
    st.cache_resource.clear()
    for name, module in list(sys.modules.items()):
        if name.startswith("dashboard."):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()
    data.prepare()
    _known = found


def _state() -> tuple[int, int]:
    """Return how many files the code, the SQL and the tables are, and when one last changed."""
    folders = (HOME / "dashboard", queries.ROOT, data.chosen().data)
    files = [path for folder in folders for path in folder.rglob("*.*") if path.suffix != ".pyc"]
    return len(files), max(path.stat().st_mtime_ns for path in files)
