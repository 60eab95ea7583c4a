"""Our counts beside those of others: the charts and the tables behind them."""

from __future__ import annotations

from typing import Any

from dashboard.kit.charts import count_words, words
from dashboard.kit.ui import counts
from dashboard.kit.ui.columns import columns
from dashboard.kit.ui.data import query
from dashboard.kit.ui.freshness import freshness
from dashboard.kit.ui.listing import listing
from dashboard.kit.ui.show import show
from dashboard.topics.rerouting.charts import crosschecks, transit_totals

WHOLE = "none, the whole record"


def _columns(**own: str) -> dict[str, Any]:
    return columns(
        "transits_reported",
        "period_start period_end chokepoint vessel_class published_per_day our_per_day"
        f" difference_pct {' '.join(own)} publisher:medium note:large",
        published_per_day=("Theirs, a day", "%.2f"),
        our_per_day=("This record, a day", "%.2f"),
        difference_pct=("Difference", "%+.1f %%"),
        **own,
    )


def draw() -> None:
    """Draw what others counted beside this record."""
    found = query("charts/crosscheck_by_days")
    show(transit_totals.published(found, counts.latest()), WHOLE)
    show(crosschecks.official(found), WHOLE)
    show(crosschecks.independent(found), WHOLE)
    order = ["period_end", "period_start", "chokepoint", "vessel_class"]
    last = found.groupby("counter")["period_end"].max().sort_values(ascending=False)
    for counter in last.index:  # a table for each publisher, the latest first
        rows = found[found["counter"] == counter]
        name = words.sentence(count_words.by_name(str(counter)))
        spans = zip(rows["period_start"], rows["period_end"], strict=True)
        listed = rows.assign(time=[count_words.era(*span) for span in spans])
        listing(
            f"counts_{counter}",
            f"{name}: {words.counted(len(rows), 'count')}, and ours on the same days",
            listed.sort_values(order, ascending=[False, False, True, True]),
            _columns(time="Time", covered_days="Days of ours"),
            WHOLE,
            note="Theirs against ours.",
            method="Counts of different times are not to be averaged; quarters and years overlap"
            " their months.",
            height=280,
        )
    windows = query("charts/crosscheck_same_data")
    show(crosschecks.same_data(windows), WHOLE)
    listing(
        "crosscheck_same_data_table",
        "Means that others made of the same data, and ours in the same windows",
        windows,
        _columns(our_weeks="Our weeks"),
        WHOLE,
        note="Ours against theirs.",
        height=280,
    )
    freshness("transits")
