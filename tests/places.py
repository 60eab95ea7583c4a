"""The places of the app where a reader can be: every page, with each of its sections."""

from __future__ import annotations

from importlib import import_module

from dashboard.settings import HOME

SECTIONED = ("rerouting", "costs", "hodeidah", "impact", "claims", "voyage")
"""Pages that are cut into sections, which stand in the address under the page's name."""


def places() -> list[tuple[str, dict[str, str]]]:
    """Return the name of each page with the parameters of the address that open its sections."""
    pages = sorted(file.stem for file in (HOME / "dashboard" / "pages").glob("[a-z]*.py"))
    return [
        (page, {page: section} if section else {})
        for page in pages
        for section in (
            import_module(f"dashboard.ui.{page}").SECTIONS if page in SECTIONED else [""]
        )
    ]


def name(place: tuple[str, dict[str, str]]) -> str:
    """Return the page, and after a colon its section."""
    page, section = place
    return ": ".join([page, *section.values()])
