"""When the rate of attacks changed: weekly counts, beneath them the chance of a change by step."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts import series, text, theme, words
from dashboard.charts.base import NOTHING, Chart, Figure, as_records
from dashboard.charts.impact_interventions import COLOURS

HEIGHT = 430
SPLIT = (0.38, 0.28)
"""Foot of the upper panel and top of the lower one, as shares of the height."""

UNITS = {"day": "attacks a week", "transit": "attacks per 1,000 transits"}


def changes(weeks: pd.DataFrame, steps: pd.DataFrame, turns: list[pd.Timestamp], per: str) -> Chart:
    """Draw weekly rates, and under them the probability of a change before and after each step.

    ``weeks`` have week, attacks, the rate as counted (``shown``) and as estimated (``rate``,
    ``low``, ``high``), and ``change``, the probability that it changed with that week. ``steps``
    have intervention, kind, date, and the probabilities ``changed_before`` and ``changed_from``
    with the same before the counts were seen (``prior_before``, ``prior_from``). ``turns`` are the
    weeks near which a change is likelier than not; ``per`` is "day" or "transit".
    """
    key = "attack_changes"
    if weeks.empty:
        return Chart.none(key, "When the rate of attacks changed", NOTHING, weeks, "")
    unit = UNITS[per]
    title = _title(turns, unit)
    fig = _figure(weeks, as_records(steps), unit)
    alt = (
        f"Bars of {unit} by week with a line of the estimated rate, above points for the chance of"
        f" a change before and after {words.counted(len(steps), 'step')}. {title}."
    )
    return Chart(key, title, fig, alt, _rows(weeks, steps), _note(steps))


def _rows(weeks: pd.DataFrame, steps: pd.DataFrame) -> pd.DataFrame:
    """Return the weeks and the steps in one frame, in order of time."""
    named = steps.rename(columns={"date": "week"}).drop(columns=["kind"])
    both = pd.concat([weeks, named], ignore_index=True) if len(steps) else weeks
    return both.sort_values("week", kind="stable", ignore_index=True)


def _title(turns: list[pd.Timestamp], unit: str) -> str:
    if not turns:
        return f"No week stands out in which {unit} changed"
    days = words.joined([words.date_of(day) for day in sorted(turns)])
    return f"{words.sentence(unit)} most likely changed near {days}"


def _note(steps: pd.DataFrame) -> str:
    said = "Line and band: estimated rate with its 95 % interval, allowing for bunches."
    if len(steps):
        rest = 100 * float(steps["prior_from"].max())
        said += (
            " Below: chance of a change in the four weeks before a step (hollow), from its week to"
            f" four weeks after (filled); dotted: {rest:.0f} %, before looking."
        )
    return said


def _figure(weeks: pd.DataFrame, steps: list[dict[str, Any]], unit: str) -> Figure:
    days = weeks["week"].tolist()
    told = [
        f"<b>week from {words.day(row['week'])}</b><br>{words.attacks(row['attacks'])}"
        f"<br>estimated {row['rate']:.1f} {unit} ({row['low']:.1f} to {row['high']:.1f})"
        f"<br>chance that the rate changed with this week: {100 * row['change']:.0f} %"
        for row in as_records(weeks)
    ]
    line = {"color": theme.ACCENT, "width": 0, "shape": "hvh"}
    grey = {"color": theme.GREY, "opacity": 0.55}
    hover = "%{text}<extra></extra>"
    data: list[dict[str, Any]] = [
        _trace("bar", days, weeks["shown"], "counted", marker=grey, text=told, hovertemplate=hover,
               textposition="none"),
        _trace("scatter", days, weeks["low"], "low", mode="lines", line=line, hoverinfo="skip"),
        _trace("scatter", days, weeks["high"], "interval", mode="lines", line=line, fill="tonexty",
               fillcolor="rgba(196,87,10,0.22)", hoverinfo="skip"),
        _trace("scatter", days, weeks["rate"], "estimated", mode="lines",
               line=line | {"width": 2.5}, hoverinfo="skip"),
    ]  # fmt: skip
    shapes = []
    for row in steps:
        shapes.append(_stem(row))
        for column, moment, symbol in (
            ("changed_before", "in the four weeks before", "circle-open"),
            ("changed_from", "in its week or the four after", "circle"),
        ):
            data.append(_mark(row, column, moment, symbol))
    layout: dict[str, Any] = {
        "height": HEIGHT,
        "hovermode": "closest",
        "margin": {"l": 8, "r": 12, "t": 22, "b": 8},
        "xaxis": {"type": "date", "range": [days[0], days[-1] + pd.Timedelta(days=7)],
                  "anchor": "y2"},
        "yaxis": {"domain": [SPLIT[0], 1], "fixedrange": True},
        "yaxis2": {"domain": [0, SPLIT[1]], "range": [-0.06, 1.06], "tickvals": [0, 0.5, 1],
                   "ticktext": ["0", "50 %", "100 %"], "fixedrange": True, "zeroline": False},
        "shapes": shapes,
        "annotations": [
            series.heading(words.sentence(unit), 1.0),
            series.heading("Chance of a change near each step", SPLIT[1] + 0.01),
        ],
        "bargap": 0.1,
    }  # fmt: skip
    if steps:
        rest = max(float(row["prior_from"]) for row in steps)
        layout["shapes"] = [*shapes, series.rest_line(rest, 1.5, "y2")]
    return {"data": data, "layout": layout}


def _trace(kind: str, x: list[Any], y: pd.Series, name: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "x": x, "y": y.tolist(), "name": name, "showlegend": False} | more


def _stem(row: dict[str, Any]) -> dict[str, Any]:
    """Return a thin line through both panels on the day of a step."""
    return {
        "type": "line",
        "xref": "x",
        "x0": row["date"],
        "x1": row["date"],
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": COLOURS.get(row["kind"], theme.GREY), "width": 1, "dash": "dot"},
        "layer": "below",
    }


def _mark(row: dict[str, Any], column: str, moment: str, symbol: str) -> dict[str, Any]:
    colour = COLOURS.get(row["kind"], theme.GREY)
    prior = row[column.replace("changed", "prior")]
    said = (
        f"<b>{text.html(row['intervention'])}</b>, {words.day(row['date'])}<br>chance of a change"
        f" {moment}: {100 * row[column]:.0f} %<br>before looking {100 * prior:.0f} %"
    )
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [row["date"]],
        "y": [row[column]],
        "yaxis": "y2",
        "marker": {"color": colour, "size": 10, "symbol": symbol, "line": {"width": 2}},
        "text": [said],
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
        "showlegend": False,
        "name": column,
    }
