"""The buttons beside the question of the Overview: the brief as a PDF, and as a page."""

from __future__ import annotations

import streamlit as st

from dashboard.kit.ui import data, exports
from dashboard.kit.ui.choosing import linked
from dashboard.kit.ui.filters import Filters
from dashboard.topics.overview import brief, brief_pdf


def offer(chosen: Filters) -> None:
    """Offer the brief for the filters of this run; the file is made when it is asked for."""
    reader, link = data.reader(), exports.link()

    def made() -> bytes:
        with data.reading(reader):  # the version on the page, which may be older than the newest
            return brief_pdf.pdf(brief.of(chosen, link))

    asked = {key: st.query_params.get_all(key) for key in st.query_params}
    with st.container(horizontal=True, width="content", gap="xsmall", key="brief"):
        st.download_button(
            "Brief (PDF)",
            made,
            brief.FILE,
            "application/pdf",
            key="brief-pdf",
            type="tertiary",
            icon=":material/download:",
            on_click="ignore",
            help="One A4 page with these filters: the answer, four figures, the crisis figure, six"
            " findings, sources and dates.",
        )
        page = linked.at(f"{data.base_path()}/brief", asked)
        st.link_button("To print", page, type="tertiary", icon=":material/print:")
