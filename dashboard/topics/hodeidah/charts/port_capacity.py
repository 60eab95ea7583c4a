"""What the ports could handle before and after, measure by measure, and where sources differ."""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd

from dashboard.kit.charts import draw, text, theme, words
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.import_words import aside, wrapped

KEY = "port_capacity"
NOTHING = "no capacity is stated. Nothing is drawn."
STATES = {
    "before": ("before", theme.GREY, False),
    "left": ("left after", theme.MAGENTA, False),
    "lost": ("lost", theme.MAGENTA, True),
}
"""State of an amount -> words, colour, whether hatched; those of neither are left out."""

ORDER = ("Fuel storage", "Harbour", "Berths", "Cranes", "Tugs")
HEAD_PX, BAR_PX, LINE_PX = 30, 14, 64
"""Height of a measure's name, of a bar, of a bar with the words below it."""

HODEIDAH = "Hodeidah"
"""Place that amounts are of unless their label names another."""

WIDTH = 52
"""Characters of a line of a label: it must fit a telephone."""

NOTE = "As published; nothing is added up. Whole record, unfiltered."
CONFLICT = "Lost and left are more than there were."
METHOD = (
    "Each bar is an amount as published, with its day, that of the event or of the statement, and"
    " its publisher; bars are to scale within a measure, not between measures. Hatched red is what"
    " was lost. No count of berths, cranes or tugs that worked after the last strike is published"
    " here, so nothing is added up. Amounts are of Hodeidah where no other place is named."
)


def statements(rows: pd.DataFrame) -> Chart:
    """Draw amounts of capacity by measure and state (rows of charts/port_capacity)."""
    rows = rows[rows["state"].isin(list(STATES))]
    if rows.empty:
        return Chart.none(KEY, "Capacity of the ports", NOTHING, rows, "None is loaded.")
    given = as_records(rows)
    order = sorted(range(len(given)), key=lambda n: _place_of(given[n]))
    rows, drawn = rows.iloc[order].reset_index(drop=True), [given[n] for n in order]
    most = rows.groupby("measure")["amount"].max()
    places, names, place, before = [], [], 0, ""
    for row in drawn:
        if row["measure"] != before:
            names.append(_text(place + HEAD_PX / 2, [f"<b>{text.html(row['measure'])}</b>"], 13))
            place += HEAD_PX
            before = row["measure"]
        names.append(_text(place + BAR_PX + 18, _label(row), 12))
        places.append(place + BAR_PX / 2)
        place += LINE_PX
    bars = [
        (row, at, row["amount"] / (most[row["measure"]] or 1))
        for row, at in zip(drawn, places, strict=True)
    ]
    of_states = ([bar for bar in bars if bar[0]["state"] == state] for state in STATES)
    fig = draw.figure(
        60 + place,
        [_bars(chosen) for chosen in of_states if chosen],
        draw.unseen(0, 1.02),
        draw.unseen(place, 0),
        barmode="overlay",
        annotations=names,
        legend={"traceorder": "normal"},
    )
    title = _finding(drawn)
    alt = f"Bars of {words.counted(len(rows), 'stated amount')} by measure. {title}."
    conflicts = _conflicts(drawn)
    note, method = words.note(NOTE, CONFLICT * bool(conflicts)), words.note(METHOD, conflicts)
    return Chart(KEY, title, fig, alt, rows, note, method=method)


def _place_of(row: dict[Any, Any]) -> tuple[Any, ...]:
    """Return what sorts the bars: known measures first, then state, the larger amount first."""
    starts = (number for number, start in enumerate(ORDER) if row["measure"].startswith(start))
    rank = next(starts, len(ORDER))
    return rank, row["measure"], list(STATES).index(row["state"]), -row["amount"], row["date"]


def _by_whole(drawn: list[dict[Any, Any]], *states: str) -> list[tuple[str, list[Any]]]:
    """Return each measure, once for each place, with its rows of each of the states."""
    of: dict[tuple[str, str], list[dict[Any, Any]]] = {}
    for row in drawn:
        of.setdefault((row["measure"], row["place"]), []).append(row)
    return [
        (m, [[r for r in rows if r["state"] == s] for s in states]) for (m, _), rows in of.items()
    ]


def _finding(drawn: list[dict[Any, Any]]) -> str:
    """State the measures that have one amount before and one left, of the same place."""
    said = []
    for measure, (before, left) in _by_whole(drawn, "before", "left"):
        if len(before) == 1 and len(left) == 1:
            name, _, unit = measure.partition(", ")
            unit = unit.removesuffix(" of normal")
            first, last = before[0]["amount"], left[0]["amount"]
            said.append(f"{name.lower()} from {first:,.0f} to {last:,.0f} {unit}".rstrip())
    return f"As stated, {words.joined(said)}" if said else "What is stated of the ports’ capacity"


def _conflicts(drawn: list[dict[Any, Any]]) -> str:
    """Name what one publisher calls lost and another calls left where both exceed what was."""
    said = [
        f"{measure.partition(',')[0].lower()}: {a['amount']:,.0f} lost"
        f" ({_who(a)}: {a['statement']}) and {b['amount']:,.0f} left"
        f" ({_who(b)}: {b['statement']}), of {most:,.0f}{'' if before else ' named'}"
        for measure, (before, lost, left) in _by_whole(drawn, "before", "lost", "left")
        for a in lost
        for b in left
        if a["publishers"] != b["publishers"]
        and (most := _most(before, a, b))
        and a["amount"] + b["amount"] > most
    ]
    if not said:
        return ""
    return (
        f"Lost and left are more than there were: {'; '.join(said)}. What was repaired between the"
        " two days may be counted in both."
    )


def _most(before: list[dict[Any, Any]], *rows: dict[Any, Any]) -> float:
    """Return the most there were before: the amount stated, else the items that rows name, or 0."""
    if before:
        return float(max(row["amount"] for row in before))
    named = [set() if pd.isna(row["items"]) else set(row["items"].split("|")) for row in rows]
    return float(len(set.union(*named))) if all(named) else 0.0


def _who(row: dict[Any, Any]) -> str:
    return f"{row['publishers']}, {words.day(row['date'])}"


def _label(row: dict[Any, Any]) -> list[str]:
    """Return the two lines below a bar: amount and who said it, and the statement cut short."""
    day, by = words.date_of(row["date"]), text.html(row["publishers"], WIDTH)
    said = f"<b>{row['amount']:,.0f}</b> {STATES[row['state']][0]}, {day}, {by}"
    place = row["place"]
    named = place == HODEIDAH or place in row["statement"]
    what = row["statement"] if named else f"At {place}: {row['statement']}"
    return [said, f"<i>{text.html(textwrap.shorten(what, WIDTH, placeholder=' …'))}</i>"]


def _text(place: float, lines: list[str], size: int) -> draw.Part:
    style: draw.Part = {"yanchor": "middle", "align": "left", "font": {"size": size}}
    return draw.label(0, place, "<br>".join(lines), xref="paper", **style)


def _bars(chosen: list[tuple[dict[Any, Any], float, float]]) -> draw.Part:
    """Return the bars of one state: row, place, length."""
    rows, places, lengths = zip(*chosen, strict=True)
    name, colour, is_hatched = STATES[rows[0]["state"]]
    style: draw.Part = {"orientation": "h", "width": BAR_PX, "showlegend": True}
    style["marker"] = {"pattern": theme.HATCHED} if is_hatched else None
    return draw.bars(lengths, places, colour, map(_hover, rows), name, **style)


def _hover(row: dict[Any, Any]) -> str:
    head = f"{text.html(row['measure'])}: {row['amount']:,.0f} {STATES[row['state']][0]}"
    said = map(wrapped, (row["statement"], f"Place: {row['place']}", _who(row)))
    return words.hover(head, *said, *aside(row["note"]))
