"""The seven figures an executive needs, each with its trend, its date and its page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pandas as pd

from dashboard.kit.charts import return_index, words
from dashboard.kit.charts.base import as_records
from dashboard.kit.charts.count_words import beside
from dashboard.kit.charts.coverage import NOWHERE
from dashboard.kit.ui.data import query
from dashboard.kit.ui.headline import Card, headline
from dashboard.kit.ui.rate_baselines import other_baselines
from dashboard.topics.overview.record import BAB, CAPE, NEW_YORK, ROTTERDAM, Overview


def cards(known: Overview) -> None:
    """Draw the cards."""
    headline(
        [
            _attacks(known),
            _transits(known, BAB, "Bab el-Mandeb", "bab_el_mandeb_index_pct"),
            _transits(known, CAPE, CAPE, "cape_index_pct"),
            _return(known),
            _rates(known),
            _imports(known),
            _losses(known),
        ]
    )


def _attacks(known: Overview) -> Card:
    label, total = "Attacks in 12 months", known.headline["attacks"]
    if total is None:
        return Card(label, NOWHERE, known.covered["attacks"].why, page="attacks")
    years = as_records(query("facts/attacks_latest_year", known.chosen.parameters))
    if not years:
        return Card("Attacks", f"{total:,}", "in the period", page="attacks")
    year = years[0]
    begins = year["covered_from"]
    late = f", the record begins {words.date_of(begins)}" if begins > year["first_day"] else ""
    return Card(
        label,
        f"{year['attacks']:,}",
        f"to {words.date_of(year['last_day'])}{late}; {total:,} in the period",
        help="Attacks on merchant ships, one ship on one day, in the twelve months to the day that"
        " the record reaches, or to the end of the period.",
        trend=_values(known.months.groupby("month")["attacks"].sum()),
        page="attacks",
    )


def _transits(known: Overview, at: str, name: str, column: str) -> Card:
    row = known.chokepoints.get(at)
    if row is None:
        nothing = known.covered["transits"].why or "no week of transits in the period"
        return Card(name, NOWHERE, nothing, page="rerouting")
    if known.basis.thin_transits or pd.isna(row["latest_change_pct"]):
        held = words.counted(row["baseline_weeks"], "week")
        said = f"{row['latest_per_day']:.1f} transits a day; the baseline holds {held}, too few"
        return Card(name, NOWHERE, said, page="rerouting")
    span, ending = words.weeks(int(row["latest_weeks"])), row["latest_week"] + timedelta(days=6)
    return Card(
        name,
        words.signed(row["latest_change_pct"]),
        f"{row['latest_per_day']:.1f} a day against {row['baseline_per_day']:.1f};"
        f" {span} to {words.date_of(ending)}"
        + beside(known.others.get(at), ending, row["latest_change_pct"]),
        help="Mean per day of the latest four weeks of the period against the mean of the"
        " baseline chosen in the sidebar. Where others counted far more or fewer ships on the same"
        " days, their latest count stands beside it.",
        trend=_values(known.weeks[column]),
        page="rerouting",
    )


def _return(known: Overview) -> Card:
    row = return_index.latest(known.index, "container")
    if row is None:
        nothing = "no four weeks of the period lie before the Iran war"
        why = known.covered["transits"].why or nothing
        return Card("Return to Suez", NOWHERE, why, page="impact")
    return Card(
        "Return to Suez",
        f"{row['index']:.0f} of 100".replace("-", "−"),
        f"container ships, four weeks to {words.date_of(return_index.ending(row))};"
        f" {return_index.ever(known.index, 'container')}",
        help="Container ships at Bab el-Mandeb: 0 is the mean of March 2024 to December 2025, 100"
        " that of the year before the crisis. It ends with the Iran war, since when many ships"
        " switch AIS off.",
        trend=_values(known.index[known.index["vessel_class"] == "container"]["index"]),
        page="impact",
    )


def _rates(known: Overview) -> Card:
    lanes = {ROTTERDAM: known.lanes.get(ROTTERDAM), "New York": known.lanes.get(NEW_YORK)}
    found = {name: row for name, row in lanes.items() if row}
    if not found:
        nothing = known.covered["freight_rates"].why or "no rate in the period"
        return Card("Freight rates", NOWHERE, nothing, page="costs")
    levels = {name: f"{name} {row['latest_usd_per_feu']:,.0f}" for name, row in found.items()}
    days = {name: words.date_of(row["latest_date"]) for name, row in found.items()}
    if len(set(days.values())) == 1:
        said = f"{', '.join(levels.values())} USD/FEU, {next(iter(days.values()))}"
    else:
        said = f"{', '.join(f'{levels[name]} ({days[name]})' for name in days)} USD/FEU"
    if beside := _other_multiples(known, lanes):
        said += f"; {beside}"
    if known.basis.thin_rates:
        return Card("Freight rates", NOWHERE, f"{said}; baseline too thin", page="costs")
    return Card(
        "Freight rates",
        " · ".join(f"{row['latest_multiple']:.1f}×" if row else NOWHERE for row in lanes.values()),
        said,
        help="Latest spot rate of the period per 40-foot container, as a multiple of its mean"
        " over the baseline of freight rates chosen in the sidebar. The line is Rotterdam.",
        trend=_values(known.weeks["rotterdam_multiple"].dropna()),
        page="costs",
    )


def _other_multiples(known: Overview, lanes: dict[str, dict[Any, Any] | None]) -> str:
    """Return the latest multiples on the other usual baselines: "Jan-Nov 2023 2.4× · 3.5×"."""
    means = other_baselines(known.chosen)
    names = dict.fromkeys(name for of_lane in means.values() for name, _ in of_lane)
    said = []
    for name in names:
        told = [
            f"{row['latest_usd_per_feu'] / dict(means[row['lane']])[name]:.1f}×"
            if row and name in dict(means.get(row["lane"], ()))
            else NOWHERE
            for row in lanes.values()
        ]
        said.append(f"on {name} {' · '.join(told)}")
    return ", ".join(said)


def _imports(known: Overview) -> Card:
    row = known.imports
    if row is None:
        nothing = known.covered["port_imports"].why or "no year to compare"
        return Card("Red Sea port imports", NOWHERE, nothing, page="hodeidah")
    return Card(
        "Red Sea port imports",
        words.signed(row["change_pct"]),
        f"{row['tonnes'] / 1e6:.1f} Mt fuel and food in {words.since_january(row['period_end'])}"
        f" against {row['tonnes_year_before'] / 1e6:.1f} a year before",
        help="Latest total of fuel and food since 1 January that the World Food Programme published"
        " for Hodeidah, Salif and Ras Isa, against the same months of the year before.",
        trend=_values(known.weeks["imports_t_per_month"].dropna()),
        page="hodeidah",
    )


def _losses(known: Overview) -> Card:
    row, last = known.headline, "no attack"
    if row["attacks"] is None:
        return Card("Sunk · killed", NOWHERE, known.covered["attacks"].why, page="attacks")
    if row["attacks"]:
        latest = row["last_date"] == known.record["last_date"]
        named = "last attack" if latest else "last of the period"
        last = f"{named} {words.date_of(row['last_date'])}"
    return Card(
        "Sunk · killed",
        f"{row['sunk']} · {row['killed']}",
        f"ships and people; {row['injured']} injured; {last}",
        help="Merchant ships lost, and people killed or feared dead, crew or rescuers. The line is"
        " killed a month.",
        trend=_values(known.months.groupby("month")["killed"].sum()),
        page="attacks",
    )


def _values(column: pd.Series) -> list[float | None]:
    return [None if pd.isna(value) else float(value) for value in column]
