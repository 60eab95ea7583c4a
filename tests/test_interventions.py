"""Interventions and the record of attacks: methods on simulated data, queries, charts."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import date
from functools import partial
from math import exp, inf, isnan
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from dashboard import queries, store
from dashboard.kit.analysis import rate_ratio
from dashboard.settings import HOME, Settings
from dashboard.topics.impact.analysis import hits, quiet
from dashboard.topics.impact.charts import interventions, record, risk, steps
from tests.given import Ask, asker, drawn, open_store
from tests.test_attack_queries import attack, claim

SEEDS = range(200)


def bunched(rng: np.random.Generator, per_week: float, spread: float, weeks: int) -> np.ndarray:
    """Return attacks a day whose number a week has a variance ``spread`` times its mean."""
    size = per_week / (spread - 1)
    counts = rng.negative_binomial(size, 1 / spread, weeks)
    days = np.zeros(7 * weeks)
    for week, count in enumerate(counts):
        np.add.at(days, 7 * week + rng.integers(0, 7, count), 1)
    return days


# The ratio of two rates.


@pytest.mark.parametrize(("before", "after"), [(12, 6), (3, 9), (0, 4), (7, 0), (1, 1)])
def test_interval_and_p_are_those_of_an_exact_binomial_test(before: int, after: int) -> None:
    found = rate_ratio.compare(before, after, 29, 60)
    oracle = stats.binomtest(after, before + after, 60 / 89)
    share = oracle.proportion_ci(0.95, "exact")
    for bound, p in ((found.low, share.low), (found.high, share.high)):
        assert bound == pytest.approx(p / (1 - p) * 29 / 60 if p < 1 else inf)
    tails = [stats.binomtest(after, before + after, 60 / 89, side).pvalue
             for side in ("less", "greater")]  # fmt: skip
    assert found.p == pytest.approx(min(1, 2 * min(tails)))
    assert found.ratio == pytest.approx(after / before * 29 / 60 if before else inf)


@pytest.mark.parametrize("cells", [(0, 0, 60, 60), (3, 4, 0, 60), (3, 4, 60, 0)])
def test_nothing_is_known_without_attacks_or_days(cells: tuple[float, ...]) -> None:
    found = rate_ratio.compare(*cells)
    assert isnan(found.ratio)
    assert (found.low, found.high, found.p) == (0, inf, 1)


@pytest.mark.parametrize("ratio", [0.4, 1.0, 2.5])
def test_known_ratio_lies_within_its_interval(ratio: float) -> None:
    held = 0
    for seed in SEEDS:
        before, after = np.random.default_rng(seed).poisson([0.3 * 29, 0.3 * 60 * ratio])
        found = rate_ratio.compare(before, after, 29, 60)
        held += found.low <= ratio <= found.high
    assert held >= 0.935 * len(SEEDS)  # 95 % or more; 200 seeds are within 1.5 points of it


def test_no_effect_is_seldom_called_one_even_among_many_looks() -> None:
    one = many = 0
    for seed in SEEDS:
        counts = np.random.default_rng(seed).poisson(12, (8, 2))
        p = rate_ratio.p_values(counts[:, 0], counts[:, 1], 60, 60)
        one += p[0] < 0.05
        many += min(rate_ratio.holm(list(p))) < 0.05
    assert one <= 10
    assert many <= 10
    assert many < sum(
        min(rate_ratio.p_values(*np.random.default_rng(s).poisson(12, (8, 2)).T, 60, 60)) < 0.05
        for s in SEEDS
    )


def test_holm() -> None:
    assert rate_ratio.holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert rate_ratio.holm([0.9, 0.8]) == [1.0, 1.0]
    assert rate_ratio.holm([]) == []


def test_bunched_attacks_need_the_dispersion() -> None:
    plain = widened = 0
    for seed in SEEDS:
        days = bunched(np.random.default_rng(seed), 3, 2.5, 18)
        before, after = days[:63].sum(), days[63:].sum()
        found = rate_ratio.compare(before, after, 63, 63)
        plain += found.low <= 1 <= found.high
        found = rate_ratio.compare(before / 2.5, after / 2.5, 63, 63)
        widened += found.low <= 1 <= found.high
    assert plain < 0.88 * len(SEEDS)
    assert widened >= 0.94 * len(SEEDS)


def test_placebo_days() -> None:
    shares = []
    for seed in range(40):
        days, outside = rate_ratio.placebo(np.random.default_rng(seed).poisson(0.2, 800), 60)
        assert days == 800 - 120 + 1
        shares.append(outside / days)
    assert np.mean(shares) < 0.05
    half = [1.0] * 400 + [0.5] * 400  # half the ships and half the attacks: no change per ship
    fewer = np.random.default_rng(1).poisson(0.4 * np.array(half))
    by_day, by_ship = (rate_ratio.placebo(fewer, 60, exposure=e)[1] for e in (None, half))
    assert by_ship <= 0.05 * 681 < by_day
    assert rate_ratio.placebo(fewer, 60, exposure=[*half[:-300], *[np.nan] * 300])[0] == 381
    ebbing = np.concatenate([np.random.default_rng(n).poisson(0.6 * (n % 2), 90) for n in range(8)])
    assert rate_ratio.placebo(ebbing, 60)[1] > 200
    assert rate_ratio.placebo([1, 2], 60) == (0, 0)


def test_table_corrects_for_what_can_be_tested() -> None:
    rows = pd.DataFrame(
        {
            "attacks_before": [30, 10, 0],
            "attacks_after": [5, 9, 0],
            "days_before": 60,
            "days_after": 60,
            "transits_before": [4000.0, 4000.0, 4000.0],
            "transits_after": [2000.0, None, 2000.0],
            "days_since_attack": [1, 28, None],
        }
    )
    found = rate_ratio.table(rows)
    assert found["had_stopped"].tolist() == [False, True, False]
    assert found["looks"].tolist() == [2, 2, 2]
    assert found["is_testable"].tolist() == [True, True, False]
    assert found["p_holm"].tolist() == pytest.approx([2 * found["p"][0], found["p"][1], 1.0])
    assert (found["low_all"] <= found["low"]).all()
    assert (found["high_all"] >= found["high"]).all()
    assert rate_ratio.table(rows, 2.0)["high"][0] > found["high"][0]
    by_ship = rate_ratio.table(rows, per="transit")
    assert by_ship["ratio"][0] == pytest.approx(2 * found["ratio"][0])  # half the ships passed
    assert by_ship["is_testable"].tolist() == [
        True,
        False,
        False,
    ]  # of the second none is on record
    assert rate_ratio.table(rows.head(0)).empty


# Shares, rates and the quiet.


@pytest.mark.parametrize(("count", "share"), [(12, 0.4), (40, 0.15), (6, 0.7)])
def test_known_share_lies_within_its_interval(count: int, share: float) -> None:
    held = 0
    for seed in SEEDS:
        found = hits.wilson(int(np.random.default_rng(seed).binomial(count, share)), count)
        held += found.low <= share <= found.high
    assert held >= 0.92 * len(SEEDS)  # Wilson's holds 95 % on average, not for each share


def test_wilson_is_that_of_scipy() -> None:
    for count, n in ((0, 7), (9, 13), (2, 2)):
        oracle = stats.binomtest(count, n).proportion_ci(0.95, "wilson")
        assert hits.wilson(count, n)[1:] == pytest.approx((oracle.low, oracle.high), abs=1e-12)
    assert hits.wilson(0, 0)[1:] == (0, 1)


@pytest.mark.parametrize("count", [0, 1, 25])
def test_rate_has_the_exact_interval(count: int) -> None:
    found = quiet.rate(count, 100)
    low = stats.chi2.ppf(0.025, 2 * count) / 200 if count else 0
    assert found == pytest.approx((count / 100, low, stats.chi2.ppf(0.975, 2 * count + 2) / 200))


@pytest.mark.parametrize("spread", [1.0001, 2.0])
def test_dispersion_rate_and_quiet_of_a_simulated_campaign(spread: float) -> None:
    found, held, silent = [], 0, 0
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        attacks = bunched(rng, 1.5, spread, 30)
        days = pd.DataFrame({"phase": ["a"] * 105 + ["b"] * 105, "attacks": attacks})
        found.append(quiet.dispersion(days))
        rate = quiet.rate(attacks.sum(), 210, spread)
        held += rate.low <= 1.5 / 7 <= rate.high
        silent += bunched(rng, 1.5, spread, 2).sum() == 0
    assert np.mean(found) == pytest.approx(spread, abs=0.15)
    assert held >= 0.94 * len(SEEDS)
    chance = quiet.none_in(14, 1.5 / 7, spread)
    assert stats.binomtest(silent, len(SEEDS), chance).pvalue > 0.01


def test_quiet_under_a_rate() -> None:
    assert quiet.none_in(30, 0.1) == pytest.approx(exp(-3))
    # Two weeks at mean 1 and dispersion 2: negative binomial of size 1, so (1/2) squared.
    assert quiet.none_in(14, 1 / 7, 2.0) == pytest.approx(0.25)
    assert quiet.none_in(30, 0.1, 2.0) > quiet.none_in(30, 0.1)


# The questions.


def file(name: str) -> list[dict[str, str]]:
    with (HOME / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_interventions_are_chosen_by_the_rule_of_the_schema() -> None:
    chosen = {row["event_id"]: row for row in file("events") if row["intervention"]}
    assert all(row["intervention_kind"] for row in chosen.values())
    assert {row["event_id"] for row in file("events") if row["intervention_kind"]} == set(chosen)
    ports = re.compile("hodeidah port|hodeidah and ras isa|red sea ports", re.IGNORECASE)
    by_rule = {
        row["event_id"]
        for row in file("events")
        if row["category"] == "naval operation"
        or (
            row["category"] == "Israeli strikes on Yemen"
            and row["importance"] == "3"
            and ports.search(row["title"])
        )
    }
    kinds = {"naval operation", "Israeli strikes on Yemen"}
    assert by_rule == {key for key, row in chosen.items() if row["category"] in kinds}
    assert all(row["importance"] == "3" for row in chosen.values())


def test_phases_of_the_record() -> None:
    phases = [(row["date"], row["phase"]) for row in file("events") if row["phase"]]
    assert phases == sorted(phases)
    assert phases[0] == ("2023-11-19", "Before the first strikes")
    assert phases[-1] == ("2026-07-20", "Ban on Saudi ships")


def named(name: str, kind: str) -> dict[str, str]:
    return {"intervention": name, "intervention_kind": kind}


EVENTS = [
    {"event_id": "E1", "date": "2024-01-11", "title": "Guard", "source_ids": "e1"}
    | named("Guard", "naval operation"),
    {"event_id": "E2", "date": "2024-01-20", "title": "Strikes", "source_ids": "e2",
     "phase": "Strikes"} | named("First strikes", "strikes"),
    {"event_id": "E3", "date": "2024-05-10", "title": "Truce", "source_ids": "e3",
     "phase": "Truce"} | named("A truce", "truce"),
    {"event_id": "E4", "date": "2024-06-01", "title": "Late", "source_ids": "e4", "phase": "Late"}
    | named("Late", "truce"),
    {"event_id": "E5", "date": "2024-01-05", "title": "First", "source_ids": "e5",
     "phase": "Before"},
    {"event_id": "E6", "date": "2024-01-12", "title": "Neither", "source_ids": "e6"},
]  # fmt: skip
ATTACKS = [
    attack("A0", "2024-01-04"),  # before the record begins
    attack("A1", "2024-01-05"),
    attack("A2", "2024-01-11", source_ids="s2", confidence="reported"),
    attack("A3", "2024-01-11", outcome="near miss", source_ids="s2"),
    attack("A4", "2024-01-20", outcome="unknown", source_ids="s3"),
    claim("A5", "2024-01-12"),
    attack("A6", "2024-05-16"),  # after the record ends
]
COVERAGE = [{"dataset": "attacks", "covers_from": "2024-01-05", "covers_until": "2024-05-15"}]


def passed(week: str, ships: int, source: str) -> dict[str, Any]:
    return {"week_start": week, "days": 7, "chokepoint": "Bab el-Mandeb Strait",
            "vessel_class": "tanker", "transits": ships, "source_ids": source}  # fmt: skip


TRANSITS = [
    passed("2024-01-08", 70, "t1"),
    passed("2024-01-15", 35, "t2"),
    passed("2024-01-08", 700, "t3") | {"chokepoint": "Suez Canal"},
]


@pytest.fixture(scope="module")
def ask() -> Ask:
    return asker(open_store(events=EVENTS, attacks=ATTACKS, coverage=COVERAGE, transits=TRANSITS))


def test_attacks_before_and_after_interventions(ask: Ask) -> None:
    rows = ask("facts/intervention_rates", window_days=10)
    assert [row for row in rows if row[-1] == "10 days"] == [
        ("E1", "Guard", "naval operation", date(2024, 1, 11), "Guard", 10, 1, 3,
         6, 10, None, 70.0, "First strikes", 6, date(2024, 5, 15), "e1|s1|s2|s3|t1|t2", "10 days"),
        ("E2", "First strikes", "strikes", date(2024, 1, 20), "Strikes", 10, 2, 1,
         10, 10, 75.0, None, "Guard", 9, date(2024, 5, 15), "e2|s2|s3|t1|t2", "10 days"),
        ("E3", "A truce", "truce", date(2024, 5, 10), "Truce", 10, 0, 0,
         10, 6, None, None, "", 111, date(2024, 5, 15), "e3", "10 days"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("setting", "chosen", "expected"),
    [
        ("60 days", {}, [(1, 3), (3, 1), (0, 0)]),
        ("60 days", {"claimed": True}, [(1, 4), (4, 1), (0, 0)]),
        ("60 days", {"start": "2024-01-12", "end": "2024-01-31"}, [(3, 1)]),
        ("5 days", {"window_days": 5}, [(0, 2), (0, 1), (0, 0)]),
        ("confirmed only", {}, [(1, 2), (2, 1), (0, 0)]),
        ("hits only", {}, [(1, 1), (2, 0), (0, 0)]),
        ("hits only", {"window_days": 5}, [(0, 1), (0, 0), (0, 0)]),
        ("days with an attack", {}, [(1, 2), (2, 1), (0, 0)]),
        ("with claimed-only", {}, [(1, 4), (4, 1), (0, 0)]),
        ("without claimed-only", {"claimed": True}, [(1, 3), (3, 1), (0, 0)]),
    ],
)
def test_ways_of_counting(
    ask: Ask, setting: str, chosen: dict[str, Any], expected: list[tuple[int, int]]
) -> None:
    rows = ask("facts/intervention_rates", "setting attacks_before attacks_after", **chosen)
    assert [row[1:] for row in rows if row[0] == setting] == expected


def test_ways_of_counting_stand_in_order(ask: Ask) -> None:
    def ways(**chosen: Any) -> list[tuple[str, int]]:
        rows = ask("facts/intervention_rates", "event_id setting window_days", **chosen)
        assert len(rows) == len(set(rows))
        assert {event for event, _, _ in rows} == {"E1", "E2", "E3"}
        return list(dict.fromkeys(row[1:] for row in rows))

    windows = [("30 days", 30), ("60 days", 60), ("90 days", 90)]
    other = ["confirmed only", "hits only", "days with an attack"]
    assert ways() == [*windows, *((way, 60) for way in [*other, "with claimed-only"])]
    assert ways(window_days=10, claimed=True) == [
        ("10 days", 10), *windows, *((way, 10) for way in [*other, "without claimed-only"])
    ]  # fmt: skip


def test_attacks_by_day(ask: Ask) -> None:
    rows = ask("charts/attacks_by_day")
    assert len(rows) == 132
    assert rows[0] == (date(2024, 1, 5), "E5", "Before", 1, None, "s1")
    assert rows[6] == (date(2024, 1, 11), "E5", "Before", 2, 10.0, "s2|t1")
    assert rows[15][1:] == ("E2", "Strikes", 1, 5.0, "s3|t2")
    assert rows[-1] == (date(2024, 5, 15), "E3", "Truce", 0, None, "")
    assert sum(row[3] for row in ask("charts/attacks_by_day", claimed=True)) == 5


def test_attacks_by_week(ask: Ask) -> None:
    rows = ask("charts/attacks_by_week")
    assert len(rows) == 20
    assert rows[:4] == [
        (date(2024, 1, 1), 3, 1, None, "s1"),
        (date(2024, 1, 8), 7, 2, 70.0, "s2|t1"),
        (date(2024, 1, 15), 7, 1, 35.0, "s3|t2"),
        (date(2024, 1, 22), 7, 0, None, ""),
    ]
    assert rows[-1] == (date(2024, 5, 13), 3, 0, None, "")
    assert ask("charts/attacks_by_week", "attacks", claimed=True)[1] == (3,)


def test_phases_and_the_quiet(ask: Ask) -> None:
    columns = "event_id first_day last_day days attacks last_attack checked_until quiet_days"
    last = (date(2024, 1, 20), date(2024, 5, 15), 116)
    assert ask("facts/attack_phases", f"{columns} source_ids") == [
        ("E5", date(2024, 1, 5), date(2024, 1, 19), 15, 3, *last, "e5|s1|s2|t1|t2"),
        ("E2", date(2024, 1, 20), date(2024, 5, 9), 111, 1, *last, "e2|s3|t2"),
        ("E3", date(2024, 5, 10), date(2024, 5, 15), 6, 0, *last, "e3"),
    ]
    assert ask("facts/attack_phases", "transits attacks_at_transits transits_until") == [
        (95.0, 2, date(2024, 1, 19)),  # the attack of 5 January came before the count
        (10.0, 1, date(2024, 1, 21)),
        (None, None, None),
    ]


def test_hits_by_month_and_weapon() -> None:
    attacks = [
        attack("A1", "2024-01-10", weapons="missile|aerial drone", source_ids="s2"),
        attack("A2", "2024-01-11", outcome="near miss"),
        attack("A3", "2024-03-11", outcome="unknown"),
        claim("A4", "2024-03-12"),
        attack("A5", "2024-03-13", outcome="hijacked", weapons="boarding"),
    ]
    ask = asker(open_store(attacks=attacks))
    assert ask("charts/attack_hits_by") == [
        ("month", "2024-01", 2, 1, "s1|s2"),
        ("month", "2024-03", 1, 1, "s1"),
        ("weapon", "aerial drone", 1, 1, "s2"),
        ("weapon", "boarding", 1, 1, "s1"),
        ("weapon", "missile", 2, 1, "s1|s2"),
    ]
    assert ask("charts/attack_hits_by", "value", start="2024-02-01") == [
        ("2024-03",),
        ("boarding",),
    ]


# The charts.

Bundled = Callable[..., pd.DataFrame]


@pytest.fixture
def bundled(bundled_store: Path) -> Bundled:
    return partial(queries.run, store.reader(bundled_store).cursor())


def around(bundled: Bundled, window: int = 60, claimed: bool = False) -> pd.DataFrame:
    """Return the bundled interventions with what is counted in windows of so many days."""
    rows = bundled("facts/intervention_rates", claimed=claimed)
    return rows[rows["setting"] == f"{window} days"]


@pytest.mark.parametrize("window", [30, 60, 90])
@pytest.mark.parametrize("claimed", [False, True])
def test_chart_of_the_bundled_interventions(bundled: Bundled, window: int, claimed: bool) -> None:
    rows = around(bundled, window, claimed)
    chart = interventions.rate_ratios(rate_ratio.table(rows))
    marks = [t for t in drawn(chart).data if t.name == "values"]
    testable = int((rows["attacks_before"] + rows["attacks_after"] > 0).sum())
    assert sum(len(t.x) for t in marks) == testable
    assert all(1 / 16 <= x <= 16 for t in marks for x in t.x)
    assert "nan" not in f"{chart.title} {chart.alt} {chart.note} {chart.method}".lower().split()
    assert len(chart.note.split()) <= 25


def test_bundled_interventions_at_60_days(bundled: Bundled) -> None:
    rows = rate_ratio.table(around(bundled))
    chart = interventions.rate_ratios(rows)
    assert chart.title == (
        "Attacks a day changed more than chance explains at 1 of 8 steps, over 60 days: fewer after"
        " “Three ports struck, Dec 2024”"
    )
    labels = drawn(chart).layout.yaxis.ticktext
    assert [label.split("<br>")[0] for label in labels if "†" in label] == [
        "First Gaza truce*†", "Rough Rider*†", "Hodeidah struck, May 2025*†",
        "US-Houthi truce (Oman)*†",
    ]  # fmt: skip
    row = rows.set_index("event_id").loc["EV053"]
    assert interventions.in_words(dict(row)) == ("none after; at most 0.51 times the rate before")


def ratio_row(before: int, after: int, **more: Any) -> dict[str, Any]:
    return {
        "event_id": "E1", "intervention": "Step", "kind": "strikes", "title": "A step",
        "date": pd.Timestamp("2024-02-01"), "window_days": 60, "attacks_before": before,
        "attacks_after": after, "days_before": 60, "days_after": 60, "transits_before": 3000.0,
        "transits_after": 1500.0, "others": "", "days_since_attack": 1, "source_ids": "s1",
    } | more  # fmt: skip


def exposures() -> pd.Series:
    """Return the transits of Bab el-Mandeb by day, a week spread evenly, from the file itself."""
    rows = pd.DataFrame(file("transits"))
    rows = rows[rows["chokepoint"] == "Bab el-Mandeb Strait"]
    weeks = rows.astype({"transits": int, "days": int}).groupby("week_start")
    found = weeks.agg({"transits": "sum", "days": "first"})
    found = found[found["days"] == 7]  # the first week of 2019 has six
    days = [pd.Timestamp(week) + pd.Timedelta(days=n) for week in found.index for n in range(7)]
    return pd.Series(np.repeat(found["transits"].to_numpy() / 7, 7), index=days)


def attested() -> pd.Series:
    rows = [row["date"] for row in file("attacks") if row["outcome"] != "claimed only"]
    return pd.to_datetime(pd.Series(rows))


@pytest.mark.parametrize(
    ("first", "last", "a_month", "per_1000", "low", "high"),
    [
        ("2023-11-19", "2024-01-11", 12.2, 6.4, 4.0, 9.7),
        ("2024-01-12", "2024-07-19", 11.1, 11.3, 8.8, 14.3),
        ("2024-07-20", "2025-01-18", 4.1, 4.4, 2.8, 6.4),
        ("2025-05-06", "2025-10-09", 1.3, 1.4, 0.5, 2.8),
        ("2025-10-10", "2026-07-19", 0.0, 0.0, 0.0, 0.4),
    ],
)
def test_rates_of_the_phases_from_the_files(
    bundled: Bundled,
    first: str, last: str, a_month: float, per_1000: float, low: float, high: float,
) -> None:  # fmt: skip
    count = int(attested().between(first, last).sum())
    ships = exposures()[first:last].sum() / 1000  # type: ignore[misc]
    days = (pd.Timestamp(last) - pd.Timestamp(first)).days + 1
    assert round(30 * count / days, 1) == a_month
    assert round(count / ships, 1) == per_1000
    bounds = (stats.chi2.ppf(0.025, 2 * count) / 2 if count else 0.0,
              stats.chi2.ppf(0.975, 2 * count + 2) / 2)  # fmt: skip
    assert [round(bound / ships, 1) for bound in bounds] == [low, high]
    rows = quiet.phases(bundled("facts/attack_phases"), 1.0).set_index("first_day")
    row = rows.loc[pd.Timestamp(first)]
    assert row["attacks_per_1000_transits"] == pytest.approx(count / ships)
    assert row["low_per_1000_transits"] == pytest.approx(bounds[0] / ships)
    assert row["high_per_1000_transits"] == pytest.approx(bounds[1] / ships)


@pytest.mark.parametrize(
    ("event", "per", "said"),
    [
        ("EV018", "day", "1.10 (0.56 to 2.20)"),
        ("EV018", "transit", "2.02 (1.03 to 4.03)"),
        ("EV011", "day", "1.30 (0.56 to 3.39)"),
        ("EV011", "transit", "2.38 (1.02 to 6.19)"),
        ("EV024", "day", "0.73 (0.35 to 1.49)"),
        ("EV024", "transit", "0.90 (0.43 to 1.83)"),
        ("EV036", "transit", "0.53 (0.23 to 1.18)"),
    ],
)
def test_ratios_a_day_and_a_ship_allowing_for_bunches(
    bundled: Bundled, event: str, per: str, said: str
) -> None:
    spread = quiet.dispersion(bundled("charts/attacks_by_day"))
    assert round(spread, 2) == 1.25
    rows = rate_ratio.table(around(bundled), spread, per)
    row = rows.set_index("event_id").loc[event]
    assert f"{row['ratio']:.2f} ({row['low']:.2f} to {row['high']:.2f})" == said
    day, ships = row["date"], exposures()
    window = pd.Timedelta(days=60)
    begin = max(day - window, pd.Timestamp("2023-11-19"))
    counts = attested()
    before = int(((counts >= begin) & (counts < day)).sum())
    after = int(((counts >= day) & (counts < day + window)).sum())
    at = ships[begin : day - pd.Timedelta(days=1)], ships[day : day + window][:60]
    sizes = [part.sum() if per == "transit" else len(part) for part in at]
    assert row["ratio"] == pytest.approx(after / sizes[1] / (before / sizes[0]))


def test_chart_of_the_danger_in_each_phase(bundled: Bundled) -> None:
    rows = quiet.phases(bundled("facts/attack_phases"), 1.25)
    by_ship = risk.phases(rows, "transit")
    assert by_ship.title == (
        "“US and UK strikes”: 11.3 attacks per 1,000 transits, the most of any phase; “Before the"
        " first strikes”: 6.4"
    )
    assert "Since 28 February 2026 ships that switch AIS off pass uncounted" in by_ship.note
    by_day = risk.phases(rows, "day")
    assert by_day.title.startswith("“Before the first strikes”: 12.2 attacks in 30 days")
    assert "AIS" not in by_day.note
    unknown = rows.assign(attacks_per_1000_transits=np.nan, transits=None)
    assert risk.phases(unknown, "transit").figure is None
    for chart in (by_ship, by_day):
        assert len(drawn(chart).layout.yaxis.ticktext) == 8


def answered(pairs: list[tuple[float, float]], before: float = 0.1) -> str:
    """Return the answer on steps with 12 attacks before and these times as many, day and ship."""
    rows = pd.DataFrame(
        [
            ratio_row(12, round(12 * day), event_id=f"E{n}", intervention=f"Step {n}",
                      transits_after=3000.0 * day / ship)
            for n, (day, ship) in enumerate(pairs)
        ]
    )  # fmt: skip
    a_day, a_transit = (rate_ratio.table(rows, per=per) for per in ("day", "transit"))
    near = rows[["event_id"]].assign(changed_before=before)
    return steps.answer(a_day, a_transit, "day", a_day, (200, 40), near)


def test_answer_tells_both_measures_apart() -> None:
    calm = answered([(1.0, 1.0)])
    assert calm.startswith("**No step is followed by a change beyond chance.** Attacks ebb")
    assert "20 % of all days show as large a change" in calm
    assert "For each ship" not in calm
    apart = answered([(1.0, 3.0)])
    assert (
        "**For each ship that still passed** there were 3.0 times as many attacks after “Step 0”"
        in apart
    )
    assert "; a day 1.0 times)." in apart
    assert "not because of" not in apart
    assert "most likely rose before “Step 0”, not because of it" in answered([(1.0, 3.0)], 0.6)
    more = answered([(5.0, 5.0), (1.0, 1.0)])
    assert more.startswith(
        "**Attacks a day changed beyond chance after 1 step of 2 that can be tested.** After “Step"
    )


@pytest.mark.parametrize(
    ("counts", "title", "cell"),
    [
        ((0, 0), "No step can be tested: no attack within 60 days of any", "–"),
        ((6, 5), "Attacks a day changed by no more than chance explains within 60 days of any step",
         "0.83 (0.20–3.28)"),
        ((2, 20), "Attacks a day changed more than chance explains at 1 of 1 step, over 60 days:"
         " more after “Step”", "**10.00 (2.43–88.24)**"),
        ((0, 3), "Attacks a day changed by no more than chance explains within 60 days of any step",
         "∞ (from 0.41)"),
    ],
)  # fmt: skip
def test_titles_and_cells_are_true(counts: tuple[int, int], title: str, cell: str) -> None:
    rows = rate_ratio.table(pd.DataFrame([ratio_row(*counts)]))
    chart = interventions.rate_ratios(rows)
    assert chart.title == title
    drawn(chart)
    (found,) = interventions.sensitivity_cells(rows.assign(setting="60 days"))["60 days"]
    assert found.replace("\u00a0", " ").replace("\u2060", "") == cell


def test_where_no_step_can_be_tested_nothing_is_said_of_chance() -> None:
    rows = rate_ratio.table(pd.DataFrame([ratio_row(0, 0)]))
    near = rows[["event_id"]].assign(changed_before=0.1)
    assert steps.answer(rows, rows, "day", rows, (0, 0), near) == (
        "**No step can be tested: no attack within 60 days of any.**"
    )


def test_charts_of_the_bundled_record(bundled: Bundled) -> None:
    days = bundled("charts/attacks_by_day")
    spread = quiet.dispersion(days)
    rows = quiet.phases(bundled("facts/attack_phases"), spread)
    chart = record.quiet(rows, quiet.longest_gap(days))
    (rest,) = {trace.x[0] for trace in drawn(chart).data if trace.name == "no change"}
    assert chart.title == (
        "“Ban on Saudi ships”: 11 attacks in the 82 days to 9 October 2026, 4.0 in 30 days; none in"
        " the 283 days before"
    )
    assert "The longest between two" in chart.method
    assert "was 296 days (29 Sep 2025 to 22 Jul 2026)" in chart.method
    assert chart.note.startswith("So short a quiet says nothing.")
    assert rest == pytest.approx(30 * 135 / 1056)  # days from 19 November 2023 to 9 October 2026
    assert not any("chance of 2 days" in text for t in drawn(chart).data for text in t.text or ())
    shares = hits.shares(bundled("charts/attack_hits_by"))
    for dimension in ("month", "weapon"):
        chart = record.hits(shares, dimension)
        (marks,) = [t for t in drawn(chart).data if t.name == "values" and len(t.x) > 1][:1]
        assert set(marks.x) <= {100 * share for share in shares["share"]}
    assert record.hits(shares, "month").title.startswith("57 of 134 attacks hit, 43 %")


def phase(name: str, first: str, last: str, attacks: int, quiet_days: int) -> dict[str, Any]:
    ends = pd.Timestamp(first), pd.Timestamp(last)
    checked = pd.Timestamp("2024-12-31")
    return {
        "event_id": name, "phase": name, "first_day": ends[0], "last_day": ends[1],
        "days": (ends[1] - ends[0]).days + 1, "attacks": attacks,
        "last_attack": checked - pd.Timedelta(days=quiet_days), "checked_until": checked,
        "quiet_days": quiet_days, "transits": None, "attacks_at_transits": 0, "source_ids": "s1",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("now", "quiet_days", "title"),
    [
        (20, 2, "“B”: 20 attacks in the 92 days to 31 December 2024, 6.5 in 30 days; 40 attacks in"
         " the 274 days before"),
        (20, 60, "No attack in the 60 days to 31 December 2024: had attacks gone on at the rate of"
         " “B”, the chance of that would be below 1 in 10,000 (at most 1 in 2,885)"),
        (1, 40, "“B”: 1 attack in the 92 days to 31 December 2024, 0.3 in 30 days; 40 attacks in"
         " the 274 days before"),
        (0, 120, "No attack in the 120 days to 31 December 2024: had attacks gone on at the rate of"
         " “A”, the chance of that would be below 1 in 10,000 (at most below 1 in 10,000)"),
    ],
)  # fmt: skip
def test_a_quiet_is_told_only_where_it_is_longer_than_usual(
    now: int, quiet_days: int, title: str
) -> None:
    rows = pd.DataFrame(
        [
            phase("A", "2024-01-01", "2024-09-30", 40, quiet_days),
            phase("B", "2024-10-01", "2024-12-31", now, quiet_days),
        ]
    )
    chart = record.quiet(quiet.phases(rows, 1.0), None)
    assert chart.title == title
    texts = [text for trace in drawn(chart).data for text in trace.text or ()]
    is_told = title.startswith("No attack")
    assert any("chance of" in text for text in texts) == is_told
    assert ("Dotted: the whole record" in chart.method) != is_told


def test_without_rows_nothing_is_drawn(bundled: Bundled) -> None:
    none = bundled("facts/intervention_rates", start="2030-01-01")
    charts = [
        interventions.rate_ratios(rate_ratio.table(none)),
        risk.phases(quiet.phases(bundled("facts/attack_phases").head(0), 1.0), "day"),
        record.hits(hits.shares(bundled("charts/attack_hits_by", end="2020-01-01")), "month"),
        record.quiet(quiet.phases(bundled("facts/attack_phases").head(0), 1.0), None),
    ]
    for chart in charts:
        assert chart.figure is None
        assert chart.absence


@pytest.mark.parametrize(
    ("chance", "said"),
    [(0.5, "50 %"), (0.004, "1 in 250"), (0.00001, "below 1 in 10,000"), (float("nan"), "unknown")],
)
def test_chances_in_words(chance: float, said: str) -> None:
    assert record.chance_words(chance) == said


@pytest.mark.parametrize(
    ("section", "chosen"),
    [("Interventions", {}), ("Record of attacks", {}),
     ("Interventions", {"claimed": "true", "impact_per": "per 1,000 transits"}),
     ("Interventions", {"period": ["2026-01-01", "2026-02-01"]}),
     ("Record of attacks", {"period": ["2026-01-01", "2026-02-01"]})],
)  # fmt: skip
def test_sections_are_drawn(
    built: Settings, monkeypatch: pytest.MonkeyPatch, section: str, chosen: dict[str, Any]
) -> None:
    from streamlit.testing.v1 import AppTest

    from dashboard.kit.ui import data

    def page(section: str) -> None:
        from dashboard.kit.ui import filters
        from dashboard.kit.ui.data import begin
        from dashboard.topics.impact.sections import SECTIONS

        begin()
        SECTIONS[section](filters.sidebar())

    monkeypatch.setenv("REDSEA_STORE", str(built.store))
    data.chosen.cache_clear()
    app = AppTest.from_function(page, args=(section,), default_timeout=60)
    app.query_params.update(chosen)
    app.run()
    assert not app.exception
    data.chosen.cache_clear()


def test_published_views_of_both_sides(bundled: Bundled) -> None:
    rows = bundled("lists/intervention_views")
    counts = rows["finding"].value_counts().to_dict()
    assert counts == {"little or no effect": 3, "an effect": 2}
    assert rows["finding"].tolist() == sorted(rows["finding"])
    assert (rows["source_ids"].str.len() > 0).all()
