"""The line under a chart that says who speaks; the number of other reports opens their list."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.kit.ui import citations
from dashboard.kit.ui.columns import columns, draw_table

OPENED = st.column_config.LinkColumn(display_text=":material/open_in_new:")


def said(rows: pd.DataFrame, events: pd.DataFrame, key: str) -> None:
    """Write the source line of ``rows`` and of the ``events`` drawn over them.

    It is to stand in a fragment, which a list that is opened runs again.
    """
    text = ""
    with st.container(horizontal=True, gap=None, key=f"source-line-{key}"):
        for number, part in enumerate(citations.parts(rows, events)):
            text += f"{part.words}{'.' * (not part.more)} "
            if part.more:
                st.caption(text, width="content")
                if st.button(f":gray[{part.more}]", type="tertiary", key=f"{key}-{number}"):
                    _opened(part)
                text = ". "
        if text.strip():
            st.caption(text.strip(), width="content")


@st.dialog("Sources", width="large")
def _opened(part: citations.Part) -> None:
    st.markdown(f"{part.words} {part.more}.")
    listed(part.sources, f"The sources of: {part.words} {part.more}", height=420)


def listed(sources: list[citations.Source], alt: str, height: int = 280) -> None:
    """List sources with who speaks, how they were read, and links to them."""
    draw_table(
        pd.DataFrame(sources, columns=citations.Source._fields),
        columns("sources", "speaker url:60 publisher via kind", url=OPENED),
        height=min(38 + 35 * len(sources), height),
        alt=alt,
    )
