"""What others counted last at each chokepoint, for every page that names a count of transits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from dashboard.kit.charts import count_words
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.ui.data import query


def latest(end: date | None = None) -> dict[str, count_words.Row]:
    """Return by chokepoint the latest count of all ships by others, that ends by a day if given."""
    rows = as_records(query("facts/transits_latest_count", end=end))
    return {row["chokepoint"]: row for row in rows}


def beside(chart: Chart, chokepoint: str, end: date) -> Chart:
    """Return the chart with a sentence in its note where others counted far more or fewer ships."""
    said = count_words.noted(latest(end), {chokepoint: 0}, pd.Timestamp(end))
    return replace(chart, note=f"{chart.note} {said}".strip())
