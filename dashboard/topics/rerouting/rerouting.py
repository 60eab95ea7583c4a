"""Where the ships went: transits, ways, delays, carriers, and how far the counts agree."""

from dashboard.kit.ui import page_filters
from dashboard.topics.rerouting import sections

page_filters.section(sections.SECTIONS, "rerouting")()
