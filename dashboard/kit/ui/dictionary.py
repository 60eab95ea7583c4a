"""What a dataset holds: its columns with meaning, type, unit and allowed values."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.kit.charts import text
from dashboard.kit.ui.columns import columns, draw_table


def describe(datasets: pd.DataFrame, fields: pd.DataFrame) -> None:
    """Describe one dataset and each of its columns."""
    titles = dict(zip(datasets["dataset"], datasets["title"], strict=True))
    dataset = st.selectbox(
        "Dataset", list(titles), format_func=titles.__getitem__, key="dataset", bind="query-params"
    )
    about = datasets[datasets["dataset"] == dataset].iloc[0]
    st.markdown(text.markdown(about["description"], text.NOTE))
    st.caption(f"Terms: {text.markdown(about['terms'], text.NOTE)}")
    draw_table(
        fields[fields["dataset"] == dataset],
        columns(
            names="field title description:large type unit required is_key allowed:large",
            title="Title",
            description="Meaning",
            type="Type",
            unit="Unit",
            required="Required",
            is_key="Key",
            allowed="Allowed",
        ),
        height="content",
        row_height=64,
        alt=f"The columns of {dataset} with meaning, type, unit and allowed values",
    )
