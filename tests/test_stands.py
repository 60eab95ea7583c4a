"""Pages stand on whatever the loader accepts, and say in whole sentences what is missing.

`make test` tries a cut: every place where each dataset has one row, and where no column that may be
empty has anything; and for each dataset a few places that read it, without its rows. `make soak`
(`SOAK_PAGES`) tries the product: every place with each dataset in turn without a row, cut to its
first and to its last row, and with each column in turn empty that may be.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import contracts, queries
from dashboard.settings import HOME
from tests import packages, places
from tests.packages import Tables
from tests.places import Place

# Streamlit says so of every script that runs outside its server.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:.*ScriptRunContext")]

PACKAGE = contracts.load_package(HOME / "data")
TABLES = packages.filled(PACKAGE)
OPTIONAL = packages.optional(TABLES, PACKAGE)
SOAKS = "SOAK_PAGES" in os.environ


MOST = 2
"""Places that are opened without the rows of a dataset that they read, where nothing soaks."""


def bare() -> Tables:
    """Return rows with nothing but what they must have, and ports under other names."""
    tables = packages.blank(TABLES, PACKAGE, OPTIONAL)
    return packages.changed(tables, PACKAGE, "ports", "port", lambda port: f"{port} (renamed)")


CASES: dict[str, Callable[[], Tables]] = {
    "one row in each": lambda: packages.few(TABLES, PACKAGE),
    "nothing optional, ports renamed": bare,
}
if SOAKS:
    CASES |= {
        f"{name} {words}": lambda name=name, change=change: change(TABLES, PACKAGE, name)
        for name in PACKAGE.datasets
        for words, change in {
            "emptied": packages.emptied,
            "cut to the first row": lambda *of: packages.cut(*of, 0),
            "cut to the last row": lambda *of: packages.cut(*of, -1),
        }.items()
    } | {
        f"nothing in {name}.{field}": lambda column=(name, field): packages.blank(
            TABLES, PACKAGE, [column]
        )
        for name, field in OPTIONAL
    }


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        ("st.info('No attack.')", []),
        ("1 / 0", ["division by zero at "]),
        ("st.error('Gone.')", ["error: Gone."]),
        ("st.error('No port; load the rows into the dataset ports.')", []),
        ("st.markdown('words alone')", ["nothing stands on the page"]),
        ("st.metric('Share', 'nan %')", ["not a word in metric: …nan %…"]),
        ("st.info('Since None, 1 ships.')", ["not a word in info: …Since None, 1 ships.…",
                                             "a plural in info: …Since None, 1 ships.…"]),
        ("st.info('The rule.')\nst.code('case when null then null', language='sql')", []),
        ("st.warning('No day of .')", ["a hole in warning: …No day of .…"]),
        ("st.dataframe({'A': ['NaT of 1 rows']})", ["not a word in dataframe: …NaT of 1 rows…"]),
        ("from dashboard.kit.ui import drawing\n"
         "trace = {'text': ['<b>inf</b>'], 'ids': ['inf']}\n"
         "drawing.draw({'data': [trace], 'layout': {'height': 9}}, 'key', 'alt')",
         ["not a word in chart: …<b>inf</b>…"]),
    ],
)  # fmt: skip
def test_faults_are_seen(drawn: str, expected: list[str]) -> None:
    with places.in_full():
        app = AppTest.from_string(f"import streamlit as st\n{drawn}").run()
    assert places.faults(app) == expected


@pytest.mark.parametrize("case", CASES)
def test_every_place_stands(case: str, tmp_path: Path) -> None:
    found = {}
    with places.reading(packages.write(CASES[case](), PACKAGE, tmp_path)), places.unfolded():
        for place in places.everywhere():
            found[str(place)] = places.faults(places.go(place))
    shutil.rmtree(tmp_path)  # there are hundreds where it soaks
    assert _told(found) == ""


def test_places_stand_without_the_rows_that_they_read(tmp_path: Path) -> None:
    found: dict[str, list[str]] = {}
    asked: dict[Place, set[str]] = {}
    whole = packages.write(TABLES, PACKAGE, tmp_path / "all")
    with places.reading(whole):
        for place in places.everywhere():
            app, asked[place] = places.asking(place)
            found[str(place)] = places.faults(app)
    assert len(asked) > 2 * len(places.PAGES)  # pages have sections
    for number, group in enumerate(_groups(asked)):
        tables = TABLES
        for loss in group:
            tables = packages.emptied(tables, PACKAGE, loss.dataset)
        with places.reading(packages.write(tables, PACKAGE, tmp_path / str(number), whole)):
            for loss in group:
                for place in loss.opened:
                    found[f"{place} without {loss.dataset}"] = places.faults(places.go(place))
    shutil.rmtree(tmp_path)
    assert _told(found) == ""


@dataclass(frozen=True)
class Loss:
    """A dataset without its rows: the places that are opened, and all that miss something."""

    dataset: str
    opened: list[Place]
    missing: set[Place]


def _groups(asked: dict[Place, set[str]]) -> list[list[Loss]]:
    """Return the losses in groups that one package can have: no place opened misses two."""
    groups: list[list[Loss]] = []
    for loss in map(partial(_loss, asked), PACKAGE.datasets):
        for group in groups:
            if not any(_meet(loss, other) or _meet(other, loss) for other in group):
                group.append(loss)
                break
        else:
            groups.append([loss])
    return groups


def _meet(loss: Loss, other: Loss) -> bool:
    return not other.missing.isdisjoint(loss.opened)


def _loss(asked: dict[Place, set[str]], name: str) -> Loss:
    """Return which places miss a dataset, or what refers to it; those are opened that read least.

    Such as read the dataset itself come first. What every place asks, it asks for the sidebar.
    """
    left = packages.emptied(TABLES, PACKAGE, name)
    gone = {dataset for dataset in TABLES if TABLES[dataset] != left[dataset]}
    for_all = set.intersection(*asked.values())
    own = {place: _tables(names - for_all) for place, names in asked.items()}
    narrow = sorted(own, key=lambda place: (name not in own[place], len(own[place])))
    opened = [place for place in narrow if own[place] & gone][:MOST]
    return Loss(name, opened, {place for place in asked if _tables(asked[place]) & gone})


def _tables(asked: set[str]) -> set[str]:
    return {table for name in asked for table in queries.reads(name)}


def _told(found: dict[str, list[str]]) -> str:
    """Return each fault on a line of its own, after its place."""
    return "\n".join(f"{place}: {fault}" for place, faults in found.items() for fault in faults)
