"""The rerouting page's own parts: its filters, its headline, its sections."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pandas as pd
import streamlit as st

from dashboard.kit.charts import periods, words
from dashboard.kit.charts import transit_words as say
from dashboard.kit.charts.base import as_records
from dashboard.kit.charts.count_words import Latest, clause
from dashboard.kit.charts.coverage import NOWHERE, Coverage
from dashboard.kit.charts.over_time import WEEK
from dashboard.kit.ui import counts, coverage, filters, page_filters
from dashboard.kit.ui.columns import columns
from dashboard.kit.ui.data import query
from dashboard.kit.ui.freshness import freshness, shown
from dashboard.kit.ui.headline import Card, headline
from dashboard.kit.ui.listing import listing
from dashboard.kit.ui.show import framed, show
from dashboard.topics.rerouting import checks, records, ways
from dashboard.topics.rerouting.charts import (
    class_table,
    transit_classes,
    transit_periods,
    transits,
)

CHOKEPOINTS = list(say.SHORT)
MEASURES = ["percent of the baseline", "level"]


@dataclass(frozen=True)
class Choice:
    """The shared filters with the page's own, as parameters of the queries and in words."""

    shared: filters.Filters
    chokepoints: list[str]
    classes: list[str] | None
    headline: pd.DataFrame
    events: pd.DataFrame

    @property
    def known(self) -> Coverage:
        """How the record of transits covers the period."""
        return coverage.of("transits", self.shared)

    @property
    def words(self) -> str:
        """Say in words what is chosen."""
        classes = ", ".join(self.classes) if self.classes else "all classes of ship"
        places = ", ".join(map(say.short, self.chokepoints))
        return f"{self.shared.period}; {places}; {classes}; baseline {self.shared.baseline}"

    def weekly(self) -> pd.DataFrame:
        """Return transits by week, for the chokepoints and classes of ship chosen."""
        asked, places, kinds = self.shared.parameters, self.chokepoints, self.classes
        return query("charts/transits_by_week", asked, chokepoints=places, vessel_classes=kinds)

    def by_class(self) -> pd.DataFrame:
        """Return the same by class of ship."""
        asked, places, kinds = self.shared.parameters, self.chokepoints, self.classes
        return query("charts/transits_by_class", asked, chokepoints=places, vessel_classes=kinds)

    def volume(self) -> pd.DataFrame:
        """Return the cargo of these by week."""
        asked, places, kinds = self.shared.parameters, self.chokepoints, self.classes
        return query(
            "charts/transits_volume_by_week", asked, chokepoints=places, vessel_classes=kinds
        )

    def by_period(self, grain: str) -> pd.DataFrame:
        """Return transits by month or quarter."""
        asked, places, kinds = self.shared.parameters, self.chokepoints, self.classes
        return query(
            "charts/transits_by_period",
            asked,
            grain=grain,
            chokepoints=places,
            vessel_classes=kinds,
        )

    def classes_by_period(self, grain: str) -> pd.DataFrame:
        """Return the same by class of ship."""
        asked, places, kinds = self.shared.parameters, self.chokepoints, self.classes
        return query(
            "charts/classes_by_period",
            asked,
            grain=grain,
            chokepoints=places,
            vessel_classes=kinds,
        )

    @property
    def baseline(self) -> str:
        """The baseline in words, with the weeks it rests on."""
        weeks = self.headline["baseline_weeks"].max() if len(self.headline) else 0
        return f"{self.shared.baseline} ({words.counted(weeks, 'week')})"


def choose() -> Choice:
    """Draw the filters of transits, what they show and its headline; return what is chosen."""
    shared = filters.current()
    with st.container(horizontal=True, gap="medium"):
        chokepoints = page_filters.some("Chokepoints", CHOKEPOINTS, "chokepoint", CHOKEPOINTS[:3])
        hint = "None chosen is all of them together."
        classes = page_filters.some("Class of ship", list(say.CLASSES), "ship_class", hint=hint)
    assert chokepoints is not None, "there is a default"
    places = sorted(chokepoints, key=CHOKEPOINTS.index)
    means = query(
        "facts/transits_headline", shared.parameters, chokepoints=places, vessel_classes=classes
    )
    means = means.iloc[means["chokepoint"].map(CHOKEPOINTS.index).argsort()]
    latest = counts.latest(shared.end)
    ends, changes = means["latest_week"] + WEEK, means["latest_change_pct"].fillna(0.0)
    beside = [
        clause(latest.get(place), end, change, bool(classes))
        for place, end, change in zip(means["chokepoint"], ends, changes, strict=True)
    ]
    events = query("lists/events", shared.parameters)
    choice = Choice(shared, places, classes, means.assign(others=beside), events)
    shown(choice.words)
    _cards(choice)
    return choice


def _cards(choice: Choice) -> None:
    """Draw a card a chokepoint: its mean of the period, against the baseline, how it went."""
    weekly = choice.weekly()
    drawn = []
    for row in as_records(choice.headline):
        trend = weekly.loc[weekly["chokepoint"] == row["chokepoint"], "transits_per_day"]
        before, change = row["baseline_per_day"], row["period_change_pct"]
        compared = "no week in the baseline"
        if pd.notna(change):
            of = "a year before" if choice.shared.year_before else "in the baseline"
            compared = f"{words.less_or_more(change)} {before:.1f} {of}"
            if round(abs(change)) == 0:
                compared = f"as much as {of} ({before:.1f})"
        until, other = row["latest_week"] + WEEK, row["others"]
        drawn.append(
            Card(
                say.short(row["chokepoint"]),
                f"{row['period_per_day']:.1f} a day",
                f"{compared}; latest {say.COUNTS[row['latest_weeks']]} {row['latest_per_day']:.1f},"
                f" to {words.date_of(until)}" + f"; {other}" * bool(other),
                f"Mean of transits a day over {words.counted(row['period_weeks'], 'week')} of the"
                f" period; the baseline is {choice.baseline}. {say.WEEK} {say.NO_SUM}",
                trend.tolist() if len(trend) > 1 else (),
            )
        )
    nothing = Card("Transits a day", NOWHERE, choice.known.why or "no week in the period")
    headline(drawn or [nothing])


def ships() -> None:
    """Draw the section on transits."""
    choice = choose()
    asked, said, kinds = choice.shared.parameters, choice.words, choice.classes
    with st.container(horizontal=True, gap="medium"):
        grain = page_filters.one("By", periods.GRAINS, "grain")
        level = page_filters.one("Measure", MEASURES, "transit_measure") == MEASURES[1]
    latest = counts.latest(choice.shared.end)
    others = query("charts/crosscheck_by_days", asked, chokepoints=choice.chokepoints)
    ships = (kinds or ["total"]) if len(kinds or []) < 2 else []
    if grain == periods.WEEK:
        chart = transits.weekly(
            choice.weekly(),
            choice.events,
            choice.baseline,
            kinds,
            level,
            others[others["vessel_class"].isin(ships)],
            latest,
            choice.volume() if kinds == ["container"] else None,
        )
    else:
        rows = choice.by_period(grain)
        chart = transit_periods.by_period(
            rows, choice.events, choice.baseline, kinds, grain, level, latest
        )
        said += f"; by {grain}"
    show(chart, said, events=choice.events, over=choice.known)
    shares = query("charts/cape_share_by_week", asked, vessel_classes=kinds)
    chart = transits.share(shares, choice.events, choice.baseline, kinds, latest)
    show(chart, said, events=choice.events, over=choice.known)
    listing(
        "transits_means",
        "Transits a day: means of the period and of the baseline",
        choice.headline,
        columns(
            "transits",
            "chokepoint",
            period_per_day=("Period, a day", "%.2f"),
            period_weeks="Period, weeks",
            baseline_per_day=("Baseline, a day", "%.2f"),
            baseline_weeks="Baseline, weeks",
            period_change_pct=("Period, change", "%+.1f %%"),
            latest_per_day=("Latest weeks, a day", "%.2f"),
            latest_weeks="Latest, weeks",
            latest_change_pct=("Latest, change", "%+.1f %%"),
            latest_from_week="Latest from week",
            latest_week="to week",
            others=st.column_config.TextColumn("Other counts", width="large"),
        ),
        said,
        note="Never add up chokepoints: one ship passes several.",
        method=f"The baseline is {choice.baseline}. {say.WEEK} {say.NO_SUM}",
        over=choice.known,
    )
    freshness("transits")


def classes_and_cargo() -> None:
    """Draw the section on classes of ship and on cargo."""
    choice = choose()
    said, latest = choice.words, counts.latest(choice.shared.end)
    _by_passage(choice, latest)
    grain = page_filters.one("By", periods.GRAINS, "grain")
    if grain == periods.WEEK:
        rows = choice.by_class()
        chart = transit_classes.by_class(rows, choice.events, choice.baseline, latest)
    else:
        rows = choice.classes_by_period(grain)
        chart = transit_periods.by_class(rows, choice.events, choice.baseline, grain, latest)
    show(chart, said, events=choice.events, over=choice.known)
    level = page_filters.one("Measure of cargo", MEASURES[::-1], "cargo_measure") == MEASURES[1]
    rows = choice.volume()
    chart = transits.volume(rows, choice.events, choice.baseline, choice.classes, level, latest)
    show(chart, said, events=choice.events, over=choice.known)
    if "Suez Canal" in choice.chokepoints and "container" in (choice.classes or ["container"]):
        stated = query("facts/suez_container_ships", choice.shared.parameters)
        title, note = transit_classes.containers_title(stated), transit_classes.CONTAINERS_NOTE
        method = transit_classes.CONTAINERS_METHOD
        headings = columns(
            "transits_reported",
            "said_by measure change_pct period_start period_end value value_year_before unit"
            " note:large",
            said_by="Who",
            measure="Of what",
            change_pct=("On the year before", "%+.0f %%"),
            value=("Value", "%.1f"),
            value_year_before=("Year before", "%.1f"),
            unit="Unit",
        )
        listing("suez_containers", title, stated, headings, said, note=note, method=method)
    freshness("transits")


def _by_passage(choice: Choice, latest: Latest) -> None:
    """Draw the table of classes by passage, above what it sums up."""
    asked, places = choice.shared.parameters, choice.chokepoints
    rows = query("facts/transits_latest_by_class", asked, chokepoints=places)
    table = class_table.table(rows, choice.shared.baseline, choice.classes, latest)
    st.html(Path(__file__).with_name("class_table.css"))
    draw = partial(st.html, class_table.as_html(table.rows))
    framed(table, choice.words, None if table.empty else draw, choice.known)


SECTIONS: dict[str, Callable[[], None]] = {
    "Transits": ships,
    "Classes and cargo": classes_and_cargo,
    "Routes and lanes": ways.draw,
    "Delays": records.delays,
    "Carriers": records.carriers,
    "Cross-checks": checks.draw,
}
