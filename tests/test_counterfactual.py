"""Transits without the crisis: known effects are found, none is not, and the test of scenarios."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dashboard import __main__ as commands
from dashboard import queries, store
from dashboard.desk.sandbox import SandboxError
from dashboard.kit.charts import numbers
from dashboard.settings import HOME, Settings
from dashboard.topics.impact import backtesting, modelling, results
from dashboard.topics.impact.analysis import (
    backtest,
    counterfactual,
    level,
    losses,
    scenarios,
    sums,
)
from dashboard.topics.impact.analysis.added import add
from dashboard.topics.impact.analysis.backtest import Result
from dashboard.topics.impact.analysis.level import Growth
from dashboard.topics.impact.charts import counterfactual as charts
from dashboard.topics.impact.charts import counterfactual_sums, counterfactual_trust
from dashboard.topics.impact.charts import counterfactual_words as told
from tests import places
from tests.given import asker, drawn, open_store

pytestmark = pytest.mark.slow  # many small stores

BAB, SUEZ, CAPE = "Bab el-Mandeb Strait", "Suez Canal", "Cape of Good Hope"
HORMUZ = "Strait of Hormuz"
MONDAY = pd.Timestamp(2018, 12, 31)
SEEDS = 200
FIT, AHEAD = 156, 52
ALWAYS = (date(2000, 1, 1), date(2100, 1, 1))
WAR = date(2026, 2, 28)
TO_WAR = (date(2023, 10, 7), date(2026, 2, 22))
OLD = Growth(0.0, np.inf)
"""The model before the scenarios: growth as the weeks have it, and no least drift."""


def simulate(seed: int, effect: float = 0.0, weeks: int = FIT + AHEAD, fit: int = FIT) -> Any:
    """Return logarithms of a season on a drifting level; from week ``fit`` on with an effect."""
    rng = np.random.default_rng(seed)
    number = np.arange(weeks)
    drift = np.cumsum(rng.normal(0.001, 0.008, weeks))
    season = 0.08 * np.sin(2 * np.pi * number / level.YEAR)
    noise = rng.normal(0, 0.05, weeks)
    return 4 + drift + season + noise + np.where(number >= fit, effect, 0)


def intervals(said: level.Forecast, counted: Any, base: Any = 0.0) -> dict[int, Any]:
    """Return of each series the interval of the summed effect, (2, series) by its percent.

    ``counted`` are logs (weeks ahead, series), ``base`` what is added to the forecast; 0 percent is
    the middle, twice.
    """
    found: dict[int, list[tuple[float, float]]] = {0: [], 80: [], 95: []}
    known = np.ones(len(counted), dtype=bool)
    for line in range(counted.shape[1]):
        mean = (said.mean + base)[:, line]
        added = add(mean, said.covariance[line], 1.0 * known, np.exp(counted[:, line]), known)
        middle, spread = added.between(0, len(counted))
        for percent, z in {0: 0.0, **counterfactual.NORMAL}.items():
            bounds = added.counted[-1] - np.exp(middle + np.array([z, -z]) * spread)
            found[percent].append((float(bounds[0]), float(bounds[1])))
    return {percent: np.array(bounds).T for percent, bounds in found.items()}


def covered(effect: float) -> dict[int, float]:
    """Return of 200 simulated series how often the interval of the summed effect held the truth.

    The truth is known: the same weeks without the effect, of the same noise.
    """
    weeks, ahead = np.arange(FIT), np.arange(FIT, FIT + AHEAD)
    series = np.column_stack([simulate(seed, effect) for seed in range(SEEDS)])
    bare = np.column_stack([simulate(seed) for seed in range(SEEDS)])
    said = level.forecast(weeks, series[:FIT], ahead, OLD)
    truth = np.exp(series[FIT:]).sum(axis=0) - np.exp(bare[FIT:]).sum(axis=0)
    return {
        percent: float(((low <= truth) & (truth <= high)).mean())
        for percent, (low, high) in intervals(said, series[FIT:]).items()
        if percent
    }


def test_a_known_effect_is_recovered_at_the_stated_rate() -> None:
    held = covered(-0.8)
    assert 0.74 <= held[80] <= 0.87  # 80 percent, give or take two standard errors of 200
    assert 0.91 <= held[95] <= 0.985


def test_without_an_effect_alarms_are_as_rare_as_stated() -> None:
    held = covered(0.0)  # the truth is 0: an interval that does not hold it is a false alarm
    assert 0.13 <= 1 - held[80] <= 0.26
    assert 0.015 <= 1 - held[95] <= 0.09


SINCE = 124
"""Weeks of a simulated crisis."""

SURGE = {
    "no_growth": (99, -3.3),
    "as_control": (100, -0.6),
    "world_trade": (100, 0.7),
    "past_pace": (98, 4.8),
    "old": (94, 4.7),
}
"""Percent of 200 series that the 95 percent interval held, and by how many percent it missed."""


def after_a_surge(effect: float) -> dict[str, tuple[int, float]]:
    """Return how scenarios do where a surge lies before the crisis, and the model that was before.

    Trade surges by a quarter in the last two years and then grows by 2 percent a year, give or take
    as much; the line's share of the control wanders by 8 percent a year.
    """
    rng = np.random.default_rng(20231006)
    number = np.arange(CRISIS + SINCE)[:, None]
    since = np.maximum(number - CRISIS, 0) / level.YEAR
    surge = 0.22 * np.clip((number - 150) / 90, 0, 1)
    pace = rng.normal(0.02, 0.02, SEEDS)
    trade = surge + 0.01 * np.minimum(number, CRISIS) / level.YEAR + pace * since
    shape = (CRISIS + SINCE, SEEDS)
    share = np.cumsum(rng.normal(0, 0.08 / np.sqrt(level.YEAR), shape), axis=0)
    season = 0.05 * np.sin(2 * np.pi * number / level.YEAR)
    control = 5 + trade + season + rng.normal(0, 0.03, shape)
    bare = 4 + trade + share + season + rng.normal(0, 0.05, shape)
    counted = bare + np.where(number >= CRISIS, effect, 0)
    usual, seen = (np.exp(values[CRISIS:]).sum(axis=0) for values in (bare, counted))
    weeks, ahead = np.arange(CRISIS), np.arange(CRISIS, CRISIS + SINCE)
    growths = {name: scenario.growth for name, scenario in scenarios.SCENARIOS.items()}
    found = {}
    for name, growth in (growths | {"old": OLD}).items():
        base = control if name == scenarios.LEADING else np.zeros(shape)
        least = 0.0 if name == "old" else 0.092
        said = level.forecast(weeks, (counted - base)[:CRISIS], ahead, growth, least)
        bounds = intervals(said, counted[CRISIS:], base[CRISIS:])
        low, high = bounds[95]
        held = ((low <= seen - usual) & (seen - usual <= high)).mean()
        missed = 100 * ((seen - bounds[0][0]) / usual - 1)
        found[name] = (round(100 * held), round(float(np.mean(missed)), 1))
    return found


def test_after_a_surge_the_leading_scenario_does_not_carry_it_on() -> None:
    """What docs/methods.md says of the scenarios and of the model before them.

    Half the transits vanish; without an effect the same is found, for none enters the forecast.
    """
    found = after_a_surge(np.log(0.5))
    assert found[scenarios.LEADING][0] >= 85
    assert abs(found[scenarios.LEADING][1]) < abs(found["old"][1])
    assert found == SURGE


def test_the_drifting_level_is_the_model_of_statsmodels() -> None:
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    values, ahead = simulate(1)[:FIT], np.arange(FIT, FIT + AHEAD)
    weeks = np.arange(FIT)
    waves = level.design(np.arange(1, FIT + AHEAD + 1))[:, 2:]
    model = UnobservedComponents(values, "lldtrend", exog=waves[:FIT])
    best = model.fit(disp=False)
    expected = best.get_forecast(AHEAD, exog=waves[FIT:])
    said = level.forecast(weeks, values[:, None], ahead, OLD)
    assert np.abs(said.mean[:, 0] - expected.predicted_mean).max() < 0.03
    # Ours holds the uncertainty of the coefficients and of the strength of the drift as well.
    ratio = np.sqrt(np.diagonal(said.covariance[0])) / expected.se_mean
    assert ratio.min() > 0.9
    assert ratio[0] == pytest.approx(1.05, abs=0.1)
    assert ratio[-1] < 2


@pytest.mark.parametrize("growth", [OLD, scenarios.NONE, scenarios.WORLD])
def test_every_growth_is_less_sure_of_what_is_farther(growth: Growth) -> None:
    values = np.column_stack([simulate(1), simulate(2)])[:FIT]
    keep = np.r_[0:60, 80:FIT]  # a hole of twenty weeks
    said = level.forecast(keep, values[keep], np.arange(FIT, FIT + 120), growth, 0.05)
    assert said.mean.shape == (120, 2)
    for line in (0, 1):
        spread = np.sqrt(np.diagonal(said.covariance[line]))
        assert spread[-1] > 1.1 * spread[0]
        assert (np.diff(spread[::40]) > -1e-9).all()
        assert np.linalg.eigvalsh(said.covariance[line]).min() > -1e-9
    assert np.abs(np.nanmean(said.fitted - values[keep])) < 0.05


def test_a_prior_on_growth_is_the_pseudo_observation_that_it_stands_for() -> None:
    """A fixed growth is that of the series less it; a vague one leaves the weeks to speak."""
    values, weeks = np.column_stack([simulate(1)])[:FIT], np.arange(FIT)
    ahead = np.arange(FIT, FIT + 52)
    trend = 0.05 * np.arange(FIT + 52)[:, None] / level.YEAR
    fixed = level.forecast(weeks, values, ahead, Growth(0.05, 0.0))
    bare = level.forecast(weeks, values - trend[:FIT], ahead, scenarios.NONE)
    assert fixed.mean == pytest.approx(bare.mean + trend[FIT:])
    assert fixed.covariance == pytest.approx(bare.covariance)
    vague, weeks_alone = (level.forecast(weeks, values, ahead, g) for g in (Growth(0, 50), OLD))
    assert vague.mean == pytest.approx(weeks_alone.mean, abs=1e-3)
    assert vague.covariance == pytest.approx(weeks_alone.covariance, rel=0.05)
    found = float(np.diff(weeks_alone.mean[[-1, 0], 0])[0])
    drawn_to = level.forecast(weeks, values, ahead, Growth(0.3, 0.02))
    assert float(np.diff(drawn_to.mean[[-1, 0], 0])[0]) < found  # towards more growth


def test_the_level_moves_at_least_as_much_as_it_is_told_to() -> None:
    rng = np.random.default_rng(1)
    still = (4 + rng.normal(0, 0.05, FIT))[:, None]  # a level that does not move at all
    weeks, ahead = np.arange(FIT), np.array([FIT, FIT + 522])
    spreads = {}
    for least in (0.0, 0.1):
        said = level.forecast(weeks, still, ahead, scenarios.NONE, least)
        spreads[least] = np.diff(np.diagonal(said.covariance[0]))[0]
    assert spreads[0.0] < 10 * 0.02**2
    assert spreads[0.1] == pytest.approx(10 * 0.1**2, rel=0.35)


def test_how_much_a_year_moves_yearly_counts() -> None:
    rng = np.random.default_rng(1)
    years = np.sort(rng.choice(np.arange(1500, 2020), 400, replace=False))
    walk = np.cumsum(rng.normal(0.02, 0.07, 520))[years - 1500]
    assert level.yearly_deviation(years, np.exp(walk)) == pytest.approx(0.07, abs=0.008)
    steady = np.exp(0.02 * np.arange(10))
    assert level.yearly_deviation(np.arange(10), steady) == pytest.approx(0, abs=1e-9)


def test_a_forecast_knows_nothing_of_later_weeks() -> None:
    rows = given({(BAB, "all"): simulate(3)})
    changed = rows.assign(transits=rows["transits"].where(rows["week"] < MONDAY + week(150), 1))
    for name in scenarios.SCENARIOS:
        one, two = (
            counterfactual.forecast(prepared(r, fit_end=date(2021, 11, 1)), name, 148, 20, [0])
            for r in (rows, changed)
        )
        assert (one.mean == two.mean).all()
        assert (one.covariance == two.covariance).all()


def week(number: int) -> pd.Timedelta:
    return pd.Timedelta(days=7 * number)


def given(lines: dict[tuple[str, str], Any], days: int = 7) -> pd.DataFrame:
    """Return rows as charts/transits_counted does, of logarithms of transits a day."""
    parts = [
        pd.DataFrame(
            {
                "chokepoint": place,
                "vessel_class": kind,
                "week": [MONDAY + week(number) for number in range(len(logs))],
                "days": days,
                "transits": np.round(np.exp(logs) * days).astype(int),
                "trade_volume_t": np.round(np.exp(logs) * days).astype(int) * 1000,
                "source_ids": "s1",
            }
        )
        for (place, kind), logs in lines.items()
    ]
    rows = pd.concat(parts, ignore_index=True)
    return rows.assign(week=rows["week"].astype("datetime64[us]"))


def malacca(weeks: int, classes: tuple[str, ...] = ("total", "tanker", "cargo")) -> pd.DataFrame:
    """Return rows as charts/control_counted does: ships that grow by 2 percent a year."""
    logs = 5 + 0.02 * np.arange(weeks) / level.YEAR
    rows = given({("Malacca Strait", kind): logs for kind in classes})
    return rows.drop(columns="chokepoint").assign(source_ids="s2")


def prepared(rows: pd.DataFrame, weeks: int = 400, **more: Any) -> counterfactual.Record:
    return counterfactual.prepare(rows, malacca(weeks), 0.05, **more)


WEEKS = 300
CRISIS = 249
"""Number of the first week after 6 October 2023."""


@pytest.fixture(scope="module")
def small() -> Result:
    """Return the result for passages at one of which half the transits vanish."""
    rows = given(
        {
            (BAB, "all"): simulate(5, np.log(0.5), WEEKS, CRISIS),
            (BAB, "tanker"): simulate(6, 0, WEEKS, CRISIS) - 1,
            (CAPE, "all"): simulate(7, np.log(1.5), WEEKS, CRISIS),
            (HORMUZ, "all"): simulate(8, 0, WEEKS, CRISIS),
        }
    )
    together = rows[rows["vessel_class"] == "all"]
    return backtest.compute(prepared(rows), prepared(together, measure="trade_volume_t"))


def test_record_of_given_rows() -> None:
    rows = given({(BAB, "all"): simulate(5, 0, WEEKS, CRISIS), (CAPE, "all"): np.full(10, 2.0)})
    record = prepared(rows.drop(index=20), weeks=WEEKS - 2)
    assert record.keys == [(BAB, "all"), (CAPE, "all")]
    assert record.fit == CRISIS
    assert (record.weeks[CRISIS] - week(1)).date() == date(2023, 10, 2)
    assert np.isnan(record.logs[20, 0])
    assert record.is_left_out.sum() == 26 + 4
    expected = counterfactual.expect(record, "no_growth", [0, 1])
    assert list(expected.weekly) == [(BAB, "all")]  # ten weeks are no season
    assert 20 not in expected.weekly[BAB, "all"].index[:20]
    assert expected.added[BAB, "all"].weeks[-1] == WEEKS - CRISIS
    assert expected.sources[BAB, "all"] == "s1"
    shared = counterfactual.expect(record, "as_control", [0])
    assert shared.added[BAB, "all"].weeks[-1] == WEEKS - CRISIS - 2  # the control ends before
    assert shared.sources[BAB, "all"] == "s1|s2"


def test_a_line_is_a_share_of_its_own_class_of_the_control() -> None:
    rows = given({(BAB, kind): simulate(5) for kind in ("all", "container", "tanker")})
    control = malacca(FIT + AHEAD).assign(
        transits=lambda found: found["transits"] * found["vessel_class"].map(
            {"total": 3, "tanker": 1, "cargo": 2}
        )
    )  # fmt: skip
    record = counterfactual.prepare(rows, control, 0.05)
    ships = np.exp(record.control[0]) / np.exp(record.control[0, 2])
    assert ships == pytest.approx([3, 2, 1])  # all, container, tanker


def test_as_the_control_grows_so_does_what_is_expected() -> None:
    flat = given({(BAB, "all"): np.full(WEEKS, 4.0)})
    control = malacca(WEEKS)
    doubled = control["week"] >= MONDAY + week(CRISIS)
    control["transits"] = control["transits"].where(~doubled, 2 * control["transits"])
    expected = counterfactual.expect(counterfactual.prepare(flat, control, 0.05), "as_control", [0])
    row = sums.totals(expected, *ALWAYS).iloc[0]
    assert row["expected"] / row["counted"] == pytest.approx(2, rel=0.02)


def test_no_rows_no_model() -> None:
    rows = given({(BAB, "all"): simulate(5)}).head(0)
    result = backtest.compute(prepared(rows), prepared(rows))
    assert result.leading.weekly == {}
    assert result.origins == ()
    assert sums.totals(result.leading, *ALWAYS).empty
    assert losses.scenarios(result, *ALWAYS).empty
    assert backtesting.lines(result, WAR)[0].startswith("0 forecasts")
    record = prepared(given({(BAB, "all"): simulate(5)}))
    alone = counterfactual.prepare(
        given({(BAB, "all"): simulate(5, 0, WEEKS)}), malacca(5).head(0), 0.05
    )
    assert record.fit
    assert counterfactual.expect(alone, "as_control", [0]).weekly == {}  # without a control


def test_added_up_as_simulated_paths_are() -> None:
    """The quantiles of sums against those of 20,000 simulated courses of all weeks."""
    said = level.forecast(
        np.arange(FIT), simulate(1)[:FIT, None], np.arange(FIT, FIT + 120), scenarios.WORLD, 0.1
    )
    mean, covariance, days = said.mean[:, 0], said.covariance[0], np.full(120, 7.0)
    days[50] = 6
    known = np.arange(120) != 60
    added = add(mean, covariance, days, np.full(120, 50.0), known)
    rng = np.random.default_rng(1)
    factor = np.linalg.cholesky(covariance + 1e-10 * np.eye(120))
    paths = np.exp(mean + rng.standard_normal((20_000, 120)) @ factor.T) * np.where(known, days, 0)
    for first, last in ((0, 120), (30, 80), (119, 120)):
        middle, spread = added.between(first, last)
        wanted = np.quantile(paths[:, first:last].sum(axis=1), [0.025, 0.5, 0.975])
        found = np.exp(middle + np.array([-1.96, 0, 1.96]) * spread)
        assert found == pytest.approx(wanted, rel=0.02)
    assert added.counted[-1] == pytest.approx(50 * (7 * 118 + 6))
    assert added.weeks[-1] == 119
    assert np.isnan(added.between(60, 61)[0])


def test_sums_of_given_rows(small: Result) -> None:
    rows = sums.totals(small.leading, *ALWAYS).set_index(["chokepoint", "vessel_class"])
    bab = rows.loc[BAB, "all"]
    assert bab["weeks"] == WEEKS - CRISIS
    assert bab["days"] == 7 * bab["weeks"]
    assert bab["counted"] == pytest.approx(bab["expected"] + bab["difference"])
    assert bab["low_95"] < bab["low_80"] < bab["difference"] < bab["high_80"] < bab["high_95"] < 0
    assert bab["low_95"] < -bab["counted"] < bab["high_95"]  # half were lost
    assert rows.loc[BAB, "tanker"]["low_95"] < 0 < rows.loc[BAB, "tanker"]["high_95"]
    assert rows.loc[CAPE, "all"]["low_95"] > 0
    one = sums.totals(small.leading, date(2023, 10, 12), date(2023, 10, 18))
    assert set(one["weeks"]) == {1}
    assert set(one["first_week"]) == {pd.Timestamp(2023, 10, 9)}
    assert sums.totals(small.leading, date(2023, 10, 13), date(2023, 10, 18)).empty
    assert sums.totals(small.leading, date(2023, 10, 19), date(2023, 10, 11)).empty  # ends before
    weekly = sums.cumulative(small.leading, [BAB, CAPE, SUEZ], "all", *ALWAYS)
    last = weekly[weekly["chokepoint"] == BAB].iloc[-1]
    assert last["added_difference"] == pytest.approx(bab["difference"])
    assert last["added_low_95"] == pytest.approx(bab["low_95"])
    later = (date(2024, 1, 1), date(2024, 6, 30))
    part = sums.cumulative(small.leading, [BAB], "all", *later).iloc[-1]
    total = sums.totals(small.leading, *later, [(BAB, "all")]).iloc[0]
    assert part["added_high_80"] == pytest.approx(total["high_80"])
    assert sums.cumulative(small.leading, [SUEZ], "all", *ALWAYS).empty


def test_weeks_before_the_war_are_whole() -> None:
    assert sums.before(date(2026, 2, 28)) == date(2026, 2, 22)  # a Saturday
    assert sums.before(date(2026, 3, 2)) == date(2026, 3, 1)  # a Monday


def test_scenarios_of_given_rows(small: Result) -> None:
    rows = losses.scenarios(small, *ALWAYS).set_index(["scenario", "chokepoint"])
    assert set(rows.index.get_level_values("scenario")) == set(scenarios.SCENARIOS)
    for name in scenarios.SCENARIOS:
        bab, cape = rows.loc[name, BAB], rows.loc[name, CAPE]
        assert bab["change_pct"] == pytest.approx(100 * bab["difference"] / bab["expected"])
        assert bab["per_hundred"] == pytest.approx(-100 * cape["difference"] / bab["difference"])
        assert np.isnan(cape["per_hundred"])
        # A transit carries a thousand tonnes here; that of tonnes is a fit of its own.
        assert bab["tonnes"] == pytest.approx(1000 * bab["difference"], rel=0.01)


def test_back_test_of_given_rows(small: Result) -> None:
    assert small.origins[0] == pd.Timestamp(2021, 1, 4)
    assert small.origins[-1] == pd.Timestamp(2023, 3, 27)  # 28 weeks before the crisis
    rows = backtest.by_span(small.tests)
    assert list(rows["scenario"].unique()) == list(scenarios.SCENARIOS)
    assert sorted(rows["span"].unique()) == [26, 52, 104]
    assert set(small.tests["chokepoint"]) == {BAB, CAPE}  # Hormuz is no passage of the crisis
    one = small.tests[(small.tests["scenario"] == "no_growth") & (small.tests["span"] == 26)]
    # 30 origins, every fourth week, of three lines
    assert len(one) == 90
    assert one["weeks"].max() == 26
    assert one["weeks"].min() == 22  # the weeks of the Ever Given are in no sum
    row = one.iloc[0]
    inside = row["low_95_pct"] <= 0 <= row["high_95_pct"]
    assert row["inside_95"] == inside
    assert row["difference_pct"] == pytest.approx(100 * (row["counted"] / row["expected"] - 1))
    lines = backtest.verdicts(small.tests)
    assert len(lines) == 3
    assert (lines["is_trusted"] == (lines["inside_95"] >= 0.85)).all()
    assert backtest.sharpest(small.tests) in scenarios.SCENARIOS
    assert backtest.placebos(small.tests)["is_found"].mean() < 0.25


def test_the_interval_score() -> None:
    """Width over the sum counted, mean of both intervals, and the miss times 2 / alpha."""
    judged = dict(zip(backtest.TESTS[6:], backtest._judged(100.0, np.log(100), 0.1), strict=True))
    widths = [200 * np.sinh(0.1 * z) for z in counterfactual.NORMAL.values()]
    assert judged["score"] == pytest.approx(sum(widths) / 200)
    assert judged["inside_80"]
    missed = dict(zip(backtest.TESTS[6:], backtest._judged(200.0, np.log(100), 0.1), strict=True))
    tops = [100 * np.exp(0.1 * z) for z in counterfactual.NORMAL.values()]
    misses = [2 / a * (200 - top) for a, top in zip((0.2, 0.05), tops, strict=True)]
    assert missed["score"] == pytest.approx((sum(widths) + sum(misses)) / 400)
    assert not missed["inside_95"]
    assert missed["low_95_pct"] > 0
    assert missed["error_pct"] == pytest.approx(50)


def test_something_before_the_crisis_is_no_quiet_date() -> None:
    shifted = simulate(5, np.log(0.5), WEEKS, 180)  # something happened before the crisis
    rows = backtest.tested(prepared(given({(BAB, "all"): shifted})), "as_control", [180, 140], [0])
    found = backtest.placebos(rows[rows["span"] == 26]).set_index("start")["is_found"]
    assert found[MONDAY + week(180)]
    assert not found[MONDAY + week(140)]


def test_rows_of_the_query() -> None:
    rows = [
        {"week_start": date(2024, 1, day), "days": 1, "chokepoint": BAB, "vessel_class": kind,
         "transits": count, "trade_volume_t": 1, "source_ids": "s1"}
        for day in range(1, 7)
        for kind, count in (("tanker", 2), ("roro", 1))
    ]  # fmt: skip
    rows += [rows[0] | {"week_start": date(2024, 1, 8), "days": 7, "transits": 9}]
    rows += [rows[0] | {"week_start": date(2024, 1, 15), "days": 5, "transits": 9}]
    ask = asker(open_store(transits=rows))
    columns = "vessel_class week days transits trade_volume_t source_ids"
    assert ask("charts/transits_counted", columns) == [
        ("all", date(2024, 1, 1), 6, 18, 12, "s1"),
        ("roro", date(2024, 1, 1), 6, 6, 6, "s1"),
        ("tanker", date(2024, 1, 1), 6, 12, 6, "s1"),
        ("tanker", date(2024, 1, 8), 7, 9, 1, "s1"),
    ]


MALACCA, DOVER = "Malacca Strait", "Dover Strait"
FIVE = {"container": 1, "dry bulk": 2, "general cargo": 3, "roro": 4, "tanker": 10}


def by_day(place: str, first: int, last: int) -> list[dict[str, Any]]:
    """Return days of January 2024 as a publisher's file gives them, all five classes."""
    return [
        {"week_start": date(2024, 1, day), "days": 1, "chokepoint": place, "vessel_class": kind,
         "transits": count, "trade_volume_t": 100, "source_ids": "s1"}
        for day in range(first, last + 1)
        for kind, count in FIVE.items()
    ]  # fmt: skip


def by_week(day: int, kind: str, count: int) -> dict[str, Any]:
    tonnes = 5 if kind == "total" else None
    return {"week_start": date(2024, 1, day), "days": 7, "chokepoint": MALACCA,
            "vessel_class": kind, "transits": count, "trade_volume_t": tonnes,
            "source_ids": "s2"}  # fmt: skip


def test_the_control_of_weeks_and_of_days() -> None:
    """Days of a publisher's file take the place of weeks that they fill; controls stay apart."""
    weekly = [by_week(day, "total", 99) for day in (1, 8, 15)] + [by_week(1, "tanker", 50)]
    rows = by_day(MALACCA, 8, 14) + by_day(MALACCA, 15, 17) + by_day(DOVER, 8, 14)
    ask = asker(open_store(control_transits=weekly, transits=rows))
    columns = "vessel_class week days transits trade_volume_t source_ids"
    assert ask("charts/control_counted", columns) == [
        ("cargo", date(2024, 1, 8), 7, 70, 2800, "s1"),
        ("tanker", date(2024, 1, 1), 7, 50, None, "s2"),
        ("tanker", date(2024, 1, 8), 7, 70, 700, "s1"),
        ("total", date(2024, 1, 1), 7, 99, 5, "s2"),
        ("total", date(2024, 1, 8), 7, 140, 3500, "s1"),
        ("total", date(2024, 1, 15), 7, 99, 5, "s2"),  # three days do not fill its place
    ]
    assert ask("charts/transits_counted") == []
    short = [row for row in by_day(MALACCA, 8, 14) if row["vessel_class"] != "roro"]
    ask = asker(open_store(control_transits=weekly, transits=short))
    found = ask("charts/control_counted", "vessel_class transits source_ids")
    assert ("cargo", 70, "s1") not in found
    assert ("total", 99, "s2") in found


NO_EVENTS = pd.DataFrame(columns=["event_id", "date", "category", "title", "detail"]).astype(
    {"date": "datetime64[us]"}
)


def test_chart_of_counted_and_expected(small: Result) -> None:
    rows = small.leading.weekly[BAB, "all"]
    chart = charts.expected(rows, NO_EVENTS, "as_control", "Verdict.")
    figure = drawn(chart)
    assert [trace.name for trace in figure.data[:4]] == ["95 %", "80 %", "counted", "expected"]
    assert len(figure.data[0].x) == 2 * (WEEKS - CRISIS)
    assert len(figure.layout.shapes) == 3  # two stretches left out, the end of the fit
    assert chart.title.startswith("Bab el-Mandeb, all classes, four weeks to 29 September 2024:")
    assert "Verdict." in chart.note
    only = charts.expected(rows[rows["is_fit"]], NO_EVENTS, "as_control", "")
    assert only.figure is None
    assert only.absence == charts.NO_WEEK
    assert charts.expected(pd.DataFrame(), NO_EVENTS, "as_control", "").absence == charts.NO_MODEL


def test_weeks_of_the_other_war_are_marked_where_they_are_shown(small: Result) -> None:
    rows = small.leading.weekly[BAB, "all"]
    added = sums.cumulative(small.leading, [BAB, CAPE], "all", *ALWAYS)
    said = "since the Iran war ships switch AIS off"
    for war, is_said in ((pd.Timestamp("2024-09-28"), True), (pd.Timestamp("2024-10-01"), False),
                         (pd.NaT, False)):  # fmt: skip
        for chart, shapes in (
            (charts.expected(rows, NO_EVENTS, "as_control", "", war), 3),
            (charts.added_up(added, NO_EVENTS, war), 2),
        ):
            assert (said in chart.note) == is_said
            assert len(drawn(chart).layout.shapes) == shapes + is_said


def test_chart_of_sums(small: Result) -> None:
    rows = sums.cumulative(small.leading, [BAB, CAPE], "all", *ALWAYS)
    chart = charts.added_up(rows, NO_EVENTS)
    assert [t.name for t in drawn(chart).data] == [
        "Bab el-Mandeb, 95 %", "Bab el-Mandeb", "Bab el-Mandeb",
        "Cape, 95 %", "Cape", "Cape", "reader",
    ]  # fmt: skip
    assert "missing" in chart.title
    assert "extra" in chart.title
    assert charts.added_up(rows.head(0), NO_EVENTS).figure is None
    red_sea = [(BAB, "all"), (BAB, "tanker"), (CAPE, "all")]
    total = sums.totals(small.leading, *ALWAYS, red_sea).assign(is_trusted=[True, False, True])
    chart = counterfactual_sums.by_class(total)
    dots = drawn(chart).data[2]
    assert list(dots.marker.symbol) == ["circle", "circle-open", "diamond"]
    assert counterfactual_sums.by_class(total.head(0)).figure is None


def test_chart_of_scenarios(small: Result) -> None:
    rows = losses.scenarios(small, *ALWAYS)
    chart = counterfactual_sums.scenarios(rows, scenarios.LEADING)
    figure = drawn(chart)
    assert list(figure.layout.yaxis.ticktext)[:2] == [
        "Bab el-Mandeb: no growth since 2023",
        "Bab el-Mandeb: as Malacca grew",
    ]
    assert "missing at Bab el-Mandeb" in chart.title
    assert "extra at Cape" in chart.title
    leading = rows[(rows["scenario"] == scenarios.LEADING) & (rows["chokepoint"] == BAB)].iloc[0]
    bars = next(trace for trace in figure.data if trace.name == "interval 5").x
    # The bounds in percent: counted over the bound of what was expected.
    low = 100 * (leading["counted"] / (leading["counted"] - leading["low_95"]) - 1)
    assert bars[3] == pytest.approx(low)
    assert bars[0] == bars[1]  # only the leading scenario has an interval
    assert counterfactual_sums.scenarios(rows.head(0), "as_control").figure is None


def test_charts_of_the_back_test(small: Result) -> None:
    rows = backtest.by_span(small.tests).assign(source_ids="s1")
    rows = rows[rows["group"] == "all classes"]
    chart = counterfactual_trust.by_span(rows, "as_control", "world_trade")
    assert len(drawn(chart).data) == 12
    assert chart.title.endswith("“growth of world trade” scores better")
    lines = backtest.verdicts(small.tests).assign(source_ids="s1")
    chart = counterfactual_trust.by_line(lines, 0.85)
    assert chart.title.startswith(f"{lines['is_trusted'].sum()} of 3 lines")
    drawn(chart)
    everywhere = backtest.placebos(small.tests).assign(source_ids="s1")
    one = everywhere[(everywhere["chokepoint"] == BAB) & (everywhere["vessel_class"] == "all")]
    chart = counterfactual_trust.placebos(one, everywhere)
    found = int(one[one["span"] == 26]["is_found"].sum())
    assert chart.title.startswith(f"Bab el-Mandeb, all classes: {found} of 30 quiet dates")
    drawn(chart)
    for nothing in (
        counterfactual_trust.by_span(rows.head(0), "as_control", "as_control"),
        counterfactual_trust.by_line(lines.head(0), 0.85),
        counterfactual_trust.placebos(one.head(0), everywhere),
    ):
        assert nothing.figure is None
        assert nothing.absence


def test_numbers_in_words() -> None:
    assert numbers.rounded(48_664) == "48,700"
    assert numbers.rounded(2_559) == "2,560"
    assert numbers.rounded(312.4) == "312"
    assert told.interval(-61_681, -36_459) == "36,500 to 61,700"
    assert told.interval(-200, 150) == "200 missing to 150 extra"
    assert told.trust({"inside_95": 0.9, "is_trusted": True}) == "Back-test: 90 % of sums held."
    assert told.trust({"inside_95": 0.8, "is_trusted": False}).endswith(", too narrow.")


def scenario_rows(changes: list[float]) -> pd.DataFrame:
    """Return rows of ``losses.scenarios`` at one passage, of 10,000 expected transits each."""
    return pd.DataFrame(
        [
            {"scenario": name, "chokepoint": BAB, "change_pct": change, "difference": 100 * change,
             "low_95": 100 * change - 500, "high_95": 100 * change + 500}
            for name, change in zip(scenarios.SCENARIOS, changes, strict=True)
        ]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([-51.0, -52.0, -53.0, -56.0],
         "**About half of the passages at Bab el-Mandeb are missing, by every scenario (51 to 56"
         " %).** 5,200 fewer than had traffic grown as at Malacca; the 95 % interval, 4,700 to"
         " 5,700, is a lower bound of the uncertainty. The other scenarios: 5,100 (no growth since"
         " 2023), 5,300 (growth of world trade) and 5,600 (pace of 2019 to 2023)."),
        ([-20.0, -52.0, -53.0, -56.0],
         "**20 to 56 % of the passages at Bab el-Mandeb are missing, by every scenario.** 5,200"),
        ([63.0, 64.0, 64.0, 67.0],
         "**63 to 67 % more passages than expected at Bab el-Mandeb, by every scenario.** 6,400"
         " more than had"),
        ([-5.0, 2.0, 3.0, 4.0], "**Bab el-Mandeb: the scenarios do not agree on the sign.**"),
    ],
)  # fmt: skip
def test_what_all_scenarios_agree_on_leads(changes: list[float], said: str) -> None:
    assert told.lead(scenario_rows(changes), "as_control", BAB).startswith(said)
    assert told.lead(scenario_rows(changes), "as_control", SUEZ) == ""


@pytest.fixture(scope="module")
def bundled(bundled_store: Path) -> Result:
    """Return the result for the bundled data, computed as the page computes it."""
    cursor = store.reader(bundled_store).cursor()
    steps: list[float] = []
    result = modelling.compute(
        [queries.run(cursor, name) for name in modelling.READS],
        lambda share, words: steps.append(share),
    )
    assert steps == sorted(steps)
    assert len(steps) == 5
    return result


def rounded(rows: pd.DataFrame, place: str, column: str) -> dict[str, int]:
    part = rows[rows["chokepoint"] == place].set_index("scenario")[column]
    return {str(name): round(value) for name, value in part.items()}


def test_scenarios_of_the_bundled_data(bundled: Result) -> None:
    """What the pages and docs/methods.md say, to the last week before the Iran war."""
    rows = losses.scenarios(bundled, *TO_WAR)
    assert set(rows["weeks"]) == {124}
    assert rounded(rows, BAB, "change_pct") == {
        "no_growth": -51, "as_control": -52, "world_trade": -53, "past_pace": -56,
    }  # fmt: skip
    lost = rows[rows["chokepoint"] == BAB].set_index("scenario")
    assert (lost["difference"] / -1000).round(1).to_dict() == {
        "no_growth": 33.2, "as_control": 34.1, "world_trade": 36.4, "past_pace": 39.9,
    }  # fmt: skip
    leading = lost.loc["as_control"]
    assert (leading["low_95"], leading["high_95"]) == pytest.approx((-57_160, -17_040), abs=10)
    assert -lost["tonnes"].min() / 1e9 == pytest.approx(2.1, abs=0.05)
    assert bundled.least_yearly == pytest.approx(0.0916, abs=0.0001)


def test_back_test_of_the_bundled_data(bundled: Result) -> None:
    """The leading scenario is not the sharpest: the pages say so."""
    assert len(bundled.origins) == 30
    assert backtest.sharpest(bundled.tests) == "world_trade"
    rows = backtest.by_span(bundled.tests)
    together = rows[rows["group"] == "all classes"].set_index(["scenario", "span"])
    assert together["score"].round(2).unstack().to_dict("index") == SCORES
    held = together["inside_95"]
    assert held.loc["as_control"].between(0.9, 0.98).all()
    assert held.loc["world_trade"].min() >= 0.97
    hormuz = backtest.hormuz(bundled, TO_WAR[1]).set_index("scenario")
    assert hormuz["counted_per_day"].iloc[0] == pytest.approx(91.9, abs=0.05)
    assert hormuz["difference_pct"].round().astype(int).to_dict() == {
        "no_growth": -10, "as_control": -11, "world_trade": -13, "past_pace": -17,
    }  # fmt: skip


SCORES = {
    "no_growth": {26: 0.24, 52: 0.3, 104: 0.43},
    "as_control": {26: 0.51, 52: 0.61, 104: 0.79},
    "world_trade": {26: 0.24, 52: 0.29, 104: 0.41},
    "past_pace": {26: 0.25, 52: 0.32, 104: 0.53},
}


NOTHING = [pd.DataFrame({"nothing": [1]})]


def test_a_process_that_fails_is_told_in_words() -> None:
    with pytest.raises(SandboxError) as error:
        modelling.compute(NOTHING)
    assert str(error.value) == (
        "The process that computed the transits without the crisis broke down, and the server's log"
        " says more. The other pages do not need it."
    )


def test_a_model_that_takes_too_long_is_stopped(monkeypatch: Any) -> None:
    monkeypatch.setattr(modelling, "SECONDS", 0.0)
    with pytest.raises(SandboxError, match="was stopped after 0 seconds"):
        modelling.compute(NOTHING)


def test_a_model_that_takes_too_much_memory_is_stopped(
    built: Settings, bundled_store: Path, monkeypatch: Any
) -> None:
    cursor = store.reader(bundled_store).cursor()
    rows = [queries.run(cursor, name) for name in modelling.READS]
    less = replace(built, memory_mb=40)
    monkeypatch.setattr(modelling.settings, "read", lambda: less)
    with pytest.raises(SandboxError, match="takes more than the 40 MB that it may"):
        modelling.compute(rows)


def no_model(rows: Any, step: Any) -> Result:
    raise AssertionError("computed again")


def rows_of(number: int) -> list[pd.DataFrame]:
    return [pd.DataFrame({"number": [number]})]


def test_a_result_is_kept_beside_the_store(
    tmp_path: Path, bundled: Result, monkeypatch: Any
) -> None:
    """A second start reads what the first computed; other rows are computed."""
    monkeypatch.setattr(modelling, "compute", lambda rows, step: bundled)
    results.transits(tmp_path, rows_of(1))
    monkeypatch.setattr(modelling, "compute", no_model)
    kept = results.transits(tmp_path, rows_of(1))
    assert backtesting.facts(kept, TO_WAR[1]) == backtesting.facts(bundled, TO_WAR[1])
    pd.testing.assert_frame_equal(kept.tests, bundled.tests)
    for name, expected in bundled.expected.items():
        assert kept.expected[name].weekly.keys() == expected.weekly.keys()
        for line, rows in expected.weekly.items():
            pd.testing.assert_frame_equal(kept.expected[name].weekly[line], rows)
    with pytest.raises(AssertionError, match="computed again"):
        results.transits(tmp_path, rows_of(2))


def test_a_kept_result_that_is_damaged_or_foreign_is_computed_anew(
    tmp_path: Path, bundled: Result, monkeypatch: Any, caplog: Any
) -> None:
    """A file runs nothing but what makes a result; the newest three are kept."""
    computed: list[int] = []

    def compute(rows: Any, step: Any) -> Result:
        computed.append(rows[0]["number"][0])
        return bundled

    monkeypatch.setattr(modelling, "compute", compute)
    results.transits(tmp_path, rows_of(1))
    (file,) = (tmp_path / results.FOLDER).iterdir()
    whole = file.read_bytes()
    for content in (b"", whole[:-1000], pickle.dumps(print), pickle.dumps({"no": "result"})):
        file.write_bytes(content)
        results.transits(tmp_path, rows_of(1))
        assert file.read_bytes() == whole
    assert computed == [1] * 5
    assert "builtins.print is no part of a result" in caplog.text
    for number in (2, 3, 4):
        results.transits(tmp_path, rows_of(number))
    assert len(list((tmp_path / results.FOLDER).iterdir())) == results.KEPT
    assert not file.exists()


def test_where_nothing_can_be_written_a_result_is_not_kept(
    tmp_path: Path, bundled: Result, monkeypatch: Any, caplog: Any
) -> None:
    monkeypatch.setattr(modelling, "compute", lambda rows, step: bundled)
    (tmp_path / results.FOLDER).write_text("no folder")
    assert results.transits(tmp_path, rows_of(1)) is bundled
    assert "is not kept" in caplog.text


def test_the_command(built: Settings, bundled: Result, monkeypatch: Any, capsys: Any) -> None:
    monkeypatch.setenv("REDSEA_STORE", str(built.store))
    monkeypatch.setattr(modelling, "compute", lambda rows, step: bundled)
    assert commands.main(["backtest", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["leading"], said["lowest_interval_score"]) == ("as_control", "world_trade")
    assert said["until"] == "2026-02-22"
    assert len(said["lines"]) == 18
    line = next(x for x in said["lines"] if (x["chokepoint"], x["vessel_class"]) == (BAB, "all"))
    assert set(line["scenarios"]) == {"no_growth", "as_control", "world_trade", "past_pace"}
    found = line["scenarios"]["as_control"]
    assert (found["kind"], found["last_week"]) == ("not seen", "2026-02-16")
    assert found["low_95"] < found["sum"] < found["high_95"]
    assert found["with_later_weeks"]["last_week"] == "2026-08-10"  # where the control ends
    assert set(found["tests"]) == {"26_weeks", "52_weeks", "104_weeks"}
    assert set(found["tests"]["52_weeks"]) == {
        "interval_score", "coverage_80", "coverage_95", "sums",
    }  # fmt: skip
    cape = next(x for x in said["lines"] if (x["chokepoint"], x["vessel_class"]) == (CAPE, "all"))
    assert {row["kind"] for row in cape["scenarios"].values()} == {"extra"}
    assert commands.main(["backtest"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("30 forecasts of each scenario, from 2021-01-04 to 2023-03-27")
    assert "Leading: as_control. Lowest interval score: world_trade." in text


def test_lines_of_the_command_without_a_war(small: Result) -> None:
    text = backtesting.lines(small, None)
    assert "Hormuz, where the Red Sea takes nothing, to the last week" in "\n".join(text)
    facts = backtesting.facts(small, date(2024, 3, 1))
    ends = {row["last_week"] for row in facts["lines"][0]["scenarios"].values()}
    assert ends == {"2024-02-19"}


def test_the_page(visit: Callable[..., Any], bundled: Result, monkeypatch: Any) -> None:
    monkeypatch.setattr(modelling, "compute", lambda rows, step: bundled)
    app = visit("impact")
    assert [metric.label for metric in places.cards(app)] == [
        "Missing transits, Bab el-Mandeb",
        "Missing transits, Suez",
        "Extra transits, Cape",
        "Bab el-Mandeb plus Cape, a day",
    ]
    assert places.cards(app)[0].value == "34,100"
    assert places.cards(app)[3].value == "120.5 → 121.2"
    lead = next(m.value for m in app.markdown if m.value.startswith("**About half"))
    assert "by every scenario (51 to 56 %)" in lead
    assert len(places.titles(app)) == 3
    said = " ".join([*places.small(app), *places.titles(app), lead])
    assert "rather more than less" not in said
    assert "expected too few" not in said
    assert "to 22 February 2026" in said
    asked = {"impact_war": "Shown, marked", "impact_scenario": "growth of world trade"}
    app = visit("impact", **asked)
    assert "to 4 October 2026" in " ".join(places.titles(app))
    assert any("Shaded: since the Iran war" in caption.value for caption in app.caption)
    app = visit("impact", impact_detail="Added up", **asked)
    assert places.titles(app)[2].startswith("9 October 2023 to 4 October 2026: Bab el-Mandeb")
    app = visit("impact", impact_detail="By class of ship")
    assert "at Bab el-Mandeb the largest change is container, 12,300" in places.titles(app)[2]
    assert any("Hollow: 3 of 18 lines" in caption.value for caption in app.caption)
    app = visit("impact", impact="How far to trust it", impact_class="tanker")
    assert len(places.titles(app)) == 6
    assert any("tanker" in title for title in places.titles(app))
    app = visit("impact", period=["2019-01-01", "2020-01-01"])
    assert places.cards(app)[0].value == "none"
    assert all(charts.NO_WEEK in note.value for note in app.info)
    assert app.info


def test_what_it_cost(visit: Callable[..., Any], bundled: Result, monkeypatch: Any) -> None:
    monkeypatch.setattr(modelling, "compute", lambda rows, step: bundled)
    app = visit("impact", impact="What it cost")
    assert [(metric.label, metric.value) for metric in places.cards(app)] == [
        ("Missing cargo, Bab el-Mandeb, bn t", "1.8 to 2.1"),
        ("Canal revenue lost, bn USD", "12.1 to 14.2"),
        ("CO2 of the longer voyages", "34 Mt"),
    ]
    assert len(places.titles(app)) == 3


def test_revenue_and_carbon_by_hand(bundled: Result) -> None:
    """Each with its arithmetic: dues of 2023 by ships; voyages by miles, fuel and CO2."""
    canal = pd.DataFrame(
        [{"year": 2024, "revenue_bn_usd": 4.0, "base_revenue_bn_usd": 10.0, "base_per_day": 70.0,
          "source_ids": "s1"}]
    )  # fmt: skip
    rows = losses.revenue(bundled, canal).set_index("scenario")
    total = sums.totals(
        bundled.expected["no_growth"], date(2024, 1, 1), date(2024, 12, 31), [(SUEZ, "all")]
    ).iloc[0]
    assert total["days"] == 364
    due = 10 * total["expected"] / 364 / 70
    assert rows.loc["no_growth", "lost_bn_usd"] == pytest.approx(due - 4)
    voyages = pd.DataFrame(
        [{"vessel_class": kind, "co2_t": co2, "co2_low_t": 1.0, "co2_high_t": 2 * co2,
          "source_ids": "s3"} for kind, co2 in (("container", 2000.0), ("tanker", 1000.0))]
    )  # fmt: skip
    found = losses.carbon(bundled, voyages, *TO_WAR).set_index("scenario").loc["as_control"]
    extra = sums.totals(bundled.leading, *TO_WAR).set_index(["chokepoint", "vessel_class"])
    ships = [extra.loc[(CAPE, kind), "difference"] for kind in ("container", "tanker")]
    assert found["co2_mt"] == pytest.approx((2000 * ships[0] + 1000 * ships[1]) / 1e6)
    assert found["high_mt"] == pytest.approx(2 * found["co2_mt"])
    assert found["extra"] == pytest.approx(sum(ships))
    assert "s3" in found["source_ids"]
    assert losses.revenue(bundled, canal.assign(year=2030)).empty


def test_the_constants_of_world_trade_are_those_of_the_dataset(bundled_store: Path) -> None:
    """2 percent a year, give or take 3: the years on record lie within two deviations of it."""
    found = store.reader(bundled_store).cursor().execute(
        "select seaborne_trade_growth_pct from unctad_growth"
    ).fetchall()  # fmt: skip
    years = np.array([row[0] for row in found])
    assert len(years) == 9
    assert (np.abs(years - scenarios.WORLD_PCT) < 2 * scenarios.WORLD_DEVIATION_PCT).all()
    assert years.mean() == pytest.approx(1.3, abs=0.05)
    assert years.std(ddof=1) < scenarios.WORLD_DEVIATION_PCT


def test_how_much_the_canal_moves_in_a_year(bundled_store: Path) -> None:
    """9.2 percent, from the years before any test; with those to 2023 it is 9.4."""
    rows = queries.run(store.reader(bundled_store).cursor(), "facts/canal_years")
    assert len(rows) == 15
    known = rows[rows["year"] <= 2023]
    found = level.yearly_deviation(known["year"].to_numpy(), known["transits"].to_numpy(float))
    assert found == pytest.approx(0.094, abs=0.0005)
    assert counterfactual.least_yearly(rows) == pytest.approx(0.0916, abs=0.0001)
    assert counterfactual.least_yearly(rows.head(2)) == 0


def test_the_balance_and_the_shares_of_the_bundled_data(bundled_store: Path) -> None:
    cursor = store.reader(bundled_store).cursor()
    fit_end = counterfactual.FIT_END.date()
    rows = queries.run(cursor, "facts/passages_balance", fit_end=fit_end, until=TO_WAR[1])
    rows = rows.set_index("vessel_class")[["before_per_day", "since_per_day"]].round(1)
    assert tuple(rows.loc["all"]) == (120.5, 121.2)
    assert tuple(rows.loc["container"]) == (24.7, 25.4)
    shares = queries.run(cursor, "facts/control_shares", fit_end=fit_end)
    yearly = shares[(shares["vessel_class"] == "all")].set_index("year")["share"].round(3)
    assert yearly.tolist() == [0.312, 0.333, 0.362, 0.325, 0.339, 0.340]
    # The plain arithmetic: the share of the last 52 weeks of what passed Malacca since.
    control = queries.run(cursor, "charts/control_counted")
    total = control[control["vessel_class"] == "total"].set_index("week")["transits"]
    counted = queries.run(cursor, "charts/transits_counted")
    bab = counted[(counted["chokepoint"] == BAB) & (counted["vessel_class"] == "all")]
    bab = bab.set_index("week")["transits"]
    quarters = {}
    for name, counts in (("Malacca", total), ("Bab el-Mandeb", bab)):
        days = (counts.index >= "2021-07-01") & (counts.index < "2022-04-01")
        quarters[name] = (counts[days] / 7).resample("QE").mean().round().tolist()
    assert quarters == {"Malacca": [145, 181, 203], "Bab el-Mandeb": [59, 60, 62]}
    for last, lost in (("2026-02-16", 35_500), ("2026-07-13", 41_300)):
        weeks = slice("2023-10-09", last)
        share = bab["2022-10-10":"2023-10-02"].sum() / total["2022-10-10":"2023-10-02"].sum()
        assert share * total[weeks].sum() - bab[weeks].sum() == pytest.approx(lost, abs=100)


def test_the_methods_say_what_is_computed(bundled: Result) -> None:
    text = " ".join((HOME / "docs" / "methods.md").read_text(encoding="utf-8").split())
    rows = backtest.by_span(bundled.tests)
    rows = rows[rows["group"] == "all classes"]
    for name in scenarios.SCENARIOS:
        cells = [
            f"{row['score']:.2f} ({100 * row['inside_95']:.0f} %)"
            for row in rows[rows["scenario"] == name].sort_values("span").to_dict("records")
        ]
        assert f"| `{name}` | {' | '.join(cells)} |" in text
    found = losses.scenarios(bundled, *TO_WAR)
    lost = found[found["chokepoint"] == BAB].set_index("scenario")
    sums_said = [f"{numbers.rounded(-lost.loc[n, 'difference'])} (`{n}`)" for n in lost.index]
    assert f"Not seen at Bab el-Mandeb: {', '.join(sums_said)}" in text
    leading = told.interval(*lost.loc["as_control", ["low_95", "high_95"]])
    assert f"95 percent interval of `as_control`, {leading}, is a lower bound" in text
    changes = told.percents(lost["change_pct"].tolist()).replace(" %", " percent")
    assert f"which is {changes} of what was expected" in text
    assert f"at least {100 * bundled.least_yearly:.1f} percent a year" in text
    hormuz = backtest.hormuz(bundled, TO_WAR[1]).set_index("scenario")
    below = [f"`{n}`" for n in hormuz.index]
    sizes = [f"{-size:.0f}" for size in hormuz["difference_pct"]]
    assert (
        f"{hormuz['counted_per_day'].iloc[0]:.1f} a day were counted there: {sizes[0]} percent"
        f" below {below[0]}, {sizes[1]} below {below[1]}, {sizes[2]} below {below[2]}, {sizes[3]}"
        f" below {below[3]}"
    ) in text
    share, missed = SURGE["as_control"]
    assert f"holds the truth in {share} percent and misses by −{-missed} percent" in text
    assert f"holds {SURGE['old'][0]} percent and expects {SURGE['old'][1]} percent too many" in text
