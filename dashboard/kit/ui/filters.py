"""The filters that all pages share, in the sidebar and in the URL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from dashboard.kit.charts import words
from dashboard.kit.ui import page_filters
from dashboard.kit.ui.choosing import chips, presets
from dashboard.kit.ui.choosing.chips import Chip
from dashboard.kit.ui.data import record

EVENTS = {"Off": 0, "Key": 3, "More": 2, "All": 1}
"""Choice of the event overlay -> lowest importance drawn (0 draws none)."""

KEY_EVENTS = "Key"
"""The choice of events at first."""


@dataclass(frozen=True)
class Filters:
    """What the reader of a page chose; dates are inclusive.

    With ``year_before`` each week is compared with the one 52 weeks earlier, and the days of the
    baselines are those of the period so much earlier.
    """

    start: date
    end: date
    baseline_start: date
    baseline_end: date
    rate_baseline_start: date
    rate_baseline_end: date
    importance: int
    claimed: bool
    year_before: bool = False

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
        if self.baseline == self.rate_baseline:
            return f"{self.words()}; transits and freight rates against {self.baseline}"
        return (
            f"{self.words()}; transits against {self.baseline};"
            f" freight rates against {self.rate_baseline}"
        )

    @property
    def period(self) -> str:
        """The period in words."""
        return words.window(self.start, self.end)

    @property
    def baseline(self) -> str:
        """The baseline of transits in words."""
        return self._against(self.baseline_start, self.baseline_end)

    @property
    def rate_baseline(self) -> str:
        """The baseline of freight rates in words."""
        return self._against(self.rate_baseline_start, self.rate_baseline_end)

    def _against(self, first: date, last: date) -> str:
        if self.year_before:
            return words.YEAR_BEFORE
        return words.year_of(first, last) or words.window(first, last)


def sidebar() -> Filters:
    """Draw the shared filters and return what is chosen."""
    within = bounds()
    presets.read_link(within)
    _warn_of_links(within)
    with st.sidebar:
        name, period = presets.period(within)
        compared = presets.compared(within, period)
        overlay = st.segmented_control(
            "Events on charts",
            list(EVENTS),
            default=KEY_EVENTS,
            key="events",
            bind="query-params",
            help="Strikes, truces, naval operations and other events of the war, by importance.",
        )
        claimed = st.toggle(
            "Include claimed-only attacks",
            key="claimed",
            bind="query-params",
            help="Attacks known from a Houthi statement alone, dated on the day of the claim.",
        )
        chips.reset(_at_first())
    events = overlay or "Off"
    chosen = Filters(
        *period,
        *compared.transits,
        *compared.rates,
        EVENTS[events],
        claimed,
        compared.year_before,
    )
    st.session_state["_filters"] = chosen
    st.session_state["_chips"] = _chips(chosen, name, compared.title, events)
    return chosen


def _at_first() -> dict[str, Any]:
    return {
        "period": presets.first_period(),
        "compare": presets.first_baseline(),
        "events": KEY_EVENTS,
        "claimed": False,
    }


def _chips(chosen: Filters, name: str, compared: str, events: str) -> list[Chip]:
    """Return what is chosen of the shared filters in few words, and how each is at first."""
    usual = _at_first()
    own = compared == presets.CUSTOM
    against = "days of your own" if own else compared[:1].lower() + compared[1:]
    days = words.dates(chosen.start, chosen.end)
    claims = "with Houthi-only claims" if chosen.claimed else "Houthi-only claims left out"
    return [
        Chip(key, usual[key], said, choice != usual[key], is_told=key != "events")
        for key, choice, said in (
            ("period", name, days if name == presets.CUSTOM else name),
            ("compare", compared, f"compared with {against}"),
            ("claimed", chosen.claimed, claims),
            ("events", events, f"events: {events}"),
        )
    ]


def shared_chips() -> list[Chip]:
    """Return the chips of the shared filters of this run."""
    drawn: list[Chip] = st.session_state["_chips"]
    return drawn


def bounds() -> presets.Bounds:
    """Return the bounds of the pickers.

    They hold the baselines too, whatever the records hold: a picker refuses a default that lies
    beyond its bounds.
    """
    known = [day.date() for day in record("lists/period").values() if day]
    return presets.Bounds(min(known), max(known))


def current() -> Filters:
    """Return the filters of this run, for a page."""
    chosen: Filters = st.session_state["_filters"]
    return chosen


def _warn_of_links(within: presets.Bounds) -> None:
    """Say which shared filters of a link could not be used: Streamlit drops them without a word."""
    asked = [("events", v) for v in st.query_params.get_all("events") if v not in EVENTS]
    flags = st.query_params.get_all("claimed")
    asked += [("claimed", v) for v in flags if v.lower() not in ("true", "false")]
    page_filters.warn_of_link(
        asked + presets.unusable(within),
        "cannot be used; the default stands instead."
        f" Days go from {within.first:%Y-%m-%d} to {within.last:%Y-%m-%d}.",
    )
