"""Whether the latest value is news: the highest or lowest for at least 26 weeks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.kit.charts import extremes, periods, rate_words
from dashboard.kit.charts import transit_words as say
from tests import places


def weekly(*values: float | None) -> tuple[list[pd.Timestamp], list[Any]]:
    """Return the Mondays from 1 January 2024 on, and the values."""
    return list(pd.date_range("2024-01-01", periods=len(values), freq="7D")), list(values)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([], ""),
        ([1], ""),
        ([2, *[1] * 25, 3], "highest of the period"),  # 26 weeks from the first to the last
        ([2, *[1] * 24, 3], ""),
        ([5, *[1] * 25, 3], "highest since January 2024"),
        ([5, *[1] * 24, 3], ""),
        ([5, *[1] * 20, 3, *[1] * 25, 3], "highest since May 2024"),  # reached, not passed
        ([5, *[1] * 20, 3, *[1] * 24, 3], ""),
        ([5, *[1] * 20, 4, *[1] * 25, 3], "highest since May 2024"),
        ([1, *[4] * 30, 2], "lowest since January 2024"),
        ([3, *[4] * 30, 2], "lowest of the period"),
        ([3, *[4] * 30, 3.5], "lowest since January 2024"),
        ([4] * 40, ""),
        ([5, *[1] * 25, None, 3, None], "highest since January 2024"),
    ],
)
def test_since(values: list[float | None], said: str) -> None:
    assert extremes.since(*weekly(*values)) == said


def test_quarters_are_named_as_quarters() -> None:
    days = list(pd.date_range("2024-01-01", periods=5, freq="QS"))
    said = extremes.since(days, [9, 1, 1, 1, 5], lambda day: periods.name(day, "quarter"))
    assert said == "highest since Q1 2024"


def test_transits_are_news_by_four_weeks() -> None:
    days, values = weekly(*[10] * 4, *[4] * 30, *[8] * 4)
    rows = pd.DataFrame({"week": days, "days": 7, "transits_per_day": values})
    assert say.news(rows, "transits_per_day") == "highest since February 2024"
    assert say.news(rows.head(34), "transits_per_day") == ""
    one = pd.DataFrame(
        {"week": days[:30], "days": 7, "transits_per_day": [4.0] * 29 + [9.0]}
    )  # one week of four lifts their mean
    assert say.news(one, "transits_per_day") == "highest of the period"
    assert say.news(rows.head(0), "transits_per_day") == ""


def assessed(lane: str, *values: float) -> list[dict[Any, Any]]:
    return [
        {"lane": lane, "date": day, "usd_per_feu": usd, "is_weekly": True}
        for day, usd in zip(*weekly(*values), strict=True)
    ]


def lanes(*rows: list[dict[Any, Any]]) -> dict[str, list[dict[Any, Any]]]:
    return {part[0]["lane"]: part for part in rows}


def test_rates_are_news_by_lane() -> None:
    rotterdam = assessed("Shanghai-Rotterdam", 9, *[2] * 30, 5)
    genoa = assessed("Shanghai-Genoa", 9, *[2] * 30, 5)
    plain = assessed("Shanghai-New York", *[2, 3] * 16)
    assert rate_words.news(lanes(rotterdam, plain, genoa)) == (
        "; latest assessment: Rotterdam and Genoa highest since January 2024"
    )
    assert rate_words.news(lanes(plain)) == ""
    top = assessed("Shanghai-Rotterdam", *range(30))
    assert rate_words.news(lanes(top)) == ""  # which its title says
    assert (
        rate_words.news(lanes(top, plain)) == "; latest assessment: Rotterdam highest of the period"
    )


@pytest.mark.slow
def test_titles_of_pages_say_it(visit: Callable[..., AppTest]) -> None:
    def titles(page: str, **link: str) -> list[str]:
        return places.titles(visit(page, **link))

    assert (
        "Suez 41 % below its baseline (highest since January 2024)"
        in (titles("rerouting", ship_class="container")[0])
    )
    assert titles("costs")[0].endswith("; latest assessment: New York highest of the period")
    assert (
        "49.9 % in August 2026, the lowest of the period"
        in (titles("rerouting", rerouting="Delays")[0])
    )
