"""Incidents of other publishers on the attacks page: switch and filters, and their list."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.kit.charts import text
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.words import counted
from dashboard.kit.ui import drawing, exports, filters, page_filters, permission, source_line
from dashboard.kit.ui.columns import columns, draw_table
from dashboard.kit.ui.data import catalogue, query
from dashboard.kit.ui.drawing import is_dark
from dashboard.kit.ui.show import details
from dashboard.topics.attacks.charts import incidents as charts
from dashboard.topics.attacks.charts import maps
from dashboard.topics.attacks.charts.map_layers import NO_OVERLAY, Month, Overlay

LISTED = 200
"""Rows of the list at most, the latest; the CSV holds all."""

LIST = (
    "date publisher event_type sub_type actor target place country fatalities position precision"
    " description:large reported_by incident_id"
)


def choose() -> pd.DataFrame | None:
    """Draw the switch and the filters of the incidents; return those chosen, None while it is off.

    Where none is loaded there is no switch: the page says so below the map.
    """
    options = query("lists/incident_options")
    if options.empty:
        return None
    publishers = [p for p in charts.THINGS if p in set(options["publisher"])]
    switch, record, types = st.columns([2, 1, 2], vertical_alignment="bottom")
    with switch:
        drawn = st.toggle(
            f"Draw incidents recorded by {' and '.join(publishers)}",
            key="incidents",
            bind="query-params",
            help="Another record with other definitions, drawn as outlines and listed below the"
            " attacks. It is never added to our counts.",
        )
    if not drawn:
        return None
    with record:
        of_publishers = page_filters.some("Their record", publishers, "incident_record")
    with types:
        every = list(dict.fromkeys(options["event_type"]))
        of_types = page_filters.several("Their type of incident", every, "incident_type")
    return query(
        "charts/incidents_on_map",
        filters.current().parameters,
        west=charts.BOX["west"],
        east=charts.BOX["east"],
        south=charts.BOX["south"],
        north=charts.BOX["north"],
        publishers=of_publishers,
        types=of_types or None,
    )


def overlay(rows: pd.DataFrame | None, month: Month) -> Overlay:
    """Return what the map lays under the attacks; without the publisher's text where it is kept.

    Of a month that the map shows they are the incidents of that month alone.
    """
    if rows is None:
        return NO_OVERLAY
    if month is not None:
        rows = rows[rows["date"].between(month, month + pd.offsets.MonthEnd())]
    if not permission.may_export(permission.LICENSED):
        rows = rows.assign(description=None)
    return charts.overlay(rows, is_dark())


def listed(rows: pd.DataFrame | None) -> None:
    """List the incidents chosen, or those picked on the map; the CSV holds all that are listed.

    Where their rows may not be passed on, there are their number and their sources alone.
    """
    if rows is None:
        return
    keys = rows["publisher"].str.cat(rows["incident_id"], sep=" ")
    picked = keys.isin(drawing.picked(maps.KEY))
    found = rows[picked] if picked.any() else rows
    where = ", picked on the map" if picked.any() else ", another record than ours"
    title = f"{charts.title(found)}{where}"
    with st.container(border=True):
        st.markdown(f"## {text.markdown(title)}")
        if found.empty:
            st.info(
                "No incident in the period fits: widen it, or clear record and type above the map.",
                icon=":material/filter_alt_off:",
            )
            return
        if not permission.may_export(permission.LICENSED):
            st.info(permission.NO_EXPORT, icon=":material/lock:")
            source_line.said(found, pd.DataFrame(), "incidents-line")
            return
        latest = found.head(LISTED)
        precision = [charts.precision(row) for row in as_records(latest)]
        draw_table(
            latest.assign(precision=precision),
            columns("incidents", LIST, position="Position", precision="Precision"),
            key="incidents_list",
            height=280,
            alt=f"{title}. {counted(len(latest), 'row')}.",
        )
        note = "Other records with other definitions; none of it is added to our counts."
        if len(latest) < len(found):
            note += f" The latest {LISTED:,} of {len(found):,} are listed; the CSV holds all."
        note += f" {catalogue('incidents')[0]['terms']}"
        st.caption(note)
        records, types = (
            ", ".join(st.session_state.get(key) or ["all"])
            for key in ("incident_record", "incident_type")
        )
        chosen = f"{filters.current().period}, records: {records}, types: {types}"
        chart = Chart("incidents", title, None, title, found, note)
        details(chart, pd.DataFrame(), chosen, exports.link(), listed=True)
