"""Rates of attacks before and after a day: their ratio, its exact interval, what it is worth.

Attacks of two windows are taken as two Poisson counts, each at a known exposure: days, or ships
that passed. Given their sum, the count after is binomial with the share p = ratio x exposure after
/ (ratio x exposure after + exposure before), so the exact interval of p by Clopper and Pearson is
one of the ratio. Counts that are clustered are divided by their dispersion first; they need not be
whole. docs/methods.md says what would break it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

LEVEL = 0.95
INFINITE = float("inf")

EXPOSURES = {
    "day": ("days_before", "days_after"),
    "transit": ("transits_before", "transits_after"),
}
"""What a rate is per -> columns of facts/intervention_rates that hold it before and after."""

STOPPED_DAYS = 28
"""Days without an attack before a step from which on the attacks are called stopped by then."""


@dataclass(frozen=True)
class Ratio:
    """A rate after over a rate before, its interval, and the two-sided p of a ratio of 1.

    Without an attack before, the ratio is infinite and the interval open above; without one after,
    it is 0 and open below; without any, nothing is known: NaN, 0 to infinity, p 1.
    """

    ratio: float
    low: float
    high: float
    p: float


def compare(
    before: float, after: float, at_before: float, at_after: float, level: float = LEVEL
) -> Ratio:
    """Compare two counts, each at its exposure: so many days, or so many ships that passed."""
    cells = np.array([[before], [after], [at_before], [at_after]], dtype=float)
    found = _compare(cells, level)
    return Ratio(*(float(part[0]) for part in found))


class _Ratios(NamedTuple):
    """The parts of a Ratio, of many."""

    ratio: np.ndarray
    low: np.ndarray
    high: np.ndarray
    p: np.ndarray


def _compare(cells: np.ndarray, level: float | np.ndarray = LEVEL) -> _Ratios:
    """Compare columns of cells: counts before and after, exposures before and after."""
    from scipy.special import betaincinv

    before, after, at_before, at_after = cells
    tail = (1 - level) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = at_before / at_after
        low = np.where(after > 0, betaincinv(after, before + 1, tail), 0.0)
        high = np.where(before > 0, betaincinv(after + 1, before, 1 - tail), 1.0)
        found = (
            np.where(before > 0, after / before * scale, INFINITE),
            low / (1 - low) * scale,
            np.where(high < 1, high / (1 - high) * scale, INFINITE),
            p_values(before, after, at_before, at_after),
        )
    unknown = (np.nan, 0.0, INFINITE, 1.0)
    known = _testable(cells)
    return _Ratios(*(np.where(known, *pair) for pair in zip(found, unknown, strict=True)))


def _testable(cells: np.ndarray) -> np.ndarray:
    """Return where there is an attack, and an exposure on either side: it may be NaN."""
    before, after, at_before, at_after = cells
    known: np.ndarray = (before + after > 0) & (at_before > 0) & (at_after > 0)
    return known


def p_values(
    before: np.ndarray,
    after: np.ndarray,
    at_before: float | np.ndarray,
    at_after: float | np.ndarray,
) -> np.ndarray:
    """Return for each pair of counts the exact two-sided p: twice the smaller tail, at most 1.

    The exposures are of all pairs, or one a pair.
    """
    from scipy.special import betainc

    share = at_after / (at_before + at_after)
    before, after = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    at_least = np.where(after > 0, betainc(np.maximum(after, 1e-9), before + 1, share), 1.0)
    at_most = np.where(before > 0, betainc(np.maximum(before, 1e-9), after + 1, 1 - share), 1.0)
    p: np.ndarray = np.minimum(1.0, 2 * np.minimum(at_least, at_most))
    return p


def holm(p: Sequence[float]) -> list[float]:
    """Return p values corrected for having looked at all of them (Holm 1979)."""
    order = sorted(range(len(p)), key=lambda n: p[n])
    corrected, least = [1.0] * len(p), 0.0
    for place, n in enumerate(order):
        least = max(least, min(1.0, (len(p) - place) * p[n]))
        corrected[n] = least
    return corrected


def table(
    rows: pd.DataFrame, dispersion: float | pd.Series = 1.0, per: str = "day", by: str = ""
) -> pd.DataFrame:
    """Add to rows of facts/intervention_rates the ratio, intervals and p.

    ``per`` is a key of EXPOSURES. ``low`` and ``high`` are 95 percent for one look. ``low_all`` and
    ``high_all`` hold for all rows that can be tested at once (Bonferroni), ``p_holm`` is p
    corrected for them; with ``by``, a column, for all rows of its value. Rows without an attack on
    either side, or without an exposure, cannot be tested and count as no look. Counts are divided
    by ``dispersion``. ``had_stopped`` says that the last attack before the step was STOPPED_DAYS
    earlier or more: then none after it is no news.
    """
    columns = ["attacks_before", "attacks_after", *EXPOSURES[per]]
    cells = np.array([rows[name].to_numpy(dtype=float) for name in columns])
    cells[:2] /= np.asarray(dispersion)
    testable = _testable(cells)
    one = _compare(cells)
    looks, corrected = np.zeros(len(rows), dtype=int), np.ones(len(rows))
    for group in rows.groupby(by).indices.values() if by else [np.arange(len(rows))]:
        looks[group] = testable[group].sum()
        tested = group[testable[group]]
        corrected[tested] = holm(one.p[tested].tolist())
    every = _compare(cells, 1 - (1 - LEVEL) / np.maximum(1, looks))
    return rows.assign(
        ratio=one.ratio,
        low=one.low,
        high=one.high,
        low_all=every.low,
        high_all=every.high,
        p=one.p,
        p_holm=corrected,
        is_testable=testable,
        had_stopped=(rows["days_since_attack"] >= STOPPED_DAYS).fillna(False).astype(bool),
        looks=looks,
        dispersion=dispersion,
        per=per,
    )


def placebo(
    attacks: Sequence[float],
    window: int,
    dispersion: float = 1.0,
    exposure: Sequence[float] | None = None,
) -> tuple[int, int]:
    """Make the same comparison at every day of a record; return days, and days with p below 0.05.

    ``attacks`` are the counts of consecutive days, ``exposure`` the ships that passed on each, NaN
    where none were counted; without it days are compared. Only days with whole windows and an
    attack in one of them are used. Were attacks a Poisson process of one rate, at most one in
    twenty would be below: the excess shows how much they ebb and flow with no step near.
    """
    counts = np.asarray(attacks, dtype=float)
    before, after = (part / dispersion for part in _windows(counts, window))
    at = np.ones(len(counts)) if exposure is None else np.asarray(exposure, dtype=float)
    at_before, at_after = _windows(at, window)
    used = (np.round(before + after, 9) > 0) & (at_before > 0) & (at_after > 0)
    p = p_values(before[used], after[used], at_before[used], at_after[used])
    return int(used.sum()), int((p < 1 - LEVEL).sum())


def _windows(values: np.ndarray, window: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the sums of the windows before each day that has whole ones, and of those from it."""
    if len(values) < 2 * window:
        return np.array([]), np.array([])
    sums = np.lib.stride_tricks.sliding_window_view(values, window).sum(axis=1)
    return sums[:-window], sums[window:]
