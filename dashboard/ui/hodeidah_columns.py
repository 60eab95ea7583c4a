"""Columns of the lists of the Hodeidah page, with their headings."""

from __future__ import annotations

from typing import Any

import streamlit as st

EVENTS: dict[str, Any] = {
    "date": st.column_config.DateColumn("Date", format="YYYY-MM-DD"),
    "port": "Port",
    "event_type": "Event",
    "actor": "Who",
    "target": st.column_config.TextColumn("Target", width="medium"),
    "killed": "Killed",
    "injured": "Injured",
    "effect": st.column_config.TextColumn("Effect", width="large"),
    "capacity_before": "Before",
    "capacity_after": "After",
    "capacity_unit": "Capacity in",
    "note": st.column_config.TextColumn("Note", width="medium"),
    "publishers": "Who says so",
    "port_event_id": "Record",
}
STATEMENTS: dict[str, Any] = {
    "kind": "About",
    "claim": st.column_config.TextColumn("Statement", width="large"),
    "value": st.column_config.NumberColumn("Amount", format="localized"),
    "unit": "Unit",
    "of_what": st.column_config.TextColumn("Of what", width="medium"),
    "date_of_statement": st.column_config.DateColumn("Stated", format="YYYY-MM-DD"),
    "publishers": "Who says so",
    "note": st.column_config.TextColumn("Note", width="medium"),
    "fact_id": "Record",
}
CAPACITY: dict[str, Any] = {
    "measure": "Measure",
    "place": "Place",
    "state": "State",
    "amount": st.column_config.NumberColumn("Amount", format="localized"),
    "date": st.column_config.DateColumn("Date", format="YYYY-MM-DD"),
    "publishers": "Who says so",
    "statement": st.column_config.TextColumn("Statement", width="medium"),
    "note": st.column_config.TextColumn("Note", width="large"),
    "row_ids": "Records",
}
PUBLISHED: dict[str, Any] = {
    "period_start": st.column_config.DateColumn("From", format="YYYY-MM-DD"),
    "period_end": st.column_config.DateColumn("To", format="YYYY-MM-DD"),
    "port": "Port",
    "commodity": "Goods",
    "tonnes": st.column_config.NumberColumn("Tonnes", format="localized"),
    "basis": "Basis",
    "method": "Counted by",
    "precision_t": st.column_config.NumberColumn("Rounded to, t", format="localized"),
    "vessels": "Ships",
    "publishers": "Who says so",
    "note": st.column_config.TextColumn("Note", width="large"),
    "row_id": "Record",
}
