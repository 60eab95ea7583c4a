"""The whole crisis on one screen: what happened to ships, routes, rates and Hodeidah."""

from functools import partial

import pandas as pd
import streamlit as st

from dashboard.kit.ui import filters
from dashboard.kit.ui.data import query
from dashboard.kit.ui.freshness import freshness
from dashboard.kit.ui.show import show
from dashboard.topics.overview import brief_button, first, record
from dashboard.topics.overview.cards import cards
from dashboard.topics.overview.charts import numbered
from dashboard.topics.overview.charts.crisis import crisis

chosen = filters.current()
known = record.read(chosen)
first.say(known, partial(brief_button.offer, chosen))
cards(known)
first.maps(known)
first.rule()
figure, told = st.columns([10, 8], gap="small")
with figure:
    events = query("lists/events", chosen.parameters)
    campaigns = query("lists/attack_campaigns", chosen.parameters)
    chart = crisis(known.weeks, known.months, events, known.basis, campaigns, known.others)
    show(chart, chosen.all_words(), events=events)
with told:
    if found := numbered.of(events[events["date"] >= pd.Timestamp(chosen.start)]):
        with st.container(border=True):
            st.markdown("## Numbered events")
            st.markdown(numbered.as_html(found), unsafe_allow_html=True)
    with st.container(border=True):
        st.markdown("## What the record says")
        st.markdown("\n".join(f"- :small[{sentence}]" for sentence in record.said(known)))
    freshness("attacks", "transits", "freight_rates", "port_imports", "events")
