"""Every recorded attack: where, when, on what, with what, and who counts how many."""

from dashboard.kit.ui import page_filters
from dashboard.kit.ui.freshness import freshness, shown
from dashboard.topics.attacks import attack_filters, parts, sections

choice = attack_filters.choose()
shown(choice.words)
parts.cards(choice)
page_filters.section(sections.SECTIONS, "attacks")(choice)
freshness("attacks", "events")
