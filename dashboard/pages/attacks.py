"""Every recorded attack: where, when, on what, with what, and who counts how many."""

import streamlit as st

from dashboard.charts import attacks as charts
from dashboard.charts import maps
from dashboard.ui import attacks
from dashboard.ui.data import base_url, query
from dashboard.ui.show import is_dark, show
from dashboard.ui.shown import shown

shown("attacks", "events")
parameters = attacks.choose()
words = attacks.words(parameters)
rows = query("facts/attacks", **parameters)
events = query("lists/events", **parameters)

attacks.cards(parameters)
attacks.stop_if_empty(parameters)
above = st.container()  # the map is drawn after the table, whose selection it shows
found = attacks.table(rows, attacks.picked())
with above:
    chart = maps.attack_map(rows, base_url(), is_dark(), found)
    show(chart, words, on_select=attacks.keep, selection_key=attacks.MAP)

months, added_up = st.columns(2)
with months:
    by_month = query("charts/attacks_by_month", **parameters)
    show(charts.by_month(by_month, events, attacks.checked_until(parameters)), words)
with added_up:
    show(charts.cumulative(query("charts/attacks_cumulative", **parameters), events), words)
attacks.breakdowns(query("charts/attacks_by", **parameters), words)
show(charts.totals_compared(query("charts/attack_totals_compared")), "none: the whole record")
