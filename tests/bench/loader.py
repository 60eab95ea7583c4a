"""The loader against DuckDB's own `create table as select * from read_csv(...)`.

A generated file of a million transits is read by the bare statement, checked, and loaded: in turn,
each in a process of its own, which also gives the most memory that it took.
`check` builds its rows in memory and is compared with the bare statement into memory; `load`
writes a new version of the store and is compared with the bare statement into a file.
"""

from __future__ import annotations

import json
import random
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median

import duckdb

from dashboard import desk
from dashboard.settings import HOME
from tests.bench import timing, work

DATASET = "transits"
WEEKS = 50_000
"""Times 4 chokepoints and 5 classes of ships: a million rows."""

FIRST = date(1900, 1, 1)
"""The days run on into 2036, so that some rows change rows of the store and most are new."""

CHECK_BUDGET, LOAD_BUDGET = 2.0, 3.0
MEASURES = {
    "bare_memory": "bare statement, into memory",
    "check": "check: every rule, nothing written",
    "bare_file": "bare statement, into a file",
    "load": "load: checked, compared, published",
}


def run(folder: Path, rounds: int) -> None:
    """Measure and print; ``folder`` is where to work."""
    file, store = folder / "transits.csv", work.build(folder / "store")
    write(file)
    rows, size = WEEKS * 20, file.stat().st_size / 1e6
    timing.heading(f"loader: {rows:,} transits, {size:.0f} MB, {rounds} rounds in turn")
    memory: dict[str, float] = {}

    def measure(name: str) -> Callable[[], float]:
        def once() -> float:
            seconds, peak = _in_child(name, file, store, folder / "round")
            memory[name] = max(memory.get(name, 0), peak)
            return seconds

        return once

    values = timing.in_turn(rounds, **{name: measure(name) for name in MEASURES})
    for name, seconds in values.items():
        speed = f"{rows / median(seconds) / 1e6:5.2f} M rows/s  peak {memory[name]:5,.0f} MB"
        timing.times(MEASURES[name], seconds, speed)
    timing.ratio("check / bare into memory", values, "check", "bare_memory", CHECK_BUDGET)
    timing.ratio("load / bare into a file", values, "load", "bare_file", LOAD_BUDGET)


def write(file: Path) -> None:
    """Write the file: every row is sound, the same rows each time."""
    fields = {f.name: f for f in work.package().dataset(DATASET).fields}
    straits, classes = fields["chokepoint"].enum, fields["vessel_class"].enum
    with (HOME / "data" / "sources.csv").open(encoding="utf-8") as sources:
        source = [line.partition(",")[0] for line in sources][1]
    chance = random.Random(1)
    with file.open("w", encoding="utf-8", newline="") as out:
        out.write(",".join(fields) + "\n")
        for week in range(WEEKS):
            day = FIRST + timedelta(days=week)
            out.writelines(
                f"{day},7,{strait},{kind},{chance.randrange(400)},"
                f"{chance.randrange(20_000_000)},{source}\n"
                for strait in straits
                for kind in classes
            )


def _in_child(name: str, file: Path, store: Path, target: Path) -> tuple[float, float]:
    """Run one measure in a new process; return its seconds and its peak memory in MB."""
    shutil.rmtree(target, ignore_errors=True)
    if name == "load":
        shutil.copytree(store, target)
    else:
        target.mkdir()
    chosen = store if name == "check" else target
    command = [sys.executable, "-m", "tests.bench.loader", name, str(file), str(chosen)]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=True)
    seconds, peak = json.loads(done.stdout)
    return seconds, peak


def _measure(name: str, file: Path, folder: Path) -> float:
    """Return the seconds that one measure takes; the rows must all be there afterwards."""
    settings, package = work.settings(folder), work.package()
    dataset = package.dataset(DATASET)
    duckdb.sql("select 1").fetchall()
    start = time.perf_counter()
    if name == "check":
        report = desk.check(settings, dataset, file)
        assert report.clean, list(report.lines())
        rows = report.rows
    elif name == "load":
        done = desk.load(settings, package, dataset, file)
        assert done.counts is not None, list(done.report.lines())
        rows = done.counts.added + done.counts.changed + done.counts.unchanged
    else:
        with duckdb.connect(":memory:" if name == "bare_memory" else folder / "bare") as con:
            con.execute(f"create table t as select * from read_csv('{file}')")
            rows = con.execute("select count(*) from t").fetchall()[0][0]
    seconds = time.perf_counter() - start
    assert rows == WEEKS * 20
    return seconds


if __name__ == "__main__":
    measure, path, where = sys.argv[1:]
    taken = _measure(measure, Path(path), Path(where))
    print(json.dumps([taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
