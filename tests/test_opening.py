"""Files as they come: packed, in other encodings, with other separators, with rows to leave out."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from dashboard import desk, loading, store
from dashboard.contracts import Package
from dashboard.loading import archives
from dashboard.loading.opening import OpeningError, opened
from dashboard.settings import Settings
from dashboard.store import tables
from tests.test_loading import DAY, ROW, ROW_2, VISITS, line, merge, put, said, staged, things

pytestmark = pytest.mark.slow  # many small stores

Rows = list[tuple[Any, ...]]

PAGES = hypothesis_settings(
    max_examples=200,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def con(small_package: Package) -> duckdb.DuckDBPyConnection:
    """Return a database with sources, ports and one thing, T-0."""
    connection = duckdb.connect()
    tables.create(connection, small_package)
    for dataset in (small_package.dataset("sources"), small_package.dataset("ports")):
        assert loading.stage(connection, dataset.path, dataset).clean
        merge(connection, dataset)
    connection.execute("insert into things by name select 'T-0' as thing_id, 'u0' as url")
    return connection


def zipped(*members: tuple[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP file with members: name and content."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def locked(content: bytes) -> bytes:
    """Return a ZIP file that says that its one member has a password."""
    at = content.index(b"PK\x01\x02")
    return b"".join([content[:6], b"\x01", content[7 : at + 8], b"\x01", content[at + 9 :]])


def apart(text: str, separator: str) -> str:
    """Return a CSV with another separator, as the csv module writes it."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(csv.reader(io.StringIO(text, newline="")))
    return out.getvalue()


def tonnes_or_price(header: list[str]) -> dict[int, str]:
    """Return the types of the columns of numbers, by place."""
    types = {"price": "number", "tonnes": "number", "calls": "integer"}
    return {place: types[name] for place, name in enumerate(header) if name in types}


def indexed(text: str, start: int) -> str:
    """Return a CSV with a nameless first column that counts."""
    header, *rows = text.splitlines(keepends=True)
    return f",{header}" + "".join(f"{n},{row}" for n, row in enumerate(rows, start))


BAD = {"calls": "x"}
FAULT = "calls: 'x' is not a whole number"
TAGS = "#meta+id,#indicator+num,#value,#date,,,,,,,\n"
TAGGED = TAGS.replace("\n", "")
REMARK = "left out row 1, which begins with #"
HXL = "left out row 2, which holds HXL tags"
WINDOWS = "read as cp1252 (Windows) and converted to UTF-8"
INDEX = "left out the index column without a name"
END = "left out the last column, which has no name and no values"
OPEN_QUOTE = "a quotation mark is not closed, or text follows it; nothing from this row on was read"
TWO = things({}, {})
LATE = things(*({} for _ in range(3000)), {"url": "café"})
"""Its one letter beyond ASCII stands behind what is looked at first."""

HEAD, FIRST, SECOND = TWO.splitlines(keepends=True)


def with_tags(text: str) -> str:
    header, rest = text.split("\n", 1)
    return f"{header}\n{TAGS}{rest}"


def decimals(*cells: str) -> str:
    """Return visits with semicolons and the tonnes given."""
    rows = (f"T-0;2024-01-{n:02};{cell}\n" for n, cell in enumerate(cells, start=1))
    return VISITS.replace(",", ";") + "".join(rows)


def tonnes(*values: float | None) -> Rows:
    return [("T-0", DAY.replace(day=n), value) for n, value in enumerate(values, start=1)]


FINE: list[tuple[str, str, str | bytes, list[str], Rows]] = [
    ("gzip", "things", gzip.compress(TWO.encode()), ["unpacked the gzip file"], [ROW, ROW_2]),
    ("a line that begins with #", "things", f"# =1\n{TWO}", [REMARK], [ROW, ROW_2]),
    (
        "the same, as a spreadsheet writes it again",
        "things",
        f'\ufeff"# Ships ""all""",,,,,,,,,,\r\n{TWO}',
        [REMARK],
        [ROW, ROW_2],
    ),
    (
        "the same in UTF-16",
        "things",
        f"# Ships\n{TWO}".encode("utf-16"),
        ["read as UTF-16 and converted to UTF-8", REMARK],
        [ROW, ROW_2],
    ),
    (
        "gzip in two parts",
        "things",
        gzip.compress((HEAD + FIRST).encode()) + gzip.compress(SECOND.encode()),
        ["unpacked the gzip file"],
        [ROW, ROW_2],
    ),
    (
        "ZIP",
        "things",
        zipped(("of May/x.CSV", TWO), ("readme.txt", "?"), ("__MACOSX/x.csv", "?"), (".x.csv", "")),
        ["unpacked 'of May/x.CSV' from the ZIP file"],
        [ROW, ROW_2],
    ),
    *(
        (
            f"ZIP, method {method}",
            "things",
            zipped(("x.csv", TWO), method=method),
            ["unpacked 'x.csv' from the ZIP file"],
            [ROW, ROW_2],
        )
        for method in (zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
    ),
    *(
        (
            encoding,
            "things",
            mark + things({"url": "é😀الحديدة"}, {}).encode(encoding),
            ["read as UTF-16 and converted to UTF-8"],
            [(*ROW[:6], "é😀الحديدة", *ROW[7:]), ROW_2],
        )
        for encoding, mark in (("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"))
    ),
    *(
        (
            f"{encoding} without a mark",
            "things",
            things({"url": "é😀الحديدة"}, {}).encode(encoding),
            ["read as UTF-16 and converted to UTF-8"],
            [(*ROW[:6], "é😀الحديدة", *ROW[7:]), ROW_2],
        )
        for encoding in ("utf-16-le", "utf-16-be")
    ),
    *(
        (
            f"a line {above!r}",
            "things",
            above + apart(TWO, mark),
            [*notes, "left out row 1, which names the separator"],
            [ROW, ROW_2],
        )
        for above, mark, notes in (
            ("sep=;\n", ";", ["separated by semicolons"]),
            ("\ufeffsep=;\r\n", ";", ["separated by semicolons"]),
            ('"sep=\t"\n', "\t", ["separated by tabs"]),
            ("sep=,\n", ",", []),
            ("sep=;\n", ",", []),  # the rows decide
        )
    ),
    ("pandas' index", "things", "Unnamed: 0" + indexed(TWO, 0), [INDEX], [ROW, ROW_2]),
    (
        "pandas' index over HXL",
        "things",
        "Unnamed: 0" + indexed(with_tags(TWO), 0),
        [HXL, INDEX],
        [ROW, ROW_2],
    ),
    (
        "cp1252",
        "things",
        things({"url": "„Spaß“ – 5 €, café’s".replace(",", ";")}, {}).encode("cp1252"),
        [WINDOWS],
        [(*ROW[:6], "„Spaß“ – 5 €; café’s", *ROW[7:]), ROW_2],
    ),
    (
        "cp1252 late",
        "things",
        LATE.encode("cp1252"),
        [WINDOWS],
        [
            *((f"T-{n}", *ROW[1:6], f"u{n}", *ROW[7:]) for n in range(1, 3001)),
            ("T-3001", *ROW[1:6], "café", *ROW[7:]),
        ],
    ),
    *(
        (f"separated by {name}", "things", apart(TWO, mark), [f"separated by {name}"], [ROW, ROW_2])
        for mark, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars"))
    ),
    (
        "semicolons and commas",
        "things",
        things({"url": '"a, b; ""c""\nd"', "tags": ""}, {}).replace(",", ";").replace("a;", "a,"),
        ["separated by semicolons"],
        [(*ROW[:6], 'a, b; "c"\nd', None, *ROW[8:]), ROW_2],
    ),
    (
        "decimal commas",
        "visits",
        decimals("1948,5", "1,948", "-0,5e1", ",5", "7", "", "5,"),
        ["separated by semicolons, with decimal commas"],
        tonnes(1948.5, 1.948, -5, 0.5, 7, None, 5),
    ),
    (
        "decimal comma and small thousandths",
        "visits",
        decimals("0,948"),
        ["separated by semicolons, with decimal commas"],
        tonnes(0.948),
    ),
    (
        "decimal commas between tabs",
        "visits",
        decimals("1,50").replace(";", "\t").encode("utf-16"),
        ["read as UTF-16 and converted to UTF-8", "separated by tabs, with decimal commas"],
        tonnes(1.5),
    ),
    (
        "points between thousands and decimal commas",
        "visits",
        decimals("1948,5", "1.948,5", "1.948", "-1.948.000", "7"),
        [
            "separated by semicolons, with decimal commas",
            "tonnes: points between thousands left out in 3 cells",
        ],
        tonnes(1948.5, 1948.5, 1948, -1948000, 7),
    ),
    (
        "commas between thousands",
        "visits",
        decimals("1,948,000", "1,948.5", "1,948"),
        ["separated by semicolons", "tonnes: thousands separators left out in 3 cells"],
        tonnes(1948000, 1948.5, 1948),
    ),
    (
        "decimal points between semicolons",
        "visits",
        decimals("1948.5", "1.948"),
        ["separated by semicolons"],
        tonnes(1948.5, 1.948),
    ),
    (
        "commas in texts",
        "things",
        apart(things({"url": '"1,5"'}), ";"),
        ["separated by semicolons"],
        [(*ROW[:6], "1,5", *ROW[7:])],
    ),
    ("HXL", "things", with_tags(TWO), [HXL], [ROW, ROW_2]),
    ("index from 0", "things", indexed(TWO, 0), [INDEX], [ROW, ROW_2]),
    ("index from 1", "things", indexed(TWO, 1), [INDEX], [ROW, ROW_2]),
    ("index over HXL", "things", indexed(with_tags(TWO), 0), [HXL, INDEX], [ROW, ROW_2]),
    ("trailing commas", "things", TWO.replace("\n", ",\n"), [END], [ROW, ROW_2]),
    (
        "all at once",
        "things",
        zipped(
            (
                "x.csv",
                apart(
                    indexed(with_tags(things({"price": '"1,25"', "url": "café"}, {})), 0).replace(
                        "\n", ",\n"
                    ),
                    ";",
                )
                .replace(";1.5;", ";1,5;")
                .encode("cp1252"),
            )
        ),
        [
            "unpacked 'x.csv' from the ZIP file",
            WINDOWS,
            "separated by semicolons, with decimal commas",
            HXL,
            INDEX,
            END,
        ],
        [("T-1", 5, 1.25, *ROW[3:6], "café", *ROW[7:]), ROW_2],
    ),
]


def ids(table: list[Any]) -> list[str]:
    return [entry[0] for entry in table]


@pytest.mark.parametrize(("case", "dataset", "content", "notes", "rows"), FINE, ids=ids(FINE))
def test_file_is_converted(
    con: duckdb.DuckDBPyConnection,
    small_package: Package,
    tmp_path: Path,
    case: str,
    dataset: str,
    content: str | bytes,
    notes: list[str],
    rows: Rows,
) -> None:
    path = put(tmp_path / "file.csv", content)
    report = loading.stage(con, path, small_package.dataset(dataset))
    count = f"{len(rows):,} row{'s' * (len(rows) != 1)}"
    assert said(report) == [*notes, f"no problems in {count}"]
    assert staged(con) == rows
    with opened(path, tonnes_or_price) as file:
        assert file.notes == notes
        assert file.first_row == 2 + sum(note.startswith("left out row ") for note in notes)
        with file.path.open(encoding="utf-8", newline="") as text:
            assert len(list(csv.reader(text, strict=True))) == 1 + len(rows)
    assert file.path.exists() == (file.path == path)


WORSE = things({}, BAD, {})
GONE = "row 3, calls: 'x' is not a whole number"
FETCH = "file is damaged or cut off; fetch it again"
NUMBER = "is not a number; write digits with a point, for example 1234.5"
UNSURE = "separated by semicolons; commas in numbers may be decimals or thousands and were left"
WORDS = "save the file as CSV UTF-8"
NO_ROWS = "file: the file has a header and no rows: did the download break off? Fetch it again"

FAULTS: list[tuple[str, str, str | bytes, list[str]]] = [
    # rows keep their numbers
    (
        "a line sep=; and HXL",
        "things",
        "sep=;\n" + apart(with_tags(WORSE), ";"),
        [
            "separated by semicolons",
            "left out row 1, which names the separator",
            "left out row 3, which holds HXL tags",
            f"row 5, {FAULT}",
        ],
    ),
    (
        "lines that begin with #, more than are looked at first",
        "things",
        '# Ships, "all"\r\n' * 10_000 + WORSE,
        ["left out rows 1 to 10000, which begin with #", f"row 10003, {FAULT}"],
    ),
    (
        "the same, an empty line, a line sep=; and HXL",
        "things",
        "# Ships\n# =1\n\nsep=;\n" + apart(with_tags(WORSE), ";"),
        [
            "separated by semicolons",
            "left out rows 1 to 2, which begin with #",
            "left out row 3, which is empty",
            "left out row 4, which names the separator",
            "left out row 6, which holds HXL tags",
            f"row 8, {FAULT}",
        ],
    ),
    (
        "nothing but such lines",
        "things",
        "# Ships\n# all\n",
        ["file: the file is empty; a header and rows are needed"],
    ),
    ("gzip", "things", gzip.compress(WORSE.encode()), ["unpacked the gzip file", GONE]),
    (
        "ZIP",
        "things",
        zipped(("x.csv", WORSE)),
        ["unpacked 'x.csv' from the ZIP file", GONE],
    ),
    (
        "UTF-16",
        "things",
        WORSE.encode("utf-16"),
        ["read as UTF-16 and converted to UTF-8", GONE],
    ),
    (
        "cp1252",
        "things",
        things({"url": "café"}, BAD).encode("cp1252"),
        [WINDOWS, GONE],
    ),
    (
        "cp1252 late",
        "things",
        (LATE + line(3002, **BAD)).encode("cp1252"),
        [WINDOWS, f"row 3003, {FAULT}"],
    ),
    ("semicolons", "things", apart(WORSE, ";"), ["separated by semicolons", GONE]),
    (
        "semicolons, a line break and a gap before",
        "things",
        apart(things({"url": '"a\n\nb"'}), ";") + "\r\n" + apart(line(2, **BAD), ";"),
        ["separated by semicolons", "row 3: the line is empty; remove it", f"row 4, {FAULT}"],
    ),
    (
        "semicolons and a short row",
        "things",
        apart(things({}, "T-2;5\n", BAD), ";").replace('"T-2;5"', "T-2;5"),
        ["separated by semicolons", "row 3: 2 cells; the header has 11", f"row 4, {FAULT}"],
    ),
    (
        "semicolons and an open quotation mark",
        "things",
        apart(things({}, BAD), ";") + '"T-3;\n' + apart(line(4), ";"),
        ["separated by semicolons", f"row 4: {OPEN_QUOTE}", GONE],
    ),
    (
        "semicolons and a space before a quotation mark",
        "things",
        things({}, {"url": ' "a, b"'}, BAD).replace(",", ";").replace("a;", "a,"),
        [
            "separated by semicolons",
            "row 3: a space stands before a quotation mark; remove it",
            f"row 4, {FAULT}",
        ],
    ),
    *(
        (
            f"semicolons and {case}",
            "things",
            apart(things({}, BAD), ";") + text,
            [
                "separated by semicolons",
                "row 4: more than 1,000,000 characters; nothing from this row on was read",
                GONE,
            ],
        )
        for case, text in (
            ("a long cell", "x" * 1_500_000 + ";" * 10),
            ("a long line", ";" * 3_500_000),
        )
    ),
    (
        "decimal commas",
        "visits",
        decimals("1948,5", "1.94,5", "1,5,5", "x"),
        [
            "separated by semicolons, with decimal commas",
            f"row 3, tonnes: '1.94,5' {NUMBER}",
            f"row 4, tonnes: '1,5,5' {NUMBER}",
            f"row 5, tonnes: 'x' {NUMBER}",
        ],
    ),
    ("HXL", "things", with_tags(WORSE), [HXL, f"row 4, {FAULT}"]),
    (
        "HXL and a repeated key",
        "things",
        with_tags(things({"thing_id": "T-7"}, {"thing_id": "T-7"})),
        [HXL, "rows 3, 4: the same thing_id 'T-7'; they differ in url"],
    ),
    (
        "HXL and a short row",
        "things",
        with_tags(things("T-1\n", BAD)),
        [HXL, "row 3: 1 cell; the header has 11", f"row 4, {FAULT}"],
    ),
    ("index", "things", indexed(WORSE, 0), [INDEX, GONE]),
    ("trailing commas", "things", WORSE.replace("\n", ",\n"), [END, GONE]),
    (
        "all at once",
        "things",
        gzip.compress(
            apart(indexed(with_tags(WORSE), 0).replace("\n", ",\n"), "|").encode("utf-16")
        ),
        [
            "unpacked the gzip file",
            "read as UTF-16 and converted to UTF-8",
            "separated by vertical bars",
            HXL,
            INDEX,
            END,
            f"row 4, {FAULT}",
        ],
    ),
    # archives
    (
        "ZIP of several",
        "things",
        zipped(*((f"{n}.csv", TWO) for n in range(4))),
        [
            "file: the ZIP file holds 4 CSV files ('0.csv', '1.csv', '2.csv', ...);"
            " unpack it and load the one wanted"
        ],
    ),
    (
        "ZIP without CSV",
        "things",
        zipped(("a.txt", TWO), ("b/", "")),
        ["file: the ZIP file holds no CSV file ('a.txt'); a ZIP with one is needed"],
    ),
    (
        "ZIP without anything",
        "things",
        zipped(),
        ["file: the ZIP file holds no CSV file (it is empty); a ZIP with one is needed"],
    ),
    (
        "workbook",
        "things",
        zipped(("[Content_Types].xml", "<"), ("xl/workbook.xml", "<")),
        ["file: the file is an Excel or OpenDocument workbook; save it as CSV UTF-8"],
    ),
    (
        "old workbook",
        "things",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
        ["file: the file is an old Excel or Office file; save it as CSV UTF-8"],
    ),
    (
        "ZIP with a password",
        "things",
        locked(zipped(("x.csv", TWO))),
        ["file: 'x.csv' in the ZIP file is locked with a password; unpack it, then load it"],
    ),
    ("ZIP cut off", "things", zipped(("x.csv", TWO))[:-30], [f"file: the ZIP {FETCH}"]),
    ("ZIP of nothing", "things", b"PK\x03\x04rest", [f"file: the ZIP {FETCH}"]),
    (
        "ZIP damaged",
        "things",
        zipped(("x.csv", TWO), method=zipfile.ZIP_STORED).replace(b"T-2", b"T-3"),
        [f"file: the ZIP {FETCH}"],
    ),
    *(
        (f"gzip {case}", "things", content, [f"file: the gzip {FETCH}"])
        for case, content in (
            ("cut off", gzip.compress(TWO.encode())[:-20]),
            ("of nothing", b"\x1f\x8b\x08rest"),
            ("followed by something", gzip.compress(TWO.encode()) + b"more"),
        )
    ),
    (
        "packed twice",
        "things",
        gzip.compress(zipped(("x.csv", TWO))),
        ["file: the gzip file holds a packed file; unpack it, then load the CSV"],
    ),
    (
        "tar",
        "things",
        gzip.compress(b"x.csv".ljust(257, b"\0") + b"ustar\x0000"),
        ["file: the gzip file holds a packed file; unpack it, then load the CSV"],
    ),
    (
        "nothing packed",
        "things",
        gzip.compress(b""),
        ["file: the file is empty; a header and rows are needed"],
    ),
    # encodings
    (
        "nothing after the mark of UTF-16",
        "things",
        b"\xff\xfe",
        ["file: the file is empty; a header and rows are needed"],
    ),
    (
        "UTF-16 cut off",
        "things",
        TWO.encode("utf-16")[:-1],
        [f"file: line 3: byte 0x0a is not UTF-16; {WORDS}"],
    ),
    (
        "UTF-16 with half a character",
        "things",
        things({}, {"url": "?"})
        .encode("utf-16-le")
        .join([b"\xff\xfe", b""])
        .replace(b"?\0", b"\0\xd8"),
        [f"file: line 3: byte 0x00 is not UTF-16; {WORDS}"],
    ),
    *(
        (
            case,
            "things",
            things({}, {"url": "?"}).encode().replace(b"?", cell),
            [f"file: line 3: byte 0x{byte:02x} is not UTF-8; {WORDS}"],
        )
        for case, cell, byte in (
            ("not in cp1252", b"caf\xe9 \x81", 0xE9),
            ("a control character", b"caf\xe9\x07", 0xE9),
            ("Arabic in cp1256", "الحديدة".encode("cp1256"), 0xC7),
            ("Russian in cp1251", "Аден".encode("cp1251"), 0xC0),
            ("UTF-8 with a stray byte", "café".encode() + b" \xe9", 0xE9),
            ("UTF-8 cut within a character", "😀".encode()[:3], 0xF0),
        )
    ),
    (
        "a NUL and no UTF-8",
        "visits",
        VISITS.encode() + b"\xe9\0",
        [f"file: byte 21 is a NUL; this is not text, {WORDS}"],
    ),
    # tables
    *(
        (f"{case} and no rows", "things", content, [*notes, NO_ROWS])
        for case, content, notes in (
            ("semicolons", HEAD.replace(",", ";"), ["separated by semicolons"]),
            ("HXL", HEAD + TAGS, [HXL]),
            ("an index", indexed(HEAD, 0), [INDEX]),
        )
    ),
    (
        "header alone with semicolons",
        "things",
        HEAD.replace(",", ";") + FIRST + SECOND,
        [
            "file: the header has 11 cells separated by semicolons, row 2 has 1;"
            " separate all columns by commas"
        ],
    ),
    *(
        (
            f"either reading, {case}",
            "visits",
            decimals(*cells),
            [
                UNSURE,
                *(
                    f"row {row}, tonnes: '{cell}' {NUMBER}"
                    for row, cell in enumerate(cells, start=2)
                    if "," in cell
                ),
            ],
        )
        for case, cells in (
            ("with a point", ("1948,5", "1.5")),
            ("with a point and a comma", ("1948,5", "1,948.5")),
            ("with thousands", ("1948,5", "1,948,000")),
        )
    ),
    (
        "comma in quotation marks",
        "visits",
        VISITS + 'T-0,2024-01-05,"1948,5"\n',
        [f"row 2, tonnes: '1948,5' {NUMBER}"],
    ),
    (
        "tags beside a value",
        "visits",
        VISITS + "#adm1,#date,5\n",
        [
            "row 2, day: '#date' is not a date; write YYYY-MM-DD, for example 2024-03-31",
            "row 2, thing_id: '#adm1' is no thing_id of things; load things first, or correct it",
        ],
    ),
    (
        "first column that does not count",
        "visits",
        ",thing_id,day,tonnes\n0,T-0,2024-01-05,1\n2,T-0,2024-01-06,1\n",
        ["header: column 1 has no name; remove it"],
    ),
    (
        "index and a short row",
        "visits",
        ",thing_id,day,tonnes\n0,T-0,2024-01-05,1\n1,T-0,2024-01-06\n",
        ["header: column 1 has no name; remove it", "row 3: 3 cells; the header has 4"],
    ),
]


@pytest.mark.parametrize(("case", "dataset", "content", "lines"), FAULTS, ids=ids(FAULTS))
def test_faults_are_found_behind_conversions(
    con: duckdb.DuckDBPyConnection,
    small_package: Package,
    tmp_path: Path,
    case: str,
    dataset: str,
    content: str | bytes,
    lines: list[str],
) -> None:
    report = loading.stage(con, put(tmp_path / "file.csv", content), small_package.dataset(dataset))
    total = len(lines) - len(report.notes)
    assert said(report) == [*lines, f"{total} problem{'s' * (total != 1)}"]


# Limits
# ------


def refusal(path: Path) -> str:
    with pytest.raises(OpeningError) as caught, opened(path):
        pass
    return str(caught.value)


@pytest.mark.parametrize("pack", [gzip.compress, lambda content: zipped(("x.csv", content))])
def test_bombs_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pack: Callable[[bytes], bytes]
) -> None:
    path = put(tmp_path / "file.csv", pack(b"a,b\n" + bytes(3_000_000)))
    kind = "ZIP" if path.read_bytes()[:2] == b"PK" else "gzip"
    advice = "which is the limit for it; unpack it, and split it if it is so large"
    with opened(path) as file:
        assert file.path.stat().st_size == 3_000_004
    monkeypatch.setattr(archives, "FREE_BYTES", 1000)
    limit = f"{path.stat().st_size * archives.MAX_RATIO / 1e6:,.0f} MB"
    assert refusal(path) == f"the {kind} file unpacks to more than {limit}, {advice}"
    monkeypatch.setattr(archives, "MAX_RATIO", 2000)
    monkeypatch.setattr(archives, "MAX_BYTES", 2_000_000)
    assert refusal(path) == f"the {kind} file unpacks to more than 2 MB, {advice}"


def test_no_room_to_convert(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path / "file.csv", gzip.compress(TWO.encode()))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archives, "_copy", full)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    said = f"the file cannot be converted in {tmp_path}: No space left on device"
    assert refusal(path) == said
    assert list(tmp_path.iterdir()) == [path]


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    row = ";".join(["é" * 1000] * 10) + "\n"
    content = ("".join("abcdefghij").replace("", ";")[1:-1] + "\n" + row * 1500).encode("utf-16")
    path = put(tmp_path / "file.csv", gzip.compress(content, 1))
    size = len(content)
    del content
    tracemalloc.start()
    with opened(path) as file:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert file.path.stat().st_size > 29_000_000
    assert size > 29_000_000
    assert peak < 12_000_000


# Any table, however it is written
# --------------------------------

CELL = st.lists(
    st.sampled_from(
        [
            "",
            "a",
            "café",
            "1",
            "0,5",
            "1;5",
            "a|b",
            "a\tb",
            'a"b',
            '"',
            "a\nb",
            " ",
            "x “x” x",
            "x €x",
        ]
    ),
    max_size=3,
).map("".join)
TABLE = st.integers(2, 4).flatmap(
    lambda width: st.lists(
        st.lists(CELL.filter(lambda c: not c.lstrip(" ").startswith('"')), min_size=width,
                 max_size=width),
        max_size=5,
    ).map(lambda rows: [[f"name{n}" for n in range(width)], *rows])
)  # fmt: skip
WRITTEN = st.fixed_dictionaries(
    {
        "separator": st.sampled_from(",;\t|"),
        "encoding": st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
        "packed": st.sampled_from(
            [None, gzip.compress, lambda content: zipped(("x.csv", content))]
        ),
        "quoting": st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
        "ending": st.sampled_from(["\n", "\r\n"]),
        "tags": st.booleans(),
        "index": st.sampled_from([None, 0, 1]),
        "end": st.booleans(),
    }
)


def written(table: list[list[str]], how: dict[str, Any]) -> bytes:
    """Return a table as a file."""
    rows = [list(row) for row in table]
    if how["tags"]:
        rows.insert(1, ["", *(f"#tag+{n}" for n in range(1, len(table[0])))])
    if how["index"] is not None:
        marks = ["", *(["#index"] * how["tags"])]
        marks += [str(n) for n in range(how["index"], how["index"] + len(table))]
        rows = [[mark, *row] for mark, row in zip(marks, rows, strict=False)]
    if how["end"]:
        rows = [[*row, ""] for row in rows]
    out = io.StringIO(newline="")
    csv.writer(
        out, delimiter=how["separator"], quoting=how["quoting"], lineterminator=how["ending"]
    ).writerows(rows)
    content = out.getvalue().encode(how["encoding"])
    return how["packed"](content) if how["packed"] else content


@PAGES
@given(table=TABLE, how=WRITTEN, quick=st.booleans())
def test_any_table_is_read_as_it_was_written(
    tmp_path: Path, table: list[list[str]], how: dict[str, Any], quick: bool
) -> None:
    path = put(tmp_path / "file.csv", written(table, how))
    with opened(path, quick=quick) as file:
        assert file.first_row == 2 + how["tags"]
        with file.path.open(encoding="utf-8-sig", newline="") as text:
            assert list(csv.reader(text, strict=True)) == table
        is_plain = how["separator"] == "," and not (how["tags"] or how["end"] or how["packed"])
        if is_plain and how["index"] is None and how["encoding"].startswith("utf-8"):
            assert file == type(file)(path)


@PAGES
@given(numbers=st.lists(st.tuples(st.floats(-1e6, 1e6), st.integers(0, 4)), min_size=1, max_size=5))
def test_decimal_commas_are_never_misread(
    con: duckdb.DuckDBPyConnection,
    small_package: Package,
    tmp_path: Path,
    numbers: list[tuple[float, int]],
) -> None:
    cells = [f"{value:.{digits}f}" for value, digits in numbers]
    path = put(tmp_path / "file.csv", decimals(*(c.replace(".", ",") for c in cells)))
    report = loading.stage(con, path, small_package.dataset("visits"))
    if report.clean:
        assert staged(con) == tonnes(*map(float, cells))
    else:
        question = "may be" in said(report)[1]
        assert question
        assert all(len(c.split(".")[1]) == 3 for c in cells if "." in c)


@PAGES
@given(
    packed=st.sampled_from([gzip.compress(TWO.encode(), mtime=0), zipped(("x.csv", TWO))]),
    changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(max_size=3))),
    length=st.floats(0.5, 1),
)
def test_damaged_archives_are_refused_or_read_whole(
    con: duckdb.DuckDBPyConnection,
    small_package: Package,
    tmp_path: Path,
    packed: bytes,
    changes: list[tuple[float, bytes]],
    length: float,
) -> None:
    content = bytearray(packed)
    for place, bit in changes[:4]:
        at = int(place * len(content))
        content[at : at + len(bit)] = bit
    path = put(tmp_path / "file.csv", bytes(content[: int(len(content) * length) or 1]))
    report = loading.stage(con, path, small_package.dataset("things"))
    if report.clean:
        assert staged(con) == [ROW, ROW_2]


# Through the desk
# ----------------


def test_converted_file_is_loaded_and_entered_as_it_came(
    small: Settings, small_package: Package, tmp_path: Path
) -> None:
    things_of = small_package.dataset("things")
    content = gzip.compress(apart(with_tags(TWO), ";").encode("utf-16"))
    path = put(tmp_path / "things.csv.gz", content)
    desk.ensure(small, small_package)
    notes = [
        "unpacked the gzip file",
        "read as UTF-16 and converted to UTF-8",
        "separated by semicolons",
        HXL,
        "no problems in 2 rows",
    ]
    assert said(desk.check(small, things_of, path)) == notes
    assert desk.preview(small, things_of, path).counts == loading.Counts(2, 0, 0)
    done = desk.load(small, small_package, things_of, path)
    assert said(done.report) == notes
    assert (done.counts, done.version) == (loading.Counts(2, 0, 0), 2)
    cursor = store.reader(small.store).cursor()
    entry = "select file_name, sha256 from loads where version = 2"
    digest = hashlib.sha256(content).hexdigest()
    assert cursor.execute(entry).fetchall() == [("things.csv.gz", digest)]
    rows = "select thing_id, url from things order by 1"
    assert cursor.execute(rows).fetchall() == [("T-1", "u1"), ("T-2", "u2")]
    put(path, gzip.compress(apart(with_tags(WORSE), ";").encode("utf-16")))
    refused = desk.load(small, small_package, things_of, path)
    assert said(refused.report) == [
        "unpacked the gzip file",
        "read as UTF-16 and converted to UTF-8",
        "separated by semicolons",
        HXL,
        f"row 4, {FAULT}",
        "1 problem",
    ]
    assert (refused.counts, refused.version) == (None, 2)
