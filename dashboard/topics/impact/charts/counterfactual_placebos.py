"""Quiet dates before the crisis, from which the same analysis should find nothing."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.kit.charts import draw, theme, words
from dashboard.kit.charts import transit_words as say
from dashboard.kit.charts.base import Chart, as_records
from dashboard.topics.impact.charts import counterfactual_words as told
from dashboard.topics.impact.charts.counterfactual_trust import NO_TEST

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
    data = []
    for found, colour, name in (
        (False, theme.SLATE, "nothing found"),
        (True, theme.VERMILLION, "false alarm"),
    ):
        part = rows[rows["is_found"] == found]
        values, told_of = part["difference_pct"], [_placebo(row) for row in as_records(part)]
        ends = draw.errors(values, part["low_95_pct"], part["high_95_pct"], colour, 0)
        symbol = "diamond" if found else "circle"
        dots = draw.dots(part["start"], values, colour, told_of, name, symbol=symbol)
        data.append(dots | {"error_y": ends, "showlegend": True})
    y = {"ticksuffix": " %", "nticks": 6}
    fig = draw.figure(300, data, {"type": "date"}, y, shapes=[draw.rule("y", 0)])
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
    return words.hover(
        f"From {words.day(row['start'])}",
        f"{words.signed(row['difference_pct'])} against expected over {row['weeks']} weeks",
        f"95 %: {words.signed(row['low_95_pct'])} to {words.signed(row['high_95_pct'])}",
    )
