"""Campaigns of attacks as a light shade behind any chart with dates on its x axis."""

from __future__ import annotations

import pandas as pd

from dashboard.kit.charts import draw, text, theme, words
from dashboard.kit.charts.base import Figure, as_records

Span = tuple[pd.Timestamp, pd.Timestamp]

OPACITY = 0.08
NAME_PX, HIGH_PX, TICKS_PX = 11, 15, 18
"""Size of the names, height of a line of them, room for the ticks of events along the top."""

EDGE = 0.15
"""Share of the axis within which a name would be cut off: it ends or begins with its shade."""


def shade(fig: Figure, campaigns: pd.DataFrame, names_at: str = "") -> None:
    """Shade the campaigns (rows of lists/attack_campaigns) over the whole height of a figure.

    ``names_at`` writes their names at the "top" or the "foot" of the plot, neighbours in two
    lines, so that they do not meet on a telephone.
    """
    layout = fig["layout"]
    first, last = (pd.Timestamp(day) for day in layout["xaxis"]["range"])
    for place, row in enumerate(as_records(_within(campaigns, fig))):
        start = max(pd.Timestamp(row["first_day"]), first)
        end = min(pd.Timestamp(row["last_day"]) + pd.Timedelta(days=1), last)
        behind = draw.shade("x", start, end, theme.GREY, OPACITY)
        layout["shapes"] = [*layout.get("shapes", []), behind]
        if names_at:
            name = _name(row["title"], (start, end), (first, last), names_at, place % 2)
            layout["annotations"] = [*layout.get("annotations", []), name]


def said(campaigns: pd.DataFrame, fig: Figure) -> str:
    """Return what is shaded for a note or a text: "shaded: First campaign (19 Nov 2023 to ...)"."""
    told = []
    for row in as_records(_within(campaigns, fig)):
        since = f"since {words.date_of(row['first_day'])}"
        days = since if row["is_open"] else words.dates(row["first_day"], row["last_day"])
        told.append(f"{row['title']} ({days})")
    return f"shaded: {words.joined(told)}" if told else ""


def _within(campaigns: pd.DataFrame, fig: Figure) -> pd.DataFrame:
    first, last = fig["layout"]["xaxis"]["range"]
    is_seen = (campaigns["first_day"] <= last) & (campaigns["last_day"] >= first)
    seen: pd.DataFrame = campaigns[is_seen]
    return seen


def _name(title: str, days: Span, axis: Span, at: str, line: int) -> draw.Part:
    edge = EDGE * (axis[1] - axis[0])
    x, anchor = days[0] + (days[1] - days[0]) / 2, "center"
    if x - axis[0] < edge:
        x, anchor = days[0], "left"
    elif axis[1] - x < edge:
        x, anchor = days[1], "right"
    is_top, lift = at == "top", HIGH_PX * line
    return draw.label(
        x,
        1 if is_top else 0,
        text.html(title, text.NAME),
        anchor,
        yref="paper",
        yshift=-TICKS_PX - lift if is_top else lift,
        yanchor=at if is_top else "bottom",
        font={"size": NAME_PX},
        opacity=0.75,
    )
