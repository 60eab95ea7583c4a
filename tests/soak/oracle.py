"""What a file says, worked out apart from the loader: the csv module, the contracts' JSON, and
each format's columns written down once more by hand.

Nothing here is shared with `dashboard`: no SQL, no regular expression, no list of its names.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

Cells = dict[str, str | None]
Values = tuple[Any, ...]

MAX_ROW = 1_000_000
CUT_OFF = 40
NOT_KNOWN = {"NA", "N/A", "n/a", "#N/A"}
MONTHS = [
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
]
SPACE = " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f"
"""What trimming takes off: blanks of all kinds, but no tabs and line breaks."""


# Contracts and formats
# ---------------------


@dataclass(frozen=True)
class Contract:
    """A dataset's schema as it stands in the JSON, and the rows that its table holds."""

    name: str
    schema: dict[str, Any]
    period: dict[str, str] | None
    stored: list[Values]

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return [f["name"] for f in self.schema["fields"]]

    @property
    def key(self) -> list[str]:
        """The names of the columns of the primary key."""
        found = self.schema["primaryKey"]
        return [found] if isinstance(found, str) else found

    def key_of(self, row: Values) -> Values:
        """Return the key of a row."""
        return tuple(row[self.columns.index(c)] for c in self.key)


def contracts(folder: Path) -> dict[str, Contract]:
    """Read a Data Package whose files are plain."""
    found = {}
    resources = json.loads((folder / "datapackage.json").read_text("utf-8"))["resources"]
    for resource in resources:
        schema = json.loads((folder / resource["schema"]).read_text("utf-8"))
        for column in schema["fields"]:
            if column.get("enumOf") == "datasets":
                column["constraints"]["enum"] = [r["name"] for r in resources]
        with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
            _, *rows = csv.reader(file, strict=True)
        missing = schema.get("missingValues", [""])
        stored = [
            tuple(
                None if cell in missing else _value(f, cell)
                for f, cell in zip(schema["fields"], row, strict=True)
            )
            for row in rows
        ]
        found[resource["name"]] = Contract(resource["name"], schema, resource.get("period"), stored)
    return found


@dataclass(frozen=True)
class Format:
    """A publisher's layout: the types of its columns, and the rows of the dataset that one of the
    file becomes; ``None`` where the dashboard does not want it."""

    name: str
    dataset: str
    source: str
    dates: tuple[str, ...]
    numbers: tuple[str, ...]
    integers: tuple[str, ...]
    texts: tuple[str, ...]
    rows: Callable[[Cells], list[Cells] | None]
    holds: Callable[[Cells], bool | None] = lambda _: True
    missing: tuple[str, ...] = ("",)
    others: bool = False
    keys: str = ""

    @property
    def needed(self) -> set[str]:
        """The names that a header must have."""
        return {*self.dates, *self.numbers, *self.integers, *self.texts}


def _trimmed(cell: str | None) -> str | None:
    return (cell or "").strip(SPACE) or None


STRAITS = {
    "chokepoint1": "Suez Canal",
    "chokepoint4": "Bab el-Mandeb Strait",
    "chokepoint6": "Strait of Hormuz",
    "chokepoint7": "Cape of Good Hope",
}
SHIPS = ("container", "dry bulk", "general cargo", "roro", "tanker")
SNAKES = tuple(ship.replace(" ", "_") for ship in SHIPS)


def _straits(cells: Cells) -> list[Cells] | None:
    strait = STRAITS.get(cells["portid"] or "")
    if not strait:
        return None
    rows = []
    for ship, snake in zip(SHIPS, SNAKES, strict=True):
        cargo = cells[f"capacity_{snake}"]
        if cargo is not None and is_number(cargo) and abs(float(cargo)) < 9e18:
            cargo = str(Decimal(float(cargo)).quantize(Decimal(1), ROUND_HALF_UP))
        rows.append(
            {
                "week_start": cells["date"],
                "days": "1",
                "chokepoint": strait,
                "vessel_class": ship,
                "transits": cells[f"n_{snake}"],
                "trade_volume_t": cargo,
            }
        )
    return rows


def _adds_up(cells: Cells) -> bool | None:
    """Whether n_total is the sum of the others; None where it cannot be said."""
    total, cargo, tanker = (cells[n] for n in ("n_total", "n_cargo", "n_tanker"))
    if total is None or cargo is None or tanker is None:
        return True
    if not all(map(is_integer, (total, cargo, tanker))):
        return None
    return int(total) == int(cargo) + int(tanker)


def _ports(cells: Cells) -> list[Cells]:
    row: Cells = {"date": cells["date"], "port_id": cells["portid"]}
    names = {"port": "portname", "country": "country", "iso3": "iso3"}
    row |= {name: _trimmed(cells[column]) for name, column in names.items()}
    for snake in SNAKES:
        row[f"calls_{snake}"] = cells[f"portcalls_{snake}"]
        row[f"import_{snake}_t"] = cells[f"import_{snake}"]
        row[f"export_{snake}_t"] = cells[f"export_{snake}"]
    return [row]


def _fred(cells: Cells) -> list[Cells]:
    day = cells["observation_date"]
    return [
        {"date": day, "series": name, "value": value, "unit": None}
        for name, value in cells.items()
        if name != "observation_date" and value is not None
    ]


def _food(cells: Cells) -> list[Cells]:
    names = {"category": "category", "unit": "unit", "commodity": "commodity", "market": "market"}
    names |= {"admin2": "admin2", "currency": "currency"}
    names |= {"price_flag": "priceflag", "price_type": "pricetype"}
    row = {name: _trimmed(cells[other]) for name, other in names.items()}
    row["admin1"] = _trimmed(cells["admin1"]) or "not stated"
    row |= {name: cells[name] for name in ("date", "latitude", "longitude", "price")}
    return [row | {"price_usd": cells["usdprice"]}]


def _prices(cells: Cells) -> list[Cells]:
    return [{"date": cells["date"], "series": "Brent", "value": cells["price"], "unit": None}]


FORMATS = [
    Format(
        "IMF PortWatch daily chokepoints",
        "transits",
        "imf-portwatch",
        dates=("date",),
        numbers=tuple(f"capacity_{s}" for s in SNAKES),
        integers=(*(f"n_{s}" for s in SNAKES), "n_cargo", "n_total"),
        texts=("portid",),
        keys="chokepoint",
        rows=_straits,
        holds=_adds_up,
    ),
    Format(
        "IMF PortWatch daily ports",
        "port_calls",
        "imf-portwatch",
        dates=("date",),
        numbers=tuple(f"{way}_{s}" for way in ("import", "export") for s in SNAKES),
        integers=tuple(f"portcalls_{s}" for s in SNAKES),
        texts=("portid", "portname", "country", "iso3"),
        keys="port",
        rows=_ports,
    ),
    Format(
        "FRED series",
        "market_series",
        "fred",
        dates=("observation_date",),
        numbers=(),
        integers=(),
        texts=(),
        rows=_fred,
        missing=("", "."),
        others=True,
    ),
    Format(
        "WFP food prices",
        "food_prices",
        "wfp-food-prices",
        dates=("date",),
        numbers=("latitude", "longitude", "price", "usdprice"),
        integers=(),
        texts=(
            *("admin1", "admin2", "market", "category", "commodity", "unit"),
            *("priceflag", "pricetype", "currency"),
        ),
        rows=_food,
    ),
    Format(
        "Price history download",
        "market_series",
        "price-history",
        dates=("date",),
        numbers=("price",),
        integers=(),
        texts=("open", "high", "low", "change %"),
        rows=_prices,
    ),
]


# What is found
# -------------


@dataclass
class Verdict:
    """``refused`` says why the file as a whole has no rows; otherwise ``good`` are its rows by
    number, in the types of the contract, and ``bad`` the numbers of the others, with a reason.

    ``unsure`` says that two readings of the rules are defensible: no accepted row may be other
    than a good one, but more rows may be refused. ``converted`` are columns of which cells were
    read otherwise than they stand.
    """

    refused: str = ""
    contract: Contract | None = None
    format: Format | None = None
    good: list[tuple[int, Values]] = field(default_factory=list)
    bad: dict[int, str] = field(default_factory=dict)
    unsure: bool = False
    converted: set[str] = field(default_factory=set)

    @property
    def is_sound(self) -> bool:
        """Whether all rows are good."""
        return not self.refused and not self.bad

    @property
    def rows(self) -> list[Values]:
        """The good rows."""
        return [row for _, row in self.good]


class RefusedError(Exception):
    """The file as a whole is none that can be read."""


def judge(
    content: bytes, known: dict[str, Contract], *, only: str | None, was_cp1252: bool
) -> Verdict:
    """Return what a file says; ``only`` names the dataset, where the header is not to decide.

    ``was_cp1252`` is what the loader said of bytes that are not UTF-8, which the oracle does not
    guess for itself.
    """
    verdict = Verdict()
    try:
        _judge(verdict, _text(content, was_cp1252), known, only)
    except RefusedError as error:
        verdict.refused = str(error)
        verdict.good, verdict.bad = [], {}
    return verdict


def _text(content: bytes, was_cp1252: bool) -> str:
    if not content:
        raise RefusedError("empty")
    head = content[:40]
    marked = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    low, high = any(head[::2]), any(head[1::2])
    if marked or (low != high and all(head[high::2])):  # every other byte is NUL
        try:
            text = content.decode("utf-16" if marked else "utf-16-be" if high else "utf-16-le")
        except UnicodeDecodeError as error:
            raise RefusedError("not UTF-16") from error
    else:
        try:
            text = content.decode()
        except UnicodeDecodeError as error:
            if not was_cp1252:
                raise RefusedError("not UTF-8") from error
            text = content.decode("cp1252")
    return text.lstrip("\ufeff")


def _judge(verdict: Verdict, text: str, known: dict[str, Contract], only: str | None) -> None:
    told = re.match('(?:"?# [^\r\n]*(?:\r\n|\r|\n|$))*', text)
    assert told
    above = re.match('(?:(?:""|[ \t,;|\u00a0])*(?:\r\n|\r|\n))*', text[told.end() :])
    assert above
    blank = len(re.findall("\r\n|\r|\n", told[0] + above[0]))
    text = text[told.end() + above.end() :]
    separator = max(",;\t|", key=lambda s: len(_header(text, s)))
    header = _header(text, separator)
    if len(header) < 2:
        separator, header = ",", _header(text, ",")
    if not header:
        raise RefusedError("no header")
    header = [_unguarded(name) for name in header]
    table, torn = _table(text, separator)
    table.pop(1, None)
    tags = table.pop(2) if 2 in table and _is_tags(table[2], header) else []
    if text.count("\0") > "".join(tags).count("\0"):
        raise RefusedError("NUL")
    odd = [row for row in table.values() if len(row) != len(header)]
    if separator != "," and 2 * len(odd) > len(table):
        raise RefusedError("hardly a row fits the header")
    for row in odd:
        if _names(row, header):
            raise RefusedError("another header")
    header = _without_index(verdict, header, table, torn)
    header = _without_end(header, table, torn)
    verdict.contract, verdict.format = _layout(header, known, only)
    _decimals(verdict, header, table, separator, text)
    torn |= _unfit(verdict, header, table)
    if verdict.format:
        rows = _mapped(verdict, header, table, separator)
    else:
        rows = _as_they_are(verdict, header, table, separator)
    verdict.bad |= torn
    _rules(verdict, rows, known)
    if not verdict.good and not verdict.bad:
        raise RefusedError("no rows")
    verdict.good = [(number + blank, row) for number, row in verdict.good]
    verdict.bad = {number + blank: why for number, why in verdict.bad.items()}


def _bare(name: str) -> str:
    return name.strip(" \t\r\n\u00a0\ufeff").lower()


def _names(cells: list[str], header: list[str]) -> bool:
    """Whether a row holds names of the header, each once, and nothing else."""
    found = [_bare(cell) for cell in cells if _bare(cell)]
    return (
        len(found) > 1 and len(set(found)) == len(found) and set(found) <= set(map(_bare, header))
    )


def _header(text: str, separator: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), [])
    except csv.Error:
        return []


def _table(text: str, separator: str) -> tuple[dict[int, list[str]], dict[int, str]]:
    """Return the rows by number, and what is wrong with those that are none."""
    csv.field_size_limit(MAX_ROW)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    table: dict[int, list[str]] = {}
    blank: list[int] = []
    torn: dict[int, str] = {}
    number, sound = 0, 1
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return table, torn
        except csv.Error as error:
            is_end = "unexpected end" in str(error) and reader.line_num - sound <= CUT_OFF
            if number == 1 or not is_end:
                raise RefusedError(f"row {number}: {error}") from error
            torn[number] = "cut off"
            return table, torn
        if not cells:
            blank.append(number)
            continue
        torn |= dict.fromkeys(blank, "blank")
        blank.clear()
        sound = reader.line_num
        if sum(map(len, cells)) > MAX_ROW:
            raise RefusedError("too long")
        table[number] = cells


def _is_tags(cells: list[str], header: list[str]) -> bool:
    cells = cells if header[0] else cells[1:]
    return any(cells) and all(not c or re.match(r"\s*#\s*[A-Za-z]", c) for c in cells)


def _without_index(
    verdict: Verdict, header: list[str], table: dict[int, list[str]], torn: dict[int, str]
) -> list[str]:
    """Take off a first column without a name that counts the rows."""
    rows = list(table.values())
    if not header or header[0] or any(len(row) != len(header) for row in rows):
        return header
    start = 1 if rows and rows[0][0] == "1" else 0
    if any(row[0] != str(n) for n, row in enumerate(rows, start)):
        return header
    for row in rows:
        del row[0]
    verdict.unsure = bool(torn)  # a row that cannot be read may be one that does not count on
    return header[1:]


def _without_end(header: list[str], table: dict[int, list[str]], torn: dict[int, str]) -> list[str]:
    """Take off a last column without a name and without values."""
    rows = table.values()
    if len(header) < 2 or header[-1] or not header[-2]:
        return header
    if any(len(row) != len(header) or row[-1] for row in rows):
        return header
    for row in rows:
        del row[-1]
    return header[:-1]


def _decimals(
    verdict: Verdict, header: list[str], table: dict[int, list[str]], separator: str, text: str
) -> None:
    """Write numbers with points, where it is certain what points and commas are; else refuse."""
    if separator == "," and not re.search(r'"[+-]?\d*,\d\d? ?%?"', text, re.A):
        return
    types = _types(verdict, header)
    rows = [row for row in table.values() if len(row) == len(header)]
    sure: dict[int, set[str]] = {}
    open_: set[int] = set()
    for place, name in enumerate(header):
        cells = [row[place] for row in rows if row[place] not in NO_NUMBERS]
        kinds = {_marks(cell) for cell in cells}
        if name not in types:
            bare = [re.sub(r"\s*[%KMBkmb]?\s*$", "", cell) for cell in cells]
            if not all(re.fullmatch(r"[+-]?[\d.,]+([eE][+-]?\d+)?", c, re.A) for c in bare):
                continue
            kinds = {_marks(cell) for cell in bare}
            if None in kinds:
                continue
        own = {kind for kind in kinds if kind in (".", ",")}
        if _bare(name) in {"latitude", "longitude", "lat", "lon", "x", "y"}:
            own |= {kind[0] for kind in kinds if kind in (".?", ",?")}
            kinds = set()
        sure[place] = own
        if name in types and kinds & {".?", ",?"}:
            open_.add(place)
    of_file = set().union(*sure.values())
    for place, name in enumerate(header):
        if name not in types:
            continue
        own = sure[place]
        if separator == ",":
            if place in open_ and len(own) != 1 and "," in of_file and types[name] == "number":
                raise RefusedError("decimals?")
            continue
        if len(own) != 1:
            if place not in open_:
                continue
            if len(of_file) != 1:
                if types[name] == "number":
                    raise RefusedError("decimals?")
                continue
            own = of_file
        (mark,) = own
        for row in rows:
            if (_marks(row[place]) or "")[:1] == mark or (_marks(row[place]) or "").endswith("?"):
                other = {",": ".", ".": ","}[mark]
                row[place] = row[place].replace(other, "").replace(mark, ".")


NO_NUMBERS = {"", ".", "-", "NA", "N/A", "n/a", "#N/A"}


def _marks(cell: str) -> str | None:
    """Return by what the decimals of a number are parted, with ? where it may be thousands.

    "" stands for a number without any mark, None for none.
    """
    match = re.fullmatch(r"[+-]?([\d.,]*)([eE][+-]?\d+)?", cell, re.A)
    if not match or not re.search(r"\d", match[1]):
        return None
    number, power = match[1], match[2]
    marks = re.sub(r"\d", "", number)
    if not marks:
        return ""
    grouped = {m: re.fullmatch(rf"[1-9]\d?\d?(\{m}\d\d\d)+", number, re.A) for m in ".,"}
    if len(marks) == 1 and not power and grouped[marks]:
        return marks + "?"
    if len(marks) == 1:
        return marks
    if power:
        return None
    if len(set(marks)) == 1:
        return {".": ",", ",": "."}[marks[0]] if grouped[marks[0]] else None
    whole, _, rest = number.rpartition(marks[-1])
    groups = marks[0]
    is_whole = re.fullmatch(rf"[1-9]\d?\d?(\{groups}\d\d\d)+", whole, re.A)
    return marks[-1] if is_whole and groups != marks[-1] and not re.search(r"[.,]", rest) else None


def _types(verdict: Verdict, header: list[str]) -> dict[str, str]:
    """Return the types of the columns of numbers, by their names as they stand in the header."""
    if not verdict.format:
        assert verdict.contract
        fields = verdict.contract.schema["fields"]
        return {f["name"]: f["type"] for f in fields if f["type"] in ("integer", "number")}
    found = {}
    for name in header:
        known = name.strip().casefold()
        if known in verdict.format.integers:
            found[name] = "integer"
        elif known in verdict.format.numbers or (
            verdict.format.others and known not in verdict.format.needed and known
        ):
            found[name] = "number"
    return found


def _layout(
    header: list[str], known: dict[str, Contract], only: str | None
) -> tuple[Contract, Format | None]:
    among = [c for c in known.values() if only in (None, c.name)]
    for contract in among:
        if sorted(header) == sorted(contract.columns):
            if header != contract.columns:
                raise RefusedError("columns in another order")
            return contract, None
    names = [n.strip().casefold() for n in header]
    fitting = [f for f in FORMATS if only in (None, f.dataset) and f.needed <= set(names)]
    if fitting:
        found = max(fitting, key=lambda f: len(f.needed & set(names)))
        read = [n for n in names if n in found.needed]
        if found.others:
            read = [n if n in found.needed else h.strip()
                    for n, h in zip(names, header, strict=True) if n]  # fmt: skip
        if len(read) != len(set(read)):
            raise RefusedError("a column stands twice")
        if found.others and set(read) <= found.needed:
            raise RefusedError("no column beside those needed")
        return known[found.dataset], found
    if only and header[:-1] == known[only].columns and not header[-1]:
        return known[only], None  # a comma at the end of each line
    raise RefusedError("no layout")


def _unfit(verdict: Verdict, header: list[str], table: dict[int, list[str]]) -> dict[int, str]:
    """Take out the rows that are not as wide as the header, or have a cell beyond the columns."""
    unfit = {}
    for number, cells in list(table.items()):
        if len(cells) != len(header) or (not header[-1] and cells[-1]):
            unfit[number] = "cells"
            del table[number]
        if any(re.match(' +"', cell) for cell in cells):
            verdict.unsure = True  # whether it stands inside quotation marks, which is sound
    return unfit


# Cells
# -----


def is_integer(cell: str) -> bool:
    """Whether a text is a whole number that a table can hold."""
    return bool(re.fullmatch("[+-]?[0-9]+", cell)) and -(2**63) <= int(cell) < 2**63


def is_number(cell: str) -> bool:
    """Whether a text is a finite number."""
    form = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?"
    return bool(re.fullmatch(form, cell)) and math.isfinite(float(cell))


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _iso(cell: str) -> date | None:
    match = re.fullmatch("([0-9]{4})-([0-9]{2})-([0-9]{2})", cell)
    return _day(*match.groups()) if match else None


DIGITS = {
    "y/m/d": r"(?P<y>[12]\d{3})/(?P<m>\d\d?)/(?P<d>\d\d?)",
    "ymd": r"(?P<y>[12]\d{3})(?P<m>\d\d)(?P<d>\d\d)",
    "d/m/y": r"(?P<d>\d\d?)/(?P<m>\d\d?)/(?P<y>[12]\d{3})",
    "m/d/y": r"(?P<m>\d\d?)/(?P<d>\d\d?)/(?P<y>[12]\d{3})",
    "d-m-y": r"(?P<d>\d\d?)-(?P<m>\d\d?)-(?P<y>[12]\d{3})",
    "m-d-y": r"(?P<m>\d\d?)-(?P<d>\d\d?)-(?P<y>[12]\d{3})",
    "d.m.y": r"(?P<d>\d\d?)\.(?P<m>\d\d?)\.(?P<y>[12]\d{3})",
    "d/m/yy": r"(?P<d>\d\d?)/(?P<m>\d\d?)/(?P<y>\d\d)",
    "m/d/yy": r"(?P<m>\d\d?)/(?P<d>\d\d?)/(?P<y>\d\d)",
    "yy/m/d": r"(?P<y>\d\d)/(?P<m>\d\d?)/(?P<d>\d\d?)",
    "d-m-yy": r"(?P<d>\d\d?)-(?P<m>\d\d?)-(?P<y>\d\d)",
    "m-d-yy": r"(?P<m>\d\d?)-(?P<d>\d\d?)-(?P<y>\d\d)",
    "yy-m-d": r"(?P<y>\d\d)-(?P<m>\d\d?)-(?P<d>\d\d?)",
    "d.m.yy": r"(?P<d>\d\d?)\.(?P<m>\d\d?)\.(?P<y>\d\d)",
}
WORDS = {
    "d-mon-yy": (r"(?P<d>\d\d?)-(?P<m>[A-Za-z]{3})-(?P<y>\d\d)", 3),
    "d-mon-yyyy": (r"(?P<d>\d\d?)-(?P<m>[A-Za-z]{3})-(?P<y>[12]\d{3})", 3),
    "d-month-yyyy": (r"(?P<d>\d\d?)-(?P<m>[A-Za-z]{3,9})-(?P<y>[12]\d{3})", 9),
    "d mon yy": (r"(?P<d>\d\d?) (?P<m>[A-Za-z]{3}) (?P<y>\d\d)", 3),
    "d mon yyyy": (r"(?P<d>\d\d?) (?P<m>[A-Za-z]{3}) (?P<y>[12]\d{3})", 3),
    "d month yyyy": (r"(?P<d>\d\d?) (?P<m>[A-Za-z]{3,9}) (?P<y>[12]\d{3})", 9),
    "mon d, yyyy": (r"(?P<m>[A-Za-z]{3}) (?P<d>\d\d?), (?P<y>[12]\d{3})", 3),
    "month d, yyyy": (r"(?P<m>[A-Za-z]{3,9}) (?P<d>\d\d?), (?P<y>[12]\d{3})", 9),
}


def readings(cell: str) -> dict[str, date]:
    """Return the days that a text may be, by the way in which it is written."""
    bare = re.sub(
        r"[ T]0?0:00(:00(\.0+)?)?( ?(Z|[+-]00(:?00)?))?$", "", cell.strip(SPACE), flags=re.A
    )
    found: dict[str, date | None] = {}
    if re.fullmatch("[12][0-9]{3}-[0-9]{2}-[0-9]{2}", bare):
        found["iso"] = _iso(bare)
    for name, form in DIGITS.items():
        if match := re.fullmatch(form, bare, re.A):
            found[name] = _day(_year(match["y"]), match["m"], match["d"])
    for name, (form, letters) in WORDS.items():
        if match := re.fullmatch(form, bare, re.A):
            names = [m[:letters] for m in MONTHS]
            month = match["m"].lower()
            if month in names:
                number = str(names.index(month) + 1)
                found[name] = _day(_year(match["y"]), number, match["d"])
    for name, digits, of_a_day in (("ms", "11,13", 86_400_000), ("s", "9,10", 86_400)):
        if match := re.fullmatch(rf"(-?[0-9]{{{digits}}})(\.0)?", bare):
            days, rest = divmod(int(match[1]), of_a_day)
            found[name] = None if rest else date(1970, 1, 1) + timedelta(days)
    return {name: day for name, day in found.items() if day}


def _year(text: str) -> str:
    if len(text) > 2:
        return text
    return f"20{text}" if int(text) < 69 else f"19{text}"


def _settled(verdict: Verdict, name: str, type_: str, cells: list[str | None], sep: str) -> None:
    """Read the cells of a column as its type has them, in place."""
    if type_ not in ("date", "integer", "number", "string"):
        return
    before = list(cells)
    if type_ == "string":
        cells[:] = [c and _unguarded(c) for c in cells]
    for n, cell in enumerate(cells):
        if type_ != "string" and cell is not None and cell.strip(SPACE) in {"", *NOT_KNOWN}:
            cells[n] = None
    if type_ == "date":
        _dates(name, cells)
    elif sep == ",":
        found = [c for c in cells if c]
        grouped = [c for c in found if re.fullmatch(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?", c, re.A)]
        commas = [c for c in found if re.fullmatch(r"[+-]?\d*,\d*([eE][+-]?\d+)?", c, re.A)]
        if set(commas) <= set(grouped):
            cells[:] = [c.replace(",", "") if c in grouped else c for c in cells]
    if type_ == "integer":
        cells[:] = [
            c.partition(".")[0]
            if c
            and re.fullmatch(r"[+-]?[0-9]+\.0+", c)
            and not re.fullmatch(r"[+-]?[1-9]\d?\d?\.000", c, re.A)
            else c
            for c in cells
        ]
    if cells != before:
        verdict.converted.add(name)


def _unguarded(text: str) -> str:
    """Return a text without the apostrophe that keeps a spreadsheet from running it."""
    run = text[1:].lstrip("'").lstrip(" \n")[:1]
    return text[1:] if text[:1] == "'" and run and run in "=+-@＝＋－＠\t\r" else text


def _dates(name: str, cells: list[str | None]) -> None:
    """Read dates: years first in any case, others where one way alone fits all that are dates."""
    cells[:] = [c and (_loose(c) or c) for c in cells]
    found = [c for c in cells if c is not None]
    if all(re.fullmatch("[12][0-9]{3}-[0-9]{2}-[0-9]{2}", c) for c in found):
        return
    read = [days for c in found if (days := readings(c))]
    ways = set.intersection(*map(set, read)) if read else set()
    if any(len({days[way] for way in ways}) > 1 for days in read):
        raise RefusedError(f"{name}: which day is which month?")
    if ways:
        way = min(ways)
        cells[:] = [c and (d[way].isoformat() if (d := readings(c)) else c) for c in cells]


def _loose(cell: str) -> str | None:
    """Return a day written with whatever separators, but year first, of this era of years."""
    day = cell[:10].replace("/", "-")
    rest = ("", " 00:00:00+00", " 00:00:00", "T00:00:00", "T00:00:00Z", "T00:00:00.000Z")
    return day if cell[10:] in rest and day[0] in "12" and _iso(day) else None


# Rows
# ----


def _columns(
    verdict: Verdict,
    header: list[str],
    table: dict[int, list[str]],
    types: dict[str, str],
    missing: tuple[str, ...],
    sep: str,
) -> list[tuple[int, Cells]]:
    """Return the rows as cells by name, each column settled."""
    places = [place for place, name in enumerate(header) if name in types]
    names = [_bare(header[place]) for place in places]
    for number, cells in list(table.items()):
        found = [_bare(cells[place]) for place in places]
        if found == names:
            del table[number]
        elif all(name in map(_bare, header) or not name for name in found) and _names(
            found, header
        ):
            raise RefusedError("another header")
    rows: list[tuple[int, Cells]] = [(number, {}) for number in table]
    for place, name in enumerate(header):
        if name not in types:
            continue
        cells = [None if c[place] in missing else c[place] for c in table.values()]
        _settled(verdict, name, types[name], cells, sep)
        for (_, row), cell in zip(rows, cells, strict=True):
            row[name] = cell
    return rows


def _as_they_are(
    verdict: Verdict, header: list[str], table: dict[int, list[str]], sep: str
) -> list[tuple[int, list[Cells]]]:
    assert verdict.contract
    schema = verdict.contract.schema
    types = {f["name"]: f["type"] for f in schema["fields"]}
    missing = tuple(schema.get("missingValues", [""]))
    rows = _once(_columns(verdict, header, table, types, missing, sep))
    return [(number, [row]) for number, row in rows]


def _once(rows: list[tuple[int, Cells]]) -> list[tuple[int, Cells]]:
    """Leave out rows that stand there already."""
    first: dict[Values, int] = {}
    for number, row in rows:
        first.setdefault(tuple(row.values()), number)
    return [(number, row) for number, row in rows if first[tuple(row.values())] == number]


def _mapped(
    verdict: Verdict, header: list[str], table: dict[int, list[str]], sep: str
) -> list[tuple[int, list[Cells]]]:
    made = verdict.format
    assert made
    types = {
        **dict.fromkeys(made.dates, "date"),
        **dict.fromkeys(made.numbers, "number"),
        **dict.fromkeys(made.integers, "integer"),
        **dict.fromkeys(made.texts, "string"),
    }
    names = []
    for name in header:
        known = name.strip().casefold()
        if known not in types and made.others and name.strip():
            known = name.strip()
            types[known] = "number"
        names.append(known)
    rows = []
    trimmed = {
        number: [c.strip(SPACE) if c.strip(SPACE) in made.missing else c for c in cells]
        for number, cells in table.items()
    }
    found = _columns(verdict, names, trimmed, types, made.missing, sep)
    if made.keys:
        for _, cells in found:
            key = re.sub(r"^[\s\ufeff]+|[\s\ufeff]+$", "", cells["portid"] or "").lower()
            cells["portid"] = key or None
        other = f"{made.keys}[0-9]+"
        found = [
            (number, cells)
            for number, cells in found
            if made.rows(cells) is not None or not re.fullmatch(other, cells["portid"] or "")
        ]
    for number, cells in _once(found):
        if made.keys and not re.fullmatch(f"{made.keys}[0-9]+", cells["portid"] or ""):
            verdict.bad[number] = "no key"
            continue
        given = made.rows(cells)
        if given is None:
            continue
        holds = made.holds(cells)
        if holds is None:
            verdict.unsure = True
        elif not holds:
            verdict.bad[number] = "does not hold"
        rows.append((number, [row | {"source_ids": made.source} for row in given]))
    return rows


def _value(column: dict[str, Any], cell: str) -> Any:
    """Return a cell in the type of its column; ValueError where it has another."""
    type_ = column["type"]
    if type_ == "integer" and is_integer(cell):
        return int(cell)
    if type_ == "number" and is_number(cell):
        return float(cell)
    if type_ == "date" and (day := _iso(cell)):
        return day
    if type_ == "boolean":
        yes = column.get("trueValues", ["true", "True", "TRUE", "1"])
        no = column.get("falseValues", ["false", "False", "FALSE", "0"])
        if cell in (*yes, *no):
            return cell in yes
    if type_ == "string":
        return cell
    raise ValueError(f"{cell[:40]!r} is no {type_}")


def _checked(column: dict[str, Any], cell: str | None, is_key: bool) -> Any:
    """Return a cell in its type; ValueError where its column does not allow it."""
    rules = column.get("constraints", {})
    name = column["name"]
    if cell is None:
        if rules.get("required") or is_key:
            raise ValueError(f"{name} is empty")
        return None
    value = _value(column, cell)
    if "enum" in rules and value not in [_value(column, str(v)) for v in rules["enum"]]:
        raise ValueError(f"{name}: enum")
    for word, is_beyond in (("minimum", lambda v, m: v < m), ("maximum", lambda v, m: v > m)):
        if word in rules:
            limit = rules[word]
            if isinstance(value, date):
                limit = date.fromisoformat(limit)
            if is_beyond(value, limit):
                raise ValueError(f"{name}: {word}")
    if "pattern" in rules and not re.fullmatch(rules["pattern"], cell, re.ASCII):
        raise ValueError(f"{name}: pattern")
    items = column.get("items", {})
    if "enum" in items and not set(cell.split(items["delimiter"])) <= set(items["enum"]):
        raise ValueError(f"{name}: items")
    return value


def _rules(
    verdict: Verdict, rows: list[tuple[int, list[Cells]]], known: dict[str, Contract]
) -> None:
    """Sort the rows into good and bad: first cell by cell, then across rows."""
    contract = verdict.contract
    assert contract
    for number, given in rows:
        values = []
        for cells in given:
            try:
                values.append(
                    tuple(
                        _checked(f, cells.get(f["name"]), f["name"] in contract.key)
                        for f in contract.schema["fields"]
                    )
                )
            except ValueError as error:
                verdict.bad.setdefault(number, str(error))
        if number not in verdict.bad:
            verdict.good += [(number, row) for row in values]
    while found := next(filter(None, _across(verdict, contract, known)), None):
        verdict.bad |= found
        verdict.good = [(n, row) for n, row in verdict.good if n not in verdict.bad]


def _across(
    verdict: Verdict, contract: Contract, known: dict[str, Contract]
) -> Iterator[dict[int, str]]:
    """Yield the rows that break each rule across rows, rule by rule."""
    good = verdict.good
    yield _repeated(good, contract.key_of, "key")
    keys = {contract.key_of(row) for _, row in good}
    for f in contract.schema["fields"]:
        if f.get("constraints", {}).get("unique") and [f["name"]] != contract.key:
            place = contract.columns.index(f["name"])
            yield _repeated(good, lambda row, at=place: (row[at],), "unique")
            taken = {row[place] for row in contract.stored if contract.key_of(row) not in keys}
            yield {n: "taken" for n, row in good if row[place] in taken - {None}}
    if contract.period:
        yield _shared(good, contract)
    references = [
        (k["fields"], k["reference"]["resource"] or contract.name, k["reference"]["fields"], None)
        for k in contract.schema.get("foreignKeys", [])
    ]
    for f in contract.schema["fields"]:
        if found := f.get("items", {}).get("reference"):
            if verdict.format and found["resource"] == "sources":
                continue
            delimiter = f["items"]["delimiter"]
            references.append(([f["name"]], found["resource"], [found["field"]], delimiter))
    for fields, other, others, delimiter in references:
        there = known[other]
        rows = list(there.stored) + [row for _, row in good] * (other == contract.name)
        places = [there.columns.index(c) for c in others]
        targets = {tuple(row[p] for p in places) for row in rows}
        here = [contract.columns.index(c) for c in fields]
        bad = {}
        for number, row in good:
            value = tuple(row[p] for p in here)
            if None in value:
                continue
            items = [(v,) for v in value[0].split(delimiter)] if delimiter else [value]
            if not set(items) <= targets:
                bad[number] = f"{fields} stands for nothing"
        yield bad


def _repeated(
    good: list[tuple[int, Values]], key: Callable[[Values], Values], why: str
) -> dict[int, str]:
    numbers = defaultdict(list)
    for number, row in good:
        if None not in key(row):
            numbers[key(row)].append(number)
    return {n: why for alike in numbers.values() if len(alike) > 1 for n in alike}


def _claims(contract: Contract, row: Values) -> set[Values]:
    """Return the days that a row stands for, each with the rest of its key."""
    assert contract.period
    start = row[contract.columns.index(contract.period["start"])]
    days = row[contract.columns.index(contract.period["days"])]
    rest = tuple(
        row[contract.columns.index(c)] for c in contract.key if c != contract.period["start"]
    )
    return {(*rest, start + timedelta(n)) for n in range(1 if days == 1 else 7)}


def _shared(good: list[tuple[int, Values]], contract: Contract) -> dict[int, str]:
    holders = defaultdict(set)
    for number, row in good:
        for claim in _claims(contract, row):
            holders[claim].add((number, contract.key_of(row)))
    return {
        number: "a day stands twice"
        for held in holders.values()
        if len({key for _, key in held}) > 1
        for number, _ in held
    }


# The store
# ---------


def after(contract: Contract, rows: list[Values]) -> list[Values]:
    """Return what the table holds when rows are put in by key, the finer record of days first."""
    old = {contract.key_of(row): row for row in contract.stored}
    new = {contract.key_of(row): row for row in rows}
    if contract.period:
        for key, row in list(new.items()):
            claims = _claims(contract, row)
            met = [k for k, r in old.items() if claims & _claims(contract, r)]
            if any(len(_claims(contract, old[k])) < len(claims) for k in met if k in old):
                del new[key]
        for row in new.values():
            claims = _claims(contract, row)
            for key in [k for k, r in old.items() if claims & _claims(contract, r)]:
                del old[key]
    return list((old | new).values())
