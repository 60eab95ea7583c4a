"""The Impact page's sections: what the attacks changed, and how far each answer holds."""

from __future__ import annotations

from dashboard.topics.impact import attacks, cost, rates, returns, transits, trust

SECTIONS = {
    "Transits without the crisis": transits.draw,
    "How far to trust it": trust.draw,
    "What it cost": cost.draw,
    "Return to Suez": returns.draw,
    "Interventions": attacks.interventions,
    "Record of attacks": attacks.record_of_attacks,
    "Freight rates": rates.freight_rates,
}
