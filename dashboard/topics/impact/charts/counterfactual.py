"""Transits as counted beside those that were to be expected without the crisis."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.kit.charts import draw, numbers, theme, words
from dashboard.kit.charts import events as overlay
from dashboard.kit.charts import transit_words as say
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.over_time import WEEK, WEEKS_GAP, Line, line, over_time, reader, readings
from dashboard.topics.impact.charts import counterfactual_words as told

NAMES_PX = 112
PANELS = {"y": [0.0, 0.53], "y2": [0.63, 0.88]}
"""Axes of the two panels of ``added_up`` -> their share of the height: sums below, weeks above."""

NO_MODEL = "No model: this line has too few weeks before the crisis to learn a season from."
NO_WEEK = "No week since 7 October 2023 lies in the period. Widen the period."


def expected(
    rows: pd.DataFrame,
    events: pd.DataFrame,
    scenario: str,
    verdict: str,
    war: pd.Timestamp | None = None,
) -> Chart:
    """Draw counted and expected transits a day of one line, before and since the crisis.

    ``rows`` are those of ``Expectation.weekly``; ``verdict`` is what the back-test says of them;
    ``war`` is the first day of the Iran war: weeks since are shaded.
    """
    key, title = "expected_transits", "Transits counted and expected without the crisis"
    since = rows[~rows["is_fit"]] if len(rows) else rows
    if since.empty:
        return Chart.none(key, title, NO_WEEK if len(rows) else NO_MODEL, rows)
    chokepoint, vessel_class = rows["chokepoint"].iloc[0], rows["vessel_class"].iloc[0]
    colour, name = theme.CHOKEPOINT_COLOURS[chokepoint], told.place(chokepoint, vessel_class)
    high = float(rows[["per_day", "expected_per_day", "high_95_per_day"]].max().max())
    weeks = rows["week"].tolist()
    counted, usual = rows["per_day"].tolist(), rows["expected_per_day"].tolist()
    dashes = {"line": {"color": theme.SLATE, "width": 2, "dash": "4px,2px"}}
    read = {row["week"]: _reading(row) for row in as_records(rows)}
    fig, said = over_time(
        [
            Line("counted", colour, weeks, counted),
            Line("expected", theme.SLATE, weeks, usual, style=dashes),
        ],
        read,
        1.08 * high,
        WEEKS_GAP,
        events,
        NAMES_PX,
        height=400,
        behind=[
            *_band(since, "low_95_per_day", "high_95_per_day", theme.SLATE, 0.18, "95 %"),
            *_band(since, "low_80_per_day", "high_80_per_day", theme.SLATE, 0.28, "80 %"),
        ],
    )
    start = draw.rule("x", since["week"].min(), 1.5, layer=None)
    fig["layout"]["shapes"] = [*_left_out(rows), start, *_war(rows, war)]
    title, alt = _finding(since, name)
    note = words.note(
        verdict,
        told.war_sentence(rows["week"].max(), war),
        say.containers(since, [vessel_class]),
    )
    method = words.note(
        f"Expected: {told.SCENARIOS[scenario]}; bands 80 and 95 %. Shaded before the crisis: weeks"
        " left out of the fit.",
        "Back-test: how often the 95 % interval held the sums of weeks before the crisis, each"
        " forecast from a date before them."
        if verdict
        else "",
        say.FEEDERS if say.containers(since, [vessel_class]) else "",
        said,
        say.ATTRIBUTION,
    )
    return Chart(key, title, fig, alt, rows, note, method=method)


def added_up(rows: pd.DataFrame, events: pd.DataFrame, war: pd.Timestamp | None = None) -> Chart:
    """Draw counted less expected of each week, and added up with its 95 percent interval.

    ``rows`` are those of ``sums.cumulative``: several chokepoints, one class of ship; ``war`` is
    the first day of the Iran war: weeks since are shaded.
    """
    key, title = "expected_added_up", "Missing and extra transits, added up"
    if rows.empty:
        return Chart.none(key, title, NO_WEEK, rows)
    vessel_class = rows["vessel_class"].iloc[0]
    data, ends, sums, lines = [], [], [], []
    for chokepoint in say.ordered(rows):
        part, name = rows[rows["chokepoint"] == chokepoint], say.short(chokepoint)
        colour, weeks = theme.CHOKEPOINT_COLOURS[chokepoint], part["week"].tolist()
        added, single = part["added_difference"].tolist(), part["difference"].tolist()
        texts = [_added(record) for record in as_records(part)]
        lines.append(Line(name, colour, weeks, added, texts))
        data += [
            *_band(part, "added_low_95", "added_high_95", colour, 0.16, f"{name}, 95 %"),
            line(weeks, added, colour, WEEKS_GAP, name),
            line(weeks, single, colour, WEEKS_GAP, name, None, 1.5) | {"yaxis": "y2"},
        ]
        last = part.iloc[-1]
        ends.append((name, colour, float(last["added_difference"])))
        amount = told.amount({"difference": last["added_difference"]})
        bounds = told.interval(last["added_low_95"], last["added_high_95"])
        sums.append(f"{name} {amount} ({bounds})")
    scale = _range(rows, "added_low_95", "added_high_95")
    low, high = scale["range"]
    read = readings(lines, say.week)
    fig = draw.figure(
        520,
        [*data, reader(read, read.values(), low)],
        draw.dates(rows["week"].min(), rows["week"].max() + WEEK, anchor="y", hoverformat=" "),
        [
            scale | {"domain": PANELS["y"]},
            _range(rows, "difference", "difference") | {"domain": PANELS["y2"]},
        ],
        NAMES_PX,
        hovermode="x unified",
        hoversubplots="axis",
        shapes=[draw.rule("y", 0), draw.rule("y2", 0), *_war(rows, war)],
        annotations=[
            draw.heading("<b>Week by week</b>, transits a week", PANELS["y2"][1], yshift=3),
            draw.heading("<b>Added up</b>, with 95 % interval", PANELS["y"][1], yshift=3),
            *draw.end_labels(ends, low, high, 0.09),
        ],
    )
    said = overlay.draw(fig, events, panels=True, height=480)
    title = f"{told.span(rows)}: {'; '.join(sums)}"
    note = words.note(
        told.war_sentence(rows["week"].max(), war), say.containers(rows, [vessel_class])
    )
    method = words.note(
        f"Counted less expected, {told.name_of(vessel_class)}: below zero missing, above it extra.",
        say.FEEDERS if say.containers(rows, [vessel_class]) else "",
        said,
        say.ATTRIBUTION,
    )
    alt = (
        f"Two panels of lines by week for {words.joined([end[0] for end in ends])}: counted less"
        f" expected transits, and the same added up. {title}."
    )
    return Chart(key, title, fig, alt, rows, note, method=method)


def _reading(row: dict[str, Any]) -> str:
    said = []
    if pd.notna(row["per_day"]):
        said.append(f"Counted {row['per_day']:.1f} a day")
    if row["is_left_out"]:
        said.append("left out of the fit")
    if pd.notna(row["expected_per_day"]):
        said.append(f"{'Fitted' if row['is_fit'] else 'Expected'} {row['expected_per_day']:.1f}")
    if not row["is_fit"] and pd.notna(row["low_95_per_day"]):
        said += [
            f"80 %: {row['low_80_per_day']:.1f} to {row['high_80_per_day']:.1f}",
            f"95 %: {row['low_95_per_day']:.1f} to {row['high_95_per_day']:.1f}",
        ]
    return words.hover(say.week(row["week"]), *said)


def _added(row: dict[str, Any]) -> str:
    one, added, low, high = (
        numbers.signed(row[name], zero="+")
        for name in ("difference", "added_difference", "added_low_95", "added_high_95")
    )
    place = say.short(row["chokepoint"])
    return f"{place}: {one} in the week, added up {added}<br>   ({low} to {high})"


def _finding(since: pd.DataFrame, name: str) -> tuple[str, str]:
    """Return title and alt: the latest weeks against what was expected of them."""
    known = since[since["per_day"].notna()]
    now, usual = (say.latest(known, c) for c in ("per_day", "expected_per_day"))
    low, high = (say.latest(known, f"{side}_95_per_day") for side in ("low", "high"))
    span = say.span(known)
    title = (
        f"{name}, {span[:1].lower()}{span[1:]}: {now:.1f} transits a day counted, {usual:.1f}"
        f" expected without the crisis ({low:.1f} to {high:.1f})"
    )
    alt = (
        "Lines of counted and expected transits a day by week, with bands of 80 and 95 percent"
        f" since October 2023. {title}."
    )
    return title, alt


def _band(
    rows: pd.DataFrame, low: str, high: str, colour: str, opacity: float, name: str
) -> list[draw.Part]:
    """Return an area a stretch of rows without missing bounds; ``rows`` are weeks in order."""
    known = rows[low].notna() & rows[high].notna()
    stretch = (known != known.shift()).cumsum()[known]
    look: draw.Part = {"fill": "toself", "fillcolor": theme.rgba(colour, opacity)}
    areas = []
    for _, part in rows[known].groupby(stretch):
        weeks = [*part["week"], *reversed(part["week"].tolist())]
        edges = [*part[high], *reversed(part[low].tolist())]
        areas.append(draw.path(weeks, edges, colour, name=name, line={"width": 0}, **look))
    return areas


def _range(rows: pd.DataFrame, low: str, high: str) -> draw.Part:
    lowest, highest = min(float(rows[low].min()), 0.0), max(float(rows[high].max()), 0.0)
    room = 0.06 * ((highest - lowest) or 1)
    return draw.span(lowest - room, highest + room, nticks=6, tickformat=",.0f")


def _left_out(rows: pd.DataFrame) -> list[draw.Part]:
    """Return shades over the weeks before the crisis that the model does not know."""
    out = rows[rows["is_left_out"] & rows["is_fit"]]
    stretch = (out["week"].diff() > pd.Timedelta(days=WEEKS_GAP)).cumsum()
    return [
        draw.shade("x", part["week"].min(), part["week"].max() + pd.Timedelta(days=7))
        for _, part in out.groupby(stretch)
    ]


def _war(rows: pd.DataFrame, war: pd.Timestamp | None) -> list[draw.Part]:
    """Return a shade over the weeks since the Iran war began, where there are any."""
    if not told.war_sentence(rows["week"].max(), war):
        return []
    return [draw.shade("x", war, rows["week"].max() + pd.Timedelta(days=7))]
