"""Between which bounds the diversion moved freight rates: one change, several lanes beside it.

The change is that of the mean logarithm of a rate, from the 13 weeks before a day to the 13 from it
on. No lane was left alone by the diversion: ships tied up round the Cape are missing everywhere. So
there is no one control but a range: against a lane that rose too the change is too small, against
none it holds whatever else moved rates. The same change around every other week of the record says
how large one is without a diversion (placebos in time; Bertrand, Duflo and Mullainathan 2004 on why
standard errors of autocorrelated series do not).
"""

from __future__ import annotations

from math import exp
from typing import NamedTuple

import numpy as np
import pandas as pd

WEEKS = 13
"""Weeks on either side of a day."""

FEWEST = 6
"""Assessments on either side below which nothing is estimated."""

SHORT_WEEKS = 6
"""Weeks of the simple change from the last assessment before the diversion."""

TREATED = ("Asia-Europe", "Shanghai-New York")
COMPARED = ("Shanghai-Los Angeles", "Rotterdam-New York", "New York-Rotterdam", "")
"""Lanes that the treated are set against; "" is none: the simple change."""

LEVEL = 0.95


def percent(logarithm: float) -> float:
    """Return a difference of logarithms as a change in percent."""
    return 100 * (exp(logarithm) - 1)


class Moves(NamedTuple):
    """Changes of one lane around days, in logarithms, NaN with too few assessments.

    ``before`` and ``after`` are the assessments in the windows of each day.
    """

    log: np.ndarray
    before: np.ndarray
    after: np.ndarray


def moves(levels: pd.Series, days: pd.DatetimeIndex) -> Moves:
    """Return the change of a lane's mean around each of the days.

    ``levels`` are logarithms by date, in order of time. A day itself counts as after.
    """
    window = pd.Timedelta(weeks=WEEKS)
    edges = [levels.index.searchsorted(days + shift) for shift in (-window, 0 * window, window)]
    sums = np.concatenate([[0.0], np.cumsum(levels.to_numpy(dtype=float))])
    before, after = edges[1] - edges[0], edges[2] - edges[1]
    enough = (before >= FEWEST) & (after >= FEWEST)
    means = [
        (sums[end] - sums[begin]) / np.maximum(count, 1)
        for begin, end, count in zip(edges[:-1], edges[1:], (before, after), strict=True)
    ]
    return Moves(np.where(enough, means[1] - means[0], np.nan), before, after)


def by_lane(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """Return logarithms by date for each lane (rows of charts/rate_levels)."""
    return {
        str(lane): part.set_index("date")["log_usd"].astype(float)
        for lane, part in rows.groupby("lane")
    }


def bounds(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row per treated lane and comparison (rows of charts/rate_levels).

    Each lane's change is the mean of its own assessments: pairing their dates would drop the weeks
    in which the lanes across the Atlantic, which hardly moved, were not assessed.
    ``placebos`` are the same change, in percent, around every seventh day from WEEKS after the
    diversion on, so that no window reaches back before it; ``p`` is the share of them at least as
    large in size, the true day counted among them, NaN without any. They overlap: ``apart`` is how
    many windows of both sides fit into them side by side.
    """
    if rows.empty:
        return pd.DataFrame()
    levels, day = by_lane(rows), rows["diversion_date"].iloc[0]
    window = pd.Timedelta(weeks=WEEKS)
    days = pd.date_range(day + window, rows["date"].max() - window, freq="7D")
    true = {lane: moves(series, pd.DatetimeIndex([day])) for lane, series in levels.items()}
    others = {lane: moves(series[series.index >= day], days) for lane, series in levels.items()}
    found = []
    for lane in TREATED:
        for other in COMPARED:
            used = [name for name in (lane, other) if name]
            if not all(name in true and not np.isnan(true[name].log[0]) for name in used):
                continue
            size = float(true[lane].log[0] - (true[other].log[0] if other else 0.0))
            placebos = others[lane].log - (others[other].log if other else 0.0)
            placebos = placebos[~np.isnan(placebos)]
            found.append(
                {
                    "lane": lane,
                    "against": other,
                    "change_pct": percent(size),
                    "dates_before": min(int(true[name].before[0]) for name in used),
                    "dates_after": min(int(true[name].after[0]) for name in used),
                    "placebos": [percent(move) for move in placebos],
                    "placebo_count": len(placebos),
                    "apart": len(placebos) // (2 * WEEKS),
                    "p": _p(size, placebos),
                    "diversion_date": day,
                    "source_ids": _sources(rows[rows["lane"].isin(used)]),
                }
            )
    return pd.DataFrame(found)


def _p(size: float, moves: np.ndarray) -> float:
    if not len(moves):
        return float("nan")
    return float((1 + (np.abs(moves) >= abs(size)).sum()) / (1 + len(moves)))


def short(rows: pd.DataFrame) -> pd.DataFrame:
    """Return for each lane from Shanghai its change in percent in the first SHORT_WEEKS weeks.

    It goes from the last assessment before the diversion to that so many weeks later; a lane
    without one of the two is left out.
    """
    found = []
    for lane, levels in by_lane(rows).items():
        day = rows["diversion_date"].iloc[0]
        before = levels[levels.index < day]
        if not lane.startswith("Shanghai-") or before.empty:
            continue
        last = before.index[-1]
        end = last + pd.Timedelta(weeks=SHORT_WEEKS)
        if end in levels.index:
            moved = percent(float(levels[end] - before.iloc[-1]))
            found.append({"lane": lane, "from_date": last, "to_date": end, "change_pct": moved})
    return pd.DataFrame(found, columns=["lane", "from_date", "to_date", "change_pct"])


def _sources(rows: pd.DataFrame) -> str:
    return "|".join(sorted({key for cell in rows["source_ids"] for key in cell.split("|") if key}))
