"""Names of chokepoints and what must be said of their counts, the same on every chart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dashboard.kit.charts import extremes, words

Part = tuple[str, str, str]
"""What is said of a line, the span of its latest weeks, what more there is to be said."""

SHORT = {
    "Bab el-Mandeb Strait": "Bab el-Mandeb",
    "Suez Canal": "Suez",
    "Cape of Good Hope": "Cape",
    "Strait of Hormuz": "Hormuz",
}
"""Chokepoint -> name that fits beside a line, in the order of legends and titles."""

CLASSES = ("container", "tanker", "dry bulk", "general cargo", "roro")
"""Classes of ship, in the order of panels."""

NAMES = {"roro": "ro-ro"}
"""Class of ship in the data -> its name, where it has another."""

LATEST = 4
"""Weeks that stand for how it is now: one week alone swings."""

COUNTS = {1: "week", 2: "two weeks", 3: "three weeks", 4: "four weeks"}
"""Number of weeks that ``latest`` takes -> in words."""

WEEK = "A week counts where its Thursday lies; the mean per day is its transits over its days."
NO_SUM = "Counts of two chokepoints are never added: one ship passes both."
ATTRIBUTION = "Attribution: IMF PortWatch, UN Global Platform AIS."
"""What the publisher of the transits asks for wherever they are shown."""

CONTAINERS = "Containers at Suez include feeder ships: judge by cargo."
"""What stands on every chart that shows container ships at Suez."""

FEEDERS = (
    "Containers at Suez: PortWatch counts small and feeder ships among container ships, so calls"
    " change less than the cargo on board. Judge containers by cargo, and see what others counted"
    " (Classes and cargo)."
)
"""The same at length, folded below it."""


def ordered(rows: pd.DataFrame) -> list[str]:
    """Return the chokepoints of ``rows`` in the order of titles."""
    present = set(rows["chokepoint"].unique())
    return [name for name in SHORT if name in present]


def short(chokepoint: str) -> str:
    """Return the short name of a chokepoint."""
    return SHORT.get(chokepoint, chokepoint)


def against(percent: float, per: str = "its baseline") -> str:
    """Return "54 % below its baseline", "at its baseline" for a change in percent."""
    whole = round(abs(percent))
    return f"{whole} % {'above' if percent > 0 else 'below'} {per}" if whole else f"at {per}"


def changed(what: str, percent: float, baseline: str = "") -> str:
    """Return a change in words: "Suez 54 % below its baseline", "Suez 54 % below 2019".

    On the same weeks a year before, which ``on`` names once for all, it is "Suez −54 %".
    """
    if words.is_year_before(baseline):
        return f"{what} {words.signed(percent)}"
    year = baseline[:4] if baseline[:4].isdigit() and baseline[4:6] in ("", " (") else ""
    return f"{what} {against(percent, year or 'its baseline')}"


def on(baseline: str, place: str = "") -> str:
    """Return what follows the span of a title: the place, and the same weeks a year before."""
    before = f"on {words.YEAR_BEFORE}" if words.is_year_before(baseline) else ""
    return ", ".join(filter(None, [place, before]))


def rest(baseline: str, of: str = "") -> str:
    """Return what 100 % is, in a sentence; ``of`` is whose mean it is."""
    if words.is_year_before(baseline):
        return "100 % is the same week a year before."
    return f"100 % is the mean per day{of} over the baseline, {baseline}."


def week(monday: pd.Timestamp) -> str:
    """Return the head of what a hover says of a week."""
    return f"Week of {words.day(monday)}"


def reading(week: pd.Timestamp, said: Sequence[str]) -> str:
    """Return the hover text of a week: its first day in bold, then a line for each thing said."""
    return "<br>".join([f"<b>Week of {words.day(week)}</b>", *said])


def latest(rows: pd.DataFrame, column: str, days: str = "days") -> float:
    """Return the mean of the latest four weeks of one line, or of its fewer; NaN without a value.

    ``column`` is per day and each week counts by its days, in the column ``days``.
    """
    values, weeks = rows[column].to_numpy(float), rows["week"].to_numpy()
    known = np.flatnonzero(~np.isnan(values))
    last = known[np.argsort(weeks[known], kind="stable")[-LATEST:]]
    if not last.size:
        return float("nan")
    weights = rows[days].to_numpy(float)[last]
    return float((values[last] * weights).sum() / weights.sum())


def news(rows: pd.DataFrame, column: str) -> str:
    """Say whether the latest four weeks of one line are its highest or lowest for half a year.

    Each mean is of four weeks with data, by their days, and dated by the end of the last; "" where
    it is no news.
    """
    known = rows.dropna(subset=column).sort_values("week")
    days = known["days"].rolling(LATEST).sum()
    means = (known[column] * known["days"]).rolling(LATEST).sum() / days
    ends = known["week"] + pd.Timedelta(days=6)
    return extremes.since(ends.tolist(), means.round(9).tolist())


def span(rows: pd.DataFrame) -> str:
    """Return "Four weeks to 29 December 2024" for what ``latest`` takes of the rows."""
    if rows.empty:
        return "No week"
    weeks = sorted(rows["week"].unique())[-LATEST:]
    count = words.sentence(COUNTS[len(weeks)])
    return f"{count} to {words.day(last_day(rows))}"


def last_day(rows: pd.DataFrame) -> pd.Timestamp:
    """Return the last day of the latest week of the rows, of which there is one."""
    return pd.Timestamp(rows["week"].max()) + pd.Timedelta(days=6)


def dated(parts: Sequence[Part], where: str = "") -> str:
    """Return what is said of lines, each as (what, its span, more to be said of it).

    A span that all share leads: "Four weeks to 4 October 2026: A, B (more)". Where lines end on
    different days each names its own: "A (four weeks to 4 October 2026), B (...; more)".
    ``where`` is the place that all speak of.
    """
    shared = len({span for _, span, _ in parts}) == 1
    said = []
    for what, span, more in parts:
        apart = "; ".join(filter(None, ["" if shared else span[:1].lower() + span[1:], more]))
        said.append(f"{what} ({apart})" if apart else what)
    lead = ", ".join(filter(None, [parts[0][1] if shared else "", where]))
    return f"{lead}: {', '.join(said)}" if lead else ", ".join(said)


def containers(rows: pd.DataFrame, classes: Sequence[str] | None) -> str:
    """Return the caveat where container ships at Suez are shown as such, else ""."""
    by_class = set(rows["vessel_class"].unique()) if "vessel_class" in rows else set(classes or ())
    suez = "Suez Canal" in set(rows["chokepoint"].unique()) if "chokepoint" in rows else True
    return CONTAINERS if suez and "container" in by_class else ""


def ships(classes: Sequence[str] | None) -> str:
    """Return "All classes of ship.", "Container and tanker only." """
    if not classes:
        return "All classes of merchant ship."
    return f"{words.sentence(words.joined([NAMES.get(name, name) for name in classes]))} only."
