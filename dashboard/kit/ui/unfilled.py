"""Datasets that are bundled empty: which file fills them, said to those who may load it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.kit.ui import permission
from dashboard.kit.ui.data import catalogue


def is_unfilled(dataset: str, *, aside: bool = False) -> bool:
    """Whether a dataset holds no row; say so, and to those who may load what file would fill it.

    ``aside`` makes it a line in small print, for those who may load alone: others miss nothing.
    """
    (row,) = catalogue(dataset)
    if row["rows"]:
        return False
    may_load = permission.is_allowed()
    said = f"{row['title']}: no data yet."
    if may_load and pd.notna(row["filled_by"]):
        said += f" It is filled by: {row['filled_by']}. Load it on the page Load data."
    if not aside:
        st.info(said, icon=":material/upload_file:")
    elif may_load:
        st.caption(said)
    return True
