"""The shared filters of an address, read without the widgets of a page: for what is made of it.

They mean what they mean on a page: names or short names, days alone are days of one's own, and
what cannot be used leaves the default.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar
from urllib.parse import urlencode

from dashboard.kit.charts import text
from dashboard.kit.charts.base import as_records
from dashboard.kit.ui.choosing import presets
from dashboard.kit.ui.choosing.presets import A_YEAR, CUSTOM, PHASE, Bounds, Days
from dashboard.kit.ui.data import query
from dashboard.kit.ui.filters import EVENTS, KEY_EVENTS, Filters, bounds

KEYS = ("period", "phase", "days", "compare", "baseline", "rate_baseline", "events", "claimed")
"""The parameters of an address that the shared filters have."""

FLAGS = {"true": True, "false": False}

Asked = Mapping[str, Sequence[str]]
"""Parameter of an address -> its values."""

Row = dict[Any, Any]
T = TypeVar("T")


class _Link:
    """What an address asks for; what cannot be used is as though it were not there."""

    def __init__(self, asked: Asked, within: Bounds) -> None:
        self.asked, self.bounds = asked, within

    def values(self, key: str) -> list[str]:
        return list(self.asked.get(key, ()))

    def one(self, key: str, read: Callable[[str], T | None]) -> T | None:
        """Return what the one value of a parameter stands for; None where it cannot be used."""
        values = self.values(key)
        return read(values[0]) if len(values) == 1 else None

    def days(self, key: str, usual: Days) -> Days:
        values = self.values(key)
        if not values or not all(map(self.bounds.holds, values)):
            return usual
        days = sorted(map(date.fromisoformat, values))
        return days[0], days[-1]


def read(asked: Asked) -> tuple[Filters, list[tuple[str, str]]]:
    """Return the filters of an address, and each value of it that cannot be used."""
    link = _Link(asked, bounds())
    start, end = _period(link)
    transits, rates, year_before = _compared(link, (start, end))
    events = link.one("events", EVENTS.get)
    chosen = Filters(
        start,
        end,
        *transits,
        *rates,
        EVENTS[KEY_EVENTS] if events is None else events,
        bool(link.one("claimed", _flag)),
        year_before,
    )
    refused = presets.unusable(link.bounds, link.values)
    refused += [("events", value) for value in link.values("events") if value not in EVENTS]
    refused += [("claimed", value) for value in link.values("claimed") if _flag(value) is None]
    return chosen, refused


def _flag(value: str) -> bool | None:
    return FLAGS.get(value.lower())


def at(page: str, asked: Asked) -> str:
    """Return the address of a page with the shared filters of another address."""
    chosen = urlencode([(key, value) for key in KEYS for value in asked.get(key, ())])
    return f"{page}?{chosen}" if chosen else page


def outside(refused: Sequence[tuple[str, str]], within: Bounds) -> str:
    """Say in plain words what of an address cannot be used; "" where all can."""
    if not refused:
        return ""
    named = text.plain(text.asked_of(refused))
    days = f"Days go from {within.first:%Y-%m-%d} to {within.last:%Y-%m-%d}."
    return f"{named} cannot be used; the default stands instead. {days}"


def _period(link: _Link) -> Days:
    rows = as_records(query("lists/named_periods"))
    named = {
        row[name]: (row["first_day"].date(), row["last_day"].date())
        for row in reversed(rows)
        for name in ("short_name", "title")
    }
    usual = named[rows[0]["title"]]
    asked = link.values("period")
    if asked and all(map(link.bounds.holds, asked)):
        return link.days("period", usual)
    if asked in ([CUSTOM], ["custom"]):
        return link.days("days", usual)
    if asked == [PHASE]:
        phases = [row for row in rows if row["kind"] == "phase"]
        latest = named[phases[-1]["title"]] if phases else usual
        return link.one("phase", named.get) or latest
    return link.one("period", named.get) or usual


def _compared(link: _Link, period: Days) -> tuple[Days, Days, bool]:
    rows = as_records(query("lists/named_baselines"))
    named = {row[name]: row for row in rows for name in ("short_name", "title")}
    transits, rates = _windows(rows[0])
    asked = link.values("compare")
    own = [day for key in ("baseline", "rate_baseline") for day in link.values(key)]
    if asked in ([CUSTOM], ["custom"]) or (not asked and any(map(link.bounds.holds, own))):
        return link.days("baseline", transits), link.days("rate_baseline", rates), False
    row = link.one("compare", named.get) or rows[0]
    if row["is_year_before"]:
        before = period[0] - A_YEAR, period[1] - A_YEAR
        return before, before, True
    return *_windows(row), False


def _windows(row: Row) -> tuple[Days, Days]:
    first, last = (
        (row[f"{of}_start"].date(), row[f"{of}_end"].date()) for of in ("baseline", "rate_baseline")
    )
    return first, last
