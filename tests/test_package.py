"""The bundled Data Package: valid by the standard, complete, and every row's sources found."""

from __future__ import annotations

import csv
import hashlib
import json
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
# A change of the bundled data changes its line here, on purpose and in the same commit.
COMPILED = """
attacks               180  180 492d47d96f029ad529265aa828fa11c51528e9e7d3325f6e9e052e920a3a54b4
attack_totals          12   12 744b952e98119c8535428735e7c085758916588db36c0f940850e7bc77a4cfb2
events                130  130 f6af28b12600a29b24a0a6130f3c21a81be74aa915152031e66ed11257490407
transits             7880 7880 aca521e5dbaffddc0a88efdd3ab3308420cc056205a957bba4dc5e4e33dd1860
transits_reported     229  229 744087e8083eaefacf571fc7037b53a82a4883f7b65ffe9093700cea7fb3d587
routes_published       33   33 4c00b58a1e331c308c4cf6353edc80121f729abfaf0ae39cee5b64eb6b45a29f
delays                177  177 5b479d2281d9ca7bf53da946ff0594f5ae6d221fc499a5e32617eed2167489bf
carrier_actions        65   65 d822cb2bb75ea8bd321b8a76bdfedf91217e3ecd9a6778deff01629d607f4fe9
freight_rates         930  930 b7a6ad9efe213dd058cde6b47162d442c5d7ba04f5040745d3dc1cd83e896b9e
cost_components        86   86 be254f0826d9099739fddc56cb670b366464d2a04051825d20e18940e084f827
port_imports          191  191 186c7d8490201bce362fa9296a7ac5b6a89e9c9cdece1f6173627a2d8246220c
port_imports_periods   96   96 2c02ad572843d89245295e03d37d659b0f3b373252b082cf70b88cf871843a0b
port_events            46   46 f7bb7a514b7989d287dc9acadd23b5888473d2ff5d0d75777189f236dd35763d
port_facts             37   37 8d1c3ba804017617c04dbc50509c6632d07076fa1a1969d0bf6bb6f11e3d26aa
published_claims       46   46 03b8284bb3ce820c43b3ab428fe090ec810bacf77318477bf5795adcf3d342c1
commission_claims      16   16 ab1c300d7def9a986e4694520e54d743708597bec2390acda5bb9612f42b611c
ports                 120  120 0ce35a07dd9b4060a12274508ec9e366033fb13331c7c45e76a02c85f87c61b1
assumptions           147  147 46ae9fd945fae686d1c287da384c6bd6a1e817b915582b9f3718519b8434fd99
voyage_lanes           16   16 bb1da653632ca0990b2dbbf487b3c507982e5f21893c1f88007e4949cdf7a76c
port_calls               0    0 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
port_attributes          0    0 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
incidents                0    0 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
market_series            0    0 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
food_prices              0    0 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
coverage                9    9 3ab8606f75e0f711edf02f13ec9dd8e9617129f3a071e6319cdbb0d739466aed
sources               873  873 27f68e65e6ef6250d210c7ecac28380c1b69a88ad1493a8ca46fff2b3c2019ad
"""
TABLES = {
    name: (int(rows), int(keys), digest)
    for name, rows, keys, digest in map(str.split, COMPILED.strip().splitlines())
}
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
    assert report.stats["tasks"] == len(TABLES)


def test_package_lists_these_datasets() -> None:
    assert list(RESOURCES) == list(TABLES)
    assert len(DESCRIPTOR["resources"]) == len(RESOURCES)


def test_data_holds_no_file_the_package_does_not_list() -> None:
    listed = {resource["path"] for resource in RESOURCES.values()}
    assert {path.relative_to(DATA).as_posix() for path in DATA.rglob("*.csv")} == listed
    schemas = {resource["schema"] for resource in RESOURCES.values()}
    found = {path.relative_to(DATA).as_posix() for path in (DATA / "schemas").iterdir()}
    assert found == schemas


@pytest.mark.parametrize("dataset", TABLES)
def test_rows_and_keys_are_those_compiled(dataset: str) -> None:
    key = schema(dataset)["primaryKey"]
    _, rows = table(dataset)
    keys = ["|".join(row[part] for part in key) for row in rows]
    digest = hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest()
    assert (len(rows), len(set(keys)), digest) == TABLES[dataset]


@pytest.mark.parametrize("dataset", TABLES)
def test_columns_are_in_the_order_of_the_schema(dataset: str) -> None:
    header, rows = table(dataset)
    assert header == [field["name"] for field in schema(dataset)["fields"]]
    assert all(None not in row and None not in row.values() for row in rows)


@pytest.mark.parametrize("dataset", TABLES)
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
@pytest.mark.parametrize("dataset", TABLES)
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


def test_every_source_is_cited() -> None:
    _, sources = table("sources")
    cited = {
        source
        for dataset in TABLES
        for row in table(dataset)[1]
        for source in items(row.get("source_ids", ""), "|")
    }
    assert cited == {row["source_id"] for row in sources}
    assert len(cited) == 873


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


@pytest.mark.parametrize("dataset", TABLES)
def test_resource_is_described(dataset: str) -> None:
    resource = RESOURCES[dataset]
    assert resource["title"]
    assert resource["terms"]
    assert "One row per " in resource["description"]
    if "dateField" in resource:
        types = {field["name"]: field["type"] for field in schema(dataset)["fields"]}
        assert types[resource["dateField"]] == "date"


@pytest.mark.parametrize("dataset", TABLES)
def test_fields_refuse_what_cannot_be_true(dataset: str) -> None:
    for field in schema(dataset)["fields"]:
        rules = field.get("constraints", {})
        if field["type"] == "date" and field["name"] != "week_start":
            first = "1900-01-01" if dataset in OLD_RECORDS else "2011-01-01"
            assert first <= rules["minimum"] < rules["maximum"] <= "2035-12-31", field["name"]
        elif field["type"] == "string" and field["name"] != "note":
            assert {"enum", "pattern"} & rules.keys() or "items" in field, field["name"]


def test_coverage_is_of_datasets_of_the_package() -> None:
    assert schema("coverage")["fields"][0]["constraints"]["enum"] == list(RESOURCES)


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
    ("coverage", {"dataset": "attack"}, f"'attack' is none of {', '.join(TABLES)}"),
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
