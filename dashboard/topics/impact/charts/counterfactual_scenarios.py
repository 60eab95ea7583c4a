"""The scenarios beside each other: what is missing or extra at each passage by each of them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.kit.charts import theme, words
from dashboard.kit.charts import transit_words as say
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.named_rows import Axis, Point, forest
from dashboard.topics.impact.charts import counterfactual_words as told
from dashboard.topics.impact.charts.counterfactual import NO_WEEK

LINE_PX = 27
TICKS = {-100.0: "", -50.0: "−50 %", 0.0: "0", 50.0: "+50 %", 100.0: "", 150.0: ""}
"""Where lines are drawn; a telephone has room for three names."""


def scenarios(rows: pd.DataFrame, leading: str) -> Chart:
    """Draw the change of each passage against what each scenario expected.

    ``rows`` are those of ``losses.scenarios``; the 95 percent interval is that of ``leading``.
    """
    key, title = "expected_scenarios", "Transits against those expected, by scenario"
    if rows.empty:
        return Chart.none(key, title, NO_WEEK, rows)
    records = [
        row for place in say.ordered(rows) for row in as_records(rows[rows["chokepoint"] == place])
    ]
    points = [_point(row, row["scenario"] == leading) for row in records]
    high = max(100.0, *(point.high for point in points))
    ticks = {at: name for at, name in TICKS.items() if at <= high}
    figure = forest(points, Axis("against those expected", -100, min(high, 160), 0, ticks), LINE_PX)
    title = f"{told.sum_span(rows)}: {_finding(rows)}"
    note = (
        "Counted against expected, all classes. Line: 95 % interval of the leading scenario, a"
        f" lower bound of the uncertainty. {say.ATTRIBUTION}"
    )
    alt = f"Dots in percent, a row a passage and scenario. {title}."
    return Chart(key, title, figure, alt, rows, note)


def _point(row: dict[str, Any], is_leading: bool) -> Point:
    bounds = ("low_95_pct", "high_95_pct") if is_leading else ("change_pct", "change_pct")
    low, high = (row[name] for name in bounds)
    return Point(
        f"{say.short(row['chokepoint'])}: {told.SCENARIOS[row['scenario']]}",
        row["change_pct"],
        low,
        high,
        theme.CHOKEPOINT_COLOURS[row["chokepoint"]],
        words.hover(
            f"{say.short(row['chokepoint'])}, {told.SCENARIOS[row['scenario']]}",
            f"{told.amount(row)} ({words.signed(row['change_pct'])})",
            f"95 %: {told.interval(row['low_95'], row['high_95'])}",
            told.counted(row),
        ),
    )


def _finding(rows: pd.DataFrame) -> str:
    parts = []
    for place in say.ordered(rows):
        changes = rows[rows["chokepoint"] == place]["change_pct"].tolist()
        kind = "missing" if max(changes) <= 0 else "extra" if min(changes) >= 0 else "unclear"
        size = f"{told.percents(changes)} " if kind != "unclear" else ""
        parts.append(f"{size}{kind} at {say.short(place)}")
    return words.joined(parts)
