"""Requests that do not go on end; those that are slow, and sockets without traffic, do not."""

from __future__ import annotations

import asyncio
import re
import shutil
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from websockets.asyncio.client import connect

from dashboard.web import patience
from tests import serving
from tests.visitor import TAIL, visit

LIMIT = 2.0
"""Seconds that the server under test waits, for the next head and for the next piece of a body."""

SHORT = f"""
from dashboard.web import patience
patience.HEAD_SECONDS = patience.BODY_SECONDS = {LIMIT}
"""

HEAD = "GET /_stcore/health HTTP/1.1\r\nHost: localhost\r\n"
"""A head whose last line is missing."""


@pytest.fixture(scope="module")
def address(bundled_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of the app with short limits."""
    folder = tmp_path_factory.mktemp("patience")
    app = serving.changed(folder, SHORT)
    store = shutil.copytree(bundled_store, folder / "store")
    with serving.server(store, folder / "app.log", app) as found:
        yield found


def test_limits() -> None:
    assert 10 <= patience.HEAD_SECONDS <= 30
    assert 10 <= patience.BODY_SECONDS <= 60


async def received(reader: asyncio.StreamReader) -> bytes:
    """Return what comes until the server closes, which it may do while bytes are on their way."""
    found = []
    with suppress(ConnectionResetError):
        while part := await reader.read(65536):
            found.append(part)
    return b"".join(found)


async def begun(address: str, *pieces: str, pause: float = 0) -> tuple[str, float]:
    """Send pieces, one after each pause; return what comes until the server closes, and when."""
    server = urlsplit(address)
    start = time.monotonic()
    reader, writer = await asyncio.open_connection(server.hostname, server.port)
    answer = asyncio.create_task(received(reader))
    for piece in pieces:
        writer.write(piece.encode())
        await asyncio.wait([answer], timeout=pause)
        if answer.done():
            break
    said = await asyncio.wait_for(answer, timeout=30)
    writer.close()
    return said.decode(), time.monotonic() - start


async def health(address: str, until: asyncio.Event) -> list[float]:
    """Ask for the server's health again and again; return how many seconds each answer took."""

    def ask() -> float:
        start = time.monotonic()
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=30) as answer:
            assert answer.status == 200
        return time.monotonic() - start

    taken = []
    while not until.is_set():
        taken.append(await asyncio.to_thread(ask))
        await asyncio.sleep(0.1)
    return taken


def test_a_hundred_half_sent_requests_are_closed_and_others_are_answered(address: str) -> None:
    async def run() -> tuple[list[tuple[str, float]], list[float]]:
        done = asyncio.Event()
        asked = asyncio.create_task(health(address, done))
        closed = await asyncio.gather(
            *(begun(address, HEAD) for _ in range(100)), *(begun(address) for _ in range(20))
        )
        done.set()
        return closed, await asked

    closed, taken = serving.asynchronous(run())
    assert {said for said, _ in closed} == {""}
    assert min(seconds for _, seconds in closed) > LIMIT * 0.9
    assert max(seconds for _, seconds in closed) < LIMIT + 15
    assert max(taken) < 10


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param(list(HEAD + "X-Slow: " + "x" * 99), id="a byte at a time"),
        pytest.param([HEAD + "\r\n" + HEAD], id="behind a whole request"),
        pytest.param([HEAD + "\r\n", *HEAD], id="after a whole request"),
    ],
)
def test_heads_that_do_not_end(address: str, pieces: list[str]) -> None:
    said, seconds = serving.asynchronous(begun(address, *pieces, pause=0.2))
    assert said.count("HTTP/1.1 200 OK") == pieces[0].count("\r\n\r\n")
    assert LIMIT * 0.9 < seconds < LIMIT + 15


def test_a_request_that_is_sent_slowly_is_answered(address: str) -> None:
    whole = HEAD + "Connection: close\r\n\r\n"
    pieces = re.findall(r".{1,20}", whole, re.DOTALL)
    said, _ = serving.asynchronous(begun(address, *pieces, pause=LIMIT * 0.7 / len(pieces)))
    assert said.startswith("HTTP/1.1 200 OK")


def test_a_socket_without_traffic_stays_open(address: str) -> None:
    async def run() -> None:
        server = urlsplit(address).netloc
        origin, protocols = f"http://{server}", ["streamlit"]
        url = f"ws://{server}/_stcore/stream"
        async with connect(url, origin=origin, subprotocols=protocols) as socket:  # type: ignore[arg-type]
            await asyncio.sleep(LIMIT * 2)
            await asyncio.wait_for(await socket.ping(), timeout=10)

    serving.asynchronous(run())


# Bodies
# ------


def test_an_upload_that_stops_is_ended(address: str) -> None:
    with visit(address) as visitor:
        with visitor.uploading(1000) as upload:
            upload.send(b"x" * 500)
            start = time.monotonic()
            answer = upload.getresponse()
            assert LIMIT * 0.9 < time.monotonic() - start < LIMIT + 15
            assert (answer.status, answer.headers["Connection"]) == (408, "close")
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.read() == b"The rest of the request did not come in time.\n"
        assert visitor.upload(b"y" * 1000) == (204, "")  # the page goes on


def test_an_upload_that_is_slow_comes_to_its_end(address: str) -> None:
    with visit(address) as visitor, visitor.uploading(8) as upload:
        for _ in range(8):
            time.sleep(LIMIT * 0.4)
            upload.send(b"x")
        upload.send(TAIL)
        assert upload.getresponse().status == 204


def test_a_body_that_nobody_asked_for_does_not_hold_a_connection(address: str) -> None:
    whole = HEAD + "Content-Length: 999\r\n\r\n"
    said, seconds = serving.asynchronous(begun(address, whole, *"x" * 99, pause=0.2))
    assert said.startswith("HTTP/1.1 200 OK")
    assert seconds < LIMIT + 15
