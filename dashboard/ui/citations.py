"""The sources behind rows, for the line under a chart and its list of links."""

from __future__ import annotations

import pandas as pd

from dashboard.ui.data import query, version

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


def sources(*frames: pd.DataFrame) -> pd.DataFrame:
    """Return source_id, publisher and url of the sources behind ``frames``, most cited first."""
    known = query("lists/source_labels").set_index("source_id", drop=False)
    return known.loc[[key for key in source_ids(*frames) if key in known.index]]


def source_line(rows: pd.DataFrame, events: pd.DataFrame) -> str:
    """Name the publishers behind ``rows``, most cited first, and the version of the data."""
    cited = sources(rows)
    names = list(dict.fromkeys(cited["publisher"]))
    more = len(names) - NAMED
    named = ", ".join(names[:NAMED]) + (f" and {more} more publishers" if more > 0 else "")
    drawn = f" · events: {len(source_ids(events))} sources" if len(events) else ""
    return (
        f"Source{'s' * (len(cited) != 1)} ({len(cited)}): {named}{drawn} · data version {version()}"
    )
