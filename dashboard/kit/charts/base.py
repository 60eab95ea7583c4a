"""What every chart function returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

NOTHING = "no attack fits the filters. Nothing is drawn."
"""Why there is no chart where filters leave nothing."""

Figure = dict[str, Any]
"""A figure as Plotly's JSON schema says: data (list of traces) and layout.

Plain dicts, because an object for every trace and axis takes ten times as long to make (a chart
is drawn with every change of a filter). Tests read them through ``plotly.graph_objects.Figure``,
which refuses what Plotly does not know.
"""


@dataclass(frozen=True)
class Chart:
    """A figure with everything that is shown around it.

    ``rows`` holds exactly the rows the figure was drawn from, with their ``source_ids``
    (pipe-separated keys of the dataset ``sources``): the source line, the table and the CSV
    download are made of it. ``figure`` is None when there is nothing to draw; ``absence`` then
    says why, and ``empty``, where it is given, which filter to relax.

    ``note`` is what must be known lest the figure mislead: what limits it, what another count
    says. It stands under the chart, 25 words at most. ``method`` is whatever else helps to read
    it, and is folded below the note.
    """

    key: str
    title: str
    figure: Figure | None
    alt: str
    rows: pd.DataFrame
    note: str = ""
    empty: str = ""
    method: str = ""

    @classmethod
    def none(
        cls, key: str, title: str, why: str, rows: pd.DataFrame, advice: str | None = None
    ) -> Chart:
        """Return a chart of nothing: why, and which filter to relax.

        Without ``advice`` the reason stands in place of the figure; with "" the usual advice does.
        """
        empty = why if advice is None else advice
        return cls(key, title, None, f"No chart: {why}", rows, empty=empty)

    @property
    def absence(self) -> str:
        """What stands where there is nothing to draw."""
        return self.empty or f"{self.alt} Widen the period or clear a filter."


def as_records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Return rows as dicts; several times as fast as pandas' own way, which goes row by row."""
    columns = [rows[name].tolist() for name in rows.columns]
    return [dict(zip(rows.columns, cells, strict=True)) for cells in zip(*columns, strict=True)]
