"""The charts of the ports: what is drawn for a few rows, and that titles and notes are true."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard import queries, store
from dashboard.kit.charts import import_words, theme
from dashboard.kit.charts.base import Chart
from dashboard.topics.hodeidah.charts import (
    import_ais,
    import_change,
    import_years,
    imports,
    port_capacity,
    port_lines,
    port_share,
    port_statements,
    port_strikes,
)
from tests.given import drawn

RED, SOUTH = import_words.RED_SEA, import_words.SOUTHERN
DAYS = ("date", "period_start", "period_end", "date_of_statement", "first_day", "last_day")


def frame(columns: str, *rows: tuple[Any, ...]) -> pd.DataFrame:
    """Return rows as a query returns them: days as time stamps."""
    made = pd.DataFrame(rows, columns=columns.split()).assign(source_ids="s1")
    for column in set(DAYS) & set(made):
        made[column] = pd.to_datetime(made[column]).astype("datetime64[us]")
    return made


def stamp(day: str) -> pd.Timestamp:
    return pd.Timestamp(day)


def bars(*rows: tuple[str, str, str, float, float], revised: Sequence[int] = ()) -> pd.DataFrame:
    """Return rows of charts/port_imports_by_period: port, first, last day, t a month, error.

    ``revised`` are the numbers of the rows that stand before a revision.
    """
    full = [
        (
            port, "all", first, last, 2, 2 * tonnes, tonnes, 2 * error, error, "reported",
            number in revised,
        )
        for number, (port, first, last, tonnes, error) in enumerate(rows)
    ]  # fmt: skip
    return frame(
        "port commodity period_start period_end months tonnes tonnes_per_month max_error_t"
        " max_error_t_per_month basis is_before_revision",
        *full,
    )


def missing(*spans: tuple[str, str, str]) -> pd.DataFrame:
    """Return rows of lists/port_import_holes: port, first and last day."""
    return frame("port first_day last_day", *spans)


EVENT = "port_event_id date port event_type actor target killed injured effect note"
STRUCK = ("PE1", "2024-02-10", "Hodeidah", "air strike", "Israel", "tanks", 9, None, "Burnt", None)
CLOSED = ("PE2", "2024-02-10", "Ras Isa", "closure", None, "fuel", None, None, "No fuel", "note")
LATER = ("PE3", "2024-09-10", "Salif", "naval strike", "Israel", "port", None, None, "Hit", None)
HAPPENED = frame(EVENT, STRUCK, CLOSED, LATER)
NO_EVENTS = HAPPENED.head(0)
NO_HOLES = missing()
TWO = bars(
    (RED, "2024-01-01", "2024-01-31", 500_000, 500),
    (RED, "2024-02-01", "2024-03-31", 400_000, 500),
    (RED, "2024-05-01", "2024-05-31", 300_000, 500),
    (SOUTH, "2024-01-01", "2024-06-30", 100_000, 20_000),
)


def test_bars_are_as_wide_as_their_period_in_panels_of_one_scale() -> None:
    chart = imports.by_period(TWO, NO_EVENTS, NO_HOLES)
    red, south, error = drawn(chart).data
    assert list(red.x) == [
        stamp("2024-01-16 12:00"),
        stamp("2024-03-02"),
        stamp("2024-05-16 12:00"),
    ]
    day = 24 * 3600 * 1000
    assert (list(red.width), list(south.width)) == ([31 * day, 60 * day, 31 * day], [182 * day])
    assert (list(red.y), list(south.y)) == ([500_000, 400_000, 300_000], [100_000])
    assert (red.yaxis, south.yaxis) == (None, "y2") or (red.yaxis, south.yaxis) == ("y", "y2")
    assert (red.marker.color, south.marker.color) == tuple(theme.PORT_COLOURS.values())
    layout = drawn(chart).layout
    per_unit = [
        (axis.domain[1] - axis.domain[0]) / axis.range[1] for axis in (layout.yaxis, layout.yaxis2)
    ]
    assert per_unit[0] == pytest.approx(per_unit[1])
    assert layout.yaxis.domain[0] > layout.yaxis2.domain[1]
    # The error of 500 t cannot be seen at this scale, that of 20,000 t can.
    assert (error.yaxis, list(error.y), list(error.error_y.array)) == ("y2", [100_000], [20_000])
    assert red.text[0] == (
        "<b>Red Sea ports, January 2024</b><br>500,000 t a month, ± 500 t by rounding"
        "<br>1,000,000 t of fuel and food in 2 months<br>reported"
    )
    assert chart.title == (
        "Red Sea ports took 300,000 t a month of fuel and food in May 2024,"
        " the least of 3 periods shown"
    )
    assert "Southern ports took 100,000 t a month of fuel and food in January to June 2024." in (
        chart.alt
    )
    assert chart.method.endswith("have one scale.")
    # April 2024 has no bar, but only the holes given are holes of the record.
    assert "No bar" not in chart.note
    assert [a.text for a in layout.annotations if "k" in a.text[:8]] == [
        "<b>300k</b>",
        "<b>100k</b>",
    ]


@pytest.mark.parametrize(
    ("latest", "error", "end"),
    [
        (450_000, 0, "in May 2024"),
        (600_000, 0, "in May 2024, the most of 3 periods shown"),
        (501_000, 600, "in May 2024"),  # within the error of the highest
        (399_000, 600, "in May 2024"),  # within the error of the lowest
    ],
)
def test_an_extreme_is_said_only_beyond_the_error(latest: float, error: float, end: str) -> None:
    rows = bars(
        (RED, "2024-01-01", "2024-01-31", 500_000, 500),
        (RED, "2024-02-01", "2024-03-31", 400_000, 500),
        (RED, "2024-05-01", "2024-05-31", latest, error),
    )
    assert imports.by_period(rows, NO_EVENTS, NO_HOLES).title.endswith(end)


def test_holes_are_named_with_all_reasons_they_can_have() -> None:
    holes = missing(
        (SOUTH, "2024-07-15", "2024-12-31"),
        (RED, "2024-04-01", "2024-04-30"),
        (RED, "2024-06-01", "2024-06-30"),
    )
    assert (
        "No bar for the Red Sea ports in April 2024 and June 2024; no bar for the Southern ports in"
        " July to December 2024: not published, rounded too coarsely to subtract, doubted by the"
        " compilers, or published before or after a revision. What is published of these months"
        " stands in the list"
    ) in imports.by_period(TWO, NO_EVENTS, holes).method
    assert "No bar: no figure to use." in imports.by_period(TWO, NO_EVENTS, holes).note


def test_nothing_is_the_least_where_a_revision_came_later() -> None:
    rows = (
        (RED, "2024-11-01", "2024-12-31", 500_000, 500),
        (RED, "2025-01-01", "2025-03-31", 400_000, 500),
        (RED, "2025-04-01", "2025-10-31", 300_000, 500),
        (SOUTH, "2025-01-01", "2025-12-31", 100_000, 500),
    )
    chart = imports.by_period(bars(*rows, revised=(1, 2)), NO_EVENTS, NO_HOLES)
    assert chart.title == (
        "Red Sea ports took 300,000 t a month of fuel and food in April to October 2025"
    )
    assert (
        "Red Sea ports, 2025 up to October: a later total of that year is probably a revision, so"
        " these figures may no longer hold."
    ) in chart.method
    assert "Red Sea ports, 2025 up to October, may be revised." in chart.note
    certain = imports.by_period(bars(*rows), NO_EVENTS, NO_HOLES)
    assert certain.title.endswith(", the least of 3 periods shown")
    assert "revision, so" not in certain.method
    assert "revised" not in certain.note


def test_one_group_of_ports_is_one_panel() -> None:
    chart = imports.by_period(TWO[TWO["port"] == SOUTH], HAPPENED, NO_HOLES)
    assert chart.title == (
        "Southern ports took 100,000 t a month of fuel and food in January to June 2024"
    )
    assert drawn(chart).layout.xaxis.anchor == "y"


def test_strikes_are_lines_through_the_panels_and_dots_with_their_effect() -> None:
    chart = imports.by_period(TWO, HAPPENED, NO_HOLES)
    strikes, others = (t for t in drawn(chart).data if t.yaxis == "y3")
    assert (list(strikes.x), list(others.x)) == ([stamp("2024-02-10")], [stamp("2024-02-10")])
    assert strikes.text[0] == (
        "<b>10 February 2024</b><br><b>Hodeidah: air strike by Israel</b><br>Tanks. Burnt."
        "<br><i>9 killed, no number of injured reported</i>"
    )
    assert others.text[0] == (
        "<b>10 February 2024</b><br><b>Ras Isa: closure</b><br>Fuel. No fuel."
    )
    layout = drawn(chart).layout
    panels = [tuple(layout.yaxis.domain), tuple(layout.yaxis2.domain)]
    assert [(s.x0, s.y0, s.y1) for s in layout.shapes] == [
        (stamp("2024-02-10"), *panel) for panel in panels
    ]
    keys = [trace.name for trace in drawn(chart).data if trace.showlegend]
    assert keys == ["strikes on ports and airports", "other events at ports"]
    assert chart.method.endswith("Point at a dot to read the effect of a strike or another event.")
    only = imports.by_period(TWO, HAPPENED[HAPPENED["event_type"] == "closure"], NO_HOLES)
    assert [t.name for t in drawn(only).data if t.showlegend] == ["other events at ports"]
    assert not drawn(only).layout.shapes


@pytest.mark.parametrize(
    ("killed", "injured", "said"),
    [
        (None, None, "no toll reported for this place"),
        (0, 2, "0 killed, 2 injured"),
        (None, 2, "no number of killed reported, 2 injured"),
    ],
)
def test_a_missing_toll_is_not_nobody(killed: Any, injured: Any, said: str) -> None:
    assert port_lines.toll(killed, injured) == said


def totals(*rows: tuple[Any, ...]) -> pd.DataFrame:
    """Return rows of charts/port_imports_since_january: year, months, tonnes, marks, note."""
    full = [
        (
            RED, "all", year, months, str(pd.Period(f"{year}-{months:02}").end_time.date()),
            tonnes, 50_000.0, "d" in marks, "r" in marks, "b" in marks, note,
        )
        for year, months, tonnes, marks, note in rows
    ]  # fmt: skip
    columns = (
        "port commodity year months period_end tonnes error_t is_doubtful is_revised"
        " is_before_revision note"
    )
    return frame(columns, *full)


def test_years_break_at_holes_and_revisions_and_leave_doubts_out() -> None:
    rows = totals(
        (2023, 1, 900_000, "d", "doubtful: two numbers"),
        (2023, 3, 1_000_000, "", None),
        (2023, 7, 3_000_000, "", None),
        (2024, 2, 1_100_000, "", None),
        (2024, 3, 1_500_000, "b", None),
        (2024, 4, 2_500_000, "r", "a revision"),
    )
    chart = import_years.cumulative(rows, RED, 3_000_000)
    before, latest, doubtful = drawn(chart).data
    day = import_years._day
    march, july = stamp("2001-03-31"), stamp("2001-07-31")
    # March to July are four steps.
    assert list(before.x) == [day(1, 1), march, None, july]
    assert list(before.y) == [0, 1_000_000, None, 3_000_000]
    assert list(latest.y) == [0, 1_100_000, 1_500_000, None, 2_500_000]
    assert (list(doubtful.y), doubtful.marker.symbol) == ([900_000], "circle-open")
    assert doubtful.text[0].endswith("doubtful: two numbers")
    assert (before.line.width, latest.line.width) == (1.25, 3)
    assert (before.line.color, latest.line.color) == (theme.GREY, theme.PORT_COLOURS[RED])
    assert chart.title == (
        "Red Sea ports, January to April 2024: 2.5 Mt of fuel and food; no total of the same months"
        " of 2023"
    )
    assert "the line is broken" in chart.method
    assert "Red Sea ports, 2024 up to March: a later total of that year is probably" in chart.method
    assert chart.note == (
        "WFP’s totals since 1 January. Hollow: doubted by the compilers. Red Sea ports, 2024 up to"
        " March, may be revised."
    )
    labels = [a.text.split("</span> ")[1] for a in drawn(chart).layout.annotations]
    assert labels == ["<b>2024</b>", "2023"]


def test_years_compare_the_same_months_when_both_are_certain() -> None:
    rows = totals((2023, 3, 1_000_000, "", None), (2024, 3, 1_100_000, "", None))
    chart = import_years.cumulative(rows, RED, 0)
    assert chart.title == (
        "Red Sea ports, January to March 2024: 1.1 Mt of fuel and food,"
        " 10 % more than a year before"
    )
    assert chart.method.endswith("for comparison.")
    assert "Hollow" not in chart.note + import_years.cumulative(rows, SOUTH, 1).note
    doubted = totals((2023, 3, 1_000_000, "d", "no"), (2024, 3, 1_100_000, "", None))
    assert "; no total of the same" in import_years.cumulative(doubted, RED, 1).title
    none = totals((2023, 3, 1_000_000, "d", "no"))
    only = import_years.cumulative(none, RED, 1)
    assert only.title == "Red Sea ports: only totals that the compilers doubt"
    assert len(drawn(only).data) == 1


REVISED_AFTER = "2025-10-31"


def changes(*rows: tuple[Any, ...]) -> pd.DataFrame:
    """Return rows of charts/port_imports_year_on_year: port, last day, change, low, high, doubt."""
    full = [
        (
            port, "all", int(day[:4]), day, 900_000, 500.0, 1_000_000, 50_000.0, *percents, None,
            day == REVISED_AFTER,
        )
        for port, day, *percents in rows
    ]  # fmt: skip
    return frame(
        "port commodity year period_end tonnes error_t tonnes_year_before error_t_year_before"
        " change_pct change_low_pct change_high_pct is_doubtful note is_before_revision",
        *full,
    )


def test_change_joins_dots_of_one_year_and_shows_the_bounds() -> None:
    rows = changes(
        (RED, "2024-10-31", -5.0, -6.0, -4.5, False),
        (RED, "2024-12-31", -7.0, -7.0, -7.0, False),
        (RED, "2025-01-31", -15.31, -16.0, -14.74, False),
        (SOUTH, "2025-01-31", 80.0, 70.0, 90.0, True),
    )
    chart = import_change.year_on_year(rows, NO_EVENTS)
    line, doubtful = drawn(chart).data
    assert list(line.y) == [-5.0, -7.0, None, -15.31]
    assert list(line.error_y.array)[:2] == [0.5, 0.0]
    assert list(line.error_y.arrayminus)[:2] == [1.0, 0.0]
    assert doubtful.marker.symbol == "circle-open"
    assert (
        chart.title == "Red Sea ports, January 2025: 15 % less fuel and food than a year before"
        " (−16.0 to −14.7 %)"
    )
    assert (
        "Southern ports: every change here rests on a total that the compilers doubt" in chart.alt
    )
    assert "Hollow: a doubted total." in chart.note
    assert drawn(chart).layout.yaxis.range[1] > 90
    assert line.text[0] == (
        "<b>Red Sea ports, January to October 2024</b><br>5 % less than a year before"
        " (−6.0 to −4.5 %)<br>0.900 Mt against 1.0 Mt, January to October 2023"
    )


def test_a_change_from_a_total_before_a_revision_says_so() -> None:
    rows = changes(
        (RED, "2024-10-31", 0.2, 0.1, 0.3, False), (RED, REVISED_AFTER, -9.0, -9.0, -9.0, False)
    )
    chart = import_change.year_on_year(rows, NO_EVENTS)
    told = [text for text in drawn(chart).data[0].text if text]
    assert ["before a probable revision" in text for text in told] == [False, True]
    assert "is probably a revision, and the change may no longer hold." in chart.method
    assert "Some may be revised" in chart.note
    before = import_change.year_on_year(rows.head(1), NO_EVENTS)
    assert "may no longer hold" not in before.method
    assert "revised" not in before.note
    assert "as much fuel and food as a year before" in before.title


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(-16.04, -14.66, "−16.0 to −14.7 %"), (2.21, 2.24, "+2.2 %"), (-0.04, 0.04, "0.0 %")],
)
def test_bounds_in_words(low: float, high: float, said: str) -> None:
    assert import_words.bounds(low, high) == said


def ais(*rows: tuple[Any, ...]) -> pd.DataFrame:
    return frame(
        "port period_start period_end months all_t_per_month cargo_t_per_month tanker_t_per_month",
        *rows,
    )


def test_ais_stacks_ships_a_panel_a_port_with_hodeidah_first() -> None:
    chart = import_ais.by_period(
        ais(
            ("Aden", "2024-01-01", "2024-01-31", 1, 300, 200, 100),
            ("Hodeidah", "2024-01-01", "2024-01-31", 1, 2000, 1500, 500),
            ("Hodeidah", "2024-02-01", "2024-02-29", 1, 3000, None, 500),
        )
    )
    cargo, tanker, _, _ = drawn(chart).data
    assert (cargo.name, next(iter(cargo.y)), list(tanker.y)) == ("cargo ships", 1500, [500, 500])
    assert drawn(chart).layout.barmode == "stack"
    heads = [a.text for a in drawn(chart).layout.annotations if "<b>" in a.text]
    assert [h.split("</b>")[0] for h in heads] == ["<b>Hodeidah", "<b>Aden"]
    assert chart.title == (
        "AIS estimate: Hodeidah 3,000 t a month, February 2024, 50 % more than in January 2024"
    )
    assert {cargo.marker.color, tanker.marker.color}.isdisjoint(theme.PORT_COLOURS.values())
    assert "Never set beside WFP" in chart.note


STRIKE = (
    "port_event_id date port is_red_sea_port event_type actor target killed injured effect note"
    " latitude longitude"
)
PLACES = {"Hodeidah": (14.8, 43.0), "Mukalla": (14.5, 49.1), "Sana'a airport": (None, None)}


def strikes(*rows: tuple[str, str, Any, Any]) -> pd.DataFrame:
    """Return rows of charts/port_strikes: day, place, actor, killed."""
    return frame(
        STRIKE,
        *(
            (f"PE{n}", day, place, True, "air strike", actor, "port", killed, None, "Hit", None)
            + PLACES[place]
            for n, (day, place, actor, killed) in enumerate(rows)
        ),
    )


THREE = strikes(
    ("2024-07-20", "Hodeidah", "Israel", 9),
    ("2024-09-29", "Hodeidah", None, None),
    ("2024-12-26", "Sana'a airport", "Israel", 3),
)


def test_strikes_by_place_and_day_are_hollow_without_a_toll() -> None:
    chart = port_strikes.by_place_and_day(THREE, stamp("2024-08-01"))
    israel, other = drawn(chart).data
    assert (list(israel.y), list(other.y)) == ([0, 1], [0])
    assert list(drawn(chart).layout.yaxis.ticktext) == ["Hodeidah 2", "Sana'a airport 1"]
    assert list(other.marker.symbol) == ["circle-open"]
    assert israel.marker.size[0] > israel.marker.size[1] > other.marker.size[0]
    assert chart.title == "3 strikes on Hodeidah and Sana'a airport; at least 12 killed"
    assert "Strikes before 1 August 2024 were not searched for" in chart.method
    assert "were not searched for" not in port_strikes.by_place_and_day(THREE, None).method
    known = port_strikes.by_place_and_day(THREE[THREE["killed"].notna()], stamp("2024-07-20"))
    assert known.title == "2 strikes on Hodeidah and Sana'a airport; 12 killed"
    assert "were not searched for" not in known.method
    unknown = port_strikes.by_place_and_day(THREE[THREE["killed"].isna()])
    assert unknown.title == "1 strike on Hodeidah; no number of deaths reported"


def test_map_draws_places_with_a_position_and_names_the_others() -> None:
    chart = port_strikes.strike_map(THREE, "http://x")
    marks, names = drawn(chart).data
    assert (list(marks.lon), list(marks.lat), list(names.text)) == (
        [43.0], [14.8], ["\u2002Hodeidah: 2"],
    )  # fmt: skip
    assert marks.text[0] == (
        "<b>Hodeidah: 2 strikes, last on 29 September 2024</b>"
        "<br>2024-09-29, ? killed, ? injured, actor not named: port"
        "<br>2024-07-20, 9 killed, ? injured, Israel: port"
    )
    missing = "Not drawn, because no table gives the position: Sana'a airport (1 strike)."
    assert chart.method.endswith(missing)
    assert chart.alt.endswith(missing)
    assert chart.title == "Hodeidah: 2 strikes on record, last on 29 September 2024"
    assert "Outside the first view" not in chart.note
    far = strikes(("2024-07-20", "Hodeidah", None, 1), ("2024-07-21", "Mukalla", None, 1))
    tie = port_strikes.strike_map(far, "http://x")
    assert tie.title == "Hodeidah and Mukalla: 1 strike on record each, last on 21 July 2024"
    assert "Outside the first view: Mukalla" in tie.note
    only = port_strikes.strike_map(far[far["port"] == "Mukalla"], "http://x")
    assert drawn(only).layout.map.center.lon == 49.1
    nowhere = port_strikes.strike_map(THREE[THREE["latitude"].isna()], "http://x")
    assert nowhere.figure is None
    assert "Sana'a airport (1 strike)" in nowhere.empty


CAPACITY = "measure place state amount date statement note publishers items"


def capacity(
    measure: str, state: str, amount: float, day: str, statement: str, publisher: str = "N",
    place: str = "Hodeidah", items: str | None = None,
) -> tuple[Any, ...]:  # fmt: skip
    """Return a row of charts/port_capacity."""
    return measure, place, state, float(amount), day, statement, None, publisher, items


def test_capacity_is_to_scale_within_a_measure_and_names_conflicts() -> None:
    chart = port_capacity.statements(
        frame(
            CAPACITY,
            capacity("Berths", "lost", 6, "2025-05-25", "Destroyed", "Port", items="1|2|5|6|7|8"),
            capacity("Berths", "left", 3, "2025-06-18", "Usable", "WFP", items="2|3|4"),
            capacity("Fuel storage, tonnes", "left", 50, "2024-07-20", "Left"),
            capacity("Fuel storage, tonnes", "before", 150, "2024-07-20", "Before"),
            capacity("Ships", "stated", 7, "2018-07-20", "Stated"),
        )
    )
    traces = {trace.name: trace for trace in drawn(chart).data}
    assert {name: list(t.x) for name, t in traces.items()} == {
        "before": [1.0], "left after": [1 / 3, 0.5], "lost": [1.0],
    }  # fmt: skip
    assert traces["lost"].marker.pattern.shape == "/"
    # Downwards: fuel before, fuel left, berths left, berths lost.
    heights = [traces["before"].y[0], *traces["left after"].y, traces["lost"].y[0]]
    assert heights == sorted(heights)
    assert chart.title == "As stated, fuel storage from 150 to 50 tonnes"
    assert list(chart.rows["state"]) == ["before", "left", "left", "lost"]
    assert chart.note.endswith("Lost and left are more than there were.")
    assert chart.method.endswith(
        "Lost and left are more than there were: berths: 6 lost (Port, 25 May 2025: Destroyed) and"
        " 3 left (WFP, 18 June 2025: Usable), of 8 named. What was repaired between the two days"
        " may be counted in both."
    )
    alone = port_capacity.statements(
        frame(CAPACITY, capacity("Tugs", "lost", 5, "2025-01-21", "Sunk", "UN"))
    )
    assert alone.title == "What is stated of the ports’ capacity"
    assert "more than there were" not in alone.note


def test_capacity_of_different_places_is_not_set_against_each_other() -> None:
    fuel, harbour, day = "Fuel storage, tonnes", "Harbour capacity, % of normal", "2024-07-20"
    chart = port_capacity.statements(
        frame(
            CAPACITY,
            capacity(fuel, "before", 150, day, "Tanks at Hodeidah"),
            capacity(fuel, "left", 50, day, "What is left", place="Ras Isa"),
            capacity(harbour, "before", 100, day, "Normal"),
            capacity(harbour, "left", 35, day, "A third"),
            capacity(harbour, "lost", 70, day, "Fall of the three ports", "M", "three ports"),
        )
    )
    assert chart.title == "As stated, harbour capacity from 100 to 35 %"
    labels = [a.text for a in drawn(chart).layout.annotations]
    assert [label for label in labels if "Ras Isa" in label] == [
        "<b>50</b> left after, 20 Jul 2024, N<br><i>At Ras Isa: What is left</i>"
    ]
    assert any(label.endswith("<i>Fall of the three ports</i>") for label in labels)
    # 70 and 35 are more than 100, but of three ports and of one.
    assert "more than there were" not in chart.note


@pytest.mark.parametrize(
    ("lost", "left", "before", "publisher", "told"),
    [
        (70, 35, 100, "M", True),
        (70, 25, 100, "M", False),
        (70, 30, 100, "M", False),
        (70, 35, 100, "N", False),  # one publisher
        (70, 35, None, "M", False),  # nobody says what there was
    ],
)
def test_conflict_only_where_lost_and_left_exceed_what_there_was(
    lost: float, left: float, before: float | None, publisher: str, told: bool
) -> None:
    rows = [
        capacity("Cranes", "lost", lost, "2024-07-20", "Lost", publisher),
        capacity("Cranes", "left", left, "2024-07-20", "Left"),
    ]
    if before is not None:
        rows.append(capacity("Cranes", "before", before, "2024-07-20", "Before"))
    chart = port_capacity.statements(frame(CAPACITY, *rows))
    assert ("cranes: 70 lost" in chart.method) == told


STATEMENT = (
    "fact_id kind claim share_pct of_what date_of_statement is_founding is_computed"
    " is_ais_estimate note publishers"
)
SHARES = frame(
    STATEMENT,
    ("SH1", "share", "Commerce", 70.0, "all", "2025-06-10", True, False, False, None, "see"),
    ("SH2", "share", "Aid", 80.0, "aid", "2025-06-10", True, False, False, None, "see"),
    ("SH8", "share", "Tonnes", 77.0, "all", "2025-01-31", False, True, False, "why", "yf"),
    ("SH7", "share", "PortWatch", 24.79, "AIS", "2024-02-19", False, False, True, None, "gh"),
)


def test_shares_stand_with_their_publisher_and_day() -> None:
    chart = port_statements.shares(SHARES)
    (trace,) = drawn(chart).data
    assert list(trace.x) == [70.0, 80.0, 77.0, 24.79]
    assert list(trace.marker.color) == [theme.MAGENTA] * 2 + [theme.GREY] * 2
    assert list(trace.marker.pattern.shape) == ["", "", "", "/"]
    # Other shares have other wholes, some are computed: no range of them stands in the title.
    assert chart.title == "The founding claims: 70 % and 80 %"
    texts = [a.text for a in drawn(chart).layout.annotations]
    assert texts[:2] == ["<b>Commerce</b><br><i>see, 10 Jun 2025</i>", "<b>70 %</b>"]
    assert texts[4] == "Tonnes<br><i>computed from yf, 31 Jan 2025</i>"
    founding = port_statements.shares(SHARES[SHARES["is_founding"]])
    assert founding.title == "The founding claims: 70 % and 80 %"
    assert port_statements.shares(SHARES.tail(1)).title == "1 published share"
    without = SHARES.assign(share_pct=[float("nan"), *SHARES["share_pct"].iloc[1:]])
    assert port_statements.shares(without).rows["fact_id"].tolist() == ["SH2", "SH8", "SH7"]
    nowhere = port_statements.shares(SHARES.assign(share_pct=float("nan")))
    assert nowhere.absence == "No such statement in percent is loaded."


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ([-15.0, -87.0], "All 2 published changes are falls, of 15 to 87 %"),
        ([-15.0, -87.0, 51.0], "2 of 3 published changes are falls, of 15 to 87 %"),
        ([-15.0, -15.0], "All 2 published changes are falls, of 15 %"),
        ([51.0, 3.0], "2 published changes"),
        ([-5.0], "1 published change"),
    ],
)
def test_changes(values: list[float], title: str) -> None:
    rows = frame(
        STATEMENT,
        *(
            ("SH1", "change", "Fuel", value, "all", "2025-06-10", False, False, False, None, "p")
            for value in values
        ),
    )
    chart = port_statements.changes(rows)
    assert chart.title == title
    low, high = drawn(chart).layout.xaxis.range
    assert low < -100
    assert high > max(values)


def test_share_by_year_says_first_and_last() -> None:
    columns = "commodity year red_sea_t southern_t share_pct share_low_pct share_high_pct"
    rows = frame(
        columns,
        ("fuel", 2024, 3, 1, 75.0, 74.0, 76.5),
        ("all", 2023, 8, 2, 80.0, 79.0, 81.0),
        ("all", 2024, 7, 3, 70.0, 70.0, 70.0),
    )
    chart = port_share.by_year(rows)
    both, fuel = drawn(chart).data
    assert (list(both.x), list(both.y), list(fuel.y)) == ([80.0, 70.0], [0, 1], [2])
    assert (list(fuel.error_x.array), list(fuel.error_x.arrayminus)) == ([1.5], [1.0])
    assert list(drawn(chart).layout.yaxis.ticktext) == [
        "Fuel and food 2023", "Fuel and food 2024", "Fuel 2024",
    ]  # fmt: skip
    end = "the Red Sea ports took 70 % of fuel and food in 2024"
    assert chart.title == f"By WFP’s tonnes {end}, 80 % in 2023"
    assert port_share.by_year(rows.tail(1)).title == f"By WFP’s tonnes {end}"


@pytest.mark.parametrize(
    ("tonnes", "error", "said"),
    [(6_700_000, 50_000, "6.7 Mt"), (2_540_000, 5_000, "2.54 Mt"), (7_912_000, 500, "7.912 Mt")],
)
def test_tonnes_have_the_digits_of_the_publication(tonnes: float, error: float, said: str) -> None:
    assert import_words.megatonnes(tonnes, error) == said


PERIODS: list[dict[str, Any]] = [
    {},
    {"start": "2023-10-07", "end": "2026-10-01"},
    {"start": "2024-07-20", "end": "2024-07-20"},
    {"start": "2016-01-01", "end": "2019-12-31"},
    {"start": "2025-11-15", "end": "2026-06-30"},
    {"start": "2022-01-01", "end": "2022-06-30"},
]


@pytest.mark.parametrize("goods", ["all", "food", "fuel"])
@pytest.mark.parametrize("period", PERIODS)
def test_charts_fit_the_bundled_data(
    bundled_store: Path, period: dict[str, Any], goods: str
) -> None:
    def ask(name: str, **more: Any) -> pd.DataFrame:
        return queries.run(store.reader(bundled_store).cursor(), name, period, **more)

    chosen = {"commodities": [goods]}
    struck = ask("charts/port_strikes")
    years = ask("charts/port_imports_since_january", **chosen)
    top = float(years["tonnes"].max()) if len(years) else 0.0
    events = ask("lists/events", importance=1)
    charts = [
        imports.by_period(
            ask("charts/port_imports_by_period", **chosen),
            ask("facts/port_events"),
            ask("lists/port_import_holes", **chosen),
        ),
        import_years.cumulative(years, RED, top),
        import_years.cumulative(years, SOUTH, top),
        import_change.year_on_year(ask("charts/port_imports_year_on_year", **chosen), events),
        import_ais.by_period(ask("charts/port_ais_by_period")),
        port_strikes.by_place_and_day(struck, stamp("2024-07-20")),
        port_strikes.strike_map(struck, "http://x", dark=True),
        port_capacity.statements(ask("charts/port_capacity")),
        port_share.by_year(ask("charts/port_share_by_year")),
        port_statements.shares(ask("facts/port_statements", kinds=["share"])),
        port_statements.changes(ask("facts/port_statements", kinds=["change"])),
    ]
    assert len({chart.key for chart in charts}) == len(charts)
    for chart in charts:
        words = f"{chart.title} {chart.alt} {chart.note} {chart.method} {chart.empty}"
        assert "nan" not in words.replace("Finan", "").lower().split()
        assert "None " not in words.replace("None is loaded", "")
        if chart.rows.empty:
            assert chart.figure is None
        if chart.figure is not None:
            assert drawn(chart).data
            assert "nan" not in " ".join(
                str(t) for trace in chart.figure["data"] for t in trace.get("text", [])
            )


def empty(columns: str) -> pd.DataFrame:
    return frame(columns)


@pytest.mark.parametrize(
    "chart",
    [
        imports.by_period(TWO.head(0), HAPPENED, NO_HOLES),
        import_years.cumulative(totals(), RED, 0.0),
        import_change.year_on_year(changes(), NO_EVENTS),
        import_ais.by_period(ais()),
        port_strikes.by_place_and_day(THREE.head(0)),
        port_strikes.strike_map(THREE.head(0), "http://x"),
        port_capacity.statements(empty(CAPACITY)),
        port_statements.shares(SHARES.head(0)),
        port_statements.changes(SHARES.head(0)),
        port_share.by_year(empty("commodity year")),
    ],
    ids=lambda chart: str(chart.key),
)
def test_without_rows_nothing_is_drawn(chart: Chart) -> None:
    assert chart.figure is None
    assert "Nothing is drawn" in chart.alt
    assert chart.absence
