"""Which carriers came back via Suez: states of a day, and the sentences made of them."""

from __future__ import annotations

import csv
from datetime import date
from typing import Any

import pandas as pd
import pytest

from dashboard import queries
from dashboard.kit.charts import carrier_words
from dashboard.settings import HOME
from tests.given import Ask, Rows, asker, open_store

START = date(2023, 10, 7)
CHECKED = [
    {"dataset": "carrier_actions", "covers_from": "2023-11-27", "covers_until": "2026-10-07"},
    {"dataset": "events", "covers_from": "2023-11-27", "covers_until": "2026-12-31"},
]
SOURCES = [
    {"source_id": "read", "publisher": "R", "kind": "press", "url": "http://r"},
    {"source_id": "copy", "publisher": "C", "kind": "company", "url": "http://c",
     "via": "copy in a GitHub repository"},
]  # fmt: skip


def told(day: str, carrier: str, action: str, **more: Any) -> dict[str, Any]:
    row = {"date": day, "carrier": carrier, "segment": "container", "action": action}
    return row | {"scope": "all", "planned": False, "source_ids": "read"} | more


GIVEN = [
    # The run that ended does not count, nor does the plan before the return.
    told("2024-01-01", "Back", "partial return"),
    told("2024-02-01", "Back", "suspended again"),
    told("2026-08-01", "Back", "partial return", planned=True, first_sailing="2026-08-10"),
    told("2026-08-20", "Back", "partial return", source_ids="copy"),
    told("2026-09-20", "Back", "resumed", source_ids="copy"),
    told("2026-09-25", "Back", "cargo stop"),
    told("2024-01-02", "Plan", "paused"),
    told("2026-10-01", "Plan", "partial return", planned=True, source_ids="copy"),
    told("2026-10-02", "Plan", "partial return", planned=True, first_sailing="2026-10-17",
         source_ids="copy"),
    told("2026-03-01", "Stop", "partial return"),
    told("2026-03-01", "Stop", "suspended again"),  # of one day the later by name
    told("2026-03-02", "Stop", "diverted", planned=True),  # sent away from the next sailing on
    told("2026-03-03", "Stop", "suspended again"),
    told("2023-12-01", "Away", "paused"),
    told("2026-09-15", "Away", "diverted"),
    told("2023-12-02", "Gone", "diverted"),
    told("2023-12-03", "Port", "cargo stop"),
    told("2026-09-01", "Tank", "resumed", segment="tanker"),
    told("2026-10-09", "Late", "partial return"),
]  # fmt: skip


@pytest.fixture(scope="module")
def ask() -> Ask:
    return asker(open_store(carrier_actions=GIVEN, coverage=CHECKED, sources=SOURCES))


def states(ask: Ask, **chosen: Any) -> Rows:
    columns = "carrier state since first_sailing last_announced is_second_hand as_of source_ids"
    return ask("facts/carrier_returns", columns, segments=["container"], **chosen)


def test_states_of_the_last_day_on_record(ask: Ask) -> None:
    # A row after the check is on record, so the record reaches to its day.
    day = date(2026, 10, 9)
    assert states(ask) == [
        ("Gone", "away", date(2023, 12, 2), None, date(2023, 12, 2), False, day, "read"),
        ("Stop", "suspended", date(2026, 3, 3), None, date(2026, 3, 3), False, day, "read"),
        ("Back", "returned", date(2026, 8, 20), None, date(2026, 9, 25), True, day, "copy"),
        ("Away", "away", date(2026, 9, 15), None, date(2026, 9, 15), False, day, "read"),
        ("Plan", "planned", date(2026, 10, 1), date(2026, 10, 17), date(2026, 10, 2), True, day,
         "copy"),
        ("Late", "returned", date(2026, 10, 9), None, date(2026, 10, 9), False, day, "read"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("2023-11-30", {}),
        ("2023-12-03", {"Away": "away", "Gone": "away"}),  # a cargo stop is no state
        ("2024-01-31", {"Away": "away", "Gone": "away", "Plan": "away", "Back": "returned"}),
        ("2024-02-01", {"Away": "away", "Gone": "away", "Plan": "away", "Back": "suspended"}),
        ("2026-03-02", {"Away": "away", "Gone": "away", "Plan": "away", "Back": "suspended",
                        "Stop": "away"}),
        ("2026-08-19", {"Away": "away", "Gone": "away", "Plan": "away", "Back": "planned",
                        "Stop": "suspended"}),
        ("2026-08-20", {"Away": "away", "Gone": "away", "Plan": "away", "Back": "returned",
                        "Stop": "suspended"}),
    ],
)  # fmt: skip
def test_states_at_the_end_of_a_period(ask: Ask, end: str, expected: dict[str, str]) -> None:
    found = states(ask, end=end)
    assert {row[0]: row[1] for row in found} == expected
    assert {row[6] for row in found} <= {date.fromisoformat(end)}


def test_segments_and_a_record_without_a_check() -> None:
    ask = asker(open_store(carrier_actions=GIVEN[:1] + GIVEN[-2:-1], sources=SOURCES))
    assert ask("facts/carrier_returns", "carrier as_of", segments=["tanker"]) == [
        ("Tank", date(2026, 9, 1))
    ]
    assert ask("facts/carrier_returns", "carrier", end="2024-01-01") == [("Back",)]
    assert len(ask("facts/carrier_returns", "carrier")) == 2


@pytest.mark.parametrize(
    ("ids", "second"),
    [("read", False), ("copy", True), ("copy|read", False), ("whole", False), ("old", False),
     ("blog", True), ("copy|blog", True), ("cited", True)],
)  # fmt: skip
def test_second_hand_is_what_nobody_read_at_first_hand(ids: str, second: bool) -> None:
    more = [
        {"source_id": "whole", "kind": "trade press", "via": "re-post at Nasdaq"},
        {"source_id": "old", "kind": "official", "via": "Internet Archive"},
        {"source_id": "blog", "kind": "blog or other"},
        {"source_id": "cited", "kind": "press", "via": "cited in a public file, original not read"},
    ]
    con = open_store(sources=[*SOURCES, *more])
    assert con.execute("select is_second_hand(?)", [ids]).fetchall() == [(second,)]


def frame(*rows: tuple[Any, ...], as_of: str = "2026-10-07") -> pd.DataFrame:
    """Return rows of facts/carrier_returns: carrier, state, since, sailing, announced, second."""
    columns = ["carrier", "state", "since", "first_sailing", "last_announced", "is_second_hand"]
    made = pd.DataFrame(rows, columns=columns)
    for column in ("since", "first_sailing", "last_announced"):
        made[column] = pd.to_datetime(made[column])
    return made.assign(as_of=pd.Timestamp(as_of))


def back(carrier: str, since: str, *, second: bool = False) -> tuple[Any, ...]:
    return (carrier, "returned", since, None, since, second)


def out(carrier: str, state: str, since: str) -> tuple[Any, ...]:
    return (carrier, state, since, None, since, False)


def plan(carrier: str, sailing: str | None) -> tuple[Any, ...]:
    return (carrier, "planned", "2026-10-01", sailing, "2026-10-01", True)


def test_who_came_back_who_plans_it_and_who_does_not() -> None:
    rows = frame(
        back("B", "2026-09-09"),
        back("a*", "2026-09-09"),
        back("C", "2025-11-10", second=True),
        plan("D", "2026-10-17"),
        plan("E", None),
        out("F", "suspended", "2026-03-01"),
        out("G", "away", "2026-09-15"),
        out("H", "away", "2026-04-10"),  # 180 days before: silent
        out("I", "away", "2026-04-11"),
    )
    assert carrier_words.returns(rows, START) == (
        "**By 7 October 2026, 3 of 9 container lines on record sent ships via Suez again:** C since"
        " 10 November 2025; a\\* and B since 9 September. D planned a return from 17 October. E"
        " planned a return. F had suspended a return, at least in part. G and I stayed away. Of H"
        " nothing is on record after 10 April. 3 of the 5 returns and plans are known at second"
        " hand alone."
    )


def test_nobody_back_or_nothing_known() -> None:
    away = [out(f"Line {n}", "away", f"2023-12-0{n}") for n in range(1, 9)]
    assert carrier_words.returns(frame(*away, as_of="2023-12-31"), START) == (
        "**Of 8 container lines on record none sent ships via Suez again by 31 December 2023.**"
        " Line 8, Line 7, Line 6, Line 5, Line 4 and 3 more stayed away."
    )
    assert carrier_words.returns(frame(away[0], as_of="2023-12-31"), START).startswith(
        "**Of one container line on record none sent ships"
    )
    assert carrier_words.returns(frame(back("A", "2026-09-09", second=True)), START) == (
        "**By 7 October 2026, the one container line on record sent ships via Suez again:** A"
        " since 9 September. That is known at second hand alone."
    )
    assert carrier_words.returns(frame(), START) == ""
    assert carrier_words.returns(frame(*away), date(2026, 10, 8)) == (
        "**Container lines:** what they announced after 7 October 2026 is not checked."
    )
    assert carrier_words.returns(frame(*away), date(2026, 10, 7)).startswith("**Of 8")


def bundled_states(end: str) -> dict[str, tuple[str, str]]:
    """Return carrier -> state, since which day, read from the file without a database."""
    with (HOME / "data" / "carrier_actions.csv").open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda r: (r["date"], r["action"]))
    found: dict[str, tuple[str, str]] = {}
    for row in rows:
        state = found.get(row["carrier"], ("", ""))[0]
        if row["segment"] != "container" or row["date"] > end or row["action"] == "cargo stop":
            continue
        if row["action"] in ("partial return", "resumed"):
            step = "planned" if row["planned"] == "yes" else "returned"
            if state == "returned" or (state == step == "planned"):
                continue
            found[row["carrier"]] = (step, row["date"])
        else:
            kind = "suspended" if row["action"] == "suspended again" else "away"
            found[row["carrier"]] = (kind, row["date"])
    return found


@pytest.mark.parametrize(
    "end", ["2023-12-31", "2024-01-03", "2025-11-30", "2026-02-20", "2026-03-31", "2026-10-07"]
)
def test_bundled_states_are_those_of_the_file(bundled: Any, end: str) -> None:
    rows = bundled("facts/carrier_returns", end=end, segments=["container"])
    told = zip(rows["carrier"], rows["state"], rows["since"].dt.strftime("%Y-%m-%d"), strict=True)
    assert {carrier: (state, since) for carrier, state, since in told} == bundled_states(end)


def test_bundled_sentence_of_october_2026(bundled: Any) -> None:
    rows = bundled("facts/carrier_returns", segments=["container"])
    assert carrier_words.returns(rows, START) == (
        "**By 7 October 2026, 6 of 12 container lines on record sent ships via Suez again:** MSC"
        " since 19 August; Maersk since 22 August; CMA CGM and Hapag-Lloyd since 9 September; COSCO"
        " and OOCL since 15 September. HMM, Ocean Network Express and Yang Ming planned a return"
        " from 17 October. Evergreen stayed away. Of Wan Hai and ZIM nothing is on record after 19"
        " December 2023. All 9 returns and plans are known at second hand alone."
    )


@pytest.fixture(scope="module")
def bundled() -> Any:
    """Run a query on the bundled announcements, their sources and their check."""
    named = {}
    for name in ("carrier_actions", "sources", "coverage"):
        with (HOME / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            named[name] = [
                {key: cell or None for key, cell in row.items()} for row in csv.DictReader(file)
            ]
    con = open_store(**named)
    return lambda name, **chosen: queries.run(con.cursor(), name, **chosen)
