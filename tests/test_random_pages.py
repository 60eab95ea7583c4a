"""Pages stand whatever a reader chooses and whatever a link asks for, at random.

`SOAK_PAGES` says how often; `make soak` asks 500 times, otherwise each time. What a failure prints
(`SOAK_SEED`) makes the same choices again.
"""

from __future__ import annotations

import math
import os
import random
import secrets
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest, element_tree
from streamlit.testing.v1.element_tree import Button, Dataframe, Selectbox, Widget

from dashboard import contracts
from dashboard.settings import HOME
from tests import packages, places
from tests.places import Place

PACKAGE = contracts.load_package(HOME / "data")
RUNS = int(os.environ.get("SOAK_PAGES", "6"))
SEED = int(os.environ.get("SOAK_SEED", secrets.randbits(32) if "SOAK_PAGES" in os.environ else 0))

# Streamlit says so of every script that runs outside its server.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:.*ScriptRunContext")]

CHANGING = ("Publish", "Take back", "Read it again", "Checked")
"""What buttons that change the store are called, at their beginning."""

ODD = [
    "", " ", "0", "-1", "1e999", "nan", "None", "null", "true", "TRUE", "perhaps", "0001-01-01",
    "9999-12-31", "2024-02-30", "2024-02-29", "2023-11-19", "2026-13-01", "20240101", "soon",
    "31.2, 122", "91, 181", "bunker_usd_per_t=600", "bunker_usd_per_t=nan,x=1", "=,=", "%00",
    "<b>x</b>", "'; drop table attacks; --", "$1$ [a](b) `c`", "Ελλάδα 红海 البحر الأحمر",
    "🚢" * 40, "\u202eabc", "\x00", "a" * 5000, "Suez Canal", "all",
]  # fmt: skip
"""Values of a link that no widget would write."""

DAYS = ("days", "baseline", "rate_baseline", "departs")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Place]]:
    """Yield all places of the app, which reads a store with rows in every dataset."""
    settings = packages.write(packages.filled(PACKAGE), PACKAGE, tmp_path_factory.mktemp("filled"))
    with places.reading(settings), places.unfolded(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(Selectbox, "_widget_state", property(as_typed))
        yield places.everywhere()


def as_typed(box: Selectbox[Any]) -> WidgetState:
    """Return what a browser sends of a box, whose text may be one that is typed: no option."""
    state = WidgetState(id=box.id)
    if box.value is not None:
        state.string_value = element_tree._format_value_for_widget(box.format_func, box.value)
    return state


@pytest.mark.parametrize("run", range(RUNS))
def test_page_stands(filled: list[Place], run: int) -> None:
    chance = random.Random(f"{SEED} {run}")
    place = random.Random(SEED).sample(filled, len(filled))[run % len(filled)]
    said = [f"SOAK_SEED={SEED} SOAK_PAGES={RUNS}, run {run}: {place}"]
    app = places.go(place)
    asked = link(chance, bound(app))
    for step in range(3):
        if step == 1:
            said.append(f"link {asked}")
            app = places.go(place, **asked)
        else:
            said.append(f"choice {choose(chance, app)}")
            app.run()
        assert "\n".join(wrong(app, place)) == "", "\n".join(said)


def wrong(app: AppTest, place: Place) -> list[str]:
    """Return what is wrong. What was asked for is repeated as it came, and may be refused."""
    asked = (" in warning: ", " in error: ", " in text_input: ", " in selectbox: ")
    return [
        fault
        for fault in places.faults(app)
        if not any(words in fault for words in asked)
        and not (place.page == "voyage" and fault.startswith("error: "))
    ]


def widgets(app: AppTest) -> list[Widget]:
    """Return the widgets that a reader may use and that change no data."""
    return [
        node
        for node in app._tree
        if isinstance(node, Widget)
        and type(node).__name__ in VALUES
        and not getattr(node.proto, "disabled", False)
        and not str(getattr(node, "label", "")).startswith(CHANGING)
    ]


def bound(app: AppTest) -> dict[str, list[str]]:
    """Return the parameters of the address that the page reads, and what each may be."""
    found = {}
    for node in app._tree:
        if key := getattr(getattr(node, "proto", None), "query_param_key", ""):
            found[key] = list(getattr(node, "options", []))
    return found


def link(chance: random.Random, known: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return parameters of a link: some of the page's own, some that it does not know."""
    asked = {}
    for name in chance.sample(list(known), min(len(known), chance.randint(0, 5))):
        many = 500 if chance.random() < 0.02 else chance.randint(1, 3)
        asked[name] = [some(chance, name, known[name]) for _ in range(many)]
    for _ in range(chance.randint(0, 2)):
        asked[chance.choice(["utm_source", "q", "période", "_", "a" * 300])] = [chance.choice(ODD)]
    return asked


def some(chance: random.Random, name: str, options: list[str]) -> str:
    """Return a value for a parameter: one that fits, or an odd one."""
    if chance.random() < 0.3:
        return chance.choice(ODD)
    if options:
        return chance.choice(options)
    if name in DAYS:
        return (date(2018, 1, 1) + timedelta(chance.randint(0, 3300))).isoformat()
    return f"{chance.uniform(-5, 40):.1f}"


def choose(chance: random.Random, app: AppTest) -> list[str]:
    """Give some widgets of the page a value at random and return what was chosen."""
    known, said = widgets(app), []
    drawn = chance.sample(known, min(len(known), chance.randint(1, 6)))
    buttons = [widget for widget in drawn if isinstance(widget, Button)]
    for widget in [w for w in drawn if w not in buttons[1:]]:  # nobody presses two at once
        value = VALUES[type(widget).__name__](chance, widget)
        widget.set_value(value)
        said.append(f"{widget.key or getattr(widget, 'label', '')} = {value!r:.200}")
    tables = [n for n in app._tree if isinstance(n, Dataframe) and n.key and n.proto.selection_mode]
    for table in chance.sample(tables, min(len(tables), chance.randint(0, 1))):
        rows = [chance.randrange(len(table.value))] if len(table.value) else []
        app.session_state[table.key] = {"selection": {"rows": rows, "columns": [], "cells": []}}
        said.append(f"{table.key}: rows {rows}")
    return said


def day(chance: random.Random, widget: Any) -> date:
    span = (widget.max - widget.min).days
    edge = chance.choice([0, span, None, None, None])
    return widget.min + timedelta(chance.randint(0, span) if edge is None else edge)


def days(chance: random.Random, widget: Any) -> Any:
    if not widget.is_range:
        return day(chance, widget)
    return tuple(sorted(day(chance, widget) for _ in range(chance.randint(0, 2))))


def number(chance: random.Random, widget: Any) -> float:
    least = -1e6 if widget.min is None else widget.min
    most = 1e6 if widget.max is None else min(widget.max, 1e9)
    value = chance.choice([least, most, chance.uniform(least, most), chance.uniform(0, 1) * least])
    return float(min(max(value, least), most)) if math.isfinite(value) else 0.0


def few(chance: random.Random, widget: Any) -> list[str]:
    return chance.sample(widget.options, chance.randint(0, min(3, len(widget.options))))


def one(chance: random.Random, widget: Any) -> Any:
    return chance.choice([*widget.options, None] if widget.options else [None])


def step(chance: random.Random, widget: Any) -> Any:
    return chance.choice(widget.options)


def text(chance: random.Random, widget: Any) -> str:
    return chance.choice([*ODD, "suez", "a e", "Saudi  attack"])[: widget.max_chars or None]


def flag(chance: random.Random, widget: Any) -> bool:
    return chance.random() < 0.5


def pressed(chance: random.Random, widget: Any) -> bool:
    return True


def grouped(chance: random.Random, widget: Any) -> Any:
    return one(chance, widget) if widget._is_single_select else few(chance, widget)


VALUES: dict[str, Callable[[random.Random, Any], Any]] = {
    "Button": pressed,
    "ButtonGroup": grouped,
    "Checkbox": flag,
    "DateInput": days,
    "Multiselect": few,
    "NumberInput": number,
    "Radio": one,
    "SelectSlider": step,
    "Selectbox": one,
    "TextInput": text,
    "Toggle": flag,
}
