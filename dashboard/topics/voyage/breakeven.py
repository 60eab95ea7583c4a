"""The section on break-even: premium against fuel, against freight, and what a day is worth."""

from __future__ import annotations

from dashboard.kit.ui.data import query
from dashboard.kit.ui.show import show
from dashboard.topics.voyage.analysis import breakeven
from dashboard.topics.voyage.analysis.answer import (
    PREMIUM_ID,
    Answer,
    delay_at_parity_usd_per_day,
    premium_favours_cape,
)
from dashboard.topics.voyage.charts import words as say
from dashboard.topics.voyage.charts.breakeven import Curve, parity
from dashboard.topics.voyage.inputs import nothing_to_choose
from dashboard.topics.voyage.words import aged, asked_words, sources_of, unit

TEU_OF_FEU = 2
MOST_OF_FREIGHT = {"TEU": 5000.0, "t": 100.0}
"""Unit of the cargo -> the highest freight drawn, US dollars: above the peaks of 2021 to 2024."""


def draw(asked: Answer) -> None:
    """Draw the three curves of parity."""
    if asked.cape is None:
        nothing_to_choose(asked)
        return
    values, said = asked.assumed.values(), asked_words(asked)
    sources = sources_of(asked.assumed)
    premium = values[PREMIUM_ID]
    sides = ("the Cape", say.passage(asked.short.way.name))
    above, below = sides if premium_favours_cape(asked.case, asked.ways, values) else sides[::-1]
    cheaper = sides[0] if (asked.cape_extra_usd or 0) < 0 else sides[1]
    nothing = f"{cheaper} is the cheaper route at any premium"
    both = breakeven.by_bunker(asked, with_cargo=True)
    show(
        parity(
            Curve(
                "voyage_parity_bunker",
                "Dearer fuel lets the short route bear a higher premium, the cargo's time far more",
                "bunker_usd_per_t",
                "premium_pct",
                "Fuel (VLSFO), USD/t",
                "War-risk premium, % of hull",
                (values["bunker_usd_per_t"], premium),
                f"Above both lines {above} is cheaper",
                f"Below both lines {below} is cheaper",
                f"The dot is this voyage.{_old(asked, PREMIUM_ID, 'bunker_usd_per_t')}",
                "The premium at which both routes cost the same, by the price of fuel.",
                nothing,
                name="the ship's cost",
                other=("premium_with_cargo_pct", "with the cargo's time"),
            ),
            breakeven.by_bunker(asked)
            .merge(both.rename(columns={"premium_pct": "premium_with_cargo_pct"}), how="outer")
            .assign(source_ids=sources),
        ),
        said,
    )
    freight, dated = _freight(asked)
    show(
        parity(
            Curve(
                "voyage_parity_freight",
                "The better a ship earns, the more premium its days are worth",
                "freight_usd_per_unit",
                "premium_pct",
                f"Freight, USD/{unit(asked)} carried",
                "War-risk premium, % of hull",
                (freight, premium) if freight is not None else None,
                f"Above the line a day earns more by {above}",
                f"Below the line it earns more by {below}",
                f"{dated}{_old(asked, PREMIUM_ID)}",
                "The premium at which a day of the ship earns the same (time-charter equivalent).",
                nothing,
            ),
            breakeven.by_freight(asked, MOST_OF_FREIGHT[unit(asked)]).assign(source_ids=sources),
        ),
        said,
    )
    cargo_a_day = say.usd(float(asked.short.cargo_usd) / float(asked.short.days))
    at_now = delay_at_parity_usd_per_day(asked.case, asked.ways, values)
    show(
        parity(
            Curve(
                "voyage_parity_delay",
                "What a day must be worth, beyond the ship's costs, for the short route to pay",
                "premium_pct",
                "delay_usd_per_day",
                "War-risk premium, % of hull",
                "USD a day of delay",
                (premium, at_now) if at_now is not None and at_now >= 0 else None,
                f"Above the line {sides[1]} pays",
                "Below the line the Cape pays",
                f"The cargo's capital costs {cargo_a_day} a day.{_old(asked, PREMIUM_ID)}",
                "The ship's saving via the Cape over the days that it takes longer.",
                f"{sides[1]} is cheaper already, whatever a day is worth",
                y_tick="~s",
            ),
            breakeven.by_premium(asked).assign(source_ids=sources),
        ),
        said,
    )


def _old(asked: Answer, *keys: str) -> str:
    said = aged(asked.assumed, keys)
    return f" Old at the dot: {said}." if said else ""


def _freight(asked: Answer) -> tuple[float | None, str]:
    """Return the latest spot rate of the lane in US dollars a TEU, and the words on its date."""
    lane = f"{asked.case.origin.name}-{asked.case.destination.name}"
    rows = query("charts/rates_by_date", lanes=[lane]) if unit(asked) == "TEU" else None
    if rows is None or rows.empty:
        return None, "No spot rate of this lane is on record."
    last = rows.sort_values("date").iloc[-1]
    rate, day = float(last["usd_per_feu"]), f"{last['date']:%-d %B %Y}"
    said = f"Dot: latest spot rate, {rate:,.0f} USD/FEU of {day} (Drewry)."
    return rate / TEU_OF_FEU, said
