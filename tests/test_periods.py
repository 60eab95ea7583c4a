"""Transits, rates and delays by month and quarter: given rows, charts with hollow marks, pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.kit.charts import periods, theme, words
from dashboard.kit.charts import transit_words as say
from dashboard.kit.charts.base import Chart
from dashboard.kit.charts.count_words import OF_ALL
from dashboard.topics.costs.charts import rates, rates_by_period
from dashboard.topics.rerouting.charts import delays, transit_periods
from tests import places
from tests import words as small
from tests.given import asker, drawn, open_store

pytestmark = pytest.mark.slow  # small stores, and pages

BAB, SUEZ = "Bab el-Mandeb Strait", "Suez Canal"
NO_EVENTS = pd.DataFrame(columns=["event_id", "date", "category", "title", "detail"])
WINDOW = "1 January 2022 to 6 October 2023 (92 weeks)"


def d(text: str) -> date:
    return date.fromisoformat(text)


def weeks(first: str, count: int, transits: int, **more: Any) -> list[dict[str, Any]]:
    """Return weeks one after the other, each with as many transits."""
    return [
        {
            "week_start": str(d(first) + timedelta(weeks=week)), "days": 7, "chokepoint": SUEZ,
            "vessel_class": "tanker", "transits": transits, "trade_volume_t": 10 * transits,
            "source_ids": "s1",
        } | more
        for week in range(count)
    ]  # fmt: skip


# The Thursdays of January 2024 are the 4th to the 25th; those of February the 1st to the 29th.
PASSED = [
    *weeks("2024-01-01", 4, 70),
    *weeks("2024-01-29", 4, 140, source_ids="s2"),  # the week of the 29th of February is missing
    *weeks("2023-01-02", 2, 35),  # 52 weeks before the first two
]
BASELINE = {"baseline_start": "2024-01-01", "baseline_end": "2024-01-31"}


def test_weeks_are_added_to_the_month_of_their_thursday() -> None:
    ask = asker(open_store(transits=PASSED))
    found = ask("charts/transits_by_period", **BASELINE, start="2024-01-01", grain="month")
    january, february = (d("2024-01-01"), d("2024-01-31")), (d("2024-02-01"), d("2024-02-29"))
    assert found == [
        (SUEZ, *january, True, 28, 280, 10.0, 10.0, 100.0, 100.0, "s1"),
        (SUEZ, *february, False, 28, 560, 20.0, 10.0, 200.0, 200.0, "s2"),
    ]
    by_class = ask("charts/classes_by_period", **BASELINE, start="2024-01-01", grain="month")
    assert by_class == [(row[0], "tanker", *row[1:9], row[-1]) for row in found]


def test_a_quarter_that_the_period_cuts_is_not_complete() -> None:
    ask = asker(open_store(transits=weeks("2024-01-01", 13, 70)))
    columns = "period_start period_end is_complete days"
    first, last = d("2024-01-01"), d("2024-03-31")
    for name in ("charts/transits_by_period", "charts/classes_by_period"):
        assert ask(name, columns, grain="quarter") == [(first, last, True, 91)]
        cut = ask(name, columns, grain="quarter", end="2024-03-27")
        assert cut == [(first, last, False, 84)]


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        ("2024-01-01", "2024-01-31", 4), ("2024-02-01", "2024-02-29", 5),
        ("2025-01-01", "2025-01-31", 5), ("2024-02-01", "2024-02-01", 1),
        ("2024-02-02", "2024-02-07", 0), ("2019-01-01", "2019-12-31", 52),
        ("2020-01-01", "2020-12-31", 53),
    ],
)  # fmt: skip
def test_thursdays(first: str, last: str, count: int) -> None:
    con = open_store()
    asked = f"select thursdays(date '{first}', date '{last}')"
    assert con.execute(asked).fetchall() == [(count,)]


def test_a_month_is_compared_with_the_weeks_52_weeks_earlier() -> None:
    ask = asker(open_store(transits=PASSED))
    columns = "period_start baseline_per_day index_pct"
    before = {"baseline_start": "2023-01-02", "baseline_end": "2023-12-31", "year_before": True}
    for name in ("charts/transits_by_period", "charts/classes_by_period"):
        assert ask(name, columns, **before, start="2024-01-01", grain="month") == [
            (d("2024-01-01"), 5.0, 200.0),  # two of its weeks have one before
            (d("2024-02-01"), None, None),
        ]


# Charts.


def months(*rows: tuple[Any, ...]) -> pd.DataFrame:
    """Return months of (chokepoint, first day, is complete, transits a day, baseline)."""
    columns = ["chokepoint", "period_start", "is_complete", "transits_per_day", "baseline_per_day"]
    found = pd.DataFrame(rows, columns=columns)
    start = pd.to_datetime(found["period_start"])
    return found.assign(
        period_start=start,
        period_end=start + pd.offsets.MonthEnd(),
        days=[28 if whole else 7 for whole in found["is_complete"]],
        index_pct=100 * found["transits_per_day"] / found["baseline_per_day"],
        vessel_class="tanker",
        source_ids="s1",
    )


ROWS = months(
    (BAB, "2024-01-01", True, 40.0, 50.0),
    (BAB, "2024-02-01", True, 20.0, 50.0),
    (BAB, "2024-03-01", False, 60.0, 50.0),
    (SUEZ, "2024-01-01", True, 30.0, 20.0),
    (SUEZ, "2024-02-01", True, 10.0, 20.0),
)


def test_by_month_the_last_complete_one_is_told_and_what_is_not_complete_is_hollow() -> None:
    chart = transit_periods.by_period(ROWS, NO_EVENTS, WINDOW, None, "month")
    assert chart.title == (
        "February 2024: Bab el-Mandeb 60 % below its baseline, Suez 50 % below its baseline"
    )
    bab, suez, reader, hollow = drawn(chart).data
    assert (list(bab.y), list(suez.y)) == ([80, 40, 120], [150, 50])
    assert (hollow.marker.symbol, list(hollow.y)) == ("circle-open", [120])
    assert hollow.marker.color == theme.CHOKEPOINT_COLOURS[BAB]
    assert reader.text[2] == (
        "<b>March 2024</b><br>Bab el-Mandeb 60.0 transits a day, 120 % of baseline"
        " (not complete, 7 days)"
    )
    assert chart.note == "Hollow, for not complete: March 2024."
    assert chart.method.startswith("In percent of the baseline. 100 % is the mean per day over")
    assert say.WEEK in chart.method
    level = transit_periods.by_period(ROWS, NO_EVENTS, "2019 (52 weeks)", None, "month", level=True)
    assert list(drawn(level).data[0].y) == [40, 20, 60]
    assert level.title == "February 2024: Bab el-Mandeb 60 % below 2019, Suez 50 % below 2019"
    assert level.alt.endswith("February 2024: Bab el-Mandeb 20.0, Suez 10.0 transits a day.")


def test_quarters_are_named() -> None:
    chart = transit_periods.by_period(ROWS.head(1), NO_EVENTS, WINDOW, ["tanker"], "quarter")
    assert chart.title == "Q1 2024: Bab el-Mandeb 20 % below its baseline"
    assert periods.name(d("2024-10-01"), "quarter") == "Q4 2024"
    assert "Hollow" not in chart.note


def test_classes_by_month() -> None:
    rows = pd.concat([ROWS, ROWS.assign(vessel_class="container", index_pct=25.0)])
    chart = transit_periods.by_class(rows, NO_EVENTS, WINDOW, "month")
    assert chart.title == (
        "February 2024, Bab el-Mandeb: container 75 % below its baseline, tanker 60 % below its"
        " baseline"
    )
    figure = drawn(chart)
    assert [label.text for label in figure.layout.annotations[:2]] == [
        "<b>Container</b>", "<b>Tanker</b>",
    ]  # fmt: skip
    (reader,) = [trace for trace in figure.data if trace.name == "reader"]
    assert reader.text[0] == (
        "<b>January 2024</b><br>Bab el-Mandeb / Suez, % of baseline<br>Container: 25 / 25"
        "<br>Tanker: 80 / 150"
    )
    hollow = [trace for trace in figure.data if trace.name == "Bab el-Mandeb, not complete"]
    assert [(list(trace.y), trace.yaxis) for trace in hollow] == [([25], "y"), ([120], "y2")]


def test_nothing_and_no_baseline_say_so() -> None:
    bare = ROWS.assign(index_pct=float("nan"), baseline_per_day=float("nan"))
    for chart in (
        transit_periods.by_period(ROWS.head(0), NO_EVENTS, WINDOW, None, "month"),
        transit_periods.by_class(ROWS.head(0), NO_EVENTS, WINDOW, "month"),
    ):
        assert chart.figure is None
        assert "Widen the period" in chart.absence
    for chart in (
        transit_periods.by_period(bare, NO_EVENTS, WINDOW, None, "month"),
        transit_periods.by_class(bare, NO_EVENTS, WINDOW, "month"),
    ):
        assert chart.figure is None
        assert "another baseline" in chart.absence
    level = transit_periods.by_period(bare, NO_EVENTS, WINDOW, None, "month", level=True)
    assert level.title == "February 2024: Bab el-Mandeb 20.0, Suez 10.0 transits a day"


# Pages.


@pytest.mark.parametrize("section", ["Transits", "Classes and cargo"])
@pytest.mark.parametrize("grain", ["month", "quarter"])
def test_pages_by_month_and_quarter(
    visit: Callable[..., AppTest], section: str, grain: str
) -> None:
    with small.noting() as notes:
        app = visit("rerouting", rerouting=section, grain=grain)
    assert places.faults(app) == []
    begin = "September 2026" if grain == "month" else "Q3 2026"
    place = 1 if section == "Classes and cargo" else 0  # below the table of classes
    assert places.titles(app)[place].startswith(begin)
    (note,) = (note for title, note in notes.items() if title.startswith(begin))
    assert small.number(note) <= small.MOST, note


def test_other_counts_stand_beside_ours() -> None:
    count = {
        "counter": "Lloyd's List", "difference_pct": 53.0, "published_per_day": 30.6,
        "our_per_day": 20.0, "chokepoint": BAB, "period_start": pd.Timestamp("2024-02-05"),
        "period_end": pd.Timestamp("2024-02-18"),
    }  # fmt: skip
    chart = transit_periods.by_period(ROWS, NO_EVENTS, WINDOW, None, "month", latest={BAB: count})
    assert chart.title == (
        "February 2024: Bab el-Mandeb 60 % below its baseline (Lloyd's List counted 53 % more from"
        " 5 to 18 February 2024), Suez 50 % below its baseline"
    )
    classes = transit_periods.by_class(ROWS, NO_EVENTS, WINDOW, "month", {BAB: count})
    assert classes.note == (
        "At Bab el-Mandeb Lloyd's List counted 53 % more from 5 to 18 Feb 2024. Hollow: incomplete."
    )
    assert OF_ALL in classes.method
    suez = count | {"chokepoint": SUEZ, "difference_pct": 5.0, "counter": "The canal"}
    days = pd.DateOffset(years=2, months=5)  # when ships switch AIS off
    ended = {"period_start": pd.Timestamp("2026-07-01"), "period_end": pd.Timestamp("2026-07-31")}
    later = ROWS.assign(
        period_start=ROWS["period_start"] + days, period_end=ROWS["period_end"] + days
    )
    later.loc[~later["is_complete"], "period_end"] = pd.Timestamp("2026-12-31")
    beside = {BAB: count | ended, SUEZ: suez | ended}
    told = transit_periods.by_class(later, NO_EVENTS, WINDOW, "month", beside).note
    assert "Suez" not in told  # it was counted in the last month that is complete
    assert "Hollow, for not complete: March 2024." in classes.method


# Rates.

ROT, GEN = "Shanghai-Rotterdam", "Shanghai-Genoa"


def rate(day: str, usd: float, lane: str = ROT) -> dict[str, Any]:
    return {
        "date": day, "index_name": "WCI", "lane": lane, "usd_per_feu": usd, "basis": "reported",
        "source_ids": f"s{day[:4]}",
    }  # fmt: skip


RATES = [
    rate("2023-10-05", 1000), rate("2023-10-12", 3000),
    rate("2024-10-03", 3000), rate("2024-10-10", 5000), rate("2024-11-07", 6000),
    rate("2024-10-03", 4000, GEN),
]  # fmt: skip


def test_rates_of_a_month_are_the_mean_of_its_assessments() -> None:
    coverage = [
        {"dataset": "freight_rates", "covers_from": "2023-01-01", "covers_until": "2024-11-20"}
    ]
    ask = asker(open_store(freight_rates=RATES, coverage=coverage))
    usual = {"rate_baseline_start": "2023-10-01", "rate_baseline_end": "2023-10-31"}
    october, november = (d("2024-10-01"), d("2024-10-31")), (d("2024-11-01"), d("2024-11-30"))
    assert ask("charts/rates_by_period", **usual, start="2024-01-01", grain="month") == [
        (GEN, *october, True, True, 1, 4000.0, None, None, None, "s2024"),
        (ROT, *october, True, True, 2, 4000.0, 2000.0, 200.0, 2.0, "s2024|s2023"),
        (ROT, *november, False, True, 1, 6000.0, 2000.0, 300.0, 3.0, "s2024|s2023"),
    ]
    columns = "period_start is_complete baseline_usd_per_feu multiple"
    before = {"rate_baseline_start": "2023-01-01", "rate_baseline_end": "2024-01-01",
              "year_before": True, "lanes": [ROT], "start": "2024-10-02"}  # fmt: skip
    assert ask("charts/rates_by_period", columns, **before, grain="month") == [
        (d("2024-10-01"), False, 2000.0, 2.0),  # the period begins on the second
        (d("2024-11-01"), False, None, None),
    ]
    assert ask("charts/rates_by_period", columns, **before, grain="quarter") == [
        (d("2024-10-01"), False, 2000.0, 2.0),
    ]


def mean_rates(*rows: tuple[Any, ...]) -> pd.DataFrame:
    """Return months of (lane, first day, is complete, USD, baseline)."""
    columns = ["lane", "period_start", "is_complete", "usd_per_feu", "baseline_usd_per_feu"]
    found = pd.DataFrame(rows, columns=columns)
    times = found["usd_per_feu"] / found["baseline_usd_per_feu"]
    start = pd.to_datetime(found["period_start"])
    return found.assign(
        period_start=start, multiple=times, index_pct=100 * times, assessments=4, is_weekly=True,
        source_ids="s1",
    )  # fmt: skip


MEANS = mean_rates(
    (ROT, "2024-09-01", True, 3000.0, 1000.0),
    (ROT, "2024-10-01", True, 2000.0, 1000.0),
    (ROT, "2024-11-01", False, 9000.0, 1000.0),
    (GEN, "2024-10-01", True, 4000.0, None),
)


def test_rates_by_month() -> None:
    def spot(measure: rates.Measure, baseline: str, rows: pd.DataFrame = MEANS) -> Chart:
        return rates_by_period.by_period(rows, NO_EVENTS, measure, baseline, "month")

    chart = spot(rates.USD, "1 September 2023 to 16 November 2023")
    assert chart.title == ("October 2024, times the baseline: Rotterdam 2.0; no baseline of Genoa")
    rotterdam, genoa, reader, hollow = drawn(chart).data
    assert (list(rotterdam.y), list(genoa.y)) == ([3000, 2000, 9000], [4000])
    assert (hollow.marker.symbol, list(hollow.y)) == ("circle-open", [9000])
    assert reader.text[1] == (
        "<b>October 2024</b><br>Rotterdam 2,000 USD, 2.0 times (4 assessments)"
        "<br>Genoa 4,000 USD (4 assessments)"
    )
    assert chart.note == "Hollow, for not complete: November 2024."
    assert chart.method.startswith("Mean of the assessments")
    assert spot(rates.USD, "2019").title == (
        "October 2024, times the mean of 2019: Rotterdam 2.0; no rate of 2019 of Genoa"
    )
    assert spot(rates.USD, words.YEAR_BEFORE).title == (
        "October 2024, on the same weeks a year before: Rotterdam +100 %; no rate a year before of"
        " Genoa"
    )
    assert len(drawn(spot(rates.MULTIPLE, "2019")).data) == 3  # Genoa has no multiple
    assert spot(rates.USD, "2019", MEANS.tail(1)).title == "October 2024: Genoa 4,000 USD"
    bare = spot(rates.MULTIPLE, "2019", MEANS.tail(1))
    assert bare.figure is None
    assert bare.absence.startswith("No assessment of these lanes lies in the baseline, 2019")
    assert spot(rates.USD, "2019", MEANS.head(0)).figure is None


@pytest.mark.parametrize("measure", ["USD per FEU", "Times the baseline"])
def test_page_of_rates_by_quarter(visit: Callable[..., AppTest], measure: str) -> None:
    with small.noting() as notes:
        app = visit("costs", grain="quarter", rates_as=measure)
    assert places.faults(app) == []
    assert [note for note in notes.values() if small.number(note) > small.MOST] == []
    assert places.titles(app)[0] == (
        "Q3 2026, times the baseline: Genoa 3.4, Los Angeles 3.2, New York 3.2,"
        " Rotterdam 3.7, Composite 3.0"
    )


# Delays.


def delay(month: str, value: float, **more: Any) -> dict[str, Any]:
    return {
        "date": month, "grain": "month", "metric": "schedule_reliability_pct", "lane": "global",
        "value": value, "unit": "%", "use_in_charts": True, "source_ids": f"s{month[:4]}",
    } | more  # fmt: skip


DELAYS = [
    delay("2023-01-01", 50), delay("2023-02-01", 60), delay("2023-03-01", 70),
    delay("2024-01-01", 40), delay("2024-02-01", 45), delay("2024-03-01", 50),
    delay("2024-04-01", 80),
]  # fmt: skip


def test_delays_are_compared_with_the_months_of_the_baseline() -> None:
    ask = asker(open_store(delays=DELAYS))
    columns = "month value baseline_value baseline_months"
    early = {"baseline_start": "2023-01-01", "baseline_end": "2023-02-20", "start": "2024-03-10"}
    assert ask("charts/delays_by_month", columns, **early) == [
        (d("2024-03-01"), 50, 55.0, 2),  # two months have their middle in it
        (d("2024-04-01"), 80, 55.0, 2),
    ]
    before = early | {"year_before": True}
    assert ask("charts/delays_by_month", columns, **before) == [
        (d("2024-03-01"), 50, 70.0, 1),
        (d("2024-04-01"), 80, None, 0),
    ]


def test_delays_by_quarter_are_means_of_its_months() -> None:
    ask = asker(open_store(delays=DELAYS))
    columns = "quarter months is_complete value baseline_value source_ids"
    asked = {"start": "2024-01-01", "baseline_start": "2023-01-01", "baseline_end": "2023-12-31"}
    assert ask("charts/delays_by_quarter", columns, **asked) == [
        (d("2024-01-01"), 3, True, 45.0, 60.0, "s2024"),
        (d("2024-04-01"), 1, False, 80.0, 60.0, "s2024"),
    ]
    before = asked | {"year_before": True}
    assert ask("charts/delays_by_quarter", "quarter baseline_value", **before) == [
        (d("2024-01-01"), 60.0),
        (d("2024-04-01"), None),
    ]


def published(grain: str, *rows: tuple[Any, ...]) -> pd.DataFrame:
    """Return months or quarters of (first day, value, baseline, is complete)."""
    found = pd.DataFrame(rows, columns=[grain, "value", "baseline_value", "is_complete"])
    return found.assign(
        **{grain: pd.to_datetime(found[grain])}, metric="schedule_reliability_pct", lane="global",
        baseline_months=12, unit="%", source_ids="s1",
    )  # fmt: skip


def test_delays_say_how_they_stand_on_what_they_are_compared_with() -> None:
    rows = published("month", ("2024-01-01", 40.0, 60.0, True), ("2024-02-01", 45.0, 60.0, True))
    went = "Ships on time: 40 % in January 2024, 45 % in February 2024 (Sea-Intelligence)"

    def title(rows: pd.DataFrame, baseline: str) -> str:
        return delays.on_time(rows, NO_EVENTS, baseline).title

    assert title(rows, "") == went
    assert title(rows, WINDOW) == f"{went}; 15.0 points below its baseline"
    assert title(rows, "2023") == f"{went}; 15.0 points below the mean of 2023"
    assert title(rows, words.YEAR_BEFORE) == (
        f"{went}; 15.0 points below the same month a year before"
    )
    assert title(rows.assign(baseline_value=45.0), WINDOW) == f"{went}; as much as its baseline"
    bare = rows.assign(baseline_value=float("nan"), baseline_months=0)
    assert title(bare, "2019") == f"{went}; no figure of 2019 to compare with"
    chart = delays.on_time(bare, NO_EVENTS, "2019")
    assert "The baseline, 2019, holds no month of these." in chart.method
    told = delays.on_time(rows, NO_EVENTS, "2023").method
    assert "Baseline: mean of 2023 (Sea-Intelligence 12 months)." in told


def test_delays_by_quarter() -> None:
    rows = published(
        "quarter",
        ("2024-01-01", 40.0, 60.0, True),
        ("2024-04-01", 45.25, 60.0, True),
        ("2024-07-01", 90.0, 60.0, False),
    )
    chart = delays.on_time(rows, NO_EVENTS, "2023")
    assert chart.title == (
        "Ships on time: 40.0 % in Q1 2024, 45.2 % in Q2 2024 (Sea-Intelligence); 14.8 points below"
        " the mean of 2023"
    )
    line, reader, hollow = drawn(chart).data
    assert list(line.y) == [40.0, 45.25, 90.0]
    assert reader.text[2] == "<b>Q3 2024</b><br>Sea-Intelligence 90.0 %"
    assert (hollow.marker.symbol, list(hollow.y)) == ("circle-open", [90.0])
    assert chart.note.endswith("compare movements, not levels. Hollow, for not complete: Q3 2024.")


@pytest.mark.parametrize("compare", ["before", "2019", "year-before"])
def test_page_of_delays_by_quarter(visit: Callable[..., AppTest], compare: str) -> None:
    with small.noting() as notes:
        app = visit("rerouting", rerouting="Delays", delay_grain="quarter", compare=compare)
    assert places.faults(app) == []
    assert [note for note in notes.values() if small.number(note) > small.MOST] == []
    end = {
        "before": "12.4 points above its baseline",
        "2019": "no figure of 2019 to compare with",
        "year-before": "0.8 points below the same quarter a year before",
    }
    assert places.titles(app)[0] == (
        "Ships on time: 61.0 % in Q4 2023, low of 52.1 % in Q3 2024, 63.2 % in Q2 2026,"
        f" the highest since Q3 2025 (Sea-Intelligence); {end[compare]}"
    )
