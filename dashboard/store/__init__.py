"""Versions of the data: publish, read. One immutable DuckDB file a version."""

from dashboard.store.health import Kept, kept
from dashboard.store.publishing import Draft, writing
from dashboard.store.reader import DAMAGE, Reader, distrust, reader
from dashboard.store.versions import (
    DamageError,
    Version,
    Way,
    current,
    damage,
    once_live,
    published,
    showable,
)

__all__ = [
    "DAMAGE",
    "DamageError",
    "Draft",
    "Kept",
    "Reader",
    "Version",
    "Way",
    "current",
    "damage",
    "distrust",
    "kept",
    "once_live",
    "published",
    "reader",
    "showable",
    "writing",
]
