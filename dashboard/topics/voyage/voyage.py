"""Suez or Cape, for any two ports and any ship: costs, days, CO2, and where the answer flips."""

from pathlib import Path

import streamlit as st

from dashboard.kit.ui import page_filters
from dashboard.topics.voyage import inputs, sections

st.html(Path(__file__).with_name("voyage.css"))
asking, answering = st.columns([3, 8], gap="medium")
with asking, st.container(border=True, key="voyage-inputs"):
    asked = inputs.choose()
with answering:
    if asked:
        sections.answer_line(asked)
        sections.cards(asked)
        sections.age(asked)
        page_filters.section(sections.SECTIONS, "voyage")(asked)
