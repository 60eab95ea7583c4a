"""The section on transits without the crisis: not seen, extra, and whether the sums agree."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.analysis import backtest, sums
from dashboard.charts import counterfactual, counterfactual_sums, transit_classes, words
from dashboard.charts import counterfactual_words as told
from dashboard.charts import transit_words as say
from dashboard.charts.coverage import NOWHERE
from dashboard.ui import counts, coverage, models, own
from dashboard.ui.data import query, record, store_path
from dashboard.ui.filters import Filters
from dashboard.ui.headline import Card, headline
from dashboard.ui.listing import listing
from dashboard.ui.show import show
from dashboard.ui.shown import freshness

BAB, SUEZ, CAPE = "Bab el-Mandeb Strait", "Suez Canal", "Cape of Good Hope"
CLASSES = {told.name_of(name): name for name in ("all", *transit_classes.CLASSES)}
PLACES = {say.short(name): name for name in say.SHORT}

SUMS: dict[str, Any] = {
    "chokepoint": "Chokepoint",
    "weeks": "Weeks",
    "counted": st.column_config.NumberColumn("Counted", format="localized"),
    "expected": st.column_config.NumberColumn("Expected", format="localized"),
    "difference": st.column_config.NumberColumn("Difference", format="localized"),
    "low_95": st.column_config.NumberColumn("95 % from", format="localized"),
    "high_95": st.column_config.NumberColumn("to", format="localized"),
    "sum_of_classes": st.column_config.NumberColumn("Sum of the classes", format="localized"),
    "agrees": "Within the interval",
}


def draw(chosen: Filters) -> None:
    """Draw the headline, counted against expected, and the sums."""
    result = models.transits()
    cards(chosen, result)
    with st.container(horizontal=True, gap="medium"):
        place = PLACES[own.one("Chokepoint", list(PLACES), "impact_chokepoint")]
        kind = CLASSES[own.one("Class of ship", list(CLASSES), "impact_class")]
    events = query("lists/events", start=None, end=chosen.end, importance=chosen.importance)
    said = f"{chosen.period}; {told.place(place, kind)}; model: {result.chosen}"
    rows = result.expected.weekly.get((place, kind), pd.DataFrame())
    if len(rows):
        rows = rows[rows["week"] <= pd.Timestamp(chosen.end - timedelta(days=3))]
    verdict = verdicts(result).get((place, kind), "")
    war = record("facts/turning_days")["war_date"]
    known = coverage.of("transits", chosen)
    chart = counterfactual.expected(rows, events, result.chosen, verdict, war)
    show(counts.beside(chart, place, chosen.end), said, events=events, over=known)
    inside = events[events["date"] >= pd.Timestamp(chosen.start)]
    added = _added(store_path(), result, kind, chosen.start, chosen.end)
    show(counterfactual.added_up(added, inside, war), said, events=inside, over=known)
    found = totals(result, chosen.start, chosen.end)
    chart = counterfactual_sums.by_class(found[found["chokepoint"].isin([BAB, SUEZ, CAPE])])
    show(chart, said, over=known)
    _agreement(chosen, result, found, said)
    freshness("transits")


def lines_of(result: backtest.Result) -> pd.DataFrame:
    """Return what the back-test says of each line for the chosen model."""
    return _lines(store_path(), result)


@st.cache_resource(max_entries=5, show_spinner=False)
def _lines(path: str, _result: backtest.Result) -> pd.DataFrame:
    return backtest.by_line(_result.bands, _result.chosen)


def totals(result: backtest.Result, start: date, end: date) -> pd.DataFrame:
    """Return the sums of a period by line, with the verdict of the back-test."""
    return _totals(store_path(), result, start, end)


@st.cache_resource(max_entries=50, show_spinner=False)
def _totals(path: str, _result: backtest.Result, start: date, end: date) -> pd.DataFrame:
    found = sums.totals(_result.expected, start, end)
    lines = lines_of(_result)
    trusted = {
        (row["chokepoint"], row["vessel_class"]): bool(row["is_trusted"])
        for row in lines.to_dict("records")
    }
    keys = zip(found["chokepoint"], found["vessel_class"], strict=True)
    return found.assign(is_trusted=pd.Series([trusted.get(key, False) for key in keys], dtype=bool))


@st.cache_resource(max_entries=50, show_spinner=False)
def _added(path: str, _result: backtest.Result, kind: str, start: date, end: date) -> pd.DataFrame:
    return sums.cumulative(_result.expected, [BAB, SUEZ, CAPE], kind, start, end)


def verdicts(result: backtest.Result) -> dict[tuple[str, str], str]:
    """Return of each line what the back-test says of its 80 percent interval."""
    rows = lines_of(result).to_dict("records")
    return {
        (row["chokepoint"], row["vessel_class"]): told.trust({str(k): v for k, v in row.items()})
        for row in rows
    }


def cards(chosen: Filters, result: backtest.Result) -> None:
    """Draw the headline: not seen at Bab el-Mandeb and Suez, extra at the Cape, the back-test."""
    known = coverage.of("transits", chosen)
    found = totals(result, chosen.start, chosen.end)
    rows = {
        row["chokepoint"]: row for row in found[found["vessel_class"] == "all"].to_dict("records")
    }
    said = verdicts(result)
    marks = _marks(result)
    drawn = []
    for place, usual in ((BAB, "not seen"), (SUEZ, "not seen"), (CAPE, "extra")):
        name = say.short(place)
        if place not in rows:
            none = (NOWHERE, known.why) if known.is_outside else ("none", counterfactual.NO_WEEK)
            drawn.append(Card(f"Transits {usual}, {name}", *none))
            continue
        row = rows[place]
        kind = "not seen" if row["difference"] < 0 else "extra"
        percent = 100 * row["difference"] / row["expected"]
        span = words.window(row["first_week"], row["last_week"] + pd.Timedelta(days=6))
        drawn.append(
            Card(
                f"Transits {kind}, {name}",
                told.thousands(abs(row["difference"])),
                f"95 % interval {told.interval(row['low_95'], row['high_95'])}"
                f"{marks.get(place, '')}; {words.signed(percent)} against those expected, {span}",
                f"Counted {told.thousands(row['counted'])}, expected"
                f" {told.thousands(row['expected'])} over {words.counted(row['weeks'], 'week')},"
                f" all classes of ship. {told.PASSAGES} {said.get((place, 'all'), '')}",
            )
        )
    headline([*drawn, _trust(result)])


def _marks(result: backtest.Result) -> dict[str, str]:
    """Return of each chokepoint, all classes, " (too narrow in the back-test)" or ""."""
    rows = lines_of(result)
    return {
        row["chokepoint"]: f" ({told.mark(row)})" if told.mark(row) else ""
        for row in rows[rows["vessel_class"] == "all"].to_dict("records")
    }


def _trust(result: backtest.Result) -> Card:
    """Return the card of the back-test."""
    rows = lines_of(result)
    label = "80 % interval, back-test"
    if rows.empty:
        return Card(label, "none", "too few weeks before the crisis to test anything on")
    held = float((rows["inside_80"] * rows["weeks"]).sum() / rows["weeks"].sum())
    return Card(
        label,
        f"{100 * held:.0f} % held",
        f"of all weeks tested before the crisis; {rows['is_trusted'].sum()} of {len(rows)} lines"
        " lie between 72 and 88 %, the others are marked",
        "The model was made to forecast weeks before the crisis, of which the outcome is known. See"
        " “How far to trust it”.",
    )


def _agreement(chosen: Filters, result: backtest.Result, found: pd.DataFrame, said: str) -> None:
    """List each chokepoint's sum beside that of its classes, and the Cape against the others."""
    rows = counterfactual_sums.sums_of_classes(found)
    notes = []
    for place in (BAB, SUEZ):
        share = _share(store_path(), result, place, chosen.start, chosen.end)
        if share:
            low, middle, high = share
            notes.append(
                f"For a hundred transits not seen at {say.short(place)}, {middle:.0f} more than"
                f" expected were counted at the Cape ({low:.0f} to {high:.0f}, as if the errors of"
                " both were unrelated)."
            )
    listing(
        "expected_sums",
        "Do the sums agree?",
        rows,
        SUMS,
        said,
        note=" ".join(notes)
        + " They need not be the same: a voyage round the Cape takes longer, so the same ships pass"
        " less often; some voyages ended or turned elsewhere; and ships to Red Sea ports pass only"
        " one of the two. All classes together are a line of their own; the sum of the classes"
        " comes from five others, and the last column says whether it lies within the interval.",
        empty=counterfactual.NO_WEEK,
        over=coverage.of("transits", chosen),
    )


@st.cache_resource(max_entries=50, show_spinner=False)
def _share(
    path: str, _result: backtest.Result, place: str, start: date, end: date
) -> tuple[float, float, float] | None:
    return sums.per_hundred(_result.expected, (CAPE, "all"), (place, "all"), start, end)
