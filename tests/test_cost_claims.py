"""Published statements on freight rates: what the record says of each, and of which it cannot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dashboard import queries, store
from tests.given import asker, open_store
from tests.test_cost_queries import GEN, LA, ROT, d, rate, rates_file

pytestmark = pytest.mark.slow  # many small stores

COLUMNS = "claim_id our_value difference agrees used source_ids"


def claim(metric: str, value: float, unit: str, **more: Any) -> dict[str, Any]:
    """Return a statement on the days 2024-01-04 to 2024-01-25 that can be reproduced."""
    return {
        "claim_id": "P1",
        "claim": "said",
        "metric": metric,
        "from_date": "2024-01-04",
        "to_date": "2024-01-25",
        "value": value,
        "unit": unit,
        "check": "reproduce",
        "source_ids": "p",
    } | more


def checked(rates: list[dict[str, Any]], *claims: dict[str, Any]) -> tuple[Any, ...]:
    """Return value, difference, verdict, assessments used and sources of the first statement."""
    ask = asker(open_store(freight_rates=rates, published_claims=list(claims)))
    return ask("facts/claims_reproduced", COLUMNS)[0][1:]


TWO = [
    rate(ROT, "2024-01-04", 1000, source_ids="a"),
    rate(ROT, "2024-01-25", 1604, source_ids="b", basis="derived"),
    rate(LA, "2024-01-04", 1, source_ids="c"),
]
USED = f"{ROT}: 1,000 on 4 January 2024, 1,604 (derived) on 25 January 2024"


@pytest.mark.parametrize(
    ("metric", "value", "unit", "ours", "agrees"),
    [
        ("change", 60, "%", 60.4, True),
        ("change", 61, "%", 60.4, False),
        ("change", -60, "%", 60.4, False),
        ("ratio", 1.6, "times", 1.604, True),
        ("ratio", 1.69, "times", 1.604, False),
        ("ratio", 1.6, "times, at least", 1.604, True),
        ("ratio", 1.61, "times, at least", 1.604, False),
        ("ratio", 1, "times, at least", 1.604, True),
    ],
)
def test_change_and_ratio_between_two_days(
    metric: str, value: float, unit: str, ours: float, agrees: bool
) -> None:
    found = checked(TWO, claim(f"WCI {ROT}, {metric}", value, unit))
    near = pytest.approx(ours)
    assert found == (near, pytest.approx(ours - value), agrees, USED, "p|a|b")


@pytest.mark.parametrize(
    ("metric", "more", "said"),
    [
        (f"{ROT}, change", {"to_date": "2024-01-24"}, f"{ROT}: no assessment on 24 January 2024"),
        (f"{ROT}, ratio", {"from_date": "2024-01-05"}, f"{ROT}: no assessment on 5 January 2024"),
        (f"{LA}, change", {}, f"{LA}: no assessment on 25 January 2024"),
        (f"{GEN}, change", {}, "The record has no such lane."),
        (f"{ROT}, change", {"metric": "SCFI composite, change"}, "The record has no such lane."),
        ("Asia-Europe, change", {}, "The record has no such lane."),
        (f"{ROT}, volatility", {}, "This measure is not computed here."),
        (f"{ROT} vs 2019 average", {}, f"{ROT}: no published average of 2019"),
        (
            f"{ROT}, weeks of decline",
            {"to_date": "2024-01-26"},
            f"{ROT}: no assessment on 26 January 2024",
        ),
    ],
)
def test_without_an_assessment_there_is_a_reason_and_no_value(
    metric: str, more: dict[str, Any], said: str
) -> None:
    value, difference, agrees, used, _ = checked(TWO, claim(f"WCI {metric}", 60, "%") | more)
    assert (value, difference, agrees) == (None, None, None)
    assert used == said


def test_change_on_the_average_that_another_statement_publishes() -> None:
    average = claim(
        f"WCI {ROT}, 2019 average", 1420, "USD/FEU", claim_id="P2", check="no table for it",
        source_ids="q",
    )  # fmt: skip
    found = checked(
        TWO, claim(f"WCI {ROT} vs 2019 average", 13, "%", from_date="2019-12-31"), average
    )
    assert found == (
        pytest.approx(100 * (1604 / 1420 - 1)),
        pytest.approx(100 * (1604 / 1420 - 1) - 13),
        True,
        f"{ROT}: 1,420 average of 2019, 1,604 (derived) on 25 January 2024",
        "p|b|q",
    )


def decline(lane: str, *steps: tuple[str, float]) -> list[dict[str, Any]]:
    return [rate(lane, day, usd, source_ids=day[-2:]) for day, usd in steps]


FALLING = decline(
    ROT,
    ("2023-12-21", 800),
    ("2023-12-28", 900),  # the run begins here
    ("2024-01-04", 850),
    ("2024-01-18", 840),  # a week is missing
    ("2024-01-25", 830),
    ("2024-02-01", 830),  # no fall
)


def weeks(value: float, **more: Any) -> dict[str, Any]:
    return claim(f"WCI {ROT}, weeks of decline", value, "weeks", **more)


def test_weeks_of_decline_run_from_the_last_rise() -> None:
    used = (
        f"{ROT}: 900 on 28 December 2023, 830 on 25 January 2024; 3 falls in 4 weeks, the other"
        " weeks have no assessment"
    )
    assert checked(FALLING, weeks(4)) == (4, 0, True, used, "p|04|18|25|28")
    assert checked(FALLING, weeks(5))[:3] == (4, -1, False)
    used = f"{ROT}: 900 on 28 December 2023, 850 on 4 January 2024; 1 fall in 1 week"
    assert checked(FALLING, weeks(1, to_date="2024-01-04"))[:4] == (1, 0, True, used)
    assert checked(FALLING, weeks(1, to_date="2024-02-01"))[:3] == (0, -1, False)


@pytest.mark.parametrize(("last", "ours"), [("2024-02-15", 7), ("2024-02-16", 0)])
def test_weeks_of_decline_do_not_cross_a_hole_of_more_than_three_steps(
    last: str, ours: int
) -> None:
    rows = [*FALLING[:-1], *decline(ROT, (last, 700))]
    assert checked(rows, weeks(7, to_date=last))[0] == ours


def test_weeks_of_decline_of_a_trade_are_those_of_the_lane_with_fewest() -> None:
    genoa = decline(GEN, ("2024-01-11", 10), ("2024-01-18", 20), ("2024-01-25", 19))
    said = claim("WCI Asia-Europe, weeks of decline", 4, "weeks")
    value, difference, agrees, used, _ = checked(FALLING + genoa, said)
    assert (value, difference, agrees) == (1, -3, False)
    assert used.startswith(f"{ROT}: 900 on 28 December 2023, ")
    assert f"; {GEN}: 20 on 18 January 2024, 19 on 25 January 2024; 1 fall in 1 week" in used
    # A lane without the last day leaves the trade without a value.
    value, _, agrees, used, _ = checked(FALLING + genoa[:-1], said)
    assert (value, agrees) == (None, None)
    assert used.endswith(f"; {GEN}: no assessment on 25 January 2024")


def test_the_publishers_and_all_columns() -> None:
    sources = [{"source_id": "p", "publisher": "X", "cited_as": "Drewry via X", "url": "u"}]
    con = open_store(
        freight_rates=TWO,
        sources=sources,
        published_claims=[claim(f"WCI {ROT}, ratio", 1.5, "times, at least", note="n")],
    )
    (row,) = asker(con)("facts/claims_reproduced")
    assert row == (
        "P1", "said", f"WCI {ROT}, ratio", d("2024-01-04"), d("2024-01-25"), 1.5,
        "times, at least", "times", True, 1.604, pytest.approx(0.104), True, USED, "n",
        "Drewry via X", "p|a|b",
    )  # fmt: skip


def test_statements_that_cannot_be_reproduced_say_why() -> None:
    claims = [
        claim("SCFI composite, change", 1, "%", claim_id="P1", check="no table for it", note="n"),
        claim("FBX11, change", 1, "%", claim_id="P2", check="other measure"),
        claim("Asia-Europe price, ratio", 1, "times", claim_id="P3", check="estimate"),
        claim("WCI composite, change", 1, "%", claim_id="P4", check="base row missing"),
        claim("Alphaliner charter index, ratio", 1, "times", claim_id="P5", check="lost"),
        claim("Suez transits, change", 1, "%", claim_id="P6", check="other measure"),
        claim("WCI composite, change", 1, "%", claim_id="P7"),
    ]
    sources = [{"source_id": "p", "publisher": "X", "cited_as": "via X", "url": "u"}]
    ask = asker(open_store(published_claims=claims, sources=sources))
    assert ask("facts/claims_not_reproduced", "claim_id reason") == [
        ("P1", "No table here holds this index or average."),
        ("P2", "The publisher measures something else than the tables here do."),
        ("P3", "An estimate of an effect, which no count can confirm."),
        ("P4", "The record has no assessment for the day it starts from."),
        ("P5", "lost"),
    ]
    assert ask("facts/claims_not_reproduced")[0] == (
        "P1", "said", "SCFI composite, change", d("2024-01-04"), d("2024-01-25"), 1, "%",
        "No table here holds this index or average.", "n", "via X", "p",
    )  # fmt: skip


def test_bundled_statements_against_the_file(bundled_store: Path) -> None:
    cursor = store.reader(bundled_store).cursor()
    rows = {row["claim_id"]: row for row in queries.rows(cursor, "facts/claims_reproduced")}
    file = rates_file()

    def change(lane: str, first: str, last: str) -> float:
        return 100 * (file[lane, last] / file[lane, first] - 1)

    whole = "composite"
    expected = {
        "PUB-003": file[LA, "2024-03-14"] / file[LA, "2023-10-05"],
        "PUB-004": file[ROT, "2024-03-14"] / file[ROT, "2023-10-05"],
        "PUB-005": file[GEN, "2024-03-14"] / file[GEN, "2023-10-05"],
        "PUB-035": change(whole, "2023-12-21", "2024-01-04"),
        "PUB-036": 100 * (file[whole, "2024-01-18"] / 1420 - 1),
        "PUB-037": change(whole, "2023-01-19", "2024-01-18"),
        "PUB-039": change(ROT, "2024-05-02", "2024-05-30"),
        "PUB-042": change(whole, "2025-05-29", "2025-06-05"),
        "PUB-043": change(whole, "2025-05-15", "2025-06-12"),
        "PUB-044": 17,
        "PUB-045": 12,
    }
    assert {key: row["our_value"] for key, row in rows.items()} == pytest.approx(expected)
    assert [key for key, row in rows.items() if not row["agrees"]] == ["PUB-005"]
    held = [day for lane, day in file if lane == whole and "2025-06-12" <= day <= "2025-10-09"]
    assert f"; {len(held) - 1} falls in 17 weeks" in rows["PUB-044"]["used"]
    assert rows["PUB-045"]["used"].count("9 falls in 12 weeks, the other weeks have no") == 2


def test_every_statement_on_rates_is_in_one_of_the_two_lists(bundled_store: Path) -> None:
    cursor = store.reader(bundled_store).cursor()
    names = ("facts/claims_reproduced", "facts/claims_not_reproduced")
    found = [row["claim_id"] for name in names for row in queries.rows(cursor, name)]
    others = {1, 2, 10, 11, 12, 13, 14, 15, 18, 19, 20, 21, 23, 24, 25}  # not on rates
    assert sorted(found) == [f"PUB-{n:03}" for n in range(1, 47) if n not in others]
