"""Strikes on ports by place and day: one mark a strike, its area the deaths reported."""

from __future__ import annotations

from math import sqrt
from typing import Any

import pandas as pd

from dashboard.kit.charts import draw, text, theme, words
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.import_words import aside, wrapped
from dashboard.topics.hodeidah.charts.port_lines import toll

KEY = "port_strikes"
NOTHING = "no strike on a port is on record in these days. Nothing is drawn."
BASE_PX, DEATH_PX = 10, 14
"""Diameter of a strike without deaths; px squared that a death adds to its square."""

ACTORS = {
    "Israel": ("Israel", theme.VERMILLION),
    "United States": ("US", theme.BLUE),
    "United States and United Kingdom": ("US and UK", theme.SKY),
}
"""Who struck -> short name, colour; everybody else is grey."""

MARGIN = pd.Timedelta(days=25)
SHORTEST = pd.Timedelta(days=90)


def by_place_and_day(rows: pd.DataFrame, checked_from: pd.Timestamp | None = None) -> Chart:
    """Draw strikes (rows of charts/port_strikes), a row a place, most struck first.

    ``checked_from`` is the day from which the record was checked.
    """
    if rows.empty:
        return Chart.none(KEY, "Strikes on ports", NOTHING, rows, "")
    often = rows.groupby("port").size()
    places = sorted(often.index, key=lambda place: (-often[place], place))
    actors = [a for a in ACTORS if (rows["actor"] == a).any()]
    others = rows[~rows["actor"].isin(actors)]
    data = [_marks(rows[rows["actor"] == a], places, *ACTORS[a]) for a in actors]
    if len(others):
        known = others["actor"].dropna().unique()
        name = str(known[0]) if len(known) == 1 else "others"
        data.append(_marks(others, places, name, theme.GREY))
    first, last = rows["date"].min(), rows["date"].max()
    first = min(first, last - SHORTEST)
    fig = draw.figure(
        110 + 62 * len(places),
        data,
        draw.dates(first - MARGIN, last + MARGIN, showgrid=True),
        draw.rows([f"{text.html(p, text.NAME)} {often[p]}" for p in places], showgrid=None),
        legend={"itemsizing": "constant"},
    )
    killed = total(rows, "killed") or "no number of deaths reported"
    named = places if len(places) <= 3 else [*places[:2], f"{len(places) - 2} other places"]
    title = f"{struck(len(rows))} on {words.joined(named)}; {killed}"
    note = words.note(
        "One mark is one place struck on one day; behind each name stands its number of strikes."
        " The area of a mark grows with the deaths reported; a hollow mark has no number of deaths,"
        " which may be counted in another place's, so totals are lower bounds. Some tolls are those"
        " of the whole governorate, and Houthi-run bodies are the source of some.",
        f"Strikes before {words.day(checked_from)} were not searched for one by one."
        if checked_from is not None and (rows["date"] < checked_from).any()
        else "",
    )
    alt = f"Marks by place and day, {words.window(rows['date'].min(), last)}. {title}."
    return Chart(KEY, title, fig, alt, rows, note)


def struck(number: int) -> str:
    """Return "1 strike", "25 strikes"."""
    return words.counted(number, "strike")


def strike_line(row: dict[Any, Any]) -> str:
    """Return a strike in a few words: day, who, what, toll."""
    actor = "actor not named" if pd.isna(row["actor"]) else row["actor"]
    return (
        f"{words.day(row['date'])}, {actor}: {row['target']}; {toll(row['killed'], row['injured'])}"
    )


def total(rows: pd.DataFrame, name: str) -> str:
    """Return "at least 118 killed" of those rows that have a number, "" where none has."""
    known = rows[name].dropna()
    least = "at least " if len(known) < len(rows) else ""
    return f"{least}{int(known.sum()):,} {name}" if len(known) else ""


def _marks(part: pd.DataFrame, places: list[str], name: str, colour: str) -> draw.Part:
    """Return marks whose area grows with the deaths, hollow where their number is not known."""
    unknown = part["killed"].isna().tolist()
    sizes = [round(sqrt(BASE_PX**2 + DEATH_PX * n), 1) for n in part["killed"].fillna(0)]
    return draw.dots(
        part["date"],
        map(places.index, part["port"]),
        colour,
        map(_hover, as_records(part)),
        text.html(name, text.NAME),
        size=sizes,
        symbol=["circle-open" if none else "circle" for none in unknown],
        edge=[2 if none else 0 for none in unknown],
        marker={"opacity": 0.85},
        showlegend=True,
    )


def _hover(row: dict[Any, Any]) -> str:
    head = f"{text.html(row['port'])}, {row['event_type']}"
    return words.hover(head, wrapped(strike_line(row)), wrapped(row["effect"]), *aside(row["note"]))
