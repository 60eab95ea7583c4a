"""The Impact page's sections: what the attacks changed, and how far each answer holds."""

from __future__ import annotations

from dashboard.ui import (
    impact_attacks,
    impact_cost,
    impact_rates,
    impact_return,
    impact_transits,
    impact_trust,
)

SECTIONS = {
    "Transits without the crisis": impact_transits.draw,
    "How far to trust it": impact_trust.draw,
    "What it cost": impact_cost.draw,
    "Return to Suez": impact_return.draw,
    "Interventions": impact_attacks.interventions,
    "Record of attacks": impact_attacks.record_of_attacks,
    "Freight rates": impact_rates.freight_rates,
}
