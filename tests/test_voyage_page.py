"""The page of the voyage calculator: what it shows is what the model gives."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import queries, store
from dashboard.settings import Settings
from dashboard.topics.voyage import inputs
from dashboard.topics.voyage.analysis import assumptions, case, costs, verdict
from dashboard.topics.voyage.analysis.answer import Answer, answer, premium_at_parity_pct
from dashboard.topics.voyage.analysis.assumptions import CLASSES
from dashboard.topics.voyage.sections import SECTIONS
from dashboard.topics.voyage.words import asked_words
from tests import places

Page = Callable[..., AppTest]
DAY = date(2026, 11, 24)
"""The day on which the tests ask: departure, and the day to which values age."""

# Streamlit says so of every script that runs outside its server.
pytestmark = pytest.mark.filterwarnings("ignore:.*ScriptRunContext")


@pytest.fixture
def page(visit: Page, monkeypatch: pytest.MonkeyPatch) -> Page:
    """Return a function that runs the page with query parameters, as on one day."""
    monkeypatch.setattr(inputs, "today", lambda: DAY)
    return partial(visit, "voyage", departs="2026-11-24")


def titles(app: AppTest) -> list[str]:
    return places.titles(app)


def computed(built: Settings, origin: str, destination: str, ship: str, **more: Any) -> Answer:
    """Return what the module gives, from the same store."""
    cursor = store.reader(built.store).cursor()
    ports = queries.rows(cursor, "lists/ports")
    rows = queries.rows(cursor, "lists/assumptions", today=DAY)
    own = more.pop("own", {})
    voyage = case.Case(
        case.place(origin, ports),
        case.place(destination, ports),
        ship,
        more.pop("speed", 16.0),
        more.pop("departs", DAY),
        **more,
    )
    return answer(voyage, assumptions.of_class(rows, ship, voyage.departs).changed_by(own))


GRID = [
    ("Shanghai", "Rotterdam", "ulcv", {}, {}),
    ("Shanghai", "Rotterdam", "ulcv", {"speed": "18.5"}, {"speed": 18.5}),
    ("Shanghai", "New York", "neopanamax", {}, {}),
    ("Ras Tanura", "Rotterdam", "vlcc", {"assume": "bunker_usd_per_t=600"},
     {"own": {"bunker_usd_per_t": 600.0}}),
    ("Nhava Sheva", "Felixstowe", "postpanamax",
     {"legs": "There and back", "back": "12.0"}, {"back_speed_knots": 12.0}),
    ("Rotterdam", "Jeddah", "feeder", {"departs": "2024-02-01"}, {"departs": date(2024, 2, 1)}),
    ("Los Angeles", "Shanghai", "panamax", {}, {}),
    ("12.5, 47.5", "Gdansk", "capesize", {}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("origin", "destination", "ship", "asked", "more"), GRID)
def test_page_shows_what_the_model_gives(
    page: Page,
    built: Settings,
    origin: str,
    destination: str,
    ship: str,
    asked: dict[str, str],
    more: dict[str, Any],
) -> None:
    app = page(**{"from": origin, "to": destination, "ship": CLASSES[ship]}, **asked)
    expected = computed(built, origin, destination, ship, **more)
    shown = app.dataframe[0].value
    assert shown["way"].tolist() == [one.way.name for one in expected.costs.values()]
    assert shown["total_usd"].tolist() == [
        round(float(one.total_usd)) for one in expected.costs.values()
    ]
    assert shown["with_cargo_usd"].tolist() == [
        round(float(one.with_cargo_usd)) for one in expected.costs.values()
    ]
    legs = len(expected.case.speeds_knots)
    assert shown["distance_nm"].tolist() == [
        round(one.way.distance_nm * legs) for one in expected.costs.values()
    ]
    assert shown["days"].tolist() == [round(float(one.days), 1) for one in expected.costs.values()]
    values = [metric.value for metric in places.cards(app)]
    if expected.cape is None:
        assert len(values) == 3
        return
    judged = verdict.judge(expected)
    assert judged
    names = {"suez": "Suez", "bab": "Bab el-Mandeb", "cape": "Cape"}
    names |= {verdict.ABOUT_THE_SAME: "Neither", verdict.NOT_KNOWN: "Not known"}
    assert values[:2] == [names[judged.ship.key], names[judged.with_cargo.key]]
    assert values[3] == f"{expected.cape.days - expected.short.days:.1f}"
    parity = premium_at_parity_pct(expected.case, expected.ways, expected.assumed.values())
    assert values[4] == ("none" if parity is None or parity < 0 else f"{parity:.3f} %")


def test_sections(page: Page, built: Settings) -> None:
    expected = computed(built, "Shanghai", "Rotterdam", "ulcv")
    found = {name: page(voyage=name) for name in SECTIONS}
    assert all(not app.exception for app in found.values())
    assert titles(found["What moves it"]) == [
        # at its low bound, 0.2 %, the premium is still above that of parity, 0.03 %
        "War-risk premium moves the answer most; none alone flips it"
    ]
    assert len(titles(found["Break-even"])) == 3
    (lanes,) = (frame.value for frame in found["Usual lanes"].dataframe)
    assert len(lanes) == 16
    assert lanes["cape_extra_usd"].notna().sum() == 12
    whole = lanes.set_index(["origin", "destination", "ship"])
    one = whole.loc["Shanghai", "Rotterdam", CLASSES["ulcv"]]
    assert one["cape_extra_usd"] == round(expected.cape_extra_usd or 0)
    (charged,) = (frame.value for frame in found["Carriers' surcharges"].dataframe)
    assert set(charged["unit"]) == {"USD/TEU", "USD/FEU"}
    assert {"Feb 2024", "1 Oct 2024"} <= set(charged["when"])  # no more exact than known
    (title,) = titles(found["Carriers' surcharges"])
    assert expected.cape
    less = float(expected.short.usd_per_unit - expected.cape.usd_per_unit)
    assert title.startswith(f"The Cape saves this ship USD {less:.1f} a TEU; carriers charged ")
    assert titles(found["Assumptions"])[0].startswith("40 assumptions of this ship: ")


def test_service_of_a_liner_and_earnings_of_a_tanker(page: Page) -> None:
    app = page(voyage="Service and earnings")
    assert not app.exception
    assert titles(app) == [
        "A weekly service takes 13 ships via Suez and 15 round the Cape; a slot costs USD 806 and"
        " 740",
        "Speed up or add a ship",
    ]
    (rows,) = (frame.value for frame in app.dataframe)
    assert rows.groupby("way", sort=False)["ships"].agg(list).tolist() == [
        [11, 12, 13, 14], [13, 14, 15, 16],
    ]  # fmt: skip
    tanker = {"from": "Ras Tanura", "ship": CLASSES["suezmax"], "speed": "13.0"}
    app = page(voyage="Service and earnings", freight="80", **tanker)
    (title,) = titles(app)
    assert title.startswith("At USD 80.00 a tonne a day of the ship earns USD 142,000 via Suez and")
    (rows,) = (frame.value for frame in app.dataframe)
    assert rows["usd_per_barrel"].tolist() == [
        pytest.approx(cost / 7.32, abs=0.01) for cost in rows["usd_per_t"]
    ]
    nowhere = page(voyage="Service and earnings", to="Los Angeles")
    assert "Choose two ports on either side of Suez" in nowhere.info[0].value


def test_the_cargo_stands_beside_the_ship(page: Page) -> None:
    chart = json.dumps(places.figures(page())[0], ensure_ascii=False)
    assert costs.CARGO in chart
    for way in ("Suez", "Cape"):
        assert f"{way}, the ship" in chart
        assert re.search(rf"{way}, the cargo.{{1,8}}s time", chart)
    ship, cargo = (
        titles(page(voyage="What moves it", costs_of=costs_of))[0]
        for costs_of in ("The ship", "Ship and cargo's time")
    )
    assert ship == "War-risk premium moves the answer most; none alone flips it"
    assert cargo == "Cargo carrying cost moves the answer most; none alone flips it"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"from": "Rotterdam"}, "Origin and destination are the same place"),
        ({"from": "Atlantis"}, "'Atlantis' is no port of the list"),
        ({"from": "48.85, 2.35"}, "48.85, 2.35 is not at the sea"),
        ({"to": "95, 10"}, "95, 10 is not on the globe"),
        ({"assume": "bunker_usd_per_t=dear"}, "'dear' is no number"),
        ({"assume": "capacity=0"}, "capacity is 0; it has to be above 0"),
    ],
)
def test_what_cannot_be_asked_is_said(page: Page, asked: dict[str, str], said: str) -> None:
    app = page(**asked)
    assert not app.exception
    (error,) = app.error
    assert said in error.value
    assert not places.cards(app)


def test_speed_beyond_the_bounds_is_put_back(page: Page) -> None:
    assert not page(speed="0").exception
    assert places.cards(page(speed="0"))[3].value == places.cards(page())[3].value


def test_levers_and_reset_write_the_own_values(page: Page) -> None:
    app = page()
    assert app.text_input(key="assume").value == ""
    premium = app.number_input(key="lever_war_risk_premium_pct_hull")
    before = places.cards(app)[0].value
    premium.set_value(0.0).run()
    assert app.text_input(key="assume").value == "war_risk_premium_pct_hull=0"
    assert before == "Cape"
    assert places.cards(app)[0].value == "Neither"
    app.number_input(key="lever_bunker_usd_per_t").set_value(600.0).run()
    assert app.text_input(key="assume").value == (
        "bunker_usd_per_t=600, war_risk_premium_pct_hull=0"
    )
    (reset,) = (button for button in app.button if button.label == "Reset")
    reset.click().run()
    assert app.text_input(key="assume").value == ""
    assert places.cards(app)[0].value == before
    # a lever put back to what is assumed is no value of the reader's own
    app.number_input(key="lever_bunker_usd_per_t").set_value(600.0).run()
    app.number_input(key="lever_bunker_usd_per_t").set_value(908.0).run()
    assert app.text_input(key="assume").value == ""


def test_link_with_own_values_shows_them(page: Page) -> None:
    app = page(assume="war_risk_premium_pct_hull=0.5")
    assert app.number_input(key="lever_war_risk_premium_pct_hull").value == 0.5


def test_voyage_that_has_no_choice(page: Page) -> None:
    for section in ("What moves it", "Break-even", "Carriers' surcharges"):
        app = page(to="Los Angeles", voyage=section)
        assert not app.exception
        assert len(app.info) == 1


def test_old_values_are_marked_wherever_they_stand(page: Page) -> None:
    app = page()
    captions = places.small(app)
    assert ("5 of 17 values are old, above all war-risk premium (124 days, valid for 60).") in [
        said.value for said in app.main.markdown
    ]
    assert any("assumed 0.5 % (23 July 2026; old: 124 days, valid for 60)" in c for c in captions)
    labels = {lever.key: lever.label for lever in app.number_input}
    assert labels["lever_bunker_usd_per_t"] == "Bunker, USD/t (old)"
    assert labels["lever_utilisation_pct"] == "Utilisation, %"
    chart = json.dumps(places.figures(app)[0], ensure_ascii=False)
    assert "Old: Suez toll (1,044 days, valid for 365)" in chart
    moved = json.dumps(places.figures(page(voyage="What moves it"))[0], ensure_ascii=False)
    assert "War-risk premium (old)" in moved
    assert "old: 47 days, valid for 30" in moved
    curves = [caption.value for caption in page(voyage="Break-even").caption]
    assert any(
        "Old at the dot: war-risk premium (124 days, valid for 60), bunker (47 days, valid for"
        " 30)." in caption
        for caption in curves
    )
    (lanes,) = (frame.value for frame in page(voyage="Usual lanes").dataframe)
    first = lanes.set_index(["origin", "destination", "ship"])
    assert first.loc[("Shanghai", "Rotterdam", CLASSES["ulcv"]), "old"] == "5 of 17"


def test_what_the_reader_sets_is_not_old(page: Page, built: Settings) -> None:
    own = "war_risk_premium_pct_hull=0.4, charter_usd_per_day=90000"
    app = page(assume=own, voyage="Assumptions")
    captions = places.small(app)
    assert any(said.value.startswith("4 of 17 values are old") for said in app.main.markdown)
    assert any("yours is 0.4 %" in said for said in captions)
    assert app.number_input(key="lever_war_risk_premium_pct_hull").label == "War-risk premium, %"
    words = asked_words(
        computed(built, "Shanghai", "Rotterdam", "ulcv", own=assumptions.parse(own))
    )
    assert words.endswith(
        "; old values: bunker (47 days, valid for 30), EU allowance (281 days, valid for 30), hull"
        " value (650 days, valid for 180), Suez toll (1,044 days, valid for 365)"
    )


def test_four_inputs_first_and_the_others_folded(visit: Callable[..., AppTest]) -> None:
    app = visit("voyage")
    (more,) = (e for e in app.expander if e.label.startswith("More assumptions"))
    assert more.label == "More assumptions"
    folded = {widget.key for kind in ("number_input", "date_input", "text_input", "button_group")
              for widget in more.get(kind)}  # fmt: skip
    assert folded == {
        "departs", "speed", "assume", "rebate",
        *(f"lever_{key}" for key in inputs.STEPS),
    }  # fmt: skip
    changed = visit("voyage", speed="14.0", departs="2026-12-01")
    assert [e.label for e in changed.expander if e.label.startswith("More")] == [
        "More assumptions · 2 changed"
    ]
    answer = changed.markdown[0].value
    assert answer.startswith("**The Cape is USD ")
