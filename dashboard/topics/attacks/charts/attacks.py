"""Charts of the attacks: by month, added up, along the events."""

from __future__ import annotations

import pandas as pd

from dashboard.kit.charts import campaigns as shades
from dashboard.kit.charts import draw, theme, words
from dashboard.kit.charts import events as overlay
from dashboard.kit.charts.base import NOTHING, Chart, as_records

HEIGHT = 360

CLAIMED = "claimed only"
SHORTEST = pd.Timedelta(days=60)
"""Least width of the time axis of attacks added up, which leaves room for the label at its end."""

ROOM = 1.3
"""Height of the axis over the highest bar, with room for the names of campaigns."""

FEW = 4
"""From so many attacks on, a half of them is worth a date."""


def by_month(
    rows: pd.DataFrame, events: pd.DataFrame, campaigns: pd.DataFrame | None = None
) -> Chart:
    """Stack the attacks of each month by outcome (rows of charts/attacks_by_month).

    ``campaigns`` are the rows of lists/attack_campaigns, which are shaded and named.
    """
    key, found = "attacks_by_month", rows[rows["attacks"] > 0]
    if found.empty:
        return Chart.none(key, "Attacks by month and outcome", NOTHING, rows, "")
    totals = rows.groupby("month")["attacks"].sum()
    present = set(found["outcome"])
    outcomes = [outcome for outcome in theme.OUTCOME_COLOURS if outcome in present]
    first, last = totals.index.min(), totals.index.max()
    year = {"dtick": "M1", "tickformat": "%b\n%Y"} if len(totals) <= 13 else {}
    fig = draw.figure(
        HEIGHT,
        [_stack(found[found["outcome"] == outcome], outcome, totals) for outcome in outcomes],
        draw.dates(first, last + pd.offsets.MonthBegin(), ticklabelmode="period", **year),
        _whole(int(totals.max())),
        barmode="stack",
        legend={"traceorder": "normal"},
    )
    lines = overlay.draw(fig, events)
    shaded = _shade(fig, campaigns, "top")
    if shaded:
        fig["layout"]["yaxis"] |= {"range": [0, ROOM * int(totals.max())]}
    alt = (
        f"Stacked bars of {words.attacks(totals.sum())} by month and outcome, from"
        f" {words.month(first)} to {words.month(last)};"
        f" {_leading(found.groupby('outcome')['attacks'].sum())}{shaded}. {_peak(totals)}."
    )
    shown = "hatched" if (rows["outcome"] == CLAIMED).any() else "left out"
    note = f"One attack = one ship on one day. Houthi-only claims are {shown}."
    method = words.note(
        "Damaged includes minor damage." if "damaged" in outcomes else "",
        "Months without a bar have no attack of this selection as far as they were checked.",
        lines,
    )
    return Chart(key, _peak(totals), fig, alt, rows, note, method=method)


def cumulative(
    rows: pd.DataFrame, events: pd.DataFrame, campaigns: pd.DataFrame | None = None
) -> Chart:
    """Add up the attacks day by day (rows of charts/attacks_cumulative).

    ``campaigns`` are the rows of lists/attack_campaigns, which are shaded and named.
    """
    key = "attacks_cumulative"
    if rows.empty:
        return Chart.none(key, "Attacks added up", NOTHING, rows, "")
    first, last = rows["date"].iloc[0], rows["date"].iloc[-1]
    total = int(rows["cumulative_attacks"].iloc[-1])
    start = min(first, last - SHORTEST)
    half = rows.loc[rows["cumulative_attacks"] * 2 >= total, "date"].iloc[0]
    named = f"<b>{total}</b> by {words.day(last)}"
    fig = draw.figure(
        HEIGHT,
        [_climb(rows)],
        draw.dates(start, last + pd.Timedelta(days=1)),
        draw.span(0, total * 1.12) | _whole(total),
        annotations=[draw.label(last, total, named, "right", yanchor="bottom")],
    )
    lines = overlay.draw(fig, events)
    shaded = _shade(fig, campaigns, "foot")
    title, latest = f"{words.attacks(total)} by {words.day(last)}", int(rows["attacks"].iloc[-1])
    alt = (
        f"A line that climbs in steps to {words.attacks(total)} between {words.day(first)} "
        f"and {words.day(last)}{shaded}. "
    )
    if first == last:
        title = f"{words.attacks(total)}, on {words.day(last)}"
        alt = f"A line that steps up to {words.attacks(total)} on {words.day(last)}{shaded}. "
        alt += "No other day shown has one."
    elif total >= FEW and half < last:
        title += f", half of them by {words.day(half)}"
        alt += f"Half of them had happened by {words.day(half)}."
    else:
        alt += f"The last step is of {words.attacks(latest)}."
    return Chart(key, title, fig, alt, rows, method=lines)


def _shade(fig: draw.Part, campaigns: pd.DataFrame | None, names_at: str) -> str:
    """Shade the campaigns and return what is said of them in the text, "" for none."""
    if campaigns is None:
        return ""
    shades.shade(fig, campaigns, names_at)
    told = shades.said(campaigns, fig)
    return f"; {told}" if told else ""


def _peak(totals: pd.Series) -> str:
    most, total = int(totals.max()), int(totals.sum())
    peaks = list(totals[totals == most].index)
    when = f"in each of {len(peaks)} months"
    if len(peaks) <= 2:
        when = f"in {words.month(peaks[0]) if len(peaks) == 1 else words.two_months(*peaks)}"
    said = f"Attacks peaked at {most} {when}"
    if most == 1:
        said = f"{words.attacks(total)}, {when if total <= 2 else 'never more than one a month'}"
    return f"{said}{_quiet(totals)}"


def _quiet(totals: pd.Series) -> str:
    """Name the empty months at the end, as far as they are shown."""
    empty = totals.index[totals.index > totals[totals > 0].index.max()]
    if empty.empty:
        return ""
    first, last = empty.min(), empty.max()
    one = f"in {words.month(first)}"
    return f"; none {one if first == last else f'from {words.months(first, last)}'}"


def _leading(often: pd.Series) -> str:
    most = int(often.max())
    leaders = [str(outcome) for outcome in often[often == most].index]
    if len(often) == 1:
        return f"{leaders[0]} is the only outcome"
    if len(leaders) == 1:
        return f"{leaders[0]} is the most frequent outcome, {words.times(most)}"
    return f"{words.joined(leaders)} are the most frequent outcomes, {words.times(most)} each"


def _stack(part: pd.DataFrame, outcome: str, totals: pd.Series) -> draw.Part:
    told = [
        f"<b>{month:%B %Y}</b><br>{outcome}: {count} of {words.attacks(totals[month])}"
        for month, count in zip(part["month"], part["attacks"], strict=True)
    ]
    colour, months, counts = theme.OUTCOME_COLOURS[outcome], part["month"], part["attacks"]
    hatch = {"pattern": theme.HATCHED} if outcome == CLAIMED else {}
    look: draw.Part = {"marker": hatch, "showlegend": None} | draw.MONTHLY
    return draw.bars(months, counts, colour, told, outcome, **look)


def _climb(rows: pd.DataFrame) -> draw.Part:
    told = [
        f"<b>{words.day(row['date'])}</b><br>{words.attacks(row['attacks'])} on this day, "
        f"{row['cumulative_attacks']} so far"
        for row in as_records(rows)
    ]
    line = draw.path(rows["date"], rows["cumulative_attacks"], theme.ATTACK, 2.5, told)
    line["line"] |= {"shape": "hv"}
    return line | {"mode": "lines" if len(rows) > 1 else "markers", "marker": {"size": 8}}


def _whole(most: int) -> draw.Part:
    """Keep the ticks of a few attacks to whole numbers."""
    return {"dtick": 1} if most <= FEW else {}
