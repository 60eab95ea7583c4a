"""How far a forecast can be trusted: tried at dates before the crisis, where the answer is known.

Rolling origins: every fourth week of 2021 to 2023 each candidate is fitted on the weeks before it
alone and forecasts the weeks up to the crisis. The same dates serve as placebos: a deviation found
there is a false alarm.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.analysis.candidates import CANDIDATES
from dashboard.analysis.counterfactual import (
    LEAST_WEEKS,
    NORMAL,
    Expectation,
    Key,
    Record,
    expect,
    forecast,
    simulated,
)

FIRST_ORIGIN = pd.Timestamp(2021, 1, 4)
EVERY = 4
"""Weeks from one origin to the next."""

SPANS = (12, 26)
"""Weeks that a placebo is watched."""

BANDS = {"1–13": 13, "14–26": 26, "27–52": 52, "53–104": 104, "over 104": 1000}
"""Band of horizons, in weeks -> its last."""

TRUSTED = (0.72, 0.88)
"""Share of weeks that an 80 percent interval must hold in the back-test to be trusted."""

ALL = "all"
Step = Callable[[float, str], None]


@dataclass(frozen=True)
class Result:
    """Everything that is computed once for a record: forecast, back-test, placebos.

    ``bands``: one row per model, line and band of horizons. ``placebos``: one row per line, quiet
    date and span, of the chosen model. ``others``: the candidates that were not chosen, for all
    classes together.
    """

    chosen: str
    reason: str
    expected: Expectation
    others: tuple[Expectation, ...]
    bands: pd.DataFrame
    placebos: pd.DataFrame
    origins: tuple[pd.Timestamp, ...]


def compute(record: Record, step: Step = lambda share, words: None) -> Result:
    """Test the candidates, choose one, forecast with it and try it at quiet dates."""
    starts = origins(record)
    parts = []
    for number, name in enumerate(CANDIDATES):
        step(number / 5, f"Testing the model “{name}” on {len(starts)} dates before the crisis")
        parts.append(tested(record, name, starts))
    bands = pd.concat(parts, ignore_index=True)
    chosen, reason = choose(bands)
    step(0.6, "Looking for false alarms at quiet dates")
    placebos = placebo(record, chosen, starts)
    step(0.8, "Computing what was to be expected since the crisis")
    together = [number for number, key in enumerate(record.keys) if key[1] == ALL]
    others = [expect(record, name, together) for name in CANDIDATES if name != chosen and together]
    dates = tuple(record.weeks[start] for start in starts)
    expected = expect(record, chosen)
    return Result(chosen, reason, expected, tuple(others), bands, placebos, dates)


def origins(record: Record) -> list[int]:
    """Return the numbers of the weeks from which forecasts are tried."""
    first = max(int((record.weeks < FIRST_ORIGIN).sum()), LEAST_WEEKS)
    return list(range(first, record.fit - min(SPANS) + 1, EVERY))


def tested(record: Record, name: str, starts: list[int]) -> pd.DataFrame:
    """Return one row per line and band: how often the intervals held, how large the errors were.

    ``score`` is the interval score of Gneiting and Raftery, mean of the 80 and 95 percent
    intervals, over the line's mean: their width and, for weeks outside, the miss times 2 / alpha.
    ``inside_80`` are shares of weeks; ``above_80`` those above the interval.
    """
    parts = []
    scale = np.nanmean(record.per_day[: record.fit], axis=0) if record.fit else np.empty(0)
    for start in starts:
        said = forecast(record, name, start, record.fit - start, 1)
        weeks = np.arange(start, record.fit)
        counted = record.per_day[weeks]
        errors = np.abs(np.exp(said.mean) - counted)
        z = (record.logs[weeks] - said.mean) / said.deviation
        score = np.zeros_like(z)
        for percent, width in NORMAL.items():
            low, high = (np.exp(said.mean + sign * width * said.deviation) for sign in (-1, 1))
            miss = np.maximum(low - counted, 0) + np.maximum(counted - high, 0)
            score += (high - low + 2 / (1 - percent / 100) * miss) / scale / 2
        use = ~record.is_left_out[weeks, None] & ~np.isnan(z)
        ahead, lines = np.nonzero(use)
        parts.append(
            pd.DataFrame(
                {
                    "line": lines,
                    "horizon": ahead + 1,
                    "inside_80": np.abs(z[use]) <= NORMAL[80],
                    "inside_95": np.abs(z[use]) <= NORMAL[95],
                    "above_80": z[use] > NORMAL[80],
                    "error_per_day": errors[use],
                    "error_pct": (100 * errors / scale)[use],
                    "score": score[use],
                }
            )
        )
    if not parts:
        return pd.DataFrame(columns=["model", "chokepoint", "vessel_class", "band", *MEASURES])
    rows = pd.concat(parts, ignore_index=True)
    band = np.searchsorted(list(BANDS.values()), rows["horizon"].to_numpy())
    rows["band"] = np.array(list(BANDS))[band]
    found = rows.groupby(["line", "band"], as_index=False).agg(
        weeks=("horizon", "size"), **{name: (name, "mean") for name in MEASURES[1:]}
    )
    keys = [record.keys[line] for line in found["line"]]
    return found.drop(columns="line").assign(
        model=name, chokepoint=[key[0] for key in keys], vessel_class=[key[1] for key in keys]
    )


MEASURES = [
    "weeks", "inside_80", "inside_95", "above_80", "error_per_day", "error_pct", "score"
]  # fmt: skip


def by_horizon(bands: pd.DataFrame) -> pd.DataFrame:
    """Return one row per model and band of horizons: means over all lines, each the same weight."""
    means = bands.groupby(["model", "band"], as_index=False)[MEASURES[1:]].mean()
    weeks = bands.groupby(["model", "band"], as_index=False)["weeks"].sum()
    found = means.merge(weeks, on=["model", "band"])
    order = found["band"].map(list(BANDS).index)
    return found.iloc[np.lexsort((order, found["model"].map(list(CANDIDATES).index)))].reset_index(
        drop=True
    )


def by_line(bands: pd.DataFrame, model: str) -> pd.DataFrame:
    """Return one row per chokepoint and class: means over all weeks of the test, and the verdict.

    ``is_trusted`` says whether the 80 percent interval held between 72 and 88 percent of them.
    """
    rows = bands[bands["model"] == model]
    weighted = rows[MEASURES[1:]].mul(rows["weeks"], axis=0).assign(weeks=rows["weeks"])
    groups = [rows["chokepoint"], rows["vessel_class"]]
    sums = weighted.groupby(groups).sum()
    found = sums[MEASURES[1:]].div(sums["weeks"], axis=0).assign(weeks=sums["weeks"])
    return found.assign(is_trusted=found["inside_80"].between(*TRUSTED)).reset_index()


def choose(bands: pd.DataFrame) -> tuple[str, str]:
    """Return the candidate that the back-test chooses, and why.

    First trust: candidates whose 80 percent interval holds between 72 and 88 percent of the weeks
    in every band of horizons, all lines together; if none does, the one that comes nearest. Then
    sharpness: of those the lowest mean interval score over the bands.
    """
    if bands.empty:
        return next(iter(CANDIDATES)), "there are too few weeks before the crisis to test anything"
    means = by_horizon(bands).groupby("model")
    off = means["inside_80"].agg(lambda shares: float((shares - 0.8).abs().max()))
    score = means["score"].mean()
    held = off[off <= TRUSTED[1] - 0.8 + 1e-9]
    if held.empty:
        return str(off.idxmin()), (
            "no candidate’s 80 percent interval held between 72 and 88 percent of the weeks at"
            " every horizon; this one came nearest"
        )
    if len(held) == 1:
        return str(held.index[0]), (
            "of the candidates it alone has an 80 percent interval that held between 72 and 88"
            " percent of the weeks at every horizon"
        )
    return str(score[held.index].idxmin()), (
        "of the candidates whose 80 percent interval held between 72 and 88 percent of the weeks"
        " at every horizon, it has the narrowest intervals for the misses it makes"
    )


PLACEBO = [
    "chokepoint", "vessel_class", "start", "span", "weeks", "counted", "expected", "difference_pct",
    "low_95_pct", "high_95_pct", "is_found",
]  # fmt: skip


def placebo(record: Record, name: str, starts: list[int]) -> pd.DataFrame:
    """Return one row per line, quiet date and span: the deviation added up, in percent.

    It is found where zero lies outside its 95 percent interval. Weeks left out are in no sum.
    """
    found = []
    for start in starts:
        said = forecast(record, name, start, max(SPANS), max(SPANS))
        for line, key in enumerate(record.keys):
            if np.isnan(said.mean[0, line]):
                continue
            paths = simulated(said, line, start)
            for span in (span for span in SPANS if start + span <= record.fit):
                found.append(_placebo(record, key, line, start, span, paths[:, :span]))
    return pd.DataFrame([row for row in found if row], columns=PLACEBO)


def _placebo(
    record: Record, key: Key, line: int, start: int, span: int, paths: np.ndarray
) -> dict[str, object]:
    at = np.arange(start, start + span)
    use = ~record.is_left_out[at] & ~np.isnan(record.logs[at, line])
    if not use.any():
        return {}
    days = record.days[at, line][use]
    counted = float((record.per_day[at, line][use] * days).sum())
    sums = paths[:, use] @ days
    middle = float(np.median(sums))
    low, high = np.quantile(100 * (counted - sums) / middle, [0.025, 0.975])
    return {
        "chokepoint": key[0],
        "vessel_class": key[1],
        "start": record.weeks[start],
        "span": span,
        "weeks": int(use.sum()),
        "counted": counted,
        "expected": middle,
        "difference_pct": 100 * (counted / middle - 1),
        "low_95_pct": float(low),
        "high_95_pct": float(high),
        "is_found": not low <= 0 <= high,
    }
