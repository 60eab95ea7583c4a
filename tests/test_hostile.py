"""Text of rows and of addresses is shown as text, on every page and section, in light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Dialog, Page

from dashboard import contracts, desk
from dashboard.settings import HOME, Settings
from tests import hostile, places, serving
from tests.places import Place

pytestmark = pytest.mark.filterwarnings("ignore:.*ScriptRunContext")

WIDGETS = (
    "button_group", "checkbox", "date_input", "multiselect", "number_input", "selectbox",
    "select_slider", "slider", "text_input", "toggle",
)  # fmt: skip
SHOWN = """(tokens) => {
    // What a reader reads of the page: its text, that of its charts, and the words of its hovers.
    const texts = [document.body.innerText,
        ...[...document.querySelectorAll('svg text')].map(t => t.textContent)]
        .map(t => t.replaceAll('\u2060', ''));
    const lost = [];
    for (const [word, marks] of Object.entries(tokens))
        for (const text of texts)
            for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
                const start = at - marks.indexOf(word), end = start + marks.length;
                const cut = text.slice(at, end + 1).includes('…');
                if (text.slice(start, end) !== marks && !cut)
                    lost.push(text.slice(Math.max(0, start - 60), end + 20));
            }
    const foreign = [...document.querySelectorAll('a[href], [src]')]
        .map(e => e.href && (e.href.baseVal ?? e.href) || e.src)
        .filter(u => u && new URL(u, location.href).hostname.endsWith('evil.example'));
    const drawn = [];
    const walk = (value, path) => {
        if (typeof value === 'string') {
            if (/<(b>zq|img|script)/.test(value)) drawn.push(`${path}: ${value.slice(0, 120)}`);
        } else if (value && typeof value === 'object' && !ArrayBuffer.isView(value)) {
            // A map writes its own names on a canvas, as they are.
            const written = value.type === 'scattermap' && (value.mode || '').includes('text');
            for (const [key, part] of Object.entries(value))
                if (key !== 'style' && !(written && key === 'text')) walk(part, `${path}.${key}`);
        }
    };
    for (const plot of document.querySelectorAll('.js-plotly-plot'))
        walk({data: plot.data, layout: plot.layout}, plot.getAttribute('aria-label') || 'plot');
    return {lost: [...new Set(lost)], foreign, drawn: [...new Set(drawn)],
        ran: window.zq !== undefined,
        typeset: document.querySelectorAll('.katex').length,
        words: texts.join(' ').split('zqbold').length - 1};
}"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Return settings whose store holds the hostile package."""
    folder = tmp_path_factory.mktemp("hostile")
    data = hostile.package(HOME / "data", folder / "data")
    chosen = Settings(store=folder / "store", data=data, keep=20)
    desk.ensure(chosen, contracts.load_package(data))
    return chosen


@pytest.fixture(scope="module")
def address(loaded: Settings) -> Iterator[str]:
    log = loaded.store.parent / "app.log"
    with places.reading(loaded), serving.server(loaded.store, log) as url:
        yield url


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    dialogs: list[str] = []

    def asked(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", asked)
    yield page
    page.remove_listener("dialog", asked)
    assert dialogs == []


def parameters(place: Place) -> dict[str, Any]:
    """Return a hostile value for every parameter that the place takes from its address."""
    app = places.go(place)
    keys = {
        element.proto.query_param_key
        for kind in WIDGETS
        for element in app.get(kind)
        if element.proto.query_param_key
    }
    assert {"period", "events", "compare"} <= keys
    return {key: [hostile.TEXT] for key in keys}


def read(page: Page) -> list[dict[str, Any]]:
    """Return what is amiss on the place that is open, where it has a map in dark as well.

    Maps are built anew for the dark; of all else colours change, by a template without texts.
    """
    serving.settled(page, whole=True)
    found = [page.evaluate(SHOWN, hostile.TOKENS)]
    if page.locator(".maplibregl-map").filter(visible=True).count():
        look(page, "dark")
        serving.settled(page, whole=True)
        found.append(page.evaluate(SHOWN, hostile.TOKENS))
        look(page, "light")
    return found


def look(page: Page, scheme: Literal["light", "dark"]) -> None:
    """Have the page light or dark, and wait until it is."""
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(
        f"() => getComputedStyle(document.querySelector('.stApp')).colorScheme === '{scheme}'"
    )
    serving.settled(page)


@pytest.mark.parametrize("name", places.PAGES)
def test_text_is_text(page: Page, address: str, name: str, loaded: Settings) -> None:
    here = [place for place in places.everywhere() if place.page == name]
    with places.reading(loaded):
        every = {key: value for place in here for key, value in parameters(place).items()}
    visits = [(every, here)]
    if name == "voyage":  # ports that are none have no answer, and no section is drawn
        visits = [({}, here), (every, here[:1])]
    path, words = "" if name == "overview" else name, 0
    for asked, opened in visits:
        page.goto(f"{address}/{path}?{urlencode(here[0].address | asked, doseq=True)}")
        serving.settled(page)
        for place in opened:
            if place != here[0]:
                serving.rerun(page, page.get_by_role("tab", name=place.section, exact=True).click)
            for found in read(page):
                words += found.pop("words")
                assert found == {
                    "lost": [],
                    "foreign": [],
                    "drawn": [],
                    "ran": False,
                    "typeset": 0,
                }, place
    assert words > 0


def test_what_breaks_the_policy_is_seen(browser: Browser, address: str) -> None:
    def stray() -> None:
        with serving.window(browser) as page:
            page.goto(f"{address}/sources")
            serving.settled(page)
            page.evaluate(f"new Image().src = '{hostile.EVIL}/p.png'; document.title")
            page.wait_for_timeout(500)

    with pytest.raises(AssertionError, match="img-src https://evil"):
        stray()
