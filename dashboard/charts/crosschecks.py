"""Our counts beside those that others published: the World Bank, the canal authority."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts import theme, words
from dashboard.charts import transit_words as say
from dashboard.charts.base import Chart, Figure

TURN = pd.Timestamp("2024-01-01")
"""From this day on fewer ships sail by Suez, and the two counts lie further apart."""

NOTHING = "No published count of this kind is loaded."
HEIGHT = 340
THIS = " this record"
NEAR = 1.5
"""Percent within which the baselines are expected to agree."""
CLASS_NAMES = {"total": "all ships", "cargo": "all but tankers", "tanker": "tankers"}


def world_bank(rows: pd.DataFrame) -> Chart:
    """Set our means beside the World Bank's by window (rows of charts/crosscheck_world_bank)."""
    key, title = "crosscheck_world_bank", "The World Bank’s means"
    compared = rows.dropna(subset="difference_pct")
    if compared.empty:
        return Chart(key, title, None, f"No chart: {NOTHING}", rows, empty=NOTHING)
    windows = list(
        compared[["period_start", "period_end"]].drop_duplicates().itertuples(index=False)
    )
    names = [_window(*window) for window in windows]
    symbols = {"total": "circle", "cargo": "square-open", "tanker": "triangle-up-open"}
    data = []
    for chokepoint in say.ordered(compared):
        for vessel_class, symbol in symbols.items():
            part = compared[
                (compared["chokepoint"] == chokepoint) & (compared["vessel_class"] == vessel_class)
            ]
            if len(part):
                data.append(_dots(part, chokepoint, vessel_class, symbol, windows))
    most = max(float(compared["difference_pct"].abs().max()) * 1.15, 2)
    fig: Figure = {
        "data": data,
        "layout": {
            "height": 120 + 66 * len(names),
            "hovermode": "closest",
            "xaxis": {
                "range": [-most, most],
                "ticksuffix": " %",
                "showgrid": True,
                "zeroline": True,
                "nticks": 7,
            },
            "yaxis": {
                "tickvals": list(range(len(names))),
                "ticktext": names,
                "range": [len(names) - 0.5, -0.5],
                "showgrid": False,
                "zeroline": False,
            },
            "shapes": [
                {
                    "type": "rect",
                    "x0": -NEAR,
                    "x1": NEAR,
                    "yref": "paper",
                    "y0": 0,
                    "y1": 1,
                    "fillcolor": theme.GREY,
                    "opacity": 0.15,
                    "line": {"width": 0},
                    "layer": "below",
                }
            ],
        },
    }
    first = compared[compared["period_start"] == compared["period_start"].min()]
    largest, of_all = first["difference_pct"].abs().max(), compared["difference_pct"].abs().max()
    title = (
        f"Our means lie within {_up(largest)} % of the World Bank’s in its baseline, within"
        f" {_up(of_all)} % in all its windows"
    )
    if len(names) == 1:
        title = f"Our means lie within {_up(of_all)} % of the World Bank’s"
    note = (
        "Ours in percent above (+) or below (−) theirs, window by window; the band is"
        f" ±{NEAR:g} %. Discs are all ships, squares all but tankers, triangles tankers. Both rest"
        " on IMF PortWatch: they averaged seven-day centred means of an older vintage (February"
        " and April 2024), which the publisher has revised since, most of all in its then latest"
        " weeks; ours are the weeks whose Thursday lies in the window. Filters do not change this"
        f" chart. {say.ATTRIBUTION}"
    )
    alt = (
        f"Dots of differences in percent for {words.counted(len(names), 'window')}, by chokepoint"
        f" and class of ship. {title}."
    )
    return Chart(key, title, fig, alt, rows, note)


def official(rows: pd.DataFrame) -> Chart:
    """Draw how far the canal's own counts of all ships lie from ours, month by month.

    ``rows`` are those of charts/crosscheck_by_days at Suez.
    """
    key, title = "crosscheck_official", "The canal authority’s counts"
    months = rows[
        (rows["vessel_class"] == "total")
        & (rows["grain"] == "month")
        & rows["difference_pct"].notna()
    ].sort_values("period_start")
    if months.empty:
        return Chart(key, title, None, f"No chart: {NOTHING}", rows, empty=NOTHING)
    colour = theme.CHOKEPOINT_COLOURS["Suez Canal"]
    least = min(float(months["difference_pct"].min()) * 1.15, -2)
    most = max(float(months["difference_pct"].max()) * 1.3, 2)
    told = [
        f"<b>{words.month(row['period_start'])}</b><br>Canal authority"
        f" {row['published_per_day']:.1f} a day<br>This record {row['our_per_day']:.1f} a"
        f" day<br>Official count {row['difference_pct']:+.1f} %".replace("-", "−")
        for row in months.to_dict("records")
    ]
    shapes: list[dict[str, Any]] = []
    parts: list[str] = []
    for said, part in (
        (f"before {TURN.year}", months[months["period_start"] < TURN]),
        (f"since {TURN.year}", months[months["period_start"] >= TURN]),
    ):
        if len(part):
            mean = mean_difference(part)
            shapes.append(_bar(part, mean))
            parts.append(f"{_far(mean)} {said}" if parts else f"{_far(mean, THIS)} {said}")
    first, last = months["period_start"].min(), months["period_end"].max()
    margin = pd.Timedelta(days=45)
    fig: Figure = {
        "data": [
            {
                "type": "scatter",
                "x": (
                    months["period_start"] + (months["period_end"] - months["period_start"]) / 2
                ).tolist(),
                "y": months["difference_pct"].tolist(),
                "mode": "markers",
                "marker": {"color": colour, "size": 9},
                "text": told,
                "hovertemplate": "%{text}<extra></extra>",
                "name": "month",
                "showlegend": False,
            }
        ],
        "layout": {
            "height": HEIGHT,
            "hovermode": "closest",
            "xaxis": {"type": "date", "range": [first - margin, last + margin]},
            "yaxis": {"range": [least, most], "ticksuffix": " %", "zeroline": True, "nticks": 7},
            "shapes": shapes,
        },
    }
    title = f"At Suez the official count runs {words.joined(parts)}"
    note = (
        "Each dot is a month, all ships: the official count in percent above or below this record"
        " on the same days; lines are the means of the months, each by its days. Weeks are spread"
        " evenly over their days and cut where the month begins and ends: taking whole weeks"
        " instead moves a month of sharp change by up to two percent. Months that were not"
        f" published have no dot. Filters do not change this chart. {say.ATTRIBUTION}"
    )
    alt = (
        f"Dots of {words.counted(len(months), 'month')} from {words.month(first)} to"
        f" {words.month(last)}, in percent of this record. {title}."
    )
    return Chart(key, title, fig, alt, rows, note)


def mean_difference(rows: pd.DataFrame) -> float:
    """Return the difference in percent of two means per day over the days of all rows."""
    theirs = float((rows["published_per_day"] * rows["period_days"]).sum())
    ours = float((rows["our_per_day"] * rows["period_days"]).sum())
    return 100 * (theirs / ours - 1) if ours else float("nan")


def _far(percent: float, of: str = "") -> str:
    return f"{abs(percent):.1f} % {'above' if percent > 0 else 'below'}{of}"


def _up(percent: float) -> str:
    """Return a percentage rounded up to a tenth, so that "within" stays true."""
    return f"{-(-round(float(percent), 6) * 10 // 1) / 10:.1f}"


def _window(start: pd.Timestamp, end: pd.Timestamp) -> str:
    return f"{start.day} {start:%b %Y} to<br>{end.day} {end:%b %Y}"


def _bar(part: pd.DataFrame, mean: float) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": part["period_start"].min(),
        "x1": part["period_end"].max(),
        "y0": mean,
        "y1": mean,
        "line": {"color": theme.GREY, "width": 1.5, "dash": "dot"},
        "layer": "below",
    }


def _dots(
    part: pd.DataFrame, chokepoint: str, vessel_class: str, symbol: str, windows: list[Any]
) -> dict[str, Any]:
    """Return the differences of one chokepoint and class; chokepoints stand one below another."""
    lift = {"Bab el-Mandeb Strait": -0.22, "Suez Canal": 0.0, "Cape of Good Hope": 0.22}
    places = {tuple(window): number for number, window in enumerate(windows)}
    name, kind = say.short(chokepoint), CLASS_NAMES.get(vessel_class, vessel_class)
    return {
        "type": "scatter",
        "x": part["difference_pct"].tolist(),
        "y": [
            places[row["period_start"], row["period_end"]] + lift.get(chokepoint, 0.35)
            for row in part.to_dict("records")
        ],
        "mode": "markers",
        "marker": {
            "color": theme.CHOKEPOINT_COLOURS[chokepoint],
            "symbol": symbol,
            "size": 10 if vessel_class == "total" else 7,
            "line": {"width": 1.5 if symbol.endswith("open") else 0},
        },
        "name": f"{name}, {kind}",
        "text": [
            f"<b>{name}, {kind}</b><br>World Bank {row['published_per_day']:.2f} a day<br>Ours"
            f" {row['our_per_day']:.2f} a day in {words.counted(row['our_weeks'], 'week')}<br>"
            + f"Difference {row['difference_pct']:+.1f} %".replace("-", "−")
            for row in part.to_dict("records")
        ],
        "hovertemplate": "%{text}<extra></extra>",
        "showlegend": vessel_class == "total",
    }
