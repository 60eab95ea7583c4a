"""Retail prices of flour and fuel by month: a line a market, broken at months without a price."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.kit.charts import numbers, text, theme, words
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.over_time import Line, over_time, readings

KEY = "food_prices"
HEIGHT = 380
ROW_PX = 21
"""Height of a name beside the plot: with many markets the chart grows."""

CHARACTER, LONGEST = 6.3, 18
"""Pixels a character of a name right of the plot, and the most characters of one."""

COLOURS = (
    theme.MAGENTA,
    theme.TEAL,
    theme.VIOLET,
    theme.GREEN,
    theme.OLIVE,
    theme.BROWN,
    theme.GREY,
)
THICK, THIN = 2.25, 1.0
"""Lines of the first seven markets and of the others: dashes would look like missing months."""

ONE_MONTH = 31
"""Days between the first days of two months above which a month without a price lies between."""

Prices = list[dict[str, Any]]


def by_market(
    rows: pd.DataFrame, markets: Sequence[str], what: str, currency: str, events: pd.DataFrame
) -> Chart:
    """Draw the price of one commodity and unit, in one currency (charts/food_prices_by_market).

    ``markets`` are all markets of the record in their order, which is that of lines and colours.
    ``what`` is the commodity with its unit, in words.
    """
    title = f"Retail price of {plain(what)}"
    if rows.empty:
        said = f"No retail price of {plain(what)} in {currency} at these markets in the period."
        advice = f"{said} Choose other markets or widen the period."
        return Chart.none(KEY, title, said, rows, advice)
    lines = _lines(rows, markets)
    high = 1.1 * float(rows["price"].max()) or 1.0
    height = max(HEIGHT, ROW_PX * len(lines) + 60)
    longest = max(len(_short(name)) for name in lines)
    colours = _colours(lines, markets)
    drawn = [
        Line(
            text.html(name),
            colours[name],
            [row["month"] for row in points],
            [row["price"] for row in points],
            [_told(name, row) for row in points],
            width=THICK if number < len(COLOURS) else THIN,
            end=_short(name),
        )
        for number, (name, points) in enumerate(lines.items())
    ]
    per = f"{rows.iloc[0]['currency']} per {rows.iloc[0]['unit']}"
    read = readings(drawn, words.month, f", {text.html(per)}")
    fig, marked = over_time(
        drawn,
        read,
        high,
        ONE_MONTH,
        events,
        int(18 + CHARACTER * longest),
        height=height,
        until=pd.offsets.MonthEnd(),
        step=ROW_PX / (height - 40),
        tall=height - 40,
        tickformat="~s" if high >= 10_000 else ",~g",
        title={"text": text.html(per, LONGEST)},
    )
    title = _finding(*next(iter(lines.items())))
    method = words.note(_method(rows, per, len(lines), currency), marked)
    alt = _alt(title, lines, list(read))
    return Chart(KEY, title, fig, alt, rows, _note(rows), method=method)


def plain(name: str) -> str:
    """Return a commodity within a sentence: "wheat flour, KG", "LPG"."""
    return name if name[1:2].isupper() else f"{name[:1].lower()}{name[1:]}"


def _lines(rows: pd.DataFrame, markets: Sequence[str]) -> dict[str, Prices]:
    """Return name of a market -> its months in order; a name that two governorates have has both.

    Markets stand in the order given.
    """
    twice = rows.drop_duplicates(["market", "admin1"]).groupby("market").size()
    found: dict[str, Prices] = {}
    for row in as_records(rows.sort_values("month", kind="stable")):
        market = row["market"]
        name = f"{market}, {row['admin1']}" if twice[market] > 1 else market
        found.setdefault(name, []).append(row)
    return dict(sorted(found.items(), key=lambda pair: _place(pair[1][0]["market"], markets)))


def _colours(lines: dict[str, Prices], markets: Sequence[str]) -> dict[str, str]:
    """Return the colour of each line: that of its market's place, or the next that is free.

    So a market keeps its colour, as far as it can, when others are chosen beside it.
    """
    given: dict[str, str] = {}
    for number, (name, points) in enumerate(lines.items()):
        place = _place(points[0]["market"], markets)
        turned = [COLOURS[(place + step) % len(COLOURS)] for step in range(len(COLOURS))]
        taken = list(given.values())[number - number % len(COLOURS) :]
        given[name] = next(colour for colour in turned if colour not in taken)
    return given


def _place(market: str, markets: Sequence[str]) -> int:
    return list(markets).index(market) if market in markets else len(markets)


def _short(name: str) -> str:
    return text.html(name, LONGEST)


def _told(name: str, row: dict[str, Any]) -> str:
    put_together = " (aggregate)" * _is_aggregate(row["price_flag"])
    return f"{text.html(name)} {numbers.price(row['price'])}{put_together}"


def _is_aggregate(flag: Any) -> bool:
    return isinstance(flag, str) and "aggregate" in flag


def _finding(name: str, points: Prices) -> str:
    row = points[-1]
    said = (
        f"{row['commodity']} at {name}: {numbers.price(row['price'])} {row['currency']} per"
        f" {row['unit']} in {words.month(row['month'])}"
    )
    year_before = row["month"] - pd.DateOffset(years=1)
    before = [p for p in points if p["month"] == year_before]
    if not before or not before[0]["price"]:
        return said
    change = 100 * (row["price"] / before[0]["price"] - 1)
    return f"{said}, {words.less_or_more(change)} in {words.month(before[0]['month'])}"


def _alt(title: str, lines: dict[str, Prices], months: list[pd.Timestamp]) -> str:
    last = [
        f"{name} {numbers.price(points[-1]['price'])} in {words.month(points[-1]['month'])}"
        for name, points in lines.items()
    ]
    return (
        f"Lines of the retail price by month, {words.months_of(months[0], months[-1])}, one a"
        f" market ({len(lines)}). {title}. Latest: {'; '.join(last)}."
    )


def _note(rows: pd.DataFrame) -> str:
    aggregate = int(rows["price_flag"].fillna("").map(_is_aggregate).sum())
    return words.note(
        "Retail prices as the publisher collects them, not adjusted for inflation.",
        f"{aggregate:,} of {len(rows):,} are aggregates, not observed." if aggregate else "",
    )


def _method(rows: pd.DataFrame, per: str, drawn: int, currency: str) -> str:
    flags = rows["price_flag"].fillna("")
    aggregate = int(flags.map(_is_aggregate).sum())
    unflagged = int((flags == "").sum())
    what = plain(rows.iloc[0]["commodity"])
    return words.note(
        f"Retail prices of {what}, {per}.",
        "US dollars are the publisher’s own conversion." if currency == "USD" else "",
        f"{aggregate:,} of {len(rows):,} are put together by the publisher (aggregate), not"
        " observed (actual); the column price_flag of the rows says which."
        if aggregate
        else "",
        f"{words.counted(unflagged, 'price')} without a flag." if unflagged else "",
        "Of several prices in a month the mean is drawn." if (rows["prices"] > 1).any() else "",
        "A month without a price breaks the line; a month that stands alone is a dot.",
        f"Only {len(COLOURS)} colours can be told apart: further markets are thin lines, to be"
        " read by pointing at a month."
        if drawn > len(COLOURS)
        else "",
    )
