"""What the browser is told of a picture: a light figure and the words around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest

from dashboard.kit.charts import basemap, theme
from dashboard.kit.charts.base import Chart
from dashboard.kit.ui import data, drawing
from dashboard.kit.ui.sharing import pictures
from dashboard.settings import Settings

# Streamlit says so of every script that runs outside its server.
pytestmark = pytest.mark.filterwarnings("ignore:.*ScriptRunContext")

NONE = pd.DataFrame()


@pytest.fixture
def on_data(built: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("REDSEA_STORE", str(built.store))
    data.chosen.cache_clear()
    data.begin()
    yield
    data.chosen.cache_clear()


@pytest.mark.usefixtures("on_data")
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("charts/transits_by_week", "Data to 4 October 2026"),
        ("charts/port_imports_by_period", "Data to 31 December 2025"),
    ],
)
def test_the_day_to_which_the_records_go(query: str, said: str) -> None:
    rows = data.query(query, start="2023-11-01", end="2026-10-09")
    assert pictures.dated(rows) == said


@pytest.mark.usefixtures("on_data")
def test_records_that_end_on_several_days_say_the_first_and_the_last() -> None:
    keys = [data.query(f"charts/{name}", start="2023-11-01", end="2026-10-09")["source_ids"]
            for name in ("transits_by_week", "port_imports_by_period")]  # fmt: skip
    rows = pd.DataFrame({"source_ids": pd.concat(keys)})
    rows.attrs["reads"] = ("transits", "port_imports")
    said = "Data to 31 December 2025 at the earliest, 4 October 2026 at the latest"
    assert pictures.dated(rows) == said
    assert pictures.dated(pd.DataFrame({"source_ids": ["nobody"]})) == "Data"


@pytest.mark.usefixtures("on_data")
def test_the_words_around_a_picture() -> None:
    rows = data.query("charts/transits_by_week", start="2023-11-01", end="2026-10-09")
    figure = {"data": [], "layout": {"height": 300}, "frames": [{"data": []}]}
    chart = Chart("key", "A title", figure, "", rows, "A note.")
    told = pictures.picture(chart, NONE, "svg", "http://x.example/rerouting")
    assert told["figure"]["layout"] == {"height": 300, "template": theme.template(False)}
    assert "frames" not in told["figure"]
    del told["figure"]
    assert told == {
        "kind": "svg",
        "height": 300,
        "library": drawing.library(),
        "title": "A title",
        "note": "A note.",
        "source": "Transits: IMF PortWatch, UN Global Platform AIS. Data to 4 October 2026,"
        " version 1.",
        "site": "Red Sea shipping disruption",
        "link": "http://x.example/rerouting",
    }


def test_a_dark_map_is_drawn_light(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "coast_url", lambda: "http://x.example/geo")
    figure: dict[str, Any] = {
        "data": [{"textfont": {"color": basemap.ink(dark=True)}, "text": ["#F2F4F6 Aden"]}],
        "layout": {"height": 9, "map": {"style": basemap.style("", dark=True), "zoom": 4}},
    }
    found = pictures.light(figure)
    (trace,) = found["data"]
    assert trace == {"textfont": {"color": basemap.ink(dark=False)}, "text": ["#F2F4F6 Aden"]}
    style = basemap.style("http://x.example/geo", dark=False)
    assert found["layout"]["map"] == {"style": style, "zoom": 4}
    assert figure["layout"]["map"]["style"] == basemap.style("", dark=True)
