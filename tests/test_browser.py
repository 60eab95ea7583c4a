"""What only a real browser shows: drawn charts and maps, URLs, clicks, and no request outside."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import serving
from tests.test_package import RESOURCES

PAGES = {
    "": 1,
    "attacks": 2,
    "rerouting": 2,
    "costs": 1,
    "hodeidah": 4,
    "impact": 2,
    "claims": 0,
    "voyage": 2,
    "sources": 0,
}
"""Page -> number of charts that it shows at first."""


@pytest.fixture
def address(served: str) -> str:
    return served


def metric(page: Page, label: str) -> str:
    return page.locator(".card", has_text=label).locator(".card-value").inner_text()


@pytest.mark.parametrize(("name", "charts"), PAGES.items())
def test_page_shows_its_charts(page: Page, address: str, name: str, charts: int) -> None:
    page.goto(f"{address}/{name}")
    serving.settled(page, whole=True)
    drawn = page.locator(".chart.js-plotly-plot .main-svg:first-child")
    expect(drawn).to_have_count(charts)
    assert page.locator("[data-testid=stException], [data-testid=stAlert]").count() == (
        1 if name == "sources" else 0  # stale records
    )
    for chart in page.locator(".chart").all():
        assert len(chart.get_attribute("aria-label") or "") > 40


def test_map_draws_coast_names_and_points(page: Page, address: str) -> None:
    page.goto(f"{address}/attacks?attacks=Map")
    serving.settled(page)
    drawn = """() => {
        const plot = [...document.querySelectorAll('.js-plotly-plot')]
            .find(p => p._fullLayout && p._fullLayout.map);
        if (!plot) return false;
        const map = plot._fullLayout.map._subplot.map;
        if (!map.loaded()) return false;
        const found = map.queryRenderedFeatures();
        const of = kind => found.filter(f => f.geometry.type.includes(kind)).length;
        return {coast: of('Polygon'), points: of('Point')};
    }"""
    handle = page.wait_for_function(drawn, timeout=serving.PATIENCE)
    found = handle.json_value()
    assert found["coast"] > 0
    assert found["points"] > 50


def test_filter_lands_in_the_url_and_a_shared_link_shows_the_same(
    page: Page, browser: Browser, address: str
) -> None:
    page.goto(f"{address}/attacks")
    serving.settled(page)
    assert metric(page, "Attacks recorded") == "135"
    page.get_by_text("Include claimed-only attacks").click()
    expect(page.locator(".card-value").first).to_have_text("193")
    assert "claimed=true" in page.url
    other = browser.new_context().new_page()
    other.goto(page.url)
    serving.settled(other)
    assert metric(other, "Attacks recorded") == "193"
    other.context.close()


def test_period_of_the_url_counts_107_attacks_to_october_2024(page: Page, address: str) -> None:
    page.goto(f"{address}/attacks?period=2023-11-01&period=2024-10-01")
    serving.settled(page)
    assert metric(page, "Attacks recorded") == "107"


def test_filters_survive_a_change_of_page(page: Page, address: str) -> None:
    page.goto(f"{address}/attacks?outcome=sunk&claimed=true")
    serving.settled(page)
    assert metric(page, "Attacks recorded") == "5"
    page.locator("[data-testid=stSidebarNavLink]", has_text="Overview").click()
    expect(page.locator(".now-value")).to_have_count(4)
    expect(page.locator("li", has_text="193 attacks")).to_be_visible()
    assert "claimed=true" in page.url
    page.locator("[data-testid=stSidebarNavLink]", has_text="Attacks").click()
    expect(page.locator(".card-value").first).to_have_text("5")
    assert "outcome=sunk" in page.url


CARDS = ["Rerouting", "Rerouting", "Container costs", "Attacks"]


def test_each_card_leads_to_its_page_and_back_with_the_filters(page: Page, address: str) -> None:
    page.goto(f"{address}/?period=2024-01-01&period=2024-12-31&claimed=true&events=More")
    serving.settled(page)
    assert page.locator(".now-value").count() == len(CARDS)
    heading = page.locator("[data-testid=stMainBlockContainer] h1")
    chosen = ("period=Custom", "days=2024-01-01", "days=2024-12-31", "claimed=true", "events=More")
    for card, title in enumerate(CARDS):
        if title in CARDS[:card]:
            continue  # one card of each page is clicked
        page.locator("[data-testid=stPageLink] a").nth(card).click()
        expect(heading).to_contain_text(title)
        serving.settled(page)
        assert [part for part in chosen if part not in page.url] == []
        page.locator("[data-testid=stSidebarNavLink]", has_text="Overview").click()
        expect(heading).to_have_text("Was the Red Sea open?")
        serving.settled(page)
        assert [part for part in chosen if part not in page.url] == []
        assert page.url.count("days=") == 2  # nothing stands there twice
        assert "98 attacks" not in page.locator("li", has_text="attacks").first.inner_text()


@pytest.mark.parametrize(("width", "height", "cards"), [(1400, 900, 4), (390, 844, 4)])
def test_the_first_screen_answers(
    page: Page, address: str, width: int, height: int, cards: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address)
    serving.settled(page)
    parts = [page.locator(".answer"), *page.locator(".states li").all()]
    parts += page.locator(".now").all()[:cards]
    assert len(parts) == 1 + 4 + cards
    for part in parts:
        box = part.bounding_box()
        assert box
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height
        assert box["x"] + box["width"] <= width
    shown = page.locator(f".map.{'wide' if width > 760 else 'narrow'}").bounding_box()
    assert shown
    assert shown["y"] < height or width < 760  # on a wide screen the map begins there as well
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= width


def test_one_hover_reads_all_panels_of_the_crisis(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1400, "height": 900})
    page.goto(address)
    serving.settled(page)
    plot = page.locator(".chart").first
    plot.scroll_into_view_if_needed()
    expect(plot).to_have_attribute("data-state", "drawn")
    box = plot.bounding_box()
    assert box
    for height in (0.3, 0.5, 0.7, 0.9):  # in each of the four panels
        page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * height)
        read = plot.locator(".hoverlayer .legend")
        expect(read).to_contain_text("Attacks")
        for record in ("Week of", "Transits: Bab el-Mandeb", "Rates:", "Red Sea ports:"):
            expect(read).to_contain_text(record)
        page.mouse.move(5, 5)


def test_csv_says_what_it_holds(page: Page, address: str) -> None:
    page.goto(f"{address}/?claimed=true")
    serving.settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV of").last.click()
    lines = download.value.path().read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("# ")]
    rows = [line for line in lines if not line.startswith("#")]
    assert head[1] == (
        "# Filters: 7 October 2023 to 9 October 2026, with claimed-only attacks; transits against"
        " 1 January 2022 to 6 October 2023; freight rates against 1 September 2023 to"
        " 16 November 2023"
    )
    assert head[2].startswith("# Data version: ")
    assert f"# Link: {address}?claimed=true" in head
    assert any(line.startswith("# Event: 2023-11-19 ") for line in head)
    assert any(line.startswith("# Sources (") for line in head)
    assert rows[0].startswith("week,attacks_in_week,bab_el_mandeb_index_pct,suez_index_pct")
    assert rows[0].endswith(",source_ids")
    assert sum(int(float(row.split(",")[1] or 0)) for row in rows[1:]) == 193


def test_click_on_a_bar_filters_by_it_and_a_second_click_lifts_it(page: Page, address: str) -> None:
    page.goto(f"{address}/attacks?attacks=Ships+and+weapons")
    serving.settled(page, whole=True)
    headline = page.locator(".card-value").first

    def click_first_bar() -> None:
        chart = page.locator(".chart[aria-label*='ship type']")
        bar = chart.locator(".bars .point path").first
        bar.scroll_into_view_if_needed()
        box, before = bar.bounding_box(), None
        while box != before:  # what is drawn above it may move it still
            page.wait_for_timeout(500)
            box, before = bar.bounding_box(), box
        assert box
        page.mouse.click(box["x"] + box["width"] / 3, box["y"] + box["height"] / 2)

    click_first_bar()
    expect(headline).to_have_text("33")
    assert "vessel_type=bulk+carrier" in page.url.replace("%20", "+")
    serving.settled(page)
    expect(page.get_by_role("button", name="Ship type: bulk carrier")).to_be_visible()
    assert page.locator(".chart[aria-label*='ship type'] .bars .point").count() == 10
    click_first_bar()
    expect(headline).to_have_text("135")
    assert "vessel_type" not in page.url


MAP_TRACES = """() => {
    const plot = [...document.querySelectorAll('.js-plotly-plot')]
        .find(p => p._fullLayout && p._fullLayout.map);
    const named = plot ? plot._fullData.filter(t => t.mode.includes('text')) : [];
    return named.map(t => (t.text || []).toString()).join();
}"""


def test_row_of_the_list_is_found_on_the_map(page: Page, address: str) -> None:
    page.goto(f"{address}/attacks?attacks=List")
    serving.settled(page)
    table = page.locator("[data-testid=stDataFrame]").first
    box = table.bounding_box()
    assert box
    assert box["height"] == 35 * 16 + 3  # a heading and 15 rows
    page.mouse.click(box["x"] + 18, box["y"] + 35 + 35 + 17)  # the box left of the second row
    expect(page.get_by_text("Chrystal Sky, 4 October 2026: ")).to_be_visible()
    page.get_by_role("button", name="Show on the map").click()
    page.wait_for_function(
        f"() => ({MAP_TRACES})().includes('Chrystal Sky')", timeout=serving.PATIENCE
    )
    assert "attacks=Map" in page.url
    page.get_by_role("button", name="Show all attacks").click()
    page.wait_for_function(
        f"() => !({MAP_TRACES})().includes('Chrystal Sky')", timeout=serving.PATIENCE
    )


def test_a_table_offers_no_csv_but_the_page_s_own(page: Page, address: str, tmp_path: Path) -> None:
    """Streamlit's own would name no sources and hold formulas."""
    page.goto(f"{address}/sources")
    serving.settled(page)
    page.locator("[data-testid=stDataFrame]").first.hover()
    toolbar = page.locator("[data-testid=stElementToolbar]").first
    expect(toolbar.get_by_label("Search")).to_be_visible()
    expect(toolbar.get_by_label("Download as CSV")).to_have_count(0)
    page.get_by_role("tab", name="Loads").click()
    with page.expect_download(timeout=serving.PATIENCE) as loads:
        page.get_by_role("button", name="Loads (CSV)").click()
    assert loads.value.suggested_filename == "loads-v1.csv"
    loads.value.save_as(tmp_path / "loads.csv")
    with (tmp_path / "loads.csv").open(encoding="utf-8", newline="") as file:
        names = {row["file_name"] for row in csv.DictReader(file)}
    assert names == {f"{name}.csv" for name in RESOURCES}


def test_attacks_picked_on_the_map_are_listed(page: Page, address: str) -> None:
    page.goto(f"{address}/attacks?attacks=Map&outcome=hijacked")
    serving.settled(page)
    page.goto(f"{address}/attacks?attacks=Map&outcome=sunk&outcome=hijacked")
    serving.settled(page)
    expect(page.locator("[data-testid=stDataFrame]")).to_have_count(0)
    where = """() => {
        const plot = [...document.querySelectorAll('.js-plotly-plot')]
            .find(p => p._fullLayout && p._fullLayout.map);
        if (!plot || !plot._fullLayout.map._subplot.map.loaded()) return false;
        const trace = plot._fullData.find(t => t.name === 'hijacked');
        const at = plot._fullLayout.map._subplot.map.project([trace.lon[0], trace.lat[0]]);
        const box = plot.querySelector('.maplibregl-canvas').getBoundingClientRect();
        return [box.x + at.x, box.y + at.y];
    }"""
    x, y = page.wait_for_function(where, timeout=serving.PATIENCE).json_value()
    page.mouse.move(x - 5, y)
    page.mouse.move(x, y)
    page.mouse.click(x, y)
    expect(page.get_by_text("1 attack picked on the map")).to_be_visible()
    # Of a pick that a filter leaves out there is no table.
    page.locator("[data-testid=stExpander]", has_text="Filter by area").first.click()
    page.get_by_role("combobox", name="Outcome").press("Backspace")
    expect(page.get_by_text("1 attack picked on the map")).to_have_count(0)
    expect(page.locator(".card-value").first).to_have_text("5")


def test_a_claim_of_the_table_opens_and_closes(page: Page, address: str) -> None:
    page.goto(f"{address}/claims?events=Off")
    serving.settled(page)
    page.get_by_role("link", name="Global shipping in the Red Sea was ground to a halt").click()
    expect(page.get_by_text("Rule.")).to_be_visible()
    assert page.url.endswith("/claims?events=Off&claim=13")
    page.get_by_role("link", name="Global shipping in the Red Sea was ground to a halt").click()
    expect(page.locator("table.claims tbody tr")).to_have_count(16)
    expect(page.get_by_text("Rule.")).to_have_count(0)


def test_damaged_store_is_explained_on_the_page(
    page: Page, bundled_store: Path, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    shutil.copytree(bundled_store, store)
    (version,) = store.glob("redsea-*.duckdb")
    version.write_bytes(version.read_bytes()[:100_000])
    with serving.server(store, tmp_path / "app.log") as address:
        page.goto(address)
        alert = page.locator("[data-testid=stAlert]")
        expect(alert).to_contain_text("The data cannot be shown")
        expect(alert).to_contain_text("mv store store.damaged && python -m dashboard build")
        assert "Traceback" not in page.content()
        assert str(tmp_path) not in page.content()  # no reader needs to know where the store lies
