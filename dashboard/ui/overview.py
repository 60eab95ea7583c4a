"""The overview's own parts: six cards that lead to their pages, findings, how fresh it all is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.charts import findings, words
from dashboard.ui.data import query, record
from dashboard.ui.filters import Filters
from dashboard.ui.headline import Card, headline

RED_SEA = {"ports": ["Red Sea ports (all three)"], "commodities": ["all"]}
ROTTERDAM, NEW_YORK = "Shanghai-Rotterdam", "Shanghai-New York"
BAB, CAPE = "Bab el-Mandeb Strait", "Cape of Good Hope"


def cards(chosen: Filters, weeks: pd.DataFrame) -> None:
    """Draw the six figures an executive needs, each with its trend, its date and its page."""
    parameters = chosen.parameters
    headline(
        [
            _attacks(parameters, weeks),
            _transits(parameters, weeks, BAB, "Bab el-Mandeb", "bab_el_mandeb_index_pct"),
            _transits(parameters, weeks, CAPE, CAPE, "cape_index_pct"),
            _rates(parameters, weeks),
            _imports(parameters, weeks),
            _losses(parameters, weeks),
        ]
    )


def _attacks(parameters: dict[str, Any], weeks: pd.DataFrame) -> Card:
    total = record("facts/attack_headline", **parameters)["attacks"]
    years = query("facts/attacks_latest_year", **parameters).to_dict("records")
    if not years:
        return Card("Attacks", f"{total:,}", "in the period", page="attacks")
    year = years[0]
    return Card(
        "Attacks in 12 months",
        f"{year['attacks']:,}",
        f"to {year['last_day']:%-d %b %Y}; {total:,} in the period",
        help="Attacks on merchant ships, one ship on one day, in the twelve months to the day to"
        " which the record was checked, or to the end of the period.",
        trend=_by_month(weeks, "attacks_in_month"),
        page="attacks",
    )


def _transits(
    parameters: dict[str, Any], weeks: pd.DataFrame, at: str, name: str, column: str
) -> Card:
    row = _first(query("facts/transits_headline", **parameters), "chokepoint", at)
    if row is None or pd.isna(row["latest_change_pct"]):
        return Card(name, "–", "no week to compare", page="rerouting")
    return Card(
        name,
        words.signed(row["latest_change_pct"]),
        f"{row['latest_per_day']:.1f} transits a day against {row['baseline_per_day']:.1f}; four"
        f" weeks to {row['latest_week'] + timedelta(days=6):%-d %b %Y}",
        help="Mean per day of the latest four weeks of the period against the mean of the"
        " baseline chosen in the sidebar.",
        trend=_values(weeks[column]),
        page="rerouting",
    )


def _rates(parameters: dict[str, Any], weeks: pd.DataFrame) -> Card:
    rows = query("facts/rates_headline", **parameters)
    first, second = (_first(rows, "lane", lane) for lane in (ROTTERDAM, NEW_YORK))
    known = [row for row in (first, second) if row and pd.notna(row["latest_multiple"])]
    if not known:
        return Card("Freight rates", "–", "no rate to compare", page="costs")
    values = [f"{row['latest_multiple']:.1f}×" if row in known else "–" for row in (first, second)]
    levels = [f"{row['latest_usd_per_feu']:,.0f}" if row else "–" for row in (first, second)]
    return Card(
        "Freight rates",
        " · ".join(values),
        f"Shanghai-Rotterdam {levels[0]}, New York {levels[1]} USD/FEU,"
        f" {known[0]['latest_date']:%-d %b %Y}",
        help="Latest spot rate of the period per 40-foot container, as a multiple of its mean"
        " over the baseline of freight rates chosen in the sidebar. The line is Rotterdam.",
        trend=_values(weeks["rotterdam_multiple"].dropna()),
        page="costs",
    )


def _imports(parameters: dict[str, Any], weeks: pd.DataFrame) -> Card:
    row = latest_imports(parameters)
    if row is None:
        return Card("Red Sea port imports", "–", "no year to compare", page="hodeidah")
    return Card(
        "Red Sea port imports",
        words.signed(row["change_pct"]),
        f"{row['tonnes'] / 1e6:.1f} Mt in {words.since_january(row['period_end'])}"
        f" against {row['tonnes_year_before'] / 1e6:.1f} a year before",
        help="Latest total since 1 January that the World Food Programme published for Hodeidah,"
        " Salif and Ras Isa, against the same months of the year before.",
        trend=_values(weeks["imports_t_per_month"].dropna()),
        page="hodeidah",
    )


def _losses(parameters: dict[str, Any], weeks: pd.DataFrame) -> Card:
    row = record("facts/attack_headline", **parameters)
    last = f"last attack {row['last_date']:%-d %b %Y}" if row["attacks"] else "no attack"
    return Card(
        "Sunk · killed",
        f"{row['sunk']} · {row['killed']}",
        f"ships and seafarers; {row['injured']} injured; {last}",
        help="Merchant ships lost, and seafarers killed or feared dead. The line is killed a"
        " month.",
        trend=_by_month(weeks, "killed_in_month"),
        page="attacks",
    )


def latest_imports(parameters: dict[str, Any]) -> dict[Any, Any] | None:
    """Return the latest undoubted total of the Red Sea ports that has a year before it."""
    rows = query("charts/port_imports_year_on_year", **(parameters | RED_SEA))
    certain = rows[~rows["is_doubtful"]].to_dict("records")
    return dict(certain[-1]) if certain else None


def said(chosen: Filters) -> list[str]:
    """Return the findings for the filters chosen, each with its period, baseline and date."""
    parameters = chosen.parameters
    asked = findings.Asked(
        words.dates(chosen.start, chosen.end),
        words.dates(chosen.baseline_start, chosen.baseline_end),
        words.dates(chosen.rate_baseline_start, chosen.rate_baseline_end),
    )
    attacks = record("facts/attack_headline", **parameters)
    transits = query("facts/transits_headline", **parameters)
    rates = query("facts/rates_headline", **parameters)
    sentences = [
        findings.attacks(attacks, asked),
        findings.transits(transits, "Bab el-Mandeb", BAB, asked),
        findings.transits(transits, "Cape of Good Hope", CAPE, asked),
    ]
    if attacks["attacks"]:
        since = {"start": attacks["last_date"].date() + timedelta(days=1)}
        after = query("facts/transits_headline", **(parameters | since))
        sentences.append(findings.since_last(after, attacks["last_date"], asked))
    sentences.append(findings.rates(rates, ROTTERDAM, asked))
    sentences.append(findings.imports(latest_imports(parameters), asked))
    return [sentence for sentence in sentences if sentence]


def tell(sentences: list[str]) -> None:
    """Write the findings as a list."""
    with st.container(border=True):
        st.markdown("##### What the record says")
        st.markdown("\n".join(f"- :small[{sentence}]" for sentence in sentences))


def _first(rows: pd.DataFrame, column: str, value: str) -> dict[Any, Any] | None:
    found = rows[rows[column] == value].to_dict("records")
    return dict(found[0]) if found else None


def _values(column: pd.Series) -> list[float | None]:
    return [None if pd.isna(value) else float(value) for value in column]


def _by_month(weeks: pd.DataFrame, column: str) -> list[float | None]:
    return _values(weeks.groupby("month")[column].max())
