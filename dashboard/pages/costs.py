"""What it cost to ship a container, and what the parts of that cost are."""

from dashboard.ui import filters
from dashboard.ui.shown import shown

shown(filters.current().period)
