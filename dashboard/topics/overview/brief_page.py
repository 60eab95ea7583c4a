"""The brief as a page of its own, light, that prints on one sheet of A4."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dashboard.kit.charts import text
from dashboard.topics.overview.brief import PAPER, SITE, Brief, Runs, paper
from dashboard.topics.overview.charts import answer, brief_marks, compared
from dashboard.topics.overview.charts.answer import State
from dashboard.topics.overview.charts.compared import Compared

STYLE = Path(__file__).with_name("brief.css")


def html(brief: Brief, page: Callable[[str], str], typeface: str, refused: str = "") -> str:
    """Return the page.

    ``page`` returns the address of a page or a file with the filters of the brief, ``typeface`` is
    where the file of the typeface lies, ``refused`` says which filters could not be used.
    """
    colours = "".join(f"--{name}:{colour};" for name, colour in PAPER.items())
    face = (
        f'@font-face{{font-family:"Source Sans";src:url("{typeface}");font-weight:200 900}}'
        if typeface
        else ""
    )
    title = f"{brief.told.question} {SITE}, record to {brief.until}"
    warned = f'<p class="refused" role="status">{text.html(refused, text.NOTE)}</p>'
    link = text.attribute(brief.link)
    # The end tag of the head, which HTML leaves to choice, is left out: before it the server puts
    # what Streamlit's pages fetch early, and this page has no use for it.
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="description" content="{text.attribute(brief.told.because)}">'
        f"<title>{text.html(title)}</title>"
        f"<style>{face}:root{{{colours}}}{STYLE.read_text(encoding='utf-8')}</style>"
        f"<body>{warned if refused else ''}"
        f'<nav aria-label="Brief"><a href="{text.attribute(page("brief.pdf"))}">Brief as PDF</a>'
        f'<a href="{text.attribute(page(""))}">Overview</a>'
        f'<a href="{text.attribute(page("sources"))}">Sources</a></nav>'
        f"<main><header><b>{SITE} · brief</b><span>Record to {text.html(brief.until)} · data"
        f" version {brief.version}</span></header>"
        f"<h1>{text.html(brief.told.question)}</h1>"
        f'<p class="answer"><b>{text.html(brief.told.short)}</b>'
        f" {text.html(brief.told.because, text.NOTE)}</p>"
        f'<ul class="states" aria-label="State of each passage">'
        f"{''.join(map(_state, brief.states))}</ul>"
        f'<ul class="cards" aria-label="Four figures">'
        f"{''.join(_card(card, page(card.page)) for card in brief.cards)}</ul>"
        f"<h2>{text.html(brief.heading)}</h2>"
        f"{brief.figure or '<p>No record reaches into the period.</p>'}{_events(brief)}"
        f'<h2>What the record says</h2><ul class="findings">'
        f"{''.join(map(_finding, brief.findings))}</ul></main>"
        f"<footer><p><b>Sources.</b> {text.html(brief.sources, text.NOTE)}</p>"
        f"<p><b>Data to.</b> {text.html(brief.dates, text.NOTE)}</p>"
        f"<p><b>Shown.</b> {text.html(brief.shown, text.NOTE)}</p>"
        f'<p><b>This view.</b> <a href="{link}">{link}</a></p></footer>'
    )


def _state(one: State) -> str:
    return paper(answer.as_html(one))


def _card(card: Compared, address: str) -> str:
    change = f"<b>{text.html(card.change)}</b>" if card.change else ""
    foot = f'<div class="foot"><span>{text.html(card.before)}</span>{change}</div>'
    aside = f'<div class="aside">{text.html(card.aside)}</div>' if card.aside else ""
    return (
        f'<li style="--c:{PAPER[card.colour]}">'
        f'<a href="{text.attribute(address)}">{text.html(card.label)}</a>'
        f'<div class="row"><div><b>{text.html(card.value)}</b>'
        f'<span class="unit">{text.html(card.unit)}</span></div>{paper(compared.trend(card))}</div>'
        f"{foot if card.before else ''}{aside}</li>"
    )


def _events(brief: Brief) -> str:
    if not brief.events:
        return ""
    items = (
        f"<li>{paper(brief_marks.badge_alone(one))}{text.html(brief_marks.event(one))}</li>"
        for one in brief.events
    )
    return f'<ol class="events" aria-label="Numbered events">{"".join(items)}</ol>'


def _finding(pieces: Runs) -> str:
    said = (
        f"<b>{text.html(piece, text.NOTE)}</b>" if is_bold else _spaced(piece)
        for is_bold, piece in pieces
    )
    return f"<li>{''.join(said)}</li>"


def _spaced(piece: str) -> str:
    """Return a piece between bold ones with the blanks around it."""
    before, after = (" " * edge.isspace() for edge in (piece[:1], piece[-1:]))
    return f"{before}{text.html(piece, text.NOTE)}{after}"
