"""What a weekly series would have done next: a season on a level that drifts, under a growth.

Several series at once (columns of logarithms, in the same weeks). It is the unobserved components
model of a random walk with drift, a fixed season and the noise of single weeks, computed as a
regression with correlated errors (generalised least squares); a test holds it against the state
space of statsmodels. How strongly the level drifts is not known, so a grid of strengths is tried,
each weighs as much as its likelihood gives it, and their spread is part of the interval.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.linalg import cho_solve, cholesky, solve_triangular

Floats = npt.NDArray[np.float64]
Weeks = npt.NDArray[np.int64]

YEAR = 365.25 / 7
"""Weeks of a year."""

HARMONICS = 2
"""Waves a year that the season is made of: one a year and one a half year."""

TREND = 1
"""Column of ``design`` that grows by one a year."""

STRENGTHS = np.geomspace(3e-4, 3, 20)
"""Variances of the weekly move of the level that are tried, in variances of the noise of a week."""

STEP = float(np.log(STRENGTHS[1] / STRENGTHS[0]))


@dataclass(frozen=True)
class Growth:
    """What is held of yearly growth before the weeks are read: a normal distribution, in logs.

    ``deviation`` 0 fixes it, infinity leaves it to the weeks alone.
    """

    yearly: float
    deviation: float


@dataclass(frozen=True)
class Forecast:
    """What is said of S series, in logs: ``mean`` (weeks, S) and ``covariance`` (S, weeks, weeks).

    ``fitted`` (weeks of the fit, S) are the series without the noise of single weeks.
    """

    mean: Floats
    covariance: Floats
    fitted: Floats


def design(weeks: Weeks) -> Floats:
    """Return the regressors of weeks: a constant, years, and the waves of the season."""
    waves = [
        wave(2 * np.pi * number * weeks / YEAR)
        for number in range(1, HARMONICS + 1)
        for wave in (np.sin, np.cos)
    ]
    return np.column_stack([np.ones(len(weeks)), weeks / YEAR, *waves])


def forecast(
    weeks: Weeks, values: Floats, ahead: Weeks, growth: Growth, least_yearly: float = 0.0
) -> Forecast:
    """Fit ``values`` (weeks, S) and forecast; weeks are whole numbers, missing ones are not there.

    ``least_yearly`` is the least standard deviation that the level may have in a year, in logs:
    five years say little of how far it can move. The forecast is the best linear unbiased one,
    and its covariance holds the uncertainty of growth and season as well. A prior on growth and a
    floor under the drift are in the likelihood that weighs the strengths.
    """
    first = int(weeks.min()) - 1
    weeks, ahead = weeks - first, ahead - first
    regressors, later = design(weeks), design(ahead)
    count, width = regressors.shape
    weights, means, fits, variances, shrinks, spreads, pulls = [], [], [], [], [], [], []
    for strength in STRENGTHS:
        signal = strength * _shared(weeks, weeks)
        factor = cholesky(signal + np.eye(count), lower=True, check_finite=False)
        both = solve_triangular(
            factor, np.column_stack([regressors, values]), lower=True, check_finite=False
        )
        white, seen = both[:, :width], both[:, width:]
        gram = cholesky(white.T @ white, lower=True)
        inverse = cho_solve((gram, True), np.eye(width))
        coefficients = inverse @ white.T @ seen
        variance = ((seen - white @ coefficients) ** 2).sum(axis=0) / (count - width)
        variance = np.maximum(variance, 1e-12)
        logs = np.log(np.diag(factor)).sum() + np.log(np.diag(gram)).sum()
        likelihood = -0.5 * (count - width) * np.log(variance) - logs
        share, likely = _drawn(growth, coefficients[TREND], variance * inverse[TREND, TREND])
        moved = inverse[:, TREND, None] / inverse[TREND, TREND]
        coefficients = coefficients + moved * share * (growth.yearly - coefficients[TREND])
        rest = seen - white @ coefficients
        reach = solve_triangular(
            factor, strength * _shared(weeks, ahead), lower=True, check_finite=False
        )
        gap = later - reach.T @ white
        pull = gap @ inverse[:, TREND]
        weights.append(likelihood + likely + _above(least_yearly, strength, variance))
        means.append(later @ coefficients + reach.T @ rest)
        inside = solve_triangular(factor, signal, lower=True, check_finite=False)
        fits.append(regressors @ coefficients + inside.T @ rest)
        variances.append(variance)
        shrinks.append(variance * share / inverse[TREND, TREND])
        spreads.append(
            strength * _shared(ahead, ahead)
            + np.eye(len(ahead))
            - reach.T @ reach
            + gap @ inverse @ gap.T
        )
        pulls.append(pull)
    weighed = np.exp(np.array(weights) - np.max(weights, axis=0))
    weighed /= weighed.sum(axis=0)
    mean = np.einsum("gs,ghs->hs", weighed, means)
    apart = np.array(means) - mean
    covariance = np.einsum("gs,gab->sab", weighed * np.array(variances), spreads)
    covariance -= np.einsum("gs,ga,gb->sab", weighed * np.array(shrinks), pulls, pulls)
    covariance += np.einsum("gs,gas,gbs->sab", weighed, apart, apart)
    return Forecast(mean, covariance, np.einsum("gs,ghs->hs", weighed, fits))


def yearly_deviation(years: npt.NDArray[np.int64], counts: Floats) -> float:
    """Return by how much yearly counts move in a year: standard deviation in logs, less the drift.

    The years are in order and may have holes: a change over several years has so many times the
    variance of one, as in a random walk.
    """
    apart = np.diff(years).astype(float)
    changes = np.diff(np.log(counts))
    drift = changes.sum() / apart.sum()
    return float(np.sqrt(((changes - drift * apart) ** 2 / apart).sum() / (len(apart) - 1)))


def _shared(some: Weeks, others: Weeks) -> Floats:
    """Return what two weeks share of a random walk: the moves up to the earlier one."""
    result: Floats = np.minimum(some[:, None], others[None, :]).astype(float)
    return result


def _drawn(growth: Growth, found: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """Return how far the prior draws the growth found towards its own, and their likelihood."""
    if np.isinf(growth.deviation):
        return np.zeros_like(found), np.zeros_like(found)
    total = variance + growth.deviation**2
    likelihood = -0.5 * (np.log(total) + (found - growth.yearly) ** 2 / total)
    return variance / total, likelihood


def _above(least_yearly: float, strength: float, variance: Floats) -> Floats:
    """Return the log of the share of a strength's step of the grid that lies above the floor.

    Where none does (a series without noise) the strongest drift of the grid is taken.
    """
    if not least_yearly:
        return np.zeros_like(variance)
    floor = np.log(least_yearly**2 / (variance * YEAR))
    share = np.clip((np.log(strength) + STEP / 2 - floor) / STEP, 0, 1)
    result: Floats = np.log(np.maximum(share, 1e-300))
    return result
