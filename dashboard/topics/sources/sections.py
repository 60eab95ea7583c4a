"""The sections of the page Sources."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from dashboard.kit.ui import dictionary as about
from dashboard.kit.ui import permission
from dashboard.kit.ui.data import query, today
from dashboard.topics.sources import catalogue


def datasets() -> None:
    """List the datasets."""
    catalogue.datasets(query("lists/catalogue", today=today()))


def dictionary() -> None:
    """Describe one dataset and its columns."""
    about.describe(query("lists/catalogue", today=today()), query("lists/dictionary"))


def sources() -> None:
    """List the sources."""
    catalogue.sources(query("lists/sources"))


def loads() -> None:
    """List the loads."""
    catalogue.loads(query("lists/loads"))


def revisions() -> None:
    """List the values that loads changed, of what may be passed on."""
    withheld = permission.withheld()
    catalogue.revisions(query("lists/revisions", most=1000, without=withheld), withheld)


def method() -> None:
    """Say the rules that hold for charts of all pages, to which each "How to read this" leads."""
    whole = Path(__file__).with_name("method.md").read_text(encoding="utf-8")
    begin, *rules = whole.split("\n## ")
    st.markdown(begin)
    for rule in rules:
        name, _, said = rule.partition("\n")
        st.header(name)
        st.markdown(said)


SECTIONS: dict[str, Callable[[], None]] = {
    "Datasets": datasets,
    "Dictionary": dictionary,
    "Sources": sources,
    "Method": method,
    "Loads": loads,
    "Revisions": revisions,
}
"""Name of a section -> what draws it."""
