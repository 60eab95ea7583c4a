"""Charts: what is drawn for a few rows, that all of it fits the bundled data, and the colours."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest

from dashboard import queries, store
from dashboard.kit.charts import draw, events, over_time, theme, words
from dashboard.kit.charts.base import Chart
from dashboard.settings import HOME
from dashboard.topics.attacks.charts import attacks, breakdown, totals
from dashboard.topics.overview.charts import numbered
from tests.given import asker, drawn, open_store, package


def frame(columns: str, *rows: tuple[Any, ...]) -> pd.DataFrame:
    """Return rows as a query returns them: days as time stamps."""
    made = pd.DataFrame(rows, columns=columns.split()).assign(source_ids="s1")
    for column in {"date", "month", "as_of", "counted_until"} & set(made):
        made[column] = pd.to_datetime(made[column]).astype("datetime64[us]")
    return made


def months(*rows: tuple[Any, ...]) -> pd.DataFrame:
    return frame("month outcome attacks killed", *rows)


def happened(*rows: tuple[Any, ...]) -> pd.DataFrame:
    """Return rows of lists/events: those with six values have a label, the last."""
    cells = [(*row, None)[:6] for row in rows]
    return frame("event_id date category title detail label", *cells)


def stamps(*days: str) -> list[pd.Timestamp]:
    return [pd.Timestamp(day) for day in days]


NO_EVENTS = happened()
MONTHS = months(
    ("2024-01-01", "near miss", 1, 0),
    ("2024-01-01", "sunk", 2, 4),
    ("2024-02-01", None, 0, 0),
    ("2024-03-01", "claimed only", 1, 0),
    ("2024-04-01", None, 0, 0),
)
SEIZED = ("EV7", "2024-01-09", "Houthi attack on shipping", "Seized", "Twenty-five crew.", "Taken")
TRUCE = ("EV72", "2024-03-09", "ceasefire or truce", "Truce", None, "Truce")
BOMBED = ("EV999", "2024-02-09", "US/UK strikes on Yemen", "Bombed", "At night.")


def test_by_month_stacks_outcomes_by_severity() -> None:
    chart = attacks.by_month(MONTHS, NO_EVENTS)
    assert chart.title == "Attacks peaked at 3 in January 2024; none in April 2024"
    assert [trace.name for trace in drawn(chart).data] == ["sunk", "near miss", "claimed only"]
    sunk, _, claimed = drawn(chart).data
    assert (list(sunk.x), list(sunk.y)) == (stamps("2024-01-01"), [2])
    assert sunk.marker.color == theme.OUTCOME_COLOURS["sunk"]
    assert sunk.marker.pattern.shape is None
    assert sunk.text == ("<b>January 2024</b><br>sunk: 2 of 3 attacks",)
    assert claimed.marker.pattern.shape == "/"
    assert list(drawn(chart).layout.xaxis.range) == stamps("2024-01-01", "2024-05-01")
    assert not any(trace.meta == events.MARK for trace in drawn(chart).data)
    assert chart.alt.startswith(
        "Stacked bars of 4 attacks by month and outcome, from January 2024 to April 2024; "
        "sunk is the most frequent outcome, 2 times. "
    )


def test_by_month_draws_only_events_within_its_months() -> None:
    early = ("EV001", "2023-12-31", "Gaza war", "Early", "")
    late = ("EV002", "2024-05-02", "Gaza war", "Late", "")
    chart = attacks.by_month(MONTHS, happened(early, BOMBED, late))
    (line,) = [trace for trace in drawn(chart).data if trace.type == "scatter"]
    assert [x for x in line.x if x is not None] == stamps("2024-02-09", "2024-02-09")
    assert (line.name, line.showlegend) == ("Events: escalation", True)
    empty = "Months without a bar have no attack of this selection as far as they were checked."
    assert empty in chart.method


def test_notes_are_true_of_the_chart() -> None:
    recorded = MONTHS[MONTHS["outcome"] != "claimed only"]
    said = {
        "hatched": attacks.by_month(MONTHS, NO_EVENTS),
        "left out": attacks.by_month(recorded, NO_EVENTS),
        "damaged": attacks.by_month(months(("2024-01-01", "damaged", 1, 0)), NO_EVENTS),
    }
    one = "One attack = one ship on one day. Houthi-only claims are"
    assert [chart.note for chart in said.values()] == [
        f"{one} hatched.", f"{one} left out.", f"{one} left out.",
    ]  # fmt: skip
    assert [name for name, chart in said.items() if "minor damage" in chart.method] == ["damaged"]


def test_cumulative_steps_to_a_labelled_end() -> None:
    rows = frame("date attacks cumulative_attacks", ("2024-01-09", 3, 3), ("2024-07-06", 1, 4))
    chart = attacks.cumulative(rows, NO_EVENTS)
    (line,) = drawn(chart).data
    assert (list(line.y), line.line.shape) == ([3, 4], "hv")
    assert line.text[1] == "<b>6 July 2024</b><br>1 attack on this day, 4 so far"
    (label,) = drawn(chart).layout.annotations
    assert (label.x, label.y, label.text) == (stamps("2024-07-06")[0], 4, "<b>4</b> by 6 July 2024")
    assert chart.title == "4 attacks by 6 July 2024, half of them by 9 January 2024"


@pytest.mark.parametrize(
    ("steps", "title", "said"),
    [
        ([("2024-01-09", 1)], "1 attack, on 9 January 2024", "No other day shown has one."),
        (
            [("2024-01-09", 2), ("2024-07-06", 1)],
            "3 attacks by 6 July 2024",
            "The last step is of 1 attack.",
        ),
        ([("2024-01-09", 1), ("2024-07-06", 9)], "10 attacks by 6 July 2024", "of 9 attacks."),
    ],
)
def test_cumulative_dates_no_half_of_a_few(
    steps: list[tuple[str, int]], title: str, said: str
) -> None:
    sums = [sum(n for _, n in steps[: i + 1]) for i in range(len(steps))]
    rows = [(day, n, total) for (day, n), total in zip(steps, sums, strict=True)]
    chart = attacks.cumulative(frame("date attacks cumulative_attacks", *rows), NO_EVENTS)
    assert chart.title == title
    assert chart.alt.endswith(said)
    (line,) = drawn(chart).data
    assert line.mode == ("markers" if len(steps) == 1 else "lines")
    first, last = drawn(chart).layout.xaxis.range
    assert last - first >= attacks.SHORTEST  # the label stands left of the end


def test_a_few_attacks_are_whole_numbers_and_a_single_bar_is_seen() -> None:
    one = months(("2024-01-01", "sunk", 1, 1), ("2024-02-01", None, 0, 0))
    figure = drawn(attacks.by_month(one, happened(BOMBED)))
    assert figure.data[0].width == draw.MONTH_BAR_MS
    assert (figure.layout.yaxis.dtick, figure.layout.yaxis.tickmode) == (1, "linear")


def by_flag(*counts: int) -> pd.DataFrame:
    rows = [("flag", f"F{n:02}", f"flag {n:02}", count) for n, count in enumerate(counts)]
    total = ("outcome", "sunk", "sunk", sum(counts))
    return frame("dimension value label attacks", *rows, total)


def test_breakdown_sorts_and_carries_values() -> None:
    chart = breakdown.breakdown(by_flag(2, 5), "flag")
    (bars,) = drawn(chart).data
    assert (list(bars.y), list(bars.x)) == (["Flag 01", "Flag 00"], [5, 2])
    assert list(bars.customdata) == ["F01", "F00"]
    assert chart.title == "Flag 01: 5 of 7 attacks, the most of any flag"
    assert list(chart.rows["value"]) == ["F01", "F00"]


def test_breakdown_gathers_the_rest() -> None:
    assert len(drawn(breakdown.breakdown(by_flag(*range(20, 8, -1)), "flag")).data[0].y) == 12
    (bars,) = drawn(breakdown.breakdown(by_flag(*range(20, 7, -1)), "flag")).data
    assert (bars.y[-1], bars.x[-1], bars.customdata[-1]) == ("2 others", 9 + 8, None)
    assert len(bars.y) == 12


def test_breakdown_mutes_what_is_not_chosen() -> None:
    chart = breakdown.breakdown(by_flag(2, 5, 1), "flag", ["F00"])
    (bars,) = drawn(chart).data
    assert (list(bars.x), list(bars.marker.opacity)) == ([5, 2, 1], [0.25, 1, 0.25])
    assert chart.title == "Flag 00 (2) chosen, of 8 attacks"
    # Chosen among those that share a bar, it is that bar which is not muted.
    many = breakdown.breakdown(by_flag(*range(20, 7, -1)), "flag", ["F12"])
    (bars,) = drawn(many).data
    assert list(bars.marker.opacity) == [*[0.25] * 11, 1]
    assert many.title == f"Flag 12 (8) chosen, of {sum(range(8, 21))} attacks"
    (bars,) = drawn(breakdown.breakdown(by_flag(2, 5), "flag")).data
    assert bars.marker.opacity is None


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([3], "Flag 00 is the only flag: 3 attacks. One bar; the flag is unknown for 0."),
        ([2, 5], "the most of any flag. 2 bars in order; the flag is unknown for 0."),
        ([5, *[1] * 19], "12 bars in order, the last for 9 others together; the flag is"),
    ],
)
def test_breakdown_describes_the_bars_it_has(counts: list[int], said: str) -> None:
    assert said in breakdown.breakdown(by_flag(*counts), "flag").alt


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([("unknown", 9), ("MLT", 2)], "MLT is the only known flag: 2 of 11 attacks"),
        ([("unknown", 1)], "The flag is unknown for 1 attack"),
        ([("MLT", 1)], "MLT is the only flag: 1 attack"),
        ([("MLT", 2), ("PAN", 1)], "MLT: 2 of 3 attacks, the most of any flag"),
        ([("MLT", 2), ("PAN", 2)], "MLT and PAN: 2 attacks each"),
    ],
)
def test_breakdown_never_puts_the_unknown_first(rows: list[tuple[str, int]], title: str) -> None:
    named = [("flag", value, value, count) for value, count in rows]
    total = ("outcome", "sunk", "sunk", sum(count for _, count in rows))
    made = frame("dimension value label attacks", *named, total)
    assert breakdown.breakdown(made, "flag").title == title


def test_breakdown_of_outcomes_uses_their_colours() -> None:
    rows = frame("dimension value label attacks", ("outcome", "sunk", "sunk", 1))
    (bars,) = drawn(breakdown.breakdown(rows, "outcome")).data
    assert bars.marker.color == (theme.OUTCOME_COLOURS["sunk"],)


TOTALS = frame(
    "as_of counted_until publisher kind qualifier published_attacks measure recorded_attacks"
    " recorded_with_claims difference difference_pct",
    ("2024-01-09", "2024-01-09", "H", "claim", "exactly", 20, "ships", 7, 9, -13, -65.0),
    ("2024-02-09", "2024-02-09", "P", "independent", "at least", 10, "attacks", 19, 20, 9, 90.0),
    ("2024-03-09", "2024-02-29", "Q", "independent", "exactly", 10, "attacks", 13, 15, 3, 30.0),
)


def test_totals_compared_sets_the_claim_apart() -> None:
    chart = totals.totals_compared(TOTALS)
    assert chart.title == "1 of 2 published totals fit the record"
    links, published, recorded, claimed = drawn(chart).data
    at_least, exactly, houthi = (
        "P<br>9 Feb 2024: at least 10",
        "Q<br>9 Mar 2024: 10",
        "H<br>9 Jan 2024: 20",
    )
    assert (list(published.x), list(published.y)) == ([10, 10], [at_least, exactly])
    assert (list(recorded.x), list(recorded.y)) == ([19, 13, 7], [at_least, exactly, houthi])
    assert (list(claimed.x), list(claimed.y)) == ([20], [houthi])
    assert list(links.x) == [10, 19, None, 10, 13, None, 20, 7, None]
    assert drawn(chart).layout.yaxis.categoryarray == (at_least, exactly, houthi)
    assert [a.text for a in drawn(chart).layout.annotations] == ["19 (+9)", "13 (+3)", "7"]
    # Right of both dots, but for the claim, which is not compared.
    assert [a.x for a in drawn(chart).layout.annotations] == [19, 13, 7]
    assert [a.xanchor for a in drawn(chart).layout.annotations] == ["left", "left", "right"]
    assert recorded.text[1] == (
        "<b>Q, 9 March 2024</b><br>Published: 10<br>attacks<br>"
        "On record by 29 February 2024: 13<br>With claimed only: 15<br>Difference: +3, +30.0 %"
    )
    assert "Not comparable" in recorded.text[2]
    assert chart.alt.endswith(
        "The latest, of Q on 9 March 2024, is 10, with 13 on record by 29 February 2024."
    )


@pytest.mark.parametrize(
    ("qualifier", "published", "recorded", "fits"),
    [
        ("at least", 60, 81, True),
        ("more than", 60, 81, True),
        ("around", 50, 69, False),
        ("exactly", 10, 12, True),
        ("exactly", 10, 13, False),
        ("nearly", 100, 80, True),
        ("at least", 100, 79, False),
        ("exactly", 0, 0, True),
    ],
)
def test_a_total_fits_within_a_fifth_or_above_its_bound(
    qualifier: str, published: int, recorded: int, fits: bool
) -> None:
    far = 100 * (recorded - published) / published if published else None
    counts = (qualifier, published, "a", recorded, recorded, recorded - published, far)
    columns = " ".join(c for c in TOTALS if c != "source_ids")
    chart = totals.totals_compared(
        frame(columns, ("2024-02-09", "2024-02-09", "P", "independent", *counts))
    )
    assert chart.title == f"{int(fits)} of 1 published total fits the record"


def test_events_are_one_trace_a_kind_behind_the_data() -> None:
    figure = drawn(attacks.by_month(MONTHS, happened(SEIZED, BOMBED, TRUCE)))
    lines = [trace for trace in figure.data if trace.type == "scatter"]
    assert [line.name for line in lines] == ["Events: escalation", "truce or diplomacy"]
    assert list(lines[0].y) == [0, 1, None] * 2
    assert lines[0].text[1] == (
        "<b>Seized</b><br>9 January 2024, Houthi attack on shipping<br>Twenty-five crew."
    )
    assert lines[1].text[1] == "<b>Truce</b><br>9 March 2024, ceasefire or truce"
    assert figure.layout.yaxis.overlaying == "y2"
    assert not figure.layout.annotations
    assert not figure.layout.shapes


def test_of_a_crowd_of_events_those_without_a_label_are_ticks() -> None:
    crowd = [(f"EV2{n}", f"2024-02-{n:02}", "sanctions", "S", None) for n in range(1, 14)]
    figure = drawn(attacks.by_month(MONTHS, happened(SEIZED, *crowd)))
    keys = {t.name: t.y[0] for t in figure.data if t.type == "scatter" and t.showlegend}
    assert keys == {"Events: escalation": 0, "response": events.TICK}


def test_events_are_numbered_in_order_of_time() -> None:
    war = ("EV8", "2024-06-01", "Hormuz/Iran war", "War", "", "War begins")
    nameless = ("EV9", "2024-04-01", *BOMBED[2:])
    found = numbered.of(happened(war, SEIZED, (*BOMBED, "Strikes"), TRUCE, nameless))
    assert [(one.number, one.name, one.kind) for one in found] == [
        (1, "Taken", "escalation"), (2, "Strikes", "escalation"),
        (3, "Truce", "truce or diplomacy"), (4, "War begins", "escalation"),
    ]  # fmt: skip
    drawn_list = ElementTree.fromstring(numbered.as_html(found))
    assert " ".join(drawn_list[0][1].itertext()) == "Taken 9 Jan 2024"
    assert ["".join(item[0].itertext()) for item in drawn_list] == ["1", "2", "3", "4"]


def test_badges_stand_apart_within_the_axis() -> None:
    days = [pd.Timestamp(day) for day in ("2024-01-01", "2024-01-02", "2024-12-30", "2024-12-31")]
    first, last = pd.Timestamp("2024-01-01"), pd.Timestamp("2024-12-31")
    spots = numbered._apart(days, first, last)
    assert spots[0] == first
    assert spots[-1] == last
    assert min(after - before for before, after in pairwise(spots)) >= (last - first) / 26
    assert numbered._apart([], first, last) == []


def test_an_event_is_read_at_the_days_that_hold_it_and_no_others() -> None:
    monday = pd.date_range("2024-01-01", periods=3, freq="7D")
    reader = over_time.reader(monday, ["a", "b", "c"], 0.5)
    fig: dict[str, Any] = {"data": [reader], "layout": {"hovermode": "x unified"}}
    told = happened(
        ("E1", "2024-01-07", *BOMBED[2:]), ("E2", "2024-01-08", *BOMBED[2:]),
        ("E3", "2024-01-29", *BOMBED[2:]),
    ).to_dict("records")  # fmt: skip
    assert events.read(fig, told)
    assert reader["text"] == [
        "a<br><b>Bombed</b>, 7 Jan 2024", "b<br><b>Bombed</b>, 8 Jan 2024", "c",
        "<b>Bombed</b>, 29 Jan 2024",
    ]  # fmt: skip
    assert reader["x"][-1] == pd.Timestamp("2024-01-29")
    assert not events.read({"data": [reader], "layout": {"hovermode": "closest"}}, told)


Bundled = Callable[..., pd.DataFrame]


@pytest.fixture
def bundled(bundled_store: Path) -> Bundled:
    """Return a function that runs a named query on the bundled data."""
    return partial(queries.run, store.reader(bundled_store).cursor())


def every_chart(ask: Bundled, **chosen: Any) -> list[Chart]:
    """Return each chart of the attacks for the filters given."""
    by_month, happenings = (
        ask("charts/attacks_by_month", **chosen),
        ask("lists/events", importance=3),
    )
    by, campaigns = ask("charts/attacks_by", **chosen), ask("lists/attack_campaigns")
    return [
        attacks.by_month(by_month, happenings, campaigns),
        attacks.cumulative(ask("charts/attacks_cumulative", **chosen), happenings, campaigns),
        *(breakdown.breakdown(by, dimension) for dimension in breakdown.DIMENSIONS),
    ]


@pytest.mark.parametrize(
    "chosen", [{}, {"claimed": True}, {"flags": ["GAB"]}, {"end": "2023-11-19"}]
)
def test_charts_of_the_bundled_data(bundled: Bundled, chosen: dict[str, Any]) -> None:
    charts = [
        *every_chart(bundled, **chosen),
        totals.totals_compared(bundled("charts/attack_totals_compared")),
    ]
    assert len({chart.key for chart in charts}) == len(charts)
    for chart in charts:
        assert chart.figure is not None
        drawn(chart)
        assert chart.alt.count(". ") == 1, chart.alt
        assert chart.alt.endswith(".")
        assert "source_ids" in chart.rows


def test_charts_without_rows_draw_nothing(bundled: Bundled) -> None:
    charts = every_chart(bundled, areas=["nowhere"])
    charts.append(totals.totals_compared(TOTALS.head(0)))
    for chart in charts:
        assert chart.figure is None
        assert chart.title
        assert chart.absence


def test_landmarks_of_the_record(bundled: Bundled) -> None:
    found = numbered.of(bundled("lists/events", importance=3))
    assert [one.name for one in found] == [
        "Galaxy Leader seized",
        "US and UK strikes begin",
        "Gaza ceasefire",
        "US-Houthi truce",
        "Magic Seas sunk",
        "Second Gaza ceasefire",
        "Iran war begins",
        "Ban on Saudi ships",
    ]
    assert [one.day for one in found] == stamps(
        "2023-11-19",
        "2024-01-12",
        "2025-01-19",
        "2025-05-06",
        "2025-07-06",
        "2025-10-10",
        "2026-02-28",
        "2026-07-20",
    )


def test_every_category_of_events_has_a_kind_and_a_colour() -> None:
    (category,) = [f for f in package().dataset("events").fields if f.name == "category"]
    assert set(events.KINDS) == set(category.enum)
    assert set(events.KINDS.values()) == set(theme.EVENT_COLOURS) == set(events.KEYS)
    assert events.KINDS["Houthi-Saudi war"] == "escalation"


CAMPAIGNS = frame(
    "campaign_id title first_day last_day is_open",
    ("AC-01", "First", pd.Timestamp("2023-11-19"), pd.Timestamp("2024-01-10"), False),
    ("AC-02", "Second", pd.Timestamp("2024-02-20"), pd.Timestamp("2024-03-20"), False),
    ("AC-03", "Third", pd.Timestamp("2024-04-20"), pd.Timestamp("2024-04-30"), True),
    ("AC-04", "Later", pd.Timestamp("2024-06-20"), pd.Timestamp("2024-06-30"), True),
)


def test_campaigns_are_shaded_and_named_as_far_as_the_axis_goes() -> None:
    chart = attacks.by_month(MONTHS, NO_EVENTS, CAMPAIGNS)
    layout = drawn(chart).layout
    shades = [(shape.x0, shape.x1, shape.layer) for shape in layout.shapes]
    days = [
        ("2024-01-01", "2024-01-11"),
        ("2024-02-20", "2024-03-21"),
        ("2024-04-20", "2024-05-01"),
    ]
    assert shades == [(*stamps(*ends), "below") for ends in days]
    assert [(a.text, a.xanchor, a.yshift) for a in layout.annotations] == [
        ("First", "left", -18),
        ("Second", "center", -33),
        ("Third", "right", -18),
    ]
    told = (
        "shaded: First (19 Nov 2023 to 10 Jan 2024), Second (20 Feb 2024 to 20 Mar 2024) and Third"
        " (since 20 Apr 2024)."
    )
    assert told in chart.alt
    assert layout.yaxis.range[1] > 3


def test_nothing_is_shaded_without_a_campaign_in_the_period() -> None:
    for campaigns in (None, CAMPAIGNS.tail(1)):
        chart = attacks.by_month(MONTHS, NO_EVENTS, campaigns)
        assert not drawn(chart).layout.shapes
        assert "shaded" not in chart.alt


def test_campaigns_of_the_record_hold_every_attack_that_is_not_claimed_only(
    bundled: Bundled,
) -> None:
    found = bundled("lists/attack_campaigns")
    checked = pd.Timestamp("2026-10-09")
    assert list(zip(found["title"], found["first_day"], found["last_day"], strict=True)) == [
        ("First campaign", *stamps("2023-11-19", "2024-12-10")),
        ("Summer of 2025", *stamps("2025-07-06", "2025-09-29")),
        ("Ban on Saudi ships", pd.Timestamp("2026-07-20"), checked),
    ]
    assert list(found["is_open"]) == [False, False, True]
    with (HOME / "data" / "attacks.csv").open(encoding="utf-8", newline="") as file:
        days = sorted(r["date"] for r in csv.DictReader(file) if r["outcome"] != "claimed only")
    inside = [
        [day for day in days if start <= pd.Timestamp(day) <= end]
        for start, end in zip(found["first_day"], found["last_day"], strict=True)
    ]
    assert sum(map(len, inside)) == len(days) == 135
    assert [(part[0], part[-1]) for part in inside] == [
        ("2023-11-19", "2024-12-10"),
        ("2025-07-06", "2025-09-29"),
        ("2026-07-22", "2026-10-07"),
    ]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, ["AC-01", "AC-02"]),
        ({"start": "2024-01-31"}, ["AC-02"]),
        ({"start": "2024-01-31", "end": "2024-05-31"}, []),
        ({"start": "2024-07-01"}, []),
        ({"end": "2024-01-01"}, ["AC-01"]),
    ],
)
def test_a_campaign_without_an_end_goes_on_as_far_as_the_record_was_checked(
    chosen: dict[str, Any], expected: list[str]
) -> None:
    con = open_store(
        attack_campaigns=[
            {"campaign_id": "AC-01", "title": "A", "first_day": "2024-01-01",
             "last_day": "2024-01-30", "source_ids": "s1"},
            {"campaign_id": "AC-02", "title": "B", "first_day": "2024-06-01", "source_ids": "s2"},
        ],
        coverage=[
            {"dataset": "attacks", "covers_from": "2024-01-01", "covers_until": "2024-06-30"}
        ],
    )  # fmt: skip
    assert [row[0] for row in asker(con)("lists/attack_campaigns", **chosen)] == expected


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(colour: str, background: str) -> float:
    darker, lighter = sorted([luminance(colour), luminance(background)])
    return (lighter + 0.05) / (darker + 0.05)


DRAWN = [
    *theme.OUTCOME_COLOURS.values(), *theme.EVENT_COLOURS.values(), theme.ATTACK,
    *theme.CHOKEPOINT_COLOURS.values(), *theme.LANE_COLOURS.values(), *theme.PORT_COLOURS.values(),
    *theme.template()["layout"]["colorway"],
]  # fmt: skip


@pytest.mark.parametrize("colour", sorted(set(DRAWN)))
def test_colours_stand_out_on_both_pages(colour: str) -> None:
    assert contrast(colour, theme.BACKGROUNDS["light"]) >= 3
    assert contrast(theme.DARK[colour], theme.BACKGROUNDS["dark"]) >= 3


@pytest.mark.parametrize("name", ["ink", "muted", "suez-t", "bab", "cape", "hormuz"])
@pytest.mark.parametrize("page", [0, 1])
def test_words_can_be_read_on_both_pages(name: str, page: int) -> None:
    for ground in ("bg", "soft"):
        assert contrast(theme.PALETTE[name][page], theme.PALETTE[ground][page]) >= 4.5


def test_a_colour_of_a_passage_is_that_of_nothing_else() -> None:
    others = {
        *theme.OUTCOME_COLOURS.values(), *theme.EVENT_COLOURS.values(), theme.ATTACK,
        *theme.LANE_COLOURS.values(), *theme.PORT_COLOURS.values(),
        *theme.template()["layout"]["colorway"],
    }  # fmt: skip
    assert not others & {theme.BAB, theme.SUEZ, theme.CAPE}
    assert len({light for light, _ in theme.PALETTE.values()}) == len(theme.DARK)
    pairs = dict(theme.PALETTE.values())
    assert all(pairs[light] == dark for light, dark in theme.PALETTE.values())


def test_a_figure_has_the_colours_of_a_dark_page() -> None:
    drawn = f'{{"color":"{theme.BAB}","fill":"{theme.rgba(theme.CAPE, 0.2)}","x":"#000000"}}'
    assert theme.darkened(drawn.encode()).decode() == (
        f'{{"color":"{theme.DARK[theme.BAB]}",'
        f'"fill":"{theme.rgba(theme.DARK[theme.CAPE], 0.2)}","x":"#000000"}}'
    )


def test_outcomes_have_colours_of_their_own(bundled: Bundled) -> None:
    assert len(set(theme.OUTCOME_COLOURS.values())) == len(theme.OUTCOME_COLOURS)
    options = bundled("lists/attack_options")
    outcomes = set(options.loc[options["dimension"] == "outcome", "value"])
    assert outcomes <= set(theme.OUTCOME_COLOURS)


def test_words() -> None:
    assert [words.attacks(n) for n in (0, 1, 1234)] == ["0 attacks", "1 attack", "1,234 attacks"]
    assert words.day(date(2025, 7, 6)) == "6 July 2025"
    assert words.sentence("oil tanker") == "Oil tanker"
    assert [words.times(n) for n in (1, 2)] == ["once", "2 times"]
    assert [words.looks(n) for n in (1, 2)] == ["one look", "all 2 looks at once"]
    assert [words.joined("abc"[:n]) for n in (1, 2, 3)] == ["a", "a and b", "a, b and c"]
    october, may, june = date(2025, 10, 1), date(2026, 5, 1), date(2026, 6, 1)
    assert words.months(may, june) == "May to June 2026"
    assert words.two_months(october, june) == "October 2025 and June 2026"


@pytest.mark.parametrize(
    ("outcomes", "said"),
    [
        (["sunk"], "sunk is the only outcome. "),
        (["sunk", "damaged", "damaged"], "damaged is the most frequent outcome, 2 times. "),
        (["sunk", "damaged"], "damaged and sunk are the most frequent outcomes, once each. "),
    ],
)
def test_alt_names_the_most_frequent_outcomes(outcomes: list[str], said: str) -> None:
    rows = months(*((f"2024-0{n}-01", o, 1, 0) for n, o in enumerate(outcomes, 1)))
    assert said in attacks.by_month(rows, NO_EVENTS).alt


def test_position_basis_has_words_for_all_of_the_record(bundled: Bundled) -> None:
    found = bundled("facts/attacks", claimed=True)["position_basis"]
    assert set(found) <= set(words.POSITION_BASIS)


@pytest.mark.parametrize(
    ("counts", "title"),
    [
        ((13, 13, 1), "Attacks peaked at 13 in January and February 2024"),
        ((2, 2, 2), "Attacks peaked at 2 in each of 3 months"),
        ((1, 0, 0), "1 attack, in January 2024; none from February to March 2024"),
        ((1, 1, 1), "3 attacks, never more than one a month"),
        ((3, 1, 0), "Attacks peaked at 3 in January 2024; none in March 2024"),
    ],
)
def test_title_of_months_is_true_of_ties_and_ones(counts: tuple[int, ...], title: str) -> None:
    rows = months(
        *((f"2024-0{n}-01", "sunk" if c else None, c, 0) for n, c in enumerate(counts, 1))
    )
    assert attacks.by_month(rows, NO_EVENTS).title == title
