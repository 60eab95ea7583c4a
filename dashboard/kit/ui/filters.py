"""The filters that all pages share, in the sidebar and in the URL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from dashboard.kit.charts.words import window
from dashboard.kit.ui import page_filters
from dashboard.kit.ui.data import record

EVENTS = {"Off": 0, "Key": 3, "More": 2, "All": 1}
"""Choice of the event overlay -> lowest importance drawn (0 draws none)."""


@dataclass(frozen=True)
class Filters:
    """What the reader of a page chose; dates are inclusive."""

    start: date
    end: date
    baseline_start: date
    baseline_end: date
    rate_baseline_start: date
    rate_baseline_end: date
    importance: int
    claimed: bool

    @property
    def parameters(self) -> dict[str, Any]:
        """The filters under the names that queries give their parameters."""
        return dict(vars(self))

    def words(self) -> str:
        """Say in words what is chosen of the attacks."""
        claims = "with" if self.claimed else "without"
        return f"{self.period}, {claims} claimed-only attacks"

    def all_words(self) -> str:
        """Say in words what is chosen of everything."""
        return (
            f"{self.words()}; transits against {self.baseline};"
            f" freight rates against {self.rate_baseline}"
        )

    @property
    def period(self) -> str:
        """The period in words."""
        return window(self.start, self.end)

    @property
    def baseline(self) -> str:
        """The baseline of transits in words."""
        return window(self.baseline_start, self.baseline_end)

    @property
    def rate_baseline(self) -> str:
        """The baseline of freight rates in words."""
        return window(self.rate_baseline_start, self.rate_baseline_end)


def sidebar() -> Filters:
    """Draw the shared filters and return what is chosen."""
    known = _days()
    earliest, last_choice = min(known.values()), max(known.values())
    _warn_of_links(earliest, last_choice)

    def days(label: str, key: str, first: str, last: str, hint: str) -> tuple[date, date]:
        ends = known.get(first, earliest), known.get(last, last_choice)
        usual = min(ends), max(ends)
        asked = st.date_input(
            label,
            usual,
            min_value=earliest,
            max_value=last_choice,
            format="YYYY-MM-DD",
            key=key,
            bind="query-params",
            help=hint.format(*usual),
        )
        return _both(asked, usual)

    with st.sidebar:
        period = days(
            "Period",
            "period",
            "crisis_start",
            "latest",
            "Everything on the pages is counted within these days, both included.",
        )
        claimed = st.toggle(
            "Include claimed-only attacks",
            key="claimed",
            bind="query-params",
            help="Attacks known from a Houthi statement alone, dated on the day of the claim.",
        )
        overlay = st.segmented_control(
            "Events on charts",
            list(EVENTS),
            default="Key",
            key="events",
            bind="query-params",
            help="Strikes, truces, naval operations and other events of the war, by importance.",
        )
        baseline = days(
            "Baseline of transits",
            "baseline",
            "baseline_start",
            "baseline_end",
            "Transits are compared with their mean over these days; a week counts where its"
            " Thursday lies. The World Bank's window is set: {} to {}.",
        )
        rate_baseline = days(
            "Baseline of freight rates",
            "rate_baseline",
            "rate_baseline_start",
            "rate_baseline_end",
            "Freight rates are compared with their mean over these days. The eleven weeks"
            " before the first hijacking are set: {} to {}.",
        )
    chosen = Filters(*period, *baseline, *rate_baseline, EVENTS[overlay or "Off"], claimed)
    st.session_state["_filters"] = chosen
    return chosen


def _days() -> dict[str, date]:
    """Return the days of lists/period that are known.

    The bounds of the pickers hold the baselines too, whatever the records hold: a picker refuses a
    default that lies beyond its bounds.
    """
    return {name: day.date() for name, day in record("lists/period").items() if day}


def current() -> Filters:
    """Return the filters of this run, for a page."""
    chosen: Filters = st.session_state["_filters"]
    return chosen


def _warn_of_links(earliest: date, latest: date) -> None:
    """Say which shared filters of a link could not be used: Streamlit drops them without a word."""
    asked = [("events", v) for v in st.query_params.get_all("events") if v not in EVENTS]
    flags = st.query_params.get_all("claimed")
    asked += [("claimed", v) for v in flags if v.lower() not in ("true", "false")]
    for key in ("period", "baseline", "rate_baseline"):
        days = st.query_params.get_all(key)
        asked += [(key, v) for v in days if not _is_day(v, earliest, latest)]
    page_filters.warn_of_link(
        asked,
        "cannot be used; the default stands instead."
        f" Days go from {earliest:%Y-%m-%d} to {latest:%Y-%m-%d}.",
    )


def _is_day(text: str, earliest: date, latest: date) -> bool:
    try:
        return earliest <= date.fromisoformat(text) <= latest
    except ValueError:
        return False


def _both(chosen: Any, default: tuple[date, date]) -> tuple[date, date]:
    """Complete a range. One date is that one day, none is the default.

    The picker returns one date while the second is being chosen, and so does a link to a single
    day, from whose two equal dates Streamlit keeps one.
    """
    days = chosen if isinstance(chosen, tuple | list) else (chosen,)
    days = sorted(day for day in days if day)  # a link may name them in any order
    return (days[0], days[-1]) if days else default
