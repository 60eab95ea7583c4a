"""Charts of the container costs: what is drawn for a few rows, and that titles are true."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard import queries, store
from dashboard.kit.charts import cost_words, theme
from dashboard.kit.charts.base import Chart
from dashboard.kit.charts.events import MARK
from dashboard.settings import HOME
from dashboard.topics.costs.charts import quotes, rate_premium, rates
from dashboard.topics.costs.charts.war_risk import war_risk
from tests.given import drawn

ROT, GEN, LA = "Shanghai-Rotterdam", "Shanghai-Genoa", "Shanghai-Los Angeles"
WINDOW = "1 September 2023 to 16 November 2023"


def frame(columns: str, *rows: tuple[Any, ...]) -> pd.DataFrame:
    """Return rows as a query returns them: days as time stamps."""
    made = pd.DataFrame(rows, columns=columns.split()).assign(source_ids="s1")
    return made.assign(date=pd.to_datetime(made["date"]).astype("datetime64[us]"))


def stamps(*days: str | None) -> list[pd.Timestamp | None]:
    return [pd.Timestamp(day) if day else None for day in days]


NO_EVENTS = frame("event_id date category title detail")
EVENTS = frame(
    "event_id date category title detail",
    ("EV1", "2023-11-30", "Gaza war", "Early", ""),
    ("EV2", "2024-01-05", "Gaza war", "Within", ""),
)


HIJACKING, WAR = pd.Timestamp("2023-11-19"), pd.Timestamp("2026-02-28")


def rated(lane: str, *steps: tuple[str, float], base: float | None = 1000) -> pd.DataFrame:
    """Return rows of charts/rates_by_date for one lane, reported, with 10 in the baseline."""
    columns = (
        "lane date usd_per_feu basis is_weekly baseline_usd_per_feu baseline_assessments index_pct"
        " multiple note war_date"
    )
    count = 10 if base else 0
    rest = base or math.nan
    made = frame(
        columns,
        *(
            (lane, day, usd, "reported", day >= "2023-09-01", rest, count, 100 * usd / rest,
             usd / rest, None, WAR)
            for day, usd in steps
        ),
    )  # fmt: skip
    return made.astype({"is_weekly": bool})


def lanes(*parts: pd.DataFrame) -> pd.DataFrame:
    return pd.concat(parts, ignore_index=True)


UP = rated(ROT, ("2024-01-04", 1000), ("2024-01-11", 4000), ("2024-01-18", 3000))
GAPS = rated(
    ROT, ("2024-01-01", 1), ("2024-01-22", 2), ("2024-02-13", 3), ("2024-02-20", 4)
)  # 21 days are no gap, 22 are


def reader(chart: Chart) -> Any:
    """Return the trace that is read on hover."""
    (found,) = (trace for trace in drawn(chart).data if trace.name == "reader")
    return found


def lines(chart: Chart) -> list[Any]:
    """Return the traces that are seen, without the events."""
    return [t for t in drawn(chart).data if t.name != "reader" and t.meta != MARK]


def test_spot_draws_a_line_a_lane_broken_at_gaps_over_the_muted_composite() -> None:
    rows = pd.concat([GAPS, rated("composite", ("2024-01-04", 2), ("2024-01-11", 3))])
    chart = rates.spot(rows, NO_EVENTS, rates.USD, WINDOW)
    composite, line = lines(chart)
    assert composite.name == "composite"
    assert composite.line.width < line.line.width
    assert line.line.color == theme.LANE_COLOURS[ROT]
    assert list(line.x) == stamps("2024-01-01", "2024-01-22", None, "2024-02-13", "2024-02-20")
    assert list(line.y) == [1, 2, None, 3, 4]
    labels = [a.text.split("</span> ")[1] for a in drawn(chart).layout.annotations]
    assert sorted(labels) == ["Composite (to Jan 2024)", "Rotterdam"]  # it ends 40 days earlier
    assert not drawn(chart).layout.shapes


@pytest.mark.parametrize(
    ("measure", "heights", "rest"),
    [
        (rates.USD, [1000, 4000, 3000], None),
        (rates.MULTIPLE, [1, 4, 3], 1),
    ],
)
def test_spot_measures(measure: rates.Measure, heights: list[float], rest: float | None) -> None:
    chart = rates.spot(UP, EVENTS, measure, WINDOW)
    line = drawn(chart).data[0]
    assert list(line.y) == heights
    assert [shape.y0 for shape in drawn(chart).layout.shapes] == ([rest] if rest else [])
    assert drawn(chart).layout.yaxis.title.text == measure.axis
    assert reader(chart).text[1] == "<b>11 January 2024</b><br>Rotterdam 4,000 USD, 4.0 times"
    (events,) = [trace for trace in drawn(chart).data if trace.meta == MARK]
    assert [x for x in events.x if x] == stamps("2024-01-05", "2024-01-05")
    assert f"Baseline: mean of the assessments from {WINDOW} (Rotterdam 10)." in chart.method


def test_irregular_assessments_are_points_without_a_line() -> None:
    rows = rated(ROT, ("2021-10-07", 9000), ("2021-10-14", 8000), ("2023-09-07", 1000))
    chart = rates.spot(rows, NO_EVENTS, rates.USD, WINDOW)
    weekly, points = lines(chart)
    assert (points.mode, list(points.y)) == ("markers", [9000, 8000])
    assert [y for y in weekly.y if y] == [1000]
    assert "Points before September 2023 are an irregular record." in chart.note
    assert chart.title == (
        "Since September 2023 Shanghai-Rotterdam stood at 1,000 USD on 7 September 2023, 1.0 times"
        " the baseline"
    )


def test_derived_values_are_marked_on_hover() -> None:
    rows = UP.assign(basis=["reported", "derived", "reported"])
    chart = rates.spot(rows, NO_EVENTS, rates.USD, WINDOW)
    assert ["(derived)" in text for text in reader(chart).text] == [False, True, False]
    assert "Derived values, marked on hover" in chart.method
    assert "erived" not in rates.spot(UP, NO_EVENTS, rates.USD, WINDOW).method


def test_one_hover_reads_all_lanes_at_one_date_of_theirs() -> None:
    genoa = rated(GEN, ("2021-10-07", 500), ("2024-01-11", 5000)).assign(basis="derived")
    chart = rates.spot(lanes(UP, genoa), EVENTS, rates.USD, WINDOW)
    read = reader(chart)
    weeks = stamps("2021-10-07", "2024-01-04", "2024-01-11", "2024-01-18")
    assert list(read.x) == [*weeks, pd.Timestamp("2023-11-30")]  # an event, two years after a rate
    assert list(read.text) == [
        "<b>7 October 2021</b><br>Rotterdam: no assessment<br>Genoa 500 USD, 0.5 times (derived)",
        "<b>4 January 2024</b><br>Rotterdam 1,000 USD, 1.0 times<br>Genoa: no assessment"
        "<br><b>Within</b>, 5 Jan 2024",
        "<b>11 January 2024</b><br>Rotterdam 4,000 USD, 4.0 times"
        "<br>Genoa 5,000 USD, 5.0 times (derived)",
        "<b>18 January 2024</b><br>Rotterdam 3,000 USD, 3.0 times<br>Genoa: no assessment",
        "<b>Early</b>, 30 Nov 2023",
    ]
    assert len(lines(chart)) == 3


def test_no_hover_takes_its_date_from_an_event() -> None:
    for chart in (
        rates.spot(UP, EVENTS, rates.USD, WINDOW),
        rate_premium.difference(GAINS, EVENTS, WINDOW),
        rate_premium.ratio(GAINS, EVENTS, WINDOW),
    ):
        layout = drawn(chart).layout
        assert layout.xaxis.hoverformat == " "  # no day in the head, which may be an event's
        assert {trace.hoverinfo for trace in lines(chart)} == {"skip"}
        days = [f"<b>{day.day} {day:%B %Y}</b><br>" for day in reader(chart).x]
        said = list(reader(chart).text)
        assert [text[: len(day)] for text, day in zip(said, days, strict=True)] == days
        low, high = layout.yaxis.range
        assert all(low <= height <= high for height in reader(chart).y)


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (
            UP,
            "Shanghai-Rotterdam peaked at 4,000 USD on 11 January 2024, 4.0 times the baseline; on"
            " 18 January 2024 it stood at 3,000 USD (3.0 times)",
        ),
        (
            UP.head(2),
            "Shanghai-Rotterdam was highest at 4,000 USD on 11 January 2024, 4.0 times the"
            " baseline",
        ),
        (
            UP.head(1),
            "Shanghai-Rotterdam stood at 1,000 USD on 4 January 2024, 1.0 times the baseline",
        ),
        (
            rated("composite", ("2024-01-04", 9), ("2024-01-11", 8), base=None),
            "The composite was highest at 9 USD on 4 January 2024; on 11 January 2024 it stood at 8"
            " USD",
        ),
        (
            rated(ROT, ("2024-01-04", 9), ("2024-01-11", 9), ("2024-01-18", 8)),
            "Shanghai-Rotterdam was highest at 9 USD on 4 January 2024, 0.0 times the baseline; on"
            " 18 January 2024 it stood at 8 USD (0.0 times)",
        ),
        (  # the higher multiple leads, not the higher rate
            lanes(UP, rated(LA, ("2024-01-04", 9000), base=9000)),
            "Shanghai-Rotterdam stood highest against its baseline on 11 January 2024: 4.0 times,"
            " 4,000 USD; on 18 January 2024 it stood at 3,000 USD (3.0 times)",
        ),
        (  # below the baselines nothing rose
            lanes(rated(ROT, ("2024-01-04", 800)), rated(GEN, ("2024-01-04", 900), base=2000)),
            "Shanghai-Rotterdam stood highest against its baseline on 4 January 2024: 0.8 times,"
            " 800 USD",
        ),
        (  # the one date is the whole baseline: no lane is first
            lanes(rated(ROT, ("2024-01-04", 800), base=800), rated(GEN, ("2024-01-04", 9), base=9)),
            "Rotterdam and Genoa stood highest against their baselines, at 1.0 times",
        ),
        (
            lanes(UP, rated(GEN, ("2024-01-04", 9000), base=None)),
            "Shanghai-Rotterdam stood highest against its baseline on 11 January 2024: 4.0 times,"
            " 4,000 USD; on 18 January 2024 it stood at 3,000 USD (3.0 times)",
        ),
        (
            lanes(
                rated(ROT, ("2024-01-04", 900), base=None),
                rated(GEN, ("2024-01-04", 950), ("2024-01-11", 940), base=None),
            ),
            "Shanghai-Genoa had the highest rate, 950 USD on 4 January 2024; on 11 January 2024 it"
            " stood at 940 USD",
        ),
        (
            lanes(
                rated(ROT, ("2024-01-04", 9), base=None), rated(GEN, ("2024-01-04", 9), base=None)
            ),
            "Rotterdam and Genoa had the highest rate, 9 USD",
        ),
    ],
)
def test_spot_title(rows: pd.DataFrame, title: str) -> None:
    assert rates.spot(rows, NO_EVENTS, rates.USD, WINDOW).title == title


def test_lanes_without_a_baseline_have_no_multiple_and_are_named() -> None:
    both = pd.concat([UP, rated(GEN, ("2024-01-04", 5), base=None)], ignore_index=True)
    chart = rates.spot(both, NO_EVENTS, rates.MULTIPLE, WINDOW)
    assert [trace.name for trace in lines(chart)] == [ROT]
    assert reader(chart).text[0] == "<b>4 January 2024</b><br>Rotterdam 1,000 USD, 1.0 times"
    assert set(chart.rows["lane"]) == {ROT}
    assert chart.note == "The baseline holds no assessment of Genoa."
    assert f"from {WINDOW} (Rotterdam 10)." in chart.method
    alone = rates.spot(both[both["lane"] == GEN], NO_EVENTS, rates.MULTIPLE, WINDOW)
    assert alone.figure is None
    assert f"lies in the baseline, {WINDOW}: choose another" in alone.empty
    level = rates.spot(both[both["lane"] == GEN], NO_EVENTS, rates.USD, WINDOW)
    assert f"The baseline, {WINDOW}, holds no assessment of Genoa." in level.note
    none = lanes(*(rated(lane, ("2024-01-04", 5), base=None) for lane in (GEN, LA)))
    level = rates.spot(none, NO_EVENTS, rates.USD, WINDOW)
    assert f"The baseline, {WINDOW}, holds no assessment of these lanes." in level.note


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ([ROT], " (FEU), all lanes from Shanghai."),
        ([ROT, "composite"], " (FEU), all lanes from Shanghai beside the composite."),
        (["composite"], " (FEU)."),
        ([ROT, "Rotterdam-Shanghai"], " (FEU)."),
    ],
)
def test_the_port_of_loading_is_told_of_lanes_from_it(shown: list[str], said: str) -> None:
    rows = lanes(*(rated(lane, ("2024-01-04", 5)) for lane in shown))
    method = rates.spot(rows, NO_EVENTS, rates.USD, WINDOW).method
    assert method.startswith(
        f"Spot rate of Drewry's World Container Index for one 40-foot container{said} Baseline"
    )


def test_alt_text_of_one_assessment_names_its_one_day() -> None:
    alt = rates.spot(UP.head(1), NO_EVENTS, rates.USD, WINDOW).alt
    assert alt.startswith("Lines of the spot rate of 1 lane, 4 January 2024: Shanghai-Rotterdam")


@pytest.mark.parametrize(("last", "said"), [("2026-02-28", False), ("2026-03-01", True)])
def test_the_iran_war_is_named_where_the_rates_reach_it(last: str, said: bool) -> None:
    chart = rates.spot(rated(ROT, (last, 1)), NO_EVENTS, rates.USD, WINDOW)
    assert ("Rates after 28 February 2026 also reflect the Iran war." in chart.note) is said


def premiums(
    *rows: tuple[str, float, float],
    rest: tuple[float, float] | None,
    europe_at_rest: float = 1000,
    last: str = "2023-11-16",
) -> pd.DataFrame:
    """Return rows of charts/premium_by_date: date, Rotterdam, Los Angeles; difference, ratio."""
    columns = (
        "lane date lane_usd_per_feu los_angeles_usd_per_feu premium_usd_per_feu ratio is_derived"
        " is_weekly baseline_premium_usd_per_feu baseline_ratio baseline_dates excess_usd_per_feu"
        " baseline_lane_usd_per_feu baseline_last_date hijacking_date war_date"
    )
    usd, share = rest or (math.nan, math.nan)
    made = frame(
        columns,
        *(
            (ROT, day, europe, pacific, europe - pacific, europe / pacific, False,
             day >= "2023-09-01", usd, share, 10 if rest else 0, europe - pacific - usd,
             europe_at_rest if rest else math.nan, pd.Timestamp(last) if rest else pd.NaT,
             HIJACKING, WAR)
            for day, europe, pacific in rows
        ),
    )  # fmt: skip
    return made.astype({"is_weekly": bool, "is_derived": bool})


GAINS = premiums(
    ("2024-01-04", 3000, 2000), ("2024-01-11", 4500, 3000), ("2024-01-18", 2000, 2500),
    rest=(-900, 0.5),
)  # fmt: skip


def test_premium_as_difference_and_ratio_with_the_mean_of_the_baseline() -> None:
    usd = rate_premium.difference(GAINS, EVENTS, WINDOW)
    assert list(drawn(usd).data[0].y) == [1000, 1500, -500]
    assert [shape.y0 for shape in drawn(usd).layout.shapes] == [-900]
    low, high = drawn(usd).layout.yaxis.range
    assert low < -900
    assert high > 1500
    assert usd.title == (
        "Rotterdam cost at most 1,500 USD more than Los Angeles (11 January 2024); on 18 January"
        " 2024 it cost 500 USD less"
    )
    said = "(10 dates with both lanes): 900 USD less than Los Angeles."
    assert usd.method.startswith(f"Dotted: mean of the baseline, {WINDOW} {said}")
    share = rate_premium.ratio(GAINS, NO_EVENTS, WINDOW)
    assert list(drawn(share).data[0].y) == [1.5, 1.5, 0.8]
    assert [shape.y0 for shape in drawn(share).layout.shapes] == [0.5]
    assert share.title == (
        "Rotterdam cost at most 1.50 times as much as Los Angeles (4 January 2024); on 18 January"
        " 2024 it cost 0.80 times as much"
    )
    assert reader(usd).text == reader(share).text
    assert reader(usd).text[2] == (
        "<b>18 January 2024</b><br>Rotterdam 2,000 USD<br>Los Angeles 2,500 USD"
        "<br>500 USD less than Los Angeles, 0.80 times"
    )


def test_premium_without_a_baseline_has_no_reference_line() -> None:
    rows = premiums(("2024-01-04", 3000, 2000), rest=None)
    for chart in (
        rate_premium.difference(rows, NO_EVENTS, WINDOW),
        rate_premium.ratio(rows, NO_EVENTS, WINDOW),
    ):
        assert not drawn(chart).layout.shapes
        assert not drawn(chart).layout.annotations
        assert chart.note == "No reference line: the baseline has no date with both lanes."
    assert rate_premium.finding(rows) == ""


def test_premium_of_a_lane_that_is_always_cheaper() -> None:
    rows = premiums(("2024-01-04", 1000, 2000), ("2024-01-11", 1000, 3000), rest=(0, 1))
    assert rate_premium.difference(rows, NO_EVENTS, WINDOW).title == (
        "Rotterdam cost less than Los Angeles throughout, by 1,000 USD at the least (4 January"
        " 2024) and 2,000 on 11 January 2024"
    )


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            GAINS,
            "Rotterdam stood 2,400 USD/FEU higher against Los Angeles than in the baseline on"
            " 11 January 2024, the most in the period; on 18 January 2024 it stood 400 USD/FEU"
            " higher.",
        ),
        (
            premiums(("2024-01-04", 100, 1000), rest=(-900, 0.5)),
            "Rotterdam stood as high against Los Angeles as in the baseline on 4 January 2024.",
        ),
        (
            premiums(("2024-01-04", 100, 1000), rest=(-802, 0.5)),
            "Rotterdam stood 98 USD/FEU lower against Los Angeles than in the baseline on"
            " 4 January 2024.",
        ),
        (
            premiums(("2024-01-04", 100, 1000), ("2024-01-11", 100, 3000), rest=(-802, 0.5)),
            "Rotterdam stood lower against Los Angeles than in the baseline on every date, by 98"
            " USD/FEU at the least (4 January 2024), by 2,098 on 11 January 2024.",
        ),
        (
            premiums(("2024-01-04", 100, 3000), ("2024-01-11", 100, 1000), rest=(-802, 0.5)),
            "Rotterdam stood lower against Los Angeles than in the baseline on every date, by 98"
            " USD/FEU at the least (11 January 2024).",
        ),
        (
            premiums(("2021-10-07", 9000, 1000), ("2024-01-04", 100, 1000), rest=(-950, 0.5)),
            "Since September 2023 Rotterdam stood 50 USD/FEU higher against Los Angeles than in the"
            " baseline on 4 January 2024.",
        ),
        (GAINS.head(0), ""),
    ],
)
def test_premium_finding(rows: pd.DataFrame, said: str) -> None:
    assert rate_premium.finding(rows) == said


RISE, FALL = ("2024-01-11", 4500, 3000), ("2024-01-18", 2000, 3000)


@pytest.mark.parametrize(
    ("steps", "said"),
    [((RISE, FALL), True), ((RISE, ("2024-01-18", 2100, 3000)), False), ((FALL,), False)],
)  # the baseline is 900 less than Los Angeles; where nothing is claimed nothing is taken back
def test_a_measure_that_turned_is_no_measure_of_the_red_sea(
    steps: tuple[Any, ...], said: bool
) -> None:
    rows = premiums(*steps, rest=(-900, 0.5))
    assert (
        "as on the last date, it says nothing of the Red Sea." in rate_premium.meaning(rows)
    ) == (said)


@pytest.mark.parametrize(
    ("rows", "claims", "late"),
    [
        (GAINS, True, False),
        (premiums(RISE, rest=(-900, 0.5), last="2023-11-18"), True, False),
        (premiums(RISE, rest=(-900, 0.5), last="2023-11-19"), False, True),
        (premiums(RISE, rest=(1500, 1.5)), False, False),  # no more than in the baseline
        (premiums(RISE, rest=(1600, 1.5)), False, False),
        # Both lanes fell, Los Angeles by more; then Los Angeles alone fell.
        (premiums(RISE, rest=(0, 1), europe_at_rest=5000), False, False),
        (premiums(RISE, rest=(0, 1), europe_at_rest=3001), False, False),
        (premiums(RISE, rest=(0, 1), europe_at_rest=3000), True, False),
        (premiums(("2023-11-18", 4500, 3000), rest=(-900, 0.5)), False, False),
        (premiums(("2023-11-19", 4500, 3000), rest=(-900, 0.5)), True, False),
        (premiums(RISE, rest=None), False, False),
        (GAINS.head(0), False, False),
    ],
)
def test_the_red_sea_is_named_only_for_a_rise_since_a_baseline_before_it(
    rows: pd.DataFrame, claims: bool, late: bool
) -> None:
    said = rate_premium.meaning(rows)
    assert ("the least that the Red Sea added" in said) is claims
    assert ("the mean difference of the baseline" in said) is not claims
    assert ("The baseline reaches into the crisis" in said) is late


@pytest.mark.parametrize(
    ("rows", "usd", "share"),
    [
        (
            premiums(("2021-10-07", 9000, 1000), ("2024-01-04", 2000, 1000), rest=None),
            "Since September 2023 Rotterdam cost 1,000 USD more than Los Angeles on 4 January 2024",
            "Since September 2023 Rotterdam cost 2.00 times as much as Los Angeles on 4 January"
            " 2024",
        ),
        (
            premiums(("2024-01-04", 1000, 1000), ("2024-01-11", 500, 1000), rest=None),
            "Rotterdam never cost more than Los Angeles, as much on 4 January 2024; on 11 January"
            " 2024 it cost 500 USD less",
            "Rotterdam cost at most 1.00 times as much as Los Angeles (4 January 2024); on"
            " 11 January 2024 it cost 0.50 times as much",
        ),
    ],
)
def test_premium_titles(rows: pd.DataFrame, usd: str, share: str) -> None:
    assert rate_premium.difference(rows, NO_EVENTS, WINDOW).title == usd
    assert rate_premium.ratio(rows, NO_EVENTS, WINDOW).title == share


def quoted(*rows: tuple[Any, ...]) -> pd.DataFrame:
    """Return rows of charts/cost_war_risk: date, area, low, high."""
    columns = "date area value_low_pct value_high_pct date_precision scope unit note"
    return frame(columns, *((*row, "day", "transit", "%", None) for row in rows))


RED, GULF = "Red Sea and Gulf of Aden", "Strait of Hormuz and Gulf"
CALLS = "Calls at Red Sea ports"
NONE = math.nan


def test_war_risk_draws_ranges_and_never_a_line_between_quotes() -> None:
    rows = quoted(
        ("2023-11-27", RED, 0.03, 0.03),
        ("2024-01-19", RED, 0.75, 1.0),
        ("2024-09-19", RED, NONE, 2.0),
        ("2026-03-11", GULF, 7.5, 10.0),
    )
    chart = war_risk(rows, NO_EVENTS)
    bars, marks, other_bars, other = drawn(chart).data
    assert list(bars.x) == stamps("2024-01-19", "2024-01-19", None)
    assert list(bars.y) == [0.75, 1.0, None]
    assert marks.mode == other.mode == "markers"
    assert list(marks.y) == [0.03, 0.75, 1.0, 2.0]
    assert list(marks.marker.symbol) == ["circle"] * 3 + ["triangle-down"]
    assert marks.text[3] == "<b>up to 2 % of hull value</b><br>transit<br>19 Sep 2024 (day)"
    assert list(other_bars.y) == [7.5, 10.0, None]
    assert (marks.name, other.name) == (RED, GULF)
    assert marks.marker.color != other.marker.color
    assert [a.text for a in drawn(chart).layout.annotations] == ["0.03 %", "up to 2 %", "7.5–10 %"]
    assert drawn(chart).layout.yaxis.type == "log"
    assert [a.y for a in drawn(chart).layout.annotations][1] == pytest.approx(math.log10(2))
    assert chart.title == (
        "Quotes of the war-risk premium for the Red Sea rose from 0.03 % (27 Nov 2023) to up to 2 %"
        " (19 Sep 2024)"
    )


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (
            [("2024-01-01", RED, 0.5, 0.7), ("2024-02-01", RED, 0.2, 0.2)],
            "Quotes of the war-risk premium for the Red Sea were highest at 0.5–0.7 % (1 Jan 2024),"
            " and 0.2 % (1 Feb 2024) at the last",
        ),
        (
            [
                ("2024-01-01", RED, 0.1, 0.1),
                ("2024-02-01", RED, 1, 1),
                ("2024-03-01", RED, 0.5, 0.5),
            ],
            "Quotes of the war-risk premium for the Red Sea rose from 0.1 % (1 Jan 2024) to 1 %"
            " (1 Feb 2024); the last is 0.5 % (1 Mar 2024)",
        ),
        (  # several quotes of the last day are one range; ships that call stand apart
            [
                ("2024-01-01", RED, 0.1, 0.1),
                ("2024-02-01", RED, NONE, 2),
                ("2024-03-01", RED, 0.5, 0.5),
                ("2024-03-01", RED, 1, 1),
                ("2024-03-02", CALLS, NONE, 7),
                ("2024-03-02", CALLS, 3, 3),
            ],
            "Quotes of the war-risk premium for the Red Sea rose from 0.1 % (1 Jan 2024) to up to"
            " 2 % (1 Feb 2024); the last is 0.5–1 % (1 Mar 2024); calls at its ports: up to 7 %"
            " (2 Mar 2024)",
        ),
        (
            [("2024-03-02", CALLS, 3, 3)],
            "One quote of the war-risk premium for calls at Red Sea ports: 3 % (2 Mar 2024)",
        ),
        (
            [("2024-01-01", GULF, NONE, 1)],
            "One quote of the war-risk premium for the Strait of Hormuz and the Gulf: up to 1 %"
            " (1 Jan 2024)",
        ),
        (  # nothing rises within a day
            [("2024-01-01", GULF, 1, 1.5), ("2024-01-01", GULF, 7.5, 10)],
            "2 quotes of the war-risk premium for the Strait of Hormuz and the Gulf, from 1–1.5 %"
            " (1 Jan 2024) to 7.5–10 % (1 Jan 2024)",
        ),
        (
            [
                ("2024-01-01", GULF, 1, 1),
                ("2024-01-01", GULF, 2, 2),
                ("2024-02-01", GULF, 0.5, 0.5),
            ],
            "Quotes of the war-risk premium for the Strait of Hormuz and the Gulf were highest at"
            " 2 % (1 Jan 2024), and 0.5 % (1 Feb 2024) at the last",
        ),
    ],
)  # fmt: skip
def test_war_risk_title(rows: list[tuple[Any, ...]], title: str) -> None:
    assert war_risk(quoted(*rows), NO_EVENTS).title == title


def charged(*rows: tuple[Any, ...]) -> pd.DataFrame:
    """Return rows of charts/cost_surcharges: date, carrier, charge, low, high."""
    columns = "date carrier charge value_low value_high date_precision scope unit note war_date"
    return frame(columns, *((*row, "effective day", row[2], "USD/FEU", None, WAR) for row in rows))


def test_surcharges_stand_by_height_in_one_unit() -> None:
    rows = charged(
        ("2024-01-01", "MSC", "fee", 1000, 1000),
        ("2024-02-15", None, "Market average", NONE, 500),
        ("2026-03-02", "CMA CGM", "Conflict", 2000, 3000),
    )
    chart = quotes.surcharges(rows)
    stems, dots = drawn(chart).data
    assert list(stems.x) == [0, 3000, None, 0, 1000, None, 0, 500, None]
    assert list(dots.x) == [2000, 3000, 1000, 500]
    assert list(dots.marker.color) == [theme.GREY, theme.GREY, theme.MAGENTA, theme.GREY]
    assert list(dots.marker.symbol) == ["circle", "circle", "circle", "triangle-left"]
    texts = [a.text for a in drawn(chart).layout.annotations]
    assert texts == [
        "2 Mar 2026 · <b>CMA CGM</b> Conflict", "<b>2,000–3,000</b>",
        "1 Jan 2024 · <b>MSC</b> fee", "<b>1,000</b>",
        "15 Feb 2024 · Market average", "<b>up to 500</b>",
    ]  # fmt: skip
    assert (
        chart.title == "Surcharges ran from 500 to 3,000 USD/FEU, the highest: CMA CGM, 2 Mar 2026"
    )
    assert "Grey are market averages" in chart.note
    alone = quotes.surcharges(rows.head(1))
    assert alone.title == "One surcharge in the period: 1,000 USD/FEU (MSC, 1 Jan 2024)"
    assert alone.alt.startswith("Dots of 1 published surcharge in USD/FEU")
    assert "Grey" not in alone.note


LONG = (
    "Emergency Conflict Surcharge, Gulf and Red Sea countries including Egypt, Jordan, Djibouti,"
    " Sudan, Eritrea, Yemen"
)


def test_long_words_of_a_quote_are_wrapped_and_never_cut() -> None:
    rows = charged(
        ("2026-03-02", "CMA CGM", LONG, 3000, 3000), ("2024-01-01", "MSC", "fee", 1000, 1000)
    )
    first, _, second, _ = drawn(quotes.surcharges(rows)).layout.annotations
    parts = first.text.split("<br>")
    sizes = [len(part.replace("<b>", "").replace("</b>", "")) for part in parts]
    assert max(sizes) <= quotes.WIDTH
    assert min(sizes) > max(sizes) / 2  # no last word is left alone
    assert " ".join(parts) == f"2 Mar 2026 · <b>CMA CGM</b> {LONG}"
    assert len(parts) == 3
    # Words stand above their own dot and below the dot before it.
    dots = drawn(quotes.surcharges(rows)).data[1].y
    assert first.y - quotes.TEXT_PX * 3 >= 0
    assert first.y < dots[0] < second.y - quotes.TEXT_PX < second.y < dots[1]
    short = quotes.surcharges(rows.assign(charge="fee"))
    grown = drawn(quotes.surcharges(rows)).layout.height - drawn(short).layout.height
    assert grown == 2 * quotes.TEXT_PX


@pytest.mark.parametrize(
    ("charge", "parts"),
    [
        (f"{'y' * 50} of it", ["1 Jan 2024 ·", f"{'y' * 50} of it"]),  # never within a word
        ("z" * 70, ["1 Jan 2024 · " + "z" * 45, "z" * 25]),  # unless no line can hold it
    ],
)
def test_very_long_single_words(charge: str, parts: list[str]) -> None:
    rows = charged(("2024-01-01", None, charge, 1, 1))
    text = drawn(quotes.surcharges(rows)).layout.annotations[0].text
    assert text.split("<br>") == parts


def test_long_words_without_a_carrier_and_of_other_costs_are_wrapped() -> None:
    rows = charged(("2026-03-02", None, LONG, 3000, 3000))
    text = drawn(quotes.surcharges(rows)).layout.annotations[0].text
    assert text.replace("<br>", " ") == f"2 Mar 2026 · {LONG}"
    other = rows.assign(component_title="Toll", scope=LONG, is_in_period=True)
    text = drawn(quotes.others(other, "Suez Canal")).layout.annotations[1].text
    assert text.count("<br>") == 2
    assert text.replace("<br>", " ") == f"2 Mar 2026 · {LONG}"


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (
            [("2024-01-01", "MSC", "fee", 400, 1100)],
            "One surcharge in the period: 400–1,100 USD/FEU (MSC, 1 Jan 2024)",
        ),
        (
            [("2024-01-01", "MSC", "fee", 400, 1100), ("2024-01-02", "ZIM", "fee", 500, 500)],
            "Surcharges ran from 400 to 1,100 USD/FEU, the highest: MSC, 1 Jan 2024",
        ),
        (
            [
                ("2024-01-01", "MSC", "fee", 900, 900),
                ("2024-01-02", "ZIM", "fee", 900, 900),
                ("2024-01-02", "ONE", "fee", 500, 500),
            ],
            "Surcharges ran from 500 to 900 USD/FEU, the highest: MSC, 1 Jan 2024 and 1 more",
        ),
        (
            [("2024-01-01", "MSC", "fee", 900, 900), ("2024-01-02", "ZIM", "fee", 900, 900)],
            "2 surcharges, all of 900 USD/FEU",
        ),
    ],
)
def test_surcharges_title(rows: list[tuple[Any, ...]], title: str) -> None:
    assert quotes.surcharges(charged(*rows)).title == title


def test_other_costs_have_a_scale_a_component() -> None:
    columns = (
        "date component_title value_low value_high unit scope is_in_period date_precision note"
    )
    rows = frame(
        columns,
        ("2024-01-15", "Toll", 5, 5, "%", "bulk", True, "effective day", None),
        ("2025-05-15", "Toll", -15, -15, "%", "large", True, "effective day", None),
        (
            "2023-06-30",
            "Revenue",
            9.4,
            9.4,
            "USD bn",
            "FY",
            False,
            "fiscal year end",
            "kept <as printed>",
        ),
    )
    chart = quotes.others(rows, "Suez Canal")
    _, toll, _, revenue = drawn(chart).data
    assert (toll.xaxis, revenue.xaxis) == ("x", "x2")
    assert list(toll.x) == [5, -15]
    assert list(revenue.marker.symbol) == ["circle-open"]
    layout = drawn(chart).layout
    assert layout.xaxis.range[0] < -15 < 5 < layout.xaxis.range[1]
    assert layout.xaxis2.range[0] == 0
    assert "<b>Toll, %</b>" in [a.text for a in layout.annotations]
    assert "<b>−15</b>" in [a.text for a in layout.annotations]
    said = [a.text for a in layout.annotations]
    assert "year to Jun 2023 · FY · <i>Kept &lt;as printed&gt;</i>" in said
    assert revenue.text == (
        "<b>9.4 USD bn</b><br>FY<br>year to Jun 2023 (fiscal year end)<br>kept &lt;as printed&gt;",
    )
    assert chart.title == (
        "Suez Canal: 3 published quotes of 2 components, each on a scale of its own"
    )
    assert "Hollow: before the period." in chart.note
    alone = quotes.others(rows.head(1), "Suez Canal")
    assert alone.title == "Suez Canal: 1 published quote"
    assert "Hollow" not in alone.note


PRECISIONS = {
    "day": "15 Jan 2024",
    "effective day": "15 Jan 2024",
    "not later than": "by 15 Jan 2024",
    "week": "week of 15 Jan 2024",
    "month": "Jan 2024",
    "month average": "Jan 2024",
    "month, early": "Jan 2024",
    "month, early, before the July attacks": "Jan 2024",
    "month, before the attacks": "Jan 2024",
    "month, before 11-12 January": "Jan 2024",
    "month, before the war of 28 February 2026": "Jan 2024",
    "mid month": "Jan 2024",
    "effective month": "Jan 2024",
    "publication month, approximate": "about Jan 2024",
    "month end": "Jan 2024",
    "quarter start": "Q1 2024",
    "quarter end": "Q1 2024",
    "quarter, late 2025": "Q1 2024",
    "half year end": "half year to Jan 2024",
    "fiscal year end": "year to Jan 2024",
    "year": "2024",
}
"""Each date precision of the bundled data -> what is printed of 15 January 2024."""


@pytest.mark.parametrize(
    ("precision", "said"), [*PRECISIONS.items(), ("dusk", "15 Jan 2024 (dusk)")]
)
def test_dates_are_as_exact_as_they_are_known(precision: str, said: str) -> None:
    row = {"date": pd.Timestamp("2024-01-15"), "date_precision": precision}
    assert cost_words.when(row) == said


def test_every_date_precision_of_the_bundled_data_is_printed_on_purpose() -> None:
    with (HOME / "data" / "cost_components.csv").open(encoding="utf-8", newline="") as file:
        assert {row["date_precision"] for row in csv.DictReader(file)} == set(PRECISIONS)


@pytest.mark.parametrize(
    ("day", "said"),
    [("2024-03-31", "Q1 2024"), ("2024-04-01", "Q2 2024"), ("2023-12-31", "Q4 2023"),
     ("2025-12-15", "Q4 2025")],
)  # fmt: skip
def test_quarters(day: str, said: str) -> None:
    row = {"date": pd.Timestamp(day), "date_precision": "quarter end"}
    assert cost_words.when(row) == said


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(1, 1, "1"), (0.5, 0.7, "0.5–0.7"), (NONE, 2, "up to 2"), (-15, -15, "−15"),
     (1000, 1000, "1,000"), (0.8809, 0.8809, "0.8809")],
)  # fmt: skip
def test_amounts_keep_their_digits(low: float, high: float, said: str) -> None:
    assert cost_words.amount(low, high) == said


Bundled = Callable[..., pd.DataFrame]
SINCE = {
    "start": "2023-10-07", "rate_baseline_start": "2023-09-01", "rate_baseline_end": "2023-11-16",
}  # fmt: skip
SELECTIONS: list[list[Any]] = [
    [{}],
    [SINCE],
    [{"end": "2023-08-31", "rate_baseline_start": "2030-01-01"}],
    [{"start": "2026-03-06", "end": "2026-03-11"}],
    [{"start": "2024-01-04", "end": "2024-01-25"}, [ROT]],
]


@pytest.fixture
def bundled(bundled_store: Path) -> Bundled:
    """Return a function that runs a named query on the bundled data."""
    return partial(queries.run, store.reader(bundled_store).cursor())


def every_chart(ask: Bundled, chosen: dict[str, Any], of: list[str] | None = None) -> list[Chart]:
    """Return each chart of the costs for the filters and lanes given, by default the leading."""
    events = ask("lists/events", importance=3)
    lanes = ask("lists/rate_lanes")
    leading = lanes.loc[lanes["is_leading"], "lane"].tolist()
    spot = ask("charts/rates_by_date", chosen, lanes=leading if of is None else of)
    charges = ask("charts/cost_surcharges", chosen)
    others = ask("facts/cost_quotes", chosen, with_earlier=True)
    charts = [rates.spot(spot, events, m, WINDOW) for m in (rates.USD, rates.MULTIPLE)]
    for lane in (ROT, GEN):
        pairs = ask("charts/premium_by_date", chosen, lane=lane)
        charts.append(rate_premium.difference(pairs, events, WINDOW))
        charts.append(rate_premium.ratio(pairs, events, WINDOW))
    charts.append(war_risk(ask("charts/cost_war_risk", chosen), events))
    charts += [quotes.surcharges(rows) for _, rows in charges.groupby("unit")]
    return charts + [quotes.others(rows, str(kind)) for kind, rows in others.groupby("kind")]


@pytest.mark.parametrize("chosen", SELECTIONS)
def test_charts_of_the_bundled_data(bundled: Bundled, chosen: list[Any]) -> None:
    charts = every_chart(bundled, *chosen)
    assert any(chart.figure for chart in charts)
    for chart in charts:
        assert chart.title
        assert "nan" not in f"{chart.title} {chart.alt} {chart.note} {chart.method}".lower().split()
        assert "source_ids" in chart.rows
        assert chart.alt.endswith(".")
        if chart.figure is None:
            assert chart.absence
        else:
            drawn(chart)


def test_bundled_peak_is_in_the_title(bundled: Bundled) -> None:
    chart = every_chart(bundled, SINCE)[0]
    assert chart.title.startswith(
        "Shanghai-Rotterdam stood highest against its baseline on 18 July 2024: 7.1 times, 8,267"
        " USD; on"
    )
    assert "(Genoa 11, Los Angeles 11, New York 8, Rotterdam 10 and Composite 10)" in chart.method


def test_other_lanes_are_drawn_with_the_month_in_which_they_end(bundled: Bundled) -> None:
    other = ["Los Angeles-Shanghai", "Rotterdam-New York"]
    rows = bundled("charts/rates_by_date", SINCE, lanes=[*other, ROT])
    chart = rates.spot(rows, NO_EVENTS, rates.USD, WINDOW)
    labels = [a.text.split("</span> ")[1] for a in drawn(chart).layout.annotations]
    assert sorted(labels) == [
        "Los Angeles-Shanghai (to Jan 2025)", "Rotterdam", "Rotterdam-New York",
    ]  # fmt: skip
    assert "all lanes from Shanghai" not in chart.method
    assert len({rates.colour(lane) for lane in bundled("lists/rate_lanes")["lane"]}) == 9


def test_charts_without_rows_draw_nothing(bundled: Bundled) -> None:
    charts = every_chart(bundled, {"end": "1990-01-01"}, [])
    empty = pd.DataFrame(columns=["source_ids"])
    charts += [quotes.surcharges(empty), quotes.others(empty, "Suez Canal")]
    assert len(charts) == 9
    for chart in charts:
        assert chart.figure is None
        assert chart.title
        assert chart.absence
