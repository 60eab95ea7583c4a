"""The page of the attacks on the bundled data: what is known at second hand alone is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.kit.charts.words import SECOND_HAND
from tests import places

# Streamlit says so of every script that runs outside its server.
pytestmark = pytest.mark.filterwarnings("ignore:.*ScriptRunContext")


def test_second_hand_is_told_on_card_in_table_and_beside_totals(
    visit: Callable[..., AppTest],
) -> None:
    told = "15 of 135 are known at second hand alone"
    others = visit("attacks", attacks="Our count and others")
    assert any(f"Of the attacks on record {told}." in said for said in places.folded(others))
    app = visit("attacks", attacks="List")
    assert sum(told in caption for caption in places.small(app)) == 1
    rows = app.dataframe[0].value
    assert (rows["known"] == SECOND_HAND).sum() == 15
    assert set(rows["known"]) == {SECOND_HAND, "at first hand"}
    assert rows["publishers"].notna().all()
    year = visit("attacks", period=["2026-07-01", "2026-10-09"])
    assert any("11 of 11 are known at second hand alone" in said for said in places.small(year))
    tanker = visit("attacks", attacks="List", vessel_type="tanker (kind not given)")
    assert set(tanker.dataframe[0].value["vessel_type_name"]) == {"tanker (kind not given)"}
    assert not tanker.warning


SECTIONS = ["By month", "Map", "Ships and weapons", "Our count and others", "List"]


def titles(app: AppTest) -> list[str]:
    return [m.value.removeprefix("## ") for m in app.markdown if m.value.startswith("## ")]


@pytest.mark.parametrize(
    ("section", "shown"),
    [
        (
            "",
            [
                "Attacks peaked at 17 in December 2023",
                "135 attacks by 7 October 2026, half of them by",
            ],
        ),
        ("Map", ["135 attacks, most of them"]),
        ("Ships and weapons", ["135 attacks by ship type, weapon, area and flag"]),
        ("Our count and others", ["9 of 11 published totals"]),
        ("List", ["135 attacks"]),
    ],
)
def test_a_section_at_a_time_below_the_cards(
    visit: Callable[..., AppTest], section: str, shown: list[str]
) -> None:
    app = visit("attacks", **({"attacks": section} if section else {}))
    assert [tab.label for tab in app.tabs] == SECTIONS
    assert [title[: len(begin)] for title, begin in zip(titles(app), shown, strict=True)] == shown
    assert places.cards(app)[0].value == "135"


def test_filters_stand_above_all_sections(visit: Callable[..., AppTest]) -> None:
    for section in SECTIONS:
        app = visit("attacks", attacks=section, outcome="sunk")
        assert places.cards(app)[0].value == "5"
        assert app.multiselect(key="outcome").value == ["sunk"]


def test_the_bar_charts_share_one_card_and_one_source_line(visit: Callable[..., AppTest]) -> None:
    app = visit("attacks", attacks="Ships and weapons")
    bold = [m.value for m in app.markdown if m.value.startswith("**")]
    assert bold == [
        "**Bulk carrier: 33 of 135 attacks, the most of any ship type**",
        "**Southern Red Sea: 52 of 135 attacks, the most of any area**",
        "**Missile: 54 of 135 attacks, the most of any weapon**",
        "**Liberia: 27 of 135 attacks, the most of any flag**",
    ]
    assert len(places.figures(app)) == 4
    assert len(places.shared(app)) == 1
    assert sum(caption.startswith("Attacks: ") for caption in places.small(app)) == 1


def test_outcome_and_source_stand_before_the_ship(visit: Callable[..., AppTest]) -> None:
    app = visit("attacks", attacks="List")
    (table,) = app.dataframe
    assert list(table.proto.column_order)[:5] == [
        "date", "outcome", "source_1", "vessel_name", "killed",
    ]  # fmt: skip
    assert table.value["source_1"].str.startswith("http").all()


def test_a_row_leads_to_its_sources_and_to_the_map(visit: Callable[..., AppTest]) -> None:
    app = visit("attacks", attacks="List", outcome="hijacked")
    key = app.dataframe[0].key
    app.session_state[key] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    app.run()
    assert titles(app) == ["1 attack", "Galaxy Leader, 19 November 2023: hijacked"]
    listed, sources = app.dataframe
    assert listed.value["source_1"].iloc[0] in list(sources.value["url"])
    app.button(key="find-attack").click().run()
    assert app.query_params["attacks"] == "Map"
    (figure,) = places.figures(app)
    assert figure["data"][0]["text"] == ["Galaxy Leader"]
    app.button(key="lose-attack").click().run()
    assert [trace["mode"] for trace in places.figures(app)[0]["data"]] == ["markers"]
    assert not [button for button in app.button if button.key == "lose-attack"]


def test_what_is_chosen_mutes_the_other_bars_and_can_be_taken_out(
    visit: Callable[..., AppTest],
) -> None:
    app = visit("attacks", attacks="Ships and weapons", vessel_type="bulk carrier")
    assert titles(app) == ["33 attacks by ship type, weapon, area and flag"]
    ships, areas, *_ = (figure["data"][0] for figure in places.figures(app))
    assert ships["x"][:3] == [33, 32, 30]  # as without the filter
    assert ships["marker"]["opacity"] == [1, *[0.25] * (len(ships["x"]) - 1)]
    assert sum(areas["x"]) == 33
    assert "opacity" not in areas["marker"]
    chips = [button for button in app.button if button.key.startswith("lift-")]
    assert [chip.label for chip in chips] == ["Ship type: bulk carrier"]
    chips[0].click().run()
    assert places.cards(app)[0].value == "135"
    assert not [button for button in app.button if button.key.startswith("lift-")]


def test_the_map_shows_a_month_of_the_url(visit: Callable[..., AppTest]) -> None:
    app = visit("attacks", attacks="Map", month="May 2024")
    assert app.select_slider(key="month").value == "May 2024"
    assert titles(app) == ["May 2024: 6 attacks, 70 so far"]
    app.select_slider(key="month").set_value("Jun 2024").run()
    assert titles(app) == ["June 2024: 16 attacks, 86 so far"]
    app.select_slider(key="month").set_value("all").run()
    assert titles(app)[0].startswith("135 attacks, ")
    later = visit("attacks", attacks="Map", month="May 2024", period=["2024-06-01", "2024-08-31"])
    assert [w.value for w in later.warning] == [
        "The link asks for month 'May 2024', which has no attack; months go from Jun 2024 to"
        " Aug 2024."
    ]
    assert later.select_slider(key="month").value == "all"
    one = visit("attacks", attacks="Map", period=["2024-06-01", "2024-06-30"])
    assert not one.select_slider


def test_months_that_a_filter_takes_away_are_let_go(visit: Callable[..., AppTest]) -> None:
    app = visit("attacks", attacks="Map", month="May 2024")
    app.multiselect(key="outcome").set_value(["sunk"]).run()
    assert app.select_slider(key="month").value == "May 2024"
    app.multiselect(key="outcome").set_value(["hijacked", "boarding attempt"]).run()
    assert not app.exception
    assert app.select_slider(key="month").value == "all"


def test_months_are_played_to_their_end(visit: Callable[..., AppTest]) -> None:
    app = visit("attacks", attacks="Map", period=["2024-05-01", "2024-07-31"])
    assert app.button(key="play-months").label == "Play"
    app.button(key="play-months").click().run()
    seen = []
    while app.button(key="play-months").label == "Stop":
        seen.append(app.select_slider(key="month").value)
        app.run()  # as a step of its own does
    assert seen == ["May 2024", "Jun 2024", "Jul 2024"]
    assert app.select_slider(key="month").value == "all"
    app.button(key="play-months").click().run()
    app.button(key="play-months").click().run()
    assert app.button(key="play-months").label == "Play"
    app.button(key="play-months").click().run()
    app.select_slider(key="month").set_value("Jul 2024").run()
    assert app.button(key="play-months").label == "Play"  # a month chosen by hand ends it
