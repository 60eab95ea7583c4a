"""The line under a chart that says who speaks; the number of all sources opens their list."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.kit.ui import citations
from dashboard.kit.ui.columns import columns, draw_table

FEW = 2
"""Speakers that it names of each of several roles, where there are others."""

ROLES = 3
"""Roles that a line names; the list has all."""

OPENED = st.column_config.LinkColumn(display_text=":material/open_in_new:")


def said(rows: pd.DataFrame, events: pd.DataFrame, key: str) -> None:
    """Write the source line of ``rows`` and of the ``events`` drawn over them.

    Where it does not name all who speak, it ends with what lists all sources. It is to stand in a
    fragment, which a list that is opened runs again.
    """
    parts = citations.parts(rows, events)
    named = [part for part in parts if part.names]
    most = citations.NAMED if len(named) == 1 else FEW
    line = " ".join(f"{part.short(most)}." for part in named[:ROLES])
    if not any(part.rest for part in parts) and len(named) <= ROLES:
        if line:
            st.caption(line)
        return
    sources = list(dict.fromkeys(source for part in parts for source in part.sources))
    with st.container(horizontal=True, gap=None, key=f"source-line-{key}"):
        if line:
            st.caption(line, width="content")
        if st.button(f":gray[All {len(sources)} sources]", type="tertiary", key=key):
            _opened([part.told for part in parts], sources)


@st.dialog("Sources", width="large")
def _opened(told: list[str], sources: list[citations.Source]) -> None:
    st.markdown(" ".join(f"{one}." for one in told))
    listed(sources, f"All {len(sources)} sources", height=420)


def listed(sources: list[citations.Source], alt: str, height: int = 280) -> None:
    """List sources with who speaks, how they were read, and links to them."""
    draw_table(
        pd.DataFrame(sources, columns=citations.Source._fields),
        columns("sources", "speaker url:60 publisher via kind", url=OPENED),
        height=min(38 + 35 * len(sources), height),
        alt=alt,
    )
