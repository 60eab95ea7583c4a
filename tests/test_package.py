"""The bundled Data Package: valid by the standard, complete, and every row's sources found."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package

from dashboard import desk
from dashboard.settings import Settings
from tests.given import package

DATA = Path(__file__).resolve().parent.parent / "data"

# Dataset, rows, distinct primary keys, sha256 of the sorted keys (a line each, parts joined by |).
# A change of the bundled data changes its line here, on purpose and in the same commit: the failing
# test prints the line.
COMPILED = """
attacks               193  193 b815896b2b1d9fbee7d7e546f481c62354bd8d6b2bb4f7cf8f598a3ae22e8917
attack_totals          12   12 744b952e98119c8535428735e7c085758916588db36c0f940850e7bc77a4cfb2
attack_campaigns        3    3 33846b225b6a88103cbc887b069d39ac8860769e7e416c0c0528829eaf564443
events                146  146 3624ba18908a2dc19e120dee3d40003b7f27fe08a292fb305e2a67087829675b
transits             8100 8100 ef0ea04d6623efbc850807621ae1ff4e064fa9cf651028155ac5a92c4ce2a495
transits_reported     302  302 f354338011a12e29e9b9d3c0d5ea552461dbe7f360b0d762f954764370bbbc9d
control_transits     1194 1194 00c36fb8351c163e46f659b81aba0ddbfa59b86f22bbec7e330d3825945a8743
suez_yearly            17   17 bec70bc0fa027efa87e718cef4b6fd46b483aa2a7008f0ad33f03f2f4796c134
suez_fiscal_revenue     8    8 54cf781ee8ea54113dc1fc8c429787215c58221ca3bb7994d8cdd1ca80c7bb82
suez_months_revenue     7    7 35787ff6c2062af1ffaa87150a1344d1620394caa71b40f4844638126ef92353
unctad_growth           9    9 b71df873241f632033b8b3f92234dc99726e9862f590e5d4f2a1adeba5776e6e
published_estimates    16   16 01e47fe17c04bb9988b8d9e4ed101bc3dd96aa804522687c806357991eef30a6
routes_published       33   33 4c00b58a1e331c308c4cf6353edc80121f729abfaf0ae39cee5b64eb6b45a29f
delays                239  239 b080e1089bf23959620c5082c283c654b168ac1b7cdb3a19f21385154fde2c9f
carrier_actions        83   83 be9f418c87ad159711262d7f240e1b092113fc988e863d5d1141e9446cba16e5
freight_rates        1098 1098 04a72864e753b3d95ee6a86fb1da67832c3209b721d563d0765afc761e891b06
cost_components       128  128 84eea213377988fc838d8454d2a0bbb35f138b07b18f7622616d8169c82eb04e
port_imports          203  203 c44b74cbe92742f437bf8a7f597833e27a45b7f09269f2176ce6665a16e40b5c
port_imports_periods   96   96 2c02ad572843d89245295e03d37d659b0f3b373252b082cf70b88cf871843a0b
port_events            47   47 e07735b1f9068a06514d31c93354260be833d47b67187176a0ebca95b4e45b7b
port_facts             37   37 8d1c3ba804017617c04dbc50509c6632d07076fa1a1969d0bf6bb6f11e3d26aa
published_claims       46   46 03b8284bb3ce820c43b3ab428fe090ec810bacf77318477bf5795adcf3d342c1
commission_claims      16   16 ab1c300d7def9a986e4694520e54d743708597bec2390acda5bb9612f42b611c
intervention_views      5    5 e8ff836fe8125bbc781ab034ca912b092fd4342aa7ffb8dc1a8ee19fa9f16a8d
ports                 120  120 0ce35a07dd9b4060a12274508ec9e366033fb13331c7c45e76a02c85f87c61b1
assumptions           201  201 09eb05f3cc728d294c60e7279e839dcebc853591afb535104a6385b8d2f2dbe9
voyage_lanes           16   16 bb1da653632ca0990b2dbbf487b3c507982e5f21893c1f88007e4949cdf7a76c
port_calls              0    0 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
port_attributes         0    0 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
incidents               0    0 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
market_series           0    0 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
food_prices             0    0 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
coverage               10   10 d31bb40b509bc5fdaee6bb490b17d2b6b82cd30c6b6925d9839da62087cd8465
sources              1027 1027 27d83cf86db148ae6f68a3160c59d5629f5f2f67cf21493e388e0f3eb2fdaa55
"""
ORDINALS = {("events", "importance")}
OLD_RECORDS = {"assumptions", "incidents", "market_series", "food_prices"}
"""Datasets of other publishers that go back further than ours."""


def read_json(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


DESCRIPTOR = read_json(DATA / "datapackage.json")
RESOURCES = {resource["name"]: resource for resource in DESCRIPTOR["resources"]}


def schema(dataset: str) -> dict[str, Any]:
    return read_json(DATA / RESOURCES[dataset]["schema"])


@cache
def table(dataset: str) -> tuple[list[str], list[dict[str, str]]]:
    with (DATA / RESOURCES[dataset]["path"]).open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file, strict=True)
        rows = list(reader)
        return list(reader.fieldnames or []), rows


def items(cell: str, delimiter: str) -> list[str]:
    return cell.split(delimiter) if cell else []


def test_frictionless_finds_no_error() -> None:
    report = Package(str(DATA / "datapackage.json")).validate()
    assert report.flatten(["name", "rowNumber", "fieldName", "message"]) == []
    assert report.valid
    assert report.stats["tasks"] == len(RESOURCES)


def test_datasets_have_a_name_each_and_none_is_gone() -> None:
    assert len(DESCRIPTOR["resources"]) == len(RESOURCES)
    assert {line.split()[0] for line in COMPILED.strip().splitlines()} <= RESOURCES.keys()


def test_data_holds_no_file_the_package_does_not_list() -> None:
    listed = {resource["path"] for resource in RESOURCES.values()}
    assert {path.relative_to(DATA).as_posix() for path in DATA.rglob("*.csv")} == listed
    schemas = {resource["schema"] for resource in RESOURCES.values()}
    found = {path.relative_to(DATA).as_posix() for path in (DATA / "schemas").iterdir()}
    assert found == schemas


@pytest.mark.parametrize("dataset", RESOURCES)
def test_rows_and_keys_are_those_compiled(dataset: str) -> None:
    key = schema(dataset)["primaryKey"]
    _, rows = table(dataset)
    keys = ["|".join(row[part] for part in key) for row in rows]
    digest = hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest()
    line = f"{dataset:<20} {len(rows):>4} {len(set(keys)):>4} {digest}"
    assert line in COMPILED.splitlines(), f"If that is meant, its line in COMPILED is\n{line}"


@pytest.mark.parametrize("dataset", RESOURCES)
def test_columns_are_in_the_order_of_the_schema(dataset: str) -> None:
    header, rows = table(dataset)
    assert header == [field["name"] for field in schema(dataset)["fields"]]
    assert all(None not in row and None not in row.values() for row in rows)


@pytest.mark.parametrize("dataset", RESOURCES)
def test_fields_are_described_with_units(dataset: str) -> None:
    key = schema(dataset)["primaryKey"]
    for field in schema(dataset)["fields"]:
        assert field["title"], field["name"]
        assert field["description"].endswith("."), field["name"]
        ordinal = field["name"] in key or (dataset, field["name"]) in ORDINALS
        if field["type"] in {"integer", "number"} and not ordinal:
            assert field.get("unit"), field["name"]
        if field["name"] in key:
            assert field["constraints"]["required"], field["name"]


# frictionless checks single values only, not the lists in a cell that `items` describes.
@pytest.mark.parametrize("dataset", RESOURCES)
def test_items_of_lists_are_known(dataset: str) -> None:
    _, rows = table(dataset)
    for field in schema(dataset)["fields"]:
        if "items" not in field:
            assert field["name"] != "source_ids"
            continue
        rule = field["items"]
        if "reference" in rule:
            _, others = table(rule["reference"]["resource"])
            allowed = {row[rule["reference"]["field"]] for row in others}
        else:
            allowed = set(rule["enum"])
        for row in rows:
            found = items(row[field["name"]], rule["delimiter"])
            assert set(found) <= allowed, row
            assert len(found) == len(set(found)), row


NAMED_LIKE_A_DOMAIN = {"Military.com", "OilPrice.com", "Trans.INFO", "Vietnam.vn"}
"""Publishers whose proper name is their address, as they write it themselves."""

SET_ASIDE = {
    "bairdmaritime-com-2f2489",
    "dev-funandflip-com-b0f0be",
    "hifleet-com-3c942d",
    "linerlytica-com-8d0012",
    "mfame-guru-96d065",
    "mfame-guru-bd8db5",
    "mfame-guru-f08bca",
    "static-global-nhst-tech-248980",
    "static-global-nhst-tech-3169de",
    "thesignalgroup-com-06e1c0",
    "prchief-com-abdc4b",
    "tresorfx-com-eb1089",
}
"""Sources that no row cites: ten of assumptions whose values of October 2026 have others, which the
history of a store still names, and two texts that copied others, which are cited in their place."""


def test_every_source_is_cited_or_set_aside() -> None:
    _, sources = table("sources")
    cited = {
        source
        for dataset in RESOURCES
        for row in table(dataset)[1]
        for source in items(row.get("source_ids", ""), "|")
    }
    known = {row["source_id"] for row in sources}
    assert cited == known - SET_ASIDE


def test_publishers_are_named_and_no_way_of_reading() -> None:
    _, sources = table("sources")
    domain = re.compile(r"[\w-]+(\.[\w-]+)*\.[a-z]{2,}(:\d+)?")
    names = {name for row in sources for name in (row["publisher"], *row["speaker"].split("; "))}
    bare = {name for name in names if domain.fullmatch(name.lower())}
    assert bare - NAMED_LIKE_A_DOMAIN == set()
    assert not {
        name for name in names if re.search(r"github|web archive|internet archive", name, re.I)
    }


def test_citations_name_no_bare_domain() -> None:
    domain = re.compile(r"\b[\w-]+\.(com|org|net|io|info|int|gov|eu|uk|vn)\b", re.IGNORECASE)
    allowed = {name.lower() for name in NAMED_LIKE_A_DOMAIN}
    for row in table("sources")[1]:
        # the publisher's own address may stand in brackets behind its name
        said = re.sub(r"\(.*?\)", "", row["cited_as"])
        named = {found[0].lower() for found in domain.finditer(said)}
        assert named <= allowed, row["source_id"]


def test_addresses_at_a_code_host_are_of_one_state() -> None:
    """What stands at the head of a branch can change; where it must be cited, that is said."""
    states = re.compile(r"/(blob|raw|tree)/(?P<state>[^/]+)/")
    for row in table("sources")[1]:
        found = states.search(row["url"]) if "github" in row["url"] else None
        if found and not re.fullmatch(r"[0-9a-f]{7,40}", found["state"]):
            assert row["cited_as"].endswith("(address of the newest state)"), row["source_id"]


def test_coverage_is_that_of_the_coverage_table() -> None:
    _, rows = table("coverage")
    expected = {row["dataset"]: (row["covers_from"], row["covers_until"]) for row in rows}
    described = {
        name: (resource["coversFrom"], resource["coversUntil"])
        for name, resource in RESOURCES.items()
        if {"coversFrom", "coversUntil", "staleAfterDays"} & resource.keys()
    }
    assert described == expected
    assert all(RESOURCES[name]["staleAfterDays"] > 0 for name in expected)


@pytest.mark.parametrize("dataset", RESOURCES)
def test_resource_is_described(dataset: str) -> None:
    resource = RESOURCES[dataset]
    assert resource["title"]
    assert resource["terms"]
    assert "One row per " in resource["description"]
    if "dateField" in resource:
        types = {field["name"]: field["type"] for field in schema(dataset)["fields"]}
        assert types[resource["dateField"]] == "date"


@pytest.mark.parametrize("dataset", RESOURCES)
def test_fields_refuse_what_cannot_be_true(dataset: str) -> None:
    for field in schema(dataset)["fields"]:
        rules = field.get("constraints", {})
        if field["type"] == "date" and field["name"] != "week_start":
            first = "1900-01-01" if dataset in OLD_RECORDS else "2011-01-01"
            assert first <= rules["minimum"] < rules["maximum"] <= "2035-12-31", field["name"]
        elif field["type"] == "string" and field["name"] != "note":
            ruled = {"enum", "pattern"} & rules.keys() or {"items", "enumOf"} & field.keys()
            assert ruled, field["name"]


IMPOSSIBLE = [
    # dates: before there was anything to record, or so late that a record never ages
    ("attacks", {"date": "1999-11-19"}, "'1999-11-19' is below 2023-10-01, the minimum allowed"),
    ("attacks", {"date": "2099-11-19"}, "'2099-11-19' is above 2035-12-31, the maximum allowed"),
    ("events", {"end_date": "2203-12-31"}, "'2203-12-31' is above 2035-12-31, the maximum allowed"),
    ("freight_rates", {"date": "2010-12-30"},
     "'2010-12-30' is below 2011-01-01, the minimum allowed"),
    ("port_events", {"date": "0204-07-20"},
     "'0204-07-20' is below 2015-01-01, the minimum allowed"),
    ("coverage", {"covers_until": "2099-12-31"},
     "'2099-12-31' is above 2035-12-31, the maximum allowed"),
    ("coverage", {"covers_until": "2026-02-29"},
     "'2026-02-29' is not a date; write YYYY-MM-DD, for example 2024-03-31"),
    ("routes_published", {"published_on": "2024-13"},
     "'2024-13' does not have the form"
     " ^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$"),
    # places: no attack was ever outside these seas
    ("attacks", {"latitude": "89"}, "'89' is above 40, the maximum allowed"),
    ("attacks", {"latitude": "-33.9"}, "'-33.9' is below -15, the minimum allowed"),
    ("attacks", {"longitude": "-170"}, "'-170' is below 25, the minimum allowed"),
    ("attacks", {"longitude": "0"}, "'0' is below 25, the minimum allowed"),
    # names
    ("attacks", {"vessel_name": " "}, "' ' does not have the form ^\\S(.*\\S)?$"),
    ("attacks", {"vessel_name": "Galaxy Leader "},
     "'Galaxy Leader ' does not have the form ^\\S(.*\\S)?$"),
    ("sources", {"publisher": "\tReuters"}, "'\\tReuters' does not have the form ^\\S(.*\\S)?$"),
    ("attacks", {"imo": "0237307"}, "'0237307' does not have the form ^[1-9]\\d{6}$"),
    ("attacks", {"outcome": "sunken"},
     "'sunken' is none of sunk, hijacked, damaged, near miss, intercepted, boarding attempt,"
     " claimed only, unknown"),
    ("attacks", {"weapons": "missile|laser"},
     "'laser' is none of anti-ship ballistic missile, cruise missile, missile, aerial drone,"
     " surface drone, small boats, gunfire, boarding, unknown"),
    ("coverage", {"dataset": "attack"}, f"'attack' is none of {', '.join(RESOURCES)}"),
    # numbers
    ("attacks", {"killed": "20231119"}, "'20231119' is above 10000, the maximum allowed"),
    ("attacks", {"detained": "-25"}, "'-25' is below 0, the minimum allowed"),
    ("transits", {"transits": "-1"}, "'-1' is below 0, the minimum allowed"),
    ("transits", {"days": "8"}, "'8' is above 7, the maximum allowed"),
    ("transits", {"days": "0"}, "'0' is below 1, the minimum allowed"),
    ("transits", {"trade_volume_t": "31343484000"},
     "'31343484000' is above 250000000, the maximum allowed"),
    ("events", {"importance": "4"}, "'4' is above 3, the maximum allowed"),
    ("freight_rates", {"usd_per_feu": "0"}, "'0' is below 1, the minimum allowed"),
    # rows that are not there
    ("attacks", {"source_ids": "nobody"},
     "'nobody' is no source_id of sources; load sources first, or correct it"),
    ("port_imports_periods", {"from_row_ids": "IMP050 IMP999"},
     "'IMP999' is no row_id of port_imports; load port_imports first, or correct it"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("dataset", "cells", "said"),
    IMPOSSIBLE,
    ids=[f"{dataset} {cells}" for dataset, cells, _ in IMPOSSIBLE],
)
def test_impossible_rows_are_refused(
    dataset: str,
    cells: dict[str, str],
    said: str,
    settings: Settings,
    bundled_store: Path,
    tmp_path: Path,
) -> None:
    header, rows = table(dataset)
    file = tmp_path / f"{dataset}.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, header)
        writer.writeheader()
        writer.writerow(rows[0] | cells)
    report = desk.check(replace(settings, store=bundled_store), package().dataset(dataset), file)
    (column,) = cells
    assert list(report.lines()) == [
        f"{dataset}.csv: row 2, {column}: {said}",
        f"{dataset}.csv: 1 problem",
    ]
