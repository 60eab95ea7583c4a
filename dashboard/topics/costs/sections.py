"""The parts of the page of container costs: cards and the four sections."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.kit.charts import over_time, periods, rate_words, text, words
from dashboard.kit.charts.base import as_records
from dashboard.kit.charts.coverage import NOWHERE
from dashboard.kit.ui import coverage, filters, page_filters
from dashboard.kit.ui.data import query, record
from dashboard.kit.ui.filters import Filters
from dashboard.kit.ui.headline import Card, headline
from dashboard.kit.ui.listing import cross_table
from dashboard.kit.ui.rate_baselines import other_baselines
from dashboard.kit.ui.show import show, side_by_side
from dashboard.kit.ui.unfilled import is_unfilled
from dashboard.topics.costs.charts import quotes as cost_quotes
from dashboard.topics.costs.charts import rate_premium, rates, rates_by_period
from dashboard.topics.costs.charts.war_risk import war_risk
from dashboard.topics.costs.tables import claims, quotes

CREDIT = "Spot rates: [Drewry WCI](https://www.drewry.co.uk)."
"""What the publisher asks for where its rates are shown: the cards stand over all sections."""

MEASURES = {
    "USD per FEU": rates.USD,
    "Times the baseline": rates.MULTIPLE,
}
"""Choice of the switch above the spot rates -> what the axis shows."""

APART = ("War-risk premium", "Surcharges")
"""Kinds of cost with charts of their own."""


def _leading() -> list[str]:
    """Return the lanes that the page shows unless others are chosen."""
    known = query("lists/rate_lanes")
    return [str(lane) for lane in known.loc[known["is_leading"], "lane"]]


def cards(chosen: Filters) -> None:
    """Draw a card a leading lane: its latest level, as multiple of the baseline, its trend."""
    found = query("facts/rates_headline", chosen.parameters).set_index("lane")
    trends = query("charts/rates_by_date", chosen.parameters)
    drawn = [_card(found.loc[lane], trends, chosen) for lane in _leading() if lane in found.index]
    nothing = coverage.of("freight_rates", chosen).why or "no rate in the period"
    headline(drawn or [Card("Spot rates", NOWHERE, nothing)])


def _card(row: Any, trends: pd.DataFrame, chosen: Filters) -> Card:
    lane = str(row.name)
    times = row["latest_multiple"]
    of = "a year before" if chosen.year_before else "baseline"
    against = f"no {of}" if pd.isna(times) else f"{times:.1f}× {of}"
    if beside := other_baselines(chosen).get(lane):
        told = [f"{row['latest_usd_per_feu'] / mean:.1f}× {name}" for name, mean in beside]
        against += f", {', '.join(told)}"
    held = words.counted(row["baseline_assessments"], "assessment")
    rest = f"Baseline: mean of {chosen.rate_baseline}, {held}."
    if not row["baseline_assessments"]:
        rest = f"The baseline, {chosen.rate_baseline}, holds no assessment of this lane."
    weekly = trends[(trends["lane"] == lane) & trends["is_weekly"]]
    return Card(
        words.sentence(lane),
        f"{row['latest_usd_per_feu']:,.0f} USD",
        f"{against} · {row['latest_date']:%-d %b %Y}",
        help=f"Latest spot rate of the period for one 40-foot container (FEU). {rest}",
        trend=_trend(weekly),
    )


def _trend(weekly: pd.DataFrame) -> list[float | None]:
    """Return the rates in order of time, None where the record has a gap."""
    values: list[float | None] = []
    days = weekly["date"].diff().dt.days
    for rate, gap in zip(weekly["usd_per_feu"], days, strict=True):
        values += [None] * bool(gap > over_time.WEEKS_GAP) + [float(rate)]
    return values


def spot_rates() -> None:
    """Draw the rates by lane and the table of milestones."""
    chosen = filters.current()
    options = query("lists/rate_lanes")["lane"].tolist()
    with st.container(horizontal=True, gap="medium"):
        measure = page_filters.one("Show rates as", list(MEASURES), "rates_as")
        grain = page_filters.one("By", periods.GRAINS, "grain")
    hint = "None chosen shows those from Shanghai and the composite."
    lanes = page_filters.some("Lanes", options, "rate_lane", hint=hint) or _leading()
    said = _said(chosen, f"lanes: {', '.join(lanes)}, {measure}")
    events, known = query("lists/events", chosen.parameters), coverage.of("freight_rates", chosen)
    if grain == periods.WEEK:
        below, named = _market(chosen)
        rows = query("charts/rates_by_date", chosen.parameters, lanes=lanes)
        drawn = rates.spot(
            rows, events, MEASURES[measure], chosen.rate_baseline, below, other_baselines(chosen)
        )
    else:
        named = f"; by {grain}"
        rows = query("charts/rates_by_period", chosen.parameters, grain=grain, lanes=lanes)
        drawn = rates_by_period.by_period(
            rows, events, MEASURES[measure], chosen.rate_baseline, grain
        )
    show(drawn, said + named, events=events, over=known)
    if drawn.figure and grain == periods.WEEK:
        is_unfilled("market_series", aside=True)
    stones = query("facts/rates_milestones", chosen.parameters, lanes=lanes)
    milestones(stones, chosen, said, options)


def _market(chosen: Filters) -> tuple[pd.DataFrame | None, str]:
    """Let the reader choose market series; return their rows, and the choice in words.

    None, and no words, where none is chosen or none is loaded.
    """
    known = query("lists/market_series_options")["series"].tolist()
    hint = "Drawn in panels below the spot rates, one a unit; none chosen draws none."
    names = known and page_filters.some("Market series", known, "market_series", hint=hint)
    if not names:
        return None, ""
    rows = query("charts/market_series_by_date", chosen.parameters, series=names)
    if without := [name for name in names if name not in set(rows["series"])]:
        st.caption(f"No value in the period: {', '.join(map(text.markdown, without))}.")
    return rows, f", market series: {', '.join(names)}"


def _said(chosen: Filters, own_filters: str) -> str:
    """Return the filters in words, with the baseline that the figures are compared with."""
    return f"{chosen.period}, {own_filters}; freight rates against {chosen.rate_baseline}"


def milestones(rows: pd.DataFrame, chosen: Filters, said: str, order: list[str]) -> None:
    """Set out the levels at the milestones, a row a lane (rows of facts/rates_milestones)."""
    began = record("facts/turning_days")["hijacking_date"]
    of = f" ({words.day(began)})" if pd.notna(began) else ""
    brackets = ", in brackets times the baseline and the change on it"
    cross_table(
        "rates_milestones",
        "The rates at the milestones of the crisis",
        rows if rows["usd_per_feu"].notna().any() else rows.head(0),
        lambda found: _wide(found, order, each_week=chosen.year_before),
        said,
        note=words.note(
            f"USD per FEU{brackets if rows['multiple'].notna().any() else ''}.",
            rate_words.unbased(rows, chosen.rate_baseline),
        ),
        method=words.note(
            rate_words.baseline_sentence(rows, chosen.rate_baseline),
            f"Below each rate stands its date. Before the first hijacking is the last assessment up"
            f" to its day{of}; a peak is the highest of its month, the low the lowest of 2025, the"
            " latest the last of the period. A milestone without an assessment, or outside the"
            " period, is missing.",
        ),
        empty="No milestone lies in the period: widen it.",
        over=coverage.of("freight_rates", chosen),
    )


def _wide(rows: pd.DataFrame, order: list[str], *, each_week: bool) -> pd.DataFrame:
    """Return a row a lane; where each week has a baseline of its own there is no column for it."""
    table: dict[str, dict[str, str]] = {}
    for lane in sorted(rows["lane"].unique(), key=order.index):
        part = as_records(rows[rows["lane"] == lane])
        level = part[0]["baseline_usd_per_feu"]
        count = words.counted(part[0]["baseline_assessments"], "assessment")
        cells = {"Baseline": "none" if pd.isna(level) else f"**{level:,.0f}**  \n{count}"}
        if each_week:
            cells = {}
        cells |= {str(row["milestone"]): _cell(row) for row in part}
        table[words.sentence(lane)] = cells
    # Hard spaces: on a narrow page the table then scrolls rather than breaks every word.
    hard = pd.DataFrame.from_dict(table, orient="index")
    return hard.map(
        lambda cell: cell.replace("  \n", "\n").replace(" ", "\u00a0").replace("\n", "  \n")
    )


def _cell(row: dict[Any, Any]) -> str:
    if pd.isna(row["usd_per_feu"]):
        return "missing"
    against = ""
    if pd.notna(row["multiple"]):
        against = f" ({row['multiple']:.1f}×, {words.signed(row['change_pct'])})"
    derived = ", derived" if row["basis"] == "derived" else ""
    return f"**{row['usd_per_feu']:,.0f}**{against}  \n{row['date']:%-d %b %Y}{derived}"


def premium() -> None:
    """Draw what a lane to Europe costs more than Los Angeles, as difference and as ratio."""
    chosen = filters.current()
    lanes = query("lists/rate_lanes")
    to_europe = lanes.loc[lanes["trade"] == "Asia to Europe", "lane"].tolist()
    lane = page_filters.one("Lane to Europe", to_europe or ["Shanghai-Rotterdam"], "premium_lane")
    rows = query("charts/premium_by_date", chosen.parameters, lane=lane)
    events = query("lists/events", chosen.parameters)
    before = chosen.rate_baseline
    told = (
        rate_premium.meaning(rows, before),
        rate_premium.finding(rows, before),
        rate_premium.CAUTION,
    )
    st.markdown(" ".join(filter(None, told)))
    said = _said(chosen, f"{lane} over {rates.LOS_ANGELES}")
    known = coverage.of("freight_rates", chosen)
    both = (rate_premium.difference, rate_premium.ratio)
    drawn = [draw(rows, events, chosen.rate_baseline) for draw in both]
    side_by_side(drawn, said, events=events, over=known)


def components() -> None:
    """Draw the quotes of the parts of the cost, and list all of them.

    Each chart has the full width: their heights differ by a multiple with the kind chosen.
    """
    chosen = filters.current()
    checked = coverage.of("cost_components", chosen)
    events = query("lists/events", chosen.parameters)
    premiums = query("charts/cost_war_risk", chosen.parameters)
    show(war_risk(premiums, events), chosen.period, events=events, over=checked)
    units = query("charts/cost_surcharges")["unit"].unique().tolist()
    unit = page_filters.one("Surcharge in", units or ["USD/FEU"], "surcharge")
    charges = query("charts/cost_surcharges", chosen.parameters, unit=unit)
    said = f"{chosen.period}, surcharges in {unit}"
    show(cost_quotes.surcharges(charges), said, over=checked)
    known = query("facts/cost_quotes", chosen.parameters, with_earlier=True)
    every = query("facts/cost_quotes")
    counts = every.loc[~every["kind"].isin(APART), "kind"].value_counts()
    kinds = sorted(counts.index, key=lambda kind: (-counts[kind], kind))
    kind = page_filters.one("Other costs", kinds or ["Other costs"], "cost_kind")
    drawn = cost_quotes.others(known[known["kind"] == kind], kind)
    show(drawn, f"to {words.day(chosen.end)}, {kind}", over=checked)
    quotes(chosen)


SECTIONS: dict[str, Callable[[], None]] = {
    "Spot rates": spot_rates,
    "Asia-Europe premium": premium,
    "Cost components": components,
    "Published statements": claims,
}
