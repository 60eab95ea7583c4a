"""How often attacks came, how bunched, and how unusual a time without any would be."""

from __future__ import annotations

from math import exp, log
from typing import NamedTuple

import numpy as np
import pandas as pd

LEVEL = 0.95
WEEK = 7


class Rate(NamedTuple):
    """Attacks a day, or a ship that passed, with an interval."""

    rate: float
    low: float
    high: float


def rate(count: float, days: float, dispersion: float = 1.0, level: float = LEVEL) -> Rate:
    """Return a Poisson rate with its exact interval (Garwood), widened by the dispersion.

    ``days`` may be any other exposure, such as ships that passed.
    """
    from scipy.special import gammaincinv

    bunches, tail = count / dispersion, (1 - level) / 2
    low = float(gammaincinv(bunches, tail)) if bunches else 0.0
    high = float(gammaincinv(bunches + 1, 1 - tail))
    return Rate(count / days, low * dispersion / days, high * dispersion / days)


def dispersion(days: pd.DataFrame) -> float:
    """Return variance over mean of the attacks a week about the rate of their phase, at least 1.

    ``days`` are rows of charts/attacks_by_day. Whole weeks from the first day of each phase are
    counted; a phase without an attack says nothing of it. 1 is a Poisson process.
    """
    squares, freedom = 0.0, 0
    for _, part in days.dropna(subset=["phase"]).groupby("phase"):
        daily = part["attacks"].to_numpy(dtype=float)
        weeks = daily[: len(daily) // WEEK * WEEK].reshape(-1, WEEK).sum(axis=1)
        if len(weeks) > 1 and weeks.sum():
            squares += float(((weeks - weeks.mean()) ** 2).sum() / weeks.mean())
            freedom += len(weeks) - 1
    return max(1.0, squares / freedom) if freedom else 1.0


def none_in(days: float, rate_per_day: float, dispersion: float = 1.0) -> float:
    """Return the probability of no attack in so many days under a rate.

    Weekly counts are Poisson, or with a dispersion above 1 negative binomial with variance so many
    times their mean: attacks in bunches leave longer quiets.
    """
    bunching = log(dispersion) / (dispersion - 1) if dispersion > 1 else 1.0
    return exp(-rate_per_day * days * bunching)


def phases(rows: pd.DataFrame, dispersion: float) -> pd.DataFrame:
    """Add to rows of facts/attack_phases the rates and the probability of the present quiet.

    Rates are those in 30 days and per 1,000 transits, NaN where none were counted. The interval of
    the probability is that of the rate, which is all that is allowed for besides the bunching;
    ``poisson`` is the probability if attacks did not come in bunches.
    """
    found = []
    columns = ("attacks", "days", "attacks_at_transits", "transits", "quiet_days")
    for count, days, at, passed, length in zip(*(rows[name] for name in columns), strict=True):
        per_day = rate(count, days, dispersion)
        none = Rate(*[float("nan")] * 3)
        per_ship = none if pd.isna(passed) else rate(float(at), float(passed), dispersion)
        quiet = float("nan") if pd.isna(length) else float(length)
        found.append(
            {
                "attacks_per_30_days": 30 * per_day.rate,
                "low_per_30_days": 30 * per_day.low,
                "high_per_30_days": 30 * per_day.high,
                "attacks_per_1000_transits": 1000 * per_ship.rate,
                "low_per_1000_transits": 1000 * per_ship.low,
                "high_per_1000_transits": 1000 * per_ship.high,
                "chance": none_in(quiet, per_day.rate, dispersion),
                "chance_low": none_in(quiet, per_day.high, dispersion),
                "chance_high": none_in(quiet, per_day.low, dispersion),
                "chance_poisson": none_in(quiet, per_day.rate),
            }
        )
    added = pd.DataFrame(found, index=rows.index)
    return pd.concat([rows, added], axis=1).assign(dispersion=dispersion)


def longest_gap(days: pd.DataFrame) -> tuple[int, pd.Timestamp, pd.Timestamp] | None:
    """Return the longest time between two attacks that followed one another: days, from, to."""
    dates = days.loc[days["attacks"] > 0, "date"].reset_index(drop=True)
    if len(dates) < 2:
        return None
    n = int(np.argmax(dates.diff().dt.days.fillna(0)))
    return int((dates[n] - dates[n - 1]).days), dates[n - 1], dates[n]
