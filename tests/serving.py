"""The app as a server on a free loopback port, and a Chromium to look at it."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Request,
    ViewportSize,
    expect,
    sync_playwright,
)
from playwright.sync_api import TimeoutError as TimedOut

T = TypeVar("T")
HOME = Path(__file__).resolve().parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PATIENCE = 120_000
"""Milliseconds after which what should come to be seen has failed to: a busy machine is slow."""

SIZE: ViewportSize = {"width": 1400, "height": 1000}

FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-gpu-compositing",
]
"""Maps are drawn in software, and nothing else by what stands in for a graphics card."""

COUNTS = """
window.received = 0;
window.WebSocket = class extends WebSocket {
    constructor(...all) {
        super(...all);
        this.addEventListener('message', () => { window.received += 1; });
    }
};
"""
"""Counts what the server sends to a page: a run of its script is seen, however short it is."""

QUIET = 250
"""Milliseconds for which a page must stand: a run of its script begins soon after a click."""

STANDS = """(quiet) => {
    const stands = document.querySelector('[data-test-script-state=notRunning]')
        && !document.querySelector('[data-testid=stSkeleton]')
        && [...document.querySelectorAll('.stBidiComponent')].every(c => c.querySelector(
            '.chart[data-state=drawn], .chart[data-state=far], .chart[data-state=failed], .share'));
    window.standing = stands ? window.standing ?? performance.now() : undefined;
    const done = stands && performance.now() - window.standing >= quiet;
    if (done) window.standing = undefined;
    return done;
}"""
"""Whether the script has run and the charts near the window have been drawn for so long."""


@contextmanager
def server(store: Path, log: Path, app: Path = HOME / "app.py", home: Path = HOME) -> Iterator[str]:
    """Serve ``app``, started in ``home``, on a free port of 127.0.0.1 and yield its address."""
    with process(store, log, app, home) as (address, _):
        yield address


@contextmanager
def process(
    store: Path, log: Path, app: Path = HOME / "app.py", home: Path = HOME, **more: str
) -> Iterator[tuple[str, int]]:
    """Serve as ``server`` does; yield the address and the number of the process.

    ``more`` are further variables of its environment.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(app), "--server.port", str(port)]
    with (
        log.open("w") as output,
        subprocess.Popen(
            command,
            cwd=home,
            env=environment(store) | more,
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as started,
    ):
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health", started)
            yield f"http://127.0.0.1:{port}", started.pid
        finally:
            started.terminate()


def environment(store: Path) -> dict[str, str]:
    """Return the environment of a process that works on ``store``."""
    return os.environ | {"REDSEA_STORE": str(store)}


def changed(folder: Path, first: str) -> Path:
    """Write an app that is the real one but for ``first``, which runs before anything else of it.

    Routes that it puts into a list ``MORE`` are served as well.
    """
    text = (HOME / "app.py").read_text(encoding="utf-8")
    assert text.count("__file__") == text.count("server.routes()") == 1
    text = text.replace("__file__", repr(str(HOME / "app.py")))
    text = text.replace("server.routes()", "[*server.routes(), *MORE]")
    path = folder / "changed_app.py"
    path.write_text(f"MORE = []\n{first}\n{text}", encoding="utf-8")
    return path


def _wait(health: str, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(health) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the app did not start; its log says why")


def asynchronous(work: Coroutine[Any, Any, T]) -> T:
    """Return what a coroutine does, in a thread: a browser that is open has this one's loop."""
    with ThreadPoolExecutor(1) as other:
        return other.submit(asyncio.run, work).result()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield the system's Chromium, headless."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def window(browser: Browser, **options: Any) -> Iterator[Page]:
    """Yield a window of its own, which asks nothing of other hosts nor breaks the page's policy."""
    context = browser.new_context(**{"viewport": SIZE, "reduced_motion": "reduce"} | options)
    strays = watched(context)
    yield context.new_page()
    context.close()
    assert strays == [], ", ".join(strays)


def watched(context: BrowserContext) -> list[str]:
    """Return a list that will hold what pages ask of other hosts and what breaks the policy."""
    strays: list[str] = []
    context.expose_function("stray", lambda words: strays.append(words))
    context.add_init_script(
        "document.addEventListener('securitypolicyviolation',"
        " e => stray(`${e.violatedDirective} ${e.blockedURI}`))"
    )
    context.add_init_script(COUNTS)

    def seen(request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1", "data:", "blob:")):
            strays.append(request.url)

    context.on("request", seen)
    return strays


def rerun(page: Page, act: Callable[[], object]) -> None:
    """Do what has the page's script run, and wait until it has run and charts are drawn.

    It is done a second time where nothing follows: a click on what is drawn anew just then is lost.
    """
    before = page.evaluate("() => window.received")
    has_run = "before => window.received > before"
    act()
    try:
        page.wait_for_function(has_run, arg=before, timeout=PATIENCE / 4)
    except TimedOut:
        act()
        page.wait_for_function(has_run, arg=before, timeout=PATIENCE)
    settled(page)


def settled(page: Page, patience: float = PATIENCE, *, whole: bool = False) -> None:
    """Wait until the script has run and the charts near the window are drawn; all, if ``whole``."""
    page.wait_for_selector("[data-testid=stMainBlockContainer] h1", timeout=patience)
    if whole:
        page.wait_for_function(STANDS, arg=0, timeout=patience)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.wait_for_function(
            """() => ![...document.querySelectorAll('.chart:not([data-state=drawn])')]
                .some(chart => chart.clientWidth)  // one in a section that is closed has none""",
            timeout=patience,
        )
    page.wait_for_function(STANDS, arg=QUIET, timeout=patience)
