"""The whole crisis on one time axis: attacks, transits, rates and imports, read at one date."""

from __future__ import annotations

import pandas as pd

from dashboard.kit.charts import campaigns as shades
from dashboard.kit.charts import draw, over_time, theme, words
from dashboard.kit.charts import events as overlay
from dashboard.kit.charts.base import Chart, Figure, as_records
from dashboard.kit.charts.count_words import Latest
from dashboard.kit.charts.import_words import placed
from dashboard.topics.overview.charts import crisis_words, numbered
from dashboard.topics.overview.charts.crisis_words import RATES, TRANSITS, Basis

PLOT = 600
"""Height of the four panels together, in pixels."""

PANELS = {"y": (0.76, 0.925), "y2": (0.495, 0.7), "y3": (0.235, 0.44), "y4": (0.0, 0.18)}
"""Axis of a panel -> where it stands; above the first are the numbers of the events."""

RECORDS = {"y": "attacks", "y2": "transits", "y3": "freight_rates", "y4": "port_imports"}
"""Axis of a panel -> dataset that it shows."""

IMPORTS = theme.PORT_COLOURS["Red Sea ports (all three)"]


def crisis(
    rows: pd.DataFrame,
    months: pd.DataFrame,
    events: pd.DataFrame,
    basis: Basis,
    campaigns: pd.DataFrame | None = None,
    latest: Latest | None = None,
) -> Chart:
    """Draw all records over one time axis.

    ``rows`` are those of charts/crisis_by_week, ``months`` those of charts/attacks_by_month,
    ``campaigns`` those of lists/attack_campaigns, which are shaded; ``latest`` is what others
    counted last of the ships.
    """
    key, title = "crisis", "Attacks, transits, freight rates and imports on one time axis"
    attacks = months.groupby("month")["attacks"].sum()
    measured = [*TRANSITS, *(f"{r}_multiple" for r in RATES), "imports_t_per_month"]
    if rows.empty or (attacks.empty and rows[measured].isna().all(axis=None)):
        nothing = "No record reaches into the period chosen."
        return Chart(key, title, None, nothing, rows, empty=_absence(basis))
    first, last = rows["week"].min(), rows["week"].max() + pd.Timedelta(days=6)
    if len(attacks):  # the bar of a month stands in its middle, wherever the period cuts it
        first = min(first, attacks.index.min())
        last = max(last, attacks.index.max() + pd.offsets.MonthEnd())
    fig = draw.figure(
        PLOT + 50,
        _traces(rows, attacks),
        draw.dates(first, last, hoverformat=" "),  # the reading says its week, not an event's day
        [{}] * len(PANELS),
        hovermode="x unified",
        hoversubplots="axis",
        modebar={"orientation": "v"},
        bargap=0.1,
        margin={"l": 44, "r": 118, "t": 30, "b": 24},
        yaxis9=overlay.THROUGH,
        annotations=[],
    )
    _axes(fig, rows, int(attacks.max()) if len(attacks) else 0, basis)
    shown = overlay.within(events, fig)
    happened = as_records(shown)
    overlay.read(fig, happened)
    numbered.add(fig, numbered.of(shown))
    shaded = ""
    if campaigns is not None:
        shades.shade(fig, campaigns)
        shaded = words.sentence(shades.said(campaigns, fig))
    note = words.note(
        crisis_words.others(rows, latest), "A line or bar ends where its record does."
    )
    method = words.note(
        "Attacks: one ship on one day; bars are months, within the period. Transits: means per day"
        f" of a week in percent of their mean over {basis.transits}"
        f" ({words.counted(basis.weeks, 'week')}), named with the mean of the latest four weeks,"
        f" {crisis_words.endings(rows)}."
        " Spot rates: Drewry's index per 40-foot container, as a multiple of their mean over"
        f" {basis.rates} ({words.counted(basis.assessments, 'assessment')} or more). Imports: fuel"
        " and food in tonnes a month over each period that the World Food Programme published.",
        f"{shaded}." if shaded else "",
        overlay.ground(happened),
    )
    told = crisis_words.title(rows, attacks, basis, latest) or title
    alt = words.note(crisis_words.alt(rows, attacks, basis), f"{shaded}." if shaded else "")
    return Chart(key, told, fig, alt, rows, note, method=method)


def _absence(basis: Basis) -> str:
    """Say of each panel why it is empty; "" where the records were checked and hold nothing."""
    if len(basis.absent) < len(RECORDS):
        return ""
    told = [f"{words.sentence(of.replace('_', ' '))}: {why}." for of, why in basis.absent.items()]
    return f"{' '.join(told)} Choose other days in the sidebar."


def _axes(fig: Figure, rows: pd.DataFrame, most: int, basis: Basis) -> None:
    """Give each panel its place, name, scale and the names of its lines."""
    heads = {
        "y": "Attacks on merchant ships a month",
        "y2": "Transits, percent of baseline",
        "y3": "Spot rate from Shanghai, times baseline",
        "y4": "Fuel and food through the Red Sea ports, thousand t a month",
    }
    tops = {
        "y": _top(most, 4),
        "y2": _top(rows[list(TRANSITS)].max().max(), 100),
        "y3": _top(rows[[f"{r}_multiple" for r in RATES]].max().max(), 1),
        "y4": _top(rows["imports_t_per_month"].max() / 1000, 100),
    }
    nothing = {}
    if rows[[f"{r}_usd_per_feu" for r in RATES]].isna().all(axis=None):
        nothing["y3"] = "no weekly rate in the period"
    if rows["imports_t_per_month"].isna().all():
        nothing["y4"] = "no figure in the period"
    for axis, (low, high) in PANELS.items():
        name = axis.replace("y", "yaxis")
        fig["layout"][name] = draw.span(0, tops[axis], nticks=4, fixedrange=True)
        fig["layout"][name] |= {"domain": [low, high], "anchor": "x"}
        why = basis.absent.get(RECORDS[axis]) or nothing.get(axis, "")
        if why:  # an axis without a record would read as a record of 0
            fig["layout"][name]["visible"] = False
        head = f"<b>{heads[axis]}</b>" + f": {why}" * bool(why)
        fig["layout"]["annotations"].append(draw.heading(head, high, shift=-40))
    fig["layout"]["yaxis3"] |= {"ticksuffix": "×"}
    ends: dict[str, list[tuple[str, str, float]]] = {"y2": [], "y3": []}
    for column, (index, *_) in crisis_words.stood(rows).items():
        name, place = TRANSITS[column]
        named = name if basis.thin_transits else f"{name} {index:.0f} %"
        ends["y2"].append((named, theme.CHOKEPOINT_COLOURS[place], index))
    for start, (name, lane) in RATES.items():
        if (known := rows[f"{start}_multiple"].dropna()).size:
            times = float(known.iloc[-1])
            named = name if basis.thin_rates else f"{name} {times:.1f}×"
            ends["y3"].append((named, theme.LANE_COLOURS[lane], times))
    for axis, names in ends.items():
        fig["layout"]["annotations"] += draw.end_labels(names, 0, tops[axis], 0.19, axis)


def _top(most: float, least: float) -> float:
    return 1.08 * (max(float(most), least) if pd.notna(most) else least)


def _traces(rows: pd.DataFrame, attacks: pd.Series) -> list[draw.Part]:
    """Return what the panels hold, from the top down, and what reads all of them at a week."""
    weeks, texts = rows["week"], [crisis_words.reading(row) for row in as_records(rows)]
    ends, level = [weeks.min(), weeks.max()], [100, 100]
    found = [
        draw.bars(attacks.index, attacks, theme.ATTACK, name="attacks", **draw.MONTHLY),
        draw.path(ends, level, theme.GREY, 1, None, "baseline", dash="dot", yaxis="y2"),
    ]
    for column, (name, at) in TRANSITS.items():
        found.append(_line(weeks, rows[column], name, theme.CHOKEPOINT_COLOURS[at], "y2"))
    for start, (name, lane) in RATES.items():
        days, multiples = rows[f"{start}_date"].fillna(weeks), rows[f"{start}_multiple"]
        found.append(_line(days, multiples, name, theme.LANE_COLOURS[lane], "y3"))
    return [*found, _imports(rows), over_time.reader(weeks, texts, 0.5, yaxis="y9")]


def _line(x: pd.Series, y: pd.Series, name: str, colour: str, axis: str) -> draw.Part:
    days, values = x[y.notna()].tolist(), y.dropna().tolist()
    line = over_time.line(days, values, colour, over_time.WEEKS_GAP, name, None, 1.8)
    return line | {"yaxis": axis}


def _imports(rows: pd.DataFrame) -> draw.Part:
    """Return one bar a published period, as wide as the period is long."""
    periods = rows.dropna(subset="imports_period_start").drop_duplicates("imports_period_start")
    spans = {"imports_period_start": "period_start", "imports_period_end": "period_end"}
    middles, widths = placed(periods.rename(columns=spans))
    thousands = (periods["imports_t_per_month"] / 1000).round(1)
    edge = {"line": {"color": IMPORTS, "width": 1.5}}
    look: draw.Part = {"width": widths, "marker": edge, "yaxis": "y4"}
    return draw.bars(middles, thousands, theme.rgba(IMPORTS, 0.3), name="imports", **look)
