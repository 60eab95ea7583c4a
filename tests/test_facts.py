"""Facts of events, ports and days stand in rows of data/: to correct a row must be enough."""

from __future__ import annotations

import ast
import json
import re
from datetime import date
from pathlib import Path

import pytest

from dashboard.settings import HOME
from dashboard.topics.voyage.analysis import area
from tests.given import asker, open_store
from tests.test_package import table

FILES = sorted(
    path
    for folder in ("dashboard", "queries")
    for path in (HOME / folder).rglob("*")
    if path.suffix in {".py", ".sql"}
)
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
FACT = re.compile(
    r"\b(?:EV|PE|SH)\d{3,}\b"  # an event, a strike on a port or a statement on one by its key
    r"|\b(?:RSA|PUB|AC)-\d{2,}\b"  # an attack, a published statement or a campaign
    r"|\bport\d+\b"  # a port by PortWatch's key
    r"|\b20\d\d-\d\d-\d\d\b"
    rf"|\b\d{{1,2}} (?:{MONTHS}) 20\d\d\b"
)
CONSTRUCTORS = {"date", "datetime", "Timestamp"}

CHOSEN = {
    "dashboard/kit/ui/filters.py": "the two baselines are choices, which the sidebar can change",
    "dashboard/topics/impact/trust.py": "the end of the fit of the model is chosen",
    "dashboard/kit/ui/return_index.py": "the months that the index of return compares with",
    "dashboard/topics/impact/rates.py": "two begins, to see what hangs on the choice",
    "dashboard/topics/impact/charts/counterfactual.py": "the end of the fit of the model",
    "dashboard/topics/impact/analysis/counterfactual.py": "the weeks that the fit leaves out",
    "dashboard/kit/analysis/crisis_days.py": "the day on which the fit of the model ends",
    "dashboard/kit/charts/count_words.py": "where the record of other counts is parted is chosen",
    "dashboard/topics/rerouting/charts/crosschecks.py": "the year at which two panels are parted",
    "dashboard/topics/loading/templates.py": "a day as an example",
    "dashboard/loading/rules.py": "a day as an example in a message",
    "dashboard/topics/impact/backtesting.py": "all days that can be",
    "dashboard/topics/voyage/analysis/case.py": "the days for which a voyage can be asked",
    "queries/formats/portwatch_ports.sql": "keys as an example in what is asked",
    "queries/views/rate_milestones.sql": "calendar months and a year, which their names say",
    "queries/views/rate_baselines_usual.sql": "two baselines are choices: 2019, and from 2023 on",
    "queries/macros/usual_day.sql": "the two baselines, which the sidebar can change",
    "queries/macros/first_weekly_day.sql": "the cut between two parts of a record is chosen",
    "queries/charts/port_capacity.sql": "a day to count others from",
    "queries/claims/seed_12.sql": "the claim's own words; its days come from its row",
    "queries/claims/seed_15.sql": "the claim's own words; its days come from its row",
    "queries/claims/seed_16.sql": "the claim's own words; its days come from its row",
}
"""File -> why a day or a key may stand in it."""


def code(path: Path) -> list[str]:
    """Return what a file does or says: its strings and days without comments and docstrings."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".sql":
        parameters = [line for line in text.splitlines() if line.startswith("-- $")]
        return [re.sub(r"--.*", "", text), *parameters]
    found, told = [], set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            told.add(id(node.value))  # docstrings, of names as well
        elif isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            parts = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            if name in CONSTRUCTORS and len(parts) == 3:
                found.append("{:04}-{:02}-{:02}".format(*parts))
        elif (
            isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
        ):
            found.append(node.value)
    return found


def facts(path: Path) -> set[str]:
    """Return the keys and days in a file's code."""
    return {fact for part in code(path) for fact in FACT.findall(part)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(HOME).as_posix())
def test_no_event_port_or_day_stands_in_code(path: Path) -> None:
    name = path.relative_to(HOME).as_posix()
    assert name in CHOSEN or not facts(path)
    assert not any(fact[0].isupper() for fact in facts(path))


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.py", 'WAR = pd.Timestamp("2026-02-28")', {"2026-02-28"}),
        ("a.py", "WAR = date(2026, 2, 8)", {"2026-02-08"}),
        ("a.py", 'SAID = f"since {1} on 28 February 2026"', {"28 February 2026"}),
        ("a.py", 'LANDMARKS = {"EV007": "Seized"}\n"""As EV008."""', {"EV007"}),
        ("a.py", 'PORTS = {"port18": "Hodeidah", "export9": 1}', {"port18"}),
        ("a.py", '"""Since 2026-02-28."""\n# EV007\n', set()),
        (
            "a.sql",
            "-- since 2026-02-28\nselect date '2026-02-27', 'EV107'",
            {"2026-02-27", "EV107"},
        ),
        ("a.sql", "where fact_id in ('SH001') or id = 'RSA-001'", {"SH001", "RSA-001"}),
        ("a.sql", "-- $port: as port9\nselect $port", {"port9"}),
    ],
)
def test_what_counts_as_a_fact(name: str, text: str, expected: set[str], tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert facts(tmp_path / name) == expected


def test_the_listed_area_names_its_source() -> None:
    text = (HOME / "data" / "geo" / "listed_area.geojson").read_text(encoding="utf-8")
    outline, corners = json.loads(text)["features"]
    _, sources = table("sources")
    source = {row["source_id"]: row for row in sources}[outline["properties"]["source_id"]]
    assert outline["properties"]["publisher"] == source["speaker"] == "Joint War Committee"
    assert outline["properties"]["document"] in source["cited_as"]
    (ring,) = outline["geometry"]["coordinates"]
    assert ring[0] == ring[-1]
    listed = area.listed()
    assert [list(point) for point in listed.outline] == ring[:-1]
    assert [list(point) for point in listed.corners] == corners["geometry"]["coordinates"]
    for corner in listed.corners:
        assert area.area_nm((corner, (corner[0] + 0.01, corner[1]))) == 0  # off the area, not in it
    assert area.area_nm(((43.3, 12.6), (44.0, 12.0))) > 40  # Bab el-Mandeb to the Gulf of Aden


@pytest.mark.parametrize("column", ["label", "phase", "intervention", "role"])
def test_what_an_event_is_called_on_for_is_its_own(column: str) -> None:
    _, rows = table("events")
    named = [row[column] for row in rows if row[column]]
    assert len(named) == len(set(named)) > 2


def test_days_that_pages_count_from_are_those_of_the_events_with_a_role() -> None:
    events = [
        {"event_id": "EV001", "date": "2023-11-20", "role": "first hijacking", "source_ids": "s1"},
        {"event_id": "EV002", "date": "2026-03-01", "role": "Iran war begins", "source_ids": "s2"},
        {"event_id": "EV003", "date": "2022-03-01", "source_ids": "s3"},
    ]
    assert asker(open_store(events=events))("facts/turning_days") == [
        (date(2023, 11, 20), None, date(2026, 3, 1), "s1|s2")
    ]
    assert asker(open_store())("facts/turning_days") == [(None, None, None, "")]


def test_ports_whose_calls_are_drawn() -> None:
    _, rows = table("ports")
    assert {row["portwatch_id"]: row["port"] for row in rows if row["portwatch_id"]} == {
        "port18": "Hodeidah",
        "port2219": "Salif",
        "port2245": "Ras Isa",
        "port9": "Aden",
    }
