"""Uploads are bounded together: Streamlit bounds each file and keeps all of them in memory."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

ROUTE = "/_stcore/upload_file/"
MB = 1024 * 1024
SESSION_MB = 400
"""What a session may hold: the file that is being looked at and the next one."""

SERVER_MB = 1000
"""What all sessions together may hold."""

Held = Callable[[], dict[str, int]]
"""Bytes of the files that each session holds now."""


class Uploads:
    """Turns uploads away where nothing may be loaded, and those for which there is no room."""

    def __init__(self, app: ASGIApp, may_upload: Callable[[Headers], bool], held: Held) -> None:
        """Stand before ``app``; ``may_upload`` judges the headers of a request."""
        self.app, self.may_upload, self.held = app, may_upload, held
        self.coming: Counter[str] = Counter()
        """Bytes that each session is sending."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what may not come in without reading it: 403, 411 or 413."""
        if scope["type"] != "http" or ROUTE not in scope["path"]:
            return await self.app(scope, receive, send)
        headers = Headers(scope=scope)
        if not self.may_upload(headers):
            return await _refused(403, "Files cannot be loaded here.", scope, receive, send)
        if scope["method"] not in ("PUT", "POST"):
            return await self.app(scope, receive, send)
        length = headers.get("content-length", "")
        if not length.isdecimal():
            return await _refused(411, "The length of the file is missing.", scope, receive, send)
        session, size = scope["path"].partition(ROUTE)[2].partition("/")[0], int(length)
        if reason := self._no_room(session, size):
            return await _refused(413, reason, scope, receive, send)
        self.coming[session] += size
        try:
            return await self.app(scope, receive, send)
        finally:
            self.coming[session] -= size
            self.coming += Counter()  # sessions that send nothing are forgotten

    def _no_room(self, session: str, size: int) -> str:
        held = Counter(self.held()) + self.coming
        if held[session] + size > SESSION_MB * MB:
            return f"This page holds files already; together at most {SESSION_MB} MB are taken."
        if held.total() + size > SERVER_MB * MB:
            return "Others are loading large files; try again when they are done."
        return ""


async def _refused(status: int, why: str, scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse(f"{why}\n", status)(scope, receive, send)


async def sweep(touch: Callable[[], object], seconds: float = 10) -> None:
    """Call ``touch`` every few seconds, so that what has expired is let go, until cancelled."""
    while True:
        await asyncio.sleep(seconds)
        touch()
