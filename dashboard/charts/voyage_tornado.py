"""Which assumption moves the answer most: a bar for each, from its low to its high bound."""

from __future__ import annotations

import pandas as pd

from dashboard.charts import theme
from dashboard.charts import voyage_words as say
from dashboard.charts.base import Chart, Figure, as_records

BAR_PX, AROUND_PX, MOST = 27, 80, 12


def tornado(rows: pd.DataFrame, now_usd: float, short: str) -> Chart:
    """Draw the rows of ``sensitivity.tornado`` (with ``age``, ``source_ids``), the widest first.

    ``now_usd`` is what the Cape costs more as things are assumed; ``short`` the other way's name.
    """
    key, title = "voyage_tornado", "No assumption with bounds moves the answer"
    if rows.empty:
        return Chart.none(key, title, f"{title}.", rows)
    drawn = as_records(rows.head(MOST))
    names = [
        say.plain(row["assumption_id"]) + " (old)" * row["age"].startswith("old") for row in drawn
    ]
    fig: Figure = {
        "data": [],
        "layout": {
            "height": AROUND_PX + BAR_PX * len(drawn),
            "barmode": "overlay",
            "bargap": 0.35,
            "margin": {"l": 8, "r": 8, "t": 44, "b": 40},
            "xaxis": {"tickprefix": "USD ", "tickformat": "~s", "nticks": 7},
            "yaxis": {"autorange": "reversed", "ticklabelstandoff": 6, "showgrid": False},
            "legend": {
                "traceorder": "normal", "orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0,
            },
            "shapes": [
                {
                    "type": "line", "xref": "x", "yref": "paper", "x0": 0, "x1": 0, "y0": 0,
                    "y1": 1, "line": {"width": 1.5, "color": theme.SLATE, "dash": "dot"},
                }
            ],
        },
    }  # fmt: skip
    for end, colour, words in (
        ("low", theme.SKY, "at the low bound"),
        ("high", theme.ORANGE, "at the high bound"),
    ):
        fig["data"].append(
            {
                "type": "bar",
                "orientation": "h",
                "name": words,
                "base": now_usd,
                "x": [row[f"at_{end}_usd"] - now_usd for row in drawn],
                "y": names,
                "marker": {"color": colour},
                "text": [
                    f"<b>{name}</b> {row[end]:,g} {row['unit']}<br>the Cape costs"
                    f" {_more(row[f'at_{end}_usd'])} than {say.way(short)}<br>now"
                    f" {row['value']:,g}{', ' * bool(row['age'])}{row['age']}"
                    for name, row in zip(names, drawn, strict=True)
                ],
                "textposition": "none",
                "hovertemplate": "%{text}<extra></extra>",
            }
        )
    flips = [row for row in drawn if min(row["at_low_usd"], row["at_high_usd"]) < 0 < max(
        row["at_low_usd"], row["at_high_usd"])]  # fmt: skip
    title = f"{say.plain(drawn[0]['assumption_id'])} moves the answer most"
    if flips:
        title += f"; {len(flips)} of {len(rows)} assumptions alone can flip it"
    else:
        title += "; none alone flips it"
    widest = "; ".join(
        f"{name} {say.usd(row['at_low_usd'])} to {say.usd(row['at_high_usd'])}"
        for name, row in zip(names[:5], drawn, strict=False)
    )
    old = any(row["age"].startswith("old") for row in drawn)
    return Chart(
        key,
        title,
        fig,
        f"Bars of what the Cape costs more with one assumption at its bounds: {widest}.",
        rows,
        "What the Cape costs more than the short way with one assumption at its low or high bound"
        " and all others as they are; left of the dotted line the Cape is cheaper. The"
        f" {min(MOST, len(rows))} widest of {len(rows)}; the rows hold all."
        + " Old: older than the value is valid for; hover says by how much."
        * old,
    )


def _more(amount: float) -> str:
    return f"{say.usd(amount)} more" if amount >= 0 else f"{say.usd(-amount)} less"
