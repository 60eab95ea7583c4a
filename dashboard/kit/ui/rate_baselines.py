"""The usual baselines of freight rates beside the one that the reader chose."""

from __future__ import annotations

from dashboard.kit.charts.rate_words import Others
from dashboard.kit.ui.data import query
from dashboard.kit.ui.filters import Filters


def other_baselines(chosen: Filters) -> Others:
    """Return for each lane the name and mean of each usual baseline that was not chosen.

    None where each week has a baseline of its own.
    """
    if chosen.year_before:
        return {}
    rows = query("facts/rate_baselines_other", chosen.parameters)
    return {
        str(lane): list(zip(part["baseline"], part["baseline_usd_per_feu"], strict=True))
        for lane, part in rows.groupby("lane", sort=False)
    }
