"""One chart of a page, as a link asks for it: gone to on its page, or alone in a frame."""

from __future__ import annotations

import re

import streamlit as st

from dashboard.kit.ui.exports import CHART

OTHER = re.compile(r"[^A-Za-z0-9_-]")
"""What a class that Streamlit makes of a key has a hyphen for; nothing else of a link gets into a
style."""

LONGEST = 100
"""Characters of a key that a link asks for."""

FOUND = "_alone_found"

HIDDEN = """<style>
[data-testid=stSidebar], [data-testid=stExpandSidebarButton], [data-testid=stHeader] {{
    display: none;
}}
[data-testid=stMainBlockContainer] {{
    padding: 0.5rem;
}}
[data-testid=stMainBlockContainer] :not(:has({frame}), {frame}, {frame} *) {{
    display: none;
}}
</style>"""
"""Leaves of a page the frame of one chart."""


def asked() -> str:
    """Return the key of the chart that the link asks for; "" where it asks for none."""
    return str(st.query_params.get(CHART, ""))[:LONGEST]


def is_alone() -> bool:
    """Whether the page stands in a frame that shows one chart."""
    return bool(st.context.is_embedded) and CHART in st.query_params


def begin() -> None:
    """Hide all but the chart asked for, where it stands alone."""
    st.session_state[FOUND] = False
    if is_alone():
        st.html(HIDDEN.format(frame=f".st-key-{OTHER.sub('-', framed(asked()))}"))


def end() -> None:
    """Say so where the page has no such chart."""
    if is_alone() and not st.session_state.get(FOUND):
        with st.container(key=framed(asked())):
            st.warning(
                "The link asks for a chart that this page does not have with these filters.",
                icon=":material/link_off:",
            )


def framed(key: str) -> str:
    """Return the key of the frame around a chart."""
    return f"{key}-frame"


def is_left_out(key: str) -> bool:
    """Whether a chart is not to be drawn, because another stands alone."""
    if not is_alone():
        return False
    is_asked = key == asked()
    st.session_state[FOUND] = st.session_state.get(FOUND) or is_asked
    return not is_asked
