"""Words of the charts of port calls: ports, ship classes, findings, which days are on record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.kit.charts import numbers, theme, words

ORDER = ("Hodeidah", "Salif", "Ras Isa", "Aden")
"""Names of ports in the order of their panels; others follow."""

CLASSES = {
    "container": ("container", theme.BROWN),
    "dry_bulk": ("dry bulk", theme.OLIVE),
    "general_cargo": ("general cargo", theme.GREEN),
    "roro": ("ro-ro", theme.VIOLET),
    "tanker": ("tanker", theme.TEAL),
}
"""Ship class in the names of columns -> its name, colour; in the order of the stack."""

NAMED = 4
"""Months without all their days that a note names; of more it says how many."""

HOVER_WIDTH = 46

Months = list[dict[str, Any]]
"""The months of one port in order, as rows: lists from here on, frames a port take longer."""

Names = dict[str, str]
"""PortWatch's key of a port -> our name of it, in the order of panels."""


@dataclass(frozen=True)
class Measure:
    """What the bars show: columns of charts/port_calls_by_month, and their words."""

    key: str
    name: str
    column: str
    of_class: str
    unit: str
    digits: int
    ticks: str
    note: str
    method: str

    def told(self, value: float) -> str:
        """Return a value with as many digits as it deserves: two, or tonnes to the hundred."""
        return f"{round(float(value), self.digits):,.{max(self.digits, 0)}f}"


CALLS = Measure(
    "port_calls",
    "Port calls by ship class",
    "calls_per_day",
    "calls_{}_per_day",
    "port calls a day",
    2,
    "~g",
    "Arrivals seen by AIS; ships that do not send it are missed.",
    "Arrivals that IMF PortWatch saw by AIS, the radio signal that ships send. A bar is the mean a"
    " day over the days on record: a missing day is not a day without calls.",
)
IMPORTS = Measure(
    "port_call_imports",
    "AIS estimates of imports by month",
    "import_t",
    "import_{}_t",
    "tonnes a month",
    -2,
    "~s",
    "Estimates, not weighed cargo; many ships are missed. Not comparable with WFP’s tonnes.",
    "IMF PortWatch models what ships unloaded from their draught as AIS, their radio signal, gives"
    " it. These tonnes are never set beside WFP’s. A bar is the sum of the days on record.",
)
ATTRIBUTION = "Attribution: IMF PortWatch, UN Global Platform AIS."
NOTHING = "No day of these ports is on record in the period."
WIDEN = f"{NOTHING} Widen the period in the sidebar."


def names_of(ports: pd.DataFrame) -> Names:
    """Return the names of the ports (rows of lists/portwatch_ports) in the order of panels."""
    rank = {name: place for place, name in enumerate(ORDER)}
    ordered = ports.sort_values("port", key=lambda names: names.map(rank), kind="stable")
    return dict(zip(ordered["portwatch_id"], ordered["port"], strict=True))


def is_whole(row: dict[str, Any]) -> bool:
    """Return whether all days of the month are chosen and on record."""
    return bool(row["days"] == row["days_in_month"])


def readings(parts: dict[str, Months], months: list[pd.Timestamp], measure: Measure) -> list[str]:
    """Return what the pointer reads of each month: a line a port, its classes in it."""
    known = {port: {row["month"]: row for row in part} for port, part in parts.items()}
    texts = []
    for month in months:
        lines = [f"<b>{words.month(month)}</b>, {measure.unit}"]
        for port, rows in known.items():
            said = f" {_reading(rows[month], measure)}" if month in rows else ": no day on record"
            lines.append(f"<b>{port}</b>{said}")
        texts.append("<br>".join(lines))
    return texts


def _reading(row: dict[str, Any], measure: Measure) -> str:
    """Return total and classes of a month, in lines that fit a telephone."""
    told = measure.told
    values = {name: row[measure.of_class.format(key)] for key, (name, _) in CLASSES.items()}
    pieces = [f"{name} {told(value)}" for name, value in values.items() if value]
    said = told(row[measure.column]) + ": " * bool(pieces)
    width = len(said)
    for number, piece in enumerate(pieces):
        width += len(piece) + 2
        if width > HOVER_WIDTH:
            said, width = f"{said.rstrip()}<br>", len(piece) + 2
        said += piece + ", " * (number + 1 < len(pieces))
    if is_whole(row):
        return said
    return f"{said}<br>({row['days']} of {row['days_in_month']} days on record)"


def finding(port: str, part: Months, measure: Measure) -> str:
    """State the latest whole month of a port beside the same month of the year before."""
    whole = [row for row in part if is_whole(row)]
    row = (whole or part)[-1]
    unit = "t imported" if measure is IMPORTS else measure.unit
    when = words.month(row["month"]) if whole else _held([row])
    said = f"{port}: {measure.told(row[measure.column])} {unit} in {when}"
    said = f"AIS estimate, {said}" if measure is IMPORTS else said
    year_before = row["month"] - pd.DateOffset(years=1)
    for before in (r for r in whole if r["month"] == year_before):
        said += f", {measure.told(before[measure.column])} in {words.month(year_before)}"
    return said


def alt(title: str, parts: dict[str, Months], months: list[pd.Timestamp], measure: Measure) -> str:
    """Return what is told to those who cannot see the chart: the finding of each port."""
    rest = "".join(f" {finding(port, part, measure)}." for port, part in list(parts.items())[1:])
    return (
        f"Stacked bars by month and ship class in {measure.unit},"
        f" {words.months_of(months[0], months[-1] + pd.offsets.MonthEnd())}, a panel each for"
        f" {words.joined(list(parts))}. {title}.{rest}"
    )


def note(measure: Measure, parts: dict[str, Months]) -> str:
    """Return what must be known below the chart."""
    is_partial = not all(is_whole(row) for part in parts.values() for row in part)
    return words.note(measure.note, "Hatched: not every day is on record." if is_partial else "")


def method(
    measure: Measure,
    parts: dict[str, Months],
    months: list[pd.Timestamp],
    names: Names,
    events: str,
) -> str:
    """Return how the chart is to be read; ``events`` is the ground of its events."""
    partial: dict[pd.Timestamp, Months] = {}
    for part in parts.values():
        for row in part:
            if not is_whole(row):
                partial.setdefault(row["month"], []).append(row)
    held = [_held(partial[month]) for month in sorted(partial)]
    named = words.joined(held)
    if len(held) > NAMED:
        named = f"{words.counted(len(held), 'month')}, whose days stand in the rows"
    grey = any(len(part) < len(months) for part in parts.values())
    nothing = any(row[measure.column] == 0 for part in parts.values() for row in part)
    absent = [name for name in names.values() if name not in parts]
    keys = words.joined([f"{name} is {key}" for key, name in names.items()])
    return words.note(
        measure.method,
        f"Hatched: not every day of the month is chosen and on record ({named})." if held else "",
        "Grey: no day of the month is on record." if grey else "",
        "Neither a bar nor grey: on record, and nothing seen." if nothing else "",
        f"No day on record in the period: {words.joined(absent)}." if absent else "",
        "All panels have one scale." if len(parts) > 1 else "",
        f"Ports are matched by PortWatch’s key, not by its name for them: {keys}.",
        events,
        ATTRIBUTION,
    )


def _held(rows: Months) -> str:
    """Return the days on record of one month: "1 to 14 June 2026", or how many where they vary."""
    row = rows[0]
    first, last, days = row["first_day"], row["last_day"], int(row["days"])
    alike = len({(r["first_day"], r["last_day"], r["days"]) for r in rows}) == 1
    if alike and (last - first).days + 1 == days:
        return f"{first.day} to {words.day(last)}" if days > 1 else words.day(first)
    some = numbers.between(*(str(end(int(r["days"]) for r in rows)) for end in (min, max)))
    return f"{words.month(row['month'])}, {some} of {row['days_in_month']} days"
