"""The return-to-Suez index, past pauses of the attacks, and published estimates beside ours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard import queries, store
from dashboard.kit.charts import return_index as charts
from dashboard.kit.ui.return_index import CRISIS
from tests import places
from tests.given import asker, drawn, open_store

BAB, CAPE = "Bab el-Mandeb Strait", "Cape of Good Hope"
CLASSES = ("container", "tanker")
DAYS = {"fit_end": date(2023, 10, 6), "crisis_start": CRISIS[0], "crisis_end": CRISIS[1]}


def test_the_index_of_the_pages_is_kept(bundled_store: Path) -> None:
    text, key = queries.load("charts/return_index").kept(DAYS) or ("", {})
    assert store.reader(bundled_store).cursor().execute(text, key).fetchall()


def weeks(first: date, counts: list[int], place: str = BAB) -> list[dict[str, Any]]:
    """Return weeks of container ships as given and of as many tankers."""
    return [
        {"week_start": first + timedelta(days=7 * number), "days": 7, "chokepoint": place,
         "vessel_class": kind, "transits": count, "trade_volume_t": 1000 * count,
         "source_ids": "s1"}
        for number, count in enumerate(counts)
        for kind in CLASSES
    ]  # fmt: skip


def event(number: int, day: date, **more: Any) -> dict[str, Any]:
    return {"event_id": f"EV{number}", "date": day, "category": "Gaza war", "title": "T",
            "detail": "D", "importance": 3, "source_ids": "s9"} | more  # fmt: skip


def index(after: list[int], **more: Any) -> pd.DataFrame:
    """Return the index where 140 a week passed before, 20 in the crisis, and then ``after``."""
    rows = weeks(date(2022, 10, 10), [140] * 52)
    rows += weeks(date(2024, 3, 4), [20] * 90 + after)
    con = open_store(transits=rows, **more)
    return queries.run(con.cursor(), "charts/return_index", **DAYS)


def test_0_is_the_crisis_and_100_the_year_before() -> None:
    found = index([])
    part = found[found["vessel_class"] == "container"].set_index("week")["index"]
    assert part["2023-03-06"] == pytest.approx(100)
    assert part["2024-06-03"] == pytest.approx(0)
    assert pd.isna(part["2024-03-18"])  # three weeks are no four
    assert pd.isna(part["2022-10-24"])
    assert found["back_index"].unique() == pytest.approx([0])
    assert not found["is_back"].any()
    assert set(found["source_ids"]) == {"s1"}


def test_back_after_four_weeks_above_the_rest_of_the_crisis() -> None:
    after = [80, 80, 80, 20, 80, 80, 80, 80, 20]  # from 24 November 2025 on
    found = index([20] * 6 + after)  # from 5 January 2026 on, after the crisis
    part = found[(found["vessel_class"] == "container") & found["is_back"]]
    assert [f"{day:%Y-%m-%d}" for day in part["week"]] == ["2026-02-23"]
    assert charts.ever(found, "container") == "back from 1 Mar 2026 on (four weeks above 0)"
    assert part["index"].iloc[0] == pytest.approx(50)


def test_weeks_that_the_war_touches_are_marked() -> None:
    war = event(1, date(2025, 11, 12), role="Iran war begins", phase="War")
    found = index([], events=[war])
    marked = found[found["is_war"]]["week"]
    assert f"{marked.min():%Y-%m-%d}" == "2025-11-10"


def test_the_chart_and_the_sentence() -> None:
    found = index([])
    chart = charts.chart(found)
    assert [trace.name for trace in drawn(chart).data] == ["container ships", "all ships", "reader"]
    assert chart.title.startswith("Return to Suez: container ships at 0 of 100, never back")
    assert charts.sentence(found) == (
        "**Return to Suez: 0 of 100** (0 the crisis, 100 the year before): container ships, four"
        " weeks to 23 Nov 2025; never back (four weeks above 0)."
    )
    assert charts.sentence(found.head(0)) == ""
    assert charts.chart(found.head(0)).absence == charts.NO_WEEK


def test_the_index_of_the_bundled_data(bundled_store: Path) -> None:
    """Container ships: 6.2 a day in the crisis, 19.0 before; back above 7.9; at most 12 of 100."""
    rows = queries.run(store.reader(bundled_store).cursor(), "charts/return_index", **DAYS)
    part = rows[(rows["vessel_class"] == "container") & (rows["week"] >= "2024-06-01")]
    row = part.iloc[0]
    levels = [round(row[f"{name}_per_day"], 1) for name in ("crisis", "before", "back")]
    assert levels == [6.2, 19.0, 7.9]
    assert round(row["back_index"]) == 13
    assert not rows["is_back"].any()
    highest = part.loc[part["index"].idxmax()]
    assert (f"{highest['week']:%Y-%m-%d}", round(highest["index"])) == ("2025-01-27", 12)
    assert round(part["index"].iloc[-1]) == -7


def test_a_pause_begins_with_a_truce_and_holds_no_attack() -> None:
    truce = {"intervention_kind": "truce", "intervention": "T"}
    events = [
        event(1, date(2024, 1, 3), phase="Strikes"),
        event(2, date(2024, 2, 7), phase="Quiet truce", **truce),
        event(3, date(2024, 3, 6), phase="Broken truce", **truce | {"intervention": "U"}),
        event(4, date(2024, 4, 3), phase="After"),
    ]
    attack = {"incident_id": "RSA-001", "date": date(2024, 3, 10), "outcome": "damaged",
              "confidence": "confirmed", "vessel_type": "tanker", "source_ids": "s9"}  # fmt: skip
    rows = weeks(date(2024, 1, 1), list(range(10, 30)))
    ask = asker(open_store(events=events, attacks=[attack], transits=rows))
    found = ask("charts/pauses", "pause number week containers_per_day ships_per_day")
    assert {row[0] for row in found} == {"Quiet truce"}
    assert [row[1] for row in found] == [-4, -3, -2, -1, 1, 2, 3, 4]
    assert found[4][2] == date(2024, 2, 5)  # its Thursday is the first in the pause
    assert found[4][3] == pytest.approx(15 / 7)
    assert found[4][4] == pytest.approx(30 / 7)


def estimate(number: int, **more: Any) -> dict[str, Any]:
    return {"estimate_id": f"ET-{number}", "publisher": "P", "measure": "transits",
            "chokepoint": BAB, "vessel_class": "all", "period_start": date(2024, 1, 1),
            "period_end": date(2024, 1, 28), "compared_start": date(2023, 1, 1),
            "compared_end": date(2023, 1, 31), "change_pct": -50.0, "base_stated": True,
            "source_ids": "s2"} | more  # fmt: skip


def test_estimates_stand_beside_ours_of_the_same_days() -> None:
    rows = weeks(date(2023, 1, 2), [100] * 4) + weeks(date(2024, 1, 1), [60] * 4 + [1])
    years = [{"year": 2023, "revenue_bn_usd": 10.0, "source_ids": "s3"},
             {"year": 2024, "revenue_bn_usd": 4.0, "source_ids": "s4"}]  # fmt: skip
    estimates = [
        estimate(1),
        estimate(2, measure="tonnes", vessel_class="container"),
        estimate(3, measure="canal revenue", amount=7.0, unit="billion USD lost"),
        estimate(4, amount=500.0, unit="transits a month", change_pct=None),
        estimate(5, chokepoint=CAPE),
    ]
    con = open_store(transits=rows, suez_yearly=years, published_estimates=estimates)
    found = queries.run(con.cursor(), "facts/published_estimates").set_index("estimate_id")
    assert found["our_change_pct"].round(6).tolist()[:4] == [-40, -40, -60, -40]
    assert pd.isna(found.loc["ET-5", "our_change_pct"])
    assert found.loc["ET-3", "our_amount"] == pytest.approx(6)
    assert found.loc["ET-4", "our_amount"] == pytest.approx(120 / 7 * 365.25 / 12)
    assert found.loc["ET-1", "source_ids"] == "s2|s1"
    assert found.loc["ET-3", "source_ids"] == "s2|s4"


def test_published_estimates_of_the_bundled_data(bundled_store: Path) -> None:
    """What the review of the page found beside them, recomputed from the rows."""
    rows = queries.run(store.reader(bundled_store).cursor(), "facts/published_estimates")
    ours = rows.set_index("estimate_id")["our_change_pct"].round()
    assert ours.to_dict() == {
        "ET-01": -47, "ET-02": 80, "ET-03": -46, "ET-04": -44, "ET-05": -54, "ET-06": 83,
        "ET-07": -68, "ET-08": -63, "ET-09": 78, "ET-10": -57, "ET-11": -46, "ET-12": -48,
        "ET-13": -48, "ET-14": -55, "ET-15": 77, "ET-16": -61,
    }  # fmt: skip
    assert round(rows.set_index("estimate_id").loc["ET-10", "our_amount"]) == 965


def test_the_section(visit: Callable[..., Any]) -> None:
    app = visit("impact", impact="Return to Suez")
    titles = places.titles(app)
    assert titles[0].startswith("Return to Suez: container ships at −5 of 100, never back")
    assert titles[0].endswith("to 22 February 2026")
    assert titles[1].startswith("Past pauses of the attacks: container ships a day, “First")
    app = visit("impact", impact="Return to Suez", impact_war="Shown, marked")
    titles = places.titles(app)
    assert titles[0].startswith("Return to Suez: container ships at −7 of 100, never back")


def test_what_a_voyage_round_the_cape_adds(bundled_store: Path) -> None:
    rows = queries.run(store.reader(bundled_store).cursor(), "facts/diversion_per_voyage")
    found = rows.set_index("vessel_class")
    assert found["co2_t"].round(-1).to_dict() == {
        "container": 1850, "dry bulk": 710, "tanker": 1300,
    }  # fmt: skip
    assert (found["co2_low_t"] < found["co2_t"]).all()
    assert (found["co2_t"] < found["co2_high_t"]).all()
    # A neopanamax at 16 knots: 175 t a day at 22.5 knots, with the cube of the speed, and 13.
    by_hand = (175 * (16 / 22.5) ** 3 + 13) / (24 * 16) * 3.151
    container = found.loc["container"]
    assert container["co2_t"] == pytest.approx(by_hand * container["extra_nm"])
    assert container["extra_nm"] == pytest.approx(2969.5)
