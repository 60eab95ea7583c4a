"""The questions about rerouting: given rows, expected rows; and the known figures of the data."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard import queries, store
from dashboard.settings import HOME
from tests.given import Ask, asker, open_store

pytestmark = pytest.mark.slow  # many small stores

BAB, SUEZ, CAPE = "Bab el-Mandeb Strait", "Suez Canal", "Cape of Good Hope"
WEEKS = ["2024-01-01", "2024-01-08", "2024-01-15"]
FIRST, SECOND, THIRD = (date.fromisoformat(day) for day in WEEKS)
EARLY = {"baseline_start": "2024-01-01", "baseline_end": "2024-01-14"}  # two weeks by Thursday
NO_BASELINE = {"baseline_start": "2020-01-01", "baseline_end": "2020-12-31"}


def passed(
    week: str, chokepoint: str, vessel_class: str, transits: int, **more: Any
) -> dict[str, Any]:
    """Return a row of transits of a whole week, with ten tonnes a ship."""
    return {
        "week_start": week,
        "days": 7,
        "chokepoint": chokepoint,
        "vessel_class": vessel_class,
        "transits": transits,
        "trade_volume_t": 10 * transits,
        "source_ids": "s1",
    } | more


TRANSITS = [
    passed(WEEKS[0], BAB, "container", 70),
    passed(WEEKS[0], BAB, "tanker", 35, source_ids="s2"),
    passed(WEEKS[1], BAB, "container", 42),
    passed(WEEKS[1], BAB, "tanker", 7),
    passed(WEEKS[2], BAB, "container", 14),
    passed(WEEKS[2], BAB, "tanker", 14, trade_volume_t=None),
    passed(WEEKS[0], CAPE, "container", 70),
    passed(WEEKS[1], CAPE, "container", 21, days=3),
    passed(WEEKS[2], CAPE, "container", 140),
    passed(WEEKS[0], SUEZ, "container", 210),
    passed(WEEKS[1], SUEZ, "container", 147, source_ids="s3"),
]


@pytest.fixture(scope="module")
def three() -> Ask:
    """Three weeks at three chokepoints; the last is missing at Suez."""
    return asker(open_store(transits=TRANSITS))


@pytest.fixture
def bundled(bundled_store: Path) -> Callable[..., pd.DataFrame]:
    """Return a function that runs a named query on the bundled data."""
    return partial(queries.run, store.reader(bundled_store).cursor())


def test_controls_are_no_passages() -> None:
    places = (BAB, "Malacca Strait", "Dover Strait")
    ask = asker(open_store(transits=[passed(WEEKS[0], place, "container", 7) for place in places]))
    assert ask("charts/transits_by_week", "chokepoint") == [(BAB,)]


def test_transits_by_week(three: Ask) -> None:
    assert three("charts/transits_by_week", **EARLY, chokepoints=[BAB]) == [
        (BAB, FIRST, 7, 105, 15.0, 11.0, 100 * 15.0 / 11, 150.0, "s1|s2"),
        (BAB, SECOND, 7, 49, 7.0, 11.0, 100 * 7.0 / 11, 70.0, "s1"),
        (BAB, THIRD, 7, 28, 4.0, 11.0, 100 * 4.0 / 11, None, "s1"),  # tankers lack an estimate
    ]
    short = three("charts/transits_by_week", "days transits_per_day", chokepoints=[CAPE])
    assert short == [(7, 10.0), (3, 7.0), (7, 20.0)]


@pytest.mark.parametrize(
    ("start", "end", "weeks"),
    [
        ("2024-01-04", "2024-01-11", [FIRST, SECOND]),  # the Thursdays themselves
        ("2024-01-05", "2024-01-17", [SECOND]),
        (None, "2024-01-03", []),
        ("2024-01-18", None, [THIRD]),
        ("2024-02-01", "2024-01-01", []),
    ],
)
def test_a_week_counts_where_its_thursday_lies(
    three: Ask, start: str | None, end: str | None, weeks: list[date]
) -> None:
    chosen = {"start": start, "end": end, "chokepoints": [BAB]}
    assert three("charts/transits_by_week", "week", **chosen) == [(week,) for week in weeks]
    by_class = three("charts/transits_by_class", "week", **chosen, vessel_classes=["tanker"])
    assert by_class == [(week,) for week in weeks]


def test_transits_by_week_without_baseline(three: Ask) -> None:
    columns = "transits_per_day baseline_per_day index_pct"
    found = three("charts/transits_by_week", columns, **NO_BASELINE, chokepoints=[BAB])
    assert found == [(15.0, None, None), (7.0, None, None), (4.0, None, None)]


def test_transits_headline(three: Ask) -> None:
    assert three("facts/transits_headline", **EARLY, chokepoints=[BAB, CAPE]) == [
        (BAB, 182 / 21, FIRST, THIRD, 3, 11.0, 100 * (182 / 21 / 11 - 1), 182 / 21, 3,
         100 * (182 / 21 / 11 - 1), 11.0, 2, FIRST, SECOND, "s1|s2"),
        (CAPE, 231 / 17, FIRST, THIRD, 3, 9.1, 100 * (231 / 17 / 9.1 - 1), 231 / 17, 3,
         100 * (231 / 17 / 9.1 - 1), 9.1, 2, FIRST, SECOND, "s1"),
    ]  # fmt: skip
    (row,) = three("facts/transits_headline", start="2024-01-08", **NO_BASELINE, chokepoints=[BAB])
    assert row == (BAB, 5.5, SECOND, THIRD, 2, None, None, 5.5, 2, None, None, 0, None, None, "s1")


def test_headline_takes_the_latest_four_weeks() -> None:
    days = [date(2024, 1, 1) + timedelta(weeks=n) for n in range(6)]
    rows = [passed(f"{day}", SUEZ, "tanker", 7 * n) for n, day in enumerate(days)]
    (row,) = asker(open_store(transits=rows))(
        "facts/transits_headline",
        "latest_per_day latest_from_week latest_week latest_weeks period_per_day",
    )
    assert row == ((2 + 3 + 4 + 5) / 4, days[2], days[5], 4, 2.5)


def test_latest_by_class() -> None:
    """Four weeks of January 2024, the same of 2023, a baseline of two weeks of 2022."""
    now = [date(2024, 1, 1) + timedelta(weeks=n) for n in range(5)]
    rows = [passed(f"{day}", SUEZ, "tanker", 7 * n) for n, day in enumerate(now)]
    rows += [passed(f"{day - timedelta(364)}", SUEZ, "tanker", 70) for day in now[:3]]
    rows += [passed(f"{day}", SUEZ, "tanker", 35) for day in ("2022-01-03", "2022-01-10")]
    rows += [passed(f"{now[0]}", SUEZ, "roro", 14)]
    ask = asker(open_store(transits=rows))
    chosen = {"start": "2024-01-01", "baseline_start": "2022-01-01", "baseline_end": "2022-12-31"}
    tanker = (SUEZ, "tanker", now[1], now[4], 4, 2.5, 10.0, 5.0, -50.0, -75.0, "s1")
    roro = (SUEZ, "roro", now[0], now[0], 1, 2.0, None, None, None, None, "s1")
    found = ask("facts/transits_latest_by_class", **chosen)
    assert [row for row in found if row[1] != "all"] == [roro, tanker]
    assert {row[1] for row in found} == {"all", "roro", "tanker"}
    earlier = ask("facts/transits_latest_by_class", end="2024-01-10", **chosen, chokepoints=[SUEZ])
    assert [row[3:6] for row in earlier if row[1] == "tanker"] == [(now[0], 1, 0.0)]
    assert ask("facts/transits_latest_by_class", **chosen, chokepoints=[BAB]) == []


def test_transits_by_class(three: Ask) -> None:
    found = three("charts/transits_by_class", **EARLY, chokepoints=[BAB], vessel_classes=["tanker"])
    assert found == [
        (BAB, "tanker", FIRST, 7, 35, 5.0, 3.0, 2, 100 * 5 / 3, 50.0, 30.0, 100 * 50 / 30, "s2"),
        (BAB, "tanker", SECOND, 7, 7, 1.0, 3.0, 2, 100 / 3, 10.0, 30.0, 100 * 10 / 30, "s1"),
        (BAB, "tanker", THIRD, 7, 14, 2.0, 3.0, 2, 100 * 2 / 3, None, 30.0, None, "s1"),
    ]  # fmt: skip
    columns = "baseline_per_day baseline_weeks index_pct trade_volume_index_pct"
    found = three("charts/transits_by_class", columns, **NO_BASELINE, chokepoints=[BAB])
    assert set(found) == {(None, 0, None, None)}


def test_baseline_of_cargo_leaves_out_weeks_without_an_estimate(three: Ask) -> None:
    columns = "baseline_per_day baseline_trade_volume_t_per_day"
    found = three("charts/transits_by_class", columns, chokepoints=[BAB], vessel_classes=["tanker"])
    assert set(found) == {(56 / 21, 420 / 14)}


def test_volume_by_week(three: Ask) -> None:
    assert three("charts/transits_volume_by_week", **EARLY, chokepoints=[BAB]) == [
        (BAB, FIRST, 7, 1050, 150.0, 110.0, 2, 100 * 150 / 110, "s1|s2"),
        (BAB, SECOND, 7, 490, 70.0, 110.0, 2, 100 * 70 / 110, "s1"),
        (BAB, THIRD, 7, None, None, 110.0, 2, None, "s1"),  # no estimate for tankers
    ]
    columns = "trade_volume_t baseline_t_per_day baseline_weeks"
    chosen = {"chokepoints": [BAB], "vessel_classes": ["container"]}
    found = three("charts/transits_volume_by_week", columns, **NO_BASELINE, **chosen)
    assert found == [(700, None, 0), (420, None, 0), (140, None, 0)]
    whole = three("charts/transits_volume_by_week", "baseline_weeks", chokepoints=[BAB])
    assert set(whole) == {(2,)}  # the week without an estimate is no part of it


def test_an_estimate_that_lacks_a_class_is_no_sum() -> None:
    rows = [*TRANSITS[2:4], passed(WEEKS[1], BAB, "roro", 7, trade_volume_t=None)]
    ask = asker(open_store(transits=rows))
    columns = "transits trade_volume_t_per_day"
    both = {"vessel_classes": ["container", "tanker"]}
    assert ask("charts/transits_by_week", columns) == [(56, None)]
    assert ask("charts/transits_by_week", columns, **both) == [(49, 70.0)]
    partly = {"vessel_classes": ["container", "roro"]}
    assert ask("charts/transits_by_week", columns, **partly) == [(49, None)]


def test_cape_share(three: Ask) -> None:
    mean_cape, mean_suez = (70 + 21) / (7 + 3), (210 + 147) / 14
    usual = 100 * mean_cape / (mean_cape + mean_suez)
    assert three("charts/cape_share_by_week", **EARLY) == [
        (FIRST, 7, 7, 10.0, 30.0, 25.0, usual, 2, "s1"),
        (SECOND, 3, 7, 7.0, 21.0, 25.0, usual, 2, "s1|s3"),  # Suez has no third week
    ]
    found = three("charts/cape_share_by_week", "cape_share_pct baseline_weeks", **NO_BASELINE)
    assert found == [(25.0, 0), (25.0, 0)]
    assert three("charts/cape_share_by_week", vessel_classes=["tanker"]) == []


SOURCES = [
    {"source_id": "s1", "publisher": "Zeta", "url": "https://z.example"},
    {"source_id": "s2", "publisher": "Alpha", "url": "https://a.example"},
]
PORTS = [
    {"port_id": "A", "port": "Aport", "latitude": 1.0, "longitude": 2.0, "source_ids": "s3"},
    {"port_id": "B", "port": "Bport", "latitude": 3.0, "longitude": 4.0, "source_ids": "s3"},
]


def lane(lane_id: str, origin: str, destination: str, **more: Any) -> dict[str, Any]:
    return {
        "lane_id": lane_id,
        "origin": origin,
        "destination": destination,
        "vessel_type": "container",
        "weak_source": False,
        "source_ids": "s1",
    } | more


LANES = [
    lane("one", "Aport", "Bport", distance_suez_nm=100, distance_cape_nm=150, days_suez=5,
         days_cape=8, extra_days_min=3, extra_days_max=4, speed_kn=16, published_on="2024-01",
         note="n", source_ids="s2|s1"),
    lane("two", "Aport", "Bport", distance_suez_nm=110, extra_days=6, weak_source=True),
    lane("three", "Asia", "Bport", extra_days=9),
]  # fmt: skip


def test_routes_published() -> None:
    ask = asker(open_store(routes_published=LANES, ports=PORTS, sources=SOURCES))
    assert ask("facts/routes_published") == [
        ("one", "Aport", "Bport", "container", 100.0, 150.0, 50.0, 5.0, 8.0, 3.0, 4.0, 16.0,
         "2024-01", False, True, "n", "Alpha, Zeta", "s2|s1"),
        ("three", "Asia", "Bport", "container", *[None] * 5, 9.0, 9.0, None, None, False, False,
         None, "Zeta", "s1"),
        ("two", "Aport", "Bport", "container", 110.0, *[None] * 4, 6.0, 6.0, None, None, True,
         True, None, "Zeta", "s1"),
    ]  # fmt: skip


def test_routes_between_ports() -> None:
    ask = asker(open_store(routes_published=LANES, ports=PORTS, sources=SOURCES))
    assert ask("charts/routes_between_ports") == [
        ("Aport", "Bport", 2.0, 1.0, 4.0, 3.0, 2, 100.0, 110.0, 150.0, 150.0, 5.0, 5.0, 8.0, 8.0,
         3.0, 6.0, 0.5, 0.0, 0.0, 0.0, "s1|s2|s3"),
    ]  # fmt: skip
    weak = [LANES[1] | {"days_cape": 9}]
    ask = asker(open_store(routes_published=weak, ports=PORTS, sources=SOURCES))
    columns = " ".join(
        f"published_{name}_weak_share" for name in ("suez_nm", "cape_nm", "days_suez", "days_cape")
    )
    assert ask("charts/routes_between_ports", columns) == [(1.0, None, None, 1.0)]


def observed(day: str, grain: str, metric: str, value: float, **more: Any) -> dict[str, Any]:
    return {
        "date": day,
        "grain": grain,
        "metric": metric,
        "lane": "global",
        "value": value,
        "unit": "%",
        "use_in_charts": True,
        "source_ids": "s1",
    } | more


OBSERVED = [
    observed("2024-01-01", "month", "schedule_reliability_pct", 51.6, note="n"),
    observed("2024-02-01", "month", "schedule_reliability_pct", 53.3, use_in_charts=False),
    observed("2024-03-01", "month", "on_time_performance_pct", 34.9, lane="Asia-North Europe"),
    observed("2024-03-01", "month", "avg_delay_days_late_arrivals_kn", 4.1, unit="days"),
    observed("2024-03-01", "month", "on_time_arrivals_pct_xeneta", 34),
    observed("2024-06-01", "month", "on_time_arrivals_pct_xeneta", 26, lane="MSC"),
    observed("2024-01-01", "year", "on_time_arrivals_pct_xeneta", 30),
    observed("2024-05-15", "point", "extra_days", 10, source_ids="s2|s1"),
    observed("2024-04-01", "quarter", "tonne_mile_change_pct", 12),
]


def test_delays_by_month() -> None:
    ask = asker(open_store(delays=OBSERVED))
    january, march = date(2024, 1, 1), date(2024, 3, 1)
    columns = "metric compiled_by lane month value unit note source_ids"
    assert ask("charts/delays_by_month", columns) == [
        ("avg_delay_days_late_arrivals_kn", "Kuehne+Nagel", "global", march, 4.1, "days", None,
         "s1"),
        ("on_time_arrivals_pct_xeneta", "Xeneta", "global", march, 34.0, "%", None, "s1"),
        ("on_time_performance_pct", "Kuehne+Nagel", "Asia-North Europe", march, 34.9, "%", None,
         "s1"),
        ("schedule_reliability_pct", "Sea-Intelligence", "global", january, 51.6, "%", "n", "s1"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2024-01-31", None, {1, 3}),
        ("2024-02-01", None, {3}),
        (None, "2024-03-01", {1, 3}),
        (None, "2024-02-29", {1}),
        ("2025-01-01", None, set()),
    ],
)
def test_a_month_counts_when_any_day_lies_in_the_period(
    start: str | None, end: str | None, months: set[int]
) -> None:
    ask = asker(open_store(delays=OBSERVED))
    found = ask("charts/delays_by_month", "month", start=start, end=end)
    assert {month.month for (month,) in found} == months


def test_delays_other_are_all_that_is_not_drawn() -> None:
    ask = asker(open_store(delays=OBSERVED, sources=SOURCES))
    assert ask("facts/delays_other") == [
        (date(2024, 6, 1), "month", date(2024, 6, 30), "on_time_arrivals_pct_xeneta", "MSC", 26.0,
         "%", False, None, "Zeta", "s1"),
        (date(2024, 5, 15), "point", date(2024, 5, 15), "extra_days", "global", 10.0, "%", False,
         None, "Alpha, Zeta", "s2|s1"),
        (date(2024, 4, 1), "quarter", date(2024, 6, 30), "tonne_mile_change_pct", "global", 12.0,
         "%", False, None, "Zeta", "s1"),
        (date(2024, 2, 1), "month", date(2024, 2, 29), "schedule_reliability_pct", "global", 53.3,
         "%", True, None, "Zeta", "s1"),
        (date(2024, 1, 1), "year", date(2024, 12, 31), "on_time_arrivals_pct_xeneta", "global",
         30.0, "%", False, None, "Zeta", "s1"),
    ]  # fmt: skip
    late = {"start": "2024-07-01", "end": "2024-08-01"}
    assert ask("facts/delays_other", "grain", **late) == [("year",)]
    metrics = ["extra_days", "nothing"]
    assert ask("facts/delays_other", "metric", metrics=metrics) == [("extra_days",)]


def announced(day: str, carrier: str, action: str, **more: Any) -> dict[str, Any]:
    return {
        "date": day,
        "carrier": carrier,
        "segment": "container",
        "action": action,
        "scope": "all",
        "source_ids": "s1",
    } | more


ANNOUNCED = [
    announced("2023-12-15", "Line", "paused"),
    announced("2023-12-20", "Line", "cargo stop", note="n"),
    announced("2024-01-05", "Line", "diverted", source_ids="s2"),
    announced("2024-02-01", "Tank", "paused", segment="tanker"),
]
CHECKED = [
    {"dataset": "carrier_actions", "covers_from": "2023-11-27", "covers_until": "2024-03-04"}
]


@pytest.fixture(scope="module")
def carriers() -> Ask:
    """Four announcements of two carriers, checked to 4 March 2024."""
    kinds = [SOURCES[0] | {"kind": "press"}, SOURCES[1] | {"kind": "blog or other"}]
    return asker(open_store(carrier_actions=ANNOUNCED, coverage=CHECKED, sources=kinds))


def test_carrier_states_last_until_the_next_or_the_check(carriers: Ask) -> None:
    until = date(2024, 3, 4)
    paused, stopped = date(2023, 12, 15), date(2023, 12, 20)
    diverted, tank = date(2024, 1, 5), date(2024, 2, 1)
    assert carriers("charts/carrier_actions") == [
        ("Line", "container", paused, "paused", False, diverted, True, until, diverted, False,
         "all", None, "Zeta", "s1"),
        ("Line", "container", stopped, "cargo stop", False, None, True, until, diverted, False,
         "all", "n", "Zeta", "s1"),
        ("Line", "container", diverted, "diverted", False, until, True, until, diverted, True,
         "all", None, "Alpha", "s2"),
        ("Tank", "tanker", tank, "paused", False, until, True, until, tank, False, "all", None,
         "Zeta", "s1"),
    ]  # fmt: skip
    # A cargo stop before the period is not listed, but it was an announcement; one after is none.
    late = {"start": "2023-12-21", "end": "2023-12-22"}
    assert carriers("charts/carrier_actions", "action last_announced", **late) == [
        ("paused", stopped)
    ]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        # A state that runs into the period comes along; a cargo stop before it does not.
        (
            {"start": "2024-01-10", "end": "2024-02-10"},
            [("Line", "diverted", date(2024, 2, 10), False),
             ("Tank", "paused", date(2024, 2, 10), True)],
        ),
        (
            {"start": "2023-12-20", "end": "2023-12-20"},
            [("Line", "paused", date(2023, 12, 20), False), ("Line", "cargo stop", None, True)],
        ),
        ({"start": "2024-03-05"}, []),  # beyond the check nothing is known
        ({"end": "2023-12-14"}, []),
        ({"segments": ["tanker"]}, [("Tank", "paused", date(2024, 3, 4), True)]),
    ],
)  # fmt: skip
def test_carrier_actions_of_a_period(
    carriers: Ask, chosen: dict[str, Any], expected: list[tuple[Any, ...]]
) -> None:
    columns = "carrier action state_until in_period"
    assert carriers("charts/carrier_actions", columns, **chosen) == expected


def test_a_planned_return_changes_no_state_and_stands_until_one_does() -> None:
    rows = [
        announced("2024-01-01", "Line", "diverted"),
        announced("2024-01-10", "Line", "partial return", planned=True),
        announced("2024-02-01", "Line", "partial return", planned=False),
        announced("2024-02-20", "Line", "diverted", planned=True),  # the next ships turn away
    ]
    ask = asker(open_store(carrier_actions=rows, coverage=CHECKED))
    back, away, until = date(2024, 2, 1), date(2024, 2, 20), date(2024, 3, 4)
    columns = "action is_plan state_until"
    assert ask("charts/carrier_actions", columns) == [
        ("diverted", False, back),
        ("partial return", True, None),
        ("partial return", False, away),
        ("diverted", False, until),
    ]
    assert ask("charts/carrier_actions", columns, start="2024-01-20", end="2024-01-31") == [
        ("diverted", False, date(2024, 1, 31)),
        ("partial return", True, None),
    ]
    assert ask("charts/carrier_actions", columns, start="2024-02-01", end="2024-02-10") == [
        ("partial return", False, date(2024, 2, 10)),
    ]


def counted(
    start: str, end: str, vessel_class: str, per_day: float | None, **more: Any
) -> dict[str, Any]:
    return {
        "period_start": start,
        "period_end": end,
        "grain": "other",
        "chokepoint": BAB,
        "vessel_class": vessel_class,
        "transits_per_day": per_day,
        "publisher": "World Bank Data Lab",
        "source_ids": "s9",
    } | more


def test_world_bank_windows_hold_the_weeks_whose_thursday_they_hold() -> None:
    rows = [
        counted("2024-01-04", "2024-01-17", "total", 10.0),
        counted("2024-01-04", "2024-01-17", "cargo", 8.0, note="n"),
        counted("2024-01-05", "2024-01-11", "tanker", 2.0),
        counted("2020-01-05", "2020-01-11", "total", 2.0),
        counted("2024-01-04", "2024-01-17", "total", 7.0, publisher="Another"),
    ]
    ask = asker(open_store(transits=TRANSITS, transits_reported=rows))
    first, seventeenth = date(2024, 1, 4), date(2024, 1, 17)
    assert ask("charts/crosscheck_same_data") == [
        (date(2020, 1, 5), date(2020, 1, 11), BAB, "total", 2.0, None, 0, None,
         "World Bank Data Lab", None, "s9"),
        (first, seventeenth, BAB, "cargo", 8.0, 8.0, 2, 0.0, "World Bank Data Lab", "n", "s9|s1"),
        (first, seventeenth, BAB, "total", 10.0, 11.0, 2, 100 * (11.0 / 10 - 1),
         "World Bank Data Lab", None, "s9|s1|s2"),
        (date(2024, 1, 5), date(2024, 1, 11), BAB, "tanker", 2.0, 1.0, 1, -50.0,
         "World Bank Data Lab", None, "s9|s1"),
    ]  # fmt: skip


def test_a_week_in_which_a_class_is_missing_is_not_compared() -> None:
    rows = [counted("2024-01-01", "2024-01-14", "total", 10.0)]
    missing = [row for row in TRANSITS if row is not TRANSITS[3]]  # tankers of the second week
    ask = asker(open_store(transits=missing, transits_reported=rows))
    assert ask("charts/crosscheck_same_data", "our_per_day our_weeks") == [(15.0, 1)]


def test_counts_are_compared_on_the_same_days() -> None:
    official = {"publisher": "Canal", "chokepoint": BAB}
    rows = [
        # Three days of the first week, four of the second: (3 * 15 + 4 * 7) / 7.
        counted("2024-01-05", "2024-01-11", "total", 11.0, transits_in_period=77, **official),
        counted("2024-01-05", "2024-01-11", "cargo", 8.0, **official),
        counted("2024-01-01", "2024-01-07", "tanker", None, **official),
        # Eleven days of which one is not covered, and ten of which two are not.
        counted("2023-12-31", "2024-01-10", "tanker", 5.0, **official),
        counted("2023-12-30", "2024-01-08", "tanker", 5.0, **official),
        counted("2020-01-01", "2020-01-31", "total", 5.0, **official),
        counted("2024-01-05", "2024-01-11", "total", 11.0),
    ]
    ask = asker(open_store(transits=TRANSITS, transits_reported=rows))
    ours = (3 * 15 + 4 * 7) / 7
    found = ask("charts/crosscheck_by_days")
    fifth, eleventh = date(2024, 1, 5), date(2024, 1, 11)
    assert [row[:2] for row in found] == [
        (fifth, eleventh),
        (date(2023, 12, 30), date(2024, 1, 8)),
        (date(2023, 12, 31), date(2024, 1, 10)),
        (date(2024, 1, 1), date(2024, 1, 7)),
        (date(2020, 1, 1), date(2020, 1, 31)),
        (fifth, eleventh),
    ]
    cargo, uncovered, covered, no_mean, never, total = found
    assert total == (
        fifth, eleventh, "other", BAB, "total", 77.0, 11.0, pytest.approx(ours), 7, 7,
        pytest.approx(100 * (11 / ours - 1)), "Canal", "independent", "Canal", None, "s9|s1|s2",
    )  # fmt: skip
    containers = (3 * 10 + 4 * 6) / 7
    difference = pytest.approx(100 * (8 / containers - 1))
    assert cargo[6:11] == (8.0, pytest.approx(containers), 7, 7, difference)
    assert covered[7:10] == (pytest.approx((7 * 5 + 3 * 1) / 10), 10, 11)
    assert uncovered[7:11] == (None, 8, 10, None)
    assert no_mean[6:11] == (None, 5.0, 7, 7, None)
    assert never[7:11] == (None, 0, 31, None)
    assert ask("charts/crosscheck_by_days", chokepoints=[CAPE]) == []


def test_counts_that_end_in_the_period_are_of_it() -> None:
    rows = [
        counted("2024-02-01", "2024-02-29", "total", 1.0, publisher="Canal"),
        counted("2024-03-01", "2024-03-31", "total", 1.0, publisher="Canal"),
    ]
    ask = asker(open_store(transits=TRANSITS, transits_reported=rows))

    def ends(**chosen: str) -> list[int]:
        return [day.month for (day,) in ask("charts/crosscheck_by_days", "period_end", **chosen)]

    assert ends() == [2, 3]
    assert ends(start="2024-02-29", end="2024-03-30") == [2]
    assert ends(start="2024-03-01", end="2024-03-31") == [3]


FIRST_WEEK = [passed("2018-12-31", SUEZ, "tanker", 60, days=6)]
FOLLOWING = [passed(f"2019-01-{day:02}", SUEZ, "tanker", 70) for day in (7, 14, 21, 28)]


def began(day: str) -> list[dict[str, Any]]:
    return [{"dataset": "transits", "covers_from": day, "covers_until": "2026-01-01"}]


@pytest.mark.parametrize(
    ("covers_from", "covered", "mean"),
    [
        ("2019-01-01", 31, (60 + 3 * 70 + 4 * 10) / 31),  # 1 to 6 January
        ("2018-12-31", 30, (50 + 3 * 70 + 4 * 10) / 30),  # 31 December to 5 January
        ("2018-12-01", 30, (50 + 3 * 70 + 4 * 10) / 30),
        ("2019-01-07", 30, (50 + 3 * 70 + 4 * 10) / 30),  # a week that ends before the coverage
    ],
)
def test_the_week_in_which_the_record_begins_lacks_its_first_days(
    covers_from: str, covered: int, mean: float
) -> None:
    month = [counted("2019-01-01", "2019-01-31", "total", 9.0, publisher="C", chokepoint=SUEZ)]
    rows = [*FIRST_WEEK, *FOLLOWING]
    con = open_store(transits=rows, transits_reported=month, coverage=began(covers_from))
    ((days, ours),) = asker(con)("charts/crosscheck_by_days", "covered_days our_per_day")
    assert (days, ours) == (covered, pytest.approx(mean))


def test_a_short_week_after_the_first_begins_on_its_monday() -> None:
    rows = [*FIRST_WEEK, passed("2019-01-07", SUEZ, "tanker", 30, days=3)]
    con = open_store(transits=rows, coverage=began("2019-01-01"))
    placed = con.execute(
        "select week, first_day, middle_day from transit_counts where vessel_class = 'all'"
        " order by week"
    ).fetchall()
    assert placed == [
        (date(2018, 12, 31), date(2019, 1, 1), date(2019, 1, 3)),
        (date(2019, 1, 7), date(2019, 1, 7), date(2019, 1, 8)),
    ]
    ask = asker(con)
    assert ask("charts/transits_by_week", "week", end="2019-01-03") == [(date(2018, 12, 31),)]
    assert ask("charts/transits_by_week", "week", end="2019-01-02") == []


def test_a_total_with_a_class_missing_is_not_compared() -> None:
    rows = [counted("2024-01-01", "2024-01-07", "total", 10.0, publisher="Canal")]
    missing = [row for row in TRANSITS if row is not TRANSITS[1]]  # tankers of the first week
    ask = asker(open_store(transits=missing, transits_reported=rows))
    assert ask("charts/crosscheck_by_days", "our_per_day difference_pct") == [(None, None)]


CHOSEN = {"baseline_start": "2022-01-01", "baseline_end": "2023-10-06"}


def by_hand(chokepoint: str, first: str, last: str) -> float:
    """Return the mean per day of the weeks from first to last Monday, read from the file."""
    ships, days = 0, {}
    with (HOME / "data" / "transits.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["chokepoint"] == chokepoint and first <= row["week_start"] <= last:
                ships += int(row["transits"])
                days[row["week_start"]] = int(row["days"])
    return ships / sum(days.values())


def january_2019() -> float:
    """Return Suez transits a day in January 2019: the first week has six days, from the first."""
    ships = 0.0
    with (HOME / "data" / "transits.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["chokepoint"] == SUEZ and row["week_start"] <= "2019-01-28":
                ships += int(row["transits"]) * (4 / 7 if row["week_start"] == "2019-01-28" else 1)
    return ships / 31


def test_bundled_share_weighs_the_first_week_by_its_days(
    bundled: Callable[..., pd.DataFrame],
) -> None:
    year = {"baseline_start": "2019-01-01", "baseline_end": "2019-12-31"}
    (usual,) = bundled("charts/cape_share_by_week", **year)["baseline_cape_share_pct"].unique()
    cape, suez = (by_hand(name, "2018-12-31", "2019-12-23") for name in (CAPE, SUEZ))
    assert usual == pytest.approx(100 * cape / (cape + suez))
    assert round(usual, 3) == 47.874


@pytest.mark.parametrize(
    ("chokepoint", "before", "in_2024"),
    [(BAB, 69.99, 32.32), (CAPE, 45.93, 87.02), (SUEZ, 69.85, 39.60)],
)
def test_bundled_means(
    bundled: Callable[..., pd.DataFrame], chokepoint: str, before: float, in_2024: float
) -> None:
    rows = bundled("facts/transits_headline", **CHOSEN, start="2024-01-01", end="2024-12-31")
    row = rows.set_index("chokepoint").loc[chokepoint]
    assert round(row["baseline_per_day"], 2) == before
    assert round(row["period_per_day"], 2) == in_2024
    assert row["baseline_first_week"] == pd.Timestamp(2022, 1, 3)
    assert row["baseline_last_week"] == pd.Timestamp(2023, 10, 2)
    assert (row["baseline_weeks"], row["period_weeks"]) == (92, 52)
    assert row["baseline_per_day"] == pytest.approx(by_hand(chokepoint, "2022-01-03", "2023-10-02"))
    assert row["period_per_day"] == pytest.approx(by_hand(chokepoint, "2024-01-01", "2024-12-23"))


def test_bundled_means_agree_with_the_world_bank(bundled: Callable[..., pd.DataFrame]) -> None:
    rows = bundled("charts/crosscheck_same_data")
    assert len(rows) == 37  # 36 of the World Bank, one of the Cape by another outlet
    first = rows[rows["period_start"] == pd.Timestamp(2022, 1, 1)]
    assert len(first) == 9
    assert first["difference_pct"].abs().max() < 1.5
    bab = first[(first["chokepoint"] == BAB) & (first["vessel_class"] == "total")]
    assert list(bab["published_per_day"].round(2)) == [70.77]
    assert list(bab["our_per_day"].round(2)) == [69.99]


def test_bundled_official_counts_lie_below_ours(bundled: Callable[..., pd.DataFrame]) -> None:
    rows = bundled("charts/crosscheck_by_days", chokepoints=[SUEZ])
    total = rows[(rows["vessel_class"] == "total")].set_index(["period_start", "period_end"])
    years = total["difference_pct"].round(1)
    assert years[pd.Timestamp(2023, 1, 1), pd.Timestamp(2023, 12, 31)] == -1.6
    assert years[pd.Timestamp(2024, 1, 1), pd.Timestamp(2024, 12, 31)] == -8.8
    assert years[pd.Timestamp(2025, 1, 1), pd.Timestamp(2025, 12, 31)] == -9.0
    january = total.loc[(pd.Timestamp(2019, 1, 1), pd.Timestamp(2019, 1, 31))]
    assert january["covered_days"] == 31
    assert january["our_per_day"] == pytest.approx(january_2019(), abs=1e-9)
    assert round(january["our_per_day"], 3) == 49.664
    assert round(january["difference_pct"], 2) == -1.53
    adb = bundled("charts/crosscheck_by_days", chokepoints=[BAB])
    assert adb.groupby("counter").size().to_dict() == {
        "Asian Development Bank": 63, "Lloyd's List": 6
    }  # fmt: skip
    assert adb["difference_pct"].notna().all()


def test_bundled_rows_are_all_shown(bundled: Callable[..., pd.DataFrame]) -> None:
    def count(name: str, **wanted: str) -> int:
        with (HOME / "data" / f"{name}.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        return sum(all(row[key] == value for key, value in wanted.items()) for row in rows)

    lanes = bundled("facts/routes_published")
    assert len(lanes) == count("routes_published") == 33
    assert lanes["weak_source"].sum() == count("routes_published", weak_source="yes")
    assert len(bundled("charts/carrier_actions")) == count("carrier_actions") == 83
    drawn, other = bundled("charts/delays_by_month"), bundled("facts/delays_other")
    assert len(drawn) + len(other) == count("delays") == 239
    assert other["in_doubt"].sum() == count("delays", use_in_charts="no") == 1
    assert lanes["publishers"].notna().all()


@pytest.mark.parametrize("days", [7, 1])
def test_a_share_of_the_control_is_the_same_by_week_and_by_day(days: int) -> None:
    start = date(2022, 1, 3)
    parts = [start + timedelta(days=day) for day in range(0, 7, days)]
    control = {"chokepoint": "Malacca Strait", "vessel_class": "total", "week_start": start}
    store = open_store(
        transits=[passed(str(part), BAB, "container", 10 * days, days=days) for part in parts],
        control_transits=[control | {"days": 7, "transits": 140, "source_ids": "s2"}],
    )
    asked = asker(store)("facts/control_shares", "year share weeks", fit_end="2023-10-06")
    assert asked == [(2022, 0.5, 1)]
