"""What a lane to Europe costs more than the lane to Los Angeles, which does not need Suez."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts import events as overlay
from dashboard.charts import rates, series, words
from dashboard.charts.base import Chart, Figure

HEIGHT = 360
NOTHING = "No chart: the two lanes have no assessment of the same date. Nothing is drawn."
EMPTY = "No date in the period has an assessment of both lanes: widen the period."

MEANING = (
    "Both lanes begin at Shanghai and share the swings of the market, but only the way to Europe"
    " needs Suez: what Europe has risen more than Los Angeles since the baseline is the part of"
    " the rise that is the Red Sea’s rather than the market’s."
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
        return Chart(key, "Premium over Los Angeles", None, NOTHING, rows, empty=EMPTY)
    told = rows[rows["is_weekly"]] if rows["is_weekly"].any() else rows
    name = rates.short(str(rows["lane"].iloc[0]))
    peak = rates.highest(told, "premium_usd_per_feu")
    by_day = told.set_index("date")["premium_usd_per_feu"]
    most, last = float(by_day.max()), float(by_day.iloc[-1])
    title = f"{name} cost {_more(most)} than Los Angeles on {words.day(peak['date'])}"
    if last != most:
        title = (
            f"{name} cost at most {_more(most)} than Los Angeles ({words.day(peak['date'])});"
            f" on {words.day(by_day.index[-1])} it cost {_more(last)}"
        )
        if most < 0:
            title = (
                f"{name} cost less than Los Angeles throughout, by {-most:,.0f} USD at the least"
                f" ({words.day(peak['date'])}) and {-last:,.0f} on {words.day(by_day.index[-1])}"
            )
    fig = _figure(
        rows, "premium_usd_per_feu", "baseline_premium_usd_per_feu", "USD per FEU", ",.0f"
    )
    rest = rows["baseline_premium_usd_per_feu"].iloc[0]
    lines = overlay.draw(fig, overlay.within(events, fig))
    note = f"{_baseline(rows, baseline, _usd(rest))} {_ways(rows)} {lines}".strip()
    alt = f"A line of the difference between the two lanes from {_span(rows)}. {title}."
    return Chart(key, title, fig, alt, rows, note)


def ratio(rows: pd.DataFrame, events: pd.DataFrame, baseline: str) -> Chart:
    """Draw the rate to Europe over that to Los Angeles (rows of charts/premium_by_date)."""
    key = "premium_ratio"
    if rows.empty:
        return Chart(key, "Ratio to Los Angeles", None, NOTHING, rows, empty=EMPTY)
    told = rows[rows["is_weekly"]] if rows["is_weekly"].any() else rows
    name = rates.short(str(rows["lane"].iloc[0]))
    peak = rates.highest(told, "ratio")
    by_day = told.set_index("date")["ratio"]
    most, last = float(by_day.max()), float(by_day.iloc[-1])
    title = f"{name} cost {most:.2f} times as much as Los Angeles on {words.day(peak['date'])}"
    if last != most:
        title = (
            f"{name} cost at most {most:.2f} times as much as Los Angeles"
            f" ({words.day(peak['date'])}); on {words.day(by_day.index[-1])} it cost"
            f" {last:.2f} times as much"
        )
    fig = _figure(rows, "ratio", "baseline_ratio", "Rate over that to Los Angeles", ".1f")
    rest = rows["baseline_ratio"].iloc[0]
    lines = overlay.draw(fig, overlay.within(events, fig))
    note = f"{_baseline(rows, baseline, f'{rest:.2f} times')} {_ways(rows)} {lines}".strip()
    alt = f"A line of the ratio of the two lanes from {_span(rows)}. {title}."
    return Chart(key, title, fig, alt, rows, note)


def finding(rows: pd.DataFrame) -> str:
    """Say how far the lane has risen beyond Los Angeles since the baseline, "" when unknown."""
    told = rows[rows["is_weekly"]] if len(rows) and rows["is_weekly"].any() else rows
    if told.empty or told["excess_usd_per_feu"].isna().all():
        return ""
    peak = rates.highest(told, "excess_usd_per_feu")
    last = told.iloc[-1].to_dict()
    name = rates.short(peak["lane"])
    said = (
        f"By {words.day(peak['date'])} {name} had risen {_risen(peak['excess_usd_per_feu'])} Los"
        " Angeles since the baseline, the most in the period"
    )
    if last["date"] == peak["date"]:
        return f"{said}."
    return (
        f"{said}; by {words.day(last['date'])} it had risen"
        f" {_risen(last['excess_usd_per_feu'])} Los Angeles."
    )


def _risen(excess: float) -> str:
    whole = round(excess)
    if whole == 0:
        return "as much as"
    return f"{abs(whole):,} USD/FEU {'more' if whole > 0 else 'less'} than"


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
    said.append(rates.war_sentence(rows))
    return " ".join(filter(None, said))


def _span(rows: pd.DataFrame) -> str:
    return f"{words.day(rows['date'].min())} to {words.day(rows['date'].max())}"


def _figure(rows: pd.DataFrame, column: str, rest: str, axis: str, ticks: str) -> Figure:
    """Draw one measure over time, with a dotted line at its mean over the baseline."""
    paint = rates.colour(str(rows["lane"].iloc[0]))
    told = [_hover(row) for row in rows.to_dict("records")]
    weekly = rows["is_weekly"].to_numpy()
    texts = pd.Series(told, index=rows.index)
    data: list[dict[str, Any]] = []
    if weekly.any():
        now = rows[weekly]
        data.append(
            series.line(
                now["date"].tolist(),
                now[column].tolist(),
                texts[weekly].tolist(),
                column,
                paint,
                series.WEEKS_GAP,
            )
        )
    if not weekly.all():
        before = rows[~weekly]
        data.append(
            rates.irregular(
                before["date"].tolist(), before[column].tolist(), paint, texts[~weekly].tolist()
            )
        )
    level = rows[rest].iloc[0]
    shown = [*rows[column].tolist(), 0.0, *([float(level)] if pd.notna(level) else [])]
    low, high = min(shown), max(shown)
    room = 0.07 * (high - low)
    layout: dict[str, Any] = {
        "height": HEIGHT,
        "hovermode": "closest",
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
        layout["shapes"] = [rates.rest_line(float(level))]
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


def _hover(row: dict[Any, Any]) -> str:
    derived = "<br>one of the two is derived" if row["is_derived"] else ""
    lane, other = rates.short(row["lane"]), rates.short(rates.LOS_ANGELES)
    return (
        f"<b>{words.day(row['date'])}</b><br>{lane} {row['lane_usd_per_feu']:,.0f} USD"
        f"<br>{other} {row['los_angeles_usd_per_feu']:,.0f} USD"
        f"<br>{_usd(row['premium_usd_per_feu'])}, {row['ratio']:.2f} times{derived}"
    )
