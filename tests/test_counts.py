"""What others count of the same ships: who, beside which figure of ours, and on which days."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import desk, queries, store
from dashboard.kit.charts import count_words
from dashboard.kit.charts import transit_words as say
from dashboard.settings import HOME, Settings
from dashboard.topics.rerouting.charts import transit_classes
from tests import places
from tests.given import Ask, asker, open_store, package

pytestmark = pytest.mark.slow  # many small stores

BAB, SUEZ, CAPE = "Bab el-Mandeb Strait", "Suez Canal", "Cape of Good Hope"
HORMUZ = "Strait of Hormuz"


@pytest.fixture
def bundled(bundled_store: Path) -> Callable[..., pd.DataFrame]:
    """Return a function that runs a named query on the bundled data."""
    return partial(queries.run, store.reader(bundled_store).cursor())


# Who counted.

SCA, LLOYDS, PORTWATCH = "Suez Canal Authority", "Lloyd's List", "IMF PortWatch"


@pytest.mark.parametrize(
    ("publisher", "counter", "kind"),
    [
        ("Suez Canal Authority via Reuters", SCA, "official"),
        ("Suez Canal Authority 2019 statistics, in ADB ais_passageways", SCA, "official"),
        ("SCA/CAPMAS via inforMARE", SCA, "official"),
        ("SCAN Global", "SCAN Global", "independent"),
        ("Lloyd's List", LLOYDS, "independent"),
        ("Lloyd’s List Intelligence via Seatrade", LLOYDS, "independent"),
        ("ADB ais_passageways (UN Global Platform AIS)", "Asian Development Bank", "independent"),
        ("Kpler via IMF PortWatch blog", "Kpler", "independent"),
        ("Clarksons, weekly", "Clarksons", "independent"),
        ("IMF PortWatch via TCBS", PORTWATCH, "same data"),
        ("Some Bank (from IMF PortWatch) via Reuters", PORTWATCH, "same data"),
        ("World Bank Data Lab", PORTWATCH, "same data"),
    ],
)
def test_the_publisher_decides_who_counted(publisher: str, counter: str, kind: str) -> None:
    con = open_store(transits_reported=[reported("2024-01-01", "2024-01-07", 1, publisher)])
    (found,) = con.execute(
        "select publisher, counter, counter_kind from transit_counters"
    ).fetchall()
    assert found == (publisher, counter, kind)


def test_every_publisher_of_the_bundled_counts_has_its_kind(
    bundled: Callable[..., pd.DataFrame],
) -> None:
    by_days, windows = bundled("charts/crosscheck_by_days"), bundled("charts/crosscheck_same_data")
    with (HOME / "data" / "transits_reported.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    portwatch = [row for row in rows if "PortWatch" in row["publisher"]]
    assert len(portwatch) == len(windows) == 37
    assert len(by_days) == len(rows) - 37 == 265
    lloyds = sum(row["publisher"].startswith("Lloyd's List") for row in rows)
    canal = sum(bool(re.match("SCA|Suez Canal", row["publisher"])) for row in rows)
    assert by_days.groupby(["counter_kind", "counter"]).size().to_dict() == {
        ("independent", "Asian Development Bank"): 63,
        ("independent", "Lloyd's List"): lloyds,
        ("official", SCA): canal,
    }
    assert (lloyds, canal) == (8, 194)


# The latest count of each chokepoint.


def reported(start: str, end: str, per_day: float, by: str = "L", **more: Any) -> dict[str, Any]:
    return {
        "period_start": start, "period_end": end, "grain": "week", "chokepoint": BAB,
        "vessel_class": "total", "transits_per_day": per_day, "publisher": by, "source_ids": "s9",
    } | more  # fmt: skip


def ours(place: str, first: str, weeks: int, ships: int = 70, **more: Any) -> list[dict[str, Any]]:
    """Return whole weeks of one class, ten ships a day if not told otherwise."""
    monday = date.fromisoformat(first)
    return [
        {
            "week_start": str(monday + timedelta(weeks=n)), "days": 7, "chokepoint": place,
            "vessel_class": "container", "transits": ships, "trade_volume_t": 10 * ships,
            "source_ids": "s1",
        } | more
        for n in range(weeks)
    ]  # fmt: skip


TEN = ours(BAB, "2024-01-01", 40)
LATEST = "counter period_start period_end period_days published_per_day our_per_day"


def latest(*rows: dict[str, Any], **asked: Any) -> list[tuple[Any, ...]]:
    ask = asker(open_store(transits=TEN, transits_reported=list(rows)))
    return ask("facts/transits_latest_count", LATEST, **asked)


def test_weeks_that_follow_one_another_are_one_count() -> None:
    weeks = [
        reported("2024-01-01", "2024-01-07", 90.0),  # a week is missing behind it
        reported("2024-01-15", "2024-01-21", 16.0),
        reported("2024-01-22", "2024-01-28", 14.0, transits_in_period=98),
    ]
    last = (date(2024, 1, 15), date(2024, 1, 28), 14, 15.0, 10.0)
    assert latest(*weeks) == [("L", *last)]
    assert latest(*weeks, end="2024-01-27") == [
        ("L", date(2024, 1, 15), date(2024, 1, 21), 7, 16.0, 10.0)
    ]
    assert latest(*weeks, end="2024-01-06") == []
    long = [
        reported(str(date(2024, 1, 1) + timedelta(7 * n)), str(date(2024, 1, 7) + timedelta(7 * n)),
                 n) for n in range(6)
    ]  # fmt: skip
    assert latest(*long) == [("L", date(2024, 1, 15), date(2024, 2, 11), 28, 3.5, 10.0)]


def test_the_latest_count_ends_last_and_the_official_one_comes_first() -> None:
    month = reported("2024-01-01", "2024-01-31", 12.0, "L", grain="month")
    quarter = {"grain": "other", "period_start": "2023-11-05"}
    official = reported("2024-01-01", "2024-01-31", 9.0, "SCA", grain="month")
    assert latest(month, official)[0][0] == SCA
    later = reported("2024-02-01", "2024-02-29", 12.0, "L", grain="month")
    assert latest(month, official, later)[0][:2] == ("L", date(2024, 2, 1))
    both = [month, reported("2023-11-05", "2024-01-31", 8.0, "M", **quarter)]
    assert latest(*both)[0][0] == "L"
    # Not all ships, a year, days that we lack, our own data.
    for other in (
        reported("2024-02-01", "2024-02-29", 1.0, vessel_class="container"),
        reported("2024-01-01", "2024-09-30", 1.0, grain="other"),
        reported("2025-02-01", "2025-02-28", 1.0),
        reported("2024-02-01", "2024-02-29", 1.0, "IMF PortWatch via X"),
    ):
        assert latest(month, other)[0][:2] == ("L", date(2024, 1, 1))


# The clause.

LLOYDS_SAID = "Lloyd's List counted 53 % more from 14 to 27 September 2026"
SEPTEMBER = ("2026-09-14", "2026-09-27")
OCTOBER = pd.Timestamp("2026-10-04")


def count(percent: float, start: str, end: str, by: str = "Lloyd's List") -> dict[str, Any]:
    return {
        "chokepoint": BAB, "counter": by, "difference_pct": percent,
        "period_start": pd.Timestamp(start), "period_end": pd.Timestamp(end),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "change", "said"),
    [
        (count(52.6, *SEPTEMBER), -61, LLOYDS_SAID),
        (count(-15.1, *SEPTEMBER), 5, LLOYDS_SAID.replace("53 % more", "15 % fewer")),
        (count(15.0, *SEPTEMBER), -61, ""),
        (count(38, "2026-08-01", "2026-08-31"), 0, "Lloyd's List counted 38 % more in August 2026"),
        (
            count(20, "2025-04-01", "2025-06-30", SCA), 0,
            "the canal authority counted 20 % more from April to June 2025",
        ),
        (
            count(20, "2026-07-27", "2026-08-02", "World Bank"), 0,
            "the World Bank counted 20 % more from 27 July to 2 August 2026",
        ),
        (
            count(20, "2025-12-29", "2026-01-04", "A*b_[c]<i>"), 0,
            "A*b_[c]<i> counted 20 % more from 29 December 2025 to 4 January 2026",
        ),
        # Those who agreed last did so too long ago to speak for a fall of the latest weeks.
        (
            count(-1.5, "2025-08-01", "2025-08-31"), -50,
            "by AIS alone, without another count since 31 August 2025",
        ),
        (count(-1.5, "2025-08-01", "2025-08-31"), -14, ""),
        (count(-1.5, "2026-07-04", "2026-07-04"), -50, ""),
        (None, -96, "by AIS alone, without another count of all ships"),
        (None, 93, ""),
    ],
)  # fmt: skip
def test_clause(row: dict[str, Any] | None, change: float, said: str) -> None:
    assert count_words.clause(row, OCTOBER, change) == said


def test_before_ships_switched_ais_off_a_fall_stands_alone() -> None:
    assert count_words.clause(None, pd.Timestamp("2024-12-29"), -55) == ""
    assert count_words.clause(None, pd.Timestamp("2026-02-28"), -55) == ""
    assert count_words.clause(None, pd.Timestamp("2026-03-01"), -55) != ""


def test_note_of_several_chokepoints() -> None:
    known = {BAB: count(52.6, *SEPTEMBER)}
    assert count_words.noted(known, {BAB: -61, SUEZ: 0, HORMUZ: -96}, OCTOBER) == (
        "At Bab el-Mandeb Lloyd's List counted 53 % more from 14 to 27 Sep 2026; at Hormuz"
        " by AIS alone, without another count of all ships."
    )
    assert count_words.noted(known, {SUEZ: 0}, OCTOBER) == ""
    assert count_words.noted(None, {BAB: -61}, OCTOBER) == ""


# Container ships at Suez.


def test_container_ships_at_suez_against_the_same_weeks_a_year_before() -> None:
    rows = [
        *ours(SUEZ, "2023-01-02", 5, 70),
        *ours(SUEZ, "2024-01-01", 1, 700),
        *ours(SUEZ, "2024-01-08", 4, 140, trade_volume_t=2800),
        *ours(SUEZ, "2024-02-05", 1, 70, trade_volume_t=None),
    ]
    observed = {
        "metric": "suez_container_transits_change_pct", "lane": "x", "unit": "%",
        "use_in_charts": True,
    }  # fmt: skip
    delays = [
        {"date": "2024-02-04", "grain": "week", "value": 68, "note": "Drewry, week 5",
         "source_ids": "s7"} | observed,
        {"date": "2023-10-01", "grain": "month", "value": 1, "note": "Old, month",
         "source_ids": "s7"} | observed,
    ]  # fmt: skip
    theirs = {"chokepoint": SUEZ, "vessel_class": "container", "grain": "month"}
    counts = [
        reported("2024-01-01", "2024-01-31", 9.5, "Lloyd's List",
                 note="64% above the year before; read", **theirs),
        reported("2024-01-01", "2024-01-31", 8.0, "SCA", note="7.5% below the year before",
                 **theirs),
    ]  # fmt: skip
    ask: Ask = asker(open_store(transits=rows, delays=delays, transits_reported=counts))
    columns = "measure said_by period_start period_end value value_year_before change_pct"
    eighth, fourth, last = date(2024, 1, 8), date(2024, 2, 4), date(2024, 1, 31)
    first = date(2024, 1, 1)
    assert ask("facts/suez_container_ships", columns) == [
        ("cargo", "this record", eighth, fourth, 0.4, 0.1, pytest.approx(300)),
        ("ships", "this record", eighth, fourth, 20.0, 10.0, 100.0),
        ("ships", "Drewry", date(2024, 1, 29), fourth, None, None, 68.0),
        ("ships", "Lloyd's List", first, last, 9.5, None, 64.0),
        ("ships", "Suez Canal Authority", first, last, 8.0, None, -7.5),
    ]
    early = ask("facts/suez_container_ships", columns, end="2024-01-11")
    assert [(row[1], row[2], row[6]) for row in early] == [
        ("this record", first, pytest.approx(100 * (4900 / 700 - 1))),
        ("this record", first, pytest.approx(100 * (420 / 70 - 1))),
        ("Old", date(2023, 10, 1), 1.0),
    ]


def test_bundled_container_ships_lead_with_cargo(bundled: Callable[..., pd.DataFrame]) -> None:
    rows = bundled("facts/suez_container_ships")
    sums: dict[tuple[str, str], float] = defaultdict(float)
    years = {"2026": ("2026-09-07", "2026-09-28"), "2025": ("2025-09-08", "2025-09-29")}
    for row in transits():
        for year, (first, last) in years.items():
            inside = first <= row["week_start"] <= last
            if (row["chokepoint"], row["vessel_class"]) == (SUEZ, "container") and inside:
                sums[year, "ships"] += int(row["transits"])
                sums[year, "cargo"] += float(row["trade_volume_t"])
    expected = [100 * (sums["2026", m] / sums["2025", m] - 1) for m in ("cargo", "ships")]
    assert rows["change_pct"].tolist() == [pytest.approx(value) for value in (*expected, 68, 64)]
    assert transit_classes.containers_title(rows) == (
        "Containers at Suez against the year before, to 4 October 2026: cargo +146 %, ships +15 %;"
        " ships by others: Drewry +68 % from 21 to 27 September 2026, Lloyd's List +64 % in"
        " September 2026"
    )
    assert transit_classes.containers_title(rows.head(0)).startswith("Container ships at Suez")


# The figures of the record, recomputed from the files.


def transits() -> Iterator[dict[str, str]]:
    with (HOME / "data" / "transits.csv").open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def mean(place: str, first: str, last: str) -> float:
    """Return ships a day from Monday to Monday."""
    ships, days = 0, {}
    for row in transits():
        if row["chokepoint"] == place and first <= row["week_start"] <= last:
            ships += int(row["transits"])
            days[row["week_start"]] = int(row["days"])
    return ships / sum(days.values())


@pytest.mark.parametrize(
    ("place", "now", "before", "change"),
    [(BAB, 27.2, 70.0, -61), (SUEZ, 40.7, 69.9, -42), (CAPE, 88.8, 45.9, 93),
     (HORMUZ, 3.6, 102.7, -97)],
)  # fmt: skip
def test_bundled_latest_four_weeks(
    bundled: Callable[..., pd.DataFrame], place: str, now: float, before: float, change: int
) -> None:
    asked = {"baseline_start": "2022-01-01", "baseline_end": "2023-10-06"}
    rows = bundled("facts/transits_headline", **asked).set_index("chokepoint")
    row = rows.loc[place]
    latest_mean, usual = (
        mean(place, "2026-09-07", "2026-09-28"),
        mean(place, "2022-01-03", "2023-10-02"),
    )
    assert row["latest_week"] == pd.Timestamp("2026-09-28")
    assert row["latest_per_day"] == pytest.approx(latest_mean)
    assert row["baseline_per_day"] == pytest.approx(usual)
    assert row["latest_change_pct"] == pytest.approx(100 * (latest_mean / usual - 1))
    assert (round(latest_mean + 1e-9, 1), round(usual, 1)) == (now, before)
    assert round(row["latest_change_pct"]) == change


def test_bundled_latest_counts(bundled: Callable[..., pd.DataFrame]) -> None:
    rows = bundled("facts/transits_latest_count").set_index("chokepoint")
    assert set(rows.index) == {BAB, SUEZ}
    with (HOME / "data" / "transits_reported.csv").open(encoding="utf-8") as file:
        theirs = {
            row["period_start"]: int(row["transits_in_period"])
            for row in csv.DictReader(file)
            if (row["publisher"], row["chokepoint"]) == ("Lloyd's List Intelligence", BAB)
            and row["period_start"] in ("2026-09-14", "2026-09-21")
        }
    ships = mean(BAB, "2026-09-14", "2026-09-21") * 14
    lloyds = rows.loc[BAB]
    assert lloyds["difference_pct"] == pytest.approx(100 * (sum(theirs.values()) / ships - 1))
    assert (round(lloyds["difference_pct"]), lloyds["counter"]) == (53, "Lloyd's List")
    assert (lloyds["period_start"], lloyds["period_end"]) == (
        pd.Timestamp("2026-09-14"), pd.Timestamp("2026-09-27")
    )  # fmt: skip
    canal = rows.loc[SUEZ]
    assert (canal["counter"], round(canal["difference_pct"], 1)) == (SCA, 5.2)
    assert canal["period_end"] == pd.Timestamp("2026-08-31")


def test_a_fall_at_bab_el_mandeb_is_never_printed_bare(visit: Callable[..., AppTest]) -> None:
    app = visit()
    said = places.small(app) + [places.loose(element.value) for element in app.markdown]
    told = [line for text in said for line in text.splitlines() if "el-Mandeb" in line]
    assert any("four weeks to 4 Oct 2026" in text for text in told)
    bare = [text for text in told if re.search(r"[−-]61 %|39 % of|27\.2", text)]
    assert len(bare) >= 3  # a card, the title of the figure, a finding
    assert all("Lloyd's List counted" in text or "by Lloyd's List" in text for text in bare)
    hormuz = visit("rerouting", chokepoint=["Strait of Hormuz", "Bab el-Mandeb Strait"])
    title = next(
        places.loose(m.value) for m in hormuz.markdown if m.value.startswith("## Four weeks")
    )
    assert title == (
        "## Four weeks to 4 October 2026: Bab el-Mandeb 61 % below its baseline"
        f" ({LLOYDS_SAID}), Hormuz 97 % below its baseline (by AIS alone, without another count of"
        " all ships)"
    )
    assert sum(LLOYDS_SAID in said for said in places.small(hormuz)) >= 1


# Lines that end on different days.


def test_suez_loaded_further_than_the_cape_has_a_date_of_its_own(
    built: Settings, visit: Callable[..., AppTest], tmp_path: Path
) -> None:
    classes = ["container", "dry bulk", "general cargo", "roro", "tanker"]
    lines = ["week_start,days,chokepoint,vessel_class,transits,trade_volume_t,source_ids"]
    lines += [f"2026-10-05,7,Suez Canal,{name},7,70,github-com-80b788" for name in classes]
    (file := tmp_path / "further.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    known = package()
    desk.load(built, known, known.dataset("transits"), file)
    app = visit("rerouting", period=["2023-10-07", "2026-10-11"])
    heads = [places.loose(m.value) for m in app.markdown if m.value.startswith("## ")]
    suez = (35 + 21 * mean(SUEZ, "2026-09-14", "2026-09-28")) / 28
    change = round(100 * (suez / mean(SUEZ, "2022-01-03", "2023-10-02") - 1))
    assert heads[0] == (
        "## Bab el-Mandeb 61 % below its baseline (four weeks to 4 October 2026;"
        f" {LLOYDS_SAID}), Suez {-change} % below its baseline (four weeks to 11 October 2026;"
        " lowest of the period),"
        " Cape 93 % above its baseline (four weeks to 4 October 2026)"
    )
    cape, both = mean(CAPE, "2026-09-07", "2026-09-28"), mean(SUEZ, "2026-09-07", "2026-09-28")
    share = round(100 * cape / (cape + both))
    assert heads[1].startswith(f"## Four weeks to 4 October 2026: {share} % of the two")
    ends = [card.detail.rsplit(", to ", 1)[1] for card in places.cards(app)]
    assert [end.split(";")[0] for end in ends] == ["4 Oct 2026", "11 Oct 2026", "4 Oct 2026"]


def test_dated_lines_share_a_span_or_name_their_own() -> None:
    same = [("A up", "Week to 1 May", ""), ("B down", "Week to 1 May", "C counted more")]
    assert say.dated(same) == "Week to 1 May: A up, B down (C counted more)"
    apart = [("A up", "Week to 1 May", "x"), ("B", "Two weeks to 8 May", "")]
    assert say.dated(apart) == "A up (week to 1 May; x), B (two weeks to 8 May)"
    assert say.dated(same, "At sea").startswith("Week to 1 May, At sea: A up")
    assert say.dated(apart, "At sea").startswith("At sea: A up (week")
