"""The data of one page run: a reader of the live version, and cached queries on it."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from dashboard import contracts, desk, queries, settings, store
from dashboard.kit.charts.base import as_records

LOG = logging.getLogger("dashboard")

pd.set_option("mode.string_storage", "python")
# Answers are short: texts in Arrow's arrays, which pandas would choose, take twice the time there.

P = ParamSpec("P")
T = TypeVar("T")


_OUTSIDE: ContextVar[store.Reader | None] = ContextVar("outside", default=None)
"""The reader of what asks where no page runs."""


class Reads(tuple[str, ...]):
    """The tables that an answer was read from; pandas copies what it hands on, but not these."""

    __slots__ = ()

    def __deepcopy__(self, _: object) -> Reads:
        """Return itself: it cannot be changed."""
        return self


@cache
def chosen() -> settings.Settings:
    """Return the settings, read once a process."""
    return settings.read()


def prepare() -> int:
    """Build the store if there is none, or bring it up to the present contracts and views."""
    return desk.ensure(chosen(), contracts.load_package(chosen().data))


def begin() -> store.Reader:
    """Choose the version that this run of the script reads, so that no page mixes two."""
    reader = store.reader(chosen().store)
    if reader.trouble:
        _log(reader.trouble)
    st.session_state["_reader"] = reader
    return reader


@contextmanager
def reading(reader: store.Reader | None = None) -> Iterator[store.Reader]:
    """Ask the live version, or that of ``reader``, where no page runs: in a command or a route."""
    now = reader or store.reader(chosen().store)
    before = _OUTSIDE.set(now)
    try:
        yield now
    finally:
        _OUTSIDE.reset(before)


@cache
def _log(trouble: str) -> None:
    LOG.error("%s", trouble)


def newer() -> int | None:
    """Return the version that the last run of this session read, where this one reads a newer."""
    now = version()
    before = st.session_state.get("_seen_version", now)
    seen(now)
    return int(before) if before < now else None


def seen(number: int) -> None:
    """Note which version this session knows of."""
    st.session_state["_seen_version"] = number


def version() -> int:
    """Return the number of the version that this run reads."""
    return int(_reader().version.number)


def shown() -> int | None:
    """Return the number of the version that this run reads; None where it did not come so far."""
    reader: store.Reader | None = st.session_state.get("_reader")
    return reader.version.number if reader else None


def without_paths(text: str) -> str:
    """Return a text without the server's absolute paths: folders under their own names."""
    for folder in sorted({chosen().store, chosen().data, settings.HOME}, key=str, reverse=True):
        text = text.replace(f"{folder}/", f"{folder.name}/").replace(str(folder), folder.name)
    return text


def store_path() -> str:
    """Return the path of the version that this run reads: a key for what is derived from it."""
    return str(_reader().version.path)


def query(name: str, filters: Mapping[str, Any] | None = None, /, **own: Any) -> pd.DataFrame:
    """Run a named query, as ``queries.run`` does, on the version of this run; answers are cached.

    All sessions share an answer: it is to be read, not changed. Its ``attrs["reads"]`` are the
    tables that it was read from; pandas hands them on to the frames that are made of it.
    """
    answer: pd.DataFrame = _answer(name, queries.values(name, filters, own), as_rows=False)
    return answer


def by_version(make: Callable[P, T]) -> Callable[P, T]:
    """Keep what a function returns for the version of this run, by its arguments.

    All sessions share an answer: it is to be read, not changed.
    Arguments are plain values; whatever else the answer hangs on must not change within a version.
    """

    @wraps(make)
    def kept(*of: P.args, **named: P.kwargs) -> T:
        answer: T = _kept(store_path(), f"{make.__module__}.{make.__qualname__}", of, named, make)
        return answer

    return kept


def record(name: str, filters: Mapping[str, Any] | None = None, /, **own: Any) -> dict[str, Any]:
    """Run a query that answers with one row and return that row; NULL is None."""
    (row,) = _answer(name, queries.values(name, filters, own), as_rows=True)
    return {
        column: pd.Timestamp(value) if isinstance(value, date) else value
        for column, value in row.items()
    }


def catalogue(*datasets: str) -> list[dict[str, Any]]:
    """Return what lists/catalogue says of datasets today, in its order."""
    known = query("lists/catalogue", today=today())
    return as_records(known[known["dataset"].isin(datasets)])


def today() -> date:
    """Return today's date, against which records are called stale."""
    return date.today()  # noqa: DTZ011 (the day where the server is)


def reader() -> store.Reader:
    """Return the reader of this run."""
    return _reader()


def _reader() -> store.Reader:
    reader: store.Reader = _OUTSIDE.get() or st.session_state.get("_reader") or begin()
    return reader


def _answer(name: str, values: dict[str, Any], *, as_rows: bool) -> Any:
    reader = _reader()
    try:
        return _query(store_path(), name, values, as_rows, reader)
    except store.DAMAGE as error:
        LOG.error("%s: %s", reader.version.path, error)
        store.distrust(chosen().store, reader, error)
        if _OUTSIDE.get():
            raise
        st.session_state.pop("_reader", None)
        st.rerun()  # with the newest version that is whole; there are fewer of them each time


@st.cache_resource(max_entries=500, show_spinner=False)
def _query(
    path: str, name: str, values: dict[str, Any], as_rows: bool, _reader: store.Reader
) -> pd.DataFrame | list[dict[str, Any]]:
    if as_rows:  # a frame costs more than to read one row
        return queries.rows(_reader.cursor(), name, **values)
    rows = queries.run(_reader.cursor(), name, **values)
    rows.attrs["reads"] = Reads(queries.reads(name))
    return rows


@st.cache_resource(max_entries=500, show_spinner=False)
def _kept(path: str, name: str, of: Any, named: Any, _make: Callable[..., Any]) -> Any:
    return _make(*of, **named)


def base_path() -> str:
    """Return the path that this server stands under: "" or "/prefix"."""
    prefix = str(st.get_option("server.baseUrlPath")).strip("/")
    return f"/{prefix}" if prefix else ""


def coast_path() -> str:
    """Return the path of the coastlines, which says what they hold: they are kept for ever."""
    return f"{base_path()}/geo/{_coasts()}"


@cache
def _coasts() -> str:
    files = sorted((settings.HOME / "data" / "geo").glob("*.geojson"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


def coast_url() -> str:
    """Return the address under which this server has the coastlines."""
    address = urlsplit(st.context.url or "")
    return f"{address.scheme}://{address.netloc}{coast_path()}"
