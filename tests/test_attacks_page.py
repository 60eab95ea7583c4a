"""The page of the attacks on the bundled data: what is known at second hand alone is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.kit.charts.words import SECOND_HAND
from tests import places

# Streamlit says so of every script that runs outside its server.
pytestmark = pytest.mark.filterwarnings("ignore:.*ScriptRunContext")


def test_second_hand_is_told_on_card_in_table_and_beside_totals(
    visit: Callable[..., AppTest],
) -> None:
    app = visit("attacks")
    told = "15 of 135 are known at second hand alone"
    captions = places.small(app)
    assert sum(told in caption for caption in captions) == 1
    assert any(f"Of the attacks on record {told}." in said for said in places.folded(app))
    rows = app.dataframe[0].value
    assert (rows["known"] == SECOND_HAND).sum() == 15
    assert set(rows["known"]) == {SECOND_HAND, "at first hand"}
    assert rows["publishers"].notna().all()
    year = visit("attacks", period=["2026-07-01", "2026-10-09"])
    assert any("11 of 11 are known at second hand alone" in said for said in places.small(year))
    tanker = visit("attacks", vessel_type="tanker (kind not given)")
    assert set(tanker.dataframe[0].value["vessel_type_name"]) == {"tanker (kind not given)"}
    assert not tanker.warning
