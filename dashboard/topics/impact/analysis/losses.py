"""What the sums of a scenario mean: cargo, the canal's revenue, CO2, and what the Cape took."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.kit.charts.base import as_records
from dashboard.topics.impact.analysis import sums
from dashboard.topics.impact.analysis.backtest import Result
from dashboard.topics.impact.analysis.counterfactual import ALL, RED_SEA

BAB, SUEZ, CAPE = RED_SEA

BASE_YEAR = 2023
"""The last calendar year of the canal's revenue before the crisis; its last seven weeks knew it."""


def scenarios(result: Result, start: date, end: date) -> pd.DataFrame:
    """Return one row per scenario and Red Sea passage, all classes: transits and cargo.

    The columns of ``sums.totals``, ``change_pct`` of what was expected and its bounds, ``tonnes``
    counted less expected, and ``per_hundred``: at Bab el-Mandeb and Suez the transits more than
    expected at the Cape for each hundred not seen there, NaN where none is missing or the weeks
    are not the same.
    """
    rows = sums.totals(result.expected.values(), start, end, [(place, ALL) for place in RED_SEA])
    tonnes = sums.totals(result.tonnes.values(), start, end)
    added = tonnes.set_index(["scenario", "chokepoint"])["difference"].to_dict()
    cape = rows[rows["chokepoint"] == CAPE].set_index("scenario")
    of_cape = rows["scenario"].map
    missing = -rows["difference"].where(rows["difference"] < 0)
    known = rows["weeks"].eq(of_cape(cape["weeks"])) & (rows["chokepoint"] != CAPE)
    return rows.assign(
        change_pct=sums.percent(rows, "difference"),
        low_95_pct=sums.percent(rows, "low_95"),
        high_95_pct=sums.percent(rows, "high_95"),
        tonnes=[
            added.get(key, float("nan"))
            for key in zip(rows["scenario"], rows["chokepoint"], strict=True)
        ],
        per_hundred=100 * (of_cape(cape["difference"]) / missing).where(known),
    )


def revenue(result: Result, canal: pd.DataFrame) -> pd.DataFrame:
    """Return one row per scenario and calendar year: the canal's revenue expected and lost.

    ``canal`` are the rows of facts/canal_revenue. Expected is the revenue of the year before the
    crisis, times the ships expected a day over those counted a day in that year.
    """
    found = []
    for name, expected in result.expected.items():
        for row in as_records(canal):
            year = int(row["year"])
            total = sums.totals(expected, date(year, 1, 1), date(year, 12, 31), [(SUEZ, ALL)])
            if total.empty or total["weeks"].iloc[0] < 52:
                continue
            per_day = float(total["expected"].iloc[0] / total["days"].iloc[0])
            due = row["base_revenue_bn_usd"] * per_day / row["base_per_day"]
            sources = f"{row['source_ids']}|{total['source_ids'].iloc[0]}"
            counted = row["revenue_bn_usd"]
            found.append([name, year, counted, due, due - counted, sources])
    columns = ["scenario", "year", "revenue_bn_usd", "expected_bn_usd", "lost_bn_usd", "source_ids"]
    return pd.DataFrame(found, columns=columns)


def carbon(result: Result, voyages: pd.DataFrame, start: date, end: date) -> pd.DataFrame:
    """Return one row per scenario: CO2 of the extra transits at the Cape, in million tonnes.

    ``voyages`` are the rows of facts/diversion_per_voyage: each extra transit is one voyage that
    is so much longer. ``low_mt`` and ``high_mt`` are those of the smallest and largest ships.
    """
    found = []
    for name, expected in result.expected.items():
        keys = [(CAPE, kind) for kind in voyages["vessel_class"]]
        extra = sums.totals(expected, start, end, keys).merge(
            voyages, on="vessel_class", suffixes=("", "_voyage")
        )
        if extra.empty:
            continue
        amounts = [
            float((extra["difference"] * extra[column]).sum()) / 1e6
            for column in ("co2_t", "co2_low_t", "co2_high_t")
        ]
        sources = "|".join(extra["source_ids"]) + "|" + "|".join(extra["source_ids_voyage"])
        ids = "|".join(sorted(set(sources.split("|"))))
        found.append([name, float(extra["difference"].sum()), *amounts, ids])
    columns = ["scenario", "extra", "co2_mt", "low_mt", "high_mt", "source_ids"]
    return pd.DataFrame(found, columns=columns)
