"""The bench: what it tells, what it does not, and that docs/speed.md shows its latest figures."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dashboard.settings import HOME
from tests.bench import results, timing
from tests.bench.visits import visit
from tests.test_docs import compare

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FIGURES = "\n## Figures\n"


def test_docs_show_the_latest_figures() -> None:
    file = HOME / "docs" / "speed.md"
    text = file.read_text(encoding="utf-8").partition(FIGURES)[0]
    latest = json.loads(results.LATEST.read_text(encoding="utf-8"))
    parts = [f"\n### {part}\n\n{results.table(part, found)}" for part, found in latest.items()]
    compare(file, text + FIGURES + "".join(parts))


def test_a_ratio_is_told_only_beyond_the_spread() -> None:
    floor = [100.0, 101.0, 102.0]
    assert timing.told([200.0, 210.0, 220.0], floor) == 210 / 101
    assert timing.told([90.0, 110.0, 300.0], floor) is None  # the quartiles are 100 and 205
    assert timing.told([200.0], [100.0]) is None


def test_a_figure_is_kept_as_it_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timing, "FOUND", {})
    timing.heading("a page", "3 rounds")
    timing.compare("wall", {"page": [3.0, 3.0, 3.0], "floor": [2.0, 2.0, 2.0]}, "ms", 1.25)
    assert capsys.readouterr().out.endswith("ms  ratio  1.50  budget 1.25  OVER\n")
    timing.compare("CPU", {"page": [3.0, 9.0], "floor": [4.0, 4.0]}, "ms", 1.25)
    assert capsys.readouterr().out.endswith("ms  no ratio: spread 3, difference 2\n")
    measured = dict.fromkeys(("commit", "date", "machine", "versions"), "x")
    measured |= {"rounds": 3, "load": "1.0"}
    for _ in range(2):  # the second takes the place of the first
        results.keep(tmp_path / "latest.json", "script", measured)
    found = json.loads((tmp_path / "latest.json").read_text(encoding="utf-8"))["script"]
    assert results.table("script", found).splitlines()[2:4] == [
        "| a page | 6 to 4 ms, no ratio | **3 to 2 ms, 1.50** |",
        "| budget | 1.25 | 1.25 |",
    ]


def test_a_visit_notes_figures_charts_and_bytes(browser: Browser, served: str) -> None:
    with visit(browser, served, os.getpid()) as seen:
        assert seen.moments.keys() >= {"text", "figures", "first", "last"}
        first = seen.moments["first"]
        assert first.wall > first.cpu > 0
        assert 1_000_000 < seen.sent() < 10_000_000
        assert seen.count("redrawn") == len(seen.figures()) == 0  # its maps are no charts of Plotly


def test_a_visit_notes_each_chart(browser: Browser, served: str) -> None:
    with visit(browser, f"{served}/costs", os.getpid()) as seen:
        assert len(seen.figures()) == seen.count("redrawn") > 0
