"""Spot rates in words: titles that hold for every selection, levels, multiples, baselines."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.kit.charts import extremes, words

Row = dict[Any, Any]
"""An assessment: a row of charts/rates_by_date."""

Others = Mapping[str, Sequence[tuple[str, float]]]
"""Lane -> the usual baselines that were not chosen: their name and mean."""

WEEKLY = "Since September 2023 "
"""Opening of a sentence on the weekly record, where the period has irregular points as well."""

IRREGULAR = "Points before September 2023 are an irregular record."


def title(rows: list[Row], others: Others | None = None) -> str:
    """Say which lane stood highest, against its baseline where there is one, and where it ends.

    With ``others`` its highest multiple stands beside those on the other usual baselines.

    ``rows`` are assessments of one lane or more, those of a lane in order of time. With a single
    lane its highest rate is told; lanes are compared by multiple, without a baseline by USD.
    """
    weekly = [row for row in rows if row["is_weekly"]]
    told = weekly or rows
    based = [row for row in told if pd.notna(row["multiple"])]
    if len({row["lane"] for row in told}) == 1:
        said = _alone(told, others or {})
    else:
        said = _against_baselines(based, others or {}) if based else _in_usd(told, others or {})
    return words.sentence(f"{WEEKLY if len(told) < len(rows) else ''}{said}")


def year_title(rows: list[Row]) -> str:
    """Say how each lane's last rate stands on that of the same week a year before, if there is one.

    ``rows`` are assessments of one lane or more, those of a lane in order of time.
    """
    last = {row["lane"]: row for row in rows}.values()
    known = [row for row in last if pd.notna(row["multiple"])]
    without = [_named(row) for row in last if pd.isna(row["multiple"])]
    none = f"no rate a year before of {words.joined(without)}" if without else ""
    if not known:
        return words.sentence(none)
    shared = len({row["date"] for row in known}) == 1
    said = [
        f"{short(row['lane'])} {words.signed(100 * (row['multiple'] - 1))}"
        + ("" if shared else f" ({words.date_of(row['date'])})")
        for row in known
    ]
    lead = f"{words.day(known[0]['date'])}, on" if shared else "On"
    told = f"{lead} the same week a year before: {', '.join(said)}"
    return f"{told}; {none}" if none else told


def news(lanes: Mapping[str, list[Row]]) -> str:
    """Say which lanes were assessed last at their highest or lowest for half a year.

    ``lanes`` are assessments by lane, in order of time. "" where that is no news, or the title of a
    lane alone says it.
    """
    found: dict[str, list[str]] = {}
    for lane, rows in lanes.items():
        weekly = [row for row in rows if row["is_weekly"]]
        said = extremes.since(
            [row["date"] for row in weekly], [row["usd_per_feu"] for row in weekly]
        )
        if said and not (len(lanes) == 1 and said.endswith("of the period")):
            found.setdefault(said, []).append(short(lane))
    told = [f"{words.joined(names)} {said}" for said, names in found.items()]
    return f"; latest assessment: {', '.join(told)}" if told else ""


def elsewhere(lane: str, usd: float, others: Others) -> str:
    """Return "5.8 times that of Jan-Nov 2023, 5.5 of 2019", "" without another baseline."""
    said = [f"{usd / mean:.1f} times that of {name}" for name, mean in others.get(lane, ())]
    return ", ".join(said[:1] + [part.replace(" times that", "") for part in said[1:]])


def times(lane: str, usd: float, multiple: float, others: Others) -> str:
    """Return "2.3 to 2.9 times, by baseline": on the one chosen and on the others; "2.9 times"."""
    all_ = [multiple, *(usd / mean for _, mean in others.get(lane, ()))]
    low, high = f"{min(all_):.1f}", f"{max(all_):.1f}"
    return f"{low} times" if low == high else f"{low} to {high} times, by baseline"


def _beside(row: Row, others: Others) -> str:
    """Return the multiples on other baselines in brackets, "" without a multiple or another."""
    said = elsewhere(row["lane"], row["usd_per_feu"], others)
    return f" ({said})" if said and pd.notna(row["multiple"]) else ""


def _alone(rows: list[Row], others: Others) -> str:
    name, first, last = _named(rows[0]), rows[0], rows[-1]
    peak = max(rows, key=lambda row: float(row["usd_per_feu"]))
    if last["usd_per_feu"] == peak["usd_per_feu"]:
        peak = last
    stood = "peaked" if peak not in (first, last) else "was highest" if len(rows) > 1 else "stood"
    said = f"{name} {stood} at {level(peak)} on {words.day(peak['date'])}"
    said += multiple(peak, ", {} the baseline")
    return f"{said}{_beside(peak, others)}{_ending(peak, rows, others)}"


def _against_baselines(rows: list[Row], others: Others) -> str:
    peak, names = _highest(rows, "multiple")
    if names:
        return f"{names} stood highest against their baselines, at {multiple(peak)}"
    return (
        f"{_named(peak)} stood highest against its baseline on {words.day(peak['date'])}:"
        f" {multiple(peak)}{_beside(peak, others)}, {level(peak)}{_ending(peak, rows, others)}"
    )


def _in_usd(rows: list[Row], others: Others) -> str:
    peak, names = _highest(rows, "usd_per_feu")
    if names:
        return f"{names} had the highest rate, {level(peak)}"
    return (
        f"{_named(peak)} had the highest rate, {level(peak)} on {words.day(peak['date'])}"
        f"{_ending(peak, rows, others)}"
    )


def _highest(rows: list[Row], column: str) -> tuple[Row, str]:
    """Return the first row with the highest value, and the lanes that share it, "" for one."""
    top = max(float(row[column]) for row in rows)
    equal = [row for row in rows if math.isclose(row[column], top)]
    lanes = list(dict.fromkeys(short(row["lane"]) for row in equal))
    return equal[0], words.joined(lanes) if len(lanes) > 1 else ""


def _ending(peak: Row, rows: list[Row], others: Others) -> str:
    """Say where the peak's lane stood at last, "" where it stood at its peak."""
    last = [row for row in rows if row["lane"] == peak["lane"]][-1]
    if last["usd_per_feu"] == peak["usd_per_feu"]:
        return ""
    said = f"; on {words.day(last['date'])} it stood at {level(last)}"
    if pd.isna(last["multiple"]):
        return said
    return f"{said} ({times(last['lane'], last['usd_per_feu'], last['multiple'], others)})"


def _named(row: Row) -> str:
    return str(row["lane"]) if row["lane"] != "composite" else "the composite"


def short(lane: str) -> str:
    """Return a lane's name without the port of loading that nearly all share."""
    return words.sentence(lane.removeprefix("Shanghai-"))


def level(row: Row) -> str:
    """Return "8,267 USD"."""
    return f"{row['usd_per_feu']:,.0f} USD"


def multiple(row: Row, within: str = "{}") -> str:
    """Return "7.1 times" within the words given, "" without a baseline."""
    return "" if pd.isna(row["multiple"]) else within.format(f"{row['multiple']:.1f} times")


def war_sentence(rows: pd.DataFrame) -> str:
    """Say that the last rates reflect another war as well, when the rows reach that far.

    ``rows`` have date and, in each row the same, war_date.
    """
    if rows.empty or pd.isna(war := rows["war_date"].iloc[0]) or rows["date"].max() <= war:
        return ""
    return f"Rates after {words.day(war)} also reflect the Iran war."


def baseline_sentence(rows: pd.DataFrame, baseline: str) -> str:
    """Name the baseline and the number of assessments a lane that it rests on, "" for none."""
    if words.is_year_before(baseline):
        return "Compared with the assessments of the same week a year before, where there are any."
    counts = rows.groupby("lane", sort=False)["baseline_assessments"].first()
    held = [f"{short(str(lane))} {count}" for lane, count in counts.items() if count]
    said = f"Baseline: mean of the assessments from {baseline} ({words.joined(held)})."
    return said if held else ""


def unbased(rows: pd.DataFrame, baseline: str) -> str:
    """Name the lanes that the baseline holds no assessment of, "" where there is none."""
    counts = rows.groupby("lane", sort=False)["baseline_assessments"].first()
    without = [short(str(lane)) for lane, count in counts.items() if not count]
    if not without:
        return ""
    if len(without) < len(counts):
        return f"The baseline holds no assessment of {words.joined(without)}."
    lanes = without[0] if len(without) == 1 else "these lanes"
    return f"The baseline, {baseline}, holds no assessment of {lanes}."
