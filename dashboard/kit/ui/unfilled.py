"""Datasets that are bundled empty: which file of the publisher fills them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.kit.ui.data import catalogue


def is_unfilled(dataset: str, *, aside: bool = False) -> bool:
    """Say what file would fill a dataset, and where it is offered, when it holds no row.

    True when so. ``aside`` makes it a line in small print, where the page shows other things.
    """
    (row,) = catalogue(dataset)
    if row["rows"]:
        return False
    said = [f"**{row['title']}: nothing is loaded yet.**"]
    if pd.notna(row["filled_by"]):
        said.append(f"It is filled by: {row['filled_by']}.")
    said.append("Download it, run `python -m dashboard load FILE`, and reload this page.")
    if aside:
        st.caption(" ".join(said).replace("**", ""))
    else:
        st.info(" ".join(said), icon=":material/upload_file:")
    return True
