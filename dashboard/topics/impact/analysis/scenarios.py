"""Four answers to what growth there would have been without the crisis, which nobody can know."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.topics.impact.analysis.level import Growth


@dataclass(frozen=True)
class Scenario:
    """What is held of the growth, and whether transits are taken as a share of the control's."""

    growth: Growth
    by_control: bool = False


WORLD_PCT, WORLD_DEVIATION_PCT = 2.0, 3.0
"""Growth of world seaborne trade a year: UN Trade and Development expected 2.4 percent to 2029 and
2 percent from 2026 to 2030; the years 2017 to 2025 (dataset unctad_growth) lie within two standard
deviations of it."""

WORLD = Growth(float(np.log1p(WORLD_PCT / 100)), WORLD_DEVIATION_PCT / 100)
NONE = Growth(0.0, 0.0)

SCENARIOS: dict[str, Scenario] = {
    "no_growth": Scenario(NONE),
    "as_control": Scenario(NONE, by_control=True),
    "world_trade": Scenario(WORLD),
    "past_pace": Scenario(Growth(0.0, np.inf)),
}
"""Name of a scenario -> what it takes for granted."""

LEADING = "as_control"
"""The scenario of the headline: it alone knows what trade did after 2023."""
