"""Market series below the spot rates: what is drawn, where lines break, what the page says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import queries
from dashboard.kit.charts import numbers
from dashboard.kit.charts.base import Chart
from dashboard.kit.charts.events import MARK
from dashboard.kit.ui import data
from dashboard.settings import HOME, Settings
from dashboard.topics.costs.charts import market_series, rates
from tests import places
from tests.given import asker, drawn, open_store
from tests.test_cost_charts import EVENTS, NO_EVENTS, UP, WINDOW, stamps
from tests.test_incidents import SOURCE, load, texts

Page = Callable[..., AppTest]
HEADER = ["date", "series", "value", "unit", "source_ids"]

# Streamlit says so of every script that runs outside its server.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:.*ScriptRunContext")]


def series(name: str, unit: str | None, *steps: tuple[str, float]) -> list[dict[str, Any]]:
    return [
        {"series": name, "unit": unit, "date": day, "value": value, "source_ids": "s2"}
        for day, value in steps
    ]


BRENT = series("Brent", "USD/bbl", ("2024-01-04", 78.5), ("2024-01-05", 79.25), ("2024-01-08", 76))
WTI = series("WTI", "USD/bbl", ("2024-01-05", 73.0), ("2024-01-08", 71.0))
BUNKER = series("Bunker", "USD/t", ("2024-01-01", 600), ("2024-02-01", 610))
INDEX = series("Index", None, ("2024-01-04", 1800), ("2024-01-11", 1823))


def rows(*parts: list[dict[str, Any]], **chosen: Any) -> pd.DataFrame:
    """Return the answer of the query to the rows given."""
    con = open_store(market_series=[row for part in parts for row in part])
    return queries.run(con.cursor(), "charts/market_series_by_date", **chosen)


def spot(*parts: list[dict[str, Any]], events: pd.DataFrame = NO_EVENTS) -> Chart:
    return rates.spot(UP, events, rates.USD, WINDOW, rows(*parts))


def traces(chart: Chart) -> dict[str, Any]:
    """Return the traces by name."""
    return {str(trace.name): trace for trace in drawn(chart).data}


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, "Brent 4 Brent 5 Brent 8 WTI 5 WTI 8"),
        ({"series": ["WTI"]}, "WTI 5 WTI 8"),
        ({"start": "2024-01-05", "end": "2024-01-05"}, "Brent 5 WTI 5"),
        ({"series": ["WTI"], "end": "2024-01-04"}, ""),
    ],
)
def test_series_chosen_in_order(chosen: dict[str, Any], expected: str) -> None:
    ask = asker(open_store(market_series=BRENT + WTI))
    found = ask("charts/market_series_by_date", "series date", **chosen)
    assert " ".join(f"{name} {day.day}" for name, day in found) == expected


@pytest.mark.parametrize(
    ("days", "gap"),
    [
        pytest.param(["2024-01-04", "2024-01-05", "2024-01-08", "2024-01-09"], 5, id="workdays"),
        pytest.param(["2024-01-04", "2024-01-11", "2024-01-18", "2024-02-18"], 21, id="weeks"),
        pytest.param(["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01"], 93, id="months"),
        pytest.param(["2024-01-04"], 5, id="one value"),
    ],
)
def test_a_line_bridges_three_usual_steps(days: list[str], gap: int) -> None:
    given = series("Brent", None, *((day, 1.0) for day in days))
    assert set(rows(given)["gap_days"]) == {gap}
    assert set(rows(given, start=days[-1])["gap_days"]) == {gap}  # whatever the period


def test_options_are_all_series() -> None:
    ask = asker(open_store(market_series=WTI + BRENT))
    assert ask("lists/market_series_options", "series days") == [("Brent", 3), ("WTI", 2)]


def test_without_series_the_chart_is_what_it_was() -> None:
    plain = rates.spot(UP, EVENTS, rates.USD, WINDOW)
    for market in (None, rows()):
        again = rates.spot(UP, EVENTS, rates.USD, WINDOW, market)
        assert (again.figure, again.note, again.alt) == (plain.figure, plain.note, plain.alt)
        assert again.rows.equals(plain.rows)


def test_a_panel_a_unit_below_the_rates_on_one_time_axis() -> None:
    chart = spot(BRENT, WTI, BUNKER)
    layout = drawn(chart).layout
    found = traces(chart)
    assert {name: found[name].yaxis for name in ("Brent", "WTI", "Bunker")} == {
        "Brent": "y2",
        "Bunker": "y3",
        "WTI": "y2",
    }
    assert (layout.xaxis.anchor, layout.hoversubplots) == ("y3", "axis")
    assert {layout.yaxis2.anchor, layout.yaxis3.anchor} == {"x"}
    top, middle, low = (layout[f"yaxis{n}"].domain for n in ("", "2", "3"))
    assert top[1] == 1
    assert top[0] > middle[1] > middle[0] > low[1] > low[0] == pytest.approx(0)
    plain = drawn(rates.spot(UP, NO_EVENTS, rates.USD, WINDOW)).layout
    grown = layout.height - plain.height
    assert grown == 2 * (market_series.PANEL_PX + market_series.GAP_PX)
    assert list(layout.xaxis.range) == [
        pd.Timestamp("2023-12-18"),  # 31 days before the last assessment
        pd.Timestamp("2024-02-01"),
    ]
    heads = [a.text for a in layout.annotations if a.text.startswith("<b>")]
    assert heads == ["<b>2 market series</b>, USD/bbl", "<b>Bunker</b>, USD/t"]
    ends = [a.text.split("</span> ")[-1] for a in layout.annotations if a.yref == "y2 domain"]
    assert sorted(ends) == ["Brent", "WTI"]


def test_series_without_a_unit_never_share_a_panel() -> None:
    other = series("Other", None, ("2024-01-04", 5.0), ("2024-01-11", 6.0))
    found = traces(spot(INDEX, other))
    assert (found["Index"].yaxis, found["Other"].yaxis) == ("y2", "y3")


def test_lines_break_at_gaps_and_readers_name_value_unit_and_day() -> None:
    days = [f"2024-01-{day}" for day in ("03", "04", "05", "08", "09", "14", "20", "21")]
    found = traces(spot(series("A <b>", "$ & c", *((day, 1234.5) for day in days))))
    line, reader = found["A &lt;b&gt;"], found["reader of A &lt;b&gt;"]
    assert list(line.x) == stamps(*days[:6], None, *days[6:])  # five days are no gap, six are
    assert line.hoverinfo == "skip"
    assert reader.text[0] == "A &lt;b&gt;: 1,234 $ &amp; c, 3 Jan 2024"
    assert list(reader.x) == stamps(*days)
    assert traces(spot(INDEX))["reader of Index"].text[1] == (
        "Index: 1,823, unit not stated, 11 Jan 2024"
    )


def test_events_run_through_all_panels() -> None:
    chart = spot(BRENT, BUNKER, events=EVENTS)
    (events,) = [t for t in drawn(chart).data if t.meta == MARK]
    assert events.yaxis == "y9"
    assert tuple(drawn(chart).layout.yaxis9.domain) == (0, 1)


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [
        ((20.0, 100.0), 0.0, 106.4),
        ((95.0, 100.0), 94.6, 100.4),  # from zero it would be a flat line
        ((-37.0, 63.0), -45.0, 71.0),
        ((7.0, 7.0), 6.44, 7.56),
        ((0.0, 0.0), 0.0, 0.08),
    ],
)
def test_scale(values: tuple[float, float], low: float, high: float) -> None:
    given = series("Brent", "x", ("2024-01-04", values[0]), ("2024-01-05", values[1]))
    chart = spot(given)
    assert list(drawn(chart).layout.yaxis2.range) == pytest.approx([low, high])
    assert ("does not begin at zero" in chart.method) == (low > 0)


@pytest.mark.parametrize(
    ("value", "said"),
    [(0, "0"), (1823, "1,823"), (82.35, "82.35"), (0.91214, "0.9121"), (-37.63, "-37.63")],
)  # fmt: skip
def test_figures_have_the_digits_that_tell_them_apart(value: float, said: str) -> None:
    assert numbers.telling(value) == said


def test_note_alt_and_rows_tell_of_the_series() -> None:
    chart = spot(BRENT, BUNKER)
    assert chart.note == "Market series stand beside the rates; that is no cause."
    assert chart.method.endswith(
        " Below, as loaded by the data team: Brent and Bunker. Their lines are broken where values"
        " are more than 6 and 93 days apart (by series): three usual steps. A scale that does not"
        " begin at zero begins below the lowest value."
    )
    assert chart.alt.endswith(
        " Below, on the same time axis: Brent, last 76.00 USD/bbl on 8 January 2024; Bunker, last"
        " 610.00 USD/t on 1 February 2024."
    )
    assert list(chart.rows["series"].dropna().unique()) == ["Brent", "Bunker"]
    assert set(chart.rows["source_ids"]) == {"s1", "s2"}
    assert chart.title == rates.spot(UP, NO_EVENTS, rates.USD, WINDOW).title


def test_four_series_are_drawn_at_most() -> None:
    five = [series(f"S{n}", "x", ("2024-01-04", 1.0), ("2024-01-05", 2.0)) for n in range(5)]
    chart = spot(*five)
    assert [n for n in traces(chart) if n.startswith("S")] == [
        "Shanghai-Rotterdam", "S0", "S1", "S2", "S3",
    ]  # fmt: skip
    assert "S0, S1, S2 and S3; the first 4 of 5 chosen." in chart.method
    assert "S4" not in set(chart.rows["series"])


@pytest.fixture
def loaded(visit: Page, built: Settings, tmp_path: Path) -> Page:
    """Return ``visit`` on a store that holds the series given as well."""
    given = [row | {"source_ids": SOURCE} for row in BRENT + INDEX]
    load(built, tmp_path / "market_series.csv", "market_series", HEADER, *given)
    return visit


def test_header_is_the_contracts() -> None:
    text = (HOME / "data" / "market_series.csv").read_text(encoding="utf-8")
    assert text.splitlines()[0].split(",") == HEADER


def test_nothing_loaded_is_said_below_the_chart_to_those_who_may_load(
    visit: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not [text for text in texts(visit("costs")) if "Market series" in text]
    monkeypatch.setenv("REDSEA_LOADING", "on")
    data.chosen.cache_clear()
    app = visit("costs", market_series="Brent")
    (said,) = [text for text in texts(app) if "fred.stlouisfed.org" in text]
    assert "Market series" in said
    assert not [group for group in app.button_group if group.key == "market_series"]
    empty = visit("costs", period=["2019-01-01", "2019-01-02"])  # there is no chart
    assert not [text for text in texts(empty) if "fred.stlouisfed.org" in text]


def test_series_are_drawn_when_chosen(loaded: Page) -> None:
    def folded(**chosen: Any) -> str:
        methods = [
            said for where, said in places.words(loaded("costs", **chosen)) if where == "method"
        ]
        (said,) = [said for said in methods if said.startswith("Spot rate of")]
        return said

    assert "Below" not in folded()
    assert "Below, as loaded by the data team: Brent." in folded(market_series="Brent")
    assert "Brent and Index" in folded(market_series=["Brent", "Index"])


def test_choice_is_named_in_the_csv_and_what_is_missing_is_said(
    loaded: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dashboard.kit.ui import show

    heads: dict[str, str] = {}
    monkeypatch.setattr(
        show, "details", lambda chart, _, chosen, *__, **___: heads.update({chart.key: chosen})
    )
    app = loaded("costs", market_series=["Brent", "Index"], period=["2024-01-09", "2024-02-28"])
    assert heads["rates_by_date"].endswith(", market series: Brent, Index")
    assert "No value in the period: Brent." in [c.value for c in app.caption]
    assert not [text for text in texts(app) if "fred.stlouisfed.org" in text]


def test_link_to_a_series_that_is_not_there_is_named(loaded: Page) -> None:
    app = loaded("costs", market_series="Nothing")
    assert any("'Nothing'" in warning.value for warning in app.warning)
