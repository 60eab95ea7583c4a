"""Which container lines are back via Suez, in a sentence for every page that tells it."""

from __future__ import annotations

from dashboard.kit.charts import carrier_words
from dashboard.kit.ui.data import query
from dashboard.kit.ui.filters import Filters

CONTAINER = "container"
"""Segment of the lines whose return is told."""


def sentence(shared: Filters, *, brief: bool = False) -> str:
    """Say which container lines were back via Suez at the end of the period, and which not."""
    rows = query("facts/carrier_returns", shared.parameters, segments=[CONTAINER])
    return carrier_words.returns(rows, shared.start, brief=brief)
