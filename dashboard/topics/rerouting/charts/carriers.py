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

ROW_PX, NEWS_PX = 24, 92
"""Height of a row, width of the column of last news."""

ABOVE = 1.6
"""Rows from the top of the plot to the first row: the ticks of the events stand there."""

TOLD, FADED = 0.45, 0.14
"""Opacity of the bar of a state, and of the same once nothing was heard for ``SILENT``."""

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
    names = _rows(rows)
    places = {name: number for number, (name, is_carrier) in enumerate(names) if is_carrier}
    checked = rows["checked_until"].max()
    last = max(_until(rows), rows["date"].max())
    first = max(start, rows["date"].min())
    room = max(LEAST_ROOM, ROOM * (last - first))
    heads = [
        text.html(name, text.NAME) if is_carrier else f"<b>{text.html(words.sentence(name))}</b>"
        for name, is_carrier in names
    ]
    fig = draw.figure(
        96 + ROW_PX * (len(names) + 1),
        [*_bars(rows, start, places), *_marks(rows[rows["in_period"]], places)],
        draw.dates(first - room, last + room),
        draw.rows(heads) | draw.span(len(names) - 0.4, -ABOVE),
        NEWS_PX,
        annotations=_news(rows, places),
    )
    said = overlay.draw(fig, events, height=round(ROW_PX * (len(names) + 1.2)))
    title = _finding(rows)
    inside = rows[rows["in_period"]]
    second = int(inside["is_second_hand"].sum())
    until = "Bars end with the period."
    if pd.notna(checked) and rows["state_until"].max() >= checked:
        until = f"The record was checked until {words.day(checked)}, where the bars end."
    note = "Bars: what a carrier announced last; silence since is no proof."
    method = words.note(
        "Marks are announcements, bars the state that a carrier announced last, pale from"
        f" {SILENT.days} days of silence on: that is not proof that it holds, and single ships may"
        " have sailed otherwise. A return, or the suspension of one, may concern named services"
        " only, while what was announced of others stands: a mark tells its scope.",
        until,
        _silence(rows),
        DEFINED,
        f"Known at second hand alone: {second} of {len(inside)}." if second else "",
        said,
    )
    alt = (
        f"{words.counted(len(places), 'row')}, one a carrier, with"
        f" {words.counted(len(inside), 'announcement')} as marks over time. {title}."
    )
    return Chart(key, title, fig, alt, rows, note, method=method)


def _heard(rows: pd.DataFrame) -> pd.Series[pd.Timestamp]:
    """Return the day of the last news of each carrier, the latest first."""
    latest = rows.groupby("carrier")["last_announced"].max().reset_index()
    order = latest.sort_values(["last_announced", "carrier"], ascending=[False, True])
    return order.set_index("carrier")["last_announced"]


def _rows(rows: pd.DataFrame) -> list[tuple[str, bool]]:
    """Return the rows from the top: each segment, then its carriers; those last heard of first."""
    of = dict(zip(rows["carrier"], rows["segment"], strict=True))
    segments: dict[str, list[str]] = {}
    for carrier in _heard(rows).index:
        segments.setdefault(of[carrier], []).append(carrier)
    return [
        row
        for segment, carriers in segments.items()
        for row in [(segment, False), *((carrier, True) for carrier in carriers)]
    ]


def _news(rows: pd.DataFrame, places: dict[str, int]) -> list[draw.Part]:
    """Return the column right of the plot: the day of the last news of each carrier."""
    told = {places[str(name)]: words.date_of(day) for name, day in _heard(rows).items()}
    column = {0: "<b>Last news</b>"} | told
    return [draw.label(1, at, said, shift=6, xref="paper") for at, said in column.items()]


def _finding(rows: pd.DataFrame) -> str:
    """Say how many carriers are back, and what there is of the others."""
    last = _last(rows)
    if last.empty:
        stops = words.counted(rows["carrier"].nunique(), "carrier")
        return f"{stops} refused bookings for named ports; no other announcement in the period"
    silent = _silent(rows)
    counts = {
        "plan": int((last == PLAN).sum()),
        "suspended": int((last == "suspended again").sum()),
        "silent": len(silent),
    }
    back, total = int(last.isin(RETURNS).sum()), len(last)
    counts["away"] = total - back - sum(counts.values())
    since = f"silent since {words.month(silent.max())}" if len(silent) else ""
    said = [
        f"{counts[of] if total > 1 else 'it'} {one if counts[of] == 1 else many}"
        for of, one, many in (
            ("plan", "is planning to return", "plan to return"),
            ("suspended", "returned and stopped again", "returned and stopped again"),
            ("silent", f"is {since}", f"are {since}"),
            ("away", "is staying away", "stay away"),
        )
        if counts[of]
    ]
    until, checked = _until(rows), rows["checked_until"].max()
    is_now = pd.notna(checked) and until >= checked
    lead = _lead(back, last, "" if is_now else f" by {words.day(until)}")
    return ("; " if back else ": ").join(filter(None, [lead, ", ".join(said)]))


def _lead(back: int, last: pd.Series[str], by: str) -> str:
    """Say how many of the carriers are back via Suez, of a single one whether it is."""
    part = f"back{by}, at least in part"
    if len(last) == 1:
        (name,) = last.index
        return f"{name} is {part}" if back else f"{name} is not back{by}"
    if not back:
        return f"No carrier is back{by}"
    who = f"All {back}" if back == len(last) else f"{back} of {len(last)}"
    return f"{who} carriers {'is' if back == 1 else 'are'} {part}"


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
    """Return the day of the last announcement of each carrier that stays away, long silent."""
    last = _last(rows)
    heard = _heard(rows)[last.index[last.isin(("paused", "diverted"))]]
    return heard[heard <= _until(rows) - SILENT]


def _silence(rows: pd.DataFrame) -> str:
    """Return what is called silent, where the title counts carriers that are."""
    said = "The title counts carriers as silent whose last announcement lies"
    return f"{said} {SILENT.days} days or more before the bars end." if len(_silent(rows)) else ""


def _bars(rows: pd.DataFrame, start: pd.Timestamp, places: dict[str, int]) -> list[draw.Part]:
    """Return the states from the period on, each pale from its silence on."""
    parts: dict[tuple[str, float], list[tuple[int, pd.Timestamp, pd.Timestamp]]] = {}
    every = as_records(rows)
    for row in every:
        if pd.isna(row["state_until"]):
            continue
        heard = max(
            other["date"]
            for other in every
            if other["carrier"] == row["carrier"] and row["date"] <= other["date"]
            and (other is row or other["date"] < row["state_until"])
        )  # fmt: skip
        since, until = max(row["date"], start), row["state_until"]
        pale = min(max(heard + SILENT, since), until)
        for opacity, first, last in ((TOLD, since, pale), (FADED, pale, until)):
            if first < last or (opacity == TOLD and since == until):
                place = places[row["carrier"]]
                parts.setdefault((row["action"], opacity), []).append((place, first, last))
    found = []
    for action, (_, colour) in ACTIONS.items():
        for opacity, name in ((TOLD, f"state: {action}"), (FADED, f"state: {action}, then silent")):
            if bars := parts.get((action, opacity)):
                at, firsts, lasts = zip(*bars, strict=True)
                found.append(draw.ranges(at, firsts, lasts, colour, 9, name, opacity=opacity))
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
