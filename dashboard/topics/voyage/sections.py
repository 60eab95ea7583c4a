"""The sections of the voyage calculator: the answer, what moves it, where it flips, all lanes."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from dashboard.kit.charts import text, words
from dashboard.kit.ui import filters, page_filters
from dashboard.kit.ui.columns import columns
from dashboard.kit.ui.data import coast_url, query
from dashboard.kit.ui.drawing import is_dark
from dashboard.kit.ui.listing import listing
from dashboard.kit.ui.show import show
from dashboard.topics.voyage.analysis import ages, area, costs, sensitivity, verdict
from dashboard.topics.voyage.analysis.answer import Answer
from dashboard.topics.voyage.analysis.assumptions import CONTAINERS
from dashboard.topics.voyage.breakeven import draw as breakeven
from dashboard.topics.voyage.cards import draw as draw_cards
from dashboard.topics.voyage.charts import costs as voyage_costs
from dashboard.topics.voyage.charts import tornado, voyage_map
from dashboard.topics.voyage.charts import words as say
from dashboard.topics.voyage.inputs import nothing_to_choose
from dashboard.topics.voyage.lanes import draw as lanes
from dashboard.topics.voyage.service import draw as service
from dashboard.topics.voyage.surcharges import draw as surcharges
from dashboard.topics.voyage.values import draw as values
from dashboard.topics.voyage.words import IDS, aged, asked_words, finding, sources_of

SHIP, CARGO = "The ship", "Ship and cargo's time"


def answer_line(asked: Answer) -> None:
    """Say the answer in a sentence, which stays in sight on a telephone."""
    with st.container(key="voyage-answer"):
        st.markdown(f"**{text.markdown(finding(asked, verdict.judge(asked)))}**")


def cards(asked: Answer) -> None:
    """Draw the headline."""
    draw_cards(asked, verdict.judge(asked))


def age(asked: Answer) -> None:
    """Say how many of the values behind the answer are old."""
    st.markdown(ages.sentence(asked, say.within, brief=True))


def answer_section(asked: Answer) -> None:
    """Draw the costs by line, the ways on the map and the table of ways."""
    rows = pd.DataFrame(
        {
            "way": found.way.name,
            "payer": payer,
            "line": line,
            "usd": float(usd),
            "old_values": aged(asked.assumed, IDS[line]),
            "source_ids": sources_of(asked.assumed, line),
        }
        for found in asked.costs.values()
        for payer, lines in (
            (voyage_costs.SHIP, found.lines_usd),
            (voyage_costs.CARGO, {costs.CARGO: found.cargo_usd}),
        )
        for line, usd in lines.items()
    )
    said = asked_words(asked)
    show(
        voyage_costs.by_way(
            rows,
            finding(asked, verdict.judge(asked)),
            f"{asked.ways.said} Costs that differ between routes; see Assumptions.".strip(),
        ),
        said,
    )
    _map(asked)
    listing(
        "voyage_ways",
        "The routes compared",
        pd.DataFrame(
            {
                "way": found.way.name,
                "distance_nm": round(found.way.distance_nm * len(asked.case.speeds_knots)),
                "area_nm": round(found.way.area_nm * len(asked.case.speeds_knots)),
                "days": round(float(found.days), 1),
                "fuel_t": round(float(found.fuel_t)),
                "co2_t": round(float(found.co2_t)),
                "total_usd": round(float(found.total_usd)),
                "with_cargo_usd": round(float(found.with_cargo_usd)),
                "usd_per_unit": round(float(found.usd_per_unit), 2),
                "source_ids": sources_of(asked.assumed),
            }
            for found in asked.costs.values()
        ),
        columns(
            names="way",
            distance_nm=("Nautical miles", "localized"),
            area_nm=("Of them in the listed area", "localized"),
            days=("Days", "%.1f"),
            fuel_t=("Fuel, t", "localized"),
            co2_t=("CO2, t", "localized"),
            total_usd=("The ship, USD", "localized"),
            with_cargo_usd=("Ship and cargo's time, USD", "localized"),
            usd_per_unit=f"USD a {'TEU' if asked.case.ship_class in CONTAINERS else 't'}",
        ),
        said,
        note="Both legs together." if asked.case.back_speed_knots else "",
        method="Distances are the shortest over a network of shipping lanes (searoute), within 3 %"
        " of those published.",
    )


def _map(asked: Answer) -> None:
    attacks = query("charts/voyage_attacks", claimed=filters.current().claimed)
    year = ""
    if len(attacks):
        first, last = attacks["first_day"].iloc[0], attacks["last_day"].iloc[0]
        year = f" Dots: attacks of the last twelve months on record, {words.dates(first, last)}."
    drawn = [
        voyage_map.Drawn(
            found.way.key,
            found.way.name,
            found.way.line.points,
            f"{found.way.distance_nm:,.0f} nm,"
            f" {found.days / len(asked.case.speeds_knots):.1f} days",
        )
        for found in asked.costs.values()
    ]
    ends = [asked.case.origin.name, asked.case.destination.name]
    longer, listed = "", area.listed()
    if asked.cape:
        more = asked.cape.way.distance_nm - asked.short.way.distance_nm
        longer = f": the Cape is {more:,.0f} nautical miles longer"
    show(
        voyage_map.ways(
            drawn,
            ends,
            listed.outline,
            attacks,
            coast_url(),
            is_dark(),
            f"{ends[0]} to {ends[1]}{longer}",
            f"Red: listed war-risk area.{' Dots: attacks of a year.' * bool(year)} Lines are"
            " shipping lanes, no ship’s track.",
            f"Red outline: the listed war-risk area of the {listed.publisher} ({listed.document},"
            f" {words.day(listed.issued)}).{year}",
        ),
        asked_words(asked),
    )


def tornado_section(asked: Answer) -> None:
    """Draw which assumption moves the answer most, of the ship's cost or with the cargo's time."""
    if asked.cape is None:
        nothing_to_choose(asked)
        return
    payer = page_filters.one("Costs of", [SHIP, CARGO], "costs_of")
    with_cargo = payer == CARGO
    rows = sensitivity.tornado(asked, with_cargo)
    rows["age"] = [asked.assumed.age(key) for key in rows["assumption_id"]]
    rows["source_ids"] = [asked.assumed.known[key].source_ids for key in rows["assumption_id"]]
    extra = asked.extra_usd(with_cargo)
    assert extra is not None
    drawn = tornado.tornado(rows, extra, asked.short.way.name)
    show(drawn, f"{asked_words(asked)}; costs of: {payer.lower()}")


SECTIONS: dict[str, Callable[[Answer], None]] = {
    "Answer": answer_section,
    "What moves it": tornado_section,
    "Break-even": breakeven,
    "Service and earnings": service,
    "Usual lanes": lanes,
    "Carriers' surcharges": surcharges,
    "Assumptions": values,
}
