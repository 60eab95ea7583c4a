"""Records of which a part was checked further than the rest: where that is said."""

from __future__ import annotations

import csv
from collections.abc import Callable

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.kit.charts import events as overlay
from dashboard.settings import HOME

pytestmark = pytest.mark.filterwarnings("ignore:.*ScriptRunContext")

HAPPENED = pd.DataFrame(
    {
        "event_id": ["E1", "E2"],
        "date": pd.to_datetime(["2026-06-30", "2026-07-13"]),
        "category": "Houthi-Saudi war",
        "title": ["Before", "After"],
        "detail": None,
        "checked_until": pd.Timestamp("2026-06-30"),
        "further_ground": "Red [Sea]",
    }
)


def ground(events: pd.DataFrame) -> str:
    return overlay.draw({"data": [], "layout": {}}, events)


def test_events_after_the_check_of_all_name_their_ground() -> None:
    assert ground(HAPPENED) == "Events after 30 June 2026 are those of Red [Sea] alone."


@pytest.mark.parametrize(
    "events",
    [
        HAPPENED.iloc[:1],
        HAPPENED.assign(further_ground=None, checked_until=pd.NaT),
        HAPPENED.drop(columns=["further_ground", "checked_until"]),
    ],
)
def test_events_that_were_all_checked_name_none(events: pd.DataFrame) -> None:
    assert ground(events) == ""


def test_pages_say_which_part_was_checked_further(visit: Callable[..., AppTest]) -> None:
    with (HOME / "data" / "coverage.csv").open(encoding="utf-8", newline="") as file:
        (row,) = [r for r in csv.DictReader(file) if r["further_ground"]]
    until, further = (pd.Timestamp(row[name]) for name in ("covers_until", "further_until"))
    for page in ("overview", "attacks"):
        (line,) = [c.value for c in visit(page).main.caption if c.value.startswith("Data to: ")]
        assert f"{until:%-d %b %Y} ({row['further_ground']} {further:%-d %b %Y}" in line
    datasets = visit("sources").dataframe[0].value.set_index("dataset")["further"]
    assert datasets[row["dataset"]] == f"{row['further_ground']} to {row['further_until']}"
    assert set(datasets.drop(row["dataset"])) == {""}
