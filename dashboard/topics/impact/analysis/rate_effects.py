"""How long the lanes stood above Los Angeles: the estimates of ``did`` by lane and window."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.topics.impact.analysis import did
from dashboard.topics.impact.analysis.event_study import weeks_since
from dashboard.topics.impact.analysis.rate_bounds import percent

AFTER_WEEKS = (13, 52, 1000)
"""Weeks after the diversion over which a mean is taken; the last is all of them."""

LANES = ("Asia-Europe", "Shanghai-New York")


def effects(rows: pd.DataFrame, setting: str) -> pd.DataFrame:
    """Return one row per lane and window after the diversion (rows of charts/rate_gaps)."""
    found = []
    for lane, part in rows[rows["lane"].isin(LANES)].groupby("lane"):
        weeks = weeks_since(part["date"], part["diversion_date"].iloc[0])
        values, after = part["log_ratio"].to_numpy(), part["is_after"].to_numpy(dtype=bool)
        for length in AFTER_WEEKS:
            used = weeks < length
            effect = did.step(weeks[used], values[used], after[used])
            if effect is None:
                continue
            dates = part.loc[used, "date"]
            found.append(
                {
                    "lane": lane,
                    "setting": setting,
                    "weeks_after": length if length < AFTER_WEEKS[-1] else None,
                    "change_pct": percent(effect.estimate),
                    "low_pct": percent(effect.low),
                    "high_pct": percent(effect.high),
                    "dates_before": int((~after[used]).sum()),
                    "dates_after": int(after[used].sum()),
                    "first_date": dates.min(),
                    "last_date": dates.max(),
                    "diversion_date": part["diversion_date"].iloc[0],
                    "war_date": part["war_date"].iloc[0],
                    "standard_error_log": effect.standard_error,
                    "standard_errors": effect.critical,
                    "lags": effect.lags,
                    "autocorrelation": effect.autocorrelation,
                    "coverage_pct": 100 * effect.coverage,
                    "plain_coverage_pct": 100 * effect.plain_coverage,
                    "source_ids": _sources(part.loc[used, "source_ids"]),
                }
            )
    return pd.DataFrame(found).astype({"weeks_after": "Int64"}) if found else pd.DataFrame()


def pre_trends(rows: pd.DataFrame, setting: str) -> pd.DataFrame:
    """Return one row per lane: its change a week against Los Angeles before the diversion."""
    found = []
    known = rows[rows["lane"].isin(LANES) & ~rows["is_after"].astype(bool)]
    for lane, part in known.groupby("lane"):
        weeks = weeks_since(part["date"], part["diversion_date"].iloc[0])
        line = did.slope(weeks, part["log_ratio"].to_numpy())
        if line is not None:
            found.append(
                {
                    "lane": lane,
                    "setting": setting,
                    "pct_a_week": percent(line.estimate),
                    "low_pct_a_week": percent(line.low),
                    "high_pct_a_week": percent(line.high),
                    "dates": len(part),
                    "source_ids": _sources(part["source_ids"]),
                }
            )
    return pd.DataFrame(found)


def path(rows: pd.DataFrame) -> pd.DataFrame:
    """Add to rows of charts/rate_gaps the percent that each lies above its lane's mean before."""
    before = rows[~rows["is_after"].to_numpy(dtype=bool)].groupby("lane")["log_ratio"].mean()
    apart = rows["log_ratio"] - rows["lane"].map(before).astype(float)
    return rows.assign(change_pct=100 * (np.exp(apart) - 1))


def _sources(cells: pd.Series) -> str:
    keys: set[str] = set()
    for cell in cells:
        keys.update(filter(None, cell.split("|")))
    return "|".join(sorted(keys))
