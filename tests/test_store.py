"""The store: versions that many read while one writes, and clear errors."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from dashboard import desk, store
from dashboard.contracts import Package
from dashboard.desk import publishing as desk_publishing
from dashboard.errors import StoreError
from dashboard.settings import HOME, Settings
from dashboard.store import publishing

SPREAD = "select $n as version, range as x from range(1000)"


def publish(folder: Path, keep: int = 5) -> int:
    """Publish a version whose tables a and b hold its number; return the number."""
    with store.writing(folder, keep) as draft:
        for table in ("a", "b"):
            sql = f"create or replace table {table} as {SPREAD}"
            draft.con.execute(sql, {"n": draft.number})
        draft.con.execute("create or replace table store_info as select 1 as format, '' as print")
    return draft.number


WHOLE = """
select distinct version from a union select distinct version from b
union all select -1 from a having count(*) <> 1000
union all select -1 from b having count(*) <> 1000
"""
"""One row, the number of the version, if it is whole and of one piece."""

SCRIPT = """
import os, sys
from pathlib import Path
from dashboard import store
from tests.test_store import WHOLE, publish
folder = Path(sys.argv[1])
"""

PUBLISH_50 = SCRIPT + "for _ in range(50): publish(folder, keep=3)"

READ_UNTIL_51 = (
    SCRIPT
    + """
seen, queries = 0, 0
while seen < 51:
    reader = store.reader(folder)
    found = reader.cursor().execute(WHOLE).fetchall()
    assert found == [(reader.version.number,)], (found, reader.version)
    assert reader.version.number >= seen, (seen, reader.version)
    seen, queries = reader.version.number, queries + 1
print(queries)
"""
)


def start(script: str, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, str(folder)],
        cwd=HOME,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def live_number(folder: Path) -> int:
    """Return the live version's number, having read the whole version from the disk."""
    version = store.current(folder)
    assert version
    with duckdb.connect(str(version.path), read_only=True) as con:
        assert con.execute(WHOLE).fetchall() == [(version.number,)]
    return version.number


# Publishing
# ----------


def test_ledger(small: Settings, small_package: Package) -> None:
    desk.ensure(small, small_package)
    path = small.data / "more ports.csv"
    path.write_text("port_id,title\nP2,Al Hudaydah\nP3,Salif\nP1,Aden\n", encoding="utf-8")
    desk.load(small, small_package, small_package.dataset("ports"), path)
    columns = (
        "load_id, dataset, file_name, sha256, rows_added, rows_changed, rows_unchanged, loaded_at,"
        " loaded_by, version"
    )
    cursor = store.reader(small.store).cursor()
    ledger = cursor.execute(f"select {columns} from loads order by load_id").fetchall()
    assert [row[0] for row in ledger] == [1, 2, 3, 4, 5]
    load_id, dataset, file, sha256, *counts, loaded_at, loaded_by, version = ledger[-1]
    assert (load_id, dataset, file, version) == (5, "ports", "more ports.csv", 2)
    assert counts == [1, 1, 1]
    assert sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert abs(datetime.now(UTC).replace(tzinfo=None) - loaded_at) < timedelta(minutes=1)
    assert loaded_by == desk_publishing._user()
    built = {row[1]: (row[2], *row[4:7], row[9]) for row in ledger[:4]}
    assert built == {
        "sources": ("sources.csv", 2, 0, 0, 1),
        "ports": ("ports.csv", 2, 0, 0, 1),
        "things": ("things.csv", 0, 0, 0, 1),
        "visits": ("visits.csv", 0, 0, 0, 1),
    }


def test_user_without_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise KeyError("getpwuid(): uid not found")

    monkeypatch.setattr("getpass.getuser", nameless)
    assert desk_publishing._user() == f"user {os.getuid()}"


def test_failure_and_discard_publish_nothing(tmp_path: Path) -> None:
    publish(tmp_path)
    before = files(tmp_path)
    with pytest.raises(duckdb.CatalogException), store.writing(tmp_path, 5) as draft:
        draft.con.execute("drop table a; drop table nothing")
    with store.writing(tmp_path, 5) as draft:
        draft.con.execute("drop table a")
        draft.discard()
    assert files(tmp_path) == before
    assert live_number(tmp_path) == 1


@pytest.mark.parametrize(("keep", "kept"), [(1, [6]), (3, [4, 5, 6]), (9, [1, 2, 3, 4, 5, 6])])
def test_old_versions_are_pruned(tmp_path: Path, keep: int, kept: list[int]) -> None:
    for _ in range(6):
        publish(tmp_path, keep)
    assert [version.number for version in store.published(tmp_path)] == kept
    assert files(tmp_path) == ["CURRENT", "LOCK", *(f"redsea-{n}.duckdb" for n in kept)]


def test_leftovers_of_a_crash(tmp_path: Path) -> None:
    publish(tmp_path)
    shutil.copy(tmp_path / "redsea-1.duckdb", tmp_path / "redsea-2.duckdb")
    for rest in ("redsea-2.building", "redsea-2.building.wal", "CURRENT.building"):
        (tmp_path / rest).write_text("rest")
    assert live_number(tmp_path) == 1
    assert publish(tmp_path) == 3  # the path of 2 is not used again
    assert files(tmp_path) == ["CURRENT", "LOCK", "redsea-1.duckdb", "redsea-3.duckdb"]


# Readers and writers
# -------------------


def test_open_reader_stays_at_its_version(tmp_path: Path) -> None:
    publish(tmp_path, keep=1)
    old = store.reader(tmp_path)
    publish(tmp_path, keep=1)
    new = store.reader(tmp_path)
    assert old.cursor().execute(WHOLE).fetchall() == [(1,)]
    assert new.cursor().execute(WHOLE).fetchall() == [(2,)]
    assert store.reader(tmp_path) is new


REFUSED = [
    "from read_csv('data/ports.csv')",
    "from 'data/ports.csv'",
    "from read_text('/etc/hostname')",
    "from glob('*')",
    "attach 'other.duckdb' as other",
    "attach ':memory:' as other",
    "copy a to 'a.csv'",
    "copy a from 'a.csv'",
    "export database 'folder'",
    "set memory_limit = '9GB'",
    "set enable_external_access = true",
    "reset threads",
    "set lock_configuration = false",
    "install httpfs",
    "load httpfs",
    "create table c (x integer)",
    "insert into a values (1, 1)",
    "update a set x = 0",
    "delete from a",
    "drop table a",
]


@pytest.mark.parametrize("sql", REFUSED)
def test_reader_refuses(tmp_path: Path, sql: str) -> None:
    publish(tmp_path)
    cursor = store.reader(tmp_path).cursor()
    with pytest.raises(duckdb.Error, match=r"(?i)disabled|locked|read-only|cannot"):
        cursor.execute(sql).fetchall()
    assert cursor.execute(WHOLE).fetchall() == [(1,)]


@pytest.mark.slow
def test_four_read_while_one_publishes(tmp_path: Path) -> None:
    publish(tmp_path)
    readers = [start(READ_UNTIL_51, tmp_path) for _ in range(4)]
    writer = start(PUBLISH_50, tmp_path)
    outputs = [process.communicate(timeout=120) for process in [*readers, writer]]
    assert [error for _, error in outputs] == [""] * 5
    assert all(int(queries) >= 20 for queries, _ in outputs[:4])
    assert live_number(tmp_path) == 51


def test_second_writer_waits(tmp_path: Path) -> None:
    inside, numbers = threading.Event(), []

    def slow() -> None:
        with store.writing(tmp_path, 5) as draft:
            inside.set()
            time.sleep(0.3)
            numbers.append(draft.number)

    first = threading.Thread(target=slow)
    first.start()
    inside.wait()
    numbers.append(publish(tmp_path))
    first.join()
    assert numbers == [1, 2]


def test_two_build_at_once(small: Settings, small_package: Package) -> None:
    with ThreadPoolExecutor(4) as pool:
        built = pool.map(lambda _: desk.ensure(small, small_package), range(4))
        assert list(built) == [1, 1, 1, 1]
    assert [version.number for version in store.published(small.store)] == [1]


def test_second_writer_gives_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "LOCK_SECONDS", 0.1)
    with store.writing(tmp_path, 5) as draft:
        with pytest.raises(StoreError) as caught:
            publish(tmp_path)
        draft.discard()
    assert str(caught.value) == (
        f"Another load has held the store {tmp_path} for 0 seconds (process {os.getpid()})."
        " Nothing was changed; try again when it is done."
    )


# Damage
# ------


def spoil(name: str, content: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(content)


def cut(length: int) -> Callable[[Path], object]:
    """Return a function that shortens the live file: by -length, or to length."""

    def shorten(folder: Path) -> None:
        path = folder / "redsea-2.duckdb"
        os.truncate(path, length if length >= 0 else path.stat().st_size + length)

    return shorten


def zeros(folder: Path) -> None:
    path = folder / "redsea-2.duckdb"
    path.write_bytes(bytes(path.stat().st_size))


def newer(folder: Path) -> None:
    with duckdb.connect(str(folder / "redsea-2.duckdb")) as con:
        con.execute("update store_info set format = 99")
    (folder / "CURRENT").write_text("redsea-2.duckdb")


DAMAGE: list[tuple[str, Callable[[Path], object], str]] = [
    ("CURRENT missing", lambda folder: (folder / "CURRENT").unlink(), "CURRENT is missing."),
    ("CURRENT empty", spoil("CURRENT", b""), "CURRENT holds '', not a version."),
    ("CURRENT garbage", spoil("CURRENT", b"\xff\0x" * 99), "CURRENT holds '\ufffd\\x00x"),
    (
        "CURRENT leads elsewhere",
        spoil("CURRENT", b"../redsea-2.duckdb\n"),
        "CURRENT holds '../redsea-2.duckdb', not a version.",
    ),
    (
        "CURRENT names no file",
        spoil("CURRENT", b"redsea-7.duckdb\n"),
        "redsea-7.duckdb, which CURRENT names, is missing.",
    ),
    (
        "version missing",
        lambda folder: (folder / "redsea-2.duckdb").unlink(),
        "redsea-2.duckdb, which CURRENT names, is missing.",
    ),
    *(
        (f"cut {length}", cut(length), "redsea-2.duckdb cannot be opened (it has ")
        for length in (-1, -4096, -12288, -262144, 262144, 12288, 4096, 100, 0)
    ),
    ("zeros", zeros, "redsea-2.duckdb cannot be opened ("),
    (
        "no DuckDB",
        spoil("redsea-2.duckdb", b"port_id,title\n" * 999),
        "redsea-2.duckdb cannot be opened (",
    ),
]


def flipped(folder: Path) -> None:
    """Change one byte in the middle of the live file: its size and its header stay."""
    path = folder / "redsea-2.duckdb"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


DAMAGE.append(("one byte", flipped, "redsea-2.duckdb cannot be opened (its content is not what"))

STILL_WHOLE = {"CURRENT missing", "CURRENT empty", "CURRENT garbage", "CURRENT leads elsewhere"}
"""Damage of CURRENT alone: version 2 is the newest that is whole."""


@pytest.mark.parametrize(("case", "spoiled", "text"), DAMAGE, ids=[case[0] for case in DAMAGE])
def test_damage_and_the_way_out(
    tmp_path: Path, case: str, spoiled: Callable[[Path], object], text: str
) -> None:
    folder = tmp_path / "the store"
    for _ in range(2):
        publish(folder)
    spoiled(folder)
    shown = store.reader(folder)  # nothing was open: the newest version that is whole is read
    whole = 2 if case in STILL_WHOLE | {"CURRENT names no file"} else 1
    assert shown.version.number == whole
    assert shown.cursor().execute(WHOLE).fetchall() == [(whole,)]
    message = shown.trouble
    assert f"{folder}/" in message
    assert text in message
    anew = f"mv '{folder}' '{folder}.damaged' && python -m dashboard build"
    assert f"Or make a new store of the bundled data with `{anew}`; " in message
    with pytest.raises(StoreError) as caught:
        publish(folder)  # no version is made of what is damaged
    assert str(caught.value) == message
    back = re.search(rf"Go back to version {whole} with `([^`]+)`; load again what was", message)
    assert back
    subprocess.run(back[1], shell=True, check=True)
    mended = store.reader(folder)
    assert mended.trouble == ""
    assert mended.cursor().execute(WHOLE).fetchall() == [(whole,)]
    number = publish(folder)
    assert live_number(folder) == number


@pytest.mark.parametrize(("case", "spoiled", "text"), DAMAGE, ids=[case[0] for case in DAMAGE])
def test_the_open_version_goes_on_through_damage(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    case: str,
    spoiled: Callable[[Path], object],
    text: str,
) -> None:
    publish(tmp_path)
    first = store.reader(tmp_path)
    publish(tmp_path)
    spoiled(tmp_path)
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    shown = [store.reader(tmp_path) for _ in range(9)]
    assert len(pauses) <= 2  # only the first waits for a writer between its steps
    assert {(reader.version, reader.connection) for reader in shown} == {
        (first.version, first.connection)
    }
    assert all(text in reader.trouble for reader in shown)
    assert shown[0].cursor().execute(WHOLE).fetchall() == [(1,)]


def test_damage_that_a_query_meets(tmp_path: Path) -> None:
    for _ in range(3):
        publish(tmp_path)
    live = store.reader(tmp_path)
    store.distrust(tmp_path, live, "IO Error: a checksum is wrong")
    shown = store.reader(tmp_path)
    assert (shown.version.number, shown.trouble.split(". ")[0]) == (
        2,
        f"{live.version.path} cannot be opened (IO Error: a checksum is wrong)",
    )
    store.distrust(tmp_path, shown, "IO Error: another")
    assert store.reader(tmp_path).version.number == 1
    store.distrust(tmp_path, store.reader(tmp_path), "IO Error: the last")
    with pytest.raises(StoreError, match=r"redsea-3\.duckdb cannot be opened"):
        store.reader(tmp_path)
    assert publish(tmp_path) == 4  # the file itself was not what is damaged
    assert (store.reader(tmp_path).version.number, store.reader(tmp_path).trouble) == (4, "")


def test_an_open_reader_outlives_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    publish(folder)
    assert store.reader(folder).trouble == ""
    folder.rename(tmp_path / "away")
    shown = store.reader(folder)
    assert shown.cursor().execute(WHOLE).fetchall() == [(1,)]
    assert shown.trouble == f"There is no store in {folder}. Run `python -m dashboard build`."


def test_current_names_digests_and_what_was_live_before(tmp_path: Path) -> None:
    for _ in range(3):
        publish(tmp_path, keep=2)
    shutil.copy(tmp_path / "redsea-3.duckdb", tmp_path / "redsea-4.duckdb")  # never went live
    lines = (tmp_path / "CURRENT").read_text().splitlines()
    assert [line.split()[0] for line in lines] == [
        "redsea-3.duckdb", "redsea-2.duckdb", "redsea-1.duckdb",
    ]  # fmt: skip
    name, size, digest = lines[0].split()
    content = (tmp_path / name).read_bytes()
    assert (int(size), digest) == (
        len(content),
        hashlib.blake2b(content, digest_size=32).hexdigest(),
    )
    assert [version.number for version in store.once_live(tmp_path)] == [3, 2]


def test_damage_stops_writers(tmp_path: Path) -> None:
    for _ in range(2):
        publish(tmp_path)
    cut(-12288)(tmp_path)
    before = files(tmp_path)
    with pytest.raises(StoreError, match=r"redsea-2\.duckdb cannot be opened"):
        publish(tmp_path)
    assert files(tmp_path) == before
    flipped(tmp_path)
    with pytest.raises(StoreError, match=r"redsea-2\.duckdb cannot be opened"):
        publish(tmp_path)
    assert files(tmp_path) == before


def test_no_good_version_left(built: Settings) -> None:
    path = built.store / "redsea-1.duckdb"
    os.truncate(path, 5000)
    with pytest.raises(StoreError) as caught:
        store.reader(built.store)
    assert re.fullmatch(
        rf"{path} cannot be opened \(it has 5,000 bytes, not [\d,]+\)\. Make a new store of the"
        rf" bundled data with `mv {built.store} {built.store}\.damaged && python -m dashboard build"
        r"`; load again all files that were loaded, and restart the app\.",
        str(caught.value),
    )
    command = str(caught.value).split("`")[1].replace("python ", f"{sys.executable} ")
    environment = {**os.environ, "REDSEA_STORE": str(built.store)}
    subprocess.run(command, shell=True, check=True, cwd=HOME, env=environment, capture_output=True)
    assert store.reader(built.store).version.number == 1


def test_newer_format(tmp_path: Path) -> None:
    for _ in range(2):
        publish(tmp_path)
    newer(tmp_path)
    shown = store.reader(tmp_path)
    assert shown.version.number == 1
    assert shown.trouble == (
        f"{tmp_path}/redsea-2.duckdb has format 99; this program knows formats up to 2."
        " Install the newer version of the dashboard that wrote it."
    )


def test_missing_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        store.reader(tmp_path / "store")
    message = f"There is no store in {tmp_path}/store. Run `python -m dashboard build`."
    assert str(caught.value) == message


def test_file_where_the_folder_should_be(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    folder.write_text("a file")
    for use in (store.reader, publish):
        with pytest.raises(StoreError, match=rf"{folder}.*(Not a directory|File exists)"):
            use(folder)
    assert folder.read_text() == "a file"


FULL_DISK = """
import resource, sys
from pathlib import Path
from dashboard.errors import StoreError
from dashboard import store
folder, room = Path(sys.argv[1]), int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
try:
    with store.writing(folder, 5) as draft:
        draft.con.execute("create table c as select random() as x from range(500000)")
except StoreError as error:
    print(error)
"""


@pytest.mark.parametrize("room", [100_000, 2_000_000])  # no room for the copy, for the new rows
def test_full_disk(tmp_path: Path, room: int) -> None:
    publish(tmp_path)
    before = files(tmp_path)
    command = [sys.executable, "-c", FULL_DISK, str(tmp_path), str(room)]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert re.fullmatch(
        rf"The store {tmp_path} cannot be written: .*File too large\. Nothing was changed\."
        r" Make room or give the right to write, then try again\.\n",
        done.stdout,
    )
    assert files(tmp_path) == before
    assert publish(tmp_path) == 2
