"""What reached the Red Sea ports of Yemen, and what the strikes on them left."""

from dashboard.ui import filters, hodeidah, own
from dashboard.ui.shown import freshness, shown

chosen = filters.current()
shown(chosen.period)
hodeidah.cards(chosen)
freshness("port_imports", "port_events")
own.section(hodeidah.SECTIONS, "hodeidah")(chosen)
