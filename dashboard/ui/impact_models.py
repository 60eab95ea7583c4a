"""What the models that the back-test did not choose say of the same period."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.analysis import backtest, sums
from dashboard.charts import counterfactual
from dashboard.charts import counterfactual_words as told
from dashboard.ui import coverage
from dashboard.ui.data import store_path
from dashboard.ui.filters import Filters
from dashboard.ui.impact_transits import BAB, CAPE, SUEZ, SUMS, totals
from dashboard.ui.listing import listing

KEYS = [(place, "all") for place in (BAB, SUEZ, CAPE)]

OTHERS: dict[str, Any] = {"model": "Model"} | {
    name: SUMS[name]
    for name in ("chokepoint", "counted", "expected", "difference", "low_95", "high_95")
}


def others(chosen: Filters, result: backtest.Result) -> None:
    """List what the models that were not chosen say, for all classes together."""
    found = totals(result, chosen.start, chosen.end)
    own_sums = found[found["vessel_class"] == "all"].assign(model=f"{result.chosen} (chosen)")
    parts = [own_sums, *(_of(other, chosen) for other in result.others)]
    rows = pd.concat([part for part in parts if len(part)] or [own_sums], ignore_index=True)
    places = [place for place, _ in KEYS]
    rows = rows[rows["chokepoint"].isin(places)].sort_values(
        "chokepoint", key=lambda column: column.map(places.index), kind="stable"
    )
    numbers = ["expected", "difference", "low_95", "high_95"]
    rows[numbers] = rows[numbers].round()
    listing(
        "expected_other_models",
        "What the other models say",
        rows,
        OTHERS,
        f"{chosen.period}; all classes of ship",
        note=f"The chosen model, “{result.chosen}”, takes {told.MODELS[result.chosen]}; it was"
        f" chosen because {result.reason}. The others take"
        f" {'; or '.join(told.MODELS[o.model] for o in result.others)}. That they agree on the sign"
        " is worth more than any one interval.",
        empty=counterfactual.NO_WEEK,
        over=coverage.of("transits", chosen),
    )


def _of(other: Any, chosen: Filters) -> pd.DataFrame:
    return _other(store_path(), other.model, other, chosen.start, chosen.end)


@st.cache_resource(max_entries=50, show_spinner=False)
def _other(path: str, model: str, _other: Any, start: date, end: date) -> pd.DataFrame:
    return sums.totals(_other, start, end, list(KEYS)).assign(model=model)
