"""How the records of the live version cover the period that the reader chose."""

from __future__ import annotations

from dashboard.kit.charts.base import as_records
from dashboard.kit.charts.coverage import Coverage, read
from dashboard.kit.ui.data import query
from dashboard.kit.ui.filters import Filters


def of(dataset: str, chosen: Filters) -> Coverage:
    """Return how the record of a dataset covers the period chosen."""
    rows = as_records(query("lists/coverage_of_period", start=chosen.start, end=chosen.end))
    found = next((row for row in rows if row["dataset"] == dataset), None)
    return read(found, chosen.start, chosen.end)
