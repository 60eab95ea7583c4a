"""Files that never change under their address go out compressed, each compressed once.

Streamlit compresses its answers but for its own scripts, which are most of a first visit's bytes.
"""

from __future__ import annotations

import asyncio
import gzip
from collections import OrderedDict
from functools import partial

import brotli
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

KEPT_MB = 32
"""How much of what was compressed is kept in memory; Streamlit's scripts take three of it."""

TEXTS = ("text/", "application/javascript", "application/json", "application/geo+json")
WAYS = {"br": partial(brotli.compress, quality=9), "gzip": partial(gzip.compress, compresslevel=9)}
"""Name of a compression -> what does it; the first that a browser takes is taken. Browsers take
Brotli over HTTPS and from their own machine; at a higher quality it takes ten times as long."""

LEAST = 1_000
"""Bytes below which compression gains nothing."""


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
        start: Message = {}
        body = bytearray()

        async def collected(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                if not _is_text(start):
                    await send(start)
            elif not _is_text(start):
                await send(message)
            else:
                body.extend(message.get("body", b""))
                if not message.get("more_body"):
                    await self._send(way, scope["path"], start, bytes(body), send)

        return await self.app({**scope, "headers": asked}, receive, collected)

    async def _send(self, way: str, path: str, start: Message, body: bytes, send: Send) -> None:
        headers = MutableHeaders(scope=start)
        if "accept-encoding" not in headers.get("vary", "").lower():
            headers.add_vary_header("Accept-Encoding")
        if len(body) >= LEAST:
            body = await self._compressed(way, f"{path} {headers.get('etag')} {len(body)}", body)
            headers["Content-Encoding"] = way
            headers["Content-Length"] = str(len(body))
        await send(start)
        await send({"type": "http.response.body", "body": body})

    async def _compressed(self, way: str, file: str, body: bytes) -> bytes:
        name = f"{way} {file}"
        if name not in self.kept:
            self.kept[name] = await asyncio.to_thread(WAYS[way], body)
            while sum(map(len, self.kept.values())) > KEPT_MB * 1_000_000:
                self.kept.popitem(last=False)
        self.kept.move_to_end(name)
        return self.kept[name]


def _way(accepted: str) -> str | None:
    asked = {part.partition(";")[0].strip() for part in accepted.split(",")}
    return next((way for way in WAYS if way in asked), None)


def _is_text(start: Message) -> bool:
    headers = Headers(scope=start)
    is_plain = start["status"] == 200 and "content-encoding" not in headers
    return is_plain and headers.get("content-type", "").startswith(TEXTS)
