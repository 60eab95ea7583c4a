"""A file is read in a process of its own: whatever it does, the app and the store stand."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dashboard import contracts, desk, store
from dashboard.desk import protocol, sandbox, tasks
from dashboard.desk.loads import Loaded
from dashboard.desk.sandbox import SandboxError
from dashboard.desk.tasks import Excerpt, Seen, Task
from dashboard.desk.undoing import Undone
from dashboard.errors import StoreError, UsageError
from dashboard.loading import Answers, Report
from dashboard.settings import HOME, Settings
from tests.conftest import LOADS, environment

Rows = list[list[str]]


def bundled(name: str) -> Rows:
    with (HOME / "data" / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def write(path: Path, rows: Rows) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.fixture
def rates(tmp_path: Path) -> Path:
    """A file of freight rates in which one value differs from the store."""
    rows = bundled("freight_rates")
    rows[5][rows[0].index("usd_per_feu")] = "2219.5"
    return write(tmp_path / "freight_rates.csv", rows)


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    rows = bundled("freight_rates")
    rows[5][rows[0].index("usd_per_feu")] = "much"
    rows[7] = rows[7][:3]
    return write(tmp_path / "bad.csv", rows)


@pytest.fixture
def long(tmp_path: Path) -> Path:
    """A file of 400,000 transits."""
    header, *rows = bundled("transits")
    path = tmp_path / "long.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for _ in range(400_000 // len(rows) + 1):
            writer.writerows(rows)
    return path


def children() -> list[int]:
    """Return the processes of this one that read files, also those that are dead and not reaped."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parent = int(entry.joinpath("stat").read_text().rpartition(")")[2].split()[1])
            line = entry.joinpath("cmdline").read_bytes()
        except OSError:
            continue
        if parent == os.getpid() and (not line or b"dashboard.desk.sandbox_child" in line):
            found.append(int(entry.name))
    return found


def command(process: Path) -> str:
    """Return the command line of a process in /proc; "" where it is over."""
    try:
        return process.joinpath("cmdline").read_text()
    except OSError:
        return ""


def at_step(words: str, do: Callable[[], Any]) -> sandbox.Step:
    """Return a step that does something once, when ``words`` come."""
    done: list[bool] = []

    def step(said: str, _: float) -> None:
        if said == words and not done:
            done.append(True)
            do()

    return step


def test_preview_is_the_same_as_without_the_process(built: Settings, rates: Path) -> None:
    package = contracts.load_package(built.data)
    seen = tasks.run(Task(built, "preview", rates), Seen)
    assert seen.preview == desk.preview(built, desk.layouts(package), rates)
    assert seen.preview.counts
    assert (seen.preview.counts.changed, seen.excerpt, seen.rejects) == (1, None, None)


def test_check_is_the_same_as_without_the_process(built: Settings, bad: Path) -> None:
    package = contracts.load_package(built.data)
    report = tasks.run(Task(built, "check", bad), Report)
    assert report == desk.check(built, desk.layouts(package), bad)
    assert report.total == 2


def test_preview_shows_the_rows_with_problems_and_those_left_out(
    built: Settings, bad: Path
) -> None:
    seen = tasks.run(Task(built, "preview", bad), Seen)
    assert seen.preview.counts is None
    columns, *rows = bundled("freight_rates")
    rows[4][columns.index("usd_per_feu")] = "much"
    assert seen.excerpt == Excerpt(columns, {"6": rows[4], "8": rows[6][:3]})
    good = tasks.run(Task(built, "preview", bad, answers=Answers(good_rows=True)), Seen)
    assert good.preview.report.rejected == 2
    assert good.rejects
    numbers = [line.partition(",")[0] for line in good.rejects.splitlines()]
    assert numbers == ["row", "6", "8"]
    assert good.all_rejects


def test_load_and_undo_publish(built: Settings, rates: Path) -> None:
    said: list[str] = []
    done = tasks.run(
        Task(built, "load", rates, note="test"), Loaded, lambda words, _: said.append(words)
    )
    assert (done.version, done.load_id) == (2, LOADS + 1)
    assert store.reader(built.store).version.number == 2
    assert list(dict.fromkeys(said))[-1] in ("publishing", "comparing with the store")
    undone = tasks.run(Task(built, "undo"), Undone)
    assert (undone.version, undone.restored, list(undone.counts)) == (3, 1, ["freight_rates"])


def test_load_imports_no_pandas_and_leaves_that_to_others(built: Settings, rates: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from dashboard import contracts, desk, settings\n"
        "chosen = settings.read(); package = contracts.load_package(chosen.data)\n"
        f"done = desk.load(chosen, package, desk.layouts(package), Path({str(rates)!r}))\n"
        "print(done.version, 'pandas' in sys.modules); import pandas"
    )
    app = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(built), cwd=HOME, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (app.stdout, app.stderr) == ("2 False\n", "")


def test_warnings_that_were_not_seen_hold_the_load(built: Settings, tmp_path: Path) -> None:
    rows = bundled("freight_rates")
    rows[5][rows[0].index("usd_per_feu")] = "2219.5"
    part = write(tmp_path / "part.csv", [rows[0], *rows[1:40:2], rows[40]])
    seen = tasks.run(Task(built, "preview", part), Seen).preview
    assert seen.warnings
    held = tasks.run(Task(built, "load", part), Loaded)
    assert (held.is_held, held.version) == (True, 1)
    taken = tasks.run(Task(built, "load", part, accepted=tuple(seen.warnings)), Loaded)
    assert (taken.is_held, taken.version) == (False, 2)


def test_refusals_are_those_of_the_desk(built: Settings, rates: Path) -> None:
    with pytest.raises(UsageError, match="No dataset is called 'ships'"):
        tasks.run(Task(built, "preview", rates, dataset="ships"), Seen)
    with pytest.raises(StoreError, match="There is no load to undo"):
        tasks.run(Task(built, "undo"), Undone)


def test_file_that_takes_too_long_is_stopped(built: Settings, long: Path) -> None:
    begun = time.monotonic()
    with pytest.raises(SandboxError) as error:
        tasks.run(Task(built, "preview", long), Seen, seconds=0.5)
    assert time.monotonic() - begun < 3
    assert str(error.value) == (
        "Reading 'long.csv' was stopped after 0.5 seconds. Split the file and load the parts one"
        " after the other. Nothing was changed: the store is at version 1."
    )
    assert children() == []


def test_file_that_takes_too_much_memory_is_stopped(built: Settings, long: Path) -> None:
    with pytest.raises(SandboxError) as error:
        tasks.run(Task(replace(built, memory_mb=90), "preview", long), Seen)
    assert str(error.value) == (
        "Reading 'long.csv' takes more than the 90 MB that it may. Split the file and load the"
        " parts one after the other, or start the server with a higher REDSEA_MEMORY_MB. Nothing"
        " was changed: the store is at version 1."
    )
    assert children() == []


@pytest.mark.parametrize("words", ["checking every row", "publishing"])
def test_process_that_is_killed_leaves_the_store_as_it_was(
    built: Settings, rates: Path, words: str
) -> None:
    def kill() -> None:
        (child,) = children()
        os.kill(child, signal.SIGSEGV)

    with pytest.raises(SandboxError, match=r"broke down \(SIGSEGV\)") as error:
        tasks.run(Task(built, "load", rates), Loaded, at_step(words, kill))
    assert "the store is at version 1" in str(error.value)
    spilled = built.store / "redsea-9.building.tmp"
    spilled.mkdir()
    (spilled / "duckdb_temp_block-0.block").write_bytes(b"left by a process that was killed")
    after = tasks.run(Task(built, "load", rates, note="again"), Loaded)
    assert after.version == 2
    assert not list(built.store.glob("*.building*"))
    assert children() == []


def test_nobody_waits_any_more(built: Settings, long: Path) -> None:
    class ClosedError(BaseException):
        pass

    def close() -> None:
        raise ClosedError

    with pytest.raises(ClosedError):
        tasks.run(Task(built, "load", long), Loaded, at_step("checking every row", close))
    assert children() == []
    assert not list(Path(os.environ.get("TMPDIR", "/tmp")).glob("redsea-sandbox-*/long*"))
    assert store.reader(built.store).version.number == 1


def test_process_dies_with_the_app(built: Settings, long: Path) -> None:
    code = (
        "import os; from pathlib import Path; from dashboard import settings\n"
        "from dashboard.desk import tasks; from tests.test_sandbox import children\n"
        "def step(words, _):\n"
        "    if words == 'checking every row':\n"
        "        print(*children(), flush=True)\n"
        "        os.kill(os.getpid(), 9)\n"
        f"tasks.run(tasks.Task(settings.read(), 'preview', Path({str(long)!r})), tasks.Seen, step)"
    )
    app = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(built), cwd=HOME, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert app.returncode == -signal.SIGKILL, app.stderr
    child = Path("/proc") / app.stdout.strip()
    deadline = time.monotonic() + 5
    while "dashboard.desk.sandbox_child" in command(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert "dashboard.desk.sandbox_child" not in command(child)


def test_answers_are_data(built: Settings) -> None:
    task = Task(built, "load", Path("x.csv"), answers=Answers({"a": "b"}, "DD/MM/YYYY", True))
    assert protocol.decode(Task, protocol.encode(task)) == task
    for wrong in (None, [], {"preview": 1}, {"preview": {"report": {"file": 1, "dataset": ""}}}):
        with pytest.raises(TypeError):
            protocol.decode(Seen, wrong)
    with pytest.raises(TypeError, match="has no '__class__'"):
        protocol.decode(Excerpt, {"columns": [], "rows": {}, "__class__": "os"})


@pytest.mark.parametrize(
    "says",
    [
        "print('hello')",
        "print('[' * 100000)",
        """print('{"outcome": {"preview": 1}}')""",
        """print('{"outcome": ' + '[' * 5000 + ']' * 5000 + '}')""",
        "import sys; sys.stdout.buffer.write(b'x' * 100_000_000)",
        "import os, time; os.close(1); time.sleep(60)",
        "raise SystemExit(3)",
        "import os; os.abort()",
    ],
)
def test_process_that_says_nothing_of_use(
    built: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str
) -> None:
    python = tmp_path / "python"
    python.write_text(f"#!{sys.executable}\n{says}\n")
    python.chmod(0o755)
    monkeypatch.setattr(sandbox.sys, "executable", str(python))
    monkeypatch.setattr(sandbox, "ANSWER", 1 << 20)
    with pytest.raises(SandboxError, match=r"broke down.*Nothing was changed"):
        tasks.run(Task(built, "preview", tmp_path / "x.csv"), Seen)
    assert children() == []


def test_others_wait_for_their_turn(
    built: Settings, rates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    for _ in range(tasks.AT_ONCE):
        tasks._slots.acquire()
    try:

        def step(words: str, seconds: float) -> None:
            said.append(words)
            if len(said) == 2:
                tasks._slots.release()

        tasks.run(Task(built, "preview", rates), Seen, step)
    finally:
        tasks._slots.release()
    assert said[:2] == ["waiting until another file is done"] * 2


def test_problem_of_very_many_rows_is_cut_short(built: Settings, tmp_path: Path) -> None:
    header, first, *_ = bundled("freight_rates")
    place = header.index("note")
    rows = [[*first[:place], str(n), *first[place + 1 :]] for n in range(1500)]
    path = write(tmp_path / "same.csv", [header, *rows])
    (problem,) = tasks.run(Task(built, "check", path), Report).problems
    assert problem.rows == (2, 3, 4, 5, 6, 7, 8, 9)
    assert problem.what.endswith("(1,500 rows in all)")
