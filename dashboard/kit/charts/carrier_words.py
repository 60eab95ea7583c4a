"""Which carriers came back via Suez, since when, and which did not: in a few sentences."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.kit.charts import text, words

SILENT = pd.Timedelta(days=180)
"""Time without an announcement from which on a carrier is counted as silent."""

NAMED = 6
"""Carriers that a clause names; of more it names the latest heard of and counts the rest."""


def returns(rows: pd.DataFrame, start: date, *, brief: bool = False) -> str:
    """Say which container lines were back, since when, and which were not, in Markdown.

    ``rows`` are those of facts/carrier_returns for container lines, ``start`` is the first day of
    the period. The day named is the end of the period or of the check; "" without an announcement.
    With ``brief`` the days of the returns are a span, and lines long silent are left out.
    """
    if rows.empty:
        return ""
    as_of = rows["as_of"].max()
    if as_of.date() < start:
        return f"**Container lines:** what they announced after {words.day(as_of)} is not checked."
    back, planned, suspended, away = (
        rows[rows["state"] == state] for state in ("returned", "planned", "suspended", "away")
    )
    silent = away["last_announced"] <= as_of - SILENT
    return words.note(
        _lead(back, len(rows), as_of, brief=brief),
        _planned(planned, as_of),
        _clause(suspended, "had suspended a return, at least in part"),
        _clause(away[~silent], "stayed away"),
        "" if brief else _unheard(away[silent], as_of),
        "" if brief else _read(pd.concat([back, planned])),
    )


def _lead(back: pd.DataFrame, total: int, as_of: pd.Timestamp, *, brief: bool) -> str:
    day = words.date_of(as_of) if brief else words.day(as_of)
    if back.empty:
        lines = f"{total} container lines" if total > 1 else "one container line"
        return f"**Of {lines} on record none sent ships via Suez again by {day}.**"
    lines = f"{len(back)} of {total} container lines" if total > 1 else "the one container line"
    if brief:
        span = [_day(on, as_of) for on in (back["since"].min(), back["since"].max())]
        since_when = " to ".join(dict.fromkeys(span))
        heard = " (at second hand)" if back["is_second_hand"].any() else ""
        return (
            f"**By {day}, {lines} on record sent ships via Suez again:** {_names(back)},"
            f" {since_when}{heard}."
        )
    since = [f"{names} since {_day(on, as_of)}" for names, on in _by_day(back, "since")]
    return f"**By {day}, {lines} on record sent ships via Suez again:** {'; '.join(since)}."


def _planned(rows: pd.DataFrame, as_of: pd.Timestamp) -> str:
    dated = [
        f"{names} planned a return from {_day(on, as_of)}."
        for names, on in _by_day(rows, "first_sailing")
    ]
    undated = rows[rows["first_sailing"].isna()]
    return words.note(*dated, _clause(undated, "planned a return"))


def _clause(rows: pd.DataFrame, what: str) -> str:
    return f"{_names(rows)} {what}." if len(rows) else ""


def _unheard(rows: pd.DataFrame, as_of: pd.Timestamp) -> str:
    if rows.empty:
        return ""
    last = _day(rows["last_announced"].max(), as_of)
    return f"Of {_names(rows)} nothing is on record after {last}."


def _read(rows: pd.DataFrame) -> str:
    """Say how many of the returns and plans nobody read in a source at first hand."""
    second, total = int(rows["is_second_hand"].sum()), len(rows)
    if not second:
        return ""
    if total == 1:
        return "That is known at second hand alone."
    many = "All" if second == total else f"{second} of the"
    return f"{many} {total} returns and plans are known at second hand alone."


def _names(rows: pd.DataFrame) -> str:
    """Name the carriers, or of many the latest heard of."""
    latest = rows.sort_values(["last_announced", "carrier"], ascending=[False, True])
    names = [text.markdown(name) for name in latest["carrier"]]
    if len(names) > NAMED:
        return words.joined([*names[: NAMED - 1], f"{len(names) - NAMED + 1} more"])
    return words.joined(sorted(names, key=str.casefold))


def _by_day(rows: pd.DataFrame, column: str) -> list[tuple[str, pd.Timestamp]]:
    """Return the carriers' names by the days of a column, the earliest first."""
    days = [pd.Timestamp(day) for day in sorted(rows[column].dropna().unique())]
    return [(_names(rows[rows[column] == day]), day) for day in days]


def _day(moment: pd.Timestamp, as_of: pd.Timestamp) -> str:
    """Return a day, without its year where that is the year of the record's day."""
    return f"{moment.day} {moment:%B}" if moment.year == as_of.year else words.day(moment)
