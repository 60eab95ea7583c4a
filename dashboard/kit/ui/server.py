"""What the web server serves beside the pages: coastline files, and errors in words."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from streamlit.runtime import get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from dashboard.errors import DashboardError
from dashboard.kit.charts import text
from dashboard.kit.ui import data, development, drawing, permission
from dashboard.kit.ui.sharing import previews
from dashboard.settings import HOME
from dashboard.web.door import LOOPBACK, Door
from dashboard.web.patience import Patience
from dashboard.web.rewriting import Compressed, Head
from dashboard.web.uploads import Uploads, sweep

LOG = logging.getLogger("dashboard")

LONGEST = 500
"""Characters of an address in the log: it says the page and its filters."""


FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}


class Coastlines(StaticFiles):
    """The GeoJSON files of maps, whose address says what they hold: a browser keeps them."""

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """Find maps alone: what made them lies in the same folder."""
        return super().lookup_path(path) if path.endswith(".geojson") else ("", None)

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """Return Starlette's answer with the time it may be kept."""
        response = super().file_response(*args, **kwargs)
        response.headers.update(FOR_EVER)
        return response


def routes() -> list[BaseRoute]:
    """Return the routes beside Streamlit's own, under the server's base path."""
    return [
        Mount(data.coast_path(), Coastlines(directory=HOME / "data" / "geo")),
        Route(drawing.library(), _library),
    ]


async def _library(_: Request) -> Response:
    """Return Plotly's library, from the package that is installed."""
    return FileResponse(drawing.LIBRARY, headers=FOR_EVER, media_type="text/javascript")


def _held() -> dict[str, int]:
    """Return the bytes of uploaded files that each session holds."""
    files = get_instance().uploaded_file_mgr
    assert isinstance(files, MemoryUploadedFileManager)
    held = {session: list(kept.values()) for session, kept in list(files.file_storage.items())}
    return {session: sum(len(file.data) for file in kept) for session, kept in held.items()}


def _let_go() -> None:
    """End the sessions whose time is over, and let go the files of sessions that have ended.

    Streamlit ends them only when it next looks at them, and their files only when the garbage
    collector comes by, which on an idle server may be never.
    """
    server = get_instance()
    sessions = server._session_mgr
    sessions._session_storage._cache.expire()  # type: ignore[attr-defined]
    known = {info.session.id for info in sessions.list_sessions()}
    for ended in _held().keys() - known:
        server.uploaded_file_mgr.remove_session_files(ended)


def middleware() -> list[Middleware]:
    """Return what stands before Streamlit's own routes."""
    page = Path(st.__file__).parent / "static" / "index.html"
    hosts = LOOPBACK | set(data.chosen().hosts)
    folders = tuple(f"{data.base_path()}/{name}/" for name in ("static", "lib", "geo"))
    # Asked for at once, run when a chart wants it: it takes longer than the figures of the cards.
    early = f'<link rel="preload" as="script" href="{drawing.library()}">'
    return [
        Middleware(Door, hosts=hosts, page=page, embed=data.chosen().embed),
        Middleware(Compressed, folders=folders),
        Middleware(Head, more=early, about=_preview),
        Middleware(Patience),
        Middleware(Uploads, may_upload=permission.may_upload, held=_held),
    ]


def _preview(origin: str, path: str, asked: str) -> tuple[str, str]:
    image = f"{origin}{data.base_path()}/brief.png"
    return previews.preview(path.removeprefix(data.base_path()), asked, image)


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncGenerator[None]:
    """Have the store ready before the first page is asked for."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # Errors of a page are logged by `on_script_error`: else they came twice.
    logging.getLogger("streamlit.error_util").addFilter(
        lambda record: record.msg != "Uncaught app execution"
    )
    try:
        data.prepare()
    except DashboardError as error:
        LOG.error("%s", error)  # the pages say it as well
    sweeping = asyncio.create_task(sweep(_let_go))
    yield
    sweeping.cancel()


def explained(reason: str) -> str:
    """Return what a reader is told of a fault of the store; who may load learns the way out."""
    if permission.is_allowed():
        return data.without_paths(reason)
    return "Those who run this dashboard find the reason, and the way out, in its log."


def on_script_error(error: Exception) -> bool:
    """Say what happened instead of a traceback; the log keeps the traceback of our own bugs."""
    where = f"{(st.context.url or '')[:LONGEST]!r}, version {data.shown() or 'unknown'}"
    if isinstance(error, DashboardError):
        LOG.error("%s: %s", where, error)
        words = text.markdown(explained(str(error)), text.NOTE)
        st.error(words, title="The data cannot be shown", icon=":material/database_off:")
        return True
    LOG.error("%s: a page failed", where, exc_info=error)
    if development.is_on():
        return False  # Streamlit shows the traceback
    st.error(
        "This part of the page failed and the server's log says why. Other pages and other"
        " filters may work; reload the page to try again.",
        title="Something went wrong",
        icon=":material/error:",
    )
    return True
