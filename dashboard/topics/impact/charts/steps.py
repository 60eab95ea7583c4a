"""The answer on steps against the attacks, in a few sentences for a reader without statistics."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.kit.charts import text, words
from dashboard.kit.charts.base import as_records
from dashboard.topics.impact.charts.interventions import PER, changed


def answer(
    a_day: pd.DataFrame,
    a_transit: pd.DataFrame,
    per: str,
    bunched: pd.DataFrame,
    placebo: tuple[int, int],
    near: pd.DataFrame,
) -> str:
    """Say in Markdown what changed after the steps, a day and per ship.

    ``a_day`` and ``a_transit`` are the same steps with ``rate_ratio.table`` in either measure;
    ``per`` is the one that is drawn, ``bunched`` its rows with attacks allowed to come in bunches,
    ``placebo`` how many days were compared in the same way and how many of them show a change, and
    ``near`` how likely a ship's danger changed near each step (``steps.changes`` per transit).
    """
    records = as_records(a_day if per == "day" else a_transit)
    tested = sum(row["is_testable"] for row in records)
    found = changed(records)
    firm = {row["event_id"] for row in changed(as_records(bunched))}
    head = "No step is followed by a change beyond chance"
    if not tested:
        head = f"No step can be tested: no attack within {records[0]['window_days']} days of any"
    if found and any(row["event_id"] in firm for row in found):
        head = f"{words.counted(len(found), 'step')} of {tested} that can be tested"
        head = f"Attacks {PER[per]} changed beyond chance after {head}"
    elif found:
        head = "No step is followed by a change that is sure to be more than chance"
    said = [f"**{head}.**"]
    for row in found:
        fewer = "fewer" if row["ratio"] < 1 else "more"
        doubt = ", but no longer once attacks are allowed to come in bunches"
        held = "" if row["event_id"] in firm else doubt
        said.append(f"After {_name(row)} there were {fewer} attacks than chance explains{held}.")
    compared, outside = placebo
    if compared:
        said.append(
            f"Attacks ebb and flow with no step near: {100 * outside / compared:.0f} % of all days"
            " show as large a change, where chance gives 5 %."
        )
    parts = [" ".join(said), *_apart(as_records(a_day), as_records(a_transit), as_records(near))]
    stopped = [
        f"{_name(row)} ({words.counted(row['days_since_attack'], 'day')})"
        for row in records
        if row["had_stopped"]
    ]
    if stopped:
        parts.append(
            f"**Attacks had stopped** before {words.joined(stopped)}: that none followed is no"
            " effect of these."
        )
    return "\n\n".join(parts)


def _apart(
    a_day: list[dict[str, Any]], a_transit: list[dict[str, Any]], near: list[dict[str, Any]]
) -> list[str]:
    """Name the steps at which a ship's danger changed, for one look, and attacks a day did not."""
    pairs = [
        (day, ship)
        for day, ship in zip(a_day, a_transit, strict=True)
        if ship["is_testable"] and _is_apart(ship) and not _is_apart(day)
    ]
    if not pairs:
        return []
    told = [
        f"{ship['ratio']:.1f} times as many attacks after {_name(ship)} ({ship['low']:.1f} to"
        f" {ship['high']:.1f}; a day {day['ratio']:.1f} times)"
        for day, ship in pairs
    ]
    said = f"**For each ship that still passed** there were {words.joined(told)}."
    before = {row["event_id"] for row in near if row["changed_before"] > 0.5}
    if early := [_name(ship) for _, ship in pairs if ship["event_id"] in before]:
        said += (
            " Ships had left and attacks had not: the danger most likely rose before"
            f" {words.joined(early)}, not because of {'it' if len(early) == 1 else 'them'}."
        )
    return [said]


def _is_apart(row: dict[str, Any]) -> bool:
    return bool(row["low"] > 1 or row["high"] < 1)


def _name(row: dict[str, Any]) -> str:
    return text.markdown(f"“{row['intervention']}”")
