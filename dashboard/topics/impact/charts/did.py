"""Lanes through Suez against Shanghai-Los Angeles: week by week, and means over long windows."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.kit.charts import draw, numbers, theme, words
from dashboard.kit.charts import events as overlay
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.over_time import WEEKS_GAP, line
from dashboard.topics.impact.charts.interventions import set_out

GROUP = "Asia-Europe"
NEW_YORK = "Shanghai-New York"
NAMES = {
    GROUP: "Asia-Europe (Rotterdam and Genoa)",
    NEW_YORK: "Asia-US East Coast (New York)",
}
"""Treated lane -> its name, in the order in which lanes are drawn."""

COLOURS = {GROUP: theme.MAGENTA} | theme.LANE_COLOURS
NOTHING = "too few dates on which two lanes were assessed. Nothing is drawn."
EMPTY = "The record of freight rates has too few dates before or after the diversion."
CAUTION = "Other causes moved rates too: drought at Panama, US tariffs, new ships."
CANNOT = (
    "What else moved rates: the drought at Panama (New York, 2023 and 2024), buying ahead of US"
    " tariffs (Los Angeles and New York, 2025), and new ships on some lanes."
)


def path(rows: pd.DataFrame, events: pd.DataFrame) -> Chart:
    """Draw how far lanes rose above Los Angeles since the weeks before (``rate_effects.path``)."""
    key = "rates_against_los_angeles"
    rows = rows[rows["lane"].isin(NAMES)]
    if rows.empty or rows["change_pct"].isna().all():
        return Chart.none(key, "Lanes against Los Angeles", NOTHING, rows, EMPTY)
    low, high = min(0.0, rows["change_pct"].min()), rows["change_pct"].max()
    room = 0.06 * (high - low)
    ends, data, said = [], [], []
    for lane in (lane for lane in NAMES if lane in set(rows["lane"])):
        part = rows[rows["lane"] == lane]
        told = [
            f"{NAMES[lane]}, {words.day(day)}<br>{words.signed(value)} against Los Angeles"
            for day, value in zip(part["date"], part["change_pct"], strict=True)
        ]
        days, values = part["date"].tolist(), part["change_pct"].tolist()
        data.append(line(days, values, COLOURS[lane], WEEKS_GAP, lane, told))
        ends.append((lane.removeprefix("Shanghai-"), COLOURS[lane], values[-1]))
        peak = part.sort_values("change_pct").iloc[-1]
        said.append(
            f"{NAMES[lane]} at most {words.signed(peak['change_pct'])} on {words.day(peak['date'])}"
        )
    against = {"title": {"text": "against Los Angeles, weeks before = 0"}, "zeroline": False}
    fig = draw.figure(
        340,
        data,
        draw.dates(rows["date"].min(), rows["date"].max()),
        draw.percent(low - room, high + room, **against),
        96,
        shapes=[draw.rule("y", 0, 1.5)],
        annotations=draw.end_labels(ends, low - room, high + room),
    )
    lines = overlay.draw(fig, events)
    title = f"Against Los Angeles: {'; '.join(said)}"
    before = rows[~rows["is_after"].to_numpy(dtype=bool)]
    method = words.note(
        f"Rate of the lane over that to Los Angeles, as a change on its mean from"
        f" {words.window(before['date'].min(), before['date'].max())} (dotted).",
        lines,
    )
    alt = f"{words.counted(len(ends), 'line')} in percent by week. {title}."
    return Chart(key, title, fig, alt, rows, method=method)


def cells(rows: pd.DataFrame) -> pd.DataFrame:
    """Set out the changes, a row a lane and window, a column a start of the weeks before."""
    records = as_records(rows)
    first = ["all" if pd.isna(w := row["weeks_after"]) else f"first {w}" for row in records]
    lanes = [row["lane"].removeprefix("Shanghai-") for row in records]
    return set_out(
        "lane",
        [f"{lane}, {weeks} weeks" for lane, weeks in zip(lanes, first, strict=True)],
        rows["setting"].tolist(),
        [change(row).replace(" ", "\u00a0") for row in records],
        "too few",
    )


def hangs(rows: pd.DataFrame) -> str:
    """Say how the mean since the diversion hangs on the weeks that it is compared with."""
    records = [
        row for row in as_records(rows) if row["lane"] == GROUP and pd.isna(row["weeks_after"])
    ]
    if not records:
        return "Longer windows against Los Angeles"
    said = ", ".join(words.signed(row["change_pct"]) for row in records)
    return f"Over all weeks against Los Angeles Asia-Europe {said}, by where the weeks before begin"


def change(row: dict[str, Any]) -> str:
    """Say a change with its interval: "+55 % (+26 to +91)"."""
    ends = [words.signed(row[name]).removesuffix(" %") for name in ("low_pct", "high_pct")]
    return f"{words.signed(row['change_pct'])} ({ends[0]} to {ends[1]})"


def note(rows: pd.DataFrame) -> str:
    """Say how good the intervals of the cells are."""
    held = [round(row["coverage_pct"]) for row in as_records(rows)]
    if not held:
        return ""
    share = numbers.between(str(min(held)), str(max(held)))
    return f"95 % in name: intervals hold in {share} % of simulated cases."


def method(rows: pd.DataFrame, trends: pd.DataFrame) -> str:
    """Say what the cells are, and whether lanes moved alike before."""
    if rows.empty:
        return ""
    found = trends[trends["lane"].isin(NAMES)] if len(trends) else trends
    moved = [
        f"{row['lane']} {_tenths(row['pct_a_week'])} % a week"
        f" ({_tenths(row['low_pct_a_week'])} to {_tenths(row['high_pct_a_week'])})"
        for row in as_records(found)
    ]
    before = "Too few dates before to see whether lanes had moved alike."
    if moved:  # the method supposes that they had
        before = f"Before it: {'; '.join(moved)}."
    return (
        "Mean of lane over Los Angeles since the diversion less that before (Newey-West)."
        f" {before} {CANNOT}"
    )


def _tenths(percent: float) -> str:
    return numbers.signed(round(percent, 1), 1)
