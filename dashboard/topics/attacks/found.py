"""The attack that a reader picks from the list to see it on the map."""

from __future__ import annotations

import pandas as pd
import streamlit as st

FOUND = "_found_attack"


def offer(incident: str) -> None:
    """Offer to show an attack on the map."""
    st.button(
        "Show on the map",
        icon=":material/location_searching:",
        key="find-attack",
        on_click=_show,
        args=(incident,),
    )


def shown(rows: pd.DataFrame) -> str | None:
    """Return the attack to be shown, where it is among the rows, and offer to let it go."""
    incident: str | None = st.session_state.get(FOUND)
    if incident is None or incident not in set(rows["incident_id"]):
        return None
    st.button("Show all attacks", icon=":material/zoom_out_map:", key="lose-attack", on_click=_lose)
    return incident


def _show(incident: str) -> None:
    st.session_state[FOUND] = incident
    st.session_state["attacks"] = "Map"
    st.rerun()  # the page, as the section that was open is another one now


def _lose() -> None:
    del st.session_state[FOUND]
