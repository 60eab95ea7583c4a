"""The questions about attacks: given rows, expected rows; and the known counts of the data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard import queries, store
from tests.given import Ask, asker, open_store
from tests.test_package import table

ATTACK_QUERIES = [
    "charts/attacks_by",
    "charts/attacks_by_month",
    "charts/attacks_cumulative",
    "facts/attack_headline",
    "facts/attacks",
]


def attack(incident_id: str, day: str, **more: Any) -> dict[str, Any]:
    """Return an attack with defaults for what a test does not look at."""
    return {
        "incident_id": incident_id,
        "date": day,
        "vessel_type": "bulk carrier",
        "area": "Gulf of Aden",
        "weapons": "missile",
        "outcome": "damaged",
        "confidence": "confirmed",
        "source_ids": "s1",
    } | more


def claim(incident_id: str, day: str, **more: Any) -> dict[str, Any]:
    return attack(incident_id, day, outcome="claimed only", confidence="claimed", **more)


ATTACKS = [
    attack("A1", "2024-01-10", vessel_name="Ruby", flag="LBR", source_ids="s2|s1"),
    attack(
        "A2", "2024-01-31", vessel_name="RUBY ", weapons="missile|aerial drone", outcome="sunk",
        killed=3, injured=1, source_ids="s2",
    ),
    attack(
        "A3", "2024-03-01", area="Southern Red Sea", vessel_type="oil tanker", flag="XYZ",
        confidence="reported", outcome="hijacked", detained=25, source_ids="s3",
    ),
    claim("A4", "2024-03-01", vessel_name="Topaz", weapons="unknown|aerial drone"),
]  # fmt: skip
SOURCES = [
    {"source_id": "s1", "publisher": "Zeta News", "kind": "press", "url": "https://z.example"},
    {"source_id": "s2", "publisher": "Alpha", "kind": "blog or other", "url": "https://a.example"},
    {"source_id": "s3", "publisher": "Alpha", "speaker": "UKMTO; Ambrey",
     "url": "https://a.example/3"},
]  # fmt: skip
COVERAGE = [{"dataset": "attacks", "covers_from": "2023-11-19", "covers_until": "2024-05-15"}]


@pytest.fixture(scope="module")
def four() -> Ask:
    """Four attacks, their sources and their coverage."""
    return asker(open_store(attacks=ATTACKS, sources=SOURCES, coverage=COVERAGE))


@pytest.fixture
def bundled(bundled_store: Path) -> Callable[..., pd.DataFrame]:
    """Return a function that runs a named query on the bundled data."""
    return partial(queries.run, store.reader(bundled_store).cursor())


def test_attack_queries_share_one_filter() -> None:
    def shared(name: str) -> str:
        text = queries.load(name).text
        start = text.index("with selected as (")
        return text[start : text.index("\n)", start)]

    filtered = [n for n in queries.names() if "vessel_types" in queries.load(n).parameters]
    assert filtered == ATTACK_QUERIES
    assert all(shared(name) == shared(ATTACK_QUERIES[0]) for name in ATTACK_QUERIES)


def test_attack_list_splits_names_and_looks_up() -> None:
    con = open_store(attacks=ATTACKS, sources=SOURCES, coverage=COVERAGE)
    found = con.execute(
        "select incident_id, month, flag, flag_name, weapons, claimed_only, casualties,"
        " publishers, urls from attack_list order by incident_id"
    ).fetchall()
    zeta, alpha = "https://z.example", "https://a.example"
    january, march = date(2024, 1, 1), date(2024, 3, 1)
    both, other = ["aerial drone", "missile"], ["aerial drone", "unknown"]
    assert found == [
        ("A1", january, "LBR", "Liberia", ["missile"], False, 0, "Alpha, Zeta News", [alpha, zeta]),
        ("A2", january, "unknown", "unknown", both, False, 4, "Alpha", [alpha]),
        ("A3", march, "XYZ", "XYZ", ["missile"], False, 25, "UKMTO", [f"{alpha}/3"]),
        ("A4", march, "unknown", "unknown", other, True, 0, "Zeta News", [zeta]),
    ]  # fmt: skip


def test_attacks_lists_all_columns_newest_first(four: Ask) -> None:
    assert four("facts/attacks", "incident_id") == [("A3",), ("A2",), ("A1",)]
    (row,) = four("facts/attacks", outcomes=["sunk"])
    assert row == (
        "A2", date(2024, 1, 31), "RUBY ", None, "unknown", "unknown", "bulk carrier",
        "bulk carrier", None, "Gulf of Aden", None, None, None, "aerial drone|missile", "sunk",
        "confirmed", True, 3, 1, None, None, "Alpha", ["https://a.example"], "s2",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, "A1 A2 A3"),
        ({"claimed": False}, "A1 A2 A3"),
        ({"claimed": True}, "A1 A2 A3 A4"),
        ({"start": date(2024, 1, 31)}, "A2 A3"),
        ({"start": date(2024, 2, 1)}, "A3"),
        ({"end": date(2024, 1, 31)}, "A1 A2"),
        ({"end": date(2024, 1, 30)}, "A1"),
        ({"start": "2024-01-10", "end": "2024-01-10"}, "A1"),
        ({"areas": ["Gulf of Aden"]}, "A1 A2"),
        ({"areas": []}, ""),
        ({"vessel_types": ["oil tanker", "bulk carrier"]}, "A1 A2 A3"),
        ({"weapons": ["aerial drone"]}, "A2"),
        ({"weapons": ["aerial drone", "boarding"], "claimed": True}, "A2 A4"),
        ({"outcomes": ["claimed only"]}, ""),
        ({"outcomes": ["claimed only"], "claimed": True}, "A4"),
        ({"confidences": ["reported"]}, "A3"),
        ({"flags": ["unknown"]}, "A2"),
        ({"flags": ["LBR", "XYZ"]}, "A1 A3"),
        ({"flags": ["Liberia"]}, ""),
    ],
)
def test_filter(four: Ask, chosen: dict[str, Any], expected: str) -> None:
    found = sorted(row[0] for row in four("facts/attacks", "incident_id", **chosen))
    assert found == expected.split()
    assert four("facts/attack_headline", "attacks", **chosen) == [(len(found),)]


def test_headline(four: Ask) -> None:
    checked = ("covered", *[date(2023, 11, 19), date(2024, 5, 15)] * 2)
    first, last = date(2024, 1, 10), date(2024, 3, 1)
    assert four("facts/attack_headline") == [
        (3, 1, 1, 2, 1, 1, 3, 1, 25, first, last, *checked, "s1|s2|s3")
    ]
    assert four("facts/attack_headline", areas=["Mediterranean"]) == [
        (*[0] * 9, None, None, *checked, "")
    ]


def test_headline_of_empty_tables() -> None:
    """Without a record of a check nothing found is not 0."""
    assert asker(open_store())("facts/attack_headline") == [
        (None,) * 11 + ("unknown", None, None, None, None, "")
    ]


def test_by_month_fills_empty_months_as_far_as_checked(four: Ask) -> None:
    assert four("charts/attacks_by_month") == [
        (date(2023, 11, 1), None, 0, 0, ""),
        (date(2023, 12, 1), None, 0, 0, ""),
        (date(2024, 1, 1), "damaged", 1, 0, "s1|s2"),
        (date(2024, 1, 1), "sunk", 1, 3, "s2"),
        (date(2024, 2, 1), None, 0, 0, ""),
        (date(2024, 3, 1), "hijacked", 1, 0, "s3"),
        (date(2024, 4, 1), None, 0, 0, ""),
        (date(2024, 5, 1), None, 0, 0, ""),
    ]


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2024-02-15", "2024-04-02", [2, 3, 4]),
        ("2024-04-30", "2030-01-01", [4, 5]),
        ("2024-06-01", None, []),
        (None, "2023-11-18", []),
    ],
)
def test_by_month_keeps_to_the_period(
    four: Ask, start: str | None, end: str | None, months: list[int]
) -> None:
    found = four("charts/attacks_by_month", "month", start=start, end=end)
    assert [month.month for (month,) in found] == months


def test_by_month_shows_an_attack_beyond_the_check() -> None:
    ask = asker(open_store(attacks=[attack("A1", "2024-09-09")], coverage=COVERAGE))
    found = ask("charts/attacks_by_month", "month attacks")
    assert found[-2:] == [(date(2024, 5, 1), 0), (date(2024, 9, 1), 1)]


def test_cumulative(four: Ask) -> None:
    assert four("charts/attacks_cumulative", claimed=True) == [
        (date(2024, 1, 10), 1, 1, "s1|s2"),
        (date(2024, 1, 31), 1, 2, "s2"),
        (date(2024, 3, 1), 2, 4, "s1|s3"),
    ]


def test_by_dimension_counts_each_weapon_of_an_attack(four: Ask) -> None:
    assert four("charts/attacks_by") == [
        ("area", "Gulf of Aden", "Gulf of Aden", 2, "s1|s2"),
        ("area", "Southern Red Sea", "Southern Red Sea", 1, "s3"),
        ("confidence", "confirmed", "confirmed", 2, "s1|s2"),
        ("confidence", "reported", "reported", 1, "s3"),
        ("flag", "LBR", "Liberia", 1, "s1|s2"),
        ("flag", "XYZ", "XYZ", 1, "s3"),
        ("flag", "unknown", "unknown", 1, "s2"),
        ("outcome", "damaged", "damaged", 1, "s1|s2"),
        ("outcome", "hijacked", "hijacked", 1, "s3"),
        ("outcome", "sunk", "sunk", 1, "s2"),
        ("vessel_type", "bulk carrier", "bulk carrier", 2, "s1|s2"),
        ("vessel_type", "oil tanker", "oil tanker", 1, "s3"),
        ("weapon", "missile", "missile", 3, "s1|s2|s3"),
        ("weapon", "aerial drone", "aerial drone", 1, "s2"),
    ]


def test_a_weapon_given_twice_counts_once() -> None:
    ask = asker(open_store(attacks=[attack("A1", "2024-01-01", weapons="missile|missile")]))
    assert ("weapon", "missile", 1) in ask("charts/attacks_by", "dimension value attacks")


def test_options_cover_all_attacks_most_frequent_first(four: Ask) -> None:
    options = four("lists/attack_options")
    assert [row for row in options if row[0] in ("weapon", "outcome")] == [
        ("outcome", "claimed only", "claimed only", 1),
        ("outcome", "damaged", "damaged", 1),
        ("outcome", "hijacked", "hijacked", 1),
        ("outcome", "sunk", "sunk", 1),
        ("weapon", "missile", "missile", 3),
        ("weapon", "aerial drone", "aerial drone", 2),
        ("weapon", "unknown", "unknown", 1),
    ]


def test_totals_compared_with_the_count_at_their_date() -> None:
    totals = [
        {"as_of": "2024-03-01", "publisher": "P", "kind": "independent", "qualifier": "at least",
         "attacks": 4, "measure": "attacks", "source_ids": "s9"},
        {"as_of": "2024-01-09", "publisher": "Q", "kind": "claim", "qualifier": "exactly",
         "attacks": 0, "measure": "ships", "source_ids": "s8"},
        {"as_of": "2024-05-01", "publisher": "R", "kind": "independent", "qualifier": "around",
         "attacks": 4, "measure": "ships (to February 2024), 1 sunk", "source_ids": "s7"},
        {"as_of": "2024-05-16", "publisher": "S", "kind": "independent", "qualifier": "exactly",
         "attacks": 9, "measure": "ships", "source_ids": "s6"},  # a day after the check
    ]  # fmt: skip
    ask = asker(open_store(attacks=ATTACKS, attack_totals=totals, coverage=COVERAGE))
    assert ask("charts/attack_totals_compared") == [
        (*[date(2024, 1, 9)] * 2, "Q", "claim", "exactly", 0, "ships", 0, 0, 0, None, "s8"),
        (*[date(2024, 3, 1)] * 2, "P", "independent", "at least", 4, "attacks", 3, 4, -1, -25.0,
         "s9"),
        (date(2024, 5, 1), date(2024, 2, 29), "R", "independent", "around", 4,
         "ships (to February 2024), 1 sunk", 2, 2, -2, -50.0, "s7"),
        (*[date(2024, 5, 16)] * 2, "S", "independent", "exactly", 9, "ships", None, None, None,
         None, "s6"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("chosen", "attacks"),
    [({"claimed": True}, 193), ({}, 135), ({"end": "2024-10-01"}, 107)],
)
def test_bundled_attacks(
    bundled: Callable[..., pd.DataFrame], chosen: dict[str, Any], attacks: int
) -> None:
    assert len(bundled("facts/attacks", **chosen)) == attacks
    assert bundled("facts/attack_headline", **chosen)["attacks"].item() == attacks
    assert bundled("charts/attacks_by_month", **chosen)["attacks"].sum() == attacks
    assert bundled("charts/attacks_cumulative", **chosen)["cumulative_attacks"].max() == attacks


def test_bundled_claims_are_claimed_in_both_columns(bundled: Callable[..., pd.DataFrame]) -> None:
    rows = bundled("facts/attacks", claimed=True)
    claimed = rows["outcome"] == "claimed only"
    assert claimed.sum() == 58
    assert (claimed == (rows["confidence"] == "claimed")).all()
    assert rows["publishers"].notna().all()


def test_bundled_flags_have_names(bundled: Callable[..., pd.DataFrame]) -> None:
    rows = bundled("facts/attacks", claimed=True)
    unnamed = rows["flag"] == rows["flag_name"]
    assert set(rows.loc[unnamed, "flag"]) == {"unknown"}
    assert dict(zip(rows["flag"], rows["flag_name"], strict=True))["DMA"] == "Dominica"


@pytest.mark.parametrize(
    ("kind", "via", "second_hand"),
    [
        ("official", None, False),
        ("company", None, False),
        ("news agency", "Internet Archive", False),
        ("press", "re-post at Mirage News", False),
        ("trade press", None, False),
        ("trade press", "cited in a public file, original not read", True),
        ("official", "copy in a GitHub repository", True),
        ("data copy", None, True),
        ("blog or other", None, True),
        ("research or NGO", "Internet Archive", True),
        ("international organisation", None, True),
        ("broker or index", None, True),
        (None, None, True),
    ],
)
def test_first_hand_is_what_was_read_of_those_who_report(
    kind: str | None, via: str | None, second_hand: bool
) -> None:
    source = {"source_id": "s1", "publisher": "P", "url": "u", "kind": kind, "via": via}
    ask = asker(open_store(attacks=[attack("A1", "2024-01-01")], sources=[source]))
    assert ask("facts/attacks", "second_hand") == [(second_hand,)]
    assert ask("facts/attack_headline", "attacks second_hand") == [(1, int(second_hand))]


def test_one_report_read_is_enough() -> None:
    ledger = {"source_id": "s1", "publisher": "L", "url": "l", "kind": "blog or other"}
    press = {"source_id": "s2", "publisher": "P", "url": "p", "kind": "press"}
    attacks = [
        attack("A1", "2024-01-01", source_ids="s1|s2"),
        attack("A2", "2024-01-02", source_ids="s1"),
        attack("A3", "2024-01-03", source_ids=None),
    ]
    ask = asker(open_store(attacks=attacks, sources=[ledger, press]))
    assert ask("facts/attacks", "incident_id second_hand") == [
        ("A3", True),
        ("A2", True),
        ("A1", False),
    ]


def test_bundled_attacks_known_at_second_hand_alone(
    bundled: Callable[..., pd.DataFrame],
) -> None:
    kinds = {"official", "company", "news agency", "press", "trade press"}
    first_hand = {
        row["source_id"]
        for row in table("sources")[1]
        if row["kind"] in kinds
        and (row["via"] in ("", "Internet Archive") or row["via"].startswith("re-post at "))
    }
    told = {
        row["incident_id"]: row["outcome"]
        for row in table("attacks")[1]
        if not first_hand & set(row["source_ids"].split("|"))
    }
    assert len(told) == 17
    assert sum(outcome != "claimed only" for outcome in told.values()) == 15
    rows = bundled("facts/attacks", claimed=True)
    assert set(rows.loc[rows["second_hand"], "incident_id"]) == set(told)
    assert bundled("facts/attack_headline")["second_hand"].item() == 15


def test_a_tanker_of_no_stated_kind_is_named_so() -> None:
    ask = asker(open_store(attacks=[attack("A1", "2024-01-01", vessel_type="tanker")]))
    named = ("tanker", "tanker (kind not given)")
    assert ask("facts/attacks", "vessel_type vessel_type_name") == [named]
    assert ("vessel_type", *named, 1) in ask("lists/attack_options")


def test_bundled_totals_agree(bundled: Callable[..., pd.DataFrame]) -> None:
    rows = bundled("charts/attack_totals_compared").set_index(["as_of", "publisher"])
    recorded = rows[["published_attacks", "recorded_attacks"]]
    assert list(recorded.loc[(pd.Timestamp(2023, 12, 23), "US Central Command")]) == [15, 15]
    assert list(recorded.loc[(pd.Timestamp(2025, 3, 28), "MARAD")]) == [113, 117]
    independent = rows[rows["kind"] == "independent"]
    assert (independent["difference_pct"].abs() <= 20).sum() == 8
    assert list(recorded.loc[(pd.Timestamp(2025, 9, 1), "Associated Press")]) == [100, 117]
    assert len(independent) == 11
