"""What the overview reads for the filters chosen, and the sentences it makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

import pandas as pd

from dashboard.kit.charts import return_index, words
from dashboard.kit.charts.base import as_records
from dashboard.kit.charts.count_words import Latest, days
from dashboard.kit.charts.coverage import Coverage
from dashboard.kit.ui import carrier_returns, coverage
from dashboard.kit.ui.data import query, record
from dashboard.kit.ui.filters import Filters
from dashboard.kit.ui.rate_baselines import other_baselines
from dashboard.kit.ui.return_index import weeks as index_weeks
from dashboard.topics.overview.charts import crisis, findings
from dashboard.topics.overview.charts.crisis_words import Basis

BAB, CAPE = "Bab el-Mandeb Strait", "Cape of Good Hope"
ROTTERDAM, NEW_YORK = "Shanghai-Rotterdam", "Shanghai-New York"
RED_SEA = ["Red Sea ports (all three)"]

Row = dict[str, Any]


@dataclass(frozen=True)
class Overview:
    """The records of the period: frames and rows of the queries that they are named after.

    ``record`` is the headline of all attacks on record, whatever the period; ``imports`` the
    latest undoubted total of the Red Sea ports that has a year before it. A passage without a
    week in the period, or a lane without a rate, is missing; ``year`` is empty where no attack is
    on record. ``covered`` says of each dataset how far its record was checked within the period;
    ``index`` has the weeks of the index of return; ``attacks`` are those of the latest year.
    ``usual`` are the period and baselines that are set where nothing is chosen.
    """

    chosen: Filters
    weeks: pd.DataFrame
    months: pd.DataFrame
    headline: Row
    record: Row
    passages: dict[str, Row]
    lanes: dict[str, Row]
    imports: Row | None
    index: pd.DataFrame
    covered: dict[str, Coverage]
    year: Row
    attacks: pd.DataFrame
    usual: Row

    @property
    def before(self) -> str:
        """The baseline of transits, as it follows a figure: "before the crisis"."""
        chosen = self.chosen
        if chosen.year_before:
            return "a year before"
        ends = (chosen.baseline_start, chosen.baseline_end)
        if ends == tuple(self.usual[name].date() for name in ("baseline_start", "baseline_end")):
            return "before the crisis"
        return days(pd.Timestamp(ends[0]), pd.Timestamp(ends[1]), short=True)

    @property
    def is_now(self) -> bool:
        """Whether the period ends with the record."""
        return bool(self.chosen.end >= self.usual["latest"].date())

    @cached_property
    def others(self) -> Latest:
        """What others counted last at each passage, to the end of the period."""
        return {name: row for name, row in self.passages.items() if pd.notna(row["counter"])}

    @cached_property
    def basis(self) -> Basis:
        """The baselines in words, with what they rest on."""
        weeks = [row["before_weeks"] for row in map(self.passages.get, (BAB, CAPE)) if row]
        lanes = map(self.lanes.get, (ROTTERDAM, NEW_YORK))
        rates = [row["baseline_assessments"] for row in lanes if row]
        checked = self.covered["attacks"].checked_until
        return Basis(
            self.chosen.baseline,
            int(min(weeks, default=0)),
            self.chosen.rate_baseline,
            int(min(rates, default=0)),
            min(self.chosen.end, checked) if checked else None,
            {name: known.why for name, known in self.covered.items() if known.why},
            other_baselines(self.chosen),
        )


def read(chosen: Filters) -> Overview:
    """Read the records for the filters chosen."""
    asked = chosen.parameters
    totals = query("charts/port_imports_year_on_year", asked, ports=RED_SEA, commodities=["all"])
    certain = as_records(totals[~totals["is_doubtful"]])
    return Overview(
        chosen,
        query("charts/crisis_by_week", asked),
        query("charts/attacks_by_month", asked),
        record("facts/attack_headline", asked),
        record("facts/attack_headline", claimed=chosen.claimed),
        _by("chokepoint", query("facts/passages", asked)),
        _by("lane", query("facts/rates_headline", asked)),
        certain[-1] if certain else None,
        index_weeks(chosen.start, chosen.end),
        {name: coverage.of(name, chosen) for name in crisis.RECORDS.values()},
        next(iter(as_records(query("facts/attacks_latest_year", asked))), {}),
        query("charts/attacks_of_latest_year", asked),
        record("lists/period"),
    )


def said(known: Overview) -> list[str]:
    """Return the findings, each with its period, its baseline and the date of its data."""
    return list(told(known).values())


def told(known: Overview) -> dict[str, str]:
    """Return the findings by what each is of, in their order."""
    chosen = known.chosen
    asked = findings.Asked(
        words.dates(chosen.start, chosen.end),
        words.dates(chosen.baseline_start, chosen.baseline_end),
        words.dates(chosen.rate_baseline_start, chosen.rate_baseline_end),
        known.covered,
    )
    resumed = as_records(query("facts/attacks_resumed", chosen.parameters))
    rate, others = known.lanes.get(ROTTERDAM), known.others
    sentences = {
        "attacks": findings.attacks(known.headline, asked),
        "resumed": findings.resumed(resumed[0] if resumed else None),
        "bab": findings.transits(known.passages.get(BAB), "Bab el-Mandeb", asked, others),
        "cape": findings.transits(known.passages.get(CAPE), CAPE, asked, others),
        "since": _since_last(known, asked),
        "return": return_index.sentence(known.index),
        "carriers": carrier_returns.sentence(chosen, brief=True),
        "rates": findings.rates(rate, ROTTERDAM, asked, other_baselines(chosen)),
        "imports": findings.imports(known.imports, asked),
    }
    return {of: sentence for of, sentence in sentences.items() if sentence}


def _since_last(known: Overview, asked: findings.Asked) -> str:
    last, chosen = known.record["last_date"], known.chosen
    if pd.isna(last) or not chosen.start <= last.date() <= chosen.end - findings.ENOUGH:
        return ""
    since = query(
        "facts/transits_headline",
        chosen.parameters,
        start=last.date() + timedelta(days=1),
        chokepoints=[BAB],
    )
    row = _by("chokepoint", since).get(BAB)
    ends = chosen.end, chosen.baseline_end
    return findings.since_last(row, known.record, asked, *ends, known.others)


def _by(column: str, rows: pd.DataFrame) -> dict[str, Row]:
    return {row[column]: row for row in as_records(rows)}
