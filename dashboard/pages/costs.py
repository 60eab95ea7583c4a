"""What it cost to ship a container, and what the parts of that cost are."""

import streamlit as st

from dashboard.ui import costs, filters, own
from dashboard.ui.data import query
from dashboard.ui.shown import freshness, shown

chosen = filters.current()
events = query("lists/events", **chosen.parameters)
shown(f"{chosen.period}; rates against the mean of {chosen.rate_baseline}")
costs.cards(chosen)
freshness("freight_rates", "cost_components")
st.caption(costs.DREWRY)

SECTIONS = {
    "Spot rates": lambda: costs.spot_rates(chosen, events),
    "Asia-Europe premium": lambda: costs.premium(chosen, events),
    "Cost components": lambda: costs.components(chosen, events),
    "Published statements": costs.statements,
}
SECTIONS[own.sections(list(SECTIONS), "costs")]()
