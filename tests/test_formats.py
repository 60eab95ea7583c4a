"""Other publishers' files: each layout, as it comes from its publisher and as it is passed on."""

from __future__ import annotations

import csv
import gzip
import io
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard import desk, loading, store
from dashboard.errors import UsageError
from dashboard.loading import Answers, Layout
from dashboard.settings import Settings
from tests import given
from tests.publishers import (
    ACLED,
    ALL,
    ASAM,
    ASAM_ARCGIS,
    CHOKEPOINTS,
    DATABASE,
    FRED,
    HISTORY,
    PORTS,
    WFP,
    Publisher,
    Rows,
)

FOLDER = Path(__file__).resolve().parent.parent / "queries" / "formats"
LAYOUTS = desk.layouts(given.package())
DATASETS = given.package().datasets
FORMATS = [layout.name for layout in LAYOUTS.formats]


@pytest.fixture(scope="module")
def con() -> duckdb.DuckDBPyConnection:
    """Return a store in memory that holds no rows; tests only stage files into it."""
    return given.open_store()


def staged(
    con: duckdb.DuckDBPyConnection, path: Path, **answers: Any
) -> tuple[list[str], loading.Report, Rows]:
    """Return what the loader says of a file, its report, and the rows that it would load."""
    con.execute("drop table if exists _staged")
    report = loading.stage(con, path, LAYOUTS, Answers(**answers))
    said = [line.removeprefix(f"{report.file}: ") for line in report.lines()]
    rows = con.execute("from _staged").fetchall() if report.is_loadable else []
    return said, report, sorted(rows, key=str)


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def expected(publisher: Publisher) -> Rows:
    return sorted(((*row, publisher.source) for row in publisher.rows), key=str)


def count(number: int) -> str:
    return f"no problems in {number} row{'s' * (number != 1)}"


# The heads
# ---------

NEEDED = {"format", "publisher", "kind", "dataset", "source", "cited as", "url", "terms"}
LISTS = ("dates", "integers", "numbers", "texts")
KEYS = {*LISTS, "other columns", "missing"}
CONDITIONS = ("ids", "only", "holds", "warn")
RECOGNISED_BY = {"Price history download": {"open", "high", "low", "change %"}}
"""Columns that a layout is known by and that become nothing."""


def heads() -> dict[str, dict[str, str]]:
    """Return what the head of each format says, read line by line."""
    found = {}
    for path in sorted(FOLDER.glob("*.sql")):
        text = path.read_text(encoding="utf-8").replace("\n--   ", " ")
        lines = [line[3:] for line in text.splitlines() if line.startswith("-- ")]
        assert lines[0].startswith("One row per ")
        head = dict(line.split(": ", 1) for line in lines[1:])
        assert head["format"] not in found
        sql = [line for line in text.splitlines() if not line.startswith("--")]
        found[head["format"]] = head | {"sql": "\n".join(sql)}
    return found


def test_there_is_a_file_of_each_format() -> None:
    assert set(heads()) == {publisher.format for publisher in ALL.values()}
    assert [layout.name for layout in LAYOUTS.formats] == list(heads())


@pytest.mark.parametrize("name", heads())
def test_head_says_what_is_so(con: duckdb.DuckDBPyConnection, name: str) -> None:
    head = heads()[name]
    layout = layout_of(name)
    conditions = {key: words for key, words in head.items() if key.split()[0] in CONDITIONS}
    parameters = {key: words for key, words in head.items() if key.startswith("$")}
    assert NEEDED <= set(head) <= NEEDED | KEYS | {"sql"} | set(conditions) | set(parameters)
    assert all(text.strip() == text != "" for key, text in head.items() if key != "sql")
    assert head["url"].startswith("https://")
    dataset = given.package().dataset(head["dataset"])
    columns = [c.strip() for key in LISTS if key in head for c in head[key].split(",")]
    assert len(columns) == len(set(columns)) > 0
    assert list(layout.columns) == columns
    said = " ".join([head["sql"], *conditions])
    used = {column for column in columns if re.search(rf"\b{re.escape(column)}", said)}
    assert set(columns) - used == RECOGNISED_BY.get(name, set())
    assert set(re.findall(r"\$\w+", said)) == set(parameters)
    typed = ", ".join(f'null::varchar as "{c}"' for c in columns)
    more = ", null::varchar as more" if "other columns" in head else ""
    result = con.cursor().execute(
        f"with file as (select 0 as _row, {typed}{more}) from ({head['sql']})",
        {key[1:]: None for key in re.findall(r"\$\w+", head["sql"])} or None,
    )
    made = [column[0] for column in result.description]
    assert made[0] == "_row"
    assert {*made[1:], "source_ids"} == set(dataset.columns)
    for condition, _ in layout.warnings:  # is SQL over the rows of the dataset
        assert con.cursor().execute(f"from {dataset.name} where {condition}").fetchall() == []


def test_sources_of_formats_are_no_others() -> None:
    with (given.package().dataset("sources").path).open(encoding="utf-8", newline="") as file:
        bundled = list(csv.DictReader(file))
    said: dict[str, set[tuple[str, ...]]] = {}
    for head in heads().values():
        source = tuple(head[key] for key in ("publisher", "cited as", "url", "terms"))
        said.setdefault(head["source"], set()).add(source)
    assert {source: len(texts) for source, texts in said.items()} == dict.fromkeys(said, 1)
    assert set(said).isdisjoint(row["source_id"] for row in bundled)
    urls = [url for texts in said.values() for _, _, url, _ in texts]
    assert len(urls) == len(set(urls))
    assert set(urls).isdisjoint(row["url"] for row in bundled)


def layout_of(name: str) -> Layout:
    (layout,) = (layout for layout in LAYOUTS.formats if layout.name == name)
    return layout


# The plain files
# ---------------

END = "left out the last column, which has no name and no values"
NOTES = {
    "acled 2018": ["event_date: dates written DD Month YYYY read in 1 cell"],
    "history": ["date: dates written MM/DD/YYYY read in 1 cell"],
}
"""What is said of the plain file, after it was opened."""


@pytest.mark.parametrize("name", ALL)
def test_plain_file_goes_into_the_store(built: Settings, tmp_path: Path, name: str) -> None:
    publisher = ALL[name]
    file = written(tmp_path / "download (3).txt", publisher.file())
    answers = Answers(publisher.answers)
    done = desk.load(built, given.package(), LAYOUTS, file, answers=answers)
    said = [line.removeprefix("download (3).txt: ") for line in done.report.lines()]
    assert said == [
        f"{publisher.format}, for the dataset {publisher.dataset}",
        *([END] if name == "asam" else []),
        *NOTES.get(name, []),
        count(len(publisher.rows)),
    ]
    assert done.counts
    counts = done.counts.added, done.counts.changed, done.counts.unchanged
    assert counts == (len(publisher.rows), 0, 0)
    cursor = store.reader(built.store).cursor()
    found = cursor.execute(
        f'from "{publisher.dataset}" where source_ids = ?', [publisher.source]
    ).fetchall()
    assert sorted(found, key=str) == expected(publisher)
    head = heads()[publisher.format]
    assert cursor.execute(
        "select publisher, cited_as, url, terms from sources where source_id = ?",
        [publisher.source],
    ).fetchall() == [(head["publisher"], head["cited as"], head["url"], head["terms"])]
    assert cursor.execute(
        "select dataset, file_name, format, rows_added, version from loads where version > 1"
    ).fetchall() == [
        ("sources", "download (3).txt", None, 1, 2),
        (publisher.dataset, "download (3).txt", publisher.format, len(publisher.rows), 2),
    ]
    again = desk.load(built, given.package(), LAYOUTS, file, answers=answers)
    assert (again.counts, again.version) == (loading.Counts(0, 0, len(publisher.rows)), 2)


# As files are passed on
# ----------------------


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def joined(rows: list[list[str]], separator: str = ",", end: str = "\n") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=end).writerows(rows)
    return out.getvalue()


def zipped(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("data/export.csv", text)
        archive.writestr("readme.txt", "terms of use")
    return out.getvalue()


def with_tags(text: str) -> str:
    header, *rows = cells(text)
    return joined([header, [f"#meta+{n}" if name else "" for n, name in enumerate(header)], *rows])


def with_index(text: str, name: str = "") -> str:
    header, *rows = cells(text)
    return joined([[name, *header], *([str(n), *row] for n, row in enumerate(rows))])


def with_capitals(text: str) -> str:
    header, *rows = cells(text)
    return joined([[name.upper() for name in header], *rows])


def with_blanks(text: str) -> str:
    header, *rows = cells(text)
    return joined([[f" {name} " if name else "" for name in header], *rows])


def backwards(text: str) -> str:
    return joined([row[::-1] for row in cells(text)])


def with_more(text: str) -> str:
    header, *rows = cells(text)
    return joined([["remarks", *header], *(["#none", *row] for row in rows)])


def with_commas(text: str) -> str:
    """Return a table of semicolons with decimal commas."""
    comma = [[re.sub(r"^(-?\d+)\.(\d+)$", r"\1,\2", cell) for cell in row] for row in cells(text)]
    return joined(comma, ";")


MARKS = "left out byte order marks that stand more than once"
UTF_16, WINDOWS = "read as UTF-16 and converted to UTF-8", "read as cp1252 (Windows) and converted"
HXL, INDEX = "left out row 2, which holds HXL tags", "left out the index column without a name"
SEMICOLONS = "separated by semicolons"

Change = Callable[[str], str | bytes]
WAYS: dict[str, tuple[Change, list[str]]] = {
    "byte order mark": (lambda t: "\ufeff" + t, []),
    "two byte order marks": (lambda t: "\ufeff\ufeff" + t, [MARKS]),
    "two byte order marks before tabs": (
        lambda t: "\ufeff\ufeff" + joined(cells(t), "\t"),
        [MARKS, "separated by tabs"],
    ),
    "three byte order marks in UTF-16": (
        lambda t: ("\ufeff\ufeff" + t).encode("utf-16"),
        [UTF_16, MARKS],
    ),
    "CRLF": (lambda t: joined(cells(t), end="\r\n"), []),
    "no line end at the end": (lambda t: t.removesuffix("\n"), []),
    "empty lines at the end": (lambda t: t + "\n\n", []),
    "all in quotation marks": (
        lambda t: "".join(
            ",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in cells(t)
        ),
        [],
    ),
    "header in capitals": (with_capitals, []),
    "blanks around the names": (with_blanks, []),
    "columns backwards": (backwards, []),
    "one column more": (with_more, []),
    "UTF-16": (lambda t: t.encode("utf-16"), [UTF_16]),
    "UTF-16 without a mark": (lambda t: t.encode("utf-16-le"), [UTF_16]),
    "gzip": (lambda t: gzip.compress(t.encode()), ["unpacked the gzip file"]),
    "ZIP": (zipped, ["unpacked 'data/export.csv' from the ZIP file"]),
    "tabs": (lambda t: joined(cells(t), "\t"), ["separated by tabs"]),
    "sep=": (
        lambda t: "sep=;\n" + joined(cells(t), ";"),
        [SEMICOLONS, "left out row 1, which names the separator"],
    ),
    "HXL": (with_tags, [HXL]),
    "index": (with_index, [INDEX]),
    "pandas' index": (lambda t: with_index(t, "Unnamed: 0"), [INDEX]),
    "index over HXL": (lambda t: with_index(with_tags(t)), [HXL, INDEX]),
}
NOT_ASKED = {
    ("columns backwards", "asam"),  # its last column has no name
    ("one column more", "fred"),  # it would be a series
}


PAIRS = [
    (name, way)
    for row, name in enumerate(ALL)
    for column, way in enumerate(WAYS)
    if (way, name) not in NOT_ASKED and ("SOAK_FILES" in os.environ or (row + column) % 3 == 0)
]
"""Layouts and wrappings: each with a third of the others, where it soaks with all."""


@pytest.mark.slow
@pytest.mark.parametrize(("name", "way"), PAIRS)
def test_any_layout_in_any_wrapping(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, name: str, way: str
) -> None:
    publisher, (change, notes) = ALL[name], WAYS[way]
    file = written(tmp_path / "file.csv", change(publisher.file()))
    said, _, rows = staged(con, file, constants=publisher.answers)
    assert rows == expected(publisher)
    assert said == [
        f"{publisher.format}, for the dataset {publisher.dataset}",
        *notes,
        *([END] if name == "asam" else []),
        *NOTES.get(name, []),
        count(len(rows)),
    ]


# What stands in the cells
# ------------------------

YEAR_FIRST = "written YYYY/MM/DD or with a time of midnight read in"
C, P, A, G, H, F, W = CHOKEPOINTS, PORTS, ACLED, ASAM_ARCGIS, HISTORY, FRED, WFP


def of_chokepoints(*transits: int, day: str = "03", volume: int | None = None) -> Rows:
    """Return the rows of a day at Suez, with other counts where they are given."""
    rows = [
        (C.rows[0][0].replace(day=int(day)), *row[1:5], volume or row[5], C.source)
        for row in C.rows
    ]
    for number, value in enumerate(transits):
        rows[number] = (*rows[number][:4], value, *rows[number][5:])
    return rows


def day(publisher: Publisher, text: str, **cells: Any) -> tuple[Any, ...]:
    """Return the first row with another date."""
    place = next(n for n, cell in enumerate(publisher.rows[0]) if hasattr(cell, "isoformat"))
    return publisher.others(**{f"_{place}": type(C.rows[0][0]).fromisoformat(text)}, **cells)


def dates(publisher: Publisher, name: str, *texts: str) -> str:
    """Return a file with a row for each date, whose keys differ."""
    key = {"acled": "event_id_cnty", "nga-asam": "reference"}.get(publisher.source)
    return publisher.file(
        *({name: text, **({key: f"E{n}"} if key else {})} for n, text in enumerate(texts, start=1))
    )


def in_order(*days: str) -> Callable[[Publisher], Rows]:
    """Return a function to the rows of a file that ``dates`` made."""

    def rows(publisher: Publisher) -> Rows:
        keyed = publisher.source in ("acled", "nga-asam")
        return [
            day(publisher, text, **({"_1": f"E{n}"} if keyed else {}))
            for n, text in enumerate(days, start=1)
        ]

    return rows


STRAITS = (
    "the dashboard follows Suez, Bab el-Mandeb, Hormuz and the Cape,"
    " and Malacca and Dover as controls"
)
Case = tuple[str, Publisher, str | bytes, dict[str, Any], list[str], Rows | Callable[..., Rows]]

CELLS: list[Case] = [
    # dates
    *(
        (f"date {how}", publisher, dates(publisher, name, *texts), {}, notes, in_order(*days))
        for how, publisher, name, texts, notes, days in (
            ("ISO", P, "date", ["2026-08-03"], [], ["2026-08-03"]),
            ("slashes", P, "date", ["2026/08/03"], [], ["2026-08-03"]),
            (
                "slashes and ISO",
                P,
                "date",
                ["2026/08/03", "2026-08-04"],
                [],
                ["2026-08-03", "2026-08-04"],
            ),
            ("T and Z", P, "date", ["2026-08-03T00:00:00.000Z"], [], ["2026-08-03"]),
            (
                "day, month in full",
                A,
                "event_date",
                ["28 December 2022", "1 May 2023"],
                ["event_date: dates written DD Month YYYY read in 2 cells"],
                ["2022-12-28", "2023-05-01"],
            ),
            (
                "day, short month",
                A,
                "event_date",
                ["9-May-20", "28-Dec-22"],
                ["event_date: dates written DD-Mon-YY read in 2 cells"],
                ["2020-05-09", "2022-12-28"],
            ),
            (
                "of ArcGIS, American",
                G,
                "dateofocc",
                ["6/3/1990 12:00:00 AM", "6/13/1990 12:00:00 AM"],
                ["dateofocc: dates written MM/DD/YYYY read in 2 cells"],
                ["1990-06-03", "1990-06-13"],
            ),
            (
                "British",
                W,
                "date",
                ["15/06/2024", "15/07/2024"],
                ["date: dates written DD/MM/YYYY read in 2 cells"],
                ["2024-06-15", "2024-07-15"],
            ),
            (
                "American",
                W,
                "date",
                ["6/15/2024", "07/15/2024"],
                ["date: dates written MM/DD/YYYY read in 2 cells"],
                ["2024-06-15", "2024-07-15"],
            ),
            (
                "that are one day both ways",
                W,
                "date",
                ["06/06/2024"],
                ["date: dates written DD/MM/YYYY read in 1 cell"],
                ["2024-06-06"],
            ),
            (
                "with points",
                F,
                "observation_date",
                ["14.06.2024"],
                ["observation_date: dates written DD.MM.YYYY read in 1 cell"],
                ["2024-06-14"],
            ),
        )
    ),
    *(
        (
            f"date said to be {how}",
            H,
            dates(H, "Date", "05/06/2024", "04/06/2024"),
            {"date_format": how},
            [f"date: dates written {how} read in 2 cells"],
            in_order(*days),
        )
        for how, days in (
            ("DD/MM/YYYY", ["2024-06-05", "2024-06-04"]),
            ("MM/DD/YYYY", ["2024-05-06", "2024-04-06"]),
        )
    ),
    # numbers
    (
        "thousands",
        H,
        H.file({"Price": "1,948.00"}, {"Date": "06/13/2024", "Price": "948.5"}),
        {},
        [
            "date: dates written MM/DD/YYYY read in 2 cells",
            "price: thousands separators left out in 1 cell",
        ],
        [day(H, "2024-06-14", _2=1948.0), day(H, "2024-06-13", _2=948.5)],
    ),
    (
        "points for thousands",
        H,
        joined(cells(H.file({"Price": "1.948,00"})), ";"),
        {},
        [
            f"{SEMICOLONS}, with decimal commas",
            "Price: points between thousands left out in 1 cell",
            *NOTES["history"],
        ],
        [H.others(_2=1948.0)],
    ),
    (
        "thousands in counts",
        C,
        C.file({"n_container": "1,021", "n_cargo": "1,058", "n_total": "1,083"}),
        {},
        [
            f"date: dates {YEAR_FIRST} 1 cell",
            "n_container: thousands separators left out in 1 cell",
            "n_cargo: thousands separators left out in 1 cell",
            "n_total: thousands separators left out in 1 cell",
        ],
        of_chokepoints(1021),
    ),
    (
        "estimates with decimals are rounded to tonnes",
        C,
        C.file(
            {f"capacity_{c}": "10.5" for c in ("container", "dry_bulk", "roro", "tanker")}
            | {"capacity_general_cargo": "11.49"}
        ),
        {},
        [],
        of_chokepoints(volume=11),
    ),
    (
        "late decimals",
        P,
        P.file(
            *(
                {"date": f"2026-{m:02}-{d:02}", "import_tanker": "0"}
                for m in range(1, 8)
                for d in range(1, 29)
            ),
            {"import_tanker": "50243.6185004039"},
        ),
        {},
        [],
        [
            *(day(P, f"2026-{m:02}-{d:02}", _14=0.0) for m in range(1, 8) for d in range(1, 29)),
            P.others(_14=50243.6185004039),
        ],
    ),
    (
        "NA and blanks are missing",
        W,
        W.file({"latitude": "NA", "longitude": " ", "usdprice": "#N/A"}),
        {},
        [
            "latitude: 1 cell of NA taken as missing",
            "longitude: 1 cell of blanks taken as missing",
            "usdprice: 1 cell of NA taken as missing",
        ],
        [W.others(_4=None, _5=None, _13=None)],
    ),
    *(
        (f"decimal commas, {name}", p, with_commas(p.file()), {}, notes, expected(p))
        for name, p in ALL.items()
        if name not in ("chokepoints", "asam")
        for notes in [[f"{SEMICOLONS}, with decimal commas", *NOTES.get(name, [])]]
    ),
    # texts
    (
        "cp1252",
        A,
        A.file({"notes": "„café“ – naïve €"}).encode("cp1252"),
        {},
        [f"{WINDOWS} to UTF-8"],
        [A.others(_15="„café“ – naïve €")],
    ),
    ("Arabic", A, A.file({"location": "الحديدة"}), {}, [], [A.others(_11="الحديدة")]),
    (
        "line breaks and quotation marks in a text",
        A,
        A.file({"notes": 'A drone,\nsaid "to be"\r\n\r\nNasser\n'}),
        {},
        [],
        [A.others(_15='A drone,\nsaid "to be"\r\n\r\nNasser')],
    ),
    (
        "texts that are empty or blank",
        A,
        A.file({"sub_event_type": "", "actor2": " ", "location": "", "notes": "\n "}),
        {},
        [],
        [A.others(_5=None, _7=None, _11=None, _15=None)],
    ),
    (
        "names with blanks",
        P,
        P.file({"portname": "Ras Isa ", "country": " Yemen", "ISO3": " YEM"}),
        {},
        [],
        [P.others(_2="Ras Isa")],
    ),
    (
        "a country of blanks",
        P,
        P.file({"country": " ", "ISO3": "\u00a0"}),
        {},
        [],
        [P.others(_3=None, _4=None)],
    ),
    (
        "one name, two ports",
        DATABASE,
        DATABASE.file(
            {},
            {"portid": "port19"},
            {"portid": "chokepoint1", "country": "", "ISO3": "", "continent": ""},
        ),
        {},
        [],
        [
            DATABASE.others(),
            DATABASE.others(_0="port19"),
            DATABASE.others(_0="chokepoint1", _3=None, _4=None, _5=None),
        ],
    ),
    (
        "no province",
        W,
        W.file({"admin1": "", "admin2": ""}),
        {},
        [],
        [W.others(_1="not stated", _2=None)],
    ),
    (
        "market_id and commodity_id",
        W,
        joined(
            [
                [*row[:4], ident, *row[4:8], ident, *row[8:]]
                for row, ident in zip(cells(W.file()), ["market_id", "222"], strict=True)
            ]
        ).replace("market_id,unit", "commodity_id,unit"),
        {},
        [],
        expected(W),
    ),
    # positions
    *(
        (
            f"position {text!r}",
            ASAM,
            ASAM.file({"position": text}),
            {},
            [END],
            [ASAM.others(_8=latitude, _9=longitude)],
        )
        for text, latitude, longitude in (
            ("12°34'56\"N\n043°21'00\"E", 12.582222, 43.35),
            ("12° 34' 56.4\" S \r\n43° 21' 30\" W", -12.582333, -43.358333),
            ("12-34N 043-21E", 12.566667, 43.35),
            ("12 34.5 n, 43 e", 12.575, 43.0),
            ("12.5N 43.25E", 12.5, 43.25),
            ("", None, None),
        )
    ),
    (
        "CRLF after rows, LF within cells",
        ASAM,
        joined(cells(ASAM.file({}, {"reference": "2024-254", "description": "a\nb"})), end="\r\n"),
        {},
        [END],
        [ASAM.others(), ASAM.others(_1="2024-254", _15="a\nb")],
    ),
    # what is left out
    (
        "28 chokepoints",
        C,
        C.file(*({"portid": f"chokepoint{n}"} for n in [1, 8, *range(10, 29)])),
        {},
        [f"left out 20 rows: {STRAITS}"],
        expected(C),
    ),
    (
        "a control",
        C,
        C.file({"portid": "chokepoint5"}),
        {},
        [],
        [(*row[:2], "Malacca Strait", *row[3:]) for row in expected(C)],
    ),
    (
        "another control",
        C,
        C.file({"portid": "chokepoint9"}),
        {},
        [],
        [(*row[:2], "Dover Strait", *row[3:]) for row in expected(C)],
    ),
    (
        "one row left out",
        C,
        C.file({}, {"portid": "chokepoint2"}),
        {},
        [f"left out 1 row: {STRAITS}"],
        expected(C),
    ),
    (
        "a contradiction elsewhere",
        C,
        C.file({}, {"portid": "chokepoint2", "n_total": "1"}),
        {},
        [f"left out 1 row: {STRAITS}"],
        expected(C),
    ),
    (
        "chosen ports",
        P,
        P.file(*({"portid": f"port{n}"} for n in (18, 9, 1, 180, 27))),
        {"constants": {"ports": "port18, port9"}},
        ["left out 3 rows: only the ports chosen were asked for"],
        [P.others(), P.others(_1="port9")],
    ),
    ("all ports", P, P.file({}, {"portid": "port9"}), {}, [], [P.others(), P.others(_1="port9")]),
    # series
    (
        "missing values of FRED",
        F,
        F.file(
            {"observation_date": "2024-06-13", "DCOILBRENTEU": "."},
            {},
            {"observation_date": "2024-06-15", "DCOILBRENTEU": ""},
        ),
        {},
        [],
        expected(F),
    ),
    (
        "several series",
        F,
        "observation_date,DCOILBRENTEU,DGS10,value\n2024-06-13,.,4.24,-1\n2024-06-14,82.62,.,1e3\n",
        {"constants": {"unit": "percent"}},
        [],
        [
            day(F, "2024-06-13", _1="DGS10", _2=4.24, _3="percent"),
            day(F, "2024-06-13", _1="value", _2=-1.0, _3="percent"),
            day(F, "2024-06-14", _3="percent"),
            day(F, "2024-06-14", _1="value", _2=1000.0, _3="percent"),
        ],
    ),
    (
        "a series with a unit",
        H,
        H.file(),
        {"constants": {"series": "WTI", "unit": "USD per barrel"}},
        NOTES["history"],
        [H.others(_1="WTI", _3="USD per barrel")],
    ),
]


def ids(table: list[Any]) -> list[str]:
    return [f"{entry[1].format}: {entry[0]}" for entry in table]


@pytest.mark.parametrize(
    ("case", "publisher", "content", "answers", "notes", "rows"), CELLS, ids=ids(CELLS)
)
def test_cells_become_what_they_mean(
    con: duckdb.DuckDBPyConnection,
    tmp_path: Path,
    case: str,
    publisher: Publisher,
    content: str | bytes,
    answers: dict[str, Any],
    notes: list[str],
    rows: Rows | Callable[[Publisher], Rows],
) -> None:
    file = written(tmp_path / "file.csv", content)
    said, _, found = staged(con, file, **{"constants": publisher.answers} | answers)
    wanted = rows(publisher) if callable(rows) else rows
    assert found == sorted(wanted, key=str)
    head = f"{publisher.format}, for the dataset {publisher.dataset}"
    assert said == [head, *notes, count(len(wanted))]


# What is wrong
# -------------

NO_DATE = "is not a date; write YYYY-MM-DD, for example 2024-03-31"
NO_NUMBER = "is not a number; write digits with a point, for example 1234.5"
OPEN = "a quotation mark is not closed, or text follows it; nothing from this row on was read"
BROKEN_OFF = "; the file ends within it: did the download break off?"
NOT_GIVEN = "is empty; a value is required"


def asked(cell: str, *readings: tuple[str, str]) -> str:
    said = " or ".join(f"{found} ({how})" for how, found in readings)
    return f"date format, date: '{cell}' may be {said}; say which with --date-format"


FAULTS: list[tuple[str, Publisher, str, dict[str, Any], list[str]]] = [
    # dates
    (
        "two readings",
        H,
        dates(H, "Date", "06/06/2024", "05/06/2024", "04/06/2024"),
        {},
        [asked("05/06/2024", ("DD/MM/YYYY", "2024-06-05"), ("MM/DD/YYYY", "2024-05-06"))],
    ),
    (
        "two readings of short years",
        W,
        dates(W, "date", "05/06/24"),
        {},
        [
            asked(
                "05/06/24",
                ("DD/MM/YY", "2024-06-05"),
                ("MM/DD/YY", "2024-05-06"),
                ("YY/MM/DD", "2005-06-24"),
            )
        ],
    ),
    (
        "no format fits all dates",
        H,
        dates(H, "Date", "13/06/2024", "06/14/2024"),
        {},
        [f"row 2, date: '13/06/2024' {NO_DATE}", f"row 3, date: '06/14/2024' {NO_DATE}"],
    ),
    (
        "a date that none can be",
        H,
        dates(H, "Date", "06/13/2024", "06/31/2024", "soon"),
        {},
        [
            "date: dates written MM/DD/YYYY read in 1 cell",
            f"row 3, date: '06/31/2024' {NO_DATE}",
            f"row 4, date: 'soon' {NO_DATE}",
        ],
    ),
    (
        "a date not as it was said",
        H,
        dates(H, "Date", "05/06/2024", "13/06/2024"),
        {"date_format": "MM/DD/YYYY"},
        ["date: dates written MM/DD/YYYY read in 1 cell", f"row 3, date: '13/06/2024' {NO_DATE}"],
    ),
    (
        "a date among others that the contract wants",
        F,
        dates(F, "observation_date", "2024-06-14", "soon"),
        {},
        [f"row 3, observation_date: 'soon' {NO_DATE}"],
    ),
    (
        "a time of day",
        P,
        P.file({"date": "2026/08/03 13:00:00+00"}),
        {},
        [f"row 2, date: '2026/08/03 13:00:00+00' {NO_DATE}"],
    ),
    (
        "a format of dates that nobody knows",
        H,
        H.file(),
        {"date_format": "D/M/Y"},
        [
            "date format: 'D/M/Y' is no date format that is known; write one of YYYY-MM-DD,"
            " YYYY/MM/DD, YYYYMMDD, DD/MM/YYYY, MM/DD/YYYY, DD-MM-YYYY, MM-DD-YYYY, DD.MM.YYYY,"
            " DD/MM/YY, MM/DD/YY, YY/MM/DD, DD-MM-YY, MM-DD-YY, YY-MM-DD, DD.MM.YY, DD-Mon-YY,"
            " DD-Mon-YYYY, DD-Month-YYYY, DD Mon YY, DD Mon YYYY, DD Month YYYY, Mon DD, YYYY,"
            " Month DD, YYYY, milliseconds since 1970, seconds since 1970"
        ],
    ),
    # numbers
    (
        "a late decimal among counts",
        P,
        P.file(*({"date": f"2026-07-{n:02}"} for n in range(1, 31)), {"portcalls_tanker": "2.5"}),
        {},
        [
            f"date: dates {YEAR_FIRST} 1 cell",
            "row 32, portcalls_tanker: '2.5' is not a whole number",
        ],
    ),
    (
        "decimal commas among commas",
        F,
        F.file({"DCOILBRENTEU": "82,5"}),
        {},
        [f"row 2, DCOILBRENTEU: '82,5' {NO_NUMBER}"],
    ),
    (
        "no price",
        H,
        H.file({"Price": ""}),
        {},
        [*NOTES["history"], f"row 2, price: {NOT_GIVEN}"],
    ),
    (
        "one empty cell of five classes",
        C,
        C.file({"n_roro": " "}),
        {},
        [
            f"date: dates {YEAR_FIRST} 1 cell",
            "n_roro: 1 cell of blanks taken as missing",
            f"row 2, n_roro: {NOT_GIVEN}",
        ],
    ),
    (
        "one date of five classes",
        C,
        C.file({"date": "2026/08/33"}),
        {},
        [f"row 2, date: '2026/08/33' {NO_DATE}"],
    ),
    (
        "totals that contradict",
        C,
        C.file({}, {"date": "2026-08-04", "n_total": "84"}, {"date": "2026-08-05", "n_cargo": "1"}),
        {},
        [
            f"date: dates {YEAR_FIRST} 1 cell",
            "row 3: n_total is not n_cargo plus n_tanker",
            "row 4: n_total is not n_cargo plus n_tanker",
        ],
    ),
    (
        "columns swapped under their names",
        C,
        C.file().replace("n_cargo,n_total", "n_total,n_cargo"),
        {},
        [f"date: dates {YEAR_FIRST} 1 cell", "row 2: n_total is not n_cargo plus n_tanker"],
    ),
    # positions
    *(
        (
            f"position {text!r}",
            ASAM,
            ASAM.file({"position": text}),
            {},
            [END, f"row 2, position: {text!r} {NO_NUMBER}"],
        )
        for text in ("unknown", "12-34N", "12-60N 043-21E", "12 43")
    ),
    # keys
    (
        "the same day twice",
        W,
        W.file({}, {"price": "1"}),
        {},
        [
            "rows 2, 3: the same date, admin1, market, commodity, unit, price_type, currency"
            " '2024-06-15', 'Aden', 'Aden City', 'Wheat flour', '50 KG', 'Retail', 'YER'; they"
            " differ in price"
        ],
    ),
    # rows
    (
        "an empty line, and as many rows as the file has lines",
        F,
        "observation_date,A,B\n\n2024-06-14,1,.\n2024-06-15,2,3\n",
        {},
        ["row 2: the line is empty; remove it"],
    ),
    (
        "empty lines, and as many rows as the file has lines",
        C,
        C.file() + "\n" * 3 + C.file({"portid": "chokepoint2"}).splitlines()[1] + "\n",
        {},
        [
            f"date: dates {YEAR_FIRST} 2 cells",
            f"left out 1 row: {STRAITS}",
            *(f"row {row}: the line is empty; remove it" for row in (3, 4, 5)),
        ],
    ),
    (
        "a row torn off",
        C,
        C.file({}, {"date": "2026-08-04"}).removesuffix(",1\n"),
        {},
        [f"date: dates {YEAR_FIRST} 1 cell", f"row 3: 20 cells; the header has 21{BROKEN_OFF}"],
    ),
    (
        "a row torn off where series are columns",
        F,
        F.file() + "2024-06-15",
        {},
        [f"row 3: 1 cell; the header has 2{BROKEN_OFF}"],
    ),
    (
        "a row torn off in quotation marks",
        ASAM,
        ASAM.file() + '2024-254,2024-06-15,"12-34N 043-21E",IX,62,,,"It began',
        {},
        [END, f"row 3: {OPEN}{BROKEN_OFF}"],
    ),
    (
        "a comma too many",
        ASAM,
        ASAM.file().replace('"A missile fell, near the ship.",', "A missile fell, near the ship."),
        {},
        ["row 2: ' near the ship.' stands in the column without a name"],
    ),
    # the header
    (
        "a column twice",
        H,
        joined([[*row, cell] for row, cell in zip(cells(H.file()), ("price", "1"), strict=True)]),
        {},
        ["header: the column 'price' stands 2 times; once is allowed"],
    ),
    (
        "a series twice",
        F,
        "observation_date,DGS10,DGS10\n2024-06-14,1,2\n",
        {},
        ["header: the column 'dgs10' stands 2 times; once is allowed"],
    ),
    (
        "no series",
        F,
        "observation_date\n2024-06-14\n",
        {},
        ["header: a column beside 'observation_date' is needed"],
    ),
    # what is to be said
    (
        "a series without a name",
        H,
        H.file(),
        {"constants": {}},
        [
            "set: the file does not say the series (name of the series, such as Brent; the file"
            " does not say it); add --set series=..."
        ],
    ),
    (
        "an answer that was not asked for",
        P,
        P.file(),
        {"constants": {"port": "port18"}},
        ["set: 'port' cannot be set: the format takes ports"],
    ),
    (
        "an answer to a format that asks nothing",
        W,
        W.file(),
        {"constants": {"country": "Yemen"}},
        ["set: 'country' cannot be set: the format takes nothing"],
    ),
]


@pytest.mark.parametrize(
    ("case", "publisher", "content", "answers", "lines"), FAULTS, ids=ids(FAULTS)
)
def test_fault_is_said(
    con: duckdb.DuckDBPyConnection,
    tmp_path: Path,
    case: str,
    publisher: Publisher,
    content: str,
    answers: dict[str, Any],
    lines: list[str],
) -> None:
    file = written(tmp_path / "file.csv", content)
    said, report, rows = staged(con, file, **{"constants": publisher.answers} | answers)
    total = len(lines) - len(report.notes)
    assert said == [
        f"{publisher.format}, for the dataset {publisher.dataset}",
        *lines,
        f"{total} problem{'s' * (total != 1)}",
    ]
    assert rows == []


def test_questions(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    file = written(tmp_path / "x.csv", dates(H, "Date", "05/06/2024"))
    _, report, _ = staged(con, file)
    meaning = "name of the series, such as Brent; the file does not say it"
    assert report.questions == [loading.Question("series", meaning)]
    _, report, _ = staged(con, file, constants={"series": "Brent"})
    readings = {
        "DD/MM/YYYY": "05/06/2024 is 2024-06-05",
        "MM/DD/YYYY": "05/06/2024 is 2024-05-06",
    }
    assert report.questions == [
        loading.Question("date_format", "How are dates in date written?", readings)
    ]
    _, report, rows = staged(con, file, constants={"series": "Brent"}, date_format="%d/%m/%Y")
    assert (report.questions, rows) == ([], [day(H, "2024-06-05")])


# Which layout a header has
# -------------------------

PRICES = "date,series,value,unit,source_ids\n2024-06-14,Brent,82.62,USD,github-com-80b788\n"
NO_LAYOUT = "layout: no dataset and no format has this header"
TAKES = "the file has that column itself, or the dataset has none of that name"

HEADERS: list[tuple[str, str, dict[str, Any], list[str]]] = [
    ("a contract", PRICES, {}, [count(1)]),
    ("a contract under a wrong name", PRICES, {"file": "transits.csv"}, [count(1)]),
    ("a contract of a dataset", PRICES, {"dataset": "market_series"}, [count(1)]),
    (
        "swapped columns",
        PRICES.replace("date,series", "series,date"),
        {},
        [
            "header: column 1 is 'series'; 'date' is expected there",
            "header: column 2 is 'date'; 'series' is expected there",
            f"row 2, date: 'Brent' {NO_DATE}",
            "3 problems",
        ],
    ),
    (
        "a contract without a column",
        "date,series,value,unit\n2024-06-14,Brent,82.62,USD\n",
        {},
        [
            f"{NO_LAYOUT}; nearest is the contract of market_series: the file lacks 'source_ids'",
            "1 problem",
        ],
    ),
    (
        "a contract with another column",
        PRICES.replace("unit", "units"),
        {},
        [
            f"{NO_LAYOUT}; nearest is the contract of market_series: the file lacks 'unit' and has"
            " 'units' besides",
            "1 problem",
        ],
    ),
    (
        "a format without a column",
        WFP.file().replace("usdprice", "usd"),
        {},
        [f"{NO_LAYOUT}; nearest is WFP food prices: the file lacks 'usdprice'", "1 problem"],
    ),
    (
        "a format without many columns",
        "portid,date,portcalls_roro,import_roro,export_roro\n",
        {},
        [
            f"{NO_LAYOUT}; nearest is IMF PortWatch daily ports: the file lacks"
            " 'portcalls_container', 'portcalls_dry_bulk', 'portcalls_general_cargo',"
            " 'portcalls_tanker', 'import_container', 'import_dry_bulk', 'import_general_cargo',"
            " 'import_tanker' and more",
            "1 problem",
        ],
    ),
    ("nothing that is known", "a,b\n1,2\n", {}, [f"{NO_LAYOUT}: 'a', 'b'", "1 problem"]),
    (
        "a message in place of the data",
        "404: Not Found",
        {},
        [
            f"{NO_LAYOUT}: '404: Not Found'; is that a message of the server in place of the data?"
            " Fetch the CSV again",
            "1 problem",
        ],
    ),
    (
        "lines above the header",
        "Prices\nof May\n\n" + PRICES,
        {},
        [
            "layout: row 1 is no header that is known; row 4 is: remove the rows above it",
            "1 problem",
        ],
    ),
    (
        "not the dataset that was said",
        FRED.file(),
        {"dataset": "ports"},
        [
            *(f"header: the column {name!r} is missing" for name in DATASETS["ports"].columns),
            "header: column 1, 'observation_date', is not in the contract",
            "header: column 2, 'DCOILBRENTEU', is not in the contract",
            f"{len(DATASETS['ports'].columns) + 2} problems",
        ],
    ),
    (
        "a format of the dataset that was said",
        FRED.file(),
        {"dataset": "market_series"},
        ["FRED series, for the dataset market_series", count(1)],
    ),
    (
        "one fault in each of two columns",
        "observation_date,DCOILBRENTEU,DCOILWTICO\n2024-01-13,',.\n2024-01-14,1,much\n",
        {},
        [
            "FRED series, for the dataset market_series",
            'row 2, DCOILBRENTEU: "\'" is not a number; write digits with a point, for example'
            " 1234.5",
            "row 3, DCOILWTICO: 'much' is not a number; write digits with a point, for example"
            " 1234.5",
            "2 problems",
        ],
    ),
    (
        "the format that was said",
        FRED.file(),
        {"format_": "fred SERIES"},
        ["FRED series, for the dataset market_series", count(1)],
    ),
    (
        "a part of the name of the format that was said",
        FRED.file(),
        {"format_": "fred"},
        ["FRED series, for the dataset market_series", count(1)],
    ),
    (
        "not the format that was said",
        FRED.file(),
        {"format_": "ACLED"},
        [
            "layout: the file is no ACLED events: it lacks 'event_date', 'time_precision',"
            " 'geo_precision', 'fatalities', 'latitude', 'longitude', 'event_id_cnty',"
            " 'event_type' and more",
            "1 problem",
        ],
    ),
    (
        "a column that the reader fills",
        "date,value,source_ids\n2024-06-14,82.62,github-com-80b788\n",
        {"set": {"series": "Brent", "unit": "USD"}},
        [count(1)],
    ),
    (
        "two columns that the reader fills, between semicolons with decimal commas",
        "date;value;unit\n2024-06-14;82,62;USD\n",
        {"set": {"series": "Brent", "source_ids": "github-com-80b788"}},
        [f"{SEMICOLONS}, with decimal commas", count(1)],
    ),
    (
        "a column that the reader fills wrongly",
        "date,series,value,unit\n2024-06-14,Brent,82.62,USD\n",
        {"set": {"source_ids": "nobody"}},
        [
            "row 2, source_ids: 'nobody' is no source_id of sources; load sources first, or"
            " correct it",
            "1 problem",
        ],
    ),
    (
        "a column of the file that the reader fills",
        PRICES,
        {"set": {"unit": "EUR"}},
        [f"set: 'unit' cannot be set: {TAKES}", "1 problem"],
    ),
    (
        "a column that there is not",
        PRICES,
        {"set": {"colour": "red"}},
        [f"set: 'colour' cannot be set: {TAKES}", "1 problem"],
    ),
]
BRENT = (*FRED.rows[0][:1], "Brent", 82.62, "USD", "github-com-80b788")


@pytest.mark.parametrize(
    ("case", "text", "said", "lines"), HEADERS, ids=[case for case, *_ in HEADERS]
)
def test_header_decides(
    built: Settings,
    tmp_path: Path,
    case: str,
    text: str,
    said: dict[str, Any],
    lines: list[str],
) -> None:
    file = written(tmp_path / said.get("file", "x.csv"), text)
    layouts = desk.layouts(given.package(), said.get("dataset"), said.get("format_"))
    answers = Answers(said.get("set", {}))
    seen = desk.preview(built, layouts, file, answers)
    assert [line.removeprefix(f"{file.name}: ") for line in seen.report.lines()] == lines
    if not seen.report.clean:
        assert seen.counts is None
        return
    done = desk.load(built, given.package(), layouts, file, answers=answers)
    assert done.counts == seen.counts == loading.Counts(1, 0, 0)
    cursor = store.reader(built.store).cursor()
    wanted = BRENT if "82" in text and "observation" not in text else FRED.others()
    assert cursor.execute("from market_series").fetchall() == [wanted]


@pytest.mark.parametrize(
    ("dataset", "name", "words"),
    [
        ("port", None, f"No dataset is called 'port'. Datasets: {', '.join(DATASETS)}."),
        (None, "imf", f"No single format is called 'imf'. Formats: {', '.join(FORMATS)}."),
        (None, "none", f"No single format is called 'none'. Formats: {', '.join(FORMATS)}."),
    ],
)
def test_names_that_there_are_not(dataset: str | None, name: str | None, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        desk.layouts(given.package(), dataset, name)
    assert str(caught.value) == words


def test_name_of_a_format_that_begins_another_is_that_format() -> None:
    (layout,) = desk.layouts(given.package(), None, "NGA anti-shipping messages").formats
    assert layout.name == "NGA anti-shipping messages"
