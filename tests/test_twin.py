"""The rows behind a chart as people read them: titles, units, round numbers, who says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.kit.ui import data, exports
from dashboard.kit.ui.columns import columns_behind
from dashboard.kit.ui.sharing import row, twin
from dashboard.settings import Settings
from tests import places

# Streamlit says so of every script that runs outside its server.
pytestmark = pytest.mark.filterwarnings("ignore:.*ScriptRunContext")


@pytest.fixture
def on_data(built: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("REDSEA_STORE", str(built.store))
    data.chosen.cache_clear()
    data.begin()
    yield
    data.chosen.cache_clear()


def labels(headings: dict[str, Any]) -> dict[str, str]:
    return {name: heading["label"] for name, heading in headings.items()}


@pytest.mark.usefixtures("on_data")
def test_keys_give_way_to_names_and_titles_have_units() -> None:
    rows = pd.DataFrame(
        {
            "usd_per_feu": [1413.0, None],
            "index_pct": [40.1331, 39.96],
            "multiple": [0.94444, 2.0],
            "volume_t_per_day": [92046.8571, 10.0],
            "share": [0.123456, 0.5],
            "latitude": [12.5834, 15.0],
            "ships": [3, 4],
            "weeks": [3.0, None],
            "source_ids": ["github-com-80b788", None],
        }
    )
    rows.attrs["reads"] = ("freight_rates",)
    table, headings = twin.readable(rows)
    assert labels(headings) == {
        "usd_per_feu": "Spot rate, USD/FEU",
        "index_pct": "Index %",
        "multiple": "Multiple",
        "volume_t_per_day": "Volume t per day",
        "share": "Share",
        "latitude": "Latitude",
        "ships": "Ships",
        "weeks": "Weeks",
        "publishers": "Who says so",
    }
    assert table.iloc[0].to_dict() == {
        "usd_per_feu": 1413.0,
        "index_pct": 40.1,
        "multiple": 0.94,
        "volume_t_per_day": 92047.0,
        "share": 0.1235,
        "latitude": 12.5834,
        "ships": 3,
        "weeks": 3.0,
        "publishers": "IMF PortWatch",
    }
    assert table["publishers"].tolist()[1] == ""
    forms = {name: heading.get("format") for name, heading in headings.items()}
    assert forms["index_pct"] == "%.1f"
    assert forms["weeks"] == "%.0f"
    assert forms["volume_t_per_day"] == forms["usd_per_feu"] == "localized"


@pytest.mark.usefixtures("on_data")
def test_a_unit_that_the_title_or_the_row_says_is_not_repeated() -> None:
    rows = pd.DataFrame(columns=["tonnes", "value", "extra_days", "latitude"])
    rows.attrs["reads"] = ("port_imports", "delays", "routes_published", "ports")
    found = labels(columns_behind(rows))
    assert found == {
        "tonnes": "Tonnes", "value": "Value", "extra_days": "Extra days", "latitude": "Latitude",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["a", "1-2"], ""),
        (["=1", "b"], "1 cell begins with an apostrophe so that a spreadsheet does not run it."),
        (["=1", "-b"], "2 cells begin with an apostrophe so that a spreadsheet does not run them."),
    ],
)
def test_guarded_cells_are_told_of(texts: list[str], said: str) -> None:
    assert exports.guards(pd.DataFrame({"text": texts, "number": [-1, -2]})) == said


def test_a_row_of_buttons_and_nothing_of_the_rows_before_they_are_asked_for(
    visit: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = visit("costs")
    frames = len(app.dataframe)
    (told,) = [told for told in places.shared(app) if told["key"] == "rates_by_date"]
    assert told["title"].startswith("Shanghai-Rotterdam stood highest")
    assert [button["words"] for button in told["buttons"]][:2] == ["Table", "CSV"]
    assert told["buttons"][0]["is_open"] is False
    assert told["answer"] is None
    monkeypatch.setattr(row, "_turned", lambda name, _: name == "_rates_by_date-rows")
    app = visit("costs")
    shown = [frame.value for frame in app.dataframe if "publishers" in frame.value.columns]
    assert len(app.dataframe) == frames + 3  # rows, events, sources
    assert "source_ids" not in shown[0].columns
    assert set(shown[0]["publishers"]) == {"Drewry"}
