"""The whole crisis on one time axis: attacks, transits, rates and imports, read at one date."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts import campaigns as shades
from dashboard.charts import crisis_words, theme, words
from dashboard.charts import events as overlay
from dashboard.charts.attacks import MONTH_BAR_MS
from dashboard.charts.base import Chart, Figure, as_records
from dashboard.charts.count_words import Latest
from dashboard.charts.crisis_words import RATES, TRANSITS, Basis
from dashboard.charts.import_words import placed
from dashboard.charts.series import WEEKS_GAP, end_labels, heading, line, quiet, reader

PLOT = 404
"""Height of the four panels together, in pixels."""

PANELS = {"y": (0.64, 1.0), "y2": (0.43, 0.59), "y3": (0.215, 0.375), "y4": (0.0, 0.16)}
"""Axis of a panel -> where it stands; the first has room for the names of the turning points."""

RECORDS = {"y": "attacks", "y2": "transits", "y3": "freight_rates", "y4": "port_imports"}
"""Axis of a panel -> dataset that it shows."""

IMPORTS = theme.PORT_COLOURS["Red Sea ports (all three)"]
LABELS_PX = 118


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
    fig: Figure = {
        "data": [
            *_attacks(attacks),
            *_transits(rows),
            *_rates(rows),
            *_imports(rows),
            _reader(rows),
        ],
        "layout": {
            "height": PLOT + 50,
            "hovermode": "x unified",
            "hoversubplots": "axis",
            "modebar": {"orientation": "v"},
            "bargap": 0.1,
            "margin": {"l": 44, "r": LABELS_PX, "t": 22, "b": 24},
            "xaxis": {
                "type": "date",
                "range": [first, last],
                "anchor": "y4",
                "hoverformat": " ",  # the reading says its week; this would be an event's day
            },
            "yaxis9": overlay.THROUGH,
            "annotations": [],
        },
    }
    _axes(fig, rows, int(attacks.max()) if len(attacks) else 0, basis)
    shown = overlay.within(events, fig)
    lines = overlay.draw(fig, shown, y_label=0.985, panels=True, height=PLOT)
    shaded = ""
    if campaigns is not None:
        shades.shade(fig, campaigns)
        shaded = words.sentence(shades.said(campaigns, fig))
    note = (
        "Attacks: one ship on one day; bars are months, within the period. Transits: means per day"
        f" of a week in percent of their mean over {basis.transits}"
        f" ({words.counted(basis.weeks, 'week')}), named with the mean of the latest four weeks,"
        f" {crisis_words.endings(rows)}."
        " Spot rates: Drewry's index per 40-foot container, as a multiple of their mean over"
        f" {basis.rates} ({words.counted(basis.assessments, 'assessment')} or more). Imports: fuel"
        " and food in tonnes a month over each period that the World Food Programme published. A"
        f" line or bar ends where its record does. {crisis_words.others(rows, latest)}"
        f" {shaded}{'. ' * bool(shaded)}{lines}"
    )
    note = " ".join(note.split())
    told = crisis_words.title(rows, attacks, basis, latest) or title
    return Chart(key, told, fig, _alt(rows, attacks, basis, shaded), rows, note)


def _alt(rows: pd.DataFrame, attacks: pd.Series, basis: Basis, shaded: str) -> str:
    said = crisis_words.alt(rows, attacks, basis)
    return f"{said} {shaded}." if shaded else said


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
        "y": max(most, 4) * 2.6,
        "y2": _top(rows[list(TRANSITS)].max().max(), 100),
        "y3": _top(rows[[f"{r}_multiple" for r in RATES]].max().max(), 1),
        "y4": _top(rows["imports_t_per_month"].max() / 1000, 100),
    }
    rated = rows[[f"{r}_usd_per_feu" for r in RATES]].notna().any(axis=None)
    nothing = {
        "y": "",
        "y2": "",
        "y3": "" if rated else "no weekly rate in the period",
        "y4": "" if rows["imports_t_per_month"].notna().any() else "no figure in the period",
    }
    for axis, (low, high) in PANELS.items():
        fig["layout"][axis.replace("y", "yaxis")] = {
            "domain": [low, high],
            "anchor": "x",
            "range": [0, tops[axis]],
            "nticks": 4,
            "fixedrange": True,
        }
        why = basis.absent.get(RECORDS[axis]) or nothing[axis]
        if why:  # an axis without a record would read as a record of 0
            fig["layout"][axis.replace("y", "yaxis")]["visible"] = False
        head = heading(f"<b>{heads[axis]}</b>" + f": {why}" * bool(why), high, xshift=-40)
        fig["layout"]["annotations"].append(head)
    fig["layout"]["yaxis"] |= {"tickvals": [0, *_ticks(most)]}
    fig["layout"]["yaxis3"] |= {"ticksuffix": "×"}
    transits = [
        (
            TRANSITS[column][0] + f" {index:.0f} %" * (not basis.thin_transits),
            theme.CHOKEPOINT_COLOURS[TRANSITS[column][1]],
            index,
        )
        for column, (index, *_) in crisis_words.stood(rows).items()
    ]
    rates = [
        (
            name + f" {known.iloc[-1]:.1f}×" * (not basis.thin_rates),
            theme.LANE_COLOURS[lane],
            float(known.iloc[-1]),
        )
        for start, (name, lane) in RATES.items()
        if (known := rows[f"{start}_multiple"].dropna()).size
    ]
    for axis, ends in {"y2": transits, "y3": rates}.items():
        fig["layout"]["annotations"] += end_labels(ends, 0, tops[axis], 0.19, axis)


def _top(most: float, least: float) -> float:
    return 1.08 * (max(float(most), least) if pd.notna(most) else least)


def _ticks(most: int) -> list[int]:
    step = next(n for n in (1, 2, 5, 10, 20, 50, 100, 10**6) if most <= 3 * n)
    return list(range(step, most + 1, step))


def _attacks(attacks: pd.Series) -> list[dict[str, Any]]:
    """Return a bar a month."""
    return [
        {
            "type": "bar",
            "x": attacks.index.tolist(),
            "y": attacks.tolist(),
            "marker": {"color": theme.ACCENT},
            "width": MONTH_BAR_MS,
            "xperiod": "M1",
            "xperiodalignment": "middle",
            "hoverinfo": "skip",
            "showlegend": False,
            "name": "attacks",
        }
    ]


def _transits(rows: pd.DataFrame) -> list[dict[str, Any]]:
    level = {
        "type": "scatter",
        "x": [rows["week"].min(), rows["week"].max()],
        "y": [100, 100],
        "yaxis": "y2",
        "mode": "lines",
        "line": {"color": theme.GREY, "width": 1, "dash": "dot"},
        "hoverinfo": "skip",
        "showlegend": False,
        "name": "baseline",
    }
    drawn = [level]
    for column, (name, at) in TRANSITS.items():
        drawn.append(_line(rows["week"], rows[column], name, theme.CHOKEPOINT_COLOURS[at], "y2"))
    return drawn


def _rates(rows: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        _line(
            rows[f"{start}_date"].fillna(rows["week"]),
            rows[f"{start}_multiple"],
            name,
            theme.LANE_COLOURS[lane],
            "y3",
        )
        for start, (name, lane) in RATES.items()
    ]


def _line(x: pd.Series, y: pd.Series, name: str, colour: str, axis: str) -> dict[str, Any]:
    known = y.notna()
    drawn = line(
        x[known].tolist(),
        y[known].tolist(),
        [""] * int(known.sum()),
        name,
        colour,
        WEEKS_GAP,
        yaxis=axis,
        line={"color": colour, "width": 1.8},
    )
    return quiet(drawn)


def _imports(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Return one bar a published period, as wide as the period is long."""
    periods = rows.dropna(subset="imports_period_start").drop_duplicates("imports_period_start")
    spans = {"imports_period_start": "period_start", "imports_period_end": "period_end"}
    middles, widths = placed(periods.rename(columns=spans))
    return [
        {
            "type": "bar",
            "x": middles,
            "y": (periods["imports_t_per_month"] / 1000).round(1).tolist(),
            "width": widths,
            "yaxis": "y4",
            "marker": {"color": IMPORTS},
            "opacity": 0.55,
            "hoverinfo": "skip",
            "showlegend": False,
            "name": "imports",
        }
    ]


def _reader(rows: pd.DataFrame) -> dict[str, Any]:
    """Return a trace that is not seen: hovering anywhere reads all panels of that week."""
    texts = [crisis_words.reading(row) for row in as_records(rows)]
    return reader(rows["week"].tolist(), texts, yaxis="y9")
