"""The page on rerouting with filters from the URL, and the geometry of its two ways."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.kit.analysis import routes
from dashboard.kit.charts import transit_words
from dashboard.settings import HOME
from tests import places

Page = Callable[..., AppTest]

# Streamlit says so of every script that runs outside its server.
pytestmark = pytest.mark.filterwarnings("ignore:.*ScriptRunContext")

SECTIONS = (
    "Transits", "Classes and cargo", "Routes and lanes", "Delays", "Carriers", "Cross-checks",
)  # fmt: skip


@pytest.fixture
def page(visit: Page) -> Page:
    """Return a function that runs the page with query parameters."""
    return partial(visit, "rerouting")


def titles(app: AppTest) -> list[str]:
    """Return the titles of the charts and tables of the open section."""
    return places.titles(app)


def test_the_exact_means_stand_on_the_page(page: Page) -> None:
    app = page(period=["2024-01-01", "2024-12-31"])
    (table,) = [f.value for f in app.dataframe if "baseline_per_day" in f.value]
    columns = ["chokepoint", "baseline_per_day", "period_per_day", "period_weeks"]
    assert table[columns].round(2).to_numpy().tolist() == [
        ["Bab el-Mandeb Strait", 69.99, 32.32, 52],
        ["Suez Canal", 69.85, 39.6, 52],
        ["Cape of Good Hope", 45.93, 87.02, 52],
    ]
    cards = places.cards(app)
    assert [card.value for card in cards] == ["32.3 a day", "39.6 a day", "87.0 a day"]
    said = [card.detail for card in cards]
    assert "54 % less than 70.0 in the baseline; latest four weeks 31.5, to 29 Dec 2024" in said
    assert "89 % more than 45.9 in the baseline; latest four weeks 81.2, to 29 Dec 2024" in said
    assert titles(app)[0] == (
        "Four weeks to 29 December 2024: Bab el-Mandeb 55 % below its baseline, Suez 48 % below"
        " its baseline, Cape 77 % above its baseline"
    )


@pytest.mark.parametrize(
    ("start", "latest"),
    [
        ("2023-12-11", "latest three weeks"),
        ("2023-12-18", "latest two weeks"),
        ("2023-12-25", "latest week"),
        ("2023-11-01", "latest four weeks"),
    ],
)
def test_a_short_period_has_no_four_weeks(page: Page, start: str, latest: str) -> None:
    app = page(period=[start, "2023-12-31"])
    said = [card.detail for card in places.cards(app)]
    spans = [caption.split("; ")[1].split(", to ") for caption in said]
    assert [span.rsplit(" ", 1)[0] for span, _ in spans] == [latest] * 3
    assert {until for _, until in spans} == {"31 Dec 2023"}
    (table,) = [f.value for f in app.dataframe if "latest_weeks" in f.value]
    weeks = ["week", "two weeks", "three weeks", "four weeks"].index(latest[7:]) + 1
    assert list(table["latest_weeks"]) == [weeks] * 3
    assert titles(app)[0].startswith(f"{latest[7:].capitalize()} to 31 December 2023")


@pytest.mark.parametrize(
    ("end", "month"),
    [("2024-02-29", "January 2024"), ("2024-03-30", "January 2024"),  # February: not published
     ("2024-03-31", "March 2024"), ("2024-01-31", "January 2024")],
)  # fmt: skip
def test_the_official_month_ends_in_the_period(page: Page, end: str, month: str) -> None:
    app = page(period=["2023-10-07", end])
    (note,) = [said for said in places.folded(app) if "At Suez the canal authority" in said]
    assert f" a day in {month}, " in note


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"ship_class": ["container"], "chokepoint": ["Suez Canal", "Strait of Hormuz"],
         "transit_measure": "level", "cargo_measure": "percent of the baseline",
         "lane": "all lanes alike", "segment": "tanker", "period": ["2024-01-01", "2024-06-30"]},
        {"period": ["2019-01-01", "2019-02-01"], "events": "All"},
        {"period": "2024-07-20"},
        {"period": ["2026-08-01", "2026-09-30"]},
        {"baseline": ["2026-08-01", "2026-09-30"]},
        {"period": ["2024-12-31", "2024-01-01"], "baseline": ["2023-10-06", "2022-01-01"]},
    ],
)  # fmt: skip
@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_answers_every_filter(
    page: Page, section: str, chosen: dict[str, Any]
) -> None:
    app = page(rerouting=section, **chosen)
    assert len(titles(app)) >= 2
    assert not any("nan" in title.lower() for title in titles(app))


def test_filters_of_the_page(page: Page) -> None:
    app = page(chokepoint=["Strait of Hormuz", "Suez Canal"], ship_class="container")
    assert [metric.label for metric in places.cards(app)] == ["Suez", "Hormuz"]
    (shown,) = [c.value for c in app.caption if c.value.startswith("Shown: ")]
    assert "Suez, Hormuz; container; baseline 1 January 2022 to 6 October 2023" in shown
    assert any(transit_words.CONTAINERS in c.value for c in app.caption)
    every = page(chokepoint="Suez Canal")
    assert not any(transit_words.CONTAINERS in c.value for c in every.caption)
    for section, said in (
        ("Transits", "The link asks for chokepoints 'Panama'"),
        ("Carriers", "The link asks for segment 'ferry'"),
    ):
        unknown = page(chokepoint="Panama", rerouting=section, segment="ferry")
        assert [w.value.split(", which")[0] for w in unknown.warning] == [said]


PERIOD = "7 October 2023 to 31 December 2024"


@pytest.mark.parametrize(
    ("section", "filters", "shown"),
    [
        ("Transits", ["Chokepoints", "Class of ship"],
         [f"{PERIOD}; Suez; tanker; baseline 1 January 2022 to 6 October 2023"]),
        ("Classes and cargo", ["Chokepoints", "Class of ship"],
         [f"{PERIOD}; Suez; tanker; baseline 1 January 2022 to 6 October 2023"]),
        ("Routes and lanes", [], []),
        ("Delays", [], [PERIOD]),
        ("Carriers", ["Segment"], [f"{PERIOD}; tanker"]),
        ("Cross-checks", [], []),
    ],
)  # fmt: skip
def test_a_section_has_only_the_filters_that_change_it(
    page: Page, section: str, filters: list[str], shown: list[str]
) -> None:
    app = page(
        rerouting=section, chokepoint="Suez Canal", ship_class="tanker", segment="tanker",
        period=["2023-10-07", "2024-12-31"],
    )  # fmt: skip
    assert [chips.label for chips in app.button_group if chips.label in FILTERS] == filters
    assert bool(places.cards(app)) == ("Chokepoints" in filters)
    said = [c.value for c in app.caption if c.value.startswith("Shown: ")]
    assert said == [f"Shown: {words}" for words in shown]


FILTERS = ("Chokepoints", "Class of ship", "Segment")


def test_no_week_in_the_baseline_says_what_to_do(page: Page) -> None:
    none = ["2026-09-28", "2026-09-30"]  # Monday to Wednesday: no week has its Thursday there
    app = page(baseline=none)
    assert any("Choose another baseline" in info.value for info in app.info)
    level = page(baseline=none, transit_measure="level")
    assert not any("Choose another baseline" in info.value for info in level.info)
    assert titles(level)[0] == (
        "Four weeks to 4 October 2026: Bab el-Mandeb 27.2 (Lloyd's List counted 53 % more from 14"
        " to 27 September 2026), Suez 40.7, Cape 88.8 transits a day"
    )


def test_lanes_that_are_not_drawn_are_counted(page: Page) -> None:
    app = page(rerouting="Routes and lanes", lane="Salalah to Port Said")
    assert titles(app)[0].startswith("Salalah to Port Said: the Cape is 8,9")
    assert titles(app)[0].endswith(" days at 16 knots")  # unless another speed is chosen
    (note,) = [said for said in places.folded(app) if "published figures" in said]
    assert "Of 33 published figures 20 name a region, or a place that is no port" in note
    assert "neither way is theirs: Shanghai to Los Angeles" in note
    (table,) = [frame.value for frame in app.dataframe]
    assert table.shape[0] == 33
    assert table["weak"].eq("⚠ weak").tolist() == table["weak_source"].eq("yes").tolist()
    assert table["weak_source"].value_counts().to_dict() == {"no": 22, "yes": 11}
    ranges = table.set_index("lane_id")["extra_days"]
    assert ranges["asia-neur-shanghai-rotterdam-pemp"] == "7 to 14"
    assert ranges["asia-usec-flexport"] == "5"
    assert ranges["gulf-neur-rastanura-rotterdam-drewry"] == ""


@pytest.mark.parametrize("lane", ["Shanghai to New York", "Singapore to Hamburg"])
def test_the_map_marks_weak_figures(page: Page, lane: str) -> None:
    app = page(rerouting="Routes and lanes", lane=lane)
    assert any("“Weak source” marks" in said for said in places.folded(app))
    strong = page(rerouting="Routes and lanes", lane="Ras Tanura to Rotterdam")
    assert not any("“Weak source” marks" in said for said in places.folded(strong))


def test_observations_can_be_picked(page: Page) -> None:
    app = page(rerouting="Delays", delay_measure="Extra distance, nm")
    (table,) = [frame.value for frame in app.dataframe]
    assert list(table["doubt"]) == ["⚠ in doubt"]
    assert "1 other observation of delays" in titles(app)[2]


def port(name: str) -> routes.Point:
    with (HOME / "data" / "ports.csv").open(encoding="utf-8") as file:
        return next(
            (float(row["longitude"]), float(row["latitude"]))
            for row in csv.DictReader(file)
            if row["port"] == name
        )


def comparable() -> list[tuple[str, str, float, float]]:
    """Return lanes between ports with both distances published."""
    with (HOME / "data" / "ports.csv").open(encoding="utf-8") as file:
        known = {row["port"] for row in csv.DictReader(file)}
    with (HOME / "data" / "routes_published.csv").open(encoding="utf-8") as file:
        return [
            (row["origin"], row["destination"], float(row["distance_suez_nm"]),
             float(row["distance_cape_nm"]))
            for row in csv.DictReader(file)
            if {row["origin"], row["destination"]} <= known and row["distance_suez_nm"]
        ]  # fmt: skip


def test_some_lanes_are_comparable() -> None:
    assert len(comparable()) == 7


@pytest.mark.parametrize(("origin", "destination", "suez", "cape"), comparable())
def test_distances_are_within_four_percent_of_those_published(
    origin: str, destination: str, suez: float, cape: float
) -> None:
    both = routes.two_ways(port(origin), port(destination))
    assert both.suez is not None
    assert both.cape is not None
    assert both.suez.distance_nm == pytest.approx(suez, rel=0.04)
    assert both.cape.distance_nm == pytest.approx(cape, rel=0.04)
    assert both.suez.points[0] == both.cape.points[0] == port(origin)
    assert both.suez.points[-1] == both.cape.points[-1] == port(destination)


def test_the_ways_lead_through_what_they_are_named_for() -> None:
    both = routes.two_ways(port("Shanghai"), port("New York"))
    assert both.suez is not None
    assert both.cape is not None
    assert {"suez", "babalmandab", "gibraltar"} <= both.suez.passages
    assert "south_africa" in both.cape.passages
    for way in (both.suez, both.cape):
        assert not {"panama", "northwest"} & way.passages
        assert min(lat for _, lat in way.points) > -60
    assert min(lat for _, lat in both.cape.points) < -34
    assert routes.two_ways(port("Shanghai"), port("Los Angeles")) == routes.TwoWays(None, None)


def test_a_red_sea_port_reaches_the_cape_through_bab_el_mandeb() -> None:
    both = routes.two_ways(port("Jeddah"), port("Constanta"))
    assert both.cape is not None
    assert {"babalmandab", "south_africa"} <= both.cape.passages
    assert both.cape.distance_nm == pytest.approx(11771, rel=0.04)  # published to Constanza


def test_closed_passages_are_names_that_searoute_knows() -> None:
    from searoute.classes.passages import Passage

    named = {*routes.BY_SUEZ, *routes.BY_CAPE, routes.THROUGH_SUEZ, routes.ROUND_CAPE}
    assert named <= Passage.valid_passages()
    assert "northwest" in routes.BY_SUEZ


def test_a_line_over_the_antimeridian_does_not_leap() -> None:
    assert routes.unwrapped([(170.0, 1.0), (-175.0, 2.0), (-100.0, 3.0), (10.0, 4.0)]) == [
        (170.0, 1.0), (185.0, 2.0), (260.0, 3.0), (370.0, 4.0),
    ]  # fmt: skip
    way = routes.way(port("Yokohama"), port("Los Angeles"), routes.BY_SUEZ)
    assert way is not None
    steps = zip(way.points, way.points[1:], strict=False)
    assert max(abs(b[0] - a[0]) for a, b in steps) < 180
    assert way.points[-1][0] > 180


@pytest.mark.filterwarnings("ignore")
def test_a_way_that_is_shut_is_none() -> None:
    assert routes.way(port("Jeddah"), port("Rotterdam"), (*routes.BY_CAPE, "babalmandab")) is None


def test_threads_do_not_mix_up_their_closed_passages() -> None:
    ends = port("Singapore"), port("Rotterdam")
    alone = {closed: routes.way(*ends, closed) for closed in (routes.BY_SUEZ, routes.BY_CAPE)}
    asked = [routes.BY_SUEZ, routes.BY_CAPE] * 12
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda closed: routes.way(*ends, closed), asked))
    assert found == [alone[closed] for closed in asked]


def test_direct_distance() -> None:
    assert routes.direct_nm((0.0, 0.0), (0.0, 1.0)) == pytest.approx(60.04, abs=0.01)
    assert routes.direct_nm((179.5, 0.0), (-179.5, 0.0)) == pytest.approx(60.04, abs=0.01)


def test_days_at_a_speed() -> None:
    assert routes.days(9600, 16) == 25


def test_nobody_waits_for_searoute_who_draws_no_route() -> None:
    code = (
        "import sys, dashboard.topics.rerouting.sections, dashboard.kit.analysis.routes;"
        "assert not {'searoute', 'networkx'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], cwd=HOME, check=True)
