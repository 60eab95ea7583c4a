"""The places of the app where a reader can be: every page, with each of its sections."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.settings import HOME

SECTIONED = ("rerouting", "costs", "hodeidah", "impact", "claims", "voyage")
"""Pages that are cut into sections, which stand in the address under the page's name."""


def places() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the name of each page with the parameters of the address that open its sections."""
    from importlib import import_module

    for file in sorted((HOME / "dashboard" / "pages").glob("[a-z]*.py")):
        if file.stem in SECTIONED:
            for section in import_module(f"dashboard.ui.{file.stem}").SECTIONS:
                yield file.stem, {file.stem: section}
        else:
            yield file.stem, {}


def name(place: tuple[str, dict[str, str]]) -> str:
    """Return the page, and after a colon its section."""
    page, section = place
    return ": ".join([page, *section.values()])
