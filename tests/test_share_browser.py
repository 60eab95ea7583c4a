"""What a chart can be taken along as, in a real browser: files, pictures, words to copy."""

from __future__ import annotations

import base64
import http.server
import re
import struct
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from dashboard.kit.ui import drawing
from dashboard.settings import Settings
from tests import serving

SVG = "{http://www.w3.org/2000/svg}"
PICTURE = "/_stcore/bidi-components/redsea.share/picture.js"


@pytest.fixture
def address(served: str) -> str:
    return served


def row(page: Page, key: str) -> Locator:
    return page.locator(f".share[data-of=st-key-{key}]")


def saved(page: Page, act: Locator) -> tuple[str, Path]:
    """Press what saves a file; return its name and where it lies."""
    with page.expect_download(timeout=serving.PATIENCE) as download:
        act.click()
    return download.value.suggested_filename, download.value.path()


def size(png: Path) -> tuple[int, ...]:
    content = png.read_bytes()
    assert content.startswith(b"\x89PNG")
    return struct.unpack(">II", content[16:24])


def texts(svg: str) -> list[str]:
    """Return the texts of a picture in their order, lines that belong together joined."""
    return ["".join(text.itertext()) for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_buttons_are_named_and_can_be_reached_by_keyboard(page: Page, address: str) -> None:
    for width in (1400, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{address}/costs")
        serving.settled(page)
        buttons = row(page, "rates_by_date").get_by_role("button")
        names = [button.get_attribute("aria-label") or "" for button in buttons.all()]
        title = page.locator("[data-testid=stMainBlockContainer] h2").first.inner_text()
        assert names == [f"{words} of: {title}" for words in WORDS]
        for button in buttons.all():
            box = button.bounding_box()
            assert box
            assert box["height"] == 28
            assert 0 <= box["x"] <= box["x"] + box["width"] <= width
    buttons.first.focus()
    serving.rerun(page, lambda: page.keyboard.press("Enter"))
    expect(buttons.first).to_have_attribute("aria-expanded", "true")
    expect(buttons.first).to_be_focused()
    expect(page.get_by_test_id("stDataFrame")).to_have_count(3)  # rows, events, sources
    serving.rerun(page, lambda: page.keyboard.press("Enter"))
    expect(page.get_by_test_id("stDataFrame")).to_have_count(0)
    page.emulate_media(media="print")
    expect(row(page, "rates_by_date")).to_be_hidden()
    page.emulate_media(media="screen")


WORDS = ["Table", "CSV", "XLSX", "PNG", "SVG", "Link", "Embed", "Cite"]


def test_a_workbook_comes_with_its_sheets(page: Page, address: str) -> None:
    page.goto(f"{address}/costs")
    serving.settled(page)
    name, file = saved(page, row(page, "rates_by_date").locator("[name=xlsx]"))
    assert name == "rates_by_date-v1.xlsx"
    with zipfile.ZipFile(file) as book:
        assert b'name="About"' in book.read("xl/workbook.xml")


def test_pictures_of_a_chart_say_what_it_shows(page: Page, address: str) -> None:
    page.goto(f"{address}/costs?claimed=true")
    serving.settled(page)
    chart, buttons = page.locator(".chart").first, row(page, "rates_by_date")
    name, png = saved(page, buttons.locator("[name=png]"))
    assert (name, size(png)) == ("rates_by_date-v1.png", (1200, 675))
    chart.hover()
    name, camera = saved(page, chart.locator("[data-title='Download as a PNG']"))
    assert (name, camera.read_bytes()) == ("rates_by_date-v1.png", png.read_bytes())
    name, file = saved(page, buttons.locator("[name=svg]"))
    svg = file.read_text(encoding="utf-8")
    assert name == "rates_by_date-v1.svg"
    assert 'width="1200" height="675"' in svg.partition(">")[0]
    title = page.locator("[data-testid=stMainBlockContainer] h2").first.inner_text()
    found = texts(svg)
    assert " ".join(found[:3]) == title or " ".join(found[:2]) == title  # in as many lines
    assert any(text.endswith("New York") for text in found)
    assert "Rates: Drewry WCI. Events: 71 reports. Data to 1 October 2026, version 1." in found
    assert any(
        text.startswith("Rates after 28 February 2026 also reflect the Iran war") for text in found
    )
    assert "Red Sea shipping disruption" in found
    assert f"{address}/costs?claimed=true".removeprefix("http://") in "".join(found)


def test_a_picture_keeps_the_zoom_of_the_reader(page: Page, address: str) -> None:
    page.goto(f"{address}/costs")
    serving.settled(page)
    buttons = row(page, "rates_by_date")
    whole = saved(page, buttons.locator("[name=svg]"))[1].read_text(encoding="utf-8")
    chart = page.locator(".chart").first
    chart.hover()
    chart.locator("[data-title='Zoom in']").click()
    zoomed = saved(page, buttons.locator("[name=svg]"))[1].read_text(encoding="utf-8")
    assert "Jan 2024" in texts(whole)
    assert "Jan 2024" not in texts(zoomed)


def test_a_map_becomes_a_light_picture_on_a_dark_page(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{address}/attacks?attacks=Map")
    serving.settled(page)
    _, png = saved(page, page.locator(".share [name=png]").first)
    assert size(png) == (1200, 675)
    page.goto("about:blank")
    mean = page.evaluate(
        """async (base64) => {
            const image = new Image();
            image.src = `data:image/png;base64,${base64}`;
            await image.decode();
            const context = new OffscreenCanvas(1, 1).getContext('2d');
            context.drawImage(image, 100, 200, 200, 250, 0, 0, 1, 1);  // land, left on the map
            return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
        }""",
        base64.b64encode(png.read_bytes()).decode(),
    )
    assert min(mean) > 200


HOSTILE = "<b>Ships</b> & <script>alert(1)</script> ]]> &lt;img src=x&gt;"


def test_titles_are_text_and_long_ones_shrink(page: Page, address: str) -> None:
    page.goto(f"{address}/costs")
    serving.settled(page)
    draw = """async ([script, told]) => {
        const { picture } = await import(script);
        const svg = await (await picture(told, null)).text();
        return svg;
    }"""
    told = {
        "kind": "svg",
        "figure": {"data": [{"y": [1, 2]}], "layout": {}},
        "height": 300,
        "library": drawing.library(),
        "title": HOSTILE,
        "note": HOSTILE,
        "source": "x" * 400,
        "site": HOSTILE,
        "link": "http://x.example/?" + "a" * 900,
    }
    svg = page.evaluate(draw, [PICTURE, told])
    root = ElementTree.fromstring(svg)
    first = next(root.iter(f"{SVG}text"))
    assert (first.text, first.get("font-size")) == (HOSTILE, "28")
    assert {element.tag for element in root.iter()}.isdisjoint({f"{SVG}script", f"{SVG}b"})
    told["title"] = "A long title of a chart says what it shows. " * 12
    (*_, last) = lines = [
        text
        for text in ElementTree.fromstring(page.evaluate(draw, [PICTURE, told])).iter(f"{SVG}text")
        if text.get("font-size") == "20"
    ]
    assert len(lines) == 3
    assert str(last.text).endswith("…")


def opened(page: Page, key: str, name: str) -> Locator:
    """Open what is shown to be copied, and return it."""
    serving.rerun(page, row(page, key).locator(f"[name={name}]").click)
    return row(page, key).locator("textarea")


def test_words_to_copy(page: Page, address: str) -> None:
    page.goto(f"{address}/costs?claimed=true&costs=Cost+components")
    serving.settled(page)
    key = (page.locator(".share").first.get_attribute("data-of") or "").removeprefix("st-key-")
    link = opened(page, key, "link")
    expected = f"{address}/costs?claimed=true&costs=Cost+components&chart={key}"
    expect(link).to_have_value(expected)
    page.evaluate("""() => {
        navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'));
        document.addEventListener('copy', (event) => { window.copied = event.target.value });
    }""")
    row(page, key).get_by_role("button", name="Copy").click()
    expect(row(page, key).get_by_role("status")).to_have_text("Copied.")
    assert page.evaluate("window.copied") == expected
    embed = opened(page, key, "embed")
    src = expected.replace("&", "&amp;")
    expect(embed).to_have_value(
        re.compile(re.escape(f'<iframe src="{src}&amp;embed=true" title="'))
    )
    cite = opened(page, key, "cite")
    expect(cite).to_have_value(
        re.compile(
            r"“.+” Red Sea shipping disruption, data version 1, data to .+ 2026\. .+"
            rf" {re.escape(expected)} \(accessed \d+ \w+ \d{{4}}\)\."
        )
    )
    serving.rerun(page, row(page, key).locator("[name=cite]").click)
    expect(row(page, key).locator("textarea")).to_have_count(0)


def test_a_link_leads_to_its_chart(page: Page, address: str) -> None:
    page.goto(f"{address}/costs?chart=rates_milestones")
    serving.settled(page)
    frame = page.locator(".st-key-rates_milestones-frame")
    expect(frame).to_be_in_viewport()
    page.wait_for_timeout(500)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") > 500
    box = frame.bounding_box()
    assert box
    assert 0 <= box["y"] < 900  # nearer to the top where the page goes on below it


class Other(http.server.BaseHTTPRequestHandler):
    """A page of another site with a frame."""

    src = ""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(f'<iframe src="{self.src}" width="900" height="700"></iframe>'.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is theirs)
        pass


@pytest.fixture
def other() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Other) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_one_chart_stands_alone_in_the_frame_of_a_site_that_is_named(
    browser: Browser, built: Settings, tmp_path: Path, other: str
) -> None:
    log = tmp_path / "app.log"
    with (
        serving.process(built.store, log, REDSEA_EMBED=other) as (address, _),
        serving.window(browser) as page,
    ):
        Other.src = f"{address}/costs?claimed=true&chart=rates_by_date&embed=true"
        page.goto(other)
        frame = page.frame_locator("iframe")
        expect(frame.locator(".chart[data-state=drawn]")).to_have_count(1)
        expect(frame.get_by_text("Rates: Drewry WCI.", exact=True)).to_be_visible()
        link = frame.get_by_role("link", name="Red Sea shipping disruption")
        whole = f"{address}/costs?claimed=true&chart=rates_by_date"
        expect(link).to_have_attribute("href", whole)
        for hidden in (
            "h1",
            ".card",
            ".share",
            "[data-testid=stSidebar]",
            "[data-testid=stHeader]",
        ):
            assert not any(part.is_visible() for part in frame.locator(hidden).all()), hidden
        Other.src = f"{address}/costs?chart=no_such&embed=true"
        page.goto(other)
        expect(page.frame_locator("iframe").get_by_text("does not have")).to_be_visible()


def test_no_other_site_frames_a_chart(browser: Browser, address: str, other: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    Other.src = f"{address}/costs?chart=rates_by_date&embed=true"
    with page.expect_console_message(lambda said: "frame" in said.text.lower()):
        page.goto(other)
    assert page.frame_locator("iframe").locator("#root").count() == 0
    context.close()
