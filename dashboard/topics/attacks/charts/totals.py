"""Totals of attacks that others published, beside the number on record at the same date."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.kit.charts import draw, numbers, text, theme, words
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.events import HOVER_WIDTH

CLAIM = "claim"
AGREEMENT_PCT = 20

NOTE = "Definitions differ. Houthi-only claims are left out. Whole record, unfiltered."
METHOD = (
    f"A total fits when the record lies within {AGREEMENT_PCT} percent of the published number, "
    "or anywhere above a number that is a lower bound (“at least”, “more than”). At each line "
    "stand the number on record and, in brackets, how far it is above (+) or below (−) the "
    "published one. The record is counted "
    "to the day that the published total runs to. Definitions differ: ships attacked or salvos "
    "fired, naval ships counted or not, another first day. The Houthis’ own total includes "
    "warships and is not comparable."
)


def totals_compared(rows: pd.DataFrame, second_hand: str = "") -> Chart:
    """Set published totals beside the record (rows of charts/attack_totals_compared).

    Totals of a day to which the record was not checked are named and not drawn. ``second_hand``
    says how many attacks of the whole record are known at second hand alone.
    """
    key, later = "attack_totals_compared", rows[rows["recorded_attacks"].isna()]
    whole = dict.fromkeys(("recorded_attacks", "recorded_with_claims", "difference"), "int64")
    rows = rows.drop(later.index).astype(whole)
    if rows.empty:
        why = "there are no published totals. Nothing is drawn."
        advice = _left_out(later) or "No published totals are loaded."
        return Chart.none(key, "Published totals of attacks", why, rows, advice)
    claims = rows["kind"] == CLAIM
    independent, claimed = rows[~claims], rows[claims]
    rows = pd.concat([independent, claimed], ignore_index=True)
    records = as_records(rows)
    theirs, ours = "published_attacks", "recorded_attacks"
    names = [_name(row) for row in records]
    faint = {"opacity": [0.5 if row["kind"] == CLAIM else 1.0 for row in records]}
    widest = float(rows[[theirs, ours]].to_numpy().max())
    fig = draw.figure(
        90 + 36 * len(rows),
        [
            draw.ranges(names, rows[theirs], rows[ours], theme.GREY, 1.5),
            _dots(independent, theirs, theme.SLATE, "published", symbol="circle-open"),
            _dots(rows, ours, theme.ATTACK, "on record", edge=0, marker=faint),
            _dots(claimed, theirs, theme.GREY, "claimed by the Houthis", symbol="diamond-open"),
        ],
        draw.span(-0.04 * widest, 1.12 * widest, showgrid=True, nticks=6),
        draw.span(len(rows) - 0.4, -0.6, categoryorder="array", categoryarray=names)
        | {"showgrid": False},
        annotations=[_label(row) for row in records],
    )
    title = "Only the Houthis’ own total is published"
    latest = rows.iloc[-1].to_dict()
    if len(independent):
        fitting = sum(map(_fits, as_records(independent)))
        totals = "total fits" if len(independent) == 1 else "totals fit"
        title = f"{fitting} of {len(independent)} published {totals} the record"
        latest = independent.iloc[-1].to_dict()
    alt = (
        f"{title}. The latest, of {latest['publisher']} on {words.day(latest['as_of'])}, is "
        f"{_published(latest)}, with {latest['recorded_attacks']} on record by "
        f"{words.day(latest['counted_until'])}."
    )
    first_hand = f"Of the attacks on record {second_hand}." if second_hand else ""
    method = words.note(METHOD, first_hand, _left_out(later))
    return Chart(key, title, fig, alt, rows, words.note(NOTE, _later(later)), method=method)


def _later(rows: pd.DataFrame) -> str:
    """Say how many totals are not drawn; "" for none."""
    drawn = "is" if len(rows) == 1 else "are"
    return f"{words.counted(len(rows), 'later total')} {drawn} not compared." if len(rows) else ""


def _left_out(rows: pd.DataFrame) -> str:
    """Name the totals that nothing on record can be set beside; "" for none."""
    if rows.empty:
        return ""
    named = [f"{row['publisher']}, {words.day(row['as_of'])}" for row in as_records(rows)]
    return f"Not compared, as the record was not checked to their day: {'; '.join(named)}."


def _fits(row: dict[Any, Any]) -> bool:
    """Whether the record agrees with a published total, as the note defines it."""
    near = abs(row["difference"]) * 100 <= AGREEMENT_PCT * row["published_attacks"]
    return bool(near or (row["qualifier"] in ("at least", "more than") and row["difference"] > 0))


def _published(row: dict[Any, Any]) -> str:
    """Return the published number with its qualifier: "at least 113"."""
    qualifier = "" if row["qualifier"] == "exactly" else f"{row['qualifier']} "
    return f"{qualifier}{row['published_attacks']}"


def _name(row: dict[Any, Any]) -> str:
    """Return the label of a row: publisher, date, published number."""
    name, day = text.html(row["publisher"], text.NAME), words.date_of(row["as_of"])
    return f"{name}<br>{day}: {_published(row)}"


def _label(row: dict[Any, Any]) -> dict[str, Any]:
    """Return the recorded number, to stand right of the line with the difference.

    That of a claim stands left of its dot: the claim is far to the right, and not compared.
    """
    claim = row["kind"] == CLAIM
    apart = "" if claim else f" ({_signed(row['difference'])})"
    right = max(row["recorded_attacks"], row["published_attacks"])
    x, anchor, shift = (row["recorded_attacks"], "right", -8) if claim else (right, "left", 8)
    return draw.label(x, _name(row), f"{row['recorded_attacks']}{apart}", anchor, shift)


def _signed(number: float, digits: int = 0) -> str:
    """Return "+4", "−3", "±0"."""
    return numbers.signed(number, digits, "±")


def _hover(row: dict[Any, Any]) -> str:
    said = "Not comparable"
    if row["kind"] != CLAIM:
        share = row["difference_pct"]
        percent = "" if pd.isna(share) else f", {_signed(share, 1)} %"
        said = f"Difference: {_signed(row['difference'])}{percent}"
    return words.hover(
        f"{text.html(row['publisher'])}, {words.day(row['as_of'])}",
        f"Published: {_published(row)}",
        *text.html_lines(row["measure"], HOVER_WIDTH),
        f"On record by {words.day(row['counted_until'])}: {row['recorded_attacks']}",
        f"With claimed only: {row['recorded_with_claims']}",
        said,
    )


def _dots(rows: pd.DataFrame, column: str, colour: str, name: str, **more: Any) -> draw.Part:
    records = as_records(rows)
    texts, at = [_hover(row) for row in records], [_name(row) for row in records]
    more = {"size": 11, "edge": 2, "showlegend": bool(records)} | more
    return draw.dots(rows[column], at, colour, texts, name, **more)
