"""Small print is short: under a chart, and as a share of what the analytical pages say."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.settings import HOME, Settings
from tests import places, words
from tests.places import Place

# Streamlit says so of every script that runs outside its server.
pytestmark = pytest.mark.filterwarnings("ignore:.*ScriptRunContext")

PAGE = """
import streamlit as st
import pandas as pd
from dashboard.kit.charts.base import Chart
from dashboard.kit.ui import drawing, show
from dashboard.kit.ui.headline import Card, headline
st.title("One two")
headline([Card("three", "4 five", "six seven eight", "not seen")])
rows = pd.DataFrame({"seen": ["not counted"]})
mark = {"type": "scatter", "name": "nine", "showlegend": True, "text": ["hovered alone"]}
figure = {"data": [mark], "layout": {"height": 9, "annotations": [{"text": "<b>ten</b>"}]}}
drawing.draw(figure, "key", "alt unseen")
show.told(Chart("k", "A title", None, "", rows, "Eleven, −12 %.", method="folded away"))
st.expander("thirteen").write("folded away too")
st.dataframe(rows)
"""


def test_words_are_told_apart_from_small_print_and_from_what_is_folded() -> None:
    with words.noting() as notes:
        app = AppTest.from_string(PAGE).run()
    assert not app.exception
    found = words.count(Place("page"), app)
    # "How to read this" and the name of an expander are seen, what they fold is not.
    assert (found.words, found.cards, found.small) == (17, 3, 2)
    assert notes == {"A title": "Eleven, −12 %."}
    assert words.number("Eleven, −12 % of [a](b)") == 4


@pytest.fixture(scope="module")
def bundled(bundled_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Return settings with a copy of the store: pages keep what they compute beside it."""
    folder = tmp_path_factory.mktemp("words") / "store"
    shutil.copytree(bundled_store, folder)
    return Settings(store=folder, data=HOME / "data", keep=20)


@pytest.fixture(scope="module")
def found(bundled: Settings) -> list[words.Count]:
    return words.measure(bundled)


def test_small_print_is_a_fifth_of_the_analytical_pages_at_most(found: list[words.Count]) -> None:
    every = words.total(found)
    assert every.words > 10_000
    assert every.share <= words.SHARE


def test_no_note_has_more_than_25_words(found: list[words.Count]) -> None:
    told = {title: note for one in found for title, note in one.notes.items()}
    assert len(told) > 70
    assert [note for note in told.values() if words.number(note) > words.MOST] == []


FILTERS = {
    "a year": {"period": ["2025-01-01", "2025-12-31"]},
    "the record before the crisis": {"period": ["2019-01-01", "2023-12-31"], "events": "All"},
    "containers": {"ship_class": "container", "war": "shown", "claimed": "true"},
    "another baseline": {"baseline": ["2019-01-01", "2019-12-31"],
                         "rate_baseline": ["2019-01-01", "2019-12-31"]},
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("chosen", FILTERS)
def test_nor_with_other_filters(bundled: Settings, chosen: str) -> None:
    long = {}
    with places.reading(bundled):
        for place in places.everywhere():
            if place.page not in words.TOOLS:
                with words.noting() as notes:
                    places.go(place, **FILTERS[chosen])
                long |= {f"{place}: {n}": words.number(n) for n in notes.values()}
    assert {note: count for note, count in long.items() if count > words.MOST} == {}
