"""Where every figure comes from: datasets, their columns, their sources, rules, every load."""

from dashboard.kit.ui import page_filters
from dashboard.topics.sources import sections

page_filters.section(sections.SECTIONS, "sources")()
