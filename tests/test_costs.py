"""The page of container costs on the bundled data, with filters from the URL."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.kit.ui import citations, source_line
from tests import places

Page = Callable[..., AppTest]
LEADING = [
    "Shanghai-Rotterdam", "Shanghai-Genoa", "Shanghai-Los Angeles", "Shanghai-New York",
    "composite",
]  # fmt: skip
OTHERS = ["Los Angeles-Shanghai", "New York-Rotterdam", "Rotterdam-New York", "Rotterdam-Shanghai"]
SECTIONS = ("Spot rates", "Asia-Europe premium", "Cost components", "Published statements")

# Streamlit says so of every script that runs outside its server.
pytestmark = pytest.mark.filterwarnings("ignore:.*ScriptRunContext")


@pytest.fixture
def page(visit: Page) -> Page:
    """Return a function that runs the page with query parameters."""
    return partial(visit, "costs")


def headings(app: AppTest) -> list[str]:
    """Return the titles of the charts and tables shown."""
    return places.titles(app)


def test_cards_and_spot_rates(page: Page) -> None:
    app = page()
    assert [(m.label, m.value) for m in places.cards(app)] == [
        ("Shanghai-Rotterdam", "3,399 USD"),
        ("Shanghai-Genoa", "3,702 USD"),
        ("Shanghai-Los Angeles", "7,835 USD"),
        ("Shanghai-New York", "10,428 USD"),
        ("Composite", "4,434 USD"),
    ]
    captions = places.small(app)
    assert "2.9× baseline, 2.4× Jan-Nov 2023, 2.3× 2019 · 1 Oct 2026" in captions
    for section in SECTIONS:
        said = [caption.value for caption in page(costs=section).caption]
        assert "Spot rates: [Drewry WCI](https://www.drewry.co.uk)." in said, section
    assert headings(app) == [
        "Shanghai-Rotterdam stood highest against its baseline on 18 July 2024: 7.1 times (5.8"
        " times that of Jan-Nov 2023, 5.5 of 2019), 8,267 USD; on 1 October 2026 it stood at 3,399"
        " USD (2.3 to 2.9 times, by baseline); latest assessment: New York highest of the period",
        "The rates at the milestones of the crisis",
    ]


def test_lanes_that_do_not_lead_are_offered(page: Page) -> None:
    app = page()
    (pills,) = (group for group in app.button_group if group.key == "rate_lane")
    assert pills.options == [*LEADING, *OTHERS]
    assert list(app.table[0].value.index) == [*LEADING[:4], "Composite"]
    app = page(rate_lane=["Rotterdam-New York", "Shanghai-New York"])
    assert list(app.table[0].value.index) == ["Shanghai-New York", "Rotterdam-New York"]
    assert [m.label for m in places.cards(app)] == [*LEADING[:4], "Composite"]


def test_milestones_of_one_lane(page: Page) -> None:
    table = page(rate_lane="Shanghai-Rotterdam").table[0].value
    (row,) = table.replace("\u00a0", " ", regex=True).to_dict("records")
    assert list(table.index) == ["Shanghai-Rotterdam"]
    assert row == {
        "Baseline": "**1,157**  \n10 assessments",
        "Before the first hijacking": "**1,227** (1.1×, +6 %)  \n16 Nov 2023",
        "January 2024 peak": "**4,984** (4.3×, +331 %)  \n25 Jan 2024",
        "July 2024 peak": "**8,267** (7.1×, +614 %)  \n18 Jul 2024",
        "Low of 2025": "**1,577** (1.4×, +36 %)  \n9 Oct 2025",
        "Latest": "**3,399** (2.9×, +194 %)  \n1 Oct 2026",
    }


def test_the_table_of_milestones_is_named_for_those_who_cannot_see_it(page: Page) -> None:
    alt = page(rate_lane="Shanghai-Rotterdam").table[0].proto.alt
    assert alt == (
        "The rates at the milestones of the crisis. 1 row (Shanghai-Rotterdam), 6 columns"
        " (Baseline, Before the first hijacking, January 2024 peak, July 2024 peak, Low of 2025,"
        " Latest)."
    )


@pytest.mark.parametrize(
    ("section", "said"),
    [
        (
            "Spot rates",
            {
                "rates_by_date": "lanes: Shanghai-Genoa, USD per FEU",
                "rates_milestones": "lanes: Shanghai-Genoa, USD per FEU",
            },
        ),
        (
            "Asia-Europe premium",
            {
                "premium_usd_per_feu": "Shanghai-Rotterdam over Shanghai-Los Angeles",
                "premium_ratio": "Shanghai-Rotterdam over Shanghai-Los Angeles",
            },
        ),
    ],
)
def test_the_head_of_a_csv_names_the_baseline(
    page: Page, monkeypatch: pytest.MonkeyPatch, section: str, said: dict[str, str]
) -> None:
    from dashboard.kit.ui import show

    heads: dict[str, str] = {}
    monkeypatch.setattr(
        show, "details", lambda chart, _, chosen, *__, **___: heads.update({chart.key: chosen})
    )
    page(
        costs=section,
        period=["2024-01-01", "2025-12-31"],
        rate_lane="Shanghai-Genoa",
        rate_baseline=["2023-10-01", "2023-10-31"],
    )
    against = "freight rates against 1 October 2023 to 31 October 2023"
    heads.pop("crisis", None)  # of the page that is open first
    assert heads == {
        key: f"1 January 2024 to 31 December 2025, {own}; {against}" for key, own in said.items()
    }


def test_charts_of_very_different_height_never_stand_side_by_side(page: Page) -> None:
    def beside(section: str) -> int:
        columns = page(costs=section).columns
        return sum(m.value.startswith("## ") for column in columns for m in column.markdown)

    assert beside("Asia-Europe premium") == 2  # these two are of one height
    assert beside("Cost components") == 0


def test_baseline_without_assessments_is_said(page: Page) -> None:
    app = page(rate_baseline=["2019-01-01", "2019-01-31"], rates_as="Times the baseline")
    assert any("choose another baseline" in info.value for info in app.info)
    assert "no baseline · 1 Oct 2026" in [card.detail for card in places.cards(app)]
    table = app.table[0].value
    assert set(table["Baseline"]) == {"none"}
    assert "×" not in "".join(table["Latest"])
    assert not any("in brackets" in caption.value for caption in app.caption)
    assert places.cards(app)[0].help.endswith(
        " (FEU). The baseline, 1 January 2019 to 31 January 2019, holds no assessment of this lane."
    )


def test_no_claim_for_the_red_sea_where_both_lanes_fell(page: Page) -> None:
    app = page(
        costs="Asia-Europe premium",
        period=["2025-01-01", "2026-10-01"],
        rate_baseline=["2024-06-01", "2024-08-31"],
    )
    said = " ".join(m.value for m in app.markdown)
    assert "the part of the rise" not in said
    assert "The baseline reaches into the crisis" in said
    assert "had risen" not in said
    assert (
        "Rotterdam stood lower against Los Angeles than in the baseline on every date, by 98"
        " USD/FEU at the least (7 August 2025), by" in said
    )


def test_dates_of_quotes_in_the_list_are_no_more_exact_than_known(page: Page) -> None:
    quotes = page(costs="Cost components", quote_kind="War-risk premium").dataframe[0].value
    said = dict(zip(quotes["date"].astype(str), quotes["when"], strict=True))
    assert said["2025-12-15"] == "Q4 2025"
    assert said["2023-12-24"] == "by 24 Dec 2023"
    assert said["2024-09-19"] == "19 Sep 2024"


def test_sources_are_those_of_the_baseline_too(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    counts: list[int] = []

    def said(rows: pd.DataFrame, events: pd.DataFrame, key: str) -> None:
        counts.append(len(citations.source_ids(rows)))

    monkeypatch.setattr(source_line, "said", said)

    def counted(**chosen: Any) -> list[int]:
        counts.clear()
        page(period=["2024-07-18", "2024-07-18"], **chosen)
        return list(counts)

    assert counted(rate_lane="Shanghai-Rotterdam") == [11, 11]
    assert counted(costs="Asia-Europe premium") == [11, 11]
    none = ["2019-01-01", "2019-01-31"]
    assert counted(rate_lane="Shanghai-Rotterdam", rate_baseline=none) == [1, 1]


@pytest.mark.parametrize(
    ("section", "titles"),
    [
        (
            "Asia-Europe premium",
            ["Rotterdam cost at most 1,616 USD more", "Rotterdam cost at most 1.58 times"],
        ),
        (
            "Cost components",
            [
                "Quotes of the war-risk premium for the Red Sea rose from 0.03 % (week of"
                " 27 Nov 2023) to up to 2 % (19 Sep 2024); the last is 0.5–1 % (23 Jul 2026);"
                " calls at its ports: up to 7 % (24 Sep 2026)",
                "Surcharges ran from 450 to 3,000 USD/FEU",
                "Fuel and charter: 40 published quotes of 2 components",
                "119 published quotes of costs",
            ],
        ),
        (
            "Published statements",
            [
                "10 of 11 published statements agree with the record",
                "20 statements on rates that cannot be checked here",
            ],
        ),
    ],
)
def test_sections(page: Page, section: str, titles: list[str]) -> None:
    found = headings(page(costs=section))
    assert len(found) == len(titles)
    assert all(title.startswith(said) for title, said in zip(found, titles, strict=True)), found


def test_statements_in_words(page: Page) -> None:
    checked, others = (f.value for f in page(costs="Published statements").dataframe)
    rows = checked.set_index("claim_id")[["published", "ours", "apart", "verdict"]]
    assert list(rows.loc["PUB-005"]) == ["at least 3 times", "2.87 times", "−0.13 times", "no"]
    assert list(rows.loc["PUB-036"]) == ["166 %", "166.0 %", "0.0 points", "yes"]
    assert list(rows.loc["PUB-042"]) == ["41 %", "40.6 %", "−0.4 points", "yes"]
    assert list(rows.loc["PUB-044"]) == ["17 weeks", "17 weeks", "0 weeks", "yes"]
    said = others.set_index("claim_id")["published"]
    assert said["PUB-017"] == "2.75 times (mid of 2.5-3)"
    assert said["PUB-006"] == "−45 %"


def test_own_filters_of_the_components(page: Page) -> None:
    app = page(
        costs="Cost components", surcharge="USD/reefer", cost_kind="EU ETS", quote_kind="Insurance"
    )
    assert headings(app)[1] == (
        "Surcharges ran from 1,200 to 4,000 USD/reefer, the highest: CMA CGM, 2 Mar 2026"
    )
    assert headings(app)[2].startswith("EU ETS: 7 published quotes")
    assert headings(app)[3] == "4 published quotes of costs"
    assert set(app.dataframe[0].value["kind"]) == {"Insurance"}
    assert list(app.dataframe[0].value["quote"]) == [
        "up to 1,000,000", "300,000", "up to 760,000", "1,000,000–2,500,000",
    ]  # fmt: skip


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize(
    "chosen",
    [
        {"period": ["2019-01-01", "2019-01-02"]},  # before all data
        {"period": ["2024-07-18", "2024-07-18"]},  # one day
        {"period": ["2021-01-01", "2023-08-31"]},  # irregular record only
        {"rate_baseline": ["2023-11-16", "2023-09-01"]},  # the wrong way round
        {"rate_baseline": ["2019-01-01", "2019-01-02"], "rates_as": "Times the baseline"},
        {"rate_lane": "nowhere", "premium_lane": "nowhere", "surcharge": "x", "cost_kind": "x"},
        {"events": "All", "premium_lane": "Shanghai-Genoa"},
    ],
)
def test_odd_filters_are_no_error(page: Page, section: str, chosen: dict[str, Any]) -> None:
    app = page(costs=section, **chosen)
    assert headings(app)
    assert app.title[0].value == "Red Sea shipping disruption: Container costs"


def test_period_before_all_data_says_what_to_do(page: Page) -> None:
    app = page(period=["2019-01-01", "2019-01-02"])
    assert [metric.value for metric in places.cards(app)] == ["–"]
    why = "Record begins 13 June 2019. Choose other days in the sidebar."
    assert [info.value for info in app.info] == [why, why]
