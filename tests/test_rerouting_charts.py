"""Charts of the rerouting: what is drawn for a few rows, titles that hold, the bundled data."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard import queries, store
from dashboard.kit.charts import events as overlay
from dashboard.kit.charts import route_map, theme
from dashboard.kit.charts import transit_words as say
from dashboard.kit.charts.base import Chart
from dashboard.kit.charts.events import MARK
from dashboard.topics.rerouting.charts import (
    carriers,
    crosschecks,
    delays,
    transit_classes,
    transit_totals,
    transits,
)
from tests.given import drawn, package

BAB, SUEZ, CAPE = "Bab el-Mandeb Strait", "Suez Canal", "Cape of Good Hope"
DAYS = {
    "week", "month", "date", "state_until", "checked_until", "last_announced", "period_start",
    "period_end",
}  # fmt: skip
WINDOW = "1 January 2022 to 6 October 2023 (92 weeks)"
Bundled = Callable[..., pd.DataFrame]


def frame(columns: str, *rows: tuple[Any, ...]) -> pd.DataFrame:
    """Return rows as a query returns them: days as time stamps."""
    made = pd.DataFrame(rows, columns=columns.split()).assign(source_ids="s1")
    for column in DAYS & set(made):
        made[column] = pd.to_datetime(made[column]).astype("datetime64[us]")
    return made


NO_EVENTS = frame("event_id date category title detail")
BOMBED = frame(
    "event_id date category title detail",
    ("EV1", "2023-01-01", "Gaza war", "Before", None),
    ("EV2", "2024-01-10", "Gaza war", "Bombed", None),
)
WEEK_COLUMNS = (
    "chokepoint week days transits_per_day baseline_per_day index_pct trade_volume_t_per_day"
    " baseline_t_per_day"
)


def weeks(*rows: tuple[Any, ...]) -> pd.DataFrame:
    """Return weeks of (chokepoint, week, transits a day, baseline)."""
    full = [
        (
            name, week, 7, ships, usual, 100 * ships / usual if usual else None, 1e6 * ships,
            1e6 * usual if usual else None,
        )
        for name, week, ships, usual in rows
    ]  # fmt: skip
    made = frame(WEEK_COLUMNS, *full)
    numbers = ["baseline_per_day", "index_pct", "baseline_t_per_day"]
    return made.astype(dict.fromkeys(numbers, float))


TWO = weeks(
    (BAB, "2024-01-01", 40.0, 50.0),
    (BAB, "2024-01-08", 20.0, 50.0),
    (CAPE, "2024-01-01", 50.0, 50.0),
    (CAPE, "2024-01-08", 100.0, 50.0),
)


def reader_of(chart: Chart) -> Any:
    """Return the trace that says what the lines of a chart are at one date."""
    (reader,) = [trace for trace in drawn(chart).data if trace.name == "reader"]
    return reader


def test_one_hover_reads_all_lines_of_one_date_and_names_it() -> None:
    for chart, dates in (
        (transits.weekly(TWO, BOMBED, WINDOW, None), 2),
        (transits.volume(TWO, BOMBED, WINDOW, None), 2),
        (transits.share(SHARES, BOMBED, WINDOW, None), 2),
        (transit_classes.by_class(CLASSES, BOMBED, WINDOW), 1),
        (delays.on_time(MONTHS, BOMBED), 3),
    ):
        figure = drawn(chart)
        assert figure.layout.xaxis.hoverformat == " ", chart.key  # else the day of an event
        reader = reader_of(chart)
        assert len(reader.x) == len(reader.y) == len(reader.text) == dates
        assert list(reader.x) == sorted(set(reader.x))
        assert all(said.startswith("<b>") for said in reader.text)
        assert (reader.mode, reader.marker.opacity) == ("markers", 0)
        for trace in figure.data:
            if trace.name != "reader" and trace.meta != MARK:
                assert (trace.hoverinfo, trace.hovertemplate, trace.text) == ("skip", None, None)
        low, high = figure.layout.yaxis.range if reader.yaxis != "y9" else (0, 1)
        assert all(low <= y <= high for y in reader.y)


def test_a_line_without_a_value_in_a_week_is_not_read() -> None:
    chart = transits.weekly(TWO.head(3), NO_EVENTS, WINDOW, None)
    assert reader_of(chart).text[1] == (
        "<b>Week of 8 January 2024</b><br>Bab el-Mandeb 20.0 transits a day, 40 % of baseline"
    )
    unknown = CLASSES.assign(index_pct=[25.0, float("nan"), 450.0, 45.0])
    read = reader_of(transit_classes.by_class(unknown, NO_EVENTS, WINDOW))
    assert read.text[0].endswith("<br>Container: 25 / 45 / 450<br>Tanker: – / – / –")


def test_every_chart_of_transits_names_their_publisher() -> None:
    terms = package().dataset("transits").terms
    assert say.ATTRIBUTION in terms
    weekly = independent_weeks(
        ("2024-01-02", "2024-01-08", "week", BAB, "container", 9.0, 10.0, 7, -10.0)
    )
    for chart in (
        transits.weekly(TWO, NO_EVENTS, WINDOW, None),
        transits.weekly(TWO, NO_EVENTS, WINDOW, None, level=True),
        transits.volume(TWO, NO_EVENTS, WINDOW, None),
        transits.share(SHARES, NO_EVENTS, WINDOW, None),
        transit_classes.by_class(CLASSES, NO_EVENTS, WINDOW),
        crosschecks.same_data(WINDOWS.assign(publisher="World Bank")),
        transit_totals.published(CANAL, {}),
        crosschecks.official(CANAL),
        crosschecks.independent(weekly),
    ):
        assert chart.figure is not None
        assert say.ATTRIBUTION in chart.method, chart.key


def test_weekly_in_percent_of_the_baseline() -> None:
    chart = transits.weekly(TWO, BOMBED, WINDOW, None)
    assert chart.title == (
        "Two weeks to 14 January 2024: Bab el-Mandeb 40 % below its baseline,"
        " Cape 50 % above its baseline"
    )
    bab, cape, reader, event = drawn(chart).data
    assert (list(bab.y), list(cape.y)) == ([80, 40], [100, 200])
    assert bab.line.color == theme.CHOKEPOINT_COLOURS[BAB]
    assert reader.text[0] == (
        "<b>Week of 1 January 2024</b><br>Bab el-Mandeb 40.0 transits a day, 80 % of baseline"
        "<br>Cape 50.0 transits a day, 100 % of baseline"
    )
    assert [x for x in event.x if x is not None] == [pd.Timestamp("2024-01-10")] * 2
    labels = [a.text.split("> ")[1] for a in drawn(chart).layout.annotations]
    assert labels == ["Bab el-Mandeb", "Cape"]
    assert WINDOW in chart.method
    assert "never added" in chart.method
    assert say.CONTAINERS not in chart.note
    assert chart.alt.endswith("Bab el-Mandeb 30.0, Cape 75.0 transits a day.")


def test_weekly_level() -> None:
    chart = transits.weekly(TWO, NO_EVENTS, WINDOW, ["tanker"], level=True)
    bab, _, _ = drawn(chart).data
    assert list(bab.y) == [40, 20]
    assert "Tanker only." in chart.method
    assert not drawn(chart).layout.shapes


def test_weeks_of_a_gap_are_not_joined() -> None:
    rows = weeks((BAB, "2024-01-01", 1.0, 1.0), (BAB, "2024-01-29", 1.0, 1.0))
    line, _ = drawn(transits.weekly(rows, NO_EVENTS, WINDOW, None)).data
    assert list(line.y) == [100, None, 100]
    assert line.mode == "lines+markers"


def test_without_a_baseline_the_level_remains() -> None:
    rows = weeks((BAB, "2024-01-01", 40.0, None))
    chart = transits.weekly(rows, NO_EVENTS, WINDOW, None)
    assert chart.figure is None
    assert "another baseline" in chart.empty
    level = transits.weekly(rows, NO_EVENTS, WINDOW, None, level=True)
    assert level.title == "Week to 7 January 2024: Bab el-Mandeb 40.0 transits a day"
    assert "baseline" not in level.method
    assert level.figure is not None


@pytest.mark.parametrize(
    ("percent", "said"),
    [(-53.8, "54 % below its baseline"), (0.4, "at its baseline"), (0.6, "1 % above its baseline")],
)
def test_against(percent: float, said: str) -> None:
    assert say.against(percent) == said


def test_latest_weighs_weeks_by_their_days() -> None:
    rows = frame(
        "week days value",
        ("2024-01-01", 7, 1000.0),
        ("2024-01-08", 7, 1.0),
        ("2024-01-15", 7, 1.0),
        ("2024-01-22", 7, 1.0),
        ("2024-01-29", 3, 9.0),
    )
    assert say.latest(rows, "value") == (21 + 27) / 24
    assert pd.isna(say.latest(rows.head(0), "value"))


COUNTED = (
    "period_start period_end grain chokepoint vessel_class published_per_day our_per_day"
    " period_days difference_pct"
)


def counted(*rows: tuple[Any, ...], by: str = "Suez Canal Authority") -> pd.DataFrame:
    """Return counts of others as charts/crosscheck_by_days has them."""
    kind = "official" if by == "Suez Canal Authority" else "independent"
    return frame(COUNTED, *rows).assign(counter=by, counter_kind=kind, publisher=by)


def latest_at(place: str, percent: float, by: str, start: str, end: str) -> dict[str, Any]:
    """Return the latest count of others as facts/transits_latest_count has it."""
    row = {
        "chokepoint": place, "counter": by, "period_start": pd.Timestamp(start),
        "period_end": pd.Timestamp(end), "published_per_day": 40 * (1 + percent / 100),
        "our_per_day": 40.0, "difference_pct": percent,
    }  # fmt: skip
    return {place: row}


def test_counts_of_others_stand_on_the_line_of_their_chokepoint() -> None:
    rows = weeks((SUEZ, "2024-01-01", 40.0, 50.0), (SUEZ, "2024-02-05", 40.0, 50.0))
    months = counted(
        ("2024-01-01", "2024-01-31", "month", SUEZ, "total", 36.0, 40.0, 31, -10.0),
        ("2024-01-01", "2024-03-31", "other", SUEZ, "total", 30.0, 40.0, 91, -25.0),
        ("2025-01-01", "2025-01-31", "month", SUEZ, "total", 20.0, 40.0, 31, -50.0),
        ("2024-01-01", "2024-01-31", "month", BAB, "total", 20.0, 40.0, 31, -50.0),
    )
    week = ("2024-01-08", "2024-01-14", "week", SUEZ, "total", 44.0, None, 7, None)
    both = pd.concat([months, counted(week, by="L")], ignore_index=True)
    latest = latest_at(SUEZ, -10, "Suez Canal Authority", "2024-01-01", "2024-01-31")
    chart = transits.weekly(rows, NO_EVENTS, WINDOW, None, True, both, latest)
    bars, dots, _, mark = drawn(chart).data[2:]
    assert (list(bars.y), bars.mode) == ([36.0, 36.0, None], "lines")  # no quarter of that month
    assert list(bars.x)[:2] == [pd.Timestamp("2024-01-01"), pd.Timestamp("2024-01-31")]
    assert (list(dots.y), dots.mode, dots.marker.symbol) == ([36.0], "markers", "circle-open")
    assert (list(mark.y), mark.marker.symbol) == ([44.0], "diamond-open")
    assert dots.text == (
        "Suez: The canal authority 36.0 a day in January 2024 (−10 % against 40.0 of this record)",
    )
    assert mark.text == ("Suez: L 44.0 a day from 8 to 14 January 2024",)
    said = (
        "At Suez the canal authority counted 36.0 a day in January 2024, 10 % below the 40.0 of"
        " this record on the same days"
    )
    assert said in chart.method
    assert chart.title == "Two weeks to 11 February 2024: Suez 20 % below its baseline"
    assert len(chart.rows) == 4
    percent = transits.weekly(rows, NO_EVENTS, WINDOW, None, False, both, latest)
    assert list(drawn(percent).data[3].y) == [72.0]  # of our baseline, as the line
    assert "in percent of this record’s baseline" in percent.method
    high = transits.weekly(rows, NO_EVENTS, WINDOW, None, True, both.assign(published_per_day=90.0))
    assert drawn(high).layout.yaxis.range[1] > 90
    elsewhere = transits.weekly(TWO, NO_EVENTS, WINDOW, None, True, months.head(3))
    assert [trace.name for trace in drawn(elsewhere).data] == ["Bab el-Mandeb", "Cape", "reader"]


def test_a_count_far_from_ours_stands_in_the_title() -> None:
    latest = latest_at(BAB, 36.2, "Lloyd's List", "2024-01-01", "2024-01-31")
    chart = transits.weekly(TWO, NO_EVENTS, WINDOW, None, latest=latest)
    assert chart.title == (
        "Two weeks to 14 January 2024: Bab el-Mandeb 40 % below its baseline (Lloyd's List counted"
        " 36 % more in January 2024), Cape 50 % above its baseline"
    )
    assert "Bab el-Mandeb 30.0 (Lloyd's List counted 36 % more" in chart.alt
    assert "At Bab el-Mandeb" not in chart.method
    some = transits.weekly(TWO, NO_EVENTS, WINDOW, ["tanker"], latest=latest)
    assert "(Lloyd's List counted 36 % more ships of all classes in January 2024)" in some.title
    said = "At Bab el-Mandeb Lloyd's List counted 36 % more in January"
    for other in (
        transits.volume(TWO, NO_EVENTS, WINDOW, None, latest=latest),
        transit_classes.by_class(CLASSES, NO_EVENTS, WINDOW, latest),
    ):
        assert said in other.note, other.key
    suez = latest_at(SUEZ, -20, "C", "2024-01-01", "2024-01-31")
    share = transits.share(SHARES, NO_EVENTS, WINDOW, None, suez)
    assert "At Suez C counted 20 % fewer in January 2024." in share.note


def test_each_line_names_its_own_dates() -> None:
    rows = weeks(
        (SUEZ, "2024-01-01", 40.0, 50.0),
        (SUEZ, "2024-01-08", 20.0, 50.0),
        (CAPE, "2024-01-01", 100.0, 50.0),
    )
    chart = transits.weekly(rows, NO_EVENTS, WINDOW, None)
    assert chart.title == (
        "Suez 40 % below its baseline (two weeks to 14 January 2024), Cape 100 % above its baseline"
        " (week to 7 January 2024)"
    )
    assert (
        "Suez 30.0 (two weeks to 14 January 2024), Cape 100.0 transits a day (week to" in chart.alt
    )
    classes = pd.concat([CLASSES.head(2), CLASSES.head(1).assign(week=pd.Timestamp("2024-01-08"))])
    assert transit_classes.by_class(classes, NO_EVENTS, WINDOW).title == (
        "Bab el-Mandeb: container 75 % below its baseline (two weeks to 14 January 2024), tanker"
        " 10 % above its baseline (week to 7 January 2024)"
    )


def test_container_ships_at_suez_are_judged_by_cargo() -> None:
    suez = weeks((SUEZ, "2024-01-01", 40.0, 50.0))
    cargo = suez.assign(index_pct=30.0)
    chart = transits.weekly(suez, NO_EVENTS, WINDOW, ["container"], cargo=cargo)
    assert chart.title == (
        "Week to 7 January 2024: container cargo at Suez 70 % below its baseline, Suez 20 % below"
        " its baseline"
    )
    every = transits.weekly(suez, NO_EVENTS, WINDOW, None, cargo=cargo)
    assert every.title == "Week to 7 January 2024: Suez 20 % below its baseline"
    boxes = CLASSES.tail(1).assign(trade_volume_index_pct=30.0)
    assert transit_classes.by_class(boxes, NO_EVENTS, WINDOW).title == (
        "Week to 7 January 2024: container cargo 70 % below its baseline, ships 55 % below its"
        " baseline at Suez"
    )


def test_containers_at_suez_carry_their_caveat() -> None:
    suez = weeks((SUEZ, "2024-01-01", 40.0, 50.0))
    assert say.CONTAINERS in transits.weekly(suez, NO_EVENTS, WINDOW, ["container"]).note
    assert say.CONTAINERS in transits.volume(suez, NO_EVENTS, WINDOW, ["container", "roro"]).note
    assert say.CONTAINERS not in transits.weekly(suez, NO_EVENTS, WINDOW, ["tanker"]).note
    assert say.CONTAINERS not in transits.weekly(TWO, NO_EVENTS, WINDOW, ["container"]).note
    assert say.CONTAINERS in transits.share(SHARES, NO_EVENTS, WINDOW, ["container"]).note
    assert say.CONTAINERS not in transits.share(SHARES, NO_EVENTS, WINDOW, None).note


def test_volume_is_in_million_tonnes() -> None:
    chart = transits.volume(TWO, NO_EVENTS, WINDOW, None)
    assert list(drawn(chart).data[0].y) == [40, 20]
    assert reader_of(chart).text[1] == (
        "<b>Week of 8 January 2024</b><br>Bab el-Mandeb 20.0 million tonnes a day, 40 % of baseline"
        "<br>Cape 100.0 million tonnes a day, 200 % of baseline"
    )
    assert "World Food Programme" in chart.method
    assert "draught" in chart.method


SHARES = frame(
    "week cape_days suez_days cape_per_day suez_per_day cape_share_pct baseline_cape_share_pct",
    ("2024-01-01", 7, 7, 60.0, 40.0, 60.0, 39.67),
    ("2024-01-08", 7, 7, 80.0, 20.0, 80.0, 39.67),
)


def test_share_says_that_it_is_no_sum() -> None:
    chart = transits.share(SHARES, NO_EVENTS, WINDOW, None)
    assert chart.title == (
        "Two weeks to 14 January 2024: 70 % of the two routes go by the Cape, 40 % in the baseline"
    )
    assert list(drawn(chart).data[0].y) == [60, 80]
    assert reader_of(chart).text[1] == (
        "<b>Week of 8 January 2024</b><br>80 % by the Cape (80.0 a day against 20.0 at Suez)"
    )
    assert "no sum of traffic" in chart.method
    short = SHARES.assign(cape_days=[7, 1], suez_days=[7, 1])
    cape, suez = (7 * 60 + 80) / 8, (7 * 40 + 20) / 8
    said = f"{100 * cape / (cape + suez):.0f} % of the two routes"
    assert said == "62 % of the two routes"
    assert said in transits.share(short, NO_EVENTS, WINDOW, None).title
    without = transits.share(
        SHARES.assign(baseline_cape_share_pct=float("nan")), NO_EVENTS, WINDOW, None
    )
    assert without.title == "Two weeks to 14 January 2024: 70 % of the two routes go by the Cape"
    assert "another baseline" in without.note


DAY = pd.Timestamp("2024-01-04")
CLASSES = frame(
    "chokepoint vessel_class week days transits_per_day index_pct",
    (BAB, "container", "2024-01-01", 7, 5.0, 25.0),
    (BAB, "tanker", "2024-01-01", 7, 10.0, 110.0),
    (CAPE, "container", "2024-01-01", 7, 9.0, 450.0),
    (SUEZ, "container", "2024-01-01", 7, 9.0, 45.0),
)


def test_classes_have_a_panel_each_and_their_own_scale() -> None:
    happened = BOMBED.assign(date=BOMBED["date"].replace(BOMBED["date"][1], DAY))
    chart = transit_classes.by_class(CLASSES, happened, WINDOW)
    figure = drawn(chart)
    assert [(trace.name, trace.yaxis, trace.y[0]) for trace in figure.data[:4]] == [
        ("Bab el-Mandeb", "y", 25), ("Suez", "y", 45), ("Cape", "y", 450),
        ("Bab el-Mandeb", "y2", 110),
    ]  # fmt: skip
    assert figure.layout.yaxis.range[1] == pytest.approx(472.5)
    assert figure.layout.yaxis2.range[1] == pytest.approx(115.5)
    assert chart.title == (
        "Week to 7 January 2024, Bab el-Mandeb: container 75 % below its baseline, tanker 10 %"
        " above its baseline"
    )
    assert say.CONTAINERS in chart.note
    assert reader_of(chart).text == (
        "<b>Week of 1 January 2024</b><br>Bab el-Mandeb / Suez / Cape, % of baseline"
        "<br>Container: 25 / 45 / 450<br>Tanker: 110 / – / –<br><b>Bombed</b>, 4 Jan 2024",
    )
    assert (reader_of(chart).yaxis, list(figure.layout.yaxis9.domain)) == ("y9", [0, 1])
    assert (figure.layout.hovermode, figure.layout.hoversubplots) == ("x unified", "axis")
    assert figure.data[-1].hoverinfo == "skip"  # the week reads its events
    tankers = CLASSES[CLASSES["vessel_class"] == "tanker"]
    one = transit_classes.by_class(tankers, NO_EVENTS, WINDOW)
    assert one.title == "Week to 7 January 2024: tanker 10 % above its baseline at Bab el-Mandeb"
    assert say.CONTAINERS not in one.note
    none = transit_classes.by_class(CLASSES.assign(index_pct=float("nan")), NO_EVENTS, WINDOW)
    assert none.figure is None


MONTHS = frame(
    "metric lane month value",
    ("schedule_reliability_pct", "global", "2024-01-01", 60.0),
    ("schedule_reliability_pct", "global", "2024-02-01", 50.0),
    ("schedule_reliability_pct", "global", "2024-07-01", 55.0),
    ("on_time_performance_pct", "global", "2024-01-01", 40.0),
    ("on_time_performance_pct", "Asia-North Europe", "2024-01-01", 30.0),
    ("avg_delay_days_late_arrivals_kn", "global", "2024-01-01", 4.1),
)


def test_delays_keep_publishers_apart_and_gaps_open() -> None:
    chart = delays.on_time(MONTHS, NO_EVENTS)
    assert chart.title == (
        "Ships on time: 60 % in January 2024, low of 50 % in February 2024, 55 % in July 2024, the"
        " highest since January 2024 (Sea-Intelligence)"
    )
    sea, nagel, lane, reader = drawn(chart).data
    assert reader.text[:2] == (
        "<b>January 2024</b><br>Sea-Intelligence 60 %<br>Kuehne+Nagel 40 %<br>K+N Asia–N Europe"
        " 30 %",
        "<b>February 2024</b><br>Sea-Intelligence 50 %",
    )
    assert list(sea.y) == [60, 50, None, 55]  # five months apart
    assert (list(nagel.y), list(lane.y)) == ([40], [30])
    assert len(chart.rows) == 5
    late = delays.late(MONTHS, NO_EVENTS)
    assert late.title == (
        "Mean delay of ships that came late: 4.1 days in January 2024 (Kuehne+Nagel)"
    )
    assert "Sea-Intelligence" not in late.method
    rising = MONTHS.iloc[1:3]
    assert delays.on_time(rising, NO_EVENTS).title == (
        "Ships on time: 50 % in February 2024, 55 % in July 2024 (Sea-Intelligence)"
    )


def test_a_last_month_that_is_the_worst_of_many_is_called_so() -> None:
    falling = frame(
        "metric lane month value",
        *(
            ("schedule_reliability_pct", "global", f"2024-{n:02}-01", 70.0 - n)
            for n in range(1, 13)
        ),
        ("schedule_reliability_pct", "global", "2025-01-01", 57.0),
    )
    assert delays.on_time(falling, NO_EVENTS).title == (
        "Ships on time: 69 % in January 2024, 57 % in January 2025, the lowest of the period"
        " (Sea-Intelligence)"
    )
    assert "lowest" not in delays.on_time(falling.iloc[7:], NO_EVENTS).title
    late = falling.assign(metric="avg_delay_days_late_arrivals", value=-falling["value"])
    assert delays.late(late, NO_EVENTS).title.endswith(
        "the highest of the period (Sea-Intelligence)"
    )


def test_punctuality_of_the_bundled_data(bundled: Bundled) -> None:
    months = bundled("charts/delays_by_month", start="2023-10-07")
    assert delays.on_time(months, NO_EVENTS).title == (
        "Ships on time: 64.4 % in October 2023, 49.9 % in August 2026, the lowest of the period"
        " (Sea-Intelligence)"
    )
    assert delays.late(months, NO_EVENTS).title == (
        "Mean delay of ships that came late: 4.9 days in October 2023, 6.81 days in August 2026,"
        " the highest of the period (Sea-Intelligence)"
    )


ACTIONS = frame(
    "carrier segment date action is_plan state_until in_period checked_until last_announced"
    " is_second_hand scope note publishers",
    ("Line", "container", "2023-12-15", "paused", False, "2024-01-05", False, "2024-03-04",
     "2024-01-05", False, "all", None, None),
    ("Line", "container", "2023-12-20", "cargo stop", False, None, True, "2024-03-04",
     "2024-01-05", True, "B", "n", "P"),
    ("Line", "container", "2024-01-05", "diverted", False, "2024-03-04", True, "2024-03-04",
     "2024-01-05", False, "all", None, "P"),
    ("Tank", "tanker", "2024-02-01", "partial return", False, "2024-03-04", True, "2024-03-04",
     "2024-02-01", False, "some", None, "P"),
)  # fmt: skip
START = pd.Timestamp("2023-12-18")


def test_strips_draw_states_from_the_period_on_and_marks_within_it() -> None:
    chart = carriers.strips(ACTIONS, NO_EVENTS, START)
    figure = drawn(chart)
    traces = {trace.name: trace for trace in figure.data}
    assert set(traces) == {
        "state: paused", "state: diverted", "state: partial return",
        "diverted", "partial return", "cargo stop",
    }  # fmt: skip
    assert list(traces["state: paused"].x)[:2] == [START, pd.Timestamp("2024-01-05")]
    # A segment and its carriers, those last heard of first.
    assert figure.layout.yaxis.ticktext == ("<b>Tanker</b>", "Tank", "<b>Container</b>", "Line")
    assert list(traces["partial return"].y) == [1]
    assert traces["cargo stop"].text == (
        "<b>Line: cargo stop</b><br>20 December 2023<br>B<br>(n)<br><i>P</i>",
    )
    assert [(a.y, a.text) for a in figure.layout.annotations] == [
        (0, "<b>Last news</b>"), (1, "1 Feb 2024"), (3, "5 Jan 2024"),
    ]  # fmt: skip
    assert list(figure.layout.yaxis.range) == [3.6, -1.6]
    assert chart.title == "1 of 2 carriers is back, at least in part; 1 is staying away"
    assert "checked until 4 March 2024, where the bars end" in chart.method
    assert "Known at second hand alone: 1 of 3." in chart.method
    assert "3 announcements as marks" in chart.alt


@pytest.mark.parametrize("carriers_drawn", [1, 2, 23])
def test_the_ticks_of_events_stand_above_the_first_carrier(carriers_drawn: int) -> None:
    rows = pd.concat([ACTIONS.iloc[2:3].assign(carrier=f"Line {n}") for n in range(carriers_drawn)])
    many = pd.concat([BOMBED.iloc[1:]] * (overlay.CROWD + 1))
    figure = drawn(carriers.strips(rows, many, START))
    feet = [y for y in figure.data[-1].y if y not in (None, 1)]
    bottom, top = figure.layout.yaxis.range
    rows_up = bottom - min(feet) * (bottom - top)  # feet are shares of the plot's height
    assert min(feet) > 0
    assert rows_up < -0.5


def test_titles_of_few_announcements() -> None:
    only = carriers.strips(ACTIONS.iloc[2:3], NO_EVENTS, START)
    assert only.title == "Line is not back: it is staying away"
    assert "silent" not in only.method
    stop = carriers.strips(ACTIONS.iloc[1:2], NO_EVENTS, START)
    assert stop.title == (
        "1 carrier refused bookings for named ports; no other announcement in the period"
    )
    assert "Bars end with the period." in stop.method
    assert drawn(stop).layout.xaxis.range[1] == pd.Timestamp("2023-12-26")
    away = pd.concat([ACTIONS.iloc[2:3], ACTIONS.iloc[3:].assign(action="paused")])
    assert carriers.strips(away, NO_EVENTS, START).title == "No carrier is back: 2 stay away"
    both = away.assign(action="resumed")
    assert carriers.strips(both, NO_EVENTS, START).title == (
        "All 2 carriers are back, at least in part"
    )


def test_a_suspended_return_is_not_said_of_the_whole_carrier() -> None:
    rows = pd.concat([ACTIONS.iloc[2:3], ACTIONS.iloc[3:].assign(action="suspended again")])
    chart = carriers.strips(rows, NO_EVENTS, START)
    assert chart.title == "No carrier is back: 1 returned and stopped again, 1 is staying away"
    assert "may concern named services only" in chart.method


def test_a_planned_return_is_no_return() -> None:
    plan = ACTIONS.iloc[3:].assign(
        carrier="Line", date=pd.Timestamp("2024-02-01"), is_plan=True, state_until=pd.NaT
    )
    chart = carriers.strips(pd.concat([ACTIONS.iloc[2:], plan]), NO_EVENTS, START)
    traces = {trace.name: trace for trace in drawn(chart).data}
    assert set(traces) == {
        "state: diverted", "state: partial return", "diverted", "partial return", "planned return",
    }  # fmt: skip
    assert traces["planned return"].text[0].startswith("<b>Line: planned return</b>")
    assert chart.title == "1 of 2 carriers is back, at least in part; 1 is planning to return"
    # A carrier that is back and plans more is back.
    more = plan.assign(carrier="Tank", date=pd.Timestamp("2024-02-02"))
    back = carriers.strips(pd.concat([ACTIONS.iloc[3:], more]), NO_EVENTS, START)
    assert back.title == "Tank is back, at least in part"
    alone = carriers.strips(plan, NO_EVENTS, START)
    assert alone.title == "Line is not back by 1 February 2024: it is planning to return"
    assert "Bars end with the period." in alone.method


def test_carriers_long_silent_are_counted() -> None:
    until = pd.Timestamp("2024-07-03")  # 180 days after 5 January, 153 after 1 February
    rows = ACTIONS.assign(
        state_until=ACTIONS["state_until"].replace(ACTIONS["state_until"][2], until)
    )
    chart = carriers.strips(rows, NO_EVENTS, START)
    assert chart.title == (
        "1 of 2 carriers is back, at least in part; 1 is silent since January 2024"
    )
    assert "last announcement lies 180 days or more before the bars end" in chart.method
    alone = carriers.strips(rows.iloc[2:3], NO_EVENTS, START)
    assert alone.title == "Line is not back: it is silent since January 2024"
    stopped = rows.assign(last_announced=pd.Timestamp("2024-01-06"))  # by a cargo stop
    assert "silent" not in carriers.strips(stopped, NO_EVENTS, START).title


def test_a_bar_is_pale_from_180_days_of_silence_on() -> None:
    until = pd.Timestamp("2024-12-31")
    rows = ACTIONS.iloc[1:3].assign(state_until=[pd.NaT, until])

    def bars(given: pd.DataFrame) -> dict[str, list[Any]]:
        traces = drawn(carriers.strips(given, NO_EVENTS, START)).data
        return {t.name: [t.opacity, *t.x[:2]] for t in traces if t.name.startswith("state")}

    said, pale = pd.Timestamp("2024-01-05"), pd.Timestamp("2024-07-03")
    assert bars(rows) == {
        "state: diverted": [carriers.TOLD, said, pale],
        "state: diverted, then silent": [carriers.FADED, pale, until],
    }
    # A cargo stop within the bar is news; a day after the bar is none.
    heard = rows.assign(date=[pd.Timestamp("2024-03-05"), said])
    assert bars(heard)["state: diverted"][2] == pd.Timestamp("2024-09-01")
    later = rows.assign(date=[until, said])
    assert bars(later)["state: diverted"][2] == pale
    # Silent before the period begins, it is pale from there on.
    late = drawn(carriers.strips(rows, NO_EVENTS, pd.Timestamp("2024-10-01"))).data
    assert [t.name for t in late if t.name.startswith("state")] == ["state: diverted, then silent"]


def test_carriers_of_the_bundled_data(bundled: Bundled) -> None:
    def title(**chosen: str) -> str:
        rows = bundled("charts/carrier_actions", **chosen)
        return carriers.strips(rows, NO_EVENTS, pd.Timestamp("2023-10-07")).title

    assert title() == (
        "6 of 23 carriers are back, at least in part; 3 plan to return, 13 are silent since January"
        " 2024, 1 is staying away"
    )
    assert title(end="2026-03-04") == (
        "No carrier is back by 4 March 2026: 4 returned and stopped again, 19 are silent since"
        " January 2024"
    )
    assert title(end="2026-01-20") == (  # of CMA CGM three services, INDAMEX runs by Suez
        "2 of 23 carriers are back by 20 January 2026, at least in part; 1 returned and stopped"
        " again, 19 are silent since January 2024, 1 is staying away"
    )


LANES = frame(
    "origin destination origin_longitude origin_latitude destination_longitude"
    " destination_latitude published_suez_low_nm published_suez_high_nm published_cape_low_nm"
    " published_cape_high_nm published_days_suez_low published_days_suez_high"
    " published_days_cape_low published_days_cape_high published_suez_nm_weak_share"
    " published_cape_nm_weak_share published_days_suez_weak_share published_days_cape_weak_share"
    " suez_nm cape_nm",
    ("A", "B", 100.0, 1.0, 5.0, 50.0, 9600.0, 9700.0, None, None, 27.0, 27.0, None, None, 0.0,
     None, 0.0, None, 9600.0, 13440.0),
    ("C", "D", 50.0, 1.0, 5.0, 50.0, *[None] * 12, 5000.0, 9000.0),
)  # fmt: skip
POINTS = {
    ("A", "B"): {
        "suez": [(100.0, 1.0), (32.0, 30.0), (5.0, 50.0)],
        "cape": [(100.0, 1.0), (18.0, -35.0), (5.0, 50.0)],
    },
    ("C", "D"): {
        "suez": [(50.0, 1.0), (32.0, 30.0), (5.0, 50.0)],
        "cape": [(50.0, 1.0), (18.0, -35.0), (5.0, 50.0)],
    },
}


def test_map_of_a_lane() -> None:
    chart = route_map.ways(LANES, POINTS, "http://here", False, ("A", "B"), 16.0, "Two are not.")
    assert chart.title == (
        "A to B: the Cape is 3,840 nautical miles longer, 40 %, or 10.0 days at 16 knots"
    )
    other_suez, _, suez, cape, at_suez, at_cape, ports = drawn(chart).data
    assert list(other_suez.lon) == [50, 32, 5, None]
    assert other_suez.text[0] == "C to D via Suez: 5,000 nm"
    assert suez.text == (
        "<b>A to B via Suez</b><br>9,600 nm, 25.0 days at 16 knots<br>"
        "Published: 9,600 to 9,700 nm, 27 days"
    )
    assert "13,440 nm, 35.0 days" in cape.text
    assert "No distance or days published" in cape.text
    assert (list(at_suez.lon), list(at_cape.lat)) == ([32 - 15], [-35 - 1])
    assert at_cape.text[0] == "\u00a0<br>" * 3 + (
        "round\u00a0the\u00a0Cape<br>13,440\u00a0nm<br>35.0\u00a0days"
    )
    assert at_suez.text[0] == "via\u00a0Suez<br>9,600\u00a0nm<br>25.0\u00a0days"
    assert list(ports.text) == ["A", "B"]
    assert chart.method.endswith("Two are not.")
    assert "A to B 9,600 and 13,440" in chart.alt


@pytest.mark.parametrize("chosen", [("A", "B"), ("C", "D"), None])
def test_the_map_of_a_telephone_opens_on_both_ends(chosen: tuple[str, str] | None) -> None:
    view = drawn(route_map.ways(LANES, POINTS, "", False, chosen, 16.0)).layout.map
    degrees = 300 / (512 * 2**view.zoom / 360)
    strong = [chosen] if chosen else list(POINTS)
    for lane in strong:
        for lon, _ in [*POINTS[lane]["suez"], *POINTS[lane]["cape"]]:
            assert abs(lon - view.center.lon) < degrees / 2
    # A wide page shows the world once. From 360 degrees on MapLibre hangs.
    assert 350 < view.bounds.east - view.bounds.west < 360
    assert view.bounds.east + view.bounds.west == pytest.approx(2 * view.center.lon)


def test_figures_of_weak_sources_are_marked_on_the_map() -> None:
    def hovers(rows: pd.DataFrame) -> tuple[str, str, str]:
        chart = route_map.ways(rows, POINTS, "http://here", False, ("A", "B"), 16.0)
        _, _, suez, cape, *_ = drawn(chart).data
        return suez.text, cape.text, chart.method

    weak = LANES.assign(
        published_days_cape_low=43.0, published_days_cape_high=43.0,
        published_days_cape_weak_share=1.0, published_suez_nm_weak_share=0.5,
    )  # fmt: skip
    suez, cape, note = hovers(weak)
    assert "Published: 9,600 to 9,700 nm (in part weak source), 27 days" in suez
    assert "Published: 43 days (weak source)" in cape
    assert "“Weak source” marks" in note
    suez, cape, note = hovers(LANES)
    assert "weak" not in f"{suez} {cape} {note}".lower()


def test_map_of_all_lanes() -> None:
    chart = route_map.ways(LANES, POINTS, "http://here", True, None, 16.0)
    assert chart.title == "The Cape makes these lanes 3,840 to 4,000 nautical miles longer"
    suez, _, ports = drawn(chart).data
    assert list(suez.lon).count(None) == 2
    assert list(ports.text) == ["A", "B", "C", "D"]
    one = route_map.ways(LANES.head(1), POINTS, "http://here", True, None, 16.0)
    assert one.title == "The Cape makes the lane 3,840 nautical miles longer"
    assert route_map.ways(LANES.head(0), {}, "", False, None, 16.0).figure is None


WINDOWS = frame(
    "period_start period_end chokepoint vessel_class published_per_day our_per_day our_weeks"
    " difference_pct",
    ("2022-01-01", "2023-10-06", BAB, "total", 70.77, 69.99, 92, -1.1001),
    ("2022-01-01", "2023-10-06", BAB, "tanker", 23.91, 23.73, 92, -0.75),
    ("2023-11-17", "2024-04-08", CAPE, "total", 50.0, 52.0, 20, 4.0),
    ("2023-11-17", "2024-04-08", SUEZ, "total", 50.0, None, 0, None),
)


def test_same_data() -> None:
    rows = WINDOWS.assign(publisher="World Bank Data Lab, Monitoring (from IMF PortWatch)")
    chart = crosschecks.same_data(rows)
    assert chart.title == (
        "Our means lie within 1.2 % of those that others made of the same data, January 2022 to"
        " October 2023; within 4.0 % in all 2 windows"
    )
    total, tanker, cape = drawn(chart).data
    assert (list(total.x), list(tanker.x), list(cape.x)) == ([-1.1001], [-0.75], [4.0])
    assert [trace.showlegend for trace in drawn(chart).data] == [True, False, True]
    (near,) = drawn(chart).layout.shapes
    assert (near.x0, near.x1) == (-1.5, 1.5)
    assert "the band is ±1.5 %" in chart.method
    assert "Monitoring 70.77 a day<br>Ours 69.99 a day in 92 weeks" in total.text[0]
    assert len(chart.rows) == 4
    one = crosschecks.same_data(rows.head(2))
    assert one.title == "Our means lie within 1.2 % of those that others made of the same data"


CANAL = counted(
    ("2023-01-01", "2023-01-31", "month", SUEZ, "total", 98.0, 100.0, 31, -2.0),
    ("2024-01-01", "2024-01-31", "month", SUEZ, "total", 36.0, 40.0, 31, -10.0),
    ("2024-02-01", "2024-02-29", "month", SUEZ, "total", 32.0, 40.0, 29, -20.0),
    ("2024-01-01", "2024-12-31", "other", SUEZ, "total", 30.0, 40.0, 366, -25.0),
    ("2024-01-01", "2024-01-31", "month", SUEZ, "tanker", 1.0, 40.0, 31, -99.0),
    ("2026-04-01", "2026-06-30", "other", SUEZ, "total", 39.0, 40.0, 91, -2.5),
    ("2026-08-01", "2026-08-31", "month", SUEZ, "total", 42.0, 40.0, 31, 5.0),
)
LLOYDS = counted(
    ("2026-08-01", "2026-08-31", "month", SUEZ, "total", 60.0, 40.0, 31, 50.0), by="Lloyd's List"
)


def test_official_counts_are_never_averaged_over_a_change() -> None:
    chart = crosschecks.official(pd.concat([CANAL, LLOYDS], ignore_index=True))
    mean = 100 * ((36 * 31 + 32 * 29) / (40 * 60) - 1)
    assert chart.title == (
        f"At Suez the official count runs 2.0 % below this record before 2024, {-mean:.1f} %"
        " below from January 2024 to February 2026 and 5.0 % above in August 2026"
    )
    assert list(drawn(chart).data[0].y) == [-2, -10, -20, -2.5, 5]
    assert len(drawn(chart).layout.shapes) == 2
    late = crosschecks.official(CANAL.iloc[1:2])
    assert late.title == (
        "At Suez the official count runs 10.0 % below this record from January 2024 to February"
        " 2026"
    )
    above = crosschecks.official(CANAL.head(1).assign(published_per_day=110.0))
    assert above.title == "At Suez the official count runs 10.0 % above this record before 2024"
    assert crosschecks.official(LLOYDS).figure is None


def test_every_published_count_stands_against_ours_by_publisher_and_time() -> None:
    rows = pd.concat([CANAL, LLOYDS], ignore_index=True)
    latest = latest_at(SUEZ, 5, "Suez Canal Authority", "2026-08-01", "2026-08-31")
    chart = transit_totals.published(rows, latest)
    assert chart.title == (
        "Latest counts of all ships by others, against ours: Suez +5 % (the canal authority in"
        " August 2026)"
    )
    figure = drawn(chart)
    assert [note.text for note in figure.layout.annotations] == [
        "<b>Suez, all ships</b>", "<b>Suez, tankers</b>",
        "Lloyd's List, since March 2026: +50 % (1)",
        "Suez Canal Authority, before 2024: −2 % (1)",
        "Suez Canal Authority, 2024 to Feb 2026: −25 to −10 % (3)",
        "Suez Canal Authority, since March 2026: −2 to +5 % (2)",
        "Suez Canal Authority, 2024 to Feb 2026: −99 % (1)",
    ]  # fmt: skip
    assert [list(t.x) for t in figure.data] == [
        [50], [-2], [-10, -20, -25], [-2.5, 5], [-99]
    ]  # fmt: skip
    heights = [t.y[0] for t in figure.data]
    assert heights == sorted(set(heights))
    assert list(figure.data[2].marker.symbol) == ["circle", "circle", "circle-open"]
    straddling = counted(
        ("2025-07-01", "2026-06-30", "other", SUEZ, "total", 30.0, 40.0, 365, -25.0)
    )
    assert transit_totals.published(straddling, {}).figure is None


def independent_weeks(*rows: tuple[Any, ...]) -> pd.DataFrame:
    more = [
        (str(day.date()), str((day + pd.Timedelta(days=6)).date()), "week", BAB, "container", 9.0,
         10.0, 7, -10.0)
        for day in pd.date_range("2024-01-09", periods=7, freq="7D")
    ]  # fmt: skip
    return counted(*rows, *more, by="Asian Development Bank")


def test_independent_weeks() -> None:
    rows = independent_weeks(
        ("2023-12-19", "2023-12-25", "week", BAB, "container", 12.0, 10.0, 7, 20.0),
        ("2024-01-02", "2024-01-08", "week", BAB, "tanker", 5.0, None, 7, None),
    )
    few = counted(("2026-09-14", "2026-09-20", "week", BAB, "total", 9.0, 5.0, 7, 80.0), by="L")
    chart = crosschecks.independent(pd.concat([few, rows], ignore_index=True))
    assert chart.title == (
        "The Asian Development Bank at Bab el-Mandeb against ours: before 2024 container +20 %;"
        " from January 2024 to February 2026 container −10 %"
    )
    names = [(trace.name, trace.xaxis, list(trace.y)) for trace in drawn(chart).data]
    assert names == [
        ("this record", "x", [10] * 8),
        ("independent count", "x", [12, *[9] * 7]),
        ("this record", "x2", []),
        ("independent count", "x2", [5]),
    ]
    alone = crosschecks.independent(rows.assign(our_per_day=float("nan")))
    assert alone.title == (
        "The Asian Development Bank at Bab el-Mandeb; this record has no such weeks"
    )
    assert crosschecks.independent(few).figure is None


@pytest.fixture
def bundled(bundled_store: Path) -> Bundled:
    """Return a function that runs a named query on the bundled data."""
    return partial(queries.run, store.reader(bundled_store).cursor())


def every_chart(
    ask: Bundled,
    chosen: dict[str, Any],
    places: list[str] | None = None,
    classes: list[str] | None = None,
    segments: list[str] | None = None,
) -> list[Chart]:
    """Return each chart that the filters change."""
    happenings = ask("lists/events", importance=3)
    of = {"chokepoints": places, "vessel_classes": classes}
    weekly, volume = (
        ask("charts/transits_by_week", chosen, **of),
        ask("charts/transits_volume_by_week", chosen, **of),
    )
    counts = ask("charts/crosscheck_by_days", chosen, chokepoints=places)
    counts = counts[counts["vessel_class"] == (classes or ["total"])[0]] if len(counts) else counts
    latest = {r["chokepoint"]: r for r in ask("facts/transits_latest_count").to_dict("records")}
    share = ask("charts/cape_share_by_week", chosen, vessel_classes=classes)
    by_class = ask("charts/transits_by_class", chosen, **of)
    months = ask("charts/delays_by_month", chosen)
    actions = ask("charts/carrier_actions", chosen, segments=segments)
    start = pd.Timestamp(chosen.get("start") or "2023-10-07")
    return [
        transits.weekly(weekly, happenings, WINDOW, classes, True, counts, latest),
        transits.volume(volume, happenings, WINDOW, classes, latest=latest),
        transits.share(share, happenings, WINDOW, classes, latest),
        transit_classes.by_class(by_class, happenings, WINDOW, latest),
        delays.on_time(months, happenings),
        delays.late(months, happenings),
        carriers.strips(actions, happenings, start),
    ]


@pytest.mark.parametrize(
    "chosen",
    [
        [{}],
        [{"start": "2023-12-01", "end": "2024-02-10"}],
        [{"start": "2024-01-01", "end": "2024-12-31", "baseline_start": "2022-01-01",
         "baseline_end": "2023-10-06"}],
        [{}, ["Strait of Hormuz"], ["roro"], ["tanker"]],
        [{"start": "2024-01-01", "end": "2024-01-18"}, None, ["container"]],
    ],
)  # fmt: skip
def test_charts_of_the_bundled_data(bundled: Bundled, chosen: list[Any]) -> None:
    charts = every_chart(bundled, *chosen)
    assert len({chart.key for chart in charts}) == len(charts)
    for chart in charts:
        assert chart.figure is not None, chart.key
        drawn(chart)
        assert chart.alt.endswith(".")
        assert "nan" not in f"{chart.title} {chart.alt} {chart.note}".lower(), chart.key
        assert "source_ids" in chart.rows


def test_checks_of_the_bundled_data(bundled: Bundled) -> None:
    counts = bundled("charts/crosscheck_by_days")
    rows = bundled("facts/transits_latest_count").to_dict("records")
    latest = {row["chokepoint"]: row for row in rows}
    charts = [
        transit_totals.published(counts, latest),
        crosschecks.official(counts),
        crosschecks.independent(counts),
        crosschecks.same_data(bundled("charts/crosscheck_same_data")),
    ]
    assert [chart.title for chart in charts] == [
        "Latest counts of all ships by others, against ours: Bab el-Mandeb +53 % (Lloyd's List from"
        " 14 to 27 September 2026), Suez +5 % (the canal authority in August 2026)",
        "At Suez the official count runs 1.9 % below this record before 2024, 8.9 % below from"
        " January 2024 to February 2026 and 5.2 % above in August 2026",
        "The Asian Development Bank at Bab el-Mandeb against ours: before 2024 container −3 %, dry"
        " bulk −1 % and tanker 0 %; from January 2024 to February 2026 container −4 %, dry bulk"
        " −3 % and tanker 0 %",
        "Our means lie within 1.3 % of those that others made of the same data, January 2022 to"
        " October 2023; within 8.4 % in all 5 windows",
    ]
    for chart in charts:
        drawn(chart)


@pytest.mark.parametrize(
    "chosen",
    [
        [{"start": "2010-01-01", "end": "2010-12-31"}],
        [{"start": "2024-02-01", "end": "2024-01-01"}],
        [{}, [], [], []],
    ],
)
def test_charts_without_rows_draw_nothing(bundled: Bundled, chosen: list[Any]) -> None:
    for chart in every_chart(bundled, *chosen):
        if not chosen[0] and chart.key.startswith("delays"):
            continue  # not filtered by any of these
        assert chart.figure is None, chart.key
        assert chart.title
        assert chart.absence
    for check in (crosschecks.official, crosschecks.independent):
        assert check(CANAL.head(0)).figure is None
    assert transit_totals.published(CANAL.head(0), {}).figure is None
    assert crosschecks.same_data(WINDOWS.head(0)).figure is None


def test_actions_and_chokepoints_have_their_looks(bundled: Bundled) -> None:
    assert set(bundled("charts/carrier_actions")["action"]) <= set(carriers.ACTIONS)
    weekly = bundled("charts/transits_by_class")
    assert set(weekly["chokepoint"]) == set(say.SHORT) == set(theme.CHOKEPOINT_COLOURS)
    assert set(weekly["vessel_class"]) == set(transit_classes.CLASSES)
    months = bundled("charts/delays_by_month")
    keys = set(zip(months["metric"], months["lane"], strict=True))
    assert keys == set(delays.ON_TIME) | set(delays.LATE)
