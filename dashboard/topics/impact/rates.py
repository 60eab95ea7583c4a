"""The part of the page Impact about freight rates: the diversion, and the weeks around events."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
import streamlit as st

from dashboard.kit.charts import words
from dashboard.kit.charts.base import Chart
from dashboard.kit.ui import page_filters
from dashboard.kit.ui.data import by_version, query, record
from dashboard.kit.ui.filters import Filters
from dashboard.kit.ui.listing import cross_table
from dashboard.kit.ui.show import show
from dashboard.topics.impact.analysis import event_study, rate_bounds, rate_effects
from dashboard.topics.impact.charts import bounds as impact_bounds
from dashboard.topics.impact.charts import did
from dashboard.topics.impact.charts import events as impact_events

DATES = {"Before the Iran war": False, "All dates": True}
"""Choice of the dates -> whether those since the Iran war began are among them."""

FROM = {
    "before from September 2023": None,
    "before from January 2023": "2023-01-01",
    "before from 2019": "2019-01-01",
}
"""Begin of the weeks before -> first date; None is the begin of the weekly record."""

HORIZONS = {"4 weeks": 4, "1 week": 1, "2 weeks": 2, "8 weeks": 8}


class Estimates(NamedTuple):
    """What is estimated, and drawn of it, once a version of the data."""

    answer: str
    bounds: Chart
    path: pd.DataFrame
    effects: pd.DataFrame
    """By lane, window and begin of the weeks before."""

    cells: pd.DataFrame
    """The same as a table in Markdown."""

    note: str
    method: str
    study: pd.DataFrame


@by_version
def _estimated(with_war: bool) -> Estimates:
    """Estimate everything of the section; the filters of the sidebar play no part in it."""
    by_start = {
        name: query("charts/rate_gaps", first_date=first, with_war=with_war)
        for name, first in FROM.items()
    }
    found = [rate_effects.effects(rows, name) for name, rows in by_start.items()]
    effects = pd.concat(found, ignore_index=True)
    first, weekly = next(iter(by_start.items()))
    levels = query("charts/rate_levels", with_war=with_war)
    bounds = rate_bounds.bounds(levels)
    quick = rate_bounds.short(levels)  # changes of the first weeks, each lane alone
    trends = rate_effects.pre_trends(weekly, first)
    return Estimates(
        impact_bounds.answer(bounds, quick) if len(bounds) else "",
        impact_bounds.bounds(bounds),
        rate_effects.path(weekly),
        effects,
        did.cells(effects) if len(effects) else effects,
        did.note(effects),
        did.method(effects, trends),
        _studied(with_war),
    )


def _studied(with_war: bool) -> pd.DataFrame:
    """Return what rates did in the weeks around events of each kind."""
    known = query("lists/rate_lanes")
    known = known[known["is_leading"] & (known["trade"] != "Composite")]
    rates = query("charts/rates_by_date", lanes=known["lane"].tolist())
    events = query("facts/rate_events", with_war=with_war)
    rates = rates[rates["is_weekly"]]
    if not with_war and len(events):
        rates = rates[rates["date"] < events["war_date"].iloc[0]]
    study = event_study.study(rates, events)
    of_events = events.groupby("event_class")["source_ids"].agg("|".join)
    of_rates = rates.groupby("lane")["source_ids"].agg("|".join)
    both = [
        "|".join(sorted(set(f"{of_events[kind]}|{of_rates[lane]}".split("|"))))
        for kind, lane in zip(study["event_class"], study["lane"], strict=True)
    ]
    return study.assign(source_ids=both)


@by_version
def _study(with_war: bool, weeks: int) -> Chart:
    return impact_events.study(_estimated(with_war).study, weeks)


def freight_rates(chosen: Filters) -> None:
    """Draw the difference in differences, what it hangs on, and the weeks around events."""
    war = record("facts/turning_days")["war_date"]
    since = f" since {words.day(war)}" if pd.notna(war) else ""
    left, right = st.columns(2)
    with left:
        dates = page_filters.one(
            "Dates",
            list(DATES),
            "impact_dates",
            f"The war on Iran{since} closed Hormuz and raised fuel: what it did to rates is no"
            " effect of the Red Sea, so these dates are left out at first.",
        )
    with right:
        weeks = page_filters.choice("Weeks around events", HORIZONS, "impact_weeks")
    with st.spinner("Estimating what the diversion changed …"):
        found = _estimated(DATES[dates])
    said = f"{dates.lower()}, whatever the period"
    if found.answer:
        st.markdown(found.answer)
    show(found.bounds, said)
    events = query("lists/events", chosen.parameters)
    show(did.path(found.path, events), said, events=events)
    cross_table(
        "diversion_effects",
        did.hangs(found.effects),
        found.effects,
        lambda rows: found.cells,
        f"{said}, against Los Angeles",
        note=found.note,
        method=found.method,
        empty=did.EMPTY,
    )
    st.markdown(did.CAUTION)
    show(_study(DATES[dates], weeks), said)
