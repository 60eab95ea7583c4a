"""What a first visit fetches: small, whole, kept for ever where the address says the version."""

from __future__ import annotations

import gzip
import http.client
import re
from urllib.parse import urlsplit

from dashboard.kit.ui import drawing


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


def test_scripts_come_compressed_and_whole(served: str) -> None:
    found = scripts(served)
    assert len(found) > 5
    for path in [*found, "/geo/land.geojson"]:
        plain, whole = ask(served, path, "identity")
        answer, sent = ask(served, path)
        assert plain.headers["Content-Encoding"] is None
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert answer.headers["Content-Length"] == str(len(sent))
        if len(whole) >= 1_000:
            assert answer.headers["Content-Encoding"] == "gzip", path
            assert len(sent) < len(whole)
            assert gzip.decompress(sent) == whole
        else:
            assert sent == whole
        assert ask(served, path)[1] == sent  # from memory


def test_the_library_is_the_one_installed_and_is_kept(served: str) -> None:
    answer, whole = ask(served, drawing.library(), "identity")
    assert whole == drawing.LIBRARY.read_bytes()
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_what_is_not_there_is_not_compressed(served: str) -> None:
    answer, _ = ask(served, "/geo/none.geojson")
    assert (answer.status, answer.headers["Content-Encoding"]) == (404, None)


def test_pictures_and_fonts_go_as_they_are(served: str) -> None:
    answer, _ = ask(served, "/favicon.png")
    assert answer.headers["Content-Encoding"] is None
