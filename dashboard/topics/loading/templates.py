"""How files have to look: a template and the contract of each dataset, and the formats known."""

from __future__ import annotations

import csv
import io
import re

import pandas as pd
import streamlit as st

from dashboard import formulas
from dashboard.contracts import Dataset, Field, Package
from dashboard.kit.ui import dictionary, exports
from dashboard.kit.ui.data import query, today
from dashboard.topics.loading import work as work

WORDS = ("example", "XXX", "1")


def templates() -> None:
    """Offer a template of one dataset, and list its contract."""
    st.caption(
        "A template is an empty table with one line as an example, which is to be replaced. Write"
        " the columns in this order or another; save the file as CSV UTF-8."
    )
    offer = st.container()
    dictionary.describe(query("lists/catalogue", today=today()), query("lists/dictionary"))
    package = work.package()
    dataset = package.dataset(st.session_state.get("dataset") or next(iter(package.datasets)))
    with offer:
        exports.download(
            f"Template of {dataset.name} (CSV)",
            template(package, dataset),
            f"{dataset.name}-template.csv",
        )


def formats() -> None:
    """List the files of other publishers that are taken as they are."""
    st.caption(
        "Files that these publishers offer are taken as they come, under whatever name: they are"
        " known by their columns, in whatever order. Further columns are not read."
    )
    st.dataframe(
        pd.DataFrame(
            {
                "Format": layout.name,
                "Publisher": layout.source.publisher if layout.source else "",
                "Goes to": layout.dataset.title,
                "Columns that a file must have": ", ".join(layout.needed),
                "What will be asked": "; ".join(map(": ".join, layout.parameters.items())),
                "Left out": layout.only[1] if layout.only else "",
                "Terms": layout.source.terms if layout.source else "",
                "Address": layout.source.url if layout.source else "",
            }
            for layout in work.layouts().formats
        ),
        hide_index=True,
        height="content",
        row_height=96,
        column_config={
            "Columns that a file must have": st.column_config.TextColumn(width="large"),
            "What will be asked": st.column_config.TextColumn(width="medium"),
            "Terms": st.column_config.TextColumn(width="medium"),
            "Address": st.column_config.LinkColumn(width="medium"),
        },
        alt="The formats known: publisher, dataset, columns, what will be asked, terms",
    )


def template(package: Package, dataset: Dataset) -> str:
    """Return a CSV with the header of a dataset and one line as an example.

    It is the first bundled row where there is one; otherwise each cell is made up of what the
    contract allows, and says so where it can.
    """
    out = io.StringIO(newline="")
    row = _first_row(dataset) or {f.name: _example(package, dataset, f) for f in dataset.fields}
    texts = {f.name for f in dataset.fields if f.type == "string"}
    writer = csv.DictWriter(out, dataset.columns)
    writer.writeheader()
    writer.writerow({n: formulas.guarded(c) if n in texts else c for n, c in row.items()})
    return out.getvalue()


def _first_row(dataset: Dataset) -> dict[str, str] | None:
    with dataset.path.open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file), None)
    return row and {name: formulas.unguarded(cell) for name, cell in row.items()}


def _example(package: Package, dataset: Dataset, field: Field) -> str:
    """Return a cell that the contract allows, from the bundled rows of the dataset referred to."""
    for reference in dataset.references:
        if field.name in reference.fields:
            other = package.dataset(reference.dataset)
            known = _first_row(other) if other.name != dataset.name else None
            its_name = reference.other_fields[reference.fields.index(field.name)]
            return known[its_name] if known else ""
    if allowed := field.enum or field.item_enum:
        return allowed[0]
    if field.type == "date":
        return min(max("2024-01-01", str(field.minimum or "")), str(field.maximum or "9"))
    if field.type == "boolean":
        return field.true_values[0]
    if field.type in ("integer", "number"):
        least = max(0.0, float(field.minimum or 0))
        return f"{min(least, float(least if field.maximum is None else field.maximum)):g}"
    return _text(field)


def _text(field: Field) -> str:
    pattern = field.pattern or ""
    prefixed = [f"{word}0" for word in re.findall("[A-Za-z]+", pattern)]
    fitting = [word for word in (*WORDS, *prefixed) if re.fullmatch(pattern or ".*", word)]
    return next(iter(fitting), "")
