"""Weeks of an independent count of the same signals beside ours."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts import theme, words
from dashboard.charts import transit_words as say
from dashboard.charts.base import Chart, Figure
from dashboard.charts.count_words import by_era, by_name, mean_difference
from dashboard.charts.crosschecks import HEIGHT, NOTHING

LEAST = 8
"""Weeks of a counter and a class that make a line: fewer are marks on other charts."""


def independent(rows: pd.DataFrame) -> Chart:
    """Draw weeks of the independent count that has most of them beside ours, a panel a class.

    ``rows`` are those of charts/crosscheck_by_days.
    """
    key, title = "crosscheck_independent", "An independent count of the same signals"
    weeks = _longest(rows)
    if weeks.empty:
        return Chart.none(key, title, NOTHING, rows)
    classes = sorted(weeks["vessel_class"].unique())
    fig: Figure = {
        "data": [],
        "layout": {
            "height": HEIGHT,
            "hovermode": "closest",
            "legend": {"traceorder": "normal", "y": 1.1},
            "margin": {"t": 52},
            "annotations": [],
        },
    }
    high = 1.1 * float(weeks[["published_per_day", "our_per_day"]].max().max())
    width = (1 - 0.06 * (len(classes) - 1)) / len(classes)
    said: dict[str, list[str]] = {}
    for number, name in enumerate(classes):
        part = weeks[weeks["vessel_class"] == name].sort_values("period_start")
        ending = "" if number == 0 else str(number + 1)
        left = number * (width + 0.06)
        span = [part["period_start"].min(), part["period_end"].max()]
        fig["layout"][f"xaxis{ending}"] = {
            "type": "date", "domain": [left, left + width], "range": span, "nticks": 3,
            "anchor": f"y{ending}",
        }  # fmt: skip
        fig["layout"][f"yaxis{ending}"] = {
            "range": [0, high], "anchor": f"x{ending}", "nticks": 5, "showticklabels": number == 0,
        }  # fmt: skip
        fig["layout"]["annotations"].append(
            {
                "xref": "paper", "x": left, "yref": "paper", "y": 1, "xanchor": "left",
                "yanchor": "bottom", "text": f"<b>{words.sentence(str(name))}</b>",
                "showarrow": False,
            }
        )  # fmt: skip
        fig["data"] += _pair(part, ending, number == 0)
        for time, both in by_era(part.dropna(subset="our_per_day")).items():
            said.setdefault(time, []).append(f"{name} {words.signed(mean_difference(both))}")
    where = say.short(str(weeks["chokepoint"].iloc[0]))
    counter = words.sentence(by_name(str(weeks["counter"].iloc[0])))
    told = "; ".join(f"{time} {words.joined(means)}" for time, means in said.items())
    title = f"{counter} at {where} against ours: {told}"
    if not said:
        title = f"{counter} at {where}; this record has no such weeks"
    note = (
        "Transits a day by week: counted by others from the same kind of signals with rules of"
        " their own; ours are spread evenly over the days of a week to fit theirs. The title"
        " compares means, and none over a change in how PortWatch errs. Filters do not change"
        f" this chart. {say.ATTRIBUTION}"
    )
    alt = (
        f"{words.counted(len(classes), 'panel')} of two lines each, from"
        f" {words.day(weeks['period_start'].min())} to {words.day(weeks['period_end'].max())}."
        f" {title}."
    )
    return Chart(key, title, fig, alt, rows, note)


def _longest(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the weeks of the independent counter and chokepoint that have most of a class."""
    weeks = rows[
        (rows["grain"] == "week")
        & (rows["counter_kind"] == "independent")
        & rows["published_per_day"].notna()
    ]
    sizes = weeks.groupby(["counter", "chokepoint", "vessel_class"]).size()
    if sizes.empty or sizes.max() < LEAST:
        return weeks.head(0)
    most = sizes.reset_index(name="weeks").nlargest(1, "weeks").iloc[0]
    place, counter = str(most["chokepoint"]), str(most["counter"])
    return weeks[(weeks["chokepoint"] == place) & (weeks["counter"] == counter)]


def _pair(part: pd.DataFrame, ending: str, legend: bool) -> list[dict[str, Any]]:
    """Return the two lines of a panel, ours muted."""
    found = []
    for column, name, colour in (
        ("our_per_day", "this record", theme.SLATE),
        ("published_per_day", "independent count", theme.VERMILLION),
    ):
        known = part.dropna(subset=column)
        found.append(
            {
                "type": "scatter",
                "x": known["period_start"].tolist(),
                "y": known[column].tolist(),
                "xaxis": f"x{ending}",
                "yaxis": f"y{ending}",
                "mode": "lines",
                "line": {"color": colour, "width": 2},
                "name": name,
                "legendgroup": name,
                "showlegend": legend,
                "hovertemplate": f"{name}, week of %{{x|%-d %b %Y}}: %{{y:.1f}} a day"
                "<extra></extra>",
            }
        )
    return found
