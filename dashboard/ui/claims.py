"""The parts of the page Claims: the tally, and the claims of the commissioning essay."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pandas as pd
import streamlit as st

from dashboard import queries
from dashboard.analysis import rate_ratio
from dashboard.charts import text
from dashboard.charts.base import Chart
from dashboard.charts.words import counted, sentence
from dashboard.ui import citations, claims_words, exports, own
from dashboard.ui.claims_published import statements, verdicts
from dashboard.ui.claims_words import LOOK, UNTESTED
from dashboard.ui.data import base_path, query, record
from dashboard.ui.filters import Filters
from dashboard.ui.headline import Card, headline
from dashboard.ui.show import details

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

FIRST_PAGE = "overview"
"""The page that stands at the address of the dashboard itself."""

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


def answers(chosen: Filters) -> pd.DataFrame:
    """Return the claims of the essay, in its order, each with its answer and verdict."""
    found = []
    for claim in query("lists/commission_claims").to_dict("records"):
        name = _query(claim["claim_id"])
        answer = record(name, **chosen.parameters) if name in _written() else UNWRITTEN
        if name == OF_STEPS:
            answer = _with_interval(answer)
        found.append(answer | claim)
    columns = ["claim_id", "claim", "verdict", "answer", "unit", "answer_words"]
    rows = pd.DataFrame(found, columns=None if found else columns)
    return rows[columns + [name for name in rows if name not in columns]]


def _query(claim_id: str) -> str:
    """Return the name of the query that answers a claim."""
    return f"claims/{claim_id.lower().replace('-', '_')}"


@cache
def _written() -> frozenset[str]:
    return frozenset(queries.names())


def steps() -> pd.DataFrame:
    """Return the military steps that SEED-14 looks at, with the exact interval of each ratio."""
    rows = query("facts/military_steps")
    ratios = [
        rate_ratio.compare(*cells)
        for cells in zip(
            rows["attacks_before"],
            rows["attacks_after"],
            rows["days_before"],
            rows["days_after"],
            strict=True,
        )
    ]
    return rows.assign(
        low=[ratio.low for ratio in ratios],
        high=[ratio.high for ratio in ratios],
    )


def _with_interval(answer: dict[str, Any]) -> dict[str, Any]:
    """Add to the answer to SEED-14 the exact intervals, which SQL has no function for."""
    rows = steps().dropna(subset="rate_ratio").sort_values("rate_ratio").to_dict("records")
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


def tally(found: pd.DataFrame) -> None:
    """Draw how many claims stand and how many published statements are reproduced."""
    given = found["verdict"].tolist()
    of_all = f"of {counted(len(given), 'claim')}"
    published = verdicts()
    st.markdown(claims_words.tally(given, published))
    checked = [verdict for verdict in published if verdict != UNTESTED]
    headline(
        [
            *(Card(sentence(verdict), f"{given.count(verdict)}", of_all) for verdict in LOOK),
            Card(
                "Published statements reproduced",
                f"{checked.count(claims_words.REPRODUCED)}",
                f"of {len(checked)} that the tables can compute; {len(published)} are listed",
            ),
        ]
    )


def essay(found: pd.DataFrame, chosen: Filters) -> None:
    """Draw the claims as cards, two in a row where there is room, and offer them as a CSV."""
    picked = own.some("Verdict", list(LOOK), "verdict", hint="None chosen shows all.")
    st.caption(claims_words.MEANING)
    if found.empty:
        st.info("No claim is loaded.", icon=":material/filter_alt_off:")
        return
    rows = found[found["verdict"].isin(picked)] if picked else found
    records = rows.to_dict("records")
    if not records:
        st.info("No claim has this verdict. Clear the filter.", icon=":material/filter_alt_off:")
        return
    for pair in zip(records[::2], [*records[1::2], None], strict=False):
        for column, row in zip(st.columns(2), pair, strict=True):
            if row is not None:
                with column, st.container(border=True, height="stretch", gap="xsmall"):
                    _claim(row, len(found))
    title = f"{counted(len(rows), 'claim')} of the essay with answer, verdict and rule"
    said = f"transits against {chosen.baseline}; freight rates against {chosen.rate_baseline}"
    said += f"; verdict: {', '.join(picked)}" if picked else ""
    table = Chart("claims_essay", title, None, title, rows, claims_words.MEANING)
    details(table, pd.DataFrame(), said, exports.link(), line=False)


def _claim(row: dict[Any, Any], of: int) -> None:
    """Draw one claim: verdict, statement, answer, rule, where it comes from and where to look."""
    number = row["claim_id"].removeprefix("SEED-").lstrip("0")
    st.markdown(f"{claims_words.badge(row['verdict'])} :small[:gray[Claim {number} of {of}]]")
    st.markdown(f"##### {text.markdown(row['claim'])}")
    counted = text.markdown(claims_words.what(row))
    said = text.markdown(row["answer_words"], text.NOTE).replace(" %", "\u00a0%")
    if value := claims_words.figure(row["answer"], row["unit"]):
        figure, words = st.columns([2, 5], gap="small")
        with figure, st.container(gap="xxsmall"):
            st.metric(counted, value, label_visibility="collapsed")
            st.caption(counted)
        words.markdown(said)
    else:
        st.markdown(said)
    st.caption(f"**Rule.** {text.markdown(row['rule'], text.NOTE)}")
    st.caption(" · ".join(filter(None, (claims_words.days(row), _sources(row)))))
    st.markdown(f"[See it on {PAGES[row['page']]} :material/open_in_new:]({address(row)})")


def address(row: dict[Any, Any]) -> str:
    """Return the address of the page and filters that show an answer, with the baselines of this.

    A link to the address, not to the page: the pages share the sidebar, whose filters a page that
    is opened in the same session would keep.
    """
    kept = [(key, day) for key in BASELINES for day in st.query_params.get_all(key)]
    asked = urlencode(parse_qsl(row["link"]) + kept)
    path = "" if row["page"] == FIRST_PAGE else row["page"]
    return f"{base_path()}/{path}" + (f"?{asked}" if asked else "")


def _sources(row: dict[Any, Any]) -> str:
    cited = pd.DataFrame([row])
    if (name := _query(row["claim_id"])) in _written():
        cited.attrs["reads"] = queries.reads(name)
    return citations.source_line(cited, pd.DataFrame()) if row["source_ids"] else ""


SECTIONS: dict[str, Callable[[pd.DataFrame, Filters], None]] = {
    "The essay": essay,
    "Published statements": lambda found, chosen: statements(),
}
"""Section of the page -> what draws it; only the open one is drawn."""
