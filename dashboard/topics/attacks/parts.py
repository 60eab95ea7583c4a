"""The attacks page's own parts: its headline and its breakdowns."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from dashboard.kit.charts import text, words
from dashboard.kit.charts.base import Chart
from dashboard.kit.charts.coverage import NOWHERE
from dashboard.kit.ui import drawing
from dashboard.kit.ui.data import query, record
from dashboard.kit.ui.headline import Card, headline
from dashboard.kit.ui.show import framed
from dashboard.topics.attacks.attack_filters import Choice, toggle
from dashboard.topics.attacks.charts.breakdown import attacks_of, breakdown

LABELS = (
    "Attacks recorded",
    "Ships sunk",
    "Ships hijacked",
    "People killed",
    "Detained",
    "Last attack",
)
"""The cards of the headline, in order."""

FIRST_HAND = (
    "At first hand where a report of an official body, a company, a news agency or the press was"
    " read, at the publisher, in an archive or as a re-post; at second hand alone where only"
    " ledgers, digests or blogs were, or others cite the report."
)


BROKEN_DOWN = ("vessel_type", "weapon", "area", "flag")
"""Dimensions of which each has a panel."""

NOTE = "Click a bar to filter by it. Attacks with several weapons count under each."
METHOD = "A second click on a bar lifts its filter. “Missile” is a missile of no stated kind."


def cards(choice: Choice) -> None:
    """Draw the headline of the attacks chosen; nobody looked is no 0."""
    known = choice.known
    row = record("facts/attack_headline", choice.parameters)
    if row["attacks"] is None:
        headline([Card(label, NOWHERE, known.why) for label in LABELS])
        return
    named = f"{words.counted(row['ships'], 'ship')} by name, {row['attacks_on_unnamed']} unnamed"
    second = words.second_hand(row["second_hand"], row["attacks"])
    last = row["last_date"] if row["attacks"] else None
    # The count ends with the period chosen or with the check of the record.
    until, checked = f"period to {words.date_of(known.end)}", known.checked_until
    if checked and known.end >= checked:
        until = f"record checked to {words.date_of(checked)}"
    shown = [
        (f"{row['attacks']:,}", f"{named}; {second}"),
        (str(row["sunk"]), "merchant ships lost"),
        (str(row["hijacked"]), "seized and taken away"),
        (str(row["killed"]), f"or feared dead; {row['injured']} injured"),
        (str(row["detained"]), "seafarers taken captive"),
        (f"{last:%b %Y}", f"on {last:%-d %B}; {until}") if last else ("none", until),
    ]
    first, *others = (Card(label, *of) for label, of in zip(LABELS, shown, strict=True))
    headline([replace(first, help=FIRST_HAND), *others])


def at_second_hand() -> str:
    """Say how much of the whole record is known at second hand alone; "" without a record."""
    whole = record("facts/attack_headline")
    return words.second_hand(whole["second_hand"], whole["attacks"]) if whole["attacks"] else ""


def breakdowns(choice: Choice) -> None:
    """Draw the breakdowns in one card; a click on a bar filters by it, a second one lifts that.

    A panel keeps the bars of all values that the other filters leave, and mutes those not chosen.
    """
    panels, shown = {}, []
    for dimension in BROKEN_DOWN:
        rows = query("charts/attacks_by", choice.but(dimension))
        panels[dimension] = breakdown(rows, dimension, choice.chosen(dimension))
        shown.append(panels[dimension].rows)
    attacks = attacks_of(query("charts/attacks_by", choice.parameters))
    title = f"{words.attacks(attacks)} by ship type, weapon, area and flag"
    alt = " ".join(panel.alt for panel in panels.values())
    rows = pd.concat(shown, ignore_index=True)
    card = Chart("attacks_by", title, None, alt, rows, NOTE, method=METHOD)
    framed(card, choice.words, partial(_panels, panels), choice.known)


def _panels(panels: dict[str, Chart]) -> None:
    halves = st.columns(2)
    for number, (dimension, panel) in enumerate(panels.items()):
        with halves[number % 2]:
            st.markdown(f"**{text.markdown(panel.title)}**")
            if panel.figure is None:
                st.caption(text.markdown(panel.absence))
            else:
                click = partial(toggle, dimension, panel.key)
                drawing.draw(panel.figure, panel.key, panel.alt, "click", click)
