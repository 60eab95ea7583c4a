"""Headings, definitions and formats of the columns of a table, from the contract of its dataset."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from dashboard import contracts
from dashboard.contracts import Field
from dashboard.kit.charts import words
from dashboard.kit.ui.data import chosen
from dashboard.kit.ui.exports import readable

DAY, MINUTE = "YYYY-MM-DD", "YYYY-MM-DD HH:mm"
TIMES: dict[str, Any] = {DAY: st.column_config.DateColumn, MINUTE: st.column_config.DatetimeColumn}
SIGNS = {"billion USD": "usd", "%": "percent", "kn": "knots", "nm": "nautical miles", "t": "tonnes"}
"""Unit that a heading ends with -> the word in a title that spells it out already."""

SPELT = {"ais": "AIS", "co2": "CO2", "feu": "FEU", "id": "key", "ids": "keys", "imo": "IMO",
         "pct": "%", "teu": "TEU", "usd": "USD"}  # fmt: skip
"""Part of the name of a column -> how a heading writes it."""
UNSAID = re.compile(r"column|degrees|persons|people|vessels|level|/month")
"""Units that stand in a column of their own, or that the title says in other words."""

NAMES = re.compile(r"\b(?:bab|cape|los angeles|mandeb|new york|red sea|rotterdam|suez)\b")

Own = str | tuple[str, str] | ColumnConfig
"""A heading; a heading with the format of its numbers or times; a configuration of Streamlit."""

COMMON: dict[str, Own] = {
    "publishers": "Who says so",
    "publisher": "Publisher",
    "published_by": "Cited as",
    "published": st.column_config.TextColumn("Published", alignment="right"),
    "ours": st.column_config.TextColumn("This record", alignment="right"),
    "apart": st.column_config.TextColumn("Difference", alignment="right"),
    "scenario_name": "Scenario",
    "way": "Route",
    "load_id": "Load",
    "loaded_at": ("When", MINUTE),
    "loaded_by": "By",
    "kind": "Kind",
    "dataset": "Dataset",
    "file_name": "File",
    "sha256": "SHA-256 of the file",
    "rows_added": "Added",
    "rows_changed": "Changed",
    "rows_removed": "Removed",
    "rows_unchanged": "Unchanged",
    "rows_rejected": "Rejected",
    "format": "Format",
    "version": "Version",
    "based_on": "Based on version",
    "row_key": "Row",
    "field": "Column",
    "old_value": "Before",
    "new_value": "After",
    "note": "Note",
    "terms": "Terms",
}
"""Columns of several tables that no contract describes, such as those of the ledger of loads."""


def columns(dataset: str = "", names: str = "", **own: Own) -> dict[str, Any]:
    """Return the configuration of columns for a table, in order.

    ``names`` are parted by blanks; a width may follow, as in ``note:large`` or ``claim:310``. What
    the contract of ``dataset`` has takes its title, unit, definition and format from there. ``own``
    are columns that are computed for the table, with their headings: those that are not among
    ``names`` come last. A column of the contract is not given another heading.
    """
    fields = _fields(chosen().data)[dataset] if dataset else {}
    widths = dict(name.partition(":")[::2] for name in names.split())
    return {
        name: _column(name, widths.get(name, ""), fields.get(name), own.get(name))
        for name in [*widths, *(name for name in own if name not in widths)]
    }


def columns_behind(rows: pd.DataFrame) -> dict[str, Any]:
    """Return headings for all columns of the rows behind a chart.

    A column takes the title, unit and definition on which the datasets that the rows were read
    from agree, or else all datasets that have it; a name of no dataset, or of several meanings, is
    put in words. On hover stands what the CSV calls the column.
    """
    package = _fields(chosen().data)
    read = [package[name] for name in rows.attrs.get("reads", ()) if name in package]
    headings = {}
    for name in rows.columns:
        agreed = _one(read, name) or _one(list(package.values()), name)
        title = (
            _with_unit(agreed) if agreed else _given(COMMON.get(name) or in_words(name))["label"]
        )
        meaning = f"{agreed.description} " if agreed else ""
        headings[name] = {"label": title, "help": f"{meaning}In the CSV: {name}."}
    return headings


def _with_unit(field: Field) -> str:
    """Return the title of a field and its unit, where neither title nor row says that."""
    title = heading(field)
    is_said = set(field.unit.lower().split()) <= set(re.split(r"\W+", title.lower()))
    if title != field.title or is_said or field.unit in SIGNS or UNSAID.search(field.unit):
        return title
    return f"{title}, {field.unit}"


def _one(datasets: list[dict[str, Field]], name: str) -> Field | None:
    """Return the field of a name, where all datasets that have it give it the same heading."""
    fields = [dataset[name] for dataset in datasets if name in dataset]
    return fields[0] if len(set(map(heading, fields))) == 1 else None


def in_words(name: str) -> str:
    """Return the name of a column in words: "Baseline USD per FEU" of baseline_usd_per_feu."""
    plain = " ".join(SPELT.get(part, part) for part in name.split("_"))
    return words.sentence(NAMES.sub(lambda found: found[0].title(), plain))


def draw_table(rows: pd.DataFrame, headings: dict[str, Any], **more: Any) -> Any:
    """Draw the columns of ``rows`` that have headings; ``more`` goes to Streamlit."""
    return st.dataframe(
        readable(rows),
        hide_index=True,
        column_order=list(headings),
        column_config=headings,
        **{"placeholder": ""} | more,
    )


def _column(name: str, width: str, field: Field | None, own: Own | None) -> dict[str, Any]:
    own = own if field else own or COMMON.get(name)
    if field is None and own is None:
        raise LookupError(f"The column {name!r} is in no contract and has no heading.")
    given = _given(own)
    if field and given.get("label"):
        raise LookupError(f"The column {name!r} has its heading from the contract: {field.title}.")
    if width:
        given["width"] = int(width) if width.isdigit() else width
    return (_agreed(field) if field else {}) | given


def _agreed(field: Field) -> dict[str, Any]:
    """Return the configuration of a column as its contract has it."""
    title, own = heading(field), {}
    if field.type == "date":
        own = _given((title, DAY))
    elif field.type in ("integer", "number"):
        own = _given((title, "localized" if field.unit else "plain"))
    elif (field.pattern or "").startswith("^https?://"):
        own = _given(st.column_config.LinkColumn(title))
    return {"label": title, "help": field.description, **own}


def _given(own: Own | None) -> dict[str, Any]:
    """Return what is set of a column's own configuration."""
    if isinstance(own, str):
        return {"label": own}
    if isinstance(own, tuple):
        title, form = own
        config = TIMES.get(form, st.column_config.NumberColumn)(title, format=form)
    else:
        config = own or {}
    return {key: value for key, value in config.items() if value is not None}


def heading(field: Field) -> str:
    """Return the title of a field, with the sign of its unit where the title does not spell it."""
    said = SIGNS.get(field.unit, "") in field.title.lower()
    return field.title if said or field.unit not in SIGNS else f"{field.title}, {field.unit}"


@cache
def _fields(folder: Path) -> dict[str, dict[str, Field]]:
    datasets = contracts.load_package(folder).datasets.values()
    return {dataset.name: {f.name: f for f in dataset.fields} for dataset in datasets}
