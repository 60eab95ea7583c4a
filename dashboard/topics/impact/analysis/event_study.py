"""What rates did in the weeks around events, against the same calendar of events moved in time.

The change of a lane is from its last assessment before an event to that so many weeks later. The
mean over the events of a class is set against placebos: the whole calendar is moved by every
number of weeks, wrapped round the end of the record. That keeps events that came together together
and the swings of the rates as they are, so if events and rates have nothing to do with each other
the true calendar is one of equals (a randomisation test by cyclic shifts).
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

HORIZONS = (1, 2, 4, 8)
"""Weeks from the last assessment before an event."""

LEVEL = 0.95


def weekly(rates: pd.DataFrame) -> tuple[pd.Timestamp, dict[str, np.ndarray]]:
    """Return the first day and, for each lane, ln of its rate by week, NaN where not assessed.

    ``rates`` has lane, date and usd_per_feu; all dates lie on one day of the week or near it.
    """
    first = rates["date"].min()
    week = ((rates["date"] - first).dt.days / 7).round().astype(int)
    length = int(week.max()) + 1
    lanes = {}
    for lane in rates["lane"].unique():
        of_lane = (rates["lane"] == lane).to_numpy()
        values = np.full(length, np.nan)
        values[week[of_lane]] = np.log(rates.loc[of_lane, "usd_per_feu"].to_numpy(dtype=float))
        lanes[str(lane)] = values
    return first, lanes


def changes(values: np.ndarray, horizon: int) -> np.ndarray:
    """Return the change from each week to that a horizon later; NaN where one is missing.

    Where a week was not assessed, the week before it is taken to begin with.
    """
    begin = np.where(np.isnan(values), np.concatenate([[np.nan], values[:-1]]), values)
    end = np.concatenate([values[horizon:], np.full(min(horizon, len(values)), np.nan)])
    change: np.ndarray = end[: len(values)] - begin
    return change


def shifted_means(change: np.ndarray, weeks: np.ndarray) -> np.ndarray:
    """Return the mean change over the weeks given, moved by 0, 1, 2 ... weeks, round the end."""
    places = (weeks[None, :] + np.arange(len(change))[:, None]) % len(change)
    found = change[places]
    known = ~np.isnan(found)
    counts = known.sum(axis=1)
    sums = np.where(known, found, 0.0).sum(axis=1)
    means: np.ndarray = np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)
    return means


def weeks_of(days: pd.Series, first: pd.Timestamp, length: int) -> np.ndarray:
    """Return the week of the last assessment before each day; days outside the record drop out."""
    week = ((days - first).dt.days - 1) // 7
    inside = week[(week >= 0) & (week < length)]
    found: np.ndarray = inside.to_numpy(dtype=int)
    return found


def study(
    rates: pd.DataFrame, events: pd.DataFrame, horizons: tuple[int, ...] = HORIZONS
) -> pd.DataFrame:
    """Return one row per class, lane and horizon: mean change, placebo interval, p.

    Changes are logarithms. ``p`` is two-sided about the mean of the placebos; ``p_all`` is that of
    the largest deviation among all classes and lanes of the horizon, under the same shifts
    (Westfall and Young), so it allows for having looked at all of them.
    """
    columns = ["event_class", "lane", "weeks", "events", "mean", "low", "high", "p", "p_all"]
    if rates.empty or events.empty:
        return pd.DataFrame(columns=[*columns, "looks"])
    first, lanes = weekly(rates)
    rows = []
    for horizon in horizons:
        scores = []
        for event_class, part in events.groupby("event_class"):
            for lane, values in lanes.items():
                change = changes(values, horizon)
                weeks = weeks_of(part["date"], first, len(values))
                known = int((~np.isnan(change[weeks])).sum())
                means = shifted_means(change, weeks) if known else np.array([np.nan])
                spread = np.nanstd(means) if known else 0.0
                if not known or not spread:
                    continue
                score = np.nan_to_num(np.abs(means - np.nanmean(means)) / spread)
                scores.append(score)
                low, high = np.nanquantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
                p = float((score >= score[0] - 1e-12).mean())
                found = (event_class, lane, horizon, known, means[0], low, high, p, score[0])
                rows.append(dict(zip(columns, found, strict=True)))
        if scores:
            largest = np.max(scores, axis=0)
            for row in rows[-len(scores) :]:
                row["p_all"] = float((largest >= row["p_all"] - 1e-12).mean())
                row["looks"] = len(scores)
    return pd.DataFrame(rows, columns=[*columns, "looks"])


def weeks_since(dates: pd.Series, origin: date | pd.Timestamp) -> np.ndarray:
    """Return days as weeks since a day."""
    found: np.ndarray = ((dates - pd.Timestamp(origin)).dt.days / 7).to_numpy(dtype=float)
    return found
