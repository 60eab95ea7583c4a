"""Which assumption moves the answer most: a bar for each, from its low to its high bound."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.kit.charts import draw, theme, words
from dashboard.kit.charts.base import Chart, as_records
from dashboard.topics.voyage.charts import words as say

BAR_PX, AROUND_PX, MOST = 27, 80, 12


def tornado(rows: pd.DataFrame, now_usd: float, short: str) -> Chart:
    """Draw the rows of ``sensitivity.tornado`` (with ``age``, ``source_ids``), the widest first.

    ``now_usd`` is what the Cape costs more as things are assumed; ``short`` the other way's name.
    """
    key, title = "voyage_tornado", "No assumption with bounds moves the answer"
    if rows.empty:
        return Chart.none(key, title, f"{title}.", rows)
    drawn = as_records(rows.head(MOST))
    old = [row["age"].startswith("old") for row in drawn]
    names = [
        say.plain(row["assumption_id"]) + " (old)" * is_old
        for row, is_old in zip(drawn, old, strict=True)
    ]
    fig = draw.figure(
        AROUND_PX + BAR_PX * len(drawn),
        [
            _bars(drawn, names, end, colour, now_usd, short)
            for end, colour in (("low", theme.BROWN), ("high", theme.OLIVE))
        ],
        {"nticks": 7} | say.DOLLARS,
        say.ROWS,
        hovermode="x unified",
        barmode="overlay",
        bargap=0.35,
        margin={"t": 44, "b": 40},
        legend={"traceorder": "normal"},
        shapes=[draw.rule("x", 0, 1.5, theme.SLATE, layer=None)],
    )
    flips = sum(row["at_low_usd"] * row["at_high_usd"] < 0 for row in drawn)
    flip = f"{flips} of {len(rows)} assumptions alone can flip it"
    title = f"{say.plain(drawn[0]['assumption_id'])} moves the answer most"
    title += f"; {flip if flips else 'none alone flips it'}"
    widest = "; ".join(
        f"{name} {say.usd(row['at_low_usd'])} to {say.usd(row['at_high_usd'])}"
        for name, row in zip(names[:5], drawn, strict=False)
    )
    note = words.note(
        "Left of the dotted line the Cape is cheaper.",
        "Old: older than the value is valid for." if any(old) else "",
    )
    method = (
        "What the Cape costs more than the short route with one assumption at its low or high"
        f" bound and all others as they are. The {min(MOST, len(rows))} widest of {len(rows)} are"
        " drawn, the rows hold all. Hover says how old a value is."
    )
    alt = f"Bars of what the Cape costs more with one assumption at its bounds: {widest}."
    return Chart(key, title, fig, alt, rows, note, method=method)


def _bars(
    drawn: list[dict[str, Any]], names: list[str], end: str, colour: str, now_usd: float, short: str
) -> draw.Part:
    """Return how far each assumption at one of its bounds moves the answer from what it is."""
    texts = [
        f"<b>{name}</b> {row[end]:,g} {row['unit']}<br>the Cape costs"
        f" {_more(row[f'at_{end}_usd'])} than {say.way(short)}<br>now"
        f" {row['value']:,g}{', ' * bool(row['age'])}{row['age']}"
        for name, row in zip(names, drawn, strict=True)
    ]
    x, name = [row[f"at_{end}_usd"] - now_usd for row in drawn], f"at the {end} bound"
    style: draw.Part = {"orientation": "h", "base": now_usd, "showlegend": None}
    return draw.bars(x, names, colour, texts, name, **style)


def _more(amount: float) -> str:
    return f"{say.usd(amount)} more" if amount >= 0 else f"{say.usd(-amount)} less"
