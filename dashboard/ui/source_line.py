"""The line under a chart that says who speaks; the number of other reports opens their list."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.ui import citations

COLUMNS: dict[str, Any] = {
    "speaker": "Whose figure",
    "publisher": "Published by",
    "via": "Read via",
    "kind": "Kind of publisher",
    "url": st.column_config.LinkColumn("Source"),
}
"""Columns of a list of sources, with their headings."""


def said(rows: pd.DataFrame, events: pd.DataFrame, key: str) -> None:
    """Write the source line of ``rows`` and of the ``events`` drawn over them.

    It is to stand in a fragment, which a list that is opened runs again.
    """
    begun = ""
    with st.container(horizontal=True, gap=None, vertical_alignment="center"):
        for number, part in enumerate(citations.parts(rows, events)):
            begun += part.words
            if not part.more:
                begun += ". "
                continue
            st.caption(begun, width="content")
            begun = ""
            opened = st.popover(
                f":small[{part.more}]", type="tertiary", key=f"{key}-{number}", on_change="rerun"
            )
            if opened.open:
                with opened:
                    listed(part.sources, f"The sources of: {part.words}")
        if begun:
            st.caption(begun.strip(), width="content")


def listed(sources: list[citations.Source], alt: str) -> None:
    """List sources with who speaks, how they were read, and links to them."""
    st.dataframe(
        pd.DataFrame(sources, columns=citations.Source._fields),
        hide_index=True,
        height=min(38 + 35 * len(sources), 280),
        column_order=list(COLUMNS),
        column_config=COLUMNS,
        alt=alt,
    )
