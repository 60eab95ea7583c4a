"""Where the ships went: transits, routes, delays, carriers, and how far the counts agree."""

from dashboard.ui import filters
from dashboard.ui.shown import shown

shown(filters.current().period)
