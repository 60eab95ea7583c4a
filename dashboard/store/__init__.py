"""Versions of the data: publish, read. One immutable DuckDB file a version."""

from dashboard.store.reader import DAMAGE, Reader, distrust, reader
from dashboard.store.versions import Draft, Version, current, once_live, published, writing

__all__ = [
    "DAMAGE",
    "Draft",
    "Reader",
    "Version",
    "current",
    "distrust",
    "once_live",
    "published",
    "reader",
    "writing",
]
