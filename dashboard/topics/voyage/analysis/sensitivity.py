"""How far the answer depends on the assumptions: one at a time, and all at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.topics.voyage.analysis.answer import Answer, difference_usd
from dashboard.topics.voyage.analysis.costs import Number, Values, costs

SEED, DRAWS = 20231119, 10_000
"""The day of the first hijacking; draws enough that the share is exact to half a percent."""

CENT = 0.01
"""Swings up to this, in US dollars, are rounding."""

TORNADO = [
    "assumption_id",
    "value",
    "low",
    "high",
    "unit",
    "at_low_usd",
    "at_high_usd",
    "swing_usd",
]


@dataclass(frozen=True)
class Interval:
    """What the Cape costs more, in US dollars, over draws of all assumptions.

    ``share_short_cheaper`` and ``share_cape_cheaper`` are the shares of draws, 0 to 1, in which
    each way is the cheaper.
    """

    low_95_usd: float
    low_80_usd: float
    median_usd: float
    high_80_usd: float
    high_95_usd: float
    share_short_cheaper: float
    share_cape_cheaper: float
    draws: int


@dataclass(frozen=True)
class Simulation:
    """The same draws counted twice: for the ship alone, and with its cargo's time."""

    ship: Interval
    with_cargo: Interval


def tornado(asked: Answer, with_cargo: bool = False) -> pd.DataFrame:
    """Return one row per assumption that moves the answer between its bounds, widest first.

    ``at_low_usd`` and ``at_high_usd`` are what the Cape costs more than the short way with that
    one assumption at its bound and all others as they are, with the cargo's time or without.
    """
    return _swings(asked, lambda values: difference_usd(asked.case, asked.ways, values, with_cargo))


def movers(asked: Answer) -> list[str]:
    """Return the assumptions that move the answer between their bounds, widest swing first.

    The answer is what the Cape costs more, or, where there is nothing to choose, what the only
    way costs.
    """

    def only(values: Values) -> Number:
        return costs(asked.case, asked.ways.short, values).total_usd

    found = tornado(asked) if asked.cape else _swings(asked, only)
    return [str(key) for key in found["assumption_id"]]


def _swings(asked: Answer, of: Callable[[Values], Number]) -> pd.DataFrame:
    """Return the rows of ``tornado`` for a quantity in US dollars.

    All bounds go through the model at once, two places of an array for each assumption: one by
    one they would take longer than all draws of the simulation.
    """
    values, keys = asked.assumed.values(), list(asked.assumed.known)
    every = {key: np.full(2 * len(keys), value, dtype=float) for key, value in values.items()}
    for place, key in enumerate(keys):
        every[key][2 * place : 2 * place + 2] = asked.assumed.bounds(key)
    ends = np.broadcast_to(np.asarray(of(every), dtype=float), (2 * len(keys),)).reshape(-1, 2)
    rows = []
    for key, (at_low, at_high) in zip(keys, ends.tolist(), strict=True):
        low, high = asked.assumed.bounds(key)
        swing = abs(at_high - at_low)
        if swing > CENT:
            unit = asked.assumed.known[key].unit
            rows.append((key, values[key], low, high, unit, at_low, at_high, swing))
    found = pd.DataFrame(rows, columns=TORNADO)
    return found.sort_values("swing_usd", ascending=False, kind="stable", ignore_index=True)


def simulate(asked: Answer, draws: int = DRAWS, seed: int = SEED) -> Simulation:
    """Return what the Cape costs more when all assumptions are drawn at once, each on its own.

    What the reader has set stays. Triangular from low over the value to high, and independent:
    prices that move together would widen the answer. The same seed gives the same answer.
    ValueError: there is no way round the Cape to compare with.
    """
    if asked.ways.cape is None:
        raise ValueError("there is no way round the Cape to compare with")
    values = draw(asked, draws, seed)
    both = (asked.ways.cape, asked.ways.short)
    cape, short = (costs(asked.case, way, values) for way in both)
    return Simulation(
        _interval(cape.total_usd - short.total_usd, draws),
        _interval(cape.with_cargo_usd - short.with_cargo_usd, draws),
    )


def _interval(drawn: Number, draws: int) -> Interval:
    every = np.broadcast_to(np.asarray(drawn, dtype=float), (draws,))
    low_95, low_80, median, high_80, high_95 = np.quantile(
        every, [0.025, 0.1, 0.5, 0.9, 0.975]
    ).tolist()
    short, cape = float((every > 0).mean()), float((every < 0).mean())
    return Interval(low_95, low_80, median, high_80, high_95, short, cape, draws)


def draw(asked: Answer, draws: int, seed: int) -> dict[str, float | NDArray[np.float64]]:
    """Return draws of each assumption with bounds apart, in the order of their names."""
    chance, values = np.random.default_rng(seed), dict[str, float | NDArray[np.float64]]()
    for key, value in sorted(asked.assumed.values().items()):
        low, high = asked.assumed.bounds(key)
        is_drawn = low < high and key not in asked.assumed.changed
        values[key] = chance.triangular(low, value, high, draws) if is_drawn else value
    return values
