"""Uploads of a running server: bounded together, and let go with the session that they came in."""

from __future__ import annotations

import http.client
import json
import shutil
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from dashboard.web.uploads import MB, SERVER_MB, SESSION_MB
from tests import serving
from tests.visitor import Visitor, visit

LOOK = """
from pathlib import Path
from starlette.responses import JSONResponse
from starlette.routing import Route

def look(_):
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return JSONResponse({"held": server._held(), "memory": pages * 4096})

MORE = [Route("/look", look)]
"""
"""A route that says what the server holds, by its own account and by the system's."""


@pytest.fixture(scope="module")
def address(bundled_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of the app, in which sessions are kept for a second after they end."""
    folder = tmp_path_factory.mktemp("uploads")
    app = serving.changed(folder, LOOK)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL", "1")
        store = shutil.copytree(bundled_store, folder / "store")
        with serving.server(store, folder / "app.log", app) as found:
            yield found


def look(address: str) -> dict[str, Any]:
    with urllib.request.urlopen(f"{address}/look", timeout=60) as answer:
        found: dict[str, Any] = json.load(answer)
    return found


def until(address: str, held: dict[str, int], seconds: float = 60) -> dict[str, Any]:
    """Return what the server says of itself as soon as it holds no more than ``held``."""
    deadline = time.monotonic() + seconds
    while (found := look(address))["held"] != held:
        assert time.monotonic() < deadline, found
        time.sleep(0.5)
    return found


def test_memory_is_given_back_when_the_session_ends(address: str) -> None:
    with visit(address) as first:
        first.upload(b"x")  # what the first upload of a server loads, it keeps
    before = until(address, {})
    with visit(address) as visitor:
        for number in range(3):
            assert visitor.upload(bytes([number]) * (60 * MB)) == (204, "")
        full = look(address)
        assert full["held"] == {visitor.session: 180 * MB}
        assert full["memory"] - before["memory"] > 150 * MB
    after = until(address, {})
    assert after["memory"] - before["memory"] < 110 * MB  # of 180: the allocator keeps some


def answer(connection: http.client.HTTPConnection, seconds: float = 30) -> tuple[int, str] | None:
    """Return what is answered before a body is sent; None where the server waits for it."""
    assert connection.sock
    connection.sock.settimeout(seconds)
    try:
        said = connection.getresponse()
    except TimeoutError:
        return None
    return said.status, said.read().decode()


SESSION = (413, f"This page holds files already; together at most {SESSION_MB} MB are taken.\n")
SERVER = (413, "Others are loading large files; try again when they are done.\n")


def asked(visitor: Visitor, megabytes: int, seconds: float = 30) -> tuple[int, str] | None:
    """Return the answer to the head of an upload."""
    with visitor.uploading(megabytes * MB) as connection:
        return answer(connection, seconds)


def test_a_session_has_a_bound(address: str) -> None:
    with visit(address) as visitor:
        assert asked(visitor, SESSION_MB) == SESSION  # what stands around a file counts as well
        assert visitor.upload(b"x" * MB) == (204, "")
        assert asked(visitor, SESSION_MB - 1) == SESSION
        with visitor.uploading(199 * MB):
            assert asked(visitor, 199, seconds=1) is None  # 1 + 199 + 199
            assert asked(visitor, 201) == SESSION
        deadline = time.monotonic() + 60
        while asked(visitor, 201, seconds=1) == SESSION:  # what broke off counts no more
            assert time.monotonic() < deadline


def test_the_server_has_a_bound(address: str) -> None:
    until(address, {})
    with ExitStack() as stack:
        visitors = [stack.enter_context(visit(address)) for _ in range(6)]
        for visitor in visitors[:5]:
            stack.enter_context(visitor.uploading(SERVER_MB // 5 * MB - MB))
        assert asked(visitors[5], 10) == SERVER
        assert visitors[5].upload(b"x") == (204, "")


def test_the_length_has_to_be_said(address: str) -> None:
    with visit(address) as visitor:
        connection = http.client.HTTPConnection(visitor.server, timeout=60)
        path = f"/_stcore/upload_file/{visitor.session}/a"
        connection.request("PUT", path, body=iter([b"x"]), encode_chunked=True)
        assert answer(connection) == (411, "The length of the file is missing.\n")
        connection.close()
