"""What a lane to Europe costs more than the lane to Los Angeles, which does not need Suez."""

from __future__ import annotations

import pandas as pd

from dashboard.kit.charts import draw, rate_words, words
from dashboard.kit.charts import events as overlay
from dashboard.kit.charts.base import Chart, Figure, as_records
from dashboard.kit.charts.over_time import reader
from dashboard.kit.charts.rate_words import Row
from dashboard.topics.costs.charts import rates

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
CAUTION = (
    "A rough measure: the Red Sea raised Los Angeles as well, and US tariffs moved Los Angeles"
    " alone."
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
    level = _level(rows, "baseline_premium_usd_per_feu", baseline)
    fig = _figure(rows, key, level, "USD per FEU", ",.0f")
    method = _method(rows, baseline, _usd(level), overlay.draw(fig, events))
    title = _difference_title(rows)
    alt = f"A line of the difference between the two lanes, {_span(rows)}. {title}."
    return Chart(key, title, fig, alt, rows, _note(rows), method=method)


def ratio(rows: pd.DataFrame, events: pd.DataFrame, baseline: str) -> Chart:
    """Draw the rate to Europe over that to Los Angeles (rows of charts/premium_by_date)."""
    key = "premium_ratio"
    if rows.empty:
        return Chart.none(key, "Ratio to Los Angeles", NOTHING, rows, EMPTY)
    level = _level(rows, "baseline_ratio", baseline)
    fig = _figure(rows, "ratio", level, "Rate over that to Los Angeles", ".1f")
    method = _method(rows, baseline, f"{level:.2f} times", overlay.draw(fig, events))
    title = _ratio_title(rows)
    alt = f"A line of the ratio of the two lanes, {_span(rows)}. {title}."
    return Chart(key, title, fig, alt, rows, _note(rows), method=method)


def _level(rows: pd.DataFrame, column: str, baseline: str) -> float:
    """Return the level of the baseline; none where each week has its own, a year before."""
    return float("nan") if words.is_year_before(baseline) else float(rows[column].iloc[0])


def meaning(rows: pd.DataFrame, baseline: str = "") -> str:
    """Explain the measure; that it is a lower bound of the Red Sea’s part only where there is one.

    There is one where the baseline ends before the crisis, neither lane has fallen below its mean
    of the baseline, and Europe has risen more, on the day of the crisis that ``finding`` tells.
    """
    if words.is_year_before(baseline):
        return METHOD
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


def finding(rows: pd.DataFrame, baseline: str = "") -> str:
    """Say how far the lane stood from Los Angeles against the baseline, "" when unknown."""
    if words.is_year_before(baseline):
        rows = rows.dropna(subset="excess_usd_per_feu")
    told = _told(rows)
    if told.empty or told["excess_usd_per_feu"].isna().all():
        return ""
    peak, last, name, day, then = _ends(rows, "excess_usd_per_feu")
    most, now = peak["excess_usd_per_feu"], last["excess_usd_per_feu"]
    then_was = "a year before" if words.is_year_before(baseline) else "in the baseline"
    if len(told) > 1 and round(most) < 0:
        at_last = "" if now == most else f", by {-now:,.0f} on {then}"
        return (
            f"{name} stood lower against Los Angeles than {then_was} on every date, by"
            f" {-most:,.0f} USD/FEU at the least ({day}){at_last}."
        )
    than = "than" if round(most) else "as"
    said = f"{name} stood {_apart(most)} against Los Angeles {than} {then_was} on {day}"
    if len(told) == 1:
        return f"{said}."
    said += ", the most" if len(told) < len(rows) else ", the most in the period"
    return f"{said}." if now == most else f"{said}; on {then} it stood {_apart(now)}."


def _apart(excess: float) -> str:
    """Return "98 USD/FEU lower", or "as high"."""
    whole = round(excess)
    return f"{abs(whole):,} USD/FEU {'higher' if whole > 0 else 'lower'}" if whole else "as high"


def _told(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the weekly record, all rows where the period has none of it."""
    return rows[rows["is_weekly"]] if len(rows) and rows["is_weekly"].any() else rows


def _ends(rows: pd.DataFrame, column: str) -> tuple[Row, Row, str, str, str]:
    """Return the highest and the last row that are told, the lane's name, and the two days.

    The name follows the opening of a sentence on the weekly record, where that alone is told.
    """
    told = _told(rows)
    peak, last = rates.highest(told, column), told.iloc[-1].to_dict()
    name = f"{rate_words.WEEKLY * (len(told) < len(rows))}{rate_words.short(peak['lane'])}"
    return peak, last, name, words.day(peak["date"]), words.day(last["date"])


def _difference_title(rows: pd.DataFrame) -> str:
    peak, last, name, day, then = _ends(rows, "premium_usd_per_feu")
    most, now = peak["premium_usd_per_feu"], last["premium_usd_per_feu"]
    if now == most:
        return f"{name} cost {_more(most)} than Los Angeles on {then}"
    if round(most) < 0:
        return (
            f"{name} cost less than Los Angeles throughout, by {-most:,.0f} USD at the least"
            f" ({day}) and {-now:,.0f} on {then}"
        )
    at_last = f"on {then} it cost {_more(now)}"
    if round(most) == 0:
        return f"{name} never cost more than Los Angeles, as much on {day}; {at_last}"
    return f"{name} cost at most {_more(most)} than Los Angeles ({day}); {at_last}"


def _ratio_title(rows: pd.DataFrame) -> str:
    peak, last, name, day, then = _ends(rows, "ratio")
    most, now = (f"{row['ratio']:.2f} times as much" for row in (peak, last))
    if last["ratio"] == peak["ratio"]:
        return f"{name} cost {most} as Los Angeles on {then}"
    return f"{name} cost at most {most} as Los Angeles ({day}); on {then} it cost {now}"


def _more(premium: float) -> str:
    whole = round(premium)
    return f"{abs(whole):,} USD {'more' if whole > 0 else 'less'}" if whole else "no more"


def _usd(premium: float) -> str:
    return f"{_more(premium)} than Los Angeles" if pd.notna(premium) else ""


def _note(rows: pd.DataFrame) -> str:
    return words.note(
        "No reference line: the baseline has no date with both lanes."
        if not rows["baseline_dates"].iloc[0]
        else "",
        rate_words.war_sentence(rows),
        "" if rows["is_weekly"].all() else rate_words.IRREGULAR,
    )


def _method(rows: pd.DataFrame, baseline: str, rest: str, lines: str) -> str:
    count = int(rows["baseline_dates"].iloc[0])
    dates = f"{words.counted(count, 'date')} with both lanes"
    dotted = f"Dotted: mean of the baseline, {baseline} ({dates}): {rest}."
    if words.is_year_before(baseline):
        dotted = "No reference line: each week is compared with the same week a year before."
    elif not count:
        dotted = f"No reference line: the baseline, {baseline}, has no date with both lanes."
    return words.note(
        dotted,
        "Only dates on which both lanes were assessed.",
        "Derived values are marked on hover." if rows["is_derived"].any() else "",
        CAVEAT,
        lines,
    )


def _span(rows: pd.DataFrame) -> str:
    return words.window(rows["date"].min(), rows["date"].max())


def _figure(rows: pd.DataFrame, column: str, level: float, axis: str, ticks: str) -> Figure:
    """Draw one measure over time, with a dotted line at its mean over the baseline."""
    records = as_records(rows)
    days, values = [row["date"] for row in records], [row[column] for row in records]
    rest = [float(level)] if pd.notna(level) else []
    low, high = min([*values, 0.0, *rest]), max([*values, 0.0, *rest])
    room = 0.07 * (high - low)
    paint = rates.colour(records[0]["lane"])
    read = reader(days, map(_reading, records), 0) | {"y": values}
    style = {"tickformat": ticks, "title": {"text": axis}, "zeroline": low < 0}
    beside = {"xref": "paper", "yanchor": "middle"}
    return draw.figure(
        360,
        [*rates.recorded(records, column, paint, column), read],
        rates.time_axis(rows),
        draw.span(low - room * (low < 0), high + 2 * room, **style),
        rates.right_margin(["baseline"]),
        shapes=[draw.rule("y", at, 1.5) for at in rest],
        annotations=[draw.label(1, at, "baseline", shift=4, **beside) for at in rest],
    )  # the events' hover stays apart: at half the width one of all would hide the line


def _reading(row: Row) -> str:
    lane, other = rate_words.short(row["lane"]), rate_words.short(rates.LOS_ANGELES)
    return words.hover(
        words.day(row["date"]),
        f"{lane} {row['lane_usd_per_feu']:,.0f} USD",
        f"{other} {row['los_angeles_usd_per_feu']:,.0f} USD",
        f"{_usd(row['premium_usd_per_feu'])}, {row['ratio']:.2f} times",
        "one of the two is derived" if row["is_derived"] else "",
    )
