"""The part of the page Impact about freight rates: the diversion, and the weeks around events."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
import streamlit as st

from dashboard.analysis import event_study, rate_effects
from dashboard.charts import impact_did, impact_events, words
from dashboard.charts.base import as_records
from dashboard.ui import own
from dashboard.ui.data import query, record, store_path
from dashboard.ui.filters import Filters
from dashboard.ui.listing import listing
from dashboard.ui.show import show

BEFORE_THE_WAR = "Before the Iran war"
DATES = {BEFORE_THE_WAR: False, "All dates": True}
"""Choice of the dates -> whether those since the Iran war began are among them."""

FROM = {"from September 2023": None, "from January 2023": "2023-01-01"}
"""Begin of the weeks before -> first date; None is the begin of the weekly record."""

HORIZONS = {"4 weeks": 4, "1 week": 1, "2 weeks": 2, "8 weeks": 8}


class Estimates(NamedTuple):
    """What is estimated once a version of the data."""

    path: pd.DataFrame
    effects: pd.DataFrame
    trends: pd.DataFrame
    others: pd.DataFrame
    """Effects with weeks before that begin earlier."""

    study: pd.DataFrame


@st.cache_resource(max_entries=4, show_spinner="Estimating what the diversion changed …")
def _estimates(path: str, with_war: bool) -> Estimates:
    """Estimate everything of the section; the filters of the sidebar play no part in it."""
    by_start = {
        name: query("charts/rate_gaps", first_date=first, with_war=with_war)
        for name, first in FROM.items()
    }
    effects = {name: rate_effects.effects(rows, name) for name, rows in by_start.items()}
    weekly, earlier = FROM
    known = query("lists/rate_lanes")
    known = known[known["is_leading"] & (known["trade"] != "Composite")]
    rates = query("charts/rates_by_date", lanes=known["lane"].tolist())
    events = query("facts/rate_events", with_war=with_war)
    rates = rates[rates["is_weekly"]]
    if not with_war and len(events):
        rates = rates[rates["date"] < events["war_date"].iloc[0]]
    return Estimates(
        rate_effects.path(by_start[weekly]),
        effects[weekly],
        rate_effects.pre_trends(by_start[weekly], weekly),
        effects[earlier],
        _cited(event_study.study(rates, events), rates, events),
    )


def _cited(study: pd.DataFrame, rates: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Add to the rows of the event study the sources of their events and rates."""
    of_events = events.groupby("event_class")["source_ids"].agg("|".join)
    of_rates = rates.groupby("lane")["source_ids"].agg("|".join)
    both = [
        "|".join(sorted(set(f"{of_events[kind]}|{of_rates[lane]}".split("|"))))
        for kind, lane in zip(study["event_class"], study["lane"], strict=True)
    ]
    return study.assign(source_ids=both)


def freight_rates(chosen: Filters) -> None:
    """Draw the difference in differences, what it hangs on, and the weeks around events."""
    war = record("facts/turning_days")["war_date"]
    since = f" since {words.day(war)}" if pd.notna(war) else ""
    left, right = st.columns(2)
    with left:
        dates = own.one(
            "Dates",
            list(DATES),
            "impact_dates",
            f"The war on Iran{since} closed Hormuz and raised fuel: what it did to rates is no"
            " effect of the Red Sea, so these dates are left out at first.",
        )
    with right:
        weeks = HORIZONS[own.one("Weeks around events", list(HORIZONS), "impact_weeks")]
    found = _estimates(store_path(), DATES[dates])
    said = f"{dates.lower()}, whatever the period"
    if len(found.effects):
        st.markdown(_answer(found))
    events = query("lists/events", **chosen.parameters)
    show(impact_did.path(found.path, events), said, events=events)
    show(impact_did.effects(found.effects, found.trends), said)
    st.caption(impact_did.CANNOT)
    if len(found.others):
        _other_start(found.others, said)
    show(impact_events.study(found.study, weeks), said)


def _answer(found: Estimates) -> str:
    """Answer the question in a few sentences for a reader who knows no statistics."""
    records, others = as_records(found.effects), as_records(found.others)
    said = ["**What did the diversion do to freight rates?**"]
    for lane, name in (
        (impact_did.GROUP, "from Asia to Europe"),
        (impact_did.NEW_YORK, "from Asia to the US East Coast"),
    ):
        row = impact_did.whole(records, lane)
        if not row:
            continue
        rose = f"Rates {name} stood {_higher(row['change_pct'])} against Los Angeles"
        between = f"between {words.signed(row['low_pct'])} and {words.signed(row['high_pct'])}"
        said.append(f"{rose} on average afterwards ({between}).")
        other = impact_did.whole(others, lane)
        if other and row["low_pct"] > 0 >= other["low_pct"]:
            said.append(
                f"That hangs on the weeks it is compared with: with those {other['setting']} on it"
                f" is {words.signed(other['change_pct'])}, and the interval includes no change at"
                f" all ({words.signed(other['low_pct'])} to {words.signed(other['high_pct'])})."
            )
    said.append(
        "Los Angeles rose as well, for reasons of its own and because ships were tied up round the"
        " Cape, so this is a comparison of lanes and not the whole cost of the diversion."
    )
    return " ".join(said)


def _higher(percent: float) -> str:
    """Return "55 % higher", "3 % lower", "as before"."""
    whole = round(abs(percent))
    return f"{whole} % {'higher' if percent > 0 else 'lower'}" if whole else "as before"


def _other_start(rows: pd.DataFrame, said: str) -> None:
    """List the effects when the weeks before begin in January 2023."""
    number = st.column_config.NumberColumn
    listing(
        "diversion_effects_other_start",
        f"The same with weeks before {rows['setting'].iloc[0]} on",
        rows,
        {
            "lane": "Lane",
            "weeks_after": number("Weeks after (empty: all)"),
            "change_pct": number("Change, %", format="%+.0f"),
            "low_pct": number("from", format="%+.0f"),
            "high_pct": number("to", format="%+.0f"),
            "bootstrap_low_pct": number("Bootstrap from", format="%+.0f"),
            "bootstrap_high_pct": number("to", format="%+.0f"),
            "dates_before": "Dates before",
            "dates_after": "Dates after",
            "autocorrelation": number("Autocorrelation", format="%.2f"),
        },
        f"{said}, weeks before {rows['setting'].iloc[0]} on",
        note="Before September 2023 the record is irregular. Europe fell against Los Angeles all"
        " through 2023, so the further back the comparison begins, the smaller the rise; and the"
        " slow swing widens the interval.",
    )


SECTIONS_RATES = {"Freight rates": freight_rates}
"""Section of the page -> what draws it, given the filters; only the open one is drawn."""
