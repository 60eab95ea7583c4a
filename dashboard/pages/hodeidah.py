"""What reached the Red Sea ports of Yemen, and what the strikes on them left."""

from dashboard.ui import filters
from dashboard.ui.shown import shown

shown(filters.current().period)
