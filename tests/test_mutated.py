"""Mutated files: never a crash, never a wrong row, never a store that a rejected file changed.

`SOAK_FILES` says how many; `make soak` tries 20,000, others each time.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, seed
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture import providers

from dashboard import contracts, desk, loading
from dashboard.contracts import Package
from dashboard.desk import building
from dashboard.loading import Answers, Layouts, Report
from dashboard.settings import HOME, Settings
from tests.conftest import write_package
from tests.soak import oracle
from tests.soak.files import MUTATED, SOUND, Mutated
from tests.soak.oracle import Verdict

pytestmark = pytest.mark.slow

SOAKS = "SOAK_FILES" in os.environ
FILES = int(os.environ.get("SOAK_FILES", "400"))
PARTS = 4
"""Tests that share the files, so that processes can."""

REAL = ["sources", "transits", "port_calls", "market_series", "food_prices", "coverage"]
"""Datasets that are taken as they are bundled; the others are those of the small package."""

STORED = {
    "sources": "source_id,publisher,speaker,via,kind,cited_as,url,terms,accessed_on\n"
    "s1,a,,,press,First,https://a.example,cite,2026-01-01\n"
    "s2,b,,,press,Second,https://b.example,cite,2026-01-01\n",
    "transits": "week_start,days,chokepoint,vessel_class,transits,trade_volume_t,source_ids\n"
    "2023-05-15,7,Suez Canal,container,139,9000000,s1\n"
    "2023-05-22,7,Suez Canal,container,150,9100000,s1\n"
    "2023-05-20,1,Cape of Good Hope,tanker,8,1,s1\n"
    "2023-05-29,7,Suez Canal,container,151,9200000,s1\n",
    "market_series": "date,series,value,unit,source_ids\n2024-01-02,Brent,75,USD per barrel,s1\n",
    "things": ",".join(SOUND["things"].table[0]) + "\nT-0,,,,,big,u0,,s1,,\n"
    "T-2,7,,,,big,u2,,s1,,\n",
}


COUNTED = [*SOUND, "loaded"]
ENDS = ("taken", "taken in part", "refused")


@dataclass
class Shop:
    """A small store of which each file finds the first version, and what files came to."""

    settings: Settings
    package: Package
    known: dict[str, oracle.Contract]
    con: duckdb.DuckDBPyConnection
    file: Path
    came_to: Counter[str] = field(default_factory=Counter)

    def layouts(self, dataset: str | None) -> Layouts:
        """Return the layouts that a file may have."""
        return desk.layouts(self.package, dataset)

    def state(self) -> dict[str, str]:
        """Return the files of the store with a digest of each."""
        return {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.settings.store.iterdir())
            if path.name != "LOCK"
        }

    def back_to(self, current: bytes) -> None:
        """Make the first version live again, and forget a second."""
        (self.settings.store / "CURRENT").write_bytes(current)
        (self.settings.store / "redsea-2.duckdb").unlink(missing_ok=True)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """Yield the store of a package that has small datasets and bundled ones."""
    folder = tmp_path_factory.mktemp("mutated")
    data = folder / "data"
    write_package(data)
    descriptor = json.loads((data / "datapackage.json").read_text("utf-8"))
    bundled = json.loads((HOME / "data" / "datapackage.json").read_text("utf-8"))
    descriptor["resources"] = [
        *(r for r in descriptor["resources"] if r["name"] not in REAL),
        *(r for r in bundled["resources"] if r["name"] in REAL),
    ]
    (data / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    for name in REAL:
        shutil.copy(HOME / "data" / "schemas" / f"{name}.json", data / "schemas")
        shutil.copy(HOME / "data" / f"{name}.csv", data)
    bare = (HOME / "data" / "coverage.csv").read_text("utf-8").splitlines(keepends=True)[0]
    for name, text in {**STORED, "coverage": bare}.items():
        (data / f"{name}.csv").write_text(text, "utf-8")
    queries = folder / "queries"
    shutil.copytree(HOME / "queries" / "formats", queries / "formats")
    settings = Settings(store=folder / "store", data=data, keep=20)
    package = contracts.load_package(data)
    with pytest.MonkeyPatch.context() as patch, duckdb.connect() as con:
        patch.setattr(building, "SQL", queries)
        assert desk.ensure(settings, package) == 1
        con.execute(f"attach '{settings.store}/redsea-1.duckdb' as live (read_only)")
        con.execute("use live; set threads = 1")
        yield Shop(settings, package, oracle.contracts(data), con, folder / "file.csv")


def judged(shop: Shop, file: Mutated, only: str | None, report: Report) -> Verdict:
    was_cp1252 = any("cp1252" in note for note in report.notes)
    return oracle.judge(file.unpacked, shop.known, only=only, was_cp1252=was_cp1252)


def same(found: list[Any], expected: list[Any]) -> bool:
    """Whether rows are the same, in whatever order."""
    return Counter(written(found)) == Counter(written(expected))


def written(rows: list[Any]) -> list[str]:
    """Return rows in words that tell values and types apart, but not 0 from -0."""
    return [repr([cell + 0.0 if isinstance(cell, float) else cell for cell in row]) for row in rows]


def hold(report: Report, verdict: Verdict, good_rows: bool) -> None:
    """Compare a report with a verdict."""
    lines = list(report.lines())
    words = (lines, verdict)
    assert lines[-1].startswith("file.csv: "), words
    assert report.clean or report.total >= len(report.problems) > 0, words
    assert report.is_loadable == report.clean or good_rows, words
    if verdict.unsure and not report.clean:
        return
    assert report.clean == verdict.is_sound, words
    if report.clean:
        assert report.rejected is None
        assert report.rows == len(verdict.good), words
    elif good_rows and not verdict.refused:
        assert report.rejected == len(verdict.bad), words
        assert report.rows == len(verdict.good), words
    else:
        assert report.rejected is None, words
    for name in verdict.converted if report.clean and not verdict.format else ():
        assert any(note.startswith(f"{name}: ") for note in report.notes), words


def stage(shop: Shop, file: Mutated, only: str | None, good_rows: bool) -> None:
    con = shop.con
    for table in ("_staged", "_rejects"):
        con.execute(f"drop table if exists {table}")
    answers = Answers(file.constants, good_rows=good_rows)
    report = loading.stage(con, shop.file, shop.layouts(only), answers)
    verdict = judged(shop, file, only, report)
    shop.came_to[f"{file.sound} {outcome(report)}"] += 1
    hold(report, verdict, good_rows)
    if not report.is_loadable:
        return
    found = con.execute("from _staged").fetchall()
    if verdict.unsure and not report.clean:
        assert not Counter(map(repr, found)) - Counter(map(repr, verdict.rows)), (found, verdict)
        return
    if verdict.format:
        assert same(found, verdict.rows), (found, verdict)
    else:
        assert written(found) == written(verdict.rows), (found, verdict)
    if report.rejected:
        rejects = con.execute("select distinct row_number from _rejects").fetchall()
        assert {row for (row,) in rejects} == set(verdict.bad), (rejects, verdict)


def load(shop: Shop, file: Mutated, only: str | None, good_rows: bool) -> None:
    before = shop.state()
    current = (shop.settings.store / "CURRENT").read_bytes()
    answers = Answers(file.constants, good_rows=good_rows)
    try:
        done = desk.load(
            shop.settings, shop.package, shop.layouts(only), shop.file, answers=answers
        )
        verdict = judged(shop, file, only, done.report)
        shop.came_to[f"loaded {outcome(done.report)}"] += 1
        hold(done.report, verdict, good_rows)
        if verdict.unsure and not done.report.clean:
            return
        expected = None
        if done.report.is_loadable and verdict.contract:
            expected = oracle.after(verdict.contract, verdict.rows)
            if same(expected, verdict.contract.stored):
                expected = None
        if expected is None:
            assert (done.version, done.load_id) == (1, None), (done, verdict)
            assert shop.state() == before
        else:
            assert done.version == 2
            is_loaded(shop, file, verdict, expected)
    finally:
        shop.back_to(current)


def is_loaded(shop: Shop, file: Mutated, verdict: Verdict, expected: list[Any]) -> None:
    """Find the second version holding the rows that are expected, and its ledger."""
    assert verdict.contract
    assert set(shop.state()) == {"CURRENT", "redsea-1.duckdb", "redsea-2.duckdb"}
    with duckdb.connect(str(shop.settings.store / "redsea-2.duckdb"), read_only=True) as con:
        found = con.execute(f"from {verdict.contract.name}").fetchall()
        ledger = con.execute(
            "select dataset, format, sha256, rows_rejected, rows_added - rows_removed"
            " from loads where version = 2 and sha256 <> ''"
        ).fetchall()
    assert same(found, expected), (found, verdict)
    assert ledger == [
        (
            verdict.contract.name,
            verdict.format and verdict.format.name,
            hashlib.sha256(file.content).hexdigest(),
            len(verdict.bad),
            len(expected) - len(verdict.contract.stored),
        )
    ]


def outcome(report: Report) -> str:
    """Return what became of a file, in a word."""
    if report.clean:
        return "taken"
    return "refused" if report.rejected is None else "taken in part"


FOUND = {
    "line break in a name where rows end otherwise": (
        "fred",
        b'observation_date,"DCOIL\nBRENTEU"\r2024-01-02,75.89\r2024-01-03,78.25\r',
        "taken",
    ),
    "line break in a cell where rows end otherwise": (
        "visits",
        b'thing_id,day,tonnes\rT-0,2024-01-05,1\r"T-0\n",2024-01-06,2\rT-0,2024-01-07,3\r',
        "taken in part",
    ),
    "quotation mark not closed in the last name": (
        "fred",
        b'observation_date,DCOILBRENTEU,"DCOILWTICO\n2024-01-02,75.89,70.62\n',
        "refused",
    ),
    "quotation mark not closed in the name of a column that is not read": (
        "prices UK",
        b'Date,Price,Open,High,Low,Change %,"Vol.\n14/06/2024,82.62,82.5,83,82,-0.1%,\n',
        "refused",
    ),
    "number too large for an integer": (
        "chokepoints",
        SOUND["chokepoints"].text.replace("1503404,1", "1e315,1").encode(),
        "taken in part",
    ),
    "zero with a minus": (
        "port_calls",
        SOUND["port_calls"].text.replace(",3,0,5,", ",3,-0,5,", 1).encode(),
        "taken",
    ),
    "blank in a text of a publisher": (
        "ports",
        SOUND["ports"].text.replace("Yemen", " ", 1).encode(),
        "taken",
    ),
    "quotation mark behind a blank in a cell too many": (
        "visits",
        b'thing_id,day,tonnes,\nT-0,2024-01-05,1," """\nT-0,2024-01-06,2,\n',
        "refused",
    ),
    "quotation mark in the wrong place of a file cut short": (
        "visits",
        b'"thing_id","day","tonnes"\n"T-0","2024-01-05","1""\n"T-9","',
        "refused",
    ),
    "year of two digits written with four": (
        "chokepoints",
        SOUND["chokepoints"].text.replace("2023/", "0099/").encode(),
        "taken in part",
    ),
    "number with a tab": (
        "chokepoints",
        SOUND["chokepoints"].text.replace(",2.5,", ",\t2.5,").encode(),
        "taken in part",
    ),
    "quotation mark that is all of the last row": (
        "visits",
        b'thing_id,day,tonnes\nT-0,2024-01-05,1\nT-9,2024-01-06,2\n"',
        "taken in part",
    ),
    "UTF-16 without a mark": (
        "visits",
        "thing_id,day,tonnes\nT-0,2024-01-05,1\n".encode("utf-16-le"),
        "taken",
    ),
    "line break in a name of a column that is read": (
        "fred",
        SOUND["fred"].text.replace("DCOILWTICO", '"DCOILWT\rICO"').replace(",", "\t").encode(),
        "taken",
    ),
    "bad quotation in a column that is not read": (
        "prices UK",
        b'"Date","Price","Open","High","Low","Vol.","Change %"\n'
        b'"14/06/2024","1e13","1e13","83.5","82","","-0.\xef\xbb\xbf1%"\xef\xbb\xbf\n'
        b'"03/06/2024","1e13","1e13","81.5.5","77.5","","0.3%"\n',
        "refused",
    ),
    "two byte order marks before semicolons": (
        "visits",
        b"\xef\xbb\xbf\xef\xbb\xbfthing_id;day;tonnes\nT-0;2024-01-05;1\n",
        "taken",
    ),
    "nothing but byte order marks": ("visits", b"\xef\xbb\xbf" * 3, "refused"),
    "line break in a name where rows are rewritten": (
        "chokepoints",
        SOUND["chokepoints"].text.replace("portname", '"po\ntname"').replace(",", "|").encode()
        + b'"2023/05/22"|"20"3|',
        "refused",
    ),
}
"""Files that came up once: of which it was, its bytes, and what becomes of it."""


@pytest.mark.parametrize("case", FOUND)
def test_file_that_came_up(shop: Shop, case: str) -> None:
    sound, content, end = FOUND[case]
    shop.file.write_bytes(content)
    before = Counter(shop.came_to)
    stage(shop, Mutated(sound, content, content), None, good_rows=True)
    assert shop.came_to - before == Counter({f"{sound} {end}": 1})


@pytest.fixture
def same_files(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep hypothesis from drawing the constants of whatever modules happen to be imported."""
    providers.CONSTANTS_CACHE.cache.clear()
    if not SOAKS:
        monkeypatch.setattr(providers, "_get_local_constants", providers.Constants)
    yield
    providers.CONSTANTS_CACHE.cache.clear()


@pytest.mark.usefixtures("same_files")
@pytest.mark.parametrize("part", range(PARTS))
def test_mutated_files(shop: Shop, part: int, capsys: pytest.CaptureFixture[str]) -> None:
    shop.came_to.clear()

    @seed(secrets.randbits(64) if SOAKS else part)
    @hypothesis_settings(
        max_examples=FILES // PARTS,
        deadline=None,
        database=None,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        file=MUTATED,
        knows_dataset=st.sampled_from([False, False, True]),
        good_rows=st.booleans(),
        loads=st.sampled_from([*[False] * 7, True]),
    )
    def each(file: Mutated, knows_dataset: bool, good_rows: bool, loads: bool) -> None:
        shop.file.write_bytes(file.content)
        only = file.dataset if knows_dataset else None
        (load if loads else stage)(shop, file, only, good_rows)

    each()
    counted = {name: [shop.came_to[f"{name} {end}"] for end in ENDS] for name in COUNTED}
    if SOAKS:
        with capsys.disabled():
            print(f"\n{shop.came_to.total():,} files; {', '.join(ENDS)}:")
            for name, counts in counted.items():
                print(f"{name:>15} {'  '.join(f'{count:6,}' for count in counts)}")
    assert shop.came_to.total() >= FILES // PARTS
    assert sum(map(any, counted.values())) >= len(counted) - 3, counted
    assert all(sum(ends) >= 5 for ends in zip(*counted.values(), strict=True)), counted
