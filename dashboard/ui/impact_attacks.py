"""The parts of the page Impact about attacks: interventions, and the record itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.analysis import hits, quiet, rate_ratio, steps
from dashboard.charts import impact_interventions, impact_record, impact_risk, impact_segments
from dashboard.charts.impact_steps import answer
from dashboard.ui import coverage, own
from dashboard.ui.data import query, store_path
from dashboard.ui.filters import Filters
from dashboard.ui.impact_views import views
from dashboard.ui.listing import cross_table
from dashboard.ui.show import show

WINDOWS = {"60 days": 60, "30 days": 30, "90 days": 90}

PER = {"a day": "day", "per 1,000 transits": "transit"}
"""Choice of the switch -> what a rate of attacks is per."""

BUNCHES = "allowing for bunches"

OTHER_COUNTS: dict[str, dict[str, Any]] = {
    "confirmed only": {"confirmed_only": True},
    "hits only": {"hits_only": True},
    "days with an attack": {"once_a_day": True},
}
"""Way of counting of the sensitivity table -> parameters of facts/intervention_rates."""


def interventions(chosen: Filters) -> None:
    """Draw the ratio of rates at each step, rates by phase, and when the rate changed."""
    left, right = st.columns(2)
    with left:
        per = PER[
            own.one(
                "Attacks",
                list(PER),
                "impact_per",
                "Fewer ships can be attacked when fewer pass: a day counts attacks, per 1,000"
                " transits of Bab el-Mandeb the danger to a ship that still goes.",
            )
        ]
    with right:
        window = WINDOWS[
            own.one(
                "Days before and after",
                list(WINDOWS),
                "impact_window",
                "Attacks are counted over so many days on either side of each step.",
            )
        ]
    rows = {name: _ratios(chosen, window, per=name) for name in PER.values()}
    known = coverage.of("attacks", chosen)
    said = f"{chosen.words()}; {per}; windows of {window} days, which the period does not cut"
    if len(rows[per]):
        firm = _ratios(chosen, window, _dispersion(chosen.claimed), per)
        compared = _placebo(store_path(), chosen.claimed, window, per)
        _, near_ships, _ = _changes(store_path(), chosen.claimed, "transit")
        st.markdown(answer(rows["day"], rows["transit"], per, firm, compared, near_ships))
    show(impact_interventions.rate_ratios(rows[per]), said, over=known)
    whole = f"the whole record, whatever the period; {_claims(chosen)}; {per}"
    show(impact_risk.phases(_phases(chosen), per), whole)
    weeks, near, turns = _changes(store_path(), chosen.claimed, per)
    show(impact_segments.changes(weeks, near, turns, per), whole)
    _sensitivity(chosen, window, per)
    views()


def _ratios(
    chosen: Filters, window: int, dispersion: float = 1.0, per: str = "day", **more: Any
) -> pd.DataFrame:
    """Return the ratios of the steps in the period."""
    asked = {"claimed": chosen.claimed} | more
    return _table(store_path(), chosen.start, chosen.end, dispersion, per, window, **asked)


@st.cache_resource(max_entries=200, show_spinner=False)
def _table(
    path: str,
    start: date,
    end: date,
    dispersion: float,
    per: str,
    window: int,
    *,
    claimed: bool,
    confirmed_only: bool = False,
    hits_only: bool = False,
    once_a_day: bool = False,
) -> pd.DataFrame:
    """Compare the steps of a period.

    The period is no parameter of the query, so that another one finds the answers in the cache.
    """
    rows = query(
        "facts/intervention_rates",
        window_days=window,
        claimed=claimed,
        confirmed_only=confirmed_only,
        hits_only=hits_only,
        once_a_day=once_a_day,
    )
    inside = rows["date"].between(pd.Timestamp(start), pd.Timestamp(end))
    return rate_ratio.table(rows[inside], dispersion, per)


@st.cache_resource(max_entries=4, show_spinner=False)
def _dispersion_of(path: str, claimed: bool) -> float:
    return quiet.dispersion(query("charts/attacks_by_day", claimed=claimed))


def _dispersion(claimed: bool) -> float:
    return _dispersion_of(store_path(), claimed)


@st.cache_resource(max_entries=24, show_spinner=False)
def _placebo(path: str, claimed: bool, window: int, per: str) -> tuple[int, int]:
    """Make the comparison at every day: days compared, and days at which it finds a change."""
    days = query("charts/attacks_by_day", claimed=claimed)
    passed = days["transits"].astype(float).tolist() if per == "transit" else None
    return rate_ratio.placebo(days["attacks"].tolist(), window, exposure=passed)


@st.cache_resource(max_entries=8, show_spinner=False)
def _changes(
    path: str, claimed: bool, per: str
) -> tuple[pd.DataFrame, pd.DataFrame, list[pd.Timestamp]]:
    """Find when the rate changed, once a version of the data."""
    return steps.changes(
        query("charts/attacks_by_week", claimed=claimed),
        query("facts/intervention_rates", claimed=claimed),
        per,
        _dispersion(claimed),
    )


def _phases(chosen: Filters) -> pd.DataFrame:
    rows = query("facts/attack_phases", claimed=chosen.claimed)
    return quiet.phases(rows, _dispersion(chosen.claimed))


def _claims(chosen: Filters) -> str:
    return f"{'with' if chosen.claimed else 'without'} claimed-only attacks"


def _sensitivity(chosen: Filters, window: int, per: str) -> None:
    """Set the ratios out for other windows and other ways of counting."""
    parts = [
        _ratios(chosen, days, per=per).assign(setting=f"{days} days")
        for days in sorted(WINDOWS.values())
    ]
    parts += [
        _ratios(chosen, window, per=per, **more).assign(setting=name)
        for name, more in OTHER_COUNTS.items()
    ]
    other = not chosen.claimed
    name = "with claimed-only" if other else "without claimed-only"
    parts.append(_ratios(chosen, window, per=per, claimed=other).assign(setting=name))
    dispersion = _dispersion(chosen.claimed)
    parts.append(_ratios(chosen, window, dispersion, per).assign(setting=BUNCHES))
    rows = pd.concat(parts, ignore_index=True)
    cross_table(
        "intervention_sensitivity",
        "The same with other windows and other ways of counting",
        rows,
        impact_interventions.sensitivity_cells,
        f"{chosen.words()}; {per}",
        note="Rate after over that before (exact 95 % interval of one look); bold where chance is"
        " left out after Holm’s correction within the column. A step that stands out in one column"
        " alone stands on weak ground.",
        empty=impact_interventions.EMPTY,
        over=coverage.of("attacks", chosen),
    )


def record_of_attacks(chosen: Filters) -> None:
    """Draw the quiet since the last attack, and what share of attacks hit."""
    gap = quiet.longest_gap(query("charts/attacks_by_day", claimed=chosen.claimed))
    whole = f"the whole record, whatever the period; {_claims(chosen)}"
    show(impact_record.quiet(_phases(chosen), gap), whole)
    rows = hits.shares(query("charts/attack_hits_by", chosen.parameters))
    known = coverage.of("attacks", chosen)
    left, right = st.columns(2)
    with left:
        show(impact_record.hits(rows, "weapon"), chosen.period, over=known)
    with right:
        show(impact_record.hits(rows, "month"), chosen.period, over=known)


SECTIONS_ATTACKS = {"Interventions": interventions, "Record of attacks": record_of_attacks}
"""Section of the page -> what draws it, given the filters; only the open one is drawn."""
