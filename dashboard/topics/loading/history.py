"""Every load and undo, what each changed and left out, and the way back."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.desk import wording
from dashboard.desk.undoing import Undone
from dashboard.errors import DashboardError
from dashboard.kit.charts import text
from dashboard.kit.charts.base import as_records
from dashboard.kit.charts.words import counted
from dashboard.kit.ui import data, exports, permission
from dashboard.kit.ui.columns import columns, draw_table
from dashboard.kit.ui.data import query
from dashboard.topics.loading import work as work


def history() -> None:
    """List the loads; show what one of them did; take loads back."""
    rows = query("lists/loads")
    _undone()
    _undo(rows)
    st.caption("Times are in UTC. Choose a row to see what that load changed and left out.")
    picked = draw_table(
        rows,
        columns(
            names="load_id:small loaded_at kind:small dataset file_name rows_added:small"
            " rows_changed:small rows_removed:small rows_rejected:small note:medium loaded_by"
            " format version:small"
        ),
        key="load_history",
        on_select="rerun",
        selection_mode="single-row",
        height=420,
        alt="The loads and undos, newest first: dataset, file, rows, note, version",
    )
    chosen = [at for at in picked["selection"]["rows"] if at < len(rows)]
    if chosen:
        _one(rows.iloc[chosen[0]].to_dict())


def _one(load: dict[Any, Any]) -> None:
    number = int(load["load_id"])
    st.markdown(f"## Load {number}: {load['dataset']} from {text.markdown(str(load['file_name']))}")
    if not permission.may_export(str(load["dataset"])):
        st.caption(permission.NO_EXPORT)
        return
    if load["rows_rejected"]:
        rejects_of(number, "history")
    withheld = permission.withheld()
    changed = query("lists/revisions", load_id=number, most=1000, without=withheld)
    if changed.empty:
        new = counted(load["rows_added"], "row")
        st.caption(f"It changed no value that stood in the store; {new} new.")
        return
    draw_table(
        changed,
        columns(names="row_key field old_value new_value"),
        placeholder="empty",
        alt=f"Values that load {number} changed, before and after",
    )


def rejects_of(load_id: int, where: str) -> None:
    """Offer the rows that a load left out, with the reasons."""
    rows = query("lists/rejects", load_id=load_id)
    if not all(map(permission.may_export, rows["dataset"].unique())):
        st.caption(permission.NO_EXPORT)
        return
    exports.download(
        f"{counted(len(rows), 'row')} that load {load_id} left out, with the reasons (CSV)",
        wording.rejects(as_records(rows)),
        f"rejects-of-load-{load_id}.csv",
        f"load_rejects_{where}_{load_id}",
    )


def _undo(rows: pd.DataFrame) -> None:
    """Offer the data of older versions; at first those before the latest load."""
    kept = work.kept()
    if not kept:
        st.info(
            "There is nothing to take back: the store holds the bundled data alone.",
            icon=":material/history:",
        )
        return
    latest = rows.iloc[0]["based_on"]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        to = st.selectbox(
            "Go back to the data of version",
            kept,
            index=kept.index(int(latest)) if pd.notna(latest) and int(latest) in kept else 0,
            format_func=lambda number: _named(number, rows),
            key=f"load_undo_{data.version()}",
        )
        if st.button("Take back …", icon=":material/undo:") and to is not None:
            _confirm(to, rows)


def _named(number: int, rows: pd.DataFrame) -> str:
    """Return a version in words: what came after it."""
    after = rows[rows["based_on"] == number]
    if after.empty:
        return f"{number}"
    load = after.iloc[-1]
    what = f"{load['kind']} {load['load_id']}: {load['dataset']} ({load['file_name']})"
    return f"{number}, before {what}"


@st.dialog("Take back?", icon=":material/undo:")
def _confirm(to: int, rows: pd.DataFrame) -> None:
    later = rows[rows["version"] > to]
    st.markdown(
        f"The data of **version {to}** come back as a new version. What these entries did is no"
        " longer shown on any page; the history keeps them, and this can be taken back as well."
    )
    st.markdown(
        "\n".join(
            f"- {row['kind']} {row['load_id']}: {row['dataset']}"
            f" from {text.markdown(str(row['file_name']))}, {row['rows_added']:,} added,"
            f" {row['rows_changed']:,} changed, {row['rows_removed']:,} removed"
            for row in as_records(later.head(10))
        )
        + (f"\n- and {len(later) - 10} more" if len(later) > 10 else "")
    )
    note = st.text_input("Note for the history", key="load_undo_note", placeholder="why")

    def keep(undone: Undone) -> None:
        st.session_state["_load_undone"] = undone
        st.session_state.pop("_load_done", None)
        data.seen(undone.version)

    with st.container(horizontal=True):
        agreed = st.button("Take back", type="primary", key="load_undo_yes")
        if st.button("Cancel", key="load_undo_no"):
            st.rerun()
    if agreed:
        try:
            work.undo(to, note, keep)
        except DashboardError as error:
            st.error(text.markdown(data.without_paths(str(error))), icon=":material/error:")
        else:
            st.rerun()


def _undone() -> None:
    undone: Undone | None = st.session_state.get("_load_undone")
    if undone is None:
        return
    if not undone.counts:
        st.info(f"Version {undone.restored} holds the same data; nothing was changed.")
        return
    counts = "; ".join(f"{name}: {wording.counted(c)}" for name, c in undone.counts.items())
    st.success(
        f"The data of version {undone.restored} are back ({counts}). The store is at version"
        f" {undone.version} now.",
        icon=":material/undo:",
    )
