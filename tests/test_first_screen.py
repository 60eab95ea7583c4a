"""The first screen: the states of the passages in SQL, the answer in words, the drawings."""

from __future__ import annotations

import json
import re
from datetime import date
from math import hypot
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest

from dashboard.kit.analysis import geometry
from dashboard.kit.charts import svg, theme
from dashboard.kit.charts.svg import flat_map
from dashboard.settings import HOME
from dashboard.topics.overview.charts import answer, attack_map, compared, passages
from data.geo import build_lane
from tests.given import asker, open_store

BAB, CAPE, HORMUZ = "Bab el-Mandeb Strait", "Cape of Good Hope", "Strait of Hormuz"
MONDAYS = ["2024-09-02", "2024-09-09", "2024-09-16", "2024-09-23"]
EARLIER = ["2023-09-04", "2023-09-11", "2023-09-18", "2023-09-25"]
BEFORE = ["2022-01-03", "2022-01-10", "2022-01-17", "2022-01-24"]
CHOSEN = {
    "start": "2024-08-01", "end": "2024-10-31",
    "baseline_start": "2022-01-01", "baseline_end": "2022-01-31",
}  # fmt: skip


def weeks(mondays: list[str], chokepoint: str, transits: int) -> list[dict[str, Any]]:
    """Return rows of weeks with so many transits each, in one class."""
    return [
        {"week_start": monday, "days": 7, "chokepoint": chokepoint, "vessel_class": "tanker",
         "transits": transits, "trade_volume_t": 1, "source_ids": f"s{monday[:4]}"}
        for monday in mondays
    ]  # fmt: skip


def test_a_passage_now_before_and_a_year_before() -> None:
    reported = [
        {"period_start": start, "period_end": end, "grain": "week", "chokepoint": BAB,
         "vessel_class": "total", "transits_per_day": 30 / 7, "transits_in_period": 30,
         "publisher": "Lloyd's List Intelligence", "source_ids": "ll"}
        for start, end in (("2024-09-16", "2024-09-22"), ("2024-09-23", "2024-09-29"))
    ]  # fmt: skip
    ask = asker(
        open_store(
            coverage=[{"dataset": "transits", "covers_from": "2019-01-01",
                       "covers_until": "2024-12-31"}],
            transits=[
                *weeks(BEFORE, BAB, 70), *weeks(EARLIER, BAB, 28), *weeks(MONDAYS, BAB, 21),
                *weeks(["2024-08-05", "2024-11-04"], BAB, 700),  # too early, after the period
                *weeks(BEFORE, CAPE, 35), *weeks(EARLIER[1:], CAPE, 1), *weeks(MONDAYS, CAPE, 70),
                *weeks(BEFORE[1:], HORMUZ, 7), *weeks(MONDAYS[:2], HORMUZ, 14),
            ],
            transits_reported=reported,
        )
    )  # fmt: skip
    columns = (
        "chokepoint per_day weeks last_week before_per_day before_weeks year_before_per_day"
        " published_per_day state published_state source_ids"
    )
    found = ask("facts/passages", columns, **CHOSEN)
    last = date(2024, 9, 23)
    assert found == [
        (BAB, 3.0, 4, last, 10.0, 4, 4.0, 60 / 14, "avoided", "avoided", "ll|s2024"),
        (CAPE, 10.0, 4, last, 5.0, 4, None, None, "used instead", None, "s2024"),
        (HORMUZ, 2.0, 2, date(2024, 9, 9), None, 3, None, None, None, None, "s2024"),
    ]
    changes = "change_pct year_change_pct difference_pct published_change_pct"
    (bab, *_) = ask("facts/passages", changes, **CHOSEN)
    assert [round(value, 6) for value in bab] == [-70.0, -25.0, 42.857143, -57.142857]
    assert (
        ask("facts/passages", "chokepoint", **CHOSEN | {"end": "2019-12-31", "start": None}) == []
    )


@pytest.mark.parametrize(
    ("chokepoint", "share", "year", "state"),
    [
        (BAB, 9.9, 50, "all but shut"),
        (BAB, 10, 9.9, "avoided"),
        (BAB, 10, 10, "returning"),
        (BAB, 89.9, None, "avoided"),
        (BAB, 90, 50, "in use"),
        (BAB, 110, -50, "in use"),
        (BAB, 110.1, 0, "busier than before"),
        (CAPE, 110.1, 0, "used instead"),
        (CAPE, 89.9, 50, "quieter than before"),
        (BAB, None, 50, None),
    ],
)
def test_states(chokepoint: str, share: float | None, year: float | None, state: str) -> None:
    found = open_store().execute("select passage_state(?, ?, ?)", [chokepoint, share, year])
    assert found.fetchall() == [(state,)]


def row(**more: Any) -> dict[str, Any]:
    """Return a row of facts/passages: avoided by our count, which another contradicts."""
    return {
        "chokepoint": BAB, "per_day": 27.2, "weeks": 4, "from_week": pd.Timestamp("2026-09-07"),
        "last_week": pd.Timestamp("2026-09-28"), "before_per_day": 70.0, "before_weeks": 92,
        "change_pct": -61.2, "year_before_per_day": 33.8, "year_change_pct": -19.5,
        "counter": "Lloyd's List", "published_per_day": 39.6,
        "period_start": pd.Timestamp("2026-09-14"), "period_end": pd.Timestamp("2026-09-27"),
        "difference_pct": 52.6, "published_change_pct": -43.5, "share_pct": 38.8,
        "published_share_pct": 56.5, "state": "avoided",
        "published_state": "returning", "source_ids": "a",
    } | more  # fmt: skip


ALIKE = {"difference_pct": 5.0, "published_state": "avoided"}
LAST = {"date": pd.Timestamp("2026-10-07"), "source_ids": "a|b"}


@pytest.mark.parametrize(
    ("more", "short"),
    [
        ({}, "No, many ships still avoid it."),
        ({"published_share_pct": 45.0}, "No, most ships still avoid it."),
        (ALIKE, "No, most ships still avoid it."),
        (ALIKE | {"share_pct": 60.0}, "No, many ships still avoid it."),
        (ALIKE | {"state": "returning"}, "Not yet, but ships are returning."),
        (ALIKE | {"state": "in use"}, "Yes, as before."),
        ({"published_state": "in use"}, "That hangs on who counts."),
        (ALIKE | {"state": "all but shut"}, "No, next to no ship passes."),
        (
            ALIKE | {"state": None, "before_per_day": None},
            "The baseline holds too few weeks to say.",
        ),
        # A count of last year says nothing of now.
        ({"period_end": pd.Timestamp("2026-06-01")}, "No, most ships still avoid it."),
    ],
)
def test_the_short_answer(more: dict[str, Any], short: str) -> None:
    assert answer.answer(row(**more), None, "before the crisis", is_now=True).short == short


def test_the_answer_in_a_sentence() -> None:
    told = answer.answer(row(), LAST, "before the crisis", is_now=True)
    assert told.question == "Is the Red Sea open?"
    assert told.because == (
        "In the four weeks to 4 October 2026, 27 ships a day passed Bab el-Mandeb (Lloyd's List"
        " counted 40 from 14 to 27 September); before the crisis it was 70. The last attack on"
        " record was on 7 October."
    )
    alone = LAST | {"date": pd.Timestamp("2025-12-31"), "source_ids": "a"}
    told = answer.answer(row(**ALIKE), alone, "in 2019", is_now=False)
    assert (told.question, told.short) == ("Was the Red Sea open?", "No, most ships avoided it.")
    assert told.because == (
        "In the four weeks to 4 October 2026, 27 ships a day passed Bab el-Mandeb; in 2019 it was"
        " 70. The last attack of the period, by one source, was on 31 December 2025."
    )
    nothing = answer.answer(None, None, "in 2019", is_now=True)
    assert nothing.short == "That is not on record."
    assert nothing.because == "No week with a count of ships lies in the period."


@pytest.mark.parametrize(
    ("more", "said", "sign", "aside"),
    [
        ({}, "Avoided or returning", "down", "counts differ"),
        ({"published_state": "avoided"}, "Avoided", "down", ""),
        (ALIKE, "Avoided", "down", ""),
        (ALIKE | {"counter": None}, "Avoided", "down", "by AIS alone"),
        (ALIKE | {"state": None}, "Not known", "none", "no baseline"),
    ],
)
def test_a_state_in_words(more: dict[str, Any], said: str, sign: str, aside: str) -> None:
    found = answer.state(row(**more))
    assert (found.name, found.said, found.sign, found.aside) == ("Bab el-Mandeb", said, sign, aside)


def test_every_state_has_a_sign_that_can_be_drawn() -> None:
    said = re.findall(
        r"then '(.+?)'|else '(.+?)'", (HOME / "queries/macros/passage_state.sql").read_text()
    )
    assert {one or other for one, other in said} == set(answer.SIGNS)
    for state in answer.SIGNS:
        drawn = ElementTree.fromstring(
            answer.as_html(answer.state(row(**ALIKE | {"state": state})))
        )
        assert len(drawn.findall(".//{http://www.w3.org/2000/svg}path")) == 1


def test_a_card_holds_all_of_its_words_as_text() -> None:
    card = compared.Compared(
        "<b>", "5", "ships & more", "7 before", "−29 %", "aside", [1, None, 2, 4], 3
    )
    drawn = ElementTree.fromstring(compared.as_html(card))
    assert [" ".join(" ".join(part.itertext()).split()) for part in drawn] == [
        "<b>", "5 ships & more", "7 before −29 %", "aside",
    ]  # fmt: skip
    lines = [part.tag.rpartition("}")[2] for part in drawn.iter() if "}" in part.tag]
    assert lines == ["svg", "line", "path", "circle"]  # the level, the line that breaks, its end
    assert compared.trend(compared.Compared("a", "1", "b")) == ""
    bars = compared.Compared("a", "1", "b", trend=[2, 0, 1], bars=True)
    assert compared.trend(bars).count("<rect") == 2  # nothing is drawn of a month without an attack


def test_the_map_is_as_wide_as_the_traffic() -> None:
    rows = {BAB: row(), CAPE: row(chokepoint=CAPE, per_day=89.0, before_per_day=46.0, counter=None)}
    lines = geometry.asia_europe()
    coast = passages.coast(passages.WIDE.window, geometry.shores())
    drawn = passages.drawn(passages.WIDE, rows, coast, lines)
    tree = ElementTree.fromstring(drawn)
    widths = [float(part.get("stroke-width", 0)) for part in tree if part.get("stroke-width")]
    cape_now, bab_before, bab_now = 89 * 0.17, 70 * 0.17 + 1.4, 27.2 * 0.17
    assert widths[0] == pytest.approx(cape_now)  # the wider lies below
    assert widths[3] == pytest.approx(bab_before)
    assert widths[5] == pytest.approx(bab_now, abs=0.001)
    said = [part.text for part in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert said == [
        "Shanghai", "Rotterdam", "Cape of Good Hope", "89 a day, 46 before",
        "Bab el-Mandeb", "27 a day, 70 before", "40 by Lloyd's List",
    ]  # fmt: skip
    assert passages.title(rows) == (
        "The Cape takes 2.2 to 3.3 ships for each one at Bab el-Mandeb, depending on who counts"
    )
    assert passages.title({}) == "Ships a day by Suez and round the Cape"
    light = svg.fixed(drawn, {name: light for name, (light, _) in theme.PALETTE.items()})
    assert "var(" not in light


def test_crowded_attacks_stand_apart_and_graves_are_named() -> None:
    def attack(name: str | None, outcome: str, killed: int | None = None) -> dict[str, Any]:
        return {"vessel_name": name, "date": pd.Timestamp("2026-08-11"), "outcome": outcome,
                "killed": killed, "latitude": 12.85, "longitude": 43.25}  # fmt: skip

    rows = [attack("A", "sunk"), attack("B", "damaged", 6), attack(None, "near miss"),
            attack("C", "near miss")]  # fmt: skip
    tree = ElementTree.fromstring(attack_map.drawn(rows, "", [[43.0, 13.0], [38.0, 20.0]]))
    said = [title.text for title in tree.iter("{http://www.w3.org/2000/svg}title")]
    assert said == [
        "A, 11 Aug 2026: sunk", "B, 11 Aug 2026: damaged", "unnamed ship, 11 Aug 2026: near miss",
        "C, 11 Aug 2026: near miss",
    ]  # fmt: skip
    words = [part.text for part in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert {"A, 11 Aug", "B, 11 Aug, 6 killed"} <= set(words)
    dots = flat_map.apart([(50.0, 50.0)] * 8, 12.5)
    gaps = [hypot(a[0] - b[0], a[1] - b[1]) for n, a in enumerate(dots) for b in dots[:n]]
    assert min(gaps) > 11
    assert flat_map.apart([(50.0, 50.0)] * 8, 12.5) == dots  # the same each time
    assert attack_map.title(None) == "Attacks in twelve months: not on record"
    assert attack_map.title(1) == "1 attack in twelve months"


def test_the_lane_is_that_of_the_routes() -> None:
    text = (HOME / "data" / "geo" / "asia_europe.geojson").read_text(encoding="utf-8")
    assert json.loads(text) == json.loads(build_lane.lane())


def test_a_path_is_written_in_steps() -> None:
    assert svg.path([[(1, 2), (3.04, 2), (3, 0.5)]], stroke="ink", width=2) == (
        '<path d="M1,2l2,0 0,-1.5" fill="none" stroke="var(--ink)" stroke-width="2"'
        ' stroke-linejoin="round" stroke-linecap="round"/>'
    )
    assert svg.words((0, 0), "a < b & c").endswith(">a &lt; b &amp; c</text>")
    assert svg.drawing(1, 1, [], 'say "no"').count('aria-label="say &quot;no&quot;"') == 1
