"""What could be loaded wrong without a word: each is read and said, asked for, or refused."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard import contracts, desk, loading
from dashboard.loading import Answers
from dashboard.loading.opening import opened
from dashboard.store import tables
from tests import given
from tests.conftest import field, write_package
from tests.publishers import ALL, ASAM, CHOKEPOINTS, DATABASE, FRED, HISTORY, PORTS, WFP

pytestmark = pytest.mark.slow  # many small stores

Rows = list[tuple[Any, ...]]
Case = tuple[str, str | bytes, dict[str, Any], list[str], Rows]

LAYOUTS = desk.layouts(given.package())
STRAITS = (
    "left out 1 row: the dashboard follows Suez, Bab el-Mandeb, Hormuz and the Cape,"
    " and Malacca and Dover as controls"
)
SLASHES = "date: dates written YYYY/MM/DD or with a time of midnight read in"
NO_DATE = "is not a date; write YYYY-MM-DD, for example 2024-03-31"
NO_NUMBER = "is not a number; write digits with a point, for example 1234.5"
NOT_GIVEN = "is empty; a value is required"
A_TOTAL = "a totals row, which is no row of the table; remove it"
SEMICOLONS = "separated by semicolons"
END = "left out the last column, which has no name and no values"
ONE = "1 problem"
GROUPS = "points between thousands left out in 1 cell"
AS_COMMAS = ", as other columns have decimal commas"
CSV = "not CSV; fetch the CSV instead"
FAILED = "not CSV: the download failed; fetch the CSV instead"
BY_POINTS = "points in 1 cell read as decimals, as other columns have decimal points"

SERIES = "observation_date,X1\n"
DAY = date(2026, 1, 5)
C, D, F, H, P, W = CHOKEPOINTS, DATABASE, FRED, HISTORY, PORTS, WFP


@pytest.fixture(scope="module")
def con() -> duckdb.DuckDBPyConnection:
    """Return a store in memory that holds no rows; tests only stage files into it."""
    return given.open_store()


def staged(
    con: duckdb.DuckDBPyConnection, path: Path, content: str | bytes, **answers: Any
) -> tuple[list[str], loading.Report, Rows]:
    """Return what the loader says of a file, its report, and the rows that it would load."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    con.execute("drop table if exists _staged; drop table if exists _rejects")
    report = loading.stage(con, path, LAYOUTS, Answers(**answers))
    said = [line.removeprefix(f"{report.file}: ") for line in report.lines()]
    rows = con.execute("from _staged").fetchall() if report.is_loadable else []
    return said, report, sorted(rows, key=str)


def suez(*days: int) -> Rows:
    """Return the rows of some days of August 2026 at Suez."""
    return [(date(2026, 8, day), *row[1:], C.source) for day in days for row in C.rows]


def series(*values: float, first: int = 5) -> Rows:
    """Return rows of the series X1, from the fifth of January 2026 on."""
    return [
        (DAY.replace(day=n), "X1", float(v), None, "fred")
        for n, v in enumerate(values, start=first)
    ]


def fred(*cells: str, mark: str = ";") -> str:
    """Return a file of the series X1 with semicolons."""
    rows = (f"2026-01-{n:02};{cell}\n" for n, cell in enumerate(cells, start=5))
    return (SERIES.replace(",", ";") + "".join(rows)).replace(";", mark)


def dates(*texts: str) -> str:
    """Return a file of the series X1 with dates as they are given."""
    return SERIES + "".join(f'"{text}",{n}\n' for n, text in enumerate(texts, start=1))


def on(*days: str) -> Rows:
    return [(date.fromisoformat(d), "X1", float(n), None, "fred") for n, d in enumerate(days, 1)]


def asked(text: str, comma: str, point: str, column: str = "X1") -> str:
    what = f"'{text}' may be {comma} (decimal comma) or {point} (decimal point)"
    return f"decimal, {column}: {what}; say which with --decimal"


def semicolons(text: str, mark: str = ";") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=mark, lineterminator="\n").writerows(csv.reader(io.StringIO(text)))
    return out.getvalue()


KEYS = "portid: blanks and capitals of keys left out in"
FORM = "does not have the form"
HEADER, ROW = F.file().splitlines(keepends=True)

CASES: list[Case] = [
    # keys
    *(
        (
            f"key {key!r}",
            C.file({"portid": key}),
            {},
            [f"{SLASHES} 1 cell", f"{KEYS} 1 cell"],
            suez(3),
        )
        for key in (
            "chokepoint1 ",
            " chokepoint1",
            "Chokepoint1",
            "CHOKEPOINT1\u00a0",
            "\tchokepoint1",
        )
    ),
    (
        "a key of another strait in capitals",
        C.file({}, {"portid": "Chokepoint2 "}),
        {},
        [f"{SLASHES} 2 cells", f"{KEYS} 1 cell", STRAITS],
        suez(3),
    ),
    *(
        (
            f"no key {key!r}",
            C.file({}, {"portid": key, "date": "2026-08-04"}, {"portid": "chokepoint2"}),
            {},
            [f"{SLASHES} 2 cells", *([f"{KEYS} 1 cell"] if key == " " else []), STRAITS, said, ONE],
            [],
        )
        for key, said in (
            ("", f"row 3, portid: {NOT_GIVEN}"),
            (" ", f"row 3, portid: {NOT_GIVEN}"),
            ("4", f"row 3, portid: '4' {FORM} ^chokepoint[0-9]+$"),
            ("chokepoint 1", f"row 3, portid: 'chokepoint 1' {FORM} ^chokepoint[0-9]+$"),
            ("port18", f"row 3, portid: 'port18' {FORM} ^chokepoint[0-9]+$"),
        )
    ),
    (
        "keys of ports that were asked for",
        P.file({"portid": "Port18 "}, {"portid": "port9"}, {"portid": "port7"}),
        {"constants": {"ports": "PORT18, port9"}},
        [
            f"{SLASHES} 3 cells",
            f"{KEYS} 1 cell",
            "left out 1 row: only the ports chosen were asked for",
        ],
        [P.others(), P.others(_1="port9")],
    ),
    (
        "no keys of ports that were asked for",
        P.file({}, {"portid": ""}, {"portid": "18"}),
        {"constants": {"ports": "port18"}},
        [
            f"{SLASHES} 3 cells",
            f"row 3, portid: {NOT_GIVEN}",
            f"row 4, portid: '18' {FORM} ^port[0-9]+$",
            "2 problems",
        ],
        [],
    ),
    (
        "ports that are not in the file",
        P.file(),
        {"constants": {"ports": "port1"}},
        [
            "left out 1 row: only the ports chosen were asked for",
            "file: no row of the file becomes a row of port_calls; there is nothing to load",
            ONE,
        ],
        [],
    ),
    ("a key of the database", D.file({"portid": "Port18 "}), {}, [f"{KEYS} 1 cell"], [D.others()]),
    # totals
    *(
        (
            f"totals, {case}",
            C.file({}, dict.fromkeys(("portid", "portname"), "") | cells),
            {},
            [
                f"{SLASHES} {n} cell{'s' * (n > 1)}",
                *([f"{KEYS} 1 cell"] if "portid" in cells else []),
                f"row 3: {A_TOTAL}",
                ONE,
            ],
            [],
        )
        for case, n, cells in (
            ("in place of the date", 1, {"date": "Total"}),
            ("in place of the date, with the days", 1, {"date": "Total of 2 days"}),
            ("in place of the key", 1, {"date": "", "portid": "TOTAL"}),
            ("in a column that is not read", 2, {"portname": "Grand total:"}),
        )
    ),
    ("totals of a series", SERIES + "2026-01-05,1\nSum,1\n", {}, [f"row 3: {A_TOTAL}", ONE], []),
    (
        "totals in a contract",
        "date,series,value,unit,source_ids\n,Total,1,,s1\n",
        {},
        [f"row 2: {A_TOTAL}", ONE],
        [],
    ),
    ("a market of that name", W.file({"market": "Total"}), {}, [], [W.others(_3="Total")]),
    # headers
    (
        "header three times, in capitals and behind a byte order mark",
        HEADER + ROW + HEADER + "\ufeff" + HEADER.upper() + "2024-06-15,1\n",
        {},
        ["rows 3, 4 repeat the header; left out"],
        [
            (date(2024, 6, 14), "DCOILBRENTEU", 82.62, None, "fred"),
            (date(2024, 6, 15), "DCOILBRENTEU", 1.0, None, "fred"),
        ],
    ),
    (
        "header with the columns in another order",
        "observation_date,A,B\n2026-01-05,1,2\nobservation_date,B,A\n2026-01-06,1,2\n",
        {"good_rows": True},
        [
            "header: row 3 is a header again, with other columns or in another order; what stands"
            " below it is another table: put that into a file of its own",
            ONE,
        ],
        [],
    ),
    (
        "header with fewer columns",
        "observation_date,A,B\n2026-01-05,1,2\nobservation_date,B\n2026-01-06,1\n",
        {"good_rows": True},
        [
            "header: row 3 is a header again, with other columns or in another order; what stands"
            " below it is another table: put that into a file of its own",
            ONE,
        ],
        [],
    ),
    # rows that stand twice
    (
        "rows that stand again",
        SERIES + "2026-01-05,1\n2026-01-06,2\n2026-01-05,1\n2026-01-05,1\n2026-01-06,2\n",
        {},
        ["rows 4, 5 are the same as row 2; left out", "row 6 is the same as row 3; left out"],
        series(1, 2),
    ),
    (
        "rows that stand again, and the good ones alone",
        C.file({}, {}, {"date": "2026-08-04", "n_total": "1"}),
        {"good_rows": True},
        [
            f"{SLASHES} 2 cells",
            "row 3 is the same as row 2; left out",
            "row 4: n_total is not n_cargo plus n_tanker",
            ONE,
        ],
        suez(3),
    ),
    (
        "rows with one key that differ",
        C.file({}, {"n_tanker": "24", "n_total": "82"}),
        {},
        [
            f"{SLASHES} 2 cells",
            "rows 2, 3: the same week_start, chokepoint, vessel_class '2026-08-03', 'Suez Canal',"
            " 'container'; they differ in n_tanker, n_total",
            ONE,
        ],
        [],
    ),
    (
        "messages with one reference that differ",
        ASAM.file({}, {"date": "2024-06-15", "victim": "Tug"}),
        {"good_rows": True},
        [
            END,
            "rows 2, 3: the same publisher, incident_id 'NGA', '2024-253'; they differ in date,"
            " victim",
            ONE,
        ],
        [],
    ),
    # whole numbers
    (
        "whole numbers with a nought",
        C.file({"n_roro": "4.0", "n_tanker": "25.00"}),
        {},
        [
            f"{SLASHES} 1 cell",
            "n_roro: whole numbers written as 4.0 read as 4 in 1 cell",
            "n_tanker: whole numbers written as 25.00 read as 25 in 1 cell",
        ],
        suez(3),
    ),
    *(
        (
            f"no whole number {cell}",
            C.file({"n_roro": cell}),
            {},
            [f"{SLASHES} 1 cell", f"row 2, n_roro: '{cell}' is not a whole number", ONE],
            [],
        )
        for cell in ("4.5", "4.000", "4.")
    ),
    # dates
    *(
        (
            f"dates {how}",
            dates(*texts),
            {},
            [f"observation_date: dates written {how} read in {n}"],
            on(*days),
        )
        for how, texts, n, days in (
            (
                "as milliseconds since 1970",
                ["1767571200000", "-86400000000"],
                "2 cells",
                ["2026-01-05", "1967-04-07"],
            ),
            ("as seconds since 1970", ["1767571200"], "1 cell", ["2026-01-05"]),
            ("DD.MM.YY", ["05.01.26", "13.01.26"], "2 cells", ["2026-01-05", "2026-01-13"]),
            (
                "DD-Month-YYYY",
                ["15-January-2026", "04-May-2026"],
                "2 cells",
                ["2026-01-15", "2026-05-04"],
            ),
            ("DD-Mon-YYYY", ["04-May-2026", "5-Jan-2026"], "2 cells", ["2026-05-04", "2026-01-05"]),
            ("DD Mon YY", ["5 Jan 26"], "1 cell", ["2026-01-05"]),
            ("YY/MM/DD", ["99/12/31", "26/01/05"], "2 cells", ["1999-12-31", "2026-01-05"]),
            ("YY-MM-DD", ["32-12-31"], "1 cell", ["2032-12-31"]),
            ("MM/DD/YY", ["01/31/26"], "1 cell", ["2026-01-31"]),
        )
    ),
    *(
        (
            f"asked for, {texts[0]}",
            dates(*texts),
            {},
            [
                f"date format, observation_date: '{texts[0]}' may be {said}; say which with"
                " --date-format",
                ONE,
            ],
            [],
        )
        for texts, said in (
            (["26/01/13", "26/01/14"], "2013-01-26 (DD/MM/YY) or 2026-01-13 (YY/MM/DD)"),
            (["26-01-13"], "2013-01-26 (DD-MM-YY) or 2026-01-13 (YY-MM-DD)"),
            (
                ["05-06-07"],
                "2007-06-05 (DD-MM-YY) or 2007-05-06 (MM-DD-YY) or 2005-06-07 (YY-MM-DD)",
            ),
        )
    ),
    (
        "said, 26/01/13",
        dates("26/01/13"),
        {"date_format": "yy/mm/dd"},
        ["observation_date: dates written YY/MM/DD read in 1 cell"],
        on("2026-01-13"),
    ),
    (
        "milliseconds that are not midnight",
        dates("1767571200000", "1767582000000"),
        {},
        [
            "observation_date: dates written as milliseconds since 1970 read in 1 cell",
            f"row 3, observation_date: '1767582000000' {NO_DATE}",
            ONE,
        ],
        [],
    ),
    # decimals
    *(
        (
            f"asked for, {mark!r} and {cells}",
            fred(*cells, mark=mark),
            {},
            [f"separated by {name}", asked(cells[0], *readings), ONE],
            [],
        )
        for mark, name, cells, readings in (
            (";", "semicolons", ("1.948", "2.001"), ("1948", "1.948")),
            ("\t", "tabs", ("1.948",), ("1948", "1.948")),
            ("|", "vertical bars", ("-12.948", "948"), ("-12948", "-12.948")),
            (";", "semicolons", ("1,948", "2,001"), ("1.948", "1948")),
        )
    ),
    *(
        (
            f"said, {text} with a {way}",
            fred(text),
            {"decimal": way},
            [SEMICOLONS + more, *notes],
            series(value),
        )
        for text, way, more, notes, value in (
            ("1.948", "comma", "", ["X1: points between thousands left out in 1 cell"], 1948),
            ("1.948", "point", "", [], 1.948),
            ("1,948", "comma", ", with decimal commas", [], 1.948),
            ("1,948", "point", "", ["X1: thousands separators left out in 1 cell"], 1948),
        )
    ),
    (
        "the column decides for thousands",
        fred("1.948", "1.012.345"),
        {},
        [SEMICOLONS, "X1: points between thousands left out in 2 cells"],
        series(1948, 1012345),
    ),
    ("the column decides for decimals", fred("1.948", "0.5"), {}, [SEMICOLONS], series(1.948, 0.5)),
    (
        "another column decides for thousands",
        "observation_date;X1;X2\n2026-01-05;1.948;0,5\n",
        {},
        [
            f"{SEMICOLONS}, with decimal commas",
            f"X1: {GROUPS}{AS_COMMAS}",
        ],
        [*series(1948), (DAY, "X2", 0.5, None, "fred")],
    ),
    (
        "another column decides for decimals",
        "observation_date;X1;X2\n2026-01-05;1.948;0.5\n",
        {},
        [SEMICOLONS, f"X1: {BY_POINTS}"],
        [*series(1.948), (DAY, "X2", 0.5, None, "fred")],
    ),
    (
        "other columns contradict each other",
        "observation_date;X1;X2;X3\n2026-01-05;1.948;0.5;0,5\n",
        {},
        [f"{SEMICOLONS}, with decimal commas", asked("1.948", "1948", "1.948"), ONE],
        [],
    ),
    *(
        (
            f"a change in percent decides, {mark!r}",
            semicolons(
                H.file(
                    {
                        "Price": "1.948",
                        "Change %": "-0,16%",
                        "Open": "1.950",
                        "High": "1.951",
                        "Low": "1.952",
                        "Vol.": "276,04K",
                    }
                ),
                mark,
            ),
            {},
            [
                f"separated by {name}",
                f"Price: {GROUPS}{AS_COMMAS}",
                "date: dates written MM/DD/YYYY read in 1 cell",
            ],
            [H.others(_2=1948.0)],
        )
        for mark, name in ((";", "semicolons"), ("\t", "tabs"))
    ),
    (
        "a change in percent beside commas",
        H.file({"Price": "1.948", "Change %": "-0,16%"}),
        {},
        [asked("1.948", "1948", "1.948", "Price"), ONE],
        [],
    ),
    (
        "said beside commas",
        H.file({"Price": "1.948,5", "Change %": "-0,16%"}),
        {"decimal": "comma"},
        [
            "read with decimal commas",
            "Price: points between thousands left out in 1 cell",
            "date: dates written MM/DD/YYYY read in 1 cell",
        ],
        [H.others(_2=1948.5)],
    ),
    (
        "degrees have no thousands",
        semicolons(
            W.file(
                {"latitude": "12.785", "longitude": "45.018", "price": "1.500", "usdprice": "2.125"}
            )
        ),
        {},
        [
            SEMICOLONS,
            f"price: {BY_POINTS}",
            f"usdprice: {BY_POINTS}",
        ],
        [W.others(_4=12.785, _5=45.018, _12=1.5, _13=2.125)],
    ),
    (
        "whole numbers with points, between semicolons",
        semicolons(
            C.file(
                {
                    "n_container": "1.021",
                    "n_cargo": "1.058",
                    "n_total": "1.083",
                    "capacity_tanker": "1.503.404",
                }
            )
        ),
        {},
        [
            SEMICOLONS,
            f"n_container: {GROUPS}{AS_COMMAS}",
            f"n_cargo: {GROUPS}{AS_COMMAS}",
            f"n_total: {GROUPS}{AS_COMMAS}",
            "capacity_tanker: points between thousands left out in 1 cell",
        ],
        [(*suez(3)[0][:4], 1021, *suez(3)[0][5:]), *suez(3)[1:]],
    ),
    # encodings
    *(
        (
            f"not cp1252, {word}",
            W.file({"market": f"{word}, x"}).encode(encoding),
            {},
            [
                f"file: line 2: the byte 0x{byte:02x} makes '{windows}' in cp1252 (Windows) and"
                f" '{mac}' in Mac Roman, and the file does not say which it is; save it as CSV"
                " UTF-8",
                ONE,
            ],
            [],
        )
        for word, encoding, byte, windows, mac in (
            ("Région", "mac_roman", 0x8E, "RŽgion", "Région"),
            ("Café", "mac_roman", 0x8E, "CafŽ", "Café"),
            ("España", "mac_roman", 0x96, "Espa–a", "España"),
            ("Straße", "mac_roman", 0xA7, "Stra§e", "Straße"),
            ("École", "mac_roman", 0x83, "ƒcole", "École"),
            ("Tomašek", "cp1252", 0x9A, "Tomašek", "Tomaöek"),
            ("Köln", "cp850", 0x94, "K”ln", "Kîln"),
        )
    ),
    *(
        (
            f"cp1252, {word}",
            W.file({"market": word}).encode("cp1252"),
            {},
            ["read as cp1252 (Windows) and converted to UTF-8", *notes],
            [W.others(_3=word)],
        )
        for word, notes in (
            ("“Škoda” – 5 €…", []),
            ("Miloš don’t", []),
            (
                "Sana’a",
                [
                    "the byte 0x92 read as an apostrophe, as in 'Sana’a'; in Mac Roman that is"
                    " 'Sanaía'"
                ],
            ),
        )
    ),
    (
        "cp1252 in the last letter of a column that is not read",
        C.file().removesuffix("\n").encode() + b"\xe9",
        {},
        ["read as cp1252 (Windows) and converted to UTF-8"],
        suez(3),
    ),
    # no table
    *(
        (f"no table, {content[:20]!r}", content, {}, [f"file: the file is {what}", ONE], [])
        for content, what in (
            (
                '{"objectIdFieldName":"ObjectId","features":[]}',
                f"JSON, an answer of the ArcGIS API, {CSV}",
            ),
            (
                '\ufeff\n {"type": "FeatureCollection", "features": []}',
                f"GeoJSON, {CSV}",
            ),
            ('[\n  {"a": 1}]', f"JSON, {CSV}"),
            ("[]", f"JSON, {CSV}"),
            (
                '{"error":{"code":400,"message":"Invalid query"}}',
                "JSON, an error of the server in place of the data ('Invalid query'); fetch it"
                " again",
            ),
            ('{"a": 1}'.encode("utf-16"), f"JSON, {CSV}"),
            (
                "<!DOCTYPE html>\n<html><head><title>Not\nfound</title>",
                f"a web page ('Not\\nfound'), {FAILED}",
            ),
            (
                "<html><body><h1>503</h1>",
                f"a web page ('503'), {FAILED}",
            ),
            ('<?xml version="1.0"?><rss/>', f"XML, {CSV}"),
            ('<?xml version="1.0"?><kml xmlns="x">', f"KML, a map, {CSV}"),
            (
                '<?xml version="1.0"?>\n<Workbook'
                ' xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
                "an Excel workbook in XML; save it as CSV UTF-8",
            ),
            (
                b"%PDF-1.7\n\xe2\xe3",
                "a PDF; copy its table into a spreadsheet and save that as CSV UTF-8",
            ),
            (b"PAR1\x15\x04\x00", "a Parquet file; save it as CSV UTF-8"),
            (b"BZh91AY&SY\x00", "packed with bzip2; unpack it, then load the CSV"),
            (
                "version https://git-lfs.github.com/spec/v1\n",
                "a pointer to a file in Git LFS, not the file; fetch that",
            ),
            ("\n\r\n ,,\n", "empty; a header and rows are needed"),
        )
    ),
    (
        "no rows",
        SERIES,
        {"good_rows": True},
        [
            "file: the file has a header and no rows: did the download break off? Fetch it again",
            ONE,
        ],
        [],
    ),
    (
        "no values",
        SERIES + "2026-01-05,.\n",
        {},
        ["file: no row of the file becomes a row of market_series; there is nothing to load", ONE],
        [],
    ),
    (
        "broken off",
        SERIES + "2026-01-05,1\n2026-01",
        {},
        [
            "row 3: 1 cell; the header has 2; the file ends within it: did the download break off?",
            ONE,
        ],
        [],
    ),
    *(
        (
            f"empty lines first, {above!r}",
            above + SERIES + "2026-01-05,1\n2026-01-06,x\n",
            {},
            [note, f"row {row}, X1: 'x' {NO_NUMBER}", ONE],
            [],
        )
        for above, note, row in (
            ("\n", "left out row 1, which is empty", 4),
            ("\ufeff \t\r\n,,,\n", "left out rows 1 to 2, which are empty", 5),
        )
    ),
]


@pytest.mark.parametrize(
    ("case", "content", "answers", "lines", "rows"), CASES, ids=[case[0] for case in CASES]
)
def test_nothing_is_loaded_wrong_in_silence(
    con: duckdb.DuckDBPyConnection,
    tmp_path: Path,
    case: str,
    content: str | bytes,
    answers: dict[str, Any],
    lines: list[str],
    rows: Rows,
) -> None:
    told = {"constants": H.answers} if "Change %" in str(content)[:60] else {}
    said, report, found = staged(con, tmp_path / "file.csv", content, **told | answers)
    said = said[1:] if report.format else said
    if lines and lines[-1].endswith(("problem", "problems")):
        assert said == lines
    else:
        assert said == [*lines, f"no problems in {len(rows)} row{'s' * (len(rows) != 1)}"]
    assert found == sorted(rows, key=str)


@pytest.mark.parametrize("way", ["as it is", "semicolons"])
@pytest.mark.parametrize("name", ALL)
def test_header_again_in_any_layout(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, name: str, way: str
) -> None:
    publisher = ALL[name]
    text = publisher.file()
    header = text.partition("\n")[0]
    text += f"{header}\n"
    content = semicolons(text) if way == "semicolons" else text
    said, _, rows = staged(con, tmp_path / "file.csv", content, constants=publisher.answers)
    assert "row 3 repeats the header; left out" in said
    assert said[-1].startswith("no problems in ")
    assert len(rows) == len(publisher.rows)


def test_header_again_in_a_contract_of_texts(tmp_path: Path) -> None:
    schema = {"fields": [field("word"), field("meaning")], "primaryKey": ["word"]}
    words = write_package(tmp_path, more={"words": (schema, "")}).dataset("words")
    tables.create(con := duckdb.connect(), contracts.load_package(tmp_path))
    path = tmp_path / "file.csv"
    path.write_text("word,meaning\na,b\nword,meaning\n", encoding="utf-8")
    said = [line.removeprefix("file.csv: ") for line in loading.stage(con, path, words).lines()]
    assert said == ["row 3 repeats the header; left out", "no problems in 1 row"]
    assert con.execute("from _staged").fetchall() == [("a", "b")]


def test_rows_left_out_with_the_good_ones_kept_say_why(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    content = C.file({}, {"portid": ""}, {"date": "Total", "portid": ""}, {"portid": "suez"}, {})
    _, report, rows = staged(con, tmp_path / "file.csv", content, good_rows=True)
    assert (report.rejected, rows) == (3, sorted(suez(3), key=str))
    assert con.execute("select row_number, reasons from _rejects").fetchall() == [
        (3, f"portid: {NOT_GIVEN}"),
        (4, A_TOTAL),
        (5, f"portid: 'suez' {FORM} ^chokepoint[0-9]+$"),
    ]


def test_question_about_decimals(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    _, report, _ = staged(con, tmp_path / "file.csv", fred("1.948"))
    readings = {"comma": "1.948 is 1948", "point": "1.948 is 1.948"}
    assert report.questions == [
        loading.Question("decimal", "Which are the decimals in X1?", readings)
    ]


def test_many_repetitions_are_counted(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    rows = "".join(f"2026-01-{n:02},1\n" for n in range(1, 21))
    said, _, found = staged(con, tmp_path / "file.csv", SERIES + rows + rows)
    assert said[1:3] == [f"row {n + 20} is the same as row {n}; left out" for n in (2, 3)]
    assert said[9] == "12 more rows are the same as others; left out"
    assert found == sorted(series(*[1] * 20, first=1), key=str)


def test_letters_of_cp1252_late_in_a_column_that_is_not_read(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    rows = [{"date": f"{1990 + n // 12}-{n % 12 + 1:02}-01"} for n in range(400)]
    content = C.file(*rows, {"portname": "x" * 70_000, "ObjectId": "é"}).encode("cp1252")
    said, _, found = staged(con, tmp_path / "file.csv", content)
    assert said[1] == "read as cp1252 (Windows) and converted to UTF-8"
    assert said[2] == "no problems in 2,005 rows"
    assert len(found) == 2005


def test_plain_file_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text(C.file(), encoding="utf-8")
    with opened(path, LAYOUTS.numbers, quick=True) as file:
        assert file == type(file)(path)
