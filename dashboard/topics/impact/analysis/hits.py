"""Shares of few attacks, with an interval that holds for few."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

LEVEL = 0.95


class Share(NamedTuple):
    """A share with an interval, 0 to 1."""

    share: float
    low: float
    high: float


def wilson(hits: int, count: int, level: float = LEVEL) -> Share:
    """Return the share of hits with Wilson's score interval; NaN and 0 to 1 without a count."""
    if not count:
        return Share(float("nan"), 0.0, 1.0)
    from scipy.special import ndtri

    z = float(ndtri((1 + level) / 2))
    share = hits / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * (share * (1 - share) / count + z * z / 4 / count**2) ** 0.5
    return Share(share, max(0.0, middle - half), min(1.0, middle + half))


def shares(rows: pd.DataFrame) -> pd.DataFrame:
    """Add to rows of charts/attack_hits_by the share that hit, its intervals, and that of all rows.

    ``low`` and ``high`` hold for one look, ``low_all`` and ``high_all`` for all rows of the row's
    dimension at once (Bonferroni); ``overall`` is the share of the dimension.
    """
    counts = [(int(h), int(n)) for h, n in zip(rows["hits"], rows["attacks"], strict=True)]
    found = [wilson(*count) for count in counts]
    looks = rows["dimension"].map(rows["dimension"].value_counts())
    every = [wilson(*c, 1 - (1 - LEVEL) / n) for c, n in zip(counts, looks, strict=True)]
    sums = rows.groupby("dimension")[["hits", "attacks"]].sum()
    overall = rows["dimension"].map(sums["hits"] / sums["attacks"])
    return rows.assign(
        share=[f.share for f in found],
        low=[f.low for f in found],
        high=[f.high for f in found],
        low_all=[f.low for f in every],
        high_all=[f.high for f in every],
        overall=overall.astype(float),
    )
