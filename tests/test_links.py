"""Addresses of one chart, the frame for other pages, citations, and a page with one chart alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from dashboard.kit.charts.base import Chart
from dashboard.kit.ui import data, exports
from dashboard.kit.ui.sharing import alone, links, row
from dashboard.settings import Settings
from tests import places

# Streamlit says so of every script that runs outside its server.
pytestmark = pytest.mark.filterwarnings("ignore:.*ScriptRunContext")

Visit = Callable[..., AppTest]
NONE = pd.DataFrame()
PAGE = "http://x.example/rerouting?period=2024-01-01&period=2024-12-31"


@pytest.fixture
def chart(built: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Chart]:
    monkeypatch.setenv("REDSEA_STORE", str(built.store))
    data.chosen.cache_clear()
    data.begin()
    rows = data.query("charts/transits_by_week", start="2023-11-01", end="2026-10-09")
    figure = {"data": [], "layout": {"height": 300}}
    yield Chart("transits", 'Half of "them" & more', figure, "", rows)
    data.chosen.cache_clear()


def test_a_chart_is_asked_for_beside_the_filters() -> None:
    assert exports.to_chart(PAGE, "transits") == f"{PAGE}&chart=transits"
    assert exports.to_chart("http://x.example", "a b") == "http://x.example?chart=a+b"
    assert exports.to_chart("", "transits") == ""


def test_what_is_shown_to_be_copied(chart: Chart, monkeypatch: pytest.MonkeyPatch) -> None:
    assert links.panel("link", chart, NONE, PAGE) == {
        "label": "Address of this chart with its filters",
        "text": f"{PAGE}&chart=transits",
        "note": "",
    }
    src = f"{PAGE}&chart=transits&embed=true".replace("&", "&amp;")
    embed = links.panel("embed", chart, NONE, PAGE)
    assert embed["text"] == (
        f'<iframe src="{src}" title="Half of &quot;them&quot; &amp; more" width="100%"'
        ' height="540" style="border:0" loading="lazy"></iframe>'
    )
    assert embed["note"].startswith("Pages of other sites may not show it yet")
    chosen = replace(data.chosen(), embed=("https://a.example", "https://b.example"))
    monkeypatch.setattr(links, "chosen", lambda: chosen)
    embed = links.panel("embed", replace(chart, figure=None), NONE, PAGE)
    assert embed["note"] == "Pages of https://a.example, https://b.example may show it."
    assert 'height="720"' in embed["text"]
    monkeypatch.setattr(links, "today", lambda: date(2026, 11, 30))
    assert links.panel("cite", chart, NONE, PAGE)["text"] == (
        '“Half of "them" & more.” Red Sea shipping disruption, data version 1, data to 4 October'
        " 2026. Transits: IMF PortWatch, UN Global Platform AIS."
        f" {PAGE}&chart=transits (accessed 30 November 2026)."
    )


def test_a_press_opens_a_panel_and_a_second_closes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    state: dict[str, str] = {}
    monkeypatch.setattr(row.st, "session_state", state)
    presses = ["", "link", "", "cite", "csv", "cite", ""]
    assert [row._chosen("panel", asked) for asked in presses] == [
        "", "link", "link", "cite", "cite", "", "",
    ]  # fmt: skip
    turns = [row._turned("rows", is_pressed) for is_pressed in (False, True, False, True, False)]
    assert turns == [False, True, True, False, False]
    assert [row._next("number") for _ in range(3)] == [1, 2, 3]


def test_each_press_is_answered_with_what_it_asks(chart: Chart) -> None:
    file = row._answer("csv", chart, NONE, "all", PAGE)
    assert file
    assert (file["name"], file["mime"]) == ("transits-v1.csv", "text/csv")
    told = row._answer("svg", chart, NONE, "all", PAGE)
    assert told
    assert (told["name"], told["link"]) == ("transits-v1.svg", f"{PAGE}&chart=transits")
    assert row._answer("svg", replace(chart, figure=None), NONE, "all", PAGE) is None
    assert row._answer("rows", chart, NONE, "all", PAGE) is None


# One chart alone ---------------------------------------------------------------------------------


@pytest.fixture
def framed(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> Visit:
    """Return a function that opens a page as it stands in a frame."""
    monkeypatch.setattr(ContextProxy, "is_embedded", True)
    return visit


def hidden(app: AppTest) -> list[str]:
    return [n.proto.body for n in app.get("html") if "display: none" in n.proto.body]


def test_a_link_to_a_chart_says_so_to_its_row_alone(visit: Visit) -> None:
    app = visit("costs", chart="rates_by_date")
    asked = {told["key"]: told["is_asked"] for told in places.shared(app)}
    assert asked.pop("rates_by_date")
    assert asked
    assert not any(asked.values())


def test_in_a_frame_no_other_chart_is_drawn(framed: Visit) -> None:
    app = framed("costs", chart="rates_by_date")
    assert len(places.figures(app)) == 1
    assert places.shared(app) == []
    assert ".st-key-rates_by_date-frame" in "".join(hidden(app))
    said = [caption.value for caption in app.caption if caption.value.endswith("data version 1")]
    assert said == ["[Red Sea shipping disruption](), data version 1"]
    assert not any("does not have" in warning.value for warning in app.warning)


def test_keys_of_any_letters_can_be_asked_for(framed: Visit) -> None:
    app = framed("rerouting", rerouting="Cross-checks", chart="counts_Lloyd's List")
    assert not any("does not have" in warning.value for warning in app.warning)
    assert ".st-key-counts_Lloyd-s-List-frame" in "".join(hidden(app))


@pytest.mark.parametrize("key", ["no_such", "x{} *{display:block}", "</style><b>"])
def test_a_chart_that_is_not_there_is_said_to_be_missing(framed: Visit, key: str) -> None:
    app = framed("costs", chart=key)
    assert places.figures(app) == []
    assert [w.value for w in app.warning][-1] == (
        "The link asks for a chart that this page does not have with these filters."
    )
    assert not any(key in style for style in hidden(app) if key != "no_such")


def test_a_frame_without_a_chart_shows_the_page(framed: Visit) -> None:
    app = framed("costs")
    assert len(places.shared(app)) > 1
    assert not any(alone.HIDDEN[:20] in style for style in hidden(app))
