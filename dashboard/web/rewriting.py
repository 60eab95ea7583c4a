"""Answers rewritten on their way to a browser: the head of the page, and files compressed once.

Streamlit compresses its answers but for its own scripts, which are most of a first visit's bytes.
"""

from __future__ import annotations

import asyncio
import gzip
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from functools import partial

import brotli
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TITLE, END = re.compile(rb"<title>Streamlit</title>"), b"</head>"

KEPT_MB = 32
"""How much of what was compressed is kept in memory; Streamlit's scripts take three of it."""

TEXTS = ("text/", "application/javascript", "application/json", "application/geo+json")
WAYS = {"br": partial(brotli.compress, quality=9), "gzip": partial(gzip.compress, compresslevel=9)}
"""Name of a compression -> what does it; the first that a browser takes is taken. Browsers take
Brotli over HTTPS and from their own machine; at a higher quality it takes ten times as long."""

LEAST = 1_000
"""Bytes below which compression gains nothing."""

About = Callable[[str, str, str], tuple[str, str]]
"""Takes origin, path and query of an address; returns title and elements of the head, as HTML."""

Rewrite = Callable[[MutableHeaders, bytes], Awaitable[bytes]]
"""Takes the headers, which it may change, and the body; returns the body to send."""


class Head:
    """Gives Streamlit's page a title of ours, and puts elements at the end of its head."""

    def __init__(self, app: ASGIApp, more: str, about: About) -> None:
        """Stand before ``app``; ``more`` is HTML for every page, ``about`` returns that of one."""
        self.app, self.more, self.about = app, more, about

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as ``app`` does, with the elements."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        rewrite = partial(self._rewrite, scope)
        return await _rewritten(self.app, scope, receive, send, ("text/html",), rewrite)

    async def _rewrite(self, scope: Scope, headers: MutableHeaders, page: bytes) -> bytes:
        if not TITLE.search(page):
            return page
        for name in ("ETag", "Last-Modified"):  # they are those of Streamlit's own file
            del headers[name]
        origin = f"{scope['scheme']}://{Headers(scope=scope).get('host', '')}"
        title, more = self.about(origin, scope["path"], scope["query_string"].decode("latin-1"))
        named = TITLE.sub(lambda _: f"<title>{title}</title>".encode(), page, count=1)
        return named.replace(END, f"{more}{self.more}".encode() + END, 1)


class Compressed:
    """Compresses what lies below some folders, for browsers that take a compression of ours."""

    def __init__(self, app: ASGIApp, folders: tuple[str, ...]) -> None:
        """Stand before ``app``; ``folders`` are the beginnings of paths."""
        self.app, self.folders = app, folders
        self.kept: OrderedDict[str, bytes] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as ``app`` does, compressed where that helps."""
        is_file = scope["type"] == "http" and scope["path"].startswith(self.folders)
        way = _way(Headers(scope=scope).get("accept-encoding", "")) if is_file else None
        if way is None:
            return await self.app(scope, receive, send)
        # Streamlit's own compression, which begins anew with each answer, is not to begin.
        asked = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]

        async def rewrite(headers: MutableHeaders, body: bytes) -> bytes:
            if "accept-encoding" not in headers.get("vary", "").lower():
                headers.add_vary_header("Accept-Encoding")
            if len(body) < LEAST:
                return body
            headers["Content-Encoding"] = way
            return await self._compressed(
                way, f"{scope['path']} {headers.get('etag')} {len(body)}", body
            )

        return await _rewritten(
            self.app, {**scope, "headers": asked}, receive, send, TEXTS, rewrite
        )

    async def _compressed(self, way: str, file: str, body: bytes) -> bytes:
        name = f"{way} {file}"
        if name not in self.kept:
            self.kept[name] = await asyncio.to_thread(WAYS[way], body)
            while sum(map(len, self.kept.values())) > KEPT_MB * 1_000_000:
                self.kept.popitem(last=False)
        self.kept.move_to_end(name)
        return self.kept[name]


async def _rewritten(
    app: ASGIApp,
    scope: Scope,
    receive: Receive,
    send: Send,
    types: tuple[str, ...],
    rewrite: Rewrite,
) -> None:
    """Answer as ``app`` does, with whole bodies of ``types``, not compressed yet, rewritten.

    ``types`` are the beginnings of content types; every other answer goes through as it is.
    """
    start: Message | None = None
    body = bytearray()

    async def taken_in(message: Message) -> None:
        nonlocal start
        if message["type"] == "http.response.start" and _is_plain(message, types):
            start = message
        elif start is None:
            await send(message)
        else:
            body.extend(message.get("body", b""))
            if not message.get("more_body"):
                headers = MutableHeaders(scope=start)
                changed = await rewrite(headers, bytes(body))
                headers["Content-Length"] = str(len(changed))
                await send(start)
                await send({"type": "http.response.body", "body": changed})

    await app(scope, receive, taken_in)


def _is_plain(start: Message, types: tuple[str, ...]) -> bool:
    headers = Headers(scope=start)
    is_whole = start["status"] == 200 and "content-encoding" not in headers
    return is_whole and headers.get("content-type", "").startswith(types)


def _way(accepted: str) -> str | None:
    asked = {part.partition(";")[0].strip() for part in accepted.split(",")}
    return next((way for way in WAYS if way in asked), None)
