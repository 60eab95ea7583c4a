"""The two ways: geometry of the lanes, made once, the map and the table of published figures."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.kit.analysis import routes
from dashboard.kit.charts import route_map, words
from dashboard.kit.charts.base import as_records
from dashboard.kit.ui import page_filters
from dashboard.kit.ui.columns import columns
from dashboard.kit.ui.data import coast_url, query
from dashboard.kit.ui.drawing import is_dark
from dashboard.kit.ui.listing import listing
from dashboard.kit.ui.show import show

ALL = "all lanes alike"
SPEEDS = {f"{knots:g} knots": knots for knots in (routes.SPEED_KNOTS, 12.0, 14.0, 18.0)}
TEXT = st.column_config.TextColumn()
WHOLE = "none, the whole record"


def draw() -> None:
    """Draw the map of the two ways and the table of lanes."""
    published = query("facts/routes_published")
    pairs, lines, neither = _drawable(query("charts/routes_between_ports"))
    order = ["published_lanes", "origin", "destination"]
    listed = pairs.sort_values(order, ascending=[False, True, True])
    # Those with published distances come first.
    listed = listed.sort_values("published_suez_low_nm", key=pd.Series.isna, kind="stable")
    lanes = zip(listed["origin"], listed["destination"], strict=True)
    names = {f"{origin} to {destination}": (origin, destination) for origin, destination in lanes}
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        lane = page_filters.pick("Lane", [*names, ALL], "lane")
        speed = page_filters.one("Days at", list(SPEEDS), "route_speed")
    note = _left_out(published, neither)
    look = coast_url(), is_dark()
    chart = route_map.ways(pairs, lines, *look, names.get(lane), SPEEDS[speed], note)
    show(chart, f"lane {lane}; {speed}")
    listing(
        "routes_published",
        f"{words.counted(len(published), 'published figure')} of lanes via Suez and round the Cape",
        _listed(published),
        columns(
            "routes_published",
            "origin destination publishers weak vessel_type distance_suez_nm distance_cape_nm"
            " extra_nm days_suez days_cape extra_days speed_kn published_on note:large",
            weak="Source",
            extra_nm=("Longer by, nm", "localized"),
            extra_days=TEXT,
        ),
        WHOLE,
        note="Publishers differ in speed, port calls and round trips: read their notes.",
        method="One way, as published; empty is not published. Extra days are those that the"
        " publisher gives for the Cape against Suez, never computed here; longer by is the"
        " difference of the two distances. Figures of weak sources, such as blogs, advertisements"
        " or press agencies, are marked and wait for a second source.",
        height=420,
    )


def _drawable(pairs: pd.DataFrame) -> tuple[pd.DataFrame, route_map.Lanes, list[str]]:
    """Return the pairs with both ways and their distances, the lines, and the pairs without."""
    lines: route_map.Lanes = {}
    suez, cape, neither = [], [], []
    for row in as_records(pairs):
        both = _two_ways(
            (row["origin_longitude"], row["origin_latitude"]),
            (row["destination_longitude"], row["destination_latitude"]),
        )
        if both.suez is None or both.cape is None:
            neither.append(f"{row['origin']} to {row['destination']}")
            continue
        points = {"suez": list(both.suez.points), "cape": list(both.cape.points)}
        lines[row["origin"], row["destination"]] = points
        suez.append(both.suez.distance_nm)
        cape.append(both.cape.distance_nm)
    drawn = [key in lines for key in zip(pairs["origin"], pairs["destination"], strict=True)]
    kept = pairs[pd.Series(drawn, index=pairs.index, dtype=bool)]
    return kept.assign(suez_nm=suez, cape_nm=cape), lines, neither


@st.cache_resource(max_entries=500, show_spinner=False)
def _two_ways(origin: routes.Point, destination: routes.Point) -> routes.TwoWays:
    return routes.two_ways(origin, destination)


def _left_out(published: pd.DataFrame, neither: list[str]) -> str:
    """Say which published figures the map does not draw, and why."""
    regions = int((~published["ends_are_ports"]).sum())
    said = (
        f"Of {words.counted(len(published), 'published figure')} {regions} name a region, or a"
        " place that is no port of the list by that name, and are in the table only."
    )
    if neither:
        said += f" Not drawn either, as neither way is theirs: {words.joined(neither)}."
    return said


def _listed(published: pd.DataFrame) -> pd.DataFrame:
    extra = [
        "" if pd.isna(low) else f"{low:g}" if low == high else f"{low:g} to {high:g}"
        for low, high in zip(published["extra_days_low"], published["extra_days_high"], strict=True)
    ]
    weak = published["weak_source"].map({True: "⚠ weak", False: ""})
    return published.assign(extra_days=extra, weak=weak)
