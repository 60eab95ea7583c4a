"""Events of the escalation as thin lines over any chart with dates on its x axis."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Any

import pandas as pd

from dashboard.kit.charts import text, theme, words
from dashboard.kit.charts.base import Figure, as_records
from dashboard.kit.charts.draw import ranges

KINDS = {
    "Houthi attack on shipping": "escalation",
    "Houthi attack on Israel": "escalation",
    "Israeli strikes on Yemen": "escalation",
    "US/UK strikes on Yemen": "escalation",
    "Gaza war": "escalation",
    "Israel-Hezbollah": "escalation",
    "Iran-Israel": "escalation",
    "Iraq militias": "escalation",
    "Hormuz/Iran war": "escalation",
    "Houthi-Saudi war": "escalation",
    "naval operation": "response",
    "shipping industry": "response",
    "sanctions": "response",
    "ceasefire or truce": "truce or diplomacy",
    "diplomacy": "truce or diplomacy",
}
"""Category of an event -> its kind, which its colour stands for."""

KEYS = {
    "escalation": "escalation",
    "response": "response",
    "truce or diplomacy": "truce or diplomacy",
}
"""Kind of event -> its name in the legend."""

PLOT = 300
"""Height in pixels of the plots that the shares below are meant for."""

CROWD = 12
"""Up to so many events each is a line over the whole height; of more, only the landmarks are."""

TICK = 0.95
"""Foot of the ticks along the top that stand for the other events of a crowd."""

MARK = "events"
"""What the traces of events carry, by which they can be told from the data."""

OWN = {"range": [0, 1], "visible": False, "fixedrange": True}
"""The axis of the events of a plot."""

THROUGH = OWN | {"domain": [0, 1], "anchor": "x"}
"""The axis of the events of several panels: it reaches through all of them."""

WEEK = pd.Timedelta(days=7)
READER, READ = "reader", 4
"""The trace that reads all lines at one date; events that its reading of a date lists."""

HOVER_WIDTH, BRIEF_WIDTH = 60, 36
"""Characters of a line of hover text, and where it lists lines as well: it must fit a telephone."""


def draw(
    fig: Figure,
    events: pd.DataFrame,
    panels: bool = False,
    height: int = PLOT,
) -> str:
    """Add thin lines for events (rows of lists/events) to a figure with dates on its x axis.

    Those outside its time axis are left out. The legend names their kinds. Return what is to be
    said of the ground that they were checked on, mostly "". The text of an event is read by
    hovering over the top of its line; where a hover reads all lines at one date (``x unified``), by
    the reading of the date before it, and of no other.

    Few traces on an axis of their own, behind the data, hold all the lines: fifty shapes with
    fifty annotations take several times as long to redraw. In a figure of ``panels``, y axes one
    above the other over one x axis, that axis is y9 and reaches through all of them; ``height``
    is that of all of them in pixels.
    """
    events = within(events, fig)
    if events.empty:
        return ""
    layout = fig["layout"]
    if panels:
        layout["yaxis9"] = THROUGH
    else:
        axis = layout.get("yaxis", {})
        # Unless it is named, it is taken from the other axis.
        mode = "array" if "tickvals" in axis else "linear" if "dtick" in axis else "auto"
        layout["yaxis"] = axis | {"overlaying": "y2", "tickmode": mode}
        layout["yaxis2"] = OWN
    tick = 1 - PLOT / height * (1 - TICK)
    place = "y9" if panels else "y2"
    # One by one: faster than frames, for so few.
    lines = [event | {"foot": 0.0, "top": 1.0} for event in as_records(events)]
    if len(lines) > CROWD:
        for line in lines:
            line["foot"] = tick if pd.isna(line.get("label")) else 0.0
    is_read = read(fig, lines)
    head = "Events: "
    for kind, colour in theme.EVENT_COLOURS.items():
        if of_kind := [e for e in lines if kind_of(e) == kind]:
            fig["data"].append(_lines(of_kind, f"{head}{KEYS[kind]}", colour, place, is_read))
            head = ""
    return ground(lines)


def within(events: pd.DataFrame, fig: Figure) -> pd.DataFrame:
    """Return the events that the figure's time axis shows."""
    axis = fig["layout"].get("xaxis", {})
    return events[events["date"].between(*axis["range"])] if "range" in axis else events


def kind_of(event: dict[Any, Any]) -> str:
    """Return the kind of an event, which is an escalation unless its category is another."""
    return KINDS.get(event["category"], "escalation")


def hover(event: dict[Any, Any]) -> str:
    """Return the words shown on an event's line: title, date, category and detail."""
    day = f"{words.day(event['date'])}, {event['category']}"
    detail = event["detail"] if pd.notna(event["detail"]) else ""
    return words.hover(text.html(event["title"]), day, *text.html_lines(detail, HOVER_WIDTH))


def _brief(event: dict[Any, Any]) -> str:
    """Return an event's title and day for a hover that lists other things too, on a telephone."""
    lines = text.html_lines(event["title"], BRIEF_WIDTH)
    return f"<b>{'<br>'.join(lines)}</b>, {words.date_of(event['date'])}"


def read(fig: Figure, lines: Sequence[dict[Any, Any]]) -> bool:
    """Add each event to the reading of the days that hold it; False where nothing reads.

    A unified hover would take an event from as far as its nearest point lies, which may be weeks.
    One that no reading holds has one of its own.
    """
    if fig["layout"].get("hovermode", "x unified") != "x unified":
        return False
    reader = next((trace for trace in fig["data"] if trace.get("name") == READER), None)
    if reader is None:
        return False
    days = [pd.Timestamp(day) for day in reader["x"]]
    steps = sorted(after - before for before, after in pairwise(days)) or [WEEK]
    texts, said = list(reader["text"]), dict[int, list[str]]()
    for event in sorted(lines, key=itemgetter("date")):
        at = bisect_right(days, event["date"]) - 1
        if at < 0 or event["date"] - days[at] >= steps[len(steps) // 2]:
            reader["x"], reader["y"] = [*reader["x"], event["date"]], [*reader["y"], reader["y"][0]]
            texts.append(_brief(event))
        else:
            said.setdefault(at, []).append(_brief(event))
    for at, told in said.items():
        more = [f"and {len(told) - READ} more events"] if len(told) > READ else []
        texts[at] = "<br>".join([texts[at], *told[:READ], *more])
    reader["text"] = texts
    return True


def ground(lines: Sequence[dict[Any, Any]]) -> str:
    """Say of what ground alone the events are that lie after the check of all of them."""
    for line in lines:
        further = line.get("further_ground")
        if pd.notna(further) and line["date"] > line["checked_until"]:
            day = words.day(line["checked_until"])
            return f"Events after {day} are those of {text.cut(further)} alone."
    return ""


def _lines(
    events: list[dict[Any, Any]], name: str, colour: str, place: str, is_read: bool
) -> dict[str, Any]:
    """One trace of vertical lines: per event its foot, its top and a break; the legend names it."""
    days, feet, tops = ([event[of] for event in events] for of in ("date", "foot", "top"))
    texts = None if is_read else [hover(event) for event in events]
    look = {"color": colour, "size": [0, 6, 0] * len(events), "line": {"width": 0}}
    style: dict[str, Any] = {"yaxis": place, "mode": "lines+markers", "marker": look}
    style |= {"showlegend": True, "meta": MARK}
    if is_read:
        style["hoverinfo"] = "skip"
    return ranges(days, feet, tops, colour, 1, name, texts=texts, upright=True, **style)
