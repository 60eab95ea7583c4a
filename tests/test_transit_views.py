"""Transits added up at publish: all classes together, weeks, and the two control straits."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import duckdb

from tests import given

BAB, MALACCA = "Bab el-Mandeb Strait", "Malacca Strait"
CLASSES = ("container", "dry bulk", "general cargo", "roro", "tanker")
MONDAY = date(2024, 1, 1)
TUESDAY, NEXT_MONDAY = MONDAY + timedelta(1), MONDAY + timedelta(7)


def passed(day: date, of: str, transits: int, **more: Any) -> dict[str, Any]:
    """Return a row of one day at Bab el-Mandeb, but for what ``more`` says."""
    row = {"days": 1, "chokepoint": BAB, "trade_volume_t": 10 * transits, "source_ids": "s1"}
    return {"week_start": day, "vessel_class": of, "transits": transits, **row, **more}


def rows(con: duckdb.DuckDBPyConnection, select: str) -> list[tuple[Any, ...]]:
    return con.execute(f"select {select} order by all").fetchall()


def test_all_classes_have_a_sum_where_none_is_missing() -> None:
    """Nor where one covers other days; cargo only where each has an estimate."""
    con = given.open_store(
        transits=[
            passed(MONDAY, "container", 1),
            passed(MONDAY, "tanker", 2),
            passed(TUESDAY, "container", 4),
            passed(TUESDAY, "tanker", 8, trade_volume_t=None),
            passed(MONDAY + timedelta(2), "container", 16),
            passed(NEXT_MONDAY, "container", 32, days=7),
            passed(NEXT_MONDAY, "tanker", 64, days=6),
        ]
    )
    together = "middle_day, transits, trade_volume_t from transit_counts where vessel_class = 'all'"
    assert rows(con, together) == [(MONDAY, 3, 30), (TUESDAY, 12, None)]


def test_all_classes_name_the_sources_of_their_day() -> None:
    """Days of one source and of several stand beside each other at one chokepoint."""
    con = given.open_store(
        transits=[
            passed(MONDAY, "container", 1),
            passed(MONDAY, "tanker", 1),
            passed(TUESDAY, "container", 1, source_ids="s2"),
            passed(TUESDAY, "tanker", 1),
            passed(MONDAY, "container", 1, chokepoint="Suez Canal", source_ids="s3|s2"),
        ]
    )
    together = "chokepoint, middle_day, source_ids from transit_counts where vessel_class = 'all'"
    assert rows(con, together) == [
        (BAB, MONDAY, "s1"),
        (BAB, TUESDAY, "s1|s2"),
        ("Suez Canal", MONDAY, "s3|s2"),
    ]


def test_rows_of_all_classes_together_stand_in_order_of_their_days() -> None:
    """They follow those of each class, so that who reads them alone passes by the rest."""
    days = [MONDAY + timedelta(7 * number) for number in (3, 1, 2)]
    con = given.open_store(transits=[passed(day, "container", 1) for day in days])
    found = con.execute("select vessel_class, middle_day from transit_counts").fetchall()
    assert found[:3] == [("container", day) for day in days]
    assert found[3:] == [("all", day) for day in sorted(days)]


def test_a_week_is_the_sum_of_its_days() -> None:
    """Its sources are those of its days, each once; one day without cargo leaves it unknown."""
    con = given.open_store(
        transits=[
            passed(MONDAY, "container", 1, source_ids="s2"),
            passed(TUESDAY, "container", 2),
            passed(MONDAY + timedelta(2), "container", 4, source_ids="s2"),
            passed(NEXT_MONDAY, "container", 8, source_ids="s3|s1"),
            passed(NEXT_MONDAY + timedelta(1), "container", 16, source_ids="s3|s1"),
            passed(NEXT_MONDAY + timedelta(7), "container", 32),
            passed(NEXT_MONDAY + timedelta(8), "container", 64, trade_volume_t=None),
        ]
    )
    weeks = "week, days, transits, trade_volume_t, source_ids from transit_weeks"
    assert rows(con, f"{weeks} where vessel_class = 'container'") == [
        (MONDAY, 3, 7, 70, "s1|s2"),
        (NEXT_MONDAY, 2, 24, 240, "s1|s3"),
        (NEXT_MONDAY + timedelta(7), 2, 96, None, "s1"),
    ]


def test_controls_count_days_on_which_no_class_is_missing() -> None:
    """Tankers are counted wherever they are known, cargo ships where all four classes are."""

    def counted(day: date, *classes: str) -> list[dict[str, Any]]:
        return [passed(day, of, 1 + CLASSES.index(of), chokepoint=MALACCA) for of in classes]

    lacking = passed(MONDAY + timedelta(3), "roro", 4, chokepoint=MALACCA, trade_volume_t=None)
    con = given.open_store(
        transits=[
            *counted(MONDAY, *CLASSES),
            *counted(TUESDAY, *CLASSES[1:]),
            *counted(MONDAY + timedelta(2), *CLASSES[:4]),
            *counted(NEXT_MONDAY, *CLASSES),
            *counted(MONDAY + timedelta(3), "container", "dry bulk", "general cargo", "tanker"),
            lacking,
        ]
    )
    controls = "week, vessel_class, days, transits, trade_volume_t, source_ids from control_counts"
    assert rows(con, controls) == [
        (MONDAY, "cargo", 3, 30, None, "s1"),
        (MONDAY, "tanker", 3, 15, 150, "s1"),
        (MONDAY, "total", 2, 30, None, "s1"),
        (NEXT_MONDAY, "cargo", 1, 10, 100, "s1"),
        (NEXT_MONDAY, "tanker", 1, 5, 50, "s1"),
        (NEXT_MONDAY, "total", 1, 15, 150, "s1"),
    ]
    assert rows(con, "vessel_class from transit_counts") == []


def test_days_of_a_control_take_the_place_of_its_week_unless_they_are_fewer() -> None:
    def week(start: date, days: int) -> dict[str, Any]:
        counts = {"days": days, "transits": 100, "trade_volume_t": 1, "source_ids": "s9"}
        return {"chokepoint": MALACCA, "vessel_class": "tanker", "week_start": start, **counts}

    con = given.open_store(
        control_transits=[week(MONDAY, 2), week(NEXT_MONDAY, 3)],
        transits=[
            passed(start + timedelta(number), "tanker", 1, chokepoint=MALACCA)
            for start in (MONDAY, NEXT_MONDAY)
            for number in range(2)
        ],
    )
    assert rows(con, "week, days, transits, source_ids from control_counts") == [
        (MONDAY, 2, 2, "s1"),
        (NEXT_MONDAY, 3, 100, "s9"),
    ]
