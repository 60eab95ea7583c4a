"""Where the rows of incidents may be listed and downloaded, and that they are nowhere else."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, Page
from streamlit.testing.v1 import AppTest

from dashboard import queries, settings
from dashboard.errors import UsageError
from dashboard.kit.ui import permission
from dashboard.settings import HOME, Settings
from tests import places, serving
from tests.test_incidents import HEADER, event, load, message

Visit = Callable[..., AppTest]

pytestmark = pytest.mark.filterwarnings("ignore:.*ScriptRunContext")

TEXT = "Only ACLED tells it so"
GIVEN = [event("Y1", event_type="Battles", description=TEXT), message("2024-1")]
CHANGED = [GIVEN[0] | {"description": f"{TEXT}, now"}, GIVEN[1]]


def test_setting_is_one_of_three() -> None:
    assert settings.read({}).export_incidents == "auto"
    assert settings.read({"REDSEA_EXPORT_INCIDENTS": "off"}).export_incidents == "off"
    with pytest.raises(UsageError, match=r"REDSEA_EXPORT_INCIDENTS is 'no'; it must be one of"):
        settings.read({"REDSEA_EXPORT_INCIDENTS": "no"})


@pytest.mark.parametrize(
    ("chosen", "address", "url", "headers", "allowed"),
    [
        ("auto", "127.0.0.1", "http://127.0.0.1:8501/", {"Host": "127.0.0.1:8501"}, True),
        ("auto", "0.0.0.0", "http://127.0.0.1:8501/", {"Host": "127.0.0.1:8501"}, False),
        ("auto", None, "http://127.0.0.1:8501/", {"Host": "127.0.0.1:8501"}, False),
        ("auto", "127.0.0.1", "http://localhost/", {"Host": "localhost", "Via": "1"}, False),
        ("auto", "127.0.0.1", "https://red.example/", {"Host": "red.example"}, False),
        ("auto", "127.0.0.1", None, {}, False),
        ("on", "0.0.0.0", "https://red.example/", {"Host": "red.example"}, True),
        ("off", "127.0.0.1", "http://127.0.0.1:8501/", {"Host": "127.0.0.1:8501"}, False),
    ],
)
@pytest.mark.parametrize("loading", ["on", "off"])
def test_who_may_export(
    monkeypatch: pytest.MonkeyPatch,
    loading: str,
    chosen: str,
    address: str | None,
    url: str | None,
    headers: dict[str, str],
    allowed: bool,
) -> None:
    own = Settings(HOME, HOME, 20, loading=loading, export_incidents=chosen)
    monkeypatch.setattr(permission.data, "chosen", lambda: own)
    browser = SimpleNamespace(
        context=SimpleNamespace(url=url, headers=headers),
        get_option={"server.address": address}.get,
    )
    monkeypatch.setattr(permission, "st", browser)
    assert permission.may_export("incidents") is allowed
    assert permission.may_export("attacks")
    assert permission.withheld() == ([] if allowed else ["incidents"])


@pytest.fixture(scope="module")
def with_incidents(bundled_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with incidents, one of which was loaded anew with another text."""
    folder = tmp_path_factory.mktemp("incidents")
    chosen = Settings(store=folder / "store", data=HOME / "data", keep=20)
    shutil.copytree(bundled_store, chosen.store)
    load(chosen, folder / "first.csv", "incidents", HEADER, *GIVEN)
    load(chosen, folder / "second.csv", "incidents", HEADER, *CHANGED)
    return chosen.store


@pytest.fixture
def loaded(visit: Visit, built: Settings, with_incidents: Path) -> Visit:
    """Return ``visit`` on that store."""
    shutil.rmtree(built.store)
    shutil.copytree(with_incidents, built.store)
    return visit


@pytest.mark.parametrize(("setting", "listed"), [("on", True), ("off", False), ("auto", False)])
def test_attacks_page_lists_incidents_where_it_may(
    loaded: Visit, monkeypatch: pytest.MonkeyPatch, setting: str, listed: bool
) -> None:
    monkeypatch.setenv("REDSEA_EXPORT_INCIDENTS", setting)  # under auto there is no browser here
    app = loaded("attacks", attacks="Map", incidents="true")
    (heading,) = [m.value for m in app.markdown if "another record than ours" in m.value]
    assert heading.startswith("## 1 event of ACLED and 1 message of NGA")
    assert any("precision" in f.value.columns for f in app.dataframe) is listed
    assert any(told["key"] == "incidents" for told in places.shared(app)) is listed
    assert (permission.NO_EXPORT in [info.value for info in app.info]) is not listed
    (figure,) = [figure for figure in places.figures(app) if "ACLED" in json.dumps(figure)]
    assert ("Only ACLED tells" in json.dumps(figure)) is listed
    assert any(trace.get("legendgroup") == "ACLED" for trace in figure["data"])


@pytest.mark.parametrize(("setting", "listed"), [("on", True), ("off", False)])
def test_revisions_show_incidents_where_they_may(
    loaded: Visit, monkeypatch: pytest.MonkeyPatch, setting: str, listed: bool
) -> None:
    monkeypatch.setenv("REDSEA_EXPORT_INCIDENTS", setting)
    app = loaded("sources", sources="Revisions")
    found = [f.value for f in app.dataframe if "old_value" in f.value.columns]
    assert [set(frame["dataset"]) for frame in found] == ([{"incidents"}] if listed else [])
    said = [c.value for c in app.caption if permission.NO_EXPORT in c.value]
    assert said == ([] if listed else [f"Without incidents. {permission.NO_EXPORT}"])


@pytest.mark.parametrize(("setting", "listed"), [("on", True), ("off", False)])
def test_load_page_shows_no_value_of_incidents_in_the_store(
    loaded: Visit, monkeypatch: pytest.MonkeyPatch, setting: str, listed: bool
) -> None:
    monkeypatch.setenv("REDSEA_EXPORT_INCIDENTS", setting)
    monkeypatch.setenv("REDSEA_LOADING", "on")
    app = loaded("load_data")
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, HEADER)
    writer.writeheader()
    writer.writerows(GIVEN)
    app.file_uploader[0].set_value(("back.csv", out.getvalue().encode(), "text/csv")).run()
    assert not app.exception
    assert any("Values that change" in m.value for m in app.markdown)
    formats = next(f.value for f in app.dataframe if "Terms" in f.value.columns)
    (terms,) = formats.loc[formats["Publisher"] == "ACLED", "Terms"]
    assert "gives them direct access to raw data" in terms
    before = [f.value for f in app.tabs[0].dataframe if "Before" in f.value.columns]
    assert bool(before) is listed
    assert (permission.NO_EXPORT in [c.value for c in app.caption]) is not listed


def test_whoever_reads_such_rows_asks_for_permission() -> None:
    """Pages run queries on incidents, or on what loads changed and left out, where it is asked."""
    found = []
    for name in queries.names():
        text = queries.load(name).text
        tables = re.findall(r"\b(?:from|join) (incidents|revisions|rejects)\b", text)
        if any(f"{table} as (" not in text for table in tables):
            found.append(name)
    assert sorted(found) == [
        "charts/incidents_on_map", "lists/incident_options", "lists/rejects", "lists/revisions",
    ]  # fmt: skip
    pages = [
        path for part in ("topics", "kit") for path in (HOME / "dashboard" / part).rglob("*.py")
    ]
    assert pages
    for path in pages:
        text = path.read_text(encoding="utf-8")
        if any(f'"{name}"' in text for name in found):
            assert re.search(r"permission\.(?:may_export|withheld)", text), path


# In a real browser --------------------------------------------------------------------------------


def downloads(page: Page, address: str) -> tuple[int, int]:
    """Return how many tables of incidents and how many of their CSV the attacks page offers."""
    page.goto(f"{address}/attacks?attacks=Map&incidents=true")
    serving.settled(page)
    page.get_by_text("another record than ours").wait_for()
    tables = page.locator("[data-testid=stDataFrame]").count()
    return tables, page.locator("[data-of=st-key-incidents]").count()


def test_a_browser_behind_a_proxy_gets_no_table_of_incidents(
    with_incidents: Path, tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server listens on loopback: it lists them there, and not to whoever a proxy lets in."""
    monkeypatch.setenv("REDSEA_EXPORT_INCIDENTS", "auto")
    with serving.server(with_incidents, tmp_path / "app.log") as address:
        here = downloads(browser.new_page(), address)
        proxied = browser.new_context(extra_http_headers={"X-Forwarded-For": "203.0.113.5"})
        elsewhere = downloads(proxied.new_page(), address)
    assert here == (1, 1)
    assert elsewhere == (0, 0)
