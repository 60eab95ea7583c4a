"""How far ships are back at Bab el-Mandeb: 0 is the crisis, 100 the year before it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts import theme, words
from dashboard.charts import transit_words as say
from dashboard.charts.base import Chart, Figure, as_records
from dashboard.charts.series import WEEKS_GAP, end_labels, line, quiet, reader, rest_line

NAMES = {"container": "container ships", "all": "all ships"}
COLOURS = {"container": theme.VERMILLION, "all": theme.SLATE}
NO_WEEK = "No four weeks of the period lie in the record of Bab el-Mandeb since March 2024."


def chart(rows: pd.DataFrame) -> Chart:
    """Draw the index by week, both classes; ``rows`` are those of charts/return_index."""
    key, title = "return_index", "Return to Suez"
    known = rows[rows["index"].notna()] if len(rows) else rows
    if known.empty:
        return Chart.none(key, title, NO_WEEK, rows)
    low, high = (
        min(-30.0, float(known["index"].min()) - 4),
        max(104.0, float(known["index"].max()) + 4),
    )
    fig: Figure = {
        "data": [],
        "layout": {
            "height": 360,
            "margin": {"r": 120},
            "xaxis": {
                "type": "date",
                "range": [known["week"].min(), known["week"].max() + pd.Timedelta(days=6)],
                "hoverformat": " ",
            },
            "yaxis": {"range": [low, high], "tickvals": [0, 25, 50, 75, 100]},
            "shapes": [rest_line(0), rest_line(100)],
        },
    }
    ends = []
    for kind in [name for name in NAMES if name in set(known["vessel_class"])]:
        part = known[known["vessel_class"] == kind]
        weeks, values = part["week"].tolist(), part["index"].tolist()
        bare = [""] * len(part)
        fig["data"].append(quiet(line(weeks, values, bare, NAMES[kind], COLOURS[kind], WEEKS_GAP)))
        ends.append((NAMES[kind], COLOURS[kind], values[-1]))
        fig["layout"]["shapes"].append(
            rest_line(float(part["back_index"].iloc[0])) | {"line": _dash(COLOURS[kind])}
        )
    fig["layout"]["annotations"] = end_labels(ends, low, high, 0.08)
    lines: dict[pd.Timestamp, list[str]] = {week: [] for week in sorted(known["week"].unique())}
    for row in as_records(known):
        lines[row["week"]].append(
            f"{words.sentence(NAMES[row['vessel_class']])}: {_number(row['index'])}, "
            f"{row['four_weeks_per_day']:.1f} a day over four weeks"
        )
    read = {week: say.reading(week, said) for week, said in lines.items()}
    fig["data"].append(reader(list(read), list(read.values()), y=[low] * len(read)))
    if known["is_war"].any():
        fig["layout"]["shapes"].append(_since_war(known))
    title = f"Return to Suez: {_finding(known)}"
    note = (
        "Mean of four weeks at Bab el-Mandeb; 0 is March 2024 to December 2025, 100 the year before"
        " the crisis; dashed: what “back” asks for."
        + " Shaded: since the Iran war many ships switch AIS off." * bool(known["is_war"].any())
        + f" {say.ATTRIBUTION}"
    )
    alt = f"Lines of an index by week for container ships and all ships. {title}."
    return Chart(key, title, fig, alt, rows, note)


def sentence(rows: pd.DataFrame) -> str:
    """Say how far container ships are back, as a finding; "" without a week."""
    row = latest(rows, "container")
    if row is None:
        return ""
    return (
        f"**Return to Suez: {_number(row['index'])} of 100** (0 the crisis, 100 the year before):"
        f" container ships, four weeks to {words.date_of(ending(row))}; {ever(rows, 'container')}."
    )


def latest(rows: pd.DataFrame, kind: str) -> dict[str, Any] | None:
    """Return the latest week of a class that has an index, None without one."""
    known = rows[(rows["vessel_class"] == kind) & rows["index"].notna()]
    return None if known.empty else as_records(known)[-1]


def ending(row: dict[str, Any]) -> pd.Timestamp:
    """Return the last day of a week."""
    return pd.Timestamp(row["week"]) + pd.Timedelta(days=6)


def ever(rows: pd.DataFrame, kind: str) -> str:
    """Say whether the rule for "back" was ever met: "never back (four weeks above 13)"."""
    part = rows[rows["vessel_class"] == kind]
    rule = f"four weeks above {_number(part['back_index'].iloc[0])}"
    met = part[part["is_back"]]
    if met.empty:
        return f"never back ({rule})"
    return f"back from {words.date_of(ending(as_records(met)[0]))} on ({rule})"


def _finding(rows: pd.DataFrame) -> str:
    parts = []
    for kind, name in NAMES.items():
        if row := latest(rows, kind):
            parts.append(f"{name} at {_number(row['index'])} of 100, {ever(rows, kind)}")
    last = rows["week"].max() + pd.Timedelta(days=6)
    return f"{'; '.join(parts)}; to {words.day(last)}"


def _number(value: float) -> str:
    whole = round(value)
    return f"−{-whole}" if whole < 0 else str(whole)


def _dash(colour: str) -> dict[str, Any]:
    return {"color": colour, "width": 1, "dash": "4px,3px"}


def _since_war(rows: pd.DataFrame) -> dict[str, Any]:
    part = rows[rows["is_war"]]
    return {
        "type": "rect",
        "xref": "x",
        "x0": part["week"].min(),
        "x1": part["week"].max() + pd.Timedelta(days=7),
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "fillcolor": theme.GREY,
        "opacity": 0.22,
        "line": {"width": 0},
        "layer": "below",
    }
