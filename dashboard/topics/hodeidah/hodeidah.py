"""What reached the Red Sea ports of Yemen, and what the strikes on them left."""

from dashboard.kit.ui import filters, page_filters
from dashboard.kit.ui.freshness import freshness, shown
from dashboard.topics.hodeidah import sections

chosen = filters.current()
shown(chosen.period)
sections.cards(chosen)
freshness("port_imports", "port_events")
page_filters.section(sections.SECTIONS, "hodeidah")(chosen)
