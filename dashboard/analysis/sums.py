"""What the crisis added to a passage or took from it, added up over a period, with intervals."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.analysis.candidates import Floats
from dashboard.analysis.counterfactual import Expectation, Key

LEVELS = {"low_95": 0.025, "low_80": 0.1, "difference": 0.5, "high_80": 0.9, "high_95": 0.975}
"""Column -> quantile of the paths; the difference is counted less expected."""

TOTALS = [
    "chokepoint", "vessel_class", "weeks", "first_week", "last_week", "counted", "expected",
    *LEVELS, "source_ids",
]  # fmt: skip


def weeks_of(expected: Expectation, key: Key, start: date, end: date) -> pd.DataFrame:
    """Return the weeks since the crisis of one line whose Thursday lies in the period."""
    rows = expected.weekly[key]
    monday = pd.Timedelta(days=3)
    inside = rows["week"].between(pd.Timestamp(start) - monday, pd.Timestamp(end) - monday)
    return rows[inside & ~rows["is_fit"] & rows["transits_per_day"].notna()]


def _paths(expected: Expectation, key: Key, rows: pd.DataFrame) -> NDArray[np.float32]:
    """Return the expected transits a day, (paths, weeks of ``rows``)."""
    return expected.paths[key][:, expected.since.get_indexer(pd.DatetimeIndex(rows["week"]))]


def _differences(expected: Expectation, key: Key, rows: pd.DataFrame) -> Floats:
    """Return counted less expected in transits, (paths, weeks of ``rows``)."""
    days = rows["days"].to_numpy(dtype=float)
    counted = rows["transits_per_day"].to_numpy(dtype=float)
    result: Floats = (counted - _paths(expected, key, rows)) * days
    return result


def _sums(expected: Expectation, key: Key, rows: pd.DataFrame) -> Floats:
    """Return ``_differences`` added up, one a path, without holding those of each week."""
    days = rows["days"].to_numpy(dtype=float)
    counted = float(rows["transits_per_day"].to_numpy() @ days)
    result: Floats = counted - _paths(expected, key, rows) @ days
    return result


def totals(
    expected: Expectation, start: date, end: date, keys: list[Key] | None = None
) -> pd.DataFrame:
    """Return one row per line with weeks in the period: the sums of transits and their bounds.

    ``keys`` are the lines wanted; all by default.
    """
    found = []
    for key in [key for key in expected.paths if keys is None or key in keys]:
        rows = weeks_of(expected, key, start, end)
        if rows.empty:
            continue
        bounds = np.quantile(_sums(expected, key, rows), list(LEVELS.values()))
        counted = float((rows["transits_per_day"] * rows["days"]).sum())
        quantiles = dict(zip(LEVELS, map(float, bounds), strict=True))
        found.append(
            {
                "chokepoint": key[0],
                "vessel_class": key[1],
                "weeks": len(rows),
                "first_week": rows["week"].min(),
                "last_week": rows["week"].max(),
                "counted": counted,
                "expected": counted - quantiles["difference"],
                **quantiles,
                "source_ids": _sources(rows),
            }
        )
    return pd.DataFrame(found, columns=TOTALS)


def cumulative(
    expected: Expectation, chokepoints: list[str], vessel_class: str, start: date, end: date
) -> pd.DataFrame:
    """Return one row per chokepoint and week: the difference of the week and added up, bounds."""
    parts = []
    for key in [(place, vessel_class) for place in chokepoints]:
        rows = weeks_of(expected, key, start, end) if key in expected.paths else pd.DataFrame()
        if rows.empty:
            continue
        added = np.cumsum(_differences(expected, key, rows), axis=1)
        bounds = np.quantile(added, list(LEVELS.values()), axis=0)
        values = dict(zip((f"added_{name}" for name in LEVELS), bounds, strict=True))
        days = rows["days"]
        week = {
            "difference": days * (rows["transits_per_day"] - rows["expected_per_day"]),
            "low_95": days * (rows["transits_per_day"] - rows["high_95_per_day"]),
            "high_95": days * (rows["transits_per_day"] - rows["low_95_per_day"]),
        }
        parts.append(
            rows[["chokepoint", "vessel_class", "week", "days"]].assign(
                **week, **values, source_ids=rows["source_ids"]
            )
        )
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["chokepoint"])


def per_hundred(
    expected: Expectation, more: Key, fewer: Key, start: date, end: date
) -> tuple[float, float, float] | None:
    """Return transits added at one line for each hundred not seen at another: low 95, middle, high.

    Over the weeks that both lines have. Their paths are drawn apart, as if their errors had nothing
    in common. None where the second may not have lost any.
    """
    if not {more, fewer} <= set(expected.paths):
        return None
    rows = [weeks_of(expected, key, start, end) for key in (more, fewer)]
    shared = set(rows[0]["week"]) & set(rows[1]["week"])
    rows = [part[part["week"].isin(shared)] for part in rows]
    if not shared:
        return None
    added, lost = (
        _sums(expected, key, part) for key, part in zip((more, fewer), rows, strict=True)
    )
    if np.quantile(lost, 0.975) >= 0:
        return None
    low, middle, high = np.quantile(100 * added / -lost, [0.025, 0.5, 0.975])
    return float(low), float(middle), float(high)


def _sources(rows: pd.DataFrame) -> str:
    return "|".join(sorted({key for ids in rows["source_ids"].unique() for key in ids.split("|")}))
