"""What the web server serves beside the pages: coastline files, and errors in words."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import streamlit as st
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from dashboard.errors import DashboardError
from dashboard.settings import HOME
from dashboard.ui import data

LOG = logging.getLogger("dashboard")


class Cached(StaticFiles):
    """Static files that a browser keeps for an hour: a map is drawn again with each rerun."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """Return Starlette's answer with the time it may be kept."""
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "public, max-age=3600"
        return response


def routes() -> list[BaseRoute]:
    """Return the routes beside Streamlit's own, under the server's base path."""
    return [Mount(f"{data.base_path()}/geo", Cached(directory=HOME / "data" / "geo"))]


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncGenerator[None]:
    """Have the store ready before the first page is asked for."""
    try:
        data.prepare()
    except DashboardError as error:
        LOG.error("%s", error)  # the pages say it as well
    yield


def on_script_error(error: Exception) -> bool:
    """Say what happened instead of a traceback; the log keeps the traceback of our own bugs."""
    if isinstance(error, DashboardError):
        st.error(str(error), title="The data cannot be shown", icon=":material/database_off:")
        return True
    LOG.exception("A page failed", exc_info=error)
    st.error(
        "This part of the page failed and the server's log says why. Other pages and other"
        " filters may work; reload the page to try again.",
        title="Something went wrong",
        icon=":material/error:",
    )
    return True
