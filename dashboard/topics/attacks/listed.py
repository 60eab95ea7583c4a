"""The list of attacks, of which each row leads to its sources."""

from __future__ import annotations

from typing import Any
from zlib import crc32

import pandas as pd
import streamlit as st

from dashboard.kit.charts import text, words
from dashboard.kit.charts.base import as_records
from dashboard.kit.ui import citations, drawing, source_line
from dashboard.kit.ui.columns import columns, draw_table
from dashboard.topics.attacks import found
from dashboard.topics.attacks.attack_filters import Choice
from dashboard.topics.attacks.charts import maps
from dashboard.topics.attacks.parts import FIRST_HAND

ROWS, ROW_PX, EDGE_PX = 15, 35, 3
"""Rows of the list that are seen at once, the height of each and of the heading, of the edge."""

FIRST = "date outcome source_1:78 vessel_name killed publishers:medium"
"""Columns seen first, on a telephone those to the ship; all others follow."""

REST = (
    "flag_name vessel_type_name area weapons confidence known injured detained note:large"
    " operator:medium imo position"
)


def every(rows: pd.DataFrame, choice: Choice) -> None:
    """List all attacks."""
    _listed(rows, words.attacks(len(rows)), choice)


def picked(rows: pd.DataFrame, choice: Choice) -> None:
    """List the attacks that are picked on the map, where any is."""
    marked = rows[rows["incident_id"].isin(drawing.picked(maps.KEY))].reset_index(drop=True)
    if len(marked):
        _listed(marked, f"{words.attacks(len(marked))} picked on the map", choice)


def _listed(rows: pd.DataFrame, title: str, choice: Choice) -> None:
    with st.container(border=True):
        selected = _table(rows, title, choice)
    if selected is not None:
        _told(rows.iloc[[selected]])


def _table(rows: pd.DataFrame, title: str, choice: Choice) -> int | None:
    """Draw a table of attacks; return the place of the row that is selected."""
    most = max(map(len, rows["urls"]), default=0)
    links = {f"source_{n}": _link(f"Source {n}") for n in range(1, most + 1)}
    shown = rows.assign(
        weapons=rows["weapons"].str.replace("|", ", "),
        position=rows["position_basis"].map(words.POSITION_BASIS),
        known=rows["second_hand"].map({True: words.SECOND_HAND, False: "at first hand"}),
    )
    for n, name in enumerate(links):
        shown[name] = [urls[n] if len(urls) > n else None for urls in rows["urls"]]
    first = FIRST if links else FIRST.replace("source_1:78 ", "")
    headings = columns(
        "attacks",
        f"{first} {REST} {' '.join(list(links)[1:])} incident_id",
        flag_name="Flag",
        vessel_type_name="Ship type",
        known=st.column_config.TextColumn("Known", help=FIRST_HAND),
        position="Position known",
        **links,
    )
    st.markdown(f"## {title}")
    st.caption(
        choice.known.noted(
            "Select a row: below stand its sources and a way to its place on the map."
        )
    )
    event = draw_table(
        shown,
        headings,
        # Rows are selected by their place, so other rows are another table.
        key=f"attack-table-{crc32('|'.join(rows['incident_id']).encode()):x}",
        height=ROW_PX * (min(ROWS, len(rows)) + 1) + EDGE_PX,
        on_select="rerun",
        selection_mode="single-row",
        alt=f"{title} with date, outcome, sources, ship, killed and all else on record",
    )
    selected: list[int] = event["selection"]["rows"]
    return selected[0] if selected else None


def _link(heading: str) -> Any:
    return st.column_config.LinkColumn(heading, display_text=":material/open_in_new:")


def _told(row: pd.DataFrame) -> None:
    """Tell one attack: what happened, who says so, and where it is on the map."""
    (attack,) = as_records(row)
    ship = "Unnamed ship" if pd.isna(attack["vessel_name"]) else attack["vessel_name"]
    title = f"{ship}, {words.day(attack['date'])}: {attack['outcome']}"
    with st.container(border=True):
        st.markdown(f"## {text.markdown(title)}")
        if pd.notna(attack["note"]):
            st.markdown(text.markdown(attack["note"], text.NOTE))
        cited = citations.sources(row)
        source_line.listed(cited, f"The sources of the attack on {ship}")
        found.offer(attack["incident_id"])
