"""What a shared link looks like before it is opened."""

from __future__ import annotations

import re

import pytest

from dashboard.kit.ui.sharing import previews
from dashboard.settings import HOME
from tests.test_rewriting import ask


def described(head: str) -> dict[str, str]:
    return dict(re.findall(r'<meta (?:name|property)="(.*?)" content="(.*?)">', head))


@pytest.mark.parametrize(
    ("path", "asked", "title", "said"),
    [
        ("/", "", "Overview", "What happened in the Red Sea since November 2023"),
        ("/costs", "period=2024-12-31&period=2024-01-01", "Container costs",
         "Red Sea&#x27;s. Period: 1 January 2024 to 31 December 2024."),
        ("/attacks/", "claimed=true", "Attacks", "were attacked. With claimed-only attacks."),
        ("/attacks", "claimed=true&period=2024-01-05", "Attacks",
         "Period: 5 January 2024, with claimed-only attacks."),
        ("/nowhere", "", "", "Attacks, rerouting, costs and ports, each figure with its rows and"),
    ],
)  # fmt: skip
def test_page_and_filters_make_title_and_description(
    path: str, asked: str, title: str, said: str
) -> None:
    found, head = previews.preview(path, asked)
    site = "Red Sea shipping disruption"
    assert found == (f"{title} · {site}" if title else site)
    elements = described(head)
    assert elements["og:title"] == found
    assert said in elements["description"]
    assert elements["og:description"] == elements["description"]


@pytest.mark.parametrize(
    "asked",
    [
        "period=%3Cscript%3E&period=2024-13-45",
        "claimed=yes&chart=%22%3E%3Cb%3E",
        "period=Free+money&attacks=Free+money",
        "%ff=%fe&&&=",
    ],
)
def test_a_link_puts_no_words_of_its_own_into_a_preview(asked: str) -> None:
    assert previews.preview("/costs", asked) == previews.preview("/costs", "")


def test_the_picture_is_that_of_the_brief_with_the_same_days() -> None:
    image = "https://red.example/brief.png"
    asked = "period=Custom&days=2024-12-31&days=2024-01-01&claimed=true&attacks=Free+money"
    elements = described(previews.preview("/", asked, image)[1])
    assert elements["og:image"] == (
        f"{image}?period=2024-01-01&amp;period=2024-12-31&amp;claimed=true"
    )
    assert elements["twitter:card"] == "summary_large_image"
    assert described(previews.preview("/", "", image)[1])["og:image"] == image
    assert "og:image" not in described(previews.preview("/", asked)[1])


def test_every_page_of_the_navigation_has_its_title_and_a_question() -> None:
    text = (HOME / "app.py").read_text(encoding="utf-8")
    pages = dict(re.findall(r'page\("(\w+)", "([^"]+)"', text))
    del pages["loading"]  # it is there for some readers alone
    pages[""] = pages.pop("overview")
    assert {name: title for name, (title, _) in previews.PAGES.items()} == pages


def test_the_server_sends_it(served: str) -> None:
    _, page = ask(served, "/rerouting?period=2025-01-01&period=2025-12-31", "identity")
    html = page.decode()
    assert "<title>Rerouting · Red Sea shipping disruption</title>" in html
    assert html.count("<title>") == 1
    said = described(html.partition("</head>")[0])["og:description"]
    assert said.endswith("Period: 1 January 2025 to 31 December 2025.")
    shown = described(html.partition("</head>")[0])["og:image"].replace("&amp;", "&")
    assert shown == f"{served}/brief.png?period=2025-01-01&period=2025-12-31"
    _, picture = ask(served, shown.removeprefix(served), "identity")
    assert picture.startswith(b"\x89PNG")
