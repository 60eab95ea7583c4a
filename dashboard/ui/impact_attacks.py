"""The parts of the page Impact about attacks: interventions, and the record itself."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.analysis import hits, quiet, rate_ratio
from dashboard.charts import impact_interventions, impact_record, text, words
from dashboard.charts.base import as_records
from dashboard.ui import coverage, own
from dashboard.ui.data import query, store_path
from dashboard.ui.filters import Filters
from dashboard.ui.listing import cross_table
from dashboard.ui.show import show

WINDOWS = {"60 days": 60, "30 days": 30, "90 days": 90}

BUNCHES = "allowing for bunches"

OTHER_COUNTS: dict[str, dict[str, Any]] = {
    "confirmed only": {"confirmed_only": True},
    "hits only": {"hits_only": True},
    "days with an attack": {"once_a_day": True},
}
"""Way of counting of the sensitivity table -> parameters of facts/intervention_rates."""


def interventions(chosen: Filters) -> None:
    """Draw the ratio of rates at each step, and how it stands with other ways of counting."""
    window = WINDOWS[
        own.one(
            "Days before and after",
            list(WINDOWS),
            "impact_window",
            "Attacks are counted over so many days on either side of each step.",
        )
    ]
    rows = _ratios(chosen, window)
    said = f"{chosen.words()}; windows of {window} days, which the period does not cut"
    if len(rows):
        st.markdown(_answer(rows, _ratios(chosen, window, _dispersion(chosen.claimed))))
    days = query("charts/attacks_by_day", claimed=chosen.claimed)
    compared = rate_ratio.placebo(days["attacks"].tolist(), window)
    known = coverage.of("attacks", chosen)
    show(impact_interventions.rate_ratios(rows, compared), said, over=known)
    _sensitivity(chosen, window)


def _ratios(chosen: Filters, window: int, dispersion: float = 1.0, **more: Any) -> pd.DataFrame:
    """Return the ratios of the steps in the period.

    The period is no parameter of the query, so that another one finds the answers in the cache.
    """
    parameters = {"window_days": window, "claimed": chosen.claimed} | more
    rows = query("facts/intervention_rates", **parameters)
    inside = rows["date"].between(pd.Timestamp(chosen.start), pd.Timestamp(chosen.end))
    return rate_ratio.table(rows[inside], dispersion)


@st.cache_resource(max_entries=4, show_spinner=False)
def _dispersion_of(path: str, claimed: bool) -> float:
    return quiet.dispersion(query("charts/attacks_by_day", claimed=claimed))


def _dispersion(claimed: bool) -> float:
    return _dispersion_of(store_path(), claimed)


def _answer(rows: pd.DataFrame, bunched: pd.DataFrame) -> str:
    """Answer the question in a few sentences for a reader who knows no statistics."""
    records, window = as_records(rows), rows["window_days"].iloc[0]
    tested = [row for row in records if row["is_testable"]]
    named = [_name(row) for row in records if not row["is_testable"]]
    changed = impact_interventions.changed(records)
    firm = impact_interventions.changed(as_records(bunched))
    count = words.counted(len(records), "step")
    said = [f"**Did any step change the rate of attacks?** Of {count}, {len(tested) or 'none'} can"
            f" be tested over {window} days."]  # fmt: skip
    if tested and not changed:
        said.append("None was followed by a change larger than chance gives so many looks.")
    for row in changed:
        held = row["event_id"] in {other["event_id"] for other in firm}
        said.append(
            f"After {_name(row)} there were {_fewer(row)} attacks, more than chance"
            " explains"
            + ("." if held else ", but no longer once attacks are allowed to come in bunches.")
        )
        if pd.notna(row["days_since_attack"]) and row["ratio"] < 1:
            quiet_for = words.counted(row["days_since_attack"], "day")
            said.append(f"The last attack before it had been {quiet_for} earlier.")
    if named:
        said.append(
            f"Nothing can be said of {words.joined(named)}: no attack on either side, so no drop"
            " could show."
        )
    return " ".join(said)


def _name(row: dict[str, Any]) -> str:
    return text.markdown(f"“{row['intervention']}”")


def _fewer(row: dict[str, Any]) -> str:
    return "fewer" if row["ratio"] < 1 else "more"


def _sensitivity(chosen: Filters, window: int) -> None:
    """Set the ratios out for other windows and other ways of counting."""
    parts = [
        _ratios(chosen, days).assign(setting=f"{days} days") for days in sorted(WINDOWS.values())
    ]
    parts += [
        _ratios(chosen, window, **more).assign(setting=name) for name, more in OTHER_COUNTS.items()
    ]
    other = not chosen.claimed
    name = "with claimed-only" if other else "without claimed-only"
    parts.append(_ratios(chosen, window, claimed=other).assign(setting=name))
    dispersion = _dispersion(chosen.claimed)
    parts.append(_ratios(chosen, window, dispersion).assign(setting=BUNCHES))
    rows = pd.concat(parts, ignore_index=True)
    cross_table(
        "intervention_sensitivity",
        "The same with other windows and other ways of counting",
        rows,
        impact_interventions.sensitivity_cells,
        chosen.words(),
        note="Attacks a day after over those before, in brackets the exact 95 % interval for one"
        " look; bold where Holm’s correction within the column still leaves chance out. 0: none"
        f" after; ∞: none before; –: none on either side. From the fourth column on, {window} days."
        f" A step that stands"
        " out in one column alone stands on weak ground."
        f" Bunches: counts are divided by {dispersion:.2f}, the variance of attacks a week over"
        " their mean about the rate of each phase.",
        empty=impact_interventions.EMPTY,
        over=coverage.of("attacks", chosen),
    )


def record_of_attacks(chosen: Filters) -> None:
    """Draw the quiet since the last attack, and what share of attacks hit."""
    days = query("charts/attacks_by_day", claimed=chosen.claimed)
    phases = quiet.phases(
        query("facts/attack_phases", claimed=chosen.claimed), _dispersion(chosen.claimed)
    )
    claims = "with" if chosen.claimed else "without"
    whole = f"the whole record, whatever the period; {claims} claimed-only attacks"
    gap = quiet.longest_gap(days)
    show(impact_record.quiet(phases, gap), whole)
    rows = hits.shares(query("charts/attack_hits_by", **chosen.parameters))
    known = coverage.of("attacks", chosen)
    left, right = st.columns(2)
    with left:
        show(impact_record.hits(rows, "weapon"), chosen.period, over=known)
    with right:
        show(impact_record.hits(rows, "month"), chosen.period, over=known)


SECTIONS_ATTACKS = {"Interventions": interventions, "Record of attacks": record_of_attacks}
"""Section of the page -> what draws it, given the filters; only the open one is drawn."""
