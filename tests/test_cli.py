"""The commands: exit codes and every line they print."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.__main__ import main
from dashboard.settings import HOME, Settings
from tests.conftest import environment

ROWS = {
    "attacks": 180,
    "attack_totals": 12,
    "events": 130,
    "transits": 7880,
    "transits_reported": 229,
    "routes_published": 33,
    "delays": 177,
    "carrier_actions": 65,
    "freight_rates": 930,
    "cost_components": 86,
    "port_imports": 191,
    "port_imports_periods": 96,
    "port_events": 46,
    "port_facts": 37,
    "published_claims": 46,
    "commission_claims": 16,
    "ports": 120,
    "port_calls": 0,
    "port_attributes": 0,
    "incidents": 0,
    "market_series": 0,
    "food_prices": 0,
    "coverage": 9,
    "sources": 829,
}
PORTS = (HOME / "data" / "ports.csv").read_text(encoding="utf-8").splitlines(keepends=True)


@pytest.fixture
def shop(built: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    """Return the settings of a built store, which the environment names too."""
    for name, value in environment(built).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return built


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Return the exit code, the output and the error output of a command."""
    try:
        code = main(arguments)
    except SystemExit as end:
        code = int(end.code or 0)
    return code, *capsys.readouterr()


def ports(*lines: str) -> str:
    """Write a file of ports and return its name."""
    Path("new ports.csv").write_text("".join([PORTS[0], *lines]), encoding="utf-8")
    return "new ports.csv"


def test_build(shop: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    said = f"The store {shop.store} is up to date: version 1.\n"
    assert run(capsys, "build") == (0, said, "")
    shop.store.rename(shop.store.with_name("away"))
    said = f"The store {shop.store} was built: version 1.\n"
    assert run(capsys, "build") == (0, said, "")


def test_check(shop: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    good = ports(*PORTS[1:3])
    said = "new ports.csv: no problems in 2 rows\n"
    assert run(capsys, "check", good, "--dataset", "ports") == (0, said, "")
    bad = ports(PORTS[1], "only,two\n")
    width = PORTS[0].count(",") + 1
    said = f"new ports.csv: row 3: 2 cells; the header has {width}\nnew ports.csv: 1 problem\n"
    assert run(capsys, "check", bad, "--dataset", "ports") == (1, said, "")
    said = "missing.csv: file: the file does not exist\nmissing.csv: 1 problem\n"
    assert run(capsys, "check", "missing.csv", "--dataset", "ports") == (1, said, "")
    assert sorted(p.name for p in shop.store.iterdir()) == ["CURRENT", "LOCK", "redsea-1.duckdb"]


def test_load(shop: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    new = ports(PORTS[1], "ZZ" + PORTS[2][2:])
    said = (
        "new ports.csv: no problems in 2 rows\n"
        "1 row added, 0 changed, 1 unchanged; the store is now at version 2 (load 25).\n"
    )
    assert run(capsys, "load", new, "--dataset", "ports") == (0, said, "")
    said = (
        "new ports.csv: no problems in 2 rows\n"
        "0 rows added, 0 changed, 2 unchanged; the store stays at version 2.\n"
    )
    assert run(capsys, "load", new, "--dataset", "ports") == (0, said, "")
    bad = ports(PORTS[1], PORTS[1])
    code, said, error = run(capsys, "load", bad, "--dataset", "ports")
    key = PORTS[1].split(",")[0]
    assert (code, error) == (1, "")
    assert re.fullmatch(
        rf"new ports\.csv: rows 2, 3: the same \w+ '{key}'\n"
        r"new ports\.csv: 1 problem\n"
        r"Nothing was loaded; the store stays at version 2\.\n",
        said,
    )


def test_dry_run_history_changes_undo(shop: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    header, busan, *_ = PORTS
    text = (
        header
        + busan.replace("Busan", "Pusan")
        + "KRXXX,New,South Korea,East Asia,1.5,2.5,msi-nga-mil-4740d3\n"
    )
    Path("more.csv").write_text(text, encoding="utf-8")
    first = ["KRPUS, port: 'Busan' -> 'Pusan'"]
    load = ("load", "more.csv", "--dataset", "ports")
    code, said, _ = run(capsys, *load, "--dry-run")
    assert (code, said.splitlines()) == (
        0,
        [
            "more.csv: no problems in 2 rows",
            *first,
            "1 row added, 1 changed, 0 unchanged. Nothing was loaded: this was a dry run.",
        ],
    )
    assert run(capsys, *load, "--note", "old name")[1].endswith("now at version 2 (load 25).\n")
    number = len(ROWS) + 1
    assert run(capsys, "changes", str(number))[1].splitlines() == [
        *first,
        f"Load {number}, ports: 1 added, 1 changed, 0 removed.",
    ]
    lines = run(capsys, "history", "ports")[1].splitlines()
    assert re.fullmatch(
        rf" +{number}  \d{{4}}-\d\d-\d\d \d\d:\d\d  load  ports from more.csv: 1 added, 1 changed,"
        r" 0 removed; version 2, by \S+ \(old name\)",
        lines[0],
    )
    assert len(lines) == 2
    assert run(capsys, "undo", "--note", "was right")[1].splitlines() == [
        f"ports: 0 rows added, 1 changed, {ROWS['ports'] - 1} unchanged, 1 removed",
        "The data of version 1 are back; the store is now at version 3."
        " The ledger keeps what was undone.",
    ]
    assert len(run(capsys, "history")[1].splitlines()) == number + 1
    assert run(capsys, "undo", "--to", "1") == (
        0,
        "Version 1 holds the same data; nothing was changed.\n",
        "",
    )
    code, _, said = run(capsys, "changes", "99")
    assert (code, said) == (2, "There is no load 99. `history` lists the loads.\n")
    Path("bad.csv").write_text("port_id\nX\n", encoding="utf-8")
    code, said, _ = run(capsys, "load", "bad.csv", "--dataset", "ports", "--dry-run")
    assert (code, said.splitlines()[-1]) == (1, "Nothing would be loaded.")


def test_status(shop: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    code, said, error = run(capsys, "status")
    first, header, *lines = said.splitlines()
    assert (code, error) == (0, "")
    assert first == f"Store {shop.store}, version 1"
    assert header == "dataset                   rows  last row    checked until  stale"
    assert [tuple(line.split()[:2]) for line in lines] == [(n, f"{r:,}") for n, r in ROWS.items()]
    assert lines[4] == "transits_reported          229  2026-02-08  -              -"
    assert re.fullmatch(
        r"attacks                    180  2025-09-29  2026-06-15     (yes|no)", lines[0]
    )


def test_status_for_machines(shop: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    code, said, error = run(capsys, "status", "--json")
    found = json.loads(said)
    assert (code, error, found["version"]) == (0, "", 1)
    assert {entry["dataset"]: entry["rows"] for entry in found["datasets"]} == ROWS
    assert len(found["datasets"]) == len(ROWS)
    assert found["datasets"][4] == {
        "dataset": "transits_reported",
        "rows": 229,
        "last_date": "2026-02-08",
        "checked_until": None,
        "stale": None,
    }


def test_wrong_names(
    shop: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = f"No dataset is called 'port'. Datasets: {', '.join(ROWS)}.\n"
    for command in ("check", "load"):
        assert run(capsys, command, "x.csv", "--dataset", "port") == (2, "", said)
    for wrong in (
        [],
        ["unload"],
        ["check"],
        ["load", "--dataset", "ports"],
        ["build", "x"],
    ):
        code, output, error = run(capsys, *wrong)
        assert (code, output) == (2, "")
        assert error.startswith("usage: python -m dashboard")
    monkeypatch.setenv("REDSEA_KEEP", "none")
    said = "REDSEA_KEEP is 'none'; it must be a whole number of at least 1.\n"
    assert run(capsys, "status") == (2, "", said)


def test_damaged_store(shop: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    os.truncate(shop.store / "redsea-1.duckdb", 100)
    for command in (["build"], ["status"], ["check", ports(), "--dataset", "ports"]):
        code, output, error = run(capsys, *command)
        assert (code, output) == (1, "")
        assert error.startswith(f"{shop.store}/redsea-1.duckdb cannot be opened (it has 100 bytes")
        assert error.count("\n") == 1


def test_broken_package(
    shop: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDSEA_DATA", str(shop.store))
    error = f"{shop.store}/datapackage.json does not exist.\n"
    assert run(capsys, "status") == (1, "", error)


def test_as_a_program(built: Settings, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_bytes(b"PK\x03\x04")
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", "check", "bad.csv", "--dataset", "ports"],
        cwd=tmp_path,
        env=environment(built),
        capture_output=True,
        text=True,
        check=False,
    )
    said = "file: the ZIP file is damaged or cut off; fetch it again"
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == f"bad.csv: {said}\nbad.csv: 1 problem\n"


def test_reader_that_stops_early_is_no_error(built: Settings) -> None:
    command = f"{sys.executable} -m dashboard status | head -n 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=HOME,
        env=os.environ | {"REDSEA_STORE": str(built.store)},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Store ")
