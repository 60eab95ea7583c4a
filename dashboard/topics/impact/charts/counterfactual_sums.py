"""Missing and extra transits: the scenarios beside each other, sums by class of ship."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.kit.charts import draw, theme, words
from dashboard.kit.charts import transit_words as say
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.named_rows import Axis, Point, forest
from dashboard.topics.impact.charts import counterfactual_words as told
from dashboard.topics.impact.charts.counterfactual import NO_WEEK

TICKS = {-100.0: "", -50.0: "−50 %", 0.0: "0", 50.0: "+50 %", 100.0: "", 150.0: ""}
"""Where lines are drawn between the scenarios; a telephone has room for three names."""

ROWS = ("all", "sum of the classes", *say.CLASSES)
ROW_PX = 26
HEAD_PX = 30


def scenarios(rows: pd.DataFrame, leading: str) -> Chart:
    """Draw the change of each passage against what each scenario expected.

    ``rows`` are those of ``losses.scenarios``; the 95 percent interval is that of ``leading``.
    """
    key, title = "expected_scenarios", "Transits against those expected, by scenario"
    if rows.empty:
        return Chart.none(key, title, NO_WEEK, rows)
    places = {place: rows[rows["chokepoint"] == place] for place in say.ordered(rows)}
    points = [
        _point(row, row["scenario"] == leading)
        for part in places.values()
        for row in as_records(part)
    ]
    high = max(100.0, *(point.high for point in points))
    ticks = {at: name for at, name in TICKS.items() if at <= high}
    figure = forest(points, Axis("against those expected", -100, min(high, 160), 0, ticks), 27)
    found = []
    for place, part in places.items():
        changes = part["change_pct"].tolist()
        kind = "missing" if max(changes) <= 0 else "extra" if min(changes) >= 0 else "unclear"
        size = f"{told.percents(changes)} " if kind != "unclear" else ""
        found.append(f"{size}{kind} at {say.short(place)}")
    title = f"{told.sum_span(rows)}: {words.joined(found)}"
    note = "Line: 95 % interval of the leading scenario, a lower bound of the uncertainty."
    method = f"Counted against expected, all classes. {say.ATTRIBUTION}"
    alt = f"Dots in percent, a row a passage and scenario. {title}."
    return Chart(key, title, figure, alt, rows, note, method=method)


def _point(row: dict[str, Any], is_leading: bool) -> Point:
    bounds = ("low_95_pct", "high_95_pct") if is_leading else ("change_pct", "change_pct")
    place, scenario = say.short(row["chokepoint"]), told.SCENARIOS[row["scenario"]]
    said = words.hover(
        f"{place}, {scenario}",
        f"{told.amount(row)} ({words.signed(row['change_pct'])})",
        f"95 %: {told.interval(row['low_95'], row['high_95'])}",
        told.counted(row),
    )
    colour = theme.CHOKEPOINT_COLOURS[row["chokepoint"]]
    low, high = (row[name] for name in bounds)
    return Point(f"{place}: {scenario}", row["change_pct"], low, high, colour, said)


def by_class(rows: pd.DataFrame) -> Chart:
    """Draw the sums of a period by chokepoint and class (rows of ``sums.totals``).

    ``is_trusted`` of a row says what the back-test found of its 95 percent interval.
    """
    key, title = "expected_by_class", "Missing and extra transits by class of ship"
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
        f"Hollow: {len(hollow)} of {len(rows)} lines, too narrow in the back-test.",
        say.containers(rows, None),
    )
    method = words.note(
        "Left of zero missing, right of it extra; thick 80 %, thin 95 % interval.",
        say.FEEDERS if say.containers(rows, None) else "",
        say.ATTRIBUTION,
    )
    alt = (
        f"Dots with intervals, a panel a chokepoint ({words.joined(list(map(say.short, places)))}),"
        f" a row a class of ship: transits counted less expected. {title}."
    )
    return Chart(key, title, fig, alt, rows, note, method=method)


def _panel(rows: pd.DataFrame, place: str, axis: str) -> list[draw.Part]:
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
