"""The Hodeidah page's parts beside WFP's tonnes: other counts, and what the data team loads."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.kit.charts import text
from dashboard.kit.charts.coverage import Coverage
from dashboard.kit.charts.words import counted, dates, joined
from dashboard.kit.ui import coverage, page_filters
from dashboard.kit.ui.columns import columns
from dashboard.kit.ui.data import query
from dashboard.kit.ui.filters import Filters
from dashboard.kit.ui.listing import listing
from dashboard.kit.ui.show import show
from dashboard.kit.ui.unfilled import is_unfilled
from dashboard.topics.hodeidah.charts import food_prices, import_ais, port_calls
from dashboard.topics.hodeidah.charts.port_call_words import names_of

CURRENCIES = {"Rial (YER)": "YER", "US dollar": "USD"}
WHOLE_RECORD = "none, the whole record"
RED_SEA_PORTS = "Hodeidah, Salif and Ras Isa"
OWN_METHOD, OTHER_METHODS = "WFP reported", ["UNVIM", "AIS estimate"]
"""Methods of the import figures: WFP's are listed with its charts, the others apart."""
MOST, FEW = 8, 4
"""Markets drawn at first: so many of the main governorates, or of the longest record."""


def figures(
    key: str,
    title: str,
    rows: pd.DataFrame,
    said: str,
    note: str,
    method: str,
    over: Coverage | None = None,
) -> None:
    """List import figures as published."""
    headings = columns(
        "port_imports",
        "period_start period_end port commodity tonnes basis method precision_t vessels publishers"
        " note:large row_id",
    )
    listing(key, title, rows, headings, said, note=note, method=method, height=420, over=over)


def other_counts_section(chosen: Filters) -> None:
    """Draw the AIS estimates by period, and list what the UN inspection mechanism cleared."""
    st.caption("Other counts than WFP's tonnes: never added or compared.")
    chart = import_ais.by_period(query("charts/port_ais_by_period", chosen.parameters))
    show(chart, chosen.period, over=coverage.of("port_imports", chosen))
    methods = page_filters.some("Counted by", OTHER_METHODS, "import_method") or OTHER_METHODS
    rows = query("facts/port_imports_published", methods=methods)
    figures(
        "port-inspected",
        f"{counted(len(rows), 'figure')} by {joined(methods)}",
        rows,
        f"{WHOLE_RECORD}; counted by: {', '.join(methods)}",
        "UNVIM’s figures overlap: never add them. Whole record.",
        "UNVIM, the UN Verification and Inspection Mechanism, counts cargo cleared for"
        f" {RED_SEA_PORTS}; its cumulative figures cover all years since 2016 and overlap the"
        " others. AIS estimates are means a month. WFP’s figures are listed under Imports.",
    )


def port_calls_section(chosen: Filters) -> None:
    """Draw port calls and AIS estimates of imports by month, of ports with a key of PortWatch."""
    st.caption("Another count than WFP’s tonnes: never added or compared.")
    if is_unfilled("port_calls"):
        return
    ports = query("lists/portwatch_ports")
    keys = list(names_of(ports))
    rows = query("charts/port_calls_by_month", chosen.parameters, port_ids=keys)
    if rows.empty:
        _no_port_call(query("lists/port_call_extent", port_ids=keys), ports)
        return
    events = query("lists/events", chosen.parameters)
    show(port_calls.calls(rows, events, ports), chosen.period, events=events)
    show(port_calls.imports(rows, events, ports), chosen.period, events=events)


def _no_port_call(held: pd.DataFrame, ports: pd.DataFrame) -> None:
    if ports.empty:
        st.info(
            "No port carries the key by which PortWatch knows it (column portwatch_id of the"
            " dataset ports), so none of the port calls loaded can be shown.",
            icon=":material/link_off:",
        )
        return
    named = joined([f"{name} ({key})" for key, name in names_of(ports).items()])
    said = f"The port calls loaded hold no day of {named}."
    if len(held):
        days = dates(held["first_day"].min(), held["last_day"].max())
        said = f"No port call of {named} is on record in the period; held are {days}."
        said += " Widen the period in the sidebar."
    st.info(text.markdown(said), icon=":material/filter_alt_off:")


def food_prices_section(chosen: Filters) -> None:
    """Draw the retail price of wheat flour or a fuel by market, in rials or dollars."""
    if is_unfilled("food_prices"):
        return
    options = query("lists/food_price_options")
    if options.empty:
        st.info(
            "The prices loaded hold no retail price of wheat flour or of a fuel (petrol, diesel,"
            " gas).",
            icon=":material/filter_alt_off:",
        )
        return
    kinds = zip(options["commodity"], options["unit"], strict=True)
    goods = {f"{commodity}, {unit}": (commodity, unit) for commodity, unit in kinds}
    names = options.sort_values("place")["market"].drop_duplicates().tolist()
    left, right = st.columns([2, 1])
    with left:
        what = page_filters.pick("Commodity and unit", list(goods), "price_of")
    with right:
        currency = page_filters.choice("Currency", CURRENCIES, "price_in")
    markets = page_filters.some("Markets", names, "price_market", default=_first(options)) or names
    commodity, unit = goods[what]
    rows = query(
        "charts/food_prices_by_market",
        chosen.parameters,
        commodity=commodity,
        unit=unit,
        markets=markets,
        currency=currency,
    )
    events = query("lists/events", chosen.parameters)
    drawn = food_prices.by_market(rows, names, what, currency, events)
    said = f"{chosen.period}; {what}; {currency}; markets: {', '.join(markets)}"
    show(drawn, said, events=events)
    absent = [name for name in markets if name not in set(rows["market"])]
    if absent and len(rows):
        named = f"{food_prices.plain(what)} in {currency}"
        st.caption(text.markdown(f"No price of {named} in the period: {joined(absent)}."))


def _first(options: pd.DataFrame) -> list[str]:
    """Return the markets drawn at first: of Al Hodeidah, Aden and Sana'a, or the best recorded."""
    by_place = options.sort_values("place").drop_duplicates("market")
    main = by_place.loc[by_place["is_main"], "market"].tolist()
    longest = by_place.sort_values("months_of_market", ascending=False, kind="stable")
    return main[:MOST] or longest["market"].tolist()[:FEW]
