"""What it cost to ship a container, and what the parts of that cost are."""

import streamlit as st

from dashboard.ui import costs, filters, own
from dashboard.ui.shown import freshness, shown

chosen = filters.current()
shown(f"{chosen.period}; rates against the mean of {chosen.rate_baseline}")
costs.cards(chosen)
freshness("freight_rates", "cost_components")
st.caption(costs.DREWRY)
own.section(costs.SECTIONS, "costs")()
