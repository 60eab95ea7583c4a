"""A CSV that is handed out holds no formula, and the loader reads back what stood in the store."""

from __future__ import annotations

import csv
import io
import itertools
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from hypothesis import given as drawn
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from dashboard import desk, formulas, queries, store
from dashboard.desk import wording
from dashboard.kit.charts.base import Chart
from dashboard.kit.ui import data, exports
from dashboard.loading import Answers, Counts
from dashboard.settings import Settings
from dashboard.topics.loading import templates
from tests import given
from tests.conftest import field, write_package
from tests.publishers import ACLED, FRED

RUN = ("=", "+", "-", "@", "\t", "\r")
"""What a cell must not begin with."""

HOSTILE = [
    *(f"{character}1+1" for character in RUN),
    '=HYPERLINK("http://x.example","a, b")',
    "-61",
    "'=1+1",
    "''@SUM(A1)",
    " =1+1",
    "\n-1",
    "' +1",
    "=1+1|-2",
    "＝1+1",
]
"""Texts that are guarded."""

PLAIN = ["'Amran", "''", "a=1", "1-2", "−61", "'a'=1", "Sana'a"]
"""Texts that are not."""

# Streamlit says so of every script that runs outside its server.
pytestmark = pytest.mark.filterwarnings("ignore:.*ScriptRunContext")

PACKAGE = given.package()
LAYOUTS = desk.layouts(PACKAGE)
SOURCE = "github-com-80b788"


def texts(length: int) -> Iterator[str]:
    """Yield all texts of a few characters, up to a length."""
    for count in range(length + 1):
        yield from map("".join, itertools.product("'= \n\t\r-a＋", repeat=count))


# The pair ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_that_would_be_run_is_guarded(text: str) -> None:
    assert formulas.guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", PLAIN)
def test_other_texts_are_not(text: str) -> None:
    assert formulas.guarded(text) == text
    assert formulas.unguarded(text) == text


@hypothesis_settings(max_examples=500, derandomize=True, deadline=None, database=None)
@drawn(st.text(st.one_of(st.sampled_from("'=+-@\t\r\n a"), st.characters()), max_size=8))
def test_no_text_changes_and_none_is_run(text: str) -> None:
    assert formulas.unguarded(formulas.guarded(text)) == text
    assert not formulas.guarded(text).startswith(RUN)


def test_the_loader_takes_off_what_python_would() -> None:
    rows = [(text, formulas.unguarded(text)) for text in texts(4)]
    sql = f"case when regexp_matches($1, '{formulas.GUARDED.replace(chr(39), 2 * chr(39))}')"
    found = duckdb.sql(
        f"select list_transform($1::varchar[], lambda x: {sql.replace('$1', 'x')}"
        " then substr(x, 2) else x end)",
        params=[[text for text, _ in rows]],
    ).fetchall()
    assert found == [([text for _, text in rows],)]


@pytest.mark.parametrize("cell", [-61, -0.5, None, True, date(2024, 1, 5)])
def test_what_is_no_text_stays(cell: object) -> None:
    assert formulas.guarded(cell) is cell


# Exports -----------------------------------------------------------------------------------------


@pytest.fixture
def page(built: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], store.Reader]]:
    """Return a function that begins the run of a page, which reads the live version."""
    monkeypatch.setenv("REDSEA_STORE", str(built.store))
    data.chosen.cache_clear()
    data.begin()
    yield data.begin
    data.chosen.cache_clear()


@pytest.fixture
def second(bundled_store: Path, built: Settings, tmp_path: Path) -> Settings:
    """Return settings with another store of the bundled data."""
    shutil.copytree(bundled_store, tmp_path / "second")
    return replace(built, store=tmp_path / "second")


def exported(rows: pd.DataFrame, title: str = "Rows", note: str = "", method: str = "") -> str:
    none = pd.DataFrame()
    chart = Chart("rows", title, None, "", rows, note, method=method)
    return exports.csv(chart, none, "all", "").decode("utf-8")


def cells(text: str) -> list[list[str]]:
    """Return all cells as a spreadsheet opens them, the lines above the table included."""
    return list(csv.reader(io.StringIO(text, newline="")))


def rows_of(chosen: Settings, sql: str) -> list[tuple[Any, ...]]:
    return store.reader(chosen.store).cursor().execute(sql).fetchall()


def load(chosen: Settings, path: Path, text: str, **answers: Any) -> desk.Loaded:
    path.write_bytes(text.encode("utf-8"))
    return desk.load(chosen, PACKAGE, LAYOUTS, path, answers=Answers(**answers))


def test_texts_are_guarded_and_numbers_stay_numbers(page: Callable[[], store.Reader]) -> None:
    rows = pd.DataFrame(
        {
            "=name": ["=1", None, "'@x"],
            "digits": ["-61", "+1", "1"],
            "whole": [-5, 5, 0],
            "share": [-0.5, None, 1e-7],
            "day": pd.to_datetime(["2024-01-05", None, "2024-01-06"]),
            "is_so": [True, False, True],
            "list": [["=a", "b"], [], ["c", "-d"]],
            "mixed": pd.Series([-1, "-1", None], dtype="object"),
            "kind": pd.Categorical(["@a", "b", "@a"]),
            "source_ids": ["", "", ""],
        }
    )
    table = exported(rows).partition("column source_ids:\r\n")[2]
    assert table == (
        "'=name,digits,whole,share,day,is_so,list,mixed,kind,source_ids\r\n"
        "'=1,'-61,-5,-0.5,2024-01-05,yes,'=a|b,-1,'@a,\r\n"
        ",'+1,5,,,no,,'-1,b,\r\n"
        "''@x,1,0,1e-07,2024-01-06,yes,c|-d,,'@a,\r\n"
    )


def test_no_part_of_the_lines_above_is_run(page: Callable[[], store.Reader]) -> None:
    text = exported(
        pd.DataFrame({"source_ids": [SOURCE]}),
        'Ships,=1+1,"=2+2", -3;@4',
        "as a;\t+5, 'b', \"c\", 1-2, a=b",
        "read,=6",
    )
    assert text.splitlines()[0] == "# Ships,'=1+1,'\"=2+2\",' -3;'@4"
    assert text.splitlines()[3] == "# Note: as a;' +5, 'b', \"c\", 1-2, a=b"
    assert text.splitlines()[4] == "# How to read this: read,'=6"
    for separator in ",;":
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            assert not [cell for cell in row if cell.lstrip(" \n").startswith(RUN)]


# Back into a store -------------------------------------------------------------------------------

FACTS = PACKAGE.dataset("port_facts")
LEFT_OUT = "leading apostrophes that protect spreadsheets left out in"


def facts(*texts: str, **changed: str) -> str:
    """Return a file of statements on Hodeidah: a row with each text as it stands in the file."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, FACTS.columns)
    writer.writeheader()
    for number, text in enumerate(texts, start=900):
        row = {"fact_id": f"SH{number}", "kind": "change", "claim": "'-5.5 %", "share_pct": "-5.5",
               "value": "", "unit": "'-61", "of_what": "all", "date_of_statement": "2026-01-05",
               "claim_id": "", "note": text, "source_ids": SOURCE}  # fmt: skip
        writer.writerow(row | changed)
    return out.getvalue()


NEW = "from port_facts where fact_id >= 'SH900' order by fact_id"


def expected(texts: list[str]) -> list[tuple[Any, ...]]:
    return [
        (f"SH{n}", "change", "-5.5 %", -5.5, None, "-61", "all", date(2026, 1, 5), None, text,
         SOURCE)
        for n, text in enumerate(texts, start=900)
    ]  # fmt: skip


def test_a_file_handed_out_is_read_back_as_the_same_rows(
    built: Settings, second: Settings, page: Callable[[], store.Reader], tmp_path: Path
) -> None:
    texts = HOSTILE + PLAIN
    done = load(built, tmp_path / "first.csv", facts(*map(formulas.guarded, texts)))
    count = len(texts)
    assert done.report.notes == [
        f"claim: {LEFT_OUT} {count} cells",
        f"unit: {LEFT_OUT} {count} cells",
        f"note: {LEFT_OUT} {len(HOSTILE)} cells",
    ]
    assert rows_of(built, NEW) == expected(texts)
    text = exported(page().cursor().execute(NEW).df(), 'Facts, "of" all', "=1")
    for row in cells(text):
        for cell in row:
            assert not cell.startswith(RUN) or cell == "-5.5"
    again = load(second, tmp_path / "rows-v2.csv", text)
    assert again.counts
    assert (again.counts.added, again.report.problems) == (count, [])
    assert rows_of(second, NEW) == expected(texts)


def test_a_text_that_nobody_guarded_is_loaded_as_it_is(built: Settings, tmp_path: Path) -> None:
    """Files that the dashboard did not write; of '=1 they mean what it would."""
    given_texts = ["=1", "-61", "@x", "'=1", "''=1", "'Amran"]
    load(built, tmp_path / "x.csv", facts(*given_texts))
    meant = ["=1", "-61", "@x", "=1", "'=1", "'Amran"]
    assert rows_of(built, NEW) == expected(meant)


def test_texts_of_other_publishers_lose_theirs_too(built: Settings, tmp_path: Path) -> None:
    """Rows left out of such a file are written with it, and loaded again in its format."""
    done = load(built, tmp_path / "x.csv", ACLED.file({"notes": "'=1", "actor2": "'Amran"}))
    assert done.report.notes == [f"notes: {LEFT_OUT} 1 cell"]
    assert rows_of(built, "select description, target from incidents") == [("=1", "'Amran")]


def test_only_texts_have_a_guard(built: Settings, tmp_path: Path) -> None:
    done = load(built, tmp_path / "x.csv", facts("", share_pct="'-5.5"))
    assert done.counts is None
    assert [str(problem) for problem in done.report.problems] == [
        'row 2, share_pct: "\'-5.5" is not a number; write digits with a point, for example 1234.5'
    ]


AS_STORED = [
    ("charts/incidents_on_map", "incidents"),
    ("charts/market_series_by_date", "market_series"),
    ("facts/cost_quotes", "cost_components"),
    ("facts/port_events", "port_events"),
    ("facts/port_imports_published", "port_imports"),
    ("lists/assumptions", "assumptions"),
    ("lists/sources", "sources"),
    ("lists/voyage_lanes", "voyage_lanes"),
]
"""Queries that return the rows of a dataset as they are, with computed columns beside them."""


def without_computed(text: str, columns: Iterable[str]) -> str:
    """Return an export with some columns of its table."""
    lines = text.splitlines(keepends=True)
    head = "".join(line for line in lines if line.startswith("# "))
    return head + only(text.removeprefix(head), columns)


def only(table: str, columns: Iterable[str], **changed: str) -> str:
    """Return a table with some of its columns, the cells given in each row."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(columns), extrasaction="ignore")
    writer.writeheader()
    writer.writerows(row | changed for row in csv.DictReader(io.StringIO(table, newline="")))
    return out.getvalue()


def test_a_list_of_a_page_changes_nothing_when_it_is_loaded(
    built: Settings, page: Callable[[], store.Reader], tmp_path: Path
) -> None:
    for publisher in (ACLED, FRED):
        assert load(built, tmp_path / "x.csv", publisher.file()).counts
    page()
    for name, dataset in AS_STORED:
        rows = data.query(name, **given.required(name))
        text = without_computed(exported(rows), PACKAGE.dataset(dataset).columns)
        done = load(built, tmp_path / "rows.csv", text)
        assert (done.report.dataset, done.counts) == (dataset, Counts(0, 0, len(rows)))
        assert len(rows) > 0


def test_computed_columns_of_a_list_are_named(
    built: Settings, page: Callable[[], store.Reader], tmp_path: Path
) -> None:
    """An answer may compute what a dataset holds, under the same name: none is taken for rows."""
    path = tmp_path / "campaigns-v1.csv"
    path.write_text(exported(data.query("lists/attack_campaigns")), encoding="utf-8")
    report = desk.check(built, PACKAGE.dataset("attack_campaigns"), path)
    assert [str(problem) for problem in report.problems] == [
        "header: column 5, 'is_open', is not in the contract"
    ]


def test_rows_left_out_are_corrected_and_loaded(built: Settings, tmp_path: Path) -> None:
    """The whole way: hostile rows with a bad date, written out, corrected, loaded."""
    texts = HOSTILE + PLAIN
    file = facts(*map(formulas.guarded, texts), date_of_statement="soon")
    good = facts("").splitlines()[1].replace("SH900", "SH800")
    done = load(built, tmp_path / "bad.csv", f"{file}{good}\r\n'=1,@x\r\n", good_rows=True)
    assert done.report.rejected == len(texts) + 1
    cursor = store.reader(built.store).cursor()
    rejects = wording.rejects(queries.rows(cursor, "lists/rejects", load_id=done.load_id))
    written = list(csv.DictReader(io.StringIO(rejects, newline="")))
    for row in written:
        for name, cell in row.items():
            assert not cell.startswith(RUN) or (name, cell) in (
                ("share_pct", "-5.5"),
                ("unit", "-61"),
                ("note", "-61"),
            )
    assert (written[-1]["cell 1"], written[-1]["cell 2"]) == ("'=1", "'@x")
    whole = "".join(rejects.splitlines(keepends=True)[:-1])
    corrected = only(whole, FACTS.columns, date_of_statement="2026-01-05")
    assert load(built, tmp_path / "good.csv", corrected).counts
    assert rows_of(built, NEW) == expected(texts)


def test_names_of_columns_are_guarded_and_read_back(built: Settings, tmp_path: Path) -> None:
    """The columns of a FRED file are names of series."""
    text = "observation_date,=X\n2026-01-05,1\n2026-01-06,x\n"
    done = load(built, tmp_path / "series.csv", text, good_rows=True)
    cursor = store.reader(built.store).cursor()
    rejects = wording.rejects(queries.rows(cursor, "lists/rejects", load_id=done.load_id))
    assert cells(rejects)[0] == ["row", "reasons", "observation_date", "'=X"]
    corrected = f"observation_date,'=X\n{cells(rejects)[1][2]},2\n"
    again = load(built, tmp_path / "series.csv", corrected)
    assert again.report.notes == [
        "header: leading apostrophe that protects spreadsheets left out of '=X'"
    ]
    found = rows_of(built, "select date::varchar, series, value from market_series order by 1")
    assert found == [("2026-01-05", "=X", 1.0), ("2026-01-06", "=X", 2.0)]


@pytest.mark.parametrize("cell", ["=1", "'=1"])
def test_a_template_is_harmless_and_means_the_same(tmp_path: Path, cell: str) -> None:
    """Its line is the first of the bundled file, where a guard may stand already."""
    schema = {"fields": [field("key"), field("value", "number")], "primaryKey": ["key"]}
    package = write_package(tmp_path, more={"notes": (schema, f"key,value\n{cell},-5\n")})
    template = templates.template(package, package.dataset("notes"))
    assert template == "key,value\r\n'=1,-5\r\n"
