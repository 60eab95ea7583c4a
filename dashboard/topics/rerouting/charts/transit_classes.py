"""Classes of ship: a panel each, in percent of its own baseline; containers at Suez in words."""

from __future__ import annotations

import pandas as pd

from dashboard.kit.charts import draw, over_time, text, theme, words
from dashboard.kit.charts import events as overlay
from dashboard.kit.charts import transit_words as say
from dashboard.kit.charts.base import Chart, Figure, as_records
from dashboard.kit.charts.count_words import OF_ALL, Latest, days, noted
from dashboard.kit.charts.transit_words import CLASSES
from dashboard.topics.rerouting.charts.transits import NAMES_PX, NO_BASELINE, NO_WEEK, WIDEN

DRAWN = ["week", "days", "index_pct"]
Parts = dict[str, dict[str, pd.DataFrame]]
"""Class of ship -> chokepoint -> its weeks."""

PANEL_PX, GAP_PX, FOOT_PX = 108, 34, 30
"""Heights of a panel, of the space above it for its name, of the time axis below the last."""

CONTAINERS_NOTE = (
    "By count small ships weigh as much as large ones; publishers count different ships."
)
CONTAINERS_METHOD = (
    "Cargo leads: small ships never left, the large ones come back. This record: latest four weeks"
    " against the same weeks a year before; the others as they state it."
)


def by_class(
    rows: pd.DataFrame, events: pd.DataFrame, baseline: str, latest: Latest | None = None
) -> Chart:
    """Draw each class's transits in percent of its baseline (rows of charts/transits_by_class).

    ``latest`` is said in the note where others counted far more or fewer ships.
    """
    key, title = "transits_by_class", "Transits by class of ship"
    if rows.empty:
        return Chart.none(key, title, NO_WEEK, rows, WIDEN)
    if rows["index_pct"].isna().all():
        return Chart.none(key, title, NO_BASELINE, rows)
    lines = _parts(rows)
    classes = list(lines)
    height = len(classes) * (PANEL_PX + GAP_PX)
    first, last = rows["week"].min(), rows["week"].max() + over_time.WEEK
    tops = [top for _, top in draw.domains([PANEL_PX] * len(classes), GAP_PX)]
    heads = [draw.heading(_name(of), top, yshift=3) for of, top in zip(classes, tops, strict=True)]
    read = _readings(rows, lines)
    fig = draw.figure(
        height + FOOT_PX,
        [],
        draw.dates(first, last, hoverformat=" "),
        [{}] * len(classes),
        hovermode="x unified",
        hoversubplots="axis",
        margin={"r": NAMES_PX, "t": 4, "b": FOOT_PX},
        yaxis9=overlay.THROUGH,
        annotations=heads,
        shapes=[],
    )
    for number, vessel_class in enumerate(classes):
        _panel(fig, lines[vessel_class], number, tops[number], height)
    fig["data"].append(over_time.reader(read, read.values(), 0.5, yaxis="y9"))
    said = overlay.draw(fig, events, panels=True, height=height)
    title = _finding(rows, lines, baseline)
    others = _others(lines, latest)
    note = words.note(others, say.containers(rows, None))
    method = words.note(
        f"{say.rest(baseline, ' of the class')} Each panel has a scale of its own.",
        say.NO_SUM,
        OF_ALL if others else "",
        say.FEEDERS if say.containers(rows, None) else "",
        said,
        say.ATTRIBUTION,
    )
    alt = (
        f"{words.counted(len(classes), 'panel')} of lines by week, one a class of ship"
        f" ({words.joined(classes)}), in percent of the class’s baseline. {title}."
    )
    return Chart(key, title, fig, alt, rows, note, method=method)


def _parts(rows: pd.DataFrame) -> Parts:
    """Return the rows by class and chokepoint, both in order; of the columns that are drawn."""
    found = dict(list(rows.groupby(["vessel_class", "chokepoint"])[DRAWN]))
    parts = {
        name: {place: found[name, place] for place in say.SHORT if (name, place) in found}
        for name in CLASSES
    }
    return {name: part for name, part in parts.items() if part}


def _readings(rows: pd.DataFrame, lines: Parts) -> dict[pd.Timestamp, str]:
    """Return of each week, in order, what all panels say: a line a class, a figure a chokepoint."""
    places = say.ordered(rows)
    known = {
        (name, place): dict(zip(part["week"], part["index_pct"], strict=True))
        for name, parts in lines.items()
        for place, part in parts.items()
    }
    head = f"{' / '.join(map(say.short, places))}, % of baseline"
    return {
        week: words.hover(
            say.week(week),
            head,
            *(
                f"{words.sentence(say.NAMES.get(name, name))}:"
                f" {' / '.join(_index(known.get((name, p), {}).get(week)) for p in places)}"
                for name in lines
            ),
        )
        for week in sorted(rows["week"].unique())
    }


def _index(percent: float | None) -> str:
    return "–" if percent is None or pd.isna(percent) else f"{percent:.0f}"


def _panel(
    fig: Figure, parts: dict[str, pd.DataFrame], number: int, top: float, height: int
) -> None:
    axis = draw.axis_of(number)
    highest = [float(part["index_pct"].max()) for part in parts.values()]
    high = 1.05 * max([100.0, *(value for value in highest if pd.notna(value))])
    step = 100 if high <= 320 else 200 if high <= 640 else 500
    place = {"domain": [max(top - PANEL_PX / height, 0), top], "anchor": "x", "fixedrange": True}
    fig["layout"][axis.replace("y", "yaxis")] = draw.percent(0, high, dtick=step) | place
    ends = []
    for chokepoint, part in parts.items():
        name, colour = say.short(chokepoint), theme.CHOKEPOINT_COLOURS[chokepoint]
        weeks, index = part["week"].tolist(), part["index_pct"].tolist()
        line = over_time.line(weeks, index, colour, over_time.WEEKS_GAP, name, None, 1.6)
        fig["data"].append(line | {"yaxis": axis})
        known = part["index_pct"].dropna()
        if len(known):
            ends.append((name, colour, float(known.iloc[-1])))
    fig["layout"]["annotations"] += draw.end_labels(ends, 0, high, 0.17, axis)
    fig["layout"]["shapes"].append(draw.rule(axis, 100))


def _name(vessel_class: str) -> str:
    return f"<b>{words.sentence(say.NAMES.get(vessel_class, vessel_class))}</b>"


def _others(lines: Parts, latest: Latest | None) -> str:
    """Say what others counted at the chokepoints, each by the class that fell most there."""
    changes: dict[str, float] = {}
    weeks = []
    for parts in lines.values():
        for place, part in parts.items():
            known = part.dropna(subset="index_pct")
            if len(known):
                change = say.latest(known, "index_pct") - 100
                changes[place] = min(change, changes.get(place, change))
                weeks.append(say.last_day(known))
    ordered = {place: changes[place] for place in say.SHORT if place in changes}
    return noted(latest, ordered, max(weeks)) if weeks else ""


def _finding(rows: pd.DataFrame, lines: Parts, baseline: str) -> str:
    """Name the classes that fell and grew most at the first chokepoint, in the latest weeks."""
    chokepoint = say.ordered(rows)[0]
    known = {
        vessel_class: parts[chokepoint].dropna(subset="index_pct")
        for vessel_class, parts in lines.items()
        if chokepoint in parts and parts[chokepoint]["index_pct"].notna().any()
    }
    changes = {name: say.latest(part, "index_pct") - 100 for name, part in known.items()}
    where = say.short(chokepoint)
    if not changes:
        return f"Transits by class of ship at {where}"
    lowest, highest = min(changes, key=changes.__getitem__), max(changes, key=changes.__getitem__)
    said = []
    for name in dict.fromkeys((lowest, highest)):
        changed = _changed(rows, chokepoint, name, changes[name], baseline)
        said.append((changed, say.span(known[name]), ""))
    if len(said) == 1:
        ((what, span, more),) = said
        return say.dated([(f"{what} at {where}", span, more)], say.on(baseline))
    return say.dated(said, say.on(baseline, where))


def _changed(
    rows: pd.DataFrame, place: str, vessel_class: str, change: float, baseline: str
) -> str:
    """Return how a class stands; of container ships at Suez the cargo first, then the ships."""
    name = say.NAMES.get(vessel_class, vessel_class)
    said = say.changed(name, change, baseline)
    if (place, vessel_class) != ("Suez Canal", "container") or "trade_volume_index_pct" not in rows:
        return said
    part = rows[(rows["chokepoint"] == place) & (rows["vessel_class"] == vessel_class)]
    cargo = say.latest(part, "trade_volume_index_pct") - 100
    if pd.isna(cargo):
        return said
    ships = say.changed("ships", change, baseline)
    return f"{say.changed(f'{name} cargo', cargo, baseline)}, {ships}"


def containers_title(rows: pd.DataFrame) -> str:
    """Return the finding (rows of facts/suez_container_ships): cargo, ships, others' counts."""
    known = as_records(rows[rows["change_pct"].notna()])
    ours = [row for row in known if row["said_by"] == "this record"]
    others = [
        f"{text.cut(row['said_by'], text.NAME)} {words.signed(row['change_pct'])}"
        f" {days(row['period_start'], row['period_end'])}"
        for row in known
        if row["said_by"] != "this record"
    ]
    if not ours:
        return "Container ships at Suez against the year before"
    said = ", ".join(f"{row['measure']} {words.signed(row['change_pct'])}" for row in ours)
    until = words.day(ours[0]["period_end"])
    beside = f"; ships by others: {', '.join(others)}" if others else ""
    return f"Containers at Suez against the year before, to {until}: {said}{beside}"
