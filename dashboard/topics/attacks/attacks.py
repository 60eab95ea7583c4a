"""Every recorded attack: where, when, on what, with what, and who counts how many."""

import streamlit as st

from dashboard.kit.ui import coverage, filters
from dashboard.kit.ui.data import coast_url, query
from dashboard.kit.ui.drawing import is_dark
from dashboard.kit.ui.freshness import freshness, shown
from dashboard.kit.ui.show import show, side_by_side
from dashboard.kit.ui.unfilled import is_unfilled
from dashboard.topics.attacks import attack_filters, incidents, parts
from dashboard.topics.attacks.charts import attacks as charts
from dashboard.topics.attacks.charts import maps, totals

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
    recorded = incidents.choose()
    under = incidents.overlay(recorded)
    chart = maps.attack_map(rows, coast_url(), is_dark(), found, under)
    show(chart, words, choose="areas", over=known)
    is_unfilled("incidents", aside=True)
incidents.listed(recorded)

months = query("charts/attacks_by_month", parameters)
days = query("charts/attacks_cumulative", parameters)
drawn = charts.by_month(months, events, campaigns), charts.cumulative(days, events, campaigns)
side_by_side(drawn, words, events=events, over=known)
parts.breakdowns(query("charts/attacks_by", parameters), words)
others = query("charts/attack_totals_compared")
show(totals.totals_compared(others, parts.at_second_hand()), "none, the whole record")
