"""What happened, in ten seconds: the attacks in numbers and along the events."""

from dashboard.charts import attacks as charts
from dashboard.ui import attack_filters, attacks, filters
from dashboard.ui.data import query
from dashboard.ui.show import show
from dashboard.ui.shown import freshness, shown

chosen = filters.current()
shown(chosen.words())
attacks.cards(chosen.parameters)
freshness("attacks", "events")
attack_filters.stop_if_empty(chosen.parameters)
events = query("lists/events", **chosen.parameters)
months = query("charts/attacks_by_month", **chosen.parameters)
show(charts.timeline(months, events), chosen.words(), events=events)
