"""How far ships are back at Bab el-Mandeb: 0 is the crisis, 100 the year before it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.kit.charts import draw, theme, words
from dashboard.kit.charts import transit_words as say
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.numbers import whole
from dashboard.kit.charts.over_time import WEEK, WEEKS_GAP, Line, line, reader, readings

NAMES = {"container": "container ships", "all": "all ships"}
COLOURS = {"container": theme.BAB, "all": theme.SLATE}
NO_WEEK = "No four weeks of the period lie in the record of Bab el-Mandeb since March 2024."


def chart(rows: pd.DataFrame) -> Chart:
    """Draw the index by week, both classes; ``rows`` are those of charts/return_index."""
    key, title = "return_index", "Return to Suez"
    known = rows[rows["index"].notna()] if len(rows) else rows
    if known.empty:
        return Chart.none(key, title, NO_WEEK, rows)
    low = min(-30.0, float(known["index"].min()) - 4)
    high = max(104.0, float(known["index"].max()) + 4)
    lines, shapes = [], [draw.rule("y", 0), draw.rule("y", 100)]
    for kind in [name for name in NAMES if name in set(known["vessel_class"])]:
        part = known[known["vessel_class"] == kind]
        weeks, values, texts = part["week"], part["index"], map(_told, as_records(part))
        lines.append(Line(NAMES[kind], COLOURS[kind], list(weeks), list(values), list(texts)))
        back = float(part["back_index"].iloc[0])
        shapes.append(draw.rule("y", back, 1, COLOURS[kind], "4px,3px"))
    war = known[known["is_war"]]
    if len(war):
        shapes.append(draw.shade("x", war["week"].min(), war["week"].max() + pd.Timedelta(days=7)))
    ends = [(one.name, one.colour, one.known[-1]) for one in lines]
    read = readings(lines, lambda week: f"Week of {words.day(week)}")
    fig = draw.figure(
        360,
        [line(one.days, one.values, one.colour, WEEKS_GAP, one.name) for one in lines]
        + [reader(read, read.values(), low)],
        draw.dates(known["week"].min(), known["week"].max() + WEEK, hoverformat=" "),
        draw.span(low, high, tickvals=[0, 25, 50, 75, 100]),
        120,
        hovermode="x unified",
        annotations=draw.end_labels(ends, low, high, 0.08),
        shapes=shapes,
    )
    title = f"Return to Suez: {_finding(known)}"
    note = words.note(
        "0 is the crisis, 100 the year before it.",
        "Shaded: since the Iran war many ships switch AIS off." if len(war) else "",
    )
    method = (
        "Mean of four weeks at Bab el-Mandeb; 0 is March 2024 to December 2025; dashed: what “back”"
        f" asks for. {say.ATTRIBUTION}"
    )
    alt = f"Lines of an index by week for container ships and all ships. {title}."
    return Chart(key, title, fig, alt, rows, note, method=method)


def sentence(rows: pd.DataFrame) -> str:
    """Say how far container ships are back, as a finding; "" without a week."""
    row = latest(rows, "container")
    if row is None:
        return ""
    return (
        f"**Return to Suez: {whole(row['index'])} of 100** (0 the crisis, 100 the year before):"
        f" container ships, four weeks to {words.date_of(ending(row))}; {ever(rows, 'container')}."
    )


def latest(rows: pd.DataFrame, kind: str) -> dict[str, Any] | None:
    """Return the latest week of a class that has an index, None without one."""
    known = rows[(rows["vessel_class"] == kind) & rows["index"].notna()]
    return None if known.empty else as_records(known)[-1]


def ending(row: dict[str, Any]) -> pd.Timestamp:
    """Return the last day of a week."""
    return pd.Timestamp(row["week"]) + WEEK


def ever(rows: pd.DataFrame, kind: str) -> str:
    """Say whether the rule for "back" was ever met: "never back (four weeks above 13)"."""
    part = rows[rows["vessel_class"] == kind]
    rule = f"four weeks above {whole(part['back_index'].iloc[0])}"
    met = part[part["is_back"]]
    if met.empty:
        return f"never back ({rule})"
    return f"back from {words.date_of(ending(as_records(met)[0]))} on ({rule})"


def _finding(rows: pd.DataFrame) -> str:
    parts = [
        f"{name} at {whole(row['index'])} of 100, {ever(rows, kind)}"
        for kind, name in NAMES.items()
        if (row := latest(rows, kind))
    ]
    last = rows["week"].max() + WEEK
    return f"{'; '.join(parts)}; to {words.day(last)}"


def _told(row: dict[str, Any]) -> str:
    return (
        f"{words.sentence(NAMES[row['vessel_class']])}: {whole(row['index'])}, "
        f"{row['four_weeks_per_day']:.1f} a day over four weeks"
    )
