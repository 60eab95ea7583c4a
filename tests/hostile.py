"""The bundled data with every free text made hostile: Markdown, HTML, LaTeX, links, pictures."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

from dashboard import contracts
from dashboard.contracts import Dataset, Field

EVIL = "https://evil.example"
TOKENS = {
    "zqbold": "**zqbold**",
    "zqem": "_zqem_",
    "zqcode": "`zqcode`",
    "zqlink": f"[zqlink]({EVIL}/",
    "zqpic": f"![zqpic]({EVIL}/",
    "zqtag": "<b>zqtag</b>",
    "zqmath": "$zqmath^2$",
    "zqred": ":red[zqred]",
}
"""Word -> the marks it stands in: what a reader must see, because nothing may act on them."""

TEXT = (
    f"**zqbold** [zqlink]({EVIL}/l) ![zqpic]({EVIL}/p.png) <b>zqtag</b>"
    " $zqmath^2$ :red[zqred] `zqcode` _zqem_"
    f" <img src={EVIL}/i.png onerror=window.zq=1><script>window.zq=1</script>"
)

COUNTS = [
    column.format(kind)
    for column in ("calls_{}", "import_{}_t", "export_{}_t")
    for kind in ("container", "dry_bulk", "general_cargo", "roro", "tanker")
]
MORE = {
    "incidents": {
        "publisher": "NGA", "incident_id": "2024-{}", "date": "2024-06-1{}",
        "date_precision": "1", "event_type": "Attack", "sub_type": "Missile",
        "actor": "Houthis", "target": "Merchant", "latitude": "13.{}", "longitude": "43.{}",
        "geo_precision": "1", "place": "Red Sea", "country": "Yemen", "fatalities": "{}",
        "reported_by": "UKMTO", "description": "An attack", "source_ids": "{source}",
    },
    "market_series": {
        "date": "2024-06-1{}", "series": "Index", "value": "1{}", "unit": "USD",
        "source_ids": "{source}",
    },
    "food_prices": {
        "date": "2024-0{}-15", "admin1": "Al Hodeidah", "admin2": "Al Hali",
        "market": "Hodeidah", "latitude": "14.8", "longitude": "42.9", "category": "cereals",
        "commodity": "Wheat flour", "unit": "KG", "price_flag": "actual",
        "price_type": "Retail", "currency": "YER", "price": "40{}", "price_usd": "1.{}",
        "source_ids": "{source}",
    },
    "port_calls": {
        "date": "2024-06-1{}", "port_id": "port18", "port": "Hodeidah", "country": "Yemen",
        "iso3": "YEM", "source_ids": "{source}",
    } | dict.fromkeys(COUNTS, "{}"),
}  # fmt: skip
"""Rows for tables that are bundled empty; {} is the number of the row."""

ROWS = 9


def package(origin: Path, folder: Path) -> Path:
    """Copy the package in ``origin`` to ``folder`` and make its texts hostile; return ``folder``.

    Of a column every other row is hostile, of the next column the others: so rows stay that a
    query looks for by a text. What the contract fixes (lists of values, patterns, keys) stays.
    """
    shutil.copytree(origin, folder)
    for dataset in contracts.load_package(folder).datasets.values():
        rows = list(csv.DictReader(io.StringIO(dataset.path.read_text(encoding="utf-8"))))
        _write(dataset, _hostile(dataset, rows or _more(dataset)))
    return folder


def fields(dataset: Dataset) -> list[Field]:
    """Return the columns of free text."""
    return [
        field
        for field in dataset.fields
        if field.type == "string"
        and not field.enum
        and not field.item_delimiter
        and (field.pattern is None or field.pattern.startswith(r"^\S("))
    ]


def _hostile(dataset: Dataset, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    for place, field in enumerate(fields(dataset)):
        for number, row in enumerate(rows):
            if (number + place) % 2 and (row[field.name] or not field.unique):
                row[field.name] = f"{row[field.name]} {TEXT}".strip()
    return rows


def _more(dataset: Dataset) -> list[dict[str, str]]:
    cells = MORE.get(dataset.name, {})
    return [
        {name: cell.format(number, source="github-com-80b788") for name, cell in cells.items()}
        for number in range(1, ROWS * bool(cells) + 1)
    ]


def _write(dataset: Dataset, rows: list[dict[str, str]]) -> None:
    with dataset.path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [field.name for field in dataset.fields], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
