"""The loader against DuckDB's own `create table as select * from read_csv(...)`.

A generated file of five million rows in the layout of PortWatch's daily ports is read by the bare
statement, checked, and loaded: in turn, each in a process of its own, which also gives the most
memory that it took. `check` builds its rows in memory and is compared with the bare statement into
memory; `load` writes a new version of the store and is compared with the bare statement into a
file. Then the first 100,000 rows as port_calls, through our check, frictionless and pandera.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import duckdb

from dashboard import desk
from dashboard.settings import HOME
from tests.bench import peers, timing, work

DAYS, PORTS = 2_500, 2_000
CLASSES = ("container", "dry_bulk", "general_cargo", "roro", "tanker")
ROWS = DAYS * PORTS

CHECK_BUDGET, LOAD_BUDGET = 2.0, 3.0
MEASURES = {
    "bare_memory": "bare statement, into memory",
    "check": "check: every rule, nothing written",
    "bare_file": "bare statement, into a file",
    "load": "load: checked, compared, published",
}


def run(folder: Path, rounds: int) -> None:
    """Measure and print; ``folder`` is where to work."""
    file, store = folder / "Daily_Ports_Data.csv", work.build(folder / "store")
    write(file)
    size = file.stat().st_size / 1e6
    timing.heading(f"loader: {ROWS:,} rows of daily ports, {size:.0f} MB, {rounds} rounds in turn")
    memory: dict[str, float] = {}

    def measure(name: str) -> Callable[[], float]:
        def once() -> float:
            seconds, peak = _in_child(name, file, store, folder / "round")
            memory[name] = max(memory.get(name, 0), peak)
            return seconds

        return once

    values = timing.in_turn(rounds, **{name: measure(name) for name in MEASURES})
    for name, seconds in values.items():
        speed = f"{ROWS / median(seconds) / 1e6:5.2f} M rows/s  peak {memory[name]:5,.0f} MB"
        timing.times(MEASURES[name], seconds, speed)
    timing.ratio("check / bare into memory", values, "check", "bare_memory", CHECK_BUDGET)
    timing.ratio("load / bare into a file", values, "load", "bare_file", LOAD_BUDGET)
    file.unlink()
    peers.run(folder, store, rounds)


def write(file: Path, days: int = DAYS, ports: int = PORTS) -> None:
    """Write the file, in the publisher's order of columns: all rows sound, the same each time."""
    cells = []
    for measure in ("portcalls", "import", "export"):
        for kind in (*CLASSES, "cargo", ""):
            name = f"{measure}_{kind}".strip("_")
            chance = f"hash(port, day, '{name}') % 1000"
            value = (
                f"{chance} // 300" if measure == "portcalls" else f"round({chance} * 17.3619, 4)"
            )
            cells.append(f"case when {chance} < 80 then ({value})::varchar else '0' end as {name}")
    with duckdb.connect() as con:
        con.execute(
            "copy (select strftime(day, '%Y/%m/%d 00:00:00+00') as date, year(day) as year,"
            " month(day) as month, day(day) as day_of_month, 'port' || port as portid,"
            " 'Port ' || port as portname, 'Country ' || port % 190 as country, 'ABC' as \"ISO3\","
            f' {", ".join(cells)}, row_number() over () as "ObjectId" from (select port,'
            f" date '2019-01-01' + number::integer as day from range({ports}) as p(port),"
            f" range({days}) as d(number))) to '{file}' (header)"
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
    among = desk.layouts(package)
    duckdb.sql("select 1").fetchall()
    start = time.perf_counter()
    if name == "check":
        report = desk.check(settings, among, file)
        assert report.clean, list(report.lines())
        rows = report.rows
    elif name == "load":
        done = desk.load(settings, package, among, file)
        assert done.counts is not None, list(done.report.lines())
        rows = done.counts.added
    else:
        with duckdb.connect(":memory:" if name == "bare_memory" else folder / "bare") as con:
            con.execute(f"create table t as select * from read_csv('{file}')")
            rows = con.execute("select count(*) from t").fetchall()[0][0]
    seconds = time.perf_counter() - start
    assert rows == ROWS
    return seconds


if __name__ == "__main__":
    measure, path, where = sys.argv[1:]
    taken = _measure(measure, Path(path), Path(where))
    print(json.dumps([taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
