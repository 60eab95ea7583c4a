"""The words of figures: marks, lines that break at gaps, named rows, numbers in words."""

from __future__ import annotations

from time import process_time

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.kit.charts import draw, numbers, over_time, words
from dashboard.kit.charts.base import Chart
from dashboard.kit.charts.named_rows import Axis, Point, forest

NO_EVENTS = pd.DataFrame(
    columns=["event_id", "date", "category", "title", "detail", "label", "importance"]
)


def days(*given: str) -> list[pd.Timestamp]:
    return [pd.Timestamp(day) for day in given]


def test_a_mark_says_its_text_or_is_silent() -> None:
    said = draw.dots([1, 2], [3, 4], "#123456", ["one", "two"], "ours", edge=2)
    assert said == {
        "type": "scatter",
        "mode": "markers",
        "x": [1, 2],
        "y": [3, 4],
        "name": "ours",
        "showlegend": False,
        "text": ["one", "two"],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {"color": "#123456", "size": 8, "line": {"width": 2, "color": "#123456"}},
    }
    silent = draw.bars(["a"], [1], "#123456", showlegend=None)
    assert silent == {
        "type": "bar",
        "x": ["a"],
        "y": [1],
        "hoverinfo": "skip",
        "marker": {"color": "#123456"},
    }


def test_ranges_are_parted_and_say_their_text_at_both_ends() -> None:
    lying = draw.ranges([0, 1], [10, 20], [15, 25], "red", texts=["a", "b"])
    assert lying["x"] == [10, 15, None, 20, 25, None]
    assert lying["y"] == [0, 0, None, 1, 1, None]
    assert lying["text"] == ["a", "a", "", "b", "b", ""]
    upright = draw.ranges([0], [10], [15], "red", upright=True)
    assert (upright["x"], upright["y"]) == ([0, 0, None], [10, 15, None])


def test_errors_reach_from_the_value_to_its_bounds() -> None:
    bounds = draw.errors([5, 7], [4, 7], [8, 9], "red")
    assert (bounds["array"], bounds["arrayminus"]) == ([3, 2], [1, 0])


def test_shapes_lie_over_the_whole_plot() -> None:
    band = draw.shade("x", 72, 88)
    assert (band["xref"], band["x0"], band["x1"]) == ("x", 72, 88)
    assert (band["yref"], band["y0"], band["y1"]) == ("paper", 0, 1)
    line = draw.rule("y2", 100)
    assert (line["yref"], line["y0"], line["y1"]) == ("y2", 100, 100)
    assert (line["xref"], line["x0"], line["x1"], line["layer"]) == ("paper", 0, 1, "below")


def test_panels_stand_over_one_axis_of_x() -> None:
    axes = [draw.span(0, 1, domain=[0.5, 1]), draw.percent(0, 9, domain=[0, 0.4])]
    fig = draw.figure(300, [draw.key("ours", "red")], {}, axes, 80, fixed=True)
    assert fig["layout"] == {
        "height": 300,
        "hovermode": "closest",
        "margin": {"r": 80},
        "xaxis": {"anchor": "y2", "fixedrange": True},
        "yaxis": {"range": [0, 1], "domain": [0.5, 1], "fixedrange": True},
        "yaxis2": {"range": [0, 9], "ticksuffix": " %", "domain": [0, 0.4], "fixedrange": True},
    }
    go.Figure(fig)


def test_panels_stand_one_below_the_other() -> None:
    assert draw.domains([48, 48], 16) == [[0.5, 0.875], [0.0, 0.375]]
    # Room above all of them, for the strip of an imports' events.
    assert draw.domains([8, 4], 1, 2) == [[5 / 16, 13 / 16], [0.0, 4 / 16]]


def test_rows_have_the_first_on_top() -> None:
    axis = draw.rows(["a", "b", "c"], 0.6)
    assert (axis["range"], axis["tickvals"], axis["ticktext"]) == (
        [2.6, -0.6],
        [0, 1, 2],
        ["a", "b", "c"],
    )


def test_names_at_the_ends_of_lines_do_not_meet() -> None:
    ends = [("high", "red", 10.0), ("low", "blue", 9.9)]
    low, high = draw.end_labels(ends, 0, 10, 0.1)
    assert [label["text"].split()[-1] for label in (low, high)] == ["low", "high"]
    assert (low["y"], high["y"]) == (0.9, 1.0)
    assert draw.spread([0.0, 0.0, 0.0], 0.1) == [0.0, 0.1, 0.2]


def test_a_line_breaks_at_gaps_and_at_missing_values() -> None:
    weeks = days("2024-01-01", "2024-01-08", "2024-02-05", "2024-02-12", "2024-02-19")
    drawn = over_time.line(weeks, [1, 2, 3, float("nan"), 5], "red", 21, "ours", list("abcde"))
    assert drawn["y"] == [1, 2, None, 3, None, 5]
    assert drawn["text"] == ["a", "b", "", "c", "", "e"]
    assert drawn["marker"]["size"] == [0, 0, 0, 5, 0, 5]  # those that stand alone are dots
    whole = over_time.line(weeks[:2], [1, 2], "red", 21)
    assert (whole["mode"], whole["hoverinfo"]) == ("lines", "skip")
    assert over_time.line([], [], "red", 21)["x"] == []


def test_a_line_costs_as_much_a_point_however_many_there_are() -> None:
    def cost(points: int) -> float:
        dates = list(pd.date_range("1990-01-01", periods=points, freq="D"))
        values = [float("nan") if n % 7 == 0 else float(n) for n in range(points)]
        texts = ["said"] * points
        spent = []
        for _ in range(3):
            start = process_time()
            over_time.line(dates, values, "red", 3, "ours", texts)
            spent.append(process_time() - start)
        return min(spent)

    assert cost(16_000) < 4 * 16 * cost(1_000)  # 16 times the points; squared would be 256 times


def test_lines_over_time_are_read_together() -> None:
    weeks = days("2024-01-01", "2024-01-08")
    lines = [
        over_time.Line("ours", "red", weeks, [1, 2], ["ours 1", "ours 2"]),
        over_time.Line("theirs", "blue", weeks[1:], [4], ["theirs 4"]),
    ]
    read = over_time.readings(lines, words.day)
    assert read == {
        weeks[0]: "<b>1 January 2024</b><br>ours 1",
        weeks[1]: "<b>8 January 2024</b><br>ours 2<br>theirs 4",
    }
    fig, said = over_time.over_time(
        lines, read, 5, over_time.WEEKS_GAP, NO_EVENTS, 90, rests=[("usual", 3), ("", 1)]
    )
    go.Figure(fig)
    assert said == ""
    assert [trace["name"] for trace in fig["data"]] == ["ours", "theirs", "reader"]
    assert fig["data"][-1]["text"] == list(read.values())
    assert fig["layout"]["xaxis"]["range"] == days("2024-01-01", "2024-01-14")
    named = [label["text"].split()[-1] for label in fig["layout"]["annotations"]]
    assert named == ["ours", "usual", "theirs"]  # by height
    assert [shape["y0"] for shape in fig["layout"]["shapes"]] == [3, 1]


def test_a_forest_draws_what_lies_beyond_its_axis_at_the_end() -> None:
    axis = Axis("change", -50, 100, 0, {0.0: "0"})
    points = [
        Point("inside", 10, 5, 20, "red", "ten", (0, 40)),
        Point("beyond", 300, 90, 900, "red", "three hundred"),
        Point("unknown", None, 0, 0, "red", "nothing", aside="no year"),
    ]
    fig = forest(points, axis)
    go.Figure(fig)
    traces = {trace["name"]: trace for trace in fig["data"]}
    assert traces["interval 1.5"]["x"] == [0, 40, None, 90, 100, None]
    assert traces["interval 5"]["x"] == [5, 20, None, 90, 100, None]
    assert traces["values"]["x"] == [10, 100]
    assert traces["values"]["marker"]["symbol"] == ["circle", "triangle-right"]
    assert traces["nothing to compare"]["text"] == ["no year"]


def test_a_chart_of_nothing_says_why() -> None:
    rows = pd.DataFrame()
    usual = Chart.none("key", "Title", "no row fits.", rows, "")
    assert (usual.figure, usual.alt) == (None, "No chart: no row fits.")
    assert usual.absence == "No chart: no row fits. Widen the period or clear a filter."
    assert Chart.none("key", "Title", "No row.", rows).absence == "No row."
    assert Chart.none("key", "Title", "No row.", rows, "Load one.").absence == "Load one."


def test_notes_and_hovers_join_what_there_is() -> None:
    assert words.note("One.", "", None, " Two. ") == "One. Two."
    assert words.hover("Head", "line", "", None, "last") == "<b>Head</b><br>line<br>last"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (numbers.signed(4), "+4"),
        (numbers.signed(-3.14, 1), "−3.1"),
        (numbers.signed(-0.04, 1), "−0.0"),
        (numbers.signed(0), "0"),
        (numbers.signed(0, 1, "±"), "±0.0"),
        (numbers.whole(-0.4), "0"),
        (numbers.whole(-1234.5, 1), "−1,234.5"),
        (numbers.between("51", "56", " %"), "51 to 56 %"),
        (numbers.between("51", "51", " %"), "51 %"),
        (numbers.published(1000.0), "1,000"),
        (numbers.published(-0.35), "−0.35"),
        (numbers.telling(1823.4), "1,823"),
        (numbers.telling(0.91214), "0.9121"),
        (numbers.price(84.51), "84.5"),
        (numbers.rounded(48_713), "48,700"),
        (numbers.rounded(312), "312"),
        (numbers.usd(1_250_000), "USD 1.25 million"),
        (numbers.usd(-940_400), "−USD 940,000"),
        (numbers.usd(1_234), "USD 1,234"),
        (numbers.usd(12.34), "USD 12.3"),
        (numbers.up(1.21), "1.3"),
        (numbers.up(1.2), "1.2"),
    ],
)
def test_numbers_in_words(said: str, expected: str) -> None:
    assert said == expected
