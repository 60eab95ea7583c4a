"""How far the scenarios of transits can be trusted: the back-test, and quiet dates as placebos."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.kit.charts import draw, theme, words
from dashboard.kit.charts import transit_words as say
from dashboard.kit.charts.base import Chart, as_records
from dashboard.topics.impact.charts import counterfactual_words as told

DASHES = {"no_growth": "1px,3px", "world_trade": "6px,3px", "past_pace": "solid"}

MEASURES = (("inside_80", "y", 100), ("inside_95", "y", 100), ("score", "y2", 1))
"""Columns of the back-test by weeks added up, the panel of each, the factor to what it shows."""

SPAN = 26
"""Weeks of the placebos that are drawn."""

NO_TEST = "There are too few weeks before the crisis to test anything on."


def by_span(rows: pd.DataFrame, leading: str, sharpest: str) -> Chart:
    """Draw how often intervals of sums held and how they scored, by weeks added up.

    ``rows`` are those of ``backtest.by_span`` for one group of lines.
    """
    key, title = "backtest_by_span", "The back-test by weeks added up"
    if rows.empty:
        return Chart.none(key, title, NO_TEST, rows)
    spans = [f"{span} weeks" for span in dict.fromkeys(rows["span"])]
    worst = 1.15 * float(rows["score"].max())
    lowest = min(60.0, 100 * float(rows["inside_80"].min()) - 4)
    data, ends = [], []
    for scenario, part in rows.groupby("scenario", sort=False):
        name = told.SCENARIOS[str(scenario)]
        is_leading = scenario == leading
        colour, width, size = (theme.ATTACK, 2.6, 7) if is_leading else (theme.GREY, 1.6, 5)
        look: draw.Part = {"mode": "lines+markers", "marker": {"color": colour, "size": size}}
        look |= {"dash": DASHES.get(str(scenario), "solid")}
        weeks = [f"{span} weeks" for span in part["span"]]
        texts = [_measures(row) for row in as_records(part)]
        data += [
            draw.path(
                weeks, part[of] * factor, colour, width, texts, f"{name}, {of}", yaxis=axis, **look
            )
            for of, axis, factor in MEASURES
        ]
        ends.append((name, colour, float(part["score"].iloc[-1])))
    fig = draw.figure(
        440,
        data,
        draw.span(-0.2, len(spans) - 0.8, type="category")
        | {"categoryorder": "array", "categoryarray": spans},
        [
            draw.percent(lowest, 102, domain=[0.56, 0.94], dtick=10),
            draw.span(0, worst, domain=[0, 0.4], nticks=5),
        ],
        150,
        fixed=True,
        shapes=[draw.rule("y", 80), draw.rule("y", 95)],
        annotations=[
            draw.heading("<b>Sums inside</b> the 80 and the 95 % interval", 0.94, yshift=3),
            draw.heading("<b>Interval score</b>, lower is better", 0.4, yshift=3),
            *draw.end_labels(ends, 0, worst, 0.13, "y2"),
        ],
    )
    title = _held(rows[rows["scenario"] == leading], leading, sharpest)
    note = (
        "Few independent tests: dates share one surge. Beyond"
        f" {rows['span'].max()} weeks nothing can be tested."
    )
    alt = f"Two panels of lines by weeks added up, one line a scenario. {title}."
    return Chart(key, title, fig, alt, rows, note, method="Red Sea passages, all classes.")


def by_line(rows: pd.DataFrame, asked: float) -> Chart:
    """Draw of each passage and class how many sums the 95 percent interval held.

    ``rows`` are those of ``backtest.verdicts``; ``asked`` is the share that a trusted line holds.
    """
    key, title = "backtest_by_line", "The back-test by passage and class of ship"
    if rows.empty:
        return Chart.none(key, title, NO_TEST, rows)
    low = min(60.0, 100 * float(rows["inside_95"].min()) - 4)
    names = [name for name in ("all", *say.CLASSES) if name in set(rows["vessel_class"])]
    places = say.ordered(rows)
    data = []
    for number, place in enumerate(places):
        part = as_records(rows[rows["chokepoint"] == place])
        colour, name = theme.CHOKEPOINT_COLOURS[place], say.short(place)
        offset = (number - (len(places) - 1) / 2) * 0.17
        held = [100 * row["inside_95"] for row in part]
        at = [names.index(row["vessel_class"]) + offset for row in part]
        said = [
            f"<b>{told.place(place, row['vessel_class'])}</b><br>{_measures(row)}" for row in part
        ]
        full = ["circle" if row["is_trusted"] else "circle-open" for row in part]
        dots = draw.dots(held, at, colour, said, name, size=10, symbol=full, edge=2)
        data += [dots, draw.key(name, colour)]
    fig = draw.figure(
        44 * len(names) + 90,
        data,
        draw.percent(low, 101, showgrid=True),
        draw.rows([words.sentence(told.name_of(name)) for name in names], 0.6),
        fixed=True,
        legend={"traceorder": "normal"},
        shapes=[draw.rule("x", 95), draw.rule("x", 100 * asked)],
    )
    good = int(rows["is_trusted"].sum())
    title = (
        f"{good} of {len(rows)} lines have a 95 % interval that held at least"
        f" {100 * asked:.0f} % of the sums of the back-test"
    )
    method = f"Leading scenario, sums of 26, 52 and 104 weeks together. {say.ATTRIBUTION}"
    alt = f"Dots of percent by class of ship, one a passage. {title}."
    note = "Hollow dots: the interval was too narrow."
    return Chart(key, title, fig, alt, rows, note, method=method)


def placebos(rows: pd.DataFrame, everywhere: pd.DataFrame) -> Chart:
    """Draw the deviation that the same analysis finds from quiet dates on, for one line.

    ``rows`` are those of ``backtest.placebos`` of the line, ``everywhere`` those of all lines: from
    none of these dates should anything be found.
    """
    key, title = "placebo_dates", "Quiet dates: false alarms"
    rows = rows[rows["span"] == SPAN]
    if rows.empty:
        return Chart.none(key, title, NO_TEST, rows)
    data = []
    for found, colour, name, symbol in (
        (False, theme.SLATE, "nothing found", "circle"),
        (True, theme.MAGENTA, "false alarm", "diamond"),
    ):
        part = rows[rows["is_found"] == found]
        values, said = part["difference_pct"], [_placebo(row) for row in as_records(part)]
        ends = draw.errors(values, part["low_95_pct"], part["high_95_pct"], colour, 0)
        look: draw.Part = {"symbol": symbol, "error_y": ends, "showlegend": True}
        data.append(draw.dots(part["start"], values, colour, said, name, **look))
    y = {"ticksuffix": " %", "nticks": 6}
    fig = draw.figure(300, data, {"type": "date"}, y, shapes=[draw.rule("y", 0)])
    name = told.place(rows["chokepoint"].iloc[0], rows["vessel_class"].iloc[0])
    title = (
        f"{name}: {int(rows['is_found'].sum())} of {len(rows)} quiet dates give a false alarm"
        f" within {SPAN} weeks"
    )
    total = everywhere[everywhere["span"] == SPAN]
    alarms = 100 * total["is_found"].mean()
    note = f"All lines: {alarms:.0f} % false alarms; 5 % would be as announced."
    method = (
        f"The next {SPAN} weeks as forecast from each date, with 95 % interval. {say.ATTRIBUTION}"
    )
    alt = f"Dots with intervals by starting date. {title}."
    return Chart(key, title, fig, alt, rows, note, method=method)


def _placebo(row: dict[str, Any]) -> str:
    return words.hover(
        f"From {words.day(row['start'])}",
        f"{words.signed(row['difference_pct'])} against expected over {row['weeks']} weeks",
        f"95 %: {words.signed(row['low_95_pct'])} to {words.signed(row['high_95_pct'])}",
    )


def _held(rows: pd.DataFrame, leading: str, sharpest: str) -> str:
    """State how often the leading scenario was right, and whether another is sharper."""
    sharper = f"“{told.SCENARIOS[sharpest]}” scores better"
    if rows.empty:
        name = words.sentence(told.SCENARIOS[leading])
        return f"“{name}” cannot be tested; of the others {sharper.replace('better', 'best')}"
    low, high = (100 * getattr(rows["inside_95"], side)() for side in ("min", "max"))
    better = "no scenario scores better" if sharpest == leading else sharper
    return (
        f"“{words.sentence(told.SCENARIOS[leading])}”: its 95 % interval held {low:.0f} to"
        f" {high:.0f} % of the sums before the crisis; {better}"
    )


def _measures(row: dict[str, Any]) -> str:
    named = "scenario" in row and "span" in row
    head = f"<b>{told.SCENARIOS[row['scenario']]}</b>, {row['span']} weeks<br>" if named else ""
    return (
        f"{head}80 % interval held {100 * row['inside_80']:.0f} %, 95 % interval"
        f" {100 * row['inside_95']:.0f} %<br>mean error {row['error_pct']:.0f} %, interval score"
        f" {row['score']:.2f}<br>{row['sums']:,.0f} sums tested"
    )
