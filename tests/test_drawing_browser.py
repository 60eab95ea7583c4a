"""A chart in a real browser: mounted once, redrawn in place, at its width, and by hand reset."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import serving

STATES = "[...document.querySelectorAll('.chart')].map(chart => chart.dataset.state)"
X_RANGE = "chart => String(chart._fullLayout.xaxis.range)"


@pytest.fixture
def address(served: str) -> str:
    return served


def open_overview(page: Page, address: str) -> None:
    """Open the overview and draw its first chart, which stands below the first screen."""
    page.goto(address)
    serving.settled(page)
    chart = page.locator(".chart").first
    chart.scroll_into_view_if_needed()
    expect(chart).to_have_attribute("data-state", "drawn")


def switch_events(page: Page, to: str) -> None:
    """Choose which events are drawn on charts, and wait for the charts."""
    choice = page.get_by_test_id("stSidebar").get_by_text(to, exact=True)
    serving.rerun(page, choice.click)


def button(page: Page, title: str) -> None:
    """Click a button above the first chart."""
    chart = page.locator(".chart").first
    chart.hover()
    chart.locator(f".modebar-btn[data-title='{title}']").click()


def test_a_changed_figure_is_drawn_into_the_chart_that_stands(page: Page, address: str) -> None:
    open_overview(page, address)
    chart = page.locator(".chart").first
    whole = chart.evaluate(X_RANGE)
    marks = "chart => chart._fullLayout.annotations.length + chart._fullData.length"
    before = chart.evaluate(marks)
    chart.evaluate("chart => { chart.isTheSame = true }")
    button(page, "Zoom in")
    zoomed = chart.evaluate(X_RANGE)
    assert zoomed != whole
    switch_events(page, "Off")
    assert chart.evaluate("chart => chart.isTheSame") is True
    assert chart.evaluate(marks) < before
    assert chart.evaluate(X_RANGE) == zoomed
    chart.dblclick(position={"x": 200, "y": 300})
    page.wait_for_function(f"() => ({X_RANGE})(document.querySelector('.chart')) === '{whole}'")


def test_the_map_keeps_its_context_and_its_view(page: Page, address: str) -> None:
    page.goto(f"{address}/attacks?attacks=Map")
    serving.settled(page)
    made = "HTMLCanvasElement.prototype.getContext"
    page.evaluate(f"""() => {{
        const make = {made};
        window.contexts = 0;
        {made} = function (kind, ...more) {{
            if (kind.startsWith('webgl')) window.contexts += 1;
            return make.call(this, kind, ...more);
        }};
        document.querySelector('.chart .maplibregl-canvas').isTheSame = true;
    }}""")
    count = "chart => chart._fullData.reduce((sum, trace) => sum + (trace.lon ?? []).length, 0)"
    chart = page.locator(".chart").first
    before = chart.evaluate(count)
    page.get_by_text("Include claimed-only attacks").click()
    expect(page.locator(".card-value").first).to_have_text("193")
    serving.settled(page)
    assert chart.evaluate(count) > before
    assert page.evaluate("document.querySelector('.chart .maplibregl-canvas').isTheSame") is True
    assert page.evaluate("window.contexts") == 0


def test_the_map_steps_through_the_months(page: Page, address: str) -> None:
    page.goto(f"{address}/attacks?attacks=Map")
    serving.settled(page)
    chart = page.locator(".chart").first
    points = "chart => chart._fullData.reduce((sum, trace) => sum + (trace.lon ?? []).length, 0)"
    legend = "chart => chart._fullData.filter(t => t.showlegend).map(t => t.name).join()"
    every, named = chart.evaluate(points), chart.evaluate(legend)
    chart.locator(".maplibregl-canvas").evaluate("canvas => { canvas.isTheSame = true }")
    month = page.get_by_role("slider", name="Month")
    month.focus()
    month.press("Home")  # without a mouse
    expect(page.get_by_text("November 2023: 2 attacks, 2 so far")).to_be_visible()
    serving.settled(page)
    assert "month=Nov+2023" in page.url.replace("%20", "+")
    first = chart.evaluate(points)
    assert 0 < first < every
    assert chart.evaluate(legend) == named
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_role("heading").filter(has_text="so far")).not_to_contain_text(
        "November 2023"
    )
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    serving.settled(page)
    assert first < chart.evaluate(points) < every
    assert page.evaluate("document.querySelector('.chart .maplibregl-canvas').isTheSame") is True


def test_charts_out_of_sight_wait(page: Page, address: str) -> None:
    page.goto(f"{address}/hodeidah")
    serving.settled(page)
    states = page.evaluate(STATES)
    assert states[0] == "drawn"
    assert states[-1] == "far"
    last = page.locator(".chart").last
    last.scroll_into_view_if_needed()
    expect(last).to_have_attribute("data-state", "drawn")
    assert last.locator(".main-svg").count() > 0


def test_paper_gets_every_chart(page: Page, address: str) -> None:
    page.goto(f"{address}/hodeidah")
    serving.settled(page)
    # A browser prints as soon as this event was heard.
    blank = page.evaluate("""() => {
        dispatchEvent(new Event('beforeprint'));
        const marks = '.bars .point, .scatterlayer .trace, .maplibregl-canvas';
        return [...document.querySelectorAll('.chart')]
            .filter(chart => !chart.querySelector(marks)).map(chart => chart.ariaLabel);
    }""")
    assert blank == []


def widths(page: Page) -> list[tuple[float, float]]:
    """Return the width of each chart that is drawn, and that of its place."""
    return page.evaluate("""() => [...document.querySelectorAll('.chart[data-state=drawn]')]
        .map(chart => [chart.querySelector('.main-svg').clientWidth, chart.clientWidth])""")


def test_charts_are_as_wide_as_their_place(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1000, "height": 900})
    page.goto(f"{address}/rerouting")
    serving.settled(page, whole=True)
    for width in (1400, 768, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(500)
        serving.settled(page)
        found = widths(page)
        assert found
        assert [drawn for drawn, place in found if abs(drawn - place) > 1] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_full_screen_and_back(page: Page, address: str) -> None:
    open_overview(page, address)
    drawn = "document.querySelector('.chart')._fullLayout.height"
    height = page.evaluate(drawn)
    button(page, "Full screen")
    page.wait_for_function(f"() => document.fullscreenElement && {drawn} === innerHeight")
    button(page, "Full screen")
    page.wait_for_function(f"() => !document.fullscreenElement && {drawn} === {height}")


def test_without_the_library_the_words_stand(browser: Browser, address: str) -> None:
    with serving.window(browser) as page:
        page.route("**/lib/**", lambda route: route.abort())
        page.goto(address)
        chart = page.locator(".chart")
        chart.scroll_into_view_if_needed()
        expect(chart).to_contain_text("This chart cannot be drawn here")
        expect(chart).to_have_attribute("aria-label", re.compile(".{40}"))
        expect(page.get_by_text("135 attacks; Bab el-Mandeb at")).to_be_visible()


def test_a_page_that_is_left_leaves_nothing(page: Page, address: str) -> None:
    errors: list[Any] = []
    page.on("pageerror", lambda error: errors.append(error))
    page.goto(f"{address}/rerouting")
    serving.settled(page)
    page.evaluate("window.first = document.querySelector('.chart')")
    assert page.evaluate("first._fullLayout !== undefined")
    for name in ("Attacks", "Container costs", "Rerouting"):
        page.get_by_test_id("stSidebarNavLink").filter(has_text=name).click()
        expect(page.locator("h1")).to_contain_text(name)
        serving.settled(page)
    assert len(page.evaluate(STATES)) == 2
    assert page.evaluate("[first.isConnected, first._fullLayout === undefined]") == [False, True]
    assert errors == []
