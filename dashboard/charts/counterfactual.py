"""Transits as counted beside those that were to be expected without the crisis."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts import counterfactual_words as told
from dashboard.charts import events as overlay
from dashboard.charts import theme, words
from dashboard.charts import transit_words as say
from dashboard.charts.bands import band
from dashboard.charts.base import Chart, Figure, as_records
from dashboard.charts.series import (
    WEEKS_GAP,
    end_labels,
    heading,
    line,
    quiet,
    reader,
    rest_line,
)

HEIGHT = 400
NAMES_PX = 112
PANELS = {"y": (0.0, 0.53), "y2": (0.63, 0.88)}
"""Axes of the two panels of ``added_up`` -> their share of the height: sums below, weeks above."""

NO_MODEL = "No model: this line has too few weeks before the crisis to learn a season from."
NO_WEEK = "No week since 7 October 2023 lies in the period. Widen the period."


def expected(
    rows: pd.DataFrame,
    events: pd.DataFrame,
    scenario: str,
    verdict: str,
    war: pd.Timestamp | None = None,
) -> Chart:
    """Draw counted and expected transits a day of one line, before and since the crisis.

    ``rows`` are those of ``Expectation.weekly``; ``verdict`` is what the back-test says of them;
    ``war`` is the first day of the Iran war: weeks since are shaded.
    """
    key, title = "expected_transits", "Transits counted and expected without the crisis"
    since = rows[~rows["is_fit"]] if len(rows) else rows
    if since.empty:
        absence = NO_WEEK if len(rows) else NO_MODEL
        return Chart.none(key, title, absence, rows)
    chokepoint, vessel_class = rows["chokepoint"].iloc[0], rows["vessel_class"].iloc[0]
    colour, name = theme.CHOKEPOINT_COLOURS[chokepoint], told.place(chokepoint, vessel_class)
    columns = ["per_day", "expected_per_day", "high_95_per_day"]
    high = 1.08 * float(rows[columns].max().max())
    weeks = rows["week"].tolist()
    bare = [""] * len(rows)
    counted, usual = rows["per_day"].tolist(), rows["expected_per_day"].tolist()
    fig: Figure = {
        "data": [
            *band(since, "low_95_per_day", "high_95_per_day", theme.SLATE, 0.18, "95 %"),
            *band(since, "low_80_per_day", "high_80_per_day", theme.SLATE, 0.28, "80 %"),
            quiet(line(weeks, counted, bare, "counted", colour, WEEKS_GAP)),
            quiet(line(weeks, usual, bare, "expected", theme.SLATE, WEEKS_GAP))
            | {"line": {"color": theme.SLATE, "width": 2, "dash": "4px,2px"}},
            reader(
                weeks, [_reading(row) for row in as_records(rows)], y=[high / 2] * len(rows)
            ),
        ],
        "layout": {
            "height": HEIGHT,
            "margin": {"r": NAMES_PX},
            "xaxis": {
                "type": "date",
                "range": [rows["week"].min(), rows["week"].max() + pd.Timedelta(days=6)],
                "hoverformat": " ",
            },
            "yaxis": {"range": [0, high], "nticks": 6},
            "shapes": [*_left_out(rows), _start(since["week"].min()), *_war(rows, war)],
            "annotations": end_labels(
                [
                    ("counted", colour, _last(rows, "per_day")),
                    ("expected", theme.SLATE, _last(rows, "expected_per_day")),
                ],
                0,
                high,
            ),
        },
    }  # fmt: skip
    said = overlay.draw(fig, events)
    title, alt = _finding(since, name)
    note = (
        f"Expected: {told.SCENARIOS[scenario]}; bands 80 and 95 %. Shaded before the crisis: weeks"
        f" left out of the fit. {verdict} {told.war_sentence(rows['week'].max(), war)}"
        f" {say.containers(since, [vessel_class])} {said}"
        f" {say.ATTRIBUTION}"
    )
    return Chart(key, title, fig, alt, rows, " ".join(note.split()))


def added_up(rows: pd.DataFrame, events: pd.DataFrame, war: pd.Timestamp | None = None) -> Chart:
    """Draw counted less expected of each week, and added up with its 95 percent interval.

    ``rows`` are those of ``sums.cumulative``: several chokepoints, one class of ship; ``war`` is
    the first day of the Iran war: weeks since are shaded.
    """
    key, title = "expected_added_up", "Transits not seen and extra transits, added up"
    if rows.empty:
        return Chart.none(key, title, NO_WEEK, rows)
    vessel_class = rows["vessel_class"].iloc[0]
    fig: Figure = {
        "data": [],
        "layout": {
            "height": 520,
            "margin": {"r": NAMES_PX},
            "hovermode": "x unified",
            "hoversubplots": "axis",
            "xaxis": {
                "type": "date",
                "range": [rows["week"].min(), rows["week"].max() + pd.Timedelta(days=6)],
                "anchor": "y",
                "hoverformat": " ",
            },
            "yaxis": {"domain": list(PANELS["y"]), **_range(rows, "added_low_95", "added_high_95")},
            "yaxis2": {"domain": list(PANELS["y2"]), **_range(rows, "difference", "difference")},
            "shapes": [rest_line(0), rest_line(0, axis="y2"), *_war(rows, war)],
            "annotations": [
                heading("<b>Week by week</b>, transits a week", PANELS["y2"][1], yshift=3),
                heading("<b>Added up</b>, with 95 % interval", PANELS["y"][1], yshift=3),
            ],
        },
    }
    ends, latest = [], []
    for chokepoint in say.ordered(rows):
        part, name = rows[rows["chokepoint"] == chokepoint], say.short(chokepoint)
        colour, weeks = theme.CHOKEPOINT_COLOURS[chokepoint], part["week"].tolist()
        bare = [""] * len(part)
        fig["data"] += [
            *band(part, "added_low_95", "added_high_95", colour, 0.16, f"{name}, 95 %"),
            quiet(line(weeks, part["added_difference"].tolist(), bare, name, colour, WEEKS_GAP)),
            quiet(line(weeks, part["difference"].tolist(), bare, name, colour, WEEKS_GAP))
            | {"yaxis": "y2", "line": {"color": colour, "width": 1.5}},
        ]
        row = part.iloc[-1]
        ends.append((name, colour, float(row["added_difference"])))
        latest.append((name, row))
    low, high = fig["layout"]["yaxis"]["range"]
    fig["layout"]["annotations"] += end_labels(ends, low, high, 0.09)
    lines: dict[pd.Timestamp, list[str]] = {week: [] for week in sorted(rows["week"].unique())}
    for record in as_records(rows):
        lines[record["week"]].append(_added(record))
    read = {week: say.reading(week, said) for week, said in lines.items()}
    fig["data"].append(reader(list(read), list(read.values()), y=[low] * len(read)))
    said = overlay.draw(fig, events, panels=True, height=480)
    sums = [
        f"{name} {told.amount({'difference': row['added_difference']})}"
        f" ({told.interval(row['added_low_95'], row['added_high_95'])})"
        for name, row in latest
    ]
    title = f"{told.span(rows)}: {'; '.join(sums)}"
    note = (
        f"Counted less expected, {told.name_of(vessel_class)}: below zero not seen, above it extra."
        f" {told.war_sentence(rows['week'].max(), war)} {say.containers(rows, [vessel_class])}"
        f" {said} {say.ATTRIBUTION}"
    )
    alt = (
        f"Two panels of lines by week for {words.joined([end[0] for end in ends])}: counted less"
        f" expected transits, and the same added up. {title}."
    )
    return Chart(key, title, fig, alt, rows, " ".join(note.split()))


def _reading(row: dict[str, Any]) -> str:
    """Return the hover text of a week."""
    said = []
    if pd.notna(row["per_day"]):
        said.append(f"Counted {row['per_day']:.1f} a day")
    if row["is_left_out"]:
        said.append("left out of the fit")
    if pd.notna(row["expected_per_day"]):
        said.append(f"{'Fitted' if row['is_fit'] else 'Expected'} {row['expected_per_day']:.1f}")
    if not row["is_fit"] and pd.notna(row["low_95_per_day"]):
        said += [
            f"80 %: {row['low_80_per_day']:.1f} to {row['high_80_per_day']:.1f}",
            f"95 %: {row['low_95_per_day']:.1f} to {row['high_95_per_day']:.1f}",
        ]
    return say.reading(row["week"], said)


def _added(row: dict[str, Any]) -> str:
    return (
        f"{say.short(row['chokepoint'])}: {row['difference']:+,.0f} in the week, added up"
        f" {row['added_difference']:+,.0f}<br>   ({row['added_low_95']:+,.0f} to"
        f" {row['added_high_95']:+,.0f})"
    ).replace("-", "−")


def _finding(since: pd.DataFrame, name: str) -> tuple[str, str]:
    """Return title and alt: the latest weeks against what was expected of them."""
    known = since[since["per_day"].notna()]
    now, usual = (say.latest(known, c) for c in ("per_day", "expected_per_day"))
    low, high = (say.latest(known, f"{side}_95_per_day") for side in ("low", "high"))
    span = say.span(known)
    title = (
        f"{name}, {span[:1].lower()}{span[1:]}: {now:.1f} transits a day counted, {usual:.1f}"
        f" expected without the crisis ({low:.1f} to {high:.1f})"
    )
    alt = (
        "Lines of counted and expected transits a day by week, with bands of 80 and 95 percent"
        f" since October 2023. {title}."
    )
    return title, alt


def _last(rows: pd.DataFrame, column: str) -> float:
    return float(rows[column].dropna().iloc[-1])


def _range(rows: pd.DataFrame, low: str, high: str) -> dict[str, Any]:
    lowest, highest = min(float(rows[low].min()), 0.0), max(float(rows[high].max()), 0.0)
    room = 0.06 * ((highest - lowest) or 1)
    return {"range": [lowest - room, highest + room], "nticks": 6, "tickformat": ",.0f"}


def _left_out(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Return shades over the weeks before the crisis that the model does not know."""
    out = rows[rows["is_left_out"] & rows["is_fit"]]
    stretch = (out["week"].diff() > pd.Timedelta(days=WEEKS_GAP)).cumsum()
    return [
        _shade(part["week"].min(), part["week"].max() + pd.Timedelta(days=7))
        for _, part in out.groupby(stretch)
    ]


def _war(rows: pd.DataFrame, war: pd.Timestamp | None) -> list[dict[str, Any]]:
    """Return a shade over the weeks since the Iran war began, where there are any."""
    if not told.war_sentence(rows["week"].max(), war):
        return []
    return [_shade(war, rows["week"].max() + pd.Timedelta(days=7))]


def _shade(first: Any, last: Any) -> dict[str, Any]:
    return {
        "type": "rect",
        "xref": "x",
        "x0": first,
        "x1": last,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "fillcolor": theme.GREY,
        "opacity": 0.22,
        "line": {"width": 0},
        "layer": "below",
    }


def _start(week: pd.Timestamp) -> dict[str, Any]:
    """Return a dotted line where the fit ends and the forecast begins."""
    return {
        "type": "line",
        "xref": "x",
        "x0": week,
        "x1": week,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": theme.GREY, "width": 1.5, "dash": "dot"},
    }
