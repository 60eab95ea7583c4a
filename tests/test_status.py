"""What the commands say of a damaged store: `status` in every state, the ways out, all others."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard import desk, store
from dashboard.__main__ import main
from dashboard.desk import building
from dashboard.settings import HOME, Settings
from tests.conftest import environment, write_package
from tests.test_cli import run
from tests.test_readme import parsers

pytestmark = pytest.mark.slow  # many stores, each damaged in its own way

Damage = Callable[[Path], object]

TABLE = [
    "dataset                   rows  last row    checked until  stale",
    "sources                      2  -           -              -",
    "ports                   {ports:>6}  -           -              -",
    "things                       0  -           -              -",
    "visits                       0  -           -              -",
]
"""What follows where the pages show something: version n has n + 1 ports."""

ANEW = [
    "Way out {n}: make a new store of the bundled data; load again all files that were loaded, and"
    " restart the app",
    "  mv {store} {store}.damaged && python -m dashboard build",
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Return the settings of a store with three versions; only to be copied."""
    folder = tmp_path_factory.mktemp("three")
    package = write_package(folder / "data")
    settings = Settings(store=folder / "store", data=folder / "data", keep=20)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "SQL", folder / "queries")
        desk.ensure(settings, package)
        for number in (3, 4):
            file = port(folder, number)
            desk.load(settings, package, package.dataset("ports"), file)
    return settings


@pytest.fixture
def three(made: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    """Return the settings of a store with three versions, which the environment names too."""
    settings = replace(made, store=tmp_path / "store")
    shutil.copytree(made.store, settings.store)
    monkeypatch.setattr(building, "SQL", made.data.parent / "queries")
    for name, value in environment(settings).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return settings


def port(folder: Path, number: int) -> Path:
    """Write a file of one port."""
    file = folder / "more.csv"
    file.write_text(f"port_id,title\nP{number},Port {number}\n", encoding="utf-8")
    return file


def flip(number: int) -> Damage:
    """Return what turns one bit in the middle of a version."""

    def turn(folder: Path) -> None:
        path = folder / f"redsea-{number}.duckdb"
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)

    return turn


def truncate(number: int, length: int = 5000) -> Damage:
    return lambda folder: os.truncate(folder / f"redsea-{number}.duckdb", length)


def noise(number: int) -> Damage:
    """Return what puts as many random bytes in a version's place."""

    def put(folder: Path) -> None:
        path = folder / f"redsea-{number}.duckdb"
        path.write_bytes(random.Random(number).randbytes(path.stat().st_size))

    return put


def delete(*names: str) -> Damage:
    return lambda folder: [(folder / name).unlink() for name in names]


def write(text: bytes) -> Damage:
    return lambda folder: (folder / "CURRENT").write_bytes(text)


def leave(folder: Path) -> None:
    """Leave what a load leaves that is killed between its last two steps."""
    shutil.copy(folder / "redsea-3.duckdb", folder / "redsea-4.duckdb")


def all_of(*parts: Damage) -> Damage:
    return lambda folder: [part(folder) for part in parts]


CONTENT = "its content is not what was published"
LEFT = "Version 4: not named by CURRENT: left by a load that was killed, or by going back; the next"
LEFT += " load removes its file"


def back(number: int, command: str) -> list[str]:
    return [f"Way out 1: go back to version {number}; load again what was loaded after it", command]


STATES: dict[str, tuple[Damage, int, list[str]]] = {
    "whole": (
        lambda folder: None,
        3,
        ["Store {store}, version 3", "Kept and whole: versions 1 to 3"],
    ),
    "a load was killed": (
        leave,
        3,
        ["Store {store}, version 3", LEFT, "Kept and whole: versions 1 to 3"],
    ),
    "one bit of the live version": (
        flip(3),
        2,
        [
            "Store {store}: the pages show version 2",
            f"Damage: {{store}}/redsea-3.duckdb cannot be opened ({CONTENT})",
            f"Version 3: damaged ({CONTENT})",
            "Kept and whole: versions 1 to 2",
            *back(2, "  sed -i 1d {store}/CURRENT"),
            *ANEW,
        ],
    ),
    "the live version cut short": (
        truncate(3),
        2,
        [
            "Store {store}: the pages show version 2",
            "Damage: {store}/redsea-3.duckdb cannot be opened (it has 5,000 bytes, not {sizes[2]})",
            "Version 3: damaged (it has 5,000 bytes, not {sizes[2]})",
            "Kept and whole: versions 1 to 2",
            *back(2, "  sed -i 1d {store}/CURRENT"),
            *ANEW,
        ],
    ),
    "the two newest versions": (
        all_of(noise(3), flip(2), leave),
        1,
        [
            "Store {store}: the pages show version 1",
            f"Damage: {{store}}/redsea-3.duckdb cannot be opened ({CONTENT})",
            LEFT,
            f"Version 3: damaged ({CONTENT})",
            f"Version 2: damaged ({CONTENT})",
            "Kept and whole: version 1",
            *back(1, "  sed -i 1,2d {store}/CURRENT"),
            *ANEW,
        ],
    ),
    "the live version deleted": (
        delete("redsea-3.duckdb"),
        2,
        [
            "Store {store}: the pages show version 2",
            "Damage: {store}/redsea-3.duckdb, which CURRENT names, is missing",
            "Version 3: missing",
            "Kept and whole: versions 1 to 2",
            *back(2, "  sed -i 1d {store}/CURRENT"),
            *ANEW,
        ],
    ),
    "CURRENT names a file that never was": (
        write(b"redsea-7.duckdb\n"),
        3,
        [
            "Store {store}: the pages show version 3",
            "Damage: {store}/redsea-7.duckdb, which CURRENT names, is missing",
            "Version 7: missing",
            "Kept and whole: versions 1 to 3",
            *back(3, "  echo redsea-3.duckdb > {store}/CURRENT"),
            *ANEW,
        ],
    ),
    "CURRENT garbage": (
        write(b"\xff\x00garbage"),
        3,
        [
            "Store {store}: the pages show version 3",
            "Damage: {store}/CURRENT holds '\ufffd\\x00garbage', not a version",
            "Kept and whole: versions 1 to 3",
            *back(3, "  echo redsea-3.duckdb > {store}/CURRENT"),
            *ANEW,
        ],
    ),
    "CURRENT missing": (
        delete("CURRENT"),
        3,
        [
            "Store {store}: the pages show version 3",
            "Damage: {store}/CURRENT is missing",
            "Kept and whole: versions 1 to 3",
            *back(3, "  echo redsea-3.duckdb > {store}/CURRENT"),
            *ANEW,
        ],
    ),
    "CURRENT empty and the newest version damaged": (
        all_of(write(b""), noise(3)),
        2,
        [
            "Store {store}: the pages show version 2",
            "Damage: {store}/CURRENT holds '', not a version",
            "Version 3: damaged ({error})",
            "Kept and whole: versions 1 to 2",
            *back(2, "  echo redsea-2.duckdb > {store}/CURRENT"),
            *ANEW,
        ],
    ),
    "an older version damaged": (
        flip(2),
        3,
        [
            "Store {store}, version 3",
            f"Version 2: damaged ({CONTENT})",
            "Kept and whole: versions 1, 3",
            "Way out 1: remove version 2; no undo can go back to it",
            "  rm {store}/redsea-2.duckdb",
        ],
    ),
    "an older version deleted": (
        delete("redsea-2.duckdb"),
        3,
        ["Store {store}, version 3", "Version 2: missing", "Kept and whole: versions 1, 3"],
    ),
    "the oldest version pruned": (
        delete("redsea-1.duckdb"),
        3,
        ["Store {store}, version 3", "Kept and whole: versions 2 to 3"],
    ),
    "all versions": (
        all_of(noise(1), truncate(2, 0), flip(3)),
        0,
        [
            "Store {store}: the pages show nothing",
            f"Damage: {{store}}/redsea-3.duckdb cannot be opened ({CONTENT})",
            f"Version 3: damaged ({CONTENT})",
            "Version 2: damaged (it has 0 bytes, not {sizes[1]})",
            f"Version 1: damaged ({CONTENT})",
            *ANEW,
        ],
    ),
}
"""What befell the store -> the version that pages show, and what `status` says before its table."""


@pytest.mark.parametrize("state", STATES)
def test_status(three: Settings, capsys: pytest.CaptureFixture[str], state: str) -> None:
    befall, shown, said = STATES[state]
    sizes = [f"{version.path.stat().st_size:,}" for version in store.published(three.store)]
    befall(three.store)
    before = content(three.store)
    code, found, error = run(capsys, "status")
    reason = re.search(r"damaged \((.*)\)", found)
    ways = sum(line.startswith("Way out") for line in said)
    expected = "\n".join(said + TABLE * (shown > 0) + [""]).format(
        store=three.store,
        sizes=sizes,
        ports=shown + 1,
        error=reason and reason[1],
        n=2 if ways == 2 else 1,
    )
    assert (code, found, error) == (int(ways > 0), expected, "")
    assert content(three.store) == before  # it only looks
    if shown:
        assert store.reader(three.store).version.number == shown


def test_an_older_version_may_be_of_an_older_program(
    three: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    with duckdb.connect(str(three.store / "redsea-2.duckdb")) as con:
        con.execute("alter table catalogue drop column further_until")
    (three.store / "CURRENT").write_text("redsea-3.duckdb\nredsea-2.duckdb\n")
    noise(3)(three.store)
    code, said, error = run(capsys, "status")
    assert (code, error) == (1, "")
    assert said.startswith(f"Store {three.store}: the pages show version 2\n")
    assert "dataset" not in said.splitlines()[-1]


def test_the_docs_show_what_status_says() -> None:
    said = "\n".join(STATES["one bit of the live version"][2])
    text = (HOME / "docs" / "loading.md").read_text(encoding="utf-8")
    assert f"```\n{said.format(store='/srv/redsea/store', n=2)}\n```\n" in text


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "LOCK"}


def test_status_for_machines(three: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    noise(3)(three.store)
    leave(three.store)
    code, found, error = run(capsys, "status", "--json")
    facts = json.loads(found)
    assert (code, error) == (1, "")
    assert [(entry["dataset"], entry["rows"]) for entry in facts.pop("datasets")] == [
        ("sources", 2), ("ports", 3), ("things", 0), ("visits", 0),
    ]  # fmt: skip
    assert facts == {
        "version": 2,
        "fault": f"{three.store}/redsea-3.duckdb cannot be opened ({CONTENT})",
        "versions": [
            {"version": 4, "state": "left over", "reason": ""},
            {"version": 3, "state": "damaged", "reason": CONTENT},
            {"version": 2, "state": "whole", "reason": ""},
            {"version": 1, "state": "whole", "reason": ""},
        ],
        "ways_out": [
            {
                "command": f"sed -i 1d {three.store}/CURRENT",
                "does": "Go back to version 2",
                "then": "load again what was loaded after it",
            },
            {
                "command": f"mv {three.store} {three.store}.damaged && python -m dashboard build",
                "does": "Make a new store of the bundled data",
                "then": "load again all files that were loaded, and restart the app",
            },
        ],
    }


def test_status_makes_no_store(three: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    said = f"There is no store in {three.store}. Run `python -m dashboard build`.\n"
    three.store.rename(three.store.with_name("away"))
    for options in ([], ["--json"]):
        assert run(capsys, "status", *options) == (1, "", said)
    three.store.mkdir()
    shutil.copy(three.store.with_name("away") / "redsea-1.duckdb", three.store)
    assert run(capsys, "status") == (1, "", said)  # a first build that was killed
    assert content(three.store).keys() == {"redsea-1.duckdb"}


# The ways out
# ------------


def ways(said: str) -> list[str]:
    """Return the commands that `status` names."""
    return re.findall(r"^Way out \d: .*\n  (.*)$", said, re.MULTILINE)


MENDED = [name for name, (_, shown, said) in STATES.items() if shown and ways("\n".join(said))]


@pytest.mark.parametrize("state", MENDED)
def test_the_first_way_out_leads_out(
    three: Settings, capsys: pytest.CaptureFixture[str], state: str
) -> None:
    befall, shown, _ = STATES[state]
    befall(three.store)
    digests = {v.number: v.digest for v in store.once_live(three.store)}
    command, *_ = ways(run(capsys, "status")[1])
    subprocess.run(command, shell=True, check=True)
    code, said, error = run(capsys, "status")
    assert (code, error) == (0, "")
    assert said.splitlines()[0] == f"Store {three.store}, version {shown}"
    live = store.current(three.store)
    assert live
    assert live.digest == digests.get(shown, "")  # what CURRENT still knew is kept
    assert run(capsys, "load", str(port(three.data.parent, 9)), "--dataset", "ports")[0] == 0
    assert [v.number for v in store.published(three.store)][-1] == store.reader(
        three.store
    ).version.number
    assert {v.state for v in store.kept(three.store)} <= {"whole", "missing"}


def test_a_version_without_a_digest_is_read_through(three: Settings) -> None:
    """A person who writes CURRENT by hand writes no digest."""
    (three.store / "CURRENT").write_text("redsea-3.duckdb")
    assert store.damage(three.store) is None
    noise(3)(three.store)
    fault = store.damage(three.store)
    assert fault
    assert fault.fault.startswith(f"{three.store}/redsea-3.duckdb cannot be opened (")
    assert fault.ways[0].command == f"echo redsea-2.duckdb > {three.store}/CURRENT"


# Every command on a damaged store
# --------------------------------

COMMANDS = {
    "build": [],
    "check": ["more.csv", "--dataset", "ports"],
    "load": ["more.csv", "--dataset", "ports"],
    "undo": [],
    "history": [],
    "changes": ["5"],
    "rejects": ["5", "--out", "rejects.csv"],
    "status": [],
    "backtest": [],
    "voyage": ["--from", "12.8,45.0", "--to", "29.9,32.5", "--class", "ulcv"],
    "brief": ["--out", "brief.pdf"],
}
DAMAGES: dict[str, tuple[Damage, str]] = {
    "one bit": (flip(3), "sed -i 1d {store}/CURRENT"),
    "cut short": (truncate(3), "sed -i 1d {store}/CURRENT"),
    "noise": (noise(3), "sed -i 1d {store}/CURRENT"),
    "deleted": (delete("redsea-3.duckdb"), "sed -i 1d {store}/CURRENT"),
    "noise without a digest": (
        all_of(noise(3), write(b"redsea-3.duckdb\n")),
        "echo redsea-2.duckdb > {store}/CURRENT",
    ),
    "CURRENT garbage": (write(b"\x00\x00"), "echo redsea-3.duckdb > {store}/CURRENT"),
    "all versions": (
        all_of(noise(1), noise(2), noise(3)),
        "mv {store} {store}.damaged && python -m dashboard build",
    ),
}


def test_every_command_is_tried() -> None:
    assert COMMANDS.keys() == parsers().keys()


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_commands_name_the_way_out(
    three: Settings, capsys: pytest.CaptureFixture[str], command: str, damage: str
) -> None:
    befall, way = DAMAGES[damage]
    befall(three.store)
    port(three.store.parent, 9)
    before = content(three.store)
    code, said, error = run(capsys, command, *COMMANDS[command])  # a traceback would end the test
    assert code == 1
    assert way.format(store=three.store) in (said if command == "status" else error)
    assert (said == "") == (command != "status")
    assert content(three.store) == before


@pytest.mark.parametrize("command", ["check", "load", "undo", "changes", "rejects"])
def test_damage_that_a_command_meets_at_work(
    three: Settings,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: str,
) -> None:
    """The file is damaged after it was opened and found whole."""
    whole = building.ensure

    def ensure(*arguments: Any) -> int:
        number = whole(*arguments)
        noise(3)(three.store)
        return number

    monkeypatch.setattr(building, "ensure", ensure)
    monkeypatch.setattr(desk, "ensure", ensure)
    port(three.store.parent, 9)
    code, said, error = run(capsys, command, *COMMANDS[command])
    assert (code, said) == (1, "")
    assert error.startswith(f"{three.store}/redsea-3.duckdb cannot be opened (")
    assert f"Go back to version 2 with `sed -i 1d {three.store}/CURRENT`" in error


@pytest.mark.parametrize(
    ("to", "befall", "why"),
    [
        ("2", flip(2), f"{CONTENT}. Versions to go back to: 1"),
        ("4", leave, "it is not kept in {store}. Versions to go back to: 1, 2"),
        (None, all_of(flip(2), flip(1)), f"{CONTENT}. Versions to go back to: none"),
    ],
)
def test_undo_goes_to_whole_versions_alone(
    three: Settings, capsys: pytest.CaptureFixture[str], to: str | None, befall: Damage, why: str
) -> None:
    befall(three.store)
    before = content(three.store)
    said = f"Version {to or 2} cannot be gone back to: {why.format(store=three.store)}.\n"
    assert run(capsys, "undo", *(["--to", to] if to else [])) == (1, "", said)
    assert content(three.store) == before


def test_faults_of_our_own_keep_their_traceback(
    three: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(*_: Any) -> int:
        raise duckdb.BinderException("no such column")

    monkeypatch.setattr(desk, "ensure", wrong)
    with pytest.raises(duckdb.BinderException):
        main(["history"])
