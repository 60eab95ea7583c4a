"""When the rate of attacks changed: weekly counts, beneath them the chance of a change by step."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.kit.charts import draw, text, theme, words
from dashboard.kit.charts.base import NOTHING, Chart, Figure, as_records
from dashboard.topics.impact.charts.interventions import COLOURS

SPLIT = (0.38, 0.28)
"""Foot of the upper panel and top of the lower one, as shares of the height."""

UNITS = {"day": "attacks a week", "transit": "attacks per 1,000 transits"}


def changes(weeks: pd.DataFrame, steps: pd.DataFrame, turns: list[pd.Timestamp], per: str) -> Chart:
    """Draw weekly rates, and under them the probability of a change before and after each step.

    ``weeks`` have week, attacks, the rate as counted (``shown``) and as estimated (``rate``,
    ``low``, ``high``), and ``change``, the probability that it changed with that week. ``steps``
    have intervention, kind, date, and the probabilities ``changed_before`` and ``changed_from``
    with the same before the counts were seen (``prior_before``, ``prior_from``). ``turns`` are the
    weeks near which a change is likelier than not; ``per`` is "day" or "transit".
    """
    key = "attack_changes"
    if weeks.empty:
        return Chart.none(key, "When the rate of attacks changed", NOTHING, weeks, "")
    unit = UNITS[per]
    title = f"No week stands out in which {unit} changed"
    if turns:
        days = words.joined([words.date_of(day) for day in sorted(turns)])
        title = f"{words.sentence(unit)} most likely changed near {days}"
    both = weeks
    note = "Line and band: estimated rate with its 95 % interval, allowing for bunches."
    method = ""
    if len(steps):
        named = steps.rename(columns={"date": "week"}).drop(columns=["kind"])
        both = pd.concat([weeks, named], ignore_index=True)
        method = (
            "Below: chance of a change in the four weeks before a step (hollow), from its week to"
            f" four weeks after (filled); dotted: {100 * float(steps['prior_from'].max()):.0f} %,"
            " before looking."
        )
    alt = (
        f"Bars of {unit} by week with a line of the estimated rate, above points for the chance of"
        f" a change before and after {words.counted(len(steps), 'step')}. {title}."
    )
    rows = both.sort_values("week", kind="stable", ignore_index=True)
    return Chart(
        key, title, _figure(weeks, as_records(steps), unit), alt, rows, note, method=method
    )


def _figure(weeks: pd.DataFrame, steps: list[dict[str, Any]], unit: str) -> Figure:
    days = weeks["week"].tolist()
    told = [
        words.hover(
            f"week from {words.day(row['week'])}",
            words.attacks(row["attacks"]),
            f"estimated {row['rate']:.1f} {unit} ({row['low']:.1f} to {row['high']:.1f})",
            f"chance that the rate changed with this week: {100 * row['change']:.0f} %",
        )
        for row in as_records(weeks)
    ]
    band = {"fill": "tonexty", "fillcolor": theme.rgba(theme.ATTACK, 0.22)}
    rests = [draw.rule("y2", max(row["prior_from"] for row in steps), 1.5)] if steps else []
    chances = draw.span(-0.06, 1.06, tickvals=[0, 0.5, 1], ticktext=["0", "50 %", "100 %"])
    return draw.figure(
        430,
        [
            draw.bars(days, weeks["shown"], theme.GREY, told, "counted", marker={"opacity": 0.55}),
            _stairs(days, weeks["low"], 0, "low"),
            _stairs(days, weeks["high"], 0, "interval") | band,
            _stairs(days, weeks["rate"], 2.5, "estimated"),
            *(mark for row in steps for mark in _marks(row)),
        ],
        draw.dates(days[0], days[-1] + pd.Timedelta(days=7)),
        [
            {"domain": [SPLIT[0], 1], "fixedrange": True},
            chances | {"domain": [0, SPLIT[1]], "fixedrange": True, "zeroline": False},
        ],
        margin={"r": 12, "t": 22},
        bargap=0.1,
        shapes=[*(draw.rule("x", row["date"], 1, _colour(row)) for row in steps), *rests],
        annotations=[
            draw.heading(words.sentence(unit), 1.0),
            draw.heading("Chance of a change near each step", SPLIT[1] + 0.01),
        ],
    )


def _stairs(days: list[pd.Timestamp], values: pd.Series, width: float, name: str) -> draw.Part:
    line = {"color": theme.ATTACK, "width": width, "shape": "hvh"}
    return draw.path(days, values, theme.ATTACK, name=name, line=line)


def _colour(row: dict[str, Any]) -> str:
    return COLOURS.get(row["kind"], theme.GREY)


def _marks(row: dict[str, Any]) -> list[draw.Part]:
    marks = []
    for moment, symbol, said in (
        ("before", "circle-open", "in the four weeks before"),
        ("from", "circle", "in its week or the four after"),
    ):
        chance, prior, name = row[f"changed_{moment}"], row[f"prior_{moment}"], f"changed_{moment}"
        told = (
            f"<b>{text.html(row['intervention'])}</b>, {words.day(row['date'])}<br>chance of a"
            f" change {said}: {100 * chance:.0f} %<br>before looking {100 * prior:.0f} %"
        )
        look: draw.Part = {"size": 10, "symbol": symbol, "marker": {"line": {"width": 2}}}
        look |= {"yaxis": "y2", "cliponaxis": False}
        marks.append(draw.dots([row["date"]], [chance], _colour(row), [told], name, **look))
    return marks
