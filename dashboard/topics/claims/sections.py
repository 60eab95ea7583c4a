"""The parts of the page Claims: the claims of the commissioning essay, each answered twice."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pandas as pd
import streamlit as st

from dashboard import queries
from dashboard.kit.analysis import rate_ratio
from dashboard.kit.charts import text, words
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.ui import citations, page_filters
from dashboard.kit.ui.data import base_path, by_version, query, record
from dashboard.kit.ui.filters import Filters
from dashboard.kit.ui.show import framed
from dashboard.topics.claims import claim_words
from dashboard.topics.claims.claim_words import NOW, UNTESTED, Pair
from dashboard.topics.claims.published import statements

PAGES = {
    "overview": "Overview",
    "attacks": "Attacks",
    "rerouting": "Rerouting",
    "costs": "Container costs",
    "hodeidah": "Hodeidah",
    "impact": "Impact",
    "sources": "Sources",
}
"""File of a page that a claim links to -> its title."""

BASELINES = ("baseline", "rate_baseline")
"""Shared filters that answers depend on."""

OF_STEPS = "claims/seed_14"
"""The claim on military steps, whose ratios carry an exact interval."""

UNWRITTEN: dict[str, Any] = {
    **dict.fromkeys(("answer", "low", "high", "range_of", "period_start", "period_end")),
    "unit": "",
    "answer_words": "No answer is computed for this claim.",
    "verdict": UNTESTED,
    "rule": "No rule is written for it: a rule is a file of queries/claims.",
    "page": "sources",
    "link": "",
    "source_ids": "",
}
"""The answer to a claim that has come into the table without a rule."""


def answers(chosen: Filters) -> list[Pair]:
    """Return the claims of the essay, in its order, each as answered then and as of now."""
    given = chosen.parameters
    return [
        pair or _pair(claim, {name: given[name] for name in _baselines(claim)})
        for claim, pair in _settled()
    ]


@by_version
def _settled() -> list[tuple[dict[Any, Any], Pair | None]]:
    """Return each claim of a version, with its answers unless they hang on a baseline."""
    claims = as_records(query("lists/commission_claims"))
    return [(claim, None if _baselines(claim) else _pair(claim, {})) for claim in claims]


@by_version
def _pair(claim: dict[Any, Any], baselines: dict[str, Any]) -> Pair:
    """Return the answers to a claim from the record to the day of the essay, and from all of it."""
    then, now = (_answer(claim, until, baselines) for until in (claim["stated_on"], None))
    return then, now


def _answer(claim: dict[Any, Any], until: Any, baselines: dict[str, Any]) -> dict[str, Any]:
    as_of = NOW if until is None else words.day(until)
    said = {"claim_id": claim["claim_id"], "claim": claim["claim"], "as_of": as_of}
    name = _query(claim)
    if name not in _written():
        return said | UNWRITTEN
    answer = record(name, {"until": until, **baselines})
    return said | (_with_interval(answer, until) if name == OF_STEPS else answer)


def _baselines(claim: dict[Any, Any]) -> list[str]:
    """Return the parameters of a claim's query that the sidebar sets."""
    name = _query(claim)
    asked = queries.load(name).parameters if name in _written() else {}
    return [parameter for parameter in asked if parameter != "until"]


def _query(claim: dict[Any, Any]) -> str:
    return f"claims/{claim['claim_id'].lower().replace('-', '_')}"


@cache
def _written() -> frozenset[str]:
    return frozenset(queries.names())


def steps(until: Any = None) -> pd.DataFrame:
    """Return the military steps that SEED-14 looks at, with the exact interval of each ratio."""
    rows = query("facts/military_steps", until=until)
    counted = ("attacks_before", "attacks_after", "days_before", "days_after")
    ratios = [rate_ratio.compare(*cells) for cells in zip(*map(rows.get, counted), strict=True)]
    return rows.assign(low=[each.low for each in ratios], high=[each.high for each in ratios])


def _with_interval(answer: dict[str, Any], until: Any) -> dict[str, Any]:
    """Add to the answer to SEED-14 the exact intervals, which SQL has no function for."""
    rows = as_records(steps(until).dropna(subset="rate_ratio").sort_values("rate_ratio"))
    if not rows:
        return answer
    said = ", ".join(
        f"{row['intervention']} {row['rate_ratio']:.2f} ({row['low']:.2f} to {row['high']:.2f})"
        for row in sorted(rows, key=lambda row: str(row["date"]))
    )
    return answer | {
        "low": rows[0]["low"],
        "high": rows[0]["high"],
        "answer_words": f"{answer['answer_words']} Attacks a day, times those before: {said}.",
    }


def head() -> None:
    """Say what essay the claims are of."""
    claims = query("lists/commission_claims")
    if len(claims):
        st.markdown(claim_words.essay(claims["stated_on"].max(), len(claims)))


def essay(chosen: Filters) -> None:
    """Draw the claims as a table, in which those that the reader opens stand in full."""
    pairs = answers(chosen)
    if not pairs:
        st.info("No claim is loaded.", icon=":material/filter_alt_off:")
        return
    st.markdown(claim_words.tally(pairs))
    numbered = {str(number): pair for number, pair in enumerate(pairs, 1)}
    hint = "Its rule, sources and both answers. A claim of the table opens as well."
    opened = (
        page_filters.some("Open a claim", list(numbered), "claim", hint=hint, narrows=False) or []
    )
    days = words.window(chosen.baseline_start, chosen.baseline_end)
    of_rates = words.window(chosen.rate_baseline_start, chosen.rate_baseline_end)
    said = f"transits against {days}; freight rates against {of_rates}"  # as one, each of them
    title = claim_words.title(pairs)
    table = Chart(
        "claims_essay",
        title,
        None,
        title,
        _rows(pairs),
        claim_words.FILTERS,
        method=claim_words.MEANING,
    )
    st.html(Path(__file__).with_name("claims.css"))
    framed(table, said, partial(_table, numbered, opened))


def _table(numbered: dict[str, Pair], opened: list[str]) -> None:
    """Draw the table, parted after each claim that is open by all that there is of it."""

    def link(number: str) -> str:
        return _opening("" if number in opened else number)

    part: dict[str, Pair] = {}
    for number, pair in numbered.items():
        part[number] = pair
        if number in opened:
            st.html(claim_words.as_html(part, link))
            _claim(number, pair)
            part = {}
    if part:
        st.html(claim_words.as_html(part, link))


def _opening(number: str) -> str:
    """Return the address of this page with a claim open, or with none, and all else as it is."""
    asked = [
        (key, value)
        for key in st.query_params
        if key != "claim"
        for value in st.query_params.get_all(key)
    ]
    query = urlencode(asked + [("claim", number)] * bool(number))
    return f"{base_path()}/claims" + (f"?{query}" if query else "")


def _rows(pairs: list[Pair]) -> pd.DataFrame:
    """Return one row per claim and moment, for the CSV and the source line."""
    rows = pd.DataFrame([answer for pair in pairs for answer in pair])
    asked = {_query(then) for then, _ in pairs} & _written()
    rows.attrs["reads"] = tuple(sorted({t for name in asked for t in queries.reads(name)}))
    return rows


def _claim(number: str, pair: Pair) -> None:
    """Draw one claim: its answers side by side, or one where nothing changed, and its rule."""
    then, now = pair
    with st.container(border=True):
        st.markdown(f"## {number}. {text.markdown(now['claim'])}")
        if then | {"as_of": NOW} == now:
            _answered(f"{claim_words.moment(then['as_of'])} and now", now)
        else:
            for column, answer in zip(st.columns(2), pair, strict=True):
                with column:
                    _answered(claim_words.moment(answer["as_of"]), answer)
        st.caption(f"**Rule.** {text.markdown(now['rule'], text.NOTE)}")


def _answered(moment: str, answer: dict[str, Any]) -> None:
    """Draw an answer: verdict, figure, words, days, sources and where to look."""
    st.markdown(f"**{moment}:** {claim_words.verdict(answer['verdict'])}")
    if value := claim_words.figure(answer["answer"], answer["unit"]):
        st.metric(text.markdown(words.sentence(claim_words.what(answer))), value)
    st.markdown(text.unbroken(text.markdown(answer["answer_words"], text.NOTE)))
    st.caption(" · ".join(filter(None, (claim_words.days(answer), _sources(answer)))))
    st.markdown(f"[See it on {PAGES[answer['page']]} :material/open_in_new:]({address(answer)})")


def address(answer: dict[str, Any]) -> str:
    """Return the address of the page and filters that show an answer, with the baselines of this.

    A link to the address, not to the page: the pages share the sidebar, whose filters a page that
    is opened in the same session would keep.
    """
    kept = [(key, day) for key in BASELINES for day in st.query_params.get_all(key)]
    asked = urlencode(parse_qsl(answer["link"]) + kept)
    path = "" if answer["page"] == "overview" else answer["page"]  # the first stands at the root
    return f"{base_path()}/{path}" + (f"?{asked}" if asked else "")


def _sources(answer: dict[str, Any]) -> str:
    cited = pd.DataFrame([answer])
    if (name := _query(answer)) in _written():
        cited.attrs["reads"] = queries.reads(name)
    return citations.source_line(cited, pd.DataFrame()) if answer["source_ids"] else ""


SECTIONS: dict[str, Callable[[Filters], None]] = {
    "The essay": essay,
    "Published statements": lambda chosen: statements(),
}
