"""Curves along which Suez and the Cape cost the same."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.topics.voyage.analysis.answer import (
    PREMIUM_ID,
    Answer,
    delay_at_parity_usd_per_day,
    premium_at_equal_earnings_pct,
    premium_at_parity_pct,
)

POINTS = 41


def by_bunker(asked: Answer, with_cargo: bool = False) -> pd.DataFrame:
    """Return bunker_usd_per_t, premium_pct: from half the low bound to half again the high one."""
    low, high = asked.assumed.bounds("bunker_usd_per_t")
    values = asked.assumed.values()
    return _curve(
        "bunker_usd_per_t",
        np.linspace(0.5 * low, 1.5 * high, POINTS),
        "premium_pct",
        lambda x: premium_at_parity_pct(
            asked.case, asked.ways, {**values, "bunker_usd_per_t": x}, with_cargo
        ),
    )


def by_freight(asked: Answer, most_usd_per_unit: float) -> pd.DataFrame:
    """Return freight_usd_per_unit, premium_pct at which a day earns the same, from 0 on."""
    values = asked.assumed.values()
    return _curve(
        "freight_usd_per_unit",
        np.linspace(0, most_usd_per_unit, POINTS),
        "premium_pct",
        lambda x: premium_at_equal_earnings_pct(asked.case, asked.ways, values, x),
    )


def by_premium(asked: Answer) -> pd.DataFrame:
    """Return premium_pct, delay_usd_per_day: what a day must be worth for Suez to pay."""
    _, high = asked.assumed.bounds(PREMIUM_ID)
    values = asked.assumed.values()
    return _curve(
        "premium_pct",
        np.linspace(0, 1.5 * high, POINTS),
        "delay_usd_per_day",
        lambda x: delay_at_parity_usd_per_day(asked.case, asked.ways, {**values, PREMIUM_ID: x}),
    )


def _curve(x: str, at: np.ndarray, y: str, of: object) -> pd.DataFrame:
    found = [(float(value), of(float(value))) for value in at]  # type: ignore[operator]
    return pd.DataFrame(found, columns=[x, y]).dropna(ignore_index=True)
