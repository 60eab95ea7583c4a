"""The attacks page's own parts: its filters, its headline, its table beside the map."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.charts import attacks as charts
from dashboard.charts.words import attacks as counted
from dashboard.ui import filters
from dashboard.ui.data import query, record
from dashboard.ui.headline import Card, headline
from dashboard.ui.show import show

DIMENSIONS = {
    "area": ("areas", "Area"),
    "vessel_type": ("vessel_types", "Ship type"),
    "weapon": ("weapons", "Weapon"),
    "outcome": ("outcomes", "Outcome"),
    "confidence": ("confidences", "Confidence"),
    "flag": ("flags", "Flag"),
}
"""Dimension of an attack, also its key in the URL -> parameter of the queries, label."""

MAP = "attacks_map"
"""Key of the map, under which its selection stands."""


def choose() -> dict[str, Any]:
    """Draw the filters of the attacks; return all parameters of the attack queries."""
    options = query("lists/attack_options")
    chosen: dict[str, Any] = {}
    active = sum(bool(st.session_state.get(dimension)) for dimension in DIMENSIONS)
    with st.expander(
        "Filter by area, ship type, weapon, outcome, confidence or flag"
        + (f" · {active} in use" if active else ""),
        icon=":material/filter_alt:",
        key="attack-filters",
    ):
        columns = st.columns(3)
        for number, (dimension, (parameter, label)) in enumerate(DIMENSIONS.items()):
            rows = options[options["dimension"] == dimension]
            labels = dict(zip(rows["value"], rows["label"], strict=True))
            picked = columns[number % 3].multiselect(
                label,
                list(labels),
                format_func=partial(_label, labels),
                placeholder="all",
                key=dimension,
                bind="query-params",
            )
            chosen[parameter] = picked or None
    return filters.current().parameters | chosen


def _label(labels: dict[str, str], value: str) -> str:
    return labels.get(value, value)


def words(parameters: dict[str, Any]) -> str:
    """Say in words what is chosen, the shared filters first."""
    own = [
        f"{label.lower()}: {', '.join(parameters[parameter])}"
        for parameter, label in DIMENSIONS.values()
        if parameters[parameter]
    ]
    return "; ".join([filters.current().words(), *own])


def stop_if_empty(parameters: dict[str, Any]) -> None:
    """End the page here, with advice, when no attack fits the filters."""
    if not record("facts/attack_headline", **parameters)["attacks"]:
        st.info(advice(parameters), icon=":material/filter_alt_off:")
        st.stop()


def advice(parameters: dict[str, Any]) -> str:
    """Say which one filter to relax, and what that would show, when nothing fits all of them."""
    relaxed: dict[str, dict[str, Any]] = {
        f"clearing {label.lower()}": {parameter: None}
        for parameter, label in DIMENSIONS.values()
        if parameters.get(parameter)
    }
    if not parameters["claimed"]:
        relaxed["including claimed-only attacks"] = {"claimed": True}
    relaxed["taking the whole period"] = {"start": None, "end": None}
    counts = {
        words: int(record("facts/attack_headline", **(parameters | change))["attacks"])
        for words, change in relaxed.items()
    }
    helps = [f"{words} shows {counted(count)}" for words, count in counts.items() if count]
    way_out = "; ".join(helps) or "no single filter is in the way: clear several"
    return f"No attack fits these filters. {way_out[0].upper()}{way_out[1:]}."


def toggle(dimension: str, chart: str) -> None:
    """Add the value of the bar that was clicked to a filter, or take it out again."""
    points = st.session_state[chart]["selection"]["points"]
    values = [point["customdata"] for point in points if point.get("customdata")]
    value = values[0][0] if values and isinstance(values[0], list) else values and values[0]
    if value:
        chosen = list(st.session_state.get(dimension) or [])
        st.session_state[dimension] = (
            [v for v in chosen if v != value] if value in chosen else [*chosen, value]
        )
    st.session_state["clicks"] = st.session_state.get("clicks", 0) + 1


def checked_until(parameters: dict[str, Any]) -> date | None:
    """Return the day to which the record of attacks was checked."""
    day = record("facts/attack_headline", **parameters)["checked_until"]
    return None if pd.isna(day) else day.date()


def breakdowns(rows: pd.DataFrame, chosen: str) -> None:
    """Draw the breakdowns; a click on a bar filters by it, a second click takes it out."""
    st.caption("Click a bar to filter everything by it; click it again to take the filter out.")
    clicks = st.session_state.get("clicks", 0)
    columns = st.columns(2)
    for number, dimension in enumerate(("vessel_type", "weapon", "area", "flag")):
        key = f"by-{dimension}-{clicks}"
        with columns[number % 2]:
            show(
                charts.breakdown(rows, dimension),
                chosen,
                on_select=partial(toggle, dimension, key),
                selection_key=key,
            )


def cards(parameters: dict[str, Any]) -> None:
    """Draw the headline of the attacks chosen."""
    row = record("facts/attack_headline", **parameters)
    checked = f"record checked to {row['checked_until']:%-d %b %Y}"
    last = row["last_date"] if row["attacks"] else None
    headline(
        [
            Card(
                "Attacks recorded",
                f"{row['attacks']:,}",
                f"{row['ships']} ships by name, {row['attacks_on_unnamed']} unnamed",
            ),
            Card("Ships sunk", str(row["sunk"]), "merchant ships lost"),
            Card("Ships hijacked", str(row["hijacked"]), "seized and taken away"),
            Card("Seafarers killed", str(row["killed"]), f"{row['injured']} injured"),
            Card("Detained", str(row["detained"]), "seafarers held"),
            Card(
                "Last attack",
                f"{last:%b %Y}" if last else "none",
                f"on {last:%-d %B}; {checked}" if last else checked,
            ),
        ]
    )


def table(rows: pd.DataFrame, picked: list[str]) -> str | None:
    """List attacks; those picked on the map alone, if any. Return the record that is selected."""
    shown = rows[rows["incident_id"].isin(picked)] if picked else rows
    shown = shown.reset_index(drop=True)
    links = max((len(urls) for urls in shown["urls"]), default=0)
    listed = shown.assign(weapons=shown["weapons"].str.replace("|", ", "))
    for n in range(links):
        listed[f"source_{n + 1}"] = [u[n] if len(u) > n else None for u in shown["urls"]]
    st.markdown(f"##### {counted(len(shown))}{' picked on the map' if picked else ''}")
    st.caption("Select a row to find it on the map. Click a heading to sort; search above right.")
    event = st.dataframe(
        listed,
        key="attack-table",
        hide_index=True,
        height=300,
        placeholder="",
        on_select="rerun",
        selection_mode="single-row",
        column_order=[
            "date", "vessel_name", "flag_name", "vessel_type", "area", "weapons", "outcome",
            "confidence", "killed", "injured", "detained", "note", "operator", "imo",
            "position_basis", *(f"source_{n + 1}" for n in range(links)), "incident_id",
        ],
        column_config={
            "date": st.column_config.DateColumn("Date", format="YYYY-MM-DD"),
            "vessel_name": "Ship",
            "flag_name": "Flag",
            "vessel_type": "Ship type",
            "area": "Area",
            "weapons": "Weapons",
            "outcome": "Outcome",
            "confidence": "Confidence",
            "killed": "Killed",
            "injured": "Injured",
            "detained": "Detained",
            "note": st.column_config.TextColumn("What happened", width="large"),
            "operator": st.column_config.TextColumn("Operator or owner", width="medium"),
            "imo": "IMO number",
            "position_basis": "Position",
            "incident_id": "Record",
            **{
                f"source_{n + 1}": st.column_config.LinkColumn(
                    f"Source {n + 1}", display_text=r"https?://(?:www\.)?([^/]+)"
                )
                for n in range(links)
            },
        },
        alt=f"{len(shown)} attacks with date, ship, weapons, outcome and sources",
    )  # fmt: skip

    selected = [n for n in event["selection"]["rows"] if n < len(shown)]
    return str(shown.at[selected[0], "incident_id"]) if selected else None


def picked() -> list[str]:
    """Return the records whose marks are selected on the map; a ring stands for several."""
    state = st.session_state.get(MAP) or {"selection": {"points": []}}
    return [i for point in state["selection"]["points"] for i in point.get("customdata") or []]


def keep() -> None:
    """Rerun the page with what was selected on the map; nothing else is to be done."""
