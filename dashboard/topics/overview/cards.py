"""The four figures an executive needs, each now against before, with its trend and its page."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.kit.charts import words
from dashboard.kit.charts.count_words import by_name
from dashboard.kit.charts.coverage import NOWHERE
from dashboard.kit.ui.rate_baselines import other_baselines
from dashboard.topics.overview.charts.compared import Compared, as_html
from dashboard.topics.overview.charts.passages import BAB, CAPE, COLOURS, NAMES, is_disputed
from dashboard.topics.overview.record import ROTTERDAM, Overview


def cards(known: Overview) -> None:
    """Draw the cards in a row, two by two on a telephone; each leads to its page."""
    with st.container(key="now-cards"):
        for number, card in enumerate(of(known)):
            with st.container(key=f"now-{number}", gap=None):
                st.markdown(as_html(card), unsafe_allow_html=True)
                st.page_link(
                    f"dashboard/topics/{card.page}/{card.page}.py",
                    label=f"More on {card.label}",
                )


def of(known: Overview) -> list[Compared]:
    """Return the cards."""
    return [
        _ships(known, BAB, "bab_el_mandeb_index_pct"),
        _ships(known, CAPE, "cape_index_pct"),
        _rate(known),
        _attacks(known),
    ]


def _ships(known: Overview, passage: str, column: str) -> Compared:
    row, name = known.passages.get(passage), NAMES[passage]
    look: dict[str, Any] = {"colour": COLOURS[passage], "page": "rerouting"}
    if row is None:
        nothing = known.covered["transits"].why or "no week of transits in the period"
        return Compared(name, NOWHERE, nothing, **look)
    value, trend = f"{row['per_day']:.0f}", _values(known.weeks[column])
    if pd.isna(row["before_per_day"]):
        held = words.counted(row["before_weeks"], "week")
        return Compared(name, value, "ships a day", f"the baseline holds {held}", **look)
    aside = ""
    if is_disputed(row):
        aside = (
            f"{by_name(row['counter'])} counted {row['published_per_day']:.0f}:"
            f" {words.signed(row['published_change_pct'])}"
        )
    return Compared(
        name,
        value,
        "ships a day",
        f"{row['before_per_day']:.0f} {known.before}",
        words.signed(row["change_pct"]),
        words.sentence(aside),
        trend,
        100,
        **look,
    )


def _rate(known: Overview) -> Compared:
    row, label = known.lanes.get(ROTTERDAM), "Box to Rotterdam"
    look: dict[str, Any] = {"colour": "rotterdam", "page": "costs"}
    if row is None:
        nothing = known.covered["freight_rates"].why or "no rate in the period"
        return Compared(label, NOWHERE, nothing, **look)
    value = f"${row['latest_usd_per_feu']:,.0f}"
    unit, when = "spot rate, 40 feet", _short(row["latest_date"])
    if known.basis.thin_rates:
        return Compared(label, value, unit, "too few rates before it", aside=when, **look)
    means = other_baselines(known.chosen).get(ROTTERDAM, ())
    others = [f"{row['latest_usd_per_feu'] / usd:.1f}× on {name}" for name, usd in means]
    return Compared(
        label,
        value,
        unit,
        f"${row['baseline_usd_per_feu']:,.0f} {known.before}",
        f"{row['latest_multiple']:.1f}×",
        ", ".join([when, *others]),
        _values(known.weeks["rotterdam_multiple"].dropna()),
        1,
        **look,
    )


def _attacks(known: Overview) -> Compared:
    label = "Attacks on ships"
    look: dict[str, Any] = {"colour": "attack", "page": "attacks", "bars": True}
    if known.headline["attacks"] is None or not (year := known.year) or year["attacks"] is None:
        return Compared(label, NOWHERE, known.covered["attacks"].why, **look)
    unit, begins = "in 12 months", year["covered_from"]
    if begins > year["first_day"]:
        unit = "since the record begins"
    before, change, past = "no year before it on record", "", year["attacks_year_before"]
    if pd.notna(past):
        before = f"{past:.0f} in the year before"
        change = words.signed(100 * (year["attacks"] / past - 1)) if past else ""
    return Compared(
        label,
        f"{year['attacks']:.0f}",
        unit,
        before,
        change,
        f"to {_short(year['last_day'])}",
        trend=_values(known.months.groupby("month")["attacks"].sum()),
        **look,
    )


def _short(day: pd.Timestamp) -> str:
    return f"{day.day} {day:%b}"


def _values(column: pd.Series) -> list[float | None]:
    return [None if pd.isna(value) else float(value) for value in column]
