"""Published quotes of costs as dots with their words above them, a panel a unit."""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd

from dashboard.kit.charts import cost_words, draw, text, theme, words
from dashboard.kit.charts.base import Chart, Figure, as_records
from dashboard.kit.charts.cost_words import amount, hover, when
from dashboard.kit.charts.numbers import published

NOTHING = "no quote fits the filters. Nothing is drawn."
EMPTY = "No quote of this kind in the period: widen it or choose another kind."

HEAD_PX, TEXT_PX, DOT_PX = 36, 16, 26
"""Heights of the heading of a panel, of a line of words, of the dot below them with its gap."""

NARROW = 320
"""Pixels that a plot is wide on a telephone: values must fit beside their dots there."""

WIDTH = 58
"""Characters of a line of the words above a dot: it must fit a telephone."""

Panel = tuple[str, list[dict[Any, Any]], list[list[str]], list[str], list[bool]]
"""Heading, quotes, the lines of words above them, their colours, which of them are hollow."""


def surcharges(rows: pd.DataFrame) -> Chart:
    """Set the surcharges of one unit side by side (rows of charts/cost_surcharges)."""
    key = "cost_surcharges"
    if rows.empty:
        return Chart.none(key, "Surcharges by carrier", NOTHING, rows, EMPTY)
    unit = str(rows["unit"].iloc[0])
    ordered = rows.sort_values(["value_high", "date"], ascending=[False, True])
    war = rows["war_date"].iloc[0]
    paints = [
        theme.GREY if pd.isna(carrier) or day > war else theme.MAGENTA
        for carrier, day in zip(ordered["carrier"], ordered["date"], strict=True)
    ]
    records = as_records(ordered)
    labels = [_charge(row) for row in records]
    fig = _dots([("", records, labels, paints, [False] * len(rows))])
    title = _range(records, unit)
    count = words.counted(len(rows), "published surcharge")
    alt = f"Dots of {count} in {unit}, the highest first. {title}."
    since = "" if pd.isna(war) else " and charges since the Iran war"
    note = words.note(
        "Announced charges need not have been paid.",
        f"Grey are market averages{since}." if theme.GREY in paints else "",
    )
    method = words.note(
        "What a carrier added to its rate, by the charge’s own words. Charges per TEU, FEU, reefer"
        " and container are not comparable, so only one unit is drawn.",
        f"The Iran war began on {words.day(war)}." if since else "",
    )
    return Chart(key, title, fig, alt, ordered, note, method=method)


def others(rows: pd.DataFrame, kind: str) -> Chart:
    """Draw the quotes of one kind of cost, a panel a component (rows of facts/cost_quotes)."""
    key = "cost_quotes"
    if rows.empty:
        return Chart.none(key, kind, NOTHING, rows, EMPTY)
    panels = []
    every = as_records(rows.sort_values(["date", "value_high"]))
    for name in rows["component_title"].unique():
        records = [row for row in every if row["component_title"] == name]
        heading = text.html(f"{name}, {records[0]['unit']}", WIDTH)
        labels = [_remarked(row) for row in records]
        earlier = [not row["is_in_period"] for row in records]
        panels.append((heading, records, labels, [theme.TEAL] * len(records), earlier))
    fig = _dots(panels)
    count = f"{len(rows)} published quote{'s' * (len(rows) != 1)}"
    title = f"{kind}: {count}"
    if len(panels) > 1:
        title += f" of {len(panels)} components, each on a scale of its own"
    last = every[-1]
    alt = (
        f"Dots of {count}, a panel a component. The latest is"
        f" {amount(last['value_low'], last['value_high'])} {last['unit']},"
        f" {last['scope']}, {when(last)}."
    )
    is_earlier = not rows["is_in_period"].all()
    note = words.note(
        "Quotes, not a market series. Each component has its own scale.",
        "Hollow: before the period." if is_earlier else "",
    )
    method = words.note(
        "Nothing is drawn between published quotes; scales begin at zero. Slanted: remarks of the"
        " compilers.",
        "Hollow dots are what later ones are to be compared with." if is_earlier else "",
    )
    return Chart(key, title, fig, alt, rows, note, method=method)


def _range(records: list[dict[Any, Any]], unit: str) -> str:
    """Tell the lowest and the highest of surcharges, which stand in order of their upper ends."""
    first = records[0]
    by = f"{first['charge'] if pd.isna(first['carrier']) else first['carrier']}, {when(first)}"
    if len(records) == 1:
        asked = amount(first["value_low"], first["value_high"])
        return f"One surcharge in the period: {asked} {unit} ({by})"
    most = first["value_high"]
    least = min(cost_words.ends(row, "value_low", "value_high")[0] for row in records)
    if least == most:
        return f"{len(records)} surcharges, all of {published(most)} {unit}"
    more = sum(row["value_high"] == most for row in records) - 1
    also = f" and {more} more" if more else ""
    between = f"{published(least)} to {published(most)} {unit}"
    return f"Surcharges ran from {between}, the highest: {by}{also}"


def _charge(row: dict[Any, Any]) -> list[str]:
    """Return the lines above a dot: the date, the carrier in bold, the words of its charge."""
    if pd.isna(row["carrier"]):
        return _lines(f"{when(row)} · {row['charge']}")
    whole = str(row["carrier"]).replace(" ", "\u00a0")  # a hard space: no line ends within a name
    lines = _lines(f"{when(row)} · {whole} {row['charge']}")
    bold = f"· <b>{text.html(row['carrier'])}</b>"
    return [line.replace(f"· {text.html(whole)}", bold) for line in lines]


def _remarked(row: dict[Any, Any]) -> list[str]:
    """Return the lines above a dot: date, scope and, slanted, the note, which says what is open."""
    lines = _lines(f"{when(row)} · {row['scope']}")
    if pd.isna(row["note"]):
        return lines
    note = [f"<i>{line}</i>" for line in _lines(words.sentence(str(row["note"])))]
    if len(lines) == len(note) == 1 and len(lines[0]) + len(str(row["note"])) < WIDTH:
        return [f"{lines[0]} · {note[0]}"]
    return lines + note


def _lines(said: str) -> list[str]:
    """Break a text of a row into as few lines as hold it, of about one length, for a chart."""

    def broken(width: int) -> list[str]:
        return textwrap.wrap(said, width, break_on_hyphens=False)

    count = len(broken(WIDTH))
    least = min(max(len(said) // count, *map(len, said.split(" "))), WIDTH)
    lines = broken(next(n for n in range(least, WIDTH + 1) if len(broken(n)) <= count))
    return [text.html(line) for line in lines]


def _dots(panels: list[Panel]) -> Figure:
    """Draw panels of dots below each other.

    Each panel has an x axis of its own, from zero, over the same width; values stand at the dots.
    """
    data: list[draw.Part] = []
    notes: list[draw.Part] = []
    axes: draw.Part = {}
    place = 0  # in pixels from the top, as all heights here
    for number, (heading, records, labels, paints, hollow) in enumerate(panels):
        name = draw.axis_of(number, "x")
        if heading:
            place += HEAD_PX
            notes.append(_text([f"<b>{heading}</b>"], place - 6))
        places = []
        for lines in labels:
            place += TEXT_PX * len(lines) + DOT_PX
            places.append(place - DOT_PX // 2)
        highs = [float(row["value_high"]) for row in records]
        low, high = min(0.0, *highs), max(0.0, *highs)
        longest = max(len(amount(row["value_low"], row["value_high"])) for row in records)
        share = min((22 + 7.5 * longest) / NARROW, 0.6)
        room = (high - low) * share / (1 - share * (1 + (low < 0)))
        over = {"fixedrange": True, "overlaying": "x" if number else None}
        axis = draw.unseen(low - room * (low < 0), high + room, **over)
        axes[name.replace("x", "xaxis")] = axis
        stems = draw.ranges(places, [0.0] * len(highs), highs, theme.GREY, 1.5, opacity=0.6)
        data += [stems | {"xaxis": name}, _ends(records, places, paints, hollow) | {"xaxis": name}]
        for row, y, label in zip(records, places, labels, strict=True):
            notes += [_text(label, y - 7), _value(row, y, name)]
    down = draw.unseen(place, 0, fixedrange=True)
    return draw.figure(16 + place, data, axes.pop("xaxis"), down, annotations=notes, **axes)


def _ends(
    records: list[dict[Any, Any]], places: list[int], paints: list[str], hollow: list[bool]
) -> draw.Part:
    """One trace of the dots; a range has one at each end, an upper figure alone a triangle."""
    marks = []
    for row, place, paint, is_hollow in zip(records, places, paints, hollow, strict=True):
        shape = "triangle-left" if pd.isna(row["value_low"]) else "circle"
        told = hover(row, row["value_low"], row["value_high"], row["unit"])
        look = (f"{shape}-open", 2) if is_hollow else (shape, 0)
        for value in cost_words.ends(row, "value_low", "value_high"):
            marks.append((value, place, paint, told, *look))
    x, y, colours, texts, symbols, edges = zip(*marks, strict=True)
    return draw.dots(x, y, colours, texts, size=10, symbol=symbols, edge=edges)


def _text(lines: list[str], foot: int) -> draw.Part:
    said = "<br>".join(lines)
    return draw.label(0, foot, said, xref="paper", yanchor="bottom", align="left")


def _value(row: dict[Any, Any], place: int, axis: str) -> draw.Part:
    """Return the amount, to stand beyond the dot as seen from zero."""
    high = float(row["value_high"])
    anchor, shift = ("right", -9) if high < 0 else ("left", 9)
    said = f"<b>{amount(row['value_low'], high)}</b>"
    return draw.label(high, place, said, anchor, shift, xref=axis, yanchor="middle")
