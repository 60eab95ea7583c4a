"""The first screen: the question, its answer, the state of each passage, the two maps."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

import pandas as pd
import streamlit as st

from dashboard import queries
from dashboard.kit.analysis import geometry
from dashboard.kit.charts import text, words
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.svg.flat_map import Mercator
from dashboard.kit.ui.data import query
from dashboard.kit.ui.show import framed
from dashboard.topics.overview.charts import answer, attack_map, passages
from dashboard.topics.overview.record import Overview

ORDER = (passages.BAB, passages.SUEZ, passages.CAPE, passages.HORMUZ)
"""Passages as their states stand, from left to right."""


def say(known: Overview, beside: Callable[[], None]) -> None:
    """Draw the question, what is drawn ``beside`` it, the answer and the states."""
    told = answered(known)
    with st.container(horizontal=True, vertical_alignment="bottom", key="question"):
        st.title(told.question, anchor=False)
        beside()
    rows = [row for name in ORDER if (row := known.passages.get(name))]
    states = "".join(answer.as_html(answer.state(row)) for row in rows)
    st.markdown(
        f'<p class="answer"><b>{text.html(told.short)}</b> {text.html(told.because)}</p>'
        f'<ul class="states" aria-label="State of each passage">{states}</ul>',
        unsafe_allow_html=True,
    )


def answered(known: Overview) -> answer.Answer:
    """Return the question and its answer."""
    attacks = as_records(known.attacks)
    row = known.passages.get(passages.BAB)
    return answer.answer(row, attacks[-1] if attacks else None, known.before, known.is_now)


def maps(known: Overview) -> None:
    """Draw the map of both routes and that of the attacks of the last twelve months."""
    routes, attacks = st.columns([632, 372], gap="small")
    chosen = known.chosen.all_words()
    with routes:
        framed(both_routes(known), chosen, partial(_routes, known))
    with attacks:
        framed(attacks_of_year(known), chosen, partial(_attacks, known) if known.year else None)


def both_routes(known: Overview) -> Chart:
    """Return the map of both routes, without a figure: it is drawn as SVG."""
    rows = query("facts/passages", known.chosen.parameters)
    ends = [row["last_week"] + pd.Timedelta(days=6) for row in known.passages.values()]
    note = (
        f"Shortest sea routes, not tracks; ships a day, four weeks to {words.date_of(max(ends))}."
        if ends
        else ""
    )
    title = passages.title(known.passages)
    return Chart("passages", title, None, passages.alt(known.passages), rows, note)


def attacks_of_year(known: Overview) -> Chart:
    """Return the map of the attacks of the last twelve months, drawn as SVG."""
    rows, year = as_records(known.attacks), known.year
    count = None if not year or pd.isna(year["attacks"]) else int(year["attacks"])
    note = "Crowded dots are spread."
    if count:
        span = words.dates(year["first_day"], year["last_day"])
        note = f"{span}; the first on {words.day(rows[0]['date'])}. {note}"
    why = known.covered["attacks"].why or "No attack is on record."
    return Chart(
        "attacks_of_latest_year", attack_map.title(count), None, attack_map.alt(rows),
        known.attacks, note, why,
    )  # fmt: skip


def _routes(known: Overview) -> None:
    lines = geometry.asia_europe()
    drawn = [
        passages.drawn(look, known.passages, _coast(look.window), lines) for look in passages.LOOKS
    ]
    _put("".join(drawn) + passages.key(known.before))


def _attacks(known: Overview) -> None:
    route = geometry.asia_europe()["suez"]
    drawn = attack_map.drawn(as_records(known.attacks), _coast(attack_map.WINDOW), route)
    _put(drawn + attack_map.key())


@cache
def _coast(window: Mercator) -> str:
    """Return the land of a window, made once a process: it takes longer than all else on it."""
    return passages.coast(window, geometry.shores())


def _put(html: str) -> None:
    """Draw HTML. A block keeps Markdown out of its texts, which are those of rows; SVG is none."""
    st.markdown(f"<div>{html}</div>", unsafe_allow_html=True)


def rule() -> None:
    """Offer the rule by which a state is decided, in words and as the SQL that runs."""
    with st.popover("How states are decided", type="tertiary"):
        st.markdown(text.markdown(answer.RULE, text.NOTE))
        st.code(queries.source("macros/passage_state"), language="sql")
