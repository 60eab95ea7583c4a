"""Headline cards: a number, what it counts, until when, how it went and where there is more."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from dashboard.kit.charts import text, theme

WIDTH, HEIGHT = 120, 24
"""Size in pixels of the line on a card, as small as a word: where the figure came from."""


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
                st.html(as_html(card))
                if card.page:  # the filters of the URL go along by themselves
                    st.page_link(
                        f"dashboard/topics/{card.page}/{card.page}.py",
                        icon=":material/arrow_forward:",
                        icon_position="right",
                    )


def as_html(card: Card) -> str:
    """Return a card as HTML: one piece, so that its figure comes with all of its words.

    A definition shows where its mark is pointed at, or reached by keyboard.
    """
    label, value = text.html(card.label), text.html(card.value)
    if card.help:
        tip = f'<span class="card-tip" role="tooltip">{text.html(card.help, text.NOTE)}</span>'
        label += f' <span class="card-help" tabindex="0">?{tip}</span>'
    trend = spark(card.trend) and as_image(spark(card.trend), f"Trend of {card.label}")
    return (
        f'<div class="card"><div class="card-label">{label}</div>'
        f'<div class="card-value">{value}</div>{trend}'
        f'<div class="card-detail">{text.unbroken(text.html(card.detail, text.NOTE))}</div></div>'
    )


def spark(values: Sequence[float | None]) -> str:
    """Return an SVG of a line through the values, broken at None, with a dot at the last one.

    The line is as small as a word and stands on zero, as the charts do. "" without a value.
    """
    known = [value for value in values if value is not None]
    if not known:
        return ""
    top = max([*known, 0.0]) or 1.0
    step = (WIDTH - 6) / max(len(values) - 1, 1)
    parts: list[list[tuple[float, float]]] = [[]]
    for number, value in enumerate(values):
        if value is None:
            parts.append([])
        else:
            parts[-1].append((3 + step * number, HEIGHT - 3 - (HEIGHT - 6) * value / top))
    last = next(part[-1] for part in reversed(parts) if part)
    lines = "".join(
        f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in part)}"/>'
        for part in parts
        if len(part) > 1
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}"'
        f' height="{HEIGHT}" fill="none" stroke="{theme.GREY}" stroke-width="1.4"'
        f' stroke-linejoin="round">{lines}'
        f'<circle cx="{last[0]:.1f}" cy="{last[1]:.1f}" r="2.2" fill="{theme.GREY}"/></svg>'
    )


def as_image(svg: str, alt: str) -> str:
    """Return an SVG as an image in HTML, which needs no request."""
    source = f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
    return f'<img src="{source}" width="{WIDTH}" height="{HEIGHT}" alt="{escape(alt)}"/>'
