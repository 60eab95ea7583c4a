"""The server's log: a page's error stands in it once, without colours, with what is needed."""

from __future__ import annotations

import random
import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from dashboard import store
from tests import serving
from tests.visitor import visit

TIME = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}"


def lacking(version: Path) -> None:
    """Take a table out of a version: a fault that only a mistake of ours could make."""
    with duckdb.connect(str(version)) as con:
        con.execute("drop table attack_list")
    (version.parent / "CURRENT").write_text(version.name)


def noise(version: Path) -> None:
    version.write_bytes(random.Random(1).randbytes(version.stat().st_size))


@pytest.mark.parametrize(
    ("spoil", "said", "tracebacks"),
    [
        (lacking, r"version 1: a page failed\nTraceback \(most recent call last\):\n", 1),
        (noise, r"version unknown: \S+/redsea-1\.duckdb cannot be opened \(.*build`; .*\.\n", 0),
    ],
)
def test_a_pages_error_is_logged_once(
    bundled_store: Path,
    tmp_path: Path,
    spoil: Callable[[Path], None],
    said: str,
    tracebacks: int,
) -> None:
    folder, log = tmp_path / "store", tmp_path / "app.log"
    shutil.copytree(bundled_store, folder)
    spoil(folder / "redsea-1.duckdb")
    with serving.server(folder, log) as address:
        line = rf"^{TIME} ERROR dashboard: '{address}/\?period=2024-01-01[^']+', {said}"
        with visit(address, "period=2024-01-01&period=2024-02-01"):
            found = until(log, line)
    assert len(re.findall(line, found, re.MULTILINE)) == 1
    assert found.count("Traceback (most recent call last)") == tracebacks
    assert "\x1b" not in found


def until(log: Path, line: str) -> str:
    """Return a log as soon as it holds a line."""
    deadline = time.monotonic() + 60
    while not re.search(line, found := log.read_text(encoding="utf-8"), re.MULTILINE):
        assert time.monotonic() < deadline, found
        time.sleep(0.2)
    return found


def test_damage_is_logged_once_though_many_see_the_banner(
    bundled_store: Path, tmp_path: Path
) -> None:
    folder, log = tmp_path / "store", tmp_path / "app.log"
    shutil.copytree(bundled_store, folder)
    with store.writing(folder, 5):
        pass  # version 2 is a copy of version 1
    with serving.server(folder, log) as address:
        noise(folder / "redsea-2.duckdb")
        line = rf"^{TIME} ERROR dashboard: \S+/redsea-2\.duckdb cannot be opened \(.*\. Go back to"
        for _ in range(2):
            with visit(address) as visitor:
                visitor.hear("a newer one cannot be read")
    assert len(re.findall(line, log.read_text(encoding="utf-8"), re.MULTILINE)) == 1
