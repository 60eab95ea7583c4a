"""Headline cards: a number, what it counts, until when, how it went and where there is more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard.kit.charts import text
from dashboard.kit.charts.spark import as_markdown, spark


@dataclass(frozen=True)
class Card:
    """One figure of the headline; ``detail`` stands small below it, ``help`` defines it.

    ``trend`` are values in order of time, drawn as a small line (None is a gap); ``page`` is the
    file of the page that takes the figure apart, linked with the filters of this one.
    """

    label: str
    value: str
    detail: str
    help: str = ""
    trend: Sequence[float | None] = ()
    page: str = ""


def headline(cards: list[Card]) -> None:
    """Draw the cards in a row that wraps on narrow screens."""
    with st.container(horizontal=True, gap="xsmall"):
        for card in cards:
            with st.container(border=True, width="stretch", height="stretch", gap="xxsmall"):
                st.metric(
                    text.markdown(card.label), card.value, help=text.markdown(card.help) or None
                )
                if drawn := spark(card.trend):
                    st.markdown(as_markdown(drawn, f"Trend of {card.label}"))
                st.caption(text.markdown(card.detail))
                if card.page:  # the filters of the URL go along by themselves
                    st.page_link(
                        f"dashboard/topics/{card.page}/{card.page}.py",
                        icon=":material/arrow_forward:",
                        icon_position="right",
                    )
