"""Where every figure comes from: datasets, their columns, their sources, every load."""

import streamlit as st

from dashboard.ui import catalogue
from dashboard.ui.data import query, today

known = query("lists/catalogue", today=today())
datasets, dictionary, sources, loads = st.tabs(["Datasets", "Dictionary", "Sources", "Loads"])
with datasets:
    catalogue.datasets(known)
with dictionary:
    catalogue.dictionary(known, query("lists/dictionary"))
with sources:
    catalogue.sources(query("lists/sources"))
with loads:
    catalogue.loads(query("lists/loads"))
