"""Headings of tables: from the contracts, one name for one column, and none that is raw."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.contracts import load_package
from dashboard.settings import HOME
from dashboard.ui import columns as made
from dashboard.ui.columns import columns
from tests import places

PACKAGE = load_package(HOME / "data")


def test_title_definition_and_format_come_from_the_contract() -> None:
    found = columns("routes_published", "distance_suez_nm published_on note:large")
    assert [column["label"] for column in found.values()] == [
        "Distance by Suez, nm",
        "Published on",
        "Note",
    ]
    for name, column in found.items():
        assert column["help"] == _meaning("routes_published", name)
    assert found["distance_suez_nm"]["type_config"]["format"] == "localized"
    assert found["note"]["width"] == "large"


def _meaning(dataset: str, name: str) -> str:
    return next(f.description for f in PACKAGE.dataset(dataset).fields if f.name == name)


@pytest.mark.parametrize(
    ("dataset", "name", "label", "form"),
    [
        ("attacks", "date", "Date", "YYYY-MM-DD"),
        ("attacks", "killed", "Killed", "localized"),
        ("suez_yearly", "year", "Year", "plain"),
        ("suez_yearly", "revenue_bn_usd", "Revenue, billion USD", "localized"),
        ("port_imports", "tonnes", "Tonnes", "localized"),
        ("port_imports", "precision_t", "Rounded to, t", "localized"),
        ("unctad_growth", "seaborne_trade_growth_pct", "Growth of seaborne trade, %", "localized"),
    ],
)
def test_units_stand_in_headings_unless_spelt_out(
    dataset: str, name: str, label: str, form: str
) -> None:
    (column,) = columns(dataset, name).values()
    assert (column["label"], column["type_config"]["format"]) == (label, form)


def test_addresses_are_links() -> None:
    (column,) = columns("sources", "url").values()
    assert column["type_config"]["type"] == "link"


def test_computed_columns_name_their_own_heading_and_format() -> None:
    found = columns(
        "attacks", "known date", known="Known", share=("Share", "%.1f %%"), week=("Week", made.DAY)
    )
    assert list(found) == ["known", "date", "share", "week"]
    assert found["known"] == {"label": "Known"}
    assert _kind(found["share"]) == ("number", "%.1f %%")
    assert _kind(found["week"]) == ("date", "YYYY-MM-DD")


def _kind(column: dict[str, Any]) -> tuple[str, str]:
    return column["type_config"]["type"], column["type_config"]["format"]


def test_a_page_may_set_the_format_of_a_column_of_the_contract() -> None:
    own = st.column_config.NumberColumn(format="%.6g")
    (column,) = columns("assumptions", "value", value=own).values()
    assert (column["label"], column["type_config"]["format"]) == ("Value", "%.6g")
    assert column["help"] == _meaning("assumptions", "value")


def test_an_unknown_column_is_named() -> None:
    with pytest.raises(LookupError, match=r"column 'dat' is in no contract and has no heading"):
        columns("attacks", "dat")


def test_a_column_of_the_contract_has_one_heading() -> None:
    with pytest.raises(LookupError, match=r"'note' has its heading from the contract: Note"):
        columns("attacks", "note", note="What happened")


def test_rows_behind_a_chart_are_headed_by_what_they_were_read_from() -> None:
    rows = pd.DataFrame(columns=["vessel_class", "baseline_usd_per_feu", "source_ids"])
    rows.attrs["reads"] = ("transits", "a_view", "transits_reported")
    found = made.columns_behind(rows)
    labels = ["Ship class", "Baseline USD per FEU", "Sources"]
    assert [heading["label"] for heading in found.values()] == labels
    assert found["baseline_usd_per_feu"]["help"] == "In the CSV: baseline_usd_per_feu."
    assert found["vessel_class"]["help"].startswith(_meaning("transits_reported", "vessel_class"))


def test_tables_that_call_a_column_differently_give_it_no_title() -> None:
    rows = pd.DataFrame(columns=["date"])
    rows.attrs["reads"] = ("attacks", "cost_components")
    assert made.columns_behind(rows)["date"]["label"] == "Date"
    rows.attrs["reads"] = ("cost_components",)
    assert made.columns_behind(rows)["date"]["label"] == "Day in the record"


def test_a_raw_name_above_a_column_is_a_fault() -> None:
    def page() -> None:
        import pandas as pd
        import streamlit as st

        rows = pd.DataFrame({"note": [""], "usd_per_feu": [1], "Said": [2]})
        st.dataframe(rows, column_config={"note": "Note", "Said": None})

    found = places.faults(AppTest.from_function(page).run())
    assert found == ["a raw name above a column: usd_per_feu"]
