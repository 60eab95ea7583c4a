"""A page in a browser of its own, with what it received and when its charts were drawn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, Response, WebSocket
from playwright.sync_api import TimeoutError as TimedOut

PROBE = Path(__file__).with_name("probe.js")
QUIET_MS = 500
"""A page has settled when its script is done and no chart was drawn for so long."""

PATIENCE_MS = 30_000


@dataclass
class Visit:
    """A page that is being looked at; ``received`` counts the bytes of its websocket."""

    page: Page
    received: int = 0
    fetched: list[Response] = field(default_factory=list)

    def settle(self) -> None:
        """Wait until the page has settled; RuntimeError shows its text if it never does."""
        try:
            self.page.wait_for_function(
                "quiet => bench.settled(quiet)", arg=QUIET_MS, polling=50, timeout=PATIENCE_MS
            )
        except TimedOut as error:
            text = " ".join(self.page.inner_text("body").split())
            raise RuntimeError(f"{self.page.url} drew no chart: {text}") from error

    def first_chart(self) -> float:
        """Return the seconds from the start of the navigation to the first chart."""
        return float(self.page.evaluate("bench.first")) / 1000

    def points(self) -> list[int]:
        """Return the number of points of each chart."""
        return [int(count) for count in self.page.evaluate("bench.points()")]

    def coast(self) -> int:
        """Return the bytes of the coastline files, as they were sent."""
        files = [r for r in self.fetched if "/geo/" in r.url]
        return sum(file.request.sizes()["responseBodySize"] for file in files)

    def redrawn(self) -> int:
        """Return how many charts were drawn since the last click."""
        return int(self.page.evaluate("bench.redrawn.size"))

    def toggle(self) -> float:
        """Click the toggle of the sidebar; return the seconds to the last chart redrawn."""
        return self._click("[data-testid=stSidebar] [data-testid=stCheckbox] label")

    def switch_events(self) -> float:
        """Draw the events on charts, or take them off; return the seconds as ``toggle`` does."""
        off = "[data-testid=stSidebar] button:has-text('Off')"
        chosen = self.page.locator(off).first.get_attribute("aria-checked") == "true"
        return self._click("[data-testid=stSidebar] button:has-text('Key')" if chosen else off)

    def _click(self, what: str) -> float:
        self.page.bring_to_front()
        self.page.evaluate("bench.arm()")
        self.received = 0
        self.page.locator(what).first.click()
        self.settle()
        return float(self.page.evaluate("bench.last - bench.acted")) / 1000

    def _socket(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._frame)

    def _frame(self, payload: str | bytes) -> None:
        self.received += len(payload)

    def _response(self, response: Response) -> None:
        self.fetched.append(response)


@contextmanager
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Open a page with an empty cache, and wait until it has settled."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    try:
        page = context.new_page()
        page.add_init_script(path=PROBE)
        seen = Visit(page)
        page.on("websocket", seen._socket)
        page.on("response", seen._response)
        page.goto(address, wait_until="commit")
        seen.settle()
        yield seen
    finally:
        context.close()
