"""How the record of a dataset covers the period, in the words of cards, notes and empty charts.

What no day was checked for is never a 0: the words here stand in its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from dashboard.kit.charts import words
from dashboard.kit.charts.base import Chart

NOWHERE = "–"
"""What stands on a card in the place of a number that nobody checked."""


@dataclass(frozen=True)
class Coverage:
    """How a record covers a period (a row of lists/coverage_of_period, and the period)."""

    status: str
    start: date
    end: date
    checked_from: date | None = None
    checked_until: date | None = None
    further_ground: str | None = None
    further_until: date | None = None

    @property
    def is_outside(self) -> bool:
        """Whether no day of the period was checked, so that nothing found is not a 0."""
        return self.status in ("before", "after", "unknown")

    @property
    def why(self) -> str:
        """Why nothing of the period is known: "record begins 19 November 2023"; "" where it is."""
        if self.status == "before" and self.checked_from:
            return f"record begins {words.day(self.checked_from)}"
        if self.status == "after" and self.checked_until:
            return f"not checked after {words.day(self.further_until or self.checked_until)}"
        return "no day of check on record" if self.is_outside else ""

    @property
    def edges(self) -> str:
        """Where the check begins and ends within the period; "" where it does neither."""
        said = []
        if self.is_outside or not (self.checked_from and self.checked_until):
            return ""
        if self.start < self.checked_from:
            said.append(f"record begins {words.day(self.checked_from)}")
        if self.checked_until < self.end:
            until = f"checked to {words.day(self.checked_until)}"
            if self.further_until:
                until += f" ({self.further_ground} to {words.day(self.further_until)})"
            said.append(until)
        return ", ".join(said)

    @property
    def said(self) -> str:
        """What is to be said of the period: why nothing is known, or the edges, or ""."""
        return self.why or self.edges

    @property
    def note(self) -> str:
        """The same as a sentence; "" where all of the period was checked."""
        return f"{words.sentence(self.said)}." if self.said else ""

    def counted(self, count: int, thing: str) -> str:
        """Return "3 quotes", or "Quotes" where none is found and nobody looked."""
        if self.is_outside and not count:
            return f"{words.sentence(thing)}s"
        return words.counted(count, thing)

    def on(self, chart: Chart) -> Chart:
        """Return the chart with what was not checked in its note, or in place of the figure.

        Where the check only ends within the period, that is folded: pages say it of all records.
        """
        if self.is_outside:
            noted = replace(chart, note=self.noted(chart.note))
        else:
            noted = replace(chart, note=self.begun(chart.note), method=self.noted(chart.method))
        return noted if chart.figure else replace(noted, empty=self.absence(chart.absence))

    def begun(self, note: str) -> str:
        """Return a note with the day on which the record begins, where the period begins before."""
        if not (self.checked_from and self.start < self.checked_from):
            return note
        return f"{note} Record begins {words.day(self.checked_from)}.".strip()

    def noted(self, note: str) -> str:
        """Return the note of a chart or a table with what was not checked at its end."""
        return f"{note} {self.note}".strip()

    def absence(self, text: str) -> str:
        """Return what stands where there is nothing to show: the text given, if anyone looked."""
        if self.status == "unknown":
            return self.note  # of no day at all
        if self.is_outside:
            return f"{self.note} Choose other days in the sidebar."
        return self.noted(text)


def read(row: Mapping[Any, Any] | None, start: date, end: date) -> Coverage:
    """Return the coverage that a row of lists/coverage_of_period tells; without one, unknown."""
    if row is None:
        return Coverage("unknown", start, end)
    days = {
        name: None if pd.isna(row[name]) else row[name].date()
        for name in ("checked_from", "checked_until", "further_until")
    }
    ground = None if pd.isna(row["further_ground"]) else str(row["further_ground"])
    return Coverage(row["coverage_status"], start, end, further_ground=ground, **days)
