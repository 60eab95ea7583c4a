"""Verdicts on claims and their figures, in words and in Markdown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

import pandas as pd

from dashboard.kit.charts import text, words

SUPPORTED, AS_FAR = "supported", "supported as far as it can be tested"
IN_PART, NOT_SUPPORTED = "supported in part", "not supported"
UNTESTED = "cannot be tested with these data"
REPRODUCED, NOT_REPRODUCED = "reproduced", "not reproduced"

LOOK = {
    SUPPORTED: ("green", "check_circle"),
    AS_FAR: ("green", "incomplete_circle"),
    IN_PART: ("orange", "contrast"),
    NOT_SUPPORTED: ("red", "cancel"),
    UNTESTED: ("gray", "help"),
}
"""Verdict on a claim -> its colour and icon; each verdict is also written out."""

SIGNS = {SUPPORTED: "✓", AS_FAR: "◕", IN_PART: "◐", NOT_SUPPORTED: "✕", UNTESTED: "?"}
"""Verdict on a claim -> its sign in the table."""

Pair = tuple[dict[str, Any], dict[str, Any]]
"""The answers to one claim: as of the day of the essay, and of now."""

NONE = "no figure"
"""What stands in the place of a figure that an answer has not."""

NOW = "now"
"""What as_of says of an answer from the whole record; else it is the day of the essay."""

MEANING = "As far as it can be tested: what the data can test holds, the rest is in no table."
FILTERS = "Of the sidebar only the baselines change these answers."


def verdict(given: str) -> str:
    """Return a verdict with its icon, in its colour."""
    colour, icon = LOOK[given]
    return f":{colour}[:material/{icon}:] {words.sentence(given)}"


def moment(of: str) -> str:
    """Return "As of 1 October 2024", "Now"."""
    return "Now" if of == NOW else f"As of {of}"


def figure(value: float | None, unit: str) -> str:
    """Return "86", "−54 %", "+297 %" for a change, "0.73 times"; "" without a value."""
    if value is None or pd.isna(value):
        return ""
    if unit.startswith("times "):
        return f"{value:.2f} times"
    if not unit.startswith("% "):
        return f"{value:,.0f}"
    return words.signed(value) if unit.startswith("% change") else f"{value:.0f} %"


def what(answer: dict[str, Any]) -> str:
    """Return what the figure of an answer counts, and its range with what the range is of."""
    named = _counted(answer)
    ends = [figure(answer[end], answer["unit"]).removesuffix(" times") for end in ("low", "high")]
    if all(ends) and ends[0] != ends[1]:
        named += f"; {' to '.join(ends)} ({answer['range_of']})"
    return named.replace(" %", "\u00a0%")


def days(answer: dict[str, Any]) -> str:
    """Return the days that an answer looks at; "" where it has none."""
    ends = (answer["period_start"], answer["period_end"])
    return "" if any(pd.isna(end) for end in ends) else words.window(*ends)


def as_html(pairs: Mapping[str, Pair], address: Callable[[str], str]) -> str:
    """Return claims, each under its number, as a table: verdict, claim, what the data show.

    A claim is a link to the ``address`` of its number, which opens it.
    """
    lines = "".join(
        f'<tr><td class="claim-number">{number}</td><td>{_verdicts(then, now)}</td>'
        f'<td><a href="{escape(address(number))}">{text.html(now["claim"], text.NOTE)}</a></td>'
        f"<td>{_figures(then, now)}</td></tr>"
        for number, (then, now) in pairs.items()
    )
    heads = "".join(
        f'<th scope="col">{head}</th>'
        for head in ("No.", "Verdict", "Claim, open for the rule", "What the data show")
    )
    return f'<table class="claims"><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>'


def _verdicts(then: dict[str, Any], now: dict[str, Any]) -> str:
    """Return the verdict of now with its sign, and below it that of the essay's day, if another."""
    given = now["verdict"]
    said = f'<span class="claim-sign" aria-hidden="true">{SIGNS[given]}</span>'
    said += words.sentence(given)
    if then["verdict"] == given:
        return said
    return f'{said}<span class="claim-then">{moment(then["as_of"])}: {then["verdict"]}</span>'


def _figures(then: dict[str, Any], now: dict[str, Any]) -> str:
    """Return "+299 % → +191 % change of ...", or one figure where both are the same."""
    values = [figure(answer["answer"], answer["unit"]) or NONE for answer in (then, now)]
    said = " → ".join(dict.fromkeys(values))
    counted = "" if said == NONE else f" {text.html(_counted(now))}"
    return f"<b>{said}</b>{counted}".replace(" %", "\u00a0%")


def _counted(answer: dict[str, Any]) -> str:
    return str(answer["unit"]).removeprefix("% ").removeprefix("times ")


def title(pairs: Sequence[Pair]) -> str:
    """Say how many claims held then and how many hold now, as far as they can be tested."""
    then, now = (sum(pair[at]["verdict"] in (SUPPORTED, AS_FAR) for pair in pairs) for at in (0, 1))
    later = f"{now} hold{'s' * (now == 1)} now" if now != then else "as many hold now"
    return f"{then} of {len(pairs)} claims held as far as they can be tested; {later}"


def tally(pairs: Sequence[Pair]) -> str:
    """Count the verdicts then and now, in Markdown."""
    if not pairs:
        return "No claim is loaded."
    said = []
    for at, of in enumerate(pairs[0]):
        given = [pair[at]["verdict"] for pair in pairs]
        named = [f"**{given.count(kind)}** {kind}" for kind in LOOK if kind in given]
        said.append(f"{moment(of['as_of'])}: {words.joined(named)}.")
    return " ".join(said)


def essay(stated_on: date, claims: int) -> str:
    """Say what essay the claims are of, and what they are answered from."""
    return (
        f"The claims are those of an essay of {words.month(stated_on)} on deterrence in the Middle"
        " East, on which this dashboard was commissioned; its text names neither author nor title."
        f" Each of the {claims} is answered twice: from the record to {words.day(stated_on)}, and"
        " from all of it."
    )
