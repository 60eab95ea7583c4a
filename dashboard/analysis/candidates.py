"""Three ways to say what weekly series would have done next, with the uncertainty of whole paths.

Each takes several series at once (columns of logarithms of transits a day, in the same weeks) and
returns the same: a mean a week, the covariance of the weeks ahead, and what it says of the weeks it
was fitted on. Weeks are whole numbers; those that are missing are simply not there.

Two of the three are regressions with correlated errors (generalised least squares). How strongly
the errors hang together is not known, so a grid of strengths is tried, each weighs as much as the
restricted likelihood gives it, and their spread is part of the interval. A few hundred weeks are so
few that the likelihood is one Cholesky factor; a test holds it against statsmodels' state space.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.linalg import cho_solve, cholesky, solve_triangular

Floats = npt.NDArray[np.float64]
Weeks = npt.NDArray[np.int64]

YEAR = 365.25 / 7
"""Weeks of a year."""

LAG = 52
"""Weeks to the same week of the year before."""

HARMONICS = 2
"""Waves a year that the season is made of: one a year and one a half year."""


@dataclass(frozen=True)
class Forecast:
    """What a candidate says of S series: logarithms of transits a day.

    ``mean`` and ``deviation`` are (weeks ahead, S); ``covariance`` (S, joint, joint) of the first
    weeks ahead; ``fitted`` (weeks of the fit, S) the series without the noise of single weeks.
    """

    mean: Floats
    deviation: Floats
    covariance: Floats
    fitted: Floats


Candidate = Callable[[Weeks, Floats, Weeks, int], Forecast]
"""Weeks of the fit, their values (weeks, S), weeks ahead, how many of these get a covariance."""

Kernel = Callable[[Weeks, Weeks, Any], Floats]


def same_week_last_year(weeks: Weeks, values: Floats, ahead: Weeks, joint: int) -> Forecast:
    """The same week of the last year that has one, plus the mean yearly growth (seasonal naive).

    What a year changed beyond the mean is taken as an error that the years add up, and that weeks
    in a row share by its own autocorrelation. The uncertainty of the growth grows with the years.
    """
    place = {int(week): number for number, week in enumerate(weeks)}
    pairs = [(n, place[w - LAG]) for w, n in place.items() if w - LAG in place]
    later, earlier = (np.array(side, dtype=int) for side in zip(*pairs, strict=True))
    change = values[later] - values[earlier]
    growth = change.mean(axis=0)
    errors = change - growth
    variance = np.maximum(errors.var(axis=0, ddof=1), 1e-12)
    in_a_row = np.diff(weeks[later]) == 1
    together = (errors[1:][in_a_row] * errors[:-1][in_a_row]).mean(axis=0) / variance
    together = np.clip(together, 0, 0.98)

    def known(week: int) -> tuple[int, int]:
        """Return the row of the last year's same week that is known, and the years back."""
        years = next((y for y in range(1, 9) if week - LAG * y in place), 1)
        return place.get(week - LAG * years, len(weeks) - 1), years

    rows, years = (np.array(side) for side in zip(*map(known, ahead.tolist()), strict=True))
    adds = np.zeros((len(ahead), len(ahead)))
    for number in range(len(ahead)):
        adds[number, number % LAG : number + 1 : LAG] = 1
    distance = np.abs(ahead[:, None] - ahead[None, :])
    deviation = np.empty((len(ahead), values.shape[1]))
    covariance = np.empty((values.shape[1], joint, joint))
    for column in range(values.shape[1]):
        share = together[column]
        independent = max(2.0, len(errors) * (1 - share) / (1 + share))
        shared = adds @ share**distance @ adds.T + np.outer(years, years) / independent
        deviation[:, column] = np.sqrt(variance[column] * np.diag(shared))
        covariance[column] = variance[column] * shared[:joint, :joint]
    fitted = np.full(values.shape, np.nan)
    fitted[later] = values[earlier] + growth
    mean = values[rows] + years[:, None] * growth
    return Forecast(mean, deviation, covariance, fitted)


def straight_trend(weeks: Weeks, values: Floats, ahead: Weeks, joint: int) -> Forecast:
    """A straight trend and a season, from which the series strays and comes back (AR(1))."""
    return _regression(weeks, values, ahead, joint, _fading, FADING)


def drifting_level(weeks: Weeks, values: Floats, ahead: Weeks, joint: int) -> Forecast:
    """A season on a level that grows steadily and is moved each week for good (random walk).

    It is the unobserved components model "local linear deterministic trend" with a fixed season.
    """
    return _regression(weeks, values, ahead, joint, _lasting, LASTING)


CANDIDATES: dict[str, Candidate] = {
    "same week last year": same_week_last_year,
    "straight trend": straight_trend,
    "drifting level": drifting_level,
}
"""Name of a candidate -> what computes it."""

FADING = tuple(product((0.7, 0.85, 0.93, 0.97, 0.985, 0.995), (0.05, 0.2, 0.7, 2.0, 6.0)))
"""Grid of the straight trend: what is left of a deviation after a week; its size in noises."""

LASTING = tuple(np.geomspace(3e-4, 1.5, 14).tolist())
"""Grid of the drifting level: variance of the weekly move in variances of the noise of a week."""


def _fading(some: Weeks, others: Weeks, strength: tuple[float, float]) -> Floats:
    kept, size = strength
    result: Floats = size * kept ** np.abs(some[:, None] - others[None, :]).astype(float)
    return result


def _lasting(some: Weeks, others: Weeks, strength: float) -> Floats:
    result: Floats = strength * np.minimum(some[:, None], others[None, :]).astype(float)
    return result


def design(weeks: Weeks) -> Floats:
    """Return the regressors of weeks: a constant, years, and the waves of the season."""
    waves = [
        wave(2 * np.pi * number * weeks / YEAR)
        for number in range(1, HARMONICS + 1)
        for wave in (np.sin, np.cos)
    ]
    return np.column_stack([np.ones(len(weeks)), weeks / YEAR, *waves])


def _regression(
    weeks: Weeks,
    values: Floats,
    ahead: Weeks,
    joint: int,
    kernel: Kernel,
    grid: Sequence[Any],
) -> Forecast:
    """Fit and forecast for each strength of the grid, then mix them by their likelihoods.

    The errors have the covariance (kernel + identity) times a variance that is estimated; the
    identity is the noise of single weeks. The forecast is the best linear unbiased one and its
    covariance holds the uncertainty of the coefficients as well.
    """
    first = int(weeks.min()) - 1
    weeks, ahead = weeks - first, ahead - first
    regressors, later = design(weeks), design(ahead)
    count, width = regressors.shape
    near = ahead[:joint]
    likelihoods, means, fits, variances, joints, spreads = [], [], [], [], [], []
    for strength in grid:
        signal = kernel(weeks, weeks, strength)
        factor = cholesky(signal + np.eye(count), lower=True, check_finite=False)
        both = solve_triangular(
            factor, np.column_stack([regressors, values]), lower=True, check_finite=False
        )
        white, seen = both[:, :width], both[:, width:]
        gram = cholesky(white.T @ white, lower=True)
        coefficients = cho_solve((gram, True), white.T @ seen)
        rest = seen - white @ coefficients
        variance = np.maximum((rest**2).sum(axis=0) / (count - width), 1e-12)
        logs = np.log(np.diag(factor)).sum() + np.log(np.diag(gram)).sum()
        likelihoods.append(-0.5 * (count - width) * np.log(variance) - logs)
        reach = solve_triangular(
            factor, kernel(weeks, ahead, strength), lower=True, check_finite=False
        )
        gap = solve_triangular(gram, (later - reach.T @ white).T, lower=True)
        alone = 1 + np.diag(kernel(ahead, ahead, strength))
        spreads.append(alone - (reach**2).sum(axis=0) + (gap**2).sum(axis=0))
        joints.append(
            kernel(near, near, strength)
            + np.eye(joint)
            - reach[:, :joint].T @ reach[:, :joint]
            + gap[:, :joint].T @ gap[:, :joint]
        )
        variances.append(variance)
        means.append(later @ coefficients + reach.T @ rest)
        inside = solve_triangular(factor, signal, lower=True, check_finite=False)
        fits.append(regressors @ coefficients + inside.T @ rest)
    weights = np.exp(np.array(likelihoods) - np.max(likelihoods, axis=0))
    weights /= weights.sum(axis=0)
    mean = np.einsum("gs,ghs->hs", weights, means)
    apart = np.array(means) - mean
    weighted = weights * np.array(variances)
    square = np.einsum("gs,gh->hs", weighted, spreads)
    square += np.einsum("gs,ghs->hs", weights, apart**2)
    covariance = np.einsum("gs,gab->sab", weighted, joints)
    covariance += np.einsum("gs,gas,gbs->sab", weights, apart[:, :joint], apart[:, :joint])
    fitted = np.einsum("gs,ghs->hs", weights, fits)
    return Forecast(mean, np.sqrt(square), covariance, fitted)
