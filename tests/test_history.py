"""The history of the data: values that loads changed, and undoing loads without losing any."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard import desk, queries, store
from dashboard.contracts import Package, load_package
from dashboard.desk import coverage, wording
from dashboard.errors import StoreError
from dashboard.loading import Counts
from dashboard.settings import Settings
from tests.given import required


def rows(settings: Settings, sql: str) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = store.reader(settings.store).cursor().execute(sql).fetchall()
    return found


def load(settings: Settings, package: Package, name: str, text: str, **more: Any) -> desk.Loaded:
    path = settings.store.parent / f"{name}-new.csv"
    path.write_text(text, encoding="utf-8")
    return desk.load(settings, package, package.dataset(name), path, **more)


PORTS = "select port_id, title from ports order by 1"
REVISIONS = "select load_id, row_key, field, old_value, new_value from revisions order by all"
LEDGER = (
    "select load_id, kind, dataset, rows_added, rows_changed, rows_unchanged, rows_removed,"
    " version, based_on, note from loads where load_id > 4 order by load_id"
)


def test_each_value_that_a_load_changes_is_kept(small: Settings, small_package: Package) -> None:
    load(small, small_package, "ports", "port_id,title\nP2,Hudaydah\nP3,Salif\nP1,Aden\n")
    load(small, small_package, "ports", "port_id,title\nP2,\nP3,As-Salif\n", note="spellings")
    assert rows(small, REVISIONS) == [
        (5, "P2", "title", "Hodeidah", "Hudaydah"),
        (6, "P2", "title", "Hudaydah", None),
        (6, "P3", "title", "Salif", "As-Salif"),
    ]
    assert rows(small, LEDGER) == [
        (5, "load", "ports", 1, 1, 1, 0, 2, 1, None),
        (6, "load", "ports", 0, 2, 0, 0, 3, 2, "spellings"),
    ]


def test_undo_brings_the_data_back_and_keeps_the_ledger(
    small: Settings, small_package: Package
) -> None:
    load(small, small_package, "ports", "port_id,title\nP2,Hudaydah\nP3,Salif\n")
    undone = desk.undo(small, small_package, note="wrong file")
    assert undone == desk.Undone({"ports": Counts(0, 1, 1, 1)}, 1, 3)
    assert rows(small, PORTS) == [("P1", "Aden"), ("P2", "Hodeidah")]
    assert rows(small, LEDGER) == [
        (5, "load", "ports", 1, 1, 0, 0, 2, 1, None),
        (6, "undo", "ports", 0, 1, 1, 1, 3, 2, "wrong file"),
    ]
    assert rows(small, REVISIONS) == [
        (5, "P2", "title", "Hodeidah", "Hudaydah"),
        (6, "P2", "title", "Hudaydah", "Hodeidah"),
        (6, "P3", None, '{"port_id":"P3","title":"Salif"}', None),
    ]
    # An undo is undone in the same way.
    assert desk.undo(small, small_package).restored == 2
    assert rows(small, PORTS) == [("P1", "Aden"), ("P2", "Hudaydah"), ("P3", "Salif")]


def test_undo_to_a_version_goes_back_over_several_loads(
    small: Settings, small_package: Package
) -> None:
    things = "thing_id,calls,price,seen,insured,kind,url,tags,source_ids,port_id,parent_id\n"
    load(small, small_package, "ports", "port_id,title\nP3,Salif\n")
    load(small, small_package, "things", f"{things}T-1,1,,,,big,,,S1,P3,\n")
    undone = desk.undo(small, small_package, to=1)
    assert undone.counts == {"ports": Counts(0, 0, 2, 1), "things": Counts(0, 0, 0, 1)}
    assert (rows(small, PORTS), rows(small, "from things")) == (
        [("P1", "Aden"), ("P2", "Hodeidah")],
        [],
    )
    assert desk.ensure(small, small_package) == undone.version  # what was loaded stays undone


@pytest.mark.parametrize(
    ("to", "words"),
    [
        (None, "There is no load to undo: the store holds the bundled data alone."),
        (1, "Version 1 is the live one; there is nothing to undo."),
        (
            7,
            "Version 7 cannot be gone back to: it is not kept in {store}. Versions to go back to:"
            " none.",
        ),
    ],
)
def test_undo_that_cannot_be_done_says_why(
    small: Settings, small_package: Package, to: int | None, words: str
) -> None:
    desk.ensure(small, small_package)
    with pytest.raises(StoreError) as caught:
        desk.undo(small, small_package, to)
    assert str(caught.value) == words.format(store=small.store)
    assert store.reader(small.store).version.number == 1


def answers(folder: Path, *names: str) -> dict[str, list[str]]:
    """Return what queries answer on the live version of a store."""
    cursor = store.reader(folder).cursor()
    found = {
        name: queries.run(cursor, name, **required(name)).to_csv(index=False).splitlines()
        for name in names
    }
    # The rows of a view, which is a table, have no order.
    return {n: sorted(text) if n.startswith("views/") else text for n, text in found.items()}


def answers_to_every_query(folder: Path) -> dict[str, list[str]]:
    """Return what each query answers, but for those that tell of an undo itself."""
    history = {"lists/loads", "lists/revisions", "lists/catalogue"}
    return answers(folder, *(name for name in queries.names() if name not in history))


def test_undo_gives_the_same_answers_to_every_query(built: Settings, tmp_path: Path) -> None:
    from dashboard import contracts

    package = contracts.load_package(built.data)
    before = answers_to_every_query(built.store)
    file = tmp_path / "weeks.csv"
    header, *lines = (built.data / "transits.csv").read_text("utf-8").splitlines()
    changed = [line.replace(",7,", ",6,", 1) for line in lines[-40:]]
    file.write_text("\n".join([header, *changed, ""]), encoding="utf-8")
    assert desk.load(built, package, package.dataset("transits"), file).counts == Counts(0, 40, 0)
    assert answers_to_every_query(built.store) != before
    desk.undo(built, package)
    assert answers_to_every_query(built.store) == before


HEAD = (
    "date,portid,portname,n_container,n_dry_bulk,n_general_cargo,n_roro,n_tanker,n_cargo,n_total,"
    "capacity_container,capacity_dry_bulk,capacity_general_cargo,capacity_roro,capacity_tanker\n"
)
STRAITS = {"1": "Suez Canal", "4": "Bab el-Mandeb", "6": "Hormuz", "7": "Cape of Good Hope"}
UNTIL = "select covers_until::varchar from coverage where dataset = 'transits'"


def days(last: dict[str, int]) -> str:
    """Return a daily file from 2026-10-05 to a day of October for each chokepoint."""
    return HEAD + "".join(
        f"2026/10/{day:02},chokepoint{strait},{STRAITS[strait]},1,1,1,1,1,4,5,9,9,9,9,9\n"
        for strait, end in last.items()
        for day in range(5, end + 1)
    )


@pytest.mark.parametrize(
    ("last", "until"),
    [
        ({"1": 11, "4": 11, "6": 11, "7": 11}, "2026-10-11"),
        ({"1": 11, "4": 9, "6": 11, "7": 10}, "2026-10-09"),  # all series are known so far
        ({"1": 11}, "2026-10-04"),
    ],
)
def test_a_publishers_file_moves_the_end_of_its_record(
    built: Settings, tmp_path: Path, last: dict[str, int], until: str
) -> None:
    file, package = tmp_path / "daily.csv", load_package(built.data)
    file.write_text(days(last), encoding="utf-8")
    seen = desk.preview(built, desk.layouts(package), file)
    done = desk.load(built, package, desk.layouts(package), file)
    assert done.counts == Counts(5 * sum(end - 4 for end in last.values()), 0, 0)
    assert seen == done.seen  # a dry run says the same
    assert seen.warnings == []  # the end of a publisher's file is that of its check
    moved = until != "2026-10-04"
    said = f"checked until: transits 2026-10-04 -> {until}"
    assert (said in list(wording.preview(seen))) is moved
    assert rows(built, UNTIL) == [(until,)]
    revised = "select row_key, field, old_value, new_value from revisions"
    assert rows(built, revised) == [("transits", "covers_until", "2026-10-04", until)] * moved
    noted = "select note from loads where version = 2 and dataset = 'coverage'"
    assert rows(built, noted) == [(f"daily.csv ends on {until}",)] * moved
    desk.undo(built, package)
    assert rows(built, UNTIL) == [("2026-10-04",)]


def test_a_day_that_is_said_stands_before_the_end_of_a_publishers_file(
    built: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coverage, "today", lambda: date(2026, 11, 30))
    file, package = tmp_path / "daily.csv", load_package(built.data)
    file.write_text(days({"1": 11, "4": 11, "6": 11, "7": 11}), encoding="utf-8")
    said = desk.Said(date(2026, 10, 8))
    done = desk.load(built, package, desk.layouts(package), file, said=said)
    assert done.seen.warnings == [
        "rows go to 2026-10-11; transits would be checked until 2026-10-08 only"
    ]
    assert rows(built, UNTIL) == [("2026-10-08",)]
