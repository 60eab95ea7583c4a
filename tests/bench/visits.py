"""A page in a browser of its own: what it received, and when its figures and charts were there.

The page marks what happens (probe.js), and Chrome's trace says of each mark when it was and how
long the main thread had worked until then. The counters of the protocol (Performance.getMetrics)
can be read only once the main thread is free again, which is after what is to be measured; and
tracing nothing but marks costs nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Locator, Page, Request, WebSocket
from playwright.sync_api import TimeoutError as TimedOut

from tests.bench import timing

PROBE = Path(__file__).with_name("probe.js")
QUIET_MS = 500
"""A page has settled when its script is done and nothing has changed for so long."""

PATIENCE_MS = 120_000


class Moment(NamedTuple):
    """Milliseconds since the navigation or the click: of the clock, of Chrome's main thread."""

    wall: float
    cpu: float


@dataclass
class Visit:
    """A page that is being looked at.

    ``moments`` are those of the navigation or of the last click: the first figures and text, the
    ``first`` and the ``last`` chart drawn, the last change. ``server`` are the milliseconds of the
    processor that the server's process took until then, ``received`` the bytes of the websocket.
    """

    browser: Browser
    page: Page
    process: int
    moments: dict[str, Moment] = field(default_factory=dict)
    server: float = 0
    received: int = 0
    requests: list[Request] = field(default_factory=list)

    @contextmanager
    def acting(self, zero: str) -> Iterator[None]:
        """Note the moments of what is done, until the page has settled."""
        spent, self.received = timing.cpu(self.process), 0
        self.requests.clear()
        self.browser.start_tracing(categories=["blink.user_timing"])
        try:
            yield
            self._settle()
        finally:
            trace = json.loads(self.browser.stop_tracing())
        self.server = 1000 * (timing.cpu(self.process) - spent)
        self.moments = _moments(trace["traceEvents"], zero)

    def click(self, what: str | Locator) -> None:
        """Click, and note the moments that follow."""
        self.page.bring_to_front()
        self.page.evaluate("bench.arm()")
        with self.acting("clicked"):
            (self.page.locator(what) if isinstance(what, str) else what).first.click()

    def sent(self) -> int:
        """Return the bytes that came for the navigation or the last click, as they were sent."""
        sizes = [r.sizes() for r in self.requests if r.url.startswith("http")]
        files = sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)
        return files + self.received

    def count(self, what: str) -> int:
        """Return how many charts were "redrawn" or "contexts" made since the last click."""
        return int(self.page.evaluate(f"bench.{what}.size ?? bench.{what}"))

    def figures(self) -> list[dict[str, Any]]:
        """Return the figures that are drawn."""
        return list(json.loads(self.page.evaluate("JSON.stringify(bench.figures())")))

    def _settle(self) -> None:
        try:
            self.page.wait_for_function(
                "quiet => bench.settled(quiet)", arg=QUIET_MS, polling=50, timeout=PATIENCE_MS
            )
        except TimedOut as error:
            state = self.page.evaluate("bench.state()")
            text = " ".join(self.page.inner_text("body").split())
            raise RuntimeError(f"{self.page.url} did not settle: {state}, {text}") from error

    def _socket(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._frame)

    def _request(self, request: Request) -> None:
        self.requests.append(request)

    def _frame(self, payload: str | bytes) -> None:
        self.received += len(payload)


@contextmanager
def visit(
    browser: Browser, address: str, process: int, probes: Sequence[str] = (), state: Any = None
) -> Iterator[Visit]:
    """Open a page of the server with that process with an empty cache, until it has settled.

    ``probes`` are scripts beside the probe, ``state`` are cookies as Playwright keeps them.
    """
    context = browser.new_context(viewport={"width": 1400, "height": 900}, storage_state=state)
    try:
        page = context.new_page()
        page.add_init_script(path=PROBE)
        for script in probes:
            page.add_init_script(script)
        seen = Visit(browser, page, process)
        page.on("websocket", seen._socket)
        page.on("requestfinished", seen._request)
        with seen.acting("begun"):
            page.goto(address, wait_until="commit")
        yield seen
    finally:
        context.close()


def _moments(events: list[dict[str, Any]], zero: str) -> dict[str, Moment]:
    """Return the moments that a trace holds; a navigation's clock starts before its first mark."""
    marks = sorted(
        (event for event in events if event["name"].startswith("bench:")), key=lambda e: e["ts"]
    )
    named = [(e["name"].removeprefix("bench:"), e["args"]["data"], e["tts"]) for e in marks]
    begun = next(i for i, (name, *_) in enumerate(named) if name == zero)
    _, data, spent = named[begun]
    start = 0.0 if zero == "begun" else data["startTime"]
    moments: dict[str, Moment] = {}
    for name, data, cpu in named[begun:]:
        moment = Moment(data["startTime"] - start, (cpu - spent) / 1000)
        if name == "drawn":
            moments.setdefault("first", moment)
        moments["last" if name in ("drawn", "drawing") else name] = moment
    return moments
