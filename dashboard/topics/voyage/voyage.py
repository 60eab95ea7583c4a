"""Suez or Cape, for any two ports and any ship: costs, days, CO2, and where the answer flips."""

from dashboard.kit.ui import page_filters
from dashboard.topics.voyage import inputs, sections

if asked := inputs.choose():
    sections.cards(asked)
    sections.age(asked)
    page_filters.section(sections.SECTIONS, "voyage")(asked)
