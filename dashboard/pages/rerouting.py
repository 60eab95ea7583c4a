"""Where the ships went: transits, ways, delays, carriers, and how far the counts agree."""

from dashboard.ui import own, rerouting
from dashboard.ui.shown import shown

choice = rerouting.choose()
shown(choice.words)
rerouting.cards(choice)
section = own.sections(list(rerouting.SECTIONS), "rerouting")
rerouting.SECTIONS[section](choice)
