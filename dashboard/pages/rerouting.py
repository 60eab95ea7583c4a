"""Where the ships went: transits, ways, delays, carriers, and how far the counts agree."""

from dashboard.ui import own, rerouting

own.section(rerouting.SECTIONS, "rerouting")()
