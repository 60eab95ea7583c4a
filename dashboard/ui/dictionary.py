"""What a dataset holds: its columns with meaning, type, unit and allowed values."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.charts import text


def describe(datasets: pd.DataFrame, columns: pd.DataFrame) -> None:
    """Describe one dataset and each of its columns."""
    titles = dict(zip(datasets["dataset"], datasets["title"], strict=True))
    dataset = st.selectbox(
        "Dataset", list(titles), format_func=titles.__getitem__, key="dataset", bind="query-params"
    )
    about = datasets[datasets["dataset"] == dataset].iloc[0]
    st.markdown(text.markdown(about["description"], text.NOTE))
    st.caption(f"Terms: {text.markdown(about['terms'], text.NOTE)}")
    st.dataframe(
        columns[columns["dataset"] == dataset],
        hide_index=True,
        height="content",
        column_order=["field", "title", "description", "type", "unit", "required", "is_key",
                      "allowed"],
        column_config={
            "field": "Column",
            "title": "Title",
            "description": st.column_config.TextColumn("Meaning", width="large"),
            "type": "Type",
            "unit": "Unit",
            "required": "Required",
            "is_key": "Key",
            "allowed": st.column_config.TextColumn("Allowed", width="large"),
        },
        placeholder="",
        row_height=64,
        alt=f"The columns of {dataset} with meaning, type, unit and allowed values",
    )  # fmt: skip
