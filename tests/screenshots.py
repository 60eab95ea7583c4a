"""Save every page, light and dark, at 1400 and 390 pixels, to screenshots/ for people to judge."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests import serving

PAGES = (
    "",
    "attacks",
    "rerouting",
    "costs",
    "hodeidah",
    "impact",
    "claims",
    "voyage",
    "sources",
    "load_data",
)


def main() -> None:
    """Build a store, serve the app, save the screenshots."""
    folder = serving.HOME / "screenshots"
    folder.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as temporary,
        serving.server(Path(temporary) / "store", Path(temporary) / "log") as address,
        serving.chromium() as browser,
    ):
        for theme in ("light", "dark"):
            for width in (1400, 390):
                context = browser.new_context(
                    color_scheme=theme, viewport={"width": width, "height": 900}
                )
                for name in PAGES:
                    page = context.new_page()
                    page.goto(f"{address}/{name}")
                    serving.settled(page)
                    height = page.locator("[data-testid=stMain]").evaluate("e => e.scrollHeight")
                    page.set_viewport_size({"width": width, "height": min(int(height), 8000)})
                    page.wait_for_timeout(2500)
                    page.screenshot(path=folder / f"{name or 'overview'}-{theme}-{width}.png")
                    page.close()
                context.close()
    print(f"{len(PAGES) * 4} pictures in {folder}")


if __name__ == "__main__":
    main()
