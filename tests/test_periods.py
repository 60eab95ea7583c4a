"""Transits, rates and delays by month and quarter: given rows, charts with hollow marks, pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.kit.charts import periods, theme, words
from dashboard.kit.charts.base import Chart
from dashboard.topics.costs.charts import rates, rates_by_period
from dashboard.topics.rerouting.charts import transit_periods
from tests import places
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
    assert chart.note.startswith("Hollow, for not complete: March 2024. 100 % is the mean per day")
    level = transit_periods.by_period(ROWS, NO_EVENTS, "2019 (52 weeks)", None, "month", level=True)
    assert list(drawn(level).data[0].y) == [40, 20, 60]
    assert level.title == "February 2024: Bab el-Mandeb 60 % below 2019, Suez 50 % below 2019"
    assert level.alt.endswith("February 2024: Bab el-Mandeb 20.0, Suez 10.0 transits a day.")


def test_quarters_are_named() -> None:
    chart = transit_periods.by_period(ROWS.head(1), NO_EVENTS, WINDOW, ["tanker"], "quarter")
    assert chart.title == "First quarter of 2024: Bab el-Mandeb 20 % below its baseline"
    assert periods.name(d("2024-10-01"), "quarter") == "fourth quarter of 2024"
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
    app = visit("rerouting", rerouting=section, grain=grain)
    assert places.faults(app) == []
    titles = [m.value for m in app.markdown if m.value.startswith("##### ")]
    begin = "September 2026" if grain == "month" else "Third quarter of 2026"
    assert titles[0].startswith(f"##### {begin}")


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
    assert "Other counts of all ships: at Bab el-Mandeb Lloyd's List counted 53 %" in classes.note


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
    assert chart.note.startswith("Hollow, for not complete: November 2024. Mean of the")
    assert spot(rates.USD, "2019").title == (
        "October 2024, times the mean of 2019: Rotterdam 2.0; no rate of 2019 of Genoa"
    )
    assert spot(rates.USD, words.YEAR_BEFORE).title == (
        "October 2024, on the same weeks a year before: Rotterdam +100 %; no rate a year before of"
        " Genoa"
    )
    assert len(drawn(spot(rates.MULTIPLE, "2019")).data) == 3  # Genoa has no multiple
    assert spot(rates.USD, "2019", MEANS.tail(1)).title == "October 2024: Genoa 4,000 USD"
    bare = spot(rates.INDEX, "2019", MEANS.tail(1))
    assert bare.figure is None
    assert bare.absence.startswith("No assessment of these lanes lies in the baseline, 2019")
    assert spot(rates.USD, "2019", MEANS.head(0)).figure is None


@pytest.mark.parametrize("measure", ["USD per FEU", "Times the baseline"])
def test_page_of_rates_by_quarter(visit: Callable[..., AppTest], measure: str) -> None:
    app = visit("costs", grain="quarter", rates_as=measure)
    assert places.faults(app) == []
    titles = [m.value for m in app.markdown if m.value.startswith("##### ")]
    assert titles[0] == (
        "##### Third quarter of 2026, times the baseline: Genoa 3.4, Los Angeles 3.2, New York 3.2,"
        " Rotterdam 3.7, Composite 3.0"
    )
