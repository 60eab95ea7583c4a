"""The whole crisis on one screen: what happened to ships, routes, rates and Hodeidah."""

import streamlit as st

from dashboard.charts.crisis import crisis
from dashboard.ui import filters, overview
from dashboard.ui.data import query
from dashboard.ui.overview_cards import cards
from dashboard.ui.show import show
from dashboard.ui.shown import strip

chosen = filters.current()
known = overview.read(chosen)
cards(known)
figure, told = st.columns([10, 8], gap="small")
with figure:
    events = query("lists/events", chosen.parameters)
    campaigns = query("lists/attack_campaigns", chosen.parameters)
    chart = crisis(known.weeks, known.months, events, known.basis, campaigns, known.others)
    show(chart, chosen.all_words(), events=events)
with told:
    overview.tell(overview.said(known))
    strip("attacks", "transits", "freight_rates", "port_imports", "events")
