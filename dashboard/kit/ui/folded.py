"""What is folded under a chart: how to read it. The browser opens it, no script runs for it."""

from __future__ import annotations

import streamlit as st

from dashboard.kit.charts import text

HEADING = "How to read this"


def method(said: str) -> None:
    """Fold what is said, and where the rules of all charts stand; nothing where nothing is said."""
    if said:
        st.html(as_html(said))


def as_html(said: str) -> str:
    """Return what is folded as HTML: it opens by mouse and keyboard, and on paper."""
    rules = '<a href="sources?sources=Method">How weeks, baselines and events are read</a>'
    return (
        f'<details class="method"><summary>{HEADING}</summary>'
        f"<p>{text.html(said, text.NOTE)} {rules}.</p></details>"
    )
