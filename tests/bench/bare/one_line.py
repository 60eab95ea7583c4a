"""One line of text, and one of 200 points."""

import plotly.graph_objects as go
import streamlit as st

st.write("200 points")
st.plotly_chart(go.Figure(go.Scatter(y=[n % 17 for n in range(200)], mode="lines")))
