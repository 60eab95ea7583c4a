"""What the commissioning essay and others claim of the disruption: do the tables bear it out?"""

from dashboard.kit.ui import filters, page_filters
from dashboard.topics.claims import sections

chosen = filters.current()
sections.head()
page_filters.section(sections.SECTIONS, "claims")(chosen)
