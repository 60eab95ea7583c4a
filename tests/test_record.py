"""The overview at default filters, each of its figures computed anew from data/ by the csv module.

Nothing here asks the store: a query that counts wrong does not count on both sides.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from statistics import mean

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.kit.charts.text import plain
from dashboard.settings import HOME
from tests import places

pytestmark = pytest.mark.filterwarnings("ignore:.*ScriptRunContext")

START = date(2023, 10, 7)
"""First day of the period at default filters: that of the record of events."""

BASELINE = (date(2022, 1, 1), date(2023, 10, 6))
RATE_BASELINE = (date(2023, 9, 1), date(2023, 11, 16))


def rows(dataset: str) -> list[dict[str, str]]:
    with (HOME / "data" / f"{dataset}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def day(text: str) -> date:
    return date.fromisoformat(text)


def short(moment: date) -> str:
    return f"{moment.day} {moment:%b %Y}"


CHECKED = {row["dataset"]: day(row["covers_until"]) for row in rows("coverage")}
ATTACKS = [row for row in rows("attacks") if row["outcome"] != "claimed only"]


def per_day(chokepoint: str, first: date, last: date) -> tuple[float, int]:
    """Return the mean of transits a day and its weeks: those whose Thursday lies in the days."""
    weeks: dict[date, list[dict[str, str]]] = {}
    for row in rows("transits"):
        thursday = day(row["week_start"]) + timedelta(days=3)
        if row["chokepoint"] == chokepoint and first <= thursday <= last:
            weeks.setdefault(thursday, []).append(row)
    assert {len(found) for found in weeks.values()} == {5}  # all classes of ship
    transits = sum(int(row["transits"]) for found in weeks.values() for row in found)
    days = sum(int(found[0]["days"]) for found in weeks.values())
    return transits / days, len(weeks)


@pytest.fixture(scope="module")
def latest() -> date:
    """The last day of the period: the latest that a record reaches, by a row or by its check."""
    fields = {"attacks": "date", "events": "date", "transits_reported": "period_end",
              "delays": "date", "carrier_actions": "date", "freight_rates": "date",
              "cost_components": "date", "port_imports": "period_end",
              "port_events": "date"}  # fmt: skip
    reached = [day(row[field]) for name, field in fields.items() for row in rows(name)]
    reached += [day(row["week_start"]) + timedelta(days=6) for row in rows("transits")]
    further = [day(row["further_until"]) for row in rows("coverage") if row["further_until"]]
    assert set(CHECKED) == {*fields, "transits"}
    return max([*reached, *CHECKED.values(), *further])


@pytest.fixture
def app(visit: Callable[..., AppTest]) -> AppTest:
    return visit("overview")


def said(app: AppTest) -> dict[str, str]:
    """Return the findings by their beginning, in bold."""
    (found,) = [m.value for m in app.markdown if m.value.startswith("- :small[")]
    lines = [line.removeprefix("- :small[").removesuffix("]") for line in found.splitlines()]
    return {line.split("**")[1].split(":")[0]: line for line in lines}


def cards(app: AppTest) -> dict[str, tuple[str, str]]:
    """Return of each card its value and what stands below it."""
    return {card.label: (card.value, card.detail) for card in places.cards(app)}


def test_the_record_is_that_of_october_2026(latest: date) -> None:
    """The figures that the record as of October 2026 is known for, written down once."""
    assert len(ATTACKS) == 135
    assert sum(row["outcome"] == "sunk" for row in ATTACKS) == 5
    assert sum(int(row["killed"] or 0) for row in ATTACKS) == 15
    assert max(row["date"] for row in ATTACKS) == "2026-10-07"
    assert CHECKED["attacks"] == latest == date(2026, 10, 9)


def test_attacks(app: AppTest, latest: date) -> None:
    dates = sorted(day(row["date"]) for row in ATTACKS)
    sunk = sum(row["outcome"] == "sunk" for row in ATTACKS)
    killed = sum(int(row["killed"] or 0) for row in ATTACKS)
    until = short(CHECKED["attacks"])
    assert said(app)[f"{len(ATTACKS)} attacks"] == (
        f"**{len(ATTACKS)} attacks** on merchant ships, {short(dates[0])} to {short(dates[-1])}:"
        f" {sunk} ships sunk, {killed} killed; record checked to {until}."
    )
    year = latest.replace(year=latest.year - 1)
    in_year = sum(moment > year for moment in dates)
    before = sum(year.replace(year=year.year - 1) < moment <= year for moment in dates)
    change = round(100 * (in_year / before - 1))
    assert (in_year, before, change) == (11, 17, -35)
    assert cards(app)["Attacks on ships"] == (
        str(in_year),
        f"in 12 months; {before} in the year before −{-change} %; to {latest.day} {latest:%b}",
    )
    last = sorted(ATTACKS, key=lambda row: row["date"])[-1]
    alone = "" if "|" in last["source_ids"] else ", by one source,"
    when = f"{dates[-1].day} {dates[-1]:%B}"
    assert places.answer(app).endswith(f" The last attack on record{alone} was on {when}.")
    titles = [places.loose(m.value) for m in app.markdown if m.value.startswith("## ")]
    assert titles[1] == f"## {in_year} attacks in twelve months"
    assert titles[2].startswith(f"## {len(ATTACKS)} attacks; Bab el-Mandeb at 39 % of its")


def test_attacks_resumed_after_the_longest_quiet(app: AppTest) -> None:
    dates = sorted({day(row["date"]) for row in ATTACKS})
    before, resumed = max(pairwise(dates), key=lambda pair: pair[1] - pair[0])
    since = [row for row in ATTACKS if day(row["date"]) >= resumed]
    sunk = sum(row["outcome"] == "sunk" for row in since)
    killed = sum(int(row["killed"] or 0) for row in since)
    assert (len(since), sunk, killed) == (11, 1, 6)
    assert said(app)[f"Attacks resumed on {short(resumed)},"] == (
        f"**Attacks resumed on {short(resumed)},** {(resumed - before).days} days after the one"
        f" before: 11 attacks to {short(dates[-1])}, 1 ship sunk, 6 killed."
    )


@pytest.mark.parametrize(
    ("card", "chokepoint", "written"),
    [
        ("Bab el-Mandeb", "Bab el-Mandeb Strait", ("27.2", "70.0", -61)),
        ("Cape of Good Hope", "Cape of Good Hope", ("88.8", "45.9", 93)),
    ],
)
def test_transits(
    app: AppTest, latest: date, card: str, chokepoint: str, written: tuple[str, str, int]
) -> None:
    base, weeks = per_day(chokepoint, *BASELINE)
    end = CHECKED["transits"]
    now, four = per_day(chokepoint, end - timedelta(days=27), end)
    change = round(100 * (now / base - 1))
    assert (weeks, four) == (92, 4)
    assert (f"{now:.1f}", f"{base:.1f}", change) == written
    value, detail = cards(app)[card]
    assert value == f"{now:.0f}"
    signed = f"{'−' if change < 0 else '+'}{abs(change)} %"
    assert detail.startswith(f"ships a day; {base:.0f} before the crisis {signed}")
    year, held = per_day(chokepoint, end - timedelta(days=27 + 364), end - timedelta(days=364))
    percent = round(100 * (now / year - 1))
    more = f"{abs(percent)} % {'fewer' if percent < 0 else 'more'} transits than"
    assert (held, percent) == (4, {"Bab el-Mandeb": -19, "Cape of Good Hope": -8}[card])
    assert said(app)[card].startswith(
        f"**{card}: {more}** the {year:.1f} of a year before, {now:.1f} transits a day in the four"
        f" weeks to {short(end)}"
    )


def test_the_answer_and_the_states(app: AppTest) -> None:
    end = CHECKED["transits"]
    base, _ = per_day("Bab el-Mandeb Strait", *BASELINE)
    now, _ = per_day("Bab el-Mandeb Strait", end - timedelta(days=27), end)
    weeks = [
        int(row["transits_in_period"]) for row in rows("transits_reported")
        if row["chokepoint"] == "Bab el-Mandeb Strait" and row["vessel_class"] == "total"
        and row["period_start"] in ("2026-09-14", "2026-09-21")
    ]  # fmt: skip
    assert f"{sum(weeks) / 14:.0f}" == "40"
    assert sum(weeks) / 14 / base > 0.5  # by this count no more than half of the ships are missing
    assert places.answer(app).startswith(
        f"No, many ships still avoid it. In the four weeks to {end.day} {end:%B %Y}, {now:.0f}"
        " ships a day passed Bab el-Mandeb (Lloyd's List counted 40 from 14 to 27 September);"
        f" before the crisis it was {base:.0f}."
    )
    assert places.states(app) == [
        ("Bab el-Mandeb, counts differ", "Avoided or returning"),
        ("Suez Canal", "Avoided"),
        ("Cape of Good Hope", "Used instead"),
        ("Strait of Hormuz, by AIS alone", "All but shut"),
    ]


def test_rates(app: AppTest) -> None:
    def of(lane: str, first: date, last: date) -> dict[date, float]:
        return {day(row["date"]): float(row["usd_per_feu"]) for row in rows("freight_rates")
                if row["lane"] == lane and first <= day(row["date"]) <= last}  # fmt: skip

    level = mean(of("Shanghai-Rotterdam", *RATE_BASELINE).values())
    found = of("Shanghai-Rotterdam", START, date(2026, 12, 31))
    peak, last = max(found, key=lambda moment: found[moment]), max(found)
    assert last == CHECKED["freight_rates"]
    value, detail = cards(app)["Box to Rotterdam"]
    assert value == f"${found[last]:,.0f}"
    said_level = f"${level:,.0f} before the crisis {found[last] / level:.1f}×"
    assert detail.startswith(f"spot rate, 40 feet; {said_level}; {last.day} {last:%b}, ")
    usual = [
        mean(of("Shanghai-Rotterdam", first, end).values())
        for first, end in ((date(2023, 1, 1), date(2023, 11, 18)),
                           (date(2019, 1, 1), date(2019, 12, 31)))
    ]  # fmt: skip
    wide, before = (found[peak] / base for base in usual)
    now = sorted(found[last] / base for base in [level, *usual])
    assert said(app)["Shanghai-Rotterdam"] == (
        f"**Shanghai-Rotterdam: {found[peak] / level:.1f} times** the mean of 1 Sep 2023 to"
        f" 16 Nov 2023 ({level:,.0f}; {wide:.1f} times that of Jan-Nov 2023, {before:.1f} of 2019)"
        f" at the period's peak of {found[peak]:,.0f} on {short(peak)};"
        f" {found[last]:,.0f} USD per FEU on {short(last)}: {now[0]:.1f} to {now[-1]:.1f} times,"
        " by baseline."
    )


def test_imports(app: AppTest) -> None:
    totals = {
        row["period_end"]: int(row["tonnes"])
        for row in rows("port_imports")
        if row["port"] == "Red Sea ports (all three)" and row["commodity"] == "all"
        and row["method"] == "WFP reported" and row["period_start"].endswith("-01-01")
        and row["basis"] == "cumulative"
    }  # fmt: skip
    now, before = totals["2025-12-31"], totals["2024-12-31"]
    assert max(totals) == "2025-12-31"
    change = round(100 * (now / before - 1))
    assert (
        f"{-change} % less fuel and food than** in the same months of 2024"
        in (said(app)["Red Sea ports"])
    )


def test_a_line_says_how_far_each_record_was_checked(app: AppTest) -> None:
    (line,) = [c.value for c in app.main.caption if c.value.startswith("Data to: ")]
    names = {"attacks": "attacks", "transits": "transits", "freight_rates": "rates",
             "port_imports": "imports"}  # fmt: skip
    for dataset, name in names.items():
        assert f"{name} {short(CHECKED[dataset])}" in plain(line).replace("*", "")
