"""The section on what carriers reckon with: ships of a weekly loop, or earnings of a day."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.analysis.voyage.answer import Answer
from dashboard.analysis.voyage.assumptions import CONTAINERS
from dashboard.analysis.voyage.earnings import BARRELS_ID, earnings
from dashboard.analysis.voyage.loop import of_speed, services
from dashboard.analysis.voyage.verdict import SAME_PCT
from dashboard.charts import voyage_loop
from dashboard.charts import voyage_words as say
from dashboard.ui.listing import listing
from dashboard.ui.show import show
from dashboard.ui.voyage_inputs import nothing_to_choose
from dashboard.ui.voyage_words import asked_words, sources_of

NUMBER = st.column_config.NumberColumn
LOOP: dict[str, Any] = {
    "way": "Route",
    "ships": "Ships",
    "days": NUMBER("Round trip, days", format="%.0f"),
    "knots": NUMBER("Knots", format="%.1f"),
    "usd_per_slot": NUMBER("USD a slot", format="localized"),
    "usd_per_week": NUMBER("USD a week", format="localized"),
    "fuel_t": NUMBER("Fuel a round trip, t", format="localized"),
    "co2_t": NUMBER("CO2 a round trip, t", format="localized"),
}
EARNED: dict[str, Any] = {
    "way": "Route",
    "days": NUMBER("Round voyage, days", format="%.1f"),
    "usd_per_t": NUMBER("Cost, USD/t", format="%.2f"),
    "usd_per_barrel": NUMBER("Cost, USD/bbl", format="%.2f"),
    "freight_usd_per_t": NUMBER("Freight, USD/t", format="%.2f"),
    "tce_usd_per_day": NUMBER("Earned, USD/day", format="localized"),
}
MOST_FREIGHT = 1000.0


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
        voyage_loop.slots(
            rows,
            title,
            "Large dots: the fewest ships that need no more than the speed asked. Fewer sail"
            " faster. Capital in the cargo is not in it.",
        ),
        asked_words(asked),
    )
    listing(
        "voyage_loop_rows",
        "Speed up or add a ship",
        rows.drop(columns=["key", "is_asked"]),
        LOOP,
        asked_words(asked),
        note="At the speed at which the round trip takes a week for each ship; a slot is a TEU of"
        " capacity, there and back.",
    )


def _earned(asked: Answer) -> None:
    own = st.number_input(
        "Freight, USD/t",
        0.0,
        MOST_FREIGHT,
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
    barrels = EARNED if BARRELS_ID in asked.assumed.known else {
        name: column for name, column in EARNED.items() if name != "usd_per_barrel"
    }  # fmt: skip
    listing(
        "voyage_earned",
        f"At {paid} a day of the ship earns {earned}",
        rows[[*barrels, "source_ids"]],
        barrels,
        asked_words(asked),
        note=f"{asked.ways.said} Round voyage, out laden and back empty, with days in port. Earned:"
        " time-charter equivalent, freight less voyage costs a day. Cost: with the ship at the"
        " assumed hire.".strip(),
    )
