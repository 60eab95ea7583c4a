"""Streamlit pages with nothing but charts, to compare with. Each file is an app of its own."""
