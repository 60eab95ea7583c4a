"""Headline cards: a number, what it counts, and until when."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st


@dataclass(frozen=True)
class Card:
    """One figure of the headline; ``detail`` stands small below it, ``help`` defines it."""

    label: str
    value: str
    detail: str
    help: str = ""


def headline(cards: list[Card]) -> None:
    """Draw the cards in a row that wraps on narrow screens."""
    with st.container(horizontal=True, gap="xsmall"):
        for card in cards:
            with st.container(border=True, width="stretch", height="stretch", gap="xxsmall"):
                st.metric(card.label, card.value, help=card.help or None)
                st.caption(card.detail)
