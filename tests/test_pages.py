"""The pages run on the bundled data, with filters from the URL, without an exception."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.settings import Settings

HOME = Path(__file__).resolve().parent.parent
Page = Callable[..., AppTest]


@pytest.fixture
def page(built: Settings, monkeypatch: pytest.MonkeyPatch) -> Page:
    """Return a function that runs a page with query parameters."""
    from dashboard.ui import data

    monkeypatch.setenv("REDSEA_STORE", str(built.store))
    data.chosen.cache_clear()

    def run(name: str = "overview", **parameters: Any) -> AppTest:
        app = AppTest.from_file(str(HOME / "app.py"), default_timeout=60)
        for key, value in parameters.items():
            app.query_params[key] = value
        app.run()
        if name != "overview":
            app.switch_page(f"dashboard/pages/{name}.py").run()
        assert not app.exception
        return app

    yield run
    data.chosen.cache_clear()


def metrics(app: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


ALL = {
    "Attacks recorded": "124",
    "Ships sunk": "4",
    "Ships hijacked": "1",
    "Seafarers killed": "9",
    "Detained": "36",
    "Last attack": "Sep 2025",
}


@pytest.mark.parametrize("name", ["overview", "attacks"])
def test_headline_of_the_whole_record(page: Page, name: str) -> None:
    assert metrics(page(name)) == ALL
