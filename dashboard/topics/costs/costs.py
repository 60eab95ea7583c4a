"""What it cost to ship a container, and what the parts of that cost are."""

import streamlit as st

from dashboard.kit.ui import filters, page_filters
from dashboard.kit.ui.freshness import freshness, shown
from dashboard.topics.costs import sections

chosen = filters.current()
shown(f"{chosen.period}; rates against {chosen.rate_baseline}")
sections.cards(chosen)
freshness("freight_rates", "cost_components")
st.caption(sections.CREDIT)
page_filters.section(sections.SECTIONS, "costs")()
