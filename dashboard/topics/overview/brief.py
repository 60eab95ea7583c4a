"""One page to hand on: what the Overview says for some filters, in the order in which it is read.

It is made of what the page is made of, and drawn by ``brief_pdf`` and ``brief_page``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from dashboard.kit.charts import count_words, svg, text, theme, words
from dashboard.kit.ui import citations, data, freshness
from dashboard.kit.ui.data import query
from dashboard.kit.ui.filters import Filters
from dashboard.topics.overview import cards, first, record
from dashboard.topics.overview.charts import answer, brief_figure, crisis_words, numbered
from dashboard.topics.overview.charts.answer import Answer, State
from dashboard.topics.overview.charts.compared import Compared
from dashboard.topics.overview.charts.numbered import Numbered
from dashboard.topics.overview.charts.passages import BAB, is_disputed
from dashboard.topics.overview.record import Overview

SITE = "Red Sea shipping disruption"

FILE = "red-sea-brief.pdf"

TOLD = ("bab", "attacks", "rates", "imports", "resumed", "carriers", "cape", "return", "since")
"""Findings by what each is of, the most wanted first."""

FINDINGS = 6
"""How many of them there is room for."""

EVENTS = 18
"""Events for whose badges there is room at the top of the figure."""

DATASETS = ("attacks", "transits", "freight_rates", "port_imports", "events")

PAPER = {
    "newyork": "#005F5A",
    "imports": "#66701A",
    "imports-in": "#DDDFC9",
    "imports-t": "#5C6517",
} | {name: light for name, (light, _) in theme.PALETTE.items()}
"""Name of a colour -> it on paper."""

Runs = list[tuple[bool, str]]
"""A sentence in pieces of plain text, each bold or not."""


@dataclass(frozen=True)
class Brief:
    """The content of the page; texts are plain, ``figure`` has the colours of paper."""

    told: Answer
    states: list[State]
    cards: list[Compared]
    heading: str
    figure: str
    alt: str
    events: list[Numbered]
    findings: list[Runs]
    sources: str
    dates: str
    shown: str
    until: str
    version: int
    link: str


def of(chosen: Filters, link: str) -> Brief:
    """Return the brief for some filters; ``link`` is the address of the same view."""
    known = record.read(chosen)
    events = query("lists/events", chosen.parameters)
    found = numbered.of(events)[:EVENTS]
    attacks = known.months.groupby("month")["attacks"].sum()
    title = crisis_words.title(known.weeks, attacks, known.basis, known.others)
    alt = _alt(known, attacks) if len(known.weeks) else ""
    bab = known.passages.get(BAB)
    figure = brief_figure.drawn(known.weeks, known.months, found, known.basis, bab, alt)
    return Brief(
        first.answered(known),
        [answer.state(row) for name in first.ORDER if (row := known.passages.get(name))],
        cards.of(known),
        title or "Attacks, transits, freight rates and imports on one time axis",
        paper(figure),
        alt,
        found,
        _findings(known),
        _sources(known, events),
        plain(freshness.checked(*DATASETS)),
        words.sentence(f"{chosen.all_words()}."),
        words.day(known.usual["latest"]),
        data.version(),
        link,
    )


def paper(drawing: str) -> str:
    """Return a drawing in the colours of paper."""
    return svg.fixed(drawing, PAPER)


def runs(sentence: str) -> Runs:
    """Return a sentence in Markdown as plain pieces, bold where it is."""
    found: Runs = []
    for number, piece in enumerate(re.split(r"(?<!\\)((?:\\\\)*)\*\*", sentence)[::2]):
        if said := text.plain(piece):
            found.append((number % 2 == 1, said))
    return found


def plain(said: str) -> str:
    """Return Markdown as plain text, its links by their names."""
    return text.plain(re.sub(r"\[(.+?)\]\(.+?\)", r"\1", said))


def halves(findings: list[Runs]) -> tuple[list[Runs], list[Runs]]:
    """Return findings for two columns, in their order, as even as can be."""
    long = [sum(len(piece) for _, piece in finding) + 40 for finding in findings]
    at = min(range(len(long) + 1), key=lambda at: max(sum(long[:at]), sum(long[at:])))
    return findings[:at], findings[at:]


def _findings(known: Overview) -> list[Runs]:
    told = record.told(known)
    wanted = [name for name in TOLD if name in told][:FINDINGS]
    return [runs(sentence) for name, sentence in told.items() if name in wanted]


def _alt(known: Overview, attacks: pd.Series) -> str:
    alt = crisis_words.alt(known.weeks, attacks, known.basis)
    row = known.passages.get(BAB)
    if row and is_disputed(row) and pd.notna(row["published_change_pct"]):
        by = count_words.by_name(row["counter"])
        alt += f" {by} counted {100 + row['published_change_pct']:.0f} percent at Bab el-Mandeb."
    return alt


def _sources(known: Overview, events: pd.DataFrame) -> str:
    """Say by role who speaks in all records, each role once."""
    passages = query("facts/passages", known.chosen.parameters)
    parts: dict[str, str] = {}
    for part in [*citations.parts(known.weeks, events), *citations.parts(passages, events[:0])]:
        said = part.short(citations.NAMED) if part.names else part.told
        parts.setdefault(part.role, f"{said}.")
    return plain(" ".join(parts.values()))
