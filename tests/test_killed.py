"""What may befall a load: kill -9 at any moment, a full disk, a store that may not be written.

`SOAK_KILLS` says how many loads are killed; `make soak` kills 200.
"""

from __future__ import annotations

import csv
import fcntl
import gzip
import hashlib
import io
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
import pytest

from dashboard import store
from dashboard.settings import HOME, Settings
from dashboard.store import versions
from tests.conftest import environment

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("SOAK_KILLS", "6"))

SHIPS = ("container", "dry_bulk", "general_cargo", "roro", "tanker")
PORTS = [
    *("date", "portid", "portname", "country", "ISO3"),
    *(f"{what}_{ship}" for what in ("portcalls", "import", "export") for ship in SHIPS),
]
"""The columns of PortWatch's daily ports that are read."""


def daily_ports(names: list[str], days: int = 1, cargo: float = 0) -> str:
    """Return a file of PortWatch's daily ports: one row per port name and day."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(PORTS)
    for number, name in enumerate(names):
        for day in range(1, days + 1):
            place = [f"2024/01/{day:02}", f"port{number}", name, "Yemen", "YEM"]
            writer.writerow([*place, 1, 2, 3, 0, 4, cargo, *[0.5] * 9])
    return out.getvalue()


def contents(folder: Path) -> dict[str, str]:
    """Return the files of a store with a digest of each; the lock's text is of no account."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if path.name != "LOCK"
    }


# Killed
# ------

LOADS_UNTIL_KILLED = """
import os, runpy, sys
import dashboard.__main__, dashboard.desk  # a fork costs no start-up; no DuckDB is open here
for line in sys.stdin:
    child = os.fork()
    if not child:
        os.dup2(os.open(os.devnull, os.O_RDWR), 0)
        os.dup2(os.open("said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 1)
        os.dup2(1, 2)
        sys.argv = ["dashboard", "load", "--yes", line.strip()]
        try:
            runpy.run_module("dashboard", run_name="__main__", alter_sys=True)
        except SystemExit as end:
            sys.stdout.flush()
            os._exit(end.code)
        finally:
            os._exit(99)
    print(child, flush=True)
    _, status = os.waitpid(child, 0)
    print(status, flush=True)
"""
"""A process that loads the files it is told, each in a child of its own."""

MOMENTS = ["", "", "redsea-*.building", "redsea-*.building.wal", "redsea-{}.duckdb", "CURRENT.b*"]
"""What a kill waits for: nothing, or a file of the store that is about to be."""


class Loads:
    """Loads of files by the command, each in a process of its own that may be killed."""

    def __init__(self, settings: Settings, folder: Path, parent: subprocess.Popen[str]) -> None:
        self.store, self.folder, self.parent = settings.store, folder, parent

    def begin(self, file: Path) -> int:
        """Begin to load a file; return the process."""
        assert self.parent.stdin
        self.parent.stdin.write(f"{file}\n")
        self.parent.stdin.flush()
        return int(self._line())

    def end(self) -> int:
        """Wait for the end; return the exit code, or less than 0 for a signal."""
        return os.waitstatus_to_exitcode(int(self._line()))

    def said(self) -> str:
        """Return what the last load printed."""
        return (self.folder / "said").read_text("utf-8")

    def kill(self, process: int, moment: str, pause: float) -> None:
        """Kill a load ``pause`` seconds after a file of the store is there."""
        number = max(version.number for version in store.published(self.store)) + 1
        end = time.monotonic() + 10
        while moment and not list(self.store.glob(moment.format(number))):
            if time.monotonic() > end or not Path(f"/proc/{process}").exists():
                break
        time.sleep(pause)
        with suppress(ProcessLookupError):  # it was faster
            os.kill(process, signal.SIGKILL)

    def _line(self) -> str:
        assert self.parent.stdout
        return self.parent.stdout.readline()


@pytest.fixture
def loads(built: Settings, tmp_path: Path) -> Iterator[Loads]:
    """Yield what loads files into the bundled store."""
    with subprocess.Popen(
        [sys.executable, "-c", LOADS_UNTIL_KILLED],
        cwd=tmp_path,
        env=environment(built),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        try:
            yield Loads(built, tmp_path, parent)
        finally:
            parent.kill()


def transits(folder: Path, generation: int) -> Path:
    """Write a file of the contract transits: weeks of 2023 with other counts each time."""
    with (HOME / "data" / "transits.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    count = header.index("transits")
    for row in rows:
        row[count] = str(int(row[count]) + generation)
    path = folder / "transits.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *(row for row in rows if row[0].startswith("2023"))])
    return path


def ports(folder: Path, generation: int) -> Path:
    """Write a packed file of daily ports: other cargo each time, and one port more."""
    path = folder / "ports.csv.gz"
    names = [f"Port {n}" for n in range(20 + generation)]
    path.write_bytes(gzip.compress(daily_ports(names, 28, 1000 + generation).encode(), mtime=0))
    return path


Whole = tuple[str, tuple[Any, ...], list[tuple[Any, ...]]]


def whole(folder: Path) -> Whole:
    """Return all that the live version holds, once it is found to be of one piece.

    These are a digest of the tables that are loaded, what was counted of them at publish, and the
    ledger without its times and versions, which depend on how often a load was killed.
    """
    version = store.current(folder)
    assert version
    with duckdb.connect(str(version.path), read_only=True) as con:
        digest = hashlib.sha256()
        rows = {}
        for table in ("transits", "port_calls", "sources", "revisions"):
            found = con.execute(f"from {table} order by all").fetchall()
            rows[table] = len(found)
            digest.update(repr(found).encode())
        counted = con.execute("select dataset, rows from catalogue order by all").fetchall()
        assert {t: n for t, n in counted if t in rows} == {
            t: n for t, n in rows.items() if t != "revisions"
        }
        cited = con.execute(
            "select dataset, sum(citing_rows) from citations group by all"
        ).fetchall()
        assert dict(cited)["transits"] == rows["transits"]
        ledger = con.execute(
            "select load_id, version, based_on, dataset, sha256, rows_added, rows_changed,"
            " rows_unchanged, rows_removed, kind, format from loads order by load_id"
        ).fetchall()
        revised = con.execute(
            "select load_id, count(distinct row_key) from revisions group by all"
        ).fetchall()
    assert [entry[0] for entry in ledger] == list(range(1, len(ledger) + 1))
    assert max(entry[1] for entry in ledger) == version.number
    assert all(entry[2] is None or entry[2] < entry[1] for entry in ledger)
    assert dict(revised) == {entry[0]: entry[6] for entry in ledger if entry[6]}
    return digest.hexdigest(), tuple(counted), [(e[0], *e[3:]) for e in ledger]


def test_kill_at_any_moment(
    loads: Loads, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(20231119)
    files: list[Callable[[Path, int], Path]] = [transits, ports]
    seconds: list[float] = []
    for write in files:
        begun = time.perf_counter()
        loads.begin(write(tmp_path, 1))
        assert loads.end() == 0, loads.said()
        seconds.append(time.perf_counter() - begun)
    came_to: Counter[str] = Counter()
    old = whole(loads.store)
    for trial in range(KILLS):
        file = files[trial % 2](tmp_path, 2 + trial // 2)
        moment = chance.choice(MOMENTS)
        pause = chance.uniform(0, median(seconds) * (0.02 if moment else 1.1))
        loads.kill(loads.begin(file), moment, pause)
        killed = loads.end() == -signal.SIGKILL
        left = sorted(path.name for path in loads.store.iterdir())
        found = whole(loads.store)
        begun = time.perf_counter()
        loads.begin(file)
        assert loads.end() == 0, loads.said()
        new = whole(loads.store)
        assert old[0] != new[0]
        assert found in (old, new), (trial, moment, pause, left)
        if found == old:
            seconds = [*seconds[-8:], time.perf_counter() - begun]
        else:
            assert "0 rows added, 0 changed" in loads.said()
        assert new[2][: len(old[2])] == old[2]
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        assert [entry[2] for entry in new[2][len(old[2]) :] if entry[2]] == [digest]
        live = store.current(loads.store)
        assert live
        assert live == store.published(loads.store)[-1]
        versions.verify(live)  # the digest in CURRENT is that of the file
        assert not list(loads.store.glob("*.building*"))
        assert killed or found == new
        came_to["not in time" if not killed else "new" if found == new else "old"] += 1
        came_to.update(re.sub(r"\d+", "n", name) for name in left if ".building" in name)
        old = new
    with capsys.disabled():
        if "SOAK_KILLS" in os.environ:
            print(f"\n{KILLS} loads killed: {dict(came_to)}")
    assert came_to["old"]
    assert came_to["redsea-n.building"]  # some were killed at work
    if KILLS >= 100:
        assert came_to["new"]
        assert came_to["redsea-n.building.wal"]


# No room, no right, no turn
# --------------------------

LIMITED = """
import resource, runpy, sys
room = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
sys.argv[0] = "dashboard"
runpy.run_module("dashboard", run_name="__main__", alter_sys=True)
"""
"""The command where no file may grow beyond so many bytes, as on a disk that is full."""

WITHOUT_RIGHTS = """
import ctypes, os, sys
for might in (1, 2):  # root may write and read anything; from here on it may not
    ctypes.CDLL(None).prctl(24, might, 0, 0, 0)
os.execv(sys.executable, [sys.executable, "-m", "dashboard", *sys.argv[1:]])
"""

IMPATIENT = """
import runpy, sys
from dashboard.store import publishing
publishing.LOCK_SECONDS = 0.3
sys.argv[0] = "dashboard"
runpy.run_module("dashboard", run_name="__main__", alter_sys=True)
"""


def command(
    settings: Settings, folder: Path, script: str, *arguments: object
) -> subprocess.CompletedProcess[str]:
    """Run the command in a process that a script prepares; its temporary files are in a folder."""
    temporary = folder / "temporary"
    temporary.mkdir(exist_ok=True)
    return subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=folder,
        env={**environment(settings), "TMPDIR": str(temporary)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def noise(number: int) -> list[str]:
    """Return long names that cannot be compressed."""
    chance = random.Random(1)
    return [chance.randbytes(400_000).hex() for _ in range(number)]


LONG = daily_ports(["x" * 900_000] * 16)
"""14 MB: more than the store has."""

STORE = "The store {store} cannot be written: {reason}. Nothing was changed. Make room or give the"
STORE += " right to write, then try again.\n"
STAYS = "Nothing was loaded; the store stays at version 1.\n"
ROOM = 1_000_000
"""Bytes that a file may have more than the store's."""

FULL: list[tuple[str, str, bytes, int, str, str]] = [
    (
        "no room for the copy of the store",
        "new.csv",
        daily_ports(["Hodeidah"]).encode(),
        -ROOM,
        "",
        STORE.format(store="{store}", reason="File too large"),
    ),
    (
        "no room for the new rows",
        "new.csv",
        daily_ports(noise(4)).encode(),
        ROOM,
        "",
        STORE.format(
            store="{store}",
            reason="FATAL Error: Failed to create checkpoint because of error: Could not write file"
            ' "{store}/redsea-2.building": File too large',
        ),
    ),
    (
        "no room for what is unpacked",
        "new.csv.gz",
        gzip.compress(LONG.encode(), 1),
        ROOM,
        "new.csv.gz: file: the file cannot be converted in {temporary}: File too large\n"
        f"new.csv.gz: 1 problem\n{STAYS}",
        "",
    ),
    (
        "no room for other commas",
        "new.csv",
        LONG.replace(",", ";").encode(),
        ROOM,
        "new.csv: file: the file cannot be converted in {temporary}: File too large\n"
        f"new.csv: 1 problem\n{STAYS}",
        "",
    ),
    (
        "no room for the good rows",
        "new.csv",
        f"{LONG}1,2\n".encode(),
        ROOM,
        "new.csv: IMF PortWatch daily ports, for the dataset port_calls\n"
        "new.csv: file: the file cannot be converted in {temporary}: File too large\n"
        f"new.csv: 1 problem\n{STAYS}",
        "",
    ),
]


@pytest.mark.parametrize(
    ("case", "name", "content", "room", "output", "errors"), FULL, ids=[case[0] for case in FULL]
)
def test_full_disk(
    built: Settings,
    tmp_path: Path,
    case: str,
    name: str,
    content: bytes,
    room: int,
    output: str,
    errors: str,
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    before = contents(built.store)
    size = (built.store / "redsea-1.duckdb").stat().st_size
    done = command(built, tmp_path, LIMITED, size + room, "load", file)
    folders = {"store": built.store, "temporary": tmp_path / "temporary"}
    assert (done.stdout, done.stderr) == (output.format(**folders), errors.format(**folders))
    assert done.returncode == 1
    assert contents(built.store) == before
    assert not list((tmp_path / "temporary").iterdir())
    if output:
        checked = command(built, tmp_path, LIMITED, size + room, "check", file)
        assert checked.stdout == output.format(**folders).removesuffix(STAYS)
        assert (checked.stderr, checked.returncode) == ("", 1)
    file = tmp_path / "next.csv"
    file.write_text(daily_ports(["Hodeidah"]), "utf-8")
    done = command(built, tmp_path, LIMITED, size + 8 * ROOM, "load", file)
    assert (done.stderr, done.returncode) == ("", 0), done


@contextmanager
def may_not_be_written(folder: Path) -> Iterator[None]:
    """Take away the right to write a folder and its files."""
    paths = [*folder.iterdir(), folder]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        yield
    finally:
        for path in reversed(paths):
            path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.mark.parametrize("lock", [0o444, 0o644])  # refused at the lock, refused at the copy
def test_store_that_may_not_be_written(built: Settings, tmp_path: Path, lock: int) -> None:
    file = tmp_path / "new.csv"
    file.write_text(daily_ports(["Hodeidah"]), "utf-8")
    before = contents(built.store)
    with may_not_be_written(built.store):
        (built.store / "LOCK").chmod(lock)
        done = command(built, tmp_path, WITHOUT_RIGHTS, "load", file)
        checked = command(built, tmp_path, WITHOUT_RIGHTS, "check", file)
    said = STORE.format(store=built.store, reason="Permission denied")
    assert (done.stdout, done.stderr, done.returncode) == ("", said, 1)
    assert (checked.stderr, checked.returncode) == ("", 0)
    assert contents(built.store) == before


def test_file_where_the_store_should_be(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "new.csv"
    file.write_text(daily_ports(["Hodeidah"]), "utf-8")
    settings.store.write_text("a file")
    done = command(settings, tmp_path, IMPATIENT, "load", file)
    assert (done.stdout, done.returncode) == ("", 1)
    assert done.stderr == (
        f"{settings.store}/CURRENT cannot be read (Not a directory). Make a new store of the"
        f" bundled data with `mv {settings.store} {settings.store}.damaged && python -m dashboard"
        " build`; load again all files that were loaded, and restart the app.\n"
    )
    assert settings.store.read_text() == "a file"


def test_second_writer_gives_up(built: Settings, tmp_path: Path) -> None:
    file = tmp_path / "new.csv"
    file.write_text(daily_ports(["Hodeidah"]), "utf-8")
    before = contents(built.store)
    with (built.store / "LOCK").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("process 42")
        lock.flush()
        done = command(built, tmp_path, IMPATIENT, "load", file)
    assert (done.stdout, done.returncode) == ("", 1)
    assert done.stderr == (
        f"Another load has held the store {built.store} for 0 seconds (process 42). Nothing was"
        " changed; try again when it is done.\n"
    )
    assert contents(built.store) == before


def test_two_load_at_once(built: Settings, tmp_path: Path) -> None:
    files = [transits(tmp_path, 1), ports(tmp_path, 1)]
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "dashboard", "load", "--yes", str(file)],
            cwd=tmp_path,
            env=environment(built),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for file in files
    ]
    said = [process.communicate(timeout=60)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], said
    _, counted, ledger = whole(built.store)
    assert {entry[1] for entry in ledger[-3:]} >= {"transits", "port_calls"}
    assert dict(counted)["port_calls"] == 21 * 28
    assert [version.number for version in store.published(built.store)] == [1, 2, 3]
