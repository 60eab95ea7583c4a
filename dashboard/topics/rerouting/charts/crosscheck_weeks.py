"""Weeks of an independent count of the same signals beside ours."""

from __future__ import annotations

import pandas as pd

from dashboard.kit.charts import draw, theme, words
from dashboard.kit.charts import transit_words as say
from dashboard.kit.charts.base import Chart
from dashboard.kit.charts.count_words import by_era, by_name, mean_difference
from dashboard.topics.rerouting.charts.crosschecks import HEIGHT, NOTHING

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
    high = 1.1 * float(weeks[["published_per_day", "our_per_day"]].max().max())
    width = (1 - 0.06 * (len(classes) - 1)) / len(classes)
    data: list[draw.Part] = []
    axes: draw.Part = {}
    heads = []
    said: dict[str, list[str]] = {}
    for number, name in enumerate(classes):
        part = weeks[weeks["vessel_class"] == name].sort_values("period_start")
        x, y = draw.axis_of(number, "x"), draw.axis_of(number)
        left = number * (width + 0.06)
        first, last = part["period_start"].min(), part["period_end"].max()
        place = {"domain": [left, left + width], "nticks": 3, "anchor": y}
        axes[x.replace("x", "xaxis")] = draw.dates(first, last) | place
        ticks = {"anchor": x, "nticks": 5, "showticklabels": number == 0}
        axes[y.replace("y", "yaxis")] = draw.span(0, high) | ticks
        heads.append(draw.heading(f"<b>{words.sentence(str(name))}</b>", 1) | {"x": left})
        data += _pair(part, x, y, number == 0)
        for time, both in by_era(part.dropna(subset="our_per_day")).items():
            said.setdefault(time, []).append(f"{name} {words.signed(mean_difference(both))}")
    fig = draw.figure(
        HEIGHT,
        data,
        axes.pop("xaxis"),
        axes.pop("yaxis"),
        legend={"traceorder": "normal", "y": 1.1},
        margin={"t": 52},
        annotations=heads,
        **axes,
    )
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


def _pair(part: pd.DataFrame, x: str, y: str, legend: bool) -> list[draw.Part]:
    """Return the two lines of a panel, ours muted."""
    found = []
    for column, name, colour in (
        ("our_per_day", "this record", theme.SLATE),
        ("published_per_day", "independent count", theme.VERMILLION),
    ):
        known = part.dropna(subset=column)
        at = f"{name}, week of %{{x|%-d %b %Y}}: %{{y:.1f}} a day<extra></extra>"
        line = draw.path(known["period_start"], known[column], colour, name=name, hovertemplate=at)
        place = {"xaxis": x, "yaxis": y, "legendgroup": name, "showlegend": legend}
        found.append(line | place)
    return found
