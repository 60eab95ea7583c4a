"""Sums of transits not seen and extra transits by class of ship, with intervals."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts import counterfactual_words as told
from dashboard.charts import theme, words
from dashboard.charts import transit_words as say
from dashboard.charts.base import Chart, Figure, as_records
from dashboard.charts.counterfactual import NO_WEEK
from dashboard.charts.series import heading
from dashboard.charts.transit_classes import CLASSES

ROWS = ("all", "sum of the classes", *CLASSES)
ROW_PX = 26
HEAD_PX = 30


def by_class(rows: pd.DataFrame) -> Chart:
    """Draw the sums of a period by chokepoint and class (rows of ``sums.totals``).

    ``is_trusted`` of a row says what the back-test found of its 95 percent interval.
    """
    key, title = "expected_by_class", "Transits not seen and extra transits by class of ship"
    if rows.empty:
        return Chart.none(key, title, NO_WEEK, rows)
    places = say.ordered(rows)
    height = len(places) * (len(ROWS) * ROW_PX + HEAD_PX)
    fig: Figure = {
        "data": [],
        "layout": {
            "height": height + 40,
            "hovermode": "closest",
            "margin": {"t": 4},
            "xaxis": {
                "tickformat": ",.0f",
                "showgrid": True,
                "zeroline": True,
                "nticks": 5,
                "tickangle": 0,
                "anchor": f"y{len(places)}" if len(places) > 1 else "y",
            },
            "annotations": [],
        },
    }
    for number, place in enumerate(places):
        top = 1 - (number * (len(ROWS) * ROW_PX + HEAD_PX) + HEAD_PX) / height
        foot = top - len(ROWS) * ROW_PX / height
        axis = "y" if not number else f"y{number + 1}"
        fig["layout"][axis.replace("y", "yaxis")] = {
            "domain": [max(foot, 0), top],
            "anchor": "x",
            "range": [len(ROWS) - 0.4, -0.6],
            "tickvals": list(range(len(ROWS))),
            "ticktext": [words.sentence(told.name_of(name)) for name in ROWS],
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
        }
        fig["layout"]["annotations"].append(heading(f"<b>{say.short(place)}</b>", top, yshift=3))
        fig["data"] += _panel(rows[rows["chokepoint"] == place], place, axis)
    title = f"{_span(rows)}: {_finding(rows)}"
    hollow = rows[~rows["is_trusted"]]
    note = (
        "Left of zero not seen, right of it extra; thick 80 %, thin 95 % interval. Hollow:"
        f" {len(hollow)} of {len(rows)} lines whose interval was too narrow in the back-test."
        f" {say.containers(rows, None)} {say.ATTRIBUTION}"
    )
    alt = (
        f"Dots with intervals, a panel a chokepoint ({words.joined(list(map(say.short, places)))}),"
        f" a row a class of ship: transits counted less expected. {title}."
    )
    return Chart(key, title, fig, alt, rows, " ".join(note.split()))


def _panel(rows: pd.DataFrame, place: str, axis: str) -> list[dict[str, Any]]:
    """Return intervals and dots of one chokepoint."""
    colour = theme.CHOKEPOINT_COLOURS[place]
    shown = [row for row in as_records(rows) if row["vessel_class"] in ROWS]
    lines = []
    for width, low, high in ((1.5, "low_95", "high_95"), (4.5, "low_80", "high_80")):
        xs: list[float | None] = []
        ys: list[int | None] = []
        for row in shown:
            at = ROWS.index(row["vessel_class"])
            xs, ys = [*xs, row[low], row[high], None], [*ys, at, at, None]
        lines.append(
            {
                "type": "scatter",
                "x": xs,
                "y": ys,
                "mode": "lines",
                "line": {"color": colour, "width": width},
                "opacity": 0.75,
                "hoverinfo": "skip",
                "showlegend": False,
                "yaxis": axis,
            }
        )
    points = [
        (row["difference"], ROWS.index(row["vessel_class"]), _told(row), bool(row["is_trusted"]))
        for row in shown
    ]
    classes = [row["difference"] for row in shown if row["vessel_class"] != "all"]
    marks = ["circle" if trusted else "circle-open" for *_, trusted in points]
    if classes:
        total = sum(classes)
        said = f"<b>Sum of the classes</b><br>{told.amount({'difference': total})}"
        points.append((total, 1, said, True))
        marks.append("diamond")
    dots = {
        "type": "scatter",
        "x": [point[0] for point in points],
        "y": [point[1] for point in points],
        "text": [point[2] for point in points],
        "hovertemplate": "%{text}<extra></extra>",
        "mode": "markers",
        "marker": {
            "color": colour,
            "size": 10,
            "symbol": marks,
            "line": {"width": 2, "color": colour},
        },
        "name": say.short(place),
        "showlegend": False,
        "yaxis": axis,
    }
    return [*lines, dots]


def _told(row: dict[str, Any]) -> str:
    weeks = words.counted(row["weeks"], "week")
    return (
        f"<b>{told.place(row['chokepoint'], row['vessel_class'])}</b><br>{told.amount(row)},"
        f" {weeks}<br>95 %: {told.interval(row['low_95'], row['high_95'])}<br>80 %:"
        f" {told.interval(row['low_80'], row['high_80'])}<br>counted"
        f" {told.thousands(row['counted'])}, expected {told.thousands(row['expected'])}"
    )


def _span(rows: pd.DataFrame) -> str:
    last = rows["last_week"].max() + pd.Timedelta(days=6)
    return words.window(rows["first_week"].min(), last)


def _finding(rows: pd.DataFrame) -> str:
    """Name the class that lost most at the first chokepoint and whether all are clear of zero."""
    place = say.ordered(rows)[0]
    classes = rows[(rows["chokepoint"] == place) & (rows["vessel_class"] != "all")]
    if classes.empty:
        return "transits counted less expected"
    row = max(as_records(classes), key=lambda record: abs(record["difference"]))
    clear = int(((classes["high_95"] < 0) | (classes["low_95"] > 0)).sum())
    return (
        f"at {say.short(place)} the largest change is {told.name_of(row['vessel_class'])},"
        f" {told.amount(row)}; {clear} of {len(classes)} classes differ beyond their 95 % interval"
    )
