"""The brief on the server: /brief, /brief.pdf and /brief.png, with the filters of the address."""

from __future__ import annotations

import logging
from functools import lru_cache, partial
from threading import Lock

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard import store
from dashboard.errors import DashboardError
from dashboard.kit.ui import data, filters
from dashboard.kit.ui.choosing import linked
from dashboard.topics.overview import brief, brief_page, brief_pdf

LOG = logging.getLogger("dashboard")

KEPT = 64
"""Briefs that are kept for those who ask for them again."""

KINDS = {
    "brief": "text/html; charset=utf-8",
    "brief.pdf": "application/pdf",
    "brief.png": "image/png",
}
"""Name of a file -> its type."""

FAILED = "The brief cannot be shown: the server's log says why.\n"

_one = Lock()
"""Briefs are made one after the other: whoever asks for many waits, and the pages do not."""


def routes() -> list[BaseRoute]:
    """Return the routes of the brief, under the server's base path."""
    return [Route(f"{data.base_path()}/{name}", partial(_answered, name=name)) for name in KINDS]


def _answered(request: Request, name: str) -> Response:
    asked = tuple(
        (key, tuple(request.query_params.getlist(key)))
        for key in linked.KEYS
        if key in request.query_params
    )
    origin = f"{request.url.scheme}://{request.url.netloc}"
    try:
        with _one, data.reading():
            content = _made(data.store_path(), name, asked, origin, data.today().isoformat())
    except (DashboardError, *store.DAMAGE) as error:
        LOG.error("%s: %s", request.url.path, error)
        return PlainTextResponse(FAILED, 503)
    headers = {"Cache-Control": "no-cache"}
    if name == "brief.pdf":
        headers["Content-Disposition"] = f'inline; filename="{brief.FILE}"'
    return Response(content, headers=headers, media_type=KINDS[name])


@lru_cache(maxsize=KEPT)
def _made(
    _version: str, name: str, pairs: tuple[tuple[str, tuple[str, ...]], ...], origin: str, _day: str
) -> bytes:
    asked = dict(pairs)

    def page(of: str) -> str:
        return linked.at(f"{data.base_path()}/{of}", asked)

    chosen, refused = linked.read(asked)
    made = brief.of(chosen, f"{origin}{page('')}")
    if name == "brief.pdf":
        return brief_pdf.pdf(made)
    if name == "brief.png":
        return brief_pdf.png(made)
    warned = linked.outside(refused, filters.bounds())
    return brief_page.html(made, page, _typeface(), warned).encode()


def _typeface() -> str:
    """Return where Streamlit serves the typeface of the pages; "" where it has another."""
    file = brief_pdf.typeface()
    return f"{data.base_path()}/static/media/{file.name}" if file else ""
