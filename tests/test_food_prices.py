"""Retail prices of flour and fuel: the queries, the chart, the page with and without a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import contracts, desk
from dashboard.kit.charts import numbers
from dashboard.kit.ui import data
from dashboard.settings import Settings
from dashboard.topics.hodeidah.charts import food_prices
from tests import places
from tests.given import asker, drawn, open_store, package

Page = Callable[..., AppTest]

# Streamlit says so of every script that runs outside its server.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:.*ScriptRunContext")]

NAME, OPTIONS = "charts/food_prices_by_market", "lists/food_price_options"
FLOUR, DIESEL = "Wheat flour", "Fuel (diesel)"


def priced(
    day: str, market: str = "Aden City", admin1: str = "Aden", **more: Any
) -> dict[str, Any]:
    """Return a row of food_prices: an observed retail price of wheat flour in rials."""
    return {
        "date": day, "admin1": admin1, "market": market, "commodity": FLOUR, "unit": "KG",
        "price_flag": "actual", "price_type": "Retail", "currency": "YER", "price": 500.0,
        "price_usd": 2.0, "source_ids": "s1",
    } | more  # fmt: skip


def ask(*rows: dict[str, Any]) -> Callable[..., list[tuple[Any, ...]]]:
    return asker(open_store(food_prices=list(rows)))


def test_one_row_a_month_with_its_flags_and_the_mean_of_several_prices() -> None:
    found = ask(
        priced("2024-02-15", price=520, price_usd=None, source_ids="s3"),
        priced("2024-01-29", price=510, price_flag="aggregate", source_ids="s2|s1"),
        priced("2024-01-15", price=500),
        priced("2024-01-15", "Abs", "Hajjah", price_flag=None),
        priced("2024-01-15", price=9, price_type="Wholesale"),
    )(NAME)
    month = date(2024, 1, 1)
    assert found == [
        ("Aden", "Aden City", FLOUR, "KG", "YER", month, 505.0, 2, "actual, aggregate",
         date(2024, 1, 29), "s1|s2"),
        ("Aden", "Aden City", FLOUR, "KG", "YER", date(2024, 2, 1), 520.0, 1, "actual",
         date(2024, 2, 15), "s3"),
        ("Hajjah", "Abs", FLOUR, "KG", "YER", month, 500.0, 1, None, date(2024, 1, 15), "s1"),
    ]  # fmt: skip


PRICES = [
    priced("2024-01-15"),
    priced("2024-02-15", price=550, price_usd=None),
    priced("2024-01-15", "Abs", "Hajjah", currency="USD", price=1.9, price_usd=None),
    priced("2024-01-15", commodity=DIESEL, unit="L", price=900),
    priced("2024-01-15", unit="50 KG", price=20_000),
]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"commodity": FLOUR, "unit": "KG"}, [("YER", 500.0), ("YER", 550.0), ("USD", 1.9)]),
        ({"commodity": FLOUR, "unit": "KG", "currency": "YER"}, [("YER", 500.0), ("YER", 550.0)]),
        # The publisher's conversion, and what was priced in dollars; nothing else is converted.
        ({"commodity": FLOUR, "unit": "KG", "currency": "USD"}, [("USD", 2.0), ("USD", 1.9)]),
        ({"commodity": FLOUR, "currency": "EUR"}, []),
        ({"commodity": DIESEL}, [("YER", 900.0)]),
        ({"unit": "50 KG"}, [("YER", 20_000.0)]),
        ({"markets": ["Abs"]}, [("USD", 1.9)]),
        ({"markets": ["Aden City"], "start": "2024-02-15", "end": "2024-02-15"}, [("YER", 550.0)]),
    ],
)
def test_what_is_chosen(chosen: dict[str, Any], expected: list[tuple[str, float]]) -> None:
    assert ask(*PRICES)(NAME, "currency price", **chosen) == expected


@pytest.mark.parametrize(
    ("commodity", "flour"),
    [
        ("WHEAT FLOUR", True),
        ("Wheat flour (imported)", True),
        ("Flour (wheat)", True),
        ("Fuel (diesel)", False),
        ("fuel (Petrol-Gasoline)", False),
        ("Fuel (gas)", False),
        ("LPG", False),
        ("Wheat", None),
        ("Rice", None),
        ("Gaseous water", None),
        ("Sugar", None),
    ],
)
def test_wheat_flour_and_fuel_are_found_however_they_are_written(
    commodity: str, flour: bool | None
) -> None:
    found = ask(priced("2024-01-15", commodity=commodity))(OPTIONS, "commodity is_flour")
    assert found == ([] if flour is None else [(commodity, flour)])


@pytest.mark.parametrize(
    ("admin1", "is_main"),
    [
        ("Al Hodeidah", True),
        ("Al Hudaydah", True),
        ("Al-Hudaydah", True),
        ("Hodeida", True),
        ("ADEN", True),
        ("Sana'a", True),
        ("Sanaa City", True),
        ("Amanat Al Asimah", True),
        ("Abyan", False),
        ("Al Dhale'e", False),
        ("Hadramaut", False),
        ("not stated", False),
    ],
)
def test_main_governorates_however_they_are_written(admin1: str, is_main: bool) -> None:
    assert ask(priced("2024-01-15", admin1=admin1))(OPTIONS, "is_main") == [(is_main,)]


def test_options_take_turns_between_the_main_governorates_then_the_longest_records() -> None:
    found = ask(
        priced("2024-01-15", "Sana'a City", "Sana'a"),
        priced("2024-01-15", "Zabid", "Al Hudaydah"),
        priced("2024-01-15", "Hudaydah City", "Al Hudaydah"),
        priced("2024-02-15", "Hudaydah City", "Al Hudaydah", commodity=DIESEL, unit="L"),
        priced("2024-01-15", "Abs", "Hajjah"),
        priced("2024-03-15", "Abs", "Hajjah"),
        priced("2024-03-15", "Ibb", "Ibb"),
        priced("2024-03-15", "Rayda", "Amran", price_type="Wholesale"),
    )(OPTIONS)
    first, third = date(2024, 1, 15), date(2024, 3, 15)
    assert found == [
        (FLOUR, "KG", True, "Al Hudaydah", "Hudaydah City", True, 2, 1, 1, first, first),
        (FLOUR, "KG", True, "Sana'a", "Sana'a City", True, 1, 2, 1, first, first),
        (FLOUR, "KG", True, "Al Hudaydah", "Zabid", True, 1, 3, 1, first, first),
        (FLOUR, "KG", True, "Hajjah", "Abs", False, 2, 4, 2, first, third),
        (FLOUR, "KG", True, "Ibb", "Ibb", False, 1, 5, 1, third, third),
        (DIESEL, "L", False, "Al Hudaydah", "Hudaydah City", True, 2, 1, 1, date(2024, 2, 15),
         date(2024, 2, 15)),
    ]  # fmt: skip


def months(*rows: tuple[str, str, float], **more: Any) -> pd.DataFrame:
    """Return rows as the query does: market, month, price."""
    common = {
        "admin1": "Aden", "commodity": FLOUR, "unit": "KG", "currency": "YER", "prices": 1,
        "price_flag": "actual", "source_ids": "s1",
    } | more  # fmt: skip
    made = [
        common | {"market": market, "month": pd.Timestamp(f"{month}-01"), "price": price}
        for market, month, price in rows
    ]
    return pd.DataFrame(made)


NO_EVENTS = pd.DataFrame(
    columns=["event_id", "date", "title", "category", "detail", "importance", "source_ids"]
).astype({"date": "datetime64[us]"})
MARKETS = ["Hudaydah", "Aden City", "Abs"]
WHAT = "Wheat flour, KG"
RECORD = months(
    ("Aden City", "2023-01", 400.0),
    ("Aden City", "2023-02", 410.0),
    ("Aden City", "2023-04", 420.0),
    ("Aden City", "2024-01", 500.0),
    ("Abs", "2023-01", 99.5),
)


def chart_of(rows: pd.DataFrame, currency: str = "YER") -> Any:
    return food_prices.by_market(rows, MARKETS, WHAT, currency, NO_EVENTS)


def test_lines_break_at_each_month_without_a_price() -> None:
    chart = chart_of(RECORD)
    aden, abs_, reader = drawn(chart).data
    assert list(aden.y) == [400, 410, None, 420, None, 500]
    assert list(abs_.y) == [99.5]
    # A month alone is a dot.
    assert list(aden.marker.size) == [0, 0, 0, 5, 0, 5]
    assert reader.text == (
        "<b>January 2023</b>, YER per KG<br>Aden City 400<br>Abs 99.5",
        "<b>February 2023</b>, YER per KG<br>Aden City 410",
        "<b>April 2023</b>, YER per KG<br>Aden City 420",
        "<b>January 2024</b>, YER per KG<br>Aden City 500",
    )
    assert [a.text.split("</span> ")[1] for a in drawn(chart).layout.annotations] == [
        "Abs",
        "Aden City",
    ]
    assert drawn(chart).layout.yaxis.title.text == "YER per KG"
    assert drawn(chart).layout.yaxis.range[0] == 0
    assert chart.rows is RECORD


def test_words_of_the_prices() -> None:
    chart = chart_of(RECORD)
    assert chart.title == (
        "Wheat flour at Aden City: 500 YER per KG in January 2024, 25 % more than in January 2023"
    )
    assert chart.alt == (
        "Lines of the retail price by month, January 2023 to January 2024, one a market (2)."
        f" {chart.title}. Latest: Aden City 500 in January 2024; Abs 99.5 in January 2023."
    )
    assert chart.method.startswith("Retail prices of wheat flour, YER per KG.")
    assert [word in chart.method for word in ("aggregate", "flag", "mean", "dollars")] == [
        False
    ] * 4
    assert chart_of(RECORD.head(1)).title == (
        "Wheat flour at Aden City: 400 YER per KG in January 2023"
    )


def test_notes_say_how_prices_came_about() -> None:
    rows = RECORD.assign(
        price_flag=["aggregate", "actual, aggregate", "actual", None, "actual"],
        prices=[1, 2, 1, 1, 1],
    )
    chart = chart_of(rows.assign(currency="USD"), "USD")
    assert "US dollars are the publisher’s own conversion." in chart.method
    assert "2 of 5 are put together by the publisher (aggregate), not observed" in chart.method
    assert "2 of 5 are aggregates, not observed." in chart.note
    assert "1 price without a flag." in chart.method
    assert "Of several prices in a month the mean is drawn." in chart.method
    assert "Aden City 400 (aggregate)" in drawn(chart).data[-1].text[0]


def test_a_market_keeps_its_colour_unless_another_has_it() -> None:
    whole, part = chart_of(RECORD), chart_of(RECORD.tail(1))
    assert drawn(whole).data[1].line.color == drawn(part).data[0].line.color
    many = [f"Market {number:02}" for number in range(16)]
    chosen = [*many[:3], many[7], *many[9:16]]  # 0 and 7 have one place among the colours
    rows = months(*[(name, "2024-01", 1.0) for name in chosen])
    chart = food_prices.by_market(rows, many, WHAT, "YER", NO_EVENTS)
    looks = [(line.line.color, line.line.width) for line in drawn(chart).data[:-1]]
    assert len(set(looks)) == len(chosen)
    assert [width for _, width in looks] == [2.25] * 7 + [1] * 4
    assert [colour for colour, _ in looks[:3]] == list(food_prices.COLOURS[:3])
    assert "further markets are thin lines" in chart.method
    assert "thin lines" not in whole.method
    # Dashes would look like months without a price.
    assert not any(line.line.dash for line in drawn(chart).data[:-1])


def test_one_name_in_two_governorates_is_two_lines() -> None:
    rows = pd.concat([RECORD.head(2), months(("Aden City", "2023-01", 7.0), admin1="Elsewhere")])
    names = [line.name for line in drawn(chart_of(rows)).data[:-1]]
    assert names == ["Aden City, Aden", "Aden City, Elsewhere"]


def test_nothing_chosen_is_priced() -> None:
    chart = chart_of(RECORD.head(0), "USD")
    assert chart.figure is None
    assert chart.absence == (
        "No retail price of wheat flour, KG in USD at these markets in the period. Choose other"
        " markets or widen the period."
    )


@pytest.mark.parametrize(
    ("value", "said"), [(12_345.6, "12,346"), (99.54, "99.5"), (9.876, "9.88"), (0.0, "0.00")]
)
def test_digits(value: float, said: str) -> None:
    assert numbers.price(value) == said


@pytest.fixture
def page(visit: Page) -> Page:
    """Return a function that runs the section of the page with query parameters."""
    return partial(visit, "hodeidah", hodeidah="Food and fuel prices")


def titles(app: AppTest) -> list[str]:
    return places.titles(app)


def said(app: AppTest) -> str:
    return " ".join(info.value for info in app.info)


def load(built: Settings, folder: Path, *rows: dict[str, Any]) -> None:
    """Load prices as the data team does, from a file in the contract's layout."""
    columns = [field.name for field in package().dataset("food_prices").fields]
    made = [row | {"source_ids": "github-com-80b788"} for row in rows]
    file = folder / "food_prices.csv"
    pd.DataFrame(made, columns=columns).to_csv(file, index=False)
    whole = contracts.load_package(built.data)
    loaded = desk.load(built, whole, whole.dataset("food_prices"), file)
    assert loaded.report.clean, loaded.report.lines()


def test_page_says_which_file_is_missing_to_those_who_may_load_it(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = page()
    assert "Food and fuel prices in Yemen's markets: no data yet." in said(app)
    assert "filled by" not in said(app)  # readers who may not load it cannot fill it
    monkeypatch.setenv("REDSEA_LOADING", "on")
    data.chosen.cache_clear()
    assert (
        "WFP Food Prices for Yemen, from https://data.humdata.org. Load it on the page Load data."
        in said(page())
    )
    assert titles(app) == []


LOADED = [
    priced("2024-01-15"),
    priced("2024-01-15", "Hudaydah City", "Al Hudaydah", price=400),
    priced("2024-02-15", "Hudaydah City", "Al Hudaydah", price=440, price_usd=0.8),
    priced("2024-01-15", "Hudaydah City", "Al Hudaydah", commodity=DIESEL, unit="L", price=900),
    priced("2024-01-15", "Abs", "Hajjah"),
]


def test_page_draws_the_main_markets_and_what_is_chosen(
    page: Page, built: Settings, tmp_path: Path
) -> None:
    load(built, tmp_path, *LOADED)
    app = page()
    assert titles(app) == ["Wheat flour at Hudaydah City: 440 YER per KG in February 2024"]
    assert app.selectbox(key="price_of").options == ["Wheat flour, KG", "Fuel (diesel), L"]
    markets = app.button_group(key="price_market")
    assert markets.options == ["Hudaydah City", "Aden City", "Abs"]
    assert markets.value == ["Hudaydah City", "Aden City"]
    assert titles(page(price_in="US dollar", price_market="Hudaydah City")) == [
        "Wheat flour at Hudaydah City: 0.80 USD per KG in February 2024"
    ]
    diesel = page(price_of="Fuel (diesel), L")
    assert titles(diesel) == ["Fuel (diesel) at Hudaydah City: 900 YER per L in January 2024"]
    assert "No price of fuel (diesel), L in YER in the period: Aden City." in [
        caption.value for caption in diesel.caption
    ]
    none = page(price_of="Fuel (diesel), L", price_market="Abs")
    assert "No retail price of fuel (diesel), L in YER at these markets" in said(none)
    outside = page(period=["2025-01-01", "2025-12-31"])
    assert titles(outside) == ["Retail price of wheat flour, KG"]


def test_page_draws_the_longest_records_where_no_main_market_is_known(
    page: Page, built: Settings, tmp_path: Path
) -> None:
    rows = [
        priced(f"2024-{month:02}-15", f"Market {number}", "Ibb")
        for number in range(6)
        for month in range(1, number + 2)
    ]
    load(built, tmp_path, *rows)
    chosen = page().button_group(key="price_market").value
    assert chosen == ["Market 5", "Market 4", "Market 3", "Market 2"]


def test_page_says_that_the_file_holds_other_commodities(
    page: Page, built: Settings, tmp_path: Path
) -> None:
    load(built, tmp_path, priced("2024-01-15", commodity="Rice"))
    assert "The prices loaded hold no retail price of wheat flour or of a fuel" in said(page())
