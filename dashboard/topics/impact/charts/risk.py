"""How often ships were attacked in each phase: in 30 days, and per 1,000 ships that passed."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.kit.charts import text, theme, words
from dashboard.kit.charts.base import NOTHING, Chart, as_records
from dashboard.kit.charts.named_rows import Axis, Point, forest, two_rows

COLUMNS = {"day": "per_30_days", "transit": "per_1000_transits"}
"""What a rate is per -> ending of the columns of ``quiet.phases`` that hold it."""

UNITS = {"day": "in 30 days", "transit": "per 1,000 transits"}


def phases(rows: pd.DataFrame, per: str) -> Chart:
    """Draw the rate of attacks in each phase (rows of facts/attack_phases with ``quiet.phases``).

    ``per`` is "day" or "transit"; a phase without counted transits has no rate per transit and is
    named in the chart.
    """
    key, end, unit = "attack_risk", COLUMNS[per], UNITS[per]
    known = rows.dropna(subset=f"attacks_{end}") if len(rows) else rows
    if known.empty:
        return Chart.none(key, "Attacks in each phase", NOTHING, rows, "")
    records = as_records(rows)
    axis = rate_axis(unit, float(known[f"high_{end}"].max()), 0)
    fig = forest([_point(row, end, unit) for row in records], axis)
    title = _title(as_records(known), end, unit)
    alt = f"{len(records)} rates with intervals, one a phase of the attacks. {title}."
    note, method = "Lines: 95 % interval, allowing for attacks that come in bunches.", ""
    if per == "transit":
        note, method = "Attacks in the Gulf of Aden count too.", f"{note} They count whether or not"
        method += " the ship passed Bab el-Mandeb."
        if pd.notna(war := records[0]["war_date"]) and records[-1]["last_day"] >= war:
            note += (
                f" Since {words.day(war)} ships that switch AIS off pass uncounted: rates there are"
                " too high."
            )
    return Chart(key, title, fig, alt, rows, note, method=method)


def _title(records: list[dict[str, Any]], end: str, unit: str) -> str:
    """Tell the phase with the highest rate beside the one before it, or after the first."""
    top = max(range(len(records)), key=lambda n: float(records[n][f"attacks_{end}"]))
    rate = records[top][f"attacks_{end}"]
    said = f"“{records[top]['phase']}”: {rate:.1f} attacks {unit}, the most of any phase"
    if len(records) == 1:
        return said
    other = records[top - 1] if top else records[1]
    return f"{said}; “{other['phase']}”: {other[f'attacks_{end}']:.1f}"


def rate_axis(unit: str, highest: float, rest: float) -> Axis:
    """Return the axis of rates up to the highest, with a line at the one that is held against."""
    high = 1.05 * highest
    ticks = {float(n): str(n) for n in range(0, int(high) + 1, 5 if high > 8 else 1)}
    return Axis(f"attacks {unit}", -0.02 * high, high, rest, ticks)


def phase_point(row: dict[str, Any], end: str, said: list[str], aside: str = "") -> Point:
    """Return the rate of a phase, of the columns that end so, with its interval."""
    name = text.html(row["phase"], text.NAME)
    small = f"from {words.date_of(row['first_day'])}: {row['attacks']} in {row['days']} days"
    head = f"<b>{name}</b>, {words.dates(row['first_day'], row['last_day'])}"
    rate = row[f"attacks_{end}"]
    return Point(
        two_rows(name, small),
        None if pd.isna(rate) else rate,
        row[f"low_{end}"],
        row[f"high_{end}"],
        theme.ATTACK if row["attacks"] else theme.GREY,
        "<br>".join([head, *said]),
        aside=aside,
    )


def _point(row: dict[str, Any], end: str, unit: str) -> Point:
    rate, low, high = (row[f"{column}_{end}"] for column in ("attacks", "low", "high"))
    said = [
        f"{words.attacks(row['attacks'])} in {words.counted(row['days'], 'day')}",
        f"{rate:.2f} attacks {unit} ({low:.2f} to {high:.2f})",
    ]
    if pd.notna(row["transits"]):
        said.insert(
            1,
            f"{words.attacks(row['attacks_at_transits'])} and {row['transits']:,.0f} transits of"
            f" Bab el-Mandeb to {words.date_of(row['transits_until'])}",
        )
    return phase_point(row, end, said, "no transits on record")
