"""The whole crisis on one time axis: attacks, transits, rates and imports, read at one date."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts import crisis_words, theme
from dashboard.charts import events as overlay
from dashboard.charts.base import Chart, Figure
from dashboard.charts.crisis_words import RATES, TRANSITS, latest_weeks
from dashboard.charts.series import WEEKS_GAP, end_labels, line

PLOT = 490
"""Height of the four panels together, in pixels."""

PANELS = {"y": (0.65, 1.0), "y2": (0.433, 0.605), "y3": (0.217, 0.389), "y4": (0.0, 0.172)}
"""Axis of a panel -> where it stands; the first has room for the names of the turning points."""

IMPORTS = theme.PORT_COLOURS["Red Sea ports (all three)"]
LABELS_PX = 118
DAY_MS = 24 * 3600 * 1000
MONTH_MS = 26 * DAY_MS


def crisis(rows: pd.DataFrame, events: pd.DataFrame, baseline: str, rate_baseline: str) -> Chart:
    """Draw all records over one time axis (rows of charts/crisis_by_week).

    ``baseline`` and ``rate_baseline`` are those windows in words.
    """
    key, title = "crisis", "Attacks, transits, freight rates and imports on one time axis"
    measured = ["attacks_in_month", *TRANSITS, *(f"{r}_multiple" for r in RATES)]
    if rows.empty or rows[[*measured, "imports_t_per_month"]].isna().all(axis=None):
        return Chart(key, title, None, "No record reaches into the period chosen.", rows)
    first, last = rows["week"].min(), rows["week"].max() + pd.Timedelta(days=6)
    fig: Figure = {
        "data": [*_attacks(rows), *_transits(rows), *_rates(rows), *_imports(rows), _reader(rows)],
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
                "hoverformat": "Week of %-d %B %Y",
                "showspikes": True,
                "spikemode": "across",
                "spikethickness": 1,
                "spikedash": "solid",
                "spikecolor": theme.GREY,
                "spikesnap": "hovered data",
            },
            "yaxis9": overlay.THROUGH,
            "annotations": [],
        },
    }
    _axes(fig, rows)
    shown = overlay.within(events, fig)
    lines = overlay.draw(fig, shown, y_label=0.985, panels=True, height=PLOT)
    note = (
        "Attacks: one ship on one day, by month. Transits: means per day of a week in percent of"
        f" their mean over {baseline}, named with the mean of the latest four weeks. Spot rates:"
        f" Drewry's index per 40-foot container, as a multiple of their mean over {rate_baseline}."
        " Imports: tonnes a month over each period that the World Food Programme published. A line"
        f" or bar ends where its record does. {lines}"
    )
    return Chart(
        key, crisis_words.title(rows) or title, fig, crisis_words.alt(rows), rows, note.strip()
    )


def _axes(fig: Figure, rows: pd.DataFrame) -> None:
    """Give each panel its place, name, scale and the names of its lines."""
    heads = {
        "y": "Attacks on merchant ships a month",
        "y2": "Transits, percent of baseline",
        "y3": "Spot rate from Shanghai, times baseline",
        "y4": "Imports of the Red Sea ports, thousand tonnes a month",
    }
    most = int(rows["attacks_in_month"].max()) if rows["attacks_in_month"].notna().any() else 1
    tops = {
        "y": max(most, 4) * 2.8,
        "y2": _top(rows[list(TRANSITS)].max().max(), 100),
        "y3": _top(rows[[f"{r}_multiple" for r in RATES]].max().max(), 1),
        "y4": _top(rows["imports_t_per_month"].max() / 1000, 100),
    }
    for axis, (low, high) in PANELS.items():
        fig["layout"][axis.replace("y", "yaxis")] = {
            "domain": [low, high],
            "anchor": "x",
            "range": [0, tops[axis]],
            "nticks": 4,
            "fixedrange": True,
        }
        fig["layout"]["annotations"].append(
            {
                "xref": "paper",
                "x": 0,
                "xanchor": "left",
                "xshift": -40,
                "yref": "paper",
                "y": high,
                "yanchor": "bottom",
                "text": f"<b>{heads[axis]}</b>",
                "showarrow": False,
            }
        )
    fig["layout"]["yaxis"] |= {"tickvals": [0, *_ticks(most)]}
    fig["layout"]["yaxis3"] |= {"ticksuffix": "×"}
    transits = [
        (f"{name} {stood:.0f} %", theme.CHOKEPOINT_COLOURS[at], stood)
        for column, (name, at) in TRANSITS.items()
        if (stood := latest_weeks(rows[column])) is not None
    ]
    rates = [
        (f"{name} {known.iloc[-1]:.1f}×", theme.LANE_COLOURS[lane], float(known.iloc[-1]))
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


def _attacks(rows: pd.DataFrame) -> list[dict[str, Any]]:
    months = rows.dropna(subset="attacks_in_month").groupby("month")["attacks_in_month"].max()
    return [
        {
            "type": "bar",
            "x": months.index.tolist(),
            "y": months.astype(int).tolist(),
            "marker": {"color": theme.ACCENT},
            "width": MONTH_MS,
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
        hoverinfo="skip",
    )
    drawn["line"] = drawn["line"] | {"width": 1.8}
    return {k: v for k, v in drawn.items() if k not in ("text", "hovertemplate")}


def _imports(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Return one bar a published period, as wide as the period is long."""
    periods = rows.dropna(subset="imports_period_start").drop_duplicates("imports_period_start")
    starts, ends = periods["imports_period_start"], periods["imports_period_end"]
    days = [(end - start).days + 1 for start, end in zip(starts, ends, strict=True)]
    return [
        {
            "type": "bar",
            "x": [s + pd.Timedelta(days=n / 2) for s, n in zip(starts, days, strict=True)],
            "y": (periods["imports_t_per_month"] / 1000).round(1).tolist(),
            "width": [n * DAY_MS for n in days],
            "yaxis": "y4",
            "marker": {"color": IMPORTS},
            "opacity": 0.85,
            "hoverinfo": "skip",
            "showlegend": False,
            "name": "imports",
        }
    ]


def _reader(rows: pd.DataFrame) -> dict[str, Any]:
    """Return a trace that is not seen: hovering anywhere reads all panels of that week."""
    return {
        "type": "scatter",
        "x": rows["week"].tolist(),
        "y": [0.5] * len(rows),
        "yaxis": "y9",
        "mode": "markers",
        "marker": {"opacity": 0, "size": 1},
        "text": [crisis_words.reading(row) for row in rows.to_dict("records")],
        "hovertemplate": "%{text}<extra></extra>",
        "showlegend": False,
        "name": "reader",
    }
