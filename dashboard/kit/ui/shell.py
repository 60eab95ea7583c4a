"""The frame of every page: configuration, shared filters, title, data version."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.kit.charts import text, theme
from dashboard.kit.charts.base import as_records
from dashboard.kit.ui import data, development, filters, server
from dashboard.kit.ui.choosing import chips
from dashboard.kit.ui.sharing import alone
from dashboard.kit.ui.sharing.pictures import SITE

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

NAME = SITE


def configure() -> None:
    """Set up the browser's page.

    This stands before the navigation: otherwise the browser would fetch the icon of the page
    from a font server as the page's favicon. The ship is drawn by the browser itself.
    """
    st.set_page_config(page_icon="🚢", layout="wide")
    style = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
    st.html(f"<style>{theme.variables()}{style}</style>")


def frame(page: StreamlitPage, *, titled: bool = True) -> None:
    """Choose the data of this run and draw what stands on every page.

    A page that is not ``titled`` draws its own title, which its data say.
    """
    st.set_page_config(page_title=f"{page.title} · {NAME}")
    if development.is_on():
        development.refresh()
    reader = data.begin()
    if reader.trouble:
        st.warning(
            f"Version {reader.version.number} of the data is shown: a newer one cannot be read."
            f" {text.markdown(server.explained(reader.trouble), text.NOTE)}",
            icon=":material/database_off:",
        )
    if before := data.newer():
        _say_new(before)
    alone.begin()
    filters.sidebar()
    with st.sidebar:
        st.caption(
            f"Data version {reader.version.number}. What it holds and how far each record was"
            " checked stands on the page Sources."
        )
    with chips.begin():
        chips.shared(filters.shared_chips())
    if titled:
        st.title(f"{NAME}: {page.title}", anchor=False)


def draw(page: StreamlitPage) -> None:
    """Draw a page in its frame, and above it the chips of its own filters, which it draws."""
    frame(page, titled=page.title != "Overview")
    page.run()
    chips.own()
    alone.end()


def _say_new(before: int) -> None:
    rows = data.query("lists/loads")
    came = as_records(rows[rows["version"] > before].iloc[::-1])
    entries = [f"{row['dataset']} ({row['kind']} by {row['loaded_by']})" for row in came]
    named = ", ".join(dict.fromkeys(entries[-4:]))
    said = f"New data: version {data.version()}" + f", {text.markdown(named)}." * bool(named)
    st.toast(said, icon=":material/update:", duration="long")
