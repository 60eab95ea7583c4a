"""How far the scenarios of transits can be trusted: the back-test by weeks added up and by line."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts import counterfactual_words as told
from dashboard.charts import theme, words
from dashboard.charts import transit_words as say
from dashboard.charts.base import Chart, Figure, as_records
from dashboard.charts.series import end_labels, heading, rest_line
from dashboard.charts.transit_classes import CLASSES

DASHES = {"no_growth": "1px,3px", "world_trade": "6px,3px", "past_pace": "solid"}

NO_TEST = "There are too few weeks before the crisis to test anything on."


def by_span(rows: pd.DataFrame, leading: str, sharpest: str) -> Chart:
    """Draw how often intervals of sums held and how they scored, by weeks added up.

    ``rows`` are those of ``backtest.by_span`` for one group of lines.
    """
    key, title = "backtest_by_span", "The back-test by weeks added up"
    if rows.empty:
        return Chart(key, title, None, f"No chart: {NO_TEST}", rows, empty=NO_TEST)
    spans = [f"{span} weeks" for span in dict.fromkeys(rows["span"])]
    worst = 1.15 * float(rows["score"].max())
    lowest = min(60.0, 100 * float(rows["inside_80"].min()) - 4)
    fig: Figure = {
        "data": [],
        "layout": {
            "height": 440,
            "margin": {"r": 150},
            "hovermode": "closest",
            "xaxis": {
                "type": "category",
                "categoryorder": "array",
                "categoryarray": spans,
                "range": [-0.2, len(spans) - 0.8],
                "anchor": "y2",
                "fixedrange": True,
            },
            "yaxis": {
                "domain": [0.56, 0.94], "range": [lowest, 102], "ticksuffix": " %", "dtick": 10,
                "fixedrange": True,
            },
            "yaxis2": {"domain": [0, 0.4], "range": [0, worst], "nticks": 5, "fixedrange": True},
            "shapes": [rest_line(80), rest_line(95)],
            "annotations": [
                heading("<b>Sums inside</b> the 80 and the 95 % interval", 0.94, yshift=3),
                heading("<b>Interval score</b>, lower is better", 0.4, yshift=3),
            ],
        },
    }  # fmt: skip
    ends: list[tuple[str, str, float]] = []
    for scenario in dict.fromkeys(rows["scenario"]):
        part = rows[rows["scenario"] == scenario]
        is_leading = scenario == leading
        colour = theme.ACCENT if is_leading else theme.GREY
        style = {
            "color": colour,
            "width": 2.6 if is_leading else 1.6,
            "dash": DASHES.get(scenario, "solid"),
        }
        for column, axis, factor in (
            ("inside_80", "y", 100), ("inside_95", "y", 100), ("score", "y2", 1),
        ):  # fmt: skip
            fig["data"].append(
                {
                    "type": "scatter",
                    "x": [f"{span} weeks" for span in part["span"]],
                    "y": (part[column] * factor).tolist(),
                    "text": [_measures(row) for row in as_records(part)],
                    "hovertemplate": "%{text}<extra></extra>",
                    "mode": "lines+markers",
                    "line": style,
                    "marker": {"color": colour, "size": 7 if is_leading else 5},
                    "name": f"{told.SCENARIOS[scenario]}, {column}",
                    "yaxis": axis,
                    "showlegend": False,
                }
            )
        ends.append((told.SCENARIOS[scenario], colour, float(part["score"].iloc[-1])))
    fig["layout"]["annotations"] += end_labels(ends, 0, worst, 0.13, "y2")
    title = _held(rows[rows["scenario"] == leading], leading, sharpest)
    note = (
        "Red Sea passages, all classes. Dates overlap and share one surge: few independent tests."
        f" Beyond {rows['span'].max()} weeks nothing can be tested."
    )
    alt = f"Two panels of lines by weeks added up, one line a scenario. {title}."
    return Chart(key, title, fig, alt, rows, note)


def by_line(rows: pd.DataFrame, asked: float) -> Chart:
    """Draw of each passage and class how many sums the 95 percent interval held.

    ``rows`` are those of ``backtest.verdicts``; ``asked`` is the share that a trusted line holds.
    """
    key, title = "backtest_by_line", "The back-test by passage and class of ship"
    if rows.empty:
        return Chart(key, title, None, f"No chart: {NO_TEST}", rows, empty=NO_TEST)
    names = [name for name in ("all", *CLASSES) if name in set(rows["vessel_class"])]
    places = say.ordered(rows)
    fig: Figure = {
        "data": [],
        "layout": {
            "height": 44 * len(names) + 90,
            "hovermode": "closest",
            "legend": {"traceorder": "normal"},
            "xaxis": {
                "range": [min(60.0, 100 * float(rows["inside_95"].min()) - 4), 101],
                "ticksuffix": " %",
                "showgrid": True,
                "fixedrange": True,
            },
            "yaxis": {
                "range": [len(names) - 0.4, -0.6],
                "tickvals": list(range(len(names))),
                "ticktext": [words.sentence(told.name_of(name)) for name in names],
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
            },
            "shapes": [_upright(95), _upright(100 * asked)],
        },
    }
    for number, place in enumerate(places):
        part = as_records(rows[rows["chokepoint"] == place])
        offset = (number - (len(places) - 1) / 2) * 0.17
        colour = theme.CHOKEPOINT_COLOURS[place]
        fig["data"].append(
            {
                "type": "scatter",
                "x": [100 * row["inside_95"] for row in part],
                "y": [names.index(row["vessel_class"]) + offset for row in part],
                "text": [
                    f"<b>{told.place(row['chokepoint'], row['vessel_class'])}</b><br>"
                    f"{_measures(row)}"
                    for row in part
                ],
                "hovertemplate": "%{text}<extra></extra>",
                "mode": "markers",
                "marker": {
                    "color": colour,
                    "size": 10,
                    "symbol": ["circle" if row["is_trusted"] else "circle-open" for row in part],
                    "line": {"width": 2, "color": colour},
                },
                "name": say.short(place),
                "showlegend": False,
            }
        )
        fig["data"].append(
            {
                "type": "scatter",  # the legend shows a full dot, whatever the first line is
                "x": [None],
                "y": [None],
                "mode": "markers",
                "marker": {"color": colour, "size": 10},
                "name": say.short(place),
                "hoverinfo": "skip",
            }
        )
    good = int(rows["is_trusted"].sum())
    title = (
        f"{good} of {len(rows)} lines have a 95 % interval that held at least"
        f" {100 * asked:.0f} % of the sums of the back-test"
    )
    note = (
        "Leading scenario, sums of 26, 52 and 104 weeks together. Hollow dots: the interval was too"
        f" narrow. {say.ATTRIBUTION}"
    )
    alt = f"Dots of percent by class of ship, one a passage. {title}."
    return Chart(key, title, fig, alt, rows, note)


def _held(rows: pd.DataFrame, leading: str, sharpest: str) -> str:
    """State how often the leading scenario was right, and whether another is sharper."""
    sharper = f"“{told.SCENARIOS[sharpest]}” scores better"
    if rows.empty:
        name = words.sentence(told.SCENARIOS[leading])
        return f"“{name}” cannot be tested; of the others {sharper.replace('better', 'best')}"
    low, high = (100 * getattr(rows["inside_95"], side)() for side in ("min", "max"))
    better = "no scenario scores better" if sharpest == leading else sharper
    return (
        f"“{words.sentence(told.SCENARIOS[leading])}”: its 95 % interval held {low:.0f} to"
        f" {high:.0f} % of the sums before the crisis; {better}"
    )


def _measures(row: dict[str, Any]) -> str:
    named = "scenario" in row and "span" in row
    head = f"<b>{told.SCENARIOS[row['scenario']]}</b>, {row['span']} weeks<br>" if named else ""
    return (
        f"{head}80 % interval held {100 * row['inside_80']:.0f} %, 95 % interval"
        f" {100 * row['inside_95']:.0f} %<br>mean error {row['error_pct']:.0f} %, interval score"
        f" {row['score']:.2f}<br>{row['sums']:,.0f} sums tested"
    )


def _upright(at: float) -> dict[str, Any]:
    line = rest_line(0)
    return line | {"xref": "x", "x0": at, "x1": at, "yref": "paper", "y0": 0, "y1": 1}
