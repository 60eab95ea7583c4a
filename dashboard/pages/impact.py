"""What the attacks changed: transits, attacks and rates, with intervals and how far they hold."""

from dashboard.ui import filters, impact, own
from dashboard.ui.shown import shown

chosen = filters.current()
shown(chosen.period)
own.section(impact.SECTIONS, "impact")(chosen)
