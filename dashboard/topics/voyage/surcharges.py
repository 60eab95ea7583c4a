"""The section that sets what the Cape costs a container beside what carriers charged for it."""

from __future__ import annotations

import streamlit as st

from dashboard.kit.charts import words
from dashboard.kit.charts.base import as_records
from dashboard.kit.charts.cost_words import when
from dashboard.kit.ui.columns import columns
from dashboard.kit.ui.data import query
from dashboard.kit.ui.listing import listing
from dashboard.topics.voyage.analysis.answer import Answer
from dashboard.topics.voyage.charts import words as say
from dashboard.topics.voyage.words import unit

UNITS = {"USD/TEU": 1.0, "USD/FEU": 2.0}
"""Unit of a surcharge -> the TEU that it is charged for; reefers and containers of either size
have no such number."""


def draw(asked: Answer) -> None:
    """List the surcharges on record beside the extra cost of a TEU by the Cape."""
    if unit(asked) != "TEU" or asked.cape is None:
        st.info(
            "Carriers' surcharges are charged on containers that could pass Suez. Choose a"
            " container ship and two ports on either side of Suez.",
            icon=":material/package_2:",
        )
        return
    extra = float(asked.cape.usd_per_unit - asked.short.usd_per_unit)
    rows = query("charts/cost_surcharges")
    rows = rows[rows["unit"].isin(UNITS)].sort_values("date", ascending=False)
    middle = (rows["value_low"].fillna(rows["value_high"]) + rows["value_high"]) / 2
    a_teu = middle / rows["unit"].map(UNITS).astype(float)
    rows = rows.assign(
        times=a_teu / extra if extra > 0 else float("nan"),
        when=[when(row) for row in as_records(rows)],
    )
    by = "costs" if extra >= 0 else "saves"
    title = f"The Cape {by} this ship {say.usd(abs(extra))} a TEU"
    if len(rows):
        title += f"; carriers charged {a_teu.min():,.0f} to {a_teu.max():,.0f} USD a TEU"
    listing(
        "voyage_surcharges",
        title,
        rows,
        columns(
            "cost_components",
            "when scope:large value_low value_high unit times note:large",
            when="Date",
            times=("Times the extra cost", "%.1f"),
        ),
        "the whole record",
        note="What shippers paid, not what the ship cost; other trades, ships and weeks than this"
        " voyage.",
        method=f"{words.counted(len(rows), 'published surcharge')} a TEU or FEU, whatever the"
        " period. They cover disruption in ports beside the longer route. An FEU is counted"
        " as two TEU; the extra cost is that of the cargo carried at the utilisation assumed.",
        height=420,
        empty="No surcharge a TEU or FEU is loaded.",
    )
