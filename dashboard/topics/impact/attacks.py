"""The parts of the page Impact about attacks: interventions, and the record itself."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pandas as pd
import streamlit as st

from dashboard.kit.analysis import rate_ratio
from dashboard.kit.charts import text, words
from dashboard.kit.charts.base import Chart
from dashboard.kit.ui import coverage, page_filters
from dashboard.kit.ui.data import by_version, query
from dashboard.kit.ui.filters import Filters
from dashboard.kit.ui.listing import cross_table
from dashboard.kit.ui.show import show, side_by_side
from dashboard.topics.impact.analysis import hits, quiet, steps
from dashboard.topics.impact.charts import interventions as impact_interventions
from dashboard.topics.impact.charts import record, risk, segments
from dashboard.topics.impact.charts import steps as impact_steps

WINDOWS = {"60 days": 60, "30 days": 30, "90 days": 90}

PER = {"a day": "day", "per 1,000 transits": "transit"}
"""Choice of the switch -> what a rate of attacks is per."""

BUNCHES = "allowing for bunches"


def interventions(chosen: Filters) -> None:
    """Draw the ratio of rates at each step, rates by phase, and when the rate changed."""
    left, right = st.columns(2)
    with left:
        per = page_filters.choice(
            "Attacks",
            PER,
            "impact_per",
            "Fewer ships can be attacked when fewer pass: a day counts attacks, per 1,000"
            " transits of Bab el-Mandeb the danger to a ship that still goes.",
        )
    with right:
        window = page_filters.choice(
            "Days before and after",
            WINDOWS,
            "impact_window",
            "Attacks are counted over so many days on either side of each step.",
        )
    days = _rates(chosen.claimed)["date"].dt.date
    inside = [day for day in days if chosen.start <= day <= chosen.end]
    # The days of the first and the last step in the period stand for it.
    first, last = (min(inside), max(inside)) if inside else (date.max, date.min)
    found = _compared(first, last, chosen.claimed, window, per)
    said = f"{chosen.words()}; {per}; windows of {window} days, which the period does not cut"
    known = coverage.of("attacks", chosen)
    if found.answer:
        st.markdown(found.answer)
    show(found.ratios, said, over=known)
    whole = f"the whole record, whatever the period; {_claims(chosen)}; {per}"
    show(_rates_by_phase(chosen.claimed, per), whole)
    show(_turns(chosen.claimed, per), whole)
    cross_table(
        "intervention_sensitivity",
        "The same with other windows and other ways of counting",
        found.settings,
        lambda rows: found.cells,
        f"{chosen.words()}; {per}",
        note="What one column alone shows stands on weak ground.",
        method="Rate after over that before (exact 95 % interval of one look); bold where chance is"
        " left out after Holm’s correction within the column.",
        empty=impact_interventions.EMPTY,
        over=known,
    )
    views()


class Compared(NamedTuple):
    """What is said of the steps of a period, computed once for them."""

    answer: str
    ratios: Chart
    settings: pd.DataFrame
    """The ratios by other windows and other ways of counting, below each other."""

    cells: pd.DataFrame
    """The same as a table in Markdown."""


@by_version
def _compared(first: date, last: date, claimed: bool, window: int, per: str) -> Compared:
    counts = _counted(claimed, window)
    counts = counts[counts["date"].dt.date.between(first, last)]
    settings = rate_ratio.table(counts, counts["dispersion"], per, "setting")
    plain = counts[counts["setting"] == f"{window} days"]
    rows = {name: rate_ratio.table(plain, per=name) for name in PER.values()}
    answer = ""
    if len(plain):
        firm = settings[settings["setting"] == BUNCHES]
        placebo = _placebo(claimed, window, per)
        _, near_ships, _ = _changes(claimed, "transit")
        answer = impact_steps.answer(rows["day"], rows["transit"], per, firm, placebo, near_ships)
    ratios = impact_interventions.rate_ratios(rows[per].drop(columns="setting"))
    cells = impact_interventions.sensitivity_cells(settings) if len(settings) else settings
    return Compared(answer, ratios, settings, cells)


@by_version
def _counted(claimed: bool, window: int) -> pd.DataFrame:
    """Return what is counted around each step, by other windows and other ways of counting."""
    counts = query("facts/intervention_rates", window_days=window, claimed=claimed)
    bunches = _rates(claimed, window).assign(setting=BUNCHES, dispersion=_dispersion(claimed))
    return pd.concat([counts.assign(dispersion=1.0), bunches], ignore_index=True)


def _rates(claimed: bool, window: int = 60) -> pd.DataFrame:
    """Return what is counted around each step in windows of some days, and no other way."""
    counts = query("facts/intervention_rates", window_days=window, claimed=claimed)
    return counts[counts["setting"] == f"{window} days"]


@by_version
def _dispersion(claimed: bool) -> float:
    return quiet.dispersion(query("charts/attacks_by_day", claimed=claimed))


@by_version
def _placebo(claimed: bool, window: int, per: str) -> tuple[int, int]:
    """Make the comparison at every day: days compared, and days at which it finds a change."""
    days = query("charts/attacks_by_day", claimed=claimed)
    passed = days["transits"].astype(float).tolist() if per == "transit" else None
    return rate_ratio.placebo(days["attacks"].tolist(), window, exposure=passed)


@by_version
def _changes(claimed: bool, per: str) -> tuple[pd.DataFrame, pd.DataFrame, list[pd.Timestamp]]:
    return steps.changes(
        query("charts/attacks_by_week", claimed=claimed),
        _rates(claimed),
        per,
        _dispersion(claimed),
    )


@by_version
def _turns(claimed: bool, per: str) -> Chart:
    return segments.changes(*_changes(claimed, per), per)


@by_version
def _rates_by_phase(claimed: bool, per: str) -> Chart:
    return risk.phases(_phases(claimed), per)


@by_version
def _phases(claimed: bool) -> pd.DataFrame:
    rows = query("facts/attack_phases", claimed=claimed)
    return quiet.phases(rows, _dispersion(claimed))


def views() -> None:
    """Set out what others say of whether steps made attacks rarer: both sides, in a table."""
    rows = query("lists/intervention_views")
    counts = rows["finding"].value_counts()
    disagree = [f"{count} see{'s' * (count == 1)} {kind}" for kind, count in counts.items()]
    said = f" disagree: {words.joined(disagree)}" if len(counts) > 1 else ""
    cross_table(
        "intervention_views",
        f"Published views{said}",
        rows,
        _views,
        "whatever the filters",
        note="A selection, not a survey.",
    )


def _views(rows: pd.DataFrame) -> pd.DataFrame:
    """Return a row an author: what it sees, of which steps, its words and their ground."""
    table = rows[["finding", "steps", "statement", "ground"]].map(text.markdown)
    table.columns = ["sees", "of", "statement", "it rests on"]
    named = [
        author if pd.isna(day) else f"{author}, {words.month(day)}"
        for author, day in zip(rows["author"], rows["published_on"], strict=True)
    ]
    return table.set_axis(pd.Index(named, name="author"))


def _claims(chosen: Filters) -> str:
    return f"{'with' if chosen.claimed else 'without'} claimed-only attacks"


def record_of_attacks(chosen: Filters) -> None:
    """Draw the quiet since the last attack, and what share of attacks hit."""
    whole = f"the whole record, whatever the period; {_claims(chosen)}"
    show(_quiet(chosen.claimed), whole)
    rows = hits.shares(query("charts/attack_hits_by", chosen.parameters))
    drawn = [record.hits(rows, by) for by in ("weapon", "month")]
    side_by_side(drawn, chosen.period, over=coverage.of("attacks", chosen))


@by_version
def _quiet(claimed: bool) -> Chart:
    gap = quiet.longest_gap(query("charts/attacks_by_day", claimed=claimed))
    return record.quiet(_phases(claimed), gap)
