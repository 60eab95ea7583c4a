"""The section on how far the scenarios can be trusted: back-test, quiet dates, Hormuz, control."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pandas as pd
import streamlit as st

from dashboard.kit.analysis.crisis_days import FIT_END
from dashboard.kit.charts import words
from dashboard.kit.charts.base import Chart
from dashboard.kit.ui import page_filters
from dashboard.kit.ui.columns import columns
from dashboard.kit.ui.data import by_version, query
from dashboard.kit.ui.filters import Filters
from dashboard.kit.ui.freshness import freshness
from dashboard.kit.ui.listing import listing
from dashboard.kit.ui.show import show
from dashboard.topics.impact import models
from dashboard.topics.impact.analysis import backtest
from dashboard.topics.impact.analysis.scenarios import LEADING, SCENARIOS
from dashboard.topics.impact.charts import counterfactual_trust
from dashboard.topics.impact.charts import counterfactual_words as told
from dashboard.topics.impact.transits import CLASSES, PLACES, lines, span

WHOLE = "the weeks before 7 October 2023, whatever the period"

LAST_YEAR = "last 52 weeks"

PERCENT = "%.0f %%"


def draw(chosen: Filters) -> None:
    """Draw the back-test of sums, the quiet dates, the placebo at Hormuz, and the control."""
    models.transits()
    found = _tested()
    better = (
        "It also has the lowest interval score."
        if found.sharpest == LEADING
        else f"“{words.sentence(told.SCENARIOS[found.sharpest])}” has the lowest interval score:"
        " before the crisis Malacca’s count moved when that of the Red Sea did not."
    )
    st.markdown(
        f"**Nobody can know the growth that was lost.** “{words.sentence(told.SCENARIOS[LEADING])}”"
        f" leads, since it alone knows what trade did after 2023. {better} The four:"
        f" {'; '.join(told.TAKES[name] for name in SCENARIOS)}."
    )
    show(found.by_span, WHOLE)
    show(found.by_line, WHOLE)
    with st.container(horizontal=True, gap="medium"):
        place = page_filters.choice("Chokepoint", PLACES, "impact_chokepoint")
        kind = page_filters.choice("Class of ship", CLASSES, "impact_class")
    show(_placebos(place, kind), f"{told.place(place, kind)}; {WHOLE}")
    _hormuz(chosen)
    _control()
    listing(
        "backtest_lines",
        "The back-test, line by line",
        found.lines,
        columns(
            "transits",
            "scenario_name chokepoint vessel_class",
            span="Weeks",
            sums="Sums",
            score=("Interval score", "%.2f"),
            held_80=("80 % held", PERCENT),
            held_95=("95 % held", PERCENT),
            error_pct=("Mean error", PERCENT),
        ),
        WHOLE,
        height=420,
    )
    freshness("transits", "control_transits")


class Tested(NamedTuple):
    """What the back-test says, computed once a version."""

    sharpest: str
    """The scenario with the lowest interval score."""

    by_span: Chart
    by_line: Chart
    lines: pd.DataFrame
    """One row per scenario, line and span."""

    placebos: pd.DataFrame
    """One row per quiet date of a line."""


@by_version
def _tested() -> Tested:
    tests, sources = models.transits().tests, _sources()
    sharpest = backtest.sharpest(tests)
    spans = backtest.by_span(tests).assign(source_ids=sources)
    together = spans[spans["group"] == "all classes"]
    listed = backtest.by_line(tests)
    return Tested(
        sharpest,
        counterfactual_trust.by_span(together, LEADING, sharpest),
        counterfactual_trust.by_line(lines().assign(source_ids=sources), backtest.TRUSTED),
        listed.assign(
            scenario_name=listed["scenario"].map(told.SCENARIOS),
            held_80=100 * listed["inside_80"],
            held_95=100 * listed["inside_95"],
            source_ids=sources,
        ),
        backtest.placebos(tests).assign(source_ids=sources),
    )


@by_version
def _placebos(place: str, kind: str) -> Chart:
    everywhere = _tested().placebos
    rows = everywhere[(everywhere["chokepoint"] == place) & (everywhere["vessel_class"] == kind)]
    return counterfactual_trust.placebos(rows, everywhere)


def _hormuz(chosen: Filters) -> None:
    """List what each scenario finds at Hormuz, where the Red Sea took nothing."""
    over = span(chosen)
    rows = _found_at_hormuz(over.end)
    found = rows["difference_pct"].tolist()
    listing(
        "hormuz_placebo",
        "A placebo after 2023: Hormuz"
        + (f", {told.percents(found)} below expected, before its own war" if found else ""),
        rows.assign(scenario_name=rows["scenario"].map(told.SCENARIOS)),
        columns(
            names="scenario_name",
            counted_per_day=("Counted, a day", "%.1f"),
            expected_per_day=("Expected, a day", "%.1f"),
            difference_pct=("Difference", PERCENT),
            low_95_pct=("95 % from", PERCENT),
            high_95_pct=("to", PERCENT),
        ),
        over.words,
        note="A hint that expected growth is high, no proof.",
        method="Ships pass Hormuz by whichever route they go on. Oil cuts, the war of June 2025 and"
        " jammed AIS are in it.",
    )


@by_version
def _found_at_hormuz(end: date) -> pd.DataFrame:
    return backtest.hormuz(models.transits(), end)


def _control() -> None:
    """List how the share of Malacca's ships moved before the crisis, and what would break it."""
    listed = _shares()
    if "all" not in listed:
        return
    yearly = listed[listed["years"] != LAST_YEAR]["all"]
    listing(
        "control_shares",
        f"The control: {yearly.min():.2f} to {yearly.max():.2f} ships at Bab el-Mandeb for each at"
        " Malacca, by year",
        listed,
        columns(
            years="Year",
            control_per_day=("Malacca, ships a day", "%.0f"),
            all=("Bab el-Mandeb per ship there", "%.3f"),
            tanker=("Tankers", "%.3f"),
            cargo=("Cargo ships", "%.3f"),
        ),
        WHOLE,
        method="What would break it: ships that went by Sunda, a change in how many ships AIS"
        " hears, trade that changed for other reasons.",
    )


@by_version
def _shares() -> pd.DataFrame:
    """Return one row per year: ships at Bab el-Mandeb for each at Malacca, by class."""
    rows = query("facts/control_shares", fit_end=FIT_END.date())
    years = rows["year"].map(lambda year: f"{year:.0f}", na_action="ignore").fillna(LAST_YEAR)
    wide = rows.assign(years=years)
    shares = wide.pivot_table(index="years", columns="vessel_class", values="share")
    total = wide[wide["vessel_class"] == "all"].set_index("years")
    return shares.join(total[["control_per_day", "source_ids"]]).reset_index()


def _sources() -> str:
    names = ("charts/transits_counted", "charts/control_counted")
    ids = {some for name in names for some in query(name)["source_ids"].unique()}
    return "|".join(sorted({key for some in ids for key in some.split("|")}))
