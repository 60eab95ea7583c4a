"""What each carrier announced about the Red Sea, as a strip over time."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.kit.charts import draw, text, theme, words
from dashboard.kit.charts import events as overlay
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.carrier_words import SILENT

PLAN = "planned return"
ACTIONS = {
    "paused": ("square", theme.SLATE),
    "diverted": ("circle", theme.TEAL),
    "suspended again": ("x", theme.MAGENTA),
    "partial return": ("triangle-up", theme.GREEN),
    "resumed": ("star", theme.GREEN),
    PLAN: ("triangle-up-open", theme.GREEN),
    "cargo stop": ("diamond-open", theme.OLIVE),
}
"""Action -> mark, colour: green is a way back through the Red Sea, filled by symbol and hue."""

RETURNS = ("partial return", "resumed")
STATES = (
    ("a return at least in part", RETURNS),
    ("a plan to return", (PLAN,)),
    ("the suspension of a return", ("suspended again",)),
    ("a pause or diversion", ("paused", "diverted")),
)
"""What a carrier may have announced last: in words, its actions."""

ROW_PX, SEGMENT_PX = 24, 84
ABOVE = 1.6
"""Rows from the top of the plot to the first carrier: the ticks of the events stand there."""

LEAST_ROOM, ROOM = pd.Timedelta(days=6), 0.04
"""Time before the first and after the last mark, so that none is cut: at least, as a share."""

DEFINED = (
    "Paused: voyages stopped for the time being. Diverted: sent round the Cape. Suspended again: a"
    " return withdrawn, at least in part. Partial return: some services or ships back through the"
    " Red Sea. Planned return: the sailings were still to come. Cargo stop: bookings refused for"
    " named ports only. These two change no bar."
)


def strips(rows: pd.DataFrame, events: pd.DataFrame, start: pd.Timestamp) -> Chart:
    """Draw a row a carrier (rows of charts/carrier_actions).

    Marks are announcements; a bar is the state last announced, until the next or the end of the
    check. ``start`` is the first day of the period: an earlier state is drawn from it on.
    """
    key, title = "carrier_strips", "What carriers announced about the Red Sea"
    if rows.empty:
        nothing = "No announcement of these segments falls in the period or reaches into it."
        return Chart.none(key, title, nothing, rows)
    carriers = _ordered(rows)
    checked = rows["checked_until"].max()
    last = max(_until(rows), rows["date"].max())
    first = max(start, rows["date"].min())
    room = max(LEAST_ROOM, ROOM * (last - first))
    places = {name: number for number, name in enumerate(carriers)}
    names = [text.html(name, text.NAME) for name in carriers]
    fig = draw.figure(
        96 + ROW_PX * (len(carriers) + 1),
        [*_bars(rows, start, places), *_marks(rows[rows["in_period"]], places)],
        draw.dates(first - room, last + room),
        draw.rows(names) | draw.span(len(carriers) - 0.4, -ABOVE),
        SEGMENT_PX,
        annotations=_segments(rows, places),
    )
    said = overlay.draw(fig, events, height=round(ROW_PX * (len(carriers) + 1.2)))
    title = _finding(rows)
    inside = rows[rows["in_period"]]
    second = int(inside["is_second_hand"].sum())
    until = "Bars end with the period."
    if pd.notna(checked) and rows["state_until"].max() >= checked:
        until = f"The record was checked until {words.day(checked)}, where the bars end."
    note = "Bars: what a carrier announced last; silence since is no proof."
    method = words.note(
        "Marks are announcements, bars the state that a carrier announced last; single ships may"
        " have sailed otherwise. A return, or the suspension of one, may concern named services"
        " only, while what was announced of others stands: a mark tells its scope.",
        until,
        _silence(rows),
        DEFINED,
        f"Known at second hand alone: {second} of {len(inside)}." if second else "",
        said,
    )
    alt = (
        f"{words.counted(len(carriers), 'row')}, one a carrier, with"
        f" {words.counted(len(inside), 'announcement')} as marks over time. {title}."
    )
    return Chart(key, title, fig, alt, rows, note, method=method)


def _ordered(rows: pd.DataFrame) -> list[str]:
    """Return carriers by segment, the largest first, and in it by number of announcements."""
    counts = rows.groupby(["segment", "carrier"]).size().reset_index(name="announcements")
    counts["in_segment"] = counts.groupby("segment")["announcements"].transform("sum")
    order = counts.sort_values(
        ["in_segment", "segment", "announcements", "carrier"], ascending=[False, True, False, True]
    )
    return [str(name) for name in order["carrier"]]


def _segments(rows: pd.DataFrame, places: dict[str, int]) -> list[draw.Part]:
    """Return the names of the segments, each right of the first of its carriers."""
    of = dict(zip(rows["carrier"], rows["segment"], strict=True))
    firsts = {of[name]: number for name, number in reversed(places.items())}
    return [draw.label(1, at, segment, shift=6, xref="paper") for segment, at in firsts.items()]


def _finding(rows: pd.DataFrame) -> str:
    """Count the carriers by what they had announced last, and those silent since."""
    last = _last(rows)
    if last.empty:
        stops = words.counted(rows["carrier"].nunique(), "carrier")
        return f"{stops} refused bookings for named ports; no other announcement in the period"
    total = len(last)
    said: list[str] = []
    for what, actions in STATES:
        count = int(last.isin(actions).sum())
        if not count:
            continue
        who = f"{count} of {total} carriers" if not said else f"{count}"
        if count == total:
            who = f"all {total} carriers" if total > 1 else str(last.index[0])
        said.append(f"{who} had last announced {what}" if not said else f"{who} {what}")
    silent = _silent(rows)
    quiet = ""
    if len(silent):
        who = f"of {len(silent)} nothing" if total > 1 else "nothing"
        quiet = f"; {who} is on record after {words.day(silent.max())}"
    return f"By {words.day(_until(rows))}, {', '.join(said)}{quiet}"


def _last(rows: pd.DataFrame) -> pd.Series[str]:
    """Return what each carrier announced last; a plan to return tells only of one that is away."""
    told = rows[rows["action"] != "cargo stop"].sort_values(["date", "action"])
    states = told[~told["is_plan"]].groupby("carrier")["action"].last()
    after = told.groupby("carrier").tail(1).set_index("carrier")["is_plan"]
    last = states.reindex(after.index)
    return last.mask(after & ~last.isin(RETURNS), PLAN)


def _until(rows: pd.DataFrame) -> pd.Timestamp:
    """Return the day on which the last bar ends, or of the last plan where there is none."""
    until = rows["state_until"].max()
    return pd.Timestamp(rows["date"].max() if pd.isna(until) else until)


def _silent(rows: pd.DataFrame) -> pd.Series[pd.Timestamp]:
    """Return the day of the last announcement of each carrier that has long been silent."""
    last = rows[rows["action"] != "cargo stop"].groupby("carrier")["last_announced"].max()
    return last[last <= _until(rows) - SILENT]


def _silence(rows: pd.DataFrame) -> str:
    """Return what is called silent, where the title counts carriers that are."""
    said = "The title counts carriers as silent whose last announcement lies"
    return f"{said} {SILENT.days} days or more before the bars end." if len(_silent(rows)) else ""


def _bars(rows: pd.DataFrame, start: pd.Timestamp, places: dict[str, int]) -> list[draw.Part]:
    found = []
    for action, (_, colour) in ACTIONS.items():
        part = rows[(rows["action"] == action) & rows["state_until"].notna()]
        if len(part):
            at, since = part["carrier"].map(places), part["date"].where(part["date"] > start, start)
            until, state = part["state_until"], f"state: {action}"
            found.append(draw.ranges(at, since, until, colour, 9, state, opacity=0.3))
    return found


def _marks(rows: pd.DataFrame, places: dict[str, int]) -> list[draw.Part]:
    """Return the announcements, one trace an action, which is its entry in the legend."""
    found = []
    kinds = rows["action"].mask(rows["is_plan"], PLAN)
    for action, (symbol, colour) in ACTIONS.items():
        part = rows[kinds == action]
        if len(part):
            at, told = part["carrier"].map(places), [_hover(row) for row in as_records(part)]
            look: draw.Part = {"size": 9, "symbol": symbol, "edge": 1.5, "showlegend": True}
            found.append(draw.dots(part["date"], at, colour, told, action, **look))
    return found


def _hover(row: dict[Any, Any]) -> str:
    note = "" if pd.isna(row["note"]) else f"({row['note']})"
    publishers = "" if pd.isna(row["publishers"]) else f"<i>{text.html(row['publishers'])}</i>"
    return words.hover(
        f"{text.html(row['carrier'])}: {PLAN if row['is_plan'] else row['action']}",
        words.day(row["date"]),
        *text.html_lines(row["scope"], overlay.HOVER_WIDTH),
        *text.html_lines(note, overlay.HOVER_WIDTH),
        publishers,
    )
