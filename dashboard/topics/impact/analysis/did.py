"""What changed between two series after a day: an interval for few, autocorrelated points.

The estimate is a coefficient of ordinary least squares: of a step (mean after less mean before) or
of a line (change a week). Its standard error is Newey and West's with many lags (Lazarus, Lewis,
Stock and Watson 2018). With a dozen points before and slow swings the usual 1.96 standard errors
hold the truth in half of all cases, so the number of standard errors is found by simulation: of
first-order autoregressions at the same dates, with the autocorrelation that fits the residuals once
its bias in short series is taken out.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np

LEVEL = 0.95
SIMULATIONS = 1000
GRID = np.concatenate([np.linspace(0, 0.9, 10), [0.95, 0.98]])
"""Autocorrelations from week to week that are simulated."""

FEWEST = 4
"""Points on either side below which nothing is estimated."""


@dataclass(frozen=True)
class Effect:
    """A coefficient with its interval, and all that it rests on."""

    estimate: float
    low: float
    high: float
    standard_error: float
    critical: float
    """Standard errors on either side."""

    lags: int
    autocorrelation: float
    """From one week to the next, its bias taken out."""

    coverage: float
    """Share of simulated series as autocorrelated as these in which the interval holds the truth.

    Below 0.95 because the autocorrelation has to be estimated as well.
    """

    plain_coverage: float
    """The same of the usual 1.96 standard errors on either side."""


def step(weeks: np.ndarray, values: np.ndarray, after: np.ndarray, seed: int = 0) -> Effect | None:
    """Return the mean of the values after less that before; None with too few of either."""
    after = np.asarray(after, dtype=bool)
    if min(after.sum(), (~after).sum()) < FEWEST:
        return None
    return _effect(weeks, values, after.astype(float), seed)


def slope(weeks: np.ndarray, values: np.ndarray, seed: int = 0) -> Effect | None:
    """Return the change of the values a week; None with too few of them."""
    return _effect(weeks, values, weeks, seed) if len(weeks) >= 2 * FEWEST else None


def _effect(weeks: np.ndarray, values: np.ndarray, column: np.ndarray, seed: int) -> Effect:
    weeks = np.asarray(weeks, dtype=float)
    design = np.column_stack([np.ones(len(weeks)), np.asarray(column, dtype=float)])
    lags = min(len(weeks) - 1, ceil(1.3 * len(weeks) ** 0.5))
    solve = np.linalg.pinv(design)
    estimate, error, seen = _fit(np.asarray(values, dtype=float)[None, :], design, solve, lags)
    rng = np.random.default_rng(seed)
    needed, usual = [], []
    for autocorrelation in GRID:
        paths = autoregression(rng, autocorrelation, weeks, SIMULATIONS)
        found, errors, of_paths = _fit(paths, design, solve, lags)
        needed.append(np.quantile(np.abs(found / errors), LEVEL))
        usual.append(np.median(of_paths))
    fitting = float(np.interp(seen[0], np.maximum.accumulate(usual), GRID))
    critical = float(np.interp(fitting, GRID, needed))
    found, errors, of_paths = _fit(
        autoregression(rng, fitting, weeks, SIMULATIONS), design, solve, lags
    )
    fitted = np.interp(of_paths, np.maximum.accumulate(usual), GRID)
    apart = np.abs(found / errors)
    half = critical * float(error[0])
    middle = float(estimate[0])
    return Effect(
        middle,
        middle - half,
        middle + half,
        float(error[0]),
        critical,
        lags,
        fitting,
        float((apart <= np.interp(fitted, GRID, needed)).mean()),
        float((apart <= 1.96).mean()),
    )


def _fit(
    values: np.ndarray, design: np.ndarray, solve: np.ndarray, lags: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return for each row of values the last coefficient, its standard error, the autocorrelation.

    The error is Newey and West's: autocovariances with weights that fall to 0 after the lags. The
    autocorrelation is that of the residuals from one point to the next.
    """
    coefficients = values @ solve.T
    left = values - coefficients @ design.T
    scores = left * solve[-1]
    variance = (scores**2).sum(axis=1)
    for lag in range(1, lags + 1):
        weight = 2 * (1 - lag / (lags + 1))
        variance = variance + weight * (scores[:, lag:] * scores[:, :-lag]).sum(axis=1)
    squares = np.maximum((left**2).sum(axis=1), 1e-300)
    errors = np.sqrt(np.maximum(variance, 1e-300))
    return coefficients[:, -1], errors, (left[:, 1:] * left[:, :-1]).sum(axis=1) / squares


def autoregression(
    rng: np.random.Generator, autocorrelation: float, weeks: np.ndarray, size: int
) -> np.ndarray:
    """Return paths of a stationary autoregression of variance 1, seen at the weeks given."""
    noise = rng.standard_normal((len(weeks), size))
    paths = np.empty_like(noise)
    paths[0] = noise[0]
    for n in range(1, len(weeks)):
        carried = autocorrelation ** (weeks[n] - weeks[n - 1])
        paths[n] = carried * paths[n - 1] + (1 - carried**2) ** 0.5 * noise[n]
    return paths.T
