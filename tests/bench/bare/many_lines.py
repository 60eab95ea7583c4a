"""As many lines as `figures` in the address, of `points` each; a toggle draws others."""

import plotly.graph_objects as go
import streamlit as st


@st.cache_resource
def values(points: int, other: bool) -> list[int]:
    """Return the heights of a line."""
    return [(n * (7 if other else 3)) % 17 for n in range(points)]


figures, points = (int(st.query_params[name]) for name in ("figures", "points"))
other = st.sidebar.toggle("Other values")
for number in range(figures):
    line = go.Scatter(y=values(points, other), mode="lines")
    st.plotly_chart(go.Figure(line), key=f"line-{number}")
