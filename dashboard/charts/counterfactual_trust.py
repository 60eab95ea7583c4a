"""How far the model of transits can be trusted: the back-test by horizon and line."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts import counterfactual_words as told
from dashboard.charts import theme, words
from dashboard.charts import transit_words as say
from dashboard.charts.base import Chart, Figure, as_records
from dashboard.charts.series import end_labels, heading, rest_line
from dashboard.charts.transit_classes import CLASSES

GREYS = {"same week last year": "1px,3px", "straight trend": "6px,3px", "drifting level": "solid"}
ASKED = (72, 88)
"""Percent of the weeks that an 80 percent interval must hold."""

NO_TEST = "There are too few weeks before the crisis to test anything on."
FEW = (
    "The forecasts overlap and the years 2021 to 2023 hold one surge of traffic, so they are worth"
    " far fewer independent tests than their number."
)


def by_horizon(rows: pd.DataFrame, chosen: str, origins: int) -> Chart:
    """Draw how often intervals held and how large errors were, by weeks ahead.

    ``rows`` are those of ``backtest.by_horizon``, one per model and band of horizons.
    """
    key, title = "backtest_by_horizon", "The back-test by weeks ahead"
    if rows.empty:
        return Chart(key, title, None, f"No chart: {NO_TEST}", rows, empty=NO_TEST)
    bands = list(dict.fromkeys(rows["band"]))
    errors = 1.15 * float(rows["error_pct"].max())
    fig: Figure = {
        "data": [],
        "layout": {
            "height": 470,
            "margin": {"r": 150},
            "hovermode": "closest",
            "xaxis": {
                "type": "category",
                "categoryorder": "array",
                "categoryarray": bands,
                "range": [-0.3, len(bands) - 0.7],
                "anchor": "y2",
                "title": {"text": "weeks ahead"},
                "fixedrange": True,
            },
            "yaxis": {
                "domain": [0.56, 0.95], "range": [60, 100], "ticksuffix": " %", "dtick": 10,
                "fixedrange": True,
            },
            "yaxis2": {
                "domain": [0, 0.4], "range": [0, errors], "ticksuffix": " %", "nticks": 5,
                "fixedrange": True,
            },
            "shapes": [_asked("y"), rest_line(80), rest_line(95)],
            "annotations": [
                heading("<b>Weeks inside</b> the 80 and the 95 % interval", 0.95, yshift=3),
                heading("<b>Mean absolute error</b>, % of the line’s mean", 0.4, yshift=3),
            ],
        },
    }  # fmt: skip
    ends: list[tuple[str, str, float]] = []
    for model in dict.fromkeys(rows["model"]):
        part = rows[rows["model"] == model]
        colour = theme.ACCENT if model == chosen else theme.GREY
        dash, width = GREYS.get(model, "solid"), 2.6 if model == chosen else 1.6
        style = {"color": colour, "width": width, "dash": dash}
        for column, axis, factor in (
            ("inside_80", "y", 100), ("inside_95", "y", 100), ("error_pct", "y2", 1),
        ):  # fmt: skip
            fig["data"].append(
                {
                    "type": "scatter",
                    "x": part["band"].tolist(),
                    "y": (part[column] * factor).tolist(),
                    "text": [_measures(row) for row in as_records(part)],
                    "hovertemplate": "%{text}<extra></extra>",
                    "mode": "lines+markers",
                    "line": style,
                    "marker": {"color": colour, "size": 7 if model == chosen else 5},
                    "name": f"{model}, {column}",
                    "yaxis": axis,
                    "showlegend": False,
                }
            )
        ends.append((model, colour, float(part["error_pct"].iloc[-1])))
    lowest = 100 * float(rows["inside_80"].min())
    fig["layout"]["yaxis"]["range"] = [min(60, lowest - 4), 100]
    fig["layout"]["annotations"] += end_labels(ends, 0, errors, 0.13, "y2")
    best = rows[rows["model"] == chosen]
    low, high = (100 * getattr(best["inside_80"], side)() for side in ("min", "max"))
    title = (
        f"“{words.sentence(chosen)}”: its 80 % interval held {low:.0f} to {high:.0f} % of weeks,"
        f" and it missed by {best['error_pct'].iloc[0]:.0f} % of the mean at first and"
        f" {best['error_pct'].iloc[-1]:.0f} % in the end"
    )
    note = (
        f"Each model was fitted {origins} times, every fourth week from January 2021, on the weeks"
        " before that date alone, and its forecast compared with what was counted up to October"
        " 2023; weeks left out of the fit are left out of the test. Means over all chokepoints and"
        " classes, each with the same weight. Shaded: 72 to 88 %, which is asked of the upper"
        f" panel’s lower lines. {FEW} Nothing was tuned on the test but the choice among three."
    )
    alt = f"Two panels of lines by weeks ahead, one line a model. {title}."
    return Chart(key, title, fig, alt, rows, note)


def by_line(rows: pd.DataFrame) -> Chart:
    """Draw of each chokepoint and class how many weeks its 80 percent interval held.

    ``rows`` are those of ``backtest.by_line`` for the chosen model.
    """
    key, title = "backtest_by_line", "The back-test by chokepoint and class of ship"
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
                "range": [min(40.0, 100 * float(rows["inside_80"].min()) - 4), 101],
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
            "shapes": [_asked("x"), {**_upright(80)}],
        },
    }
    for number, place in enumerate(places):
        part = as_records(rows[rows["chokepoint"] == place])
        offset = (number - (len(places) - 1) / 2) * 0.17
        fig["data"].append(
            {
                "type": "scatter",
                "x": [100 * row["inside_80"] for row in part],
                "y": [names.index(row["vessel_class"]) + offset for row in part],
                "text": [
                    f"<b>{told.place(row['chokepoint'], row['vessel_class'])}</b><br>"
                    f"{_measures(row)}"
                    for row in part
                ],
                "hovertemplate": "%{text}<extra></extra>",
                "mode": "markers",
                "marker": {
                    "color": theme.CHOKEPOINT_COLOURS[place],
                    "size": 10,
                    "symbol": ["circle" if row["is_trusted"] else "circle-open" for row in part],
                    "line": {"width": 2, "color": theme.CHOKEPOINT_COLOURS[place]},
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
                "marker": {"color": theme.CHOKEPOINT_COLOURS[place], "size": 10},
                "name": say.short(place),
                "hoverinfo": "skip",
            }
        )
    good = int(rows["is_trusted"].sum())
    title = (
        f"{good} of {len(rows)} lines have an 80 % interval that held between 72 and 88 % of the"
        " weeks of the back-test"
    )
    worst = [
        f"{told.place(row['chokepoint'], row['vessel_class'])} {100 * row['inside_80']:.0f} %"
        for row in as_records(rows[~rows["is_trusted"]].sort_values("inside_80").head(3))
    ]
    note = (
        "Share of the weeks of the back-test, all horizons, that lay within the 80 % interval. Left"
        " of the shade the interval is too narrow, right of it too wide; hollow dots lie outside"
        " and are not to be trusted."
        + f" Lowest: {words.joined(worst)}." * bool(worst)
        + f" {FEW} {say.ATTRIBUTION}"
    )
    alt = f"Dots of percent by class of ship, one a chokepoint. {title}."
    return Chart(key, title, fig, alt, rows, note)


def _measures(row: dict[str, Any]) -> str:
    head = f"<b>{row['model']}</b>, {row['band']} weeks ahead<br>" if "band" in row else ""
    return (
        f"{head}80 % interval held {100 * row['inside_80']:.0f} %, 95 % interval"
        f" {100 * row['inside_95']:.0f} %<br>mean error {row['error_per_day']:.1f} transits"
        f" a day ({row['error_pct']:.0f} % of the mean)<br>{row['weeks']:,.0f} weeks tested"
    )


def _asked(axis: str) -> dict[str, Any]:
    """Return a shade over the 72 to 88 percent that are asked of an 80 percent interval."""
    other = {"x": "y", "y": "x"}[axis]
    return {
        "type": "rect",
        f"{axis}ref": axis,
        f"{axis}0": ASKED[0],
        f"{axis}1": ASKED[1],
        f"{other}ref": "paper",
        f"{other}0": 0,
        f"{other}1": 1,
        "fillcolor": theme.GREEN,
        "opacity": 0.12,
        "line": {"width": 0},
        "layer": "below",
    }


def _upright(at: float) -> dict[str, Any]:
    line = rest_line(0)
    return line | {"xref": "x", "x0": at, "x1": at, "yref": "paper", "y0": 0, "y1": 1}
