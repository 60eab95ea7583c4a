"""The commands: exit codes and every line they print."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from dashboard import store
from dashboard.__main__ import main
from dashboard.settings import HOME, Settings
from tests.conftest import LOADS, environment


def length(path: str) -> int:
    """Return how many rows a bundled file has."""
    with (HOME / "data" / path).open(newline="", encoding="utf-8") as file:
        return sum(1 for _ in csv.reader(file)) - 1


DESCRIPTOR = json.loads((HOME / "data" / "datapackage.json").read_text(encoding="utf-8"))
ROWS = {resource["name"]: length(resource["path"]) for resource in DESCRIPTOR["resources"]}
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
    files = sorted(path.name for path in shop.store.iterdir() if path.is_file())
    assert files == ["CURRENT", "LOCK", "redsea-1.duckdb"]


def test_load(shop: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    new = ports(PORTS[1], "ZZ" + PORTS[2][2:])
    said = (
        "new ports.csv: no problems in 2 rows\n"
        f"1 row added, 0 changed, 1 unchanged; the store is now at version 2 (load {LOADS + 1}).\n"
    )
    assert run(capsys, "load", new, "--dataset", "ports") == (0, said, "")
    said = (
        "new ports.csv: no problems in 2 rows\n"
        "0 rows added, 0 changed, 2 unchanged; the store stays at version 2.\n"
    )
    assert run(capsys, "load", new, "--dataset", "ports") == (0, said, "")
    bad = ports(PORTS[1], PORTS[1].replace(",", ",x", 1))
    code, said, error = run(capsys, "load", bad, "--dataset", "ports")
    key = PORTS[1].split(",")[0]
    assert (code, error) == (1, "")
    assert re.fullmatch(
        rf"new ports\.csv: rows 2, 3: the same \w+ '{key}'; they differ in \w+\n"
        r"new ports\.csv: 1 problem\n"
        r"Nothing was loaded; the store stays at version 2\.\n",
        said,
    )


def test_dry_run_history_changes_undo(shop: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    header, busan, *_ = PORTS
    text = (
        header
        + busan.replace("Busan", "Pusan")
        + "KRXXX,New,South Korea,East Asia,1.5,2.5,,msi-nga-mil-4740d3\n"
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
    number = LOADS + 1
    said = run(capsys, *load, "--note", "old name")[1]
    assert said.endswith(f"now at version 2 (load {number}).\n")
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
    first, kept, header, *lines = said.splitlines()
    assert (code, error) == (0, "")
    assert first == f"Store {shop.store}, version 1"
    assert kept == "Kept and whole: version 1"
    assert header == "dataset                   rows  last row    checked until  stale"
    assert [tuple(line.split()[:2]) for line in lines] == [(n, f"{r:,}") for n, r in ROWS.items()]
    for pattern in (
        r"transits_reported          302  2026-09-30  2026-10-04     (yes|no)",
        r"control_transits         1,194  2026-08-10  -              -",
        r"attacks                    193  2026-10-07  2026-10-09     (yes|no)",
        r"events                     146  2026-10-07  2026-06-30     (yes|no)"
        r" \(Red Sea and Yemen: checked until 2026-10-07\)",
    ):
        assert len([line for line in lines if re.fullmatch(pattern, line)]) == 1, pattern


def test_status_for_machines(shop: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    code, said, error = run(capsys, "status", "--json")
    found = json.loads(said)
    assert (code, error, found["version"]) == (0, "", 1)
    assert found["versions"] == [{"version": 1, "state": "whole", "reason": ""}]
    assert (found["fault"], found["ways_out"]) == (None, [])
    datasets = {entry["dataset"]: entry for entry in found["datasets"]}
    assert {name: entry["rows"] for name, entry in datasets.items()} == ROWS
    assert len(found["datasets"]) == len(ROWS)
    assert datasets["control_transits"] == {
        "dataset": "control_transits",
        "rows": 1194,
        "last_date": "2026-08-10",
        "checked_until": None,
        "further_ground": None,
        "further_until": None,
        "stale": None,
    }
    events = datasets["events"]
    assert events.pop("stale") in (True, False)
    assert events == {
        "dataset": "events",
        "rows": 146,
        "last_date": "2026-10-07",
        "checked_until": "2026-06-30",
        "further_ground": "Red Sea and Yemen",
        "further_until": "2026-10-07",
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


# Files of other publishers
# -------------------------

BRENT = "observation_date,DCOILBRENTEU\n2026-01-05,62.41\n2026-01-06,.\n2026-01-07,61.9\n"
GOLD = (
    "Date,Price,Open,High,Low,Vol.,Change %\n"
    '02/04/2026,"4,948.00","4,940.10","4,951.20","4,930.00",120K,0.16%\n'
)
KNOWN = "FRED series, for the dataset market_series"


def file(name: str, text: str) -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def test_load_of_several_files(shop: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    names = [
        file("b.csv", BRENT),
        file("bad.csv", BRENT.replace("61.9", "x")),
        ports(PORTS[1], "ZZ" + PORTS[2][2:]),
    ]
    code, said, error = run(capsys, "load", *names, "--note", "Monday")
    assert (code, error) == (1, "")  # one of them was not loaded
    assert said.splitlines() == [
        f"b.csv: {KNOWN}",
        "b.csv: no problems in 2 rows",
        f"2 rows added, 0 changed, 0 unchanged; the store is now at version 2 (load {LOADS + 2}).",
        f"bad.csv: {KNOWN}",
        "bad.csv: row 4, DCOILBRENTEU: 'x' is not a number; write digits with a point, for"
        " example 1234.5",
        "bad.csv: 1 problem",
        "Nothing was loaded; the store stays at version 2.",
        "new ports.csv: no problems in 2 rows",
        f"1 row added, 0 changed, 1 unchanged; the store is now at version 3 (load {LOADS + 3}).",
    ]
    assert run(capsys, "load", "b.csv", "new ports.csv")[0] == 0


def test_answers_on_the_command_line(shop: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    gold = file("gold.csv", GOLD)
    for command in ("check", "load"):
        code, said, _ = run(capsys, command, gold)
        assert (code, said.splitlines()[1]) == (
            1,
            "gold.csv: set: the file does not say the series (name of the series, such as Brent;"
            " the file does not say it); add --set series=...",
        )
        code, said, _ = run(capsys, command, gold, "--set", "series=Gold")
        assert (code, said.splitlines()[2]) == (
            1,
            "gold.csv: date format, date: '02/04/2026' may be 2026-04-02 (DD/MM/YYYY) or"
            " 2026-02-04 (MM/DD/YYYY); say which with --date-format",
        )
    answers = ("--set", "series = Gold", "--set", "unit=USD an ounce", "--date-format")
    assert run(capsys, "check", gold, *answers, "mm/dd/yyyy")[0] == 0
    code, said, error = run(capsys, "load", gold, *answers, "MM/DD/YYYY")
    assert (code, error) == (0, "")
    assert said.splitlines() == [
        "gold.csv: Price history download, for the dataset market_series",
        "gold.csv: date: dates written MM/DD/YYYY read in 1 cell",
        "gold.csv: price: thousands separators left out in 1 cell",
        "gold.csv: no problems in 1 row",
        f"1 row added, 0 changed, 0 unchanged; the store is now at version 2 (load {LOADS + 2}).",
    ]
    cursor = store.reader(shop.store).cursor()
    found = cursor.execute("select * replace (date::varchar as date) from market_series")
    assert found.fetchall() == [("2026-02-04", "Gold", 4948.0, "USD an ounce", "price-history")]


def test_decimals_on_the_command_line(shop: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    rates = file("rates.csv", "observation_date;SCFI\n2026-02-06;1.948\n2026-02-13;2.001\n")
    for command in ("check", "load"):
        code, said, _ = run(capsys, command, rates)
        assert (code, said.splitlines()[:3]) == (
            1,
            [
                "rates.csv: FRED series, for the dataset market_series",
                "rates.csv: separated by semicolons",
                "rates.csv: decimal, SCFI: '1.948' may be 1948 (decimal comma) or 1.948 (decimal"
                " point); say which with --decimal",
            ],
        )
    assert run(capsys, "load", rates, "--decimal", ",")[0] == 0
    cursor = store.reader(shop.store).cursor()
    assert cursor.execute("select value from market_series order by date").fetchall() == [
        (1948.0,),
        (2001.0,),
    ]
    assert run(capsys, "load", rates, "--decimal", "point", "--yes")[0] == 0
    cursor = store.reader(shop.store).cursor()
    assert cursor.execute("select value from market_series order by date").fetchall() == [
        (1.948,),
        (2.001,),
    ]


def test_file_without_rows_fails(shop: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    empty = file("brent.csv", "observation_date,DCOILBRENTEU\n")
    for command in (["check"], ["load", "--dry-run"], ["load", "--good-rows"]):
        code, said, _ = run(capsys, *command, empty)
        assert code == 1
        assert said.splitlines()[1] == (
            "brent.csv: file: the file has a header and no rows: did the download break off? Fetch"
            " it again"
        )
    assert store.reader(shop.store).version.number == 1


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--decimal", "dot"], "'dot' is neither comma nor point"),
        (["--set", "series"], "'series' is not of the form column=value"),
        (["--set", "=Gold"], "'=Gold' is not of the form column=value"),
        (["--set", "series= "], "'series= ' is not of the form column=value"),
        (["--format", "fred", "--dataset", "ports"], "not allowed with argument --format"),
        (["--format", "none"], "No single format is called 'none'. Formats: ACLED events, "),
        (["--dataset", "none"], "No dataset is called 'none'. Datasets: attacks, "),
    ],
)
def test_answers_that_cannot_be(
    shop: Settings, capsys: pytest.CaptureFixture[str], options: list[str], words: str
) -> None:
    for command in ("check", "load"):
        code, said, error = run(capsys, command, file("b.csv", BRENT), *options)
        assert (code, said) == (2, "")
        assert words in error


def test_format_is_said(shop: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    name = file("b.csv", BRENT)
    said = f"b.csv: {KNOWN}\nb.csv: no problems in 2 rows\n"
    for options in ([], ["--format", "FRED"], ["--dataset", "market_series"]):
        assert run(capsys, "check", name, *options) == (0, said, "")
    code, said, _ = run(capsys, "check", name, "--format", "WFP")
    assert (code, said.splitlines()[-1]) == (1, "b.csv: 1 problem")
    assert said.startswith("b.csv: layout: the file is no WFP food prices: it lacks 'date', ")


class Terminal(io.StringIO):
    """Someone who answers."""

    def isatty(self) -> bool:
        return True


def test_warnings_are_accepted_or_nothing_is_loaded(
    shop: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(capsys, "load", file("b.csv", BRENT))
    older = file("older.csv", BRENT.replace("2026-01-07,61.9\n", "").replace("62.41", "62.5"))
    seen = [
        f"older.csv: {KNOWN}",
        "older.csv: no problems in 1 row",
        "2026-01-05, DCOILBRENTEU, value: '62.41' -> '62.5'",
        "warning: the file ends on 2026-01-05; the store already goes to 2026-01-07",
    ]
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))  # not a terminal
    code, said, error = run(capsys, "load", older)
    assert (code, error) == (1, "")
    held = [
        *seen,
        "Nothing was loaded, because of the warnings; the store stays at version 2. Add --yes to"
        " load it all the same.",
    ]
    assert said.splitlines() == held
    for answer in ("n\n", "\n"):
        monkeypatch.setattr("sys.stdin", Terminal(answer))
        code, said, _ = run(capsys, "load", older)
        question = "Load it all the same? [y/N] "
        assert (code, said.replace(question, "").splitlines()[-1]) == (1, held[-1])
        assert question in said
    assert run(capsys, "load", older, "--dry-run")[0] == 0
    code, said, _ = run(capsys, "load", older, "--yes")
    done = (
        f"0 rows added, 1 changed, 0 unchanged; the store is now at version 3 (load {LOADS + 3})."
    )
    assert (code, said.splitlines()) == (0, [*seen, done])
    code, said, _ = run(capsys, "load", older)  # what changes nothing needs no answer
    assert (code, said.splitlines()[-1]) == (
        0,
        "0 rows added, 0 changed, 1 unchanged; the store stays at version 3.",
    )
    monkeypatch.setattr("sys.stdin", Terminal("Yes\n"))
    older = file("older.csv", BRENT.replace("2026-01-07,61.9\n", "").replace("62.41", "62.6"))
    code, said, _ = run(capsys, "load", older)
    assert code == 0
    assert said.endswith(f"the store is now at version 4 (load {LOADS + 4}).\n")


def test_good_rows_and_rejects(shop: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    bad = file("bad.csv", BRENT + "soon,1\n2026-01-09\n")
    problems = [
        "bad.csv: row 6: 1 cell; the header has 2",
        "bad.csv: row 5, observation_date: 'soon' is not a date; write YYYY-MM-DD, for example"
        " 2024-03-31",
        "bad.csv: 2 problems",
    ]
    code, said, _ = run(capsys, "load", bad, "--good-rows", "--dry-run")
    assert (code, said.splitlines()[-1]) == (
        0,
        "2 rows added, 0 changed, 0 unchanged, 2 rejected. Nothing was loaded: this was a dry run.",
    )
    code, said, error = run(capsys, "load", bad, "--good-rows")
    assert (code, error) == (1, "")  # not all of it is in the store
    number = LOADS + 2
    assert said.splitlines() == [
        f"bad.csv: {KNOWN}",
        *problems,
        "2 rows added, 0 changed, 0 unchanged, 2 rejected; the store is now at version 2"
        f" (load {number}).",
    ]
    said = f"2 rows of load {number} in out.csv.\n"
    assert run(capsys, "rejects", str(number), "--out", "out.csv") == (0, said, "")
    assert Path("out.csv").read_text(encoding="utf-8") == (
        "row,reasons,observation_date,DCOILBRENTEU,cell 1\n"
        "5,\"date: 'soon' is not a date; write YYYY-MM-DD, for example 2024-03-31\",soon,1,\n"
        "6,1 cell; the header has 2,,,2026-01-09\n"
    )
    line = run(capsys, "history", "market_series")[1]
    assert "2 added, 0 changed, 0 removed, 2 rejected; version 2, by " in line
    said = "Load 1, sources, left out no row.\n"
    assert run(capsys, "rejects", "1", "--out", "none.csv") == (0, said, "")
    assert not Path("none.csv").exists()
    said = "no/out.csv cannot be written: No such file or directory.\n"
    assert run(capsys, "rejects", str(number), "--out", "no/out.csv") == (2, "", said)
    said = "There is no load 99. `history` lists the loads.\n"
    assert run(capsys, "rejects", "99", "--out", "out.csv") == (2, "", said)


def test_changes_of_rows_that_go(shop: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    header = "week_start,days,chokepoint,vessel_class,transits,trade_volume_t,source_ids\n"
    week = "2026-11-02,7,Suez Canal,roro,5,70,github-com-80b788\n"
    assert run(capsys, "load", file("week.csv", header + week), "--yes")[0] == 0
    day = header + week.replace(",7,", ",1,")
    assert run(capsys, "load", file("day.csv", day), "--yes")[0] == 0
    assert run(capsys, "changes", str(LOADS + 2))[1].splitlines() == [
        '2026-11-02, Suez Canal, roro: removed {"week_start":"2026-11-02","days":7,'
        '"chokepoint":"Suez Canal","vessel_class":"roro","transits":5,"trade_volume_t":70,'
        '"source_ids":"github-com-80b788"}',
        f"Load {LOADS + 2}, transits: 1 added, 0 changed, 1 removed.",
    ]


# How far a record was checked
# ----------------------------

TRANSITS = "week_start,days,chokepoint,vessel_class,transits,trade_volume_t,source_ids\n"
LATE = (
    "warning: rows go to 2026-11-15; transits is checked until 2026-10-04; load with"
    " --checked-until 2026-11-15 if all days to then were looked at"
)


@pytest.fixture
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let today be after the weeks that are loaded here."""
    monkeypatch.setattr("dashboard.desk.coverage.today", lambda: date(2026, 11, 30))


def test_checked_until_answers_the_warning(
    shop: Settings, capsys: pytest.CaptureFixture[str], november: None
) -> None:
    week = file("week.csv", TRANSITS + "2026-11-09,7,Suez Canal,roro,5,70,github-com-80b788\n")
    first = "week.csv: no problems in 1 row"
    assert run(capsys, "check", week)[1].splitlines() == [first, LATE]
    code, said, _ = run(capsys, "load", week)
    assert (code, said.splitlines()[:2]) == (1, [first, LATE])
    assert said.splitlines()[2].startswith("Nothing was loaded, because of the warnings;")
    moved = [first, "checked until: transits 2026-10-04 -> 2026-11-15"]
    until = ("--checked-until", "2026-11-15")
    code, said, _ = run(capsys, "load", week, *until, "--dry-run")
    assert (code, said.splitlines()) == (
        0,
        [*moved, "1 row added, 0 changed, 0 unchanged. Nothing was loaded: this was a dry run."],
    )
    code, said, error = run(capsys, "load", week, *until, "--note", "Monday")
    assert (code, error, said.splitlines()) == (
        0,
        "",
        [
            *moved,
            "1 row added, 0 changed, 0 unchanged; transits is checked until 2026-11-15; the store"
            f" is now at version 2 (load {LOADS + 1}).",
        ],
    )
    assert "\ntransits                 8,101  2026-11-09  2026-11-15 " in run(capsys, "status")[1]
    assert run(capsys, "changes", str(LOADS + 2))[1].splitlines() == [
        "transits, covers_until: '2026-10-04' -> '2026-11-15'",
        f"Load {LOADS + 2}, coverage: 0 added, 1 changed, 0 removed.",
    ]
    assert run(capsys, "history", "coverage")[1].splitlines()[0].endswith("(Monday)")
    assert run(capsys, "undo")[1].splitlines() == [
        "transits: 0 rows added, 0 changed, 8,100 unchanged, 1 removed",
        f"coverage: 0 rows added, 1 changed, {ROWS['coverage'] - 1} unchanged",
        "The data of version 1 are back; the store is now at version 3. The ledger keeps what was"
        " undone.",
    ]


def test_checked_until_of_several_files(
    shop: Settings, capsys: pytest.CaptureFixture[str], november: None
) -> None:
    week = file("week.csv", TRANSITS + "2026-11-09,7,Suez Canal,roro,5,70,github-com-80b788\n")
    until = ("--checked-until", "2026-11-15")
    new = ports("ZZ" + PORTS[2][2:])
    none = "ports has no row in coverage, which says until when a record was checked"
    code, said, _ = run(capsys, "load", new, *until)
    assert (code, said.splitlines()) == (
        1,
        [
            f"new ports.csv: checked until: {none}; load the file without that day",
            "new ports.csv: 1 problem",
            "Nothing was loaded; the store stays at version 1.",
        ],
    )
    code, said, _ = run(capsys, "load", new, week, *until)
    assert (code, said.splitlines()) == (
        0,
        [
            f"new ports.csv: {none}: it is loaded without a day",
            "new ports.csv: no problems in 1 row",
            "1 row added, 0 changed, 0 unchanged; the store is now at version 2"
            f" (load {LOADS + 1}).",
            "week.csv: no problems in 1 row",
            "checked until: transits 2026-10-04 -> 2026-11-15",
            "1 row added, 0 changed, 0 unchanged; transits is checked until 2026-11-15; the store"
            f" is now at version 3 (load {LOADS + 2}).",
        ],
    )


@pytest.mark.parametrize("day", ["soon", "18.10.2026", "20261018", "2026-W42-7", "2026-02-30", ""])
def test_checked_until_is_a_date(
    shop: Settings, capsys: pytest.CaptureFixture[str], day: str
) -> None:
    code, said, error = run(capsys, "load", ports(PORTS[1]), "--checked-until", day)
    assert (code, said) == (2, "")
    assert error.endswith(f"{day!r} is not a date; write YYYY-MM-DD\n")
