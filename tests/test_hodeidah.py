"""The Hodeidah page on the bundled data, with filters from the URL."""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.settings import HOME
from tests import places

Page = Callable[..., AppTest]

# Streamlit says so of every script that runs outside its server.
pytestmark = pytest.mark.filterwarnings("ignore:.*ScriptRunContext")

SECTIONS = ["Imports", "Strikes and capacity", "Shares and statements", "AIS and inspection"]
"""Sections that have something to draw in the bundled data."""


@pytest.fixture
def page(visit: Page) -> Page:
    """Return a function that runs the page with query parameters."""
    return partial(visit, "hodeidah")


def cards(app: AppTest) -> list[str]:
    return [metric.value for metric in places.cards(app)]


def titles(app: AppTest) -> list[str]:
    return places.titles(app)


@pytest.mark.parametrize(
    ("period", "expected", "said"),
    [
        (
            {},
            ["6.7 Mt", "2.5 Mt", "22", "70 % / 80 %"],
            [
                "2025, 15 % less than the 7.9 Mt a year before (−16.0 to −14.7 % by rounding)",
                "2025, 8 % more than the 2.4 Mt a year before (+7.2 to +8.1 % by rounding)",
                "on 13 days, last 16 September 2025; at least 118 killed, 12 without a number;"
                " record begins 20 July 2024, checked to 14 August 2026",
                "Yemen's commercial imports and humanitarian aid to Yemen; said by ",
            ],
        ),
        (
            # January 2024 rests on a total of 2023 that the compilers doubt.
            {"period": ["2024-01-01", "2024-01-31"]},
            ["none", "none", "–", "70 % / 80 %"],
            ["no total in this period has a published year before", "record begins 20 July 2024"],
        ),
        (
            {"period": ["2024-07-20", "2024-07-20"]},
            ["none", "none", "1", "70 % / 80 %"],
            ["on 1 day, last 20 July 2024; 9 killed"],
        ),
        (
            {"period": ["2025-06-10", "2025-06-10"]},
            ["none", "none", "1", "70 % / 80 %"],
            ["on 1 day, last 10 June 2025; no number of deaths reported"],
        ),
    ],
)
def test_cards(page: Page, period: dict[str, Any], expected: list[str], said: list[str]) -> None:
    app = page(**period)
    assert cards(app) == expected
    captions = places.small(app)
    assert [words for words in said if not any(c.startswith(words) for c in captions)] == []


@pytest.mark.parametrize(
    ("goods", "expected"),
    [
        (
            "All",
            [
                "Red Sea ports took 408,000 t a month of fuel and food in June to October 2025",
                "Red Sea ports, 2025: 6.7 Mt of fuel and food, 15 % less than a year before",
                "Southern ports, 2025: 2.54 Mt of fuel and food, 8 % more than a year before",
                "Red Sea ports, 2025: 15 % less fuel and food than a year before (−16.0 to −14.7"
                " %)",
                "WFP’s figures of fuel and food as published: 42",
            ],
        ),
        (
            "Fuel",
            [
                "Red Sea ports took 108,000 t a month of fuel in June to October 2025, the least of"
                " 15 periods shown",
                "Red Sea ports, 2025: 2.1 Mt of fuel, 31 % less than a year before",
                "Southern ports, 2025: 0.841 Mt of fuel, 24 % less than a year before",
                "Red Sea ports, 2025: 31 % less fuel than a year before (−32.6 to −29.3 %)",
                "WFP’s figures of fuel as published: 40",
            ],
        ),
    ],
)
def test_imports_of_the_goods_chosen(page: Page, goods: str, expected: list[str]) -> None:
    assert titles(page(import_goods=goods)) == expected


def test_event_overlay_off_takes_the_port_events_away(page: Page) -> None:
    def drawn(**chosen: str) -> bool:
        names = {trace.get("name") for trace in places.figures(page(**chosen))[0]["data"]}
        return "strikes on ports and airports" in names

    assert not drawn(events="Off")
    assert drawn()


@pytest.mark.parametrize(
    ("chosen", "title", "rows"),
    [
        ({}, "47 port events: at least 128 killed, at least 435 injured", 47),
        ({"port": "Salif"}, "5 port events: at least 23 killed, at least 35 injured", 5),
        (
            {"port": ["Salif", "Ras Isa"], "port_event": "fuel restriction"},
            "2 port events",
            2,
        ),
        ({"period": ["2024-07-20", "2024-07-20"], "port_event": "air strike"},
         "1 port event: 9 killed, 83 injured", 1),
    ],
)  # fmt: skip
def test_event_list(page: Page, chosen: dict[str, Any], title: str, rows: int) -> None:
    app = page(hodeidah="Strikes and capacity", **chosen)
    assert titles(app)[-1] == title
    assert app.dataframe[-1].value.shape[0] == rows


def test_list_that_nothing_fits_says_what_to_clear(page: Page) -> None:
    app = page(hodeidah="Strikes and capacity", port="Mukalla", port_event="closure")
    assert (
        "No port event fits. Widen the period, or clear port or event. Record begins 20 July 2024,"
        " checked to 14 August 2026."
    ) in [info.value for info in app.info]


def test_statements_and_other_counts(page: Page) -> None:
    assert titles(page(hodeidah="Shares and statements")) == [
        "By WFP’s tonnes the Red Sea ports took 73 % of fuel and food in 2025, 66 % in 2022",
        "The founding claims: 70 % and 80 %",
        "All 9 published changes are falls, of 15 to 87 %",
        "Losses, volumes and inspection, as stated",
    ]
    assert titles(page(hodeidah="AIS and inspection")) == [
        "AIS estimate: Hodeidah 228,000 t a month, December 2023 to September 2024, 19 % more than"
        " in January 2022 to October 2023",
        "49 figures by UNVIM and AIS estimate",
    ]
    assert titles(page(hodeidah="AIS and inspection", import_method="UNVIM"))[-1] == (
        "22 figures by UNVIM"
    )


WHOLE = {"period": ["2019-01-01", "2026-06-30"]}


def test_every_import_figure_stands_in_a_list(page: Page) -> None:
    with (HOME / "data" / "port_imports.csv").open(encoding="utf-8", newline="") as file:
        published = {row["row_id"]: row["method"] for row in csv.DictReader(file)}
    lists = [page(hodeidah="AIS and inspection", **WHOLE)]
    lists += [page(import_goods=goods, **WHOLE) for goods in ("All", "Food", "Fuel")]
    listed = [key for app in lists for key in app.dataframe[-1].value["row_id"]]
    assert sorted(listed) == sorted(published)
    food = lists[2].dataframe[-1].value["row_id"]
    assert {"IMP089", "IMP091", "IMP092", "IMP093", "IMP094"} <= set(food)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"period": ["2024-05-30", "2024-05-30"]}, ""),
        ({"period": ["2023-12-10", "2023-12-20"], "import_goods": "Fuel"}, "December 2023: not"),
        ({"period": ["2025-01-01", "2025-12-31"], "import_goods": "Food"},
         "June to December 2025: not"),
    ],
)  # fmt: skip
def test_holes_are_those_of_the_record_within_the_days_chosen(
    page: Page, chosen: dict[str, Any], expected: str
) -> None:
    notes = " ".join(places.folded(page(**chosen)))
    assert any(said in notes for said in ("No bar for", "No figure for")) == bool(expected)
    if expected:
        assert f"No bar for the Red Sea ports in {expected} published, rounded too" in notes


def test_cards_name_the_goods_and_a_later_revision(page: Page) -> None:
    app = page(period=["2025-01-01", "2025-10-31"])
    labels = [metric.label for metric in places.cards(app)]
    assert labels[:2] == ["Red Sea ports, fuel and food", "Southern ports, fuel and food"]
    captions = places.small(app)
    (red,) = [said for said in captions if "by rounding)" in said and "January to" in said][:1]
    assert red.startswith("January to October 2025, ")
    assert red.endswith(" by rounding); a later total is probably a revision")
    whole = [said for said in places.small(page()) if "by rounding)" in said]
    assert not any("revision" in said for said in whole)


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize(
    "chosen",
    [
        {"period": ["2015-01-01", "2015-12-31"]},
        {"period": "2026-06-30", "events": "All"},
        {"period": ["2026-01-01", "2021-01-01"], "import_goods": "Gold", "port": "Nowhere"},
        {"baseline": ["2026-01-01", "2022-01-01"]},
    ],
)
def test_odd_filters_are_no_error(page: Page, section: str, chosen: dict[str, Any]) -> None:
    app = page(hodeidah=section, **chosen)
    assert len(cards(app)) == 4
    assert titles(app)
