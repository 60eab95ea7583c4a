"""Transits without the crisis: what the weeks before it say of those since, as whole paths.

The record is a table of weeks, of one line a chokepoint and class of ship. A candidate (see
``candidates``) is fitted on the weeks before the crisis, without those that ``LEFT_OUT`` names, and
its forecast is compared with what was counted. Sums are taken over simulated paths of all weeks
since: bounds of single weeks may not be added, for weeks neither move together nor each alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.analysis.candidates import CANDIDATES, Floats, Forecast

Key = tuple[str, str]
"""Chokepoint and class of ship; the class "all" is a line of its own, not a sum of models."""

FIT_END = pd.Timestamp(2023, 10, 6)
"""Last day before the crisis: weeks whose Thursday lies later are forecast."""

LEFT_OUT = {
    "the COVID-19 trough": (pd.Timestamp(2020, 3, 2), pd.Timestamp(2020, 8, 30)),
    "the Ever Given in the Suez Canal and its backlog": (
        pd.Timestamp(2021, 3, 22),
        pd.Timestamp(2021, 4, 18),
    ),
}
"""Why weeks before the crisis are left out of fit and test -> first and last day."""

LEAST_WEEKS = 60
"""Weeks that a fit needs: less than that holds no season."""

PATHS = 1000
SEED = 20231006

NORMAL = {80: 1.2815515655446004, 95: 1.959963984540054}
"""Percent of an interval -> half its width in standard deviations."""


NONE: Floats = np.empty((0, 0))


@dataclass(frozen=True)
class Record:
    """Weeks by lines. ``logs`` (weeks, lines) of transits a day, NaN where there is no week.

    ``fit`` is the number of weeks before the crisis; ``is_left_out`` marks those not used.
    """

    keys: list[Key]
    weeks: pd.DatetimeIndex
    logs: Floats
    days: Floats
    sources: pd.DataFrame
    fit: int
    is_left_out: npt.NDArray[np.bool_]

    @property
    def per_day(self) -> Floats:
        """Transits a day as counted."""
        result: Floats = np.exp(self.logs)
        return result


def prepare(rows: pd.DataFrame, fit_end: date = FIT_END) -> Record:
    """Return the record of rows of charts/transits_counted.

    A week without a transit counts as half of one, for it has no logarithm.
    """
    if rows.empty:
        return Record(
            [], pd.DatetimeIndex([]), NONE, NONE, pd.DataFrame(), 0, np.zeros(0, dtype=bool)
        )
    wide = rows.assign(rate=np.log(rows["transits"].clip(lower=0.5) / rows["days"]))
    tables = {
        name: wide.pivot_table(
            index="week", columns=["chokepoint", "vessel_class"], values=name, aggfunc="first"
        )
        for name in ("rate", "days", "source_ids")
    }
    known = tables["rate"].index
    weeks = pd.date_range(known.min(), known.max(), freq="7D")
    tables = {name: table.reindex(weeks) for name, table in tables.items()}
    left_out = np.zeros(len(weeks), dtype=bool)
    for first, last in LEFT_OUT.values():
        left_out |= np.asarray((weeks >= first) & (weeks <= last))
    thursdays = pd.DatetimeIndex(weeks) + pd.Timedelta(days=3)
    return Record(
        [(str(key[0]), str(key[1])) for key in tables["rate"].columns],
        pd.DatetimeIndex(weeks),
        tables["rate"].to_numpy(dtype=float),
        tables["days"].to_numpy(dtype=float),
        tables["source_ids"],
        int((thursdays <= pd.Timestamp(fit_end)).sum()),
        left_out,
    )


def forecast(
    record: Record, name: str, origin: int, horizon: int, joint: int, lines: Iterable[int] = ()
) -> Forecast:
    """Forecast ``horizon`` weeks from week number ``origin``, from the weeks before it alone.

    Values of lines with too few weeks, and of lines that are not asked for, are NaN.
    """
    count = len(record.keys)
    result = Forecast(
        np.full((horizon, count), np.nan),
        np.full((horizon, count), np.nan),
        np.full((count, joint, joint), np.nan),
        np.full((origin, count), np.nan),
    )
    usable = ~np.isnan(record.logs[:origin]) & ~record.is_left_out[:origin, None]
    groups: dict[bytes, list[int]] = {}
    for line in lines or range(count):
        if usable[:, line].sum() >= LEAST_WEEKS:
            groups.setdefault(usable[:, line].tobytes(), []).append(line)
    ahead = np.arange(origin, origin + horizon)
    for columns in groups.values():
        weeks = np.flatnonzero(usable[:, columns[0]])
        part = CANDIDATES[name](weeks, record.logs[weeks][:, columns], ahead, joint)
        result.mean[:, columns] = part.mean
        result.deviation[:, columns] = part.deviation
        result.covariance[columns] = part.covariance
        for number, line in enumerate(columns):
            result.fitted[weeks, line] = part.fitted[:, number]
    return result


def simulated(said: Forecast, line: int, seed: int, paths: int = PATHS) -> Floats:
    """Return paths of transits a day, (paths, joint weeks): the same for the same seed."""
    covariance = said.covariance[line]
    steps = len(covariance)
    factor = np.linalg.cholesky(covariance + 1e-10 * np.eye(steps))
    noise = np.random.default_rng([SEED, seed, line]).standard_normal((paths, steps))
    result: Floats = np.exp(said.mean[:steps, line] + noise @ factor.T)
    return result


@dataclass(frozen=True)
class Expectation:
    """What would have been expected of each line: by week, and as paths of the weeks since.

    ``weekly`` has of each line one row per week: counted, expected and bounds, transits a day;
    ``is_fit`` marks the weeks before the crisis, which have no bounds. ``paths`` are (paths, weeks
    since), of transits a day.
    """

    model: str
    weekly: dict[Key, pd.DataFrame]
    paths: dict[Key, npt.NDArray[np.float32]]
    since: pd.DatetimeIndex


def expect(record: Record, name: str, lines: Iterable[int] = ()) -> Expectation:
    """Fit a candidate on the weeks before the crisis and say what was to be expected since."""
    horizon = len(record.weeks) - record.fit
    said = forecast(record, name, record.fit, horizon, horizon, lines)
    weekly, paths = {}, {}
    for line, key in enumerate(record.keys):
        if horizon and not np.isnan(said.mean[0, line]):
            weekly[key] = _weekly(record, said, line)
            paths[key] = simulated(said, line, 0).astype(np.float32)
    return Expectation(name, weekly, paths, record.weeks[record.fit :])


BOUNDS = [f"{side}_{percent}_per_day" for percent in NORMAL for side in ("low", "high")]
COLUMNS = [
    "chokepoint", "vessel_class", "week", "days", "transits_per_day", "expected_per_day", *BOUNDS,
    "is_fit", "is_left_out", "source_ids",
]  # fmt: skip


def _weekly(record: Record, said: Forecast, line: int) -> pd.DataFrame:
    """Return the rows of a line: the weeks of the fit, then those since with their bounds."""
    before = np.full(record.fit, np.nan)
    mean, spread = said.mean[:, line], said.deviation[:, line]
    chokepoint, vessel_class = record.keys[line]
    bounds = {
        f"{side}_{percent}_per_day": np.concatenate([before, np.exp(mean + sign * width * spread)])
        for percent, width in NORMAL.items()
        for side, sign in (("low", -1), ("high", 1))
    }
    rows = pd.DataFrame(
        {
            "chokepoint": chokepoint,
            "vessel_class": vessel_class,
            "week": record.weeks,
            "days": record.days[:, line],
            "transits_per_day": record.per_day[:, line],
            "expected_per_day": np.exp(np.concatenate([said.fitted[:, line], mean])),
            **bounds,
            "is_fit": np.arange(len(record.weeks)) < record.fit,
            "is_left_out": record.is_left_out,
            "source_ids": record.sources.iloc[:, line].to_numpy(),
        }
    )[COLUMNS]
    rows["source_ids"] = rows["source_ids"].fillna("")
    return rows[rows["transits_per_day"].notna() | ~rows["is_fit"]].reset_index(drop=True)
