"""Every place of the app, opened by its address, and what is wrong with what stands there."""

from __future__ import annotations

import json
import re
import sys
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from html import unescape
from importlib import import_module
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest
import streamlit as st
from streamlit.runtime.caching.cache_utils import CachedFunc
from streamlit.testing.v1 import AppTest

from dashboard.kit.charts.base import Chart
from dashboard.kit.charts.text import plain
from dashboard.kit.ui import data
from dashboard.kit.ui.headline import Card
from dashboard.kit.ui.sharing import pictures, row
from dashboard.settings import HOME, Settings
from dashboard.topics.impact import models

FOLDERS = {"load_data": "loading"}
"""Name of a page in its address -> its topic, where that has another name."""

PAGE_OF = {topic: page for page, topic in FOLDERS.items()}

PAGES = sorted(
    PAGE_OF.get(path.name, path.name)
    for path in (HOME / "dashboard" / "topics").iterdir()
    if (path / "__init__.py").exists()
)

SECTIONED = {
    **{
        page: page
        for page in (
            *("attacks", "rerouting", "costs", "hodeidah", "impact", "claims", "voyage"),
            "sources",
        )
    },
    "load_data": "load",
}
"""Page that has sections -> the parameter of the address that opens one."""


@dataclass(frozen=True)
class Place:
    """A page, and the parameter of the address that opens one of its sections."""

    page: str
    key: str = ""
    section: str = ""

    @property
    def address(self) -> dict[str, str]:
        """The parameters of the address."""
        return {self.key: self.section} if self.key else {}

    def __str__(self) -> str:
        return f"{self.page}/{self.section}" if self.section else self.page


def script(page: str) -> str:
    """Return the file of a page."""
    return f"dashboard/topics/{FOLDERS.get(page, page)}/{page}.py"


@contextmanager
def reading(settings: Settings) -> Iterator[None]:
    """Have the app read a store, let it load files, and keep nothing of it afterwards."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REDSEA_STORE", str(settings.store))
        patch.setenv("REDSEA_DATA", str(settings.data))
        patch.setenv("REDSEA_LOADING", "on")
        patch.setenv("REDSEA_EXPORT_INCIDENTS", "on")
        data.chosen.cache_clear()
        try:
            with in_full():
                yield
        finally:
            data.chosen.cache_clear()


@contextmanager
def in_full() -> Iterator[None]:
    """Have an exception say what it is, as it does to nobody who reads the app."""
    before = st.get_option("client.showErrorDetails")
    st.set_option("client.showErrorDetails", "full")
    try:
        yield
    finally:
        st.set_option("client.showErrorDetails", before)


@contextmanager
def unfolded() -> Iterator[None]:
    """Have all that is folded drawn unfolded, and all files made that may be downloaded."""
    expander, download, offer = st.expander, st.download_button, row.offer

    def opened(label: str, expanded: bool = False, **more: Any) -> Any:
        return expander(label, expanded=True, **more)

    def made(label: str, content: Any, *rest: Any, **more: Any) -> bool:
        return download(label, content() if callable(content) else content, *rest, **more)

    def offered(chart: Chart, *of: Any, **more: Any) -> None:
        st.session_state[f"_{chart.key}-rows"] = True
        offer(chart, *of, **more)
        for _, make in row.FILES.values():
            assert make(chart, *of)
        if chart.figure:
            assert pictures.picture(chart, of[0], "png", "")["source"]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(st, "expander", opened)
        patch.setattr(st, "download_button", made)
        patch.setattr(row, "offer", offered)
        yield


def go(place: Place, **parameters: Any) -> AppTest:
    """Open a place."""
    app = AppTest.from_file(str(HOME / "app.py"), default_timeout=120)
    app.query_params.update(place.address | parameters)
    return app.switch_page(script(place.page)).run()


@cache
def everywhere() -> list[Place]:
    """Return all places: every page, of one with sections each of them."""
    return [
        Place(page, SECTIONED.get(page, ""), section)
        for page in PAGES
        for section in (
            import_module(f"dashboard.topics.{FOLDERS.get(page, page)}.sections").SECTIONS
            if page in SECTIONED
            else [""]
        )
    ]


def as_they_open() -> list[Place]:
    """Return the places that pages open with, one a page."""
    return list({place.page: place for place in reversed(everywhere())}.values())[::-1]


COMPONENT, CHART, SHARE = "bidi_component", "redsea.chart", "redsea.share"
"""The kind of element that a component is; the names of a chart, and of the row under one."""


def cards(app: AppTest) -> list[Card]:
    """Return the cards of the headline, in their order, as a reader sees them."""
    bodies = [node.proto.body for node in app.get("html")]
    found = [_card(ElementTree.fromstring(b)) for b in bodies if b.startswith('<div class="card">')]
    compared = [m.value for m in app.markdown if m.value.startswith('<div class="now"')]
    return found + [_compared(ElementTree.fromstring(body)) for body in compared]


def tables(app: AppTest) -> list[str]:
    """Return the tables that a page draws as HTML."""
    bodies = [node.proto.body for node in app.get("html")]
    return [body for body in bodies if body.startswith("<table")]


def loose(text: str) -> str:
    """Return a text with plain blanks before its percent signs, to be compared with."""
    return text.replace("\u00a0%", " %")


def titles(app: AppTest) -> list[str]:
    """Return the titles of the page's charts and tables."""
    heads = [m.value for m in app.markdown if m.value.startswith("## ")]
    return [loose(head.removeprefix("## ")) for head in heads]


def small(app: AppTest) -> list[str]:
    """Return what a page says in small print: below the figures of its cards, and in captions."""
    return [card.detail for card in cards(app)] + [loose(caption.value) for caption in app.caption]


def folded(app: AppTest) -> list[str]:
    """Return how the charts of a page are to be read, which is folded below them."""
    return [said for where, said in words(app) if where == "method"]


NAMES = ("label", "value", "detail")
"""Parts of every card."""


def _card(drawn: ElementTree.Element) -> Card:
    parts = {part.get("class", ""): part for part in drawn.iter() if part.get("class")}
    tip = parts.get("card-tip")
    label, value, detail = (loose(parts[f"card-{name}"].text or "").strip() for name in NAMES)
    return Card(label, value, detail, "" if tip is None else tip.text or "")


def _compared(drawn: ElementTree.Element) -> Card:
    """Return a card of the first screen; its detail is all that stands below the figure."""
    parts = {part.get("class", "").removeprefix("now-"): part for part in drawn.iter()}
    below = [" ".join(" ".join(parts[name].itertext()).split()) for name in BELOW if name in parts]
    value = parts["value"].text or ""
    return Card(parts["label"].text or "", value, loose("; ".join(filter(None, below))))


BELOW = ("unit", "foot", "aside")
"""Parts of a card of the first screen below its figure."""


def figures(app: AppTest) -> list[dict[str, Any]]:
    """Return the figures of a page's charts, in their order."""
    return [told["figure"] for told in _told(app, CHART)]


def shared(app: AppTest) -> list[dict[str, Any]]:
    """Return what the rows under charts and tables are told, in their order."""
    return _told(app, SHARE)


def _told(app: AppTest, name: str) -> list[dict[str, Any]]:
    drawn = [node.proto for node in app.get(COMPONENT)]
    return [unpacked(proto.bytes) for proto in drawn if proto.component_name == name]


def unpacked(chart: bytes) -> dict[str, Any]:
    """Return what the browser is told of a chart or of the row under one."""
    told: dict[str, Any] = json.loads(zlib.decompress(chart))
    return told


SHOWN = (COMPONENT, "info", "warning", "error", "metric", "dataframe", "table", "header")
"""Kinds of elements of which a page shows one, beside its title."""

NONSENSE = {
    "not a word": re.compile(
        r"\b(?:nan|NaN|NaT|None(?! (?:of|chosen|was|is|are|were)\b)|null|inf|undefined)\b|<NA>"
    ),
    "a hole": re.compile(
        r"(?<=[^\s>])  +(?=\S)|\w [.,;)](?:\s|$)|\( |\(\)|“”"
        r"|\b(?:until|of|between|and|the|or|than)\.(?:\s|$)"
    ),
    "a plural": re.compile(
        r"(?<![\d.,–-])(?<!to )(?<!and )\b1 (?!was|is|has|as|this)[a-z]+s\b(?<!ss)"
    ),
    "a fault": re.compile(r"Something went wrong"),
}


MISSING = re.compile(r"; load the rows into the dataset \w+\.$")
"""How an error ends that says what the page needs: the data lack it, the page has not failed."""


CODE = "code"
"""Kind of an element that is no sentence: SQL that is shown has a null of its own."""


def faults(app: AppTest) -> list[str]:
    """Return what is wrong with a page: exceptions, errors, an empty page, words that are none."""
    wrong = [f"{e.message} at {_where(e.stack_trace)}" for e in app.exception]
    errors = [plain(error.value) for error in app.error]
    wrong += [f"error: {error}" for error in errors if not MISSING.search(error)]
    shown = cards(app) or tables(app) or any(app.main.get(kind) for kind in SHOWN)
    if not wrong and not shown:
        wrong.append("nothing stands on the page")
    wrong += [f"a raw name above a column: {name}" for name in sorted(raw_headings(app))]
    for where, text in words(app):
        for kind, pattern in () if where == CODE else NONSENSE.items():
            if where == "dataframe" and kind != "not a word":
                continue  # its texts are those of the rows
            if found := pattern.search(text):
                start = max(0, found.start() - 60)
                wrong.append(f"{kind} in {where}: …{text[start : found.end() + 40]}…")
    return wrong


def _where(trace: Sequence[str]) -> str:
    """Return the lines of our own that a traceback names."""
    found = re.findall(rf'"{HOME}/(dashboard/\S+)", line (\d+)', " ".join(trace))
    return ", ".join(f"{path}:{line}" for path, line in found)


UNSEEN = {"id", "key", "icon", "url", "form_id", "element_id", "query_param_key"}
DRAWN = {"text", "hovertext", "hovertemplate", "texttemplate", "ticktext", "title", "name",
         "labels", "customdata"}  # fmt: skip


def words(app: AppTest) -> Iterator[tuple[str, str]]:
    """Yield every text that the page shows, after the kind of its element."""
    yield from (("card", said) for card in cards(app) for said in vars(card).values() if said)
    for node in app._tree:
        proto = getattr(node, "proto", None)
        if proto is None or not hasattr(proto, "DESCRIPTOR"):
            continue
        kind = node.type
        if kind == COMPONENT:
            told = unpacked(proto.bytes)
            yield from (("chart", text) for text in _drawn(told.get("figure")))
            yield "chart", told.get("alt") or told["title"]
        elif kind in ("arrow_data_frame", "table", "dataframe"):
            yield from ((kind, text) for text in _cells(node.value))
            yield "alt", getattr(proto, "alt", "")
        elif kind == "html" and proto.body.startswith("<details"):
            name, _, said = proto.body.partition("</summary>")
            yield from (("method", unescape(re.sub(r"<[^>]+>", "", of))) for of in (name, said))
        elif kind not in ("html", "imgs"):
            yield from ((kind, text) for text in _texts(proto))


def _texts(proto: Any) -> Iterator[str]:
    """Yield the texts of an element, without those that only the program reads."""
    for field, value in proto.ListFields():
        for one in [value] if isinstance(value, str) or not hasattr(value, "__iter__") else value:
            if hasattr(one, "ListFields"):
                yield from _texts(one)
            elif isinstance(one, str) and field.name not in UNSEEN:
                yield one


def _drawn(part: Any, key: str = "") -> Iterator[str]:
    """Yield the texts of a figure."""
    if isinstance(part, dict):
        for name, value in part.items():
            yield from _drawn(value, name)
    elif isinstance(part, list):
        for value in part:
            yield from _drawn(value, key)
    elif isinstance(part, str) and key in DRAWN:
        yield part


RAW = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
"""A heading that is the name of a column in a file."""
TABLES, EXCERPT = ("arrow_data_frame", "dataframe"), "rows of the file with problems"
"""Kinds of elements that are tables, and how the alt of one ends that shows a file as it is."""


def raw_headings(app: AppTest) -> set[str]:
    """Return the headings of the page's tables that are names of columns as files have them."""
    found = set()
    for node in app._tree:
        if node.type in TABLES and not node.proto.alt.endswith(EXCERPT):
            own = json.loads(node.proto.columns or "{}")
            for name in node.proto.column_order or map(str, node.value.columns):
                label = (own.get(name) or {}).get("label", name)
                found |= {label} if label == name and RAW.fullmatch(label) else set()
    return found


def _cells(frame: pd.DataFrame) -> Iterator[str]:
    for column in frame.columns:
        yield from (cell for cell in frame[column].tolist() if isinstance(cell, str))


def asking(place: Place) -> tuple[AppTest, set[str]]:
    """Open a place; return it with the names of the queries that it asks."""
    asked: set[str] = set()
    ask = data._query

    def noted(path: str, name: str, *rest: Any) -> Any:
        asked.add(name)
        return ask(path, name, *rest)

    forget()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(data, "_query", noted)
        return go(place), asked


def forget() -> None:
    """Drop the answers that the app keeps, but those of queries and models."""
    for name, module in list(sys.modules.items()):
        if name.startswith("dashboard."):
            for value in vars(module).values():
                if isinstance(value, CachedFunc) and value not in (data._query, models._job):
                    value.clear()


def answer(app: AppTest) -> str:
    """Return the answer of the first screen, as a reader reads it."""
    (found,) = [m.value for m in app.markdown if m.value.startswith('<p class="answer">')]
    drawn = ElementTree.fromstring(f"<div>{found}</div>").find("p")
    assert drawn is not None
    return "".join(drawn.itertext())


def states(app: AppTest) -> list[tuple[str, str]]:
    """Return the passages of the first screen with their states."""
    (found,) = [m.value for m in app.markdown if m.value.startswith('<p class="answer">')]
    items = ElementTree.fromstring(f"<div>{found}</div>").iter("li")
    return [("".join(li[1][0].itertext()), "".join(li[1][1].itertext())) for li in items]
