"""The door of a running server: which hosts and origins may come in, and what browsers are told."""

from __future__ import annotations

import http.client
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import streamlit
from starlette.responses import PlainTextResponse
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from dashboard import settings
from dashboard.errors import UsageError
from dashboard.kit.ui import data
from dashboard.settings import Settings
from dashboard.web import door
from tests import serving


@pytest.fixture
def address(served: str) -> str:
    return served


def ask(address: str, path: str, host: str | None = None) -> http.client.HTTPResponse:
    """Return the answer to a GET, with its body read into ``answer.content``."""
    server = urlsplit(address).netloc
    connection = http.client.HTTPConnection(server, timeout=60)
    connection.putrequest("GET", path, skip_host=True)
    connection.putheader("Host", server if host is None else host)
    connection.endheaders()
    answer = connection.getresponse()
    answer.content = answer.read()  # type: ignore[attr-defined]
    connection.close()
    return answer


COAST = data.coast_path()


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:{port}", 200),
        ("localhost:{port}", 200),
        ("LOCALHOST", 200),
        ("[::1]:{port}", 200),
        ("evil.example", 421),
        ("evil.example:{port}", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost@evil.example", 421),
        ("", 421),
        ("[", 421),
    ],
)
@pytest.mark.parametrize("path", ["/", "/attacks", f"{COAST}/land.geojson", "/_stcore/health"])
def test_hosts(address: str, path: str, host: str, status: int) -> None:
    asked = host.format(port=urlsplit(address).port)
    assert ask(address, path, asked).status == status


ROUTES = [
    ("/", 200),
    ("/attacks", 200),
    ("/_stcore/health", 200),
    (f"{COAST}/land.geojson", 200),
    (f"{COAST}/places.geojson", 200),
    (f"{COAST}/borders.geojson", 200),
    (f"{COAST}/build.py", 404),
    (f"{COAST}/README.md", 404),
    (f"{COAST}/", 404),
    (f"{COAST}/../datapackage.json", 400),
    (f"{COAST}/%2e%2e/attacks.csv", 400),
    ("/_stcore/metrics", 404),
    ("/attacks/_stcore/metrics", 404),
    ("/_stcore/script-health-check", 404),
]


@pytest.mark.parametrize(("path", "status"), ROUTES)
def test_routes_and_their_headers(address: str, path: str, status: int) -> None:
    answer = ask(address, path)
    assert answer.status == status
    assert {name: answer.headers[name] for name in (
        "X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options"
    )} == {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "X-Frame-Options": "DENY",
    }  # fmt: skip
    rules = dict(
        rule.strip().split(" ", 1) for rule in answer.headers["Content-Security-Policy"].split(";")
    )
    assert rules["default-src"] == "'none'"
    assert rules["frame-ancestors"] == "'none'"
    assert "unsafe-inline" not in rules["script-src"]
    assert "unsafe-eval'" not in rules["script-src"].replace("'wasm-unsafe-eval'", "")


def test_no_other_page_may_talk_to_ours(address: str) -> None:
    answer = ask(address, "/_stcore/host-config")
    assert json.loads(answer.content)["allowedOrigins"] == []  # type: ignore[attr-defined]


def test_the_policy_allows_the_scripts_of_streamlits_page_and_no_others(tmp_path: Path) -> None:
    page = Path(streamlit.__file__).parent / "static" / "index.html"
    scripts = re.findall(r"<script>", page.read_text(encoding="utf-8"))
    assert len(scripts) >= 1
    assert door.policy(page).count("'sha256-") == len(scripts)
    other = tmp_path / "index.html"
    other.write_text("<script>alert(1)</script>", encoding="utf-8")
    # printf 'alert(1)' | openssl dgst -sha256 -binary | base64
    assert "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='" in door.policy(other)


async def opened(address: str, host: str | None, origin: str | None) -> int:
    """Return the status of a socket's handshake: 101 where it opens."""
    server = urlsplit(address).netloc
    headers = {"Host": host.format(server=server)} if host else {}
    try:
        async with connect(
            f"ws://{server}/_stcore/stream",
            origin=origin.format(server=server) if origin else None,  # type: ignore[arg-type]
            additional_headers=headers,
            subprotocols=["streamlit"],  # type: ignore[list-item]
        ):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://{server}", 101),
        ("http://evil.example", 403),
        ("http://127.0.0.1:9", 403),  # another program on the same machine
        ("http://localhost:9999", 403),
        ("null", 403),
        (None, 403),
    ],
)
def test_sockets_are_of_the_same_origin(address: str, origin: str | None, status: int) -> None:
    assert serving.asynchronous(opened(address, None, origin)) == status


def test_sockets_of_a_proxy_that_ends_tls() -> None:
    for host, origin, expected in [
        ("red.example", "https://red.example", True),
        ("red.example:443", "https://red.example", True),
        ("red.example", "https://red.example:8443", False),
        ("red.example", "ftp://red.example", False),
        ("RED.example", "http://red.example", True),
    ]:
        headers = door.Headers({"host": host, "origin": origin})
        assert door._is_same_origin(headers) is expected, (host, origin)


def test_other_hosts_can_be_named(
    built: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDSEA_HOSTS", "red.example, Other.Example")
    with serving.server(built.store, tmp_path / "app.log") as found:
        assert ask(found, "/", "red.example").status == 200
        assert ask(found, "/", "other.example:8501").status == 200
        assert ask(found, "/", "localhost").status == 200
        assert ask(found, "/", "third.example").status == 421


@pytest.mark.parametrize("text", ["https://red.example", "red.example:443", "red example", "*"])
def test_hosts_that_are_no_names(text: str) -> None:
    with pytest.raises(UsageError, match="REDSEA_HOSTS holds"):
        settings.read({"REDSEA_HOSTS": f"localhost,{text}"})


ORIGIN = "https://intranet.example"


@pytest.mark.parametrize(
    ("path", "framed"),
    [
        ("/costs?embed=true&chart=rates_by_date", True),
        ("/?period=2024-01-01&chart=crisis&embed=true", True),
        ("/costs?embed=true", False),
        ("/costs?embed=true&chart=", False),
        ("/costs?chart=rates_by_date", False),
        ("/costs?embed=false&chart=rates_by_date", False),
        ("/costs?embed=true&embed=false&chart=rates_by_date", False),
        ("/costs", False),
    ],
)
def test_one_chart_alone_may_stand_in_frames_of_origins_that_are_named(
    path: str, framed: bool
) -> None:
    found, rule = answered(path, (ORIGIN,)), ORIGIN if framed else "'none'"
    assert found["content-security-policy"].endswith(f"; frame-ancestors {rule}")
    assert found.get("x-frame-options") == (None if framed else "DENY")
    assert answered(path, ())["x-frame-options"] == "DENY"
    assert answered(path, ())["content-security-policy"].endswith("; frame-ancestors 'none'")


def answered(path: str, embed: tuple[str, ...]) -> dict[str, str]:
    """Return the headers with which a door of its own answers."""
    page = Path(streamlit.__file__).parent / "static" / "index.html"
    behind = door.Door(PlainTextResponse("ok"), door.LOOPBACK, page, embed)
    parts = urlsplit(path)
    asked = {
        "type": "http",
        "method": "GET",
        "path": parts.path,
        "query_string": parts.query.encode(),
        "headers": [(b"host", b"localhost")],
    }
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request"}

    async def send(message: Any) -> None:
        sent.append(message)

    serving.asynchronous(behind(asked, receive, send))  # type: ignore[arg-type]
    return dict(door.Headers(raw=sent[0]["headers"]))


@pytest.mark.parametrize("text", ["intranet.example", "https://x.example/", "*", "https://*.x.de"])
def test_origins_that_are_none(text: str) -> None:
    with pytest.raises(UsageError, match="REDSEA_EMBED holds"):
        settings.read({"REDSEA_EMBED": f"https://a.example,{text}"})
    read = settings.read({"REDSEA_EMBED": " https://A.example, http://localhost:8080"})
    assert read.embed == ("https://a.example", "http://localhost:8080")
