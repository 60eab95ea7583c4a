"""The attacks page's own parts: its headline, its breakdowns, its table beside the map."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any
from zlib import crc32

import pandas as pd
import streamlit as st

from dashboard.kit.charts import words
from dashboard.kit.charts.coverage import NOWHERE, Coverage
from dashboard.kit.ui import drawing
from dashboard.kit.ui.columns import columns, draw_table
from dashboard.kit.ui.data import record
from dashboard.kit.ui.headline import Card, headline
from dashboard.kit.ui.show import show
from dashboard.topics.attacks.attack_filters import toggle
from dashboard.topics.attacks.charts import maps
from dashboard.topics.attacks.charts.breakdown import breakdown

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


def cards(parameters: dict[str, Any], known: Coverage) -> None:
    """Draw the headline of the attacks chosen; nobody looked is no 0."""
    row = record("facts/attack_headline", parameters)
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


def breakdowns(rows: pd.DataFrame, chosen: str) -> None:
    """Draw the breakdowns; a click on a bar filters by it, a second click takes it out."""
    st.caption("Click a bar to filter everything by it; click it again to take the filter out.")
    halves = st.columns(2)
    for number, dimension in enumerate(("vessel_type", "weapon", "area", "flag")):
        chart = breakdown(rows, dimension)
        click = partial(toggle, dimension, chart.key)
        with halves[number % 2]:
            show(chart, chosen, choose="click", on_click=click)


def table(rows: pd.DataFrame, known: Coverage) -> str | None:
    """List the attacks, or those picked on the map; return the record that is selected."""
    marked = rows["incident_id"].isin(drawing.picked(maps.KEY))
    shown = (rows[marked] if marked.any() else rows).reset_index(drop=True)
    opened, most = ":material/open_in_new:", max(map(len, shown["urls"]), default=0)
    links = {
        f"source_{n}": st.column_config.LinkColumn(f"Source {n}", display_text=opened)
        for n in range(1, most + 1)
    }
    listed = shown.assign(
        weapons=shown["weapons"].str.replace("|", ", "),
        position=shown["position_basis"].map(words.POSITION_BASIS),
        known=shown["second_hand"].map({True: words.SECOND_HAND, False: "at first hand"}),
    )
    for n, name in enumerate(links):
        listed[name] = [urls[n] if len(urls) > n else None for urls in shown["urls"]]
    headings = columns(
        "attacks",
        "date vessel_name flag_name vessel_type_name area weapons outcome confidence known killed"
        " injured detained note:large operator:medium imo position publishers:medium"
        f" {' '.join(links)} incident_id",
        flag_name="Flag",
        vessel_type_name="Ship type",
        known=st.column_config.TextColumn("Known", help=FIRST_HAND),
        position="Position known",
        **links,
    )
    where = " picked on the map" if marked.any() else ""
    st.markdown(f"##### {words.attacks(len(shown))}{where}")
    how = "Select a row to find it on the map. Click a heading to sort; search above right."
    st.caption(known.noted(how))
    event = draw_table(
        listed,
        headings,
        # Rows are selected by their place, so other rows are another table.
        key=f"attack-table-{crc32('|'.join(shown['incident_id']).encode()):x}",
        height=300,
        on_select="rerun",
        selection_mode="single-row",
        alt=f"{words.attacks(len(shown))} with date, ship, weapons, outcome and sources",
    )
    selected = event["selection"]["rows"]
    return str(shown.at[selected[0], "incident_id"]) if selected else None
