"""The brief as a PDF of one A4 page, or its first half as a picture, set by Typst.

The typeface is that of the pages, which Streamlit brings along: the same page comes out on any
machine, without a network.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.errors import UsageError
from dashboard.topics.overview.brief import PAPER, SITE, Brief, halves, paper
from dashboard.topics.overview.charts import answer, brief_marks, compared
from dashboard.topics.overview.charts.passages import COLOURS

if TYPE_CHECKING:
    import typst

TEMPLATE = Path(__file__).with_name("brief.typ")
FAMILY, INSTEAD = "SourceSans3VF", "Libertinus Serif"
"""The typeface, and that of Typst which stands in for it."""

MISSING = "The brief is set by Typst, which is not installed: pip install -r requirements.txt."


def pdf(brief: Brief) -> bytes:
    """Return the brief as a tagged PDF (PDF/UA-1), the same bytes for the same content."""
    return _compiled(brief, format="pdf", pdf_standards=["ua-1"])


def png(brief: Brief) -> bytes:
    """Return the first half as a picture of 1200 x 630, as previews of links show it."""
    return _compiled(brief, "first", format="png", ppi=1200 / 210 * 25.4)


def _compiled(brief: Brief, part: str = "", **how: Any) -> bytes:
    told = {"brief": json.dumps(_told(brief)), "part": part}
    made = _compiler().compile(TEMPLATE, sys_inputs=told, **how)
    assert isinstance(made, bytes)  # a list of several pages never: the text is made to fit
    return made


@cache
def _fonts() -> typst.Fonts:
    import typst

    return typst.Fonts(False, True, [_unpacked().name])


def typeface() -> Path | None:
    """Return the file of the typeface of the pages; None where Streamlit has another."""
    folder = Path(st.__file__).parent / "static" / "static" / "media"
    return next(iter(sorted(folder.glob("SourceSansVF-Upright*.woff2"))), None)


@cache
def _unpacked() -> TemporaryDirectory[str]:
    """Return a folder with the typeface as Typst reads it: that of the web is packed."""
    from fontTools.ttLib import TTFont

    folder = TemporaryDirectory(prefix="typeface-")
    if file := typeface():
        font = TTFont(file)
        font.flavor = None
        font.save(f"{folder.name}/{FAMILY}.ttf", reorderTables=False)
    return folder


def _compiler() -> typst.Compiler:
    try:
        import typst
    except ImportError as error:
        raise UsageError(MISSING) from error
    return typst.Compiler(root=TEMPLATE.parent, font_paths=_fonts())


def _told(brief: Brief) -> dict[str, Any]:
    """Return what the template is told: texts, and drawings with their texts."""
    return {
        "site": SITE,
        "title": f"{brief.told.question} {SITE}, record to {brief.until}",
        "question": brief.told.question,
        "short": brief.told.short,
        "because": brief.told.because,
        "palette": PAPER,
        "fonts": [FAMILY, INSTEAD] if typeface() else [INSTEAD],
        "states": [
            {
                "sign": paper(answer.sign(one.sign)),
                "colour": PAPER[COLOURS[one.passage]],
                "name": ", ".join(filter(None, [one.name, one.aside])),
                "said": one.said,
            }
            for one in brief.states
        ],
        "cards": [
            {
                "label": one.label,
                "value": one.value,
                "unit": one.unit,
                "before": one.before,
                "change": one.change,
                "aside": one.aside,
                "colour": PAPER[one.colour],
                "trend": paper(compared.trend(one)),
            }
            for one in brief.cards
        ],
        "heading": brief.heading,
        "figure": _weighted(brief.figure),
        "alt": brief.alt,
        "events": [
            {
                "badge": _weighted(paper(brief_marks.badge_alone(one))),
                "said": f"{one.number}, {one.kind}",
                "name": brief_marks.event(one),
            }
            for one in brief.events
        ],
        "findings": halves(brief.findings),
        "sources": brief.sources,
        "dates": brief.dates,
        "shown": brief.shown,
        "until": brief.until,
        "version": brief.version,
        "link": brief.link,
    }


def _weighted(drawing: str) -> str:
    """Return a drawing whose texts name typeface and weight: plain ones would be drawn thin."""
    named = re.sub(
        r"<text (?![^>]*font-weight)",
        "<text style='font-variation-settings:\"wght\" 400' ",
        drawing,
    )
    return named.replace("<svg ", f'<svg font-family="{FAMILY}" ', 1)
