"""The tables of the page of container costs: all quotes, and the published statements."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.kit.charts.base import as_records
from dashboard.kit.charts.cost_words import amount, when
from dashboard.kit.charts.published_words import compared, published
from dashboard.kit.charts.words import counted
from dashboard.kit.ui import coverage, page_filters
from dashboard.kit.ui.columns import columns
from dashboard.kit.ui.data import query
from dashboard.kit.ui.filters import Filters
from dashboard.kit.ui.listing import listing

TOLERANCE = (
    "Ours is computed from the spot rates on this page on exactly the days named; no neighbouring"
    " day stands in for a missing one. It agrees when it is within half a unit of a published"
    " percentage or number of weeks, which is their rounding, or within 5 percent of a published"
    " multiple; a lower bound (“at least”) when it is not below it. Weeks of decline run from the"
    " start of the unbroken run of falls that ends on the last day."
)


def quotes(chosen: Filters) -> None:
    """List all quotes of the period, of the kinds chosen."""
    every = sorted(query("facts/cost_quotes")["kind"].unique())
    kinds = page_filters.some("Kinds of cost", every, "quote_kind", hint="None chosen lists all.")
    rows = query("facts/cost_quotes", chosen.parameters, kinds=kinds)
    known = coverage.of("cost_components", chosen)
    rows = rows.assign(
        quote=list(map(amount, rows["value_low"], rows["value_high"])),
        when=list(map(when, as_records(rows))),
    )
    listing(
        "cost_table",
        f"{known.counted(len(rows), 'published quote')} of costs",
        rows,
        columns(
            "cost_components",
            "when kind component_title scope:medium quote unit note:large date date_precision",
            when="Date",
            component_title="Cost",
            quote=st.column_config.TextColumn("Quote", alignment="right"),
        ),
        f"{chosen.period}, kinds: {', '.join(kinds or ['all'])}",
        note="Quotes in their own words, not a market series.",
        height=420,
        over=known,
    )


def claims() -> None:
    """List the statements that can be checked, with our value, and those that cannot."""
    checked = query("facts/claims_reproduced")
    listing(
        "claims_reproduced",
        verdicts(checked["agrees"]),
        compared(checked).assign(
            verdict=checked["agrees"].map({True: "yes", False: "no"}).fillna("not known")
        ),
        columns(
            "published_claims",
            "claim:330 published ours apart verdict used:430 published_by note:medium",
            verdict="Agrees",
            used="Assessments used",
        ),
        "none, the whole record",
        note="Whole record, unfiltered.",
        method=TOLERANCE,
        height=38 + 35 * max(len(checked), 1),
        empty="No statement on rates that could be checked is loaded.",
    )
    others = query("facts/claims_not_reproduced")
    listing(
        "claims_not_reproduced",
        f"{counted(len(others), 'statement')} on rates that cannot be checked here",
        others.assign(published=published(others)),
        columns(
            "published_claims",
            "claim:400 published:170 reason:330 metric from_date to_date published_by note:medium",
            reason="Why it cannot be checked",
        ),
        "none, the whole record",
        note="Listed so that nobody takes silence for agreement.",
        empty="No other statement on rates is loaded.",
    )


def verdicts(agrees: pd.Series) -> str:
    """Count the statements that the record agrees with."""
    known = int(agrees.notna().sum())
    unknown = len(agrees) - known
    said = f"{int(agrees.eq(True).sum())} of {known} published statements agree with the record"
    return said + (f"; {unknown} cannot be computed" if unknown else "")
