"""What the diversion changed: lanes through Suez against Shanghai-Los Angeles, before and after."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts import events as overlay
from dashboard.charts import rate_words, series, theme, words
from dashboard.charts.base import Chart, as_records
from dashboard.charts.impact_forest import Axis, Point, forest

GROUP = "Asia-Europe"
NEW_YORK = "Shanghai-New York"
NAMES = {
    GROUP: "Asia-Europe (Rotterdam and Genoa)",
    NEW_YORK: "Asia-US East Coast (New York)",
    "Shanghai-Rotterdam": "Shanghai-Rotterdam",
    "Shanghai-Genoa": "Shanghai-Genoa",
}
"""Treated lane -> its name, in the order in which lanes are drawn."""

COLOURS = {GROUP: theme.VERMILLION} | theme.LANE_COLOURS
NOTHING = "No chart: too few dates on which two lanes were assessed. Nothing is drawn."
EMPTY = "The record of freight rates has too few dates before or after the diversion."
CANNOT = (
    "What this cannot separate from the Red Sea: ships tied up by the way round the Cape also"
    " raised Los Angeles, which makes the effect look smaller; the drought at Panama in 2023 and"
    " 2024 raised New York; buying ahead of US tariffs in 2025 moved Los Angeles and New York"
    " alone, and new ships were put on some lanes and not on others."
)


def path(rows: pd.DataFrame, events: pd.DataFrame) -> Chart:
    """Draw how far lanes rose above Los Angeles since the weeks before (``rate_effects.path``)."""
    key = "rates_against_los_angeles"
    rows = rows[rows["lane"].isin([GROUP, NEW_YORK])]
    if rows.empty or rows["change_pct"].isna().all():
        return Chart(key, "Lanes against Los Angeles", None, NOTHING, rows, empty=EMPTY)
    low, high = min(0.0, rows["change_pct"].min()), rows["change_pct"].max()
    room = 0.06 * (high - low)
    ends, data, said = [], [], []
    for lane in (GROUP, NEW_YORK):
        part = rows[rows["lane"] == lane]
        if part.empty:
            continue
        told = [
            f"{NAMES[lane]}, {words.day(day)}<br>{words.signed(value)} against Los Angeles"
            for day, value in zip(part["date"], part["change_pct"], strict=True)
        ]
        days, values = part["date"].tolist(), part["change_pct"].tolist()
        data.append(series.line(days, values, told, lane, COLOURS[lane], series.WEEKS_GAP))
        ends.append((lane.removeprefix("Shanghai-"), COLOURS[lane], values[-1]))
        peak = part.sort_values("change_pct").iloc[-1]
        said.append(
            f"{NAMES[lane]} at most {words.signed(peak['change_pct'])} on {words.day(peak['date'])}"
        )
    fig: dict[str, Any] = {
        "data": data,
        "layout": {
            "height": 340,
            "hovermode": "closest",
            "margin": {"l": 8, "r": 96, "t": 8, "b": 8},
            "xaxis": {"type": "date", "range": [rows["date"].min(), rows["date"].max()]},
            "yaxis": {
                "range": [low - room, high + room],
                "ticksuffix": " %",
                "title": {"text": "against Los Angeles, weeks before = 0"},
                "zeroline": False,
            },
            "shapes": [series.rest_line(0, 1.5)],
            "annotations": series.end_labels(ends, low - room, high + room),
        },
    }
    lines = overlay.draw(fig, overlay.within(events, fig))
    title = f"Against Los Angeles: {'; '.join(said)}"
    before = rows[~rows["is_after"].to_numpy(dtype=bool)]
    note = (
        f"Rate of the lane over that to Los Angeles, as a change on its mean from"
        f" {words.window(before['date'].min(), before['date'].max())} (dotted)."
        f" Only dates on which both were assessed. {lines}"
    )
    alt = f"{words.counted(len(ends), 'line')} in percent by week. {title}."
    return Chart(key, title, fig, alt, rows, note.strip())


def effects(rows: pd.DataFrame, trends: pd.DataFrame) -> Chart:
    """Draw the mean change of each lane by window (rows of ``rate_effects.effects``).

    ``trends`` are the rows of ``rate_effects.pre_trends`` in the same setting.
    """
    key = "diversion_effects"
    if rows.empty:
        return Chart(key, "What the diversion changed", None, NOTHING, rows, empty=EMPTY)
    rank = {lane: n for n, lane in enumerate(NAMES)}
    records = sorted(as_records(rows), key=lambda row: rank.get(row["lane"], len(rank)))
    top = max(60.0, *(min(row["high_pct"], 300.0) for row in records))
    low = min(-50.0, *(max(row["low_pct"], -80.0) for row in records))
    ticks = {float(n): f"{n:+d} %" if n else "0" for n in (-50, 0, 50, 100, 150, 200, 300)}
    axis = Axis("change against Los Angeles", low, top, 0, ticks)
    fig = forest([_point(row) for row in records], axis)
    title = _title(records)
    alt = f"{words.counted(len(records), 'point')} with intervals, lanes by window. {title}."
    return Chart(key, title, fig, alt, rows, _note(records, trends))


def whole(records: list[dict[str, Any]], lane: str) -> dict[str, Any] | None:
    """Return a lane's row of the longest window."""
    return next((r for r in records if r["lane"] == lane and pd.isna(r["weeks_after"])), None)


def _title(records: list[dict[str, Any]]) -> str:
    said = []
    for lane, name in ((GROUP, "Asia-Europe"), (NEW_YORK, "Asia-US East Coast")):
        row = whole(records, lane)
        if row:
            sure = "" if row["low_pct"] > 0 or row["high_pct"] < 0 else ", which may be nothing"
            said.append(f"{name} {change(row)}{sure}")
    return f"Since the diversion, against Los Angeles: {'; '.join(said)}" if said else (
        "What the diversion changed against Los Angeles"
    )  # fmt: skip


def change(row: dict[str, Any]) -> str:
    """Say a change with its interval: "+55 % (+26 to +91)"."""
    ends = [words.signed(row[name]).removesuffix(" %") for name in ("low_pct", "high_pct")]
    return f"{words.signed(row['change_pct'])} ({ends[0]} to {ends[1]})"


def _window(row: dict[str, Any]) -> str:
    return "all weeks" if pd.isna(row["weeks_after"]) else f"first {row['weeks_after']} weeks"


def _point(row: dict[str, Any]) -> Point:
    name = NAMES.get(row["lane"], row["lane"])
    dates = words.dates(row["first_date"], row["last_date"])
    return Point(
        f"{row['lane']}<br><span style='font-size:11px'>{_window(row)}</span>",
        row["change_pct"],
        row["low_pct"],
        row["high_pct"],
        COLOURS.get(row["lane"], theme.GREY),
        f"<b>{name}</b>, {_window(row)} after<br>{change(row)}<br>block bootstrap:"
        f" {row['bootstrap_low_pct']:+.0f} to {row['bootstrap_high_pct']:+.0f} %<br>"
        f"{row['dates_before']} dates before, {row['dates_after']} after, {dates}<br>"
        f"{row['standard_errors']:.1f} standard errors either side, {row['lags']} lags,"
        f" autocorrelation {row['autocorrelation']:.2f}",
    )


def _note(records: list[dict[str, Any]], trends: pd.DataFrame) -> str:
    first = records[0]
    said = [
        "Difference in differences of log rates: the mean of lane over Los Angeles from"
        f" {words.day(first['diversion_date'])} on, the day Maersk and Hapag-Lloyd stopped sailing"
        " the Red Sea, against that from"
        f" {words.day(first['first_date'])} up to then. Lines: 95 % interval, Newey-West with the"
        " number of standard errors found by simulating series as autocorrelated as these. On such"
        f" series it holds the truth in {_range(records, 'coverage_pct')} % of cases, the usual"
        f" 1.96 standard errors in {_range(records, 'plain_coverage_pct')} %. The block bootstrap,"
        " read by hovering, is the check; it comes out narrower and is too narrow in tests.",
        _trend(trends),
        f"Intervals are for one look; {len(records)} are drawn, and windows and lanes overlap.",
        _war(records),
    ]
    return " ".join(filter(None, said))


def _war(records: list[dict[str, Any]]) -> str:
    """Say whether the dates reach into the Iran war."""
    reached = pd.DataFrame(
        {"date": [row["last_date"] for row in records], "war_date": records[0]["war_date"]}
    )
    return rate_words.war_sentence(reached) or (
        f"Dates from {words.day(records[0]['war_date'])} on are left out: the Iran war closed"
        " Hormuz and moved rates for reasons that are not of the Red Sea."
    )


def _range(records: list[dict[str, Any]], column: str) -> str:
    values = [round(row[column]) for row in records]
    return f"{min(values)} to {max(values)}" if min(values) < max(values) else str(values[0])


def _tenths(percent: float) -> str:
    tenths = round(percent, 1)
    return f"{'−' if tenths < 0 else '+' * (tenths > 0)}{abs(tenths):.1f}"


def _trend(trends: pd.DataFrame) -> str:
    """Say whether the lanes moved alike before, as the method supposes."""
    found = trends[trends["lane"].isin([GROUP, NEW_YORK])] if len(trends) else trends
    if found.empty:
        return "The dates before are too few to see whether the lanes had moved alike until then."
    said = [
        f"{row['lane']} {_tenths(row['pct_a_week'])} % a week"
        f" ({_tenths(row['low_pct_a_week'])} to {_tenths(row['high_pct_a_week'])},"
        f" {row['dates']} dates)"
        for row in as_records(found)
    ]
    moved = any((found["low_pct_a_week"] > 0) | (found["high_pct_a_week"] < 0))
    verdict = (
        "so they did not, and the effect is not to be trusted"
        if moved
        else "a slope of nothing is within the intervals, but so are steep ones: the check is weak"
    )
    return f"The method supposes that lanes had moved alike before: {'; '.join(said)}; {verdict}."
