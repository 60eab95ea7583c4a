"""What the attacks changed: transits, attacks and rates, with intervals and how far they hold."""

from dashboard.kit.ui import filters, page_filters
from dashboard.kit.ui.freshness import shown
from dashboard.topics.impact import sections

chosen = filters.current()
shown(chosen.period)
page_filters.section(sections.SECTIONS, "impact")(chosen)
