"""The page Load data: who may use it, what it says of a file, publishing and taking back."""

from __future__ import annotations

import ast
import csv
import io
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import contracts, desk, store
from dashboard.desk import sandbox, tasks
from dashboard.kit.ui import permission
from dashboard.kit.ui.permission import NotAllowedError
from dashboard.loading import Problem
from dashboard.settings import HOME, Settings
from dashboard.topics.loading import seen, templates, work
from tests import serving
from tests.conftest import LOADS
from tests.given import package

Rows = list[list[str]]
Visit = Callable[..., AppTest]

# Streamlit says so of every script that runs outside its server.
pytestmark = pytest.mark.filterwarnings("ignore:.*ScriptRunContext")

TOPIC = HOME / "dashboard" / "topics" / "loading"


@pytest.fixture
def page(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """Return the page, where loading is allowed."""
    monkeypatch.setenv("REDSEA_LOADING", "on")
    return visit("load_data")


def bundled(name: str) -> Rows:
    with (HOME / "data" / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def text(rows: Rows) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def drop(app: AppTest, name: str, content: bytes) -> AppTest:
    app.file_uploader[0].set_value((name, content, "text/csv"))
    app.run()
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    (button,) = (b for b in app.button if b.label == label)
    button.click().run()
    assert not app.exception
    return app


def rates(value: str = "2219.5") -> bytes:
    rows = bundled("freight_rates")
    rows[5][rows[0].index("usd_per_feu")] = value
    return text(rows)


def metrics(app: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


def tables(app: AppTest) -> list[Any]:
    """Return what stands in the tables of the section that loads."""
    return [frame.value for frame in app.tabs[0].dataframe]


# Who may load ------------------------------------------------------------------------------------


@pytest.mark.parametrize("loading", ["off", "auto"])  # under auto there is no browser here
def test_no_page_where_loading_is_not_allowed(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, loading: str
) -> None:
    monkeypatch.setenv("REDSEA_LOADING", loading)
    app = visit("load_data")
    assert not app.file_uploader
    assert not [tab for tab in app.tabs if tab.label == "Load a file"]


@pytest.mark.parametrize(
    "act",
    [
        lambda file: work.preview(work.Request(file), print),
        lambda file: work.load(work.Request(file), None, [], print),
        lambda file: work.undo(1, None, print),
        lambda file: work.layouts(),
        lambda file: work.kept(),
    ],
)
def test_no_act_where_loading_is_not_allowed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, act: Callable[[Any], None]
) -> None:
    chosen = Settings(tmp_path / "store", HOME / "data", 20, loading="off")
    monkeypatch.setattr(permission.data, "chosen", lambda: chosen)
    monkeypatch.setattr(tasks, "run", None)
    with pytest.raises(NotAllowedError, match="Files cannot be loaded here"):
        act(SimpleNamespace(name="x.csv", file_id="1", size=1))


def test_page_itself_asks_for_permission(monkeypatch: pytest.MonkeyPatch, built: Settings) -> None:
    """The page's file says no, even if it were reached."""
    monkeypatch.setenv("REDSEA_LOADING", "off")
    monkeypatch.setenv("REDSEA_STORE", str(built.store))
    work.data.chosen.cache_clear()
    app = AppTest.from_file(str(TOPIC / "load_data.py"), default_timeout=60).run()
    work.data.chosen.cache_clear()
    assert not app.exception
    assert not app.file_uploader
    assert app.error[0].value.startswith("Files cannot be loaded here: REDSEA_LOADING is off")


def test_the_desk_is_reached_in_one_module_that_asks_in_every_function() -> None:
    """Other parts of the page import types and words, and run nothing."""
    names = {"tasks", "sandbox", "loads", "undoing", "building", "desk", "store", "versions"}
    for path in TOPIC.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        used = {
            node.value.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        }
        if path.name != "work.py":
            assert used & names == set(), path.name
            continue
        for function in tree.body:
            if not isinstance(function, ast.FunctionDef):
                continue
            touched = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)} & {
                *names,
                "_run",
                "_with_file",
            }
            first = [ast.unparse(line) for line in function.body[:2]]
            if touched and not function.name.startswith("_"):
                assert "permission.require()" in first, function.name


@pytest.mark.parametrize(
    ("loading", "address", "url", "headers", "allowed"),
    [
        ("auto", "127.0.0.1", "http://127.0.0.1:8501/", {"Host": "127.0.0.1:8501"}, True),
        ("auto", "localhost", "http://localhost:8501/x", {"Host": "localhost:8501"}, True),
        ("auto", "::1", "http://[::1]:8501/", {"Host": "[::1]:8501"}, True),
        ("auto", "0.0.0.0", "http://127.0.0.1:8501/", {"Host": "127.0.0.1:8501"}, False),
        ("auto", None, "http://127.0.0.1:8501/", {"Host": "127.0.0.1:8501"}, False),
        ("auto", "127.0.0.1", "https://red.example/", {"Host": "127.0.0.1:8501"}, False),
        ("auto", "127.0.0.1", "http://127.0.0.1:8501/", {"Host": "red.example"}, False),
        ("auto", "127.0.0.1", "http://127.0.0.1.red.example/", {"Host": "127.0.0.1"}, False),
        ("auto", "127.0.0.1", "http://localhost@red.example/", {"Host": "localhost"}, False),
        ("auto", "127.0.0.1", "http://localhost/", {"Host": "localhost", "Via": "1"}, False),
        (
            "auto",
            "127.0.0.1",
            "http://localhost/",
            {"Host": "localhost", "X-Forwarded-For": "10.0.0.1"},
            False,
        ),
        ("auto", "127.0.0.1", None, {}, False),
        ("auto", "127.0.0.1", "http://[", {"Host": "["}, False),
        ("on", "0.0.0.0", "https://red.example/", {"Host": "red.example"}, True),
        ("off", "127.0.0.1", "http://127.0.0.1:8501/", {"Host": "127.0.0.1:8501"}, False),
    ],
)
def test_who_may_load(
    monkeypatch: pytest.MonkeyPatch,
    loading: str,
    address: str | None,
    url: str | None,
    headers: dict[str, str],
    allowed: bool,
) -> None:
    chosen = Settings(HOME, HOME, 20, loading=loading)
    monkeypatch.setattr(permission.data, "chosen", lambda: chosen)
    context = SimpleNamespace(url=url, headers=headers)
    browser = SimpleNamespace(context=context, get_option={"server.address": address}.get)
    monkeypatch.setattr(permission, "st", browser)
    assert permission.is_allowed() is allowed


@pytest.mark.parametrize(
    ("loading", "headers", "ours"),
    [
        ("off", {}, True),
        ("auto", {"X-Forwarded-For": "10.0.0.1"}, True),
        ("auto", {"Host": "red.example"}, False),  # the door stands before
        ("auto", {}, False),
    ],
)
def test_uploads_are_turned_away_where_nothing_may_be_loaded(
    monkeypatch: pytest.MonkeyPatch,
    built: Settings,
    tmp_path: Path,
    loading: str,
    headers: dict[str, str],
    ours: bool,
) -> None:
    monkeypatch.setenv("REDSEA_LOADING", loading)
    with serving.server(built.store, tmp_path / "app.log") as address:
        request = urllib.request.Request(  # of no session: Streamlit refuses it itself
            f"{address}/_stcore/upload_file/s/f", b"x", headers, method="PUT"
        )
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request)
        with refused.value as answer:
            assert (b"Files cannot be loaded here" in answer.read()) is ours


# What is said of a file --------------------------------------------------------------------------


def test_empty_page(page: AppTest) -> None:
    assert [tab.label for tab in page.tabs] == ["Load a file", "History", "Templates", "Formats"]
    assert "There is nothing to take back" in page.info[0].value
    formats = next(f.value for f in page.dataframe if "Publisher" in f.value)
    assert "IMF PortWatch" in set(formats["Publisher"])
    assert [o for o in page.selectbox(key="load_kind").options if o.startswith("Format ")]


def test_bad_file_says_what_is_wrong_where(page: AppTest) -> None:
    rows = bundled("freight_rates")
    columns = rows[0]
    rows[5][columns.index("usd_per_feu")] = "<b>much</b> *x*"
    rows[7] = rows[7][:3]
    app = drop(page, "rates.csv", text(rows))
    assert app.error[0].value == (
        "2 problems. Nothing can be loaded until they are mended, or the bad rows are left out."
    )
    problems = app.table[0].value
    assert problems.to_dict("records") == [
        {
            "Rows": "6",
            "Column": r"usd\_per\_feu",
            "Found and allowed": r"'\<b\>much\</b\> \*x\*' is not a number; write digits with a"
            " point, for example 1234.5",
        },
        {"Rows": "8", "Column": "", "Found and allowed": "3 cells; the header has 7"},
    ]
    (excerpt,) = tables(app)
    assert excerpt["Row"].tolist() == ["6", "8"]
    assert excerpt["usd_per_feu"].tolist()[0] == "<b>much</b> *x*"
    assert not app.metric
    assert "Publish" not in [b.label for b in app.button]


def test_good_rows_alone_are_loaded_and_the_others_are_offered(
    page: AppTest, built: Settings
) -> None:
    rows = bundled("freight_rates")
    value = rows[0].index("usd_per_feu")
    rows[5][value], rows[6][value] = "much", "2219.5"
    app = drop(page, "rates.csv", text(rows))
    (good,) = (t for t in app.toggle if t.label.startswith("Load the good rows only"))
    good.set_value(True).run()
    assert metrics(app) == {
        "New rows": "0", "Changed": "1", "Unchanged": "1,096", "Removed": "0", "Rejected": "1",
    }  # fmt: skip
    offered = [b.label for b in app.get("download_button")]
    assert "Rows left out, with the reasons (CSV)" in offered
    (agree,) = (c for c in app.checkbox if c.label.startswith("I have read"))
    agree.check().run()
    app = press(app, "Publish")
    assert "1 changed, 1,096 unchanged, 1 rejected" in app.success[0].value
    offered = [b.label for b in app.get("download_button")]
    assert f"1 row that load {LOADS + 1} left out, with the reasons (CSV)" in offered
    assert store.reader(built.store).version.number == 2


def test_publish_and_ask_to_take_back(page: AppTest, built: Settings) -> None:
    app = drop(page, "rates.csv", rates())
    assert metrics(app)["Changed"] == "1"
    change = tables(app)[0]
    assert change.to_dict("records") == [
        {
            "Row": "2020-09-03, WCI, Shanghai-Genoa",
            "Column": "usd_per_feu",
            "Before": "2218.0",
            "After": "2219.5",
        }
    ]
    (note,) = (t for t in app.text_input if t.label == "Note for the history")
    note.input("a better figure")
    app = press(app, "Publish")
    assert app.success[0].value.startswith("rates.csv was loaded: 0 rows added, 1 changed")
    assert not app.toast  # this session knows
    history = next(f.value for f in app.dataframe if "load_id" in f.value)
    assert history.iloc[0]["note"] == "a better figure"
    app = press(app, "Take back …")  # what the dialog does is tested in a browser
    assert any("The data of **version 1** come back" in m.value for m in app.markdown)
    assert any(
        m.value.startswith(f"- load {LOADS + 1}: freight_rates from rates.csv")
        for m in app.markdown
    )
    assert store.reader(built.store).version.number == 2


def test_warnings_are_to_be_accepted(page: AppTest, built: Settings) -> None:
    header, *rows = bundled("freight_rates")
    rows[5][header.index("usd_per_feu")] = "2219.5"
    app = drop(page, "rates.csv", text([header, *rows[1:40:2]]))
    assert app.warning[0].value.startswith("The file ends on ")
    (publish,) = (b for b in app.button if b.label == "Publish")
    assert publish.disabled
    (agree,) = (c for c in app.checkbox if c.label.startswith("I have read"))
    agree.check().run()
    press(app, "Publish")
    assert store.reader(built.store).version.number == 2


def test_file_that_changes_nothing(page: AppTest) -> None:
    app = drop(page, "rates.csv", text(bundled("freight_rates")))
    assert "there is nothing to publish" in "".join(info.value for info in app.info)
    assert "Publish" not in [b.label for b in app.button]


def attack(day: str) -> bytes:
    """Return a file with one attack: the last of the record, on another day."""
    header, *rows = bundled("attacks")
    last = dict(zip(header, rows[-1], strict=True)) | {"incident_id": "RSA-901", "date": day}
    return text([header, list(last.values())])


def asked(app: AppTest) -> list[Any]:
    """Return the field of the day, where there is one."""
    return [field for field in app.date_input if "ll days were looked at until" in field.label]


def standing(app: AppTest) -> list[str]:
    """Return what is said of the check beside the field."""
    return [c.value for c in app.caption if "checked until" in c.value]


NOW = "Attacks on merchant ships: checked until 9 October 2026"


def test_rows_later_than_the_check_and_the_day_that_answers(page: AppTest, built: Settings) -> None:
    app = drop(page, "attacks.csv", attack("2026-10-14"))
    assert [w.value for w in app.warning] == [
        "Rows go to 14 October 2026; this record is checked until 9 October 2026."
    ]
    (publish,) = (b for b in app.button if b.label == "Publish")
    assert publish.disabled  # unless the warning is taken, or answered
    assert asked(app)[0].value is None
    app = press(app, "All days to 14 October 2026 were looked at")
    assert not app.warning
    assert standing(app) == [f"{NOW}, and until 14 October 2026 once this is published."]
    app = press(app, "Publish")
    assert "attacks is checked until 2026-10-14; the store is now at" in app.success[0].value
    cursor = store.reader(built.store).cursor()
    until = "select covers_until::varchar from coverage where dataset = 'attacks'"
    assert cursor.execute(until).fetchall() == [("2026-10-14",)]


def test_file_that_changes_nothing_can_say_that_days_were_looked_at(
    page: AppTest, built: Settings
) -> None:
    app = drop(page, "attacks.csv", text(bundled("attacks")))
    assert "there is nothing to publish" in app.info[0].value
    assert standing(app) == [
        f"{NOW}. Name a later day if all days to then were looked at, even with nothing new."
    ]
    asked(app)[0].set_value(date(2026, 10, 16)).run()
    assert not app.exception
    app = press(app, "Publish")
    assert "that is all that changed; the store is now at version 2" in app.success[0].value


def test_earlier_day_than_the_check_is_refused(page: AppTest) -> None:
    app = drop(page, "attacks.csv", attack("2026-10-14"))
    asked(app)[0].set_value(date(2026, 10, 1)).run()
    assert app.error[0].value == "1 problem. Nothing can be loaded until it is mended."
    assert "is checked until 2026-10-09" in str(app.table[0].value.iloc[0, 2])
    asked(app)[0].set_value(None).run()
    assert not app.error
    assert "Publish" in [b.label for b in app.button]


def test_where_a_part_was_checked_further_the_day_is_asked_of_that_part(page: AppTest) -> None:
    (day,) = asked(drop(page, "events.csv", text(bundled("events"))))
    assert day.label == "Red Sea and Yemen: all days were looked at until"


def test_no_day_is_asked_where_nothing_says_how_far_it_was_checked(page: AppTest) -> None:
    assert asked(drop(page, "ports.csv", text(bundled("ports")))) == []


def test_what_the_file_does_not_say_is_asked(page: AppTest) -> None:
    history = (
        b"Date,Price,Open,High,Low,Change %\n01/02/2024,70.1,70,71,69,0.1%\n"
        b"02/02/2024,71.1,70,72,69,1.4%\n"
    )
    app = drop(page, "brent.csv", history)
    assert not app.error
    asked = [t for t in app.text_input if t.label.startswith("series: ")]
    assert asked
    asked[0].input("Brent").run()
    (dates,) = (r for r in app.radio if "How are dates" in r.label)
    assert len(dates.options) == 2
    assert any("2024" in option and "01/02/2024" in option for option in dates.options)
    dates.set_value("DD/MM/YYYY").run()
    assert metrics(app)["New rows"] == "2"
    assert [t.value for t in app.text_input if t.label.startswith("series: ")] == ["Brent"]


def test_decimals_that_the_file_does_not_say_are_asked(page: AppTest) -> None:
    app = drop(page, "scfi.csv", b"observation_date;SCFI\n2026-02-06;1.948\n2026-02-13;2.001\n")
    assert not app.error
    (decimals,) = (r for r in app.radio if r.label.startswith("Which are the decimals in SCFI"))
    assert [option.replace("\\", "") for option in decimals.options] == [
        "comma: 1.948 is 1948",
        "point: 1.948 is 1.948",
    ]
    decimals.set_value("comma").run()
    assert metrics(app)["New rows"] == "2"
    assert "points between thousands left out in 2 cells" in "".join(m.value for m in app.markdown)


def test_short_years_that_may_be_days_are_asked(page: AppTest) -> None:
    app = drop(page, "brent.csv", b"observation_date,BRENT\n26/01/13,70.1\n26/01/14,71.1\n")
    (dates,) = (r for r in app.radio if "How are dates" in r.label)
    assert [option.split(":")[0] for option in dates.options] == ["DD/MM/YY", "YY/MM/DD"]
    dates.set_value("YY/MM/DD").run()
    assert metrics(app)["New rows"] == "2"


def test_unknown_header_and_the_choice_by_hand(page: AppTest) -> None:
    rows = bundled("freight_rates")
    rows[0][3] = "dollars"
    app = drop(page, "rates.csv", text(rows))
    assert "The header is not one that is known" in app.warning[0].value
    app.selectbox(key="load_kind").set_value(
        work.Kind("Container spot rates", dataset="freight_rates")
    ).run()
    assert "Container spot rates" in "".join(m.value for m in app.markdown)
    assert "dollars" in str(app.table[0].value)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.csv", b"", "the file is empty"),
        ("bomb.zip", b"PK\x03\x04" + b"\0" * 100, "damaged"),
        ("answer.csv", b'{"features": [{"attributes": {}}]}', "an answer of the ArcGIS API"),
        ("page.csv", b"<!DOCTYPE html><title>503</title>", "is a web page"),
        ("rows.csv", b"observation_date,X1\n", "a header and no rows"),
        ("book.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Excel"),
        ("../../etc/<b>.csv", b"a,b\n1,2\n", "no dataset and no format has this header"),
        ("quotes.csv", b'date,lane\n"2024', "no dataset and no format"),
        ("nul.csv", b"a\0b", "whole file"),
    ],
)
def test_files_that_are_no_tables(page: AppTest, name: str, content: bytes, words: str) -> None:
    app = drop(page, name, content)
    said = [*(e.value for e in app.error), *(str(t.value) for t in app.table)]
    assert words in "".join(said)


def test_file_that_breaks_the_process_is_worded_and_can_be_read_again(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "run", _refuse)
    app = drop(page, "rates.csv", rates())
    assert "Nothing was changed" in app.error[0].value
    monkeypatch.undo()
    monkeypatch.setenv("REDSEA_LOADING", "on")
    assert [b.label for b in app.button if b.label == "Read it again"]


def _refuse(*_: Any) -> None:
    raise sandbox.SandboxError("Reading was stopped. Nothing was changed.")


def test_load_that_is_broken_off_is_said(page: AppTest) -> None:
    page.session_state["_load_begun"] = "rates.csv"
    app = page.run()
    assert "broken off" in app.warning[0].value
    assert not app.run().warning


def test_excerpt_marks_cells_and_whole_rows() -> None:
    excerpt = seen.Excerpt(["a", "", "a"], {"2": ["1", "2", "3"], "4": ["x", "y", "z", "!"]})
    problems = [Problem("type", "bad", (2,), "A "), Problem("cells", "4 cells", (4,))]
    styled: Any = seen.excerpt_rows(excerpt, problems)
    styled._compute()
    assert styled.data.columns.tolist() == ["Row", "a", "column 2", "a (3)", "column 4"]
    marked = {place for place, style in styled.ctx.items() if style}
    assert marked == {(0, 1), *((1, column) for column in range(5))}


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("a.csv", "a.csv"),
        ("../../x.csv", "_.._x.csv"),
        ("\0\n.csv", "_.csv"),
        ("", "file.csv"),
        ("..", "file.csv"),
        ("é.csv", "é.csv"),
        ("x" * 300 + ".csv.gz", "x" * 143 + ".csv.gz"),
    ],
)
def test_name_of_an_upload(name: str, kept: str) -> None:
    assert work.file_name(name) == kept
    assert "/" not in kept


# Templates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", package().datasets)
def test_template_passes_the_check(built: Settings, tmp_path: Path, name: str) -> None:
    dataset = package().dataset(name)
    path = tmp_path / f"{name}.csv"
    path.write_text(templates.template(package(), dataset), encoding="utf-8")
    report = desk.check(built, dataset, path)
    assert list(report.lines()) == [f"{name}.csv: no problems in 1 row"]


# Other sessions ----------------------------------------------------------------------------------


def test_open_session_says_that_new_data_have_come(
    visit: Visit, built: Settings, tmp_path: Path
) -> None:
    app = visit("costs")
    assert not app.toast
    path = tmp_path / "freight_rates.csv"
    path.write_bytes(rates())
    known = contracts.load_package(built.data)
    desk.load(built, known, known.dataset("freight_rates"), path)
    app.run()
    (said,) = app.toast
    assert said.value.startswith(r"New data: version 2, freight\_rates (load by ")
    assert not app.run().toast
