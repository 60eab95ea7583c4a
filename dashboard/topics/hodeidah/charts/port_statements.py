"""Published shares and changes: statements of different things, each with who said it and when."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.kit.charts import draw, numbers, text, theme, words
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.import_words import aside, wrapped

BAR_PX, TEXT_PX, GAP_PX = 14, 16, 16
"""Heights of a bar, of a line of text above it, of the gap below it."""

WIDTH = 48
"""Characters of a line of a label: it must fit a telephone."""

SHARES_NOTE = "Different wholes and years: never average them. Strong: the two founding claims."
SHARES_METHOD = (
    "Each bar is one statement, with its publisher and day; they have different wholes (commercial"
    " imports, all imports, food, aid, AIS estimates) and different years, and the share of food"
    " needs imported is of no port: so they are never averaged nor put into one range. Strong are"
    " the two claims that this dashboard was commissioned on; hatched is an AIS estimate, which"
    " misses many ships to Hodeidah. The period chosen does not change this chart."
)
CHANGES_NOTE = "Each change has its own baseline: never rank them."
CHANGES_METHOD = (
    "Each bar is one published change with its own baseline, named in the statement; baselines"
    " differ (a year before, a month before, the mean of twelve months), so bars are not to be"
    " ranked. The period chosen does not change this chart."
)


def shares(rows: pd.DataFrame) -> Chart:
    """Draw shares in percent (rows of facts/port_statements), the founding claims first."""
    key, rows = "port_shares", _with_percent(rows)
    if rows.empty:
        return _none(key, "Shares of the ports", rows)
    founding = rows[rows["is_founding"]]
    percents = [f"{row.share_pct:.0f} %" for row in founding.itertuples()]
    title = words.counted(len(rows), "published share")
    if percents:
        title = f"The founding claims: {words.joined(percents)}"
    return _bars(key, title, rows, (0, 100), SHARES_NOTE, SHARES_METHOD)


def changes(rows: pd.DataFrame) -> Chart:
    """Draw changes in percent (rows of facts/port_statements), newest first."""
    key, rows = "port_changes", _with_percent(rows)
    if rows.empty:
        return _none(key, "Published changes", rows)
    falls = -rows.loc[rows["share_pct"] < 0, "share_pct"]
    reach = numbers.between(f"{falls.min():g}", f"{falls.max():g}", " %")
    every = "All" if len(falls) == len(rows) else f"{len(falls)} of"
    title = f"{every} {len(rows)} published changes are falls, of {reach}"
    if falls.empty or len(rows) == 1:
        title = words.counted(len(rows), "published change")
    low, high = min(-100.0, rows["share_pct"].min()), max(0.0, rows["share_pct"].max())
    return _bars(key, title, rows, (low, high), CHANGES_NOTE, CHANGES_METHOD)


def _with_percent(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the statements that give a percentage: the others have no bar."""
    return rows[rows["share_pct"].notna()].reset_index(drop=True)


def _none(key: str, title: str, rows: pd.DataFrame) -> Chart:
    none = "there is no such statement. Nothing is drawn."
    return Chart.none(key, title, none, rows, "No such statement in percent is loaded.")


def _bars(
    key: str, title: str, rows: pd.DataFrame, across: tuple[float, float], note: str, method: str
) -> Chart:
    records = as_records(rows)
    labels = [_label(row) for row in records]
    heights, place = [], 0
    for lines in labels:
        place += TEXT_PX * len(lines)
        heights.append(place + BAR_PX / 2)
        place += BAR_PX + GAP_PX
    wide = across[1] - across[0]
    colours = [theme.MAGENTA if row["is_founding"] else theme.GREY for row in records]
    shapes = {"shape": ["/" if row["is_ais_estimate"] else "" for row in records]}
    values, texts = [row["share_pct"] for row in records], map(_hover, records)
    marker = {"pattern": theme.HATCHED | shapes}
    style: draw.Part = {"orientation": "h", "width": BAR_PX, "marker": marker}
    fig = draw.figure(
        40 + place,
        [draw.bars(values, heights, colours, texts, **style)],
        draw.percent(across[0] - 0.09 * wide * (across[0] < 0), across[1] + 0.09 * wide, nticks=6),
        draw.unseen(place, 0),
        annotations=[
            words_of_row
            for row, lines, height in zip(records, labels, heights, strict=True)
            for words_of_row in _texts(row, lines, height)
        ],
    )
    said = "; ".join(f"{row['claim']}: {_percent(row)}" for row in records[:3])
    alt = f"Bars of {words.counted(len(records), 'statement')}. {title}. The first: {said}."
    return Chart(key, title, fig, alt, rows, note, method=method)


def _percent(row: dict[Any, Any]) -> str:
    value = row["share_pct"]
    sign = "−" if value < 0 else "+" if row["kind"] == "change" and value > 0 else ""
    return f"{sign}{abs(value):g} %"


def _label(row: dict[Any, Any]) -> list[str]:
    """Return the lines above a bar: the statement, and who said it when."""
    said = text.html_lines(row["claim"], WIDTH)
    who = f"{text.html(row['publishers'])}, {words.date_of(row['date_of_statement'])}"
    if row["is_computed"]:
        who = f"computed from {who}"
    bold = [f"<b>{line}</b>" if row["is_founding"] else line for line in said]
    return [*bold, f"<i>{who}</i>"]


def _texts(row: dict[Any, Any], lines: list[str], height: float) -> list[draw.Part]:
    """Return the statement above its bar, and the percentage at the bar's end."""
    side, shift = ("right", -4) if row["share_pct"] < 0 else ("left", 4)
    said, value = "<br>".join(lines), f"<b>{_percent(row)}</b>"
    style: draw.Part = {"xref": "paper", "align": "left", "font": {"size": 12}}
    return [
        draw.label(0, height - BAR_PX / 2, said, yanchor="bottom", **style),
        draw.label(row["share_pct"], height, value, side, shift, yanchor="middle"),
    ]


def _hover(row: dict[Any, Any]) -> str:
    lines = [f"<b>{_percent(row)}</b> of {text.html(row['of_what'])}", wrapped(row["claim"])]
    lines.append(f"{text.html(row['publishers'])}, {words.day(row['date_of_statement'])}")
    return "<br>".join([*lines, *aside(row["note"])])
