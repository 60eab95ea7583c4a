"""The filters of the attacks page: widgets, what they say in words, what to relax."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.kit.charts.coverage import Coverage
from dashboard.kit.charts.words import attacks as counted
from dashboard.kit.ui import coverage, drawing, filters, page_filters
from dashboard.kit.ui.choosing import chips
from dashboard.kit.ui.data import query, record

DIMENSIONS = {
    "area": ("areas", "Area"),
    "vessel_type": ("vessel_types", "Ship type"),
    "weapon": ("weapons", "Weapon"),
    "outcome": ("outcomes", "Outcome"),
    "confidence": ("confidences", "Confidence"),
    "flag": ("flags", "Flag"),
}
"""Dimension of an attack, also its key in the URL -> parameter of the queries, label."""


@dataclass(frozen=True)
class Choice:
    """All parameters of the attack queries, the same in words, and how the record covers them."""

    parameters: dict[str, Any]
    words: str
    known: Coverage

    def chosen(self, dimension: str) -> list[str]:
        """Return the values of a dimension that are chosen; none means all."""
        return self.parameters[DIMENSIONS[dimension][0]] or []

    def but(self, dimension: str) -> dict[str, Any]:
        """Return the parameters without those of one dimension."""
        return self.parameters | {DIMENSIONS[dimension][0]: None}


def choose() -> Choice:
    """Draw the filters of the attacks and return what is chosen, the shared filters included."""
    options = query("lists/attack_options")
    _warn_of_unknown(options)
    active = sum(bool(st.session_state.get(dimension)) for dimension in DIMENSIONS)
    parameters, words = dict(filters.current().parameters), [filters.current().words()]
    with st.expander(
        "Filter by area, ship type, weapon, outcome, confidence or flag"
        + (f" · {active} in use" if active else ""),
        icon=":material/filter_alt:",
        key="attack-filters",
    ):
        columns = st.columns(3)
        for number, (dimension, (parameter, label)) in enumerate(DIMENSIONS.items()):
            labels = _labels(options, dimension)
            picked = columns[number % 3].multiselect(
                label,
                list(labels),
                format_func=partial(_label, labels),
                placeholder="all",
                key=dimension,
                bind="query-params",
            )
            parameters[parameter] = picked or None
            chips.note(label, dimension, [_label(labels, value) for value in picked])
            if picked:
                words.append(f"{label.lower()}: {', '.join(_label(labels, p) for p in picked)}")
    chips.own()
    known = coverage.of("attacks", filters.current())
    return Choice(parameters, "; ".join(words), known)


def _labels(options: pd.DataFrame, dimension: str) -> dict[str, str]:
    rows = options[options["dimension"] == dimension]
    return dict(zip(rows["value"], rows["label"], strict=True))


def _label(labels: dict[str, str], value: str) -> str:
    return labels.get(value, value)


def _warn_of_unknown(options: pd.DataFrame) -> None:
    unknown = [
        (label.lower(), value)
        for dimension, (_, label) in DIMENSIONS.items()
        for value in st.query_params.get_all(dimension)
        if value not in _labels(options, dimension).values()
    ]
    page_filters.warn_of_link(unknown, "the data do not have; it is left out.")


def toggle(dimension: str, chart: str) -> None:
    """Add the value of the bar that was clicked to a filter, or take it out again."""
    if value := drawing.clicked(chart):
        chosen = list(st.session_state.get(dimension) or [])
        if value in chosen:
            st.session_state[dimension] = [one for one in chosen if one != value]
        else:
            st.session_state[dimension] = [*chosen, value]
        st.rerun()  # the page: its filters and cards stand above the section


def is_empty(choice: Choice) -> bool:
    """Whether no attack fits the filters, or nobody looked; if so, say what to choose."""
    if record("facts/attack_headline", choice.parameters)["attacks"]:
        return False
    known = choice.known
    said = known.absence("") if known.is_outside else advice(choice.parameters)
    st.info(said, icon=":material/filter_alt_off:")
    return True


def advice(parameters: dict[str, Any]) -> str:
    """Say which one filter to relax, and what that would show, when nothing fits all of them."""
    relaxed: dict[str, dict[str, Any]] = {
        f"clearing {label.lower()}": {parameter: None}
        for parameter, label in DIMENSIONS.values()
        if parameters.get(parameter)
    }
    if not parameters["claimed"]:
        relaxed["including claimed-only attacks"] = {"claimed": True}
    relaxed["taking the whole period"] = {"start": None, "end": None}
    counts = {
        words: record("facts/attack_headline", parameters | change)["attacks"]
        for words, change in relaxed.items()
    }
    helps = [f"{words} shows {counted(count)}" for words, count in counts.items() if count]
    way_out = "; ".join(helps) or "no single filter is in the way: clear several"
    return f"No attack fits these filters. {way_out[0].upper()}{way_out[1:]}."
