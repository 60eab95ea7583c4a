"""Transits without the crisis: known effects are found, none is not, and the test of the model."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dashboard import __main__ as commands
from dashboard import queries, store
from dashboard.analysis import backtest, candidates, counterfactual, sums
from dashboard.analysis.backtest import Result
from dashboard.charts import counterfactual as charts
from dashboard.charts import counterfactual_placebos, counterfactual_sums, counterfactual_trust
from dashboard.charts import counterfactual_words as told
from dashboard.desk import backtesting, modelling
from dashboard.settings import Settings
from tests.given import asker, drawn, open_store

BAB, SUEZ, CAPE = "Bab el-Mandeb Strait", "Suez Canal", "Cape of Good Hope"
MONDAY = pd.Timestamp(2018, 12, 31)
SEEDS = 200
FIT, AHEAD = 156, 52
ALWAYS = (date(2000, 1, 1), date(2100, 1, 1))


def simulate(seed: int, effect: float = 0.0, weeks: int = FIT + AHEAD, fit: int = FIT) -> Any:
    """Return logarithms of a season on a drifting level; from week ``fit`` on with an effect."""
    rng = np.random.default_rng(seed)
    number = np.arange(weeks)
    level = np.cumsum(rng.normal(0.001, 0.008, weeks))
    season = 0.08 * np.sin(2 * np.pi * number / candidates.YEAR)
    noise = rng.normal(0, 0.05, weeks)
    return 4 + level + season + noise + np.where(number >= fit, effect, 0)


def covered(effect: float) -> dict[int, float]:
    """Return of 200 simulated series how often the interval of the summed effect held the truth.

    The truth is known: the same weeks without the effect, of the same noise.
    """
    weeks, ahead = np.arange(FIT), np.arange(FIT, FIT + AHEAD)
    series = np.column_stack([simulate(seed, effect) for seed in range(SEEDS)])
    bare = np.column_stack([simulate(seed) for seed in range(SEEDS)])
    said = candidates.drifting_level(weeks, series[:FIT], ahead, AHEAD)
    held = dict.fromkeys((80, 95), 0)
    for seed in range(SEEDS):
        counted = np.exp(series[FIT:, seed]).sum()
        truth = counted - np.exp(bare[FIT:, seed]).sum()
        paths = counterfactual.simulated(said, seed, 0, 500).sum(axis=1)
        for percent in held:
            tail = (1 - percent / 100) / 2
            low, high = np.quantile(counted - paths, [tail, 1 - tail])
            held[percent] += int(low <= truth <= high)
    return {percent: count / SEEDS for percent, count in held.items()}


def test_a_known_effect_is_recovered_at_the_stated_rate() -> None:
    held = covered(-0.8)
    assert 0.74 <= held[80] <= 0.87  # 80 percent, give or take two standard errors of 200
    assert 0.91 <= held[95] <= 0.985


def test_without_an_effect_alarms_are_as_rare_as_stated() -> None:
    held = covered(0.0)  # the truth is 0: an interval that does not hold it is a false alarm
    assert 0.13 <= 1 - held[80] <= 0.26
    assert 0.015 <= 1 - held[95] <= 0.09


def test_the_drifting_level_is_the_model_of_statsmodels() -> None:
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    values, ahead = simulate(1)[:FIT], np.arange(FIT, FIT + AHEAD)
    weeks = np.arange(FIT)
    waves = candidates.design(np.arange(1, FIT + AHEAD + 1))[:, 2:]
    model = UnobservedComponents(values, "lldtrend", exog=waves[:FIT])
    best = model.fit(disp=False)
    expected = best.get_forecast(AHEAD, exog=waves[FIT:])
    said = candidates.drifting_level(weeks, values[:, None], ahead, 1)
    assert np.abs(said.mean[:, 0] - expected.predicted_mean).max() < 0.03
    # Ours holds the uncertainty of the coefficients and of the strength of the drift as well.
    ratio = said.deviation[:, 0] / expected.se_mean
    assert ratio.min() > 0.9
    assert ratio[0] == pytest.approx(1.05, abs=0.1)
    assert ratio[-1] < 2


@pytest.mark.parametrize("name", candidates.CANDIDATES)
def test_every_candidate_is_less_sure_of_what_is_farther(name: str) -> None:
    values = np.column_stack([simulate(1), simulate(2)])[:FIT]
    keep = np.r_[0:60, 80:FIT]  # a hole of twenty weeks
    said = candidates.CANDIDATES[name](keep, values[keep], np.arange(FIT, FIT + 120), 26)
    assert said.mean.shape == said.deviation.shape == (120, 2)
    assert (said.deviation[-1] > 1.1 * said.deviation[0]).all()
    assert (np.diff(said.deviation[::40], axis=0) > -1e-9).all()
    assert said.covariance.shape == (2, 26, 26)
    for line in (0, 1):
        spread = np.sqrt(np.diag(said.covariance[line]))
        assert spread == pytest.approx(said.deviation[:26, line])
        assert np.linalg.eigvalsh(said.covariance[line]).min() > -1e-9
    assert np.abs(np.nanmean(said.fitted - values[keep])) < 0.05


def test_a_forecast_knows_nothing_of_later_weeks() -> None:
    rows = given({(BAB, "all"): simulate(3)})
    changed = rows.assign(transits=rows["transits"].where(rows["week"] < MONDAY + week(150), 1))
    first, second = (counterfactual.prepare(r, date(2021, 11, 1)) for r in (rows, changed))
    for name in candidates.CANDIDATES:
        one, two = (counterfactual.forecast(r, name, 148, 20, 5) for r in (first, second))
        assert (one.mean == two.mean).all()
        assert (one.deviation == two.deviation).all()


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
                "source_ids": "s1",
            }
        )
        for (place, kind), logs in lines.items()
    ]
    rows = pd.concat(parts, ignore_index=True)
    return rows.assign(week=rows["week"].astype("datetime64[us]"))


WEEKS = 300
CRISIS = 249
"""Number of the first week after 6 October 2023."""


@pytest.fixture(scope="module")
def small() -> Result:
    """Return the result for two chokepoints, at one of which half the transits vanish."""
    lines = {
        (BAB, "all"): simulate(5, np.log(0.5), WEEKS, CRISIS),
        (BAB, "tanker"): simulate(6, 0, WEEKS, CRISIS) - 1,
        (CAPE, "all"): simulate(7, np.log(1.5), WEEKS, CRISIS),
    }
    return backtest.compute(counterfactual.prepare(given(lines)))


def test_record_of_given_rows() -> None:
    rows = given({(BAB, "all"): simulate(5, 0, WEEKS, CRISIS), (CAPE, "all"): np.full(10, 2.0)})
    record = counterfactual.prepare(rows.drop(index=20))
    assert record.keys == [(BAB, "all"), (CAPE, "all")]
    assert record.fit == CRISIS
    assert (record.weeks[CRISIS] - week(1)).date() == date(2023, 10, 2)
    assert np.isnan(record.logs[20, 0])
    assert record.is_left_out.sum() == 26 + 4
    expected = counterfactual.expect(record, "drifting level")
    assert list(expected.paths) == [(BAB, "all")]  # ten weeks are no season
    assert 20 not in expected.weekly[BAB, "all"].index[:20]


def test_no_rows_no_model() -> None:
    rows = given({(BAB, "all"): simulate(5)}).head(0)
    result = backtest.compute(counterfactual.prepare(rows))
    assert result.expected.paths == {}
    assert result.origins == ()
    assert sums.totals(result.expected, *ALWAYS).empty
    assert backtesting.lines(result)[0].startswith("0 forecasts")


def test_sums_of_given_rows(small: Result) -> None:
    rows = sums.totals(small.expected, *ALWAYS).set_index(["chokepoint", "vessel_class"])
    bab = rows.loc[BAB, "all"]
    assert bab["weeks"] == WEEKS - CRISIS
    assert bab["counted"] == pytest.approx(bab["expected"] + bab["difference"])
    assert bab["low_95"] < bab["low_80"] < bab["difference"] < bab["high_80"] < bab["high_95"] < 0
    assert bab["low_95"] < -bab["counted"] < bab["high_95"]  # half were lost
    assert rows.loc[BAB, "tanker"]["low_95"] < 0 < rows.loc[BAB, "tanker"]["high_95"]
    assert rows.loc[CAPE, "all"]["low_95"] > 0
    one = sums.totals(small.expected, date(2023, 10, 12), date(2023, 10, 18))
    assert set(one["weeks"]) == {1}
    weekly = sums.cumulative(small.expected, [BAB, CAPE, SUEZ], "all", *ALWAYS)
    last = weekly[weekly["chokepoint"] == BAB].iloc[-1]
    assert last["added_difference"] == pytest.approx(bab["difference"])
    assert last["added_low_95"] == pytest.approx(bab["low_95"])
    share = sums.per_hundred(small.expected, (CAPE, "all"), (BAB, "all"), *ALWAYS)
    assert share
    assert share[0] < share[1] < share[2]
    weekly = small.expected.weekly
    cut = weekly | {(CAPE, "all"): weekly[CAPE, "all"].iloc[:-2]}
    ending = cut[CAPE, "all"]["week"].max().date() + timedelta(days=6)
    shorter = replace(small.expected, weekly=cut)
    over_both = sums.per_hundred(shorter, (CAPE, "all"), (BAB, "all"), *ALWAYS)
    until = (ALWAYS[0], ending)
    assert over_both == sums.per_hundred(small.expected, (CAPE, "all"), (BAB, "all"), *until)
    assert over_both != share
    assert sums.per_hundred(small.expected, (CAPE, "all"), (SUEZ, "all"), *ALWAYS) is None
    assert sums.per_hundred(small.expected, (CAPE, "all"), (BAB, "tanker"), *ALWAYS) is None


def test_the_same_rows_give_the_same_result(small: Result) -> None:
    lines = {(BAB, "all"): simulate(5, np.log(0.5), WEEKS, CRISIS)}
    record = counterfactual.prepare(given(lines))
    first, second = (counterfactual.expect(record, "drifting level") for _ in range(2))
    assert (first.paths[BAB, "all"] == second.paths[BAB, "all"]).all()


def test_back_test_of_given_rows(small: Result) -> None:
    assert small.origins[0] == pd.Timestamp(2021, 1, 4)
    assert small.origins[-1] == pd.Timestamp(2023, 7, 17)  # twelve weeks before the crisis
    rows = backtest.by_horizon(small.bands)
    assert list(rows["model"].unique()) == list(candidates.CANDIDATES)
    assert list(rows["band"].unique()) == list(backtest.BANDS)
    chosen = rows[rows["model"] == "drifting level"].set_index("band")
    assert 0.6 <= chosen.loc["1–13", "inside_80"] <= 0.95
    assert chosen.loc["over 104", "error_per_day"] > chosen.loc["1–13", "error_per_day"]
    lines = backtest.by_line(small.bands, small.chosen)
    assert len(lines) == 3
    assert (lines["is_trusted"] == lines["inside_80"].between(0.72, 0.88)).all()
    # 34 origins, every fourth week; the weeks of the Ever Given are no test
    count = sum(CRISIS - start for start in range(105, CRISIS - 11, 4))
    assert count - 34 * 4 <= lines["weeks"].iloc[0] < count


def test_placebo_dates_of_given_rows(small: Result) -> None:
    rows = small.placebos
    assert set(rows["span"]) == {12, 26}
    assert rows["start"].max() < pd.Timestamp(2023, 8, 1)
    assert rows["is_found"].mean() < 0.2
    shifted = simulate(5, np.log(0.5), WEEKS, 180)  # something happened before the crisis
    record = counterfactual.prepare(given({(BAB, "all"): shifted}))
    assert backtest.placebo(record, "drifting level", [180])["is_found"].all()
    assert not backtest.placebo(record, "drifting level", [140])["is_found"].any()


def bands(**shares: list[float]) -> pd.DataFrame:
    """Return a back-test of the models with these shares inside, a band each; scores by name."""
    score = {"same week last year": 1.0, "straight trend": 2.0, "drifting level": 3.0}
    return pd.DataFrame(
        [
            {
                "model": name.replace("_", " "), "chokepoint": BAB, "vessel_class": "all",
                "band": band, "weeks": 10, "inside_80": share, "inside_95": 0.95,
                "above_80": 0.1, "error_per_day": 1.0, "error_pct": 5.0,
                "score": score[name.replace("_", " ")],
            }
            for name, found in shares.items()
            for band, share in zip(backtest.BANDS, found, strict=False)
        ]
    )  # fmt: skip


def test_the_rule_that_chooses() -> None:
    rows = bands(same_week_last_year=[0.8, 0.6], straight_trend=[0.75, 0.8], drifting_level=[0.8])
    assert backtest.choose(rows)[0] == "straight trend"  # sharper of the two that hold
    rows = bands(straight_trend=[0.8, 0.71], drifting_level=[0.88, 0.72])
    name, why = backtest.choose(rows)
    assert name == "drifting level"
    assert "alone" in why
    rows = bands(same_week_last_year=[0.5], straight_trend=[0.6], drifting_level=[0.95])
    name, why = backtest.choose(rows)
    assert name == "drifting level"
    assert "nearest" in why


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
    found = ask("charts/transits_counted", "vessel_class week days transits source_ids")
    assert [(kind, day, days, count, ids) for kind, day, days, count, ids in found] == [
        ("all", date(2024, 1, 1), 6, 18, "s1"),
        ("roro", date(2024, 1, 1), 6, 6, "s1"),
        ("tanker", date(2024, 1, 1), 6, 12, "s1"),
        ("tanker", date(2024, 1, 8), 7, 9, "s1"),
    ]


NO_EVENTS = pd.DataFrame(columns=["event_id", "date", "category", "title", "detail"]).astype(
    {"date": "datetime64[us]"}
)


def test_chart_of_counted_and_expected(small: Result) -> None:
    rows = small.expected.weekly[BAB, "all"]
    chart = charts.expected(rows, NO_EVENTS, small.chosen, "Verdict.")
    figure = drawn(chart)
    assert [trace.name for trace in figure.data[:4]] == ["95 %", "80 %", "counted", "expected"]
    assert len(figure.data[0].x) == 2 * (WEEKS - CRISIS)
    assert len(figure.layout.shapes) == 3  # two stretches left out, the end of the fit
    assert chart.title.startswith("Bab el-Mandeb, all classes, four weeks to 29 September 2024:")
    assert "Verdict." in chart.note
    only = charts.expected(rows[rows["is_fit"]], NO_EVENTS, small.chosen, "")
    assert only.figure is None
    assert only.absence == charts.NO_WEEK
    assert charts.expected(pd.DataFrame(), NO_EVENTS, small.chosen, "").absence == charts.NO_MODEL


def test_the_other_war_is_named_where_the_weeks_reach_it(small: Result) -> None:
    rows = small.expected.weekly[BAB, "all"]
    added = sums.cumulative(small.expected, [BAB, CAPE], "all", *ALWAYS)
    begun = pd.Timestamp("2024-09-28")
    said = "Since 28 September 2024 the war around Hormuz also moves these counts"
    for war, is_said in ((begun, True), (pd.Timestamp("2024-10-01"), False), (pd.NaT, False)):
        expected = charts.expected(rows, NO_EVENTS, small.chosen, "", war)
        assert (said in expected.note) == (said in charts.added_up(added, NO_EVENTS, war).note)
        assert (said in expected.note) == is_said
        assert ("Hormuz" in expected.note) == is_said


def test_chart_of_sums(small: Result) -> None:
    rows = sums.cumulative(small.expected, [BAB, CAPE], "all", *ALWAYS)
    chart = charts.added_up(rows, NO_EVENTS)
    assert [t.name for t in drawn(chart).data] == [
        "Bab el-Mandeb, 95 %", "Bab el-Mandeb", "Bab el-Mandeb",
        "Cape, 95 %", "Cape", "Cape", "reader",
    ]  # fmt: skip
    assert "not seen" in chart.title
    assert "extra" in chart.title
    assert charts.added_up(rows.head(0), NO_EVENTS).figure is None
    total = sums.totals(small.expected, *ALWAYS).assign(is_trusted=[True, False, True])
    chart = counterfactual_sums.by_class(total)
    dots = drawn(chart).data[2]
    assert list(dots.marker.symbol) == ["circle", "circle-open", "diamond"]
    assert counterfactual_sums.by_class(total.head(0)).figure is None
    own = counterfactual_sums.sums_of_classes(total)
    assert own["chokepoint"].tolist() == [BAB, CAPE]
    assert not own["agrees"].iloc[0]


def test_charts_of_the_back_test(small: Result) -> None:
    rows = backtest.by_horizon(small.bands).assign(source_ids="s1")
    chart = counterfactual_trust.by_horizon(rows, small.chosen, len(small.origins))
    assert len(drawn(chart).data) == 9
    lines = backtest.by_line(small.bands, small.chosen).assign(source_ids="s1")
    chart = counterfactual_trust.by_line(lines)
    assert chart.title.startswith(f"{lines['is_trusted'].sum()} of 3 lines")
    drawn(chart)
    everywhere = small.placebos.assign(source_ids="s1")
    one = everywhere[(everywhere["chokepoint"] == BAB) & (everywhere["vessel_class"] == "all")]
    chart = counterfactual_placebos.placebos(one, everywhere)
    found = int(one[one["span"] == 26]["is_found"].sum())
    assert chart.title.startswith(f"Bab el-Mandeb, all classes: {found} of 30 quiet dates")
    drawn(chart)
    for nothing in (
        counterfactual_trust.by_horizon(rows.head(0), "drifting level", 0),
        counterfactual_trust.by_line(lines.head(0)),
        counterfactual_placebos.placebos(one.head(0), everywhere),
    ):
        assert nothing.figure is None
        assert nothing.absence


@pytest.mark.parametrize(
    ("inside", "above", "said"),
    [
        (0.8, 0.1, "In the back-test the 80 % interval held 80 % of the weeks: within the 72 to"),
        (0.95, 0.0, "held 95 % of the weeks: it is not to be trusted, being too wide."),
        (0.5, 0.5, "being too narrow. 100 % of the weeks outside lay above it: the model expected"
         " too few."),
        (0.5, 0.0, "being too narrow. 100 % of the weeks outside lay below it: the model expected"
         " too many."),
        (0.5, 0.25, "being too narrow."),
    ],
)  # fmt: skip
def test_the_verdict(inside: float, above: float, said: str) -> None:
    row = {"inside_80": inside, "above_80": above, "is_trusted": 0.72 <= inside <= 0.88}
    assert said in told.trust(row)
    assert bool(told.mark(row)) != row["is_trusted"]


def test_numbers_in_words() -> None:
    assert told.thousands(48_664) == "48,700"
    assert told.thousands(2_559) == "2,560"
    assert told.thousands(312.4) == "312"
    assert told.interval(-61_681, -36_459) == "36,500 to 61,700"
    assert told.interval(-200, 150) == "200 not seen to 150 extra"


@pytest.fixture(scope="module")
def bundled(bundled_store: Path) -> Result:
    """Return the result for the bundled data, computed as the page computes it."""
    rows = queries.run(store.reader(bundled_store).cursor(), "charts/transits_counted")
    steps: list[float] = []
    result = modelling.compute(rows, lambda share, words: steps.append(share))
    assert steps == sorted(steps)
    assert len(steps) == 5
    return result


def test_result_of_the_bundled_data(bundled: Result) -> None:
    """What docs/methods.md says of the back-test."""
    assert bundled.chosen == "drifting level"
    rows = backtest.by_horizon(bundled.bands)
    held = rows[rows["model"] == bundled.chosen]["inside_80"]
    assert held.between(0.72, 0.88).all()
    found = sums.totals(bundled.expected, *ALWAYS).set_index(["chokepoint", "vessel_class"])
    assert len(found) == 24
    for place, sign in ((BAB, -1), (SUEZ, -1), (CAPE, 1)):
        row = found.loc[place, "all"]
        assert np.sign(row["low_95"]) == np.sign(row["high_95"]) == sign
    assert bundled.placebos.groupby("span")["is_found"].mean().max() < 0.1
    own = counterfactual_sums.sums_of_classes(found.reset_index())
    assert own["agrees"].all()


def test_a_process_that_fails_is_told_in_words() -> None:
    with pytest.raises(modelling.ModelError, match="could not be computed"):
        modelling.compute(pd.DataFrame({"nothing": [1]}))


def test_the_command(built: Settings, bundled: Result, monkeypatch: Any, capsys: Any) -> None:
    monkeypatch.setenv("REDSEA_STORE", str(built.store))
    monkeypatch.setattr(modelling, "compute", lambda rows, step: bundled)
    assert commands.main(["backtest", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["model"] == "drifting level"
    assert len(said["by_line"]) == 24
    assert {row["span"] for row in said["placebos"]} == {12, 26}


def test_lines_of_the_command(small: Result) -> None:
    text = backtesting.lines(small)
    assert text[0].startswith("34 forecasts of each model, from 2021-01-04")
    assert any(line.startswith(BAB) and "weeks:" in line for line in text)


def titles(app: Any) -> list[str]:
    return [m.value for m in app.markdown if m.value.startswith("#####")]


def test_the_page(visit: Callable[..., Any], bundled: Result, monkeypatch: Any) -> None:
    monkeypatch.setattr(modelling, "compute", lambda rows, step: bundled)
    app = visit("impact")
    assert [metric.label for metric in app.metric] == [
        "Transits not seen, Bab el-Mandeb",
        "Transits not seen, Suez",
        "Transits extra, Cape",
        "80 % interval, back-test",
    ]
    assert len(titles(app)) == 4
    said = " ".join(caption.value for caption in app.caption)
    assert "too narrow in the back-test" in said
    assert "not to be trusted" in said
    app = visit("impact", impact="How far to trust it", impact_class="tanker")
    assert len(titles(app)) == 5
    assert any("tanker" in title for title in titles(app))
    app = visit("impact", period=["2019-01-01", "2020-01-01"])
    assert app.metric[0].value == "none"
    assert all(note.value == charts.NO_WEEK for note in app.info)
