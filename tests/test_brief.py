"""The brief: what it says is what the Overview says; one page, tagged, whatever the texts are."""

from __future__ import annotations

import re
import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import pytest
from PIL import Image
from playwright.sync_api import Page
from pypdf import PdfReader
from pypdf.generic import BooleanObject
from streamlit.testing.v1 import AppTest

from dashboard import __main__ as commands
from dashboard.kit.charts.text import plain
from dashboard.kit.ui import data
from dashboard.kit.ui.choosing import linked
from dashboard.settings import Settings
from dashboard.topics.overview import brief, brief_page, brief_pdf, record
from dashboard.topics.overview.brief import Brief
from dashboard.topics.overview.charts import brief_marks
from dashboard.topics.overview.charts.brief_marks import End, Panel
from dashboard.topics.overview.charts.crisis import crisis
from dashboard.topics.overview.charts.numbered import Numbered
from tests import serving

LINK = "https://shipping.example/"
VIEWS: dict[str, dict[str, Any]] = {
    "at first": {},
    "a year against the one before": {"period": "12 months", "compare": "Same weeks a year before"},
    "thin": {"period": "Custom", "days": ["2021-03-01", "2021-04-30"]},
    "past, claims, no events": {"period": "2024", "claimed": "true", "events": "Off"},
}
"""Filters of an address: by default, of today, before the record of attacks, of a past period."""


@pytest.fixture
def asked(built: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Brief]]:
    """Return a function that returns the brief for the filters of an address."""
    monkeypatch.setenv("REDSEA_STORE", str(built.store))
    data.chosen.cache_clear()

    def ask(**address: Any) -> Brief:
        with data.reading():
            chosen, refused = linked.read(listed(address))
            assert refused == []
            return brief.of(chosen, linked.at(LINK, listed(address)))

    yield ask
    data.chosen.cache_clear()


def listed(address: dict[str, Any]) -> dict[str, list[str]]:
    return {key: [value] if isinstance(value, str) else value for key, value in address.items()}


def shown(app: AppTest) -> str:
    """Return all words of a page, without marks and with single blanks."""
    parts = [*app.title, *app.markdown, *app.caption, *app.get("html")]
    bodies = [str(getattr(part, "value", None) or part.proto.body) for part in parts]
    bodies += [getattr(chart.proto, "json", "") for chart in app.get("bidi_component")]
    return said("\n".join(bodies))


def said(markup: str) -> str:
    words = plain(unescape(re.sub(r"<[^>]+>", " ", markup))).replace("*", "")
    return " ".join(words.split())


def pages(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def words_of(content: bytes) -> str:
    """Return the text of the one page of a PDF."""
    (page,) = pages(content).pages
    return " ".join(page.extract_text().split())


NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@pytest.mark.parametrize("name", VIEWS)
def test_the_brief_says_what_the_overview_says(
    asked: Callable[..., Brief], visit: Callable[..., AppTest], name: str
) -> None:
    made = asked(**VIEWS[name])
    page = shown(visit(**VIEWS[name]))
    told = [made.told.question, made.told.short, made.told.because, made.heading]
    told += [text for one in made.states for text in (one.name, one.said, one.aside)]
    for card in made.cards:
        told += [card.label, card.value, card.unit, card.before, card.change, card.aside]
    told += ["".join(piece for _, piece in finding) for finding in made.findings]
    told.append(made.dates)
    assert [text for text in told if said(text) not in page] == []
    # and the PDF and the page at /brief say the same, to the last number
    on_paper = words_of(brief_pdf.pdf(made))
    html = said(brief_page.html(made, lambda of: f"/{of}", "").partition("<main>")[2])
    numbers = {number for text in told for number in NUMBER.findall(text)}
    assert numbers
    assert numbers - set(NUMBER.findall(on_paper)) == set()
    assert numbers - set(NUMBER.findall(html)) == set()


@pytest.mark.parametrize("name", VIEWS)
def test_one_tagged_page(asked: Callable[..., Brief], name: str) -> None:
    made = asked(**VIEWS[name])
    content = brief_pdf.pdf(made)
    read = pages(content)
    root = read.trailer["/Root"].get_object()
    assert len(read.pages) == 1
    assert [float(side) for side in read.pages[0].mediabox[2:]] == pytest.approx(
        [595.28, 841.89], abs=0.01
    )
    assert root["/MarkInfo"]["/Marked"] == BooleanObject(True)
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == BooleanObject(True)
    title = f"{made.told.question} Red Sea shipping disruption, record to 9 October 2026"
    assert read.metadata is not None
    assert read.metadata.title == title
    assert b"<pdfuaid:part>1</pdfuaid:part>" in read.xmp_metadata.stream.get_data()  # type: ignore[union-attr]
    assert list(_alts(root["/StructTreeRoot"])).count(made.alt) == 1
    assert content == brief_pdf.pdf(made)  # the same bytes each time
    fonts = read.pages[0]["/Resources"]["/Font"].values()
    assert all("SourceSans3VF" in font.get_object()["/BaseFont"] for font in fonts)


def _alts(node: Any) -> Iterator[str]:
    """Yield the texts that stand for pictures in the structure of a PDF."""
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from _alts(child)
    elif isinstance(node, dict):
        if "/Alt" in node:
            yield str(node["/Alt"])
        if "/K" in node:
            yield from _alts(node["/K"])


def test_ours_never_stands_without_the_higher_count(asked: Callable[..., Brief]) -> None:
    made = asked()
    assert "27 ships a day passed Bab el-Mandeb (Lloyd's List counted 40" in made.told.because
    assert made.cards[0].aside == "Lloyd's List counted 40: −43 %"
    assert "Lloyd's List counted 53 % more" in made.heading
    assert ">Bab el-Mandeb 39 %</text>" in made.figure
    assert ">57 % by Lloyd's List</text>" in made.figure
    assert made.alt.endswith("Lloyd's List counted 57 percent at Bab el-Mandeb.")
    told = ["".join(piece for _, piece in finding) for finding in made.findings]
    assert all("Lloyd's List" in one for one in told if one.startswith("Bab el-Mandeb"))


@pytest.mark.parametrize("name", VIEWS)
def test_the_figure_names_what_the_figure_of_the_page_names(
    asked: Callable[..., Brief], name: str
) -> None:
    made = asked(**VIEWS[name])
    with data.reading():
        known = record.read(linked.read(listed(VIEWS[name]))[0])
        events = data.query("lists/events", known.chosen.parameters)
    figure = crisis(known.weeks, known.months, events[:0], known.basis).figure
    assert figure is not None
    named = [note["text"].rpartition("</span> ")[2] for note in figure["layout"]["annotations"]]
    ends = [text for text in named if re.search(r"\d\s?[%×]$", text)]
    assert len(ends) == {"thin": 3}.get(name, 5)
    assert [text for text in ends if f">{text}</text>" not in made.figure] == []
    bars = re.findall(r'height="([\d.]+)" fill="#2B313C"', made.figure)
    months = known.months.groupby("month")["attacks"].sum()
    assert len(bars) == (months > 0).sum()
    tallest = max(map(float, bars), default=0.0)
    for count, tall in zip(months[months > 0], bars, strict=True):
        assert float(tall) == pytest.approx(tallest * count / months.max(), abs=0.11)


HOSTILE = '#panic("x") $1+1$ *b* _i_ @who <label> "q" \\ `raw` // #let a = 1 [x] ~ --- = h'


def test_texts_are_texts(asked: Callable[..., Brief]) -> None:
    plain_one = asked()
    made = replace(
        plain_one,
        told=replace(plain_one.told, question=HOSTILE, short=HOSTILE, because=HOSTILE),
        heading=HOSTILE,
        alt=HOSTILE,
        findings=[[(True, HOSTILE), (False, HOSTILE)]],
        sources=HOSTILE,
        shown=HOSTILE,
        cards=[replace(card, label=HOSTILE, before=HOSTILE) for card in plain_one.cards],
        states=[replace(state, said=HOSTILE) for state in plain_one.states],
        events=[Numbered(1, HOSTILE[:40], pd.Timestamp("2024-01-01"), "response")],
        link="https://x.example/?a=%22#$*",
    )
    content = words_of(brief_pdf.pdf(made))
    tight = content.replace(" ", "")
    # question, short, because, heading, two findings, sources, shown; 4 x label, before and state
    assert tight.count(HOSTILE.replace(" ", "")) == 8 + 3 * 4
    html = brief_page.html(made, lambda of: f"/{of}", "")
    assert "<label>" not in html
    assert unescape(html).count(HOSTILE) >= 20


def test_long_texts_stay_on_the_page(asked: Callable[..., Brief]) -> None:
    made = asked()
    long = replace(made, findings=[*made.findings, *made.findings], sources=8 * made.sources)
    assert len(pages(brief_pdf.pdf(long)).pages) == 1


def test_the_command(
    built: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    asked: Callable[..., Brief], tmp_path: Path,
) -> None:  # fmt: skip
    out = tmp_path / "out.pdf"
    options = ["--start", "2024-01-01", "--end", "2024-06-30", "--compare", "2019", "--claimed"]
    assert commands.main(["brief", "--out", str(out), *options, "--address", LINK]) == 0
    assert capsys.readouterr().out == f"The brief is in {out}.\n"
    view = {"period": "Custom", "days": ["2024-01-01", "2024-06-30"], "compare": "2019"}
    assert out.read_bytes() == brief_pdf.pdf(asked(**view, claimed="true"))
    assert "days=2024-01-01&days=2024-06-30&compare=2019&claimed=true" in words_of(out.read_bytes())


@pytest.mark.parametrize(
    ("options", "error"),
    [
        (["--period", "x"],
         "period 'x' cannot be used. Periods and baselines have the names of the pages; days go"
         " from 2011-01-01 to 2026-10-09.\n"),
        (["--start", "2025-01-01", "--end", "2024-01-01"],
         "The period ends on 2024-01-01, before it begins on 2025-01-01.\n"),
        (["--period", "12m", "--end", "2024-01-01"],
         "--period names the days: it stands without --start and --end.\n"),
    ],
)  # fmt: skip
def test_what_the_command_cannot_use(
    options: list[str], error: str, asked: object, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    out = tmp_path / "out.pdf"
    assert commands.main(["brief", "--out", str(out), *options]) == 2
    assert capsys.readouterr().err == error
    assert not out.exists()


def test_a_missing_folder_and_a_missing_typst_are_told(
    asked: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    out = tmp_path / "no" / "out.pdf"
    assert commands.main(["brief", "--out", str(out)]) == 2
    assert capsys.readouterr().err == f"{out} cannot be written: No such file or directory.\n"
    monkeypatch.setitem(sys.modules, "typst", None)
    assert commands.main(["brief", "--out", str(tmp_path / "out.pdf")]) == 2
    assert capsys.readouterr().err == f"{brief_pdf.MISSING}\n"


@pytest.mark.parametrize(
    ("address", "start", "end", "baseline", "rates"),
    [
        ({}, "2023-10-07", "2026-10-09", "2022-01-01 2023-10-06", "2023-09-01 2023-11-16"),
        ({"period": "12m"}, "2025-10-10", "2026-10-09", "2022-01-01 2023-10-06",
         "2023-09-01 2023-11-16"),
        ({"period": ["2024-06-30", "2024-01-01"], "compare": "2019"}, "2024-01-01", "2024-06-30",
         "2019-01-01 2019-12-31", "2019-01-01 2019-12-31"),
        ({"period": "Custom", "days": "2024-02-03", "compare": "year-before"}, "2024-02-03",
         "2024-02-03", "2023-02-04 2023-02-04", "2023-02-04 2023-02-04"),
        ({"baseline": ["2020-01-01", "2020-02-01"]}, "2023-10-07", "2026-10-09",
         "2020-01-01 2020-02-01", "2023-09-01 2023-11-16"),
    ],
)  # fmt: skip
def test_an_address_means_what_it_means_on_a_page(
    asked: object, address: dict[str, Any], start: str, end: str, baseline: str, rates: str
) -> None:
    with data.reading():
        chosen, refused = linked.read(listed(address))
    assert refused == []
    assert (chosen.start, chosen.end) == (date.fromisoformat(start), date.fromisoformat(end))
    assert f"{chosen.baseline_start} {chosen.baseline_end}" == baseline
    assert f"{chosen.rate_baseline_start} {chosen.rate_baseline_end}" == rates


@pytest.mark.parametrize("name", VIEWS)
def test_filters_of_an_address_are_those_of_the_page(
    visit: Callable[..., AppTest], name: str
) -> None:
    app = visit(**VIEWS[name])
    with data.reading():
        chosen, _ = linked.read(listed(VIEWS[name]))
    assert chosen == app.session_state["_filters"]


def test_what_an_address_asks_in_vain(asked: object) -> None:
    address = {"period": ["x"], "days": ["1900-01-01"], "events": ["<b>"], "claimed": ["yes"]}
    with data.reading():
        chosen, refused = linked.read(address)
        assert chosen == linked.read({})[0]
        told = linked.outside(refused, linked.bounds())
    assert told == (
        "period 'x', days '1900-01-01', events '<b>', claimed 'yes' cannot be used; the default"
        " stands instead. Days go from 2011-01-01 to 2026-10-09."
    )


PANEL = Panel("Ships", 0, 100, 10)


def test_names_at_the_ends_of_lines_do_not_meet() -> None:
    named = [End("a", "ink", 50), End("b", "ink", 51, "below"), End("c", "ink", 99)]
    drawn = "".join(brief_marks.ends(PANEL, named))
    places = [float(y) for y in re.findall(r'<text x="[\d.]+" y="([\d.]+)"', drawn)]
    assert len(places) == 4
    steps = [after - before for before, after in pairwise(places)]
    assert min(steps) >= 13.4
    assert places[-1] <= PANEL.foot + 4


def test_badges_do_not_meet() -> None:
    assert brief_marks.spread([50, 55, 300, 555, 556]) == [50, 72, 300, 545, 567]
    assert brief_marks.spread([]) == []


@pytest.mark.parametrize(
    ("most", "expected"),
    [(4.2, [0, 2, 4]), (17, [0, 5, 10, 15]), (236, [0, 100, 200]), (7.5, [0, 2, 4, 6]),
     (848, [0, 500]), (1.6, [0, 0.5, 1, 1.5])],
)  # fmt: skip
def test_scales_have_round_values(most: float, expected: list[float]) -> None:
    assert brief_marks.ticks(most) == expected


def test_a_hatching_stays_within_its_stretch() -> None:
    (path, *words) = PANEL.hatched(100, 160, "No figures")
    at_x = []
    for start_x, step_x in re.findall(r"M([\d.]+),[\d.-]+l([\d.-]+),", path):
        at_x += [float(start_x), float(start_x) + float(step_x)]
    assert at_x
    assert (min(at_x), max(at_x)) == (100, 160)
    assert words == []  # "No figures" is wider


def test_sentences_come_apart_into_bold_and_plain() -> None:
    sentence = r"**Red \*Sea\*: 5 %** less, [IMF](https://x.example) \*\*not\*\* **bold**."
    assert brief.runs(sentence) == [
        (True, "Red *Sea*: 5 %"), (False, " less, IMF (https://x.example) **not** "),
        (True, "bold"), (False, "."),
    ]  # fmt: skip


def ask(served: str, path: str) -> tuple[Any, bytes]:
    with urllib.request.urlopen(f"{served}{path}") as answer:
        return answer.headers, answer.read()


def test_the_page_and_the_files_of_the_server(served: str) -> None:
    headers, page = ask(served, "/brief?period=12m&compare=2019&section=x")
    html = page.decode()
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
    assert "<title>Is the Red Sea open? Red Sea shipping disruption, record to" in html
    assert f'href="{served}/?period=12m&amp;compare=2019"' in html  # the view, its filters alone
    assert 'href="/brief.pdf?period=12m&amp;compare=2019"' in html
    assert 'href="/rerouting?period=12m&amp;compare=2019"' in html
    assert "plotly" not in html  # which every page of Streamlit fetches
    assert "<script" not in html
    headers, content = ask(served, "/brief.pdf?period=12m&compare=2019")
    assert headers["Content-Type"] == "application/pdf"
    assert f"{served}/?period=12m&compare=2019" in words_of(content)
    headers, content = ask(served, "/brief.png")
    assert headers["Content-Type"] == "image/png"
    assert Image.open(BytesIO(content)).size == (1200, 630)  # as previews of links show it


def test_filters_that_cannot_be_used_are_told(served: str) -> None:
    _, page = ask(served, "/brief?period=%3Cscript%3E&events=Key")
    assert "period '&lt;script&gt;' cannot be used; the default stands instead." in page.decode()
    assert b"cannot be used" not in ask(served, "/brief?events=Key")[1]


def test_the_page_prints_on_one_sheet_and_its_button_makes_the_file(
    served: str, page: Page, tmp_path: Path
) -> None:
    for name, view in VIEWS.items():
        page.goto(f"{served}/brief?{urlencode(view, doseq=True)}")
        assert len(pages(page.pdf(prefer_css_page_size=True)).pages) == 1, name
    for width in (1400, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") == width
    page.goto(f"{served}/?period=2024")
    serving.settled(page)
    with page.expect_download() as loaded:
        page.get_by_role("button", name="Brief (PDF)").click()
    loaded.value.save_as(tmp_path / "brief.pdf")
    assert loaded.value.suggested_filename == "red-sea-brief.pdf"
    assert "Was the Red Sea open?" in words_of((tmp_path / "brief.pdf").read_bytes())
    link = page.get_by_role("link", name="To print").get_attribute("href")
    assert link == "/brief?period=2024"
