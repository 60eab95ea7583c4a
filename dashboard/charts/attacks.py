"""Charts of the attacks: by month, added up, by dimension, along the events.

``totals_compared`` is made in a module of its own and handed on from here.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from dashboard.charts import events as overlay
from dashboard.charts import theme, words
from dashboard.charts.attack_totals import totals_compared as totals_compared
from dashboard.charts.base import Chart, Figure

DIMENSIONS = {
    "vessel_type": "ship type",
    "weapon": "weapon",
    "area": "area",
    "flag": "flag",
    "outcome": "outcome",
    "confidence": "grade of confidence",
}
BARS = 12
"""Most bars of a breakdown, the last of them for all the other values."""

HEIGHT = 360

UNIT = (
    "One attack is one merchant ship on one day. Damaged includes minor damage. What is known from "
    "a Houthi statement alone (claimed only) is left out unless chosen, and hatched when shown."
)
LINES = (
    " Thin lines and ticks are events, to be read at their tops: red an escalation, grey a "
    "response of navies or shipping, green a truce or diplomacy."
)


def by_month(rows: pd.DataFrame, events: pd.DataFrame, checked_until: date | None) -> Chart:
    """Stack the attacks of each month by outcome (rows of charts/attacks_by_month)."""
    key, found = "attacks_by_month", rows[rows["attacks"] > 0]
    if found.empty:
        return Chart(key, "Attacks by month and outcome", None, _NOTHING, rows)
    totals = rows.groupby("month")["attacks"].sum()
    outcomes = sorted(found["outcome"].unique(), key=_severity)
    fig = {
        "data": [_stack(found[found["outcome"] == o], str(o), totals) for o in outcomes],
        "layout": {
            "barmode": "stack",
            "hovermode": "closest",
            "height": HEIGHT,
            "legend": {"traceorder": "normal"},
            "xaxis": _month_axis(totals),
        },
    }
    events = _within(events, fig)
    overlay.draw(fig, events)
    until = f" The record was checked until {words.day(checked_until)}." if checked_until else ""
    often = found.groupby("outcome")["attacks"].sum().sort_values(ascending=False)
    leading = f"{often.index[0]} is the most frequent outcome, {often.iloc[0]} times"
    alt = (
        f"Stacked bars of {words.attacks(totals.sum())} by month and outcome, "
        f"{_span(totals)}; {leading}. {_peak(totals)}."
    )
    note = f"{UNIT}{until} Months without a bar had no attack on record.{_lines(events)}"
    return Chart(key, _peak(totals), fig, alt, rows, note)


def cumulative(rows: pd.DataFrame, events: pd.DataFrame) -> Chart:
    """Add up the attacks day by day (rows of charts/attacks_cumulative)."""
    key = "attacks_cumulative"
    if rows.empty:
        return Chart(key, "Attacks added up", None, _NOTHING, rows)
    first, last = rows["date"].iloc[0], rows["date"].iloc[-1]
    total = int(rows["cumulative_attacks"].iloc[-1])
    half = rows.loc[rows["cumulative_attacks"] * 2 >= total, "date"].iloc[0]
    fig = {
        "data": [_climb(rows)],
        "layout": {
            "hovermode": "closest",
            "height": HEIGHT,
            "xaxis": {"type": "date", "range": [first, last + pd.Timedelta(days=1)]},
            "yaxis": {"range": [0, total * 1.12]},
            "annotations": [
                {
                    "x": last,
                    "y": total,
                    "text": f"<b>{total}</b> by {words.day(last)}",
                    "xanchor": "right",
                    "yanchor": "bottom",
                    "showarrow": False,
                }
            ],
        },
    }
    events = _within(events, fig)
    overlay.draw(fig, events)
    title = f"{words.attacks(total)} by {words.day(last)}, half of them by {words.day(half)}"
    alt = (
        f"A line that climbs in steps to {words.attacks(total)} between {words.day(first)} "
        f"and {words.day(last)}. Half of them had happened by {words.day(half)}."
    )
    return Chart(key, title, fig, alt, rows, _lines(events).strip())


def breakdown(rows: pd.DataFrame, dimension: str) -> Chart:
    """Count the attacks by one dimension (rows of charts/attacks_by); a bar carries its value."""
    key, word = f"attacks_by_{dimension}", DIMENSIONS[dimension]
    # Each attack has one outcome, so the outcomes add up to the attacks.
    total = int(rows.loc[rows["dimension"] == "outcome", "attacks"].sum())
    rows = rows[rows["dimension"] == dimension].sort_values(
        ["attacks", "label"], ascending=[False, True], ignore_index=True
    )
    if rows.empty:
        return Chart(key, f"Attacks by {word}", None, _NOTHING, rows)
    shown = rows if len(rows) <= BARS else rows.head(BARS - 1)
    rest = rows.iloc[len(shown) :]
    labels, counts = list(shown["label"].map(words.sentence)), list(shown["attacks"])
    values: list[str | None] = list(shown["value"])
    if len(rest):
        labels.append(f"{len(rest)} others")
        counts.append(int(rest["attacks"].sum()))
        values.append(None)
    colours = [theme.GREY if v in (None, "unknown") else theme.ACCENT for v in values]
    if dimension == "outcome":
        colours = [theme.OUTCOME_COLOURS.get(str(v), theme.GREY) for v in values]
    bars = {
        "type": "bar",
        "x": counts,
        "y": labels,
        "orientation": "h",
        "customdata": values,
        "marker": {"color": colours},
        "texttemplate": "%{x}",
        "textposition": "outside",
        "cliponaxis": False,
        "hovertemplate": f"%{{y}}: %{{x}} of {words.attacks(total)}<extra></extra>",
    }
    fig = {
        "data": [bars],
        "layout": {
            "hovermode": "closest",
            "height": 48 + 26 * len(labels),
            "xaxis": {"visible": False, "range": [0, max(counts) * 1.12]},
            "yaxis": {"autorange": "reversed", "ticks": ""},
        },
    }
    known = rows[rows["value"] != "unknown"]
    most = known["attacks"].max()
    lead = known[known["attacks"] == most]
    if known.empty:
        title = f"The {word} is unknown for {words.attacks(total)}"
    elif len(lead) > 1:
        title = f"No {word} leads: {len(lead)} share the most, {words.attacks(most)} each"
    else:
        leader = words.sentence(lead["label"].iloc[0])
        title = f"{leader}: {most} of {words.attacks(total)}, the most of any {word}"
    unknown = int(rows.loc[rows["value"] == "unknown", "attacks"].sum())
    alt = (
        f"{title}. The bars show {len(rows)} {'value' if len(rows) == 1 else 'values'} "
        f"in order; the {word} is unknown for {unknown}."
    )
    note = ""
    if dimension == "weapon":
        note = (
            "An attack with several weapons counts once under each: they add up to more. "
            "A missile is one of no stated kind."
        )
    return Chart(key, title, fig, alt, rows, note)


def timeline(rows_by_month: pd.DataFrame, events: pd.DataFrame) -> Chart:
    """Show the attacks a month with the turning points named (rows of charts/attacks_by_month)."""
    key, totals = "attacks_timeline", rows_by_month.groupby("month")["attacks"].sum()
    found = totals[totals > 0]
    if found.empty:
        return Chart(key, "Attacks on merchant ships", None, _NOTHING, rows_by_month)
    bars = {
        "type": "bar",
        "x": totals.index.tolist(),
        "y": totals.tolist(),
        "marker": {"color": theme.ACCENT},
        "xperiod": "M1",
        "xperiodalignment": "middle",
        "text": [f"<b>{month:%B %Y}</b><br>{words.attacks(n)}" for month, n in totals.items()],
        "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
        "showlegend": False,
    }
    axis = _month_axis(totals)
    layout = {"hovermode": "closest", "height": HEIGHT, "xaxis": axis}
    fig: Figure = {"data": [bars], "layout": layout}
    events = _within(events, fig)
    free, most = 1 - overlay.labels_height(events), int(totals.max())
    step = next(n for n in (1, 2, 5, 10, 20, 50, 100, 10**6) if most <= 4 * n)
    # Ticks stop at the bars: above them is the room for the labels.
    ticks = list(range(0, most + 1, step))
    fig["layout"]["yaxis"] = {"range": [0, 1.02 * most / free], "tickvals": ticks}
    overlay.draw(fig, events, y_label=1)
    title = f"{words.attacks(found.sum())} on merchant ships{_quiet(totals)}"
    alt = (
        f"Bars of {words.attacks(found.sum())} a month {_span(totals)}, with turning points of the "
        f"conflict named above them. {_peak(totals)}."
    )
    return Chart(key, title, fig, alt, rows_by_month, f"{UNIT}{_lines(events)}")


_NOTHING = "No chart: no attack fits the filters. Nothing is drawn."


def _severity(outcome: str) -> tuple[int, str]:
    order = list(theme.OUTCOME_COLOURS)
    return (order.index(outcome) if outcome in order else len(order), outcome)


def _span(totals: pd.Series) -> str:
    return f"from {totals.index.min():%B %Y} to {totals.index.max():%B %Y}"


def _peak(totals: pd.Series) -> str:
    return f"Attacks peaked at {totals.max()} in {totals.idxmax():%B %Y}{_quiet(totals)}"


def _quiet(totals: pd.Series) -> str:
    """Say after which month nothing was recorded, if the months end with empty ones."""
    last = totals[totals > 0].index.max()
    return f", none on record after {last:%B %Y}" if last < totals.index.max() else ""


def _stack(part: pd.DataFrame, outcome: str, totals: pd.Series) -> dict[str, Any]:
    """Return the bars of one outcome."""
    hatched = {"shape": "/", "fillmode": "replace", "size": 5}
    return {
        "type": "bar",
        "x": part["month"].tolist(),
        "y": part["attacks"].tolist(),
        "name": outcome,
        "marker": {"color": theme.OUTCOME_COLOURS.get(outcome, theme.GREY)}
        | ({"pattern": hatched} if outcome == "claimed only" else {}),
        "xperiod": "M1",
        "xperiodalignment": "middle",
        "text": [
            f"<b>{month:%B %Y}</b><br>{outcome}: {count} of {words.attacks(totals[month])}"
            for month, count in zip(part["month"], part["attacks"], strict=True)
        ],
        "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
    }


def _climb(rows: pd.DataFrame) -> dict[str, Any]:
    """Return the line that steps up with each day of attacks."""
    return {
        "type": "scatter",
        "x": rows["date"].tolist(),
        "y": rows["cumulative_attacks"].tolist(),
        "mode": "lines",
        "line": {"color": theme.ACCENT, "width": 2.5, "shape": "hv"},
        "text": [
            f"<b>{words.day(row['date'])}</b><br>{words.attacks(row['attacks'])} on this day, "
            f"{row['cumulative_attacks']} so far"
            for row in rows.to_dict("records")
        ],
        "hovertemplate": "%{text}<extra></extra>",
        "showlegend": False,
    }


def _month_axis(totals: pd.Series) -> dict[str, Any]:
    first, last = totals.index.min(), totals.index.max() + pd.offsets.MonthBegin()
    year = {"dtick": "M1", "tickformat": "%b\n%Y"} if len(totals) <= 13 else {}
    return {"type": "date", "range": [first, last], "ticklabelmode": "period", **year}


def _lines(events: pd.DataFrame) -> str:
    return "" if events.empty else LINES


def _within(events: pd.DataFrame, fig: Figure) -> pd.DataFrame:
    """Return the events that the figure's time axis shows."""
    first, last = fig["layout"]["xaxis"]["range"]
    return events[events["date"].between(first, last)]
