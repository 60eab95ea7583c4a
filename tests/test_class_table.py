"""The table of classes of ship by passage: what it finds, what a cell says, what is missing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from xml.etree import ElementTree

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.kit.charts import theme
from dashboard.topics.rerouting.charts import class_table
from tests import places

BAB, SUEZ, CAPE = "Bab el-Mandeb Strait", "Suez Canal", "Cape of Good Hope"
BEFORE = "1 January 2022 to 6 October 2023"

# Streamlit says so of every script that runs outside its server.
pytestmark = pytest.mark.filterwarnings("ignore:.*ScriptRunContext")


def rows(*given: tuple[str, str, float, float | None, float | None]) -> pd.DataFrame:
    """Return rows of passage, class, ships a day now, a year ago and before."""
    made = [
        {
            "chokepoint": place,
            "vessel_class": kind,
            "latest_from_week": date(2026, 9, 7),
            "latest_week": date(2026, 9, 28),
            "latest_weeks": 4,
            "latest_per_day": now,
            "year_before_per_day": year,
            "baseline_per_day": before,
            "change_pct": 100 * (now / before - 1) if before else None,
            "year_change_pct": 100 * (now / year - 1) if year else None,
            "source_ids": "s1",
        }
        for place, kind, now, year, before in given
    ]
    return pd.DataFrame(made).astype({"change_pct": float, "year_change_pct": float})


@pytest.mark.parametrize(
    ("given", "title"),
    [
        (
            [(BAB, "container", 5, 6, 20), (SUEZ, "container", 11, 10, 20),
             (CAPE, "container", 15, 20, 5), (BAB, "tanker", 10, 10, 20)],
            "Container ships avoid Bab el-Mandeb most: −75 %; at Suez alone they are coming back",
        ),
        (
            [(BAB, "tanker", 5, 4, 20), (SUEZ, "tanker", 11, 10, 20)],
            "Tankers avoid Bab el-Mandeb most: −75 %; at Bab el-Mandeb and Suez they are coming"
            " back",
        ),
        ([(SUEZ, "roro", 1, None, 4)], "Vehicle carriers (ro-ro) avoid Suez most: −75 %"),
        ([(SUEZ, "roro", 1, 0.5, 4)],
         "Vehicle carriers (ro-ro) avoid Suez most: −75 %; at Suez they are coming back"),
        ([(SUEZ, "tanker", 19, 10, 20), (SUEZ, "all", 1, 10, 20)],
         "No class of ship is more than 10 % below before"),
    ],
)  # fmt: skip
def test_finding(
    given: list[tuple[str, str, float, float | None, float | None]], title: str
) -> None:
    assert class_table.table(rows(*given), BEFORE).title == title


def test_cells_say_now_a_year_ago_and_before() -> None:
    chart = class_table.table(
        rows(
            (BAB, "container", 5, 6.55, 20),
            (CAPE, "container", 18, 21, 4),
            (CAPE, "all", 90, 96, 45),
            (BAB, "all", 1, None, None),
        ),
        BEFORE,
    )
    table = ElementTree.fromstring(class_table.as_html(chart.rows))
    assert ["".join(head.itertext()) for head in table.iter("th")] == [
        "Class of ship", "Bab el-Mandeb", "Cape of Good Hope", "Container ships", "All ships",
    ]  # fmt: skip
    cells = list(table.iter("td"))
    assert ["".join(cell.itertext()) for cell in cells] == [
        "−75 %5.0 a day; 6.5 a year ago, 20.0 before",
        "+350 %18.0 a day; 21.0 a year ago, 4.0 before",
        "–1.0 a day, none before",
        "+100 %90.0 a day; 96.0 a year ago, 45.0 before",
    ]
    red, blue = theme.CHOKEPOINT_COLOURS[BAB], theme.CHOKEPOINT_COLOURS[CAPE]
    grounds = [cell.get("style") for cell in cells]
    assert grounds == [
        f"background:color-mix(in srgb, {red} 27%, transparent)",  # 75 of 100 percent lost
        f"background:color-mix(in srgb, {blue} 36%, transparent)",  # 4.5 times before: full
        None,
        f"background:color-mix(in srgb, {blue} 17%, transparent)",  # log 2 of log 4.5
    ]
    assert cells[2].get("class") == "heat-none"
    widths = re.findall(r"width:([\d.]+)%", class_table.as_html(chart.rows))
    assert widths == ["5.6", "100.0", "44.4"]  # 0.25, 4.5 and 2 of 4.5
    assert chart.note == "Ships a day, four weeks to 4 October 2026."
    assert chart.method.startswith("Before is 1 January 2022 to 6 October 2023. Bar: now;")


def test_chosen_classes_have_no_row_of_all_ships() -> None:
    chart = class_table.table(
        rows((BAB, "container", 5, 6, 20), (BAB, "tanker", 5, 6, 20), (BAB, "all", 9, 9, 20)),
        BEFORE,
        ["tanker"],
    )
    assert list(chart.rows["vessel_class"]) == ["tanker"]


def test_without_a_baseline_there_is_no_table() -> None:
    for given in (rows((BAB, "tanker", 5, 6, None)), rows((BAB, "tanker", 5, 6, 20)).head(0)):
        chart = class_table.table(given, BEFORE)
        assert chart.empty
        assert chart.title == "Classes of ship, now against before"


def test_page_has_the_table_above_the_panels(visit: Callable[..., AppTest]) -> None:
    app = visit("rerouting", rerouting="Classes and cargo")
    (table,) = map(ElementTree.fromstring, places.tables(app))
    assert len(list(table.iter("td"))) == 18  # five classes and all, three passages
    assert places.titles(app)[0] == (
        "Container ships avoid Bab el-Mandeb most: −72 %; at Suez alone they are coming back"
    )
    assert "Lloyd's List counted 53 % more" in places.loose(app.caption[1].value)
    none = visit("rerouting", rerouting="Classes and cargo", period=["2012-01-01", "2012-12-31"])
    assert places.tables(none) == []
