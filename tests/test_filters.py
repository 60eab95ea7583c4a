"""The shared filters: presets and their days, links old and new, chips, the year before in SQL."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.kit.charts import rate_words, words
from dashboard.kit.charts import transit_words as say
from dashboard.kit.ui.filters import Filters
from tests import places
from tests.given import asker, open_store

Page = Callable[..., AppTest]

BAB, SUEZ, CAPE = "Bab el-Mandeb Strait", "Suez Canal", "Cape of Good Hope"


@pytest.fixture
def page(visit: Page) -> Page:
    """Return a function that runs a page with query parameters."""
    return visit


def d(text: str) -> date:
    return date.fromisoformat(text)


# Days of the presets.


def test_periods_by_name_end_where_the_record_does() -> None:
    coverage = [
        {"dataset": "events", "covers_from": "2023-10-08", "covers_until": "2025-02-28"},
        {"dataset": "attacks", "covers_from": "2023-11-19", "covers_until": "2025-03-15"},
    ]
    events = [
        {"event_id": "E1", "date": "2023-11-19", "phase": "First phase", "source_ids": "s1"},
        {"event_id": "E2", "date": "2024-12-01", "phase": "Second phase", "source_ids": "s2"},
        {"event_id": "E3", "date": "2024-12-02"},
    ]
    assert asker(open_store(coverage=coverage, events=events))("lists/named_periods") == [
        ("preset", "since", "Since Oct 2023", d("2023-10-08"), d("2025-03-15"), None),
        ("preset", "12m", "12 months", d("2024-03-16"), d("2025-03-15"), None),
        ("preset", "2025", "2025", d("2025-01-01"), d("2025-03-15"), None),
        ("preset", "2024", "2024", d("2024-01-01"), d("2024-12-31"), None),
        ("preset", "2023", "2023", d("2023-01-01"), d("2023-12-31"), None),
        ("phase", "E1", "First phase", d("2023-11-19"), d("2024-11-30"), "s1"),
        ("phase", "E2", "Second phase", d("2024-12-01"), d("2025-03-15"), "s2"),
    ]


def test_without_a_record_there_is_a_period_all_the_same() -> None:
    (first, *_) = asker(open_store())("lists/named_periods", "short_name first_day last_day")
    assert first == ("since", d("2022-01-01"), d("2023-11-16"))


def test_baselines_by_name() -> None:
    assert asker(open_store())("lists/named_baselines") == [
        ("before", "Before the crisis", False, d("2022-01-01"), d("2023-10-06"),
         d("2023-09-01"), d("2023-11-16")),
        *((year, year, False, *(d(f"{year}-01-01"), d(f"{year}-12-31")) * 2)
          for year in ("2019", "2023")),
        ("year-before", "Same weeks a year before", True, None, None, None, None),
    ]  # fmt: skip


# Links.


def asked(app: AppTest) -> dict[str, Any]:
    """Return the filters of a page, as queries take them."""
    found: Filters = app.session_state["_filters"]
    return found.parameters


@pytest.mark.parametrize(
    ("link", "start", "end"),
    [
        ({}, "2023-10-07", "2026-10-09"),
        ({"period": "since"}, "2023-10-07", "2026-10-09"),
        ({"period": "12m"}, "2025-10-10", "2026-10-09"),
        ({"period": "12 months"}, "2025-10-10", "2026-10-09"),
        ({"period": "2026"}, "2026-01-01", "2026-10-09"),
        ({"period": "2024"}, "2024-01-01", "2024-12-31"),
        ({"period": "EV063"}, "2025-03-15", "2025-05-05"),
        ({"period": "Phase", "phase": "Rough Rider"}, "2025-03-15", "2025-05-05"),
        ({"period": "Phase"}, "2026-07-20", "2026-10-09"),
        ({"period": ["2024-01-02", "2024-03-04"]}, "2024-01-02", "2024-03-04"),  # an old link
        ({"period": ["2024-03-04", "2024-01-02"]}, "2024-01-02", "2024-03-04"),
        ({"period": "2024-07-20"}, "2024-07-20", "2024-07-20"),
        ({"period": "Custom", "days": ["2024-01-02", "2024-03-04"]}, "2024-01-02", "2024-03-04"),
        ({"period": "custom"}, "2023-10-07", "2026-10-09"),
        ({"period": ["soon", "2024-03-04"]}, "2023-10-07", "2026-10-09"),
    ],
)
def test_period_of_a_link(page: Page, link: dict[str, Any], start: str, end: str) -> None:
    chosen = asked(page("claims", **link))
    assert (chosen["start"], chosen["end"]) == (d(start), d(end))


USUAL = ("2022-01-01", "2023-10-06", "2023-09-01", "2023-11-16")
YEAR_2019 = ("2019-01-01", "2019-12-31") * 2


@pytest.mark.parametrize(
    ("link", "days", "year_before"),
    [
        ({}, USUAL, False),
        ({"compare": "before"}, USUAL, False),
        ({"compare": "2019"}, YEAR_2019, False),
        ({"compare": "year-before"}, ("2022-10-08", "2025-10-10") * 2, True),
        (
            {"compare": "year-before", "period": "2025"},
            ("2024-01-03", "2025-01-01") * 2,
            True,
        ),
        (
            {"baseline": ["2023-01-01", "2023-06-30"]},
            ("2023-01-01", "2023-06-30", *USUAL[2:]),
            False,
        ),
        ({"rate_baseline": "2023-09-07"}, (*USUAL[:2], "2023-09-07", "2023-09-07"), False),
        ({"compare": "Custom"}, USUAL, False),
        ({"compare": "2019", "baseline": ["2023-01-01", "2023-06-30"]}, YEAR_2019, False),
        ({"compare": "1850"}, USUAL, False),
    ],
)  # fmt: skip
def test_baseline_of_a_link(
    page: Page, link: dict[str, Any], days: tuple[str, ...], year_before: bool
) -> None:
    chosen = asked(page("claims", **link))
    names = ("baseline_start", "baseline_end", "rate_baseline_start", "rate_baseline_end")
    assert tuple(str(chosen[name]) for name in names) == days
    assert chosen["year_before"] is year_before


def test_link_to_a_name_that_there_is_not_says_so(page: Page) -> None:
    app = page("claims", period="13m", compare="1850", phase="Third")
    assert [w.value for w in app.warning] == [
        "The link asks for period '13m', phase 'Third', compare '1850', which cannot be used; the"
        " default stands instead. Days go from 2011-01-01 to 2026-10-09."
    ]


def test_sidebar_says_the_days_that_are_compared_with(page: Page) -> None:
    def under(**link: str) -> str:
        return page("claims", **link).sidebar.caption[0].value

    assert under() == "1 Jan 2022 to 6 Oct 2023; rates 1 Sep to 16 Nov 2023"
    assert under(compare="2019") == "1 Jan to 31 Dec 2019"
    assert under(compare="year-before") == "Each week against the one 52 weeks earlier"
    assert [field.label for field in page("claims").sidebar.date_input] == []
    custom = page("claims", period="Custom", compare="Custom").sidebar.date_input
    assert [field.label for field in custom] == [
        "Days of the period", "Baseline of transits", "Baseline of freight rates",
    ]  # fmt: skip


def test_filters_in_words() -> None:
    days = d("2024-01-01"), d("2024-12-31")
    year = Filters(*days, *[d("2019-01-01"), d("2019-12-31")] * 2, 3, False)
    assert year.all_words() == (
        "1 January 2024 to 31 December 2024, without claimed-only attacks; transits and freight"
        " rates against 2019"
    )
    before = Filters(*days, *[d("2023-01-02"), d("2024-01-01")] * 2, 3, True, year_before=True)
    assert before.all_words().endswith("and freight rates against the same weeks a year before")
    own = Filters(*days, d("2022-01-01"), d("2022-12-30"), *days, 3, False)
    assert own.all_words().endswith(
        "; transits against 1 January 2022 to 30 December 2022; freight rates against 2024"
    )


# Chips.


def chips(app: AppTest) -> list[str]:
    """Return what the chips of a page say."""
    return [button.label for button in app.button if (button.key or "").startswith("lift-")]


def plain(app: AppTest) -> str:
    """Return the words on what is as at first."""
    bodies = [
        node.proto.body for node in app.get("html") if '<div class="as-at-first"' in node.proto.body
    ]
    return re.sub("<[^>]+>", "", "".join(bodies))


def test_chips_say_what_is_set_and_plain_words_the_rest(page: Page) -> None:
    app = page("attacks")
    assert chips(app) == []
    said = "Since Oct 2023 · Compared with before the crisis · Houthi-only claims left out"
    assert plain(app) == said
    app = page(
        "attacks", period="12m", compare="2019", events="All", outcome=["sunk", "damaged"]
    )  # fmt: skip
    assert chips(app) == [
        "12 months", "Compared with 2019", "Events: All", "Outcome: sunk, damaged",
    ]  # fmt: skip
    custom = page("attacks", period="2024-07-20", baseline="2023-01-01", claimed="true")
    assert chips(custom) == [
        "20 Jul 2024", "Compared with days of your own", "With Houthi-only claims",
    ]  # fmt: skip


def test_a_chip_lifts_its_filter_and_reset_lifts_all(page: Page) -> None:
    app = page("attacks", period="2024", claimed="true", outcome="sunk")
    assert places.cards(app)[0].value == "2"
    app.button(key="lift-period").click().run()
    assert chips(app) == ["With Houthi-only claims", "Outcome: sunk"]
    assert places.cards(app)[0].value == "5"
    app.button(key="lift-outcome").click().run()
    assert places.cards(app)[0].value == "193"
    app.multiselect(key="outcome").select("sunk").run()
    app.button(key="reset-filters").click().run()
    assert chips(app) == []
    assert places.cards(app)[0].value == "135"
    assert "period" not in app.query_params
    assert "outcome" not in app.query_params


def test_a_page_where_nothing_fits_has_its_chips(page: Page) -> None:
    app = page("attacks", outcome="sunk", area="Port")
    assert chips(app) == ["Area: Port", "Outcome: sunk"]


def test_sections_have_chips_of_their_own(page: Page) -> None:
    app = page("rerouting", chokepoint="Suez Canal", ship_class=["tanker", "container"])
    assert chips(app) == ["Chokepoints: Suez Canal", "Class of ship: container, tanker"]
    app.button(key="lift-ship_class").click().run()
    assert chips(app) == ["Chokepoints: Suez Canal"]
    app.button(key="lift-chokepoint").click().run()
    assert chips(app) == []
    assert page("claims", claim="2").button(key="reset-filters")  # what opens more is no filter
    assert chips(page("claims", claim="2")) == []


# The year before.

NOW = {"start": "2024-01-01", "end": "2024-01-31"}
AGO = {
    "baseline_start": "2023-01-02", "baseline_end": "2023-02-01",
    "rate_baseline_start": "2023-01-02", "rate_baseline_end": "2023-02-01", "year_before": True,
}  # fmt: skip


def passed(week: str, place: str, of: str, transits: int, **more: Any) -> dict[str, Any]:
    return {
        "week_start": week, "days": 7, "chokepoint": place, "vessel_class": of,
        "transits": transits, "trade_volume_t": 10 * transits, "source_ids": "s1",
    } | more  # fmt: skip


PASSED = [
    passed("2023-01-02", SUEZ, "tanker", 70),
    passed("2023-01-09", SUEZ, "tanker", 140),
    passed("2023-01-16", SUEZ, "tanker", 700),  # the week a year after is missing
    passed("2024-01-01", SUEZ, "tanker", 35),
    passed("2024-01-08", SUEZ, "tanker", 210),
    passed("2024-01-22", SUEZ, "tanker", 14),  # the week a year before is missing
    passed("2023-01-02", CAPE, "tanker", 210),
    passed("2024-01-01", CAPE, "tanker", 105),
]


def test_each_week_is_compared_with_the_week_52_weeks_earlier() -> None:
    ask = asker(open_store(transits=PASSED))
    chosen = NOW | {k: v for k, v in AGO.items() if not k.startswith("rate")}
    columns = "chokepoint week baseline_per_day index_pct"
    weeks = [
        (CAPE, d("2024-01-01"), 30.0, 50.0),
        (SUEZ, d("2024-01-01"), 10.0, 50.0),
        (SUEZ, d("2024-01-08"), 20.0, 150.0),
        (SUEZ, d("2024-01-22"), None, None),
    ]
    assert ask("charts/transits_by_week", columns, **chosen) == weeks
    assert ask("charts/transits_by_class", columns, **chosen) == weeks
    cargo = ask("charts/transits_volume_by_week", columns.replace("per_day", "t_per_day"), **chosen)
    assert cargo == [
        (*row[:2], row[2] and 10 * row[2], row[3]) for row in weeks
    ]  # ten tonnes a ship
    columns = "week cape_share_pct baseline_cape_share_pct baseline_weeks"
    shares = ask("charts/cape_share_by_week", columns, **chosen)
    assert shares == [(d("2024-01-01"), 75.0, 75.0, 1)]


def test_headline_compares_the_weeks_that_have_one_a_year_before() -> None:
    ask = asker(open_store(transits=PASSED))
    chosen = NOW | {k: v for k, v in AGO.items() if not k.startswith("rate")}
    columns = (
        "latest_per_day latest_weeks latest_baseline_per_day latest_change_pct period_per_day"
        " baseline_per_day period_change_pct baseline_weeks baseline_first_week baseline_last_week"
    )
    (row,) = ask("facts/transits_headline", columns, **chosen, chokepoints=[SUEZ])
    mean, change = 259 / 21, 100 * (245 / 14 / 15 - 1)  # the third week is compared with nothing
    first, last = d("2023-01-02"), d("2023-01-09")
    assert row == (mean, 3, 15.0, change, mean, 15.0, change, 2, first, last)


def rate(day: str, usd: float, lane: str = "Shanghai-Rotterdam") -> dict[str, Any]:
    return {
        "date": day, "index_name": "WCI", "lane": lane, "usd_per_feu": usd, "basis": "reported",
        "source_ids": f"s{day[:4]}",
    }  # fmt: skip


RATES = [
    rate("2023-01-05", 1000), rate("2023-01-12", 2000), rate("2023-01-19", 9000),
    rate("2024-01-04", 3000), rate("2024-01-12", 4000), rate("2024-01-25", 5000),
    rate("2023-01-05", 1500, "Shanghai-Los Angeles"),
    rate("2024-01-04", 4500, "Shanghai-Los Angeles"),
]  # fmt: skip


def test_each_rate_is_compared_with_that_of_the_week_52_weeks_earlier() -> None:
    ask = asker(open_store(freight_rates=RATES))
    chosen = NOW | {k: v for k, v in AGO.items() if not k.startswith("baseline")}
    found = ask(
        "charts/rates_by_date", "date baseline_usd_per_feu multiple source_ids", **chosen,
        lanes=["Shanghai-Rotterdam"],
    )  # fmt: skip
    assert found == [
        (d("2024-01-04"), 1000.0, 3.0, "s2024|s2023"),
        (d("2024-01-12"), 2000.0, 2.0, "s2024|s2023"),  # a Friday, and the Thursday before
        (d("2024-01-25"), None, None, "s2024"),
    ]
    columns = (
        "lane baseline_usd_per_feu baseline_assessments peak_multiple latest_multiple source_ids"
    )
    assert ask("facts/rates_headline", columns, **chosen) == [
        ("Shanghai-Los Angeles", 1500.0, 1, 3.0, 3.0, "s2023|s2024"),
        ("Shanghai-Rotterdam", None, 2, None, None, "s2024"),  # the latest has none before
    ]
    earlier = chosen | {"end": "2024-01-20"}
    assert ask("facts/rates_headline", columns, **earlier)[1] == (
        "Shanghai-Rotterdam", 2000.0, 2, 2.0, 2.0, "s2023|s2024",
    )  # fmt: skip
    columns = "date baseline_premium_usd_per_feu excess_usd_per_feu baseline_dates"
    assert ask("charts/premium_by_date", columns, **chosen) == [
        (d("2024-01-04"), -500.0, -1000.0, 1)
    ]
    latest = ask("facts/rates_milestones", "milestone multiple", **earlier)
    assert latest[-1] == ("Latest", 2.0)


def test_overview_compares_each_week_with_its_own() -> None:
    transits = [
        row | {"vessel_class": of, "transits": row["transits"] if of == "tanker" else 0}
        for row in PASSED
        for of in ("tanker", "container")
    ]
    coverage = [{"dataset": "events", "covers_from": "2024-01-01", "covers_until": "2024-01-31"}]
    ask = asker(open_store(transits=transits, freight_rates=RATES, coverage=coverage))
    columns = "week suez_index_pct cape_index_pct rotterdam_multiple"
    assert ask("charts/crisis_by_week", columns, **NOW, **AGO) == [
        (d("2024-01-01"), 50.0, 50.0, 3.0),
        (d("2024-01-08"), 150.0, None, 2.0),
        (d("2024-01-15"), None, None, None),
        (d("2024-01-22"), None, None, None),
    ]


def test_titles_name_what_is_compared_with() -> None:
    assert say.changed("Suez", -54.2, "1 January 2022 to 6 October 2023 (92 weeks)") == (
        "Suez 54 % below its baseline"
    )
    assert say.changed("Suez", -54.2, "2019 (52 weeks)") == "Suez 54 % below 2019"
    assert say.changed("Suez", -54.2, words.YEAR_BEFORE) == "Suez −54 %"
    assert say.on("2019", "Suez") == "Suez"
    assert say.on(words.YEAR_BEFORE, "Suez") == "Suez, on the same weeks a year before"
    assert say.on(words.YEAR_BEFORE) == "on the same weeks a year before"


def test_rates_without_one_a_year_before_say_so() -> None:
    rows: list[dict[Any, Any]] = [
        {"lane": lane, "date": pd.Timestamp(day), "multiple": times}
        for lane, day, times in (
            ("Shanghai-Rotterdam", "2024-01-04", 3.0),
            ("Shanghai-Rotterdam", "2024-01-11", 2.5),
            ("Shanghai-Genoa", "2024-01-11", float("nan")),
        )
    ]
    assert rate_words.year_title(rows) == (
        "11 January 2024, on the same week a year before: Rotterdam +150 %; no rate a year before"
        " of Shanghai-Genoa"
    )
    assert rate_words.year_title(rows[2:]) == "No rate a year before of Shanghai-Genoa"


@pytest.mark.parametrize("place", ["overview", "rerouting", "costs"])
def test_pages_stand_against_the_year_before(page: Page, place: str) -> None:
    app = page(place, compare="year-before", period="12m")
    assert places.faults(app) == []


def test_transits_on_the_same_weeks_a_year_before(page: Page) -> None:
    app = page("rerouting", compare="year-before")
    assert places.titles(app)[0] == (
        "Four weeks to 4 October 2026, on the same weeks a year before: Bab el-Mandeb −19 %"
        " (Lloyd's List counted 53 % more from 14 to 27 September 2026), Suez −3 %, Cape −8 %"
    )
