"""The section on transits without the crisis: what is missing by every scenario, then the sums."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from dashboard.kit.analysis.crisis_days import FIT_END
from dashboard.kit.charts import transit_words as say
from dashboard.kit.charts import words
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.coverage import NOWHERE, Coverage
from dashboard.kit.charts.numbers import rounded
from dashboard.kit.ui import counts, coverage, page_filters
from dashboard.kit.ui.columns import columns
from dashboard.kit.ui.data import by_version, query, record
from dashboard.kit.ui.filters import Filters
from dashboard.kit.ui.freshness import freshness
from dashboard.kit.ui.headline import Card, headline
from dashboard.kit.ui.listing import listing
from dashboard.kit.ui.show import show
from dashboard.topics.impact import models
from dashboard.topics.impact.analysis import backtest, losses, sums
from dashboard.topics.impact.analysis.counterfactual import Expectation
from dashboard.topics.impact.analysis.scenarios import LEADING
from dashboard.topics.impact.charts import counterfactual, counterfactual_sums
from dashboard.topics.impact.charts import counterfactual_words as told

BAB, SUEZ, CAPE = losses.BAB, losses.SUEZ, losses.CAPE
CLASSES = {told.name_of(name): name for name in ("all", *say.CLASSES)}
PLACES = {say.short(name): name for name in (BAB, SUEZ, CAPE)}
NAMES = {told.SCENARIOS[name]: name for name in (LEADING, *told.SCENARIOS)}
WEEKS = {"Left out": False, "Shown, marked": True}
"""Choice for the weeks since the Iran war -> whether they are shown."""


@dataclass(frozen=True)
class Span:
    """The days that the sums run over; ``war`` is the first day of the Iran war."""

    start: date
    end: date
    war: pd.Timestamp | None
    is_cut: bool
    """Whether weeks of the period are left out because the war touches them."""

    @property
    def words(self) -> str:
        """The days in words, and why they end there."""
        cut = ", the last week before the Iran war" if self.is_cut else ""
        return f"{words.window(self.start, self.end)}{cut}"


def war() -> pd.Timestamp | None:
    """Return the first day of the Iran war, None where the record does not name it."""
    begun: pd.Timestamp | None = record("facts/turning_days")["war_date"]
    return begun


def span(chosen: Filters) -> Span:
    """Let the reader choose whether weeks since the Iran war are shown; by default they are not."""
    begun = war()
    if begun is None:
        return Span(chosen.start, chosen.end, None, is_cut=False)
    later = page_filters.choice(
        "Weeks since the Iran war",
        WEEKS,
        "impact_war",
        f"Since {words.day(begun)} ships near Bab el-Mandeb, Suez and Hormuz switch AIS off,"
        " and PortWatch misses them: what is not seen there need not be missing.",
    )
    last = sums.before(begun.date())
    is_cut = not later and last < chosen.end
    return Span(chosen.start, min(last, chosen.end) if is_cut else chosen.end, begun, is_cut)


def draw(chosen: Filters) -> None:
    """Draw what all scenarios agree on, the scenarios, counted against expected, and the sums."""
    result = models.transits()
    over = span(chosen)
    found = scenarios(over)
    known = coverage.of("transits", chosen)
    if said := told.lead(found, LEADING, BAB):
        st.markdown(said)
    cards(over, found, known)
    show(counterfactual_sums.scenarios(found, LEADING), over.words, over=known)
    _table(found, over, known)
    with st.container(horizontal=True, gap="medium"):
        place = page_filters.choice("Chokepoint", PLACES, "impact_chokepoint")
        kind = page_filters.choice("Class of ship", CLASSES, "impact_class")
        name = page_filters.choice("Scenario", NAMES, "impact_scenario")
    detail = page_filters.choice("Detail", DETAILS, "impact_detail")
    detail(Line(result.expected[name], over, chosen, known, place, kind, name))
    freshness("transits", "control_transits")


@dataclass(frozen=True)
class Line:
    """A line in a scenario, as the reader chose it, for the details drawn of it."""

    expected: Expectation
    over: Span
    chosen: Filters
    known: Coverage
    place: str
    kind: str
    name: str

    @property
    def words(self) -> str:
        """The days, the line and the scenario in words."""
        named = told.place(self.place, self.kind)
        return f"{self.over.words}; {named}; scenario: {told.SCENARIOS[self.name]}"


def _by_week(line: Line) -> None:
    over = line.over
    events = query("lists/events", start=None, end=over.end, importance=line.chosen.importance)
    chart = _weekly(line.place, line.kind, line.name, over.end, line.chosen.importance)
    chart = counts.beside(chart, line.place, over.end)
    show(chart, line.words, events=events, over=line.known)


@by_version
def _weekly(place: str, kind: str, name: str, end: date, importance: int) -> Chart:
    events = query("lists/events", start=None, end=end, importance=importance)
    rows = models.transits().expected[name].weekly.get((place, kind), pd.DataFrame())
    if len(rows):
        rows = rows[rows["week"] <= pd.Timestamp(end - timedelta(days=3))]
    said = {
        (row["chokepoint"], row["vessel_class"]): told.trust(row) for row in as_records(lines())
    }
    verdict = said.get((place, kind), "") if name == LEADING else ""
    return counterfactual.expected(rows, events, name, verdict, war())


def _added_up(line: Line) -> None:
    over = line.over
    events = query(
        "lists/events", start=over.start, end=over.end, importance=line.chosen.importance
    )
    added = sums.cumulative(line.expected, list(PLACES.values()), line.kind, over.start, over.end)
    chart = counterfactual.added_up(added, events, over.war)
    show(chart, line.words, events=events, over=line.known)


def _by_class(line: Line) -> None:
    """Draw the sums of all classes, with the verdict of the back-test on each."""
    found = sums.totals(line.expected, line.over.start, line.over.end)
    found = found[found["chokepoint"].isin(PLACES.values())]
    trusted = lines().set_index(["chokepoint", "vessel_class"])["is_trusted"]
    keys = pd.MultiIndex.from_frame(found[["chokepoint", "vessel_class"]])
    found = found.assign(is_trusted=trusted.reindex(keys, fill_value=False).to_numpy(dtype=bool))
    show(counterfactual_sums.by_class(found), line.words, over=line.known)


DETAILS: dict[str, Callable[[Line], None]] = {
    "By week": _by_week,
    "Added up": _added_up,
    "By class of ship": _by_class,
}
"""What can be drawn of a line -> what draws it."""


def scenarios(over: Span) -> pd.DataFrame:
    """Return the scenarios of all classes over the days."""
    return _scenarios(*sums.thursdays(over.start, over.end))


@by_version
def _scenarios(first: date, last: date) -> pd.DataFrame:
    return losses.scenarios(models.transits(), first, last)


@by_version
def lines() -> pd.DataFrame:
    """Return what the back-test says of each line for the leading scenario."""
    return backtest.verdicts(models.transits().tests)


def cards(over: Span, found: pd.DataFrame, known: Coverage) -> None:
    """Draw the headline: missing at Bab el-Mandeb and Suez, extra at the Cape, the plain check."""
    drawn = []
    for place, usual in ((BAB, "missing"), (SUEZ, "missing"), (CAPE, "extra")):
        rows = found[found["chokepoint"] == place]
        if rows.empty:
            none = (NOWHERE, known.why) if known.is_outside else ("none", counterfactual.NO_WEEK)
            drawn.append(Card(f"{usual.capitalize()} transits, {say.short(place)}", *none))
            continue
        row = (as_records(rows[rows["scenario"] == LEADING]) or as_records(rows))[0]
        kind = "missing" if row["difference"] < 0 else "extra"
        sizes = rows["difference"].abs()
        drawn.append(
            Card(
                f"{kind.capitalize()} transits, {say.short(place)}",
                rounded(abs(row["difference"])),
                f"{told.SCENARIOS[row['scenario']]}; {rounded(sizes.min())} to"
                f" {rounded(sizes.max())} by scenario, {words.counted(row['weeks'], 'week')}",
                "Counted less expected, all classes of ship; a ship counts each time it passes."
                f" 95 % interval {told.interval(row['low_95'], row['high_95'])}.",
            )
        )
    headline([*drawn, _balance(over)])


def _balance(over: Span) -> Card:
    """Return the card of the plainest check: Bab el-Mandeb and the Cape together."""
    rows = query("facts/passages_balance", fit_end=FIT_END.date(), until=over.end)
    found = {
        row["vessel_class"]: (f"{row['before_per_day']:.1f}", f"{row['since_per_day']:.1f}")
        for row in as_records(rows)
    }
    label = "Bab el-Mandeb plus Cape, a day"
    if "all" not in found:
        return Card(label, "none", "one of the two has no week before or since")
    said = {kind: f"{before} before, {since} since" for kind, (before, since) in found.items()}
    return Card(
        label,
        " → ".join(found["all"]),
        f"ships {said['all']}; containers {said.get('container', 'not known')}",
        "Ships a day at both passages together, in the 52 weeks before the crisis and since: a ship"
        " between Asia and Europe passes one or the other. No model is in it.",
    )


def _table(found: pd.DataFrame, over: Span, known: Coverage) -> None:
    """List the scenarios: sums, cargo, and what the Cape has more for each hundred not seen."""
    rows = found.assign(
        place=found["chokepoint"].map(say.short),
        scenario_name=found["scenario"].map(told.SCENARIOS),
        cargo_mt=(found["tonnes"] / 1e6).round(),
    )
    numbers = ["expected", "difference", "low_95", "high_95"]
    rows[numbers] = rows[numbers].round()
    order = {name: number for number, name in enumerate(PLACES.values())}
    rows = rows.sort_values("chokepoint", key=lambda c: c.map(order), kind="stable")
    listing(
        "expected_sums",
        "The scenarios in figures",
        rows,
        columns(
            names="place scenario_name",
            place="Chokepoint",
            counted=("Counted", "localized"),
            expected=("Expected", "localized"),
            difference=("Difference", "localized"),
            change_pct=("of expected", "%.0f %%"),
            low_95=("95 % from", "localized"),
            high_95=("to", "localized"),
            cargo_mt=("Cargo, Mt", "localized"),
            per_hundred=("Extra at the Cape for 100", "%.0f"),
        ),
        over.words,
        note="Scenarios are assumptions; beyond two years none can be tested.",
        method="Difference: counted less expected. Scenarios are assumptions on growth. Cargo is"
        " PortWatch’s estimate.",
        height="content",
        empty=counterfactual.NO_WEEK,
        over=known,
    )
