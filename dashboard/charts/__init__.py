"""Frames become Plotly figures; pure functions, no Streamlit, no store."""
