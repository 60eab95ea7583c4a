"""Incidents of other publishers: what is chosen, what is drawn of it, what the page says."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import queries
from dashboard.kit.ui import data
from dashboard.settings import HOME, Settings
from dashboard.topics.attacks.charts import incidents, maps
from tests import places
from tests.conftest import environment
from tests.given import asker, drawn, open_store
from tests.test_maps import BASE, attacks

Page = Callable[..., AppTest]
SOURCE = "github-com-80b788"
HEADER = (HOME / "data" / "incidents.csv").read_text(encoding="utf-8").splitlines()[0].split(",")

# Streamlit says so of every script that runs outside its server.
pytestmark = pytest.mark.filterwarnings("ignore:.*ScriptRunContext")


def event(key: str, day: str = "2024-01-05", **more: Any) -> dict[str, Any]:
    """Return an event of ACLED in the Gulf of Aden."""
    return {
        "publisher": "ACLED",
        "incident_id": key,
        "date": day,
        "latitude": 12.0,
        "longitude": 45.0,
        "source_ids": SOURCE,
    } | more


def message(key: str, day: str = "2024-01-05", **more: Any) -> dict[str, Any]:
    return event(key, day, publisher="NGA", **more)


GIVEN = [
    event("Y1", event_type="Battles"),
    event("Y2", "2024-02-01", event_type="Battles", latitude=None),
    event("Y3", "2024-02-01", longitude=100.0),
    message("2024-1", "2024-02-02", event_type="Attack"),
    message("2024-2", "2024-03-01", latitude=5.0, longitude=65.0),
]


def rows(*given: dict[str, Any], **chosen: Any) -> pd.DataFrame:
    """Return the answer of the query to the rows given, in the box of the map."""
    con = open_store(incidents=list(given))
    return queries.run(con.cursor(), "charts/incidents_on_map", **incidents.BOX | chosen)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, "2024-2 2024-1 Y3 Y2 Y1"),
        ({"start": "2024-02-01", "end": "2024-02-29"}, "2024-1 Y3 Y2"),
        ({"start": date(2024, 1, 5), "end": date(2024, 1, 5)}, "Y1"),
        ({"publishers": ["NGA"]}, "2024-2 2024-1"),
        ({"types": ["Battles"]}, "Y2 Y1"),
        ({"types": ["not stated", "Attack"]}, "2024-2 2024-1 Y3"),
        ({"publishers": ["NGA"], "types": ["Battles"]}, ""),
    ],
)
def test_incidents_chosen_newest_first(chosen: dict[str, Any], expected: str) -> None:
    found = asker(open_store(incidents=GIVEN))("charts/incidents_on_map", "incident_id", **chosen)
    assert [row[0] for row in found] == expected.split()


def test_position_is_on_the_map_outside_it_or_none() -> None:
    ask = asker(open_store(incidents=GIVEN))
    said = {
        key: (ours, without)
        for (key, ours), (_, without) in zip(
            ask("charts/incidents_on_map", "incident_id position", **incidents.BOX),
            ask("charts/incidents_on_map", "incident_id position"),
            strict=True,
        )
    }
    assert said == {
        "Y1": ("on the map", "on the map"),
        "Y2": ("none", "none"),
        "Y3": ("outside", "on the map"),
        "2024-1": ("on the map", "on the map"),
        "2024-2": ("on the map", "on the map"),  # the edge belongs to the box
    }


def test_options_are_publishers_and_types_most_frequent_first() -> None:
    assert asker(open_store(incidents=GIVEN))("lists/incident_options") == [
        ("ACLED", "Battles", 2),
        ("ACLED", "not stated", 1),
        ("NGA", "Attack", 1),
        ("NGA", "not stated", 1),
    ]


def test_overlay_draws_outlines_with_points_in_their_middles() -> None:
    overlay = incidents.overlay(rows(*GIVEN))
    figure = drawn(maps.attack_map(attacks({}), BASE, overlay=overlay))
    acled, point, nga, points, ours = figure.data
    assert (acled.name, nga.name) == ("◇ ACLED: 1 event", "▽ NGA: 2 messages")
    assert (acled.mode, acled.hoverinfo, acled.legendgroup) == ("lines", "skip", "ACLED")
    assert list(acled.lat[:5]) == [12.083, 12.0, 11.917, 12.0, 12.083]
    assert acled.lon[1] - 45 == pytest.approx(5 / 60 / 0.978, abs=0.001)  # cos 12 degrees
    assert list(nga.lon).count(None) == 2
    assert (list(point.lon), list(point.lat), point.showlegend) == ([45.0], [12.0], False)
    assert [list(ids) for ids in points.customdata] == [["NGA 2024-1"], ["NGA 2024-2"]]
    assert ours.name == "damaged"  # above the others
    assert min(acled.legendrank, nga.legendrank) > ours.legendrank


def test_overlay_changes_nothing_else() -> None:
    given = attacks({}, {"date": date(2024, 2, 1), "outcome": "sunk"})
    plain = maps.attack_map(given, BASE, False, "A1")
    with_others = maps.attack_map(given, BASE, False, "A1", incidents.overlay(rows(*GIVEN)))
    assert (with_others.title, list(with_others.rows)) == (plain.title, list(plain.rows))
    bare, laden = drawn(plain), drawn(with_others)
    others = [trace for trace in laden.data if trace.legendgroup in incidents.THINGS]
    assert len(others) == 4
    assert [t for t in laden.data if t not in others] == list(bare.data)
    assert laden.layout == bare.layout
    assert maps.attack_map(given, BASE, False, "A1", incidents.overlay(rows())).figure == (
        plain.figure
    )


def test_hover_says_what_the_publisher_says_as_text() -> None:
    (acled,) = rows(
        event(
            "YEM1",
            date_precision=2,
            event_type="Battles",
            sub_type="Armed clash",
            actor="<img src=x onerror=alert(1)>",
            target="A & B",
            place="Hodeidah",
            country="Yemen",
            geo_precision=3,
            fatalities=0,
            description="<script>alert(1)</script> " + "word " * 60 + "end",
        )
    ).to_dict("records")
    said = incidents.hover(acled).split("<br>")
    assert said[:8] == [
        "<b>ACLED event</b>, 5 January 2024",
        "Type: Battles",
        "Kind: Armed clash",
        "Actor: &lt;img src=x onerror=alert(1)&gt;",
        "Target: A &amp; B",
        "Deaths: 0",
        "Place: Hodeidah, Yemen",
        "Precision: day known to the week, position: the region only",
    ]
    assert said[8:10] == [
        "Record: YEM1",
        "&lt;script&gt;alert(1)&lt;/script&gt; word word word word word word word",
    ]
    assert said[-1] == "<i>Another record: not in our counts</i>"
    assert "".join(said[9:-1]).endswith("…")
    assert len(" ".join(said[9:-1])) < 200


def test_hover_leaves_out_what_is_not_known() -> None:
    (nga,) = rows(message("2024-1")).to_dict("records")
    assert incidents.hover(nga).split("<br>") == [
        "<b>NGA message</b>, 5 January 2024",
        "Type: not stated",
        "Precision: not stated by the publisher",
        "Record: 2024-1",
        "<i>Another record: not in our counts</i>",
    ]


def test_note_says_what_is_not_drawn() -> None:
    overlay = incidents.overlay(rows(*GIVEN))
    assert overlay.note == "Outlines: another record, not counted."
    assert overlay.method == (
        "Outlines are another record with other definitions (◇ events of ACLED, ▽ messages of"
        " NGA): the same event may stand in several records, and none of them is added to our"
        " counts. Not drawn: 1 without a position and 1 outside these waters (30–65° E, 5–32° N)."
        " The list has all of them."
    )
    assert overlay.alt == (
        "Under them, as outlines, 1 event of ACLED and 2 messages of NGA, another record."
    )
    without = incidents.overlay(rows(GIVEN[1]))
    assert without.traces == []
    assert without.method.endswith("Not drawn: 1 without a position. The list has all of them.")
    assert without.alt == "No incident of another record is drawn."
    assert incidents.overlay(rows()).note == (
        "No incident of another record fits its filters in the period."
    )


def test_the_latest_are_drawn_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incidents, "DRAWN", 2)
    found = rows(*(event(f"Y{day}", f"2024-01-0{day}") for day in (1, 2, 3)))
    overlay = incidents.overlay(found)
    _, points = overlay.traces
    assert points["customdata"] == [["ACLED Y2"], ["ACLED Y3"]]
    assert "Of 3 in these waters the latest 2, since 2 January 2024, are drawn." in overlay.method


def test_title_of_the_list() -> None:
    assert incidents.title(rows(*GIVEN)) == "3 events of ACLED and 2 messages of NGA"
    assert incidents.title(rows(message("2024-1"))) == "1 message of NGA"
    assert incidents.title(rows()) == "No incidents of another record"


def load(settings: Settings, file: Path, dataset: str, header: list[str], *given: Any) -> None:
    """Load the rows given, in the layout of the contract, by the command that people use."""
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, header)
        writer.writeheader()
        writer.writerows(given)
    command = [sys.executable, "-m", "dashboard", "load", str(file), "--dataset", dataset]
    subprocess.run(command, cwd=HOME, env=environment(settings), check=True, capture_output=True)


@pytest.fixture
def loaded(visit: Page, built: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Page:
    """Return ``visit`` on a store that holds the incidents given as well, which may be listed."""
    monkeypatch.setenv("REDSEA_EXPORT_INCIDENTS", "on")
    load(built, tmp_path / "incidents.csv", "incidents", HEADER, *GIVEN)
    return visit


def texts(app: AppTest) -> list[str]:
    """Return whatever the page says in words."""
    return [e.value for kind in (app.info, app.caption, app.markdown) for e in kind]


def lists(app: AppTest) -> list[str]:
    """Return the headings of the tables of incidents."""
    return [m.value for m in app.markdown if "another record" in m.value.lower()]


def test_nothing_loaded_is_said_and_there_is_no_switch(
    visit: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not [text for text in texts(visit("attacks", attacks="Map")) if "acleddata.com" in text]
    monkeypatch.setenv("REDSEA_LOADING", "on")
    data.chosen.cache_clear()
    app = visit("attacks", attacks="Map", incidents="true")
    (said,) = [text for text in texts(app) if "acleddata.com" in text]
    assert "msi.nga.mil" in said
    assert not [toggle for toggle in app.toggle if toggle.key == "incidents"]
    assert lists(app) == []
    assert places.cards(app)[0].value == "135"


def test_overlay_is_off_until_it_is_asked_for(loaded: Page) -> None:
    app = loaded("attacks", attacks="Map")
    (switch,) = [toggle for toggle in app.toggle if toggle.key == "incidents"]
    assert switch.label == "Draw incidents recorded by ACLED and NGA"
    assert not switch.value
    assert lists(app) == []
    assert not [text for text in texts(app) if "acleddata.com" in text]
    assert not [box for box in app.multiselect if box.key == "incident_type"]


@pytest.mark.parametrize(
    ("chosen", "keys", "title"),
    [
        (
            {},
            ["2024-2", "2024-1", "Y3", "Y2", "Y1"],
            "3 events of ACLED and 2 messages of NGA",
        ),
        ({"incident_record": "NGA"}, ["2024-2", "2024-1"], "2 messages of NGA"),
        ({"incident_type": ["Battles", "Attack"]}, ["2024-1", "Y2", "Y1"],
         "2 events of ACLED and 1 message of NGA"),
        ({"period": ["2024-02-01", "2024-02-29"]}, ["2024-1", "Y3", "Y2"],
         "2 events of ACLED and 1 message of NGA"),
    ],
)  # fmt: skip
def test_incidents_are_listed_and_never_counted(
    loaded: Page, chosen: dict[str, Any], keys: list[str], title: str
) -> None:
    bare = {key: value for key, value in chosen.items() if key == "period"}
    plain = [metric.value for metric in places.cards(loaded("attacks", **bare))]
    app = loaded("attacks", attacks="Map", incidents="true", **chosen)
    assert [metric.value for metric in places.cards(app)] == plain
    assert lists(app) == [f"## {title}, another record than ours"]
    listed = next(f.value for f in app.dataframe if "precision" in f.value.columns)
    assert list(listed["incident_id"]) == keys
    (licence,) = [c.value for c in app.caption if "not to be passed on" in c.value]
    assert "none of it is added to our counts" in licence


def test_no_incident_fits(loaded: Page) -> None:
    app = loaded("attacks", attacks="Map", incidents="true", period=["2024-07-01", "2024-07-31"])
    assert lists(app) == ["## No incidents of another record, another record than ours"]
    assert any("No incident in the period fits" in info.value for info in app.info)


def test_the_csv_holds_all_rows_where_the_list_is_cut(
    loaded: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dashboard.topics.attacks import incidents as page

    handed: list[tuple[int, str]] = []
    monkeypatch.setattr(page, "LISTED", 2)
    monkeypatch.setattr(
        page,
        "details",
        lambda chart, _, chosen, *__, **___: handed.append((len(chart.rows), chosen)),
    )
    app = loaded("attacks", attacks="Map", incidents="true", incident_record="ACLED")
    listed = next(f.value for f in app.dataframe if "precision" in f.value.columns)
    assert list(listed["incident_id"]) == ["Y3", "Y2"]
    assert handed == [(3, "7 October 2023 to 9 October 2026, records: ACLED, types: all")]
    assert any("The latest 2 of 3 are listed; the CSV holds all." in c.value for c in app.caption)


def test_link_to_a_record_that_is_not_there_is_named(loaded: Page) -> None:
    app = loaded("attacks", attacks="Map", incidents="true", incident_record="UKMTO")
    assert any("'UKMTO'" in warning.value for warning in app.warning)
