"""How much of what a page says is small print: ``python -m tests.words`` prints it by place.

Counted are the words that a reader sees without opening or pointing at anything: headings,
sentences, cards, labels of controls, tables in words, the words drawn in charts. Small print are
captions: notes, source lines, what is shown, data dates. The lines below the figures of cards are
told apart, as ``cards``: they say what a figure is and are no captions of charts. Cells of grids
count as neither.
"""

from __future__ import annotations

import logging
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import contracts, desk
from dashboard.kit.charts.base import Chart
from dashboard.kit.charts.text import plain
from dashboard.kit.ui import data, show
from dashboard.settings import HOME, Settings
from tests import places
from tests.places import Place

MOST = 25
"""Words that may stand under a chart; what else there is to say is folded."""

SHARE = 0.20
"""The most that small print may be of all the words of the analytical pages."""

TOOLS = ("load_data", "sources")
"""Pages that list and load, and analyse nothing."""

FOLDED = ("expander", "popover")
GRIDS = ("arrow_data_frame", "dataframe")
DRAWN = ("annotations", "ticktext", "text")

WORD = re.compile(r"[^\W_]\S*")
"""A word or a number; a mark that stands alone is none."""


@dataclass
class Count:
    """The words of a place: all, those in small print, and the notes under its charts."""

    place: str
    words: int = 0
    small: int = 0
    cards: int = 0
    notes: dict[str, str] = field(default_factory=dict)

    @property
    def share(self) -> float:
        """Small print as a share of all words."""
        return self.small / self.words if self.words else 0.0

    @property
    def longest(self) -> int:
        """The words of the longest note."""
        return max((number(note) for note in self.notes.values()), default=0)


def number(text: str) -> int:
    """Return how many words a text has; a number with its unit or its minus sign is not two."""
    return len(WORD.findall(unescape(re.sub(r"<[^>]+>|:material/\w+:", " ", text))))


def count(place: Place, app: AppTest) -> Count:
    """Count the words of a place."""
    found = Count(str(place))
    for kind, said in _seen(app.main):
        words = number(said)
        found.words += words
        found.small += words * (kind == "small")
        found.cards += words * (kind == "card")
    return found


def _seen(node: Any) -> Iterator[tuple[str, str]]:
    """Yield what stands open on a page, each text after its kind: "small", "card" or "plain"."""
    kind = getattr(node, "type", "")
    if kind in FOLDED and not getattr(node.proto, "expanded", False):
        yield "plain", getattr(node, "label", "")
        return
    for child in getattr(node, "children", {}).values():
        yield from _seen(child)
    proto = getattr(node, "proto", None)
    if getattr(node, "children", None) or proto is None or kind in GRIDS:
        return
    if kind == places.COMPONENT:
        told = places.unpacked(proto.bytes)
        if proto.component_name == places.CHART:
            yield from (("plain", text) for text in _drawn(told["figure"]))
    elif kind == "html":
        yield from _html(proto.body)
    elif kind == "table":
        yield "plain", " ".join(places._cells(node.value))
    elif kind == "caption":
        yield "small", plain(NAMED.sub(r"\1", node.value))
    elif kind not in ("imgs", "unknown"):
        value = getattr(node, "value", "")
        said = value if kind in PROSE and isinstance(value, str) else ""
        yield ("small" if said.startswith(":small[") else "plain"), plain(said)
        yield "plain", plain(getattr(node, "label", "") or "")
        yield "plain", " ".join(map(str, getattr(node, "options", ())[:12]))


NAMED = re.compile(r"\[(.+?)\]\(.+?\)")
"""A link, of which the name is seen."""

PROSE = ("markdown", "title", "header", "subheader", "info", "warning", "error", "success")


def _html(body: str) -> Iterator[tuple[str, str]]:
    """Yield the words of HTML of ours: a card, or what is folded, of which the name is seen."""
    if body.startswith("<style"):
        return
    shown = re.sub(r'<span class="card-tip".*?</span>|(?s:</summary>.*?)</details>', " ", body)
    for part in re.split(r'(?=<div class="card-detail">)', shown):
        yield ("card" if part.startswith('<div class="card-detail">') else "plain"), part


def _drawn(figure: dict[str, Any]) -> Iterator[str]:
    """Yield the words that stand in a chart: names, labels and legend, not what pointing says."""
    layout = figure["layout"]
    yield from (note.get("text", "") for note in layout.get("annotations", []))
    for name, axis in layout.items():
        if "axis" in name and isinstance(axis, dict) and axis.get("visible", True):
            yield from map(str, axis.get("ticktext", []))
            title = axis.get("title", "")
            yield title.get("text", "") if isinstance(title, dict) else title
    for trace in figure["data"]:
        if trace.get("showlegend"):
            yield str(trace.get("name", ""))
        if "text" in str(trace.get("mode", "")):
            texts = trace.get("text", [])
            yield from [texts] if isinstance(texts, str) else map(str, texts)


@contextmanager
def noting() -> Iterator[dict[str, str]]:
    """Collect the notes of the charts that are shown, by their titles."""
    found: dict[str, str] = {}
    tell = show.told

    def told(chart: Chart) -> None:
        found[chart.title] = chart.note
        tell(chart)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(show, "told", told)
        yield found


def measure(settings: Settings) -> list[Count]:
    """Count the words of every place that analyses, as it opens with the bundled data."""
    found = []
    with places.reading(settings), pytest.MonkeyPatch.context() as patch:
        patch.setenv("REDSEA_LOADING", "off")  # as readers have it
        data.chosen.cache_clear()
        for place in places.everywhere():
            if place.page not in TOOLS:
                with noting() as notes:
                    counted = count(place, places.go(place))
                counted.notes = notes
                found.append(counted)
    return found


def total(found: list[Count]) -> Count:
    """Add up what was counted at all places."""
    every = Count("all")
    for one in found:
        every.words += one.words
        every.small += one.small
        every.cards += one.cards
        every.notes |= one.notes
    return every


def main() -> None:
    """Print of each place its words, those of cards and in small print, and the longest note."""
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(store=Path(folder), data=HOME / "data", keep=2)
        desk.ensure(settings, contracts.load_package(settings.data))
        found = measure(settings)
    print(f"{'place':36}{'words':>7}{'cards':>7}{'small':>7}{'share':>7}{'longest note':>14}")
    for one in [*found, total(found)]:
        numbers = f"{one.words:7}{one.cards:7}{one.small:7}{one.share:7.0%}{one.longest:14}"
        print(f"{one.place:36}{numbers}")


if __name__ == "__main__":
    main()
