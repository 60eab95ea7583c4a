"""Sums of transits not seen and extra transits by class of ship, with intervals."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.kit.charts import draw, theme, words
from dashboard.kit.charts import transit_words as say
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.transit_words import CLASSES
from dashboard.topics.impact.charts import counterfactual_words as told
from dashboard.topics.impact.charts.counterfactual import NO_WEEK

ROWS = ("all", "sum of the classes", *CLASSES)
ROW_PX = 26
HEAD_PX = 30


def by_class(rows: pd.DataFrame) -> Chart:
    """Draw the sums of a period by chokepoint and class (rows of ``sums.totals``).

    ``is_trusted`` of a row says what the back-test found of its 95 percent interval.
    """
    key, title = "expected_by_class", "Transits not seen and extra transits by class of ship"
    if rows.empty:
        return Chart.none(key, title, NO_WEEK, rows)
    places = say.ordered(rows)
    tall = [len(ROWS) * ROW_PX] * len(places)
    domains = draw.domains(tall, HEAD_PX)
    rows_of = draw.rows([words.sentence(told.name_of(name)) for name in ROWS], 0.6, anchor="x")
    data, heads = [], []
    for number, (place, (_, top)) in enumerate(zip(places, domains, strict=True)):
        data += _panel(rows[rows["chokepoint"] == place], place, draw.axis_of(number))
        heads.append(draw.heading(f"<b>{say.short(place)}</b>", top, yshift=3))
    x = {"tickformat": ",.0f", "showgrid": True, "zeroline": True, "nticks": 5, "tickangle": 0}
    fig = draw.figure(
        sum(tall) + HEAD_PX * len(places) + 40,
        data,
        x | {"anchor": draw.axis_of(len(places) - 1)},
        [rows_of | {"domain": domain, "fixedrange": True} for domain in domains],
        margin={"t": 4},
        annotations=heads,
    )
    title = f"{told.sum_span(rows)}: {_finding(rows)}"
    hollow = rows[~rows["is_trusted"]]
    note = words.note(
        "Left of zero not seen, right of it extra; thick 80 %, thin 95 % interval. Hollow:"
        f" {len(hollow)} of {len(rows)} lines whose interval was too narrow in the back-test.",
        say.containers(rows, None),
        say.ATTRIBUTION,
    )
    alt = (
        f"Dots with intervals, a panel a chokepoint ({words.joined(list(map(say.short, places)))}),"
        f" a row a class of ship: transits counted less expected. {title}."
    )
    return Chart(key, title, fig, alt, rows, note)


def _panel(rows: pd.DataFrame, place: str, axis: str) -> list[draw.Part]:
    """Return intervals and dots of one chokepoint."""
    colour = theme.CHOKEPOINT_COLOURS[place]
    shown = rows[rows["vessel_class"].isin(ROWS)]
    at = shown["vessel_class"].map(ROWS.index)
    lines = [
        draw.ranges(at, shown[low], shown[high], colour, width, opacity=0.75, yaxis=axis)
        for width, low, high in ((1.5, "low_95", "high_95"), (4.5, "low_80", "high_80"))
    ]
    values, places = shown["difference"].tolist(), at.tolist()
    texts = [_told(row) for row in as_records(shown)]
    marks = ["circle" if trusted else "circle-open" for trusted in shown["is_trusted"]]
    classes = shown.loc[shown["vessel_class"] != "all", "difference"].tolist()
    if classes:
        total = sum(classes)
        values, places, marks = [*values, total], [*places, 1], [*marks, "diamond"]
        texts.append(words.hover("Sum of the classes", told.amount({"difference": total})))
    look: draw.Part = {"size": 10, "symbol": marks, "edge": 2, "yaxis": axis}
    return [*lines, draw.dots(values, places, colour, texts, say.short(place), **look)]


def _told(row: dict[str, Any]) -> str:
    return words.hover(
        told.place(row["chokepoint"], row["vessel_class"]),
        f"{told.amount(row)}, {words.counted(row['weeks'], 'week')}",
        f"95 %: {told.interval(row['low_95'], row['high_95'])}",
        f"80 %: {told.interval(row['low_80'], row['high_80'])}",
        told.counted(row),
    )


def _finding(rows: pd.DataFrame) -> str:
    """Name the class that lost most at the first chokepoint and whether all are clear of zero."""
    place = say.ordered(rows)[0]
    classes = rows[(rows["chokepoint"] == place) & (rows["vessel_class"] != "all")]
    if classes.empty:
        return "transits counted less expected"
    row = max(as_records(classes), key=lambda record: abs(record["difference"]))
    clear = int(((classes["high_95"] < 0) | (classes["low_95"] > 0)).sum())
    return (
        f"at {say.short(place)} the largest change is {told.name_of(row['vessel_class'])},"
        f" {told.amount(row)}; {clear} of {len(classes)} classes differ beyond their 95 % interval"
    )
