"""The app beside Apache Superset, which is installed for the measurement alone.

Superset has a dashboard of as many charts over the same store, made by its API: of six for the
overview's panels, of eight for the attacks. A first visit and a change of filters are measured in
turn, with the bytes, the memory of the servers, their start and the packages they are made of. Our
charts far below the window are not drawn until they come near: the first chart is the fair one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser

from dashboard import store
from tests import serving
from tests.bench import browser as ours
from tests.bench import timing, work
from tests.bench.serve import Server
from tests.bench.visits import Visit, visit
from tests.places import Place
from tests.test_licences import pinned

WANTED = [
    "apache-superset==6.1.0",
    "duckdb-engine==0.17.0",
    "flask-caching==2.3.1",
    "rich",
    "cachetools",
]
"""The last three are what it needs and does not say, or says too wide."""

PORT, PROBE = 8799, Path(__file__).with_name("superset.js")
CONFIG = """
SECRET_KEY = "for the bench alone, on this machine"
SQLALCHEMY_DATABASE_URI = "sqlite:///{folder}/superset.db"
WTF_CSRF_ENABLED = TALISMAN_ENABLED = RATELIMIT_ENABLED = False
"""
ADMIN = {"username": "bench", "password": "bench"}
APPLY = "[data-test=filter-bar__apply-button]"


class Chart(NamedTuple):
    """A chart of a dashboard: how it is drawn, over what, what it counts and by what."""

    kind: str
    over: str
    metric: str
    by: tuple[str, ...] = ()


LINE, BAR = "echarts_timeseries_line", "echarts_timeseries_bar"
COUNT = "count(*)"
DASHBOARDS = {
    "overview": ("transits", "vessel_class", [
        Chart(LINE, "week_start", "sum(transits)", ("chokepoint",)),
        Chart(LINE, "week_start", "sum(trade_volume_t)", ("chokepoint",)),
        Chart(LINE, "week_start", "avg(transits)", ("vessel_class",)),
        Chart(LINE, "week_start", "max(transits)", ("chokepoint",)),
        Chart(BAR, "week_start", "sum(transits)", ("vessel_class",)),
        Chart(LINE, "week_start", "sum(trade_volume_t)", ("vessel_class",)),
    ]),
    "attacks": ("attack_list", "area", [
        Chart(BAR, "month", COUNT, ("outcome",)),
        Chart(BAR, "month", "sum(casualties)"),
        Chart(LINE, "month", COUNT, ("area",)),
        *(Chart(BAR, by, COUNT) for by in ("area", "outcome", "vessel_type", "flag", "confidence")),
    ]),
}  # fmt: skip
"""Page -> the table, the column of the filter, and the charts."""


def run(folder: Path, rounds: int, chosen: Iterable[Place]) -> None:
    """Measure and print; ``folder`` is where to work."""
    pages = DASHBOARDS.keys() & {place.page for place in chosen}
    program = install(folder)
    kept = work.build(folder / "store")
    with ExitStack() as stack:
        begun = time.perf_counter()
        app = Server(*stack.enter_context(serving.process(kept, folder / "app.log")))
        between = time.perf_counter()
        peer = stack.enter_context(superset(folder, program))
        starts = {"app": between - begun, "Superset": time.perf_counter() - between}
        browser = stack.enter_context(serving.chromium())
        state, addresses = prepare(browser, folder, peer)
        for page in sorted(pages):
            charts = DASHBOARDS[page][2]
            probes = [f"window.expected = {len(charts)}", PROBE.read_text(encoding="utf-8")]
            timing.heading(page, f"a dashboard of {len(charts)} charts, {rounds} rounds in turn")
            values: ours.Values = defaultdict(lambda: defaultdict(list))
            for number in range(-1, rounds):  # the first round only warms the servers
                if number == 0:
                    values.clear()
                since = ours.FIRST_DAY + timedelta(days=number + 1)
                asked = f"period={since}&period={ours.LAST_DAY}"
                path = page.removeprefix("overview")
                with visit(browser, f"{app.address}/{path}?{asked}", app.process) as seen:
                    note(values, "page", "first visit", seen)
                    filter_ours(seen, page)
                    note(values, "page", "filter", seen)
                with visit(browser, addresses[page], peer.process, probes, state) as seen:
                    note(values, "Superset", "first visit", seen)
                    filter_theirs(seen, number + 1)
                    note(values, "Superset", "filter", seen)
            for what, both in values.items():
                timing.compare(what, both, "kB" if "sent" in what else "ms", 1)
        timing.heading("servers")
        for name, server in {"app": app, "Superset": peer}.items():
            timing.budget(f"start, {name}", starts[name], unit=" s")
            timing.budget(f"memory, {name}", pss(server.process), unit=" MB")
        timing.budget("packages, app", len(pinned("requirements.txt")))
        theirs = json.loads(run_in(folder, program, "pip", "list", "--format=json"))
        timing.budget("packages, Superset", len(theirs))


def install(folder: Path) -> Path:
    """Install Superset into a folder of its own; return where its programs are."""
    program = folder / "venv" / "bin"
    subprocess.run([sys.executable, "-m", "venv", str(program.parent)], check=True)
    wanted = [*WANTED, f"duckdb=={version('duckdb')}"]
    subprocess.run([program / "pip", "install", "--quiet", *wanted], check=True)
    (folder / "superset_config.py").write_text(CONFIG.format(folder=folder), encoding="utf-8")
    names = ("--firstname", "a", "--lastname", "b", "--email", "a@example.org")
    who = [word for name, value in ADMIN.items() for word in (f"--{name}", value)]
    for command in (["db", "upgrade"], ["fab", "create-admin", *names, *who], ["init"]):
        run_in(folder, program, "superset", *command)
    return program


def run_in(folder: Path, program: Path, name: str, *command: str) -> str:
    """Run a program of Superset's; return what it prints."""
    done = subprocess.run(
        [program / name, *command],
        env=environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{name} {' '.join(command)}: {done.stderr[-2000:]}")
    return done.stdout


def environment(folder: Path) -> dict[str, str]:
    """Return the environment in which Superset runs."""
    config = str(folder / "superset_config.py")
    more = {"SUPERSET_CONFIG_PATH": config, "FLASK_APP": "superset.app:create_app()"}
    return os.environ | more | {"SCARF_ANALYTICS": "false"}


@contextmanager
def superset(folder: Path, program: Path) -> Iterator[Server]:
    """Serve Superset as its manual says, by one process with threads."""
    serve = [program / "gunicorn", "-w", "1", "-k", "gthread", "--threads", "8", "--timeout", "120"]
    where, address = f"127.0.0.1:{PORT}", f"http://127.0.0.1:{PORT}"
    with (
        (folder / "superset.log").open("w") as log,
        subprocess.Popen(
            [*serve, "-b", where, "superset.app:create_app()"],
            env=environment(folder), stdout=log, stderr=subprocess.STDOUT,
        ) as process,
    ):  # fmt: skip
        try:
            serving._wait(f"{address}/health", process)
            yield Server(address, process.pid)
        finally:
            process.terminate()


def prepare(browser: Browser, folder: Path, peer: Server) -> tuple[Any, dict[str, str]]:
    """Make the dashboards; return the cookies of who may see them, and their addresses."""
    context = browser.new_context(base_url=peer.address)

    def post(what: str, body: dict[str, Any]) -> Any:
        answer = context.request.post(f"/api/v1/{what}/", data=body)
        assert answer.ok, f"{what}: {answer.text()}"
        return answer.json()["id"]

    context.request.post("/login/", form=ADMIN)
    file = store.reader(folder / "store").version.path
    address = f"duckdb:///{file}?access_mode=read_only"
    database = post("database", {"database_name": "store", "sqlalchemy_uri": address})
    addresses = {}
    for page, (table, column, charts) in DASHBOARDS.items():
        dataset = post("dataset", {"database": database, "schema": "main", "table_name": table})
        board = post("dashboard", {"dashboard_title": page, "published": True})
        slices = [
            post("chart", {
                "slice_name": f"{page} {number}", "viz_type": chart.kind, "datasource_id": dataset,
                "datasource_type": "table", "dashboards": [board],
                "params": json.dumps(parameters(chart, dataset)),
            })
            for number, chart in enumerate(charts)
        ]  # fmt: skip
        laid_out = {
            "position_json": json.dumps(layout(slices)),
            "json_metadata": json.dumps(
                {"native_filter_configuration": [a_filter(dataset, column, slices)]}
            ),
        }
        done = context.request.put(f"/api/v1/dashboard/{board}", data=laid_out)
        assert done.ok, done.text()
        addresses[page] = f"{peer.address}/superset/dashboard/{board}/"
    state = context.storage_state()
    context.close()
    return state, addresses


def parameters(chart: Chart, dataset: int) -> dict[str, Any]:
    """Return what Superset calls the form data of a chart."""
    metric = {"expressionType": "SQL", "sqlExpression": chart.metric, "label": chart.metric}
    grain = {"week_start": "P1W", "month": "P1M"}.get(chart.over)
    return {
        "viz_type": chart.kind, "datasource": f"{dataset}__table", "x_axis": chart.over,
        "time_grain_sqla": grain, "metrics": [metric], "groupby": list(chart.by),
        "row_limit": 50_000, "adhoc_filters": [], "x_axis_sort_asc": True,
    }  # fmt: skip


def layout(slices: list[int]) -> dict[str, Any]:
    """Return rows of two charts each."""
    rows = [slices[start : start + 2] for start in range(0, len(slices), 2)]
    names = [f"ROW-{number}" for number in range(len(rows))]
    cells: dict[str, Any] = {
        "DASHBOARD_VERSION_KEY": "v2",
        "ROOT_ID": {"type": "ROOT", "id": "ROOT_ID", "children": ["GRID_ID"]},
        "GRID_ID": {"type": "GRID", "id": "GRID_ID", "children": names, "parents": ["ROOT_ID"]},
    }
    for name, row in zip(names, rows, strict=True):
        parents = ["ROOT_ID", "GRID_ID"]
        children = [f"CHART-{number}" for number in row]
        cells[name] = {
            "type": "ROW", "id": name, "children": children, "parents": parents,
            "meta": {"background": "BACKGROUND_TRANSPARENT"},
        }  # fmt: skip
        for child, number in zip(children, row, strict=True):
            cells[child] = {
                "type": "CHART", "id": child, "children": [], "parents": [*parents, name],
                "meta": {"width": 6, "height": 34, "chartId": number},
            }  # fmt: skip
    return cells


def a_filter(dataset: int, column: str, slices: list[int]) -> dict[str, Any]:
    """Return a filter of all charts by the values of a column."""
    return {
        "id": "NATIVE_FILTER-1", "name": column, "filterType": "filter_select",
        "type": "NATIVE_FILTER", "chartsInScope": slices, "cascadeParentIds": [],
        "targets": [{"datasetId": dataset, "column": {"name": column}}],
        "scope": {"rootPath": ["ROOT_ID"], "excluded": []},
        "defaultDataMask": {"extraFormData": {}, "filterState": {}},
        "controlValues": {"multiSelect": True, "enableEmptyFilter": False},
    }  # fmt: skip


def filter_ours(seen: Visit, page: str) -> None:
    """Change the page: the overview by the claimed attacks, the attacks by an area."""
    if page == "overview":
        return seen.click(ours.TOGGLE)
    area = seen.page.locator("[data-testid=stMultiSelect]", has_text="Area").locator("input")
    seen.page.locator("details", has=area).locator("summary").click()
    area.click()
    seen.page.keyboard.type("Gulf of Aden")
    return seen.click(seen.page.locator("[role=option]"))


def filter_theirs(seen: Visit, number: int) -> None:
    """Choose a value of the dashboard's filter, and apply it."""
    bar = seen.page.locator("[data-test=filter-bar]")
    bar.locator("input[type=search]").first.click()
    options = seen.page.locator(".ant-select-item-option")
    options.first.wait_for()
    options.nth(number % options.count()).click()
    seen.page.keyboard.press("Escape")
    seen.click(APPLY)


def note(values: ours.Values, name: str, what: str, seen: Visit) -> None:
    """Note the last chart's moment and the bytes."""
    for kind in ("wall", "cpu"):
        values[f"{what}, {kind.replace('cpu', 'CPU')}"][name].append(
            getattr(seen.moments["last"], kind)
        )
    if what == "first visit":
        values["first chart, wall"][name].append(seen.moments["first"].wall)
    values[f"{what}, sent"][name].append(seen.sent() / 1000)


def pss(process: int) -> float:
    """Return the memory in MB of a process and its children, shared pages by their shares."""
    folder = Path("/proc") / str(process)
    rollup = (folder / "smaps_rollup").read_text(encoding="utf-8")
    own = next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    children = [int(n) for file in folder.glob("task/*/children") for n in file.read_text().split()]
    return own / 1024 + sum(pss(child) for child in children)
