"""What the web server serves beside the pages: coastline files, and errors in words."""

from __future__ import annotations

import logging
import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.errors import DashboardError
from dashboard.settings import HOME
from dashboard.ui import data, permission
from dashboard.web.door import LOOPBACK, Door

LOG = logging.getLogger("dashboard")


class Coastlines(StaticFiles):
    """The GeoJSON files of maps, kept by a browser for an hour: each rerun draws the map again."""

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """Find maps alone: what made them lies in the same folder."""
        return super().lookup_path(path) if path.endswith(".geojson") else ("", None)

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """Return Starlette's answer with the time it may be kept."""
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "public, max-age=3600"
        return response


def routes() -> list[BaseRoute]:
    """Return the routes beside Streamlit's own, under the server's base path."""
    return [Mount(f"{data.base_path()}/geo", Coastlines(directory=HOME / "data" / "geo"))]


class Uploads:
    """Turns uploads away where nothing may be loaded: Streamlit would keep them in memory."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before ``app``."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer an upload that is not allowed with 403, without reading it."""
        is_upload = scope["type"] == "http" and "/_stcore/upload_file/" in scope["path"]
        if is_upload and not permission.may_upload(Headers(scope=scope)):
            refusal = PlainTextResponse("Files cannot be loaded here.\n", status_code=403)
            return await refusal(scope, receive, send)
        return await self.app(scope, receive, send)


def middleware() -> list[Middleware]:
    """Return what stands before Streamlit's own routes."""
    page = Path(st.__file__).parent / "static" / "index.html"
    hosts = LOOPBACK | data.chosen().hosts
    return [Middleware(Door, hosts=hosts, page=page), Middleware(Uploads)]


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncGenerator[None]:
    """Have the store ready before the first page is asked for."""
    try:
        data.prepare()
    except DashboardError as error:
        LOG.error("%s", error)  # the pages say it as well
    yield


def explained(reason: str) -> str:
    """Return what a reader is told of a fault of the store; who may load learns the way out."""
    if permission.is_allowed():
        return data.without_paths(reason)
    return "Those who run this dashboard find the reason, and the way out, in its log."


def on_script_error(error: Exception) -> bool:
    """Say what happened instead of a traceback; the log keeps the traceback of our own bugs."""
    if isinstance(error, DashboardError):
        LOG.error("%s", error)
        words = explained(str(error))
        st.error(words, title="The data cannot be shown", icon=":material/database_off:")
        return True
    LOG.exception("A page failed", exc_info=error)
    st.error(
        "This part of the page failed and the server's log says why. Other pages and other"
        " filters may work; reload the page to try again.",
        title="Something went wrong",
        icon=":material/error:",
    )
    return True
