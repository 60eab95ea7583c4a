"""A workbook of rows, read back from its XML: typed cells, and no text that is run or linked."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from xml.etree import ElementTree

import pandas as pd
import pytest

from dashboard.kit.charts.base import Chart
from dashboard.kit.ui import data
from dashboard.kit.ui.sharing import workbook as made
from dashboard.settings import Settings
from tests.test_formulas import HOSTILE

# Streamlit says so of every script that runs outside its server.
pytestmark = pytest.mark.filterwarnings("ignore:.*ScriptRunContext")

NAMES = {"": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
SOURCE = "github-com-80b788"


@pytest.fixture(autouse=True)
def on_data(built: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("REDSEA_STORE", str(built.store))
    data.chosen.cache_clear()
    data.begin()
    yield
    data.chosen.cache_clear()


@dataclass
class Book:
    """A workbook as it lies in its file: parts by name, and the cells of each sheet."""

    parts: dict[str, str]

    @classmethod
    def read(cls, content: bytes) -> Book:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return cls({name: archive.read(name).decode() for name in archive.namelist()})

    @property
    def sheets(self) -> list[str]:
        return re.findall(r'<sheet name="(.*?)"', self.parts["xl/workbook.xml"])

    def cells(self, name: str) -> list[list[object]]:
        """Return the cells of a sheet: texts, numbers, days or times by their format, or None."""
        shared = [
            "".join(part.itertext())
            for part in ElementTree.fromstring(self.parts["xl/sharedStrings.xml"])
        ]
        styles = ElementTree.fromstring(self.parts["xl/styles.xml"])
        codes = {
            f.get("numFmtId"): f.get("formatCode") for f in styles.iterfind(".//numFmt", NAMES)
        }
        forms = [codes.get(xf.get("numFmtId")) for xf in styles.iterfind("cellXfs/xf", NAMES)]
        sheet = self.parts[f"xl/worksheets/sheet{1 + self.sheets.index(name)}.xml"]
        found = []
        for row in ElementTree.fromstring(sheet).iterfind(".//row", NAMES):
            line: list[object] = []
            for cell in row:
                at = ord(cell.attrib["r"][0]) - ord("A")
                line += [None] * (at - len(line))
                value = cell.findtext("v", namespaces=NAMES)
                if value is None or cell.get("t") == "s":
                    line.append(None if value is None else shared[int(value)])
                    continue
                form = forms[int(cell.get("s", "0"))]
                time = pd.Timestamp("1899-12-30") + timedelta(days=float(value))
                line.append(float(value) if form is None else time if "hh" in form else time.date())
            found.append(line)
        return found


def book(rows: pd.DataFrame, title: str = "Ships", note: str = "", events: int = 0) -> Book:
    days = pd.to_datetime(["2023-11-19"] * events)
    drawn = pd.DataFrame({"date": days, "title": ["=Seized"] * events, "source_ids": ""})
    chart = Chart("ships", title, None, "", rows, note)
    return Book.read(made.workbook(chart, drawn, "all ships", "http://x.example/?a=1"))


def test_cells_have_their_types_and_titles_their_units() -> None:
    rows = pd.DataFrame(
        {
            "usd_per_feu": [1413.5, None],
            "ships": [3, -4],
            "date": pd.to_datetime(["2024-01-05", None]),
            "loaded_at": pd.to_datetime(["2024-01-02 10:30", "2024-01-03"], format="ISO8601"),
            "is_weekly": [True, False],
            "flags": [["a", "b"], []],
            "source_ids": [SOURCE, ""],
        }
    )
    rows.attrs["reads"] = ("freight_rates",)
    found = book(rows)
    assert found.sheets == ["Rows", "Sources", "About"]
    assert found.cells("Rows") == [
        ["Spot rate, USD/FEU", "Ships", "Assessment date", "When", "Is weekly", "Flags", "Sources"],
        [1413.5, 3.0, date(2024, 1, 5), pd.Timestamp("2024-01-02 10:30"), "yes", "a|b", SOURCE],
        [None, -4.0, None, pd.Timestamp("2024-01-03"), "no", "", ""],
    ]
    titles, (key, speaker, *_, address) = found.cells("Sources")
    assert titles == ["Key", "Who says so", "Publisher", "Read", "Kind", "Address"]
    assert (key, speaker) == (SOURCE, "IMF PortWatch")
    assert str(address).startswith("https://")


def test_no_text_is_a_formula_or_a_link() -> None:
    rows = pd.DataFrame({"=name": [*HOSTILE, "http://x.example"], "source_ids": SOURCE})
    found = book(rows, "=1+1", "-note", events=1)
    texts = [line[0] for line in found.cells("Rows")[1:]]
    same = {"\r": "_x000D_"}  # how the format writes what XML would not keep
    assert texts == [text.replace("\r", same["\r"]) for text in [*HOSTILE, "http://x.example"]]
    whole = "".join(found.parts.values())
    for mark in ("<f>", "<f ", "hyperlink", "externalLink"):
        assert mark not in whole


def test_a_workbook_says_what_it_holds() -> None:
    rows = pd.DataFrame({"ships": [1], "source_ids": [SOURCE]})
    about = book(rows, "One ship", "As counted.", events=2).cells("About")
    assert about[0] == ["What", "Of these rows"]
    assert about[1:6] == [
        ["Title", "One ship"],
        ["Filters", "all ships"],
        ["Data version", 1.0],
        ["Note", "As counted."],
        ["Link", "http://x.example/?a=1"],
    ]
    assert about[6][1] == (
        "Transits: IMF PortWatch (https://portwatch.imf.org), UN Global Platform AIS."
    )
    assert about[7:] == [[date(2023, 11, 19), "Event: =Seized"]] * 2


def test_more_rows_than_a_sheet_holds_are_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(made, "MOST_ROWS", 20)
    rows = pd.DataFrame({"ships": range(25), "source_ids": SOURCE})
    found = book(rows)
    assert len(found.cells("Rows")) == 21
    assert ["Rows", "The first 20 of 25; the CSV holds all."] in found.cells("About")


def test_a_text_is_cut_where_a_cell_ends() -> None:
    found = book(pd.DataFrame({"text": ["x" * 40_000], "source_ids": [SOURCE]}))
    assert found.cells("Rows")[1][0] == "x" * 32_767
