"""Nobody keeps the server waiting: a request's head and each piece of its body come in time.

Who is connected and gone is found out by Streamlit's sockets, with a ping every 30 seconds.
"""

from __future__ import annotations

import asyncio
import logging

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn import Config
from uvicorn.protocols.http.h11_impl import H11Protocol

LOG = logging.getLogger("dashboard")

HEAD_SECONDS = 20.0
"""How long a connection may take to say what it wants: a first byte, then all of a head."""

BODY_SECONDS = 30.0
"""How long the next piece of a body may take; a slow upload that goes on is no matter."""


class SlowError(Exception):
    """The next piece of a body did not come in time."""


class Patience:
    """Gives up on bodies that do not go on, and has uvicorn give up on heads that do not end."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before ``app``."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 408 where a body does not go on."""
        if scope["type"] == "lifespan":
            _hold_heads_to_time(receive)
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        is_coming = True

        async def in_time() -> Message:
            nonlocal is_coming
            if not is_coming:
                return await receive()  # for the end of the connection
            try:
                async with asyncio.timeout(BODY_SECONDS):
                    message = await receive()
            except TimeoutError:
                raise SlowError from None
            is_coming = message.get("more_body", False)
            return message

        try:
            return await self.app(scope, in_time, send)
        except SlowError:
            words = "The rest of the request did not come in time.\n"
            late = PlainTextResponse(words, 408, headers={"Connection": "close"})
            return await late(scope, receive, send)


class Patient(H11Protocol):
    """uvicorn's HTTP/1.1, but that the head of a request has to come in time.

    uvicorn's own limit, 5 seconds after an answer, ends with the first byte that follows it.
    """

    _end: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a head."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Go on waiting, for as long as is left, or be content."""
        super().data_received(data)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._stop()
        super().connection_lost(exc)

    def _wait(self) -> None:
        is_socket = self.transport.get_protocol() is not self
        is_at_work = self.cycle is not None and not self.cycle.response_complete
        if is_socket or is_at_work:
            self._stop()
        elif self._end is None:
            self._end = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _stop(self) -> None:
        if self._end is not None:
            self._end.cancel()
            self._end = None


def _hold_heads_to_time(receive: Receive) -> None:
    """Have uvicorn, which is about to listen, read requests by ``Patient``.

    Streamlit starts uvicorn and hands none of its settings on. The configuration, which uvicorn
    asks at each new connection, is an attribute of the object whose method ``receive`` is.
    """
    config = getattr(getattr(receive, "__self__", None), "config", None)
    if isinstance(config, Config):
        config.http_protocol_class = Patient
    else:
        LOG.warning("Requests that are half sent stay open: the server is not uvicorn as it was.")
