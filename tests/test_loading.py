"""The loader's contract: what it says of each bad file, what it stores of each good one."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from dashboard import desk, loading, store
from dashboard.contracts import Dataset, Package
from dashboard.errors import ContractError, StoreError
from dashboard.loading import Counts
from dashboard.settings import Settings
from dashboard.store import tables
from tests.conftest import SCHEMAS, field, write_package

Content = str | bytes | Callable[[Path], object]
"""The content of a file, or a function that makes something else in its place."""

COLUMNS = [f["name"] for f in SCHEMAS["things"]["fields"]]
HEAD = ",".join(COLUMNS) + "\n"
GOOD = {
    "calls": "5",
    "price": "1.5",
    "seen": "2024-01-05",
    "insured": "yes",
    "kind": "big",
    "tags": "a|b",
    "source_ids": "S1|S2",
    "port_id": "P1",
    "parent_id": "",
}
VISITS = "thing_id,day,tonnes\n"


def line(number: int = 1, **cells: str) -> str:
    """Return a line of things: a good one but for the cells given, as they stand in the file."""
    row = {"thing_id": f"T-{number}", "url": f"u{number}", **GOOD, **cells}
    return ",".join(row[name] for name in COLUMNS) + "\n"


def things(*rows: dict[str, str] | str) -> str:
    """Return a file of things: a dict changes cells of a good row, a text stands as it is."""
    lines = (r if isinstance(r, str) else line(n, **r) for n, r in enumerate(rows, start=1))
    return HEAD + "".join(lines)


def column(name: str, *cells: str) -> str:
    """Return a file of things that are good but for one column."""
    return things(*({name: cell} for cell in cells))


def renamed(old: str, new: str) -> str:
    """Return a file of one good row in whose header a column has another name."""
    return HEAD.replace(old, new) + line()


TYPES = {
    "calls": "is not a whole number",
    "price": "is not a number; write digits with a point, for example 1234.5",
    "seen": "is not a date; write YYYY-MM-DD, for example 2024-03-31",
    "insured": "is none of yes, no",
}
WRONG = {
    "calls": [
        *("50243.6", "1e3", "1 000", "nan", "five", "1_000", " 5", "५", "0x10", "--5", "5\u00a0"),
        *("9223372036854775808", "5.", "5.000", "-", "TRUE", "1%"),
    ],
    "price": [
        *("nan", "inf", "-Infinity", "1e400", "1_000.5", "1.2.3", " 1.5", "1.5 ", "٣", "0x1p3"),
        *("$5", ".", "1e", "5%", "--5", "yes"),
    ],
    "seen": [
        *("2024-02-30", "2024/01/5x", "2024-1-5", "31-31-2024", "2024-01-05T00:01", "20241305"),
        *("infinity", "epoch", "today", "2024-01-05 (BC)", "0000-01-01", "2024-01-0५"),
        *("2023-02-29", "2024 -01-05", "2024-01-05 5", "12024-01-05", "-2024-01-5"),
    ],
    "insured": ["TRUE", "true", "1", "Yes", "y", " yes", "yes "],
}
CELLS = [
    (
        f"{name} {cell!r}",
        "things",
        column(name, "", cell),
        [f"row 3, {name}: {cell!r} {TYPES[name]}", "1 problem"],
    )
    for name, cells in WRONG.items()
    for cell in cells
]

GAP = "the line is empty; remove it"
LOST = "a quotation mark is not closed, or text follows it; nothing from this row on was read"
NO_ROWS = "file: the file has a header and no rows: did the download break off? Fetch it again"
NO_PORT = "is no port_id of ports; load ports first, or correct it"
NO_SOURCE = "is no source_id of sources; load sources first, or correct it"
NO_PARENT = "is no thing_id of things, in the file or in the store"

BAD: list[tuple[str, str, Content, list[str]]] = [
    *CELLS,
    # the header
    (
        "header missing",
        "things",
        renamed(",port_id", "").replace(",P1", ""),
        ["header: the column 'port_id' is missing", "1 problem"],
    ),
    (
        "header unknown",
        "things",
        HEAD.replace("\n", ",colour\n") + line().replace("\n", ",red\n"),
        ["header: column 12, 'colour', is not in the contract", "1 problem"],
    ),
    (
        "header swapped",
        "things",
        renamed("calls,price", "price,calls"),
        [
            "header: column 2 is 'price'; 'calls' is expected there",
            "header: column 3 is 'calls'; 'price' is expected there",
            "row 2, calls: '1.5' is not a whole number",
            "3 problems",
        ],
    ),
    (
        "header duplicated",
        "things",
        HEAD.replace("\n", ",kind\n") + line().replace("\n", ",big\n"),
        ["header: the column 'kind' stands 2 times; once is allowed", "1 problem"],
    ),
    (
        "header nameless",
        "things",
        renamed("calls,", "calls,,"),
        [
            "header: column 3 has no name; remove it",
            "row 2: 11 cells; the header has 12",
            "2 problems",
        ],
    ),
    (
        "two nameless columns at the end",
        "visits",
        "thing_id,day,tonnes,,\nT-0,2024-01-05,1,,\n",
        ["header: column 4 has no name; remove it", "1 problem"],
    ),
    (
        "cell in a nameless column",
        "visits",
        "thing_id,day,tonnes,\nT-0,2024-01-05,1,9\nT-0,2024-01-06,1\n",
        [
            "row 2: '9' stands in the column without a name",
            "row 3: 3 cells; the header has 4",
            "2 problems",
        ],
    ),
    (
        "header wrong case",
        "things",
        renamed("calls", " Calls"),
        [
            "header: the column 'calls' is missing",
            "header: column 2 is ' Calls'; write it 'calls'",
            "2 problems",
        ],
    ),
    (
        "header with a line break",
        "things",
        renamed("calls", '"ca\nlls"'),
        [
            "header: the column 'calls' is missing",
            "header: column 2, 'ca\\nlls', is not in the contract",
            "2 problems",
        ],
    ),
    (
        "header long",
        "visits",
        f"thing_id,day,{'x' * 90}\n",
        [
            "header: the column 'tonnes' is missing",
            f"header: column 3, '{'x' * 59}…', is not in the contract",
            "2 problems",
        ],
    ),
    (
        "header unclosed",
        "visits",
        'thing_id,day,"tonnes\nT-1,2024-01-05,1\n',
        [
            f"file: row 1: {LOST}",
            "1 problem",
        ],
    ),
    (
        "no header",
        "visits",
        "T-1,2024-01-05,1\n",
        [
            "header: the column 'thing_id' is missing",
            "header: the column 'day' is missing",
            "header: the column 'tonnes' is missing",
            "header: column 1, 'T-1', is not in the contract",
            "header: column 2, '2024-01-05', is not in the contract",
            "header: column 3, '1', is not in the contract",
            "6 problems",
        ],
    ),
    (
        "only quotation marks",
        "visits",
        '""""""',
        [
            "header: the column 'thing_id' is missing",
            "header: the column 'day' is missing",
            "header: the column 'tonnes' is missing",
            "header: column 1, '\"\"', is not in the contract",
            "4 problems",
        ],
    ),
    # the file as a whole
    (
        "surrogate",
        "things",
        things({}).encode() + b"T-9,\xed\xa0\x80\n",
        ["file: line 3: byte 0xed is not UTF-8; save the file as CSV UTF-8", "1 problem"],
    ),
    (
        "NUL",
        "visits",
        VISITS + "T\0",
        ["file: byte 21 is a NUL; this is not text, save the file as CSV UTF-8", "1 problem"],
    ),
    (
        "empty file",
        "things",
        b"",
        ["file: the file is empty; a header and rows are needed", "1 problem"],
    ),
    ("header only", "things", HEAD, [NO_ROWS, "1 problem"]),
    ("header only, no line end", "things", HEAD.removesuffix("\n"), [NO_ROWS, "1 problem"]),
    ("a folder", "things", Path.mkdir, ["file: this is not a file", "1 problem"]),
    ("missing file", "things", Path.exists, ["file: the file does not exist", "1 problem"]),
    # rows and quotation marks
    (
        "too few cells",
        "things",
        things({}, "T-2,5\n", {}),
        ["row 3: 2 cells; the header has 11", "1 problem"],
    ),
    (
        "too many cells",
        "things",
        things({}, {"port_id": "P1,P2"}),
        ["row 3: 12 cells; the header has 11", "1 problem"],
    ),
    (
        "trailing comma",
        "things",
        things({}) + line(2).replace("\n", ",\n"),
        ["row 3: 12 cells; the header has 11", "1 problem"],
    ),
    ("one cell", "things", things("T-1\n"), ["row 2: 1 cell; the header has 11", "1 problem"]),
    (
        "line of spaces",
        "things",
        things({}, "  \n", {}),
        ["row 3: 1 cell; the header has 11", "1 problem"],
    ),
    ("blank line", "things", things({}, "\n", {}), [f"row 3: {GAP}", "1 problem"]),
    (
        "blank lines",
        "things",
        things({}, "\r\n\r\n", {}, "\n\n"),
        [f"row 3: {GAP}", f"row 4: {GAP}", "2 problems"],
    ),
    (
        "line of commas",
        "visits",
        VISITS + ",,\n",
        [
            "row 2, thing_id: is empty; a value is required",
            "row 2, day: is empty; a value is required",
            "2 problems",
        ],
    ),
    (
        "unclosed quotation",
        "things",
        things({}, {"url": '"u2'}, {}),
        [f"row 3: {LOST}", "1 problem"],
    ),
    (
        "text after quotation",
        "things",
        things({}, {"url": '"u2" x'}, {}),
        [f"row 3: {LOST}", "1 problem"],
    ),
    (
        "space after quotation",
        "things",
        things({}, {"url": '"u2" '}, {}),
        [f"row 3: {LOST}", "1 problem"],
    ),
    (
        "space before quotation",
        "things",
        things({}, {"url": ' "u2"'}, {}),
        ["row 3: a space stands before a quotation mark; remove it", "1 problem"],
    ),
    (
        "row too long",
        "things",
        things({}, {"url": "x" * 9_000_000}),
        ["row 3: more than 1,000,000 characters; nothing from this row on was read", "1 problem"],
    ),
    # row numbers
    (
        "number after a quoted line break",
        "things",
        things({"url": '"u\n\n1"'}, {"calls": "x"}),
        ["row 3, calls: 'x' is not a whole number", "1 problem"],
    ),
    (
        "number after a quoted CRLF",
        "things",
        things({"url": '"u\r\n1"'}, {"calls": "x"}).replace("\n", "\r\n").replace("\r\r", "\r"),
        ["row 3, calls: 'x' is not a whole number", "1 problem"],
    ),
    (
        "number after a short row",
        "things",
        things("T-1\n", {}, {"calls": "x"}),
        [
            "row 2: 1 cell; the header has 11",
            "row 4, calls: 'x' is not a whole number",
            "2 problems",
        ],
    ),
    (
        "number after a blank line",
        "things",
        things({}, "\n", {"calls": "x"}),
        [f"row 3: {GAP}", "row 4, calls: 'x' is not a whole number", "2 problems"],
    ),
    (
        "number in mixed line ends",
        "things",
        things({}).replace("\n", "\r\n") + line(2, calls="x"),
        ["row 3, calls: 'x' is not a whole number", "1 problem"],
    ),
    (
        "number with CR alone",
        "things",
        things({}, {"calls": "x"}).replace("\n", "\r"),
        ["row 3, calls: 'x' is not a whole number", "1 problem"],
    ),
    (
        "late decimal",
        "things",
        things(*({} for _ in range(3000)), {"calls": "50243.6"}),
        ["row 3002, calls: '50243.6' is not a whole number", "1 problem"],
    ),
    # rules
    (
        "thousands separator",
        "things",
        things({"calls": '"1,00"', "price": '"1,000.5,"'}),
        [
            "row 2, calls: '1,00' is not a whole number",
            "row 2, price: '1,000.5,' is not a number; write digits with a point,"
            " for example 1234.5",
            "2 problems",
        ],
    ),
    (
        "required",
        "things",
        things({"kind": ""}, {"kind": '""'}, {"kind": "NA"}, {"source_ids": ""}),
        [
            "row 2, kind: is empty; a value is required",
            "row 3, kind: is empty; a value is required",
            "row 4, kind: is empty; a value is required",
            "row 5, source_ids: is empty; a value is required",
            "4 problems",
        ],
    ),
    (
        "key empty",
        "visits",
        VISITS + "T-0,,1\n",
        ["row 2, day: is empty; a value is required", "1 problem"],
    ),
    (
        "enum",
        "things",
        column("kind", "Big", "big ", "it's"),
        [
            "row 2, kind: 'Big' is none of big, small",
            "row 3, kind: 'big ' is none of big, small",
            'row 4, kind: "it\'s" is none of big, small',
            "3 problems",
        ],
    ),
    (
        "minimum",
        "things",
        things({"calls": "-1"}, {"price": "-10.51"}, {"seen": "2019-12-31"}),
        [
            "row 2, calls: '-1' is below 0, the minimum allowed",
            "row 3, price: '-10.51' is below -10.5, the minimum allowed",
            "row 4, seen: '2019-12-31' is below 2020-01-01, the minimum allowed",
            "3 problems",
        ],
    ),
    (
        "maximum",
        "things",
        things({"calls": "100001"}, {"seen": "2031-01-01"}),
        [
            "row 2, calls: '100001' is above 100000, the maximum allowed",
            "row 3, seen: '2031-01-01' is above 2030-12-31, the maximum allowed",
            "2 problems",
        ],
    ),
    (
        "pattern",
        "things",
        things({"thing_id": "T-"}, {"thing_id": " T-2"}, {"thing_id": '"T-3\n"'}),
        [
            "row 2, thing_id: 'T-' does not have the form T-[0-9]+",
            "row 3, thing_id: ' T-2' does not have the form T-[0-9]+",
            "row 4, thing_id: 'T-3\\n' does not have the form T-[0-9]+",
            "3 problems",
        ],
    ),
    (
        "items",
        "things",
        column("tags", "a|d", "a||b", "a, b".replace(",", ";"), "|"),
        [
            "row 2, tags: 'd' is none of a, b, c",
            "row 3, tags: '' is none of a, b, c",
            "row 4, tags: 'a; b' is none of a, b, c",
            "row 5, tags: '' is none of a, b, c",
            "4 problems",
        ],
    ),
    (
        "unique",
        "things",
        things({"url": "u"}, {}, {"url": "u"}, {"url": ""}, {"url": ""}),
        ["rows 2, 4, url: 'u' stands in each", "1 problem"],
    ),
    (
        "primary key",
        "things",
        things({"thing_id": "T-7"}, {}, {"thing_id": "T-7"}, {"thing_id": "T-7"}),
        ["rows 2, 4, 5: the same thing_id 'T-7'; they differ in url", "1 problem"],
    ),
    (
        "primary key of two columns",
        "visits",
        VISITS + "T-0,2024-01-05,1\nT-0,2024-01-06,1\nT-0,2024-01-05,2\n",
        [
            "rows 2, 4: the same thing_id, day 'T-0', '2024-01-05'; they differ in tonnes",
            "1 problem",
        ],
    ),
    (
        "many rows of one key",
        "things",
        things(*({"thing_id": "T-7"} for _ in range(12))),
        [
            "rows 2, 3, 4, 5, 6, 7, 8, 9 and 4 more: the same thing_id 'T-7'; they differ in url",
            "1 problem",
        ],
    ),
    (
        "reference",
        "things",
        column("port_id", "P9", "P1", "p1", '"P\n9"'),
        [
            f"row 2, port_id: 'P9' {NO_PORT}",
            f"row 4, port_id: 'p1' {NO_PORT}",
            f"row 5, port_id: 'P\\n9' {NO_PORT}",
            "3 problems",
        ],
    ),
    (
        "reference to things",
        "visits",
        VISITS + "T-9,2024-01-05,1\n",
        [
            "row 2, thing_id: 'T-9' is no thing_id of things; load things first, or correct it",
            "1 problem",
        ],
    ),
    (
        "reference in a list",
        "things",
        column("source_ids", "S9|S1|S8|S9", "S1|", "S1 |S2"),
        [
            f"row 2, source_ids: 'S8' {NO_SOURCE}",
            f"row 2, source_ids: 'S9' {NO_SOURCE}",
            f"row 3, source_ids: '' {NO_SOURCE}",
            f"row 4, source_ids: 'S1 ' {NO_SOURCE}",
            "4 problems",
        ],
    ),
    (
        "reference to itself",
        "things",
        column("parent_id", "T-2", "T-9", "T-0"),
        [f"row 3, parent_id: 'T-9' {NO_PARENT}", "1 problem"],
    ),
    # many
    (
        "the limit",
        "things",
        column("calls", *("x" for _ in range(25))),
        [
            *(f"row {row}, calls: 'x' is not a whole number" for row in range(2, 22)),
            "calls: 5 more like these, 25 in all",
            "25 problems",
        ],
    ),
    (
        "the limit of rows",
        "visits",
        VISITS + "T-0\n" * 1025,
        [
            *(f"row {row}: 1 cell; the header has 3" for row in range(2, 22)),
            "1,005 more like these, 1,025 in all",
            "1,025 problems",
        ],
    ),
    (
        "several at once",
        "things",
        things({"calls": "x", "kind": "huge"}, "T-2\n", {"port_id": "P9"}, {"url": "u1"}),
        [
            "row 3: 1 cell; the header has 11",
            "row 2, calls: 'x' is not a whole number",
            "row 2, kind: 'huge' is none of big, small",
            "rows 2, 5, url: 'u1' stands in each",
            f"row 4, port_id: 'P9' {NO_PORT}",
            "5 problems",
        ],
    ),
    (
        "long cell",
        "things",
        column("kind", "x" * 100),
        [f"row 2, kind: '{'x' * 59}…' is none of big, small", "1 problem"],
    ),
]

LISTS = ("S1|S2", "P1", None)
ROW = ("T-1", 5, 1.5, date(2024, 1, 5), True, "big", "u1", "a|b", *LISTS)
ROW_2 = ("T-2", *ROW[1:6], "u2", *ROW[7:])
NOTHING = ("T-1", None, None, None, None, "big", None, None, "S1", None, None)
SPARE = "T-1,{0},{0},{0},{0},big,{0},{0},S1,{0},{0}\n"
DAY = date(2024, 1, 5)

FINE: list[tuple[str, str, str, list[tuple[Any, ...]]]] = [
    ("plain", "things", things({}, {}), [ROW, ROW_2]),
    ("byte order mark", "things", "\ufeff" + things({}), [ROW]),
    (
        "byte order mark, quoted",
        "visits",
        '\ufeff"thing_id","day","tonnes"\nT-0,2024-01-05,1\n',
        [("T-0", DAY, 1.0)],
    ),
    ("CRLF", "things", things({}, {}).replace("\n", "\r\n"), [ROW, ROW_2]),
    ("CR", "things", things({}, {}).replace("\n", "\r"), [ROW, ROW_2]),
    ("mixed line ends", "things", things({}).replace("\n", "\r\n") + line(2), [ROW, ROW_2]),
    ("quoted line break", "things", column("url", '"u\n\n1"'), [(*ROW[:6], "u\n\n1", *ROW[7:])]),
    ("quoted CRLF", "things", column("url", '"u\r\n1"'), [(*ROW[:6], "u\r\n1", *ROW[7:])]),
    (
        "quoted marks",
        "things",
        column("url", '"a, ""b"" , c"'),
        [(*ROW[:6], 'a, "b" , c', *ROW[7:])],
    ),
    ("mark within", "things", column("url", 'u"1'), [(*ROW[:6], 'u"1', *ROW[7:])]),
    ("NA", "things", HEAD + SPARE.format("NA"), [NOTHING]),
    ("empty", "things", HEAD + SPARE.format(""), [NOTHING]),
    ("empty in quotation marks", "things", HEAD + SPARE.format('""'), [NOTHING]),
    ("trailing blank line", "things", things({}) + "\n", [ROW]),
    ("trailing blank lines", "things", things({}) + "\n\r\n\n", [ROW]),
    ("no line end at the end", "things", things({}).removesuffix("\n"), [ROW]),
    (
        "blank lines first",
        "visits",
        " \r\n,,\n" + VISITS + "T-0,2024-01-05,1\n",
        [("T-0", DAY, 1.0)],
    ),
    (
        "unicode",
        "things",
        column("url", "الحديدة 😀\u2028"),
        [(*ROW[:6], "الحديدة 😀\u2028", *ROW[7:])],
    ),
    ("spaces", "things", column("url", " u 1 "), [(*ROW[:6], " u 1 ", *ROW[7:])]),
    ("hash", "things", column("url", "#u"), [(*ROW[:6], "#u", *ROW[7:])]),
    ("apostrophe", "things", column("url", "it's"), [(*ROW[:6], "it's", *ROW[7:])]),
    ("backslash", "things", column("url", '"\\"'), [(*ROW[:6], "\\", *ROW[7:])]),
    ("long cell", "things", column("url", "x" * 300_000), [(*ROW[:6], "x" * 300_000, *ROW[7:])]),
    (
        "numbers",
        "things",
        things(
            {"calls": "+5", "price": "-1.5e0"},
            {"calls": "007", "price": ".5"},
            {"calls": "-0", "price": "1e300"},
            {"calls": "100000", "price": "-10.5"},
        ),
        [
            ("T-1", 5, -1.5, *ROW[3:]),
            ("T-2", 7, 0.5, *ROW_2[3:]),
            ("T-3", 0, 1e300, *ROW[3:6], "u3", *ROW[7:]),
            ("T-4", 100000, -10.5, *ROW[3:6], "u4", *ROW[7:]),
        ],
    ),
    ("leap day", "things", column("seen", "2024-02-29"), [(*ROW[:3], date(2024, 2, 29), *ROW[4:])]),
    ("no", "things", column("insured", "no"), [(*ROW[:4], False, *ROW[5:])]),
    (
        "parent in the file",
        "things",
        column("parent_id", "T-2", "T-2"),
        [(*ROW[:10], "T-2"), (*ROW_2[:10], "T-2")],
    ),
    ("parent in the store", "things", column("parent_id", "T-0"), [(*ROW[:10], "T-0")]),
    (
        "half the key the same",
        "visits",
        VISITS + "T-0,2024-01-05,1\nT-0,2024-01-06,\n",
        [("T-0", DAY, 1.0), ("T-0", date(2024, 1, 6), None)],
    ),
]

ITEMS = "frictionless does not know our property items"
PYTHON = "frictionless takes what Python's int(), Decimal() and strptime() take"
CSV = "frictionless reads csv without strict: what follows a closing quotation mark joins the cell"
DIFFER = {
    "items": ITEMS,
    "reference in a list": ITEMS,
    **dict.fromkeys(["calls '1_000'", "calls ' 5'", "calls '५'", "calls '5\\xa0'"], PYTHON),
    **dict.fromkeys(["price 'inf'", "price '1e400'", "price '1_000.5'", "price ' 1.5'"], PYTHON),
    **dict.fromkeys(["price '1.5 '", "price '٣'", "seen '2024-1-5'"], PYTHON),
    **dict.fromkeys(
        ["text after quotation", "space after quotation", "space before quotation"], CSV
    ),
    "row too long": "frictionless has no limit to a row",
    **dict.fromkeys(
        ["header only", "header only, no line end"], "to frictionless a table may be empty"
    ),
    "blank lines first": "frictionless skips the first alone",
    "trailing blank line": "we let blank lines at the end pass, they hold no data",
    "trailing blank lines": "we let blank lines at the end pass, they hold no data",
    "parent in the store": "frictionless knows the file only",
}
"""Files on which we and frictionless disagree on purpose."""


def ids(table: list[Any]) -> list[str]:
    return [entry[0] for entry in table]


def merge(con: duckdb.DuckDBPyConnection, dataset: Dataset) -> Counts:
    """Put the staged rows in."""
    counts = loading.compare(con, dataset)
    loading.apply(con, dataset, counts, 1)
    return counts


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with sources, ports and one thing, T-0; only to be copied."""
    folder = tmp_path_factory.mktemp("stored")
    package, file = write_package(folder / "data"), folder / "stored.duckdb"
    with duckdb.connect(str(file)) as connection:
        tables.create(connection, package)
        for dataset in (package.dataset("sources"), package.dataset("ports")):
            assert loading.stage(connection, dataset.path, dataset).clean
            merge(connection, dataset)
        connection.execute("insert into things by name select 'T-0' as thing_id, 'u0' as url")
    return file


@pytest.fixture
def con(stored: Path) -> duckdb.DuckDBPyConnection:
    """Return a copy of it in memory."""
    connection = duckdb.connect()
    connection.execute(f"attach '{stored}' as stored (read_only)")
    connection.execute("copy from database stored to memory; detach stored")
    return connection


def put(path: Path, content: Content) -> Path:
    if isinstance(content, str):
        content = content.encode()
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        content(path)
    return path


def said(report: loading.Report) -> list[str]:
    return [text.removeprefix(f"{report.file}: ") for text in report.lines()]


def staged(con: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    return con.execute("from _staged").fetchall()


@pytest.mark.parametrize(("case", "dataset", "content", "lines"), BAD, ids=ids(BAD))
def test_bad_file(
    con: duckdb.DuckDBPyConnection,
    small_package: Package,
    tmp_path: Path,
    case: str,
    dataset: str,
    content: Content,
    lines: list[str],
) -> None:
    path = put(tmp_path / "file.csv", content)
    report = loading.stage(con, path, small_package.dataset(dataset))
    assert said(report) == lines
    assert not report.clean
    total = int(lines[-1].split()[0].replace(",", ""))
    assert report.total == total


@pytest.mark.parametrize(("case", "dataset", "text", "rows"), FINE, ids=ids(FINE))
def test_good_file(
    con: duckdb.DuckDBPyConnection,
    small_package: Package,
    tmp_path: Path,
    case: str,
    dataset: str,
    text: str,
    rows: list[tuple[Any, ...]],
) -> None:
    path = put(tmp_path / "file.csv", text)
    report = loading.stage(con, path, small_package.dataset(dataset))
    count = f"{len(rows)} row{'s' * (len(rows) != 1)}"
    notes = ["left out rows 1 to 2, which are empty"] * (case == "blank lines first")
    assert said(report) == [*notes, f"no problems in {count}"]
    assert staged(con) == rows
    counts = merge(con, small_package.dataset(dataset))
    assert counts == loading.Counts(len(rows), 0, 0)


JUDGED = [
    *((case, dataset, content, False) for case, dataset, content, _ in BAD),
    *((case, dataset, content, True) for case, dataset, content, _ in FINE),
]


@pytest.mark.parametrize(("case", "dataset", "content", "good"), JUDGED, ids=ids(JUDGED))
def test_frictionless_agrees(
    small_package: Package, case: str, dataset: str, content: Content, good: bool
) -> None:
    if dataset == "visits":
        put(small_package.dataset("things").path, things({"thing_id": "T-0"}))
    path = small_package.dataset(dataset).path
    path.unlink()
    put(path, content)
    csv.field_size_limit(10_000_000)  # ours stands for the whole process
    package = frictionless.Package(str(path.parent / "datapackage.json"))
    report = package.get_resource(dataset).validate()
    differs = report.valid is not good
    assert differs == (case in DIFFER), report.flatten(["rowNumber", "fieldName", "message"])


def test_differences_are_cases() -> None:
    assert set(DIFFER) <= {case for case, *_ in JUDGED}


# Anything may happen to a file
# -----------------------------

SEED = things(
    {"url": '"two\nlines"', "calls": ""},
    {"price": "NA", "insured": "no"},
    {"url": '"a, ""b"""', "parent_id": "T-1"},
    {"tags": "", "port_id": ""},
)
BITS = [
    *(",", '"', "\n", "\r\n", "\r", " ", "|", ";", "", "NA", "x", "-", ".", "0", "1e3", "\t"),
    *(
        "\ufeff",
        "é",
        "😀",
        "\u2028",
        "T-1",
        "S1",
        "yes",
        "2024-02-30",
        "\\",
        "'",
        "#",
        ",,",
        '""',
    ),
]
MUTATIONS = st.lists(
    st.tuples(st.integers(0, len(SEED)), st.integers(0, 3), st.sampled_from(BITS)), max_size=4
)


def mutated(changes: list[tuple[int, int, str]]) -> str:
    """Return the good file with texts put in the place of some of its characters."""
    text = SEED
    for place, length, bit in changes:
        text = text[:place] + bit + text[place + length :]
    return text


def _whole(cell: str) -> int:
    """Return a whole number, which may be written 5.0."""
    assert float(cell) == int(float(cell))
    return int(float(cell))


def by_hand(text: str) -> list[tuple[Any, ...]]:
    """Return the rows that Python's csv module reads, typed as the contract says."""
    text = re.sub("^(?:[ \t,;|]*(?:\r\n|\r|\n))+", "", text.removeprefix("\ufeff"))
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    types: list[Callable[[str], Any]] = [str, _whole, float, date.fromisoformat, "yes".__eq__]
    types += [str] * (len(COLUMNS) - len(types))
    return [
        tuple(None if c in {"", "NA"} else t(c) for t, c in zip(types, row, strict=False))
        for row in rows[1:]
        if row
    ]


@pytest.mark.slow
@hypothesis_settings(
    max_examples=2000 if "SOAK_FILES" in os.environ else 100,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(changes=MUTATIONS)
def test_clean_means_what_python_reads(
    con: duckdb.DuckDBPyConnection,
    small_package: Package,
    tmp_path: Path,
    changes: list[tuple[int, int, str]],
) -> None:
    text = mutated(changes)
    path = put(tmp_path / "file.csv", text)
    report = loading.stage(con, path, small_package.dataset("things"))
    lines = list(report.lines())
    if report.clean:
        assert staged(con) == by_hand(text)
    else:
        assert report.total >= len(report.problems) > 0
        assert len(lines) > 1


# Names of files and columns
# --------------------------


@pytest.mark.parametrize(
    "name",
    [
        *("it's.csv", 'a"b.csv', "a b.csv", "a\\b.csv", "ä.csv", "f[1].csv", "f*.csv", "f?.csv"),
        *("f.csv.gz", "f.csv.zst", "f.parquet", "kind=small/f.csv", "~.csv", "-.csv"),
    ],
)
def test_file_of_any_name(
    con: duckdb.DuckDBPyConnection, small_package: Package, tmp_path: Path, name: str
) -> None:
    for other in ("f1.csv", "fx.csv"):  # which DuckDB takes for f[1].csv, f*.csv and f?.csv
        put(tmp_path / other, things({"calls": "7"}))
    (tmp_path / name).parent.mkdir(exist_ok=True)
    path = put(tmp_path / name, things({}))
    assert loading.stage(con, path, small_package.dataset("things")).clean
    assert staged(con) == [ROW]
    path = put(tmp_path / name, things({"calls": "x"}))
    report = loading.stage(con, path, small_package.dataset("things"))
    assert said(report) == ["row 2, calls: 'x' is not a whole number", "1 problem"]


def test_file_that_may_not_be_read(
    con: duckdb.DuckDBPyConnection, small_package: Package, tmp_path: Path
) -> None:
    path = tmp_path / ("x" * 300)
    report = loading.stage(con, path, small_package.dataset("things"))
    assert said(report) == ["file: the file cannot be read: File name too long", "1 problem"]


NAMES = [
    "rows",
    "found",
    "keys",
    "known",
    "k0",
    "k1",
    "item",
    "whole",
    "s",
    "t",
    "select",
    "repeated",
]


@pytest.mark.parametrize("key", [["rows"], ["found", "k0"], ["k1", "s", "whole"]])
def test_columns_of_any_name(tmp_path: Path, key: list[str]) -> None:
    others = [n for n in NAMES if n not in key]
    to_itself = {"fields": key, "reference": {"resource": "", "fields": key}}
    schema = {
        "fields": [*map(field, key), *(field(n, unique=True) for n in others), field("note")],
        "primaryKey": key,
        "foreignKeys": [to_itself],
    }
    package = write_package(tmp_path, more={"words": (schema, "")})
    names = ",".join([*key, *others, "note"]) + "\n"
    text = names + "".join(",".join([*("a" * len(NAMES)), note]) + "\n" for note in "12")
    con = duckdb.connect()
    tables.create(con, package)
    report = loading.stage(con, put(tmp_path / "file.csv", text), package.dataset("words"))
    alike = ", ".join(["'a'"] * len(key))
    assert said(report) == [
        f"rows 2, 3: the same {', '.join(key)} {alike}; they differ in note",
        *(f"rows 2, 3, {name}: 'a' stands in each" for name in others),
        f"{1 + len(others)} problems",
    ]


@pytest.mark.parametrize("name", ["a b", 'a"b', "_row", "rowid", "Name", "1st", "ä"])
def test_names_that_sql_would_have_to_quote_are_refused(tmp_path: Path, name: str) -> None:
    schema = {"fields": [field("key"), field(name)], "primaryKey": "key"}
    with pytest.raises(ContractError, match="not made of small letters"):
        write_package(tmp_path, more={"words": (schema, "")})


def test_pattern_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    pattern = field("key") | {"constraints": {"pattern": "(?=a)"}}
    schema = {"fields": [pattern], "primaryKey": "key"}
    package = write_package(tmp_path, more={"words": (schema, "")})
    with pytest.raises(ContractError, match="words, field key: the pattern"):
        tables.create(duckdb.connect(), package)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\n\n"])
def test_single_column(tmp_path: Path, ending: str) -> None:
    schema = {"fields": [field("word")], "primaryKey": ["word"]}
    package = write_package(tmp_path, more={"words": (schema, "")})
    con = duckdb.connect()
    tables.create(con, package)
    path = put(tmp_path / "file.csv", f"word\na\nb{ending}")
    assert said(loading.stage(con, path, package.dataset("words"))) == ["no problems in 2 rows"]
    assert staged(con) == [("a",), ("b",)]


@pytest.mark.parametrize(
    ("missing", "values"), [([], [""]), (["NA"], [""]), ([""], [None]), (["-", ""], [None])]
)
def test_missing_values(tmp_path: Path, missing: list[str], values: list[str | None]) -> None:
    fields = [field("word"), field("meaning")]
    schema = {"fields": fields, "primaryKey": ["word"], "missingValues": missing}
    package = write_package(tmp_path, more={"words": (schema, "")})
    con = duckdb.connect()
    tables.create(con, package)
    for text in ("word,meaning\na,\n", "word,meaning\r\na,\n"):  # read by DuckDB, read by csv
        report = loading.stage(con, put(tmp_path / "f.csv", text), package.dataset("words"))
        assert said(report) == ["no problems in 1 row"]
        assert [row[1] for row in staged(con)] == values


# Into the store
# --------------


def rows(chosen: Settings, sql: str) -> list[tuple[Any, ...]]:
    return store.reader(chosen.store).cursor().execute(sql).fetchall()


def load(chosen: Settings, package: Package, dataset: str, text: str) -> desk.Loaded:
    path = chosen.store.parent / f"{dataset}-new.csv"
    path.write_text(text, encoding="utf-8")
    return desk.load(chosen, package, package.dataset(dataset), path)


STEPS: list[tuple[str, tuple[int, int, int] | None, int, list[tuple[Any, ...]]]] = [
    ("T-0,2024-01-05,1\nT-0,2024-01-06,\n", (2, 0, 0), 2, [("05", 1.0), ("06", None)]),
    ("T-0,2024-01-05,1\nT-0,2024-01-06,\n", (0, 0, 2), 2, [("05", 1.0), ("06", None)]),
    ("T-0,2024-01-06,-\n", None, 2, [("05", 1.0), ("06", None)]),
    ("T-0,2024-01-06,2\n", (0, 1, 0), 3, [("05", 1.0), ("06", 2.0)]),
    (
        "T-0,2024-01-07,3\nT-0,2024-01-06,2\nT-0,2024-01-05,\n",
        (1, 1, 1),
        4,
        [("05", None), ("06", 2.0), ("07", 3.0)],
    ),
    ("", None, 4, [("05", None), ("06", 2.0), ("07", 3.0)]),
    ("T-0,2024-01-09,9\nT-9,2024-01-09,9\n", None, 4, [("05", None), ("06", 2.0), ("07", 3.0)]),
]


def test_upsert(small: Settings, small_package: Package) -> None:
    load(small, small_package, "things", things({"thing_id": "T-0"}))
    first = store.reader(small.store).version.number
    kept = "select load_id, dataset, file_name, rows_added, rows_changed, rows_unchanged, version"
    ledger = rows(small, f"{kept} from loads")
    for text, counts, version, expected in STEPS:
        done = load(small, small_package, "visits", VISITS + text)
        assert done.counts == (counts and loading.Counts(*counts))
        assert done.version == first + version - 1
        assert store.reader(small.store).version.number == done.version
        table = "select strftime(day, '%d'), tonnes from visits order by day"
        assert rows(small, table) == expected
        if counts and counts[:2] != (0, 0):
            ledger.append((ledger[-1][0] + 1, "visits", "visits-new.csv", *counts, done.version))
        assert rows(small, f"{kept} from loads") == ledger


def test_unique_value_of_another_stored_row(small: Settings, small_package: Package) -> None:
    load(small, small_package, "things", things({}, {}))
    done = load(small, small_package, "things", things({"thing_id": "T-3", "url": "u1"}))
    lines = ["row 2, url: 'u1' stands in the store in another row", "1 problem"]
    assert said(done.report) == lines
    swapped = load(small, small_package, "things", things({"url": "u2"}, {"url": "u1"}))
    assert swapped.counts == loading.Counts(0, 2, 0)


def test_new_dataset_needs_no_python(small: Settings, small_package: Package) -> None:
    assert desk.ensure(small, small_package) == 1
    schema = {"fields": [field("word"), field("weight", "number")], "primaryKey": ["word"]}
    package = write_package(small.data, more={"words": (schema, "word,weight\na,1.5\n")})
    assert desk.ensure(small, package) == 2
    assert rows(small, "from words") == [("a", 1.5)]
    assert rows(small, "select rows from catalogue where dataset = 'words'") == [(1,)]
    assert rows(small, "select title from sources order by 1") == [("First",), ("Second",)]
    assert desk.ensure(small, package) == 2


def test_bundled_file_that_changed_is_loaded_by_the_next_start(
    small: Settings, small_package: Package
) -> None:
    desk.ensure(small, small_package)
    bundled = small_package.dataset("ports").path
    bundled.write_text("port_id,title\nP1,Aden\nP2,Hudaydah\n", encoding="utf-8")
    assert desk.ensure(small, small_package) == 2
    assert rows(small, "from ports order by 1") == [("P1", "Aden"), ("P2", "Hudaydah")]
    ledger = "select dataset, rows_added, rows_changed, rows_unchanged from loads where version = 2"
    assert rows(small, ledger) == [("ports", 0, 1, 1)]
    assert desk.ensure(small, small_package) == 2
    bundled.write_text("port_id,title\nP1,Aden\nP2,Hodeidah\nP3,Salif\n", encoding="utf-8")
    loaded = desk.load(small, small_package, small_package.dataset("ports"), bundled)
    assert (loaded.counts, loaded.version) == (Counts(1, 1, 1), 3)  # told once, to who loads it


def test_contract_of_a_stored_dataset_changed(small: Settings, small_package: Package) -> None:
    desk.ensure(small, small_package)
    schema = {"fields": [field("port_id"), field("depth_m", "number")], "primaryKey": ["port_id"]}
    package = write_package(small.data, more={"ports": (schema, "port_id,depth_m\n")})
    with pytest.raises(StoreError) as caught:
        desk.ensure(small, package)
    assert str(caught.value) == (
        "The store holds ports under another contract than data/schemas now says:"
        " [('port_id', 'VARCHAR'), ('title', 'VARCHAR')] there,"
        " [('port_id', 'VARCHAR'), ('depth_m', 'DOUBLE')] here. Move the store away and run"
        " `python -m dashboard build`, then load your files again."
    )
    assert store.reader(small.store).version.number == 1


def test_contract_of_a_stored_dataset_gains_a_column(
    small: Settings, small_package: Package
) -> None:
    desk.ensure(small, small_package)
    schema = {
        "fields": [field("port_id"), field("depth_m", "number"), field("title")],
        "primaryKey": ["port_id"],
    }
    package = write_package(small.data, more={"ports": (schema, "")})
    bundled = package.dataset("ports")
    bundled.path.write_text("port_id,depth_m,title\nP1,9.5,Aden\n", encoding="utf-8")
    assert desk.ensure(small, package) == 2
    assert rows(small, "from ports order by 1") == [("P1", 9.5, "Aden"), ("P2", None, "Hodeidah")]
    put(bundled.path, b"port_id,depth_m,title\nP1,8.5,Mocha\nP3,7,Salif\n")
    assert desk.load(small, package, bundled, bundled.path).version == 3
    # version 1 knew no depth: its rows come back, and what it could not hold stays as it is
    assert desk.undo(small, package, to=1).version == 4
    assert rows(small, "from ports order by 1") == [("P1", 8.5, "Aden"), ("P2", None, "Hodeidah")]


def test_bundled_file_with_problems_builds_nothing(small: Settings, small_package: Package) -> None:
    put(small_package.dataset("things").path, things({"calls": "x"}))
    with pytest.raises(ContractError, match=r"things.csv: row 2, calls: 'x' is not a whole number"):
        desk.ensure(small, small_package)
    assert store.current(small.store) is None
