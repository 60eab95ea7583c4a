"""The loader against DuckDB's own `create table as select * from read_csv(...)`.

Generated files, five million rows in the layout of PortWatch's daily ports and a million rows of
transits by day, are read by the bare statement, checked, and loaded: in turn, each in a process of
its own, which also gives the most memory that it took. `check` builds its rows in memory and is
compared with the bare statement into memory; `load` writes a new version of the store and is
compared with the bare statement into a file. Then 100,000 port calls through our check, pandera and
frictionless.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import duckdb

from dashboard import desk
from dashboard.settings import HOME
from tests.bench import peers, timing, work
from tests.places import Place

DAYS, PORTS = 2_500, 2_000
CLASSES = ("container", "dry_bulk", "general_cargo", "roro", "tanker")
ROWS = DAYS * PORTS

CHECK_BUDGET, LOAD_BUDGET = 2.0, 3.0
BESIDE = {"check": ("bare_memory", CHECK_BUDGET), "load": ("bare_file", LOAD_BUDGET)}
"""What is measured -> the bare statement beside it, and the most that it may take of its time."""


def run(folder: Path, rounds: int, _: Iterable[Place]) -> None:
    """Measure and print; ``folder`` is where to work."""
    store = work.build(folder / "store")
    for name, write in {"Daily_Ports_Data": write_ports, "transits": write_transits}.items():
        file = folder / f"{name}.csv"
        rows = write(file)
        size = file.stat().st_size / 1e6
        timing.heading(name, f"{rows:,} rows, {size:.0f} MB, {rounds} rounds in turn")

        def measure(what: str, file: Path = file, rows: int = rows) -> tuple[float, float, float]:
            return _in_child(what, file, rows, store, folder / "round")

        measures = {
            what: partial(measure, what) for both in BESIDE for what in (both, BESIDE[both][0])
        }
        values = timing.in_turn(rounds, **measures)
        for what, (bare, most) in BESIDE.items():
            for number, kind in enumerate(("wall", "CPU")):
                both = {n: [value[number] for value in values[n]] for n in (what, bare)}
                timing.compare(f"{what}, {kind}", both, "ms", most)
            peak = max(value[2] for value in values[what])
            timing.budget(f"{what}, peak of memory", peak, unit=" MB")
        file.unlink()
    peers.run(folder, store, rounds)


def write_transits(file: Path) -> int:
    """Write transits by day, all rows sound; return how many."""
    schema = json.loads((HOME / "data" / "schemas" / "transits.json").read_text(encoding="utf-8"))
    straits, classes = (
        next(f["constraints"]["enum"] for f in schema["fields"] if f["name"] == name)
        for name in ("chokepoint", "vessel_class")
    )
    days = 1_000_000 // (len(straits) * len(classes))
    with duckdb.connect() as con:
        con.execute(
            "copy (select date '1970-01-01' + day::integer as week_start, 1 as days, chokepoint,"
            " vessel_class, hash(day, chokepoint) % 90 as transits,"
            " hash(day, vessel_class) % 9000000 as trade_volume_t,"
            " (select min(source_id) from read_csv($sources)) as source_ids"
            " from range($days) as d(day), unnest($straits) as s(chokepoint),"
            f" unnest($classes) as c(vessel_class)) to '{file}' (header)",
            {"days": days, "straits": straits, "classes": classes,
             "sources": str(HOME / "data" / "sources.csv")},
        )  # fmt: skip
    return days * len(straits) * len(classes)


def write_ports(file: Path, days: int = DAYS, ports: int = PORTS) -> int:
    """Write daily ports in the publisher's order of columns, all sound; return how many."""
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
    return days * ports


def _in_child(
    name: str, file: Path, rows: int, store: Path, target: Path
) -> tuple[float, float, float]:
    """Run one measure in a new process; return milliseconds, those of the processor, peak MB."""
    shutil.rmtree(target, ignore_errors=True)
    if name == "load":
        shutil.copytree(store, target)
    else:
        target.mkdir()
    chosen = store if name == "check" else target
    command = [sys.executable, "-m", "tests.bench.loader", name, str(file), str(chosen), str(rows)]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=True)
    taken, spent, peak = json.loads(done.stdout)
    return taken, spent, peak


def _measure(name: str, file: Path, folder: Path, expected: int) -> tuple[float, float]:
    """Return the milliseconds of one measure; the rows must all be there afterwards."""
    settings, package = work.settings(folder), work.package()
    among = desk.layouts(package)
    duckdb.sql("select 1").fetchall()
    spent, start = timing.spent(), time.perf_counter()
    if name == "check":
        report = desk.check(settings, among, file)
        assert report.clean, list(report.lines())
        rows = report.rows
    elif name == "load":
        done = desk.load(settings, package, among, file)
        assert done.counts is not None, list(done.report.lines())
        rows = done.report.rows
    else:
        with duckdb.connect(":memory:" if name == "bare_memory" else folder / "bare") as con:
            con.execute(f"create table t as select * from read_csv('{file}')")
            rows = con.execute("select count(*) from t").fetchall()[0][0]
    taken = time.perf_counter() - start, timing.spent() - spent
    assert rows == expected
    return 1000 * taken[0], 1000 * taken[1]


if __name__ == "__main__":
    measure, path, where, count = sys.argv[1:]
    result = _measure(measure, Path(path), Path(where), int(count))
    most = max(
        resource.getrusage(whose).ru_maxrss
        for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(json.dumps([*result, most / 1024]))
