"""The section that works out the usual lanes at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.kit.charts import words
from dashboard.kit.charts.base import as_records
from dashboard.kit.ui.columns import columns
from dashboard.kit.ui.data import query
from dashboard.kit.ui.listing import listing
from dashboard.topics.voyage.analysis import ages, case, verdict
from dashboard.topics.voyage.analysis.answer import Answer, answer, premium_at_parity_pct
from dashboard.topics.voyage.analysis.assumptions import ALL, CLASSES
from dashboard.topics.voyage.inputs import known
from dashboard.topics.voyage.words import side, sources_of

DRAWS = 2_000
"""Draws for each lane: many lanes are worked out at once, and a share to a percent is enough."""


def draw(asked: Answer) -> None:
    """List every lane of the dataset under the speed, the day and the values of the reader."""
    lanes = as_records(query("lists/voyage_lanes"))
    if not lanes:
        st.info("No lane is loaded into the dataset voyage_lanes.", icon=":material/route:")
        return
    ports = as_records(query("lists/ports"))
    with st.spinner("Looking for the routes of all lanes ..."):
        rows = pd.DataFrame(_lane(row, ports, asked) for row in lanes)
    chosen = rows[rows["verdict"] != ""]
    cape, same = ((chosen["verdict"] == key).sum() for key in ("Cape", verdict.ABOUT_THE_SAME))
    speeds = " out, ".join(f"{speed:g} knots" for speed in asked.case.speeds_knots)
    lasting = (chosen["verdict_with_cargo"] == "Cape").sum()
    listing(
        "voyage_lanes",
        f"The Cape is cheaper for the ship on {cape} of {words.counted(len(chosen), 'lane')} that"
        f" pass Suez, about the same on {same}; with the cargo's time it is cheaper on"
        f" {lasting or 'none'}",
        rows,
        columns(
            "voyage_lanes",
            "trade origin destination ship verdict verdict_with_cargo old cape_extra_usd parity_pct"
            " short_days cape_days short_nm cape_nm note:large",
            origin="From",
            destination="To",
            ship="Ship",
            verdict="Cheaper for the ship",
            verdict_with_cargo="Cheaper with cargo's time",
            old="Old values",
            cape_extra_usd=("Cape costs more by, USD", "localized"),
            parity_pct=("Break-even premium, %", "%.3f"),
            short_days=("Days, short route", "%.1f"),
            cape_days=("Days, Cape", "%.1f"),
            short_nm=("nm, short route", "localized"),
            cape_nm=("nm, Cape", "localized"),
        ),
        f"{speeds}; departure {asked.case.departs}; own values for all ships apply",
        note="Empty: the lane needs neither Suez nor the Cape, or no premium brings parity.",
        method="Each lane with the class of ship given, at this page's speed, legs, day and costs;"
        " own values that hold for all ships apply, those of one class only where the lane has it.",
        height=min(38 + 35 * len(rows), 620),
    )


def _lane(row: dict[Any, Any], ports: list[dict[Any, Any]], asked: Answer) -> dict[str, Any]:
    assumed = known(row["ship_class"], asked.case.departs)
    same = row["ship_class"] == asked.case.ship_class
    own = {
        key: value
        for key, value in asked.assumed.changed.items()
        if key in assumed.known and (same or assumed.known[key].ship_class == ALL)
    }
    voyage = replace(
        asked.case,
        origin=case.place(row["origin_id"], ports),
        destination=case.place(row["destination_id"], ports),
        ship_class=row["ship_class"],
    )
    found = answer(voyage, assumed.changed_by(own))
    parity = premium_at_parity_pct(voyage, found.ways, found.assumed.values())
    cape, aged, judged = found.cape, ages.ages(found), verdict.judge(found, DRAWS)
    sources = {*row["source_ids"].split("|"), *sources_of(assumed).split("|")}
    return {
        "trade": row["trade"],
        "origin": row["origin"],
        "destination": row["destination"],
        "ship": CLASSES[row["ship_class"]],
        "verdict": _named(found, judged.ship) if judged else "",
        "verdict_with_cargo": _named(found, judged.with_cargo) if judged else "",
        "short_days": float(found.short.days),
        "cape_days": float(cape.days) if cape else None,
        "short_nm": round(found.short.way.distance_nm),
        "cape_nm": round(cape.way.distance_nm) if cape else None,
        "cape_extra_usd": None if found.cape_extra_usd is None else round(found.cape_extra_usd),
        "parity_pct": parity if parity is not None and parity >= 0 else None,
        "old": f"{len(aged.old)} of {aged.of}",
        "note": row["note"],
        "source_ids": "|".join(sorted(sources)),
    }


def _named(asked: Answer, found: verdict.Verdict) -> str:
    return side(asked, found.key) if found.key in asked.costs else found.key
