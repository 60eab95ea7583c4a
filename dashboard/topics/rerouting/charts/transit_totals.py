"""Each count of transits that others published against ours on the same days, by publisher."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.kit.charts import draw, numbers, text, theme, words
from dashboard.kit.charts import transit_words as say
from dashboard.kit.charts.base import Chart, as_records
from dashboard.kit.charts.count_words import Latest, by_era, by_name, days
from dashboard.topics.rerouting.charts.crosschecks import CLASS_NAMES, NOTHING

HEAD_PX, LINE_PX, FOOT_PX = 34, 36, 40
"""Heights of the name of a chokepoint and kind of ship, of a line below it, of the axis."""

NOTE = "Publishers count different ships. Hollow: more than a month. Whole record, unfiltered."
METHOD = (
    "Each mark is a published count in percent above (+) or below (−) this record on the same days;"
    " hollow where it is longer than a month. A line holds one publisher, one kind of ship and one"
    " time in which PortWatch errs alike, and says how far its counts reach. The tables"
    " below carry the notes of the publishers."
    f" {say.ATTRIBUTION}"
)


def published(rows: pd.DataFrame, latest: Latest) -> Chart:
    """Set the counts of others against ours (rows of charts/crosscheck_by_days).

    The title names the latest at each chokepoint (rows of facts/transits_latest_count).
    """
    key, title = "transit_totals", "Published counts of transits against this record"
    compared = rows[rows["difference_pct"].notna()]
    lines = _lines(compared)
    if not lines:
        return Chart.none(key, title, NOTHING, compared)
    drawn = pd.concat([part for *_, part in lines])
    least, most = min(drawn["difference_pct"].min(), 0), max(drawn["difference_pct"].max(), 0)
    room = 0.08 * (most - least) or 1
    heights, heads, height = _heights([head for head, *_ in lines])
    names = [_name(f"<b>{head}</b>", at) for head, at in heads.items()]
    names += [
        _name(f"{name}: {_reach(part)}", at - LINE_PX / 2 + 4)
        for (_, name, part), at in zip(lines, heights, strict=True)
    ]
    fig = draw.figure(
        height + FOOT_PX,
        [_marks(part, at) for (*_, part), at in zip(lines, heights, strict=True)],
        draw.percent(least - room, most + room, showgrid=True, zeroline=True, nticks=6),
        draw.unseen(height, 0, showgrid=False, zeroline=False),
        margin={"t": 0},
        shapes=[draw.rule("x", 0, 1.5, dash=None)],
        annotations=names,
    )
    said = [
        f"{say.short(place)} {words.signed(row['difference_pct'])}"
        f" ({by_name(row['counter'])} {days(row['period_start'], row['period_end'])})"
        for place in say.SHORT
        if (row := latest.get(place))
    ]
    if said:
        title = f"Latest counts of all ships by others, against ours: {', '.join(said)}"
    alt = (
        f"Marks of {words.counted(len(drawn), 'count')} on {words.counted(len(lines), 'line')}, in"
        f" percent of this record on the same days. {title}."
    )
    return Chart(key, title, fig, alt, drawn, NOTE, method=METHOD)


def _lines(rows: pd.DataFrame) -> list[tuple[str, str, pd.DataFrame]]:
    """Return head, name and counts of each line, by chokepoint, kind of ship, publisher, time."""
    found = []
    for place in say.ordered(rows):
        here = rows[rows["chokepoint"] == place]
        kinds = sorted(here["vessel_class"].unique(), key=lambda name: (name != "total", name))
        for kind in kinds:
            ships = here[here["vessel_class"] == kind]
            for counter, part in ships.groupby("counter"):
                head = f"{say.short(place)}, {CLASS_NAMES.get(kind, kind)}"
                for time, counts in by_era(part).items():
                    short = time.replace("from January 2024 to February 2026", "2024 to Feb 2026")
                    found.append((head, f"{text.html(counter, text.NAME)}, {short}", counts))
    return found


def _heights(of: list[str]) -> tuple[list[float], dict[str, float], int]:
    """Return where the marks of each line stand, and the heads above them, from the top in px."""
    heights, heads, used = [], {}, 0
    for head in of:
        if head not in heads:
            heads[head] = used + HEAD_PX / 2 + 3
            used += HEAD_PX
        heights.append(used + LINE_PX * 0.75)
        used += LINE_PX
    return heights, heads, used + 8


def _name(said: str, at: float) -> draw.Part:
    return draw.label(0, at, said, xref="paper", yanchor="middle")


def _marks(part: pd.DataFrame, at: float) -> draw.Part:
    records = as_records(part)
    place, counter = str(part["chokepoint"].iloc[0]), text.html(part["counter"].iloc[0])
    is_short = [row["period_days"] <= 31 for row in records]
    return draw.dots(
        part["difference_pct"],
        [at] * len(part),
        theme.CHOKEPOINT_COLOURS[place],
        [_told(row) for row in records],
        f"{say.short(place)}, {counter}",
        size=9,
        symbol=["circle" if short else "circle-open" for short in is_short],
        edge=[0 if short else 1.5 for short in is_short],
        marker={"opacity": 0.75},
    )


def _reach(part: pd.DataFrame) -> str:
    """Return from where to where the counts of a line reach, and how many they are."""
    first, last = (words.signed(part["difference_pct"].agg(end)) for end in ("min", "max"))
    reach = numbers.between(first.removesuffix(" %"), last.removesuffix(" %"), " %")
    return f"{reach} ({len(part)})"


def _told(row: dict[Any, Any]) -> str:
    return words.hover(
        words.sentence(days(row["period_start"], row["period_end"])),
        f"{text.html(row['publisher'])}: {row['published_per_day']:.1f} a day",
        f"This record: {row['our_per_day']:.1f} a day",
        f"Difference: {words.signed(row['difference_pct'])}",
    )
