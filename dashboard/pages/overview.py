"""The whole crisis on one screen: what happened to ships, routes, rates and Hodeidah."""

import streamlit as st

from dashboard.charts.crisis import crisis
from dashboard.ui import filters, overview
from dashboard.ui.data import query
from dashboard.ui.show import show
from dashboard.ui.shown import strip

chosen = filters.current()
weeks = query("charts/crisis_by_week", **chosen.parameters)
overview.cards(chosen, weeks)
figure, told = st.columns([7, 4], gap="small")
with figure:
    events = query("lists/events", **chosen.parameters)
    chart = crisis(weeks, events, chosen.baseline, chosen.rate_baseline)
    show(chart, chosen.all_words(), events=events)
with told:
    overview.tell(overview.said(chosen))
    strip("attacks", "transits", "freight_rates", "port_imports", "events")
