"""Quiet dates before the crisis, from which the same analysis should find nothing."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts import counterfactual_words as told
from dashboard.charts import theme, words
from dashboard.charts import transit_words as say
from dashboard.charts.base import Chart, Figure, as_records
from dashboard.charts.counterfactual_trust import NO_TEST
from dashboard.charts.series import rest_line

SPAN = 26
"""Weeks of the placebos that are drawn."""


def placebos(rows: pd.DataFrame, everywhere: pd.DataFrame) -> Chart:
    """Draw the deviation that the same analysis finds from quiet dates on, for one line.

    ``rows`` are those of ``backtest.placebos`` of the line, ``everywhere`` those of all lines.
    """
    key, title = "placebo_dates", "Quiet dates: false alarms"
    rows = rows[rows["span"] == SPAN]
    if rows.empty:
        return Chart.none(key, title, NO_TEST, rows)
    shown = as_records(rows)
    fig: Figure = {
        "data": [],
        "layout": {
            "height": 300,
            "hovermode": "closest",
            "xaxis": {"type": "date"},
            "yaxis": {"ticksuffix": " %", "nticks": 6},
            "shapes": [rest_line(0)],
        },
    }
    for found, colour, name in (
        (False, theme.SLATE, "nothing found"),
        (True, theme.VERMILLION, "false alarm"),
    ):
        part = [row for row in shown if row["is_found"] == found]
        fig["data"].append(
            {
                "type": "scatter",
                "x": [row["start"] for row in part],
                "y": [row["difference_pct"] for row in part],
                "error_y": {
                    "type": "data",
                    "symmetric": False,
                    "array": [row["high_95_pct"] - row["difference_pct"] for row in part],
                    "arrayminus": [row["difference_pct"] - row["low_95_pct"] for row in part],
                    "thickness": 1.5,
                    "width": 0,
                    "color": colour,
                },
                "text": [_placebo(row) for row in part],
                "hovertemplate": "%{text}<extra></extra>",
                "mode": "markers",
                "marker": {"color": colour, "size": 8, "symbol": "diamond" if found else "circle"},
                "name": name,
            }
        )
    alarms = int(rows["is_found"].sum())
    name = told.place(shown[0]["chokepoint"], shown[0]["vessel_class"])
    title = f"{name}: {alarms} of {len(rows)} quiet dates give a false alarm within {SPAN} weeks"
    total = everywhere[everywhere["span"] == SPAN]
    note = (
        f"The next {SPAN} weeks as forecast from each date, with 95 % interval. All lines:"
        f" {100 * total['is_found'].mean():.0f} % false alarms; 5 % would be as announced."
        f" {say.ATTRIBUTION}"
    )
    alt = f"Dots with intervals by starting date. {title}."
    return Chart(key, title, fig, alt, rows, note)


def _placebo(row: dict[str, Any]) -> str:
    return (
        f"<b>From {words.day(row['start'])}</b><br>{words.signed(row['difference_pct'])} against"
        f" expected over {row['weeks']} weeks<br>95 %: {words.signed(row['low_95_pct'])} to"
        f" {words.signed(row['high_95_pct'])}"
    )
