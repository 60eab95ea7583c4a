"""The sources behind rows, for the line under a chart and its list of links."""

from __future__ import annotations

import pandas as pd

from dashboard.ui.data import query, version


def source_ids(rows: pd.DataFrame) -> list[str]:
    """Return the keys of the sources behind ``rows``, most cited first."""
    cited: dict[str, int] = {}
    for cell in rows["source_ids"].dropna():
        for key in cell.split("|"):
            cited[key] = cited.get(key, 0) + 1
    cited.pop("", None)
    return sorted(cited, key=lambda key: -cited[key])


def sources(rows: pd.DataFrame) -> pd.DataFrame:
    """Return source_id, publisher and url of the sources behind ``rows``, most cited first."""
    known = query("lists/source_labels").set_index("source_id", drop=False)
    return known.loc[[key for key in source_ids(rows) if key in known.index]]


def source_line(rows: pd.DataFrame) -> str:
    """Name the publishers behind ``rows``, most cited first, and the version of the data."""
    cited = sources(rows)
    names = list(dict.fromkeys(cited["publisher"]))
    more = len(names) - 4
    named = ", ".join(names[:4]) + (f" and {more} more publishers" if more > 0 else "")
    return f"Source{'s' * (len(cited) != 1)} ({len(cited)}): {named} · data version {version()}"
