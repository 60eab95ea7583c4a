"""How likely the rate of attacks changed near each step: ``segments`` over the record."""

from __future__ import annotations

import pandas as pd

from dashboard.topics.impact.analysis.segments import Segmentation

WEEKS = 4
"""Weeks before the week of a step, and after it, in which a change is looked for."""

WEEK = 7


def changes(
    weeks: pd.DataFrame, interventions: pd.DataFrame, per: str, dispersion: float
) -> tuple[pd.DataFrame, pd.DataFrame, list[pd.Timestamp]]:
    """Return the weeks with their rates, the steps with their probabilities, and the turns.

    ``weeks`` are rows of charts/attacks_by_week, ``interventions`` of facts/intervention_rates.
    With ``per`` "day" rates are attacks a week of seven days, with "transit" attacks per 1,000
    transits, over the weeks in which every day has a count. ``dispersion`` divides counts and
    exposures, since attacks come in bunches. Without an attack all three are empty.
    """
    column, unit = ("days", WEEK) if per == "day" else ("transits", 1000)
    rows = weeks[weeks[column].astype(float) > 0].reset_index(drop=True)
    if not rows["attacks"].sum():
        return weeks.head(0), interventions.head(0), []
    exposure = rows[column].to_numpy(dtype=float) / unit
    counts = rows["attacks"].to_numpy(dtype=float)
    found = Segmentation(counts / dispersion, exposure / dispersion)
    rate, low, high = found.rates()
    rows = rows.assign(
        shown=counts / exposure, rate=rate, low=low, high=high, change=found.change()
    )
    first = rows["week"].iloc[0]
    known = interventions[interventions["date"] < rows["week"].iloc[-1] + pd.Timedelta(days=WEEK)]
    places = [(date - first).days // WEEK for date in known["date"]]
    before = [(place - WEEKS, place - 1) for place in places]
    after = [(place, place + WEEKS) for place in places]
    steps = known[["event_id", "intervention", "kind", "date", "source_ids"]].assign(
        changed_before=[found.changed(*span) for span in before],
        changed_from=[found.changed(*span) for span in after],
        changed_near=[found.changed(b, a) for (b, _), (_, a) in zip(before, after, strict=True)],
        prior_before=[found.prior(*span) for span in before],
        prior_from=[found.prior(*span) for span in after],
    )
    return rows, steps, [rows["week"].iloc[place] for place, _ in found.turns()]
