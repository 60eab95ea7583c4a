"""The questions about container costs: given rows, expected rows; known figures of the data."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from dashboard import queries, store
from dashboard.settings import HOME
from tests.given import Ask, asker, open_store

ROT, GEN, LA, NY = (
    "Shanghai-Rotterdam",
    "Shanghai-Genoa",
    "Shanghai-Los Angeles",
    "Shanghai-New York",
)
BASELINE = {"rate_baseline_start": "2023-09-01", "rate_baseline_end": "2023-11-16"}
PERIOD = {"start": "2023-10-07", "end": "2026-10-01"}


def rate(lane: str, day: str, usd: float, **more: Any) -> dict[str, Any]:
    """Return an assessment with defaults for what a test does not look at."""
    return {
        "date": day,
        "index_name": "WCI",
        "lane": lane,
        "usd_per_feu": usd,
        "basis": "reported",
        "source_ids": "s1",
    } | more


def d(text: str) -> date:
    return date.fromisoformat(text)


def test_lanes_in_the_order_of_their_trades() -> None:
    lanes = ["composite", NY, LA, "Rotterdam-Shanghai", GEN, ROT]
    rows = [rate(lane, "2024-01-04", 1) for lane in lanes] + [rate(ROT, "2024-01-11", 1)]
    assert asker(open_store(freight_rates=rows))("lists/rate_lanes") == [
        (ROT, "Asia to Europe", True, 2, d("2024-01-04"), d("2024-01-11")),
        (GEN, "Asia to Europe", True, 1, d("2024-01-04"), d("2024-01-04")),
        (LA, "Asia to North America", True, 1, d("2024-01-04"), d("2024-01-04")),
        (NY, "Asia to North America", True, 1, d("2024-01-04"), d("2024-01-04")),
        ("composite", "Composite", True, 1, d("2024-01-04"), d("2024-01-04")),
        ("Rotterdam-Shanghai", "Other lanes", False, 1, d("2024-01-04"), d("2024-01-04")),
    ]


RATES = [
    rate(ROT, "2023-08-31", 900, source_ids="s0"),
    rate(ROT, "2023-09-01", 1000, note="first"),
    rate(ROT, "2023-11-16", 2000, basis="derived", source_ids="b1"),
    rate(ROT, "2023-11-17", 3000, source_ids="s2"),
    rate(LA, "2023-11-17", 500),
]


def test_rates_by_date_against_the_baseline_with_both_its_days() -> None:
    ask = asker(open_store(freight_rates=RATES))
    assert ask("charts/rates_by_date", **BASELINE) == [
        (LA, d("2023-11-17"), 500, "reported", True, None, 0, None, None, None, None, "s1"),
        (ROT, d("2023-08-31"), 900, "reported", False, 1500, 2, 60, 0.6, None, None, "s0|b1|s1"),
        (ROT, d("2023-09-01"), 1000, "reported", True, 1500, 2, 200 / 3, 2 / 3, "first",
         None, "s1|b1|s1"),
        (ROT, d("2023-11-16"), 2000, "derived", True, 1500, 2, 400 / 3, 4 / 3, None, None,
         "b1|b1|s1"),
        (ROT, d("2023-11-17"), 3000, "reported", True, 1500, 2, 200, 2, None, None, "s2|b1|s1"),
    ]  # fmt: skip


def test_headline_cites_peak_latest_and_baseline() -> None:
    ask = asker(open_store(freight_rates=RATES))
    columns = "lane source_ids"
    found = ask("facts/rates_headline", columns, **BASELINE, start="2023-11-17")
    assert found == [(LA, "s1"), (ROT, "b1|s1|s2")]
    no_baseline = BASELINE | {"rate_baseline_end": "2023-08-01"}
    found = ask("facts/rates_headline", columns, **no_baseline, start="2023-11-17")
    assert found == [(LA, "s1"), (ROT, "s2")]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"start": "2023-11-16", "end": "2023-11-16"}, [2000]),
        ({"end": "2023-09-01", "lanes": [ROT]}, [900, 1000]),
        ({"lanes": [LA]}, [500]),
        ({"lanes": []}, []),
        ({"start": "2023-11-18"}, []),
    ],
)
def test_rates_by_date_in_the_period(chosen: dict[str, Any], expected: list[float]) -> None:
    ask = asker(open_store(freight_rates=RATES))
    assert [row[0] for row in ask("charts/rates_by_date", "usd_per_feu", **chosen)] == expected


MILESTONES = [
    rate(ROT, "2023-09-07", 1000, source_ids="b1"),
    rate(ROT, "2023-10-28", 1100),  # too old for the level before the hijacking
    rate(ROT, "2024-01-04", 4000, source_ids="j1"),
    rate(ROT, "2024-01-11", 5000, source_ids="j2", basis="derived"),
    rate(ROT, "2024-01-18", 5000, source_ids="j3"),
    rate(ROT, "2024-02-01", 9000),
    rate(ROT, "2025-01-01", 2500, source_ids="l1"),
    rate(ROT, "2025-12-31", 2500, source_ids="l2"),
    rate(ROT, "2026-01-01", 2000, source_ids="e1"),
    rate(LA, "2023-11-19", 1500, source_ids="h1"),
    rate(LA, "2024-07-31", 700, source_ids="h2"),
]
COLUMNS = "lane milestone date usd_per_feu basis multiple change_pct source_ids"


SEIZED = {"event_id": "E1", "date": "2023-11-19", "role": "first hijacking", "source_ids": "s1"}


def milestones(**chosen: Any) -> list[tuple[Any, ...]]:
    ask = asker(open_store(freight_rates=MILESTONES, events=[SEIZED]))
    window = {"rate_baseline_start": "2023-09-07", "rate_baseline_end": "2023-09-07"}
    return ask("facts/rates_milestones", COLUMNS, **window, **chosen)


def test_milestones_are_the_first_of_equals_and_missing_without_an_assessment() -> None:
    none = (None, None, None, None, None)
    assert milestones() == [
        (LA, "Before the first hijacking", d("2023-11-19"), 1500, "reported", None, None, "h1"),
        (LA, "January 2024 peak", *none, ""),
        (LA, "July 2024 peak", d("2024-07-31"), 700, "reported", None, None, "h2"),
        (LA, "Low of 2025", *none, ""),
        (LA, "Latest", d("2024-07-31"), 700, "reported", None, None, "h2"),
        (ROT, "Before the first hijacking", *none, "b1"),
        (ROT, "January 2024 peak", d("2024-01-11"), 5000, "derived", 5, 400, "j2|b1"),
        (ROT, "July 2024 peak", *none, "b1"),
        (ROT, "Low of 2025", d("2025-01-01"), 2500, "reported", 2.5, 150, "l1|b1"),
        (ROT, "Latest", d("2026-01-01"), 2000, "reported", 2, 100, "e1|b1"),
    ]


def test_without_a_first_hijacking_nothing_stands_before_it() -> None:
    ask = asker(open_store(freight_rates=MILESTONES))
    found = ask("facts/rates_milestones", "milestone usd_per_feu", lanes=[LA])
    assert found[0] == ("Before the first hijacking", None)
    assert found[-1] == ("Latest", 700)


def test_a_milestone_outside_the_period_is_missing_not_another() -> None:
    found = milestones(start="2024-01-12", end="2025-06-30", lanes=[ROT])
    assert [(row[1], row[3]) for row in found] == [
        ("Before the first hijacking", None),
        ("January 2024 peak", None),  # the peak of the month lies before the period
        ("July 2024 peak", None),
        ("Low of 2025", 2500),
        ("Latest", 2500),
    ]


def test_milestones_tell_the_baseline() -> None:
    ask = asker(open_store(freight_rates=MILESTONES))
    columns = (
        "lane baseline_usd_per_feu baseline_assessments baseline_first_date baseline_last_date"
    )
    found = ask("facts/rates_milestones", columns, rate_baseline_end="2023-10-28")
    assert set(found) == {
        (ROT, 1050, 2, d("2023-09-07"), d("2023-10-28")),
        (LA, None, 0, None, None),
    }


PAIRS = [
    rate(ROT, "2023-08-31", 1000, source_ids="a"),
    rate(LA, "2023-08-31", 2000, source_ids="b"),
    rate(ROT, "2023-09-07", 1000),
    rate(LA, "2023-09-07", 2000),
    rate(ROT, "2023-09-14", 900),
    rate(LA, "2023-09-14", 1000, basis="derived", source_ids="s2"),
    rate(ROT, "2023-09-21", 5000),  # without Los Angeles
    rate(LA, "2023-09-28", 5000),  # without Rotterdam
    rate(GEN, "2023-09-28", 6000),
    rate(ROT, "2024-01-04", 4000),
    rate(LA, "2024-01-04", 2000),
]


def test_premium_only_on_dates_with_both_lanes() -> None:
    ask = asker(open_store(freight_rates=PAIRS))
    mean_usd, mean_ratio, last = -550.0, pytest.approx(0.7), d("2023-09-14")
    window = {"rate_baseline_start": "2023-09-01", "rate_baseline_end": "2023-09-30"}
    found = ask("charts/premium_by_date", **window)
    assert found == [
        (ROT, d("2023-08-31"), 1000, 2000, -1000, 0.5, False, False, mean_usd, mean_ratio, 2,
         -450, 950, last, None, None, "a|b|s1|s2"),
        (ROT, d("2023-09-07"), 1000, 2000, -1000, 0.5, False, True, mean_usd, mean_ratio, 2,
         -450, 950, last, None, None, "s1|s1|s1|s2"),
        (ROT, d("2023-09-14"), 900, 1000, -100, 0.9, True, True, mean_usd, mean_ratio, 2, 450,
         950, last, None, None, "s1|s2|s1|s2"),
        (ROT, d("2024-01-04"), 4000, 2000, 2000, 2.0, False, True, mean_usd, mean_ratio, 2, 2550,
         950, last, None, None, "s1|s1|s1|s2"),
    ]  # fmt: skip


def test_premium_of_another_lane_and_without_a_baseline() -> None:
    ask = asker(open_store(freight_rates=PAIRS))
    columns = (
        "lane premium_usd_per_feu baseline_premium_usd_per_feu baseline_ratio baseline_dates"
        " baseline_last_date source_ids"
    )
    window = {"rate_baseline_start": "2022-01-01", "rate_baseline_end": "2022-12-31"}
    found = ask("charts/premium_by_date", columns, lane=GEN, **window)
    assert found == [(GEN, 1000, None, None, 0, None, "s1|s1")]
    assert ask("charts/premium_by_date", columns, lane=GEN, start="2023-09-29") == []
    assert ask("charts/premium_by_date", columns, lane=LA, end="2023-08-31")[0][:2] == (LA, 0)


def quote(day: str, component: str, scope: str, low: Any, high: float, **more: Any) -> Any:
    """Return a quote with defaults for what a test does not look at."""
    return {
        "date": day,
        "date_precision": "day",
        "component": component,
        "scope": scope,
        "value_low": low,
        "value_high": high,
        "unit": "USD",
        "source_ids": "s1",
    } | more


WAR = "war_risk_premium_pct_hull"


def test_war_risk_by_area() -> None:
    scopes = {
        "Red Sea transit": "Red Sea and Gulf of Aden",
        "Gulf of Aden": "Red Sea and Gulf of Aden",
        "Bab el-Mandeb transit": "Red Sea and Gulf of Aden",
        "Red Sea, tankers calling at Yanbu": "Calls at Red Sea ports",
        "Red Sea, Saudi ports south of Yanbu such as Jazan": "Calls at Red Sea ports",
        "Strait of Hormuz / Gulf": "Strait of Hormuz and Gulf",
        "Gulf calls": "Strait of Hormuz and Gulf",
        "Black Sea": "Other areas",
    }
    rows = [quote("2024-01-02", WAR, scope, None, 2) for scope in scopes]
    rows += [quote("2024-01-01", WAR, "Red Sea", 0.5, 0.7, note="n", unit="%", source_ids="s2")]
    rows += [quote("2024-01-01", "suez_toll_usd", "Red Sea", 1, 1)]
    ask = asker(open_store(cost_components=rows))
    found = ask("charts/cost_war_risk")
    assert found[0] == (
        d("2024-01-01"), "day", "Red Sea and Gulf of Aden", "Red Sea", 0.5, 0.7, "%", "n", "s2",
    )  # fmt: skip
    assert {(row[3], row[2]) for row in found[1:]} == set(scopes.items())
    assert {row[4] for row in found[1:]} == {None}
    assert len(ask("charts/cost_war_risk", start="2024-01-02")) == len(scopes)
    assert len(ask("charts/cost_war_risk", end="2024-01-01")) == 1


def test_surcharges_by_the_longest_carrier_name() -> None:
    names = ["MSC", "CMA", "CMA CGM", "CMA CGM"]
    actions = [
        {"date": f"2024-01-0{n}", "carrier": name, "source_ids": "s1"}
        for n, name in enumerate(names, 1)
    ]
    per_feu, per_teu = "emergency_surcharge_usd_per_feu", "emergency_surcharge_usd_per_teu"
    rows = [
        quote("2024-01-02", per_feu, "CMA CGM Cape", 9, 9, unit="USD/FEU"),
        quote("2024-01-01", per_feu, "MSCX fee", None, 5, unit="USD/FEU"),
        quote("2024-01-03", per_teu, "MSC fee", 1, 2, unit="USD/TEU"),
        quote("2024-01-03", "carrier_fak_rate_usd_per_teu", "MSC", 1, 2, unit="USD/TEU"),
    ]  # fmt: skip
    ask = asker(open_store(cost_components=rows, carrier_actions=actions))
    feu = [
        (
            d("2024-01-01"),
            "day",
            None,
            "MSCX fee",
            "MSCX fee",
            None,
            5,
            "USD/FEU",
            None,
            None,
            "s1",
        ),
        (
            d("2024-01-02"),
            "day",
            "CMA CGM",
            "CMA CGM Cape",
            "Cape",
            9,
            9,
            "USD/FEU",
            None,
            None,
            "s1",
        ),
    ]
    teu = [(d("2024-01-03"), "day", "MSC", "MSC fee", "fee", 1, 2, "USD/TEU", None, None, "s1")]
    assert ask("charts/cost_surcharges") == feu + teu
    assert ask("charts/cost_surcharges", unit="USD/TEU") == teu
    assert ask("charts/cost_surcharges", start="2024-01-02", end="2024-01-02") == feu[1:]


def test_quotes_by_kind_with_and_without_the_earlier_ones() -> None:
    rows = [
        quote("2023-06-30", "suez_revenue_usd_bn", "FY", 9, 9, date_precision="fiscal year end"),
        quote("2024-01-01", "suez_revenue_usd_bn", "Q1", 2, 2, date_precision="quarter end"),
        quote("2024-02-01", "hull_paint_usd", "ship", 1, 1, note="n"),
        quote("2024-03-01", WAR, "Red Sea", None, 1),
    ]
    ask = asker(open_store(cost_components=rows))
    paint = (
        d("2024-02-01"), "day", "Other costs", "hull_paint_usd", "hull paint usd", "ship", 1, 1,
        "USD", True, "n", "s1",
    )  # fmt: skip
    assert ask("facts/cost_quotes", kinds=["Other costs"]) == [paint]
    columns = "kind component_title scope is_in_period"
    year, quarter = "Suez Canal revenue, fiscal year", "Suez Canal revenue, quarter"
    first, second = ("Suez Canal", year, "FY", False), ("Suez Canal", quarter, "Q1", True)
    others = [("Other costs", "hull paint usd", "ship", True)]
    last = [("War-risk premium", "War-risk premium", "Red Sea", True)]
    chosen = {"start": "2024-01-01"}
    assert ask("facts/cost_quotes", columns, **chosen) == [*others, second, *last]
    assert ask("facts/cost_quotes", columns, **chosen, with_earlier=True) == [
        *others, first, second, *last,
    ]  # fmt: skip
    assert ask("facts/cost_quotes", columns, end="2024-01-31", **chosen) == [second]


def test_every_bundled_component_has_a_kind_and_a_title(bundled: Ask) -> None:
    found = bundled("facts/cost_quotes", "kind component component_title")
    assert len({component for _, component, _ in found}) > 20
    for kind, component, title in found:
        assert kind != "Other costs", component
        assert not title.startswith(component.replace("_", " ")), component


def test_every_bundled_war_risk_quote_has_an_area(bundled: Ask) -> None:
    assert {area for (area,) in bundled("charts/cost_war_risk", "area")} == {
        "Red Sea and Gulf of Aden",
        "Calls at Red Sea ports",
        "Strait of Hormuz and Gulf",
    }


@pytest.fixture
def bundled(bundled_store: Path) -> Ask:
    """Return a function that runs a named query on the bundled data."""
    reader = store.reader(bundled_store)

    def ask(name: str, columns: str = "", **chosen: Any) -> list[tuple[Any, ...]]:
        rows = queries.rows(reader.cursor(), name, **chosen)
        return [tuple(row[c] for c in columns.split() or row) for row in rows]

    return ask


def rates_file() -> dict[tuple[str, str], float]:
    """Return the bundled rates by lane and day, read without the project's own reader."""
    with (HOME / "data" / "freight_rates.csv").open(encoding="utf-8", newline="") as file:
        return {
            (row["lane"], row["date"]): float(row["usd_per_feu"]) for row in csv.DictReader(file)
        }


@pytest.mark.parametrize("lane", [ROT, GEN, LA, NY, "composite"])
def test_bundled_milestones_against_the_file(bundled: Ask, lane: str) -> None:
    days = {day: usd for (name, day), usd in rates_file().items() if name == lane}
    level = mean(usd for day, usd in days.items() if "2023-09-01" <= day <= "2023-11-16")
    july = {day: usd for day, usd in days.items() if day[:7] == "2024-07"}
    year = {day: usd for day, usd in days.items() if day[:4] == "2025"}
    columns = "date usd_per_feu baseline_usd_per_feu multiple"
    found = bundled("facts/rates_milestones", columns, lanes=[lane], **BASELINE, **PERIOD)
    before, _, peak, low, latest = found
    top, bottom = max(july, key=lambda day: july[day]), min(year, key=lambda day: year[day])
    assert peak == (d(top), july[top], pytest.approx(level), pytest.approx(july[top] / level))
    assert low[:2] == (d(bottom), year[bottom])
    assert latest[:2] == (d(max(days)), days[max(days)])
    assert before[0] == d(max(day for day in days if day <= "2023-11-19"))


def test_bundled_rotterdam_as_the_issue_states(bundled: Ask) -> None:
    columns = "milestone date usd_per_feu baseline_usd_per_feu multiple baseline_assessments"
    rows = bundled("facts/rates_milestones", columns, lanes=[ROT], **BASELINE, **PERIOD)
    (peak,) = [row for row in rows if row[0] == "July 2024 peak"]
    assert peak[1:3] == (d("2024-07-18"), 8267)
    assert (round(peak[3]), round(peak[4], 1), peak[5]) == (1157, 7.1, 10)


def test_bundled_premium_against_the_file(bundled: Ask) -> None:
    file = rates_file()
    both = sorted(
        {day for lane, day in file if lane == ROT} & {d for lane, d in file if lane == LA}
    )
    gaps = {day: file[ROT, day] - file[LA, day] for day in both}
    rest = mean(gap for day, gap in gaps.items() if "2023-09-01" <= day <= "2023-11-16")
    columns = "date premium_usd_per_feu excess_usd_per_feu baseline_premium_usd_per_feu"
    found = bundled("charts/premium_by_date", columns, **BASELINE)
    assert [(str(row[0]), row[1]) for row in found] == list(gaps.items())
    assert {round(row[3]) for row in found} == {round(rest)} == {-957}
    assert {str(row[0]): round(row[2]) for row in found}["2024-01-11"] == 2573


def test_bundled_quotes_are_all_there_once(bundled: Ask) -> None:
    with (HOME / "data" / "cost_components.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    keys = sorted((row["date"], row["component"], row["scope"]) for row in rows)
    found = bundled("facts/cost_quotes", "date component scope")
    assert sorted((str(row[0]), *row[1:]) for row in found) == keys
    assert {row[0] for row in bundled("facts/cost_quotes", "kind")} == {
        "War-risk premium", "Insurance", "Surcharges", "Fuel and charter", "EU ETS", "Suez Canal",
        "Cape route", "Freight",
    }  # fmt: skip
    for name, part in (("cost_war_risk", "war_risk"), ("cost_surcharges", "emergency_surcharge")):
        expected = sum(row["component"].startswith(part) for row in rows)
        assert len(bundled(f"charts/{name}")) == expected > 20


def test_other_usual_baselines() -> None:
    rows = [
        *(rate(ROT, day, 900, source_ids="a") for day in ("2019-06-13", "2019-06-20")),
        *(
            rate(GEN, day, 1500, source_ids="b")
            for day in ("2019-06-13", "2019-06-20", "2019-07-04")
        ),
        *(rate(ROT, f"2023-0{month}-05", 2000, source_ids="c") for month in (1, 2, 3)),
        *(rate(lane, f"2023-11-{day}", 1000) for lane in (ROT, GEN) for day in ("02", "09", "16")),
        rate(GEN, "2023-11-23", 9000),
    ]
    hijacking = {"event_id": "E1", "date": "2023-11-19", "role": "first hijacking",
                 "source_ids": "e1"}  # fmt: skip
    ask = asker(open_store(freight_rates=rows, events=[hijacking]))
    name = "facts/rate_baselines_other"
    assert ask(name, **BASELINE) == [
        (GEN, "2019", 1500.0, 3, "b"),
        (ROT, "Jan-Nov 2023", 1500.0, 6, "c|s1"),  # two of 2019 are too few
    ]
    chosen = {"rate_baseline_start": "2019-01-01", "rate_baseline_end": "2019-12-31"}
    assert ask(name, "lane baseline", **chosen) == [
        (GEN, "Sep-Nov 2023"), (GEN, "Jan-Nov 2023"), (ROT, "Sep-Nov 2023"),
        (ROT, "Jan-Nov 2023"),
    ]  # fmt: skip
    none = {"rate_baseline_start": "2018-01-01", "rate_baseline_end": "2018-12-31"}
    assert ask(name, **none) == []


def test_mean_rise_of_2024_on_three_baselines(bundled_store: Path) -> None:
    """The figures of docs/methods.md, from the file itself."""
    with (HOME / "data" / "freight_rates.csv").open(encoding="utf-8", newline="") as lines:
        rows = [(r["date"], float(r["usd_per_feu"])) for r in csv.DictReader(lines)
                if r["lane"] == ROT]  # fmt: skip

    def level(first: str, last: str) -> float:
        return mean(usd for day, usd in rows if first <= day <= last)

    after = level("2023-12-15", "2024-10-01")
    windows = [("2023-09-01", "2023-11-18"), ("2023-01-01", "2023-11-18"),
               ("2019-01-01", "2019-12-31")]  # fmt: skip
    assert [round(100 * (after / level(*window) - 1)) for window in windows] == [329, 251, 233]
    cursor = store.reader(bundled_store).cursor()
    found = queries.run(cursor, "facts/rate_baselines_other", **BASELINE)
    means = found[found["lane"] == ROT]["baseline_usd_per_feu"].tolist()
    assert means == pytest.approx([level(*window) for window in windows[1:]])
