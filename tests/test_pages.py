"""The pages run on the bundled data, with filters from the URL, without an exception."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import store
from dashboard.kit.ui import folded
from dashboard.settings import Settings
from tests import places
from tests.conftest import LOADS

Page = Callable[..., AppTest]

# Streamlit says so of every script that runs outside its server.
pytestmark = pytest.mark.filterwarnings("ignore:.*ScriptRunContext")


@pytest.fixture
def page(visit: Page) -> Page:
    """Return a function that runs a page with query parameters."""
    return visit


def headline(app: AppTest) -> list[str]:
    """Return attacks, sunk, hijacked, killed, detained, month of the last."""
    return [metric.value for metric in places.cards(app)]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, "135 5 1 15 36 Oct 2026"),
        ({"claimed": "true"}, "193 5 1 15 36 Oct 2026"),
        ({"period": ["2023-11-01", "2024-10-01"]}, "107 2 1 4 25 Oct 2024"),
        ({"period": ["2023-11-19", "2023-11-19"]}, "1 0 1 0 25 Nov 2023"),
        ({"period": "2024-07-20"}, "1 0 0 0 0 Jul 2024"),  # one date is one day
        ({"period": ["soon", "later"], "claimed": "perhaps"}, "135 5 1 15 36 Oct 2026"),
    ],
)
def test_headline(page: Page, chosen: dict[str, Any], expected: str) -> None:
    assert " ".join(headline(page("attacks", **chosen))) == expected


@pytest.mark.parametrize(
    ("chosen", "attacks", "words"),
    [
        ({"outcome": "sunk"}, "5", "outcome: sunk"),
        ({"area": ["Gulf of Aden", "Port"]}, "46", "area: Gulf of Aden, Port"),
        (
            {"flag": "unknown", "confidence": "confirmed"},
            "15",
            "confidence: confirmed; flag: unknown",
        ),
        ({"flag": "Liberia"}, "27", "flag: Liberia"),
    ],
)
def test_own_filters_of_the_attacks(
    page: Page, chosen: dict[str, Any], attacks: str, words: str
) -> None:
    app = page("attacks", attacks="List", **chosen)
    assert headline(app)[0] == attacks
    assert app.dataframe[0].value.shape[0] == int(attacks)
    (shown,) = [c.value for c in app.caption if c.value.startswith("Shown: ")]
    assert shown.endswith(words)


def test_nothing_fits_and_the_page_says_what_to_relax(page: Page) -> None:
    app = page("attacks", outcome="sunk", area="Port")
    assert headline(app) == ["0", "0", "0", "0", "0", "none"]
    assert [info.value for info in app.info] == [
        "No attack fits these filters. Clearing area shows 5 attacks."
    ]
    assert not app.dataframe


def test_link_to_what_the_data_do_not_have_says_so(page: Page) -> None:
    app = page("attacks", weapon=["nothing", "gunfire"], flag="ZZZ")
    assert [w.value for w in app.warning] == [
        "The link asks for weapon 'nothing', flag 'ZZZ', which the data do not have; it is left"
        " out."
    ]
    assert headline(app)[0] == "8"


def test_shared_filters_of_a_link_that_cannot_be_used_are_named(page: Page) -> None:
    app = page(
        period=["soon", "2024-05-01"], events="Foo", claimed="perhaps", baseline="1990-01-01"
    )
    assert [w.value for w in app.warning] == [
        "The link asks for events 'Foo', claimed 'perhaps', period 'soon', baseline '1990-01-01',"
        " which cannot be used; the default stands instead. Days go from 2011-01-01 to 2026-10-09."
    ]


def test_stale_records_say_so(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import date

    from dashboard.kit.ui import data

    said = []
    for today in (date(2026, 12, 8), date(2026, 12, 9)):
        monkeypatch.setattr(data, "today", lambda today=today: today)
        (line,) = [c.value for c in page("attacks").main.caption if c.value.startswith("Data to")]
        said.append(line)
    assert said[0].startswith(r"Data to: attacks 9 Oct 2026, events\* ")
    assert said[1].startswith(r"Data to: attacks\* 9 Oct 2026, events\* ")
    assert all(line.endswith(r" \* overdue.") for line in said)


def test_sources_lists_datasets_columns_sources_and_loads(page: Page) -> None:
    def frame(**asked: str) -> tuple[AppTest, pd.DataFrame]:
        app = page("sources", **asked)
        (shown,) = app.dataframe
        return app, shown.value

    _, datasets = frame()
    assert datasets.shape[0] == LOADS
    _, columns = frame(sources="Dictionary", dataset="Weekly transits")
    assert list(columns["field"]) == [
        "week_start", "days", "chokepoint", "vessel_class", "transits", "trade_volume_t",
        "source_ids",
    ]  # fmt: skip
    _, sources = frame(sources="Sources", source="crisisgroup")
    assert set(sources["publisher"]) == {"International Crisis Group"}
    _, loads = frame(sources="Loads")
    assert loads.shape[0] == LOADS
    assert loads["rows_added"].sum() == datasets["rows"].sum()
    app = page("sources", sources="Revisions")
    assert "No load has changed a value yet" in app.info[-1].value


def test_sources_says_the_rules_of_all_charts(page: Page) -> None:
    """What "How to read this" leads to, under every chart."""
    link = re.search(r'href="(\w+)\?(\w+)=(\w+)"', folded.as_html("Dots."))
    assert link
    app = page(link[1], **{link[2]: link[3]})
    assert [header.value for header in app.header] == [
        "Weeks", "Baselines", "Events", "Attacks", "What was checked", "Gaps", "Ships counted",
        "Freight rates", "Statements of others",
    ]  # fmt: skip


# A damaged version
# -----------------


def publish_another(folder: Path) -> Path:
    """Publish a version that differs in nothing but its number, and return its file."""
    with store.writing(folder, 5) as draft:
        return folder / f"redsea-{draft.number}.duckdb"


def spoil(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(path.stat().st_size))


def banners(app: AppTest) -> list[str]:
    return [warning.value for warning in app.warning if "cannot be read" in warning.value]


SHOWN = (
    "Version 1 of the data is shown: a newer one cannot be read. Those who run this dashboard find"
    " the reason, and the way out, in its log."
)


def test_pages_go_on_with_the_newest_version_that_is_whole(page: Page, built: Settings) -> None:
    spoil(publish_another(built.store))
    app = page("attacks")
    assert banners(app) == [SHOWN]
    assert " ".join(headline(app)) == "135 5 1 15 36 Oct 2026"
    current = built.store / "CURRENT"
    current.write_text(current.read_text().partition("\n")[2])  # the way out
    assert banners(app.run()) == []


def test_damage_that_a_page_meets_at_work(page: Page, built: Settings) -> None:
    new = publish_another(built.store)
    app = page("sources")
    assert banners(app) == []
    assert "Data version 2." in app.sidebar.caption[-1].value
    spoil(new)
    app.switch_page("dashboard/topics/attacks/attacks.py").run()
    assert banners(app) == [SHOWN]
    assert "Data version 1." in app.sidebar.caption[-1].value
    assert " ".join(headline(app)) == "135 5 1 15 36 Oct 2026"
