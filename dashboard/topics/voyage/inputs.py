"""What the reader asks of the voyage calculator; all of it stands in the URL."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.errors import UsageError
from dashboard.kit.charts import text
from dashboard.kit.charts.base import as_records
from dashboard.kit.ui import page_filters
from dashboard.kit.ui.data import by_version, query, today
from dashboard.topics.voyage.analysis import assumptions, case
from dashboard.topics.voyage.analysis.answer import PREMIUM_ID, Answer, answer
from dashboard.topics.voyage.analysis.assumptions import (
    CLASSES,
    SPEED_UP_ID,
    Assumption,
    Assumptions,
)
from dashboard.topics.voyage.charts import words as say

SET, CLASS = "assume", "ship"
DAYS = ("as_of", "holds_from", "holds_until")
ONE_WAY, RETURN = "One way", "There and back"
BUNKER_ID, UTILISATION_ID = "bunker_usd_per_t", "utilisation_pct"
BY_DATE, GRANTED, REFUSED = "By date", "Yes", "No"
SPEED, FIRST, SECOND, SHIP_FIRST = 16.0, "Shanghai", "Rotterdam", "ulcv"
MORE = ("departs", "speed", "back", "rebate", SET)
"""What stands folded, by the parameter of the address that sets it."""

STEPS = {
    SPEED_UP_ID: (0.5, "%.1f"),
    PREMIUM_ID: (0.05, "%.3f"),
    BUNKER_ID: (10.0, "%.0f"),
    UTILISATION_ID: (5.0, "%.0f"),
}
"""Assumption with a field of its own above the answer -> its step and format."""


def choose() -> Answer | None:
    """Let the reader choose a voyage and return its answer; say what cannot be computed."""
    try:
        return _asked()
    except UsageError as error:
        st.error(text.markdown(error, text.NOTE), icon=":material/error:")
        return None


def _asked() -> Answer:
    ports = as_records(query("lists/ports"))
    if len(ports) < 2:
        raise UsageError("A voyage needs two ports; load the rows into the dataset ports.")
    names = sorted(str(row["port"]) for row in ports)
    origin = _end("From", "from", names, FIRST, 0)
    destination = _end("To", "to", names, SECOND, -1)
    kind = page_filters.pick("Ship", list(CLASSES.values()), CLASS, default=CLASSES[SHIP_FIRST])
    ship_class = next(key for key, name in CLASSES.items() if name == kind)
    legs = page_filters.one("Legs", [ONE_WAY, RETURN], "legs")
    changed = sum(key in st.query_params for key in MORE)
    with st.expander(
        "More assumptions" + f" · {changed} changed" * bool(changed),
        icon=":material/tune:",
        key="voyage-more",
    ):
        departs = st.date_input(
            "Departure",
            today(),
            case.EARLIEST,
            case.LATEST,
            key="departs",
            bind="query-params",
            help="Its year decides how far the EU's emissions trading is in force.",
        )
        speed = _speed("Speed, knots", "speed")
        back = _speed("Speed back, knots", "back") if legs == RETURN else None
        typed = st.session_state.get(SET, st.query_params.get(SET, ""))
        assumed = known(ship_class, departs)
        for key in STEPS:
            _lever(assumed.known[key], typed)
        rebate = _rebate(ship_class)
        typed = _own_values()
    ends = case.place(origin, ports), case.place(destination, ports)
    asked = case.Case(*ends, ship_class, speed, departs, back)
    return answer(asked, assumed.changed_by(rebate | assumptions.parse(typed)))


def nothing_to_choose(asked: Answer) -> None:
    """Say that a voyage has no Suez and Cape to compare."""
    st.info(
        f"{text.markdown(asked.ways.said)} Choose two ports on either side of Suez.",
        icon=":material/alt_route:",
    )


def known(ship_class: str, departs: date) -> Assumptions:
    """Return the assumptions of a class as the data have them, on a day of departure."""
    return assumptions.of_class(_rows(today()), ship_class, departs)


@by_version
def _rows(day: date) -> list[dict[str, Any]]:
    return [
        row
        | {name: None if pd.isna(row[name]) else row[name].date() for name in DAYS}
        | {"valid_days": None if pd.isna(row["valid_days"]) else int(row["valid_days"])}
        for row in as_records(query("lists/assumptions", today=day))
    ]


def _rebate(ship_class: str) -> dict[str, float]:
    """Ask whether the canal grants its rebate, of classes that had one; return it as a value."""
    rebate = assumptions.stated_rebate(_rows(today()), ship_class)
    if rebate is None:
        return {}
    asked = page_filters.one(
        "Suez rebate",
        [BY_DATE, GRANTED, REFUSED],
        "rebate",
        f"{rebate.value:g} % of the toll; by its dates {rebate.holds or 'on any day'}."
        f" {text.markdown(rebate.reasoning)}",
    )
    return {} if asked == BY_DATE else {assumptions.REBATE_ID: rebate.value * (asked == GRANTED)}


def put(values: dict[str, float]) -> None:
    """Put the reader's values in place of those assumed, in the field that the URL holds."""
    st.session_state[SET] = assumptions.written(values)


def _end(label: str, key: str, names: list[str], usual: str, otherwise: int) -> str:
    """Ask for a port; at first it is the usual one, or another where the list has it no more."""
    first = usual if usual in names else names[otherwise]
    chosen = st.selectbox(
        label,
        names,
        index=names.index(first),
        key=key,
        bind="query-params",
        accept_new_options=True,
        help="A port of the list, or latitude and longitude in degrees: 31.2, 122.",
    )
    return str(chosen or first)


def _speed(label: str, key: str) -> float:
    return st.number_input(
        label,
        case.SLOWEST_KNOTS,
        case.FASTEST_KNOTS,
        SPEED,
        0.5,
        format="%.1f",
        key=key,
        bind="query-params",
    )


def _lever(row: Assumption, typed: str) -> None:
    """Draw a field for one assumption, which writes into the field of all; old values say so."""
    key = row.assumption_id
    step, form = STEPS[key]
    try:
        now = assumptions.parse(typed).get(key, row.value)
    except UsageError:
        now = row.value
    most = assumptions.MOST.get(row.unit, assumptions.WITHOUT_BOUND)
    field = f"lever_{key}"
    least = 1.0 if key in assumptions.ABOVE_ZERO else assumptions.LEAST.get(key, 0.0)
    st.session_state[field] = min(max(now, least), most)
    is_old = row.is_old and now == row.value
    st.number_input(
        text.markdown(f"{say.plain(key)}, {row.unit}{' (old)' * is_old}"),
        least,
        most,
        step=step,
        format=form,
        key=field,
        on_change=_take,
        args=(key, field, row.value),
        help=f"{text.markdown(row.reasoning)} ({row.basis}, {row.as_of:%-d %B %Y}"
        f"{f'; {row.age}' * is_old})",
    )


def _take(key: str, field: str, assumed: float) -> None:
    try:
        values = assumptions.parse(st.session_state.get(SET, ""))
    except UsageError:
        values = {}
    values[key] = float(st.session_state[field])
    if values[key] == assumed:
        del values[key]
    put(values)


def _own_values() -> str:
    """Draw the field that holds all values of the reader's own, with the way back."""
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        typed = st.text_input(
            "Own values",
            key=SET,
            bind="query-params",
            placeholder="none: all as assumed",
            help="assumption=number, such as bunker_usd_per_t=600, charter_usd_per_day=80000. The"
            " names stand in the section Assumptions, where each value can be changed as well.",
        )
        st.button(
            "Reset",
            on_click=put,
            args=({},),
            disabled=not typed,
            icon=":material/restart_alt:",
            help="Puts every assumption back to what the data say.",
        )
    return typed
