"""What the model of transits without the crisis is called, and what must be said of its figures."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts import transit_words as say
from dashboard.charts import words

MODELS = {
    "same week last year": "the same week of the year before plus the mean yearly growth",
    "straight trend": "a straight trend and the season, from which transits stray and come back",
    "drifting level": (
        "the season on a level that grows at the pace of 2019 to 2023 and that each week also"
        " moves up or down for good"
    ),
}
"""Name of a model -> what it takes for granted."""

CLASS_NAMES = {"all": "all classes", "roro": "ro-ro (vehicles)"}

FITTED = (
    "The model knows the weeks from January 2019 to 6 October 2023, without those of the COVID-19"
    " trough (2 March to 30 August 2020) and of the Ever Given and its backlog (22 March to 18"
    " April 2021), and nothing that came later."
)
PASSAGES = "A ship counts each time it passes."
PATHS = (
    "Sums and their intervals come from a thousand simulated courses of all weeks, not from adding"
    " the bounds of single weeks."
)


def name_of(vessel_class: str) -> str:
    """Return the class of ship as it is written: "all classes", "ro-ro (vehicles)"."""
    return CLASS_NAMES.get(vessel_class, vessel_class)


def war_sentence(last_week: pd.Timestamp, war: pd.Timestamp | None) -> str:
    """Say that another war moves the counts too, where the weeks reach past its first day."""
    if war is None or pd.isna(war) or last_week + pd.Timedelta(days=6) < war:
        return ""
    return (
        f"Since {words.day(war)} the war around Hormuz also moves these counts; the model cannot"
        " tell it from the Red Sea."
    )


def thousands(value: float) -> str:
    """Return a number of transits to three figures at most: "48,700", "2,560", "312"."""
    size = abs(value)
    step = 100 if size >= 10_000 else 10 if size >= 1_000 else 1
    return f"{round(value / step) * step:,.0f}"


def amount(row: dict[Any, Any]) -> str:
    """Return "48,700 not seen" or "35,500 extra" for a sum, counted less expected."""
    value = float(row["difference"])
    return f"{thousands(abs(value))} {'not seen' if value < 0 else 'extra'}"


def interval(low: float, high: float) -> str:
    """Return the bounds of a difference as amounts not seen or extra: "36,500 to 61,700".

    Where zero lies between, both sides are named.
    """
    if high < 0:
        return f"{thousands(-high)} to {thousands(-low)}"
    if low > 0:
        return f"{thousands(low)} to {thousands(high)}"
    return f"{thousands(-low)} not seen to {thousands(high)} extra"


def trust(row: dict[Any, Any]) -> str:
    """Say what the back-test says of a line's 80 percent interval (a row of ``by_line``)."""
    held = f"In the back-test the 80 % interval held {100 * row['inside_80']:.0f} % of the weeks"
    if row["is_trusted"]:
        return f"{held}: within the 72 to 88 % that are asked of it."
    if row["inside_80"] > 0.8:
        return f"{held}: it is not to be trusted, being too wide."
    above = row["above_80"] / max(1 - row["inside_80"], 1e-9)
    side = (
        f" {100 * above:.0f} % of the weeks outside lay above it: the model expected too few."
        if above > 0.7
        else f" {100 * (1 - above):.0f} % of the weeks outside lay below it: the model expected too"
        " many."
        if above < 0.3
        else ""
    )
    return f"{held}: it is not to be trusted, being too narrow.{side}"


def mark(row: dict[Any, Any]) -> str:
    """Return the same in a few words, "" for a line that is to be trusted."""
    if row["is_trusted"]:
        return ""
    return f"too {'wide' if row['inside_80'] > 0.8 else 'narrow'} in the back-test"


def span(rows: pd.DataFrame) -> str:
    """Return "9 October 2023 to 19 July 2026" for weeks."""
    return words.window(rows["week"].min(), rows["week"].max() + pd.Timedelta(days=6))


def place(chokepoint: str, vessel_class: str) -> str:
    """Return "Bab el-Mandeb, all classes"."""
    return f"{say.short(chokepoint)}, {name_of(vessel_class)}"
