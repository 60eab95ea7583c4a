"""Transits without the crisis: what the weeks before it say of those since, in four scenarios.

The record is a table of weeks, of one line a chokepoint and class of ship. A scenario (see
``scenarios``) is fitted on the weeks before the crisis, without those that ``LEFT_OUT`` names, and
its forecast is compared with what was counted. In the scenario of the control the line is taken
as a share of the ships that passed Malacca, whose weeks since the crisis are known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.kit.analysis.crisis_days import FIT_END
from dashboard.topics.impact.analysis import level
from dashboard.topics.impact.analysis.added import Added, add
from dashboard.topics.impact.analysis.level import Floats
from dashboard.topics.impact.analysis.scenarios import SCENARIOS

Key = tuple[str, str]
"""Chokepoint and class of ship; the class "all" is a line of its own, not a sum of models."""

ALL = "all"
RED_SEA = ("Bab el-Mandeb Strait", "Suez Canal", "Cape of Good Hope")
"""Passages of the crisis; the fourth, Hormuz, is a placebo until its own war."""

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

CONTROL_CLASS = {ALL: "total", "tanker": "tanker"}
"""Class of a line -> class of the control that it is a share of; all others of its cargo ships."""

NONE: Floats = np.empty((0, 0))


@dataclass(frozen=True)
class Record:
    """Weeks by lines. ``logs`` (weeks, lines) of a day's transits or tonnes, NaN without a week.

    ``control`` (weeks, lines) are the logs of the control that the line is a share of, NaN where
    there is none. ``fit`` is the number of weeks before the crisis; ``is_left_out`` marks those
    not used; ``least_yearly`` is the least standard deviation of the level in a year.
    """

    keys: list[Key]
    weeks: pd.DatetimeIndex
    logs: Floats
    days: Floats
    control: Floats
    sources: pd.DataFrame
    control_sources: str
    fit: int
    is_left_out: npt.NDArray[np.bool_]
    least_yearly: float

    @property
    def per_day(self) -> Floats:
        """Transits or tonnes a day as counted."""
        result: Floats = np.exp(self.logs)
        return result

    def known(self, line: int, name: str) -> npt.NDArray[np.bool_]:
        """Return which weeks a line has that a scenario can be held against."""
        found = ~np.isnan(self.logs[:, line])
        if SCENARIOS[name].by_control:
            found &= ~np.isnan(self.control[:, line])
        return found


FIRST_TESTED = 2021
"""The back-test forecasts from this year on; what it is told beforehand comes from earlier ones."""


def least_yearly(canal: pd.DataFrame) -> float:
    """Return the least that the level moves in a year, from the canal's counts before any test.

    ``canal`` are the rows of facts/canal_years; standard deviation in logs. 0 without three years.
    """
    before = canal[canal["year"] < FIRST_TESTED]
    if len(before) < 3:
        return 0.0
    return level.yearly_deviation(before["year"].to_numpy(), before["transits"].to_numpy(float))


def prepare(
    rows: pd.DataFrame,
    control: pd.DataFrame,
    least_yearly: float,
    *,
    measure: str = "transits",
    fit_end: date = FIT_END,
) -> Record:
    """Return the record of rows of charts/transits_counted and charts/control_counted.

    ``measure`` is the column counted: transits, or trade_volume_t of all classes together. A week
    without a transit counts as half of one, for it has no logarithm.
    """
    rows, control = (part[part[measure].notna()] for part in (rows, control))
    if rows.empty:
        empty = pd.DatetimeIndex([])
        none = np.zeros(0, dtype=bool)
        return Record([], empty, NONE, NONE, NONE, pd.DataFrame(), "", 0, none, least_yearly)
    wide = _per_day(rows, measure)
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
    keys = [(str(key[0]), str(key[1])) for key in tables["rate"].columns]
    return Record(
        keys,
        pd.DatetimeIndex(weeks),
        tables["rate"].to_numpy(dtype=float),
        tables["days"].to_numpy(dtype=float),
        _control(control, measure, keys, weeks),
        tables["source_ids"],
        "|".join(sorted({key for ids in control["source_ids"] for key in ids.split("|")})),
        int((thursdays <= pd.Timestamp(fit_end)).sum()),
        left_out,
        least_yearly,
    )


def _per_day(rows: pd.DataFrame, measure: str) -> pd.DataFrame:
    least = 0.5 if measure == "transits" else 1.0
    return rows.assign(rate=np.log(rows[measure].astype(float).clip(lower=least) / rows["days"]))


def _control(
    control: pd.DataFrame, measure: str, keys: list[Key], weeks: pd.DatetimeIndex
) -> Floats:
    """Return (weeks, lines) the logs of the control of each line."""
    wide = _per_day(control, measure).pivot_table(
        index="week", columns="vessel_class", values="rate", aggfunc="first"
    )
    named = [CONTROL_CLASS.get(kind, "cargo") for _, kind in keys]
    result: Floats = wide.reindex(index=weeks, columns=named).to_numpy(dtype=float)
    return result


def forecast(
    record: Record, name: str, origin: int, horizon: int, lines: Sequence[int]
) -> level.Forecast:
    """Forecast ``lines`` for ``horizon`` weeks from week number ``origin`` on, in a scenario.

    Of the lines the weeks before the origin are known, of the control the weeks ahead as well.
    Values of lines with too few weeks, and of weeks that the control lacks, are NaN.
    """
    said = level.Forecast(
        np.full((horizon, len(lines)), np.nan),
        np.full((len(lines), horizon, horizon), np.nan),
        np.full((origin, len(lines)), np.nan),
    )
    scenario = SCENARIOS[name]
    base = record.control if scenario.by_control else np.zeros_like(record.logs)
    groups: dict[bytes, list[int]] = {}
    for place, line in enumerate(lines):
        usable = record.known(line, name)[:origin] & ~record.is_left_out[:origin]
        if usable.sum() >= LEAST_WEEKS:
            groups.setdefault(usable.tobytes(), []).append(place)
    ahead = np.arange(origin, origin + horizon)
    for usable_weeks, places in groups.items():
        weeks = np.flatnonzero(np.frombuffer(usable_weeks, dtype=bool))
        columns = [lines[place] for place in places]
        values = (record.logs - base)[weeks][:, columns]
        part = level.forecast(weeks, values, ahead, scenario.growth, record.least_yearly)
        said.mean[:, places] = part.mean + base[ahead][:, columns]
        said.covariance[places] = part.covariance
        fitted = part.fitted + base[weeks][:, columns]
        said.fitted[weeks[:, None], np.array(places)] = fitted
    return said


@dataclass(frozen=True)
class Expectation:
    """What would have been expected of each line in a scenario.

    ``weekly`` has of each line one row per week: counted, expected and bounds a day; ``is_fit``
    marks the weeks before the crisis, which have no bounds; the last rows are those of ``since``,
    all of them. ``added`` are the running sums over these, ``sources`` the keys of all sources.
    """

    scenario: str
    weekly: dict[Key, pd.DataFrame]
    added: dict[Key, Added]
    sources: dict[Key, str]
    since: pd.DatetimeIndex


def expect(record: Record, name: str, lines: Sequence[int]) -> Expectation:
    """Fit a scenario on the weeks before the crisis and say what was to be expected since."""
    horizon = len(record.weeks) - record.fit
    since = record.weeks[record.fit :]
    if not horizon:
        return Expectation(name, {}, {}, {}, since)
    said = forecast(record, name, record.fit, horizon, lines)
    weekly, added, sources = {}, {}, {}
    for place, line in enumerate(lines):
        if np.isnan(said.mean[:, place]).all():
            continue
        key = record.keys[line]
        weekly[key] = _weekly(record, name, said, line, place)
        mean, per_day = said.mean[:, place], record.per_day[record.fit :, line]
        known = ~np.isnan(mean) & ~np.isnan(per_day)
        days = record.days[record.fit :, line]
        added[key] = add(mean, said.covariance[place], days, per_day, known)
        ids = weekly[key]["source_ids"].unique()
        sources[key] = "|".join(sorted({one for some in ids for one in some.split("|") if one}))
    return Expectation(name, weekly, added, sources, since)


NORMAL = {80: 1.2815515655446004, 95: 1.959963984540054}
"""Percent of an interval -> half its width in standard deviations."""

BOUNDS = [f"{side}_{percent}_per_day" for percent in NORMAL for side in ("low", "high")]
COLUMNS = [
    "chokepoint", "vessel_class", "week", "days", "per_day", "expected_per_day", *BOUNDS,
    "is_fit", "is_left_out", "source_ids",
]  # fmt: skip


def _weekly(record: Record, name: str, said: level.Forecast, line: int, place: int) -> pd.DataFrame:
    """Return the rows of a line: the weeks of the fit, then those since with their bounds."""
    before = np.full(record.fit, np.nan)
    mean, spread = said.mean[:, place], np.sqrt(np.diagonal(said.covariance[place]))
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
            "per_day": record.per_day[:, line],
            "expected_per_day": np.exp(np.concatenate([said.fitted[:, place], mean])),
            **bounds,
            "is_fit": np.arange(len(record.weeks)) < record.fit,
            "is_left_out": record.is_left_out,
            "source_ids": record.sources.iloc[:, line].to_numpy(),
        }
    )[COLUMNS]
    texts = ["chokepoint", "vessel_class", "source_ids"]
    rows[texts] = rows[texts].fillna("").astype(object)  # read row by row, many times as fast
    if SCENARIOS[name].by_control:
        ids = rows["source_ids"]
        rows["source_ids"] = ids.where(ids == "", ids + f"|{record.control_sources}")
    return rows[rows["per_day"].notna() | ~rows["is_fit"]].reset_index(drop=True)
