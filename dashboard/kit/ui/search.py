"""Rows whose texts hold all words searched for."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

LONGEST = 200
"""Characters of a search: who pastes a page searches for nothing that a row could hold."""


def words(label: str, key: str, placeholder: str) -> str:
    """Ask for words to search for; they stand in the URL."""
    asked = st.text_input(
        label,
        key=key,
        bind="query-params",
        max_chars=LONGEST,
        placeholder=placeholder,
        icon=":material/search:",
    )
    return (asked or "")[:LONGEST]


def holding(rows: pd.DataFrame, columns: Sequence[str], asked: str) -> pd.DataFrame:
    """Return the rows of which any of the columns holds each word asked for, in any capitals."""
    found, cells = rows, rows[list(columns)].fillna("").to_numpy()
    joined = [" ".join(map(str, row)).casefold() for row in cells]
    texts = pd.Series(joined, index=rows.index, dtype="str")
    for word in dict.fromkeys(asked.casefold().split()):
        found = found[texts.loc[found.index].str.contains(word, regex=False)]
        if found.empty:
            break
    return found
