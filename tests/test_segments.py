"""When the rate of attacks changed: the segmentation against an oracle, known changes and none."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import integrate, stats

from dashboard import queries, store
from dashboard.topics.impact.analysis import quiet, steps
from dashboard.topics.impact.analysis.segments import CHANGES_A_WEEK, Segmentation
from dashboard.topics.impact.charts import segments
from tests.given import drawn
from tests.test_interventions import around

SEEDS = range(200)


def evidence(counts: np.ndarray, at: np.ndarray, mean: float) -> float:
    """Integrate the Poisson likelihood of one segment over exponential rates, numerically."""
    likely, _ = integrate.quad(
        lambda rate: (
            float(np.prod(stats.poisson.pmf(counts, rate * at)) * np.exp(-rate / mean)) / mean
        ),
        0,
        np.inf,
    )
    return float(likely)


def test_every_way_to_cut_seven_weeks() -> None:
    counts, at = np.array([0, 1, 0, 4, 6, 1, 0]), np.array([0.5, 1, 1, 1, 1.5, 1, 1])
    mean, changes = counts.sum() / at.sum(), 0.1
    weights: dict[tuple[int, ...], float] = {}
    for cuts in product([0, 1], repeat=6):
        edges = [0, *(n + 1 for n, cut in enumerate(cuts) if cut), 7]
        weight = changes ** sum(cuts) * (1 - changes) ** (6 - sum(cuts))
        for begin, end in pairwise(edges):
            weight *= evidence(counts[begin:end], at[begin:end], mean)
        weights[cuts] = weight
    total = sum(weights.values())
    found = Segmentation(counts, at, changes)
    for week in range(1, 7):
        oracle = sum(w for cuts, w in weights.items() if cuts[week - 1]) / total
        assert found.change()[week] == pytest.approx(oracle, rel=1e-5)
    for first, last in ((2, 4), (1, 6), (0, 9)):
        inside = range(max(first, 1) - 1, min(last, 6))
        oracle = sum(w for cuts, w in weights.items() if any(cuts[n] for n in inside)) / total
        assert found.changed(first, last) == pytest.approx(oracle, rel=1e-5)
    assert found.changed(7, 9) == 0
    assert found.prior(2, 4) == pytest.approx(1 - 0.9**3)


def test_rate_of_one_segment_is_its_gamma() -> None:
    found = Segmentation([2, 4, 3], [1, 1, 1], changes_a_week=1e-12)
    rate, low, high = found.rates()
    oracle = stats.gamma(1 + 9, scale=1 / (1 / 3 + 3))
    assert rate == pytest.approx([oracle.mean()] * 3)
    assert low == pytest.approx([oracle.ppf(0.025)] * 3, rel=0.01)
    assert high == pytest.approx([oracle.ppf(0.975)] * 3, rel=0.01)


def test_nothing_is_said_without_counts_or_exposure() -> None:
    for counts, at in (([], []), ([0, 0], [1, 1]), ([1, 1], [1, 0])):
        with pytest.raises(ValueError, match="above 0"):
            Segmentation(counts, at)


def series(seed: int, weeks: int, rates: tuple[float, ...], spread: float = 1.0) -> np.ndarray:
    """Return weekly counts of segments as long as one another, bunched by ``spread``."""
    rng = np.random.default_rng(seed)
    mean = np.repeat(rates, weeks // len(rates))
    if spread == 1:
        return rng.poisson(mean).astype(float)
    return rng.negative_binomial(mean / (spread - 1), 1 / spread).astype(float)


def test_probabilities_are_as_often_true_as_they_say() -> None:
    said, true = [], []
    for seed in range(400):
        rng = np.random.default_rng(seed)
        cut = rng.random(40) < CHANGES_A_WEEK
        cut[0] = True
        rates = rng.exponential(2.0, 40)[np.cumsum(cut) - 1]
        counts = rng.poisson(rates)
        if counts.sum():
            said.append(Segmentation(counts, np.ones(40)).changed(15, 23))
            true.append(cut[15:24].any())
    probability, happened = np.array(said), np.array(true)
    for low, high in ((0, 0.2), (0.2, 0.8), (0.8, 1.01)):
        inside = (probability >= low) & (probability < high)
        assert inside.sum() > 20
        sure = stats.binomtest(int(happened[inside].sum()), int(inside.sum()),
                               float(probability[inside].mean()))  # fmt: skip
        assert sure.pvalue > 0.01


@pytest.mark.parametrize(("spread", "found_at_least"), [(1.0, 0.87), (1.25, 0.79)])
def test_a_known_fall_is_found_and_dated(spread: float, found_at_least: float) -> None:
    near = []
    for seed in SEEDS:
        counts = series(seed, 80, (2.5, 0.9), spread)
        turns = Segmentation(counts / spread, np.ones(80) / spread).turns()
        near.append(any(abs(week - 40) <= 8 for week, _ in turns))
    assert np.mean(near) >= found_at_least


@pytest.mark.parametrize("spread", [1.0, 1.25])
def test_without_a_change_few_are_told(spread: float) -> None:
    told = untold = 0
    chances = []
    for seed in SEEDS:
        counts = series(seed, 80, (2.0,), spread)
        found = Segmentation(counts / spread, np.ones(80) / spread)
        told += bool(found.turns())
        untold += bool(Segmentation(counts, np.ones(80)).turns())
        chances.append(found.changed(36, 40))
    assert told <= 0.1 * len(SEEDS)  # anywhere in 80 weeks
    assert (untold > 0.2 * len(SEEDS)) == (spread > 1)  # what dividing by the dispersion is for
    assert np.mean(chances) < found.prior(36, 40)  # seeing steady counts makes a change less likely


def test_fewer_ships_are_no_change_of_the_danger() -> None:
    a_day = a_ship = 0
    at = np.repeat([1.0, 0.4], 40)
    for seed in SEEDS:
        counts = np.random.default_rng(seed).poisson(4 * at)
        a_day += Segmentation(counts, np.ones(80)).changed(36, 44) > 0.5
        a_ship += Segmentation(counts, at).changed(36, 44) > 0.5
    assert a_day > 0.9 * len(SEEDS)
    assert a_ship <= 0.03 * len(SEEDS)


# The bundled record.

Bundled = Callable[..., pd.DataFrame]


@pytest.fixture(scope="module")
def bundled(bundled_store: Path) -> Bundled:
    return partial(queries.run, store.reader(bundled_store).cursor())


Found = tuple[pd.DataFrame, pd.DataFrame, list[pd.Timestamp]]


def changes(bundled: Bundled, per: str) -> Found:
    spread = quiet.dispersion(bundled("charts/attacks_by_day"))
    weeks, rows = bundled("charts/attacks_by_week"), around(bundled)
    return steps.changes(weeks, rows, per, spread)


def test_changes_of_the_record_a_day(bundled: Bundled) -> None:
    weeks, near, turns = changes(bundled, "day")
    assert len(weeks) == 152
    assert [f"{day:%Y-%m-%d}" for day in sorted(turns)] == [
        "2024-09-09", "2024-12-16", "2025-10-06", "2026-07-20",
    ]  # fmt: skip
    row = near.set_index("intervention").loc["First US and UK strikes"]
    assert row["changed_near"] == pytest.approx(0.07, abs=0.005)
    assert row["changed_near"] < 1 - (1 - CHANGES_A_WEEK) ** 9  # 30 % before looking
    truce = near.set_index("intervention").loc["First Gaza truce"]
    assert truce["changed_before"] > 0.85  # the attacks stopped a month before it
    assert truce["changed_from"] < truce["prior_from"]
    rates = weeks.set_index("week")["rate"]
    assert rates["2024-07-01"] == pytest.approx(2.4, abs=0.1)
    assert rates["2024-11-04"] == pytest.approx(0.9, abs=0.1)
    assert (weeks["low"] <= weeks["rate"]).all()
    assert (weeks["rate"] <= weeks["high"]).all()


def test_danger_to_a_ship_rose_before_the_strikes(bundled: Bundled) -> None:
    weeks, near, turns = changes(bundled, "transit")
    assert weeks["week"].max() == pd.Timestamp("2026-09-28")  # the last with a count
    assert min(turns) == pd.Timestamp("2023-12-11")
    row = near.set_index("intervention").loc["First US and UK strikes"]
    assert row["changed_before"] > 0.5 > row["prior_from"] > row["changed_from"]


@pytest.mark.parametrize("per", ["day", "transit"])
def test_chart_of_the_changes(bundled: Bundled, per: str) -> None:
    weeks, near, turns = changes(bundled, per)
    chart = segments.changes(weeks, near, turns, per)
    unit = {"day": "Attacks a week", "transit": "Attacks per 1,000 transits"}[per]
    assert chart.title.startswith(f"{unit} most likely changed near ")
    assert all(f"{day:%b %Y}" in chart.title for day in turns)
    figure = drawn(chart)
    marks = [t for t in figure.data if t.name in ("changed_before", "changed_from")]
    assert len(marks) == 2 * len(near) == 22
    assert all(0 <= y <= 1 for t in marks for y in t.y)
    assert chart.method.endswith("dotted: 18 %, before looking.")
    assert len(chart.rows) == len(weeks) + len(near)
    assert (chart.rows["source_ids"].str.len() > 0).sum() > 100


def test_without_attacks_nothing_is_drawn(bundled: Bundled) -> None:
    weeks = bundled("charts/attacks_by_week").assign(attacks=0)
    found: Any = steps.changes(weeks, around(bundled), "day", 1.0)
    chart = segments.changes(*found, "day")
    assert chart.figure is None
    assert chart.absence
    steady = changes(bundled, "day")
    assert segments.changes(steady[0], steady[1], [], "day").title == (
        "No week stands out in which attacks a week changed"
    )
