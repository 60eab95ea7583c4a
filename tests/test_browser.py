"""What only a real browser shows: drawn charts and maps, URLs, clicks, and no request outside."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import serving

pytestmark = pytest.mark.skipif(
    serving.CHROMIUM is None and not os.environ.get("REQUIRE_BROWSER"),
    reason="no Chromium on this machine; REQUIRE_BROWSER=1 makes that a failure",
)

PAGES = {"": 1, "attacks": 8, "sources": 0}
"""Page -> number of charts."""


@pytest.fixture(scope="module")
def address(bundled_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving.server(bundled_store, tmp_path_factory.mktemp("log") / "app.log") as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with serving.chromium() as chromium:
        yield chromium


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh browser window in which a request to another host fails the test."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, accept_downloads=True)
    outside: list[str] = []
    context.on(
        "request",
        lambda r: (
            None
            if r.url.startswith(("http://127.0.0.1", "data:", "blob:"))
            else outside.append(r.url)
        ),
    )
    yield context.new_page()
    context.close()
    assert outside == []


def metric(page: Page, label: str) -> str:
    card = page.locator("[data-testid=stMetric]", has_text=label)
    return card.locator("[data-testid=stMetricValue]").inner_text()


@pytest.mark.parametrize(("name", "charts"), PAGES.items())
def test_page_shows_its_charts(page: Page, address: str, name: str, charts: int) -> None:
    page.goto(f"{address}/{name}")
    serving.settled(page)
    drawn = page.locator("[data-testid=stPlotlyChart] .js-plotly-plot .main-svg:first-child")
    expect(drawn).to_have_count(charts, timeout=30_000)
    assert page.locator("[data-testid=stException], [data-testid=stAlert]").count() == (
        1 if name == "sources" else 0  # the notice of stale records
    )
    for chart in page.locator("[data-testid=stPlotlyChart]").all():
        assert len(chart.get_attribute("aria-label") or "") > 40


def test_map_draws_coast_names_and_points(page: Page, address: str) -> None:
    page.goto(f"{address}/attacks")
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
    handle = page.wait_for_function(drawn, timeout=30_000)
    found = handle.json_value()
    assert found["coast"] > 0
    assert found["points"] > 50


def test_filter_lands_in_the_url_and_a_shared_link_shows_the_same(
    page: Page, browser: Browser, address: str
) -> None:
    page.goto(f"{address}/attacks")
    serving.settled(page)
    assert metric(page, "Attacks recorded") == "124"
    page.get_by_text("Include claimed-only attacks").click()
    expect(page.locator("[data-testid=stMetricValue]").first).to_have_text("180")
    assert "claimed=true" in page.url
    other = browser.new_context().new_page()
    other.goto(page.url)
    serving.settled(other)
    assert metric(other, "Attacks recorded") == "180"
    other.context.close()


def test_period_of_the_url_counts_107_attacks_to_october_2024(page: Page, address: str) -> None:
    page.goto(f"{address}/attacks?period=2023-11-01&period=2024-10-01")
    serving.settled(page)
    assert metric(page, "Attacks recorded") == "107"


def test_filters_survive_a_change_of_page(page: Page, address: str) -> None:
    page.goto(f"{address}/attacks?outcome=sunk&claimed=true")
    serving.settled(page)
    assert metric(page, "Attacks recorded") == "4"
    page.locator("[data-testid=stSidebarNavLink]", has_text="Overview").click()
    page.wait_for_url("**claimed=true**")
    expect(page.locator("[data-testid=stMetricValue]").first).to_have_text("180")


def test_csv_says_what_it_holds(page: Page, address: str) -> None:
    page.goto(f"{address}/?claimed=true")
    serving.settled(page)
    page.get_by_text("Rows, sources, CSV").click()
    with page.expect_download() as download:
        page.get_by_text("CSV with sources and filters").click()
    lines = download.value.path().read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("# ")]
    rows = [line for line in lines if not line.startswith("#")]
    assert head[1] == (
        "# Filters: Shown: 7 October 2023 to 1 October 2026, with claimed-only attacks"
    )
    assert head[2].startswith("# Data version: ")
    assert any(line.startswith("# Sources (") for line in head)
    assert rows[0] == "month,outcome,attacks,killed,source_ids"
    assert sum(int(row.split(",")[2]) for row in rows[1:]) == 180
