"""The section on what the diversion cost: cargo, the canal's revenue, CO2, and others' figures."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.kit.charts import transit_words as say
from dashboard.kit.charts import words
from dashboard.kit.charts.base import as_records
from dashboard.kit.charts.numbers import between
from dashboard.kit.ui import coverage
from dashboard.kit.ui.columns import columns
from dashboard.kit.ui.data import query
from dashboard.kit.ui.filters import Filters
from dashboard.kit.ui.freshness import freshness
from dashboard.kit.ui.headline import Card, headline
from dashboard.kit.ui.listing import listing
from dashboard.topics.impact import models
from dashboard.topics.impact.analysis import losses
from dashboard.topics.impact.analysis.scenarios import LEADING
from dashboard.topics.impact.charts import counterfactual
from dashboard.topics.impact.charts import counterfactual_words as told
from dashboard.topics.impact.transits import BAB, CAPE, scenarios, span


def draw(chosen: Filters) -> None:
    """Draw cargo, revenue and CO2 by scenario, and what others published beside ours."""
    result, over = models.transits(), span(chosen)
    revenue = losses.revenue(result, query("facts/canal_revenue", base_year=losses.BASE_YEAR))
    carbon = losses.carbon(result, query("facts/diversion_per_voyage"), over.start, over.end)
    headline([_cargo(scenarios(over)), _revenue_card(revenue), _carbon_card(carbon)])
    listing(
        "canal_revenue",
        "The canal’s revenue",
        _named(revenue),
        columns(
            "suez_yearly",
            "scenario_name year expected_bn_usd revenue_bn_usd lost_bn_usd",
            expected_bn_usd=("Expected, billion USD", "%.1f"),
            revenue_bn_usd=st.column_config.NumberColumn(format="%.1f"),
            lost_bn_usd=("Lost, billion USD", "%.1f"),
        ),
        "calendar years, whatever the period",
        note="Stated by the canal authority; the latest is its estimate.",
        method=f"Expected: the revenue of {losses.BASE_YEAR} times ships expected over ships"
        " counted that year.",
    )
    listing(
        "diversion_co2",
        "CO2 of the longer voyages",
        _named(carbon).assign(extra=carbon["extra"].round()),
        columns(
            names="scenario_name",
            extra=("Extra voyages", "localized"),
            co2_mt=("CO2, Mt", "%.0f"),
            low_mt=("smallest ships", "%.0f"),
            high_mt=("largest ships", "%.0f"),
        ),
        over.words,
        note="Containers, bulk and tankers; general cargo and ro-ro are left out.",
        method="Extra transits at the Cape × extra miles × fuel a mile × CO2 a tonne of fuel.",
        empty=counterfactual.NO_WEEK,
        over=coverage.of("transits", chosen),
    )
    _others()
    freshness("transits", "suez_yearly", "published_estimates")


def _named(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(scenario_name=rows["scenario"].map(told.SCENARIOS))


def _cargo(found: pd.DataFrame) -> Card:
    label = "Missing cargo, Bab el-Mandeb, bn t"
    rows = found[(found["chokepoint"] == BAB) & found["tonnes"].notna()]
    if rows.empty:
        return Card(label, "none", counterfactual.NO_WEEK)
    sizes = rows["tonnes"].abs() / 1e9
    extra = found[found["chokepoint"] == CAPE]["tonnes"] / 1e9
    return Card(
        label,
        _range(sizes),
        f"by scenario; {_range(extra)} extra at the Cape",
        "Cargo that PortWatch estimates from the draught of ships, counted less expected.",
    )


def _revenue_card(rows: pd.DataFrame) -> Card:
    label = "Canal revenue lost, bn USD"
    if rows.empty:
        return Card(label, "none", "no year with a stated revenue")
    lost = rows.groupby("scenario")["lost_bn_usd"].sum()
    years = words.joined([f"{year:.0f}" for year in sorted(rows["year"].unique())])
    return Card(label, _range(lost), f"{years}, by scenario")


def _carbon_card(rows: pd.DataFrame) -> Card:
    label = "CO2 of the longer voyages"
    leading = rows[rows["scenario"] == LEADING]
    if leading.empty:
        return Card(label, "none", counterfactual.NO_WEEK)
    row = leading.iloc[0]
    return Card(
        label,
        f"{row['co2_mt']:.0f} Mt",
        f"{told.SCENARIOS[LEADING]}; {row['low_mt']:.0f} to {row['high_mt']:.0f} by the size of"
        " ships",
    )


def _range(values: pd.Series) -> str:
    return between(f"{values.min():.1f}", f"{values.max():.1f}")


def _others() -> None:
    rows = query("facts/published_estimates")
    records = as_records(rows)
    listing(
        "published_estimates",
        "What others published, and our figures of the same days",
        rows.assign(
            what=[
                f"{say.short(row['chokepoint'])}:"
                f" {'container ships, ' * (row['vessel_class'] == 'container')}{row['measure']}"
                for row in records
            ],
            days=[words.window(row["period_start"], row["period_end"]) for row in records],
            theirs=[_said(row["change_pct"], row["amount"], row["unit"]) for row in records],
            ours=[_said(row["our_change_pct"], row["our_amount"], row["unit"]) for row in records],
        ),
        columns(
            "published_estimates",
            "publisher what days:medium theirs:medium ours:medium note:medium",
            what="What",
            days="Days",
            theirs="They say",
            ours="Here, same days",
        ),
        "all days",
        note="All compare with a fixed time before; none expects growth.",
        method="Since 2024 PortWatch counts more at Suez than the canal authority does.",
        height=420,
    )


def _said(change: float, amount: float, unit: str) -> str:
    """Return "−50 %" and, where there is one, the amount: "852 transits a month"."""
    parts = [words.signed(change)] if pd.notna(change) else []
    if pd.notna(amount):
        parts.append(f"{amount:,.0f} {unit}" if amount >= 100 else f"{amount:.1f} {unit}")
    return ", ".join(parts) or "–"
