"""When the rate of attacks changed, without windows to choose: exact Bayesian segmentation.

Weekly counts are Poisson with a rate that stays the same within a segment. Before each week the
rate changes with one small probability, and each segment draws its rate from the same gamma
distribution. Gamma and Poisson multiply in closed form, so the sum over all ways to cut the weeks
into segments is exact: forward and backward recursions over the last cut (Barry and Hartigan 1992;
Fearnhead 2006), in time that grows with the square of the weeks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

CHANGES_A_WEEK = 1 / 26
"""Probability of a change before a week: one in half a year."""

SHAPE = 1.0
"""Shape of the gamma distribution of rates; its mean is that of the record. 1 is exponential."""

LEVEL = 0.95
REACH = 2
"""Weeks on either side that are called near."""

RATES = 100
"""Rates at which the distribution of each week's rate is computed; between them it is a line."""


class Segmentation:
    """What weekly counts say of when their rate changed, and what it was.

    ``counts`` and ``exposure`` have one value a week. The exposure is what a rate is per: the share
    of the week that was checked, or 1,000 transits. Counts that come in bunches may be divided by
    their dispersion, and so may their exposures: they need not be whole.
    """

    def __init__(
        self,
        counts: Sequence[float] | np.ndarray,
        exposure: Sequence[float] | np.ndarray,
        changes_a_week: float = CHANGES_A_WEEK,
        shape: float = SHAPE,
    ) -> None:
        y, at = np.asarray(counts, dtype=float), np.asarray(exposure, dtype=float)
        if not len(y) or y.sum() <= 0 or at.min() <= 0:
            raise ValueError("segments need a count above 0 and exposures above 0")
        self._weights = _Weights.of(y, at, changes_a_week, shape)
        self._segments = _posterior(self._weights)
        self._covering = _held(self._segments)
        self._changes_a_week = changes_a_week
        self.weeks = len(y)

    def changed(self, first: int, last: int) -> float:
        """Return the probability of a change before any of the weeks first to last, by number.

        A change before week 0 cannot be seen; weeks outside the record are left out.
        """
        first, last = max(first, 1), min(last, self.weeks - 1)
        # No change: one segment holds the week before the first of them, and the last.
        return float(1 - self._covering[first - 1, last]) if first <= last else 0.0

    def prior(self, first: int, last: int) -> float:
        """Return the same probability before the counts are seen."""
        weeks = max(0, min(last, self.weeks - 1) - max(first, 1) + 1)
        return float(1 - (1 - self._changes_a_week) ** weeks)

    def change(self) -> np.ndarray:
        """Return the probability of a change before each week; 0 before the first."""
        return np.array([self.changed(week, week) if week else 0.0 for week in range(self.weeks)])

    def turns(self) -> list[tuple[int, float]]:
        """Return the weeks near which a change is more likely than not, with its probability.

        Near is REACH weeks on either side; of a turn the likeliest week is told, most likely first,
        and no two turns are nearer than that to one another.
        """
        alone = self.change()
        near = np.array([self.changed(n - REACH, n + REACH) for n in range(self.weeks)])
        found: list[tuple[int, float]] = []
        while near.max() > 0.5:
            middle = int(near.argmax())
            around = range(max(middle - REACH, 1), min(middle + REACH, self.weeks - 1) + 1)
            found.append((max(around, key=lambda week: alone[week]), float(near[middle])))
            near[max(middle - 2 * REACH, 0) : middle + 2 * REACH + 1] = 0
        return found

    def rates(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return each week's mean rate and the ends of its 95 percent interval."""
        from scipy.special import gammainc

        n, found, weights = self.weeks, self._segments, self._weights
        mean = np.diagonal(_held(found * weights.shape / weights.exposure))
        top = 2 * float((weights.shape / weights.exposure).max())
        grid = top * (np.arange(RATES + 1) / RATES) ** 2
        likely = found > 1e-9  # the others add up to less than can be seen
        below = np.zeros((RATES + 1, n))
        for place, rate in enumerate(grid):
            share = np.zeros_like(found)
            share[likely] = found[likely] * gammainc(
                weights.shape[likely], weights.exposure[likely] * rate
            )
            below[place] = np.diagonal(_held(share))
        low, high = (
            np.array([np.interp(level, below[:, week], grid) for week in range(n)])
            for level in ((1 - LEVEL) / 2, (1 + LEVEL) / 2)
        )
        return mean, low, high


@dataclass(frozen=True)
class _Weights:
    """Log weight, and gamma posterior, of the segment of weeks i to j - 1, by [i, j]."""

    log: np.ndarray
    shape: np.ndarray
    exposure: np.ndarray

    @staticmethod
    def of(y: np.ndarray, at: np.ndarray, changes: float, shape: float) -> _Weights:
        from scipy.special import gammaln

        n, prior = len(y), shape * at.sum() / y.sum()
        begin, end = np.meshgrid(np.arange(n + 1), np.arange(n + 1), indexing="ij")
        sums, at_sums = (np.concatenate([[0.0], np.cumsum(part)]) for part in (y, at))
        # The terms of the counts alone are the same for every segmentation and are left out.
        grown, wide = shape + (sums[end] - sums[begin]), prior + at_sums[end] - at_sums[begin]
        is_segment = end > begin
        grown, wide = np.where(is_segment, grown, 1.0), np.where(is_segment, wide, 1.0)
        log = shape * np.log(prior) - gammaln(shape) + gammaln(grown) - grown * np.log(wide)
        log += (end - begin - 1) * np.log1p(-changes) + np.where(begin > 0, np.log(changes), 0.0)
        return _Weights(np.where(is_segment, log, -np.inf), grown, wide)


def _posterior(weights: _Weights) -> np.ndarray:
    """Return the probability that weeks i to j - 1 are a segment, by [i, j]."""
    n = len(weights.log) - 1
    ahead, back = np.full(n + 1, -np.inf), np.full(n + 1, -np.inf)
    ahead[0] = back[n] = 0.0
    for end in range(1, n + 1):
        ahead[end] = np.logaddexp.reduce(ahead[:end] + weights.log[:end, end])
    for begin in range(n - 1, -1, -1):
        back[begin] = np.logaddexp.reduce(back[begin + 1 :] + weights.log[begin, begin + 1 :])
    found: np.ndarray = np.exp(ahead[:, None] + weights.log + back[None, :] - ahead[n])
    return found


def _held(of_segments: np.ndarray) -> np.ndarray:
    """Return sums over all segments that hold both of two weeks, the earlier first, by [i, j]."""
    later = np.cumsum(of_segments[:, ::-1], axis=1)[:, ::-1]  # begin at i, end at j or after
    held: np.ndarray = np.cumsum(later, axis=0)[:-1, 1:]  # begin at i or before, end after j
    return held
