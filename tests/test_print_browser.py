"""Pages on paper: no chart is cut, and what waits for a click is left out."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests import serving

PRINTED = [
    "", "attacks", "rerouting", "rerouting?section=Delays", "costs", "hodeidah",
    "impact?section=Interventions",
]  # fmt: skip
"""Pages and sections with charts of all kinds; the first is the Overview."""

ROOM = 703
"""Pixels of a sheet of A4 between the margins."""

LABELS = """() => [...document.querySelectorAll('.chart')].filter(chart => chart.clientWidth)
    .map(chart => (chart._fullLayout.annotations || [])
        .filter(note => note.xref === 'paper' && note.x >= 0.97 && note.xanchor === 'left')
        .map(note => note.text))
    .filter(texts => texts.length).map(texts => texts.at(-1))"""
"""Of each chart whose lines are named at their ends the last such name."""

WIDTHS = """() => [...document.querySelectorAll('.chart')].filter(chart => chart.clientWidth)
    .map(chart => chart._fullLayout.width)"""

MEASURED = """() => addEventListener('beforeprint', () => {
    window.onPaper = [...document.querySelectorAll('.chart')].filter(chart => chart.clientWidth)
        .map(chart => Math.max(...[...chart.querySelectorAll('.main-svg, .infolayer text')].map(
            part => part.getBoundingClientRect().right - chart.getBoundingClientRect().left)));
})"""
"""Notes, when the page is printed, how far to the right each chart reaches."""


@pytest.mark.parametrize("place", PRINTED)
def test_no_chart_is_cut_on_paper(served: str, page: Page, place: str) -> None:
    page.set_viewport_size({"width": 1400, "height": 900})
    page.goto(f"{served}/{place}")
    serving.settled(page, whole=True)
    labels = [re.sub("<[^>]+>", "", text).removeprefix("● ") for text in page.evaluate(LABELS)]
    before = page.evaluate(WIDTHS)
    assert before
    page.evaluate(MEASURED)
    reader = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    assert round(float(reader.pages[0].mediabox.width)) == 595
    words = " ".join(" ".join(sheet.extract_text().split()) for sheet in reader.pages)
    assert [label for label in labels if " ".join(label.split()) not in words] == []
    for hidden in ("Compare with", "Events on charts", "Data version", "CSV", "XLSX"):
        assert hidden not in words
    reach = page.evaluate("() => window.onPaper")
    serving.settled(page, whole=True)
    assert page.evaluate(WIDTHS) == before  # on the screen charts are as wide as they were
    page.set_viewport_size({"width": ROOM, "height": 900})
    page.emulate_media(media="print")
    room = page.evaluate("""() => [...document.querySelectorAll('.chart')].map(c => c.clientWidth)
        .filter(width => width)""")
    page.emulate_media(media="null")
    assert len(reach) == len(room) == len(before)
    assert [pair for pair in zip(reach, room, strict=True) if pair[0] > pair[1] + 1] == []
