"""Pages stand on data that the loader accepts: nothing in a dataset, or other names in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import contracts, desk
from dashboard.settings import HOME, Settings

Page = Callable[..., AppTest]

pytestmark = pytest.mark.filterwarnings("ignore:.*ScriptRunContext")


def empty(file: Path) -> None:
    """Leave the header alone."""
    file.write_text(file.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")


def rename(file: Path) -> None:
    """Call Shanghai by another name, and Rotterdam."""
    text = file.read_text(encoding="utf-8")
    for name in (",Shanghai,", ",Rotterdam,"):
        assert name in text
        text = text.replace(name, f"{name[:-1]} (renamed),")
    file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("dataset", "change", "page", "section"),
    [
        ("routes_published", empty, "rerouting", {"rerouting": "Ways and lanes"}),
        ("published_claims", empty, "claims", {"claims": "Published statements"}),
        ("ports", rename, "voyage", {}),
    ],
)
def test_pages_stand(
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    dataset: str,
    change: Callable[[Path], None],
    page: str,
    section: dict[str, str],
) -> None:
    from dashboard.ui import data

    chosen = replace(settings, data=tmp_path / "data")
    shutil.copytree(HOME / "data", chosen.data)
    change(chosen.data / f"{dataset}.csv")
    desk.ensure(chosen, contracts.load_package(chosen.data))
    monkeypatch.setenv("REDSEA_STORE", str(chosen.store))
    monkeypatch.setenv("REDSEA_DATA", str(chosen.data))
    data.chosen.cache_clear()
    app = AppTest.from_file(str(HOME / "app.py"), default_timeout=60)
    app.query_params.update(section)
    app.switch_page(f"dashboard/pages/{page}.py").run()
    data.chosen.cache_clear()
    assert not app.exception
    assert [error.value for error in app.error] == []
