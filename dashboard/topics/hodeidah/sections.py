"""The Hodeidah page's own parts: its headline and its sections."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.kit.charts import text, words
from dashboard.kit.charts.base import as_records
from dashboard.kit.charts.coverage import NOWHERE, Coverage
from dashboard.kit.charts.import_words import GOODS, MEMBERS, PORT_NAMES, WFP, bounds, megatonnes
from dashboard.kit.charts.words import day, joined
from dashboard.kit.ui import coverage, page_filters
from dashboard.kit.ui.columns import columns
from dashboard.kit.ui.data import catalogue, coast_url, query, record
from dashboard.kit.ui.drawing import is_dark
from dashboard.kit.ui.filters import Filters
from dashboard.kit.ui.headline import Card, headline
from dashboard.kit.ui.listing import listing
from dashboard.kit.ui.show import show, side_by_side
from dashboard.topics.hodeidah import loaded
from dashboard.topics.hodeidah.charts import (
    import_change,
    import_years,
    imports,
    port_capacity,
    port_share,
    port_statements,
    port_strikes,
)


def cards(chosen: Filters) -> None:
    """Draw the headline: imports of both groups of ports, strikes, the founding claims."""
    change = query("charts/port_imports_year_on_year", chosen.parameters, commodities=["all"])
    strikes = record("facts/port_strikes_headline", chosen.parameters)
    claims = query("facts/port_statements", kinds=["share"])
    headline(
        [
            *(_imports(change[change["port"] == port], port, chosen) for port in PORT_NAMES),
            _strikes(strikes, coverage.of("port_events", chosen)),
            _claims(claims[claims["is_founding"]]),
        ]
    )


def _imports(rows: pd.DataFrame, port: str, chosen: Filters) -> Card:
    known = coverage.of("port_imports", chosen)
    label = f"{PORT_NAMES[port]}, fuel and food"
    certain = rows[~rows["is_doubtful"]]
    if certain.empty and known.is_outside:
        return Card(label, NOWHERE, known.why)
    if certain.empty:
        return Card(label, "none", "no total in this period has a published year before")
    row = certain.sort_values("period_end").iloc[-1]
    return Card(
        label,
        megatonnes(row["tonnes"]),
        f"{words.since_january(row['period_end'])},"
        f" {words.less_or_more(row['change_pct'])} the"
        f" {megatonnes(row['tonnes_year_before'])} a year before"
        f" ({bounds(row['change_low_pct'], row['change_high_pct'])} by rounding)"
        + "; a later total is probably a revision"
        * bool(row["is_before_revision"]),
        f"{MEMBERS[port]}. {WFP} The latest total since 1 January in the period whose"
        " year before is published for the same months; totals that the compilers doubt are left"
        " out.",
    )


def _strikes(row: dict[str, Any], known: Coverage) -> Card:
    label = "Strikes on Red Sea ports"
    definition = (
        f"One strike is one place of {loaded.RED_SEA_PORTS} struck on one day. Deaths are those"
        " reported for the place; some are counted in another place's, some never were, so the sum"
        " is a lower bound. Some tolls are of the whole governorate."
    )
    if row["strikes"] is None:
        return Card(label, NOWHERE, known.why, definition)
    edges = f"; {known.said}" if known.said else ""
    if not row["strikes"]:
        return Card(label, "0", f"on record in this period{edges}", definition)
    toll = "no number of deaths reported"
    if pd.notna(row["killed"]):
        least = "at least " if row["strikes_without_toll"] else ""
        toll = f"{least}{row['killed']:,.0f} killed"
    without = row["strikes_without_toll"]
    more = f", {without} without a number" if without and pd.notna(row["killed"]) else ""
    days = f"on {row['days']} day{'s' * (row['days'] != 1)}, last {day(row['last_date'])}"
    return Card(label, f"{row['strikes']}", f"{days}; {toll}{more}{edges}", definition)


def _claims(rows: pd.DataFrame) -> Card:
    """Return the card of the shares that the dashboard was commissioned on."""
    label, rows = "Through Hodeidah, as claimed", rows[rows["share_pct"].notna()]
    if rows.empty:
        return Card(label, "none", "the founding claims are not loaded")
    records = as_records(rows)
    said = sorted({f"{row['publishers']}, {day(row['date_of_statement'])}" for row in records})
    return Card(
        label,
        " / ".join(f"{share:.0f} %" for share in rows["share_pct"]),
        f"{joined([row['of_what'] for row in records])}; said by {'; '.join(said)}",
        "Published claims, not our figures; the period does not change them. Other shares and"
        " what the tonnes say stand under Shares and statements.",
    )


def imports_section(chosen: Filters) -> None:
    """Draw imports by period, added up since January and against the year before."""
    commodities = {"All": "all", "Food": "food", "Fuel": "fuel"}
    hint = "All is fuel and food together."
    kind = page_filters.choice("Goods", commodities, "import_goods", hint)
    asked, goods, counts = chosen.parameters, [kind], GOODS[kind]
    said = f"{chosen.period}, goods: {counts}"
    port_events = query("facts/port_events", asked)
    events = query("lists/events", asked)
    marked = port_events if chosen.importance else port_events.head(0)
    periods = query("charts/port_imports_by_period", asked, commodities=goods)
    holes = query("lists/port_import_holes", asked, commodities=goods)
    known = coverage.of("port_imports", chosen)
    show(imports.by_period(periods, marked, holes), said, over=known)
    totals = query("charts/port_imports_since_january", asked, commodities=goods)
    highest = float(totals["tonnes"].max()) if len(totals) else 0.0
    drawn = [import_years.cumulative(totals, port, highest) for port in PORT_NAMES]
    side_by_side(drawn, said, over=known)
    change = query("charts/port_imports_year_on_year", asked, commodities=goods)
    show(import_change.year_on_year(change, events), said, events=events, over=known)
    methods = [loaded.OWN_METHOD]
    rows = query("facts/port_imports_published", asked, commodities=goods, methods=methods)
    loaded.figures(
        "port-published",
        f"WFP’s figures of {counts} as published"
        + ("" if known.is_outside and rows.empty else f": {len(rows)}"),
        rows,
        said,
        "Totals since January overlap. An empty number was not published.",
        "A month after January that was published alone enters no chart; its note says why.",
        known,
    )


def strikes_section(chosen: Filters) -> None:
    """Draw where and when the ports were struck, their capacity, and the list of events."""
    (checked,) = catalogue("port_events")
    if pd.notna(checked["covers_until"]) and pd.notna(checked["coverage_note"]):
        st.caption(f"{words.sentence(text.markdown(checked['coverage_note']))}.")
    rows = query("charts/port_strikes", chosen.parameters)
    known = coverage.of("port_events", chosen)
    where = port_strikes.strike_map(rows, coast_url(), is_dark())
    when = port_strikes.by_place_and_day(rows, checked["covers_from"])
    side_by_side([where, when], chosen.period, over=known)
    _capacity()
    options = query("lists/port_event_options")
    names = options.groupby("dimension")["value"].agg(list)
    ports = page_filters.some("Port", names.get("port", []), "port")
    types = page_filters.some("Event", names.get("event_type", []), "port_event")
    found = query("facts/port_events", chosen.parameters, places=ports, event_types=types)
    tolls = [told for name in ("killed", "injured") if (told := port_strikes.total(found, name))]
    said = [chosen.period]
    said += [f"port: {', '.join(ports)}"] if ports else []
    said += [f"event: {', '.join(types)}"] if types else []
    listing(
        "port-events",
        known.counted(len(found), "port event") + (f": {', '.join(tolls)}" if tolls else ""),
        found,
        columns(
            "port_events",
            "date port event_type actor target:medium killed injured effect:large capacity_before"
            " capacity_after capacity_unit note:medium publishers port_event_id",
        ),
        "; ".join(said),
        note="Totals are lower bounds: an empty number was not reported.",
        method="The column Note says where another row counts it. Port and event choose the rows of"
        " this list alone; the map and the marks above follow the period.",
        height=420,
        empty="No port event fits. Widen the period, or clear port or event.",
        over=known,
    )


def _capacity() -> None:
    rows = query("charts/port_capacity")
    drawn, stated = st.columns(2)
    with drawn:
        show(port_capacity.statements(rows), loaded.WHOLE_RECORD)
    with stated:
        listing(
            "port-capacity-list",
            "Capacity, statement by statement",
            rows,
            columns(
                "port_events",
                "measure place state amount date publishers statement:medium note:large row_ids",
                measure="Measure",
                place="Place",
                state="State",
                amount=("Amount", "localized"),
                statement="Statement",
                row_ids="Records",
            ),
            loaded.WHOLE_RECORD,
            note="Stated: neither before nor after a strike, and not drawn.",
            method="An amount that an event and a statement both give is one row; the column Note"
            " says what other sources report.",
        )


def statements_section(chosen: Filters) -> None:
    """Draw published shares and changes, the share that tonnes give, and other statements."""
    st.caption("The period changes the first chart alone.")
    share = query("charts/port_share_by_year", chosen.parameters, commodities=None)
    known = coverage.of("port_imports", chosen)
    show(port_share.by_year(share), f"to {day(chosen.end)}", over=known)
    shares, changes = (query("facts/port_statements", kinds=[kind]) for kind in ("share", "change"))
    drawn = [port_statements.shares(shares), port_statements.changes(changes)]
    side_by_side(drawn, loaded.WHOLE_RECORD)
    rows = query("facts/port_statements", kinds=["loss", "volume", "inspection"])
    listing(
        "port-statements",
        "Losses, volumes and inspection, as stated",
        rows,
        columns(
            "port_facts",
            "kind claim:large value unit of_what:medium date_of_statement publishers note:medium"
            " fact_id",
        ),
        loaded.WHOLE_RECORD,
        note="Losses are claims of the bodies named, not audited. Periods overlap: never add them.",
    )


SECTIONS = {
    "Imports": imports_section,
    "Strikes and capacity": strikes_section,
    "Shares and statements": statements_section,
    "AIS and inspection": loaded.other_counts_section,
    "Port calls": loaded.port_calls_section,
    "Food and fuel prices": loaded.food_prices_section,
}
