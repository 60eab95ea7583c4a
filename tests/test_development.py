"""`make dev`: pages follow changed files and show what failed; `make run` does neither."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import queries
from dashboard.desk import building
from dashboard.kit.ui import data
from tests import places

Visit = Callable[..., AppTest]


@pytest.fixture
def sql(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a folder of queries that may be changed, in place of the project's."""
    folder = tmp_path / "queries"
    shutil.copytree(queries.ROOT, folder)
    monkeypatch.setattr(queries, "ROOT", folder)
    monkeypatch.setattr(building, "SQL", folder)
    yield folder
    queries.load.cache_clear()
    queries.reads.cache_clear()


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def version(app: AppTest) -> str:
    return app.sidebar.caption[-1].value.split(".")[0]


@pytest.mark.parametrize("develop", ["on", "off"])
def test_pages_follow_queries_and_views(
    develop: str, visit: Visit, sql: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDSEA_DEVELOP", develop)
    data.chosen.cache_clear()
    app = visit("attacks")
    before = (places.cards(app)[0].value, version(app))
    change(sql / "facts" / "attack_headline.sql", "count(*) as attacks,", "7 as attacks,")
    change(sql / "views" / "at_first_hand.sql", "select source_id", "select 1 as one, source_id")
    app.run()
    after = (places.cards(app)[0].value, version(app))
    assert before[1] == "Data version 1"
    assert after == (("7", "Data version 2") if develop == "on" else before)


@pytest.mark.parametrize(("develop", "is_ours"), [("on", False), ("off", True)])
def test_developers_are_shown_the_traceback(
    develop: str, is_ours: bool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What we do not say ourselves, Streamlit shows; the log has it either way."""
    monkeypatch.setenv("REDSEA_DEVELOP", develop)
    data.chosen.cache_clear()

    def fail() -> None:
        import streamlit as st

        from dashboard.kit.ui import server

        st.write(server.on_script_error(ZeroDivisionError("of a page")))

    app = AppTest.from_function(fail).run()
    data.chosen.cache_clear()
    assert app.markdown[0].value == f"`{is_ours}`"
    assert [error.value[:9] for error in app.error] == ["This part"] * is_ours
    assert "ZeroDivisionError: of a page" in caplog.text
