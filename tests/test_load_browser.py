"""Loading in a real browser: bad file, good file, publish, a second browser follows, take back."""

from __future__ import annotations

import csv
import shutil
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import serving
from tests.conftest import LOADS

Rows = list[list[str]]

LAST_RATES = """() => {
    const plot = document.querySelector('.js-plotly-plot');
    return plot._fullData.filter(t => t.y && t.y.length > 50)
        .map(t => Array.from(t.y).filter(v => v !== null && !Number.isNaN(v)).at(-1));
}"""
"""The last values of the lines of the first chart."""


@pytest.fixture
def store(bundled_store: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "store"
    shutil.copytree(bundled_store, folder)
    return folder


@pytest.fixture
def address(store: Path, tmp_path: Path) -> Iterator[str]:
    with serving.server(store, tmp_path / "app.log") as url:
        yield url


@pytest.fixture
def pages(browser: Browser) -> Iterator[list[Page]]:
    """Return two windows that share nothing, as of two people."""
    with serving.window(browser) as one, serving.window(browser) as other:
        yield [one, other]


def rates() -> Rows:
    with (serving.HOME / "data" / "freight_rates.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write(path: Path, rows: Rows) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def drop(page: Page, file: Path) -> None:
    """Put a file into the uploader, in place of the one before."""
    page.locator("input[type=file]").set_input_files(file)
    serving.settled(page)


def rerun(page: Page) -> None:
    """Click a filter."""
    page.get_by_text("Include claimed-only attacks").click()
    serving.settled(page)


def test_bad_file_good_file_publish_and_take_back(
    pages: list[Page], address: str, tmp_path: Path
) -> None:
    page, other = pages
    other.goto(f"{address}/costs")
    serving.settled(other)
    before = other.evaluate(LAST_RATES)
    assert before

    page.goto(address)
    serving.settled(page)
    page.locator("[data-testid=stSidebarNavLink]", has_text="Load data").click()
    expect(page.locator("[data-testid=stMainBlockContainer] h1")).to_contain_text("Load data")
    serving.settled(page)

    rows = rates()
    column = rows[0].index("usd_per_feu")
    rows[5][column] = "much"
    drop(page, write(tmp_path / "rates.csv", rows))
    expect(page.get_by_text("1 problem. Nothing can be loaded")).to_be_visible()
    table = page.locator("[data-testid=stTable]").first
    expect(table).to_contain_text("'much' is not a number; write digits with a point")
    expect(table).to_contain_text("usd_per_feu")
    assert page.get_by_role("button", name="Publish").count() == 0

    rows = rates()
    for row in [row for row in rows if "Shanghai-Rotterdam" in row][-20:]:
        row[column] = f"{float(row[column]) * 1.1:.1f}"
    drop(page, write(tmp_path / "mended.csv", rows))
    counts = page.locator("[data-testid=stMetricValue]")
    expect(counts).to_have_text(["0", "20", "1,078", "0", "0"])
    page.get_by_label("Note for the history").fill("ten percent more")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("mended.csv was loaded: 0 rows added, 20 changed")).to_be_visible()

    rerun(other)
    expect(other.get_by_text("New data: version 2, freight_rates (load by")).to_be_visible()
    other.wait_for_function(f"before => ({LAST_RATES})().join() !== before.join()", arg=before)
    moved = other.evaluate(LAST_RATES)
    assert [round(new / old, 2) for new, old in zip(moved, before, strict=True)].count(1.1) >= 1

    page.get_by_role("tab", name="History").click()
    page.get_by_role("button", name="Take back …").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(f"load {LOADS + 1}: freight_rates from mended.csv")
    dialog.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("The data of version 1 are back")).to_be_visible()
    rerun(other)
    other.wait_for_function(f"before => ({LAST_RATES})().join() === before.join()", arg=before)
    assert "Traceback" not in page.content()


def test_others_are_answered_while_a_file_is_read_and_closing_the_window_ends_that(
    pages: list[Page], address: str, store: Path, tmp_path: Path
) -> None:
    page, other = pages
    other.goto(f"{address}/costs")
    serving.settled(other)
    header, *rows = rates()
    path = tmp_path / "long.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for _ in range(200):  # the same rows again and again, some of them torn
            writer.writerows(rows)
            writer.writerow(["torn"])
    page.goto(f"{address}/load_data")
    serving.settled(page)
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_text("checking every row").first).to_be_visible()
    begun = time.monotonic()
    with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5) as answer:
        assert answer.status == 200
    assert time.monotonic() - begun < 1
    rerun(other)
    page.context.close()
    deadline = time.monotonic() + 20
    while readers(store) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert readers(store) == []


def readers(store: Path) -> list[str]:
    """Return the processes that read a file for the server of a store."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if b"dashboard.desk.sandbox_child" in (entry / "cmdline").read_bytes() and (
                f"REDSEA_STORE={store}".encode() in (entry / "environ").read_bytes()
            ):
                found.append(entry.name)
        except OSError:
            continue
    return found
