"""Where every figure comes from: datasets, their columns, their sources, every load."""

import streamlit as st

from dashboard.kit.ui import dictionary as about
from dashboard.kit.ui import permission
from dashboard.kit.ui.data import query, today
from dashboard.topics.sources import catalogue

known = query("lists/catalogue", today=today())
names = ["Datasets", "Dictionary", "Sources", "Loads", "Revisions"]
datasets, dictionary, sources, loads, revisions = st.tabs(names)
with datasets:
    catalogue.datasets(known)
with dictionary:
    about.describe(known, query("lists/dictionary"))
with sources:
    catalogue.sources(query("lists/sources"))
with loads:
    catalogue.loads(query("lists/loads"))
with revisions:
    withheld = permission.withheld()
    catalogue.revisions(query("lists/revisions", most=1000, without=withheld), withheld)
