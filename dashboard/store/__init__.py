"""Versions of the data: publish, read. One immutable DuckDB file a version."""

from dashboard.store.reader import Reader, reader
from dashboard.store.versions import Draft, Version, current, published, writing

__all__ = ["Draft", "Reader", "Version", "current", "published", "reader", "writing"]
