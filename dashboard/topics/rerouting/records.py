"""What others recorded: delays by month, other observations, announcements of carriers."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.kit.charts import periods, words
from dashboard.kit.ui import carrier_returns, coverage, filters, page_filters
from dashboard.kit.ui.columns import columns
from dashboard.kit.ui.data import query
from dashboard.kit.ui.freshness import freshness, shown
from dashboard.kit.ui.listing import listing
from dashboard.kit.ui.show import show
from dashboard.topics.rerouting.charts import carriers as carrier_charts
from dashboard.topics.rerouting.charts import delays as delay_charts


def delays() -> None:
    """Draw punctuality by month and list every other observation."""
    shared = filters.current()
    shown(shared.period)
    events = query("lists/events", shared.parameters)
    grain = page_filters.one("By", periods.GRAINS[1:], "delay_grain")
    if grain == periods.MONTH:
        rows = query("charts/delays_by_month", shared.parameters)
    else:
        rows = query("charts/delays_by_quarter", shared.parameters)
    known, said = coverage.of("delays", shared), f"{shared.period}; by {grain}"
    for draw in (delay_charts.on_time, delay_charts.late):
        show(draw(rows, events, shared.baseline), said, events=events, over=known)
    everything = query("facts/delays_other")
    measures = {_measure(metric): metric for metric in sorted(everything["metric"].unique())}
    picked = page_filters.several("Measures", list(measures), "delay_measure")
    metrics = [measures[name] for name in picked] or None
    found = query("facts/delays_other", shared.parameters, metrics=metrics)
    listed = found.assign(
        measure=found["metric"].map(_measure),
        doubt=found["in_doubt"].map({True: "⚠ in doubt", False: ""}),
    )
    chosen = f"{shared.period}; {', '.join(picked) or 'all measures'}"
    listing(
        "delays_other",
        f"{known.counted(len(found), 'other observation')} of delays, detours and canal traffic",
        listed,
        columns(
            "delays",
            "date grain measure lane:medium value unit doubt note:large publishers",
            measure="Measure",
            doubt="Doubt",
        ),
        chosen,
        note="Each with its own definition; doubted ones are in no chart.",
        method="The column Note says why one is in doubt. A month, quarter or year stands at its"
        " first day.",
        height=360,
        over=known,
    )
    freshness("delays")


def carriers() -> None:
    """Draw the strips of the carriers and list the announcements."""
    shared = filters.current()
    events = query("lists/events", shared.parameters)
    segments = sorted(query("charts/carrier_actions")["segment"].unique())
    picked = page_filters.some("Segment", segments, "segment", hint="None chosen is all of them.")
    rows = query("charts/carrier_actions", shared.parameters, segments=picked)
    chosen = f"{shared.period}; {', '.join(picked) if picked else 'all segments'}"
    shown(chosen)
    if (not picked or carrier_returns.CONTAINER in picked) and (
        said := carrier_returns.sentence(shared)
    ):
        st.markdown(said)
    start = pd.Timestamp(shared.start)
    known = coverage.of("carrier_actions", shared)
    show(carrier_charts.strips(rows, events, start), chosen, events=events, over=known)
    announced = rows[rows["in_period"]].sort_values(["date", "carrier"], ascending=[False, True])
    announced = announced.assign(
        action=announced["action"].mask(announced["is_plan"], carrier_charts.PLAN),
        read=announced["is_second_hand"].map({True: "at second hand", False: ""}),
    )
    listing(
        "carrier_announcements",
        f"{known.counted(len(announced), 'announcement')} in the period",
        announced,
        columns(
            "carrier_actions",
            "date carrier segment action scope:large note:medium read publishers",
            read="Read",
        ),
        chosen,
        method=carrier_charts.DEFINED,
        height=420,
        over=known,
    )
    freshness("carrier_actions")


def _measure(metric: str) -> str:
    """Return a metric as plain words: "transit time change, %"."""
    units = {"pct": "%", "pp": "percentage points", "nm": "nm", "teu": "TEU", "days": "days",
             "mbd": "million b/d"}  # fmt: skip
    proper = ("drewry", "freightos", "xeneta", "cape", "red", "sea", "suez")
    names = {"oti": "OTI"} | {name: name.capitalize() for name in proper}
    parts = metric.split("_")
    plain = " ".join(names.get(part, part) for part in parts if part not in units)
    return ", ".join([words.sentence(plain), *(units[part] for part in parts if part in units)])
