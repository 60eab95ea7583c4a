"""The tables of the sources page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.kit.charts import text, words
from dashboard.kit.charts.base import as_records
from dashboard.kit.ui import exports, permission, search
from dashboard.kit.ui.columns import DAY, columns, draw_table
from dashboard.kit.ui.data import version

STATES = {True: "out of date", False: "up to date"}


def datasets(rows: pd.DataFrame) -> None:
    """List the datasets with their rows, how far they go and whether they are stale."""
    stale = rows[rows["is_stale"].fillna(False).astype(bool)]
    if len(stale):
        st.warning(
            f"{len(stale)} of {len(rows)} datasets were last checked longer ago than they should"
            f" be: {_named(stale)}. Later days are unknown, not empty.",
            icon=":material/schedule:",
        )
    draw_table(
        rows.assign(
            state=rows["is_stale"].map(STATES).fillna("no limit"),
            further=[_further(row) for row in as_records(rows)],
        ),
        columns(
            "coverage",
            "title rows first_date last_date covers_from covers_until further:medium state"
            " description:large coverage_note:large stale_after_days terms:large dataset",
            title="Title",
            rows=("Rows", "localized"),
            first_date=("First row", DAY),
            last_date=("Last row", DAY),
            further=st.column_config.TextColumn(
                "A part further",
                help="Part of the record that was checked beyond that day, and until when; whether"
                " the whole is out of date goes by the rest.",
            ),
            state="State",
            description="Description",
            coverage_note="Coverage",
            stale_after_days=st.column_config.NumberColumn(
                "Check every", format="%d days", help="Days after the check until it is out of date"
            ),
        ),
        height="content",
        placeholder="–",
        alt="The datasets with rows, first and last row, check and terms",
    )


def _named(rows: pd.DataFrame) -> str:
    """Return the titles of datasets, each with the part that was checked further than the rest."""
    until = pd.to_datetime(rows["further_until"]).dt.strftime("%-d %B %Y")
    parts = rows["title"] + " (" + rows["further_ground"] + " until " + until + ")"
    return text.markdown(", ".join(rows["title"].where(parts.isna(), parts)))


def _further(row: dict[Any, Any]) -> str:
    """Return "Red Sea and Yemen to 2026-10-07" of a record with a part that was checked further."""
    if pd.isna(row["further_until"]):
        return ""
    return f"{row['further_ground']} to {row['further_until']:%Y-%m-%d}"


def sources(rows: pd.DataFrame) -> None:
    """List the sources, searched by words."""
    asked = search.words(
        "Search sources", "source", "who speaks, publisher, way of reading, kind, address or key"
    )
    looked_in = ["source_id", "publisher", "speaker", "via", "kind", "cited_as", "url"]
    hits = search.holding(rows, looked_in, asked)
    st.caption(
        f"{len(hits):,} of {words.counted(len(rows), 'source')}. Where nobody else speaks, the"
        " publisher does; what was not read via another place was read at the publisher."
    )
    draw_table(
        hits,
        columns(
            "sources",
            "publisher speaker via kind citing_rows cited_as:medium url:large terms:medium"
            " accessed_on source_id",
            citing_rows="Rows that cite it",
        ),
        height=560,
        alt="The sources with publisher, speaker, way of reading, kind, address and terms",
    )
    _download(hits, "sources")


def loads(rows: pd.DataFrame) -> None:
    """List every load and undo that made the present version."""
    st.caption("Every file that was loaded into this store, and every undo, newest first, in UTC.")
    draw_table(
        rows,
        columns(
            names="load_id kind dataset file_name format sha256:small rows_added rows_changed"
            " rows_removed rows_unchanged rows_rejected loaded_at loaded_by note version based_on"
        ),
        height="content",
        alt="The load ledger: dataset, file, rows added and changed, time, version",
    )
    _download(rows, "loads")


def revisions(rows: pd.DataFrame, withheld: Sequence[str] = ()) -> None:
    """List the values that loads changed: what stood in the store before, and what stands now.

    ``withheld`` are the datasets that ``rows`` leaves out, because theirs may not be passed on.
    """
    st.caption(
        "Each value that a load or an undo changed, newest load first. A row that was removed"
        " stands as a whole. The latest 1,000 are listed; the command `changes` prints them all."
    )
    if withheld:
        st.caption(f"Without {', '.join(withheld)}. {permission.NO_EXPORT}")
    if rows.empty:
        st.info("No load has changed a value yet: all rows are as they were first loaded.")
        return
    draw_table(
        rows,
        columns(
            names="load_id loaded_at dataset row_key field old_value new_value kind file_name note"
        ),
        alt="Values that loads changed, with what stood before and after",
    )
    _download(rows, "revisions")


def _download(rows: pd.DataFrame, name: str) -> None:
    label, file = f"{name.capitalize()} (CSV)", f"{name}-v{version()}.csv"
    exports.download(label, lambda: exports.table(rows), file, f"{name}-csv")
