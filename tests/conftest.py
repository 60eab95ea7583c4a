"""Fixtures: settings with a store of their own, the bundled store, and a small Data Package."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.components.v2 import manifest_scanner

from dashboard import contracts, desk
from dashboard.contracts import Package
from dashboard.desk import building
from dashboard.settings import HOME, Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from streamlit.testing.v1 import AppTest

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# numpy reads it when it is loaded: on a busy machine threads that wait for each other take minutes.

LIVE = sys.modules["dashboard.store.reader"]  # the package exports a function of that name

LOADS = len(contracts.load_package(HOME / "data").datasets)
"""The loads of a store just built from the bundled data, one a dataset."""

SOURCES_AND_PORTS = {
    "sources.csv": "source_id,title\nS1,First\nS2,Second\n",
    "ports.csv": "port_id,title\nP1,Aden\nP2,Hodeidah\n",
}


SLOW = {"bundled_store", "plain_store", "browser"}
"""Fixtures whose tests are marked slow: a whole store, which every page and server reads, or
Chromium, which marks them with browser as well. So are those of modules that make stores in memory;
others are marked in their files."""

QUICK = 20
"""Seconds of processor time that a test may take that is not marked slow, on a busy machine too."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Mark tests by the fixtures that they use, directly or through others."""
    for item in items:
        if "browser" in item.fixturenames:
            item.add_marker("browser")
        if SLOW.intersection(item.fixturenames) or hasattr(item.module, "open_store"):
            item.add_marker("slow")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """Fail a test that takes long and is not marked slow, so that `make check` stays quick."""
    begun = sum(os.times()[:4])
    yield
    taken = sum(os.times()[:4]) - begun
    if taken > QUICK and not item.get_closest_marker("slow"):
        pytest.fail(f"{taken:.1f} s of processor time: mark the test slow, or make it quicker")


@pytest.fixture(autouse=True)
def no_open_readers() -> Iterator[None]:
    """Forget the readers of other tests."""
    LIVE._live.clear()
    yield
    LIVE._live.clear()


@pytest.fixture(scope="session", autouse=True)
def manifests() -> Iterator[None]:
    """Look through the installed packages for components once, not for each page that is run."""
    with pytest.MonkeyPatch.context() as patch:
        scan = manifest_scanner.scan_component_manifests
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(scan))
        yield


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return settings with the bundled data and a store that does not exist yet."""
    return Settings(store=tmp_path / "store", data=HOME / "data", keep=20)


@pytest.fixture(scope="session")
def bundled_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Yield the folder of a store built from the bundled data; only to be read and copied."""
    folder = tmp_path_factory.mktemp("bundled") / "store"
    chosen = Settings(store=folder, data=HOME / "data", keep=20)
    desk.ensure(chosen, contracts.load_package(chosen.data))
    files = sorted(folder.rglob("*"))
    yield folder
    assert sorted(folder.rglob("*")) == files, "a test wrote into the store that others copy"


@pytest.fixture
def built(settings: Settings, bundled_store: Path) -> Settings:
    """Return settings whose store holds the bundled data."""
    shutil.copytree(bundled_store, settings.store)
    return settings


@pytest.fixture(scope="session")
def plain_store(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a store of the bundled data without views and macros, and its folder of queries.

    What a load moves does not hang on them, and they are half of its time.
    """
    folder = tmp_path_factory.mktemp("plain")
    shutil.copytree(building.SQL / "formats", folder / "queries" / "formats")
    chosen = Settings(store=folder / "store", data=HOME / "data", keep=20)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "SQL", folder / "queries")
        desk.ensure(chosen, contracts.load_package(chosen.data))
    return chosen.store, folder / "queries"


@pytest.fixture
def plain(
    settings: Settings, plain_store: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> Settings:
    """Return settings whose store holds the bundled data, without views and macros."""
    store, sql = plain_store
    shutil.copytree(store, settings.store)
    monkeypatch.setattr(building, "SQL", sql)
    return settings


@pytest.fixture
def visit(built: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., AppTest]]:
    """Return a function that runs a page on the bundled data: its name, query parameters."""
    from streamlit.testing.v1 import AppTest

    from dashboard.kit.ui import data
    from tests import places

    monkeypatch.setenv("REDSEA_STORE", str(built.store))
    data.chosen.cache_clear()

    def run(name: str = "overview", **parameters: Any) -> AppTest:
        app = AppTest.from_file(str(HOME / "app.py"), default_timeout=60)
        app.query_params.update(parameters)
        app.switch_page(places.script(name)).run()
        assert not app.exception
        return app

    yield run
    data.chosen.cache_clear()


@pytest.fixture(scope="session")
def served(bundled_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the app with the settings that `make run` has; nothing is loaded."""
    from tests import serving

    folder = tmp_path_factory.mktemp("served")
    store = shutil.copytree(bundled_store, folder / "store")
    with serving.server(store, folder / "app.log") as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return the system's Chromium; without one tests are skipped, or fail if they must not be."""
    from tests import serving

    if serving.CHROMIUM is None and not os.environ.get("REQUIRE_BROWSER"):
        pytest.skip("no Chromium on this machine; REQUIRE_BROWSER=1 makes that a failure")
    with serving.chromium() as chromium:
        yield chromium


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """Return a window that tests use one after the other, and what strays from it.

    A page read in the same window again takes half of the time: its scripts are compiled.
    """
    from tests import serving

    context = browser.new_context(reduced_motion="reduce")
    strays = serving.watched(context)
    yield context.new_page(), strays
    context.close()


@pytest.fixture
def page(tabs: tuple[Page, list[str]]) -> Iterator[Page]:
    """Return a window; a test that asks another host or breaks the page's policy fails."""
    from tests import serving

    opened, strays = tabs
    strays.clear()
    opened.set_viewport_size(serving.SIZE)
    opened.emulate_media(color_scheme="light")
    yield opened
    opened.goto("about:blank")  # a page that stays open takes half a core for as long as it does
    assert strays == []


@pytest.fixture
def small_package(tmp_path: Path) -> Package:
    """Return a Data Package of four small datasets in ``tmp_path``/data."""
    return write_package(tmp_path / "data")


@pytest.fixture
def small(small_package: Package, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Return settings for the small package, whose store has no views and is not built yet."""
    folder = small_package.dataset("things").path.parent
    monkeypatch.setattr(building, "SQL", folder / "queries")
    return replace(settings, data=folder)


def write_package(
    folder: Path, *, more: dict[str, tuple[dict[str, Any], str]] | None = None
) -> Package:
    """Write the small package, with ``more`` datasets: name -> (schema, text of the file)."""
    datasets = {name: (schema, empty(schema)) for name, schema in SCHEMAS.items()} | (more or {})
    (folder / "schemas").mkdir(parents=True, exist_ok=True)
    for name, (schema, text) in datasets.items():
        (folder / "schemas" / f"{name}.json").write_text(json.dumps(schema), encoding="utf-8")
        text = SOURCES_AND_PORTS.get(f"{name}.csv", text)
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    resources = [
        {
            "name": name,
            "title": name.title(),
            "description": f"One row per line of {name}.",
            "path": f"{name}.csv",
            "format": "csv",
            "encoding": "utf-8",
            "dialect": {"csv": {"delimiter": ",", "quoteChar": '"', "skipInitialSpace": False}},
            "schema": f"schemas/{name}.json",
        }
        for name in datasets
    ]
    descriptor = {"name": "small", "title": "Small", "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return contracts.load_package(folder)


def empty(schema: dict[str, Any]) -> str:
    """Return a file with a header only."""
    return ",".join(f["name"] for f in schema["fields"]) + "\n"


def field(name: str, type_: str = "string", **properties: Any) -> dict[str, Any]:
    """Return a field; properties of a Table Schema field stay, all others are constraints."""
    names = ("items", "trueValues", "falseValues")
    own: dict[str, Any] = {name: properties.pop(name) for name in names if name in properties}
    return {"name": name, "type": type_, **own, "constraints": properties}


def refers(name: str, dataset: str, other: str) -> dict[str, Any]:
    """Return a foreign key of one field."""
    return {"fields": [name], "reference": {"resource": dataset, "fields": [other]}}


def listing(**allowed: Any) -> dict[str, Any]:
    """Return what the items of a cell may be."""
    return {"delimiter": "|", **allowed}


SCHEMAS: dict[str, dict[str, Any]] = {
    "sources": {"fields": [field("source_id"), field("title")], "primaryKey": ["source_id"]},
    "ports": {"fields": [field("port_id"), field("title")], "primaryKey": ["port_id"]},
    "things": {
        "fields": [
            field("thing_id", required=True, pattern="T-[0-9]+"),
            field("calls", "integer", minimum=0, maximum=100000),
            field("price", "number", minimum=-10.5),
            field("seen", "date", minimum="2020-01-01", maximum="2030-12-31"),
            field("insured", "boolean", trueValues=["yes"], falseValues=["no"]),
            field("kind", required=True, enum=["big", "small"]),
            field("url", unique=True),
            field("tags", items=listing(enum=["a", "b", "c"])),
            field(
                "source_ids",
                required=True,
                items=listing(reference={"resource": "sources", "field": "source_id"}),
            ),
            field("port_id"),
            field("parent_id"),
        ],
        "missingValues": ["", "NA"],
        "primaryKey": ["thing_id"],
        "foreignKeys": [
            refers("port_id", "ports", "port_id"),
            refers("parent_id", "", "thing_id"),
        ],
    },
    "visits": {
        "fields": [
            field("thing_id", required=True),
            field("day", "date", required=True),
            field("tonnes", "number"),
        ],
        "primaryKey": ["thing_id", "day"],
        "foreignKeys": [refers("thing_id", "things", "thing_id")],
    },
}


def environment(chosen: Settings) -> dict[str, str]:
    """Return the environment for a process of its own that works in the settings given."""
    return {
        **os.environ,
        "REDSEA_STORE": str(chosen.store),
        "REDSEA_DATA": str(chosen.data),
        "REDSEA_KEEP": str(chosen.keep),
        "PYTHONPATH": str(HOME),
    }
