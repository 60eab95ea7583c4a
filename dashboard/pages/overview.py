"""What happened, in ten seconds: the attacks in numbers and along the events."""

from dashboard.charts import attacks as charts
from dashboard.ui import attacks, filters
from dashboard.ui.data import query
from dashboard.ui.show import show
from dashboard.ui.shown import shown

chosen = filters.current()
shown("attacks", "events")
attacks.cards(chosen.parameters)
attacks.stop_if_empty(chosen.parameters)
show(
    charts.timeline(
        query("charts/attacks_by_month", **chosen.parameters),
        query("lists/events", **chosen.parameters),
    ),
    chosen.words(),
)
