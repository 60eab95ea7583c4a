"""Weeks added up: what was counted, and the distribution of what was expected.

Weeks move together, so their bounds may not be added. The sum of weeks whose logarithms are jointly
normal has a mean and a variance that are exact; its quantiles are those of the log-normal
distribution with these two (Fenton 1960), which is exact where all weeks move as one. A test holds
them against simulated sums. Kept are running sums, so that any stretch of weeks costs four cells.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard.topics.impact.analysis.level import Floats

Bools = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Added:
    """Running sums over N weeks, each with a 0 before the first.

    ``weeks`` that are known, their ``days``, what was ``counted`` and the mean ``expected``
    (N + 1,); ``variance`` (N + 1, N + 1), whose cell (i, j) is the
    covariance of the sums of the first i and of the first j weeks.
    """

    weeks: Counts
    days: Floats
    counted: Floats
    expected: Floats
    variance: Floats

    def between(self, first: int, last: Counts | int) -> tuple[Floats, Floats]:
        """Return mean and deviation of the log of the sum of the weeks ``first`` to ``last`` - 1.

        ``last`` may be several. NaN where no week is known.
        """
        total = self.expected[last] - self.expected[first]
        variance = self.variance[last, last] - 2 * self.variance[first, last]
        variance = variance + self.variance[first, first]
        with np.errstate(divide="ignore", invalid="ignore"):
            squared = np.log1p(np.maximum(variance, 0) / total**2)
            mean = np.log(total) - squared / 2
        return np.where(total > 0, mean, np.nan), np.sqrt(squared)


def add(mean: Floats, covariance: Floats, days: Floats, per_day: Floats, known: Bools) -> Added:
    """Return the running sums of weeks: ``mean`` (N,) and ``covariance`` (N, N) are of the logs.

    Weeks that are not ``known`` are in no sum.
    """
    days = np.where(known, days, 0.0)
    logs, shared = np.where(known, mean, 0.0), np.where(np.outer(known, known), covariance, 0.0)
    middle = np.exp(logs + np.diagonal(shared) / 2) * days
    product = np.outer(middle, middle) * np.expm1(shared)
    return Added(
        np.concatenate([[0], np.cumsum(known)]),
        _running(days),
        _running(np.where(known, per_day, 0.0) * days),
        _running(middle),
        np.pad(np.cumsum(np.cumsum(product, axis=0), axis=1), ((1, 0), (1, 0))),
    )


def _running(values: Floats) -> Floats:
    return np.concatenate([[0.0], np.cumsum(values)])
