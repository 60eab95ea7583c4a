"""Classes of ship by passage, now against before, as a table whose cells are tinted."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import Any

import pandas as pd

from dashboard.kit.charts import text, theme, words
from dashboard.kit.charts import transit_words as say
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.count_words import Latest, noted
from dashboard.topics.rerouting.charts.transits import NO_WEEK, WIDEN

KEY, ALL = "transits_latest_by_class", "all"
NAMES = {
    "container": "Container ships",
    "tanker": "Tankers",
    "dry bulk": "Dry bulk",
    "general cargo": "General cargo",
    "roro": "Vehicle carriers (ro-ro)",
    ALL: "All ships",
}
"""Class of ship -> the head of its row."""

FULL_TINT_PCT, FULL_MULTIPLE = 36, 4.5
"""Share of the passage's colour at which a tint ends, and the multiple of before that has it; the
bars end there as well. A loss has it at 100 percent."""

BACK_PCT, LOST_PCT = 10, -10
"""Change on the year before from which ships come back; change on before from which they avoid."""

METHOD = (
    "Bar: now; upright mark: before. A deeper tint is further from before. A ship that passes both"
    " Bab el-Mandeb and Suez counts at each."
)

Row = dict[str, Any]
"""A row of facts/transits_latest_by_class."""


def table(
    rows: pd.DataFrame,
    baseline: str,
    classes: Sequence[str] | None = None,
    latest: Latest | None = None,
) -> Chart:
    """Say of each class and passage how it stands (rows of facts/transits_latest_by_class).

    The figure is HTML, which ``as_html`` returns. ``classes`` are those chosen; none is all, and
    all ships together. ``latest`` is said where others counted far more or fewer.
    """
    rows = rows[rows["vessel_class"].isin(classes or [*say.CLASSES, ALL])]
    if rows.empty or rows["change_pct"].isna().all():
        return Chart.none(KEY, "Classes of ship, now against before", NO_WEEK, rows, WIDEN)
    known = {(row["vessel_class"], row["chokepoint"]): row for row in as_records(rows)}
    lowest = rows.dropna(subset="change_pct").groupby("chokepoint")["change_pct"].min().to_dict()
    others = {place: lowest[place] for place in say.SHORT if place in lowest}
    until = pd.Timestamp(rows["latest_week"].max()) + pd.Timedelta(days=6)
    title = _finding(known, say.ordered(rows))
    said = f"Ships a day, {words.weeks(rows['latest_weeks'].max())} to {words.day(until)}."
    note = words.note(said, noted(latest, others, until))
    method = f"Before is {baseline}. {METHOD}"
    return Chart(KEY, title, None, title, rows, note, method=method)


def as_html(rows: pd.DataFrame) -> str:
    """Return the table of the rows of the chart: a row a class, a column a passage."""
    known = {(row["vessel_class"], row["chokepoint"]): row for row in as_records(rows)}
    places = say.ordered(rows)
    heads = "".join(
        f'<th scope="col"><span class="heat-key" style="background:{_colour(place)}"></span>'
        f"{text.html(place.removesuffix(' Strait'))}</th>"
        for place in places
    )
    lines = "".join(
        f'<tr class="heat-{name.replace(" ", "-")}"><th scope="row">{text.html(head)}</th>'
        f"{''.join(_cell(known.get((name, place)), place) for place in places)}</tr>"
        for name, head in NAMES.items()
        if any((name, place) in known for place in places)
    )
    return (
        f'<table class="heat"><thead><tr><th scope="col">Class of ship</th>{heads}</tr></thead>'
        f"<tbody>{lines}</tbody></table>"
    )


def _cell(row: Row | None, place: str) -> str:
    """Return a cell: change, bar, figures; hollow where one of the two is missing."""
    if row is None or pd.isna(row["change_pct"]):
        now = "no week" if row is None else f"{row['latest_per_day']:.1f} a day, none before"
        return f'<td class="heat-none"><span class="heat-value">–</span>{now}</td>'
    change, multiple = row["change_pct"], 1 + row["change_pct"] / 100
    width = 100 * min(multiple / FULL_MULTIPLE, 1)
    a_year_ago = ""
    if pd.notna(row["year_before_per_day"]):
        a_year_ago = f'<span class="heat-year">; {row["year_before_per_day"]:.1f} a year ago</span>'
    ground = f"background:color-mix(in srgb, {_colour(place)} {_tint(change)}%, transparent)"
    return (
        f'<td style="{ground}"><span class="heat-value">{words.signed(change)}</span>'
        f'<span class="heat-bar" aria-hidden="true"><span class="heat-now"'
        f' style="width:{width:.1f}%;background:{_colour(place)}"></span>'
        f'<span class="heat-before" style="left:{100 / FULL_MULTIPLE:.1f}%"></span></span>'
        f"<b>{row['latest_per_day']:.1f}</b> a day{a_year_ago},"
        f' <span class="heat-line">{row["baseline_per_day"]:.1f} before</span></td>'
    )


def _tint(change: float) -> int:
    """Return how deep a cell is tinted, in percent of the passage's colour."""
    share = -change / 100 if change < 0 else log(1 + change / 100) / log(FULL_MULTIPLE)
    return round(FULL_TINT_PCT * min(share, 1))


def _colour(place: str) -> str:
    return theme.CHOKEPOINT_COLOURS[place]


def _finding(known: dict[tuple[str, str], Row], places: list[str]) -> str:
    """Name the class that avoids a passage most, and where it is coming back."""
    fell = {
        key: row["change_pct"]
        for key, row in known.items()
        if key[0] != ALL and row["change_pct"] < LOST_PCT
    }
    if not fell:
        return f"No class of ship is more than {-LOST_PCT} % below before"
    name, place = min(fell, key=fell.__getitem__)
    title = f"{NAMES[name]} avoid {say.short(place)} most: {words.signed(fell[name, place])}"
    avoided = [where for where in places if (name, where) in fell]
    back = [where for where in avoided if (known[name, where]["year_change_pct"] or 0) >= BACK_PCT]
    if not back:
        return title
    alone = " alone" if len(back) == 1 < len(avoided) else ""
    where = words.joined([say.short(one) for one in back])
    return f"{title}; at {where}{alone} they are coming back"
