"""Figures as the browser gets them: the JSON that Plotly itself would write."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import plotly.io._json
import pytest

from dashboard.kit.charts import theme
from dashboard.kit.ui import drawing
from tests.places import unpacked

VALUES: dict[str, Any] = {
    "numbers": [1, -2.5, 1e300, 0.1 + 0.2, True, None],
    "no numbers": [float("nan"), float("inf"), float("-inf"), np.float64("nan"), pd.NaT, None],
    "days": [
        date(2023, 11, 19),
        datetime.fromisoformat("2024-02-29T12:30"),
        pd.Timestamp("2026-10-09"),
    ],
    "a time zone": [datetime(2024, 2, 29, 12, 30, tzinfo=UTC)],
    "numbers of numpy": [np.int64(3), np.float32(0.5), np.bool_(True)],
    "decimals": [Decimal("1.10")],
    "words": ["Bab el-Mandeb", "«Ø’", "<b>", "\u2028", ""],
}


@pytest.fixture(autouse=True)
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "is_dark", lambda: False)


@pytest.mark.parametrize("name", VALUES)
def test_a_figure_is_the_json_that_plotly_writes(name: str) -> None:
    figure = {"data": [{"x": VALUES[name], "text": tuple(map(str, VALUES[name]))}], "layout": {}}
    whole = {"data": figure["data"], "layout": {"template": theme.template()}}
    written = plotly.io._json.to_json_plotly(whole, engine="json")
    assert unpacked(drawing.packed(figure))["figure"] == json.loads(written)


def test_an_array_is_a_list() -> None:
    figure = {"data": [{"x": np.array([1.0, np.nan]), "y": np.array([1, 2])}], "layout": {}}
    (trace,) = unpacked(drawing.packed(figure))["figure"]["data"]
    assert trace == {"x": [1.0, None], "y": [1, 2]}


def test_what_is_said_of_a_figure_goes_along() -> None:
    told = unpacked(drawing.packed({"data": [], "layout": {}}, height=9, alt="«Ø’"))
    assert (told["height"], told["alt"]) == (9, "«Ø’")


def test_what_is_no_value_is_refused() -> None:
    with pytest.raises(TypeError, match="Type is not JSON serializable: object"):
        drawing.packed({"data": [{"x": [object()]}], "layout": {}})
