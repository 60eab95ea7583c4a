"""What a first visit fetches: small, whole, kept for ever where the address says the version."""

from __future__ import annotations

import gzip
import http.client
import re
from collections.abc import Callable
from urllib.parse import urlsplit

import brotli
import pytest
from websockets.asyncio.client import connect

from dashboard.kit.ui import data, drawing
from tests import serving


def ask(address: str, path: str, encoding: str = "gzip") -> tuple[http.client.HTTPResponse, bytes]:
    """Return the answer to a GET and its body as it was sent."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    connection.request("GET", path, headers={"Accept-Encoding": encoding})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def scripts(address: str) -> list[str]:
    """Return the paths of the scripts that the page names."""
    _, page = ask(address, "/", "identity")
    return re.findall(r'(?:src|href)="\.?(/[^"]+\.js)"', page.decode())


def test_the_page_asks_for_plotly_at_once(served: str) -> None:
    assert scripts(served).count(drawing.library()) == 1
    answer, page = ask(served, "/", "identity")
    assert page.count(b"</head>") == 1
    assert answer.headers["Content-Length"] == str(len(page))
    assert answer.headers["ETag"] is None  # a kept page of another version names another library


@pytest.mark.parametrize(
    ("accepted", "way", "opened"),
    [("gzip, deflate, br, zstd", "br", brotli.decompress), ("gzip;q=0.5", "gzip", gzip.decompress)],
)
def test_scripts_come_compressed_and_whole(
    served: str, accepted: str, way: str, opened: Callable[[bytes], bytes]
) -> None:
    found = scripts(served)
    assert len(found) > 5
    for path in [*found, f"{data.coast_path()}/land.geojson"]:
        plain, whole = ask(served, path, "identity")
        answer, sent = ask(served, path, accepted)
        assert plain.headers["Content-Encoding"] is None
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert answer.headers["Content-Length"] == str(len(sent))
        if len(whole) >= 1_000:
            assert answer.headers["Content-Encoding"] == way, path
            assert len(sent) < len(whole)
            assert opened(sent) == whole
        else:
            assert sent == whole
        assert ask(served, path, accepted)[1] == sent  # from memory


def test_the_library_is_the_one_installed_and_is_kept(served: str) -> None:
    answer, whole = ask(served, drawing.library(), "identity")
    assert whole == drawing.LIBRARY.read_bytes()
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_coastlines_are_kept_and_others_have_another_address(served: str) -> None:
    answer, _ = ask(served, f"{data.coast_path()}/land.geojson", "identity")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    other, _ = ask(served, "/geo/000000000000/land.geojson", "identity")
    assert "geo+json" not in str(other.headers["Content-Type"])


def test_figures_and_tables_go_out_compressed(served: str) -> None:
    async def agreed() -> list[str]:
        server = urlsplit(served).netloc
        async with connect(
            f"ws://{server}/_stcore/stream",
            origin=f"http://{server}",  # type: ignore[arg-type]
            subprotocols=["streamlit"],  # type: ignore[list-item]
        ) as socket:
            return [extension.name for extension in socket.protocol.extensions]

    assert serving.asynchronous(agreed()) == ["permessage-deflate"]


def test_what_is_not_there_is_not_compressed(served: str) -> None:
    answer, _ = ask(served, f"{data.coast_path()}/none.geojson")
    assert (answer.status, answer.headers["Content-Encoding"]) == (404, None)


def test_pictures_and_fonts_go_as_they_are(served: str) -> None:
    answer, _ = ask(served, "/favicon.png")
    assert answer.headers["Content-Encoding"] is None
