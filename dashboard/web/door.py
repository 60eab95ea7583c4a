"""The door: known hosts alone, sockets of the page's own origin, and headers that browsers obey.

It is pure ASGI, so that sockets and streams pass through it untouched.
"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""Names under which a browser reaches a server on its own machine."""

INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
CLOSED = ("/_stcore/metrics", "/_stcore/script-health-check")
"""What Streamlit would tell anyone about sessions and caches, and a page run for anyone."""


def policy(page: Path, framed_by: tuple[str, ...] = ()) -> str:
    """Return the Content-Security-Policy under which every page draws without a violation.

    ``page`` is Streamlit's index.html: its inline scripts may run, by their hash, and no others.
    Styles stay open, because Plotly and Streamlit write them into elements; 'wasm-unsafe-eval' is
    for the decoder of Streamlit's messages, blob: for the map's workers and pictures to save.
    ``framed_by`` are the origins whose pages may show it in a frame.
    """
    scripts = INLINE.findall(page.read_text(encoding="utf-8"))
    hashes = (base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in scripts)
    allowed = {
        "default-src": "'none'",
        "script-src": " ".join(
            ["'self'", "'wasm-unsafe-eval'", *(f"'sha256-{h}'" for h in hashes)]
        ),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "media-src": "'self'",
        "frame-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "object-src": "'none'",
        "frame-ancestors": " ".join(framed_by) or "'none'",
    }
    return "; ".join(f"{what} {whom}" for what, whom in allowed.items())


class Door:
    """Turns away requests for other hosts and sockets of other origins, and adds the headers."""

    def __init__(
        self, app: ASGIApp, hosts: frozenset[str], page: Path, embed: tuple[str, ...] = ()
    ) -> None:
        """Stand before ``app``, which is reached under the names ``hosts`` alone.

        Pages of the origins ``embed`` may show one chart in a frame, and nothing else.
        """
        self.app, self.hosts, self.embed = app, hosts, embed
        self.headers = {
            "Content-Security-Policy": policy(page),
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
        }
        framed = self.headers | {"Content-Security-Policy": policy(page, embed)}
        self.framed = {name: said for name, said in framed.items() if name != "X-Frame-Options"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what may not come in: 421 for another host, 403 for another origin's socket."""
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        asked = Headers(scope=scope)
        is_known = host_of(f"//{asked.get('host', '')}") in self.hosts
        if scope["type"] == "websocket":
            if is_known and _is_same_origin(asked):
                return await self.app(scope, receive, send)
            await receive()
            return await send({"type": "websocket.close", "code": 1008})

        headers = self.framed if self.embed and _is_one_chart(scope) else self.headers

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                answered = MutableHeaders(scope=message)
                for name, value in headers.items():
                    answered.setdefault(name, value)
            await send(message)

        if not is_known:
            refusal = PlainTextResponse("This server is not reached under that name.\n", 421)
            return await refusal(scope, receive, with_headers)
        if scope["path"].endswith(CLOSED):
            return await PlainTextResponse("Not found.\n", 404)(scope, receive, with_headers)
        return await self.app(scope, receive, with_headers)


def host_of(address: str | None) -> str:
    """Return the host of an address, in small letters; "" where there is none."""
    try:
        return urlsplit(address or "").hostname or ""
    except ValueError:
        return ""


def _is_one_chart(scope: Scope) -> bool:
    """Whether a page is asked for that shows one chart and nothing else."""
    asked = parse_qs(scope["query_string"].decode("latin-1"))
    return asked.get("embed") == ["true"] and "chart" in asked


def _is_same_origin(asked: Headers) -> bool:
    """Whether the page that opens a socket came from the host that it asks: name and port."""
    origin, host = urlsplit(asked.get("origin", "")), asked.get("host", "").lower()
    usual = {"http": ":80", "https": ":443"}.get(origin.scheme)
    return usual is not None and origin.netloc.lower() in {host, host.removesuffix(usual)}
