"""What the scenarios of transits without the crisis are called, and what is said of their sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.kit.charts import transit_words as say
from dashboard.kit.charts import words
from dashboard.kit.charts.base import as_records
from dashboard.kit.charts.numbers import between, rounded

SCENARIOS = {
    "no_growth": "no growth since 2023",
    "as_control": "as Malacca grew",
    "world_trade": "growth of world trade",
    "past_pace": "pace of 2019 to 2023",
}
"""Name of a scenario -> what it is called."""

TAKES = {
    "no_growth": "traffic stays at the level that the weeks before the crisis had reached",
    "as_control": "traffic keeps its share of the ships that pass Malacca, on the way between Asia"
    " and Europe by either route",
    "world_trade": "traffic grows by 2 % a year, give or take 3, as world seaborne trade does",
    "past_pace": "the growth of 2019 to 2023, with the surge of 2022, goes on",
}
"""Name of a scenario -> what it takes for granted."""

HAD = {
    "no_growth": "had traffic kept its level of 2023",
    "as_control": "had traffic grown as at Malacca",
    "world_trade": "had traffic grown as world trade",
    "past_pace": "had the pace of 2019 to 2023 gone on",
}
"""Name of a scenario -> the same as a condition."""

CLASS_NAMES = {"all": "all classes"} | say.NAMES

SHARES = ((30, 37, "About a third"), (44, 57, "About half"), (62, 71, "About two thirds"))
"""Percent from, to -> the words for it."""


def name_of(vessel_class: str) -> str:
    """Return the class of ship as it is written: "all classes", "ro-ro"."""
    return CLASS_NAMES.get(vessel_class, vessel_class)


def amount(row: Mapping[Any, Any]) -> str:
    """Return "48,700 missing" or "35,500 extra" for a sum, counted less expected."""
    value = float(row["difference"])
    return f"{rounded(abs(value))} {'missing' if value < 0 else 'extra'}"


def interval(low: float, high: float) -> str:
    """Return the bounds of a difference as amounts missing or extra: "36,500 to 61,700".

    Where zero lies between, both sides are named.
    """
    if high < 0:
        return f"{rounded(-high)} to {rounded(-low)}"
    if low > 0:
        return f"{rounded(low)} to {rounded(high)}"
    return f"{rounded(-low)} missing to {rounded(high)} extra"


def percents(values: Sequence[float]) -> str:
    """Return "51 to 56 %", or "51 %" where all round to the same, without their sign."""
    low, high = (round(pick(abs(value) for value in values)) for pick in (min, max))
    return between(str(low), str(high), " %")


def share(changes: Sequence[float]) -> str:
    """Return "About half" where all of these percents lie near one half, else "51 to 80 %"."""
    sizes = [abs(change) for change in changes]
    for low, high, name in SHARES:
        if low <= min(sizes) and max(sizes) <= high:
            return name
    return percents(changes)


def lead(rows: pd.DataFrame, leading: str, place: str) -> str:
    """Say what all scenarios agree on at a passage, then their sums; rows of ``scenarios``."""
    found = {row["scenario"]: row for row in as_records(rows) if row["chokepoint"] == place}
    if not found:
        return ""
    first = found[leading] if leading in found else next(iter(found.values()))
    changes = [row["change_pct"] for row in found.values()]
    if min(changes) < 0 < max(changes):
        return f"**{say.short(place)}: the scenarios do not agree on the sign.**"
    lost = max(changes) <= 0
    whole = share(changes) if lost else percents(changes)
    said = "of the passages at" if lost else "more passages than expected at"
    head = f"**{whole} {said} {say.short(place)} {'are missing' if lost else ''}".rstrip()
    by = percents(changes)
    head += f", by every scenario{'' if whole == by else f' ({by})'}.**"
    others = [
        f"{rounded(row['difference'])} ({SCENARIOS[name]})".replace("-", "")
        for name, row in found.items()
        if row is not first
    ]
    return (
        f"{head} {rounded(abs(first['difference']))} {'fewer' if lost else 'more'} than"
        f" {HAD[str(first['scenario'])]}; the 95 % interval,"
        f" {interval(first['low_95'], first['high_95'])}, is a lower bound of the uncertainty."
        f" The other scenarios: {words.joined(others)}."
    )


def trust(row: Mapping[Any, Any]) -> str:
    """Say what the back-test says of a line's 95 percent interval (a row of ``verdicts``)."""
    held = f"Back-test: {100 * row['inside_95']:.0f} % of sums held"
    return f"{held}." if row["is_trusted"] else f"{held}, too narrow."


def span(rows: pd.DataFrame) -> str:
    """Return "9 October 2023 to 19 July 2026" for weeks."""
    return words.window(rows["week"].min(), rows["week"].max() + pd.Timedelta(days=6))


def sum_span(rows: pd.DataFrame) -> str:
    """Return the same for sums of weeks."""
    last = rows["last_week"].max() + pd.Timedelta(days=6)
    return words.window(rows["first_week"].min(), last)


def counted(row: Mapping[Any, Any]) -> str:
    """Return "counted 48,700, expected 97,400"."""
    return f"counted {rounded(row['counted'])}, expected {rounded(row['expected'])}"


def place(chokepoint: str, vessel_class: str) -> str:
    """Return "Bab el-Mandeb, all classes"."""
    return f"{say.short(chokepoint)}, {name_of(vessel_class)}"


def war_sentence(last_week: pd.Timestamp, war: pd.Timestamp | None) -> str:
    """Say that weeks are shown that the Iran war touches, where the weeks reach past its day."""
    if war is None or pd.isna(war) or last_week + pd.Timedelta(days=6) < war:
        return ""
    return "Shaded: since the Iran war ships switch AIS off."
