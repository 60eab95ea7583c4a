"""The Impact page's sections: what the attacks changed, and how far each answer holds."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.ui import impact_cost, impact_return, impact_transits, impact_trust
from dashboard.ui.filters import Filters
from dashboard.ui.impact_attacks import SECTIONS_ATTACKS
from dashboard.ui.impact_rates import SECTIONS_RATES

SECTIONS: dict[str, Callable[[Filters], None]] = {
    "Transits without the crisis": impact_transits.draw,
    "How far to trust it": impact_trust.draw,
    "What it cost": impact_cost.draw,
    "Return to Suez": impact_return.draw,
    **SECTIONS_ATTACKS,
    **SECTIONS_RATES,
}
"""Section of the page -> what draws it, given the filters; only the open one is drawn."""
