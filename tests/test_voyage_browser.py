"""The voyage calculator in a browser: the answer flips at the premium shown; the link restores."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import serving


@pytest.fixture
def address(served: str) -> str:
    return f"{served}/voyage"


def card(page: Page, label: str) -> str:
    metric = page.locator(".card").filter(has_text=label)
    return metric.locator(".card-value").inner_text()


def cape_is(page: Page) -> str:
    """Return whether the card of the ship's cost calls the Cape dearer or cheaper."""
    said = page.locator(".card-detail", has_text="decide; the Cape is USD")
    found = re.search(r"%\) (dearer|cheaper),", said.first.inner_text())
    assert found
    return found[1]


def choose(page: Page, label: str, name: str) -> None:
    field = page.get_by_role("combobox", name=re.compile(f"{label}$|{label}\\b"))
    field.first.click()
    field.first.fill(name)
    page.get_by_role("option", name=name, exact=True).click()


def unfold(page: Page) -> None:
    page.get_by_text("More assumptions").click()


def premium(page: Page, percent: float) -> None:
    field = page.get_by_role("spinbutton", name="War-risk premium, %")
    field.fill(f"{percent:.3f}")
    field.press("Enter")
    expect(page).to_have_url(re.compile(f"war_risk_premium_pct_hull(=|%3D){percent:.3g}"))
    serving.settled(page)


def test_the_answer_flips_at_the_premium_shown(page: Page, browser: Browser, address: str) -> None:
    page.goto(f"{address}?departs=2026-11-24")
    serving.settled(page)
    choose(page, "From", "Nhava Sheva")
    expect(page.locator("h2", has_text="Nhava Sheva to Rotterdam")).to_have_count(1)
    serving.settled(page)
    unfold(page)
    parity = float(card(page, "Break-even premium").removesuffix(" %"))
    assert 0.1 < parity < 10
    premium(page, parity - 0.002)
    assert card(page, "Cheaper for the ship") == "Neither"
    assert cape_is(page) == "dearer"
    premium(page, parity + 0.002)
    assert card(page, "Cheaper for the ship") == "Neither"
    assert cape_is(page) == "cheaper"

    metrics = page.locator(".card-value").all_inner_texts()
    with serving.window(browser, viewport={"width": 390, "height": 900}) as again:
        again.goto(page.url)
        serving.settled(again)
        assert cape_is(again) == "cheaper"
        # The answer stands at the foot of a telephone's screen, wherever the reader is.
        told = again.locator(".st-key-voyage-answer").bounding_box()
        assert told
        assert told["y"] + told["height"] == 900
        unfold(again)
        field = again.get_by_role("spinbutton", name="War-risk premium, %")
        assert field.input_value() == f"{parity + 0.002:.3f}"
        assert again.locator(".card-value").all_inner_texts() == metrics

    page.get_by_role("button", name="Reset", exact=True).click()
    expect(page).not_to_have_url(re.compile("assume"))
    expect(page.get_by_role("spinbutton", name="War-risk premium, %")).to_have_value("0.500")


def test_inputs_stand_beside_the_answer_and_stay_in_sight(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1400, "height": 900})
    page.goto(address)
    serving.settled(page)
    asked, first = page.locator(".st-key-voyage-inputs"), page.locator(".card").first
    left, right = asked.bounding_box(), first.bounding_box()
    assert left
    assert right
    assert left["x"] + left["width"] < right["x"]
    page.locator(".chart").nth(1).scroll_into_view_if_needed()
    page.mouse.move(1000, 500)
    page.mouse.wheel(0, 1000)
    expect(asked).to_be_in_viewport(ratio=1)
