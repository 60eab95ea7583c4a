"""The section on how far the model of transits can be trusted: back-test and quiet dates."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.analysis import backtest
from dashboard.charts import counterfactual_placebos, counterfactual_trust
from dashboard.charts import counterfactual_words as told
from dashboard.ui import models, own
from dashboard.ui.data import query
from dashboard.ui.filters import Filters
from dashboard.ui.impact_models import others
from dashboard.ui.impact_transits import CLASSES, PLACES, cards, lines_of
from dashboard.ui.listing import listing
from dashboard.ui.show import show
from dashboard.ui.shown import freshness

WHOLE = "the weeks before 7 October 2023, whatever the period"

LINES: dict[str, Any] = {
    "chokepoint": "Chokepoint",
    "vessel_class": "Class of ship",
    "held_80": st.column_config.NumberColumn("80 % held", format="%.0f %%"),
    "held_95": st.column_config.NumberColumn("95 % held", format="%.0f %%"),
    "error_per_day": st.column_config.NumberColumn("Mean error, a day", format="%.2f"),
    "error_pct": st.column_config.NumberColumn("of the mean", format="%.0f %%"),
    "above": st.column_config.NumberColumn("Above the 80 %", format="%.0f %%"),
    "verdict": "The 80 % interval",
}


def draw(chosen: Filters) -> None:
    """Draw the back-test by horizon and by line, the placebo dates, and what other models say."""
    result = models.transits()
    cards(chosen, result)
    st.markdown(
        "A model always finds a difference. Whether it means something shows where the answer is"
        " known: before the crisis. The chosen model,"
        f" **{result.chosen}**, takes {told.MODELS[result.chosen]}. It was chosen because"
        f" {result.reason}."
    )
    sources = _sources()
    bands = backtest.by_horizon(result.bands).assign(source_ids=sources)
    show(counterfactual_trust.by_horizon(bands, result.chosen, len(result.origins)), WHOLE)
    lines = lines_of(result).assign(source_ids=sources)
    show(counterfactual_trust.by_line(lines), WHOLE)
    with st.container(horizontal=True, gap="medium"):
        place = PLACES[own.one("Chokepoint", list(PLACES), "impact_chokepoint")]
        kind = CLASSES[own.one("Class of ship", list(CLASSES), "impact_class")]
    everywhere = result.placebos.assign(source_ids=sources)
    rows = everywhere[(everywhere["chokepoint"] == place) & (everywhere["vessel_class"] == kind)]
    show(counterfactual_placebos.placebos(rows, everywhere), f"{told.place(place, kind)}; {WHOLE}")
    listed = lines.assign(
        held_80=100 * lines["inside_80"],
        held_95=100 * lines["inside_95"],
        above=100 * lines["above_80"],
        verdict=[told.mark(row) or "to be trusted" for row in lines.to_dict("records")],
    )
    listing("backtest_lines", "The back-test, line by line", listed, LINES, WHOLE, height=420)
    others(chosen, result)
    freshness("transits")


def _sources() -> str:
    """Return the keys of the sources of all transits."""
    ids = query("charts/transits_counted")["source_ids"].unique()
    return "|".join(sorted({key for some in ids for key in some.split("|")}))
