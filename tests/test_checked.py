"""How far a record was checked: rows that lie later, and loads that move that day."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard import contracts, desk, store
from dashboard.contracts import Package
from dashboard.desk import building, coverage, protocol, tasks, wording
from dashboard.desk.coverage import Checked
from dashboard.loading import Answers
from dashboard.settings import Settings
from dashboard.topics.sources import catalogue
from tests.conftest import field, write_package

pytestmark = pytest.mark.slow  # many small stores

Rows = list[tuple[Any, ...]]

KEY = [field("id", required=True)]
DATASETS: dict[str, tuple[dict[str, Any], str]] = {
    "finds": ({"fields": [*KEY, field("day", "date")], "primaryKey": ["id"]}, "id,day\nF1,\n"),
    "weeks": (
        {
            "fields": [field("week_start", "date"), field("days", "integer")],
            "primaryKey": ["week_start"],
        },
        "week_start,days\n",
    ),
    "fronts": ({"fields": [*KEY, field("day", "date")], "primaryKey": ["id"]}, "id,day\n"),
    "others": ({"fields": [*KEY, field("day", "date")], "primaryKey": ["id"]}, "id,day\n"),
    "coverage": (
        {
            "fields": [
                field("dataset", required=True),
                field("covers_from", "date"),
                field("covers_until", "date", required=True),
                field("further_ground"),
                field("further_until", "date"),
                field("note"),
            ],
            "primaryKey": ["dataset"],
        },
        "dataset,covers_from,covers_until,further_ground,further_until,note\n"
        "finds,2025-01-01,2026-01-09,,,by hand\n"
        "weeks,2025-01-01,2026-01-11,,,\n"
        "fronts,2025-01-01,2025-06-30,The south,2026-01-09,\n",
    ),
}
TODAY = date(2026, 2, 1)
UNTIL = "select dataset, covers_until::varchar, further_until::varchar from coverage order by 1"
AT_FIRST: Rows = [
    ("finds", "2026-01-09", None),
    ("fronts", "2025-06-30", "2026-01-09"),
    ("weeks", "2026-01-11", None),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Return settings of a store that is only to be copied."""
    folder = tmp_path_factory.mktemp("checked")
    chosen = Settings(folder / "store", folder / "data", 20)
    write_package(chosen.data, more=DATASETS)
    file = chosen.data / "datapackage.json"
    descriptor = json.loads(file.read_text("utf-8"))
    for resource in descriptor["resources"]:
        if resource["name"] in ("finds", "fronts", "others"):
            resource["dateField"] = "day"
        if resource["name"] == "weeks":
            resource["dateField"] = "week_start"
            resource["period"] = {"start": "week_start", "days": "days"}
    file.write_text(json.dumps(descriptor), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "SQL", chosen.data / "queries")
        desk.ensure(chosen, contracts.load_package(chosen.data))
    return chosen


@pytest.fixture
def package(made: Settings) -> Package:
    return contracts.load_package(made.data)


@pytest.fixture
def small(made: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Return a store with three records that were checked, and one of which nothing says that."""
    monkeypatch.setattr(building, "SQL", made.data / "queries")
    monkeypatch.setattr(coverage, "today", lambda: TODAY)
    shutil.copytree(made.store, tmp_path / "store")
    return replace(made, store=tmp_path / "store")


def rows(settings: Settings, sql: str) -> Rows:
    found: Rows = store.reader(settings.store).cursor().execute(sql).fetchall()
    return found


def load(settings: Settings, name: str, *lines: str, said: str = "", **more: Any) -> desk.Loaded:
    """Load a file of a dataset; ``said`` is the day until which all days were looked at."""
    package = contracts.load_package(settings.data)
    file = settings.store.parent / "new.csv"
    header = DATASETS[name][1].partition("\n")[0]
    file.write_text("\n".join([header, *lines, ""]), "utf-8")
    day = desk.Said(date.fromisoformat(said), more.pop("is_shared", False)) if said else None
    return desk.load(settings, package, package.dataset(name), file, said=day, **more)


# What is warned of
# -----------------

SOUTH = "fronts (The south)"

WARNINGS: list[tuple[str, str, list[str], str, list[str]]] = [
    # what is loaded, the day that is said with it, and the warnings
    ("the day of the check", "finds", ["F2,2026-01-09"], "", []),
    (
        "the day after it",
        "finds",
        ["F2,2026-01-10", "F3,2026-01-02"],
        "",
        ["rows go to 2026-01-10; finds is checked until 2026-01-09"],
    ),
    ("no day", "finds", ["F2,"], "", []),
    ("a week that ends on the day", "weeks", ["2026-01-05,7"], "", []),
    ("a week that counts less", "weeks", ["2026-01-06,6"], "", []),
    (
        "a week that ends after it",
        "weeks",
        ["2026-01-06,7"],
        "",
        ["rows go to 2026-01-12; weeks is checked until 2026-01-11"],
    ),
    ("no row in coverage", "others", ["O1,2026-01-10"], "", []),
    ("where a part was checked further", "fronts", ["F1,2026-01-09"], "", []),
    (
        "and further than that",
        "fronts",
        ["F1,2026-01-10"],
        "",
        [f"rows go to 2026-01-10; {SOUTH} is checked until 2026-01-09"],
    ),
    (
        "a day to come",
        "finds",
        ["F2,2026-02-02"],
        "",
        [
            "rows go to 2026-02-02, which has not come yet; finds is checked until 2026-01-09",
        ],
    ),
    ("all days were looked at", "finds", ["F2,2026-01-10"], "2026-01-10", []),
    ("and more", "finds", ["F2,2026-01-10"], "2026-01-12", []),
    (
        "not all days were",
        "finds",
        ["F2,2026-01-14"],
        "2026-01-12",
        ["rows go to 2026-01-14; finds would be checked until 2026-01-12 only"],
    ),
    (
        "a part, not to the end of its rows",
        "fronts",
        ["F1,2026-01-14"],
        "2026-01-12",
        [f"rows go to 2026-01-14; {SOUTH} would be checked until 2026-01-12 only"],
    ),
]


@pytest.mark.parametrize(
    ("case", "name", "lines", "said", "warnings"), WARNINGS, ids=[case for case, *_ in WARNINGS]
)
def test_rows_later_than_the_check_are_a_warning(
    small: Settings, case: str, name: str, lines: list[str], said: str, warnings: list[str]
) -> None:
    held = load(small, name, *lines, said=said, accepts=lambda _: False)
    assert (held.seen.warnings, held.is_held) == (warnings, bool(warnings))
    assert held.version == (1 if warnings else 2)
    if warnings:
        assert rows(small, UNTIL) == AT_FIRST
        assert load(small, name, *lines, said=said).version == 2


def test_rows_that_the_store_holds_count_where_a_day_is_said(small: Settings) -> None:
    load(small, "finds", "F2,2026-01-20")
    assert load(small, "finds", "F3,2026-01-08").seen.warnings == [
        "the file ends on 2026-01-08; the store already goes to 2026-01-20"
    ]
    done = load(small, "finds", "F4,2026-01-20", said="2026-01-12")
    assert done.seen.warnings == [
        "rows go to 2026-01-20; finds would be checked until 2026-01-12 only"
    ]


@pytest.mark.parametrize(
    ("name", "line", "offer"),
    [
        (
            "finds",
            "F2,2026-01-10",
            "; load with --checked-until 2026-01-10 if all days to then were looked at",
        ),
        (
            "fronts",
            "F1,2026-01-10",
            "; load with --checked-until 2026-01-10 if all days to then were looked at there",
        ),
        ("finds", "F2,2026-02-02", ""),  # no day to come is offered
    ],
)
def test_check_and_preview_say_the_same(
    small: Settings, package: Package, name: str, line: str, offer: str
) -> None:
    (warning,) = load(small, name, line, accepts=lambda _: False).seen.warnings
    file = small.store.parent / "new.csv"
    for look in (desk.look, desk.preview):
        seen = look(small, package.dataset(name), file)
        assert list(wording.preview(seen)) == [
            "new.csv: no problems in 1 row",
            f"warning: {warning}{offer}",
        ]


# What is refused
# ---------------

REFUSALS = [
    (
        "finds",
        "2026-01-08",
        "finds is checked until 2026-01-09, later than 2026-01-08; a check is taken back by"
        " undoing its load or by loading a corrected coverage.csv",
    ),
    (
        "fronts",
        "2026-01-08",
        f"{SOUTH} is checked until 2026-01-09, later than 2026-01-08; a check is taken back by"
        " undoing its load or by loading a corrected coverage.csv",
    ),
    ("finds", "2026-02-02", "2026-02-02 has not come yet; name the last day that was looked at"),
    (
        "others",
        "2026-01-10",
        "others has no row in coverage, which says until when a record was checked; load the file"
        " without that day",
    ),
]


@pytest.mark.parametrize(("name", "said", "words"), REFUSALS)
@pytest.mark.parametrize("good_rows", [False, True])
def test_a_day_that_cannot_be_is_a_problem(
    small: Settings, name: str, said: str, words: str, good_rows: bool
) -> None:
    answers = Answers(good_rows=good_rows)
    done = load(small, name, "X1,2026-01-05", "X2,soon" if good_rows else "X2,2026-01-05",
                said=said, answers=answers)  # fmt: skip
    assert str(done.report.problems[-1]) == f"checked until: {words}"
    assert (done.counts, done.version, done.report.is_fatal) == (None, 1, True)
    assert rows(small, UNTIL) == AT_FIRST


def test_a_day_for_several_files_passes_by_those_without_coverage(small: Settings) -> None:
    done = load(small, "others", "O1,2026-01-10", said="2026-01-10", is_shared=True)
    assert done.version == 2
    assert list(wording.preview(done.seen)) == [
        "new.csv: others has no row in coverage, which says until when a record was checked: it is"
        " loaded without a day",
        "new.csv: no problems in 1 row",
    ]
    assert rows(small, UNTIL) == AT_FIRST


# What moves, and back again
# --------------------------

LEDGER = (
    "select dataset, file_name, rows_added, rows_changed, rows_unchanged, version, kind, note"
    " from loads where version > 1 order by load_id"
)
REVISIONS = (
    "select l.version, r.dataset, r.row_key, r.field, r.old_value, r.new_value from revisions r"
    " join loads l using (load_id) order by all"
)


@pytest.mark.parametrize(
    ("name", "cell", "note", "entered"),
    [
        ("finds", "covers_until", "weekly", "weekly"),
        ("finds", "covers_until", None, "finds checked until 2026-01-16"),
        ("fronts", "further_until", None, f"{SOUTH} checked until 2026-01-16"),
    ],
)
def test_a_load_moves_the_check_in_its_own_version(
    small: Settings, package: Package, name: str, cell: str, note: str | None, entered: str
) -> None:
    done = load(small, name, "X2,2026-01-14", said="2026-01-16", note=note)
    part = {"finds": "finds", "fronts": SOUTH}[name]
    number = len(package.datasets) + 1
    assert wording.outcome(done) == (
        f"1 row added, 0 changed, 0 unchanged; {part} is checked until 2026-01-16; the store is"
        f" now at version 2 (load {number})."
    )
    assert f"checked until: {part} 2026-01-09 -> 2026-01-16" in list(wording.preview(done.seen))
    moved = {
        "finds": [("finds", "2026-01-16", None), *AT_FIRST[1:]],
        "fronts": [AT_FIRST[0], ("fronts", "2025-06-30", "2026-01-16"), AT_FIRST[2]],
    }[name]
    assert rows(small, UNTIL) == moved
    assert rows(small, LEDGER) == [
        (name, "new.csv", 1, 0, 0, 2, "load", note),
        ("coverage", "new.csv", 0, 1, 2, 2, "load", entered),
    ]
    assert rows(small, REVISIONS) == [(2, "coverage", name, cell, "2026-01-09", "2026-01-16")]
    assert desk.undo(small, package).version == 3
    assert rows(small, UNTIL) == AT_FIRST
    (catalogue,) = rows(
        small, "select covers_until::varchar from catalogue where dataset = 'finds'"
    )
    assert catalogue == ("2026-01-09",)


def test_a_file_that_changes_nothing_can_move_the_check(small: Settings, package: Package) -> None:
    load(small, "finds", "F2,2026-01-09")
    same = load(small, "finds", "F2,2026-01-09")
    assert (same.version, same.load_id) == (2, None)
    number = len(package.datasets) + 2
    done = load(small, "finds", "F2,2026-01-09", said="2026-01-16", accepts=lambda _: False)
    assert wording.outcome(done) == (
        "0 rows added, 0 changed, 1 unchanged; finds is checked until 2026-01-16 now, and that is"
        f" all that changed; the store is now at version 3 (load {number})."
    )
    assert rows(small, LEDGER)[1:] == [
        ("coverage", "new.csv", 0, 1, 2, 3, "load", "finds checked until 2026-01-16")
    ]
    again = load(small, "finds", "F2,2026-01-09", said="2026-01-16")
    assert (again.version, again.load_id) == (3, None)
    assert list(wording.preview(again.seen)) == [
        "new.csv: no problems in 1 row",
        "checked until: finds 2026-01-16, as before",
    ]
    assert desk.undo(small, package).restored == 2
    assert rows(small, UNTIL) == AT_FIRST


def test_a_file_that_changes_nothing_is_held_where_its_rows_lie_later(small: Settings) -> None:
    load(small, "finds", "F2,2026-01-20")
    held = load(small, "finds", "F2,2026-01-20", said="2026-01-12", accepts=lambda _: False)
    assert (held.is_held, held.version, rows(small, UNTIL)) == (True, 2, AT_FIRST)


def test_a_dry_run_says_the_move_and_makes_none(small: Settings, package: Package) -> None:
    file = small.store.parent / "new.csv"
    file.write_text("id,day\nF2,2026-01-14\n", "utf-8")
    said = desk.Said(date(2026, 1, 16))
    seen = desk.preview(small, package.dataset("finds"), file, said=said)
    assert [*wording.preview(seen), wording.would(seen)] == [
        "new.csv: no problems in 1 row",
        "checked until: finds 2026-01-09 -> 2026-01-16",
        "1 row added, 0 changed, 0 unchanged. Nothing was loaded: this was a dry run.",
    ]
    assert rows(small, UNTIL) == AT_FIRST


def test_a_check_is_taken_back_by_loading_coverage(small: Settings) -> None:
    load(small, "finds", "F2,2026-01-14", said="2026-01-16")
    load(small, "coverage", "finds,2025-01-01,2026-01-10,,,by hand")
    assert rows(small, UNTIL)[0] == ("finds", "2026-01-10", None)


def test_days_go_to_the_process_and_back() -> None:
    task = tasks.Task(
        Settings(Path("s"), Path("d"), 20), "load", Path("x.csv"),
        said=desk.Said(date(2026, 1, 16), is_shared=True),
    )  # fmt: skip
    assert protocol.decode(tasks.Task, json.loads(protocol.line(task))) == task
    checked = Checked("finds", date(2026, 1, 9), None, date(2026, 1, 14), to=date(2026, 1, 16))
    assert protocol.decode(Checked, json.loads(protocol.line(checked))) == checked
    with pytest.raises(TypeError, match="a date is expected, not 'soon'"):
        protocol.decode(desk.Said, {"day": "soon", "is_shared": False})


def test_page_of_sources_names_the_part_that_was_checked_further() -> None:
    stale = pd.DataFrame(
        {
            "title": ["A_b", "Events"],
            "further_ground": [None, "South"],
            "further_until": [pd.NaT, pd.Timestamp(2026, 1, 9)],
        }
    )
    assert catalogue._named(stale) == r"A\_b, Events (South until 9 January 2026)"
    assert catalogue._named(stale[:1]) == r"A\_b"
