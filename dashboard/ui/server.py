"""What the web server serves beside the pages: coastline files, and errors in words."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from dashboard.errors import DashboardError
from dashboard.settings import HOME
from dashboard.ui import data

LOG = logging.getLogger("dashboard")


def routes() -> list[BaseRoute]:
    """Return the routes beside Streamlit's own."""
    return [Mount("/geo", StaticFiles(directory=HOME / "data" / "geo"))]


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
