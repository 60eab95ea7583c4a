"""The month that the map shows: a slider, which stands in the URL, and a button that plays them."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from dashboard.kit.ui import page_filters
from dashboard.topics.attacks.charts.map_layers import Month

KEY, ALL = "month", "all"
PLAYING = "_months_are_played"
STEP_S = 0.8


def stepped(days: pd.Series, draw: Callable[[Month], None]) -> None:
    """Draw a month of those that the days lie in, or all; each step draws this part alone."""
    months = pd.date_range(days.min().replace(day=1), days.max(), freq="MS")
    if len(months) < 2:
        draw(None)
        return
    named: dict[str, Month] = {f"{month:%b %Y}": month for month in months} | {ALL: None}
    every = STEP_S if st.session_state.get(PLAYING) else None
    st.fragment(_step, run_every=every)(named, draw)


def _step(named: dict[str, Month], draw: Callable[[Month], None]) -> None:
    names = list(named)
    asked = [("month", value) for value in st.query_params.get_all(KEY) if value not in named]
    page_filters.warn_of_link(asked, f"has no attack; months go from {names[0]} to {names[-2]}.")
    if st.session_state.get(KEY, ALL) not in named:
        st.session_state[KEY] = ALL
    if st.session_state.get(PLAYING):
        _go_on(names)
    playing = bool(st.session_state.get(PLAYING))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(
            "Stop" if playing else "Play",
            icon=":material/pause:" if playing else ":material/play_arrow:",
            key="play-months",
            help="Step through the months",
            on_click=_play,
            args=(not playing,),
        )
        chosen = st.select_slider(
            "Month", names, ALL, key=KEY, bind="query-params", on_change=_play, args=(False,)
        )
    draw(named[chosen])


def _go_on(names: list[str]) -> None:
    """Step to the next month; after the last to all of them, which ends it."""
    at = names.index(st.session_state.get(KEY, ALL)) + 1
    st.session_state[KEY] = names[at % len(names)]
    if at == len(names) - 1:
        st.session_state[PLAYING] = False
        st.rerun()  # the page: what steps by itself is told so from outside


def _play(is_on: bool) -> None:
    """Begin or end to step by itself."""
    if is_on != bool(st.session_state.get(PLAYING)):
        st.session_state[PLAYING] = is_on
        st.rerun()
