"""The sources behind rows, for the line under a chart and its list of links."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
import streamlit as st

from dashboard.ui.data import query, store_path, version


class Source(NamedTuple):
    """What a source line and a list of links need of a source."""

    source_id: str
    publisher: str
    url: str


NAMED = 4
"""Publishers that a source line names; the rest is counted."""


def source_ids(*frames: pd.DataFrame) -> list[str]:
    """Return the keys of the sources behind the rows of ``frames``, most cited first."""
    cited: dict[str, int] = {}
    for rows in frames:
        for cell in rows["source_ids"].dropna() if len(rows) else ():
            for key in filter(None, cell.split("|")):
                cited[key] = cited.get(key, 0) + 1
    return sorted(cited, key=lambda key: -cited[key])


def sources(*frames: pd.DataFrame) -> list[Source]:
    """Return the sources behind ``frames``, most cited first."""
    known = _known(store_path())
    return [known[key] for key in source_ids(*frames) if key in known]


def source_line(rows: pd.DataFrame, events: pd.DataFrame) -> str:
    """Name the publishers behind ``rows``, most cited first, and the version of the data."""
    cited = sources(rows)
    names = list(dict.fromkeys(source.publisher for source in cited))
    more = len(names) - NAMED
    named = ", ".join(names[:NAMED]) + (f" and {more} more publishers" if more > 0 else "")
    drawn = f" · events: {len(source_ids(events))} sources" if len(events) else ""
    return (
        f"Source{'s' * (len(cited) != 1)} ({len(cited)}): {named}{drawn} · data version {version()}"
    )


@st.cache_resource(max_entries=2, show_spinner=False)
def _known(_: str) -> dict[str, Source]:
    """Return the sources of a version by their keys."""
    rows = query("lists/source_labels")
    columns = (rows["source_id"], rows["publisher"], rows["url"])
    return {source.source_id: source for source in map(Source, *columns)}
