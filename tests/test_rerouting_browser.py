"""What only a browser shows of the rerouting: hovers, filters of closed sections, the small map."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, WebSocket, expect

from tests import serving


@pytest.fixture
def address(served: str) -> str:
    return f"{served}/rerouting"


def read(page: Page, plot: Locator, across: float, down: float) -> str:
    """Return the text of the one box that a hover shows."""
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    assert box
    page.mouse.move(5, 5)
    page.mouse.move(box["x"] + box["width"] * across, box["y"] + box["height"] * down)
    shown = plot.locator(".hoverlayer .legend")
    expect(shown).to_have_count(1)
    assert plot.locator(".hoverlayer .hovertext").count() == 0
    return shown.text_content() or ""


@pytest.mark.parametrize(
    ("section", "said_by"),
    [
        ("Transits", [["Bab el-Mandeb ", "Suez ", "Cape "], ["% by the Cape"]]),
        ("Classes and cargo", [["Container: ", "Ro-ro: "], ["million tonnes a day"]]),
        ("Delays", [["June 2024", "Sea-Intelligence "]]),
    ],
)
def test_a_hover_at_an_event_reads_the_week_it_lies_in(
    page: Page, address: str, section: str, said_by: list[list[str]]
) -> None:
    page.goto(f"{address}?rerouting={section}")
    serving.settled(page, whole=True)
    for number, said in enumerate(said_by):
        plot = page.locator(".js-plotly-plot").nth(number)
        plot.wait_for()
        x = "plot => plot._fullLayout.xaxis._offset + plot._fullLayout.xaxis.d2p('2024-06-12')"
        across = plot.evaluate(x)
        width = (plot.bounding_box() or {})["width"]
        for down in (0.3, 0.8):
            text = read(page, plot, across / width, down)
            assert [part for part in said if part not in text] == []
            assert text.count("Week of 10 June 2024") == (section != "Delays")
            assert "Tutor hit by missiles" in text
            assert "boat, 12 Jun 2024" in text


def test_filters_of_a_closed_section_are_kept(page: Page, address: str) -> None:
    page.goto(f"{address}?rerouting=Carriers&chokepoint=Suez+Canal&ship_class=tanker")
    serving.settled(page)
    labels = page.locator(".card-label")
    expect(labels).to_have_count(0)
    for section, cards in (("Transits", 1), ("Delays", 0), ("Classes and cargo", 1)):
        page.get_by_role("tab", name=section).click()
        expect(labels).to_have_count(cards)
        serving.settled(page)
        assert ("chokepoint=Suez+Canal&ship_class=tanker" in page.url) == bool(cards)
    page.locator("[data-testid=stSidebarNavLink]", has_text="Overview").click()
    expect(page.locator(".now-label")).to_have_count(4)
    page.locator("[data-testid=stSidebarNavLink]", has_text="Rerouting").click()
    expect(labels).to_have_count(1)
    assert "chokepoint=Suez+Canal&ship_class=tanker" in page.url


def test_the_map_of_a_telephone_opens_on_both_ends(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{address}?rerouting=Routes+and+lanes&lane=Shanghai+to+Rotterdam")
    serving.settled(page)
    ends = """() => {
        const plot = [...document.querySelectorAll('.js-plotly-plot')]
            .find(p => p._fullLayout && p._fullLayout.map);
        const map = plot && plot._fullLayout.map._subplot && plot._fullLayout.map._subplot.map;
        if (!map || !map.loaded()) return false;
        const ports = plot._fullData.at(-1);
        return ports.lon.map((lon, n) => map.project([lon, ports.lat[n]]).x / plot.clientWidth);
    }"""
    places = page.wait_for_function(ends, timeout=serving.PATIENCE).json_value()
    assert len(places) == 2
    assert all(0.05 < place < 0.95 for place in places)


def test_a_choice_within_a_section_draws_the_section_alone(page: Page, address: str) -> None:
    frames: list[bytes] = []

    def seen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: frames.append(bytes(frame)))

    page.on("websocket", seen)
    page.goto(f"{address}?rerouting=Transits")
    serving.settled(page)
    assert b"Compare with" in b"".join(frames)
    frames.clear()
    measure = page.get_by_test_id("stMain").get_by_text("level", exact=True)
    serving.rerun(page, measure.click)
    again = b"".join(frames)
    assert b"a day" in again
    assert b"Compare with" not in again  # which stands in the sidebar
    assert "transit_measure=" in page.url
