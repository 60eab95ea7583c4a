"""What every chart function returns."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go


@dataclass(frozen=True)
class Chart:
    """A figure with everything that is shown around it.

    ``rows`` holds exactly the rows the figure was drawn from, with their ``source_ids``
    (pipe-separated keys of the dataset ``sources``): the source line, the table and the CSV
    download are made of it. ``figure`` is None when there is nothing to draw; ``empty`` then
    says which filter to relax.
    """

    key: str
    title: str
    figure: go.Figure | None
    alt: str
    rows: pd.DataFrame
    note: str = ""
    empty: str = "No rows for these filters. Widen the period or clear a filter."
