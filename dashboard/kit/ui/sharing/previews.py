"""What a shared link looks like before it is opened: title and description, by page and filters."""

from __future__ import annotations

from datetime import date
from html import escape
from urllib.parse import parse_qs, urlencode

from dashboard.kit.charts import words
from dashboard.kit.ui.sharing.pictures import SITE

PAGES = {
    "": (
        "Overview",
        "What happened in the Red Sea since November 2023, and how it is now: attacks, transits,"
        " freight rates and imports on one time axis.",
    ),
    "attacks": (
        "Attacks",
        "Where, when, on which ships, with which weapons and outcome merchant ships were attacked.",
    ),
    "rerouting": (
        "Rerouting",
        "How many ships passed Bab el-Mandeb, the Suez Canal and the Cape, against a baseline; how"
        " much longer the way round the Cape is; which carriers are back.",
    ),
    "costs": (
        "Container costs",
        "What a 40-foot container cost on each lane, against a baseline, and how much of that is"
        " the Red Sea's.",
    ),
    "hodeidah": (
        "Hodeidah",
        "What reached Yemen's Red Sea ports, which strikes hit what, and what capacity is left.",
    ),
    "impact": (
        "Impact",
        "How many transits are missing, what that cost, whether ships are coming back, and whether"
        " interventions changed the attacks.",
    ),
    "claims": (
        "Claims",
        "Which claims on the crisis held when they were made, and which hold now, by which rule.",
    ),
    "voyage": (
        "Voyage calculator",
        "What a voyage costs the ship and its cargo, takes and emits via Suez and via the Cape.",
    ),
    "sources": (
        "Sources",
        "What is in each dataset, how far it was checked, and where each figure comes from.",
    ),
}
"""Page in an address -> its title, and the question that it answers."""

ANY = "Attacks, rerouting, costs and ports, each figure with its rows and sources."


def preview(path: str, asked: str, image: str = "") -> tuple[str, str]:
    """Return the title of a page and the elements of its head that describe it, as HTML.

    ``path`` is that below the server's own, ``asked`` the query of the address. Of that only days
    and yes or no are said: a link cannot put words of its own into a preview. ``image`` is the
    address of the picture of the brief, which shows the same days.
    """
    name, question = PAGES.get(path.strip("/"), ("", ANY))
    title = f"{name} · {SITE}" if name else SITE
    said = " ".join(filter(None, [question, _filters(parse_qs(asked))]))
    described = {
        'name="description"': said,
        'property="og:type"': "website",
        'property="og:site_name"': SITE,
        'property="og:title"': title,
        'property="og:description"': said,
        'name="twitter:card"': "summary_large_image" if image else "summary",
    }
    if image:
        shown = urlencode([(key, str(day)) for key, day in _chosen(parse_qs(asked))])
        described['property="og:image"'] = f"{image}?{shown}" if shown else image
        described['property="og:image:alt"'] = "The answer, the passages and four figures."
    elements = (f'<meta {what} content="{escape(text)}">' for what, text in described.items())
    return escape(title), "".join(elements)


def _chosen(asked: dict[str, list[str]]) -> list[tuple[str, object]]:
    """Return the days and the claims that a link asks for, as the pages read them."""
    days: list[tuple[str, object]] = [("period", day) for day in _days(asked)]
    return days + [("claimed", "true")] * (asked.get("claimed") == ["true"])


def _days(asked: dict[str, list[str]]) -> list[date]:
    """Return the days of the period, which older links have under its own name."""
    return sorted(filter(None, map(_day, asked.get("days") or asked.get("period", []))))


def _filters(asked: dict[str, list[str]]) -> str:
    days = _days(asked)
    period = f"Period: {words.window(days[0], days[-1])}" if days else ""
    claims = "with claimed-only attacks" if asked.get("claimed") == ["true"] else ""
    said = ", ".join(filter(None, [period, claims]))
    return f"{words.sentence(said)}." if said else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
