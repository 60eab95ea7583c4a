"""What a lane to Europe costs more than the lane to Los Angeles, which does not need Suez."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts import events as overlay
from dashboard.charts import rate_words, rates, series, words
from dashboard.charts.base import Chart, Figure

HEIGHT = 360
NOTHING = "the two lanes have no assessment of the same date. Nothing is drawn."
EMPTY = "No date in the period has an assessment of both lanes: widen the period."

METHOD = (
    "Both lanes begin at Shanghai and share the swings of the market, but only the way to Europe"
    " needs Suez."
)
MEANING = (
    "What Europe has risen more than Los Angeles since the baseline is the least that the Red Sea"
    " added: Los Angeles rose by it too."
)
MEASURE = (
    "The charts set what Europe cost more than Los Angeles beside the mean difference of the"
    " baseline."
)
LOWER = (
    "Where Europe stands lower against Los Angeles than in the baseline, as on the last date, it"
    " says nothing of the Red Sea."
)
LATE = (
    "The baseline reaches into the crisis, which began on {}: the difference from it is no measure"
    " of what the Red Sea added."
)
CAVEAT = (
    "It is a rough measure: the Red Sea raises Los Angeles as well, because the way round the Cape"
    " ties up ships everywhere, and US tariffs and early buying ahead of them move Los Angeles"
    " alone."
)


def difference(rows: pd.DataFrame, events: pd.DataFrame, baseline: str) -> Chart:
    """Draw the premium in USD per FEU (rows of charts/premium_by_date)."""
    key = "premium_usd_per_feu"
    if rows.empty:
        return Chart.none(key, "Premium over Los Angeles", NOTHING, rows, EMPTY)
    title = _difference_title(rows)
    fig = _figure(
        rows, "premium_usd_per_feu", "baseline_premium_usd_per_feu", "USD per FEU", ",.0f"
    )
    rest = rows["baseline_premium_usd_per_feu"].iloc[0]
    lines = overlay.draw(fig, events)
    note = f"{_baseline(rows, baseline, _usd(rest))} {_ways(rows)} {lines}".strip()
    alt = f"A line of the difference between the two lanes, {_span(rows)}. {title}."
    return Chart(key, title, fig, alt, rows, note)


def ratio(rows: pd.DataFrame, events: pd.DataFrame, baseline: str) -> Chart:
    """Draw the rate to Europe over that to Los Angeles (rows of charts/premium_by_date)."""
    key = "premium_ratio"
    if rows.empty:
        return Chart.none(key, "Ratio to Los Angeles", NOTHING, rows, EMPTY)
    title = _ratio_title(rows)
    fig = _figure(rows, "ratio", "baseline_ratio", "Rate over that to Los Angeles", ".1f")
    rest = rows["baseline_ratio"].iloc[0]
    lines = overlay.draw(fig, events)
    note = f"{_baseline(rows, baseline, f'{rest:.2f} times')} {_ways(rows)} {lines}".strip()
    alt = f"A line of the ratio of the two lanes, {_span(rows)}. {title}."
    return Chart(key, title, fig, alt, rows, note)


def meaning(rows: pd.DataFrame) -> str:
    """Explain the measure; that it is a lower bound of the Red Sea’s part only where there is one.

    There is one where the baseline ends before the crisis, neither lane has fallen below its mean
    of the baseline, and Europe has risen more, on the day of the crisis that ``finding`` tells.
    """
    told = _told(rows)
    if told.empty or not told["baseline_dates"].iloc[0]:
        return f"{METHOD} {MEASURE}"
    if pd.isna(began := told["hijacking_date"].iloc[0]):
        return f"{METHOD} {MEASURE}"
    if told["baseline_last_date"].iloc[0] >= began:
        return f"{METHOD} {MEASURE} {LATE.format(words.day(began))}"
    peak = rates.highest(told, "excess_usd_per_feu")
    risen = peak["lane_usd_per_feu"] - peak["baseline_lane_usd_per_feu"]
    holds = (
        peak["date"] >= began
        and round(peak["excess_usd_per_feu"]) > 0
        and risen >= peak["excess_usd_per_feu"]  # else Los Angeles fell, which is no rise of Europe
    )
    lower = f" {LOWER}" * (holds and round(told.iloc[-1]["excess_usd_per_feu"]) < 0)
    return f"{METHOD} {MEANING if holds else MEASURE}{lower}"


def finding(rows: pd.DataFrame) -> str:
    """Say how far the lane stood from Los Angeles against the baseline, "" when unknown."""
    told = _told(rows)
    if told.empty or told["excess_usd_per_feu"].isna().all():
        return ""
    peak, last = rates.highest(told, "excess_usd_per_feu"), told.iloc[-1].to_dict()
    most, now = peak["excess_usd_per_feu"], last["excess_usd_per_feu"]
    name = f"{_since(rows, told)}{rate_words.short(peak['lane'])}"
    at_last = f"on {words.day(last['date'])}"
    if len(told) > 1 and round(most) < 0:
        then = "" if now == most else f", by {-now:,.0f} {at_last}"
        return (
            f"{name} stood lower against Los Angeles than in the baseline on every date, by"
            f" {-most:,.0f} USD/FEU at the least ({words.day(peak['date'])}){then}."
        )
    than = "than" if round(most) else "as"
    said = (
        f"{name} stood {_apart(most)} against Los Angeles {than} in the baseline on"
        f" {words.day(peak['date'])}"
    )
    if len(told) == 1:
        return f"{said}."
    said += ", the most" if len(told) < len(rows) else ", the most in the period"
    return f"{said}." if now == most else f"{said}; {at_last} it stood {_apart(now)}."


def _apart(excess: float) -> str:
    """Return "98 USD/FEU lower", or "as high"."""
    whole = round(excess)
    return f"{abs(whole):,} USD/FEU {'higher' if whole > 0 else 'lower'}" if whole else "as high"


def _told(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the weekly record, all rows where the period has none of it."""
    return rows[rows["is_weekly"]] if len(rows) and rows["is_weekly"].any() else rows


def _since(rows: pd.DataFrame, told: pd.DataFrame) -> str:
    """Say that a sentence tells of the weekly record only, "" where it tells of all rows."""
    return rate_words.WEEKLY if len(told) < len(rows) else ""


def _difference_title(rows: pd.DataFrame) -> str:
    told = _told(rows)
    peak, last = rates.highest(told, "premium_usd_per_feu"), told.iloc[-1].to_dict()
    most, now = peak["premium_usd_per_feu"], last["premium_usd_per_feu"]
    name = f"{_since(rows, told)}{rate_words.short(peak['lane'])}"
    day, then = words.day(peak["date"]), words.day(last["date"])
    if now == most:
        return f"{name} cost {_more(most)} than Los Angeles on {words.day(last['date'])}"
    if round(most) < 0:
        return (
            f"{name} cost less than Los Angeles throughout, by {-most:,.0f} USD at the least"
            f" ({day}) and {-now:,.0f} on {then}"
        )
    if round(most) == 0:
        return f"{name} never cost more than Los Angeles, as much on {day}; {_now(now, then)}"
    return f"{name} cost at most {_more(most)} than Los Angeles ({day}); {_now(now, then)}"


def _now(premium: float, day: str) -> str:
    return f"on {day} it cost {_more(premium)}"


def _ratio_title(rows: pd.DataFrame) -> str:
    told = _told(rows)
    peak, last = rates.highest(told, "ratio"), told.iloc[-1].to_dict()
    name = f"{_since(rows, told)}{rate_words.short(peak['lane'])}"
    day, most = words.day(peak["date"]), f"{peak['ratio']:.2f} times as much"
    if last["ratio"] == peak["ratio"]:
        return f"{name} cost {most} as Los Angeles on {words.day(last['date'])}"
    return (
        f"{name} cost at most {most} as Los Angeles ({day}); on {words.day(last['date'])} it cost"
        f" {last['ratio']:.2f} times as much"
    )


def _more(premium: float) -> str:
    whole = round(premium)
    if whole == 0:
        return "no more"
    return f"{abs(whole):,} USD {'more' if whole > 0 else 'less'}"


def _usd(premium: float) -> str:
    return f"{_more(premium)} than Los Angeles" if pd.notna(premium) else ""


def _baseline(rows: pd.DataFrame, baseline: str, rest: str) -> str:
    count = int(rows["baseline_dates"].iloc[0])
    if not count:
        return f"No reference line: the baseline, {baseline}, has no date with both lanes."
    dates = f"{count} date{'s' * (count != 1)} with both lanes"
    return f"Dotted: mean of the baseline, {baseline} ({dates}): {rest}."


def _ways(rows: pd.DataFrame) -> str:
    said = ["Only dates on which both lanes were assessed."]
    if rows["is_derived"].any():
        said.append("Derived values are marked on hover.")
    if not rows["is_weekly"].all():
        said.append("Points before September 2023 are an irregular record.")
    said.append(rate_words.war_sentence(rows))
    return " ".join(filter(None, said))


def _span(rows: pd.DataFrame) -> str:
    return words.window(rows["date"].min(), rows["date"].max())


def _figure(rows: pd.DataFrame, column: str, rest: str, axis: str, ticks: str) -> Figure:
    """Draw one measure over time, with a dotted line at its mean over the baseline."""
    paint = rates.colour(str(rows["lane"].iloc[0]))
    weekly = rows["is_weekly"].to_numpy()
    data: list[dict[str, Any]] = []
    if weekly.any():
        now = rows[weekly]
        data.append(
            series.quiet(
                series.line(
                    now["date"].tolist(),
                    now[column].tolist(),
                    [""] * len(now),
                    column,
                    paint,
                    series.WEEKS_GAP,
                )
            )
        )
    if not weekly.all():
        before = rows[~weekly]
        data.append(rates.irregular(before["date"].tolist(), before[column].tolist(), paint))
    told = [_reading(row) for row in rows.to_dict("records")]
    data.append(series.reader(rows["date"].tolist(), told, y=rows[column].tolist()))
    level = rows[rest].iloc[0]
    shown = [*rows[column].tolist(), 0.0, *([float(level)] if pd.notna(level) else [])]
    low, high = min(shown), max(shown)
    room = 0.07 * (high - low)
    layout: dict[str, Any] = {
        "height": HEIGHT,
        "hovermode": "closest",  # at half the width a hover of all events would hide the line
        "xaxis": rates.time_axis(rows),
        "yaxis": {
            "range": [low - room * (low < 0), high + 2 * room],
            "tickformat": ticks,
            "title": {"text": axis},
            "zeroline": low < 0,
        },
        "margin": {"l": 8, "r": rates.right_margin(["baseline"]), "t": 8, "b": 8},
    }
    if pd.notna(level):
        layout["shapes"] = [series.rest_line(float(level), 1.5)]
        layout["annotations"] = [
            {
                "xref": "paper",
                "x": 1,
                "y": float(level),
                "text": "baseline",
                "xanchor": "left",
                "yanchor": "middle",
                "xshift": 4,
                "showarrow": False,
            }
        ]
    return {"data": data, "layout": layout}


def _reading(row: dict[Any, Any]) -> str:
    derived = "<br>one of the two is derived" if row["is_derived"] else ""
    lane, other = rate_words.short(row["lane"]), rate_words.short(rates.LOS_ANGELES)
    return (
        f"<b>{words.day(row['date'])}</b><br>{lane} {row['lane_usd_per_feu']:,.0f} USD"
        f"<br>{other} {row['los_angeles_usd_per_feu']:,.0f} USD"
        f"<br>{_usd(row['premium_usd_per_feu'])}, {row['ratio']:.2f} times{derived}"
    )
