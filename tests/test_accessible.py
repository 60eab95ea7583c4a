"""Every page by the rules of axe (WCAG 2.2 A and AA, and best practice), in a real browser.

`make test` looks at the first section of each page once, in turn light and dark, wide and narrow;
`make soak` (`SOAK_PAGES`) at every section in all four.
"""

from __future__ import annotations

import os
from importlib.resources import files
from itertools import product
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser

from tests import places, serving
from tests.places import Place

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

STREAMLIT = {
    "list": 1, "listitem": 10, "presentation-role-conflict": 1, "empty-table-header": 1,
}  # fmt: skip
"""Rules that Streamlit's own elements break -> most nodes on a page: its list of pages holds blocks
between a list and its items, its uploader names a button that it hides, its table leaves the head
above the names of rows empty."""

VARIANTS = list(product(("light", "dark"), (1400, 390)))
SEEN = [
    (place, *variant)
    for number, place in enumerate(
        places.everywhere() if "SOAK_PAGES" in os.environ else places.as_they_open()
    )
    for variant in (VARIANTS if "SOAK_PAGES" in os.environ else [VARIANTS[number % 4]])
]


@pytest.mark.parametrize(("place", "scheme", "width"), SEEN, ids=str)
def test_no_rule_is_broken(
    browser: Browser, served: str, place: Place, scheme: str, width: int
) -> None:
    page = browser.new_page(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 900},
    )
    try:
        path = "" if place.page == "overview" else place.page
        page.goto(f"{served}/{path}?{urlencode(place.address)}")
        serving.settled(page)
        page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    finally:
        page.close()
    broken = {
        rule["id"]: [node["html"][:200] for node in rule["nodes"]] for rule in found["violations"]
    }
    ours = {rule: nodes for rule, nodes in broken.items() if len(nodes) > STREAMLIT.get(rule, 0)}
    assert ours == {}
