"""Headings of tables: from the contracts, one name for one column, and none that is raw."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.contracts import load_package
from dashboard.kit.ui import columns as made
from dashboard.kit.ui import exports
from dashboard.kit.ui.columns import columns
from dashboard.settings import HOME
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


NAMES = ("vessel_class", "date", "grain", "way", "los_angeles_usd_per_feu")


def test_rows_behind_a_chart_are_headed_by_what_they_were_read_from() -> None:
    rows = pd.DataFrame(columns=list(NAMES))
    rows.attrs["reads"] = ("cost_components", "a_view")
    found = made.columns_behind(rows)
    labels = ["Ship class", "Day in the record", "Stands for", "Route", "Los Angeles USD per FEU"]
    assert [heading["label"] for heading in found.values()] == labels
    meaning = _meaning("cost_components", "date")
    assert found["date"]["help"] == f"{meaning} In the CSV: date."
    assert found["los_angeles_usd_per_feu"]["help"] == "In the CSV: los_angeles_usd_per_feu."


def test_a_column_of_several_meanings_takes_that_of_none() -> None:
    rows = pd.DataFrame(columns=["share_pct", "claim_id"])
    rows.attrs["reads"] = ("published_claims", "port_facts")
    found = made.columns_behind(rows)
    assert [heading["label"] for heading in found.values()] == ["Percent", "Claim key"]
    assert found["claim_id"]["help"] == "In the CSV: claim_id."


def test_an_export_says_yes_and_no_as_the_contracts_do() -> None:
    answers = {
        (field.true_values, field.false_values)
        for dataset in PACKAGE.datasets.values()
        for field in dataset.fields
        if field.type == "boolean"
    }
    assert answers == {(("yes",), ("no",))}
    rows = pd.DataFrame({"lane_id": ["a", "b", "c"], "weak_source": [True, False, None]})
    assert exports.table(rows) == b"lane_id,weak_source\r\na,yes\r\nb,no\r\nc,\r\n"
    drawn = exports.readable(rows.head(2).astype({"weak_source": bool}))
    assert drawn["weak_source"].tolist() == ["yes", "no"]


def test_days_are_dates_and_times_stay() -> None:
    rows = pd.DataFrame(
        {
            "date": pd.to_datetime(["2024-01-02", None]),
            "loaded_at": pd.to_datetime(["2024-01-02 10:06", "2024-01-03"], format="ISO8601"),
        }
    )
    shown = exports.readable(rows)
    assert str(shown["date"][0]) == "2024-01-02"
    assert [f"{time:%H:%M}" for time in shown["loaded_at"]] == ["10:06", "00:00"]


def test_a_raw_name_above_a_column_is_a_fault() -> None:
    def page() -> None:
        import pandas as pd
        import streamlit as st

        rows = pd.DataFrame({"note": [""], "usd_per_feu": [1], "Said": [2]})
        st.dataframe(rows, column_config={"note": "Note", "Said": None})

    found = places.faults(AppTest.from_function(page).run())
    assert found == ["a raw name above a column: usd_per_feu"]
