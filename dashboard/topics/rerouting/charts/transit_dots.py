"""Counts of other publishers on the lines of ours, each as wide as the period it is for."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.kit.charts import count_words, draw, text, theme, words
from dashboard.kit.charts import transit_words as say
from dashboard.kit.charts.base import as_records

SYMBOLS = {"official": "circle-open", "independent": "diamond-open"}
"""Kind of counter -> its mark."""

MARKS = {"official": "circles official counts", "independent": "diamonds independent ones"}


def placed(counts: pd.DataFrame, rows: pd.DataFrame, level: bool) -> pd.DataFrame:
    """Return the counts that can be drawn on the lines, with their height as ``drawn``.

    ``counts`` are those of charts/crosscheck_by_days of one class, ``rows`` those of
    charts/transits_by_week. Without ``level`` they are percent of our own baseline, as the lines.
    """
    usual = rows.groupby("chokepoint")["baseline_per_day"].first()
    is_one = rows.groupby("chokepoint")["baseline_per_day"].nunique().max() < 2
    first, last = rows["week"].min(), rows["week"].max() + pd.Timedelta(days=6)
    found = count_words.finest(counts[counts["published_per_day"].notna()])
    drawn = found["published_per_day"]
    if not level:
        before = found["chokepoint"].map(usual) if is_one else _baselines(found, rows)
        drawn = 100 * drawn / before.astype(float)
    found = found.assign(drawn=drawn, middle=middle(found))
    inside = found["chokepoint"].isin(usual.index) & found["middle"].between(first, last)
    return found[inside & found["drawn"].notna()]


def _baselines(found: pd.DataFrame, rows: pd.DataFrame) -> pd.Series:
    """Return of each count the mean baseline of the weeks that it is for, where weeks differ."""
    thursday = rows["week"] + pd.Timedelta(days=3)
    means = [
        rows.loc[
            (rows["chokepoint"] == row["chokepoint"])
            & thursday.between(row["period_start"], row["period_end"]),
            "baseline_per_day",
        ].mean()
        for row in as_records(found)
    ]
    return pd.Series(means, found.index, dtype=float)


def traces(found: pd.DataFrame) -> list[draw.Part]:
    """Return a bar over each period and a mark in its middle, by chokepoint and kind of counter."""
    drawn: list[draw.Part] = []
    for place in say.ordered(found):
        for kind, symbol in SYMBOLS.items():
            part = found[(found["chokepoint"] == place) & (found["counter_kind"] == kind)]
            if part.empty:
                continue
            colour, name = theme.CHOKEPOINT_COLOURS[place], say.short(place)
            at, first, last = part["drawn"], part["period_start"], part["period_end"]
            said, counted = [told(row) for row in as_records(part)], f"{name}, periods counted"
            look: draw.Part = {"size": 7, "symbol": symbol, "edge": 1.5}
            drawn += [
                draw.ranges(at, first, last, colour, 3, counted, opacity=0.5),
                draw.dots(part["middle"], at, colour, said, f"{name}, {kind}", **look),
            ]
    return drawn


def told(row: dict[Any, Any]) -> str:
    """Return what a hover says of a count: who, when, how many, against ours."""
    place, name = say.short(row["chokepoint"]), count_words.by_name(row["counter"])
    when = count_words.days(row["period_start"], row["period_end"])
    said = f"{text.html(words.sentence(name))} {row['published_per_day']:.1f} a day {when}"
    if pd.notna(row["our_per_day"]):
        percent = words.signed(row["difference_pct"])
        said += f" ({percent} against {row['our_per_day']:.1f} of this record)"
    return f"{place}: {said}"


def explained(found: pd.DataFrame, level: bool) -> str:
    """Return what the marks are, for the note of the chart."""
    if found.empty:
        return ""
    drawn = set(found["counter_kind"])
    kinds = words.joined([said for kind, said in MARKS.items() if kind in drawn])
    scale = "" if level else ", in percent of this record’s baseline"
    return f"Bars with marks are what others counted over those days{scale}: {kinds}."


def middle(rows: pd.DataFrame) -> pd.Series:
    """Return the middle of the period of each count."""
    return rows["period_start"] + (rows["period_end"] - rows["period_start"]) / 2
