"""Attacks before and after each step that was meant to stop or answer them."""

from __future__ import annotations

from math import isinf, isnan
from typing import Any

import pandas as pd

from dashboard.charts import text, theme, words
from dashboard.charts.base import Chart, as_records
from dashboard.charts.impact_forest import Axis, Point, forest

COLOURS = {"naval operation": theme.BLUE, "strikes": theme.ORANGE, "truce": theme.GREEN}
"""Kind of a step -> colour."""

AXIS = Axis(
    "rate after, times that before",
    1 / 16,
    16,
    1,
    {1 / 16: "1/16", 1 / 4: "1/4", 1: "1", 4: "4", 16: "16"},
    log=True,
)
DASH = "\u2060–\u2060"
"""A dash at which no line breaks."""

DOUBT = 0.05
"""Corrected p below which a change is called more than chance explains."""

EMPTY = "No step lies within the period and the checked record: widen the period."


def rate_ratios(rows: pd.DataFrame, placebo: tuple[int, int]) -> Chart:
    """Draw a ratio of rates a step (facts/intervention_rates with ``rate_ratio.table``).

    ``placebo`` is how many days of the record were compared in the same way, and at how many of
    them the interval leaves out 1.
    """
    key = "intervention_rates"
    if rows.empty:
        alt = "No chart: no step lies within the period. Nothing is drawn."
        return Chart(key, "Attacks before and after each step", None, alt, rows, empty=EMPTY)
    records = as_records(rows)
    fig = forest([_point(row) for row in records], AXIS)
    title = _title(records)
    alt = (
        f"Points with intervals on a logarithmic axis, one for each of"
        f" {words.counted(len(rows), 'step')}. {title}."
    )
    return Chart(key, title, fig, alt, rows, _note(records, placebo))


def changed(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the steps after which the rate changed by more than chance explains."""
    return [row for row in records if row["is_testable"] and row["p_holm"] < DOUBT]


def _title(records: list[dict[str, Any]]) -> str:
    window, tested = records[0]["window_days"], sum(row["is_testable"] for row in records)
    if not tested:
        return f"No step can be tested: no attack within {window} days of any"
    found = changed(records)
    head = f"{window} days before and after: "
    if not found:
        return f"{head}no step was followed by a change that chance does not explain"
    said = [f"{'fewer' if row['ratio'] < 1 else 'more'} after {_name(row)}" for row in found]
    return f"{head}attacks changed more than chance explains at {len(found)} of {tested} steps:" \
        f" {words.joined(said)}"  # fmt: skip


def _name(row: dict[str, Any]) -> str:
    return f"“{row['intervention']}”"


def _note(records: list[dict[str, Any]], placebo: tuple[int, int]) -> str:
    first = records[0]
    looks = first["looks"]
    compared, outside = placebo
    said = [
        "Dot: attacks a day after a step over attacks a day before, fewer to the left of 1; thick:"
        " its exact 95 % interval (conditional binomial); thin: wide enough for"
        f" {words.looks(looks)} (Bonferroni; the title’s verdict is Holm’s at 5 %). The day of a"
        " step counts as after. An arrow is a ratio off the axis, such as none after (0).",
        _cut(records),
        "* Another step falls within the windows, so the two cannot be told apart (hover names it)."
        if any(row["others"] for row in records)
        else "",
        f"The same comparison made at every day of the record with whole windows ({compared:,} of"
        f" them had an attack in one) leaves out 1 at {100 * outside / compared:.0f} %; chance"
        " alone would give 5 % at most. So attacks ebb and flow with no step near, and a step that"
        " is taken after a bad month is followed by a better one in any case."
        if compared
        else "",
        "A change after a step is not yet a change by the step.",
    ]
    return " ".join(filter(None, said))


def _cut(records: list[dict[str, Any]]) -> str:
    """Say which windows end where the record does."""
    said = []
    for row in records:
        short = [
            f"{row[column]} days {word}"
            for column, word in (("days_before", "before"), ("days_after", "after"))
            if row[column] < row["window_days"]
        ]
        if short:
            said.append(f"{row['intervention']} has {words.joined(short)}")
    return f"Windows are cut where the record begins or ends: {'; '.join(said)}." if said else ""


def _point(row: dict[str, Any]) -> Point:
    star = "*" if row["others"] else ""
    before, after = row["attacks_before"], row["attacks_after"]
    label = (
        f"{text.html(row['intervention'], text.NAME)}{star}<br><span style='font-size:11px'>"
        f"{words.date_of(row['date'])}: {before} → {after}</span>"
    )
    said = [
        f"<b>{text.html(row['title'])}</b>",
        words.day(row["date"]),
        f"{words.attacks(before)} in {row['days_before']} days before,"
        f" {after} in {row['days_after']} days from then on",
        in_words(row),
    ]
    if row["is_testable"]:
        looks = words.counted(row["looks"], "look")
        said.append(f"p {_p(row['p'])}, corrected for {looks} {_p(row['p_holm'])}")
    if row["others"]:
        said.append(f"within the windows: {text.html(row['others'].replace('|', ', '))}")
    return Point(
        label,
        row["ratio"] if row["is_testable"] else None,
        row["low"],
        row["high"],
        COLOURS.get(row["kind"], theme.GREY),
        "<br>".join(said),
        (row["low_all"], row["high_all"]),
        "no attack before or after",
    )


def _p(value: float) -> str:
    return "below 0.001" if value < 0.001 else f"{value:.3f}"


def in_words(row: dict[str, Any]) -> str:
    """Say a ratio with its interval: "0.52 times (0.24 to 1.06)"."""
    ratio = row["ratio"]
    if isnan(ratio):
        return "no attack before or after: nothing to compare"
    if ratio == 0:
        return f"none after; at most {row['high']:.2f} times the rate before"
    if isinf(ratio):
        return f"none before; at least {row['low']:.2f} times the rate before"
    return f"{ratio:.2f} times the rate before ({row['low']:.2f} to {row['high']:.2f})"


def cell(row: dict[str, Any]) -> str:
    """Say the same where there is little room; a change that chance does not explain is bold."""
    ratio = row["ratio"]
    if isnan(ratio):
        return "–"
    if ratio == 0:
        said = f"0 (to {row['high']:.2f})"
    elif isinf(ratio):
        said = f"∞ (from {row['low']:.2f})"
    else:
        said = f"{ratio:.2f} ({row['low']:.2f}{DASH}{row['high']:.2f})"
    said = said.replace(" ", "\u00a0")
    return f"**{said}**" if row["is_testable"] and row["p_holm"] < DOUBT else said


def sensitivity_cells(rows: pd.DataFrame) -> pd.DataFrame:
    """Set ratios out, a row a step and a column a way of counting (rows with ``setting``)."""
    cells = rows.assign(cell=[cell(row) for row in as_records(rows)])
    order = list(dict.fromkeys(rows["intervention"]))
    wide = cells.pivot(index="intervention", columns="setting", values="cell")
    wide = wide.reindex(index=order, columns=list(dict.fromkeys(rows["setting"])))
    wide.index.name = "step"
    return wide.fillna("–")
