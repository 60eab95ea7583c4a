"""Period and baseline by name: choices of the sidebar, with typed dates only behind Custom.

The names and their days are rows of lists/named_periods and lists/named_baselines. Links may say
a short name ("period=12m", "compare=2019"), or days alone, as before there were names: they mean
Custom.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import streamlit as st

from dashboard.kit.charts import text, words
from dashboard.kit.charts.base import as_records
from dashboard.kit.ui.data import query

CUSTOM, PHASE = "Custom", "Phase"

A_YEAR = timedelta(days=364)
"""52 weeks: a week and the one a year before begin on the same day of the week."""

Days = tuple[date, date]
Row = dict[Any, Any]


@dataclass(frozen=True)
class Bounds:
    """The first and the last day that a reader may choose."""

    first: date
    last: date

    def holds(self, day: str) -> bool:
        """Whether a value of a link is a day that may be chosen."""
        try:
            return self.first <= date.fromisoformat(day) <= self.last
        except ValueError:
            return False

    def ask(self, label: str, key: str, usual: Days, hint: str | None = None) -> Days:
        """Let the reader type the first and the last day."""
        asked = st.date_input(
            label,
            usual,
            min_value=self.first,
            max_value=self.last,
            format="YYYY-MM-DD",
            key=key,
            bind="query-params",
            help=hint,
        )
        return _both(asked, usual)


@dataclass(frozen=True)
class Compared:
    """What is compared with: the days for transits and for rates, or a week's own, a year before.

    ``title`` is the name of the choice.
    """

    title: str
    transits: Days
    rates: Days
    year_before: bool = False


def period(bounds: Bounds) -> tuple[str, Days]:
    """Let the reader choose the period; return the name of the choice and its days."""
    titles = [str(row["title"]) for row in _presets()]
    phases = {str(row["title"]): _days(row, "first_day", "last_day") for row in _phases()}
    options = [*titles, *([PHASE] if phases else []), CUSTOM]
    chosen = st.pills(
        "Period",
        options,
        default=options[0],
        required=True,
        format_func=text.markdown,
        key="period",
        bind="query-params",
        help="Everything on the pages is counted within these days, both included.",
    )
    named = {str(row["title"]): _days(row, "first_day", "last_day") for row in _presets()}
    if chosen == PHASE:
        names = list(phases)
        phase = st.selectbox(
            "Phase of the attacks", names, len(names) - 1, key="phase", bind="query-params"
        )
        return phase, phases.get(phase, phases[names[-1]])
    if chosen == CUSTOM:
        return CUSTOM, bounds.ask("Days of the period", "days", named[options[0]])
    return chosen or options[0], named[chosen or options[0]]


def compared(bounds: Bounds, within: Days) -> Compared:
    """Let the reader choose what is compared with; ``within`` is the period."""
    rows = {str(row["title"]): row for row in _baselines()}
    titles = [*rows, CUSTOM]
    usual = rows[titles[0]]
    transits, rates = (
        _days(usual, f"{of}_start", f"{of}_end") for of in ("baseline", "rate_baseline")
    )
    chosen = st.pills(
        "Compare with",
        titles,
        default=titles[0],
        required=True,
        format_func=text.markdown,
        key="compare",
        bind="query-params",
        help="Transits and freight rates are compared with their mean over these days; a week"
        " counts where its Thursday lies. Before the crisis are the World Bank’s window for"
        " transits and, for rates, the eleven weeks before the first hijacking.",
    )
    if chosen == CUSTOM:
        return Compared(
            CUSTOM,
            bounds.ask(
                "Baseline of transits",
                "baseline",
                transits,
                "Transits are compared with their mean over these days; a week counts where its"
                f" Thursday lies. The World Bank’s window is set: {transits[0]} to {transits[1]}.",
            ),
            bounds.ask(
                "Baseline of freight rates",
                "rate_baseline",
                rates,
                "Freight rates are compared with their mean over these days. The eleven weeks"
                f" before the first hijacking are set: {rates[0]} to {rates[1]}.",
            ),
        )
    chosen = chosen or titles[0]
    row = rows[chosen]
    if row["is_year_before"]:
        st.caption("Each week against the one 52 weeks earlier")
        before = within[0] - A_YEAR, within[1] - A_YEAR
        return Compared(chosen, before, before, year_before=True)
    transits, rates = (
        _days(row, f"{of}_start", f"{of}_end") for of in ("baseline", "rate_baseline")
    )
    told = words.short_dates(*transits)
    st.caption(told if rates == transits else f"{told}; rates {words.short_dates(*rates)}")
    return Compared(chosen, transits, rates)


def read_link(bounds: Bounds) -> None:
    """Write short names and days alone of a link as the widgets write them, and run again.

    Once the widgets are there the address is theirs.
    """
    if "period" in st.session_state:
        return
    wanted = _period_of_link(bounds) | _compared_of_link(bounds)
    if wanted:
        asked = {key: st.query_params.get_all(key) for key in st.query_params}
        st.query_params.from_dict({**asked, **wanted})
        st.rerun()


def _period_of_link(bounds: Bounds) -> dict[str, str | list[str]]:
    asked = st.query_params.get_all("period")
    if asked and all(map(bounds.holds, asked)):
        return {"period": CUSTOM, "days": asked}
    named = {row["short_name"]: row["title"] for row in _presets()} | {"custom": CUSTOM}
    phases = {row["short_name"]: row["title"] for row in _phases()}
    (name,) = asked if len(asked) == 1 else ("",)
    if name in phases:
        return {"period": PHASE, "phase": phases[name]}
    return {"period": named[name]} if name in named and name != named[name] else {}


def _compared_of_link(bounds: Bounds) -> dict[str, str | list[str]]:
    asked = st.query_params.get_all("compare")
    days = [d for key in ("baseline", "rate_baseline") for d in st.query_params.get_all(key)]
    if not asked and any(map(bounds.holds, days)):
        return {"compare": CUSTOM}
    named = {row["short_name"]: row["title"] for row in _baselines()} | {"custom": CUSTOM}
    (name,) = asked if len(asked) == 1 else ("",)
    return {"compare": named[name]} if name in named and name != named[name] else {}


def unusable(
    bounds: Bounds, values: Callable[[str], Sequence[str]] = st.query_params.get_all
) -> list[tuple[str, str]]:
    """Return what a link asks for in vain, each value after the name of its parameter.

    ``values`` returns those of a parameter, by default of the page's address.
    """
    names = {
        "period": _known([*_presets(), *_phases()], PHASE, CUSTOM, "custom"),
        "phase": _known(_phases()),
        "compare": _known(_baselines(), CUSTOM, "custom"),
    }
    dated = ("period", "days", "baseline", "rate_baseline")
    return [
        (key, value)
        for key in dict.fromkeys((*dated, *names))
        for value in values(key)
        if value not in names.get(key, ()) and not (key in dated and bounds.holds(value))
    ]


def first_period() -> str:
    """Return the name of the period at first."""
    return str(_presets()[0]["title"])


def first_baseline() -> str:
    """Return the name of the baseline at first."""
    return str(_baselines()[0]["title"])


def _known(rows: Sequence[Mapping[Any, Any]], *more: str) -> set[str]:
    return {str(row[name]) for row in rows for name in ("title", "short_name")} | set(more)


def _presets() -> list[Row]:
    rows = query("lists/named_periods")
    return as_records(rows[rows["kind"] == "preset"])


def _phases() -> list[Row]:
    rows = query("lists/named_periods")
    return as_records(rows[rows["kind"] == "phase"])


def _baselines() -> list[Row]:
    return as_records(query("lists/named_baselines"))


def _days(row: Mapping[Any, Any], first: str, last: str) -> Days:
    return row[first].date(), row[last].date()


def _windows(row: Mapping[Any, Any]) -> tuple[Days, Days]:
    transits = _days(row, "baseline_start", "baseline_end")
    return transits, _days(row, "rate_baseline_start", "rate_baseline_end")


def _both(chosen: Any, default: Days) -> Days:
    """Complete a range. One date is that one day, none is the default.

    The picker returns one date while the second is being chosen, and so does a link to a single
    day, from whose two equal dates Streamlit keeps one.
    """
    days = chosen if isinstance(chosen, tuple | list) else (chosen,)
    days = sorted(day for day in days if day)  # a link may name them in any order
    return (days[0], days[-1]) if days else default
