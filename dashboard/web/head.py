"""What the head of the one HTML page says beside what Streamlit writes into it."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

END = b"</head>"


class Head:
    """Puts elements at the end of the head of every HTML page."""

    def __init__(self, app: ASGIApp, more: str) -> None:
        """Stand before ``app``; ``more`` is the HTML to put in."""
        self.app, self.more = app, more.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as ``app`` does, with the elements."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        start: Message | None = None
        page = bytearray()

        async def put_in(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _is_page(message):
                start = message
            elif start is None:
                await send(message)
            else:
                page.extend(message.get("body", b""))
                if not message.get("more_body"):
                    await self._send(start, bytes(page), send)

        return await self.app(scope, receive, put_in)

    async def _send(self, start: Message, page: bytes, send: Send) -> None:
        page = page.replace(END, self.more + END, 1)
        headers = MutableHeaders(scope=start)
        headers["Content-Length"] = str(len(page))
        for name in ("ETag", "Last-Modified"):  # they are those of Streamlit's own file
            del headers[name]
        await send(start)
        await send({"type": "http.response.body", "body": page})


def _is_page(start: Message) -> bool:
    headers = Headers(scope=start)
    is_plain = start["status"] == 200 and "content-encoding" not in headers
    return is_plain and headers.get("content-type", "").startswith("text/html")
