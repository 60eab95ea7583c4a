"""The answer that the first screen begins with, and the state of each passage in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pandas as pd

from dashboard.kit.charts import count_words, svg, text, words
from dashboard.topics.overview.charts.passages import COLOURS, NAMES, is_disputed

Row = Mapping[str, Any]

HALF_PCT = 50
"""Below this share of the ships before the crisis most are missing."""

RULE = (
    "A state compares the last four weeks with the baseline chosen in the sidebar, where that ends"
    " before the crisis, else with the World Bank's. Under 10 % of it: all but shut. From 10 to"
    " 90 %: avoided, or returning where ships are at least 10 % more than on the same weeks a year"
    " before. From 90 to 110 %: in use. Above: used instead, or busier than before. Where another"
    " count of all ships lies more than 15 % from ours and gives another state, both stand."
)
"""The rule of queries/macros/passage_state.sql in words."""


@dataclass(frozen=True)
class Answer:
    """The question that a page asks, the answer in a few words, and what it rests on."""

    question: str
    short: str
    because: str


def answer(row: Row | None, last_attack: Row | None, before: str, is_now: bool) -> Answer:
    """Return the answer for Bab el-Mandeb (a row of facts/passages).

    ``last_attack`` is the last row of charts/attacks_of_latest_year, ``before`` names the baseline,
    "before the crisis"; ``is_now`` where the period ends with the record.
    """
    question = f"{'Is' if is_now else 'Was'} the Red Sea open?"
    if row is None:
        said = f"No week with a count of ships lies in the period.{_last(last_attack, is_now)}"
        return Answer(question, "That is not on record.", said)
    ending = row["last_week"] + timedelta(days=6)
    counted = ""
    if is_disputed(row):
        when = count_words.days(row["period_start"], row["period_end"])
        when = when.removesuffix(f" {ending:%Y}")
        by = count_words.by_name(row["counter"])
        counted = f" ({by} counted {row['published_per_day']:.0f} {when})"
    span = words.weeks(int(row["weeks"]))
    passed = f"{row['per_day']:.0f} ships a day passed Bab el-Mandeb{counted}"
    said = f"In the {span} to {words.day(ending)}, {passed}"
    if pd.notna(row["before_per_day"]):
        said += f"; {before} it was {row['before_per_day']:.0f}"
    return Answer(question, _short(row, is_now), f"{said}.{_last(last_attack, is_now, ending)}")


def _short(row: Row, is_now: bool) -> str:
    states = _states(row)
    if not states:
        return "The baseline holds too few weeks to say."
    if states == {"all but shut"}:
        return "No, next to no ship passes." if is_now else "No, next to no ship passed."
    if states <= {"in use", "busier than before"}:
        return "Yes, as before." if is_now else "Yes, as ever."
    if states & {"in use", "busier than before"}:
        return "That hangs on who counts."
    if states == {"returning"}:
        return f"Not yet, but ships {'are' if is_now else 'were'} returning."
    shares = [row["share_pct"], *[row["published_share_pct"]] * is_disputed(row)]
    many = "most" if max(shares) < HALF_PCT else "many"
    return f"No, {many} ships {'still avoid' if is_now else 'avoided'} it."


def _last(attack: Row | None, is_now: bool, ending: pd.Timestamp | None = None) -> str:
    """Return when the last attack was, and that one source alone says so."""
    if attack is None:
        return ""
    said = words.day(attack["date"])
    if ending is not None and attack["date"].year == ending.year:
        said = said.removesuffix(f" {ending.year}")
    alone = "" if "|" in attack["source_ids"] else ", by one source,"
    of = "on record" if is_now else "of the period"
    return f" The last attack {of}{alone} was on {said}."


def _states(row: Row) -> set[str]:
    """Return the state of a passage by our count, and by another where that lies far from ours."""
    found = [row["state"], row["published_state"] if is_disputed(row) else None]
    return {state for state in found if pd.notna(state)}


@dataclass(frozen=True)
class State:
    """A passage, its state in words, which sign stands for it, and what limits it."""

    passage: str
    name: str
    said: str
    sign: str
    aside: str


SIGNS = {
    "all but shut": "shut", "avoided": "down", "quieter than before": "down", "returning": "up",
    "in use": "open", "used instead": "full", "busier than before": "full",
}  # fmt: skip


def state(row: Row) -> State:
    """Return the state of a passage (a row of facts/passages)."""
    states, passage = sorted(_states(row)), row["chokepoint"]
    if not states:
        return State(passage, NAMES[passage], "Not known", "none", "no baseline")
    aside = "counts differ" if len(states) > 1 else ""
    if not is_disputed(row):
        count: Row | None = row if pd.notna(row["counter"]) else None
        ending = row["last_week"] + timedelta(days=6)
        if count_words.clause(count, ending, row["change_pct"]):
            aside = "by AIS alone"
    said = " or ".join(states)
    sign = SIGNS[row["state"]]
    return State(passage, NAMES[passage], words.sentence(said), sign, aside)


_MARKS = {
    "down": ("M13 7v10M8.8 13.2l4.2 4.3l4.2-4.3", False),
    "up": ("M13 19V9M8.8 12.8L13 8.5l4.2 4.3", False),
    "full": ("M13 19V9M8.8 12.8L13 8.5l4.2 4.3", True),
    "open": ("M7.8 13.4l3.6 3.8l7-8", True),
    "shut": ("M8.3 8.3l9.4 9.4M17.7 8.3l-9.4 9.4", True),
    "none": ("M8 13h10", False),
}
"""Sign of a state -> the stroke within its circle, whether the circle is filled."""


def as_html(state: State) -> str:
    """Return a state as an item of a list in HTML."""
    name = ", ".join(filter(None, [state.name, state.aside]))
    return (
        f'<li>{sign(state.sign)}<span><span class="state-name">'
        f'<i style="--c:{svg.colour(COLOURS[state.passage])}"></i>{text.html(name)}</span>'
        f'<span class="state-word">{text.html(state.said)}</span></span></li>'
    )


def sign(name: str) -> str:
    """Return the sign of a state as SVG."""
    stroke, is_filled = _MARKS[name]
    fill, ink = ("ink", "bg") if is_filled else ("none", "ink")
    if name == "shut":
        frame = svg.rect(2, 2, 22, 22, fill, rx="3")
    else:
        frame = svg.circle((13, 13), 11.5, fill, "ink", 2)
    mark = f'<path d="{stroke}" fill="none" stroke="{svg.colour(ink)}" stroke-width="2.2"/>'
    return svg.drawing(26, 26, [frame, mark])
