"""The sections of the voyage calculator: the answer, what moves it, where it flips, all lanes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.analysis.voyage import ages, area, sensitivity
from dashboard.analysis.voyage.answer import (
    PREMIUM_ID,
    Answer,
    premium_at_parity_pct,
    premium_favours_cape,
)
from dashboard.analysis.voyage.assumptions import CONTAINERS
from dashboard.charts import text, voyage_costs, voyage_map, voyage_tornado, words
from dashboard.charts import voyage_words as say
from dashboard.ui import filters
from dashboard.ui.data import base_url, query
from dashboard.ui.headline import Card, headline
from dashboard.ui.listing import listing
from dashboard.ui.show import is_dark, show
from dashboard.ui.voyage_breakeven import draw as breakeven
from dashboard.ui.voyage_lanes import draw as lanes
from dashboard.ui.voyage_surcharges import draw as surcharges
from dashboard.ui.voyage_values import draw as values
from dashboard.ui.voyage_words import IDS, aged, asked_words, per_unit, sources_of

WAYS: dict[str, Any] = {
    "way": "Way",
    "distance_nm": st.column_config.NumberColumn("Nautical miles", format="localized"),
    "area_nm": st.column_config.NumberColumn("Of them in the listed area", format="localized"),
    "days": st.column_config.NumberColumn("Days", format="%.1f"),
    "fuel_t": st.column_config.NumberColumn("Fuel, t", format="localized"),
    "co2_t": st.column_config.NumberColumn("CO2, t", format="localized"),
    "total_usd": st.column_config.NumberColumn("Costs, USD", format="localized"),
    "usd_per_unit": "USD a unit carried",
}


def cards(asked: Answer) -> None:
    """Draw the headline: the cheaper way, days and CO2 saved, the premium at parity."""
    short, cape = asked.short, asked.cape
    if cape is None or asked.cape_extra_usd is None:
        best = asked.cheapest
        headline(
            [
                Card("Costs", say.usd(float(best.total_usd)), best.way.name),
                Card(
                    "Days", f"{best.days:.1f}", f"{best.way.distance_nm:,.0f} nautical miles a leg"
                ),
                Card("CO2", f"{best.co2_t:,.0f} t", f"{best.fuel_t:,.0f} t of fuel"),
            ]
        )
        return
    extra = asked.cape_extra_usd
    cheaper, dearer = (short, cape) if extra >= 0 else (cape, short)
    found = sensitivity.simulate(asked)
    parity = premium_at_parity_pct(asked.case, asked.ways, asked.assumed.values())
    now = asked.assumed.values()[PREMIUM_ID]
    percent = 100 * abs(extra) / float(dearer.total_usd)
    headline(
        [
            Card(
                f"Cheaper of {'the two' if asked.ways.panama is None else 'Suez and the Cape'}",
                say.passage(cheaper.way.name),  # short: beside other cards on a telephone
                f"by {say.usd(abs(extra))}, {percent:.1f} %; {per_unit(asked, abs(extra))}",
                "The costs of the two ways under the values assumed. Costs that are the same"
                " either way, such as port charges, are left out.",
            ),
            Card(
                "The Cape costs more, million USD",
                say.span(found.low_80_usd, found.high_80_usd),
                f"80 % of {found.draws:,} draws of what is assumed, within its bounds; the Cape is"
                f" dearer in {100 * found.share_short_cheaper:.0f} % of them",
                "Each assumption is drawn on its own from a triangle between its bounds, with a"
                " fixed seed; your own values stay as they are. 95 %:"
                f" {say.span(found.low_95_usd, found.high_95_usd)} million.",
            ),
            Card(
                f"Days saved {say.way(short.way.name)}",
                f"{cape.days - short.days:.1f}",
                f"{short.days:.1f} against {cape.days:.1f};"
                f" {cape.way.distance_nm - short.way.distance_nm:,.0f} nautical miles",
            ),
            Card(
                f"CO2 saved {say.way(short.way.name)}",
                f"{cape.co2_t - short.co2_t:,.0f} t",
                f"{short.co2_t:,.0f} against {cape.co2_t:,.0f} t",
            ),
            _parity(asked, parity, now),
        ]
    )


def age(asked: Answer) -> None:
    """Say how many of the values behind the answer are old."""
    st.caption(f"{ages.sentence(asked, say.within)} The section Assumptions has the age of each.")


def _parity(asked: Answer, parity: float | None, now: float) -> Card:
    label = "Break-even premium"
    if parity is None:
        return Card(label, "none", "the premium falls on both ways alike")
    if parity < 0:
        return Card(label, "none", "no premium makes both ways cost the same")
    sides = ("the Cape", say.passage(asked.short.way.name))
    said = f"assumed {now:g} %"
    if PREMIUM_ID in asked.assumed.changed:
        said = f"yours is {now:g} %"
    else:
        known = asked.assumed.known[PREMIUM_ID]
        said += f" ({known.as_of:%-d %B %Y}{f'; {known.age}' * known.is_old})"
    rises = premium_favours_cape(asked.case, asked.ways, asked.assumed.values())
    return Card(
        label,
        f"{parity:.3f} %",
        f"war risk, of hull value; {said}: below it {sides[rises]} is the cheaper",
        "The premium for one cover at which both ways cost the same, all else as assumed.",
    )


def answer_section(asked: Answer) -> None:
    """Draw the costs by line, the ways on the map and the table of ways."""
    rows = pd.DataFrame(
        [
            (
                found.way.name,
                line,
                float(usd),
                aged(asked.assumed, IDS[line]),
                sources_of(asked.assumed, line),
            )
            for found in asked.costs.values()
            for line, usd in found.lines_usd.items()
        ],
        columns=["way", "line", "usd", "old_values", "source_ids"],
    )
    said = asked_words(asked)
    cheapest = asked.cheapest
    title = f"{cheapest.way.name} is the cheapest, at {say.usd(float(cheapest.total_usd))}"
    if len(asked.costs) == 1:
        title = f"{cheapest.way.name}: {say.usd(float(cheapest.total_usd))}"
    show(
        voyage_costs.by_way(
            rows,
            title,
            f"{asked.ways.said} Costs that differ between ways; port charges and handling, the same"
            " either way, are left out. Values are those of the section Assumptions, with their"
            " dates and sources; those that no source states are marked editorial there.".strip(),
        ),
        said,
    )
    _map(asked)
    listing(
        "voyage_ways",
        "The ways compared",
        pd.DataFrame(
            {
                "way": found.way.name,
                "distance_nm": round(found.way.distance_nm * len(asked.case.speeds_knots)),
                "area_nm": round(found.way.area_nm * len(asked.case.speeds_knots)),
                "days": round(float(found.days), 1),
                "fuel_t": round(float(found.fuel_t)),
                "co2_t": round(float(found.co2_t)),
                "total_usd": round(float(found.total_usd)),
                "usd_per_unit": round(float(found.usd_per_unit), 2),
                "source_ids": sources_of(asked.assumed),
            }
            for found in asked.costs.values()
        ),
        WAYS | {"usd_per_unit": f"USD a {'TEU' if asked.case.ship_class in CONTAINERS else 't'}"},
        said,
        note=f"{'Both legs together. ' if asked.case.back_speed_knots else ''}Distances are the"
        " shortest over a network of shipping lanes (searoute), within 3 % of those published.",
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
            base_url(),
            is_dark(),
            f"{ends[0]} to {ends[1]}{longer}",
            f"Red outline: the listed war-risk area of the {listed.publisher} ({listed.document},"
            f" {words.day(listed.issued)}).{year} Lines follow a network of shipping lanes and are"
            " no track of any ship.",
        ),
        asked_words(asked),
    )


def tornado_section(asked: Answer) -> None:
    """Draw which assumption moves the answer most."""
    extra = asked.cape_extra_usd
    if extra is None:
        nothing_to_choose(asked)
        return
    rows = sensitivity.tornado(asked)
    rows["age"] = [asked.assumed.age(key) for key in rows["assumption_id"]]
    rows["source_ids"] = [asked.assumed.known[key].source_ids for key in rows["assumption_id"]]
    show(voyage_tornado.tornado(rows, extra, asked.short.way.name), asked_words(asked))


def nothing_to_choose(asked: Answer) -> None:
    """Say that a voyage has no Suez and Cape to compare."""
    st.info(
        f"{text.markdown(asked.ways.said)} Choose two ports on either side of Suez.",
        icon=":material/alt_route:",
    )


def _breakeven(asked: Answer) -> None:
    if asked.cape is None:
        nothing_to_choose(asked)
    else:
        breakeven(asked)


SECTIONS: dict[str, Callable[[Answer], None]] = {
    "Answer": answer_section,
    "What moves it": tornado_section,
    "Break-even": _breakeven,
    "Usual lanes": lanes,
    "Carriers' surcharges": surcharges,
    "Assumptions": values,
}
"""Section of the page -> what draws it; only the open one is drawn."""
