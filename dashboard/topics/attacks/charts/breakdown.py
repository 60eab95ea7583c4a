"""The attacks by one dimension: ship type, weapon, area, flag, outcome or confidence."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from dashboard.kit.charts import draw, theme, words
from dashboard.kit.charts.base import NOTHING, Chart, as_records

DIMENSIONS = {
    "vessel_type": "ship type",
    "weapon": "weapon",
    "area": "area",
    "flag": "flag",
    "outcome": "outcome",
    "confidence": "grade of confidence",
}
NAMED = 3
"""Values that a title names where they share the most attacks."""

BARS = 12
"""Most bars of a breakdown, the last of them for all the other values."""

MUTED = 0.25
"""Opacity of the bars that are not chosen, where some are."""


def attacks_of(rows: pd.DataFrame) -> int:
    """Count the attacks in rows of charts/attacks_by: each has one outcome."""
    return int(rows.loc[rows["dimension"] == "outcome", "attacks"].sum())


def breakdown(rows: pd.DataFrame, dimension: str, chosen: Collection[str] = ()) -> Chart:
    """Count the attacks by one dimension (rows of charts/attacks_by); a bar carries its value.

    Where values of the dimension are ``chosen``, the bars of all others are muted.
    """
    key, word = f"attacks_by_{dimension}", DIMENSIONS[dimension]
    total = attacks_of(rows)
    rows = rows[rows["dimension"] == dimension].sort_values(
        ["attacks", "label"], ascending=[False, True], ignore_index=True
    )
    if rows.empty:
        return Chart.none(key, f"Attacks by {word}", NOTHING, rows, "")
    shown = rows if len(rows) <= BARS else rows.head(BARS - 1)
    rest = rows.iloc[len(shown) :]
    labels, counts = list(shown["label"].map(words.sentence)), list(shown["attacks"])
    values: list[str | None] = list(shown["value"])
    if len(rest):
        labels.append(f"{len(rest)} others")
        counts.append(int(rest["attacks"].sum()))
        values.append(None)
    colours = [theme.GREY if v in (None, "unknown") else theme.ATTACK for v in values]
    if dimension == "outcome":
        colours = [theme.OUTCOME_COLOURS.get(str(v), theme.GREY) for v in values]
    others = set(rest["value"])
    lit = [not chosen or v in chosen or (v is None and bool(others & set(chosen))) for v in values]
    muted = [1 if shown else MUTED for shown in lit]
    more: draw.Part = {
        "marker": {"opacity": muted} if chosen else {},
        "texttemplate": "%{x}",
        "textposition": "outside",
        "cliponaxis": False,
        "hovertemplate": f"%{{y}}: %{{x}} of {words.attacks(total)}<extra></extra>",
    }
    bars = draw.bars(counts, labels, colours, orientation="h", customdata=values, **more)
    axis = draw.unseen(0, max(counts) * 1.12)
    fig = draw.figure(48 + 26 * len(labels), [bars], axis, {"autorange": "reversed", "ticks": ""})
    known = rows[rows["value"] != "unknown"]
    most = known["attacks"].max()
    lead = known[known["attacks"] == most]
    if chosen:
        picked = rows[rows["value"].isin(chosen)]
        named = [f"{r['label']} ({r['attacks']})" for r in as_records(picked)]
        title = f"{words.sentence(words.joined(named))} chosen, of {words.attacks(total)}"
    elif known.empty:
        title = f"The {word} is unknown for {words.attacks(total)}"
    elif len(known) == 1:
        only = "only" if len(rows) == 1 else "only known"
        many = words.attacks(most) if most == total else f"{most} of {words.attacks(total)}"
        title = f"{words.sentence(known['label'].iloc[0])} is the {only} {word}: {many}"
    elif len(lead) > 1:
        title = f"{len(lead)} {word}s share the most, {words.attacks(most)} each"
        if len(lead) <= NAMED:
            title = (
                f"{words.sentence(words.joined(list(lead['label'])))}: {words.attacks(most)} each"
            )
    else:
        leader = words.sentence(lead["label"].iloc[0])
        title = f"{leader}: {most} of {words.attacks(total)}, the most of any {word}"
    unknown = int(rows.loc[rows["value"] == "unknown", "attacks"].sum())
    bars_shown = "One bar" if len(labels) == 1 else f"{len(labels)} bars in order"
    last = f", the last for {len(rest)} others together" if len(rest) else ""
    alt = f"{title}. {bars_shown}{last}; the {word} is unknown for {unknown}."
    return Chart(key, title, fig, alt, rows)
