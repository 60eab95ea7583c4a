"""The section on what carriers reckon with: ships of a weekly loop, or earnings of a day."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.kit.ui.columns import columns
from dashboard.kit.ui.listing import listing
from dashboard.kit.ui.show import show
from dashboard.topics.voyage.analysis.answer import Answer
from dashboard.topics.voyage.analysis.assumptions import CONTAINERS
from dashboard.topics.voyage.analysis.earnings import BARRELS_ID, earnings
from dashboard.topics.voyage.analysis.loop import of_speed, services
from dashboard.topics.voyage.analysis.verdict import SAME_PCT
from dashboard.topics.voyage.charts import loop
from dashboard.topics.voyage.charts import words as say
from dashboard.topics.voyage.inputs import nothing_to_choose
from dashboard.topics.voyage.words import asked_words, sources_of


def draw(asked: Answer) -> None:
    """Draw the loop of a container ship, or what another ship earns."""
    if asked.case.ship_class in CONTAINERS:
        _loop(asked)
    else:
        _earned(asked)


def _loop(asked: Answer) -> None:
    found = services(asked)
    if not found:
        nothing_to_choose(asked)
        return
    rows = pd.DataFrame(
        {
            "key": one.way.key,
            "way": one.way.name,
            "ships": one.ships,
            "days": one.days,
            "knots": round(one.knots, 1),
            "usd_per_slot": round(one.usd_per_slot),
            "usd_per_week": round(one.usd_per_week),
            "fuel_t": round(one.fuel_t),
            "co2_t": round(one.co2_t),
            "is_asked": one.is_asked,
            "source_ids": sources_of(asked.assumed),
        }
        for one in found
    )
    short, cape = (of_speed(found, key) for key in (asked.ways.short.key, "cape"))
    via = say.passage(short.way.name)
    apart = 100 * abs(cape.usd_per_slot - short.usd_per_slot)
    same = apart / max(cape.usd_per_slot, short.usd_per_slot) < SAME_PCT
    title = (
        f"A weekly service takes {short.ships} ships via {via} and {cape.ships} round the Cape;"
        f" a slot costs USD {short.usd_per_slot:,.0f} and {cape.usd_per_slot:,.0f}"
        f"{', about the same' * same}"
    )
    show(
        loop.slots(
            rows,
            title,
            "Large dots: the speed asked, or less. Without capital in the cargo.",
        ),
        asked_words(asked),
    )
    listing(
        "voyage_loop_rows",
        "Speed up or add a ship",
        rows.drop(columns=["key", "is_asked"]),
        columns(
            names="way",
            ships="Ships",
            days=("Round trip, days", "%.0f"),
            knots=("Knots", "%.1f"),
            usd_per_slot=("USD a slot", "localized"),
            usd_per_week=("USD a week", "localized"),
            fuel_t=("Fuel a round trip, t", "localized"),
            co2_t=("CO2 a round trip, t", "localized"),
        ),
        asked_words(asked),
        note="A slot is a TEU of capacity, there and back.",
        method="At the speed at which the round trip takes a week for each ship.",
    )


def _earned(asked: Answer) -> None:
    own = st.number_input(
        "Freight, USD/t",
        0.0,
        1000.0,
        None,
        0.5,
        key="freight",
        bind="query-params",
        placeholder="what pays the hire via the short route",
        help="Empty: the freight at which the short route earns the assumed hire.",
    )
    found = earnings(asked, own)
    rows = pd.DataFrame(
        {
            "way": one.way.name,
            "days": round(one.days, 1),
            "usd_per_t": round(one.usd_per_t, 2),
            "usd_per_barrel": one.usd_per_barrel and round(one.usd_per_barrel, 2),
            "freight_usd_per_t": round(one.freight_usd_per_t, 2),
            "tce_usd_per_day": round(one.tce_usd_per_day),
            "source_ids": sources_of(asked.assumed),
        }
        for one in found
    )
    paid = f"USD {found[0].freight_usd_per_t:,.2f} a tonne"
    earned = " and ".join(
        f"{say.usd(one.tce_usd_per_day)} {say.way(one.way.name)}" for one in found
    )
    headings = columns(
        names="way",
        days=("Round voyage, days", "%.1f"),
        usd_per_t=("Cost, USD/t", "%.2f"),
        usd_per_barrel=("Cost, USD/bbl", "%.2f"),
        freight_usd_per_t=("Freight, USD/t", "%.2f"),
        tce_usd_per_day=("Earned, USD/day", "localized"),
    )
    if BARRELS_ID not in asked.assumed.known:
        del headings["usd_per_barrel"]
    listing(
        "voyage_earned",
        f"At {paid} a day of the ship earns {earned}",
        rows[[*headings, "source_ids"]],
        headings,
        asked_words(asked),
        note=f"{asked.ways.said} Out laden and back empty, with days in port.".strip(),
        method="Earned: time-charter equivalent, freight less voyage costs a day. Cost: with the"
        " ship at the assumed hire.",
    )
