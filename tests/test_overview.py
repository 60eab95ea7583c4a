"""The overview: all records at one date, its findings, its cards; given rows to exact words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import queries, store
from dashboard.kit.charts import rate_words, words
from dashboard.kit.charts.coverage import Coverage
from dashboard.kit.ui.headline import Card, as_html, spark
from dashboard.topics.overview.charts import crisis, crisis_words, findings
from tests import places
from tests.given import asker, drawn, open_store

BAB, SUEZ, CAPE = "Bab el-Mandeb Strait", "Suez Canal", "Cape of Good Hope"
RED_SEA = "Red Sea ports (all three)"


def week(monday: str, chokepoint: str, *transits: int, days: int = 7) -> list[dict[str, Any]]:
    """Return the rows of a week, a vessel class for each count."""
    classes = ["container", "tanker", "dry bulk", "roro", "general cargo"]
    return [
        {
            "week_start": monday,
            "days": days,
            "chokepoint": chokepoint,
            "vessel_class": name,
            "transits": count,
            "trade_volume_t": 1000 * count,
            "source_ids": f"{name} {chokepoint[:3]}",
        }
        for name, count in zip(classes, transits, strict=False)
    ]


def rate(day: str, lane: str, usd: float, source: str = "r") -> dict[str, Any]:
    return {"date": day, "index_name": "WCI", "lane": lane, "usd_per_feu": usd, "basis": "reported",
            "source_ids": source}  # fmt: skip


COVERAGE = [{"dataset": "attacks", "covers_from": "2024-01-02", "covers_until": "2024-01-20"}]


def test_crisis_by_week_reads_all_records_at_one_date() -> None:
    ask = asker(
        open_store(
            coverage=COVERAGE,
            attacks=[
                {"incident_id": "A1", "date": "2024-01-03", "outcome": "sunk", "killed": 3,
                 "source_ids": "a"},
                {"incident_id": "A2", "date": "2024-01-12", "outcome": "damaged",
                 "source_ids": "a|b"},
                {"incident_id": "A3", "date": "2024-01-13", "outcome": "claimed only",
                 "source_ids": "c"},
            ],
            transits=[
                *week("2023-12-25", BAB, 50, 20),  # the baseline: ten a day
                *week("2024-01-01", BAB, 25, 10),
                *week("2024-01-08", BAB, 5),  # the tankers are missing: no sum
                *week("2023-12-25", CAPE, 70, 0),
                *week("2024-01-01", CAPE, 100, 40),
            ],
            freight_rates=[
                rate("2023-12-28", "Shanghai-Rotterdam", 1000, "base"),
                rate("2024-01-04", "Shanghai-Rotterdam", 2500),
                rate("2024-01-18", "Shanghai-New York", 4000, "n"),
                rate("2023-08-31", "Shanghai-Rotterdam", 1),
            ],
            port_imports_periods=[
                {"period_start": "2024-01-01", "period_end": "2024-01-15", "months": 2,
                 "port": RED_SEA, "commodity": "all", "tonnes": 900, "max_error_t": 10,
                 "source_ids": "p"},
                {"period_start": "2024-01-01", "period_end": "2024-01-31", "months": 1,
                 "port": RED_SEA, "commodity": "food", "tonnes": 1, "source_ids": "q"},
            ],
        )
    )  # fmt: skip
    chosen = {
        "start": "2024-01-01", "end": "2024-01-31",
        "baseline_start": "2023-12-25", "baseline_end": "2023-12-31",
        "rate_baseline_start": "2023-12-01", "rate_baseline_end": "2023-12-31",
    }  # fmt: skip
    columns = (
        "week attacks_in_week bab_el_mandeb_index_pct suez_index_pct"
        " cape_index_pct rotterdam_usd_per_feu rotterdam_multiple new_york_usd_per_feu"
        " new_york_multiple imports_t_per_month source_ids"
    )
    transit_sources = "container Bab|container Cap|tanker Bab|tanker Cap"
    assert ask("charts/crisis_by_week", columns, **chosen) == [
        (date(2024, 1, 1), 1, 50.0, None, 200.0, 2500.0, 2.5, None, None, 450.0,
         f"a|{transit_sources}|base|r|p"),
        (date(2024, 1, 8), 1, None, None, None, None, None, None, None, 450.0, "a|b|p"),
        (date(2024, 1, 15), 0, None, None, None, None, None, 4000.0, None, None, "n"),
    ]  # fmt: skip
    claims = ask("charts/crisis_by_week", "attacks_in_week", claimed=True, **chosen)
    assert claims == [(1,), (2,), (0,)]
    # Without a baseline there is no percentage; a week belongs to the period of its Thursday.
    nothing = chosen | {"baseline_start": "2020-01-01", "baseline_end": "2020-12-31",
                        "start": "2024-01-05", "end": "2024-01-10"}  # fmt: skip
    assert ask("charts/crisis_by_week", "week", **nothing) == []
    nothing["start"] = "2024-01-04"
    assert ask("charts/crisis_by_week", "week cape_index_pct attacks_in_week", **nothing) == [
        (date(2024, 1, 1), None, 1)
    ]


def test_crisis_by_week_does_not_count_months_that_were_not_checked() -> None:
    ask = asker(
        open_store(
            coverage=COVERAGE, transits=week("2024-02-05", BAB, 7) + week("2023-12-25", BAB, 7)
        )
    )
    found = ask("charts/crisis_by_week", "week attacks_in_week")
    assert found[0] == (date(2023, 12, 25), None)  # its Thursday is before the record begins
    assert found[1:4] == [
        (date(2024, 1, 1), 0),
        (date(2024, 1, 8), 0),
        (date(2024, 1, 15), 0),
    ]
    assert found[4:] == [
        (date(2024, 1, 22), None),
        (date(2024, 1, 29), None),
        (date(2024, 2, 5), None),
    ]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, (date(2023, 6, 16), date(2024, 6, 15), 2, date(2024, 6, 15), "a|b")),
        (
            {"claimed": True},
            (date(2023, 6, 16), date(2024, 6, 15), 3, date(2024, 6, 15), "a|b|c"),
        ),
        (
            {"end": "2030-01-01"},
            (date(2023, 6, 16), date(2024, 6, 15), 2, date(2024, 6, 15), "a|b"),
        ),
        (
            {"end": "2024-06-14"},
            (date(2023, 6, 15), date(2024, 6, 14), 2, date(2023, 6, 16), "a|z"),
        ),
        ({"end": "2020-06-14"}, (date(2019, 6, 15), date(2020, 6, 14), None, None, "")),
    ],
)
def test_attacks_of_the_latest_year_end_with_the_check(
    chosen: dict[str, Any], expected: tuple[Any, ...]
) -> None:
    attacks = [
        {"incident_id": f"A{n}", "date": day, "outcome": outcome, "source_ids": source}
        for n, (day, outcome, source) in enumerate(
            [
                ("2023-06-15", "sunk", "z"),
                ("2023-06-16", "sunk", "a"),
                ("2024-06-15", "damaged", "b"),
                ("2024-01-01", "claimed only", "c"),
            ]
        )
    ]
    coverage = [{"dataset": "attacks", "covers_from": "2023-01-01", "covers_until": "2024-06-15"}]
    ask = asker(open_store(attacks=attacks, coverage=coverage))
    columns = "first_day last_day attacks last_attack source_ids"
    assert ask("facts/attacks_latest_year", columns, **chosen) == [expected]


def test_rates_headline_has_peak_and_latest_of_the_period() -> None:
    ask = asker(
        open_store(
            freight_rates=[
                rate("2023-10-05", "L", 1000, "b1"),
                rate("2023-10-12", "L", 3000, "b2"),
                rate("2024-01-04", "L", 8000, "p1"),
                rate("2024-01-11", "L", 8000, "p2"),
                rate("2024-02-01", "L", 5000, "last"),
                rate("2024-02-08", "L", 9999, "after"),
                rate("2024-01-04", "M", 7, "m"),
            ]
        )
    )
    chosen = {
        "start": "2024-01-01", "end": "2024-02-07",
        "rate_baseline_start": "2023-10-05", "rate_baseline_end": "2023-10-12",
    }  # fmt: skip
    assert ask("facts/rates_headline", **chosen) == [
        ("L", 3, 2000.0, 2, 8000.0, date(2024, 1, 4), 4.0, 5000.0, date(2024, 2, 1), 2.5,
         "b1|b2|last|p1|p2"),
        ("M", 1, None, 0, 7.0, date(2024, 1, 4), None, 7.0, date(2024, 1, 4), None, "m"),
    ]  # fmt: skip


# The figure.

EVENTS = pd.DataFrame(
    [
        (
            "EV007",
            pd.Timestamp("2024-01-09"),
            "Houthi attack on shipping",
            "Seized",
            "Crew.",
            "Galaxy Leader seized",
            "s",
        )
    ],
    columns=["event_id", "date", "category", "title", "detail", "label", "source_ids"],
)


def weeks(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return rows as charts/crisis_by_week does, with everything missing that is not given."""
    empty: dict[str, Any] = {
        "attacks_in_week": None, "bab_el_mandeb_index_pct": None,
        "suez_index_pct": None, "cape_index_pct": None, "rotterdam_date": pd.NaT,
        "rotterdam_usd_per_feu": None, "rotterdam_multiple": None, "new_york_date": pd.NaT,
        "new_york_usd_per_feu": None, "new_york_multiple": None,
        "imports_period_start": pd.NaT, "imports_period_end": pd.NaT,
        "imports_t_per_month": None, "imports_error_t_per_month": None, "source_ids": "s1",
    }  # fmt: skip
    made = pd.DataFrame([empty | row for row in rows])
    for column in ("week", "rotterdam_date", "new_york_date", "imports_period_start",
                   "imports_period_end"):  # fmt: skip
        made[column] = pd.to_datetime(made[column])
    for column in made.columns[made.columns.str.contains("pct|multiple|usd|t_per|in_week")]:
        made[column] = pd.to_numeric(made[column])
    return made


ROWS = weeks(
    {"week": "2024-01-01", "attacks_in_week": 3,
     "bab_el_mandeb_index_pct": 50, "cape_index_pct": 200, "suez_index_pct": 70,
     "rotterdam_date": "2024-01-04", "rotterdam_usd_per_feu": 3000, "rotterdam_multiple": 3,
     "imports_period_start": "2024-01-01", "imports_period_end": "2024-02-29",
     "imports_t_per_month": 450_000},
    {"week": "2024-01-08", "attacks_in_week": 0,
     "bab_el_mandeb_index_pct": 40,
     "imports_period_start": "2024-01-01", "imports_period_end": "2024-02-29",
     "imports_t_per_month": 450_000},
    {"week": "2024-02-05",
     "rotterdam_date": "2024-02-08", "rotterdam_usd_per_feu": 2500, "rotterdam_multiple": 2.5},
)  # fmt: skip


MONTHS = pd.DataFrame(
    {"month": [pd.Timestamp("2024-01-01")] * 2, "attacks": [3, 1], "killed": [0, 0]}
)
BASIS = crisis_words.Basis("base days", 92, "rate days", 8, date(2024, 6, 15))


def made(
    rows: pd.DataFrame = ROWS,
    happened: pd.DataFrame = EVENTS,
    months: pd.DataFrame = MONTHS,
    basis: crisis_words.Basis = BASIS,
) -> Any:
    return crisis.crisis(rows, months, happened, basis)


def trace(chart: Any, name: str) -> Any:
    (found,) = [t for t in drawn(chart).data if t.name == name]
    return found


def test_crisis_draws_four_panels_over_one_axis() -> None:
    chart = made()
    figure = drawn(chart)
    attacks, imports = trace(chart, "attacks"), trace(chart, "imports")
    assert (list(attacks.x), list(attacks.y)) == ([pd.Timestamp("2024-01-01")], [4])
    assert list(imports.y) == [450]
    assert list(imports.width) == [60 * 24 * 3600 * 1000]  # as wide as its two months
    assert list(imports.x) == [pd.Timestamp("2024-01-31")]
    assert list(trace(chart, "Bab el-Mandeb").y) == [50, 40]
    # A month without an assessment is a hole, not a line.
    assert list(trace(chart, "Rotterdam").y) == [3, None, 2.5]
    assert {t.yaxis for t in figure.data} == {None, "y2", "y3", "y4", "y9"}
    assert figure.layout.hoversubplots == "axis"
    names = [a.text for a in figure.layout.annotations if "●" in a.text]
    assert [name.split("</span> ")[1] for name in names] == [
        "Bab el-Mandeb 45 %", "Suez 70 %", "Cape 200 %", "Rotterdam 2.5×",
    ]  # fmt: skip
    assert chart.title == (
        "4 attacks; Bab el-Mandeb at 45 % of its baseline (2 weeks to 14 Jan 2024), the rate to"
        " Rotterdam at 2.5 times (8 Feb 2024)"
    )
    assert "over base days (92 weeks)" in chart.method
    assert "over rate days (8 assessments or more)" in chart.method
    assert chart.alt == (
        "Four panels over one time axis from January 2024 to February 2024. They show 4 attacks"
        " by month, Bab el-Mandeb transits, last at 45 percent of baseline, Suez transits, last at"
        " 70 percent of baseline, Cape transits, last at 200 percent of baseline, the rate to"
        " Rotterdam, last at 2.5 times its baseline and fuel and food through the Red Sea ports,"
        " last 450 thousand tonnes a month."
    )


def test_a_panel_of_a_record_that_nobody_checked_has_words_and_no_axis() -> None:
    absent = {"attacks": "record begins 19 November 2023"}
    basis = replace(BASIS, absent=absent)
    layout = drawn(made(ROWS.head(1), months=MONTHS.head(0), basis=basis)).layout
    heads = [a.text for a in layout.annotations if a.text.startswith("<b>")]
    assert heads[0] == "<b>Attacks on merchant ships a month</b>: record begins 19 November 2023"
    assert [layout[f"yaxis{n}"].visible for n in ("", 2, 3, 4)] == [False, None, None, None]
    bare = weeks({"week": "2024-01-08", "attacks_in_week": 0, "suez_index_pct": 70})
    layout = drawn(made(bare)).layout
    heads = [a.text for a in layout.annotations if a.text.startswith("<b>")]
    assert [head.partition("</b>")[2] for head in heads] == [
        "", "", ": no weekly rate in the period", ": no figure in the period",
    ]  # fmt: skip
    whole = dict.fromkeys(crisis.RECORDS.values(), "record begins 1 May 2020")
    chart = made(bare.head(0), months=MONTHS.head(0), basis=replace(BASIS, absent=whole))
    assert chart.absence == (
        "Attacks: record begins 1 May 2020. Transits: record begins 1 May 2020. Freight rates:"
        " record begins 1 May 2020. Port imports: record begins 1 May 2020. Choose other days in"
        " the sidebar."
    )


def test_the_bars_of_cut_months_stand_within_the_figure() -> None:
    ends = weeks({"week": "2024-01-15", "suez_index_pct": 70})
    figure = drawn(made(ends))
    assert list(figure.layout.xaxis.range) == [
        pd.Timestamp("2024-01-01"), pd.Timestamp("2024-01-31"),
    ]  # fmt: skip


def test_one_hover_reads_all_panels() -> None:
    reader = trace(made(), "reader")
    assert list(reader.x) == list(ROWS["week"])
    assert reader.text == (
        "<b>Week of 1 January 2024</b><br>Attacks this week: 3<br>"
        "Transits: Bab el-Mandeb 50 %, Suez 70 %, Cape 200 %<br>"
        "Rates: Rotterdam 3,000 USD (3.0×)<br>"
        "Red Sea ports: 450 thousand t a month, January to February 2024",
        "<b>Week of 8 January 2024</b><br>Attacks this week: 0<br>Transits: Bab el-Mandeb 40 %<br>"
        "Rates: no assessment this week<br>"
        "Red Sea ports: 450 thousand t a month, January to February 2024"
        "<br><b>Seized</b>, 9 Jan 2024",
        "<b>Week of 5 February 2024</b><br>Attacks: not on record<br>"
        "Transits: no data<br>Rates: Rotterdam 2,500 USD (2.5×)<br>"
        "Red Sea ports: no figure",
    )


def test_crisis_without_a_record_draws_nothing() -> None:
    bare = weeks({"week": "2010-01-04"})
    for rows in (bare, bare.head(0)):
        chart = made(rows, months=MONTHS.head(0))
        assert chart.figure is None
        assert chart.title == "Attacks, transits, freight rates and imports on one time axis"
    # Attacks alone are drawn, without a comparison in the title.
    alone = made(weeks({"week": "2024-01-01"}))
    assert alone.title.startswith("Attacks, transits,")
    assert list(trace(alone, "attacks").y) == [4]
    assert list(trace(alone, "imports").y) == []


def test_title_leaves_out_what_is_thin_and_says_until_when_none_attacked() -> None:
    none = MONTHS.assign(attacks=0)
    assert made(months=none).title.startswith("No attack to 15 Jun 2024; Bab el-Mandeb at 45 %")
    thin = crisis_words.Basis("base days", 3, "rate days", 8)
    chart = made(basis=thin, months=MONTHS.head(0))
    assert chart.title == "The rate to Rotterdam at 2.5 times (8 Feb 2024)"
    names = [a.text for a in drawn(chart).layout.annotations if "●" in a.text]
    assert [name.split("</span> ")[1] for name in names][-2:] == ["Cape", "Rotterdam 2.5×"]
    assert made(basis=crisis_words.Basis("b", 3, "r", 2)).title.startswith("Attacks, transits,")


def test_events_are_numbered_above_the_bars_of_the_first_panel() -> None:
    figure = drawn(made())
    (badge,) = [t for t in figure.data if t.name == "numbered events" and t.text]
    assert (badge.text, badge.y, badge.marker.symbol) == (("<b>1</b>",), (1.0,), "circle")
    assert figure.layout.yaxis.domain[1] < 0.95


# Findings.

ASKED = findings.Asked(
    "7 Oct 2023 to 1 Oct 2026", "1 Jan 2022 to 6 Oct 2023", "1 Sep to 16 Nov 2023"
)


BEFORE = replace(
    ASKED,
    covered=dict.fromkeys(
        ("attacks", "transits", "freight_rates", "port_imports"),
        Coverage("before", date(2023, 1, 1), date(2023, 6, 1), date(2024, 1, 2), date(2024, 6, 15)),
    ),
)


def headline(**more: Any) -> dict[str, Any]:
    return {
        "attacks": 2, "sunk": 1, "killed": 1, "first_date": date(2024, 1, 3),
        "last_date": date(2024, 2, 1), "checked_until": date(2024, 6, 15),
    } | more  # fmt: skip


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            headline(),
            "**2 attacks** on merchant ships, 3 Jan 2024 to 1 Feb 2024: 1 ship sunk, 1 killed;"
            " record checked to 15 Jun 2024.",
        ),
        (
            headline(attacks=1, sunk=0, killed=0, first_date=date(2024, 2, 1), checked_until=None),
            "**1 attack** on merchant ships, 1 Feb 2024: 0 ships sunk, 0 killed.",
        ),
        (
            headline(attacks=0, first_date=None, last_date=None),
            "**No attack** on a merchant ship is on record, 7 Oct 2023 to 1 Oct 2026; record"
            " checked to 15 Jun 2024.",
        ),
        (
            headline(attacks=None, first_date=None, last_date=None),
            "**Attacks:** record begins 2 January 2024.",
        ),
    ],
)
def test_finding_of_attacks(row: dict[str, Any], said: str) -> None:
    asked = ASKED if row["attacks"] is not None else BEFORE
    assert findings.attacks(row, asked) == said


def test_findings_of_a_period_that_no_record_was_checked_for() -> None:
    assert findings.transits(None, "Bab", BEFORE) == "**Bab:** record begins 2 January 2024."
    assert findings.rates(None, "L", BEFORE) == "**L:** record begins 2 January 2024."
    assert findings.imports(None, BEFORE) == "**Red Sea ports:** record begins 2 January 2024."


def test_finding_of_no_attack_names_the_edges_of_the_check() -> None:
    across = replace(BEFORE.covered["attacks"], status="partly", end=date(2024, 7, 1))
    asked = replace(ASKED, covered={"attacks": across})
    row = headline(attacks=0, first_date=None, last_date=None)
    assert findings.attacks(row, asked) == (
        "**No attack** on a merchant ship is on record, 7 Oct 2023 to 1 Oct 2026; record begins"
        " 2 January 2024, checked to 15 June 2024."
    )


def test_finding_of_attacks_that_resumed() -> None:
    row = {
        "resumed_on": pd.Timestamp("2026-07-22"), "days_between": 296, "attacks": 1, "sunk": 1,
        "killed": 0, "last_date": pd.Timestamp("2026-10-07"),
    }  # fmt: skip
    assert findings.resumed(row) == (
        "**Attacks resumed on 22 Jul 2026,** 296 days after the one before: 1 attack to"
        " 7 Oct 2026, 1 ship sunk, 0 killed."
    )
    assert findings.resumed(row | {"days_between": 179}) == findings.resumed(None) == ""


def test_attacks_resumed_after_the_longest_time_that_was_checked() -> None:
    days = {"2023-01-05": "sunk", "2024-01-02": "sunk", "2024-01-04": "damaged",
            "2024-02-10": "sunk", "2024-02-12": "claimed only", "2024-02-20": "damaged",
            "2024-06-15": "damaged", "2024-12-01": "sunk"}  # fmt: skip
    attacks = [
        {"incident_id": day, "date": day, "outcome": outcome, "killed": 2, "source_ids": day}
        for day, outcome in days.items()
    ]
    coverage = [{"dataset": "attacks", "covers_from": "2024-01-01", "covers_until": "2024-06-30"}]
    ask = asker(open_store(attacks=attacks, coverage=coverage))

    def resumed(**chosen: Any) -> list[tuple[Any, ...]]:
        columns = "last_before resumed_on days_between attacks sunk killed last_date"
        return ask("facts/attacks_resumed", columns, **chosen)

    # Neither the year before the record nor the months after its check are a quiet.
    spring = (date(2024, 2, 20), date(2024, 6, 15), 116)
    assert resumed() == [(*spring, 2, 1, 4, date(2024, 12, 1))]
    assert resumed(start="2024-06-01", end="2024-07-31") == [(*spring, 1, 0, 2, date(2024, 6, 15))]
    winter = (date(2024, 1, 4), date(2024, 2, 10), 37)
    assert resumed(end="2024-06-14") == [(*winter, 2, 1, 4, date(2024, 2, 20))]
    assert resumed(end="2024-06-14", claimed=True) == [(*winter, 3, 1, 6, date(2024, 2, 20))]
    assert resumed(end="2024-01-02") == []


def passed(**more: Any) -> dict[str, Any]:
    return (
            {
                "chokepoint": BAB, "latest_per_day": 35.0, "latest_change_pct": -49.6,
                "latest_week": pd.Timestamp("2026-07-13"), "period_per_day": 36.64,
                "latest_weeks": 4,
                "period_weeks": 145, "period_change_pct": -47.6, "baseline_per_day": 69.99,
                "baseline_weeks": 92,
            }
            | more
    )  # fmt: skip


def passage(**more: Any) -> dict[str, Any]:
    """Return a row of facts/passages."""
    return {
        "chokepoint": BAB, "per_day": 35.04, "weeks": 4, "last_week": pd.Timestamp("2026-07-13"),
        "before_per_day": 69.99, "before_weeks": 92, "change_pct": -49.9,
        "year_before_per_day": 33.75, "year_change_pct": 3.8, "counter": None,
        "published_per_day": None, "difference_pct": None,
    } | more  # fmt: skip


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            passage(),
            "**Bab: 4 % more transits than** the 33.8 of a year before, 35.0 transits a day in the"
            " four weeks to 19 Jul 2026.",
        ),
        (
            passage(year_before_per_day=None, year_change_pct=None),
            "**Bab: 50 % fewer transits than** the 70.0 of 1 Jan 2022 to 6 Oct 2023, 35.0 transits"
            " a day in the four weeks to 19 Jul 2026.",
        ),
        (
            passage(year_change_pct=None, change_pct=None, before_per_day=None, before_weeks=3),
            "**Bab:** 35.0 transits a day in the four weeks to 19 Jul 2026; the baseline (1 Jan"
            " 2022 to 6 Oct 2023) holds 3 weeks, too few to compare.",
        ),
        (
            passage(weeks=2),
            "**Bab:** 35.0 transits a day in the 2 weeks to 19 Jul 2026; too few weeks to compare.",
        ),
        (None, "**Bab:** no week with transits lies in 7 Oct 2023 to 1 Oct 2026."),
    ],
)
def test_finding_of_transits(row: dict[str, Any] | None, said: str) -> None:
    assert findings.transits(row, "Bab", ASKED) == said


RECORD = {"first_date": pd.Timestamp("2023-11-19"), "last_date": pd.Timestamp("2025-09-29")}


def returned(
    row: dict[str, Any] | None, end: str = "2026-10-01", baseline_end: str = "2023-10-06"
) -> str:
    days = (date.fromisoformat(end), date.fromisoformat(baseline_end))
    return findings.since_last(row, RECORD, ASKED, *days)


def test_finding_of_the_return() -> None:
    assert returned(passed(period_weeks=42)) == (
        "**No return so far:** in 42 weeks after the last attack on record (29 Sep 2025), to"
        " 19 Jul 2026, Bab el-Mandeb saw 48 % fewer transits than the mean of 1 Jan 2022 to"
        " 6 Oct 2023."
    )
    back = passed(period_change_pct=-9.4)
    assert returned(back).startswith("**Traffic is back:** ")
    # Against a baseline within the crisis nothing can be back.
    assert returned(back, baseline_end="2023-11-19").startswith("**Since the attacks stopped:** ")
    assert returned(back, end="2025-09-28") == ""  # the last attack on record came later
    for thin in (passed(period_weeks=3), passed(baseline_weeks=1), None):
        assert returned(thin) == ""


def assessed(**more: Any) -> dict[str, Any]:
    return (
            {
                "lane": "L", "assessments": 9, "baseline_usd_per_feu": 1157.4,
                "baseline_assessments": 10,
                "peak_usd_per_feu": 8267.0, "peak_date": pd.Timestamp("2024-07-18"),
                "peak_multiple": 7.143, "latest_usd_per_feu": 3399.0,
                "latest_date": pd.Timestamp("2026-10-01"), "latest_multiple": 2.94,
            }
            | more
    )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            assessed(),
            "**L: 7.1 times** the mean of 1 Sep to 16 Nov 2023 (1,157) at the period's peak of"
            " 8,267 on 18 Jul 2024; 3,399 USD per FEU on 1 Oct 2026: 2.9 times.",
        ),
        (
            assessed(peak_date=pd.Timestamp("2026-10-01")),
            "**L: 2.9 times** the mean of 1 Sep to 16 Nov 2023 (1,157), its peak in the period:"
            " 3,399 USD per FEU on 1 Oct 2026.",
        ),
        (
            assessed(peak_date=pd.Timestamp("2026-10-01"), assessments=1),
            "**L: 2.9 times** the mean of 1 Sep to 16 Nov 2023 (1,157): 3,399 USD per FEU on"
            " 1 Oct 2026.",
        ),
        (
            assessed(baseline_assessments=1),
            "**L:** 3,399 USD per FEU on 1 Oct 2026; the baseline (1 Sep to 16 Nov 2023) holds"
            " 1 rate, too few.",
        ),
        (None, "**L:** no rate was assessed, 7 Oct 2023 to 1 Oct 2026."),
    ],
)
def test_finding_of_rates(row: dict[str, Any] | None, said: str) -> None:
    assert findings.rates(row, "L", ASKED) == said


def test_multiples_stand_on_several_baselines() -> None:
    others = {"L": [("2019", 1500.0), ("2022", 8000.0)], "M": [("2019", 1.0)]}
    assert "(1,157; 5.5 times that of 2019, 1.0 of 2022) at" in findings.rates(
        assessed(), "L", ASKED, others
    )
    assert rate_words.elsewhere("N", 100, others) == ""
    basis = replace(BASIS, other_rates={"Shanghai-Rotterdam": [("2019", 500.0)]})
    assert (
        "the rate to Rotterdam at 2.5 to 5.0 times, by baseline (8 Feb 2024)"
        in made(basis=basis).title
    )


def test_finding_of_imports() -> None:
    row = {
        "year": 2025, "period_end": date(2025, 10, 31), "tonnes": 5_060_000,
        "tonnes_year_before": 6_640_000, "change_pct": -23.8, "change_low_pct": -26.9,
        "change_high_pct": -21.2,
    }  # fmt: skip
    assert findings.imports(row, ASKED) == (
        "**Red Sea ports: 24 % less fuel and food than** in the same months of 2024: 5.1 million"
        " tonnes in January to October 2025, 6.6 before (−26.9 to −21.2 % by rounding)."
    )
    mixed = row | {"change_pct": 1.4, "change_low_pct": -0.3, "change_high_pct": 3.1}
    assert findings.imports(mixed, ASKED).endswith("(−0.3 to +3.1 % by rounding).")
    assert findings.imports(None, ASKED) == (
        "**Red Sea ports:** no published total has a year before it, 7 Oct 2023 to 1 Oct 2026."
    )


# Small trends and words.


def test_spark_breaks_at_gaps_and_ends_in_a_dot() -> None:
    svg = spark([0, 10, None, 5])
    assert svg.count("<polyline") == 1  # a single point is no line
    assert '<polyline points="3.0,21.0 41.0,3.0"/>' in svg
    assert '<circle cx="117.0" cy="12.0"' in svg
    assert spark([]) == spark([None]) == ""
    assert "cy=" in spark([0.0])


def test_a_card_is_one_piece_of_html_and_its_texts_are_texts() -> None:
    card = Card("Sunk & killed", "<b>5</b>", "to 9 Oct 2026", "Ships *lost* < 5.", [1, 2])
    drawn = as_html(card)
    assert drawn.startswith(
        '<div class="card"><div class="card-label">Sunk &amp; killed <span class="card-help"'
        ' tabindex="0">?<span class="card-tip" role="tooltip">Ships *lost* &lt; 5.</span>'
        "</span></div>"
        '<div class="card-value">&lt;b&gt;5&lt;/b&gt;</div><img src="data:image/svg+xml;base64,'
    )
    assert drawn.endswith(
        '" width="120" height="24" alt="Trend of Sunk &amp; killed"/>'
        '<div class="card-detail">to 9 Oct 2026</div></div>'
    )
    assert as_html(Card("A", "1", "b")) == (
        '<div class="card"><div class="card-label">A</div><div class="card-value">1</div>'
        '<div class="card-detail">b</div></div>'
    )


def test_words_of_comparison() -> None:
    assert [words.compared(p, "ships") for p in (-12.4, 0.4, 12.6)] == [
        "12 % fewer ships than", "as many ships as", "13 % more ships than",
    ]  # fmt: skip
    assert words.compared(0, "cargo", "less") == "as much cargo as"
    assert [words.signed(p) for p in (-54.4, 0.3, 1234.0)] == ["−54 %", "0 %", "+1,234 %"]
    january, december, may = date(2025, 1, 1), date(2025, 12, 31), date(2025, 5, 31)
    assert words.months_of(january, december) == "2025"
    assert words.months_of(january, may) == "January to May 2025"
    assert words.months_of(january, date(2025, 1, 31)) == "January 2025"
    assert words.dates(january, january) == "1 Jan 2025"
    assert words.window(january, may) == "1 January 2025 to 31 May 2025"


# On the bundled data.


def test_latest_weeks_is_the_mean_of_the_last_four_known() -> None:
    column = pd.Series([1.0, 10, None, 20, 30, 40, None])
    assert crisis_words.latest_weeks(column) == 25
    assert crisis_words.latest_weeks(column.head(0)) is None


@pytest.mark.parametrize(
    "chosen", [{}, {"start": "2026-09-01"}, {"start": "2024-07-20", "end": "2024-07-26"}]
)
def test_crisis_of_the_bundled_data(bundled_store: Path, chosen: dict[str, Any]) -> None:
    cursor = store.reader(bundled_store).cursor()
    rows = queries.run(cursor, "charts/crisis_by_week", **chosen)
    happened = queries.run(cursor, "lists/events", importance=3, **chosen)
    chart = made(rows, happened, queries.run(cursor, "charts/attacks_by_month", **chosen))
    drawn(chart)
    assert chart.alt.endswith(".")


Page = Callable[..., AppTest]


@pytest.fixture
def page(visit: Page) -> Page:
    """Return a function that runs the page with query parameters."""
    return partial(visit, "overview")


def cards(app: AppTest) -> list[str]:
    return [metric.value for metric in places.cards(app)]


def told(app: AppTest) -> list[str]:
    (found,) = [m.value for m in app.markdown if m.value.startswith("- :small[")]
    return [line.removeprefix("- :small[").removesuffix("]") for line in found.splitlines()]


pytestmark = pytest.mark.filterwarnings("ignore:.*ScriptRunContext")


def test_four_cards_and_the_findings(page: Page) -> None:
    """The figures at default filters are computed anew in tests/test_record.py."""
    app = page()
    assert cards(app) == ["27", "89", "$3,399", "11"]
    assert [card.detail for card in places.cards(app)] == [
        "ships a day; 70 before the crisis −61 %; Lloyd's List counted 40: −43 %",
        "ships a day; 46 before the crisis +93 %",
        "spot rate, 40 feet; $1,157 before the crisis 2.9×;"
        " 1 Oct, 2.4× on Jan-Nov 2023, 2.3× on 2019",
        "in 12 months; 17 in the year before −35 %; to 9 Oct",
    ]
    assert told(app) == [
        "**135 attacks** on merchant ships, 19 Nov 2023 to 7 Oct 2026: 5 ships sunk,"
        " 15 killed; record checked to 9 Oct 2026.",
        "**Attacks resumed on 22 Jul 2026,** 296 days after the one before: 11 attacks to"
        " 7 Oct 2026, 1 ship sunk, 6 killed.",
        "**Bab el-Mandeb: 19 % fewer transits than** the 33.8 of a year before, 27.2 transits a"
        " day in the four weeks to 4 Oct 2026; Lloyd's List counted 53 % more from 14 to"
        " 27 Sep 2026.",
        "**Cape of Good Hope: 8 % fewer transits than** the 96.1 of a year before, 88.8 transits a"
        " day in the four weeks to 4 Oct 2026.",
        "**Return to Suez: −5 of 100** (0 the crisis, 100 the year before): container ships, four"
        " weeks to 22 Feb 2026; never back (four weeks above 13).",
        "**By 7 Oct 2026, 6 of 12 container lines on record sent ships via Suez again:** CMA CGM,"
        " COSCO, Hapag-Lloyd, Maersk, MSC and OOCL, 19 August to 15 September (at second hand)."
        " HMM, Ocean Network Express and Yang Ming planned a return from 17 October. Evergreen"
        " stayed away.",
        "**Shanghai-Rotterdam: 7.1 times** the mean of 1 Sep 2023 to 16 Nov 2023 (1,157; 5.8"
        " times that of Jan-Nov 2023, 5.5 of 2019) at the period's peak of 8,267 on 18 Jul 2024;"
        " 3,399 USD per FEU on 1 Oct 2026: 2.3 to 2.9 times, by baseline.",
        "**Red Sea ports: 15 % less fuel and food than** in the same months of 2024: 6.7 million"
        " tonnes in 2025, 7.9 before (−16.0 to −14.7 % by rounding).",
    ]


def test_calendar_2024_against_another_baseline(page: Page) -> None:
    app = page(period=["2024-01-01", "2024-12-31"], baseline=["2023-01-01", "2023-06-30"])
    sentences = told(app)
    assert sentences[0].startswith("**98 attacks** on merchant ships, 2 Jan 2024 to 10 Dec")
    assert sentences[1] == (
        "**Bab el-Mandeb: 51 % fewer transits than** the 64.0 of a year before, 31.5 transits a day"
        " in the four weeks to 29 Dec 2024."
    )
    assert places.cards(app)[0].detail.startswith("ships a day; 74 from January to June 2023 −57 %")
    assert (
        "**Red Sea ports: 6 % more fuel and food than** in the same months of 2023" in sentences[-1]
    )


def test_a_doubted_total_of_imports_is_no_headline(page: Page) -> None:
    app = page(period=["2023-10-07", "2024-02-15"])  # January 2024 is compared with a doubted one
    assert "in the same months of 2022: 7.5 million tonnes in 2023" in told(app)[-1]


def test_a_month_without_a_thursday_counts(page: Page) -> None:
    """The crisis figure counts the attacks that the headline counts, whatever day a period ends."""
    app = page(period=["2023-12-01", "2024-01-02"])
    assert told(app)[0].startswith("**18 attacks**")
    assert "18 attacks; Bab el-Mandeb at" in " ".join(m.value for m in app.markdown)


def test_an_attack_after_the_period_is_not_forgotten(page: Page) -> None:
    app = page(period=["2023-10-07", "2025-01-06"])
    assert not any("last attack on record" in sentence for sentence in told(app))
    assert places.answer(app).endswith(
        " The last attack of the period, by one source, was on 10 December 2024."
    )


def test_thin_baselines_are_not_compared_with(page: Page) -> None:
    app = page(baseline=["2023-09-04", "2023-09-10"], rate_baseline=["2023-09-07", "2023-09-07"])
    assert cards(app) == ["27", "89", "$3,399", "11"]
    assert [card.detail for card in places.cards(app)][:3] == [
        "ships a day; the baseline holds 1 week",
        "ships a day; the baseline holds 1 week",
        "spot rate, 40 feet; too few rates before it; 1 Oct",
    ]
    heads = [places.loose(m.value) for m in app.markdown if m.value.startswith("## ")]
    assert heads[2] == "## Attacks, transits, freight rates and imports on one time axis"
    assert sum("too few" in sentence for sentence in told(app)) == 1  # ships have the year before


@pytest.mark.parametrize(
    ("period", "values"),
    [
        (["2019-01-01", "2019-03-01"], "52 52 – –"),
        (["2026-08-01", "2026-09-30"], "26 86 $3,485 9"),
        (["2024-07-20", "2024-07-20"], "– – – 93"),
    ],
)
def test_thin_periods_say_so(page: Page, period: list[str], values: str) -> None:
    app = page(period=period)
    assert " ".join(cards(app)) == values
    assert 3 <= len(told(app)) <= 6
