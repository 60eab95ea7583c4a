"""Strikes and other events at the ports as thin lines over a chart of their imports."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.kit.charts import draw, text, theme, words
from dashboard.kit.charts.base import Figure, as_records
from dashboard.kit.charts.events import HOVER_WIDTH

STRIKES = ("air strike", "naval strike")
STRIP = (0.93, 1.0)
"""Foot and top of the strip of dots, as shares of the figure's height."""

ROWS = {True: 0.7, False: 0.25}
"""Whether a dot stands for strikes -> its height in the strip."""


def add(fig: Figure, events: pd.DataFrame, axis: str, panels: list[list[float]]) -> str:
    """Add a strip of dots for port events (rows of facts/port_events), one a day, on ``axis``.

    Below the dots of strikes lines run through the ``panels``, foot and top of each as shares of
    the figure's height; they are shapes, so that the bars can still be pointed at. The legend
    names both kinds of dots. Return how they are read.
    """
    if events.empty:
        return ""
    layout = fig["layout"]
    strip = draw.unseen(0, 1, domain=list(STRIP), fixedrange=True)
    layout[axis.replace("y", "yaxis")] = strip
    is_strike = events["event_type"].isin(STRIKES)
    if is_strike.any():
        colour = theme.EVENT_COLOURS["escalation"]
        fig["data"].append(
            _dots(events[is_strike], True, "strikes on ports and airports", colour, axis)
        )
        drops = [
            draw.rule("x", day, 1, colour, None, "above") | {"y0": foot, "y1": top, "opacity": 0.6}
            for day in events.loc[is_strike, "date"].unique()
            for foot, top in panels
        ]
        layout["shapes"] = [*layout.get("shapes", []), *drops]
    if (~is_strike).any():
        fig["data"].append(
            _dots(events[~is_strike], False, "other events at ports", theme.GREY, axis)
        )
    return "Point at a dot to read the effect of a strike or another event."


def toll(killed: float | None, injured: float | None) -> str:
    """Return "9 killed, 83 injured"; a missing number is "no number of injured reported"."""
    if pd.isna(killed) and pd.isna(injured):
        return "no toll reported for this place"
    counts = {"killed": killed, "injured": injured}
    return ", ".join(
        f"no number of {name} reported" if pd.isna(count) else f"{count:.0f} {name}"
        for name, count in counts.items()
    )


def hover(day: pd.Timestamp, events: list[dict[Any, Any]]) -> str:
    """Return what is read of the port events of one day."""
    lines: list[str] = []
    for event in events:
        by = " by {}" if event["event_type"] in STRIKES else " ({})"
        by = "" if pd.isna(event["actor"]) else by.format(text.html(event["actor"]))
        lines.append(f"<b>{text.html(event['port'])}: {event['event_type']}{by}</b>")
        said = f"{words.sentence(event['target'])}. {event['effect']}."
        lines += text.html_lines(said, HOVER_WIDTH)
        if event["event_type"] in STRIKES:
            lines.append(f"<i>{toll(event['killed'], event['injured'])}</i>")
    return words.hover(words.day(day), *lines)


def _dots(events: pd.DataFrame, strikes: bool, name: str, colour: str, axis: str) -> draw.Part:
    days: dict[pd.Timestamp, list[dict[Any, Any]]] = {}
    for event in as_records(events.sort_values(["date", "port_event_id"])):
        days.setdefault(event["date"], []).append(event)
    texts = [hover(day, of_day) for day, of_day in days.items()]
    size, heights = 9 if strikes else 7, [ROWS[strikes]] * len(days)
    return draw.dots(
        days, heights, colour, texts, name, size=size, edge=0, yaxis=axis, showlegend=True
    )
