"""What nobody checked is never 0: periods before, across and after each record, in query and page.

The days of each record are read from data/coverage.csv, the words are written here by hand.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import contracts, desk, queries, store
from dashboard.kit.charts.base import Chart
from dashboard.kit.charts.coverage import Coverage, read
from dashboard.settings import HOME, Settings
from tests import places
from tests.given import asker, open_store, required

pytestmark = pytest.mark.filterwarnings("ignore:.*ScriptRunContext")

with (HOME / "data" / "coverage.csv").open(encoding="utf-8") as _file:
    RECORDS = {row["dataset"]: row for row in csv.DictReader(_file)}

DAY = timedelta(days=1)

Ask = Callable[..., pd.DataFrame]
Page = Callable[..., AppTest]


def checked(dataset: str) -> tuple[date, date]:
    """Return the first and the last day that a dataset was checked, on further ground as well."""
    row = RECORDS[dataset]
    until = max(row["covers_until"], row["further_until"])
    return date.fromisoformat(row["covers_from"]), date.fromisoformat(until)


def said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


@pytest.fixture
def bundled(bundled_store: Path) -> Ask:
    """Return a function that runs a named query on the bundled data."""
    return partial(queries.run, store.reader(bundled_store).cursor())


# The mechanism.


@pytest.mark.parametrize("dataset", RECORDS)
def test_how_each_record_covers_a_period(bundled: Ask, dataset: str) -> None:
    first, last = checked(dataset)
    end = date.fromisoformat(RECORDS[dataset]["covers_until"])

    def status(start: date | None, stop: date | None) -> tuple[Any, ...]:
        rows = bundled("lists/coverage_of_period", start=start, end=stop).set_index("dataset")
        row = rows.loc[dataset]
        days = [
            None if pd.isna(row[c]) else row[c].date() for c in ("covered_from", "covered_until")
        ]
        return (row["coverage_status"], *days)

    assert status(first - 40 * DAY, first - DAY) == ("before", None, None)
    assert status(first - DAY, first) == ("partly", first, first)
    assert status(first, first + DAY) == ("covered", first, first + DAY)
    assert status(end - DAY, end) == ("covered", end - DAY, end)
    assert status(end, last + DAY) == ("partly", end, end)
    assert status(last + DAY, last + 40 * DAY) == ("after", None, None)
    assert status(None, None) == ("covered", first, end)
    assert status(first - DAY, last + DAY) == ("partly", first, end)
    assert status(None, first - DAY) == ("before", None, None)
    assert status(last + DAY, None) == ("after", None, None)


BOTH = [
    name
    for name in queries.names()
    if name.startswith(("facts/", "charts/"))
    and {"start", "end"} <= set(queries.load(name).parameters)
]


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("year", [1990, 2034])
def test_no_query_answers_with_0_for_days_that_nobody_checked(
    bundled: Ask, name: str, year: int
) -> None:
    days = {"start": f"{year}-01-01", "end": f"{year}-12-31", "importance": 1}
    rows = bundled(name, days, **required(name))
    zeros = {column for column in rows if rows[column].eq(0).any() and rows[column].dtype != bool}
    assert zeros == set()


HEADLINES = {
    "attacks": ("facts/attack_headline", "attacks"),
    "port_events": ("facts/port_strikes_headline", "strikes"),
}


@pytest.mark.parametrize("dataset", HEADLINES)
def test_headlines_before_across_and_after_the_record(bundled: Ask, dataset: str) -> None:
    name, count = HEADLINES[dataset]
    first, last = checked(dataset)

    def answer(start: date, end: date) -> pd.Series[Any]:
        return bundled(name, start=start, end=end).iloc[0]

    for start, end, status in (
        (first - 30 * DAY, first - DAY, "before"),
        (last + DAY, last + 30 * DAY, "after"),
    ):
        row = answer(start, end)
        assert pd.isna(row[count])
        days = [row[column].date() for column in ("checked_from", "checked_until")]
        assert (row["coverage_status"], days) == (status, [first, last])
    across = answer(first - 30 * DAY, first)
    assert (across["coverage_status"], across["covered_from"].date()) == ("partly", first)
    assert across[count] >= 1  # both records begin with a row
    quiet = answer(date(2026, 2, 1), date(2026, 2, 28))
    assert (quiet["coverage_status"], quiet[count]) == ("covered", 0)


def test_rows_later_than_the_check_are_counted_and_the_days_between_are_not_0() -> None:
    ask = asker(
        open_store(
            coverage=[
                {"dataset": "attacks", "covers_from": "2024-01-01", "covers_until": "2024-02-10"}
            ],
            attacks=[
                {"incident_id": "A1", "date": "2024-01-05", "outcome": "sunk", "source_ids": "s"},
                {"incident_id": "A2", "date": "2024-04-20", "outcome": "sunk", "source_ids": "t"},
            ],
        )
    )
    columns = "attacks coverage_status covered_from covered_until"
    headline = "facts/attack_headline"
    beyond = {"start": "2024-04-01", "end": "2024-04-30"}
    assert ask(headline, columns, **beyond) == [(1, "after", None, None)]
    assert ask(headline, columns, **beyond, outcomes=["damaged"]) == [(None, "after", None, None)]
    assert ask(headline, columns, start="2024-03-01", end="2024-03-31") == [
        (None, "after", None, None)
    ]
    assert ask(headline, columns, start="2024-02-01", end="2024-03-31") == [
        (0, "partly", date(2024, 2, 1), date(2024, 2, 10))
    ]
    # The months between are missing, those of the check are 0.
    assert ask("charts/attacks_by_month", "month attacks") == [
        (date(2024, 1, 1), 1), (date(2024, 2, 1), 0), (date(2024, 4, 1), 1),
    ]  # fmt: skip
    weeks = ask(
        "charts/crisis_by_week", "week attacks_in_week", start="2024-02-08", end="2024-02-29"
    )
    assert weeks == [(date(2024, 2, 5), 0)]
    # The latest twelve months reach the last attack, and say how far of them was checked.
    columns = "first_day last_day attacks coverage_status covered_until"
    assert ask("facts/attacks_latest_year", columns) == [
        (date(2023, 4, 21), date(2024, 4, 20), 2, "partly", date(2024, 2, 10))
    ]
    assert ask("facts/attacks_latest_year", columns, end="2023-12-31") == [
        (date(2023, 1, 1), date(2023, 12, 31), None, "before", None)
    ]


# The words.

KNOWN = Coverage(
    "covered", date(2024, 1, 1), date(2024, 12, 31), date(2023, 11, 19), date(2026, 10, 9)
)


@pytest.mark.parametrize(
    ("change", "outside", "note"),
    [
        ({}, False, ""),
        ({"status": "before"}, True, "Record begins 19 November 2023."),
        ({"status": "after"}, True, "Not checked after 9 October 2026."),
        ({"status": "unknown", "checked_from": None}, True, "No day of check on record."),
        ({"status": "partly", "start": date(2023, 10, 7)}, False,
         "Record begins 19 November 2023."),
        ({"status": "partly", "end": date(2026, 10, 10)}, False, "Checked to 9 October 2026."),
        (
            {"status": "partly", "start": date(2023, 1, 1), "end": date(2027, 1, 1)},
            False,
            "Record begins 19 November 2023, checked to 9 October 2026.",
        ),
        (
            {"status": "partly", "end": date(2026, 11, 1), "further_ground": "Yemen",
             "further_until": date(2026, 10, 20)},
            False,
            "Checked to 9 October 2026 (Yemen to 20 October 2026).",
        ),
        (
            {"status": "after", "further_until": date(2026, 10, 20)},
            True,
            "Not checked after 20 October 2026.",
        ),
    ],
)  # fmt: skip
def test_words(change: dict[str, Any], outside: bool, note: str) -> None:
    known = replace(KNOWN, **change)
    assert (known.is_outside, known.note) == (outside, note)


def test_words_on_charts_and_counts() -> None:
    empty = Chart("k", "T", None, "No chart.", pd.DataFrame())
    drawn = Chart("k", "T", {"data": []}, "A chart.", pd.DataFrame(), "Bars.")
    before = replace(KNOWN, status="before")
    partly = replace(KNOWN, status="partly", end=date(2027, 1, 1))
    assert KNOWN.on(empty).absence == empty.absence
    assert KNOWN.on(drawn) == drawn
    assert before.on(empty).absence == (
        "Record begins 19 November 2023. Choose other days in the sidebar."
    )
    unknown = replace(KNOWN, status="unknown", checked_from=None)
    assert unknown.on(empty).absence == "No day of check on record."  # no other day would help
    assert before.on(drawn).note == "Bars. Record begins 19 November 2023."
    ended = partly.on(replace(drawn, method="Bars are months."))
    assert (ended.note, ended.method) == ("Bars.", "Bars are months. Checked to 9 October 2026.")
    both = replace(partly, start=date(2023, 1, 1)).on(drawn)
    assert both.note == "Bars. Record begins 19 November 2023."
    assert both.method == "Record begins 19 November 2023, checked to 9 October 2026."
    assert partly.on(empty).absence == f"{empty.absence} Checked to 9 October 2026."
    assert [KNOWN.counted(0, "quote"), before.counted(0, "quote"), before.counted(1, "quote")] == [
        "0 quotes", "Quotes", "1 quote",
    ]  # fmt: skip
    assert read(None, KNOWN.start, KNOWN.end).status == "unknown"


# The pages.

SECTIONS = {
    "overview": {"": ("attacks", "transits", "freight_rates", "port_imports")},
    "attacks": {
        "By month": ("attacks",),
        "Map": ("attacks",),
        "Ships and weapons": ("attacks",),
        "List": ("attacks",),
    },
    "rerouting": {
        "Transits": ("transits",),
        "Classes and cargo": ("transits",),
        "Delays": ("delays",),
        "Carriers": ("carrier_actions",),
    },
    "costs": {
        "Spot rates": ("freight_rates",),
        "Asia-Europe premium": ("freight_rates",),
        "Cost components": ("cost_components",),
    },
    "hodeidah": {
        "Imports": ("port_imports", "port_events"),
        "Strikes and capacity": ("port_events",),
        "Shares and statements": ("port_imports",),
        "AIS and inspection": ("port_imports",),
    },
    "impact": {"Interventions": ("attacks",), "Record of attacks": ("attacks",)},
}
"""Page -> section -> datasets of which it must say how far they were checked."""

SHOWN = [
    (page, section, datasets)
    for page, sections in SECTIONS.items()
    for section, datasets in sections.items()
]


def texts(app: AppTest) -> str:
    """Return all that a page says outside of its figures and its line of checks."""
    said = [
        *places.small(app),
        *places.folded(app),
        *(e.value for kind in (app.info, app.markdown) for e in kind),
    ]
    return "\n".join(words for words in said if not words.startswith("Data to: "))


def zeros(app: AppTest) -> list[str]:
    """Return what a page says is 0 or none: cards, titles and findings."""
    found = [m.label for m in places.cards(app) if m.value.startswith(("0", "none"))]
    lines = [line for m in app.markdown for line in m.value.splitlines()]
    heads = [line for line in lines if line.startswith(("## ", "- :small["))]
    return found + [h for h in heads if any(w in h for w in (" 0 ", "No ", "none"))]


@pytest.mark.parametrize(("page", "section", "datasets"), SHOWN)
def test_pages_before_the_record(
    visit: Page, page: str, section: str, datasets: tuple[str, ...]
) -> None:
    app = visit(page, period=["2012-01-01", "2012-12-31"], **({page: section} if section else {}))
    for dataset in datasets:
        first, _ = checked(dataset)
        assert f"ecord begins {said(first)}" in texts(app), dataset
    whole = "## “Ban on Saudi ships”: 11 attacks"  # of the whole record, it says
    assert [z for z in zeros(app) if not z.startswith(whole)] == []


@pytest.mark.parametrize(
    ("page", "section", "datasets"),
    [shown for shown in SHOWN if shown[0] in ("overview", "rerouting", "hodeidah")]
    + [("costs", "Spot rates", ("freight_rates",))],
)
def test_pages_after_the_check(
    visit: Page, page: str, section: str, datasets: tuple[str, ...]
) -> None:
    """Of 8 and 9 October 2026 the attacks alone were checked, and the costs of 8 October."""
    app = visit(page, period=["2026-10-08", "2026-10-09"], **({page: section} if section else {}))
    for dataset in datasets:
        if dataset != "attacks":
            _, last = checked(dataset)
            assert f"ot checked after {said(last)}" in texts(app), dataset
    allowed = ["Sunk · killed", "- :small[**No attack** on a merchant ship"]
    assert [z for z in zeros(app) if not z.startswith(tuple(allowed))] == []


@pytest.mark.parametrize(("page", "section", "datasets"), SHOWN[1:])
def test_pages_across_the_edges(
    visit: Page, page: str, section: str, datasets: tuple[str, ...]
) -> None:
    app = visit(page, period=["2012-01-01", "2026-10-09"], **({page: section} if section else {}))
    for dataset in datasets:
        first, last = checked(dataset)
        edges = f"ecord begins {said(first)}"
        edges += f", checked to {said(last)}" if last < date(2026, 10, 9) else ""
        assert edges in texts(app), dataset


def test_attacks_after_their_check(built: Settings, visit: Page, tmp_path: Path) -> None:
    """The check of the attacks is set back by a load: what lies after it is known in part."""
    rows = [dict(row) for row in RECORDS.values() if row["dataset"] == "attacks"]
    rows[0]["covers_until"] = "2026-09-30"
    file = tmp_path / "coverage.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    package = contracts.load_package(built.data)
    desk.load(built, package, package.dataset("coverage"), file)

    nothing = visit("attacks", period="2026-10-08")
    assert {m.value for m in places.cards(nothing)} == {"–"}
    assert [i.value for i in nothing.info] == [
        "Not checked after 30 September 2026. Choose other days in the sidebar."
    ]
    overview = visit("overview", period="2026-10-08")
    assert places.cards(overview)[3].value == "–"
    assert "**Attacks:** not checked after 30 September 2026." in texts(overview)

    found = visit("attacks", period=["2026-10-01", "2026-10-08"])
    with (HOME / "data" / "attacks.csv").open(encoding="utf-8") as attacks:
        later = [r for r in csv.DictReader(attacks)
                 if r["date"] > "2026-09-30" and r["outcome"] != "claimed only"]  # fmt: skip
    assert len(later) > 0
    assert places.cards(found)[0].value == str(len(later))
    assert "Not checked after 30 September 2026." in texts(found)
