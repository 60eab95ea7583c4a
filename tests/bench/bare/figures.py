"""Figures from the file in the address, before and after a toggle, kept in memory."""

import json
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from dashboard.kit.ui import data

GEO = Path(__file__).parents[3] / "data" / "geo"


@st.cache_resource
def figures(file: str) -> list[list[go.Figure]]:
    """Return the figures of both states."""
    states = json.loads(Path(file).read_text(encoding="utf-8"))
    return [[go.Figure(figure) for figure in state] for state in states]


if __name__ == "__main__":
    other = st.sidebar.toggle("Other figures")
    st.write("After" if other else "Before")
    for number, figure in enumerate(figures(st.query_params["file"])[other]):
        st.plotly_chart(figure, key=f"figure-{number}")
else:
    app = st.App(__file__, routes=[Mount(data.coast_path(), StaticFiles(directory=GEO))])
