"""Every recorded attack: where, when, on what, with what, and who counts how many."""

import streamlit as st

from dashboard.kit.ui import coverage, filters
from dashboard.kit.ui.data import base_url, query
from dashboard.kit.ui.freshness import freshness, shown
from dashboard.kit.ui.show import is_dark, show, side_by_side
from dashboard.kit.ui.unfilled import is_unfilled
from dashboard.topics.attacks import attack_filters, incidents, parts
from dashboard.topics.attacks.charts import attacks as charts
from dashboard.topics.attacks.charts import maps

choice = attack_filters.choose()
parameters, words = choice.parameters, choice.words
known = coverage.of("attacks", filters.current())
shown(words)
parts.cards(parameters, known)
freshness("attacks", "events")
attack_filters.stop_if_empty(parameters, known)
rows = query("facts/attacks", parameters)
events = query("lists/events", parameters)
campaigns = query("lists/attack_campaigns", parameters)

above = st.container()  # the map is drawn after the table, whose selection it shows
found = parts.table(rows, known)
with above:
    others = incidents.choose()
    under = incidents.overlay(others)
    chart = maps.attack_map(rows, base_url(), is_dark(), found, under)
    show(chart, words, key=parts.MAP, on_select="rerun", areas=True, over=known)
    is_unfilled("incidents", aside=True)
incidents.listed(others)

by_month = query("charts/attacks_by_month", parameters)
by_day = query("charts/attacks_cumulative", parameters)
over_time = [
    charts.by_month(by_month, events, campaigns),
    charts.cumulative(by_day, events, campaigns),
]
side_by_side(over_time, words, events=events, over=known)
parts.breakdowns(query("charts/attacks_by", parameters), words)
totals = query("charts/attack_totals_compared")
show(charts.totals_compared(totals, parts.at_second_hand()), "none, the whole record")
