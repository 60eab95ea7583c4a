"""What a load moves: days in place of weeks, totals, warnings, revisions, rows left out, undo."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from dashboard import desk, queries, store
from dashboard.desk import coverage, wording
from dashboard.loading import Answers, Counts, Total
from dashboard.loading.overlap import Overlaps
from dashboard.settings import Settings
from tests import given
from tests.conftest import LOADS
from tests.publishers import ACLED, CHOKEPOINTS, FRED, PORTS, Rows
from tests.test_history import answers

LAYOUTS = desk.layouts(given.package())


@pytest.fixture(autouse=True)
def late_in_2026(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let today be after the rows that are loaded here."""
    monkeypatch.setattr(coverage, "today", lambda: date(2026, 12, 31))


Line = tuple[str, int, int]
"""First day, days, transits of container ships at Suez."""


def load(
    plain: Settings, text: str, *, accepts: bool = True, name: str = "x.csv", **answers: Any
) -> desk.Loaded:
    file = plain.store.parent / name
    file.write_text(text, encoding="utf-8")
    return desk.load(
        plain, given.package(), LAYOUTS, file, answers=Answers(**answers), accepts=lambda _: accepts
    )


def rows(plain: Settings, sql: str) -> Rows:
    found: Rows = store.reader(plain.store).cursor().execute(sql).fetchall()
    return found


def transits(*lines: Line, place: str = "Suez Canal") -> str:
    """Return a file of transits in the project's own layout."""
    header = "week_start,days,chokepoint,vessel_class,transits,trade_volume_t,source_ids\n"
    return header + "".join(
        f"{day},{days},{place},container,{count},{1000 * days},github-com-80b788\n"
        for day, days, count in lines
    )


def table(plain: Settings) -> list[Line]:
    found = rows(
        plain,
        "select week_start::varchar, days, transits from transits where week_start > '2026-10-04'"
        " and chokepoint = 'Suez Canal' and vessel_class = 'container' order by 1",
    )
    return [(day, days, count) for day, days, count in found]


# No day in two rows
# ------------------

WEEK: Line = ("2026-11-02", 7, 70)
NEXT: Line = ("2026-11-09", 7, 63)
DAYS: list[Line] = [(f"2026-11-{n:02}", 1, n) for n in range(2, 9)]
MONDAY, TUESDAY, *_ = DAYS
LEFT_OUT = "by week left out: the store holds their days one by one, which is finer"
SHORTENED = (
    "by week replaced by fewer days than they counted: the other days of those weeks are no longer"
    " in the store"
)

ORDERS: list[tuple[str, list[Line], list[Line], Counts, list[str], list[Line]]] = [
    # what was loaded first, then, and what the second load did, warned of, and left
    (
        "days in place of a week",
        [WEEK, NEXT],
        DAYS,
        Counts(7, 0, 0, 1, Overlaps(replaced=1)),
        ["the file ends on 2026-11-08; the store already goes to 2026-11-09"],
        [*DAYS, NEXT],
    ),
    (
        "a week after its days",
        DAYS,
        [WEEK, NEXT],
        Counts(1, 0, 0, 0, Overlaps(left_out=1)),
        [f"1 row {LEFT_OUT}"],
        [*DAYS, NEXT],
    ),
    (
        "a Monday in place of its week",
        [WEEK],
        [MONDAY],
        Counts(1, 0, 0, 1, Overlaps(replaced=1, shortened=1)),
        [f"1 row {SHORTENED}"],
        [MONDAY],
    ),
    (
        "a week after its Monday",
        [MONDAY],
        [WEEK],
        Counts(0, 0, 0, 0, Overlaps(left_out=1)),
        [f"1 row {LEFT_OUT}"],
        [MONDAY],
    ),
    (
        "a Sunday in place of its week",
        [WEEK, NEXT],
        [DAYS[-1]],
        Counts(1, 0, 0, 1, Overlaps(replaced=1, shortened=1)),
        [
            f"1 row {SHORTENED}",
            "the file ends on 2026-11-08; the store already goes to 2026-11-09",
        ],
        [DAYS[-1], NEXT],
    ),
    (
        "the days of a week that counted fewer",
        [("2026-11-02", 2, 20)],
        [MONDAY, TUESDAY],
        Counts(2, 0, 0, 1, Overlaps(replaced=1)),
        [],
        [MONDAY, TUESDAY],
    ),
    (
        "a week that has become longer",
        [("2026-11-02", 2, 20)],
        [WEEK],
        Counts(0, 1, 0),
        [],
        [WEEK],
    ),
    (
        "a week that begins on another day",
        [("2026-11-04", 5, 50)],
        [WEEK],
        Counts(1, 0, 0, 1, Overlaps(replaced=1)),
        ["the file ends on 2026-11-02; the store already goes to 2026-11-04"],
        [WEEK],
    ),
    ("days that are there", DAYS, DAYS, Counts(0, 0, 7), [], DAYS),
    ("a week that is there", [WEEK], [WEEK], Counts(0, 0, 1), [], [WEEK]),
    (
        "more days of the same week",
        [MONDAY],
        [TUESDAY],
        Counts(1, 0, 0),
        [],
        [MONDAY, TUESDAY],
    ),
    ("a week beside days", [MONDAY], [NEXT], Counts(1, 0, 0), [], [MONDAY, NEXT]),
]


@pytest.mark.parametrize(
    ("case", "first", "then", "counts", "warnings", "left"), ORDERS, ids=[c for c, *_ in ORDERS]
)
def test_the_finer_record_stands(
    plain: Settings,
    case: str,
    first: list[Line],
    then: list[Line],
    counts: Counts,
    warnings: list[str],
    left: list[Line],
) -> None:
    before = rows(plain, "select count(*), sum(transits) from transits")
    assert load(plain, transits(*first)).counts == Counts(len(first), 0, 0)
    done = load(plain, transits(*then))
    taken = [date.fromisoformat(day) + timedelta(days - 1) for day, days, _ in then
             if (day, days) in {line[:2] for line in left}]  # fmt: skip
    if taken:  # the record ends before: it is checked until 4 October 2026
        warnings = [*warnings, f"rows go to {max(taken)}; transits is checked until 2026-10-04"]
    assert (done.counts, done.seen.warnings, table(plain)) == (counts, warnings, left)
    again = load(plain, transits(*then))
    assert again.counts is not None
    assert not again.counts.any
    assert again.version == done.version
    assert table(plain) == left
    others = "select count(*), sum(transits) from transits where week_start < '2026-11-02'"
    assert rows(plain, others) == before


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([WEEK, NEXT], DAYS),
        ([WEEK], [MONDAY]),
        ([("2026-11-02", 3, 30)], DAYS),
        ([WEEK], [*DAYS[3:], ("2026-11-16", 1, 9)]),
    ],
)
def test_the_order_of_loading_does_not_matter(
    plain: Settings, one: list[Line], other: list[Line]
) -> None:
    load(plain, transits(*one))
    load(plain, transits(*other))
    found = table(plain)
    desk.undo(plain, given.package(), to=1)
    assert table(plain) == []
    load(plain, transits(*other))
    load(plain, transits(*one))
    assert table(plain) == found
    assert len(found) >= len(other)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (
            [WEEK, TUESDAY],
            "rows 2, 3, week_start: '2026-11-03' and the days after it stand in more than one row"
            " of a series",
        ),
        (
            [NEXT, TUESDAY, ("2026-11-12", 1, 5), WEEK, MONDAY],
            "rows 5, 6: the same week_start, chokepoint, vessel_class '2026-11-02', 'Suez Canal',"
            " 'container'; they differ in days, transits, trade_volume_t",
        ),
        (
            [MONDAY, TUESDAY, (*MONDAY[:2], 99)],
            "rows 2, 4: the same week_start, chokepoint, vessel_class '2026-11-02', 'Suez Canal',"
            " 'container'; they differ in transits",
        ),
    ],
)
def test_a_day_twice_in_one_file_is_a_problem(
    plain: Settings, lines: list[Line], words: str
) -> None:
    done = load(plain, transits(*lines))
    assert str(done.report.problems[0]) == words
    assert (done.counts, done.version, table(plain)) == (None, 1, [])


def test_other_series_keep_their_weeks(plain: Settings) -> None:
    cape = transits(WEEK, place="Cape of Good Hope")
    load(plain, transits(WEEK) + cape.split("\n", 1)[1])
    load(plain, transits(*DAYS))
    kept = "select days, transits from transits where week_start > '2026-10-04' and chokepoint ="
    assert rows(plain, f"{kept} 'Cape of Good Hope'") == [(7, 70)]
    assert table(plain) == DAYS


# Totals by month that move
# -------------------------

LATE = [("2030-08-05", 7, 70), ("2030-08-12", 7, 84), ("2030-09-02", 7, 70)]


def series(values: dict[str, float], name: str = "X") -> str:
    """Return a file of FRED with one series."""
    return f"observation_date,{name}\n" + "".join(f"{day},{v}\n" for day, v in values.items())


TOTALS: list[tuple[str, list[str], str, list[str]]] = [
    # what was loaded first, what then, and the totals that the second load moves
    (
        "a week's count",
        [transits(*LATE)],
        transits(("2030-08-05", 7, 77)),
        ["Suez Canal 2030-08: 11.0 -> 11.5 transits a day"],
    ),
    (
        "days in place of a week, that add up to more",
        [transits(*LATE)],
        transits(*((f"2030-08-{n:02}", 1, 13) for n in range(5, 12))),
        ["Suez Canal 2030-08: 11.0 -> 12.5 transits a day"],
    ),
    (
        "days in place of a week, that add up to the same",
        [transits(*LATE)],
        transits(*((f"2030-08-{n:02}", 1, 10) for n in range(5, 12))),
        [],
    ),
    (
        "new months are none that moves",
        [transits(*LATE)],
        transits(("2030-10-07", 7, 70)),
        [],
    ),
    (
        "a week in two months, and another chokepoint",
        [transits(("2030-07-29", 7, 70)), transits(("2030-07-29", 7, 7), place="Strait of Hormuz")],
        transits(("2030-07-29", 7, 140))
        + transits(("2030-07-29", 7, 14), place="Strait of Hormuz").split("\n", 1)[1],
        [
            "Strait of Hormuz 2030-07: 1.0 -> 2.0 transits a day",
            "Strait of Hormuz 2030-08: 1.0 -> 2.0 transits a day",
            "Suez Canal 2030-07: 10.0 -> 20.0 transits a day",
            "Suez Canal 2030-08: 10.0 -> 20.0 transits a day",
        ],
    ),
    (
        "a week in place of one that begins later",
        [transits(("2030-09-04", 5, 50), ("2030-09-11", 7, 70))],
        transits(("2030-09-02", 7, 140)),
        ["Suez Canal 2030-09: 10.0 -> 15.0 transits a day"],
    ),
    (
        "those that move most first",
        [series({"2024-01-02": 10, "2024-02-01": 20, "2024-03-01": 0, "2024-04-01": 30})],
        series({"2024-01-02": 11, "2024-02-01": 40, "2024-03-01": 5, "2024-04-01": 30}),
        [
            "X 2024-03: 0.0 -> 5.0 mean",
            "X 2024-02: 20.0 -> 40.0 mean",
            "X 2024-01: 10.0 -> 11.0 mean",
        ],
    ),
    (
        "less than a tenth is not said",
        [series({"2024-01-02": 1234.5})],
        series({"2024-01-02": 1234.54, "2024-02-01": 3}),
        [],
    ),
    (
        "more days of a month",
        [PORTS.file({"date": "2026-08-03"}, {"date": "2026-08-04"})],
        PORTS.file({"date": "2026-08-05", "portcalls_tanker": "33"}),
        ["port18, Al Ahmadi 2026-08: 6.0 -> 16.0 port calls a day"],
    ),
]


@pytest.mark.parametrize(
    ("case", "first", "then", "totals"), TOTALS, ids=[case for case, *_ in TOTALS]
)
def test_totals_that_move_are_said(
    plain: Settings, case: str, first: list[str], then: str, totals: list[str]
) -> None:
    for text in first:
        assert load(plain, text).load_id is not None
    done = load(plain, then)
    assert [str(total) for total in done.seen.totals] == totals
    assert done.load_id is not None


def test_totals_are_numbers_too(plain: Settings) -> None:
    load(plain, series({"2024-01-02": 10}))
    done = load(plain, series({"2024-01-02": 12}))
    assert done.seen.totals == [Total("X", "2024-01", 10.0, 12.0, "mean")]


def test_many_totals_are_cut(plain: Settings) -> None:
    months = {f"20{y}-{m:02}-01": y * 100 + m for y in (20, 21, 22) for m in range(1, 13)}
    load(plain, series(months))
    done = load(plain, series({day: value + 1 for day, value in months.items()}))
    moved = [str(total) for total in done.seen.totals]
    assert len(moved) == 20
    assert (moved[0], moved[-1]) == (
        "X 2020-01: 2,001.0 -> 2,002.0 mean",
        "X 2021-08: 2,108.0 -> 2,109.0 mean",
    )


# Warnings
# --------

EVEN = {f"2024-{1 + n // 28:02}-{1 + n % 28:02}": 9 + 2 * (n % 2) for n in range(40)}
"""Forty values whose mean is 10."""

WARNINGS: list[tuple[str, list[str], str, list[str]]] = [
    ("nothing to compare with", [], series(EVEN | {"2024-06-01": 1e6}), []),
    ("new days", [series(EVEN)], series({"2024-06-01": 10, "2024-06-02": 18}), []),
    (
        "a file that ends before the store does",
        [series(EVEN)],
        series({"2024-01-01": 10}),
        ["the file ends on 2024-01-01; the store already goes to 2024-02-12"],
    ),
    (
        "fewer rows than the store has on the same days",
        [series(EVEN)],
        series({"2024-01-03": 10, "2024-02-12": 10, "2024-02-13": 10}),
        [
            "the file has fewer rows than the store between 2024-01-03 and 2024-02-13: 36 are not"
            " in it and stay"
        ],
    ),
    (
        "fewer rows, of other series, are none that lack",
        [series(EVEN)],
        series({"2024-01-03": 10, "2024-02-12": 10}, "Y"),
        [],
    ),
    (
        "a value far off",
        [series(EVEN)],
        series({"2024-06-01": 18.1, "2024-06-02": 18.2}),
        [
            "1 value lies more than 8 standard deviations from the mean of the series:"
            " 2024-06-02, X, value: 18.2 where the mean is 10"
        ],
    ),
    (
        "values far off, the farthest first",
        [series(EVEN)],
        series({f"2024-06-0{n}": 10 - 100 * n for n in range(1, 5)}),
        [
            "4 values lie more than 8 standard deviations from the mean of the series:"
            " 2024-06-04, X, value: -390 where the mean is 10;"
            " 2024-06-03, X, value: -290 where the mean is 10;"
            " 2024-06-02, X, value: -190 where the mean is 10"
        ],
    ),
    (
        "a value far off that was there before",
        [series(EVEN | {"2024-06-01": 1e6}), series({"2024-06-02": 10})],
        series({"2024-06-01": 1e6, "2024-06-03": 10}),
        [
            "the file has fewer rows than the store between 2024-06-01 and 2024-06-03: 1 is not in"
            " it and stays"
        ],
    ),
    (
        "few values are no series",
        [series({"2024-01-01": 9, "2024-01-02": 11})],
        series({"2024-06-01": 1e6}),
        [],
    ),
    (
        "an older download",
        [series({"2024-01-01": 9, "2024-01-02": 11}), series({"2024-01-01": 8, "2024-01-02": 12})],
        series({"2024-01-01": 9, "2024-01-02": 11}),
        [
            f"2 values would go back to what stood before load {LOADS + 3}:"
            " is this an older download?"
        ],
    ),
    (
        "a value that goes on",
        [series({"2024-01-01": 9}), series({"2024-01-01": 8})],
        series({"2024-01-01": 7}),
        [],
    ),
    (
        "notes that begin with another date",
        [],
        ACLED.file(
            *(
                {"event_id_cnty": f"YEM{n}", "notes": notes}
                for n, notes in enumerate(
                    [
                        "On 14 June 2024, a ship was hit.",
                        "On 13 June 2024, a ship was hit.",
                        "13 June 2024: a ship was hit.",
                        "A ship was hit. It was damaged on 13 June 2024.",
                        "On 31 June 2024, a ship was hit.",
                        "As reported on 12 June 2024, a ship was hit.",
                        "On 11 June 2024, it was seen.",
                    ],
                    start=1,
                )
            ),
            {"event_id_cnty": "YEM9", "notes": "On 13 June 2024, it was.", "time_precision": "2"},
        ),
        [
            "4 rows: the notes begin with another date than event_date"
            " (ACLED, YEM2; ACLED, YEM3; ACLED, YEM6, ...)"
        ],
    ),
]


@pytest.mark.parametrize(
    ("case", "first", "then", "warnings"), WARNINGS, ids=[case for case, *_ in WARNINGS]
)
def test_what_is_odd_is_a_warning(
    plain: Settings, case: str, first: list[str], then: str, warnings: list[str]
) -> None:
    for text in first:
        assert load(plain, text).load_id is not None
    before = store.reader(plain.store).version.number if first else 1
    held = load(plain, then, accepts=False)
    assert (held.seen.warnings, held.is_held) == (warnings, bool(warnings))
    if warnings:
        assert (held.counts, held.version, held.load_id) == (None, before, None)
        done = load(plain, then)
        assert (done.seen.warnings, done.is_held) == (warnings, False)
        assert done.version == before + 1


def test_a_day_far_off_is_told_whose_key_was_that_of_its_week(plain: Settings) -> None:
    load(plain, transits(WEEK))
    ((mean,),) = rows(
        plain,
        "select avg(transits / days) from transits where chokepoint = 'Suez Canal'"
        " and vessel_class = 'container'",
    )
    days: list[Line] = [("2026-11-02", 1, 5000), ("2026-11-03", 1, 4000)]
    assert load(plain, transits(*days)).seen.warnings[-2] == (
        "2 values lie more than 8 standard deviations from the mean of the series:"
        f" 2026-11-02, Suez Canal, container, transits: 5,000 where the mean is {mean:,.6g};"
        f" 2026-11-03, Suez Canal, container, transits: 4,000 where the mean is {mean:,.6g}"
    )


def test_a_file_that_changes_nothing_is_not_held(plain: Settings) -> None:
    load(plain, series(EVEN))
    done = load(plain, series({"2024-01-01": 9}), accepts=False)
    assert done.seen.warnings == [
        "the file ends on 2024-01-01; the store already goes to 2024-02-12"
    ]
    assert (done.counts, done.is_held) == (Counts(0, 0, 1), False)


# The log, and back again
# -----------------------

REVISIONS = "select load_id, dataset, row_key, field, old_value, new_value from revisions"


def test_every_value_and_row_that_goes_is_in_the_log(plain: Settings) -> None:
    load(plain, transits(WEEK))
    load(plain, series({"2024-01-01": 9, "2024-01-02": 11}), constants={"unit": "USD"})
    load(plain, series({"2024-01-01": 9.5, "2024-01-03": 12}))
    load(plain, transits(*DAYS), name="days.csv")
    week = (
        '{"week_start":"2026-11-02","days":7,"chokepoint":"Suez Canal","vessel_class":"container",'
        '"transits":70,"trade_volume_t":7000,"source_ids":"github-com-80b788"}'
    )
    assert rows(plain, f"{REVISIONS} order by all") == [
        (LOADS + 4, "market_series", "2024-01-01, X", "unit", "USD", None),
        (LOADS + 4, "market_series", "2024-01-01, X", "value", "9.0", "9.5"),
        (LOADS + 5, "transits", "2026-11-02, Suez Canal, container", None, week, None),
    ]
    ledger = (
        "select load_id, dataset, file_name, format, rows_added, rows_changed, rows_unchanged,"
        " rows_removed, rows_rejected, version from loads where version > 1 order by 1"
    )
    assert rows(plain, ledger) == [
        (LOADS + 1, "transits", "x.csv", None, 1, 0, 0, 0, 0, 2),
        (LOADS + 2, "sources", "x.csv", None, 1, 0, len_of("sources"), 0, 0, 3),
        (LOADS + 3, "market_series", "x.csv", "FRED series", 2, 0, 0, 0, 0, 3),
        (LOADS + 4, "market_series", "x.csv", "FRED series", 1, 1, 0, 0, 0, 4),
        (LOADS + 5, "transits", "days.csv", None, 7, 0, 0, 1, 0, 5),
    ]


def len_of(dataset: str) -> int:
    return given.package().dataset(dataset).path.read_text("utf-8").count("\n") - 1


LAST_WEEK = {"date": "2026-09-30", "portid": "chokepoint4"}


def all_rows(folder: Path) -> dict[str, Rows]:
    """Return the rows of each dataset, in the order in which they stand."""
    cursor = store.reader(folder).cursor()
    return {name: cursor.execute(f'from "{name}"').fetchall() for name in given.package().datasets}


@pytest.mark.parametrize(
    ("text", "counts", "changed"),
    [
        (
            CHOKEPOINTS.file(LAST_WEEK, LAST_WEEK | {"date": "2026-10-01"}),
            Counts(10, 0, 0, 5, Overlaps(replaced=5, shortened=5)),
            "charts/transits_by_week",
        ),
        (PORTS.file(), Counts(1, 0, 0), "charts/port_calls_by_month"),
        (ACLED.file(), Counts(1, 0, 0), "charts/incidents_on_map"),
        (FRED.file(), Counts(1, 0, 0), "charts/market_series_by_date"),
    ],
)
def test_undo_of_a_publishers_file_gives_the_same_rows(
    built: Settings, text: str, counts: Counts, changed: str
) -> None:
    before = all_rows(built.store), answers(built.store, changed, "lists/sources")
    assert load(built, text).counts == counts
    after = answers(built.store, changed, "lists/sources")
    assert after[changed] != before[1][changed]
    assert after["lists/sources"] != before[1]["lists/sources"]
    desk.undo(built, given.package())
    assert (all_rows(built.store), answers(built.store, changed, "lists/sources")) == before


# Good rows, and the others
# -------------------------

SOON = "is not a date; write YYYY-MM-DD, for example 2024-03-31"
DAY_TWICE = "the same date, series '2024-01-05', 'X'"
OPEN = "a quotation mark is not closed, or text follows it; nothing from this row on was read"
CUT_OFF = f"{OPEN}; the file ends within it: did the download break off?"

GOOD_ROWS: list[tuple[str, str, dict[str, Any], str, Rows, Rows]] = [
    # what is loaded, from where, what stands there then, and what was left out
    (
        "cells, keys and torn rows",
        series({"2024-01-01": 9})
        + "soon,1\n2024-01-03,x\n2024-01-04\n2024-01-05,5\n2024-01-05,6\nsoon,y\n2024-01-07,7,7\n",
        {},
        "select date::varchar, value from market_series",
        [("2024-01-01", 9.0)],
        [
            (3, f"date: 'soon' {SOON}", {"observation_date": "soon", "X": "1"}),
            (
                4,
                "value: 'x' is not a number; write digits with a point, for example 1234.5",
                {"observation_date": "2024-01-03", "X": "x"},
            ),
            (5, "1 cell; the header has 2", ["2024-01-04"]),
            (6, DAY_TWICE, {"observation_date": "2024-01-05", "X": "5"}),
            (7, DAY_TWICE, {"observation_date": "2024-01-05", "X": "6"}),
            (
                8,
                f"date: 'soon' {SOON}; value: 'y' is not a number; write digits with a point, for"
                " example 1234.5",
                {"observation_date": "soon", "X": "y"},
            ),
            (9, "3 cells; the header has 2", ["2024-01-07", "7", "7"]),
        ],
    ),
    (
        "a row of the file goes with all that became of it",
        CHOKEPOINTS.file(
            {"date": "2026-11-02"},
            {"date": "2026-11-03", "n_roro": "-4"},
            {"date": "2026-11-04", "n_total": "84"},
        ),
        {},
        "select distinct week_start::varchar from transits where week_start > '2026-10-04'",
        [("2026-11-02",)],
        [
            (3, "transits: '-4' is below 0, the minimum allowed", {"n_roro": "-4"}),
            (4, "n_total is not n_cargo plus n_tanker", {"n_total": "84", "n_cargo": "58"}),
        ],
    ),
    (
        "a row that is cut off in quotation marks",
        ACLED.file({}, {"event_id_cnty": "YEM2", "notes": 'He said "no"\nand went'})
        + 'YEM3,2024-06-14,2024,1,"It\nbegan',
        {},
        "select incident_id from incidents order by 1",
        [("YEM2",), ("YEM94021",)],
        [(4, OPEN, ['YEM3,2024-06-14,2024,1,"It\nbegan'])],
    ),
    (
        "the same, between semicolons",
        FRED.file().replace(",", ";") + '2024-06-15;"82',
        {},
        "select date::varchar, value from market_series",
        [("2024-06-14", 82.62)],
        [(3, CUT_OFF, ['"2024-06-15;""82'])],
    ),
    (
        "days beside their week",
        transits(WEEK, TUESDAY, NEXT),
        {},
        "select week_start::varchar from transits where week_start > '2026-10-04'",
        [("2026-11-09",)],
        [
            (number, "week_start: '2026-11-03' and the days after it stand in more than one row of"
             " a series", {"transits": count})
            for number, count in ((2, "70"), (3, "3"))
        ],
    ),
    (
        "a source that there is not",
        transits(WEEK, NEXT).replace(
            "70,7000,github-com-80b788", "70,7000,nobody|github-com-80b788"
        ),
        {},
        "select week_start::varchar from transits where week_start > '2026-10-04'",
        [("2026-11-09",)],
        [
            (
                2,
                "source_ids: 'nobody' is no source_id of sources; load sources first, or correct"
                " it",
                {"transits": "70"},
            )
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("case", "text", "answers", "sql", "kept", "left_out"),
    GOOD_ROWS,
    ids=[case for case, *_ in GOOD_ROWS],
)
def test_good_rows_are_loaded_and_the_others_kept_with_reasons(
    plain: Settings,
    case: str,
    text: str,
    answers: dict[str, Any],
    sql: str,
    kept: Rows,
    left_out: Rows,
) -> None:
    refused = load(plain, text, **answers)
    assert (refused.counts, refused.version) == (None, 1)
    done = load(plain, text, good_rows=True, **answers)
    assert rows(plain, sql) == kept
    assert done.report.rejected == len(left_out)
    assert not done.report.clean
    found = queries.rows(store.reader(plain.store).cursor(), "lists/rejects", load_id=done.load_id)
    said = [(row["row_number"], row["reasons"], json.loads(row["cells"])) for row in found]
    assert [(number, reasons) for number, reasons, _ in said] == [row[:2] for row in left_out]
    for (_, _, cells), (_, _, some) in zip(said, left_out, strict=True):
        assert cells == some if isinstance(some, list) else some.items() <= cells.items()
    (entry,) = rows(plain, f"select rows_rejected from loads where load_id = {done.load_id}")
    assert entry == (len(left_out),)
    again = load(plain, text, good_rows=True, **answers)
    assert (again.version, again.load_id, again.report.rejected) == (2, None, len(left_out))
    assert rows(plain, sql) == kept
    desk.undo(plain, given.package())
    kept_on = "select count(*) from rejects"  # what happened is not undone
    assert rows(plain, kept_on) == [(len(left_out),)]


@pytest.mark.parametrize(
    "text",
    [
        "observation_date,X,X\n2024-01-01,1,2\n",
        'observation_date,X\n2024-01-01,"1" 2\n2024-01-02,3\n',
        'observation_date;X\n2024-01-01;1\n2024-01-01;"1" 2\n2024-01-03;3\n',
        'observation_date,X\n2024-01-01,1\n2024-01-02,"2\n' + "2024-01-03,3\n" * 50,
        "observation_date,X\n05/06/2024,1\n04/06/2024,x\n",
        "date,X\n2024-01-01,1\n",
        "observation_date,X\n2024-01-01,\x81\n",
    ],
)
def test_a_fault_of_the_whole_file_has_no_good_rows(plain: Settings, text: str) -> None:
    file = plain.store.parent / "x.csv"
    file.write_bytes(text.encode("latin-1"))
    answers = Answers(good_rows=True)
    done = desk.load(plain, given.package(), LAYOUTS, file, answers=answers)
    assert (done.counts, done.report.rejected, done.version) == (None, None, 1)


def test_rejects_as_csv(plain: Settings) -> None:
    done = load(
        plain,
        series({"2024-01-01": 9}, "X") + 'soon,"1,5"\n2024-01-04\n2024-01-05,5,"a ""b""",\n,2\n',
        good_rows=True,
    )
    cursor = store.reader(plain.store).cursor()
    found = queries.rows(cursor, "lists/rejects", load_id=done.load_id)
    number = "is not a number; write digits with a point, for example 1234.5"
    assert wording.rejects(found) == (
        "row,reasons,observation_date,X,cell 1,cell 2,cell 3,cell 4\r\n"
        f"3,\"date: 'soon' {SOON}; value: '1,5' {number}\",soon,\"1,5\",,,,\r\n"
        "4,1 cell; the header has 2,,,2024-01-04,,,\r\n"
        '5,4 cells; the header has 2,,,2024-01-05,5,"a ""b""",\r\n'
        "6,date: is empty; a value is required,,2,,,,\r\n"
    )
