"""Attacks before and after each step that was meant to stop or answer them."""

from __future__ import annotations

from math import isinf, isnan
from typing import Any

import pandas as pd

from dashboard.kit.charts import text, theme, words
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.named_rows import Axis, Point, forest, two_rows

COLOURS = {"naval operation": theme.TEAL, "strikes": theme.OLIVE, "truce": theme.GREEN}
"""Kind of a step -> colour."""

TICKS = {1 / 16: "1/16", 1 / 4: "1/4", 1: "1", 4: "4", 16: "16"}
PER = {"day": "a day", "transit": "per ship that passed"}
"""What a rate is per -> in words."""

DOUBT = 0.05
"""Corrected p below which a change is called more than chance explains."""

EMPTY = "No step lies within the period and the checked record: widen the period."


def rate_ratios(rows: pd.DataFrame) -> Chart:
    """Draw a ratio of rates a step (facts/intervention_rates with ``rate_ratio.table``)."""
    key = "intervention_rates"
    if rows.empty:
        alt = "no step lies within the period. Nothing is drawn."
        return Chart.none(key, "Attacks before and after each step", alt, rows, EMPTY)
    records = as_records(rows)
    per = PER[records[0]["per"]]
    axis = Axis(f"attacks {per}, times before", 1 / 16, 16, 1, TICKS, log=True)
    fig = forest([_point(row) for row in records], axis)
    title = _title(records)
    count = words.counted(len(rows), "step")
    alt = f"Points with intervals on a logarithmic axis, one for each of {count}. {title}."
    note = words.note(
        f"Thin lines: intervals of {words.looks(records[0]['looks'])}.",
        "* Another step in the windows." if any(row["others"] for row in records) else "",
        "† Attacks had stopped before." if any(row["had_stopped"] for row in records) else "",
    )
    method = "Thick: exact 95 % interval of one look. Arrow: none on one side."
    return Chart(key, title, fig, alt, rows, note, method=method)


def changed(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the steps after which the rate changed by more than chance explains.

    A step that came after the attacks had stopped is none of them.
    """
    return [
        row
        for row in records
        if row["is_testable"] and not row["had_stopped"] and row["p_holm"] < DOUBT
    ]


def _title(records: list[dict[str, Any]]) -> str:
    days, tested = records[0]["window_days"], sum(row["is_testable"] for row in records)
    per = PER[records[0]["per"]]
    if not tested:
        return f"No step can be tested: no attack within {days} days of any"
    found = [
        f"{'fewer' if row['ratio'] < 1 else 'more'} after “{row['intervention']}”"
        for row in changed(records)
    ]
    if not found:
        return (
            f"Attacks {per} changed by no more than chance explains within {days} days of any step"
        )
    return (
        f"Attacks {per} changed more than chance explains at {len(found)} of"
        f" {words.counted(tested, 'step')}, over {days} days: {words.joined(found)}"
    )


def _point(row: dict[str, Any]) -> Point:
    marks = "*" * bool(row["others"]) + "†" * row["had_stopped"]
    before, after = row["attacks_before"], row["attacks_after"]
    name = f"{text.html(row['intervention'], text.NAME)}{marks}"
    is_counted = pd.notna(row["transits_before"]) and pd.notna(row["transits_after"])
    said = words.hover(
        text.html(row["title"]),
        words.day(row["date"]),
        f"{words.attacks(before)} in {row['days_before']} days before,"
        f" {after} in {row['days_after']} days from then on",
        in_words(row),
        f"{row['transits_before']:,.0f} transits of Bab el-Mandeb before,"
        f" {row['transits_after']:,.0f} after"
        if row["per"] == "transit" and is_counted
        else "",
        f"attacks had stopped {words.counted(row['days_since_attack'], 'day')} before: what did"
        " not follow is no effect of it"
        if row["had_stopped"]
        else "",
        f"p {_p(row['p'])}, corrected for {words.counted(row['looks'], 'look')} {_p(row['p_holm'])}"
        if row["is_testable"]
        else "",
        f"within the windows: {text.html(row['others'].replace('|', ', '))}"
        if row["others"]
        else "",
    )
    return Point(
        two_rows(name, f"{words.date_of(row['date'])}: {before} → {after}"),
        row["ratio"] if row["is_testable"] else None,
        row["low"],
        row["high"],
        COLOURS.get(row["kind"], theme.GREY),
        said,
        (row["low_all"], row["high_all"]),
        "no attack before or after" if before + after == 0 else "no transits on record",
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
        # No line breaks at the dash.
        said = f"{ratio:.2f} ({row['low']:.2f}\u2060–\u2060{row['high']:.2f})"
    said = said.replace(" ", "\u00a0")
    return f"**{said}**" if row["is_testable"] and row["p_holm"] < DOUBT else said


def sensitivity_cells(rows: pd.DataFrame) -> pd.DataFrame:
    """Set ratios out, a row a step and a column a way of counting (rows with ``setting``)."""
    cells = [cell(row) for row in as_records(rows)]
    return set_out("step", rows["intervention"].tolist(), rows["setting"].tolist(), cells, "–")


def set_out(
    name: str, rows: list[str], settings: list[str], cells: list[str], missing: str
) -> pd.DataFrame:
    """Return a table of cells, a row a name and a column a setting, in the order of both."""
    long = pd.DataFrame({name: rows, "setting": settings, "cell": cells})
    wide = long.pivot(index=name, columns="setting", values="cell")
    order = list(dict.fromkeys(rows)), list(dict.fromkeys(settings))
    return wide.reindex(index=order[0], columns=order[1]).fillna(missing).rename_axis(name)
